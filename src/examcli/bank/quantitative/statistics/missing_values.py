"""A value found from the mean of all."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.nouns import RIYAL, counted
from examcli.bank.quantitative.statistics.averages import listed
from examcli.bank.sums import summed, values_around

words = Words(__name__)
form = words.form


def missing_value(draw: Draw) -> Draft:
    """A value found from the mean of all."""
    forms = draw.by_level(
        (_last_of_values, _last_from_total),
        (_needed_for_mean, _two_equal_missing),
        (_shared_value, _two_missing, _greatest_possible),
    )
    return draw.pick(forms)(draw)


@form("last-of-values")
def _last_of_values(draw: Draw) -> Computed:
    count, average = draw.integer(4, 5), draw.integer(10, 40)
    *known, key = values_around(draw, average, count)
    total = sum(known)
    return computed(
        key,
        f"{count} * {average} - {summed(known)}",
        abs(average * (count - 1) - total),  # counted the known values only
        average,  # took the mean for the missing value
        Fraction(total, count - 1),  # answered the mean of the known values
        key + count,  # slipped in the sum
        *slips(key, -1, 1),  # slipped in the subtraction
    ).told(known=listed(known), average=average, count=count, all=count * average, total=total)


@form("last-from-total")
def _last_from_total(draw: Draw) -> Computed:
    count, average = draw.integer(4, 8), draw.integer(10, 60)
    key = average + draw.pick((-9, -6, -4, -3, 3, 5, 8, 10))
    if key < 3:
        raise Degenerate("too small")
    others = count * average - key
    return computed(
        key,
        f"{count} * {average} - {others}",
        abs(others - average),  # subtracted the mean only
        average,  # took the mean for the value
        abs((count - 1) * average - others),  # counted one value too few
        key + 10,  # carried a ten too many
        *slips(key, -1, 2),  # slipped
    ).told(
        count=count,
        average=average,
        average_riyals=counted(average, RIYAL),
        others=others,
        others_riyals=counted(others, RIYAL),
        all=count * average,
    )


@form("needed-for-mean")
def _needed_for_mean(draw: Draw) -> Computed:
    count, before = draw.integer(3, 6), draw.integer(60, 76)
    rise = draw.integer(1, 3)
    after = before + rise
    key = before + rise * (count + 1)
    return computed(
        key,
        f"({count} + 1) * {after} - {count} * {before}",
        after,  # took the target mean
        after + rise,  # balanced two means
        key - rise,  # forgot that the new value counts too
        key + 2,  # slipped
        key + rise,  # counted one value too many
        key - 2,  # slipped
    ).told(
        count=count,
        before=before,
        after=after,
        more=count + 1,
        wanted=(count + 1) * after,
        present=count * before,
    )


def _three_of_five(draw: Draw, average: int) -> tuple[list[int], int]:
    """Three of five values of a known mean, and the even sum of the other two."""
    known = draw.sample(range(average - 8, average + 9), 3)
    known[0] += (5 * average - sum(known)) % 2
    return known, 5 * average - sum(known)


@form("two-equal-missing")
def _two_equal_missing(draw: Draw) -> Computed:
    average = draw.integer(16, 40)
    known, rest = _three_of_five(draw, average)
    key = rest // 2
    return computed(
        key,
        f"(5 * {average} - {summed(known)}) / 2",
        rest,  # forgot to halve
        rest - average,  # counted س once
        average,  # took the mean for the value
        Fraction(rest - average, 2),  # counted four values
        *slips(key, 2, -2),  # slipped
    ).told(known=listed(known), average=average, all=5 * average, total=sum(known), rest=rest)


@form("shared-value")
def _shared_value(draw: Draw) -> Computed:
    half = draw.integer(3, 4)
    count, average = 2 * half - 1, draw.integer(18, 40)
    shift, both = draw.integer(-4, 4), draw.pick((-3, -2, -1, 1, 2, 3))
    first, last = average + shift, average + both - shift
    key = average + half * both
    return computed(
        key,
        f"{half} * {first} + {half} * {last} - {count} * {average}",
        average,  # took the mean of all
        abs(first + last - average),  # combined means without their sizes
        abs(first - last),  # subtracted the means
        *slips(key, half, -half),  # slipped in a sum
        key + 1,  # slipped
        case=f"{half}",
    ).told(
        count=count,
        average=average,
        means=(first, last),
        half=half,
        parts=half * (first + last),
        all=count * average,
    )


@form("two-missing")
def _two_missing(draw: Draw) -> Computed:
    average, gap = draw.integer(22, 45), 2 * draw.integer(1, 8)
    known, rest = _three_of_five(draw, average)
    sign, case = draw.pick(((1, "larger"), (-1, "smaller")))
    key = (rest + sign * gap) // 2
    return computed(
        key,
        f"(5 * {average} - {summed(known)} {'+' if sign > 0 else '-'} {gap}) / 2",
        rest - key,  # answered the other number
        rest // 2,  # ignored the difference
        abs(rest // 2 + sign * gap),  # did not halve it
        rest,  # answered the sum of both
        *slips(key, 2, -2),  # slipped
        case=case,
    ).told(average=average, known=listed(known), gap=gap, total=sum(known), rest=rest)


@form("greatest-possible")
def _greatest_possible(draw: Draw) -> Computed:
    count, average, floor = draw.integer(3, 5), draw.integer(10, 30), draw.pick((1, 2, 5, 10))
    if floor + count > average:
        raise Degenerate("no room below the mean")
    smallest = [floor + place for place in range(count - 1)]
    total = count * average
    key = total - sum(smallest)
    return computed(
        key,
        f"{count} * {average} - {summed(smallest)}",
        total - floor * (count - 1),  # let the others be equal
        total,  # forgot the others
        average + count - 1,  # stayed close to the mean
        key - 1,  # slipped
        key - count,  # started one too high
        key + 1,  # slipped
        case="positive" if floor == 1 else "bounded",
    ).told(
        word=words.phrase(f"{count}"),
        floor=floor,
        average=average,
        count=count,
        all=total,
        smallest=listed(smallest),
        others=sum(smallest),
    )
