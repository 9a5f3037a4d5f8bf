"""Median and mode."""

import statistics
from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.english.nouns import listed
from examcli.bank.english.series import different, with_one_mode
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.sums import summed

words = Words(__name__)
form = words.form


def median(draw: Draw) -> Draft:
    """An odd list; an even list; an unknown value or a list that grows."""
    hard = draw.pick((_median_gives_value, _median_of_longer_list))
    return draw.by_level(_median_of_odd, _median_of_even, hard)(draw)


def mode(draw: Draw) -> Draft:
    """A list; values told with their frequencies; the mode beside another measure."""
    hard = draw.pick((_mode_equals_mean, _mode_and_median))
    return draw.by_level(_mode_of_list, _mode_of_counts, hard)(draw)


@form("odd-median")
def _median_of_odd(draw: Draw) -> Computed:
    data = different(draw, draw.pick((5, 7)))
    count, ordered = len(data.values), data.ordered
    key = ordered[count // 2]
    return computed(
        key,
        f"{key}",
        data.values[count // 2],  # took the middle without ordering
        Fraction(sum(ordered), count),  # answered the mean
        Fraction(ordered[0] + ordered[-1], 2),  # took the middle of the extremes
        ordered[count // 2 - 1],  # stopped one place early
        ordered[count // 2 + 1],  # went one place too far
    ).told(data=data, ordered=listed(ordered))


@form("even-median")
def _median_of_even(draw: Draw) -> Computed:
    data = different(draw, draw.pick((4, 6)), step=2)
    half, ordered = len(data.values) // 2, data.ordered
    low, high = ordered[half - 1], ordered[half]
    return computed(
        (low + high) // 2,
        f"({low} + {high}) / 2",
        Fraction(data.values[half - 1] + data.values[half], 2),  # did not order the values
        low,  # took the lower middle value
        high,  # took the upper middle value
        Fraction(sum(ordered), 2 * half),  # answered the mean
        Fraction(ordered[0] + ordered[-1], 2),  # took the middle of the extremes
    ).told(data=data, ordered=listed(ordered), low=low, high=high)


@form("unknown-in-order")
def _median_gives_value(draw: Draw) -> Computed:
    ordered = sorted(draw.sample(range(draw.integer(5, 12), 60, 2), 6))
    place = draw.pick((2, 3))
    middle = (ordered[2] + ordered[3]) // 2
    key, other = ordered[place], ordered[5 - place]
    beyond, inwards = (ordered[1], 1) if place == 2 else (ordered[4], -1)
    return computed(
        key,
        f"2 * {middle} - {other}",
        middle,  # took the median for x
        abs(middle - other),  # stopped at the distance to the median
        2 * middle - beyond,  # paired the median with another value
        6 * middle - sum(ordered) + key,  # treated the median as the mean
        *slips(key, inwards, 2),  # slipped
    ).told(
        values=listed("x" if value == key else value for value in ordered),
        median=middle,
        other=other,
    )


@form("longer")
def _median_of_longer_list(draw: Draw) -> Computed:
    data = different(draw, 5)
    ordered = data.ordered
    high = ordered[-1] + draw.integer(1, 9)
    more = [high, draw.pick((high + draw.integer(1, 6), ordered[3] + 1))]
    if more[1] in data.values:
        raise Degenerate("a value twice")
    one, other = draw.sample(more, 2)
    longer = sorted([*ordered, *more])
    key = longer[3]
    return computed(
        key,
        f"{key}",
        ordered[2],  # kept the old median
        Fraction(one + other, 2),  # averaged the new values
        longer[4],  # went one place too far
        Fraction(ordered[2] + key, 2),  # went halfway
        data.values[3],  # did not order the values
    ).told(data=data, one=one, other=other, ordered=listed(longer))


@form("list-mode")
def _mode_of_list(draw: Draw) -> Computed:
    data = with_one_mode(draw, 5, draw.pick((2, 3)))
    values, key = data.values, statistics.mode(data.values)
    return computed(
        key,
        f"{key}",
        data.ordered[len(values) // 2],  # answered the median
        max(values),  # answered the greatest value
        values.count(key),  # answered how often it occurs
        Fraction(sum(values), len(values)),  # answered the mean
        min(values),  # answered the least value
        data.reach,  # answered the range
    ).told(data=data)


@form("counted-mode")
def _mode_of_counts(draw: Draw) -> Computed:
    told = draw.pick(words.phrases("counts"))
    low, high = told["values"]
    start, counts = draw.integer(low, high - 4), draw.sample(range(2, 16), 5)
    values = list(range(start, start + 5))
    most = max(counts)
    key = values[counts.index(most)]
    entries = (
        told["entry"].format(value=value, count=count)
        for value, count in zip(values, counts, strict=True)
    )
    return computed(
        key,
        f"{key}",
        most,  # answered the frequency
        values[2],  # answered the value in the middle
        values[-1],  # answered the greatest value
        values[counts.index(min(counts))],  # answered the rarest value
        *slips(key, 1, -1),  # read the neighbouring entry
    ).told(data=told["sentence"].format(counts="; ".join(entries)), most=most)


@form("mode-equals-mean")
def _mode_equals_mean(draw: Draw) -> Computed:
    common = draw.integer(12, 30)
    others = [common + shift for shift in draw.sample([*range(-8, 0), *range(1, 9)], 2)]
    key = 3 * common - sum(others)
    if key in {common, *others} or key < 2:
        raise Degenerate("no single mode")
    values = draw.sample([common, common, *others], 4)
    known = sum(values)
    return computed(
        key,
        f"5 * {common} - {summed(values)}",
        common,  # took the mode for x
        4 * common - known,  # divided by the four known values only
        Fraction(known, 4),  # answered the mean of the known values
        abs(key - common),  # stopped at the distance to the mode
        *slips(key, 2, -2),  # slipped in the sum
    ).told(values=listed(values), common=common, all=5 * common, known=known)


@form("mode-and-median")
def _mode_and_median(draw: Draw) -> Computed:
    data = with_one_mode(draw, 5, 2)
    values, common, middle = data.values, statistics.mode(data.values), data.ordered[3]
    if middle == common:
        raise Degenerate("median and mode are one")
    return computed(
        middle + common,
        f"{middle} + {common}",
        2 * common,  # took the mode for both
        2 * middle,  # took the median for both
        values[3] + common,  # did not order the values
        data.reach + common,  # took the range for the median
        abs(middle - common),  # subtracted
        middle + values.count(common),  # took the frequency for the mode
    ).told(data=data, ordered=listed(data.ordered), median=middle, mode=common)
