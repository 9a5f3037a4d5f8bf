"""The keys of the English bank once more, from nothing but what the student reads.

A telling is a stem as a solution reads it, from the first word to the words that ask: `{mean}`
stands for a number, `{way:rise|fall}` for words that are needed, `…` for words that are not, and
`<Find|What is>` for either. What is not told so is not read, so a stem that is turned into its
opposite has no solution. Solutions simulate, enumerate or try instead of using the generator's
formula, so that one mistake cannot hide in both.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

TOLERANCE = Fraction(1, 2)
NUMBER = r"(?<![\d.])-?\d+(?:\.\d+)?(?:/\d+)?(?![\d/]|\.\d)"
ROW = r"-?\d+(?:, -?\d+)+"
PART = re.compile(r"(\{[^{}]+\}|<[^<>]+>|…)")


@dataclass(frozen=True)
class Near:
    """An answer that holds roughly, as the rule that the stem names does; in percent."""

    percent: float
    total: int = 100

    def holds(self, stated: Fraction) -> bool:
        """Whether a stated number is as near as the rule comes."""
        return abs(stated * 100 / self.total - Fraction(self.percent)) < TOLERANCE


Answer = Fraction | int | Near
Solution = Callable[..., Answer]
Solving = TypeVar("Solving", bound=Solution)
TELLINGS: dict[str, list[tuple[re.Pattern[str], Solution]]] = {}
"""What is read in the stems of a topic, and what solves it."""


def solves(*tellings: str) -> Callable[[Solving], Solving]:
    """Registers the solution of stems that tell this; it takes the gaps by name.

    A gap whose name begins with `_` only has to be the same wherever it stands.
    """

    def register(solution: Solving) -> Solving:
        topic = solution.__module__.rpartition(".")[2]
        TELLINGS.setdefault(topic, []).extend((_pattern(told), solution) for told in tellings)
        return solution

    return register


def solved(topic: str, stem: str) -> Answer | None:
    """The answer to a stem of a topic, on which all that read it agree; None if nothing does."""
    answers = {
        solution(**_gaps(found))
        for telling, solution in TELLINGS[topic]
        if (found := telling.fullmatch(stem))
    }
    assert len(answers) <= 1, (stem, answers)
    return answers.pop() if answers else None


def _pattern(telling: str) -> re.Pattern[str]:
    seen: set[str] = set()

    def part(text: str) -> str:
        if text == "…":
            return ".*?"
        if text.startswith("<"):
            return f"(?:{'|'.join(map(re.escape, text[1:-1].split('|')))})"
        if not text.startswith("{"):
            return re.escape(text)
        name, _, words = text[1:-1].partition(":")
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>{words or NUMBER})"

    return re.compile("".join(map(part, PART.split(telling))), re.IGNORECASE)


def _gaps(found: re.Match[str]) -> dict[str, Any]:
    return {name: _read(text) for name, text in found.groupdict().items() if name[0] != "_"}


def _read(text: str) -> Any:
    """A whole number, a fraction, a row of numbers, or the words themselves."""
    if re.fullmatch(ROW, text):
        return [Fraction(value) for value in text.split(", ")]
    if not re.fullmatch(NUMBER, text):
        return text
    exact = Fraction(text)
    return int(exact) if exact.denominator == 1 else exact


def first(fits: Callable[[Fraction], bool], candidates: Iterable[int] = range(1, 5000)) -> Fraction:
    """The first whole number that fits, found by trying."""
    return next(Fraction(number) for number in candidates if fits(Fraction(number)))
