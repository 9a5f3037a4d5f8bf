"""Ratios and fractions in lowest terms: which ones questions draw from, and how one is written."""

from fractions import Fraction
from math import gcd

RATIOS = [(a, b) for a in range(1, 10) for b in range(1, 10) if a != b and gcd(a, b) == 1]
"""Pairs of unequal one-digit terms with no common factor."""


def shown(value: Fraction) -> str:
    """A fraction as `3/4`, never as a decimal, so that four of them look alike.

    >>> shown(Fraction(6, 8))
    '3/4'
    """
    return f"{value.numerator}/{value.denominator}"


def reduced(part: int, total: int) -> str:
    """`6/10 = 3/5`, or only `3/5` where nothing can be reduced: the last step of an explanation."""
    lowest = shown(Fraction(part, total))
    written = f"{part}/{total}"
    return lowest if lowest == written else f"{written} = {lowest}"
