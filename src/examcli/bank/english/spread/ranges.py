"""The range."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.english.nouns import listed
from examcli.bank.english.series import different
from examcli.bank.forms import Computed, Words, computed

form = Words(__name__).form


def value_range(draw: Draw) -> Draft:
    """A list; an unknown or trimmed list; two groups together, or values that all change."""
    medium = draw.pick((_greatest_unknown, _without_extremes))
    hard = draw.pick((_two_groups, _after_change))
    return draw.by_level(_of_list, medium, hard)(draw)


@form("list-range")
def _of_list(draw: Draw) -> Computed:
    data = different(draw, draw.integer(5, 7))
    low, second, *_, last_but_one, high = data.ordered
    return computed(
        high - low,
        f"{high} - {low}",
        abs(data.values[-1] - data.values[0]),  # subtracted the first value from the last
        high,  # answered the greatest value
        Fraction(high + low, 2),  # took the middle of the extremes
        last_but_one - low,  # overlooked the greatest value
        high - second,  # overlooked the least value
        high + low,  # added
    ).told(data=data, high=high, low=low)


@form("unknown-greatest")
def _greatest_unknown(draw: Draw) -> Computed:
    known = draw.sample(range(8, 40), 4)
    low, high = min(known), max(known)
    key = high + draw.integer(2, 15)
    reach = key - low
    return computed(
        key,
        f"{low} + {reach}",
        known[0] + reach,  # started from the first value
        reach,  # answered the range
        high + reach,  # added the range to the greatest known value
        high,  # answered the greatest known value
        abs(reach - low),  # subtracted the least value
    ).told(values=listed(known), reach=reach, low=low)


@form("trimmed-range")
def _without_extremes(draw: Draw) -> Computed:
    data = different(draw, 7)
    least, low, third, _, fifth, high, greatest = data.ordered
    return computed(
        high - low,
        f"{high} - {low}",
        greatest - least,  # left nothing out
        high - least,  # left out the greatest value only
        greatest - low,  # left out the least value only
        fifth - third,  # left out two values at each end
        high,  # answered the greatest value left
    ).told(data=data, least=least, greatest=greatest, low=low, high=high)


@form("two-ranges")
def _two_groups(draw: Draw) -> Computed:
    low, first, second = draw.integer(10, 40), draw.integer(8, 30), draw.integer(8, 30)
    start = low + draw.integer(3, 12)
    top = start + second
    if top <= low + first:
        raise Degenerate("one group inside the other")
    return computed(
        top - low,
        f"{start} + {second} - {low}",
        first + second,  # added the ranges
        max(first, second),  # took the larger range
        start - low,  # compared the least values
        top,  # answered the greatest value
        abs(top - low - first),  # compared the greatest values
    ).told(low=low, first=first, start=start, second=second, top=top)


@form("changed-range")
def _after_change(draw: Draw) -> Computed:
    reach, times, more = draw.integer(6, 30), draw.integer(2, 5), draw.integer(2, 12)
    key = reach * times
    return computed(
        key,
        f"{reach} * {times}",
        key + more,  # added to the range as well
        reach + more,  # added but did not multiply
        reach,  # took the range as unchanged
        (reach + more) * times,  # added first
        key - more,  # subtracted the shift
    ).told(reach=reach, times=times, more=more)
