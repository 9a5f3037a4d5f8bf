"""Figures: possible or refused, true to their numbers, harmless as markup, complete as text."""

import math
from xml.etree import ElementTree as ET
from xml.parsers.expat import ParserCreate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examcli.exam.figure import KINDS, Figure, FigureInvalid, description, parsed, svg
from examcli.exam.figure.given import Language

EXAMPLES = {
    "triangle": Figure("triangle", (3, 4, 5), ("أ", "ب", "ج", "٣ سم", "٤ سم", "س", "", "٩٠°")),
    "rectangle": Figure("rectangle", (12, 5), ("أ", "ب", "ج", "د", "١٢ سم", "٥ سم", "س")),
    "parallelogram": Figure("parallelogram", (10, 6, 60), ("", "", "", "", "١٠ سم", "٦ سم", "٦٠°")),
    "rhombus": Figure("rhombus", (8, 6), ("", "", "", "", "٨ سم", "٦ سم", "س")),
    "trapezoid": Figure("trapezoid", (12, 6, 4), ("", "", "", "", "١٢ سم", "٦ سم", "٤ سم", "٥ سم")),
    "circle": Figure("circle", (7,), ("م", "٧ سم")),
    "sector": Figure("sector", (6, 60), ("م", "أ", "ب", "٦ سم", "٦٠°", "س")),
    "corner-circles": Figure("corner-circles", (14,), ("١٤ سم", "٧ سم")),
    "square-at-centre": Figure("square-at-centre", (6, 8, 3), ("٦ سم", "٨ سم")),
    "rose": Figure("rose", (14,), ("١٤ سم",)),
    "tangent-circles": Figure("tangent-circles", (6,), ("٦ سم",)),
    "segment": Figure("segment", (6, 90), ("م", "أ", "ب", "٦ سم", "٩٠°")),
    "circles-in-rectangle": Figure("circles-in-rectangle", (3, 3), ("٣ سم", "١٨ سم", "٦ سم")),
    "circle-in-square": Figure("circle-in-square", (14,), ("١٤ سم", "٧ سم")),
    "square-in-circle": Figure("square-in-circle", (6,), ("٦ سم",)),
    "bar-chart": Figure("bar-chart", (35, 20), ("الزوار", "الأحد", "الاثنين")),
    "line-chart": Figure("line-chart", (12, 17, 9), ("الحرارة", "السبت", "الأحد", "الاثنين")),
    "pie-chart": Figure("pie-chart", (30, 70), ("الأقلام", "الأزرق", "الأحمر", "٣٠٪")),
    "table": Figure("table", (2,), ("الدرجات", "الدرجة", "التكرار", "٥", "٣", "٦", "ك")),
    "coordinate-grid": Figure("coordinate-grid", (2, -3, 8, 5), ("أ", "ب")),
}
ALLOWED = {"svg", "title", "desc", "rect", "g", "polygon", "polyline", "line", "circle", "text"}
HOSTILE = "<script>x</script>\"'&"


def drawing(figure: Figure, language: Language = "ar") -> ET.Element:
    """The picture as any XML reader takes it; it would fail on markup that is not well formed."""
    builder = ET.TreeBuilder()
    parser = ParserCreate()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.Parse(svg(figure, language), True)
    return builder.close()


def test_every_kind_has_an_example_here() -> None:
    assert set(EXAMPLES) == set(KINDS)


@pytest.mark.parametrize("figure", EXAMPLES.values(), ids=EXAMPLES)
def test_a_picture_is_well_formed_and_made_of_harmless_elements(figure: Figure) -> None:
    root = drawing(figure)
    assert {element.tag for element in root.iter()} <= ALLOWED
    assert not any(
        "href" in name or name.startswith("on") for e in root.iter() for name in e.attrib
    )


@pytest.mark.parametrize("figure", EXAMPLES.values(), ids=EXAMPLES)
def test_every_label_is_in_the_picture_and_in_the_text(figure: Figure) -> None:
    drawn = " ".join(drawing(figure).itertext())
    marks_of_right_angles = {"٩٠°"}
    for label in filter(None, figure.labels):
        assert label in drawn or label in marks_of_right_angles
        assert label in description(figure)


@pytest.mark.parametrize("figure", EXAMPLES.values(), ids=EXAMPLES)
def test_a_picture_carries_its_text_for_those_who_cannot_see_it(figure: Figure) -> None:
    languages: tuple[Language, ...] = ("ar", "en")
    for language in languages:
        root = drawing(figure, language)
        assert root.findtext("desc") == description(figure, language)


@pytest.mark.parametrize("figure", EXAMPLES.values(), ids=EXAMPLES)
def test_everything_drawn_lies_within_the_sheet(figure: Figure) -> None:
    root = drawing(figure)
    left, top, wide, high = map(float, root.attrib["viewBox"].split())
    for text in root.iter("text"):
        assert left <= float(text.attrib["x"]) <= left + wide
        assert top <= float(text.attrib["y"]) <= top + high


@pytest.mark.parametrize("figure", EXAMPLES.values(), ids=EXAMPLES)
def test_a_figure_survives_the_way_through_json(figure: Figure) -> None:
    assert parsed(figure.document()) == figure


@given(st.tuples(*[st.integers(30, 100)] * 3))
@settings(max_examples=50, deadline=None)
def test_a_triangle_is_drawn_with_the_proportions_of_its_sides(sides: tuple[int, ...]) -> None:
    try:
        figure = Figure("triangle", sides)
    except FigureInvalid:
        assert 2 * max(sides) >= sum(sides) * 0.98
        return
    polygon = next(drawing(figure).iter("polygon"))
    corners = [
        (float(x), float(y)) for x, y in (p.split(",") for p in polygon.attrib["points"].split())
    ]
    drawn = [math.dist(corners[place], corners[(place + 1) % 3]) for place in range(3)]
    scale = drawn[0] / sides[0]
    assert drawn == pytest.approx([side * scale for side in sides], rel=0.01)


def test_an_unlabelled_length_is_drawn_but_never_named() -> None:
    figure = EXAMPLES["triangle"]
    assert "٥" not in description(figure)
    assert "٥" not in " ".join(drawing(figure).itertext())


@pytest.mark.parametrize(
    ("kind", "values", "labels", "reason"),
    [
        ("heart", (1,), (), "no figure"),
        ("triangle", (1, 2, 3), (), "as long as the other two"),
        ("triangle", (3, 4), (), "3 values are needed"),
        ("triangle", (3, 4, 5), ("أ", "ب", "ج", "٧ سم"), "stands where 3"),
        ("triangle", (3, 4, 5), ("أ", "أ", "ج"), "different names"),
        ("circle", (0,), (), "greater than 0"),
        ("rectangle", (1000, 1), (), "too unequal"),
        ("sector", (6, 360), (), "angle"),
        ("square-at-centre", (6, 4, 1), (), "too small"),
        ("circles-in-rectangle", (3, 2.5), (), "circles stand in a row"),
        ("bar-chart", (1, 2), ("عنوان", "الأحد"), "name of its own"),
        ("pie-chart", (30, 70), ("عنوان", "أحمر", "أزرق", "٥٠٪"), "is drawn as 30"),
        ("table", (3,), ("عنوان", "١", "٢", "٣", "٤"), "do not make rows"),
        ("coordinate-grid", (1, 2, 3), (), "two coordinates"),
        ("coordinate-grid", (90, 2), (), "from"),
        ("circle", (7,), ("م" * 60,), "longer than"),
        ("circle", (7,), ("م\u202e",), "cannot be printed"),
    ],
)
def test_an_impossible_figure_is_refused_with_the_reason(
    kind: str, values: tuple[float, ...], labels: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(FigureInvalid, match=reason):
        Figure(kind, values, labels)


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "circle",
        {"kind": "circle", "values": "7"},
        {"kind": "circle", "values": [True]},
        {"kind": "circle", "values": [float("nan")]},
        {"kind": "circle", "values": [10**400]},
        {"kind": "circle", "values": [7] * 1000},
        {"kind": "circle", "values": [7], "labels": [7]},
        {"kind": "circle", "values": [7], "svg": "<svg/>"},
    ],
)
def test_what_is_no_figure_is_refused(document: object) -> None:
    with pytest.raises(FigureInvalid):
        parsed(document)


def test_markup_in_a_label_stays_text() -> None:
    picture = svg(Figure("circle", (7,), ("م", HOSTILE)))
    assert "<script" not in picture
    assert "&lt;script" in picture
