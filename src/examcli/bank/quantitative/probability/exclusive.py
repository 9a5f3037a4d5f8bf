"""Probability of events that exclude each other."""

from fractions import Fraction
from math import lcm

from examcli.bank.chances import share
from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import FRACTIONS, Computed, Words, computed
from examcli.bank.quantitative.probability.bags import cards, drawn_bag

words = Words(__name__)
form = words.form

NO_COMMON_MULTIPLE = [
    (count, first, second)
    for count in range(20, 41)
    for first in range(4, 13)
    for second in range(4, 13)
    if first != second and lcm(first, second) > count
]


def mutually_exclusive(draw: Draw) -> Draft:
    """One colour or another; two properties of a number, or a missing part; three in proportion."""
    easy = draw.pick((_either_colour, _either_event))
    medium = draw.pick((_either_on_card, _missing_part))
    hard = draw.pick((_in_proportion, _neither_event))
    return draw.by_level(easy, medium, hard)(draw)


def _exclusive_chances(draw: Draw) -> tuple[Fraction, Fraction]:
    total = draw.pick((5, 6, 8, 9, 10, 12, 15, 20))
    first = draw.integer(1, total - 3)
    second = draw.integer(1, total - first - 1)
    return Fraction(first, total), Fraction(second, total)


@form("either-colour", FRACTIONS)
def _either_colour(draw: Draw) -> Computed:
    bag = drawn_bag(draw, draw.pick((3, 4)))
    a, b, total = *bag.counts[:2], bag.total
    return share(
        a + b,
        total,
        a,  # the first only
        total - a - b,  # took the rest
        b,  # the second only
        Fraction(a * b, total**2),  # multiplied
        check=f"({a} + {b})/({bag.summed})",
        a=a,
        b=b,
        **bag.gaps,
    )


@form("either-event", FRACTIONS)
def _either_event(draw: Draw) -> Computed:
    p, q = _exclusive_chances(draw)
    return computed(
        p + q,
        f"{p.numerator}/{p.denominator} + {q.numerator}/{q.denominator}",
        Fraction(p.numerator + q.numerator, p.denominator + q.denominator),  # added across
        p + q - p * q,  # the rule of independent events
        1 - p - q,  # took the rest
        p * q,  # multiplied
    ).told(p=p, q=q)


@form("either-on-card", FRACTIONS)
def _either_on_card(draw: Draw) -> Computed:
    count, first, second = draw.pick(NO_COMMON_MULTIPLE)
    a, b = count // first, count // second
    return share(
        a + b,
        count,
        a,  # the first only
        a + b + 1,  # counted one too many
        first + second,  # added the divisors
        b,  # the second only
        Fraction(a * b, count**2),  # multiplied
        check=f"({a} + {b})/{count}",
        cards=cards(count),
        first=first,
        second=second,
        a=a,
        b=b,
    )


@form("missing-part", FRACTIONS)
def _missing_part(draw: Draw) -> Computed:
    p, q = _exclusive_chances(draw)
    either = p + q
    return computed(
        q,
        f"{either.numerator}/{either.denominator} - {p.numerator}/{p.denominator}",
        1 - either,  # took the rest
        p + either,  # added
        1 - p,  # the opposite of the first
        p * either,  # multiplied
    ).told(p=p, either=either)


@form("in-proportion", FRACTIONS)
def _in_proportion(draw: Draw) -> Computed:
    opening, happens, names = draw.pick(words.phrases("rivals"))
    times, more = draw.integer(2, 5), draw.integer(2, 5)
    shares = (times * more, more, 1)
    place = draw.integer(0, 2)
    part, total = shares[place], sum(shares)
    first, second, third = (f"{happens} {name}" for name in names)
    return share(
        part,
        total,
        Fraction(part, total - part),  # compared with the rest
        Fraction(part, times + more + 1),  # added the multiples
        shares[(place + 1) % 3],  # another share
        Fraction(part, total - 1),  # forgot the last
        check=f"{part}/({times}*{more} + {more} + 1)",
        opening=opening.format(city=draw.city),
        first=first,
        second=second,
        third=third,
        asked=(first, second, third)[place],
        times=words.phrases("multiples")[times - 2],
        more=words.phrases("multiples")[more - 2],
        first_share=times * more,
        second_share=more,
    )


@form("neither-event", FRACTIONS)
def _neither_event(draw: Draw) -> Computed:
    p, q = _exclusive_chances(draw)
    either = p + q
    return computed(
        1 - either,
        f"1 - {p.numerator}/{p.denominator} - {q.numerator}/{q.denominator}",
        either,  # took either of them
        (1 - p) * (1 - q),  # the rule of independent events
        1 - p,  # the opposite of the first
        1 - p * q,  # the opposite of the product
    ).told(p=p, q=q, either=either)
