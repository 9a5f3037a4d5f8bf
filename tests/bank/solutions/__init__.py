"""The key once more, from nothing but what the student reads.

A solution takes a stem and a choice and says whether the choice is right, or None where the stem
is of a form that it does not read. It substitutes, enumerates or simulates instead of using the
generator's own formula, so that one mistake cannot hide in both.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache

from bank.drawing import numbers
from examcli.simulator.bank.draft import EQUAL, FIRST_GREATER, SECOND_GREATER, UNDECIDED

Solution = Callable[[str, str], bool | None]
Answer = Callable[[str], Fraction | int | None]

SOLUTIONS: dict[str, Solution] = {}
COMPARED = re.compile(r"القيمة الأولى: (?P<first>.+)\nالقيمة الثانية: (?P<second>.+)")


def judges(*subtopics: str) -> Callable[[Solution], Solution]:
    """Registers a solution that judges one choice, beside others for other forms."""

    def register(solution: Solution) -> Solution:
        for subtopic in subtopics:
            SOLUTIONS[subtopic] = _in_turn(SOLUTIONS.get(subtopic), solution)
        return solution

    return register


def finds(*subtopics: str) -> Callable[[Answer], Answer]:
    """Registers a solution that finds the number of the right choice."""

    def register(answer: Answer) -> Answer:
        remembered = cache(answer)

        @judges(*subtopics)
        def judged(stem: str, choice: str) -> bool | None:
            right = remembered(stem)
            return None if right is None else right == amount(choice)

        return answer

    return register


def _in_turn(earlier: Solution | None, later: Solution) -> Solution:
    """What the first of two solutions says that reads the stem."""
    if earlier is None:
        return later

    def either(stem: str, choice: str) -> bool | None:
        verdict = earlier(stem, choice)
        return later(stem, choice) if verdict is None else verdict

    return either


def amount(choice: str) -> Fraction:
    """The first number of a choice with its sign; a fall (`نقص`) counts as negative."""
    sign = -1 if re.match("[-−]|نقص", choice) else 1
    return sign * numbers(choice)[0]


def whole(text: str) -> list[int]:
    """The whole numbers of a text, in order and without signs."""
    return [int(number) for number in numbers(text) if number.denominator == 1]


def first(fits: Callable[[int], bool], start: int = 1) -> int:
    """The first whole number that fits, found by trying."""
    return next(number for number in range(start, 10_000) if fits(number))


def compared(differences: list[Fraction]) -> str:
    """The comparison that fits every possible difference of the first value and the second."""
    signs = {(difference > 0) - (difference < 0) for difference in differences}
    certain = {1: FIRST_GREATER, -1: SECOND_GREATER, 0: EQUAL}
    return certain[signs.pop()] if len(signs) == 1 else UNDECIDED
