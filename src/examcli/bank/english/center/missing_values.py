"""Values found from a mean."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.english.nouns import listed
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.sums import summed, values_around

form = Words(__name__).form


def missing_value(draw: Draw) -> Draft:
    """One unknown in a list; the next score for a goal; one or two values left out of a mean."""
    hard = draw.pick((_two_alike, _greatest_from_means))
    return draw.by_level(_one_unknown, _next_score, hard)(draw)


@form("unknown")
def _one_unknown(draw: Draw) -> Computed:
    mean, count = draw.integer(10, 40), draw.integer(4, 5)
    *values, key = values_around(draw, mean, count)
    known = sum(values)
    return computed(
        key,
        f"{count} * {mean} - {summed(values)}",
        mean,  # took the mean for x
        mean * (count - 1) - known,  # counted one value too few
        Fraction(known, count - 1),  # answered the mean of the known values
        abs(mean - key),  # answered the distance to the mean
        *slips(key, 1, -1),  # slipped in the sum
    ).told(values=listed(values), mean=mean, count=count, all=count * mean, known=known)


@form("next")
def _next_score(draw: Draw) -> Computed:
    count, mean = draw.integer(3, 6), draw.integer(55, 70)
    goal = mean + draw.pick((-4, -3, -2, 2, 3, 4))
    return computed(
        goal * (count + 1) - mean * count,
        f"{goal} * ({count} + 1) - {mean} * {count}",
        goal,  # took the new mean for the value
        2 * goal - mean,  # averaged the old mean and the value
        goal * count - mean * (count - 1),  # counted one value too few
        goal * (count + 2) - mean * (count + 1),  # counted one value too many
        count * abs(goal - mean),  # answered the missing sum
    ).told(
        count=count,
        mean=mean,
        goal=goal,
        more=count + 1,
        before=count * mean,
        after=(count + 1) * goal,
    )


@form("two-alike")
def _two_alike(draw: Draw) -> Computed:
    mean = draw.integer(15, 40)
    values = [mean + shift for shift in draw.sample(range(-7, 8), 3)]
    known, more = sum(values), draw.integer(1, 9)
    more += (5 * mean - known - more) % 2  # so that x is whole
    twice = 5 * mean - known - more
    if twice < 4:
        raise Degenerate("no room for two values")
    key = twice // 2
    return computed(
        key,
        f"(5 * {mean} - {summed(values)} - {more}) / 2",
        key + more,  # answered the greater one
        twice,  # forgot to halve
        Fraction(twice + more, 2),  # shared the rest equally
        mean,  # took the mean for x
        Fraction(4 * mean - known - more, 2),  # counted one value too few
    ).told(values=listed(values), more=more, mean=mean, all=5 * mean, known=known, twice=twice)


@form("greatest")
def _greatest_from_means(draw: Draw) -> Computed:
    count, mean = draw.integer(5, 9), draw.integer(20, 60)
    others = mean - draw.integer(2, 5)
    total, rest = count * mean, (count - 1) * others
    key = total - rest
    return computed(
        key,
        f"{count} * {mean} - ({count} - 1) * {others}",
        2 * mean - others,  # balanced the means without the number of values
        count * (mean - others),  # subtracted the means first
        total - count * others + mean,  # added the mean to the difference of sums
        (count + 1) * mean - count * others + others,  # counted one value too many
        mean + others,  # added the means
        key - 2,  # slipped in a product
    ).told(count=count, mean=mean, others=others, all=total, fewer=count - 1, rest=rest)
