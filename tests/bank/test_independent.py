"""Every key is found again, by other means and from the stem alone."""

import pytest

from bank.drawing import LEVELS, SUBTOPICS, choices, drafts
from bank.solutions import (
    SOLUTIONS,
    algebra,
    circles_cut,
    geometry_lines,
    geometry_plots,
    geometry_shapes,
    geometry_solids,
    probability,
    rates_and_measures,
    ratio_proportion,
    speed_time_distance,
    statistics,
    statistics_charts,
)

ROOMS = (
    algebra,
    circles_cut,
    geometry_lines,
    geometry_plots,
    geometry_shapes,
    geometry_solids,
    probability,
    rates_and_measures,
    ratio_proportion,
    speed_time_distance,
    statistics,
    statistics_charts,
)
SEEDS = 60
UNREAD = frozenset(form for room in ROOMS for form in getattr(room, "UNREAD", ()))
"""Forms that no solution reads yet: each room of solutions lists its own, and the list shrinks."""


def test_every_subtopic_is_solved() -> None:
    """Importing the rooms has registered a solution for each subtopic of the bank."""
    assert all(room.__doc__ for room in ROOMS)
    assert set(SOLUTIONS) == {f"{topic}/{subtopic}" for topic, subtopic in SUBTOPICS}


@pytest.mark.parametrize("subtopic", SOLUTIONS)
def test_the_key_alone_is_right(subtopic: str) -> None:
    """Solved from the stem, the key is right and no distractor is, in every form but `UNREAD`."""
    topic, name = subtopic.split("/")
    forms, unread = set[str](), set[str]()
    for draft in (draft for level in LEVELS for draft in drafts(topic, name, level, SEEDS)):
        verdicts = [SOLUTIONS[subtopic](draft.stem, choice) for choice in choices(draft)]
        forms.add(draft.form)
        if None in verdicts:
            unread.add(draft.form)
        else:
            assert verdicts == [True, False, False, False], draft
    assert unread - {""} == forms & UNREAD
