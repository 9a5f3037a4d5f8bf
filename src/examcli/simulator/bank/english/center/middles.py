"""Median and mode."""

import statistics
from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.english.nouns import listed
from examcli.simulator.bank.english.series import different, with_one_mode
from examcli.simulator.bank.english.wordings import wordings
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.sums import summed

ask = wordings("examcli.simulator.bank.english.center")


def median(draw: Draw) -> Draft:
    """An odd list; an even list; an unknown value or a list that grows."""
    hard = draw.pick((_median_gives_value, _median_of_longer_list))
    return draw.by_level(_median_of_odd, _median_of_even, hard)(draw)


def _median_of_odd(draw: Draw) -> Draft:
    data = different(draw, draw.pick((5, 7)))
    count, ordered = len(data.values), data.ordered
    key = ordered[count // 2]
    mistakes: list[int | Fraction] = [
        data.values[count // 2],  # took the middle without ordering
        Fraction(sum(ordered), count),  # answered the mean
        Fraction(ordered[0] + ordered[-1], 2),  # took the middle of the extremes
        ordered[count // 2 - 1],  # stopped one place early
        ordered[count // 2 + 1],  # went one place too far
    ]
    stem = ask(draw, "odd-median", data=data, name=data.name)
    explanation = f"In order: {listed(ordered)}. The value in the middle is {key}."
    return numeric(stem, key, whole(draw, key, mistakes), str(key), explanation)


def _median_of_even(draw: Draw) -> Draft:
    data = different(draw, draw.pick((4, 6)), step=2)
    half, ordered = len(data.values) // 2, data.ordered
    low, high = ordered[half - 1], ordered[half]
    key = (low + high) // 2
    mistakes: list[int | Fraction] = [
        Fraction(data.values[half - 1] + data.values[half], 2),  # did not order the values
        low,  # took the lower middle value
        high,  # took the upper middle value
        Fraction(sum(ordered), 2 * half),  # answered the mean
        Fraction(ordered[0] + ordered[-1], 2),  # took the middle of the extremes
    ]
    stem = ask(draw, "even-median", data=data, name=data.name)
    explanation = (
        f"In order: {listed(ordered)}. The two middle values are {low} and {high}: "
        f"({low} + {high}) ÷ 2 = {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), f"({low} + {high}) / 2", explanation)


def _median_gives_value(draw: Draw) -> Draft:
    ordered = sorted(draw.sample(range(draw.integer(5, 12), 60, 2), 6))
    place = draw.pick((2, 3))
    low, high = ordered[2], ordered[3]
    key, other = ordered[place], ordered[5 - place]
    middle = (low + high) // 2
    shown = ", ".join("x" if at == place else str(value) for at, value in enumerate(ordered))
    mistakes: list[int | Fraction] = [
        middle,  # took the median for x
        abs(middle - other),  # stopped at the distance to the median
        2 * middle - ordered[1 if place == 2 else 4],  # paired the median with another value
        6 * middle - sum(ordered) + key,  # treated the median as the mean
        key + 1 if place == 2 else key - 1,  # slipped
        key + 2,  # slipped
    ]
    stem = ask(draw, "unknown-in-order", values=shown, median=middle)
    explanation = (
        f"The median is halfway between the two middle values, x and {other}: "
        f"x = 2 × {middle} - {other} = {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), f"2 * {middle} - {other}", explanation)


def _median_of_longer_list(draw: Draw) -> Draft:
    data = different(draw, 5)
    ordered = data.ordered
    high = ordered[-1] + draw.integer(1, 9)
    more = [high, draw.pick((high + draw.integer(1, 6), ordered[3] + 1))]
    if more[1] in data.values:
        raise Degenerate("a value twice")
    one, other = draw.sample(more, 2)
    key = sorted([*ordered, *more])[3]
    mistakes: list[int | Fraction] = [
        ordered[2],  # kept the old median
        Fraction(one + other, 2),  # averaged the new values
        sorted([*ordered, *more])[4],  # went one place too far
        Fraction(ordered[2] + key, 2),  # went halfway
        [*data.values, one, other][3],  # did not order the values
    ]
    stem = ask(draw, "longer", data=data, one=one, other=other)
    everything = sorted([*ordered, *more])
    explanation = f"In order: {listed(everything)}. The middle one of the 7 values is {key}."
    return numeric(stem, key, whole(draw, key, mistakes), str(key), explanation)


def mode(draw: Draw) -> Draft:
    """A list; values told with their frequencies; the mode beside another measure."""
    hard = draw.pick((_mode_equals_mean, _mode_and_median))
    return draw.by_level(_mode_of_list, _mode_of_counts, hard)(draw)


def _mode_of_list(draw: Draw) -> Draft:
    data = with_one_mode(draw, 5, draw.pick((2, 3)))
    values, ordered, key = data.values, data.ordered, statistics.mode(data.values)
    mistakes: list[int | Fraction] = [
        ordered[len(ordered) // 2],  # answered the median
        max(values),  # answered the greatest value
        values.count(key),  # answered how often it occurs
        Fraction(sum(values), len(values)),  # answered the mean
        min(values),  # answered the least value
        max(values) - min(values),  # answered the range
    ]
    stem = ask(draw, "list-mode", data=data)
    explanation = f"Only one value occurs more than once; the mode is {key}."
    return numeric(stem, key, whole(draw, key, mistakes), str(key), explanation)


_COUNTS = (
    ("A shop sold shoes as follows: {counts}.", "size {value}: {count} pairs", 36, 44),
    ("A survey asked students for their ages: {counts}.", "age {value}: {count} students", 14, 22),
    ("On a quiz the scores were as follows: {counts}.", "score {value}: {count} students", 12, 30),
)


def _mode_of_counts(draw: Draw) -> Draft:
    sentence, entry, low, high = draw.pick(_COUNTS)
    start = draw.integer(low, high - 4)
    counts = draw.sample(range(2, 16), 5)
    values = list(range(start, start + 5))
    most = max(counts)
    key = values[counts.index(most)]
    shown = "; ".join(
        entry.format(value=value, count=count) for value, count in zip(values, counts, strict=True)
    )
    mistakes: list[int | Fraction] = [
        most,  # answered the frequency
        values[2],  # answered the value in the middle
        values[-1],  # answered the greatest value
        values[counts.index(min(counts))],  # answered the rarest value
        key + 1,  # read the neighbouring entry
        key - 1,  # read the neighbouring entry
    ]
    stem = ask(draw, "counted-mode", data=sentence.format(counts=shown))
    explanation = f"The greatest frequency is {most}, and it belongs to the value {key}."
    return numeric(stem, key, whole(draw, key, mistakes), str(key), explanation)


def _mode_equals_mean(draw: Draw) -> Draft:
    common = draw.integer(12, 30)
    others = [common + shift for shift in draw.sample([*range(-8, 0), *range(1, 9)], 2)]
    key = 3 * common - sum(others)
    if key in {common, *others} or key < 2:
        raise Degenerate("no single mode")
    values = draw.sample([common, common, *others], 4)
    mistakes: list[int | Fraction] = [
        common,  # took the mode for x
        4 * common - sum(values),  # divided by the four known values only
        Fraction(sum(values), 4),  # answered the mean of the known values
        abs(key - common),  # stopped at the distance to the mode
        key + 2,  # slipped in the sum
        key - 2,  # slipped in the sum
    ]
    stem = ask(draw, "mode-equals-mean", values=listed(values))
    explanation = (
        f"The mode is {common}, so five values add up to 5 × {common} = {5 * common}: "
        f"x = {5 * common} - {sum(values)} = {key}."
    )
    check = f"5 * {common} - {summed(values)}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _mode_and_median(draw: Draw) -> Draft:
    data = with_one_mode(draw, 5, 2)
    values, ordered, common = data.values, data.ordered, statistics.mode(data.values)
    middle = ordered[3]
    if middle == common:
        raise Degenerate("median and mode are one")
    key = middle + common
    mistakes: list[int | Fraction] = [
        2 * common,  # took the mode for both
        2 * middle,  # took the median for both
        values[3] + common,  # did not order the values
        max(values) - min(values) + common,  # took the range for the median
        abs(middle - common),  # subtracted
        middle + values.count(common),  # took the frequency for the mode
    ]
    stem = ask(draw, "mode-and-median", data=data)
    explanation = (
        f"In order: {listed(ordered)}. The median is {middle} and the mode is {common}: "
        f"{middle} + {common} = {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), f"{middle} + {common}", explanation)
