"""Ratios in their simplest form, and quantities in direct proportion."""

from fractions import Fraction
from math import gcd
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import (
    TEXTS,
    TEXTS_DRAWN,
    WHOLE_DRAWN,
    Computed,
    Words,
    computed,
)
from examcli.bank.lowest_terms import RATIOS
from examcli.bank.quantitative import nouns
from examcli.bank.quantitative.nouns import counted

words = Words(__name__)
form = words.form

# A small and a large unit, how many of the one make the other, and another unit's factor.
UNITS = (
    (nouns.MINUTE, nouns.HOUR, 60, 100),
    (nouns.CENTIMETRE, nouns.METRE, 100, 10),
    (nouns.GRAM, nouns.KILOGRAM, 1000, 100),
    (nouns.METRE, nouns.KILOMETRE, 1000, 100),
)
# What a rate is of: so many of the first for so many of the second.
RATES = {
    "pens": (nouns.PEN, nouns.RIYAL),
    "pieces": (nouns.HOUR, nouns.PIECE),
    "fence": (nouns.LITRE, nouns.METRE),
    "bread": (nouns.KILOGRAM, nouns.LOAF),
    "printing": (nouns.MINUTE, nouns.PAGE),
}


def simplify_ratio(draw: Draw) -> Draft:
    """Two counts; two units; two ratios with a shared term."""
    return draw.by_level(_ratio_of_counts, _ratio_of_measures, _chained_ratio)(draw)


def direct(draw: Draw) -> Draft:
    """A whole unit rate; a rate seen only as a ratio; two proportions at once."""
    return draw.by_level(_whole_unit_rate, _ratio_rate, _machines_and_hours)(draw)


def _ratio(left: int, right: int) -> str:
    """A ratio in lowest terms."""
    shared = gcd(left, right)
    return f"{left // shared} : {right // shared}"


@form("ratio-of-counts", TEXTS)
def _ratio_of_counts(draw: Draw) -> Computed:
    place, first, second = draw.pick(words.phrases("collections"))
    (a, b), times = draw.pick(RATIOS), draw.integer(3, 12)
    part_to_whole, other_to_whole, whole_to_part = (a, a + b), (b, a + b), (a + b, a)
    wholes = draw.sample((part_to_whole, other_to_whole, whole_to_part), 3)
    return computed(
        _ratio(a, b),
        "",
        _ratio(b, a),  # inverted
        *(_ratio(*terms) for terms in wholes),
    ).told(place=place, first=first, second=second, times=times, one=a * times, other=b * times)


@form("ratio-of-measures", TEXTS)
def _ratio_of_measures(draw: Draw) -> Computed:
    small, large, factor, wrong_factor = draw.pick(UNITS)
    amount = draw.integer(2, 6)
    in_small = amount * factor
    parts = draw.pick([parts for parts in range(3, 13) if in_small % parts == 0])
    taken = draw.pick([taken for taken in range(1, 2 * parts) if gcd(taken, parts) == 1])
    first = in_small // parts * taken
    return computed(
        _ratio(taken, parts),
        "",
        _ratio(first, amount * wrong_factor),  # converted by another unit's factor
        _ratio(parts, taken),  # inverted
        _ratio(first, amount),  # forgot to convert
        _ratio(taken, taken + parts),  # part to whole
    ).told(
        one=counted(first, small),
        other=counted(amount, large),
        converted=counted(in_small, small),
        first=first,
        in_small=in_small,
    )


@form("chained-ratio", TEXTS_DRAWN)
def _chained_ratio(draw: Draw) -> Computed:
    first, shared, last = draw.sample(words.phrases("counts"), 3)
    (a, b), (c, d) = draw.pick(RATIOS), draw.pick(RATIOS)
    if b == c or a * c == b * d:
        raise Degenerate("nothing to multiply, or equal counts")
    return computed(
        _ratio(a * c, b * d),
        "",
        _ratio(a, d),  # took the outer terms
        _ratio(b * d, a * c),  # inverted
        _ratio(a * d, b * c),  # crossed
        _ratio(a + c, b + d),  # added
    ).told(first=first, shared=shared, last=last, a=a, b=b, c=c, d=d, top=a * c, bottom=b * d)


def _told(case: str, known: int, total: int, asked: int) -> dict[str, Any]:
    """What a question about a rate tells: so much for so much, and how much is asked for."""
    cause, effect = RATES[case]
    return {
        "case": case,
        "known_cause": counted(known, cause),
        "asked_cause": counted(asked, cause),
        "effect": counted(total, effect),
        "known": known,
        "asked": asked,
        "total": total,
    }


@form("whole-unit-rate", WHOLE_DRAWN)
def _whole_unit_rate(draw: Draw) -> Computed:
    case = draw.pick(tuple(RATES))
    known, asked = draw.sample(range(3, 16), 2)
    each = draw.integer(2, 12)
    total, key = known * each, asked * each
    return computed(
        key,
        f"{total}/{known}*{asked}",
        total + asked - known,  # added the difference
        each * abs(asked - known),  # took the difference alone
        each * (asked + known),  # took both amounts together
        total + asked,  # added instead of multiplying
        key + each,  # one unit too many
    ).told(each=each, **_told(case, known, total, asked))


@form("ratio-rate", WHOLE_DRAWN)
def _ratio_rate(draw: Draw) -> Computed:
    case = draw.pick(tuple(RATES))
    group, each_group = draw.pick([ratio for ratio in RATIOS if min(ratio) >= 2])
    few, many = draw.sample(range(2, 9), 2)
    known, total, asked, key = group * few, each_group * few, group * many, each_group * many
    return computed(
        key,
        f"{total}*{asked}/{known}",
        total + asked - known,  # added the difference
        Fraction(total * known, asked),  # inverse proportion
        Fraction(known * asked, total),  # inverted the rate
        key + each_group,  # one group too many
        key - each_group,  # one group too few
        total + key,  # took both amounts together
    ).told(rate=f"{each_group}/{group}", **_told(case, known, total, asked))


@form("machines-and-hours", WHOLE_DRAWN)
def _machines_and_hours(draw: Draw) -> Computed:
    each = draw.integer(2, 8)
    machines, more_machines = draw.sample(range(3, 11), 2)
    hours, other_hours = draw.sample(range(3, 11), 2)
    total, key = machines * hours * each, more_machines * other_hours * each
    hours_only, machines_only = machines * other_hours * each, more_machines * hours * each
    return computed(
        key,
        f"{total}/({machines}*{hours})*{more_machines}*{other_hours}",
        hours_only,  # ignored the machines
        machines_only,  # ignored the hours
        Fraction(total * more_machines * hours, machines * other_hours),  # hours inverse
        Fraction(total * machines * other_hours, more_machines * hours),  # machines inverse
        hours_only + machines_only,  # added the two effects
        key + more_machines * each,  # one hour too many
    ).told(
        some=counted(machines, nouns.MACHINE),
        pieces=counted(total, nouns.PIECE),
        time=counted(hours, nouns.HOUR),
        others=counted(more_machines, nouns.MACHINE),
        other_time=counted(other_hours, nouns.HOUR),
        total=total,
        machines=machines,
        hours=hours,
        each=each,
        more_machines=more_machines,
        other_hours=other_hours,
    )
