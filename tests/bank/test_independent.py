"""The key once more, from nothing but what the student reads.

Each solution takes a stem and a choice and says whether the choice is right, or None where the
stem is of a form that it does not read. It substitutes, enumerates or simulates instead of using
the generator's own formula, so that one mistake cannot hide in both.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, count, permutations, product
from math import atan2, degrees, isqrt
from statistics import median, mode

import pytest
from bank.drawing import LEVELS, choices, drafts, numbers
from bank.reading import holds, value

from examcli.simulator.bank.draft import EQUAL, FIRST_GREATER, SECOND_GREATER, UNDECIDED

Solution = Callable[[str, str], bool | None]
Found = Callable[[str], Fraction | int | None]

SOLUTIONS: dict[str, Solution] = {}
SEEDS = 60
EXPRESSION = r"[-−+×÷=<>≤≥√()/²³⁰¹⁴-⁹\dسص ]+"
COMPARED = re.compile(r"القيمة الأولى: (?P<first>.+)\nالقيمة الثانية: (?P<second>.+)")
HALF_HOUR_DEGREES = 180


def judges(*subtopics: str) -> Callable[[Solution], Solution]:
    """Registers a solution that judges a single choice."""

    def register(solution: Solution) -> Solution:
        SOLUTIONS.update(dict.fromkeys(subtopics, solution))
        return solution

    return register


def finds(*subtopics: str) -> Callable[[Found], Found]:
    """Registers a solution that finds the number of the right choice."""

    def register(found: Found) -> Found:
        @judges(*subtopics)
        def judged(stem: str, choice: str) -> bool | None:
            answer = found(stem)
            return None if answer is None else answer == amount(choice)

        return found

    return register


def amount(choice: str) -> Fraction:
    """The first number of a choice with its sign; a percentage change carries its direction."""
    sign = -1 if re.match(r"−|-|نقص", choice) else 1
    return sign * numbers(choice)[0]


def compared(signs: set[int]) -> str:
    """The choice that fits every way in which the first value can stand to the second."""
    outcomes = {
        frozenset({1}): FIRST_GREATER,
        frozenset({-1}): SECOND_GREATER,
        frozenset({0}): EQUAL,
    }
    return outcomes.get(frozenset(signs), UNDECIDED)


def sign(difference: Fraction | int) -> int:
    return (difference > 0) - (difference < 0)


def where(predicate: Callable[[int], bool], start: int = 1) -> int:
    """The first whole number of which something is true."""
    return next(number for number in range(start, 100_000) if predicate(number))


def whole(text: str) -> list[int]:
    return [int(number) for number in numbers(text) if number.denominator == 1]


@pytest.mark.parametrize("subtopic", sorted(SOLUTIONS) or [""])
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
    assert read >= len(asked) / 5
