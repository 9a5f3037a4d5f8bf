"""The complement: what does not happen, and what happens at least once."""

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from examcli.bank.chances import share
from examcli.bank.draft import Draft, Draw
from examcli.bank.english.chance.bags import drawn_bag
from examcli.bank.forms import FRACTIONS, Computed, Words, computed, whole_below
from examcli.bank.lowest_terms import shown

form = Words(__name__).form

CHANCES = [
    Fraction(part, total)
    for total in (2, 3, 4, 5, 6)
    for part in range(1, total)
    if Fraction(part, total).denominator == total
]
SIMPLE = (Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(1, 4), Fraction(3, 4))


def complement(draw: Draw) -> Draft:
    """Not once; at least one of two; at least one of three."""
    easy = draw.pick((_not_so, _not_this_colour))
    return draw.by_level(easy, _one_of_two, _one_of_three)(draw)


@form("not-so", whole_below(100))
def _not_so(draw: Draw) -> Computed:
    percent = draw.integer(6, 94)
    key = 100 - percent
    return computed(
        key,
        f"100 - {percent}",
        percent,  # answered the event itself
        50,  # took both outcomes as equally likely
        90 - percent,  # subtracted from ninety
        key + 10,  # forgot to carry
        key - 10,  # carried twice
    ).told(percent=percent)


@form("not-this-colour", FRACTIONS)
def _not_this_colour(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 3)
    total, (part, second, third) = bag.total, bag.counts
    return share(
        total - part,
        total,
        part,  # answered the event itself
        second,  # counted one other colour only
        third,  # counted one other colour only
        total - second,  # left out another colour
        total - third,  # left out another colour
        Fraction(2, 3),  # took the colours as equally likely
        check=f"({total} - {part}) / {total}",
        bag=bag,
    )


def _at_least_one(chances: Sequence[Fraction], *mistakes: Fraction) -> Computed:
    """Whether one of several independent events happens."""
    none = Fraction(prod(1 - p for p in chances))
    factors = (f"(1 - {p.numerator} / {p.denominator})" for p in chances)
    return computed(
        1 - none,
        f"1 - {' * '.join(factors)}",
        *mistakes,
    ).told(
        chances=[*map(shown, chances)],
        factors=" × ".join(shown(1 - p) for p in chances),
        none=shown(none),
    )


@form("one-of-two", FRACTIONS)
def _one_of_two(draw: Draw) -> Computed:
    p, q = chances = draw.sample(CHANCES, 2)
    return _at_least_one(
        chances,
        p * q,  # answered that both happen
        p + q,  # added
        (1 - p) * (1 - q),  # answered that none happens
        p + q - 2 * p * q,  # answered that exactly one happens
        1 - p * q,  # took the complement of both
    )


@form("one-of-three", FRACTIONS)
def _one_of_three(draw: Draw) -> Computed:
    p, q, r = chances = [draw.pick(SIMPLE) for _ in range(3)]
    return _at_least_one(
        chances,
        p * q * r,  # answered that all happen
        (1 - p) * (1 - q) * (1 - r),  # answered that none happens
        1 - p * q * r,  # took the complement of all
        1 - (1 - p) * (1 - q),  # left the third out
        (p + q + r) / 3,  # averaged
    )
