"""The probability of one event."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw
from examcli.simulator.bank.english.chance.bags import drawn_bag, drawn_event
from examcli.simulator.bank.english.nouns import listed
from examcli.simulator.bank.forms import FRACTIONS, Computed, Words, computed
from examcli.simulator.bank.lowest_terms import reduced

form = Words(__name__).form


def single_event(draw: Draw) -> Draft:
    """One colour; numbers with a property; a bag that changes, or one property or another."""
    hard = draw.pick((_after_adding, _either_multiple))
    return draw.by_level(_one_colour, _one_number, hard)(draw)


@form("one-colour", FRACTIONS)
def _one_colour(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 3)
    part, total = bag.counts[0], bag.total
    return computed(
        Fraction(part, total),
        f"{part} / {total}",
        Fraction(part, total - part),  # compared with the other colours only
        Fraction(1, len(bag.counts)),  # took the colours as equally likely
        Fraction(bag.counts[1], total),  # counted another colour
        Fraction(1, part),  # forgot the other colours
        1 - Fraction(part, total),  # answered the complement
        bag=bag,
        reduced=reduced(part, total),
    )


@form("one-number", FRACTIONS)
def _one_number(draw: Draw) -> Computed:
    faces = draw.pick((10, 12, 15, 16, 18, 20, 24, 25, 30))
    event = drawn_event(draw, faces)
    numbers, part = event.numbers, len(event.numbers)
    if not 1 < part < faces - 1:
        raise Degenerate(event.phrase)
    return computed(
        Fraction(part, faces),
        f"{part} / {faces}",
        Fraction(part + 1, faces),  # counted a number at the bound as well
        Fraction(part - 1, faces),  # overlooked a number
        Fraction(1, faces),  # took the event for one number
        Fraction(part, faces - part),  # compared with the other numbers
        Fraction(1, 2),  # took both outcomes as equally likely
        faces=faces,
        event=event.phrase,
        part=part,
        numbers=listed(numbers) if part <= 8 else f"{numbers[0]} to {numbers[-1]}",
        reduced=reduced(part, faces),
    )


@form("after-adding", FRACTIONS)
def _after_adding(draw: Draw) -> Computed:
    bag, more = drawn_bag(draw, 3), draw.integer(2, 6)
    before, part, total = bag.counts[0], bag.counts[0] + more, bag.total + more
    return computed(
        Fraction(part, total),
        f"({before} + {more}) / ({bag.total} + {more})",
        Fraction(part, bag.total),  # forgot that the total grows as well
        Fraction(before, total),  # forgot that the colour grows as well
        Fraction(before, bag.total),  # took the bag as unchanged
        Fraction(more, total),  # counted the new ones only
        Fraction(bag.counts[1], total),  # counted another colour
        bag=bag,
        more=more,
        part=part,
        total=total,
        reduced=reduced(part, total),
    )


@form("either-multiple", FRACTIONS)
def _either_multiple(draw: Draw) -> Computed:
    faces = draw.pick((20, 24, 25, 30, 36, 40, 50))
    first, second = sorted(draw.sample((2, 3, 4, 5, 6, 7, 8), 2))
    ones, others = faces // first, faces // second
    both = sum(face % first == 0 == face % second for face in range(1, faces + 1))
    part = ones + others - both
    if both == 0 or second % first == 0:
        raise Degenerate("no overlap, or one inside the other")
    return computed(
        Fraction(part, faces),
        f"({ones} + {others} - {both}) / {faces}",
        Fraction(ones + others, faces),  # counted the common multiples twice
        Fraction(both, faces),  # took "or" for "and"
        Fraction(part - both, faces),  # left out the common multiples
        Fraction(ones, faces),  # counted the first multiples only
        case="one" if both == 1 else "many",
        faces=faces,
        first=first,
        second=second,
        ones=ones,
        others=others,
        both=both,
        part=part,
        reduced=reduced(part, faces),
    )
