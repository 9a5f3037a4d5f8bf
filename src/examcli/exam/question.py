"""One exam question: what the model wrote, and what code made of it.

A model writes a `Draft`: stem, key, three distractors, a check and an explanation. Code decides
everything else: where the key stands among the choices, the id, the labels, the order. So a key
can never be missing, and no id can collide.
"""

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from examcli.exam.figure import Figure
from examcli.exam.text import folded
from examcli.exam.verification import Verification


class Difficulty(StrEnum):
    """How hard a question is meant to be."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True)
class Draft:
    """A question as a model wrote it; the key is not yet placed among the distractors.

    `check` is an arithmetic expression for the key where the key is a number, else "".
    `rests_on` is the number of the passage of the instructor's material that the question rests
    on, 0 where there is none.
    """

    stem: str
    key: str
    distractors: tuple[str, ...]
    check: str = ""
    explanation: str = ""
    figure: Figure | None = None
    rests_on: int = 0


@dataclass(frozen=True)
class Passage:
    """A text that several questions share; `id` is unique in its session."""

    id: str
    text: str


@dataclass(frozen=True)
class Labels:
    """Where a question belongs in the blueprint."""

    section: str
    topic: str
    subtopic: str
    difficulty: Difficulty
    kind: str


@dataclass(frozen=True)
class Question:
    """A question as it is stored and served.

    `position` is 1 for the first question of the exam; `slot` is the place in the plan that it
    fills. `explanation` is "" until the model has written it, which happens after the question
    can already be served; `verification` is None until its key was verified.
    """

    id: str
    position: int
    slot: int
    labels: Labels
    stem: str
    choices: tuple[str, ...]
    key_index: int
    check: str = ""
    explanation: str = ""
    passage: Passage | None = field(default=None)
    figure: Figure | None = None
    rests_on: int = 0
    verification: Verification | None = None

    @property
    def key(self) -> str:
        """The right answer."""
        return self.choices[self.key_index]

    @property
    def distractors(self) -> tuple[str, ...]:
        """The wrong answers, in the order in which they are shown."""
        return self.choices[: self.key_index] + self.choices[self.key_index + 1 :]

    @property
    def fingerprint(self) -> str:
        """The content as a short hash: equal for two questions a student would call the same."""
        passage = self.passage.text if self.passage else ""
        if self.figure is None:
            return fingerprint(self.stem, self.choices, passage)
        figure = json.dumps(self.figure.document(), ensure_ascii=False)
        return fingerprint(self.stem, self.choices, f"{passage}\x1f{figure}")

    @property
    def is_doubtful(self) -> bool:
        """Whether its key was verified, and not confirmed."""
        return self.verification is not None and self.verification.verdict.is_in_doubt

    @property
    def has_figure(self) -> bool:
        """Whether a picture belongs to the question."""
        return self.figure is not None


class Repeated(Exception):
    """Another exam of the same store has a question of this content."""


def as_drafted(question: Question) -> Draft:
    """The question as its model wrote it, but for the explanation that it still lacks."""
    return Draft(
        stem=question.stem,
        key=question.key,
        distractors=question.distractors,
        check=question.check,
        figure=question.figure,
        rests_on=question.rests_on,
    )


def fingerprint(stem: str, choices: Sequence[str], passage: str) -> str:
    """Hash stem, choices in any order, and passage: never the stem alone.

    In real banks hundreds of different questions share a stem such as "which word is odd?".
    """
    parts = [folded(stem), *sorted(map(folded, choices)), folded(passage)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def placed(
    draft: Draft, key_place: int, fixed_choices: Sequence[str]
) -> tuple[tuple[str, ...], int]:
    """The choices in the order they are shown, and where the key stands among them.

    Kinds with fixed choices keep their order. Otherwise the key goes to its drawn place, and the
    distractors around it are shuffled by their own content, so the same draft is always placed
    the same way. With too few distractors for the drawn place, the key stands last.

    Raises:
        ValueError: the kind has fixed choices and the key is none of them.
    """
    if fixed_choices:
        return tuple(fixed_choices), _place_among(fixed_choices, draft.key)
    others = list(draft.distractors)
    random.Random(draft.stem).shuffle(others)
    place = min(key_place, len(others))
    others.insert(place, draft.key)
    return tuple(others), place


def _place_among(fixed_choices: Sequence[str], key: str) -> int:
    places = [place for place, choice in enumerate(fixed_choices) if folded(choice) == folded(key)]
    if not places:
        raise ValueError(f"the key is none of the fixed choices: `{key}`")
    return places[0]
