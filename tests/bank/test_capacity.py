"""Thirty scientific exams in one store repeat nothing: the bank has all that they ask for.

What they ask for is read off their plans. Quantitative forms make numbers without end, so only what
was written by hand can run out.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby

import pytest

from examcli.bank.verbal import READING, VERBAL, passages, written
from examcli.exam.blueprint import embedded
from examcli.exam.plan import Slot, plan_exam

EXAMS = 30
SPARE = 1.0
"""Of what is asked for: the engine finds the unused one, however few are left."""


@cache
def slots() -> tuple[Slot, ...]:
    """Every question of thirty exams."""
    gat = embedded("gat")
    return tuple(slot for seed in range(EXAMS) for slot in plan_exam(gat, "scientific", seed).slots)


def reading_sets() -> Iterator[tuple[str, ...]]:
    """The kinds of question that each reading set wants."""
    for passage, found in groupby(slots(), key=lambda slot: slot.passage):
        if passage:
            yield tuple(sorted(slot.labels.subtopic for slot in found))


@pytest.mark.parametrize("topic", VERBAL)
def test_every_kind_suffices_for_thirty_exams(topic: str) -> None:
    asked = Counter(slot.labels.subtopic for slot in slots() if slot.labels.topic == topic)
    assert asked
    kept = {kind: len(list(written(topic, kind, "", ""))) for kind in asked}
    short = {kind: (kept[kind], n) for kind, n in asked.items() if kept[kind] < SPARE * n}
    assert not short, "kind: (questions in the bank, asked for)"


def test_passages_suffice_for_thirty_exams() -> None:
    """For each combination of questions, and for all of them together."""
    asked = Counter(reading_sets())
    assert asked
    kept = {wanted: len(list(passages(wanted, "", ""))) for wanted in asked}
    short = {wanted: (kept[wanted], n) for wanted, n in asked.items() if kept[wanted] < SPARE * n}
    assert not short, "combination: (passages in the bank, asked for)"
    assert len(list(passages([], "", ""))) >= SPARE * asked.total(), READING
