"""Conditional probability: one event when another is known to have happened."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw
from examcli.simulator.bank.english.chance.bags import drawn_bag
from examcli.simulator.bank.english.wordings import wordings
from examcli.simulator.bank.lowest_terms import reduced, shown
from examcli.simulator.bank.mistakes import fractional

ask = wordings("examcli.simulator.bank.english.chance")


def conditional_probability(draw: Draw) -> Draft:
    """Within a group; from joint counts or without replacement; from the effect to the cause."""
    medium = draw.pick((_second_draw, _from_joint))
    return draw.by_level(_within_group, medium, _cause)(draw)


def _within_group(draw: Draw) -> Draft:
    group = draw.integer(12, 30)
    both, total = draw.integer(4, group - 4), group + draw.integer(8, 30)
    mistakes = [
        Fraction(both, total),  # divided by all
        Fraction(group, total),  # answered the condition
        1 - Fraction(both, group),  # answered the complement
        Fraction(both, total - group),  # divided by the others
    ]
    stem = ask(draw, "within-group", total=total, group=group, both=both)
    explanation = (
        f"Only the {group} count, and {both} of them have the other property: "
        f"{reduced(both, group)}."
    )
    return fractional(draw, stem, Fraction(both, group), mistakes, f"{both} / {group}", explanation)


def _second_draw(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 2, most=9)
    one, total = bag.counts[0], bag.total
    place = draw.pick((0, 1))
    part = bag.counts[place] - (1 if place == 0 else 0)
    mistakes = [
        Fraction(bag.counts[place], total),  # put the first one back
        Fraction(bag.counts[place], total - 1)
        if place == 0
        else Fraction(part - 1, total - 1),  # took the first one from the wrong colour
        Fraction(one * part, total * (total - 1)),  # answered both draws together
        Fraction(part, total),  # forgot that the total falls
    ]
    stem = ask(
        draw, "second-draw", bag=bag, one=bag.thing.one, colour=bag.colours[0],
        other=bag.colours[place],
    )  # fmt: skip
    explanation = (
        f"There are {total - 1} {bag.thing.many} left, and {part} of them are "
        f"{bag.colours[place]}: {reduced(part, total - 1)}."
    )
    gone = f"({bag.counts[place]} - 1)" if place == 0 else str(part)
    key = Fraction(part, total - 1)
    return fractional(draw, stem, key, mistakes, f"{gone} / ({total} - 1)", explanation)


def _from_joint(draw: Draw) -> Draft:
    given = draw.pick((40, 50, 60, 70, 80))
    joint = draw.integer(2, given // 5 - 1) * 5
    key = Fraction(joint, given)
    mistakes = [
        Fraction(joint, 100),  # answered that both happen
        Fraction(given - joint, 100),  # subtracted
        Fraction(given * joint, 10_000),  # multiplied
        1 - key,  # answered the complement
    ]
    stem = ask(draw, "from-joint", given=given, joint=joint)
    explanation = f"Divide by the probability of the condition: {reduced(joint, given)}."
    return fractional(draw, stem, key, mistakes, f"{joint} / {given}", explanation)


def _cause(draw: Draw) -> Draft:
    first = draw.pick((20, 25, 30, 40, 60, 70, 75, 80))
    low, high = draw.sample((1, 2, 3, 4, 5, 6, 8, 10), 2)
    one, other = first * low, (100 - first) * high
    key = Fraction(one, one + other)
    if one == other:
        raise Degenerate("both causes are equally likely")
    mistakes = [
        Fraction(first, 100),  # ignored the effect
        Fraction(low, low + high),  # ignored the shares of the causes
        1 - key,  # answered the other cause
        Fraction(one, 10_000),  # answered cause and effect together
    ]
    stem = ask(draw, "cause", first=first, second=100 - first, low=low, high=high)
    explanation = (
        f"The shares are {first} × {low} = {one} and {100 - first} × {high} = {other} of 10000, "
        f"so the probability is {one} ÷ {one + other} = {shown(key)}."
    )
    check = f"{first} * {low} / ({first} * {low} + {100 - first} * {high})"
    return fractional(draw, stem, key, mistakes, check, explanation)
