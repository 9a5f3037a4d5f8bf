"""Mistakes in quantities that cannot grow past a limit: angles of a triangle, shares of a whole."""

from collections.abc import Sequence
from fractions import Fraction

from examcli.simulator.bank.draft import Draw
from examcli.simulator.bank.quantitative.mistakes import whole


def below(draw: Draw, limit: int, key: int, mistakes: Sequence[int | Fraction]) -> list[int]:
    """Three whole mistakes, none of which reaches `limit`.

    Nobody answers 190° for an angle of a triangle; slips a little below the key take the place of
    such values.
    """
    chosen = whole(draw, key, [mistake for mistake in mistakes if mistake < limit])
    step = max(1, key // 12)
    slips = [key - step * slip for slip in range(1, 7)]
    spare = [slip for slip in slips if slip > 0 and slip not in chosen]
    fitting = [value for value in chosen if value < limit]
    return (fitting + spare)[:3]
