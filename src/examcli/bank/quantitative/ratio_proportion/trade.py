"""Buying and selling: discounts in a row, profit and loss."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from examcli.bank.draft import Draft, Draw, Number
from examcli.bank.forms import WHOLE_DRAWN, Choices, Computed, Words, computed
from examcli.bank.mistakes import drawn
from examcli.bank.quantitative.nouns import BOX, RIYAL, all_counted, counted

words = Words(__name__)
form = words.form

DISCOUNTS = (10, 20, 25, 30, 40, 50)
# A mark-up and a discount whose product is whole and which still leave a profit.
MARK_UPS = [
    (mark_up, cut)
    for mark_up in (20, 25, 30, 40, 50, 60, 80, 100)
    for cut in (5, 10, 15, 20, 25, 30)
    if mark_up * cut % 100 == 0 and (100 + mark_up) * (100 - cut) > 10_000
]


def discount(draw: Draw) -> Draft:
    """One discount; two in a row; the price before two, or the one discount equal to two."""
    hard = draw.pick((_price_before_discounts, _single_equal_discount))
    return draw.by_level(_one_discount, _two_discounts, hard)(draw)


def profit_loss(draw: Draw) -> Draft:
    """The percent gained or lost; the cost from the sale; a marked price, or a spoiled lot."""
    hard = draw.pick((_profit_after_discount, _profit_despite_spoilage))
    return draw.by_level(_percent_of_cost, _cost_from_sale, hard)(draw)


def _price(draw: Draw, *factors: Fraction) -> int:
    """A round price of two or three digits whose product with each factor is whole."""
    step = lcm(10, *(factor.denominator for factor in factors))
    lowest = -(-80 // step)
    return step * draw.integer(lowest, lowest + 9)


def _left(discount: int) -> Fraction:
    """The part of a price that a discount leaves."""
    return Fraction(100 - discount, 100)


def _goods(draw: Draw) -> str:
    """Something that is bought and sold."""
    return str(draw.pick(words.phrases("goods")))


def _cuts(draw: Draw, first: int, second: int) -> dict[str, Any]:
    """What is discounted twice, the discounts and what each leaves of a hundred."""
    left = {"first_left": 100 - first, "second_left": 100 - second}
    return {"goods": _goods(draw), "first": first, "second": second, **left}


def _less_than_all(draw: Draw, key: int, mistakes: Sequence[Number]) -> list[int]:
    """Nobody takes off a price all that it is, or more."""
    return [mistake for mistake in drawn(draw, key, mistakes) if mistake < 100]


@form("one-discount", WHOLE_DRAWN)
def _one_discount(draw: Draw) -> Computed:
    percent = draw.pick((5, 10, 15, 20, 25, 30, 35, 40))
    price = _price(draw, _left(percent))
    saved = price * percent // 100
    key = price - saved
    return computed(
        key,
        f"{price}*(100-{percent})/100",
        saved,  # the discount, not the price
        price + saved,  # added the discount
        price - percent,  # read the percent as an amount
        key + Fraction(price, 20),  # five percent too little
        key - Fraction(price, 20),  # five percent too much
    ).told(
        goods=_goods(draw), riyals=counted(price, RIYAL), price=price, percent=percent, saved=saved
    )


@form("two-discounts", WHOLE_DRAWN)
def _two_discounts(draw: Draw) -> Computed:
    first, second = draw.sample(DISCOUNTS, 2)
    price = _price(draw, _left(first), _left(second), _left(first) * _left(second))
    after_first = price * (100 - first) // 100
    key = int(price * _left(first) * _left(second))
    return computed(
        key,
        f"{price}*(100-{first})*(100-{second})/10000",
        price * (1 - Fraction(first + second, 100)),  # added the discounts
        after_first,  # stopped after the first discount
        price - key,  # the saving, not the price
        price * _left(second),  # took the second discount alone
        key - Fraction(price, 10),  # ten percent too much
    ).told(
        riyals=counted(price, RIYAL),
        price=price,
        after_first=after_first,
        **_cuts(draw, first, second),
    )


@form("price-before-discounts", WHOLE_DRAWN)
def _price_before_discounts(draw: Draw) -> Computed:
    first, second = draw.sample(DISCOUNTS, 2)
    key = _price(draw, _left(first), _left(second), _left(first) * _left(second))
    after_first = key * (100 - first) // 100
    final = int(after_first * _left(second))
    added = _left(first + second)
    return computed(
        key,
        f"{final}*10000/((100-{first})*(100-{second}))",
        final / added if added > 0 else 0,  # added the discounts
        after_first,  # stopped after undoing the second discount
        final / _left(first),  # undid the first discount alone
        final * (1 + Fraction(first + second, 100)),  # added the percents to the final price
        key + Fraction(key, 10),  # ten percent too many
        2 * key - final,  # counted the saving twice
    ).told(
        riyals=counted(final, RIYAL),
        final=final,
        after_first=after_first,
        **_cuts(draw, first, second),
    )


@form("single-equal-discount", Choices(_less_than_all))
def _single_equal_discount(draw: Draw) -> Computed:
    first, second = draw.sample((10, 20, 30, 40, 50, 60), 2)
    product = first * second // 100
    key = first + second - product
    return computed(
        key,
        f"100-(100-{first})*(100-{second})/100",
        first + second,  # added the discounts
        100 - key,  # what is left, not what is taken
        max(first, second),  # took the larger discount alone
        (first + second) // 2,  # averaged the discounts
        key + 2 * product,  # added the overlap instead of subtracting it
    ).told(final=100 - key, **_cuts(draw, first, second))


@form("percent-of-cost", WHOLE_DRAWN)
def _percent_of_cost(draw: Draw) -> Computed:
    key = draw.pick((5, 10, 15, 20, 25, 30, 40, 50, 60))
    sign, case = draw.pick(((1, "profit"), (-1, "loss")))
    cost = _price(draw, Fraction(key, 100))
    change = cost * key // 100
    sale = cost + sign * change
    return computed(
        key,
        f"({max(cost, sale)}-{min(cost, sale)})*100/{cost}",
        Fraction(change * 100, sale),  # divided by the selling price
        change if change < 100 else Fraction(change, 10),  # read the amount as a percent
        100 - key,  # the complement
        key + 5,  # one twentieth too many
        key - 5,  # one twentieth too few
        case=case,
    ).told(
        goods=_goods(draw),
        cost=cost,
        change=change,
        **all_counted(RIYAL, "riyals", cost=cost, sale=sale),
    )


@form("cost-from-sale", WHOLE_DRAWN)
def _cost_from_sale(draw: Draw) -> Computed:
    percent = draw.pick(DISCOUNTS)
    sign, case = draw.pick(((1, "profit"), (-1, "loss")))
    key = _price(draw, Fraction(percent, 100))
    sale = key + sign * key * percent // 100
    return computed(
        key,
        f"{sale}*100/(100{'+' if sign > 0 else '-'}{percent})",
        sale - sign * Fraction(sale * percent, 100),  # took the percent of the selling price
        sale + sign * Fraction(sale * percent, 100),  # applied the percent again
        sale - sign * percent,  # read the percent as an amount
        key + Fraction(key, 10),  # ten percent too many
        key - Fraction(key, 10),  # ten percent too few
        case=case,
    ).told(
        goods=_goods(draw),
        riyals=counted(sale, RIYAL),
        sale=sale,
        percent=percent,
        whole=100 + sign * percent,
    )


@form("profit-after-discount", WHOLE_DRAWN)
def _profit_after_discount(draw: Draw) -> Computed:
    mark_up, cut = draw.pick(MARK_UPS)
    marked = 100 + mark_up
    key = marked * (100 - cut) // 100 - 100
    return computed(
        key,
        f"(100+{mark_up})*(100-{cut})/100-100",
        mark_up - cut,  # subtracted the percents
        mark_up - Fraction(mark_up * cut, 100),  # took the discount of the profit alone
        mark_up + cut,  # added the percents
        Fraction(marked * cut, 100),  # the discount, not the profit
        key + 5,  # one twentieth too many
        key - 5,  # one twentieth too few
    ).told(
        goods=_goods(draw), mark_up=mark_up, cut=cut, marked=marked, left=100 - cut, sale=100 + key
    )


@form("profit-despite-spoilage", WHOLE_DRAWN)
def _profit_despite_spoilage(draw: Draw) -> Computed:
    key = draw.pick((20, 25, 50, 60, 100))
    gain = Fraction(100 + key, 100)
    times = draw.integer(1, 3)
    price = gain.numerator * times * (1 if gain.numerator > 4 else 4)
    sold, spoiled = draw.pick((10, 20, 30, 40)), draw.integer(3, 9)
    cost, sales, bought = int(sold * price / gain), sold * price, sold + spoiled
    return computed(
        key,
        f"(({bought}-{spoiled})*{price}-{cost})*100/{cost}",
        Fraction((bought * price - cost) * 100, cost),  # sold the spoiled ones too
        Fraction((sales - cost) * 100, sales),  # divided by the sales
        100 + key if key < 100 else 2 * key,  # compared the sales, not the profit
        Fraction(spoiled * 100, bought),  # the percent spoiled
        key + 5,  # one twentieth too many
        key - 5,  # one twentieth too few
    ).told(
        boxes=counted(bought, BOX),
        spoiled=spoiled,
        sold=sold,
        price=price,
        sales=sales,
        cost=cost,
        profit=sales - cost,
        **all_counted(RIYAL, "riyals", cost=cost, price=price),
    )
