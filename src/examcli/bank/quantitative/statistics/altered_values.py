"""What adding, removing or altering values does to the mean."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips

form = Words(__name__).form


def effect_of_change(draw: Draw) -> Draft:
    """What adding, removing or altering values does to the mean."""
    forms = draw.by_level(
        (_shifted_values, _scaled_values),
        (_value_added, _value_removed, _value_replaced),
        (_misread_value, _shifted_and_scaled, _value_behind_change),
    )
    return draw.pick(forms)(draw)


@form("shifted-values")
def _shifted_values(draw: Draw) -> Computed:
    count, average = draw.integer(4, 12), draw.integer(15, 70)
    change = draw.integer(2, 10)
    case, sign = draw.pick((("more", 1), ("less", -1)))
    return computed(
        average + sign * change,
        f"{average} {'+' if sign > 0 else '-'} {change}",
        average,  # took the mean as unchanged
        average + sign * change * count,  # changed it by the whole sum
        average - sign * change,  # went the other way
        average + Fraction(sign * change, count),  # shared one change among all
        average + 2 * sign * change,  # changed it twice
        average * 2,  # doubled
        case=case,
    ).told(count=count, average=average, change=change)


@form("scaled-values")
def _scaled_values(draw: Draw) -> Computed:
    count, average, factor = draw.integer(4, 12), draw.integer(12, 40), draw.integer(2, 5)
    return computed(
        average * factor,
        f"{average} * {factor}",
        average + factor,  # added instead of multiplying
        average,  # took the mean as unchanged
        average * factor * count,  # answered the sum
        average * (factor - 1),  # answered the increase
        average * (factor + 1),  # multiplied once too often
        average * factor**2,  # multiplied twice
    ).told(count=count, average=average, factor=factor)


@form("value-added")
def _value_added(draw: Draw) -> Computed:
    count, average = draw.integer(4, 9), draw.integer(20, 60)
    shift = draw.pick((-2, -1, 1, 2, 3))
    key = average + shift
    new = key + shift * count
    return computed(
        key,
        f"({count} * {average} + {new}) / ({count} + 1)",
        Fraction(average + new, 2),  # averaged two numbers
        Fraction(count * average + new, count),  # forgot to count the new value
        average,  # took the mean as unchanged
        average - shift,  # went the other way
        key + shift,  # moved too far
        key + 4,  # slipped
    ).told(count=count, average=average, new=new, total=count * average + new, more=count + 1)


@form("value-removed")
def _value_removed(draw: Draw) -> Computed:
    count, average = draw.integer(5, 10), draw.integer(25, 60)
    shift = draw.pick((-2, -1, 1, 2))
    key = average + shift
    removed = average - shift * (count - 1)
    if removed < 3:
        raise Degenerate("too small")
    return computed(
        key,
        f"({count} * {average} - {removed}) / ({count} - 1)",
        Fraction(count * average - removed, count),  # forgot to count one fewer
        average,  # took the mean as unchanged
        average - shift,  # went the other way
        key + shift,  # moved too far
        abs(average - removed),  # subtracted from the mean
        key + 3,  # slipped
    ).told(
        count=count,
        average=average,
        removed=removed,
        total=count * average - removed,
        fewer=count - 1,
    )


@form("value-replaced")
def _value_replaced(draw: Draw) -> Computed:
    count, average = draw.integer(4, 10), draw.integer(20, 60)
    old, shift = draw.integer(12, 50), draw.pick((-2, -1, 1, 2, 3))
    new = old + shift * count
    if new < 2:
        raise Degenerate("too small")
    key = average + shift
    return computed(
        key,
        f"({count} * {average} + {new} - {old}) / {count}",
        average + new - old,  # changed the mean by the whole difference
        average,  # took the mean as unchanged
        average - shift,  # went the other way
        Fraction(average + new, 2),  # averaged two numbers
        key + shift,  # moved too far
        key + 4,  # slipped
    ).told(count=count, average=average, old=old, new=new, total=count * key)


@form("misread-value")
def _misread_value(draw: Draw) -> Computed:
    count, wrong_mean = draw.pick((5, 6, 8, 10, 12, 20)), draw.integer(30, 70)
    shift = draw.pick((-3, -2, -1, 1, 2, 3))
    right = draw.integer(20, 90)
    wrong = right - shift * count
    if not 4 <= wrong <= 99:
        raise Degenerate("no mark")
    key = wrong_mean + shift
    return computed(
        key,
        f"({count} * {wrong_mean} - {wrong} + {right}) / {count}",
        wrong_mean - shift,  # corrected the wrong way
        wrong_mean,  # took the mean as unchanged
        wrong_mean + right - wrong,  # corrected by the whole difference
        key + shift,  # corrected twice
        *slips(key, 5, -4),  # slipped
    ).told(count=count, wrong_mean=wrong_mean, wrong=wrong, right=right, total=count * key)


@form("shifted-and-scaled")
def _shifted_and_scaled(draw: Draw) -> Computed:
    average, spread = draw.integer(8, 30), draw.integer(4, 25)
    factor, change = draw.integer(2, 5), draw.integer(1, 9)
    case, old, key, other = draw.pick(
        (
            ("mean", average, factor * average + change, factor * average),
            ("range", spread, factor * spread, factor * spread + change),
        )
    )
    return computed(
        key,
        f"{average} * {factor} + {change}" if case == "mean" else f"{spread} * {factor}",
        other,  # treated mean and range alike
        factor * (old + change),  # added before multiplying
        old + change,  # forgot to multiply
        old,  # took it as unchanged
        factor * old - change,  # subtracted
        case=case,
    ).told(average=average, spread=spread, factor=factor, change=change)


@form("value-behind-change")
def _value_behind_change(draw: Draw) -> Computed:
    count, before = draw.integer(5, 12), draw.integer(25, 60)
    shift = draw.pick((-2, -1, 1, 2))
    after = before + shift
    added, removed = after + shift * count, before - shift * (count - 1)
    if min(added, removed) < 3:
        raise Degenerate("too small")
    sign, case, key, other = draw.pick(
        ((1, "added", added, removed), (-1, "removed", removed, added))
    )
    sums = (f"({count} {'+' if sign > 0 else '-'} 1) * {after}", f"{count} * {before}")
    return computed(
        key,
        " - ".join(sums[::sign]),
        after,  # took the new mean
        other,  # mixed adding with removing
        before + 2 * shift,  # balanced the two means
        abs(shift) * count,  # answered the change of the sum
        key + count,  # slipped by one mean
        abs(key - count),  # slipped by one mean
        case=case,
    ).told(
        count=count,
        before=before,
        after=after,
        sum_before=count * before,
        sum_after=(count + sign) * after,
    )
