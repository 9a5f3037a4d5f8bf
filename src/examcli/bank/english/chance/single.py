"""The probability of one event."""

from fractions import Fraction
from math import lcm

from examcli.bank.chances import share
from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.english.chance.bags import drawn_bag, drawn_event
from examcli.bank.english.nouns import listed
from examcli.bank.forms import FRACTIONS, Computed, Words

form = Words(__name__).form


def single_event(draw: Draw) -> Draft:
    """One colour; numbers with a property; a bag that changes, or one property or another."""
    hard = draw.pick((_after_adding, _either_multiple))
    return draw.by_level(_one_colour, _one_number, hard)(draw)


@form("one-colour", FRACTIONS)
def _one_colour(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 3)
    part, other, _ = bag.counts
    return share(
        part,
        bag.total,
        Fraction(part, bag.total - part),  # compared with the other colours only
        Fraction(1, 3),  # took the colours as equally likely
        other,  # counted another colour
        Fraction(1, part),  # forgot the other colours
        bag.total - part,  # answered the complement
        bag=bag,
    )


@form("one-number", FRACTIONS)
def _one_number(draw: Draw) -> Computed:
    faces = draw.pick((10, 12, 15, 16, 18, 20, 24, 25, 30))
    event = drawn_event(draw, faces)
    numbers, part = event.numbers, len(event.numbers)
    if not 1 < part < faces - 1:
        raise Degenerate(event.phrase)
    return share(
        part,
        faces,
        part + 1,  # counted a number at the bound as well
        part - 1,  # overlooked a number
        1,  # took the event for one number
        Fraction(part, faces - part),  # compared with the other numbers
        Fraction(1, 2),  # took both outcomes as equally likely
        event=event.phrase,
        numbers=listed(numbers) if part <= 8 else f"{numbers[0]} to {numbers[-1]}",
    )


@form("after-adding", FRACTIONS)
def _after_adding(draw: Draw) -> Computed:
    bag, more = drawn_bag(draw, 3), draw.integer(2, 6)
    before, other, _ = bag.counts
    return share(
        before + more,
        bag.total + more,
        Fraction(before + more, bag.total),  # forgot that the total grows as well
        before,  # forgot that the colour grows as well
        Fraction(before, bag.total),  # took the bag as unchanged
        more,  # counted the new ones only
        other,  # counted another colour
        check=f"({before} + {more}) / ({bag.total} + {more})",
        bag=bag,
        more=more,
    )


@form("either-multiple", FRACTIONS)
def _either_multiple(draw: Draw) -> Computed:
    faces = draw.pick((20, 24, 25, 30, 36, 40, 50))
    first, second = sorted(draw.sample((2, 3, 4, 5, 6, 7, 8), 2))
    ones, others, both = faces // first, faces // second, faces // lcm(first, second)
    part = ones + others - both
    if both == 0 or second % first == 0:
        raise Degenerate("no overlap, or one inside the other")
    return share(
        part,
        faces,
        ones + others,  # counted the common multiples twice
        both,  # took "or" for "and"
        part - both,  # left out the common multiples
        ones,  # counted the first multiples only
        check=f"({ones} + {others} - {both}) / {faces}",
        case="one" if both == 1 else "many",
        bounds=(first, second),
        ones=ones,
        others=others,
        both=both,
    )
