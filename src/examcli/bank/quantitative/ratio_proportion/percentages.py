"""Percentages: of a number, and as a change."""

from fractions import Fraction
from math import lcm

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import TEXTS, WHOLE_DRAWN, Computed, Words, computed

words = Words(__name__)
form = words.form

PERCENTS = (5, 10, 15, 20, 25, 30, 35, 40, 45, 60, 70, 75, 80)
DISCOUNTS = (10, 20, 25, 30, 40, 50)
AREA_CHANGES = (10, 20, 30, 40, 50, 60)


def percent_of(draw: Draw) -> Draft:
    """The part; the whole or the percent; the whole from a percent of a percent."""
    medium = draw.pick((_whole_from_part, _percent_from_part))
    return draw.by_level(_part_of_group, medium, _whole_from_nested_part)(draw)


def percent_change(draw: Draw) -> Draft:
    """One change; the value before it; two changes in a row or in a product."""
    hard = draw.pick((_two_changes, _area_change))
    return draw.by_level(_one_change, _value_before_change, hard)(draw)


def _base(draw: Draw, percent: int, low: int, high: int) -> int:
    """A round number between `low` and `high` of which `percent` percent is whole."""
    step = lcm(Fraction(percent, 100).denominator, 10)
    return step * draw.integer(-(-low // step), high // step)


def _quantity(draw: Draw) -> str:
    """Something that rises and falls."""
    goods = draw.pick(words.phrases("goods"))
    template = draw.pick(words.phrases("quantities"))
    return str(template.format(goods=goods, city=draw.city, person=draw.person))


@form("part-of-group", WHOLE_DRAWN)
def _part_of_group(draw: Draw) -> Computed:
    percent = draw.pick(PERCENTS)
    total = _base(draw, percent, 40, 400)
    key = total * percent // 100
    return computed(
        key,
        f"{total}*{percent}/100",
        total - key,  # the rest, not the part
        Fraction(total, percent),  # divided by the percent
        percent,  # the percent itself
        key * 10 if key * 10 < total else Fraction(key, 10),  # misplaced the decimal point
        Fraction(total * (percent + 5), 100),  # five percent too many
        Fraction(total * (percent - 5), 100),  # five percent too few
    ).told(total=total, percent=percent)


@form("whole-from-part", WHOLE_DRAWN)
def _whole_from_part(draw: Draw) -> Computed:
    percent = draw.pick(PERCENTS)
    key = _base(draw, percent, 40, 400)
    part = key * percent // 100
    return computed(
        key,
        f"{part}*100/{percent}",
        key - part,  # the rest, not the whole
        Fraction(part * percent, 100),  # took the percent of the part
        Fraction(part * 100, 100 - percent),  # took the part for the rest
        part + percent,  # added the percent
        part * percent,  # forgot the hundred
        key + part,  # added the part to the whole
    ).told(part=part, percent=percent)


@form("percent-from-part", WHOLE_DRAWN)
def _percent_from_part(draw: Draw) -> Computed:
    key = draw.pick(PERCENTS)
    total = _base(draw, key, 40, 400)
    part = total * key // 100
    return computed(
        key,
        f"{part}*100/{total}",
        100 - key,  # the rest
        part if part < 100 else Fraction(part, 10),  # read the part as a percent
        key + 5,  # one twentieth too many
        key - 5,  # one twentieth too few
        Fraction(key, 2),  # compared with twice the whole
    ).told(part=part, total=total)


@form("whole-from-nested-part", WHOLE_DRAWN)
def _whole_from_nested_part(draw: Draw) -> Computed:
    outer, inner = draw.sample((20, 25, 30, 40, 50, 60, 75, 80), 2)
    key = Fraction(outer * inner, 10_000).denominator * draw.integer(2, 8)
    key = key * 10 if key < 60 else key
    part = key * outer * inner // 10_000
    group, rest = divmod(key * outer, 100)
    if rest:
        raise Degenerate("the group in the middle is no whole number of people")
    return computed(
        key,
        f"{part}*10000/({outer}*{inner})",
        group,  # stopped at the inner group
        Fraction(part * 100, outer),  # undid the outer percent alone
        Fraction(part * 100, outer + inner),  # added the percents
        Fraction(part * 100, abs(outer - inner)),  # subtracted the percents
        key + part,  # added the part to the whole
        key * 2,  # halved once too often
    ).told(outer=outer, inner=inner, part=part, group=group)


@form("one-change", WHOLE_DRAWN)
def _one_change(draw: Draw) -> Computed:
    key = draw.pick((5, 10, 15, 20, 25, 30, 40, 50, 60))
    before = _base(draw, key, 60, 500)
    sign, case = draw.pick(((1, "rise"), (-1, "fall")))
    change = before * key // 100
    after = before + sign * change
    return computed(
        key,
        f"({max(before, after)}-{min(before, after)})*100/{before}",
        Fraction(change * 100, after) if change < after else 0,  # divided by the new value
        change if change < 100 else Fraction(change, 10),  # read the change as a percent
        100 - key,  # the complement
        key + 5,  # one twentieth too many
        key - 5,  # one twentieth too few
        2 * key if key < 50 else 0,  # counted the change twice
        case=case,
    ).told(quantity=_quantity(draw), before=before, after=after, change=change)


@form("value-before-change", WHOLE_DRAWN)
def _value_before_change(draw: Draw) -> Computed:
    percent = draw.pick(DISCOUNTS)
    key = _base(draw, percent, 60, 500)
    sign, case = draw.pick(((1, "rise"), (-1, "fall")))
    after = key + sign * key * percent // 100
    return computed(
        key,
        f"{after}*100/(100{'+' if sign > 0 else '-'}{percent})",
        after - sign * Fraction(after * percent, 100),  # took the percent of the new value
        after + sign * Fraction(after * percent, 100),  # applied the change again
        after - sign * percent,  # read the percent as an amount
        after + sign * percent,  # read it as an amount, wrong direction
        key + Fraction(key * 10, 100),  # ten percent too many
        key - Fraction(key * 10, 100),  # ten percent too few
        case=case,
    ).told(quantity=_quantity(draw), percent=percent, after=after, whole=100 + sign * percent)


@form("two-changes", TEXTS)
def _two_changes(draw: Draw) -> Computed:
    rise, fall = draw.sample((10, 20, 30, 40, 50), 2)
    net = rise - fall - rise * fall // 100
    case = draw.pick(("rise-first", "fall-first"))
    right, reverse = ("rise", "fall") if net > 0 else ("fall", "rise")
    after = f"{100 + rise}*{100 - fall}"
    return computed(
        words.phrase(right, percent=abs(net)),
        f"({after}-10000)/100" if net > 0 else f"(10000-{after})/100",
        words.phrase("rise" if rise > fall else "fall", percent=abs(rise - fall)),  # subtracted
        words.phrase(reverse, percent=abs(net)),  # the wrong direction
        words.phrase(right, percent=rise + fall),  # added
        case=case,
    ).told(
        quantity=_quantity(draw),
        rise=rise,
        fall=fall,
        more=100 + rise,
        less=100 - fall,
        result=Fraction((100 + rise) * (100 - fall), 100),
    )


@form("area-change", WHOLE_DRAWN)
def _area_change(draw: Draw) -> Computed:
    length, width = draw.pick(AREA_CHANGES), draw.pick(AREA_CHANGES)
    product = length * width // 100
    key = length + width + product
    return computed(
        key,
        f"{100 + length}*{100 + width}/100-100",
        length + width,  # added the percents
        product,  # multiplied the percents
        Fraction(length + width, 2),  # averaged the percents
        key + 100,  # gave the new area, not the increase
        key + product,  # counted the corner twice
        case="square" if length == width else "rectangle",
    ).told(length=length, width=width, longer=100 + length, wider=100 + width, area=key + 100)
