"""The range."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.bank.english.nouns import listed
from examcli.bank.english.series import different
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole

ask = wordings("examcli.bank.english.spread")


def value_range(draw: Draw) -> Draft:
    """A list; an unknown or trimmed list; two groups together, or values that all change."""
    medium = draw.pick((_greatest_unknown, _without_extremes))
    hard = draw.pick((_two_groups, _after_change))
    return draw.by_level(_of_list, medium, hard)(draw)


def _of_list(draw: Draw) -> Draft:
    data = different(draw, draw.integer(5, 7))
    low, *_, high = data.ordered
    key = high - low
    mistakes: list[int | Fraction] = [
        abs(data.values[-1] - data.values[0]),  # subtracted the first value from the last
        high,  # answered the greatest value
        Fraction(high + low, 2),  # took the middle of the extremes
        data.ordered[-2] - low,  # overlooked the greatest value
        high - data.ordered[1],  # overlooked the least value
        high + low,  # added
    ]
    stem = ask(draw, "list-range", data=data)
    explanation = f"The greatest value minus the least: {high} - {low} = {key}."
    return numeric(stem, key, whole(draw, key, mistakes), f"{high} - {low}", explanation)


def _greatest_unknown(draw: Draw) -> Draft:
    known = draw.sample(range(8, 40), 4)
    low, high = min(known), max(known)
    key = high + draw.integer(2, 15)
    reach = key - low
    mistakes: list[int | Fraction] = [
        known[0] + reach,  # started from the first value
        reach,  # answered the range
        high + reach,  # added the range to the greatest known value
        high,  # answered the greatest known value
        abs(reach - low),  # subtracted the least value
    ]
    stem = ask(draw, "unknown-greatest", values=listed(known), reach=reach)
    explanation = f"The least value is {low}, so x = {low} + {reach} = {key}."
    return numeric(stem, key, whole(draw, key, mistakes), f"{low} + {reach}", explanation)


def _without_extremes(draw: Draw) -> Draft:
    data = different(draw, 7)
    ordered = data.ordered
    low, high = ordered[1], ordered[-2]
    key = high - low
    mistakes: list[int | Fraction] = [
        ordered[-1] - ordered[0],  # left nothing out
        ordered[-2] - ordered[0],  # left out the greatest value only
        ordered[-1] - ordered[1],  # left out the least value only
        ordered[-3] - ordered[2],  # left out two values at each end
        high,  # answered the greatest value left
    ]
    stem = ask(draw, "trimmed-range", data=data)
    explanation = (
        f"Without {ordered[0]} and {ordered[-1]} the values reach from {low} to {high}: "
        f"{high} - {low} = {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), f"{high} - {low}", explanation)


def _two_groups(draw: Draw) -> Draft:
    low, first, second = draw.integer(10, 40), draw.integer(8, 30), draw.integer(8, 30)
    start = low + draw.integer(3, 12)
    if start + second <= low + first:
        raise Degenerate("one group inside the other")
    key = start + second - low
    mistakes: list[int | Fraction] = [
        first + second,  # added the ranges
        max(first, second),  # took the larger range
        start - low,  # compared the least values
        start + second,  # answered the greatest value
        abs(start + second - low - first),  # compared the greatest values
    ]
    stem = ask(draw, "two-ranges", low=low, first=first, start=start, second=second)
    top = start + second
    explanation = (
        f"The greatest value is {start} + {second} = {top} and the least is {low}: "
        f"{top} - {low} = {key}."
    )
    return numeric(
        stem, key, whole(draw, key, mistakes), f"{start} + {second} - {low}", explanation
    )


def _after_change(draw: Draw) -> Draft:
    reach, times, more = draw.integer(6, 30), draw.integer(2, 5), draw.integer(2, 12)
    key = reach * times
    mistakes: list[int | Fraction] = [
        key + more,  # added to the range as well
        reach + more,  # added but did not multiply
        reach,  # took the range as unchanged
        (reach + more) * times,  # added first
        key - more,  # subtracted the shift
    ]
    stem = ask(draw, "changed-range", reach=reach, times=times, more=more)
    explanation = (
        f"Adding {more} moves both ends alike; multiplying by {times} stretches the range: "
        f"{reach} × {times} = {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), f"{reach} * {times}", explanation)
