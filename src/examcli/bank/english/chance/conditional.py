"""Conditional probability: one event when another is known to have happened."""

from fractions import Fraction

from examcli.bank.chances import share
from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.english.chance.bags import drawn_bag
from examcli.bank.forms import FRACTIONS, Computed, Words, computed

form = Words(__name__).form


def conditional_probability(draw: Draw) -> Draft:
    """Within a group; from joint counts or without replacement; from the effect to the cause."""
    medium = draw.pick((_second_draw, _from_joint))
    return draw.by_level(_within_group, medium, _cause)(draw)


@form("within-group", FRACTIONS)
def _within_group(draw: Draw) -> Computed:
    group = draw.integer(12, 30)
    both, people = draw.integer(4, group - 4), group + draw.integer(8, 30)
    return share(
        both,
        group,
        Fraction(both, people),  # divided by all
        Fraction(group, people),  # answered the condition
        group - both,  # answered the complement
        Fraction(both, people - group),  # divided by the others
        people=people,
    )


@form("second-draw", FRACTIONS)
def _second_draw(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 2, most=9)
    place, left = draw.pick((0, 1)), bag.total - 1
    one, asked = bag.counts[0], bag.counts[place]
    part, gone, wrong = (asked, f"{asked}", asked - 1) if place else (one - 1, f"({one} - 1)", one)
    return share(
        part,
        left,
        Fraction(asked, bag.total),  # put the first one back
        wrong,  # took the first one from the wrong colour
        Fraction(one * part, bag.total * left),  # answered both draws together
        Fraction(part, bag.total),  # forgot that the total falls
        check=f"{gone} / ({bag.total} - 1)",
        bag=bag,
        other=bag.colours[place],
    )


@form("from-joint", FRACTIONS)
def _from_joint(draw: Draw) -> Computed:
    given = draw.pick((40, 50, 60, 70, 80))
    joint = draw.integer(2, given // 5 - 1) * 5
    return share(
        joint,
        given,
        Fraction(joint, 100),  # answered that both happen
        Fraction(given - joint, 100),  # subtracted
        Fraction(given * joint, 10_000),  # multiplied
        given - joint,  # answered the complement
    )


@form("cause", FRACTIONS)
def _cause(draw: Draw) -> Computed:
    first = draw.pick((20, 25, 30, 40, 60, 70, 75, 80))
    low, high = draw.sample((1, 2, 3, 4, 5, 6, 8, 10), 2)
    one, other = first * low, (100 - first) * high
    key = Fraction(one, one + other)
    if one == other:
        raise Degenerate("both causes are equally likely")
    return computed(
        key,
        f"{first} * {low} / ({first} * {low} + {100 - first} * {high})",
        Fraction(first, 100),  # ignored the effect
        Fraction(low, low + high),  # ignored the shares of the causes
        1 - key,  # answered the other cause
        Fraction(one, 10_000),  # answered cause and effect together
    ).told(
        first=first, second=100 - first, low=low, high=high, one=one, other=other, sum=one + other
    )
