"""Choices that are neither counts nor chances: decimals, and numbers with a sign."""

from collections.abc import Sequence
from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw, number
from examcli.bank.mistakes import balanced, whole

HALF = Fraction(1, 2)


def in_steps(
    draw: Draw, step: Fraction, key: Fraction, mistakes: Sequence[int | Fraction]
) -> list[Fraction]:
    """Three positive mistakes that are whole numbers of steps, in a drawn balance about the key."""
    steps = whole(draw, int(key / step), [mistake / step for mistake in map(Fraction, mistakes)])
    return [step * count for count in steps]


def signed(
    draw: Draw,
    stem: str,
    key: Fraction,
    mistakes: Sequence[int | Fraction],
    check: str,
    explanation: str,
) -> Draft:
    """A draft whose choices are numbers with a sign, for answers that may be negative.

    Only mistakes in the key's own steps stand beside it: among halves, a third gives itself away.
    """
    alike = [
        mistake
        for mistake in map(Fraction, mistakes)
        if mistake.denominator in {1, key.denominator} and mistake
    ]
    if not key:
        raise Degenerate(stem)
    first, second, third = map(number, balanced(draw, key, alike))
    return Draft(stem, number(key), (first, second, third), check, explanation)
