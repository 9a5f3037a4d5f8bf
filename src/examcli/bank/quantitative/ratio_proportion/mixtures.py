"""Mixtures: the share of one part, the average of two, and the amount that reaches a target."""

from fractions import Fraction
from math import gcd
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.quantitative.nouns import KILOGRAM, LITRE, RIYAL, all_counted, counted

words = Words(__name__)
form = words.form

# Two unequal amounts, and an even gap of their values that leaves the average whole.
PAIRS = [
    (first, second, gap)
    for first in range(3, 13)
    for second in range(3, 13)
    for gap in range(6, 31, 2)
    if first != second and gap * second % (first + second) == 0
]
# Two strengths of a solution, the first the greater, but not by much.
STRENGTHS = [
    (strong, weak)
    for strong in range(10, 65, 5)
    for weak in range(5, strong, 5)
    if strong <= 4 * weak
]


def mixtures(draw: Draw) -> Draft:
    """A part's percent; the average of two parts; how much to add, or to evaporate."""
    medium = draw.pick((_price_of_mixture, _strength_of_mixture))
    hard = draw.pick((_water_to_add, _water_to_evaporate, _cheaper_to_add))
    return draw.by_level(_percent_of_part, medium, hard)(draw)


@form("percent-of-part", WHOLE_DRAWN)
def _percent_of_part(draw: Draw) -> Computed:
    whole, times = draw.pick((4, 5, 10, 20, 25, 50)), draw.integer(2, 4)
    total = whole * times
    part = draw.pick([part for part in range(times, total, times) if 3 <= part <= total - 3])
    other, key = total - part, part * 100 // total
    return computed(
        key,
        f"{part}*100/({part}+{other})",
        100 - key,  # the other part
        Fraction(part * 100, other) if part < other else 0,  # compared part with part
        part if part != other else total,  # read the amount as a percent
        key + 5 if key < 95 else key - 10,  # one twentieth too many
        key - 5,  # one twentieth too few
        Fraction(key, 2),  # counted the whole twice
    ).told(
        part=part,
        other=other,
        total=total,
        **all_counted(LITRE, "litres", part=part, other=other),
        **all_counted(KILOGRAM, "kilos", part=part, other=other),
    )


def _average(first: int, second: int, low: int, high: int, **gaps: Any) -> Computed:
    """The average of two values held by two unequal parts."""
    parts, total = first + second, first * low + second * high
    key = total // parts
    return computed(
        key,
        f"({first}*{low}+{second}*{high})/({first}+{second})",
        (low + high) // 2,  # averaged without the weights
        low + (high - low) * first // parts,  # swapped the weights
        high - low,  # subtracted the values
        key + 1,  # one too many
        key - 1,  # one too few
    ).told(first=first, second=second, low=low, high=high, parts=parts, total=total, **gaps)


@form("price-of-mixture", WHOLE_DRAWN)
def _price_of_mixture(draw: Draw) -> Computed:
    first, second, gap = draw.pick(PAIRS)
    low = draw.integer(12, 40)
    return _average(
        first,
        second,
        low,
        low + gap,
        goods=draw.pick(words.phrases("mixed-goods")),
        **all_counted(KILOGRAM, "kilos", first=first, second=second),
        **all_counted(RIYAL, "riyals", low=low, high=low + gap),
    )


@form("strength-of-mixture", WHOLE_DRAWN)
def _strength_of_mixture(draw: Draw) -> Computed:
    first, second, gap = draw.pick(PAIRS)
    low = draw.integer(2, 12) * 5
    solute = draw.pick(words.phrases("solutes"))
    litres = all_counted(LITRE, "litres", first=first, second=second)
    return _average(first, second, low, low + gap, solute=solute, **litres)


def _water(volume: int, old: int, new: int) -> Computed:
    """How much water changes a strength, what is dissolved staying the same."""
    after, gap = volume * old // new, abs(old - new)
    key = abs(after - volume)
    check = f"{volume}*{old}/{new}-{volume}" if old > new else f"{volume}-{volume}*{old}/{new}"
    return computed(
        key,
        check,
        after,  # the new volume, not the water
        Fraction(volume * gap, old),  # divided by the old strength
        Fraction(volume * gap, 100),  # took the difference of the whole
        Fraction(volume * old, 100),  # the salt, not the water
        gap,  # subtracted the percents
        key + 2,  # rounded up
    ).told(litres=counted(volume, LITRE), volume=volume, old=old, new=new, after=after)


@form("water-to-add", WHOLE_DRAWN)
def _water_to_add(draw: Draw) -> Computed:
    strong, weak = draw.pick(STRENGTHS)
    volume = weak // gcd(strong, weak) * draw.pick((2, 3, 4, 6, 10))
    if not 4 <= volume <= 60 or volume * (strong - weak) > 100 * weak:
        raise Degenerate("an unlikely volume")
    return _water(volume, strong, weak)


@form("water-to-evaporate", WHOLE_DRAWN)
def _water_to_evaporate(draw: Draw) -> Computed:
    strong, weak = draw.pick(STRENGTHS)
    volume = strong // gcd(strong, weak) * draw.pick((2, 3, 4, 6, 10))
    if not 6 <= volume <= 90:
        raise Degenerate("an unlikely volume")
    return _water(volume, weak, strong)


@form("cheaper-to-add", WHOLE_DRAWN)
def _cheaper_to_add(draw: Draw) -> Computed:
    above, below = draw.sample(range(2, 13), 2)
    target = draw.integer(15, 40)
    dear, cheap = target + above, target - below
    amount = below // gcd(above, below) * draw.integer(2, 5)
    key = amount * above // below
    if not 3 <= amount <= 40 or key > 60 or cheap < 3:
        raise Degenerate("an unlikely amount or price")
    return computed(
        key,
        f"{amount}*({dear}-{target})/({target}-{cheap})",
        Fraction(amount * below, above),  # inverted the ratio
        amount,  # took equal amounts
        key + amount,  # the whole mixture, not the amount added
        Fraction(amount * dear, cheap),  # used the ratio of the prices
        dear - cheap,  # subtracted the prices
        key + 2,  # rounded up
    ).told(
        goods=draw.pick(words.phrases("dear-goods")),
        kilos=counted(amount, KILOGRAM),
        amount=amount,
        dear=dear,
        target=target,
        cheap=cheap,
        above=above,
        below=below,
        **all_counted(RIYAL, "riyals", dear=dear, cheap=cheap, target=target),
    )
