"""The mean of values, and what becomes of it when values change."""

from fractions import Fraction
from math import gcd

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.english.series import around_a_whole_mean
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.sums import summed

form = Words(__name__).form


def mean(draw: Draw) -> Draft:
    """A list; one more value; a value that was misread or taken out."""
    hard = draw.pick((_mean_corrected, _mean_of_the_rest))
    return draw.by_level(_mean_of_list, _mean_with_one_more, hard)(draw)


@form("list-mean")
def _mean_of_list(draw: Draw) -> Computed:
    data = around_a_whole_mean(draw, draw.integer(4, 5))
    count, total, ordered = len(data.values), sum(data.values), data.ordered
    key = total // count
    return computed(
        key,
        f"{summed(data.values)} / {count}",
        ordered[count // 2],  # answered the median
        Fraction(ordered[0] + ordered[-1], 2),  # took the middle of the extremes
        Fraction(total, count - 1),  # divided by one value too few
        Fraction(total, count + 1),  # divided by one value too many
        *slips(key, 1, -1),  # slipped in the sum
    ).told(data=data, total=total, count=count)


@form("one-more")
def _mean_with_one_more(draw: Draw) -> Computed:
    count, mean = draw.integer(3, 6), draw.integer(50, 70)
    change = draw.pick((-4, -3, -2, 2, 3, 4))
    new, key = mean + change * (count + 1), mean + change
    total = count * mean + new
    return computed(
        key,
        f"({count} * {mean} + {new}) / ({count} + 1)",
        Fraction(mean + new, 2),  # averaged the old mean and the new value
        Fraction(total, count),  # divided by the old number of values
        mean,  # took the mean as unchanged
        key + change,  # counted the change twice
        mean - change,  # moved the mean the other way
    ).told(count=count, mean=mean, new=new, total=total, more=count + 1)


@form("corrected")
def _mean_corrected(draw: Draw) -> Computed:
    count, mean = draw.integer(4, 10), draw.integer(30, 60)
    change = draw.pick((-3, -2, -1, 1, 2, 3))
    wrong = draw.integer(mean - 8, mean + 8)
    right, key = wrong + count * change, mean + change
    if right < 5:
        raise Degenerate("a value too small")
    return computed(
        key,
        f"({count} * {mean} + {right} - {wrong}) / {count}",
        mean + right - wrong,  # forgot to divide the error by the number of values
        mean - change,  # corrected the wrong way
        mean,  # took the mean as unchanged
        Fraction(mean * count + right, count + 1),  # added the value instead of replacing one
        key + change,  # corrected twice
    ).told(
        count=count,
        mean=mean,
        right=right,
        wrong=wrong,
        error=abs(right - wrong),
        sign="+" if change > 0 else "-",
        change=abs(change),
    )


@form("rest")
def _mean_of_the_rest(draw: Draw) -> Computed:
    count, taken = draw.integer(6, 10), draw.integer(2, 4)
    rest, mean = count - taken, draw.integer(20, 50)
    # The deviations of the two parts, each times its size, cancel.
    shift = draw.pick((-2, -1, 1, 2))
    part = mean + shift * rest // gcd(rest, taken)
    key = mean - shift * taken // gcd(rest, taken)
    left = count * mean - taken * part
    return computed(
        key,
        f"({count} * {mean} - {taken} * {part}) / ({count} - {taken})",
        mean,  # took the mean as unchanged
        2 * mean - part,  # balanced the means without their sizes
        Fraction(left, count),  # divided by all
        abs(mean - part),  # subtracted the means
        *slips(key, 1, -1),  # slipped in the division
    ).told(count=count, mean=mean, taken=taken, part=part, left=left, rest=rest)
