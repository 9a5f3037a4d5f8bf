"""Independent events: both, the same again, exactly one, or a factor that is missing."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw
from examcli.simulator.bank.english.chance.bags import drawn_bag
from examcli.simulator.bank.english.chance.complement import CHANCES
from examcli.simulator.bank.english.wordings import wordings
from examcli.simulator.bank.lowest_terms import reduced, shown
from examcli.simulator.bank.mistakes import fractional

ask = wordings("examcli.simulator.bank.english.chance")


def independent_events(draw: Draw) -> Draft:
    """A product; draws with replacement; exactly one of two, or a missing factor."""
    medium = draw.pick((_same_colour, _two_colours))
    hard = draw.pick((_exactly_one, _missing_factor))
    return draw.by_level(_both, medium, hard)(draw)


def _both(draw: Draw) -> Draft:
    p, q = draw.sample(CHANCES, 2)
    key = p * q
    mistakes = [
        p + q,  # added
        Fraction(p.numerator + q.numerator, p.denominator + q.denominator),  # added across
        (1 - p) * (1 - q),  # answered that none happens
        abs(p - q),  # subtracted
        p + q - key,  # answered that at least one happens
    ]
    stem = ask(draw, "both", p=shown(p), q=shown(q))
    explanation = f"Independent events multiply: {shown(p)} × {shown(q)} = {shown(key)}."
    check = f"{p.numerator} / {p.denominator} * {q.numerator} / {q.denominator}"
    return fractional(draw, stem, key, mistakes, check, explanation)


def _same_colour(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 2, most=6)
    part, total = bag.counts[0], bag.total
    once = Fraction(part, total)
    mistakes = [
        once,  # drew once only
        once * Fraction(part - 1, total - 1),  # did not put the first one back
        once * Fraction(part - 1, total),  # put it back but counted it as gone
        once * Fraction(part, total - 1),  # forgot it in the total only
        (1 - once) ** 2,  # counted the other colour
        2 * once,  # added
        once * (1 - once),  # took different colours
    ]
    stem = ask(draw, "same-colour", bag=bag, one=bag.thing.one, colour=bag.colours[0])
    explanation = (
        f"Each time the probability is {reduced(part, total)}, and twice it is {shown(once)} × "
        f"{shown(once)} = {shown(once**2)}."
    )
    return fractional(draw, stem, once**2, mistakes, f"({part} / {total}) ** 2", explanation)


def _two_colours(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 3, most=6)
    one, two, _ = bag.counts
    first, second = Fraction(one, bag.total), Fraction(two, bag.total)
    mistakes = [
        first * Fraction(two, bag.total - 1),  # did not put the first one back
        2 * first * second,  # allowed either order
        first + second,  # added
        first**2,  # took the first colour twice
    ]
    stem = ask(
        draw, "two-colours", bag=bag, one=bag.thing.one, colour=bag.colours[0],
        other=bag.colours[1],
    )  # fmt: skip
    explanation = (
        f"Both times there are {bag.total} {bag.thing.many}: {one}/{bag.total} × {two}/{bag.total} "
        f"= {shown(first * second)}."
    )
    check = f"{one} * {two} / {bag.total} ** 2"
    return fractional(draw, stem, first * second, mistakes, check, explanation)


def _exactly_one(draw: Draw) -> Draft:
    p, q = draw.sample(CHANCES, 2)
    key = p * (1 - q) + q * (1 - p)
    mistakes = [
        p + q - p * q,  # answered that at least one happens
        p * (1 - q),  # answered that only the first happens
        p * q,  # answered that both happen
        1 - p * q,  # answered that not both happen
        p + q,  # added
    ]
    stem = ask(draw, "exactly-one", p=shown(p), q=shown(q))
    explanation = (
        f"Only the first or only the second: {shown(p)} × {shown(1 - q)} + {shown(q)} × "
        f"{shown(1 - p)} = {shown(key)}."
    )
    pn, pd, qn, qd = p.numerator, p.denominator, q.numerator, q.denominator
    check = f"({pn} * ({qd} - {qn}) + {qn} * ({pd} - {pn})) / ({pd} * {qd})"
    return fractional(draw, stem, key, mistakes, check, explanation)


def _missing_factor(draw: Draw) -> Draft:
    p, q = draw.sample(CHANCES, 2)
    both = p * q
    mistakes = [
        p - both,  # subtracted
        p * both,  # multiplied
        1 - q,  # answered the complement
        1 - both,  # took the complement of both
    ]
    stem = ask(draw, "missing-factor", p=shown(p), both=shown(both))
    explanation = (
        f"The product of the two probabilities is {shown(both)}, so divide: {shown(both)} ÷ "
        f"{shown(p)} = {shown(q)}."
    )
    check = f"({both.numerator} / {both.denominator}) / ({p.numerator} / {p.denominator})"
    return fractional(draw, stem, q, mistakes, check, explanation)
