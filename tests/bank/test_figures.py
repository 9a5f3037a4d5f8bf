"""The figures of the bank: possible, true to their numbers, and silent about the key."""

import math
import re
from dataclasses import dataclass
from itertools import combinations
from typing import cast

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bank.drawing import CASES, LEVELS, SUBTOPICS, draft, drafts
from examcli.bank.draft import Difficulty, Draft
from examcli.bank.quantitative import localised
from examcli.exam.figure import Figure, parsed, svg
from examcli.exam.figure.canvas import FONT_SIZE, text_width
from examcli.exam.number import amount

FIGURED = {
    "geometry/triangle-angles",
    "geometry/triangle-area",
    "geometry/pythagoras",
    "geometry/quadrilaterals",
    "geometry/circle-area",
    "geometry/arc-sector",
    "geometry/shaded-overlap",
    "geometry/coordinate",
    "geometry/perimeter-context",
    "statistics/bar-chart",
    "statistics/pie-chart",
    "statistics/table-reading",
    "statistics/frequency",
}
READ_OFF = {"bar-chart", "table", "coordinate-grid"}
"""Kinds that show data: the key may be one of the values that a student has to find."""
SIDES = {
    "triangle": {3: 1, 4: 2, 5: 0},
    "rectangle": {4: 3, 5: 0},
    "parallelogram": {4: 3, 5: 0},
    "trapezoid": {4: 3, 5: 1, 7: 0},
}
"""Which label names which side of the outline; a side ends in the corner of its number."""
IMPLIED = {"٩٠": re.compile("قائم|رأسي|مستطيل|ربع")}
"""Numbers that a figure may tell where the stem says them in words."""
NUMBER = re.compile(r"[٠-٩]+(?:٫[٠-٩]+)?(?:√٣)?")

figured = pytest.mark.parametrize(
    ("topic", "subtopic"), [case for case in SUBTOPICS if "/".join(case) in FIGURED]
)
any_draw = given(level=st.sampled_from(LEVELS), seed=st.integers(0, 10**9))
thoroughly = settings(derandomize=True, database=None, deadline=None, max_examples=150)


def drawn(topic: str, subtopic: str, level: Difficulty, seed: int) -> tuple[Draft, Figure]:
    """The question of a draw and its figure; a draw without a figure is not counted."""
    question = draft(topic, subtopic, level, seed)
    assume(question is not None and question.figure is not None)
    shown = localised(cast("Draft", question))
    return shown, parsed(shown.figure)


@dataclass(frozen=True)
class Text:
    """A text in a picture: its middle and what it says."""

    x: float
    y: float
    said: str

    def covers(self, other: "Text") -> bool:
        """Whether they overlap by more than a hair."""
        wide = (text_width(self.said) + text_width(other.said)) / 2
        return abs(self.x - other.x) < wide - 3 and abs(self.y - other.y) < FONT_SIZE - 3


def texts(figure: Figure) -> list[Text]:
    """Every text of the picture."""
    found = re.findall('<text x="([^"]+)" y="([^"]+)"[^>]*>([^<]*)<', svg(figure, "ar"))
    return [Text(float(x), float(y), said) for x, y, said in found]


def outline(figure: Figure) -> list[float]:
    """The lengths of the sides of the polygon that is drawn, in pixels."""
    points = svg(figure).partition('<polygon points="')[2].partition('"')[0]
    corners = [complex(*map(float, pair.split(","))) for pair in points.split()]
    return [abs(corner - corners[place - 1]) for place, corner in enumerate(corners)]


@figured
@thoroughly
@any_draw
def test_a_figure_of_the_bank_can_be_drawn(
    topic: str, subtopic: str, level: Difficulty, seed: int
) -> None:
    _, figure = drawn(topic, subtopic, level, seed)
    assert svg(figure, "ar").startswith("<svg")


@figured
@thoroughly
@any_draw
def test_the_figure_tells_only_what_the_stem_tells(
    topic: str, subtopic: str, level: Difficulty, seed: int
) -> None:
    """Every number in its labels stands in the stem too: the figure gives nothing away."""
    question, figure = drawn(topic, subtopic, level, seed)
    told = set(NUMBER.findall(" ".join(figure.labels)))
    implied = {number for number, words in IMPLIED.items() if words.search(question.stem)}
    assert told <= {*NUMBER.findall(question.stem), *implied}


@figured
@thoroughly
@any_draw
def test_the_key_is_not_a_label(topic: str, subtopic: str, level: Difficulty, seed: int) -> None:
    """Where a figure shows sizes, the key is none of them, unless the stem gives that number."""
    question, figure = drawn(topic, subtopic, level, seed)
    if figure.kind not in READ_OFF and question.key in figure.labels:
        assert question.key in question.stem


@pytest.mark.parametrize("subtopic", ["triangle-area", "pythagoras", "quadrilaterals"])
@thoroughly
@any_draw
def test_sides_are_drawn_as_long_as_their_labels_say(
    subtopic: str, level: Difficulty, seed: int
) -> None:
    """The picture itself is measured: all labelled sides of one figure have one scale."""
    _, figure = drawn("geometry", subtopic, level, seed)
    assume(figure.kind in SIDES)
    sides = outline(figure)
    stated = [
        (sides[side], float(found[0]))
        for place, side in SIDES[figure.kind].items()
        if place < len(figure.labels) and (found := amount(figure.labels[place]))
    ]
    scales = [pixels / length for pixels, length in stated]
    assert all(math.isclose(scale, scales[0], rel_tol=0.02) for scale in scales)


@figured
@thoroughly
@any_draw
def test_no_two_texts_of_a_figure_cover_each_other(
    topic: str, subtopic: str, level: Difficulty, seed: int
) -> None:
    _, figure = drawn(topic, subtopic, level, seed)
    for one, other in combinations(texts(figure), 2):
        assert not one.covers(other)


def test_the_subtopics_with_figures_are_known() -> None:
    """Some question of these has a figure, and no question of another."""
    found = {
        f"{topic}/{subtopic}"
        for topic, subtopic, level in CASES
        if any(question.figure for question in drafts(topic, subtopic, level, 30))
    }
    assert found == FIGURED


@figured
def test_at_least_a_third_of_the_questions_have_a_figure(topic: str, subtopic: str) -> None:
    figures = [
        question.figure for level in LEVELS for question in drafts(topic, subtopic, level, 60)
    ]
    assert sum(figure is not None for figure in figures) >= len(figures) * 0.3


@figured
def test_a_figure_has_the_digits_of_its_question(topic: str, subtopic: str) -> None:
    for question in map(localised, drafts(topic, subtopic, "easy", 20)):
        if question.figure:
            assert not re.search("[0-9%]", " ".join(parsed(question.figure).labels))
