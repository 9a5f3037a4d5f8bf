"""The arithmetic mean of values, and values described by their mean."""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.sums import summed, values_around

words = Words(__name__)
form = words.form

SERIES = (
    ("temperatures", 18, 40),
    ("marks", 10, 26),
    ("loans", 12, 40),
    ("visitors", 15, 60),
    ("boxes", 8, 25),
    ("numbers", 8, 50),
)
"""What is listed, and between which values its mean lies."""
MULTIPLES = {2: "twice", 3: "thrice", 4: "four-times"}


def mean(draw: Draw) -> Draft:
    """The mean of values, and values of a known mean."""
    forms = draw.by_level(
        (_mean_of_list, _mean_of_evenly_spaced),
        (_weighted_mean, _end_of_consecutive, _value_in_expressions),
        (_mean_from_pairs, _linked_values, _mean_of_rest),
    )
    return draw.pick(forms)(draw)


def listed(values: Iterable[object]) -> str:
    """Values in a row: `12، 15، 9`."""
    return "، ".join(map(str, values))


@form("mean-of-list")
def _mean_of_list(draw: Draw) -> Computed:
    count = draw.integer(4, 5)
    case, low, high = draw.pick(SERIES)
    key = draw.integer(low, high)
    values = values_around(draw, key, count)
    total = sum(values)
    return computed(
        key,
        f"{summed(values)} / {count}",
        sorted(values)[count // 2],  # answered the median
        Fraction(min(values) + max(values), 2),  # took the middle of the extremes
        Fraction(total, count + 1),  # counted one value too many
        Fraction(total, count - 1),  # counted one value too few
        *slips(key, 1, -1),  # slipped in the sum
        case=case,
    ).told(values=listed(values), count=count, total=total)


@form("mean-of-evenly-spaced")
def _mean_of_evenly_spaced(draw: Draw) -> Computed:
    start, step, count = draw.integer(2, 30), draw.integer(2, 6), draw.pick((5, 7))
    values = [start + step * place for place in range(count)]
    key = values[count // 2]
    return computed(
        key,
        f"{summed(values)} / {count}",
        key - step,  # stopped one place early
        key + step,  # went one place too far
        *slips(key, -1, 1),  # slipped in the sum
        (values[-1] - start) // 2,  # halved the range
    ).told(values=listed(values), first=start, last=values[-1])


@form("weighted-mean")
def _weighted_mean(draw: Draw) -> Computed:
    weight = draw.pick((20, 30, 40, 60, 70, 80))
    first, second = draw.sample(range(50, 101, 10), 2)
    shares = (first * weight // 100, second * (100 - weight) // 100)
    key = sum(shares)
    return computed(
        key,
        f"({first} * {weight} + {second} * {100 - weight}) / 100",
        Fraction(first + second, 2),  # ignored the weights
        first + second - key,  # exchanged the weights
        max(first, second),  # took the better mark
        *slips(key, 2, -1),  # slipped in a product
    ).told(marks=(first, second), weights=(weight, 100 - weight), shares=shares)


@form("end-of-consecutive")
def _end_of_consecutive(draw: Draw) -> Computed:
    count = draw.pick((3, 5, 7, 9))
    kind, step = draw.pick((("whole", 1), ("even", 2), ("odd", 2)))
    middle = 2 * draw.integer(10, 30) + (kind == "odd")
    reach = step * (count // 2)
    sign, case = draw.pick(((1, "largest"), (-1, "smallest")))
    key = middle + sign * reach
    return computed(
        key,
        f"{middle} {'+' if sign > 0 else '-'} {step} * ({count} - 1) / 2",
        middle - sign * reach,  # answered the other end
        middle,  # answered the mean
        middle + sign * count * step,  # went too far
        middle + sign * (count // 2),  # forgot the step of two
        key + step,  # one place too far
        key - step,  # one place too few
        case=case,
    ).told(word=words.phrase(f"{count}"), kind=words.phrase(kind), middle=middle, reach=reach)


@form("value-in-expressions")
def _value_in_expressions(draw: Draw) -> Computed:
    key, count = draw.integer(3, 20), draw.integer(3, 4)
    constants = sorted(draw.sample(range(1, 15), count - 1))
    constants[-1] += -sum(constants) % count  # so that the mean is whole
    total = sum(constants)
    average = key + total // count
    return computed(
        key,
        f"({count} * {average} - {total}) / {count}",
        average,  # took the mean for س
        average - total,  # forgot to divide the constants
        average * count - total,  # forgot to divide
        key + total // count,  # stopped before subtracting
        *slips(key, 1, -1, 3),  # slipped
    ).told(
        values=listed(["س", *(f"س + {constant}" for constant in constants)]),
        average=average,
        count=count,
        total=total,
        sum=count * average,
    )


@form("mean-from-pairs")
def _mean_from_pairs(draw: Draw) -> Computed:
    halves = sorted(draw.sample(range(3, 25), 3))
    halves[-1] += -sum(halves) % 3  # so that the mean is whole
    one, two, three = draw.sample([2 * half for half in halves], 3)
    pairs = ((one + two) // 2, (two + three) // 2, (one + three) // 2)
    total = one + two + three
    case, key, last_step = draw.pick(
        (("mean", total // 3, "/ 3"), ("third", three, f"- 2 * {pairs[0]}"))
    )
    return computed(
        key,
        f"{summed(pairs)} {last_step}",
        total,  # forgot to divide
        Fraction(total, 2),  # divided by two
        Fraction(2 * total, 3),  # doubled the means
        one,  # answered another number
        two,  # answered another number
        *slips(key, 2, -2),  # slipped
        case=case,
    ).told(pairs=pairs, total=total, both=one + two)


@form("linked-values")
def _linked_values(draw: Draw) -> Computed:
    first, times, more = draw.integer(4, 20), draw.integer(2, 4), draw.integer(1, 12)
    more += -(first * (times + 2) + more) % 3  # so that the mean is whole
    second, third = times * first, first + more
    total = first + second + third
    average = total // 3
    solved = f"(3 * {average} - {more}) / ({times} + 2)"
    without_more = Fraction(average - more, times + 2)
    case, key, other, check, untripled = draw.pick(
        (
            ("second", second, third, f"{times} * {solved}", times * without_more),
            ("third", third, second, f"{solved} + {more}", without_more),
        )
    )
    return computed(
        key,
        check,
        first,  # answered the first
        other,  # answered another value
        average,  # answered the mean
        untripled,  # took the mean for the sum
        *slips(key, 3, -2),  # slipped
        case=case,
    ).told(
        multiple=words.phrase(MULTIPLES[times]),
        average=average,
        more=more,
        total=total,
        parts=times + 2,
        first=first,
    )


@form("mean-of-rest")
def _mean_of_rest(draw: Draw) -> Computed:
    count, taken = draw.integer(6, 10), draw.integer(2, 4)
    rest, average = count - taken, draw.integer(20, 50)
    # The deviations of the two parts, each times its size, cancel.
    shift = draw.pick((-1, 1)) * draw.integer(1, 2)
    taken_mean = average + shift * rest // gcd(rest, taken)
    key = average - shift * taken // gcd(rest, taken)
    return computed(
        key,
        f"({count} * {average} - {taken} * {taken_mean}) / ({count} - {taken})",
        average,  # took the mean as unchanged
        2 * average - taken_mean,  # balanced the means without their sizes
        Fraction(rest * key, count),  # divided by all
        average - taken_mean if average > taken_mean else key + 2,  # subtracted the means
        *slips(key, 1, -1),  # slipped in the division
    ).told(
        count=count,
        average=average,
        part=words.phrase(f"{taken}"),
        taken=taken,
        taken_mean=taken_mean,
        left=rest * key,
        rest=rest,
    )
