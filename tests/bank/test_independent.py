"""Every key is found again, by other means and from the stem alone."""

import pytest

from bank.drawing import LEVELS, SUBTOPICS, choices, drafts
from bank.solutions import (
    SOLUTIONS,
    algebra,
    circles_cut,
    geometry,
    probability,
    ratio_proportion,
    speed_time_distance,
    statistics,
)

ROOMS = (
    algebra,
    circles_cut,
    geometry,
    probability,
    ratio_proportion,
    speed_time_distance,
    statistics,
)
SEEDS = 60
LEAST_READ = 0.1
"""Which part of a subtopic's questions its solution reads at least."""


def test_every_subtopic_is_solved() -> None:
    """Importing the rooms has registered a solution for each subtopic of the bank."""
    assert all(room.__doc__ for room in ROOMS)
    assert set(SOLUTIONS) == {f"{topic}/{subtopic}" for topic, subtopic in SUBTOPICS}


@pytest.mark.parametrize("subtopic", SOLUTIONS)
def test_the_key_alone_is_right(subtopic: str) -> None:
    """Solved from the stem, the key is right and no distractor is, in every form that is read."""
    topic, name = subtopic.split("/")
    asked = [draft for level in LEVELS for draft in drafts(topic, name, level, SEEDS)]
    read = 0
    for draft in asked:
        verdicts = [SOLUTIONS[subtopic](draft.stem, choice) for choice in choices(draft)]
        if None not in verdicts:
            read += 1
            assert verdicts == [True, False, False, False], draft
    assert read >= LEAST_READ * len(asked)
