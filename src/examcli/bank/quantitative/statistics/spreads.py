"""Median, mode and range of short lists."""

from collections.abc import Sequence
from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.statistics.averages import listed
from examcli.bank.sums import summed

words = Words(__name__)
form = words.form


def median_mode(draw: Draw) -> Draft:
    """The middle and the most frequent value."""
    forms = draw.by_level(
        (_odd_median, _mode),
        (_even_median, _median_and_mode),
        (_value_from_even_median, _median_equals_mean, _median_after_addition),
    )
    return draw.pick(forms)(draw)


def value_range(draw: Draw) -> Draft:
    """The distance from the smallest value to the largest."""
    forms = draw.by_level(
        (_plain_range,),
        (_extreme_from_range, _range_after_removal),
        (_both_possible_values, _range_and_mean, _range_of_two_groups),
    )
    return draw.pick(forms)(draw)


def _title(draw: Draw) -> str:
    title: str = draw.pick(words.phrases("titles"))
    return title.format(person=draw.person, city=draw.city)


def _shuffled(draw: Draw, values: Sequence[int]) -> str:
    return listed(draw.sample(values, len(values)))


@form("odd-median")
def _odd_median(draw: Draw) -> Computed:
    count = draw.pick((5, 7))
    values = sorted(draw.sample(range(5, 40), count))
    shown = draw.sample(values, count)
    key = values[count // 2]
    return computed(
        key,
        f"{summed(values)} - {sum(values) - key}",
        shown[count // 2],  # did not order the values
        values[count // 2 - 1],  # stopped one place early
        values[count // 2 + 1],  # went one place too far
        Fraction(sum(values), count),  # answered the mean
        Fraction(values[0] + values[-1], 2),  # took the middle of the extremes
        values[-1] - values[0],  # answered the range
    ).told(title=_title(draw), values=listed(shown), ordered=listed(values))


@form("mode")
def _mode(draw: Draw) -> Computed:
    key, second, *others = draw.sample(range(4, 25), 5)
    values = [key, key, key, second, second, *others]
    return computed(
        key,
        f"({key} + {key} + {key}) / 3",
        second,  # took the value that occurs twice
        sorted(values)[4],  # answered the median
        max(values),  # took the largest value
        Fraction(sum(values), len(values)),  # answered the mean
        min(values),  # took the smallest value
        others[1],  # took a value that occurs once
    ).told(title=_title(draw), values=_shuffled(draw, values))


@form("even-median")
def _even_median(draw: Draw) -> Computed:
    count = draw.pick((6, 8))
    low = draw.integer(14, 22)
    high = low + 2 * (draw.integer(0, 4) + 1)
    below = draw.sample(range(3, low), count // 2 - 1)
    above = draw.sample(range(high + 1, high + 14), count // 2 - 1)
    values = sorted([*below, low, high, *above])
    return computed(
        (low + high) // 2,
        f"({low} + {high}) / 2",
        low,  # took the lower middle value
        high,  # took the upper middle value
        low + high,  # forgot to halve
        Fraction(sum(values), count),  # answered the mean
        Fraction(values[0] + values[-1], 2),  # took the middle of the extremes
    ).told(title=_title(draw), values=_shuffled(draw, values), low=low, high=high)


@form("median-and-mode")
def _median_and_mode(draw: Draw) -> Computed:
    mode, *others = draw.sample(range(4, 34), 6)
    values = sorted([mode, mode, *others])
    median = values[3]
    if median == mode:
        raise Degenerate("median and mode coincide")
    sign, case = draw.pick(((1, "sum"), (-1, "difference")))
    high, low = max(median, mode), min(median, mode)
    key = high + sign * low
    return computed(
        key,
        f"{high} {'+' if sign > 0 else '-'} {low}",
        median,  # answered the median
        mode,  # answered the mode
        values[-1] - values[0],  # answered the range
        abs(values[4] + sign * mode),  # one place too far
        abs(values[2] + sign * mode),  # one place too few
        key + 2,  # slipped
        case=case,
    ).told(
        title=_title(draw),
        values=_shuffled(draw, values),
        median=median,
        mode=mode,
        high=high,
        low=low,
    )


@form("value-from-even-median")
def _value_from_even_median(draw: Draw) -> Computed:
    lower, gap = draw.integer(12, 25), draw.integer(1, 6)
    median, unknown = lower + gap, lower + 2 * gap
    below, above = (
        sorted(draw.sample(range(start, end), 2))
        for start, end in ((3, lower), (unknown + 1, unknown + 12))
    )
    solved = f"2 * {median} - {lower}"
    case, key, check, unsolved, early = draw.pick(
        (
            ("unknown", unknown, solved, median, median + lower),
            ("more", unknown + 3, f"{solved} + 3", median + 3, unknown),
            ("double", 2 * unknown, f"2 * ({solved})", 2 * median, unknown),
        )
    )
    return computed(
        key,
        check,
        unsolved,  # took the median for س
        early,  # stopped too early
        2 * median,  # forgot to subtract
        *slips(key, 1, -1),  # slipped
        key + gap,  # went too far
        case=case,
    ).told(values=listed([*below, lower, "س", *above]), median=median, lower=lower, unknown=unknown)


@form("median-equals-mean")
def _median_equals_mean(draw: Draw) -> Computed:
    middle, down = draw.integer(18, 40), draw.integer(4, 12)
    less_down = draw.integer(2, down - 1)
    up = draw.integer(1, (down + less_down - 1) // 2)
    first, second, fourth = known = (middle - down, middle - less_down, middle + up)
    key = 5 * middle - sum(known) - middle
    return computed(
        key,
        f"5 * {middle} - {summed([first, second, middle, fourth])}",
        2 * middle - first,  # made the extremes balance
        2 * middle - second + 1,  # balanced another pair
        key + middle,  # forgot the middle value
        4 * middle - first - second - middle,  # counted four values
        *slips(key, 2, -1),  # slipped
    ).told(
        known=listed([first, second, middle, fourth]),
        middle=middle,
        all=5 * middle,
        total=sum(known) + middle,
    )


@form("median-after-addition")
def _median_after_addition(draw: Draw) -> Computed:
    longer = sorted(draw.sample(range(6, 46), 6))
    longer[3] += (longer[2] + longer[3]) % 2  # so that the median is whole
    _, _, low, high, fifth, _ = longer
    if high == fifth:
        raise Degenerate("two values alike")
    new = draw.pick(longer)
    values = [value for value in longer if value != new]
    key = (low + high) // 2
    return computed(
        key,
        f"({low} + {high}) / 2",
        values[2],  # took the median as unchanged
        low,  # took the lower middle value
        high,  # took the upper middle value
        Fraction(values[2] + new, 2),  # averaged the median and the new value
        *slips(key, 1, -1),  # slipped
    ).told(
        title=_title(draw),
        values=_shuffled(draw, values),
        new=new,
        ordered=listed(longer),
        low=low,
        high=high,
    )


@form("plain-range")
def _plain_range(draw: Draw) -> Computed:
    values = draw.sample(range(6, 60), draw.integer(5, 7))
    low, second, *_, last_but_one, high = sorted(values)
    return computed(
        high - low,
        f"{high} - {low}",
        high,  # answered the largest value
        abs(values[-1] - values[0]),  # subtracted the first from the last as they were drawn
        Fraction(high + low, 2),  # averaged the extremes
        high - second,  # missed the smallest value
        last_but_one - low,  # missed the largest value
        high + low,  # added the extremes
    ).told(title=_title(draw), values=_shuffled(draw, values), high=high, low=low)


@form("extreme-from-range")
def _extreme_from_range(draw: Draw) -> Computed:
    values = draw.sample(range(20, 60), 4)
    low, high = min(values), max(values)
    largest, smallest = high + draw.integer(2, 12), low - draw.integer(2, 12)
    sign, case, key, end, near = draw.pick(
        ((1, "largest", largest, low, high), (-1, "smallest", smallest, high, low))
    )
    spread = abs(key - end)
    return computed(
        key,
        f"{end} {'+' if sign > 0 else '-'} {spread}",
        abs(near + sign * spread),  # started from the wrong end
        spread,  # answered the range
        abs(near - sign * spread),  # answered the other extreme
        *slips(key, 2, -2),  # slipped
        near,  # took a given extreme
        case=case,
    ).told(values=listed(values), spread=spread, end=end)


@form("range-after-removal")
def _range_after_removal(draw: Draw) -> Computed:
    values = sorted(draw.sample(range(5, 70), 7))
    case, low, high = draw.pick(
        (
            ("both", values[1], values[-2]),
            ("largest", values[0], values[-2]),
            ("smallest", values[1], values[-1]),
        )
    )
    key = high - low
    return computed(
        key,
        f"{high} - {low}",
        values[-1] - values[0],  # took the range as unchanged
        values[-2] - values[2],  # removed one value too many
        values[-3] - values[1],  # removed one value too many
        high,  # answered the largest value left
        *slips(key, 1, -1),  # slipped
        case=case,
    ).told(title=_title(draw), values=_shuffled(draw, values), high=high, low=low)


@form("both-possible-values")
def _both_possible_values(draw: Draw) -> Computed:
    values = draw.sample(range(20, 50), 5)
    low, high = min(values), max(values)
    spread = high - low + draw.integer(2, low - 4)
    top, bottom = low + spread, high - spread
    if bottom <= 0:
        raise Degenerate("a negative value")
    sign, case = draw.pick(((1, "sum"), (-1, "difference")))
    key = top + sign * bottom
    return computed(
        key,
        f"({low} + {spread}) {'+' if sign > 0 else '-'} ({high} - {spread})",
        top,  # found the larger value only
        bottom,  # found the smaller value only
        2 * spread,  # doubled the range
        high + low + spread,  # added the range to both extremes
        *slips(key, 2, -2),  # slipped
        case=case,
    ).told(values=listed(values), spread=spread, low=low, high=high, top=top, bottom=bottom)


@form("range-and-mean")
def _range_and_mean(draw: Draw) -> Computed:
    count, step, middle = draw.pick((3, 5, 7)), draw.integer(2, 9), draw.integer(30, 60)
    spread, half = step * (count - 1), step * (count // 2)
    sign, case = draw.pick(((1, "largest"), (-1, "smallest")))
    key = middle + sign * half
    return computed(
        key,
        f"{middle} {'+' if sign > 0 else '-'} {spread} / 2",
        abs(middle + sign * spread),  # forgot to halve the range
        middle - sign * half,  # answered the other end
        middle + sign * step,  # moved one step only
        Fraction(middle + spread, 2),  # averaged the two measures
        key + step,  # one step too far
        key - step,  # one step too few
        case=case,
    ).told(word=words.phrase(f"{count}"), middle=middle, spread=spread, half=half)


@form("range-of-two-groups")
def _range_of_two_groups(draw: Draw) -> Computed:
    low, first, second = draw.integer(10, 40), draw.integer(8, 30), draw.integer(8, 30)
    start = low + draw.integer(3, 12)
    high = start + second
    if high <= low + first:
        raise Degenerate("one group inside the other")
    key = high - low
    return computed(
        key,
        f"{start} + {second} - {low}",
        first + second,  # added the ranges
        max(first, second),  # took the larger range
        start - low,  # compared the smallest values
        abs(first - second),  # subtracted the ranges
        *slips(key, 2, -2),  # slipped
    ).told(lows=(low, start), ranges=(first, second), high=high)
