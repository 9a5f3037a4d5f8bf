"""Probability of what does not happen, and of at least once."""

from fractions import Fraction

from examcli.bank.chances import share
from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import FRACTIONS, Computed, Words, computed, whole_below
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.probability.bags import cards, drawn_bag

words = Words(__name__)
form = words.form

SHARES = [
    Fraction(part, total)
    for total in (2, 3, 4, 5)
    for part in range(1, total)
    if Fraction(part, total).denominator == total
]
# Equal parts of a spinner, and how often it is spun: powers that are easy in the head.
SPINS = ((3, 2), (3, 3), (4, 2), (5, 2), (6, 2), (4, 3), (10, 2), (5, 3), (8, 2))


def complement(draw: Draw) -> Draft:
    """One minus a percentage; not a colour or a number; at least once."""
    medium = draw.pick((_not_a_colour, _not_on_card))
    hard = draw.pick((_at_least_once_in_two, _at_least_once_spun))
    return draw.by_level(_one_minus_percent, medium, hard)(draw)


@form("one-minus-percent", whole_below(100))
def _one_minus_percent(draw: Draw) -> Computed:
    chance = draw.pick([value for value in range(4, 97) if value != 50])
    happening, opposite = draw.pick(words.phrases("happenings"))
    return computed(
        100 - chance,
        f"100 - {chance}",
        chance,  # kept the chance
        110 - chance,  # carried wrongly
        90 - chance,  # borrowed wrongly
        99 - chance,  # off by one
    ).told(happening=happening.format(city=draw.city), opposite=opposite, chance=chance)


@form("not-a-colour", FRACTIONS)
def _not_a_colour(draw: Draw) -> Computed:
    bag = drawn_bag(draw, draw.pick((3, 4)))
    count, other, colours = *bag.counts[:2], len(bag.colours)
    return share(
        bag.total - count,
        bag.total,
        count,  # took the event
        other,  # took one other colour
        Fraction(colours - 1, colours),  # took the colours for equally many
        count + other,  # added another colour
        check=f"1 - {count}/({bag.summed})",
        count=count,
        **bag.gaps,
    )


@form("not-on-card", FRACTIONS)
def _not_on_card(draw: Draw) -> Computed:
    count, divisor = draw.integer(15, 40), draw.integer(3, 9)
    multiples = count // divisor
    rest = count - multiples
    return share(
        rest,
        count,
        multiples,  # took the event
        *slips(rest, 1, -1),  # counted one too many or too few
        count - divisor,  # took the divisor
        Fraction(divisor - 1, divisor),  # ignored the cards
        check=f"1 - {multiples}/{count}",
        cards=cards(count),
        divisor=divisor,
        multiples=multiples,
    )


@form("at-least-once-in-two", FRACTIONS)
def _at_least_once_in_two(draw: Draw) -> Computed:
    p, q = draw.pick(SHARES), draw.pick(SHARES)
    neither = (1 - p) * (1 - q)
    return computed(
        1 - neither,
        f"1 - ({q.denominator} - {q.numerator})*({p.denominator} - {p.numerator})"
        f"/({p.denominator}*{q.denominator})",
        p * q,  # both
        p + q,  # added
        1 - p * q,  # not both
        p * (1 - q) + q * (1 - p),  # exactly one
        neither,  # neither
    ).told(p=p, q=q, not_p=1 - p, not_q=1 - q, neither=neither)


@form("at-least-once-spun", FRACTIONS)
def _at_least_once_spun(draw: Draw) -> Computed:
    parts, spins = draw.pick(SPINS)
    part = draw.integer(1, parts)
    total, missing = parts**spins, (parts - 1) ** spins
    never = Fraction(missing, total)
    return computed(
        1 - never,
        f"1 - ({parts} - 1)**{spins}/{parts}**{spins}",
        never,  # never
        Fraction(spins * (parts - 1) ** (spins - 1), total),  # exactly once
        Fraction(spins, parts),  # added the chances
        Fraction(1, total),  # every time
    ).told(
        parts=parts,
        part=part,
        times=words.phrases("times")[spins - 2],
        missing=missing,
        total=total,
    )
