"""Whole numbers: remainders, multiples and divisors, parity, last digits."""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import IN_ORDER, TEXTS, Choices, Computed, Words, computed
from examcli.bank.quantitative.algebra.notation import polynomial, power
from examcli.bank.quantitative.nouns import MINUTE, PAGE, PEN, Noun, counted

words = Words(__name__)
form = words.form

UNRELATED = [
    (first, second)
    for first in range(4, 25)
    for second in range(4, 25)
    if max(first, second) < lcm(first, second) <= 120
]
"""Pairs whose least common multiple is neither of them, and easy to find."""
SHARES = ((2, 3), (3, 4), (2, 5), (3, 5), (4, 5), (5, 6), (3, 7), (4, 7))


def number_properties(draw: Draw) -> Draft:
    """One division; common multiples, divisors and parity; remainders, last digits, divisors."""
    easy = draw.pick((_remainder, _least_to_add))
    medium = draw.pick((_meet_again, _equal_groups, _parity))
    hard = draw.pick((_remainder_of_combination, _last_digit, _same_remainder, _divisor_count))
    return draw.by_level(easy, medium, hard)(draw)


def _residues(likely: int) -> Choices:
    """So many likely mistakes in drawn order, then slips among what a division can leave."""

    def chosen(draw: Draw, _key: int, mistakes: Sequence[int]) -> list[int]:
        slips = mistakes[likely:]
        return draw.sample(mistakes[:likely], likely) + draw.sample(slips, len(slips))

    return Choices(chosen)


@form("remainder", _residues(1))
def _remainder(draw: Draw) -> Computed:
    divisor, quotient = draw.integer(5, 12), draw.integer(4, 15)
    key = draw.integer(1, divisor - 1)
    total = divisor * quotient + key
    return computed(
        key,
        f"{total} - {divisor}*{quotient}",
        divisor - key,  # gave what is missing
        *range(1, divisor),
    ).told(total=total, divisor=divisor, pens=counted(total, PEN), multiple=divisor * quotient)


@form("least-to-add", _residues(1))
def _least_to_add(draw: Draw) -> Computed:
    divisor, quotient = draw.integer(6, 15), draw.integer(4, 15)
    key = draw.integer(1, divisor - 1)
    total = divisor * quotient - key
    return computed(
        key,
        f"{divisor}*{quotient} - {total}",
        divisor - key,  # gave the remainder
        *range(1, divisor),
    ).told(
        total=total,
        divisor=divisor,
        stamps=counted(total, Noun(*words.phrases("stamp"))),
        pages=counted(divisor, PAGE),
        multiple=divisor * quotient,
    )


@form("meet-again")
def _meet_again(draw: Draw) -> Computed:
    first, second = draw.pick(UNRELATED)
    key, common = lcm(first, second), gcd(first, second)
    return computed(
        key,
        f"{first}*{second}/{common}",
        first + second,  # added
        first * second,  # multiplied
        2 * max(first, second),  # doubled the larger
        2 * key,  # doubled the multiple
        common,  # gave the common divisor
    ).told(
        first_minutes=counted(first, MINUTE),
        second_minutes=counted(second, MINUTE),
        first=first,
        second=second,
    )


@form("equal-groups")
def _equal_groups(draw: Draw) -> Computed:
    key = draw.integer(6, 15)
    one, two = draw.pick(SHARES)
    some, others = draw.sample(words.phrases("goods"), 2)
    first, second = key * one, key * two
    return computed(
        key,
        f"{first}*{second}/{lcm(first, second)}",
        Fraction(key, 2),  # took a smaller divisor
        Fraction(key, 3),  # took another divisor
        one + two,  # gave all shares
        2 * key,  # doubled
        second - first,  # subtracted
        one,  # gave one share
    ).told(
        some=counted(first, Noun(*some)),
        others=counted(second, Noun(*others)),
        first=first,
        second=second,
    )


@form("parity", TEXTS)
def _parity(draw: Draw) -> Computed:
    odd, even = draw.pick((("س", "ص"), ("ص", "س")))
    wanted, case = draw.pick(((1, "odd"), (0, "even")))
    # From 2 on, because 4س + ص beside س + 4ص would ask for eyesight.
    shapes = [(a, b, c) for a in range(2, 6) for b in range(2, 6) for c in range(4)]
    fitting = [shape for shape in shapes if (shape[0] + shape[2]) % 2 == wanted]
    failing = [shape for shape in shapes if (shape[0] + shape[2]) % 2 != wanted]
    key, *wrong = (
        polynomial((a, odd), (b, even), (c, ""))
        for a, b, c in (draw.pick(fitting), *draw.sample(failing, 3))
    )
    return computed(
        key,
        "",
        *wrong,
        case=case,
    ).told(odd=odd, even=even)


@form("remainder-of-combination", _residues(4))
def _remainder_of_combination(draw: Draw) -> Computed:
    divisor, factor = draw.integer(5, 12), draw.integer(2, 6)
    given, added = draw.integer(2, divisor - 1), draw.integer(1, 9)
    total = factor * given + added
    key = total % divisor
    if key == 0 or total < divisor:
        raise Degenerate("nothing to reduce")
    return computed(
        key,
        f"{factor}*{given} + {added} - {divisor}*{total // divisor}",
        factor * given % divisor,  # only multiplied
        divisor - key,  # gave what is missing
        (given + added) % divisor,  # only added
        given,  # gave the given remainder
        *range(1, divisor),
    ).told(
        divisor=divisor,
        given=given,
        expression=polynomial((factor, "ن"), (added, "")),
        multiplied=factor * given,
        added=added,
        total=total,
    )


@form("last-digit", IN_ORDER)
def _last_digit(draw: Draw) -> Computed:
    base, exponent = draw.pick((2, 3, 7, 8)), draw.integer(15, 99)
    place = exponent % 4 or 4
    cycle = [base**step % 10 for step in (1, 2, 3, 4)]
    return computed(
        cycle[place - 1],
        f"{base}**{place} - 10*{base**place // 10}",
        *cycle,  # took another place in the cycle
    ).told(
        power=power(base, exponent),
        cycle="، ".join(map(str, cycle)),
        exponent=exponent,
        place=exponent % 4,
    )


@form("same-remainder")
def _same_remainder(draw: Draw) -> Computed:
    first, second = draw.pick(UNRELATED)
    rest = draw.integer(1, min(first, second) - 1)
    multiple = lcm(first, second)
    return computed(
        multiple + rest,
        f"{first}*{second}/{gcd(first, second)} + {rest}",
        multiple,  # forgot the remainder
        first * second + rest,  # used the product
        multiple - rest,  # subtracted the remainder
        first + second + rest,  # added the divisors
        2 * multiple + rest,  # took two multiples
    ).told(larger=max(first, second), first=first, second=second, rest=rest, multiple=multiple)


@form("divisor-count")
def _divisor_count(draw: Draw) -> Computed:
    p, a = draw.pick(((2, 2), (2, 3), (2, 4), (3, 2)))
    q, b = draw.pick(((3, 1), (5, 1), (5, 2)))
    if p == q:
        raise Degenerate("one prime")
    key = (a + 1) * (b + 1)
    return computed(
        key,
        f"({a} + 1)*({b} + 1)",
        key - 2,  # left out one and the number itself
        a + b + 2,  # added after raising
        a + b,  # added the exponents
        a * b,  # multiplied the exponents
        2 * key,  # counted the negative ones too
    ).told(total=p**a * q**b, first=power(p, a), second=power(q, b) if b > 1 else q, a=a, b=b)
