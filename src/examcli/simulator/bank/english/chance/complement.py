"""The complement: what does not happen, and what happens at least once."""

from fractions import Fraction
from math import prod

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.english.chance.bags import drawn_bag
from examcli.simulator.bank.english.wordings import wordings
from examcli.simulator.bank.lowest_terms import reduced, shown
from examcli.simulator.bank.mistakes import fractional, whole_below

ask = wordings("examcli.simulator.bank.english.chance")

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


def _not_so(draw: Draw) -> Draft:
    percent = draw.integer(6, 94)
    key = 100 - percent
    mistakes: list[int | Fraction] = [
        percent,  # answered the event itself
        50,  # took both outcomes as equally likely
        90 - percent,  # subtracted from ninety
        key + 10,  # forgot to carry
        key - 10,  # carried twice
    ]
    stem = ask(draw, "not-so", percent=percent)
    explanation = f"The two probabilities make 100%: 100 - {percent} = {key}%."
    chosen = whole_below(draw, 100, key, mistakes)
    return numeric(stem, key, chosen, f"100 - {percent}", explanation, "{}%")


def _not_this_colour(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 3)
    part, total = bag.counts[0], bag.total
    mistakes = [
        Fraction(part, total),  # answered the event itself
        Fraction(bag.counts[1], total),  # counted one other colour only
        Fraction(bag.counts[2], total),  # counted one other colour only
        1 - Fraction(bag.counts[1], total),  # left out another colour
        1 - Fraction(bag.counts[2], total),  # left out another colour
        Fraction(2, 3),  # took the colours as equally likely
    ]
    stem = ask(draw, "not-this-colour", bag=bag, one=bag.thing.one, colour=bag.colours[0])
    rest = total - part
    explanation = f"Of the {total} {bag.thing.many}, {rest} have another color: " + reduced(
        rest, total
    )
    key = Fraction(rest, total)
    return fractional(draw, stem, key, mistakes, f"({total} - {part}) / {total}", f"{explanation}.")


def _one_of_two(draw: Draw) -> Draft:
    p, q = draw.sample(CHANCES, 2)
    neither = (1 - p) * (1 - q)
    mistakes = [
        p * q,  # answered that both happen
        p + q,  # added
        neither,  # answered that none happens
        p + q - 2 * p * q,  # answered that exactly one happens
        1 - p * q,  # took the complement of both
    ]
    stem = ask(draw, "one-of-two", p=shown(p), q=shown(q))
    key = 1 - neither
    explanation = (
        f"Neither happens with {shown(1 - p)} × {shown(1 - q)} = {shown(neither)}, so at "
        f"least one happens with 1 - {shown(neither)} = {shown(key)}."
    )
    return fractional(draw, stem, key, mistakes, _at_least_one((p, q)), explanation)


def _one_of_three(draw: Draw) -> Draft:
    chances = [draw.pick(SIMPLE) for _ in range(3)]
    none, every = Fraction(prod(1 - p for p in chances)), Fraction(prod(chances))
    key = 1 - none
    mistakes = [
        every,  # answered that all happen
        none,  # answered that none happens
        1 - every,  # took the complement of all
        1 - (1 - chances[0]) * (1 - chances[1]),  # left the third out
        sum(chances, Fraction(0)) / 3,  # averaged
    ]
    p, q, r = map(shown, chances)
    stem = ask(draw, "one-of-three", p=p, q=q, r=r)
    factors = " × ".join(shown(1 - p) for p in chances)
    explanation = (
        f"No event happens with probability {factors} = {shown(none)}, so at least one "
        f"happens with 1 - {shown(none)} = {shown(key)}."
    )
    return fractional(draw, stem, key, mistakes, _at_least_one(chances), explanation)


def _at_least_one(chances: list[Fraction] | tuple[Fraction, ...]) -> str:
    factors = (f"(1 - {p.numerator} / {p.denominator})" for p in chances)
    return f"1 - {' * '.join(factors)}"
