"""Whether a key is right, by solvers who have not seen it.

The check of a number is a hint and no proof: the author who wrote a wrong key wrote its check as
well, and eleven wrong keys of eleven had one that agreed. So a number that its check confirms is
solved by one, everything else by two.

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
OPERATION = re.compile(r"[\d)]\s*[-+*/×÷−]")
"""A check without one repeats the key, and computes nothing."""


class KeyCheck(StrEnum):
    """What the check of a question says about its key."""

    NOT_A_NUMBER = "not a number"
    UNCHECKED = "unchecked"
    CONFIRMED = "confirmed"
    CONTRADICTING = "contradicting"


class Verdict(StrEnum):
    """What became of a key, by what solvers answered.

    `computed` is what keys were called that nobody had solved, as long as their check counted as a
    proof. `from the bank` says that the offline engine found its own question: nobody solved it.
    """

    COMPUTED = "computed"
    FROM_BANK = "from the bank"
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
    computed = evaluated(check) if OPERATION.search(check) else None
    if computed is None:
        return KeyCheck.UNCHECKED
    return KeyCheck.CONFIRMED if computed == stated[0] else KeyCheck.CONTRADICTING


def solvers_needed(key: str, check: str) -> int:
    """How many must solve a question blind: two, or one beside a check that confirms the key."""
    return 1 if key_check(key, check) is KeyCheck.CONFIRMED else 2


def judged(key_index: int, solutions: Sequence[Solution]) -> Verdict:
    """The verdict on a key after blind solutions.

    A second answer that a solver could defend makes the question ambiguous, whatever was chosen.
    """
    if any(solution.also for solution in solutions):
        return Verdict.AMBIGUOUS
    agree = all(solution.choice == key_index for solution in solutions)
    return Verdict.AGREED if agree else Verdict.DISAGREED
