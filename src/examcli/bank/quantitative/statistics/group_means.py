"""Means of groups taken together."""

from fractions import Fraction
from math import gcd
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import TEXTS_DRAWN, Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.statistics.averages import listed
from examcli.bank.sums import added, summed

words = Words(__name__)
form = words.form


def combined_mean(draw: Draw) -> Draft:
    """The mean of two groups weighs each by its size."""
    forms = draw.by_level(
        (_mean_of_two_groups,),
        (_mean_of_other_group, _mean_after_joining),
        (_ratio_of_sizes, _size_of_group, _three_groups),
    )
    return draw.pick(forms)(draw)


def _balanced(draw: Draw) -> tuple[tuple[int, int], tuple[int, int], int]:
    """Sizes and means of two groups, and their whole common mean.

    The deviations from the common mean, each times its size, cancel.
    """
    one, other = draw.sample(range(2, 11), 2)
    scale = draw.pick((1, 2, 5)) if one + other < 12 else 1
    common = gcd(one, other)
    average = draw.integer(24, 80)
    shift = draw.pick((-1, 1)) * draw.integer(1, 2)
    means = (average + shift * other // common, average - shift * one // common)
    return (one * scale, other * scale), means, average


def _groups(draw: Draw) -> dict[str, Any]:
    """Two groups, what is measured in them, and what their sizes count."""
    groups: dict[str, Any] = draw.pick(words.phrases("groups"))
    return groups


def _taken_together(
    sizes: tuple[int, int], means: tuple[int, int], key: int, *mistakes: int | Fraction, **gaps: Any
) -> Computed:
    """Two groups of known sizes and means become one."""
    one, other = sizes
    first, second = means
    return computed(
        key,
        f"({one} * {first} + {other} * {second}) / ({one} + {other})",
        Fraction(first + second, 2),  # ignored the sizes
        Fraction(one * second + other * first, one + other),  # exchanged the sizes
        *mistakes,
    ).told(sizes=sizes, means=means, sum=one * first + other * second, total=one + other, **gaps)


@form("mean-of-two-groups")
def _mean_of_two_groups(draw: Draw) -> Computed:
    sizes, means, key = _balanced(draw)
    return _taken_together(
        sizes,
        means,
        key,
        (sum(means) + 1) // 2,  # ignored the sizes and rounded
        *slips(key, 1, -1),  # slipped in the sum
        max(means),  # took the larger mean
        **_groups(draw),
    )


@form("mean-after-joining")
def _mean_after_joining(draw: Draw) -> Computed:
    sizes, means, key = _balanced(draw)
    if sizes[1] == 2:
        raise Degenerate("two need the dual")
    return _taken_together(
        sizes,
        means,
        key,
        means[0],  # took the mean as unchanged
        *slips(key, 1, -1),  # slipped
        (sum(means) + 1) // 2,  # ignored the sizes and rounded
    )


@form("mean-of-other-group")
def _mean_of_other_group(draw: Draw) -> Computed:
    (one, other), (mean, key), average = _balanced(draw)
    total = one + other
    return computed(
        key,
        f"(({one} + {other}) * {average} - {one} * {mean}) / {other}",
        2 * average - mean,  # ignored the sizes
        average,  # took the common mean
        Fraction(total * average - mean, other),  # subtracted one value only
        *slips(key, 2, -2),  # slipped
        mean,  # answered the given group
    ).told(
        **_groups(draw),
        sizes=(one, other),
        average=average,
        mean=mean,
        total=total,
        sum=total * average,
        part=one * mean,
    )


@form("ratio-of-sizes", TEXTS_DRAWN)
def _ratio_of_sizes(draw: Draw) -> Computed:
    first, second = draw.pick(((2, 3), (3, 2), (1, 2), (2, 1), (3, 4), (4, 3), (1, 3), (3, 5)))
    step, average = draw.integer(1, 4), draw.integer(30, 80)
    means = (average + step * second, average - step * first)
    common = gcd(*means)
    return computed(
        f"{first} : {second}",
        "",
        f"{second} : {first}",  # inverted the ratio
        f"{means[0] // common} : {means[1] // common}",  # took the ratio of the means
        f"{first} : {first + second}",  # compared a part with the whole
        f"{first + second} : {second}",  # compared the whole with a part
        "1 : 1",  # took the sizes as equal
    ).told(**_groups(draw), means=means, average=average, gaps=(step * second, step * first))


@form("size-of-group")
def _size_of_group(draw: Draw) -> Computed:
    (key, other), (first, second), average = _balanced(draw)
    total = key + other
    return computed(
        key,
        f"{total} * ({average} - {second}) / ({first} - {second})",
        other,  # answered the other group
        Fraction(total, 2),  # took the groups as equal
        abs(first - average),  # answered a difference of means
        *slips(key, 1, -1),  # slipped
        total - 1,  # slipped
    ).told(
        **_groups(draw),
        total=total,
        means=(first, second),
        average=average,
        gap=abs(average - second),
        whole_gap=abs(first - second),
    )


@form("three-groups")
def _three_groups(draw: Draw) -> Computed:
    sizes = draw.pick(((1, 2, 3), (2, 3, 3), (1, 1, 2), (1, 2, 2), (1, 3, 4), (2, 2, 1), (1, 1, 3)))
    total = sum(sizes)
    # Steps of the whole number of parts keep the weighted mean whole.
    lowest = draw.integer(30, 50)
    means = [lowest + total * step for step in draw.sample(range(6), 3)]
    products = added(f"{size} * {mean}" for size, mean in zip(sizes, means, strict=True))
    weighted = sum(size * mean for size, mean in zip(sizes, means, strict=True))
    exchanged = sum(size * mean for size, mean in zip(reversed(sizes), means, strict=True))
    key = weighted // total
    return computed(
        key,
        f"({products}) / {summed(sizes)}",
        Fraction(sum(means), 3),  # ignored the sizes
        Fraction(exchanged, total),  # exchanged the sizes
        sorted(means)[1],  # took the middle mean
        *slips(key, 2, -2, 5),  # slipped
    ).told(
        ratio=" : ".join(map(str, sizes)),
        means=listed(means),
        products=products.replace("*", "×"),
        sum=weighted,
        total=total,
    )
