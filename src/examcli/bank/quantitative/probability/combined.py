"""Probability of two events: independent, or one after another without returning."""

from fractions import Fraction

from examcli.bank.chances import share
from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import FRACTIONS, Computed, Words, computed
from examcli.bank.lowest_terms import reduced
from examcli.bank.quantitative.probability.bags import drawn_bag, drawn_event

words = Words(__name__)
form = words.form

CHANCES = [
    Fraction(part, total)
    for total in (2, 3, 4, 5, 6)
    for part in range(1, total)
    if Fraction(part, total).denominator == total
]


def independent(draw: Draw) -> Draft:
    """A product; draws with returning; exactly one of two, or a missing factor."""
    easy = draw.pick((_both_happen, _spinner_and_bag))
    medium = draw.pick((_same_colour_returned, _two_colours_returned))
    hard = draw.pick((_exactly_one, _missing_factor))
    return draw.by_level(easy, medium, hard)(draw)


def without_replacement(draw: Draw) -> Draft:
    """The second draw after a known first; both of one colour; two colours, or at least one."""
    hard = draw.pick((_different_colours, _at_least_one_of_colour))
    return draw.by_level(_second_after_first, _both_of_colour, hard)(draw)


@form("both-happen", FRACTIONS)
def _both_happen(draw: Draw) -> Computed:
    p, q = draw.sample(CHANCES, 2)
    return computed(
        p * q,
        f"{p.numerator}*{q.numerator}/({p.denominator}*{q.denominator})",
        p + q,  # added
        Fraction(p.numerator + q.numerator, p.denominator + q.denominator),  # added across
        (1 - p) * (1 - q),  # neither
        abs(p - q),  # subtracted
    ).told(p=p, q=q, other=draw.someone_else())


@form("spinner-and-bag", FRACTIONS)
def _spinner_and_bag(draw: Draw) -> Computed:
    bag, parts = drawn_bag(draw, 2, most=7), draw.pick((4, 5, 6, 8, 10))
    event = drawn_event(draw, parts)
    part, total, favourable = bag.counts[0], bag.total, event.favourable
    chance, turn = Fraction(part, total), Fraction(favourable, parts)
    return computed(
        chance * turn,
        f"{part}/{total} * {favourable}/{parts}",
        chance,  # forgot the spinner
        turn,  # forgot the bag
        Fraction(part + favourable, total + parts),  # added across
        chance + turn,  # added
    ).told(
        **bag.gaps,
        parts=parts,
        event=event.phrase,
        chance=reduced(part, total),
        turn=reduced(favourable, parts),
    )


@form("same-colour-returned", FRACTIONS)
def _same_colour_returned(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 2, most=7)
    part, total = bag.counts[0], bag.total
    once = Fraction(part, total)
    return computed(
        once**2,
        f"({part}/{total})**2",
        once,  # one draw only
        once * Fraction(part - 1, total - 1),  # did not return the first
        (1 - once) ** 2,  # took the other colour
        2 * once,  # doubled
    ).told(**bag.gaps, once=once, chance=reduced(part, total))


@form("two-colours-returned", FRACTIONS)
def _two_colours_returned(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 3, most=6)
    a, b, total = *bag.counts[:2], bag.total
    first, second = Fraction(a, total), Fraction(b, total)
    return computed(
        first * second,
        f"{a}*{b}/{total}**2",
        first * Fraction(b, total - 1),  # did not return the first
        2 * first * second,  # took either order
        first**2,  # squared the first
        first + second,  # added
    ).told(**bag.gaps, a=a, b=b)


@form("exactly-one", FRACTIONS)
def _exactly_one(draw: Draw) -> Computed:
    p, q = draw.sample(CHANCES, 2)
    pd, qd, pn, qn = p.denominator, q.denominator, p.numerator, q.numerator
    return computed(
        p * (1 - q) + q * (1 - p),
        f"({pn}*({qd} - {qn}) + {qn}*({pd} - {pn}))/({pd}*{qd})",
        p + q - p * q,  # at least one
        p * (1 - q),  # the first only
        p * q,  # both
        1 - p * q,  # not both
        p + q,  # added
    ).told(p=p, q=q, not_p=1 - p, not_q=1 - q, other=draw.someone_else())


@form("missing-factor", FRACTIONS)
def _missing_factor(draw: Draw) -> Computed:
    p, q = draw.sample(CHANCES, 2)
    both = p * q
    return computed(
        q,
        f"({both.numerator}*{p.denominator})/({both.denominator}*{p.numerator})",
        p - both,  # subtracted
        p * both,  # multiplied
        1 - q,  # took the opposite
        1 - both,  # the opposite of both
    ).told(p=p, both=both)


@form("second-after-first", FRACTIONS)
def _second_after_first(draw: Draw) -> Computed:
    bag = drawn_bag(draw, draw.pick((2, 3)))
    seen = draw.pick((0, 1))
    count, total = bag.counts[0], bag.total
    part, other_part = (count - 1, count) if seen == 0 else (count, count - 1)
    return share(
        part,
        total - 1,
        Fraction(count, total),  # forgot that one was taken
        Fraction(part, total),  # did not reduce the total
        other_part,  # reduced the wrong part
        total - 1 - part,  # took the opposite
        check=f"({count} - 1)/({total} - 1)" if seen == 0 else f"{count}/({total} - 1)",
        **bag.gaps | {"total": total - 1, "seen": bag.colours[seen]["name"]},
    )


@form("both-of-colour", FRACTIONS)
def _both_of_colour(draw: Draw) -> Computed:
    bag = drawn_bag(draw, draw.pick((2, 3)), most=6)
    part, total = bag.counts[0], bag.total
    pairs, first, second = total * (total - 1), part, part - 1
    return computed(
        Fraction(first * second, pairs),
        f"{part}*({part} - 1)/({total}*({total} - 1))",
        Fraction(part, total) ** 2,  # returned the first
        Fraction(first * second, total**2),  # did not reduce the total
        Fraction(part**2, pairs),  # did not reduce the part
        Fraction(part, total),  # one draw only
        Fraction(first, total) + Fraction(second, total - 1),  # added
    ).told(**bag.gaps, first=first, second=second, left=total - 1)


@form("different-colours", FRACTIONS)
def _different_colours(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 2, most=8)
    (a, b), total = bag.counts, bag.total
    pairs = total * (total - 1)
    key = Fraction(2 * a * b, pairs)
    return computed(
        key,
        f"2*{a}*{b}/({total}*({total} - 1))",
        Fraction(a * b, pairs),  # one order only
        Fraction(2 * a * b, total**2),  # returned the first
        1 - key,  # one colour
        Fraction(a * b, total**2),  # one order, and returned
    ).told(**bag.gaps, a=a, b=b, left=total - 1)


@form("at-least-one-of-colour", FRACTIONS)
def _at_least_one_of_colour(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 2, most=8)
    (a, b), total = bag.counts, bag.total
    pairs = total * (total - 1)
    none = Fraction(b * (b - 1), pairs)
    return computed(
        1 - none,
        f"1 - {b}*({b} - 1)/({total}*({total} - 1))",
        none,  # none
        Fraction(2 * a * b, pairs),  # exactly one
        1 - Fraction(b, total) ** 2,  # returned the first
        Fraction(a * (a - 1), pairs),  # both
    ).told(**bag.gaps, others=b, fewer_others=b - 1, left=total - 1, none=none)
