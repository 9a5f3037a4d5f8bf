"""Comparing two quantities given as percents or fractions."""

from fractions import Fraction

from examcli.bank.draft import (
    COMPARISON_CHOICES,
    EQUAL,
    FIRST_GREATER,
    SECOND_GREATER,
    UNDECIDED,
    Draft,
    Draw,
    number,
)
from examcli.bank.forms import COMPARED, Computed, Words, computed
from examcli.bank.quantitative.ratio_proportion.shares import PROPER

words = Words(__name__)
form = words.form

SIGNS = {FIRST_GREATER: 1, EQUAL: 0, SECOND_GREATER: -1}
"""How the first value stands to the second."""
CASES = {FIRST_GREATER: "first", EQUAL: "equal", SECOND_GREATER: "second", UNDECIDED: "undecided"}


def comparison_percent(draw: Draw) -> Draft:
    """Two numbers; two prices after discounts; two changes, or changes of unequal prices."""
    key = draw.pick(COMPARISON_CHOICES)
    hard = _back_and_forth if key == EQUAL else _discounts_of_unequal_prices
    if key in {FIRST_GREATER, SECOND_GREATER}:
        hard = draw.pick((_back_and_forth, _discounts_of_unequal_prices))
    return draw.by_level(_percent_and_fraction, _discounts_of_one_price, hard)(draw, key)


@form("percent-and-fraction", COMPARED)
def _percent_and_fraction(draw: Draw, key: str) -> Computed:
    percent = draw.pick((5, 10, 20, 25, 50))
    top, bottom = draw.pick(PROPER)
    times = draw.integer(4, 12)
    part = top * times
    if key == UNDECIDED:
        other = draw.pick((10, 20, 25, 50))
        return computed(
            key,
            "",
            case="unknown",
        ).told(
            percent=percent,
            whole=part * 100 // percent,
            part=part,
            other=other,
            equal=part * 100 // other,
        )
    first = part + SIGNS[key] * draw.integer(1, 3)
    return computed(
        key,
        "",
        case="known",
    ).told(
        percent=percent,
        whole=first * 100 // percent,
        part=first,
        fraction=f"{top}/{bottom}",
        other_whole=bottom * times,
        other_part=part,
    )


@form("discounts-of-one-price", COMPARED)
def _discounts_of_one_price(draw: Draw, key: str) -> Computed:
    one, two = draw.sample((10, 20, 30, 40, 50), 2)
    equal = one + two - one * two // 100
    if key == UNDECIDED:
        single = draw.pick((equal, one + two, equal - 2))
    else:
        single = equal + SIGNS[key] * draw.pick((1, 2, one * two // 100))
    goods, other_goods = draw.sample(words.phrases("goods"), 2)
    return computed(
        key,
        "",
        case=CASES[key],
    ).told(goods=goods, other_goods=other_goods, one=one, two=two, equal=equal, single=single)


@form("back-and-forth", COMPARED)
def _back_and_forth(draw: Draw, key: str) -> Computed:
    if key == EQUAL:
        rise, fall = draw.pick(((25, 20), (100, 50), (300, 75), (150, 60), (400, 80)))
    else:
        rise, fall = draw.pick((10, 20, 30, 40, 50)), draw.pick((5, 10, 20, 30, 40, 50))
    steps = [words.phrase("rise", percent=rise), words.phrase("fall", percent=fall)]
    before, after = draw.sample(steps, 2)
    excess = (100 + rise) * (100 - fall) - 10_000
    changed_first = draw.pick((True, False)) if key == EQUAL else excess * SIGNS[key] > 0
    unchanged, changed = words.phrase("value"), words.phrase("changed", before=before, after=after)
    return computed(
        key,
        "",
        case="equal" if excess == 0 else "more" if excess > 0 else "less",
    ).told(
        unknown=draw.pick(words.phrases("unknowns")),
        first=changed if changed_first else unchanged,
        second=unchanged if changed_first else changed,
        more=100 + rise,
        less=100 - fall,
        result=number(Fraction(excess + 10_000, 100)),
    )


@form("discounts-of-unequal-prices", COMPARED)
def _discounts_of_unequal_prices(draw: Draw, key: str) -> Computed:
    dear, cheap = draw.sample(words.phrases("goods"), 2)
    low, high = sorted(draw.sample((5, 10, 15, 20, 25, 30, 35, 40), 2))
    cut_of_dear, cut_of_cheap = (high, low) if key == UNDECIDED else (low, draw.pick((low, high)))
    dear_side = words.phrase("discounted", goods=dear, percent=cut_of_dear)
    cheap_side = words.phrase("discounted", goods=cheap, percent=cut_of_cheap)
    dear_first = draw.pick((True, False)) if key == UNDECIDED else key == FIRST_GREATER
    return computed(
        key,
        "",
        case="undecided" if key == UNDECIDED else "decided",
    ).told(
        dear=dear,
        cheap=cheap,
        first=dear_side if dear_first else cheap_side,
        second=cheap_side if dear_first else dear_side,
    )
