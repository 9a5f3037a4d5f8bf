"""What a generator makes (a draft) and what it makes it from (a draw).

A generator is a function from a draw to a draft and nothing else: no clock, no global
randomness, so the same draw always gives the same question. It computes its key exactly, and
takes each distractor from a named mistake that a student really makes. When the numbers it drew
make two choices equal, it raises `Degenerate` and is called again with other numbers.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeVar, cast

Difficulty = Literal["easy", "medium", "hard"]
Number = int | Fraction
T = TypeVar("T")


class Degenerate(Exception):
    """These numbers make no good question; draw again."""


@dataclass(frozen=True)
class Draft:
    """One question as a model would write it: the key is not yet placed among the distractors.

    `check` is an arithmetic expression over integers (`+ - * / ** ( )`) whose exact value is the
    number in `key`, or "" where the key is not a number. `form` names the form that it is of.
    """

    stem: str
    key: str
    distractors: tuple[str, str, str]
    check: str
    explanation: str
    figure: Mapping[str, object] | None = None
    form: str = ""


def written_draft(entry: Mapping[str, object]) -> Draft:
    """The question of an entry of a written bank; its key is no number."""
    distractors = entry["distractors"]
    assert isinstance(distractors, list)
    first, second, third = distractors
    return Draft(
        stem=str(entry["stem"]),
        key=str(entry["key"]),
        distractors=(first, second, third),
        check="",
        explanation=str(entry["explanation"]),
    )


class Draw:
    """The seeded choices behind one question: how hard, who, where, and which numbers."""

    def __init__(self, seed: str, difficulty: Difficulty, person: str = "", city: str = "") -> None:
        self._random = random.Random(seed)
        self.difficulty: Difficulty = difficulty
        self.person = person or self.pick(PEOPLE)
        self.city = city or self.pick(CITIES)

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self._random.randint(low, high)

    def pick(self, options: Sequence[T]) -> T:
        """One of `options`."""
        return self._random.choice(options)

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """`count` different members of `options`, in drawn order."""
        return self._random.sample(options, count)

    def someone_else(self) -> str:
        """Another person than the one that the question is about."""
        return self.pick([name for name in PEOPLE if name != self.person])

    def by_level(self, easy: T, medium: T, hard: T) -> T:
        """The one of three that fits the difficulty."""
        return {"easy": easy, "medium": medium, "hard": hard}[self.difficulty]


Generator = Callable[[Draw], Draft]


TRIES = 64


def attempts(
    generator: Generator, seed: str, difficulty: str, who: tuple[str, str]
) -> Iterator[Draft]:
    """What a generator makes of one draw after another, without those that make no question."""
    level, (person, city) = cast("Difficulty", difficulty), who
    for attempt in range(TRIES):
        try:
            yield generator(Draw(f"{seed}/{difficulty}/{attempt}", level, person, city))
        except Degenerate:
            continue


PEOPLE = ("خالد", "سعد", "فهد", "ماجد", "ناصر", "تركي", "نورة", "سارة", "ريم", "هند", "لمى", "أمل")
CITIES = ("الرياض", "جدة", "الدمام", "الطائف", "تبوك", "أبها", "ينبع", "حائل", "نجران", "جازان")


def number(value: int | Fraction) -> str:
    """A number as an exam prints it: `12`, `-3`, `2.5`, `3/4`; decimals only if they end early.

    >>> [number(Fraction(5, 2)), number(Fraction(2, 3)), number(12)]
    ['2.5', '2/3', '12']
    """
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    if 100 % exact.denominator == 0:
        return f"{float(exact):.2f}".rstrip("0")
    return f"{exact.numerator}/{exact.denominator}"


@dataclass(frozen=True)
class Picture:
    """A kind of figure, the numbers that it is drawn from, and the labels that it shows."""

    kind: str
    values: Sequence[float]
    labels: Sequence[str]

    def document(self) -> dict[str, object]:
        """The figure as an answer carries it; empty labels at the end are left out."""
        labels = list(self.labels)
        while labels and not labels[-1]:
            labels.pop()
        return {"kind": self.kind, "values": list(self.values), "labels": labels}


FIRST_GREATER = "القيمة الأولى أكبر"
SECOND_GREATER = "القيمة الثانية أكبر"
EQUAL = "القيمتان متساويتان"
UNDECIDED = "المعطيات غير كافية"
COMPARISON_CHOICES = (FIRST_GREATER, SECOND_GREATER, EQUAL, UNDECIDED)
