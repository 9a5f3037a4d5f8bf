"""Pie charts, told by their sectors."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw, Picture
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.statistics.averages import listed
from examcli.bank.quantitative.statistics.bar_charts import shares_of_hundred

words = Words(__name__)
form = words.form

ANGLES = (30, 36, 40, 45, 54, 60, 72, 80, 90, 108, 120, 135, 144, 150)


def pie_chart(draw: Draw) -> Draft:
    """Between percentages, angles and numbers."""
    forms = draw.by_level(
        (_angle_of_percent, _number_of_percent),
        (_number_of_angle, _percent_of_angle, _angle_of_number),
        (_whole_from_difference, _rest_in_ratio, _sectors_of_two_pies),
    )
    return draw.pick(forms)(draw)


def _pie(draw: Draw) -> dict[str, Any]:
    """What a pie chart divides by what, the things that it counts, and its sectors."""
    pie: dict[str, Any] = draw.pick(words.phrases("pies"))
    return pie


def _all_but_one(shares: Sequence[int], order: Sequence[str], told: list[str]) -> dict[str, Any]:
    """The figure and the gaps of four sectors whose last is not told."""
    return {
        "figure": Picture("pie-chart", shares, ("", *order, *told)),
        "told": listed(f"{name} {size}" for name, size in zip(order, told, strict=False)),
        "rest": order[3],
    }


@form("angle-of-percent")
def _angle_of_percent(draw: Draw) -> Computed:
    pie, percent = _pie(draw), 5 * draw.integer(1, 12)
    key = 18 * percent // 5
    return computed(
        key,
        f"{percent} * 360 / 100",
        percent,  # took the percentage for degrees
        Fraction(180 * percent, 100),  # used half a turn
        360 - key,  # answered the rest of the turn
        3 * percent,  # used three hundred degrees
        4 * percent,  # used four hundred degrees
        key - 6,  # slipped
    ).told(**pie, sector=draw.pick(pie["sectors"]), percent=percent)


@form("number-of-percent")
def _number_of_percent(draw: Draw) -> Computed:
    pie, shares = _pie(draw), shares_of_hundred(draw, 4)
    total = 20 * draw.integer(5, 30)
    order = draw.sample(pie["sectors"], 4)
    first, second, third, percent = shares
    key = percent * total // 100
    return computed(
        key,
        f"{total} * (100 - {first} - {second} - {third}) / 100",
        total - key,  # answered the other sectors
        percent,  # answered the percentage
        Fraction(third * total, 100),  # took the sector before it
        Fraction(first * total, 100),  # took the first sector
        *slips(key, 5, -5),  # slipped
    ).told(
        **_all_but_one(shares, order, [f"{share}%" for share in shares[:3]]),
        **pie,
        total=total,
        sum=100 - percent,
        percent=percent,
    )


@form("number-of-angle")
def _number_of_angle(draw: Draw) -> Computed:
    pie, angle = _pie(draw), draw.pick(ANGLES)
    share = Fraction(angle, 360)
    total = share.denominator * draw.integer(4, 40)
    key = int(share * total)
    return computed(
        key,
        f"{total} * {angle} / 360",
        Fraction(total * angle, 100),  # took the degrees for a percentage
        Fraction(total * angle, 180),  # used half a turn
        total - key,  # answered the other sectors
        *slips(key, share.denominator, -2, 4),  # slipped in the division
    ).told(**pie, sector=draw.pick(pie["sectors"]), angle=angle, total=total)


@form("percent-of-angle", whole_below(100))
def _percent_of_angle(draw: Draw) -> Computed:
    pie, shares = _pie(draw), shares_of_hundred(draw, 4)
    order = draw.sample(pie["sectors"], 4)
    first, second, third, angle = angles = [share * 18 // 5 for share in shares]
    key = shares[3]
    return computed(
        key,
        f"100 * (360 - {first} - {second} - {third}) / 360",
        angle,  # took the degrees for a percentage
        100 - key,  # answered the other sectors
        Fraction(100 * angle, 180),  # used half a turn
        shares[2],  # took the sector before it
        *slips(key, 5, -5),  # slipped in the division
    ).told(
        **_all_but_one(shares, order, [f"{told}°" for told in angles[:3]]),
        **pie,
        sum=360 - angle,
        angle=angle,
    )


@form("angle-of-number")
def _angle_of_number(draw: Draw) -> Computed:
    pie, key = _pie(draw), draw.pick(ANGLES)
    share = Fraction(key, 360)
    total = share.denominator * draw.integer(4, 40)
    part = int(share * total)
    return computed(
        key,
        f"{part} * 360 / {total}",
        Fraction(100 * part, total),  # answered the percentage
        Fraction(180 * part, total),  # used half a turn
        360 - key,  # answered the rest of the turn
        *slips(key, 10, -6, 18),  # slipped in the division
    ).told(**pie, sector=draw.pick(pie["sectors"]), part=part, total=total)


@form("whole-from-difference")
def _whole_from_difference(draw: Draw) -> Computed:
    pie = _pie(draw)
    small, large = sorted(draw.sample((36, 45, 54, 60, 72, 90, 108, 120, 126, 144), 2))
    gap, scale = large - small, draw.integer(2, 12)
    difference, key = (scale * term for term in Fraction(gap, 360).as_integer_ratio())
    if key * large % 360 or key * small % 360:
        raise Degenerate("a sector that is no whole number of things")
    one, other = draw.sample(pie["sectors"], 2)
    return computed(
        key,
        f"{difference} * 360 / ({large} - {small})",
        Fraction(difference * 360, large),  # compared with the larger angle
        Fraction(difference * 360, large + small),  # added the angles
        Fraction(difference * 180, gap),  # used half a turn
        Fraction(difference * 100, gap),  # took degrees for percentages
        *slips(key, scale, -scale),  # slipped in the division
    ).told(**pie, one=one, other=other, large=large, small=small, gap=gap, difference=difference)


@form("rest-in-ratio")
def _rest_in_ratio(draw: Draw) -> Computed:
    pie = _pie(draw)
    first, second = draw.pick(((1, 2), (2, 3), (1, 3), (3, 2), (1, 4), (3, 1), (4, 5)))
    part = draw.integer(2, 8) * 5
    rest = part * (first + second)
    left = 360 - rest
    if not 80 <= left <= 270:
        raise Degenerate("no room for the others")
    one = draw.integer(3, left // 10 - 3) * 10
    order = draw.sample(pie["sectors"], 4)
    angles = (one, left - one, first * part, second * part)
    labels = ("", *order, f"{one}°", f"{left - one}°")
    return computed(
        first * part,
        f"(360 - {one} - {left - one}) * {first} / ({first} + {second})",
        second * part,  # answered the other sector
        Fraction(rest, 2),  # took the two as equal
        Fraction(360 * first, first + second),  # shared the full turn
        part,  # answered one share
        *slips(first * part, 10, -5),  # slipped
        figure=Picture("pie-chart", angles, labels),
    ).told(
        **pie,
        order=order,
        angles=angles,
        first=first,
        second=second,
        left=left,
        rest=rest,
        parts=first + second,
    )


@form("sectors-of-two-pies")
def _sectors_of_two_pies(draw: Draw) -> Computed:
    pie = _pie(draw)
    sector = draw.pick(pie["sectors"])
    angles = draw.sample((36, 72, 90, 108, 126, 144), 2)
    totals = [20 * draw.integer(5, 30) for _ in range(2)]
    parts = [angle * total // 360 for angle, total in zip(angles, totals, strict=True)]
    if parts[0] == parts[1] or totals[0] == totals[1]:
        raise Degenerate("no difference")
    low, high = sorted(parts)
    terms = [f"{total} * {angle} / 360" for angle, total in zip(angles, totals, strict=True)]
    turned = abs(angles[0] - angles[1])
    return computed(
        high - low,
        " - ".join(terms if parts[0] == high else reversed(terms)),
        turned,  # subtracted the angles
        high + low,  # added the two shares
        Fraction(turned * totals[0], 360),  # used the first whole
        abs(totals[0] - totals[1]),  # subtracted the wholes
        *slips(high - low, 5, -2),  # slipped
    ).told(**pie, sector=sector, angles=angles, totals=totals, parts=parts, high=high, low=low)
