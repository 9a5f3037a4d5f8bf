"""Choices that are neither counts nor chances: decimals, numbers with a sign, rough numbers."""

from collections.abc import Sequence
from fractions import Fraction

from examcli.bank.draft import Draw, Number
from examcli.bank.forms import Choices
from examcli.bank.mistakes import balanced, whole

HALF = Fraction(1, 2)
TENTH = Fraction(1, 10)


def _in_tenths(draw: Draw, key: Number, mistakes: Sequence[Number]) -> list[Fraction]:
    tenths = whole(draw, int(key / TENTH), [mistake / TENTH for mistake in mistakes])
    return [TENTH * count for count in tenths]


def _alike(draw: Draw, key: Number, mistakes: Sequence[Number]) -> list[Fraction]:
    """Only mistakes in the key's own steps: among halves, a third gives itself away."""
    steps = {1, key.denominator}
    alike = [Fraction(value) for value in mistakes if value and value.denominator in steps]
    return balanced(draw, Fraction(key), alike)


TENTHS = Choices(_in_tenths)
"""Positive whole numbers of tenths in a drawn balance below and above the key."""
SIGNED = Choices(_alike, signed=True)
"""Numbers other than 0 that may be negative, in a drawn balance below and above the key."""
ROUGH = Choices(balanced)
"""The mistakes alone in a drawn balance: where the key is rough, a slip would be right as well."""
