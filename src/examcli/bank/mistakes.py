"""Chooses which mistakes become distractors, so that their order gives nothing away.

The mistakes that students make lean one way (forgetting to divide always gives too much), so the
first three alone would often leave the key the smallest choice. Here the key's rank among the four
choices is drawn evenly, as far as the mistakes allow.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

from examcli.bank.draft import Degenerate, Draw

Value = TypeVar("Value", int, Fraction)


def whole(draw: Draw, key: int, mistakes: Sequence[int | Fraction]) -> list[int]:
    """Three positive whole mistakes in a drawn balance below and above the key, likeliest first.

    Mistakes that do not come out whole are passed over: beside three whole numbers they would
    be ruled out at sight. Slips of a digit fill in where the named mistakes are too few.
    """
    slip = _slip(key)
    slips = [key + slip * times for times in (1, -1, 10, -10, 2, -2, 3, -3)]
    return balanced(draw, key, (value for value in (*_counts(mistakes), *slips) if value > 0))


def drawn(draw: Draw, key: int, mistakes: Sequence[int | Fraction]) -> list[int]:
    """Up to three positive whole mistakes in a drawn balance, where none is likelier than others.

    Which of the mistakes on a side are used is drawn as well; a slip of a digit joins them.
    """
    slip = _slip(key)
    counts = _counts(mistakes)
    below = sorted(count for count in {*counts, key - slip} if 0 < count < key)
    above = sorted(count for count in {*counts, key + slip} if count > key)
    taken = min(max(draw.integer(0, 3), 3 - len(above)), len(below))
    return draw.sample(below, taken) + draw.sample(above, min(3 - taken, len(above)))


def below(limit: int, draw: Draw, key: int, mistakes: Sequence[int | Fraction]) -> list[int]:
    """Three whole mistakes in a quantity that cannot reach `limit`.

    Nobody answers 190° for an angle of a triangle, nor 120% for a share of a whole; slips a
    little below the key take the place of such values.
    """
    chosen = whole(draw, key, [mistake for mistake in mistakes if mistake < limit])
    step = max(1, key // 12)
    slips = [key - step * slip for slip in range(1, 7)]
    spare = [slip for slip in slips if slip > 0 and slip not in chosen]
    fitting = [value for value in chosen if value < limit]
    return (fitting + spare)[:3]


def fractions(draw: Draw, key: Fraction, mistakes: Sequence[Fraction]) -> list[Fraction]:
    """Three fractions strictly between 0 and 1 in a drawn balance, likeliest first."""
    # Miscounting is small only beside a total of some size: one half is taken as 6 of 12.
    scale = max(1, -(-12 // key.denominator))
    part, total = scale * key.numerator, scale * key.denominator
    slips = [Fraction(part + slip, total) for slip in (1, -1, 2, -2, 3, -3)]
    if not 0 < key < 1:
        raise Degenerate(str(key))
    return balanced(draw, key, [value for value in (*mistakes, 1 - key, *slips) if 0 < value < 1])


def balanced(draw: Draw, key: Value, mistakes: Iterable[Value]) -> list[Value]:
    """Three mistakes in a drawn balance below and above the key, likeliest first.

    Raises:
        Degenerate: there are fewer than three.
    """
    wrong = [mistake for mistake in dict.fromkeys(mistakes) if mistake != key]
    below = [mistake for mistake in wrong if mistake < key]
    above = [mistake for mistake in wrong if mistake > key]
    if len(wrong) < 3:
        raise Degenerate(str(key))
    wanted_below = draw.integer(0, 3)
    taken_below = min(max(wanted_below, 3 - len(above)), len(below))
    return below[:taken_below] + above[: 3 - taken_below]


def slips(key: int, *amounts: int) -> list[int]:
    """What comes of the key by a slip of so much."""
    return [key + amount for amount in amounts]


def _slip(key: int) -> int:
    """The size of a slip in the last digit that is not a closing zero."""
    return 10 if key >= 50 and key % 10 == 0 else 1


def _counts(mistakes: Iterable[int | Fraction]) -> list[int]:
    return [int(mistake) for mistake in mistakes if mistake == int(mistake)]
