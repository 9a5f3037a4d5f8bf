"""Overlapping figures: the area of what one leaves of another."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from examcli.bank.draft import Draft, Draw, Number, Picture, number
from examcli.bank.forms import Choices, Computed, Words, computed
from examcli.bank.mistakes import whole
from examcli.bank.quantitative.geometry.areas import Area
from examcli.bank.quantitative.geometry.pictures import cm

words = Words(__name__)
form = words.form


def shaded_overlap(draw: Draw) -> Draft:
    """Ways in which squares, circles, sectors and triangles overlap."""
    forms = draw.by_level(
        (_circle_in_square, _circles_in_rectangle, _square_at_centre),
        (_corner_quarters, _square_in_circle, _quarter_minus_triangle, _square_and_circle_together),
        (_rose_in_square, _leaf_in_square, _tangent_circles, _sector_minus_equilateral),
    )
    return draw.pick(forms)(draw)


def _whole_or_drawn(draw: Draw, key: Any, mistakes: Sequence[Any]) -> Sequence[Any]:
    if isinstance(key, str):
        return draw.sample(mistakes, len(mistakes))
    return whole(draw, key, mistakes)


AREAS = Choices(_whole_or_drawn, lambda area: area if isinstance(area, str) else number(area))
"""Areas in ط and √3 in drawn order, or whole numbers."""


def _shaded(area: Area, formula: str, *mistakes: Area, **named: Any) -> Computed:
    """An area in ط or, where 7 divides it, with ط = 22/7 as in `formula`."""
    wrong = [mistake for mistake in mistakes if mistake.approximate() > 0]
    size = area.approximate()
    if area.rooted or size.denominator != 1:
        return _concluded("exact", str(area), "", *map(str, wrong), **named)
    sizes: list[Fraction] = [mistake.approximate() for mistake in wrong]
    return _concluded("rounded", int(size), formula, *sizes, **named)


def _concluded(
    phrases: str, key: Number | str, check: str, *mistakes: Number | str, **named: Any
) -> Computed:
    ending, result = words.phrases(phrases)
    return computed(
        key,
        check,
        *mistakes,
    ).told(ending=ending, result=result.format(key=key), **named)


@form("circle-in-square", AREAS)
def _circle_in_square(draw: Draw) -> Computed:
    radius = draw.integer(2, 14)
    side, square = 2 * radius, radius**2
    across, told = cm(side), cm(radius)
    case, labels = draw.pick(
        (("square", (across, "")), ("paper", (across, "")), ("circle", ("", told)))
    )
    return _shaded(
        Area(4 * square, -square),
        f"{side}**2 - ({side} / 2)**2 * 22 / 7",
        Area(4 * square, -side),  # took the circumference for the area
        Area(16 * square, -4 * square),  # took the side for the radius
        Area(4 * square, square),  # added the areas
        Area(4 * side, -square) if radius < 5 else Area(4 * square, -radius),  # mixed units
        Area(8 * square, -square),  # doubled the square
        case=case,
        figure=Picture("circle-in-square", (side,), labels),
        side=side,
        radius=radius,
        square=4 * square,
        disc=square,
    )


@form("circles-in-rectangle", AREAS)
def _circles_in_rectangle(draw: Draw) -> Computed:
    """Equal circles side by side fill the length of a rectangle."""
    count = draw.pick((2, 3, 4))
    circles, touching, outside = words.phrases("rows")[count - 2]
    radius = draw.integer(2, 10)
    discs = count * radius**2
    length, width = 2 * radius * count, 2 * radius
    case, labels = draw.pick(
        (
            ("rectangle", ("", cm(length), cm(width))),
            ("circles", (cm(radius), "", "")),
        )
    )
    return _shaded(
        Area(4 * discs, -discs),
        f"{length} * {width} - {count} * ({width} / 2)**2 * 22 / 7",
        Area(4 * discs, -(radius**2)),  # took one circle away
        Area(4 * discs, -width * count),  # took circumferences for areas
        Area(4 * discs, discs),  # added the areas
        Area(4 * radius**2, -(radius**2)),  # answered one circle in its square
        Area(8 * discs, -discs),  # doubled the rectangle
        case=case,
        figure=Picture("circles-in-rectangle", (radius, count), labels),
        circles=circles,
        touching=touching,
        outside=outside,
        length=length,
        width=width,
        count=count,
        radius=radius,
        rectangle=4 * discs,
        discs=discs,
    )


@form("square-at-centre")
def _square_at_centre(draw: Draw) -> Computed:
    """A square whose vertex is the centre covers a quarter of the circle."""
    radius = 2 * draw.integer(1, 10)
    side = radius + draw.integer(0, 4)
    case, quarters = draw.pick((("outside", 3), ("common", 1)))
    key = quarters * radius**2 // 4
    labels = (cm(radius), cm(side))
    return computed(
        key,
        f"{quarters} * {radius}**2 / 4",
        (4 - quarters) * radius**2 // 4,  # answered the other part
        radius**2 // 2,  # took half of the circle
        radius**2,  # answered the whole circle
        4 * key,  # forgot the quarter
        quarters * radius // 2,  # computed an arc
        key + radius,  # slipped
        case=case,
        figure=Picture("square-at-centre", (radius, side, quarters), labels),
    ).told(radius=radius, side=side, quarters=quarters)


@form("corner-quarters", AREAS)
def _corner_quarters(draw: Draw) -> Computed:
    """Four quarter circles at the corners of a square make one circle."""
    radius = 2 * draw.integer(1, 12)
    side, square = 2 * radius, radius**2
    return _shaded(
        Area(4 * square, -square),
        f"{side}**2 - 4 * ({side} / 2)**2 / 4 * 22 / 7",
        Area(4 * square, -square // 4),  # took one quarter away
        Area(4 * square, -square // 2),  # took two quarters away
        Area(4 * square, -4 * radius),  # took arcs for areas
        Area(16 * square, -4 * square),  # took the side for the radius
        Area(4 * square, square),  # added the areas
        figure=Picture("corner-circles", (side,), (cm(side),)),
        side=side,
        radius=radius,
        square=4 * square,
        disc=square,
    )


@form("square-in-circle", AREAS)
def _square_in_circle(draw: Draw) -> Computed:
    """The diagonal of the square is the diameter of the circle."""
    radius = 2 * draw.integer(1, 14)
    square = radius**2
    case, told = draw.pick((("radius", cm(radius)), ("diameter", ""), ("diagonal", "")))
    return _shaded(
        Area(-2 * square, square),
        f"{radius}**2 * 22 / 7 - (2 * {radius})**2 / 2",
        Area(-square, square),  # took the radius for the side
        Area(-square // 2, square),  # halved the square twice
        Area(-4 * square, 4 * square),  # took the diameter for the radius
        Area(2 * square, square),  # added the areas
        Area(-2 * square, 2 * square),  # doubled the circle
        case=case,
        figure=Picture("square-in-circle", (radius,), (told,)),
        radius=radius,
        diameter=2 * radius,
        disc=square,
        square=2 * square,
    )


@form("quarter-minus-triangle", AREAS)
def _quarter_minus_triangle(draw: Draw) -> Computed:
    """What a chord cuts from a quarter of a circle."""
    half = draw.integer(1, 14)
    radius, square = 2 * half, half**2
    return _shaded(
        Area(-2 * square, square),
        f"{radius}**2 / 4 * 22 / 7 - {radius}**2 / 2",
        Area(-4 * square, 4 * square),  # took the whole circle and a square
        Area(-4 * square, 2 * square),  # took half of the circle and a square
        Area(-square, square),  # halved the triangle twice
        Area(2 * square, square),  # added the triangle
        Area(-2 * square, 4 * square),  # took the whole circle
        Area(-2 * square, 2 * square),  # took half of the circle
        figure=Picture("segment", (radius, 90), ("م", "أ", "ب", cm(radius), "90°")),
        radius=radius,
        quarter=square,
        triangle=2 * square,
    )


@form("square-and-circle-together", AREAS)
def _square_and_circle_together(draw: Draw) -> Computed:
    """A square and a circle around one of its vertices share a quarter of the circle."""
    radius = 2 * draw.integer(1, 9)
    side = radius + draw.integer(0, 3)
    quarter = radius**2 // 4
    return _shaded(
        Area(side**2, 3 * quarter),
        f"{side}**2 + 3 * {radius}**2 / 4 * 22 / 7",
        Area(side**2, 4 * quarter),  # counted the common quarter twice
        Area(side**2, quarter),  # added the common quarter only
        Area(side**2, 2 * quarter),  # took half of the circle
        Area(side**2, -quarter),  # subtracted the common part
        Area(4 * side, 3 * quarter),  # added the perimeter of the square
        side=side,
        radius=radius,
        square=side**2,
        outside=3 * quarter,
    )


@form("rose-in-square", AREAS)
def _rose_in_square(draw: Draw) -> Computed:
    """Four half circles on the sides of a square overlap in four petals."""
    radius = draw.integer(2, 14)
    side, square = 2 * radius, radius**2
    return _shaded(
        Area(-4 * square, 2 * square),
        f"4 * ({side} / 2)**2 / 2 * 22 / 7 - {side}**2",
        Area(-2 * square, 2 * square),  # took half of the square away
        Area(4 * square, -square),  # answered what one circle leaves
        Area(8 * square, -2 * square),  # answered what lies outside the petals
        Area(-4 * square, 4 * square),  # took whole circles
        Area(4 * square, 2 * square),  # added the square
        Area(-square, square),  # answered half of it
        figure=Picture("rose", (side,), (cm(side),)),
        side=side,
        square=4 * square,
        discs=2 * square,
    )


@form("leaf-in-square", AREAS)
def _leaf_in_square(draw: Draw) -> Computed:
    """Two quarter circles around opposite vertices of a square overlap in a leaf."""
    half = draw.integer(1, 14)
    side, square = 2 * half, half**2
    return _shaded(
        Area(-4 * square, 2 * square),
        f"2 * {side}**2 / 4 * 22 / 7 - {side}**2",
        Area(-2 * square, square),  # answered half of the leaf
        Area(4 * square, -square),  # answered what one quarter leaves
        Area(8 * square, -2 * square),  # answered what lies outside the leaf
        Area(-2 * square, 2 * square),  # took half of the square away
        Area(-4 * square, 4 * square),  # took half circles
        side=side,
        square=4 * square,
        quarter=square,
        quarters=2 * square,
    )


@form("tangent-circles", AREAS)
def _tangent_circles(draw: Draw) -> Computed:
    """The gap between three equal circles that touch each other."""
    radius = 2 * draw.integer(1, 15)
    square = radius**2
    case, told = draw.pick((("circles", cm(radius)), ("discs", "")))
    return _shaded(
        Area(0, -square // 2, square),
        "",
        Area(0, -square // 4, square),  # took the sectors for a quarter of the circle
        Area(0, -square, 4 * square),  # took the diameter for the radius, and a whole circle
        Area(0, -square // 2, 2 * square),  # forgot to halve the triangle
        Area(0, square // 2, square),  # added the sectors
        Area(0, -radius, square),  # took arcs for areas
        case=case,
        figure=Picture("tangent-circles", (radius,), (told,)),
        radius=radius,
        diameter=2 * radius,
        triangle=square,
        sectors=square // 2,
    )


@form("sector-minus-equilateral", AREAS)
def _sector_minus_equilateral(draw: Draw) -> Computed:
    """What a chord as long as the radius cuts from a circle."""
    unit = draw.integer(1, 8)
    radius, square = 6 * unit, unit**2
    return _shaded(
        Area(0, 6 * square, -9 * square),
        "",
        Area(0, 12 * square, -9 * square),  # took a third of the circle
        Area(0, 6 * square, 9 * square),  # added the triangle
        Area(0, 36 * square, -9 * square),  # took the whole circle
        Area(0, 12 * square, -18 * square),  # doubled both
        Area(0, 9 * square, -9 * square),  # took a quarter of the circle
        case=draw.pick(("chord", "angle", "sector")),
        figure=Picture("segment", (radius, 60), ("م", "أ", "ب", cm(radius))),
        radius=radius,
        sector=6 * square,
        triangle=9 * square,
    )
