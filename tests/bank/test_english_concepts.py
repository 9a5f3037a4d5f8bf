"""The written English questions: enough, sound, and without a habit that gives keys away."""

from collections import Counter
from collections.abc import Mapping

import pytest

from examcli.bank.draft import written_draft
from examcli.bank.english.conceptual import TOPICS, entries, written
from examcli.exam.question import Difficulty, Labels, Question, placed
from examcli.exam.question import Draft as OurDraft
from examcli.review import review, review_explanation
from examcli.review.item import Item
from examcli.review.resemblance import resemblance

SUBTOPICS = {
    "association": ("correlation-meaning", "correlation-or-causation"),
    "center": ("outlier-effect",),
    "displays": ("distribution-shape",),
    "studies": (
        "sampling-method",
        "bias",
        "experiment-or-observation",
        "variable-types",
        "population-or-sample",
    ),
}
ENOUGH = 10
EVERYTHING = [(topic, entry) for topic in TOPICS for entry in entries(topic)]


@pytest.mark.parametrize(
    ("topic", "subtopic"), [(topic, each) for topic, some in SUBTOPICS.items() for each in some]
)
def test_there_is_enough_for_several_exams(topic: str, subtopic: str) -> None:
    """Ten of each, at every level, the wanted level first."""
    assert len(list(written(topic, subtopic, "easy", "1"))) >= ENOUGH
    levels = Counter(e["difficulty"] for e in entries(topic) if e["subtopic"] == subtopic)
    assert set(levels) == {level.value for level in Difficulty}
    hard = next(written(topic, subtopic, "hard", "1"))
    (entry,) = [entry for entry in entries(topic) if entry["stem"] == hard.stem]
    assert entry["difficulty"] == "hard"


@pytest.mark.parametrize(("topic", "entry"), EVERYTHING)
def test_each_passes_review(topic: str, entry: Mapping[str, object]) -> None:
    """No rule rejects it, nor its explanation."""
    question = _question(topic, entry)
    assert review(question) == []
    assert review_explanation(question) == []


def test_none_resembles_another() -> None:
    """Neither the same words nor the same question with other numbers."""
    questions = [_question(topic, entry) for topic, entry in EVERYTHING]
    found = resemblance([Item(q.stem, q.choices, q.key_index) for q in questions])
    assert dict(found.near) == {}


def test_the_key_does_not_stand_out_by_its_length() -> None:
    """It is the uniquely longest choice in two questions of five at most."""
    longest = sum(
        len(made.key) > max(map(len, made.distractors))
        for made in (written_draft(entry) for _, entry in EVERYTHING)
    )
    assert longest <= 0.4 * len(EVERYTHING)


def _question(topic: str, entry: Mapping[str, object]) -> Question:
    made = written_draft(entry)
    ours = OurDraft(made.stem, made.key, made.distractors)
    choices, key_index = placed(ours, 0, ())
    labels = Labels("any", topic, str(entry["subtopic"]), Difficulty.EASY, "multiple-choice")
    return Question(
        id="q1",
        position=1,
        slot=1,
        labels=labels,
        stem=made.stem,
        choices=choices,
        key_index=key_index,
        explanation=made.explanation,
    )
