"""The mean of values, and what becomes of it when values change."""

from fractions import Fraction
from math import gcd

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.english.series import around_a_whole_mean
from examcli.simulator.bank.english.wordings import wordings
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.sums import summed

ask = wordings("examcli.simulator.bank.english.center")


def mean(draw: Draw) -> Draft:
    """A list; one more value; a value that was misread or taken out."""
    hard = draw.pick((_mean_corrected, _mean_of_the_rest))
    return draw.by_level(_mean_of_list, _mean_with_one_more, hard)(draw)


def _mean_of_list(draw: Draw) -> Draft:
    data = around_a_whole_mean(draw, draw.integer(4, 5))
    count, total = len(data.values), sum(data.values)
    key = total // count
    ordered = data.ordered
    mistakes: list[int | Fraction] = [
        ordered[count // 2],  # answered the median
        Fraction(ordered[0] + ordered[-1], 2),  # took the middle of the extremes
        Fraction(total, count - 1),  # divided by one value too few
        Fraction(total, count + 1),  # divided by one value too many
        key + 1,  # slipped in the sum
        key - 1,  # slipped in the sum
    ]
    stem = ask(draw, "list-mean", data=data, name=data.name)
    explanation = f"The sum is {total}, and there are {count} values: {total} ÷ {count} = {key}."
    return numeric(
        stem, key, whole(draw, key, mistakes), f"{summed(data.values)} / {count}", explanation
    )


def _mean_with_one_more(draw: Draw) -> Draft:
    count, average = draw.integer(3, 6), draw.integer(50, 70)
    change = draw.pick((-4, -3, -2, 2, 3, 4))
    new, key = average + change * (count + 1), average + change
    mistakes: list[int | Fraction] = [
        Fraction(average + new, 2),  # averaged the old mean and the new value
        Fraction(count * average + new, count),  # divided by the old number of values
        average,  # took the mean as unchanged
        key + change,  # counted the change twice
        average - change,  # moved the mean the other way
    ]
    stem = ask(draw, "one-more", count=count, mean=average, new=new)
    total = count * average + new
    explanation = (
        f"The new sum is {count} × {average} + {new} = {total}, and the new mean is "
        f"{total} ÷ {count + 1} = {key}."
    )
    check = f"({count} * {average} + {new}) / ({count} + 1)"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _mean_corrected(draw: Draw) -> Draft:
    count, average = draw.integer(4, 10), draw.integer(30, 60)
    change = draw.pick((-3, -2, -1, 1, 2, 3))
    wrong = draw.integer(average - 8, average + 8)
    right, key = wrong + count * change, average + change
    if right < 5:
        raise Degenerate("a value too small")
    mistakes: list[int | Fraction] = [
        average + right - wrong,  # forgot to divide the error by the number of values
        average - change,  # corrected the wrong way
        average,  # took the mean as unchanged
        Fraction(average * count + right, count + 1),  # added the value instead of replacing one
        key + change,  # corrected twice
    ]
    stem = ask(draw, "corrected", count=count, mean=average, right=right, wrong=wrong)
    sign = "+" if change > 0 else "-"
    error = abs(right - wrong)
    explanation = (
        f"The sum changes by {error}, so the mean changes by {error} ÷ {count} = {abs(change)}: "
        f"{average} {sign} {abs(change)} = {key}."
    )
    check = f"({count} * {average} + {right} - {wrong}) / {count}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _mean_of_the_rest(draw: Draw) -> Draft:
    count, taken = draw.integer(6, 10), draw.integer(2, 4)
    rest, average = count - taken, draw.integer(20, 50)
    # The deviations of the two parts, each times its size, cancel.
    shift = draw.pick((-2, -1, 1, 2))
    part = average + shift * rest // gcd(rest, taken)
    key = average - shift * taken // gcd(rest, taken)
    left = count * average - taken * part
    mistakes: list[int | Fraction] = [
        average,  # took the mean as unchanged
        2 * average - part,  # balanced the means without their sizes
        Fraction(left, count),  # divided by all
        abs(average - part),  # subtracted the means
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
    ]
    stem = ask(draw, "rest", count=count, mean=average, taken=taken, part=part)
    explanation = (
        f"The rest adds up to {count} × {average} - {taken} × {part} = {left}, and its mean is "
        f"{left} ÷ {rest} = {key}."
    )
    check = f"({count} * {average} - {taken} * {part}) / ({count} - {taken})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
