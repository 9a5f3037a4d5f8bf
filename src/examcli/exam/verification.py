"""Whether a key is right: by its own arithmetic, or by two solvers who have not seen it.

Two human banks give different keys to a fifth of the verbal questions that they share, so two
solvers who contradict a key do not prove it wrong; but a question that two careful readers answer
differently needs a third.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from examcli.exam.arithmetic import evaluated
from examcli.exam.number import amount

BOUND = re.compile("[<>≤≥]")


class KeyCheck(StrEnum):
    """What the check of a question says about its key."""

    NOT_A_NUMBER = "not a number"
    UNCHECKED = "unchecked"
    CONFIRMED = "confirmed"
    CONTRADICTING = "contradicting"


class Verdict(StrEnum):
    """What became of a key: computed from its check, or judged by what two solvers answered."""

    COMPUTED = "computed"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    AMBIGUOUS = "ambiguous"

    @property
    def is_in_doubt(self) -> bool:
        """Whether somebody should look at the question."""
        return self in {Verdict.DISAGREED, Verdict.AMBIGUOUS}


@dataclass(frozen=True)
class Solution:
    """What one solver answered, as places among the choices of the question, from 0.

    `choice` is None when the solver finds none of them right; `also` are others that it could
    defend as well.
    """

    choice: int | None
    also: tuple[int, ...] = ()


@dataclass(frozen=True)
class Verification:
    """The verdict on one question, and what it rests on."""

    verdict: Verdict
    model: str = ""
    solutions: tuple[Solution, ...] = ()


def key_check(key: str, check: str) -> KeyCheck:
    """Compare a key with the exact value of its check; a bound such as `س ≤ 7` is no number.

    >>> key_check("22/3", "22 / 3"), key_check("7.33", "22 / 3")
    (<KeyCheck.CONFIRMED: 'confirmed'>, <KeyCheck.CONTRADICTING: 'contradicting'>)
    """
    stated = amount(key)
    if stated is None or BOUND.search(stated[1]):
        return KeyCheck.NOT_A_NUMBER
    computed = evaluated(check)
    if computed is None:
        return KeyCheck.UNCHECKED
    return KeyCheck.CONFIRMED if computed == stated[0] else KeyCheck.CONTRADICTING


def judged(key_index: int, solutions: Sequence[Solution]) -> Verdict:
    """The verdict on a key after blind solutions.

    A second answer that a solver could defend makes the question ambiguous, whatever was chosen.
    """
    if any(solution.also for solution in solutions):
        return Verdict.AMBIGUOUS
    agree = all(solution.choice == key_index for solution in solutions)
    return Verdict.AGREED if agree else Verdict.DISAGREED
