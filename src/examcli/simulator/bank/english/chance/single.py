"""The probability of one event."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw
from examcli.simulator.bank.english.chance.bags import drawn_bag, drawn_event
from examcli.simulator.bank.english.nouns import listed
from examcli.simulator.bank.english.wordings import wordings
from examcli.simulator.bank.lowest_terms import reduced
from examcli.simulator.bank.mistakes import fractional

ask = wordings("examcli.simulator.bank.english.chance")


def single_event(draw: Draw) -> Draft:
    """One colour; numbers with a property; a bag that changes, or one property or another."""
    hard = draw.pick((_after_adding, _either_multiple))
    return draw.by_level(_one_colour, _one_number, hard)(draw)


def _one_colour(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 3)
    part, total = bag.counts[0], bag.total
    mistakes = [
        Fraction(part, total - part),  # compared with the other colours only
        Fraction(1, len(bag.counts)),  # took the colours as equally likely
        Fraction(bag.counts[1], total),  # counted another colour
        Fraction(1, part),  # forgot the other colours
        1 - Fraction(part, total),  # answered the complement
    ]
    stem = ask(draw, "one-colour", bag=bag, one=bag.thing.one, colour=bag.colours[0])
    explanation = f"Of the {total} {bag.thing.many}, {part} are {bag.colours[0]}: " + reduced(
        part, total
    )
    key = Fraction(part, total)
    return fractional(draw, stem, key, mistakes, f"{part} / {total}", f"{explanation}.")


def _one_number(draw: Draw) -> Draft:
    faces = draw.pick((10, 12, 15, 16, 18, 20, 24, 25, 30))
    event = drawn_event(draw, faces)
    part = len(event.numbers)
    if not 1 < part < faces - 1:
        raise Degenerate(event.phrase)
    mistakes = [
        Fraction(part + 1, faces),  # counted a number at the bound as well
        Fraction(part - 1, faces),  # overlooked a number
        Fraction(1, faces),  # took the event for one number
        Fraction(part, faces - part),  # compared with the other numbers
        Fraction(1, 2),  # took both outcomes as equally likely
    ]
    stem = ask(draw, "one-number", faces=faces, event=event.phrase)
    shown = listed(event.numbers) if part <= 8 else f"{event.numbers[0]} to {event.numbers[-1]}"
    explanation = f"There are {part} such numbers ({shown}) among {faces}: {reduced(part, faces)}."
    return fractional(draw, stem, Fraction(part, faces), mistakes, f"{part} / {faces}", explanation)


def _after_adding(draw: Draw) -> Draft:
    bag, more = drawn_bag(draw, 3), draw.integer(2, 6)
    part, total = bag.counts[0], bag.total
    mistakes = [
        Fraction(part + more, total),  # forgot that the total grows as well
        Fraction(part, total + more),  # forgot that the colour grows as well
        Fraction(part, total),  # took the bag as unchanged
        Fraction(more, total + more),  # counted the new ones only
        Fraction(bag.counts[1], total + more),  # counted another colour
    ]
    stem = ask(
        draw, "after-adding", bag=bag, more=more, one=bag.thing.one, many=bag.thing.many,
        colour=bag.colours[0],
    )  # fmt: skip
    explanation = (
        f"Now there are {part + more} {bag.colours[0]} {bag.thing.many} among {total + more}: "
        f"{reduced(part + more, total + more)}."
    )
    check = f"({part} + {more}) / ({total} + {more})"
    key = Fraction(part + more, total + more)
    return fractional(draw, stem, key, mistakes, check, explanation)


def _either_multiple(draw: Draw) -> Draft:
    faces = draw.pick((20, 24, 25, 30, 36, 40, 50))
    first, second = sorted(draw.sample((2, 3, 4, 5, 6, 7, 8), 2))
    ones, others = faces // first, faces // second
    both = sum(face % first == 0 == face % second for face in range(1, faces + 1))
    part = ones + others - both
    if both == 0 or second % first == 0:
        raise Degenerate("no overlap, or one inside the other")
    mistakes = [
        Fraction(ones + others, faces),  # counted the common multiples twice
        Fraction(both, faces),  # took "or" for "and"
        Fraction(ones + others - 2 * both, faces),  # left out the common multiples
        Fraction(ones, faces),  # counted the first multiples only
    ]
    stem = ask(draw, "either-multiple", faces=faces, first=first, second=second)
    explanation = (
        f"There are {ones} multiples of {first} and {others} of {second}, and {both} "
        f"{'is' if both == 1 else 'are'} both: {ones} + {others} - {both} = {part}, so the "
        f"probability is {reduced(part, faces)}."
    )
    check = f"({ones} + {others} - {both}) / {faces}"
    return fractional(draw, stem, Fraction(part, faces), mistakes, check, explanation)
