"""Probability of one experiment: a draw from a bag, dice and coins."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

from examcli.bank.chances import share
from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import FRACTIONS, Computed, Words, computed
from examcli.bank.lowest_terms import reduced
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.probability.bags import cards, drawn_bag, drawn_event

words = Words(__name__)
form = words.form

PROPER = [
    Fraction(part, total)
    for total in (3, 4, 5, 6, 8)
    for part in range(1, total)
    if Fraction(part, total).denominator == total
]
# Chances to reach, and counts of the wanted colour and of the rest, that give a whole number.
ADDITIONS = [
    (top, bottom, present, rest)
    for top, bottom in ((1, 2), (2, 3), (3, 4), (3, 5), (4, 5), (5, 6), (4, 7))
    for present in range(3, 11)
    for rest in range(3, 11)
    if rest * top % (bottom - top) == 0 and 2 <= rest * top // (bottom - top) - present <= 20
]
# Chances of a third colour, and counts of the other two, that give it a whole number.
REMAINDERS = [
    (chance, first, second)
    for chance in PROPER
    for first in range(3, 11)
    for second in range(3, 11)
    if (first + second) % (chance.denominator - chance.numerator) == 0
    and 3 <= (first + second) * chance / (1 - chance) <= 40
]
FACES = (6, 8, 10, 12)
# Of all the ways four or fewer coins can fall, how many show a given number of one side.
WAYS = {(2, 1): 2, (3, 1): 3, (3, 2): 3, (3, 3): 1, (4, 1): 4, (4, 2): 6, (4, 3): 4, (4, 4): 1}
PAIRS = tuple(product(range(1, 7), repeat=2))


def single_draw(draw: Draw) -> Draft:
    """One colour; a property of a number or a count from a probability; what must be added."""
    medium = draw.pick((_number_on_card, _count_from_probability))
    hard = draw.pick((_add_to_reach, _unknown_colour))
    return draw.by_level(_one_colour, medium, hard)(draw)


def dice_coin(draw: Draw) -> Draft:
    """One die; a die with a coin, or several coins; two dice."""
    medium = draw.pick((_die_and_coin, _coins))
    return draw.by_level(_one_die, medium, _two_dice)(draw)


@form("one-colour", FRACTIONS)
def _one_colour(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 3)
    part, rest = bag.counts[0], bag.total - bag.counts[0]
    return share(
        part,
        bag.total,
        Fraction(part, rest),  # compared with the rest
        bag.counts[1],  # took another colour
        Fraction(1, len(bag.colours)),  # one over the colours
        rest,  # took the opposite
        check=f"{part}/({bag.summed})",
        **bag.gaps,
    )


@form("number-on-card", FRACTIONS)
def _number_on_card(draw: Draw) -> Computed:
    count = draw.pick((12, 15, 16, 18, 20, 24, 25, 30, 36, 40))
    event = drawn_event(draw, count)
    part = event.favourable
    return share(
        part,
        count,
        *slips(part, 1, -1),  # counted one too many or too few
        Fraction(part, max(count - part, 1)),  # compared with the rest
        count - part,  # took the opposite
        cards=cards(count),
        event=event.phrase,
    )


@form("count-from-probability")
def _count_from_probability(draw: Draw) -> Computed:
    chance, bag = draw.pick(PROPER), drawn_bag(draw, 2)
    total = chance.denominator * draw.integer(4, 12)
    key = int(total * chance)
    return computed(
        key,
        f"{total}*{chance.numerator}/{chance.denominator}",
        total - key,  # took the opposite
        Fraction(total, chance.denominator),  # one share
        2 * key,  # doubled
        abs(total - 2 * key),  # gave the difference
    ).told(**bag.gaps, whole=total, chance=chance)


@form("add-to-reach")
def _add_to_reach(draw: Draw) -> Computed:
    top, bottom, present, rest = draw.pick(ADDITIONS)
    bag = drawn_bag(draw, 2)
    wanted = rest * top // (bottom - top)
    return computed(
        wanted - present,
        f"{rest}*{top}/({bottom} - {top}) - {present}",
        Fraction((present + rest) * top, bottom) - present,  # kept the total
        wanted,  # gave the final count
        abs(present - rest),  # gave the difference
        present,  # gave what is present
    ).told(
        **bag.gaps,
        whole=wanted + rest,
        present=present,
        rest=rest,
        top=top,
        bottom=bottom,
        others=bottom - top,
        wanted=wanted,
    )


@form("unknown-colour")
def _unknown_colour(draw: Draw) -> Computed:
    chance, first, second = draw.pick(REMAINDERS)
    bag = drawn_bag(draw, 3)
    known = first + second
    key = known * chance.numerator // (chance.denominator - chance.numerator)
    return computed(
        key,
        f"({first} + {second})*{chance.numerator}/({chance.denominator} - {chance.numerator})",
        known * chance,  # took the part of the known ones
        known,  # gave the known ones
        known + key,  # gave the total
        2 * key,  # doubled
    ).told(
        **bag.gaps,
        whole=known + key,
        first=first,
        second=second,
        chance=chance,
        rest=1 - chance,
        known=known,
    )


@form("one-die", FRACTIONS)
def _one_die(draw: Draw) -> Computed:
    faces = draw.pick(FACES)
    event = drawn_event(draw, faces)
    part = event.favourable
    return share(
        part,
        faces,
        *slips(part, 1, -1),  # counted one too many or too few
        1,  # one face only
        faces - part,  # took the opposite
        die=words.phrase(f"throw-{faces}"),
        event=event.phrase,
    )


@form("die-and-coin", FRACTIONS)
def _die_and_coin(draw: Draw) -> Computed:
    faces, side = draw.pick(FACES), draw.pick(words.phrases("sides"))
    event = drawn_event(draw, faces)
    part = event.favourable
    return computed(
        Fraction(part, 2 * faces),
        f"1/2 * {part}/{faces}",
        Fraction(part, faces),  # forgot the coin
        Fraction(1, 2 * faces),  # one pair only
        Fraction(part + 1, faces + 2),  # added the outcomes
        Fraction(1, 2) + Fraction(part, faces),  # added the chances
    ).told(
        die=words.phrase(f"throw-{faces}"),
        event=event.phrase,
        side=side,
        chance=reduced(part, faces),
    )


@form("coins", FRACTIONS)
def _coins(draw: Draw) -> Computed:
    (coins, heads), ways = draw.pick(list(WAYS.items()))
    times = words.phrases("times")
    return share(
        ways,
        2**coins,
        1,  # one order only
        Fraction(heads, coins),  # divided the times of the side by the throws
        Fraction(1, coins + 1),  # one over the cases
        Fraction(ways, 2 * coins),  # counted the outcomes by adding
        check=f"{ways}/2**{coins}",
        throws=times[coins - 1],
        shows=times[heads - 1],
    )


@form("two-dice", FRACTIONS)
def _two_dice(draw: Draw) -> Computed:
    total, face, gap = draw.integer(3, 11), draw.integer(1, 6), draw.integer(1, 4)
    events: dict[str, Callable[[tuple[int, ...]], bool]] = {
        "sum": lambda pair: sum(pair) == total,
        "sum-above": lambda pair: sum(pair) > total,
        "sum-below": lambda pair: sum(pair) < total,
        "on-either": lambda pair: face in pair,
        "on-one": lambda pair: pair.count(face) == 1,
        "gap": lambda pair: max(pair) - min(pair) == gap,
        "equal": lambda pair: pair[0] == pair[1],
        "both-above": lambda pair: min(pair) > gap,
    }
    name = draw.pick(list(events))
    part = sum(map(events[name], PAIRS))
    return share(
        part,
        36,
        (part + 1) // 2,  # ignored the order
        Fraction(part, 12),  # added the faces instead of multiplying
        part + 1,  # one too many
        Fraction(1, 11),  # one over the sums
        Fraction(2, 6),  # two faces of six
        check=f"{part}/6**2",
        event=words.phrase(name, total=total, face=face, gap=gap),
    )
