"""Means of parts that do not weigh the same."""

from fractions import Fraction
from typing import NamedTuple

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.mistakes import slips

words = Words(__name__)
form = words.form


def weighted_mean(draw: Draw) -> Draft:
    """Weights in percent; groups of different sizes; a score or a group size that is missing."""
    hard = draw.pick((_score_needed, _group_size))
    return draw.by_level(_course_mark, _two_groups, hard)(draw)


def _weights(draw: Draw) -> tuple[int, int]:
    """Two weights in percent."""
    first = draw.pick((20, 30, 40, 60, 70, 80))
    return first, 100 - first


@form("course")
def _course_mark(draw: Draw) -> Computed:
    first, second = weights = _weights(draw)
    mark, last = marks = draw.sample(range(50, 101, 10), 2)
    shares = (mark * first // 100, last * second // 100)
    key = sum(shares)
    return computed(
        key,
        f"({mark} * {first} + {last} * {second}) / 100",
        Fraction(mark + last, 2),  # ignored the weights
        Fraction(mark * second + last * first, 100),  # exchanged the weights
        max(marks),  # took the better score
        *slips(key, 2, -1),  # slipped in a product
    ).told(parts=draw.pick(words.phrases("parts")), weights=weights, marks=marks, shares=shares)


@form("needed", whole_below(101))
def _score_needed(draw: Draw) -> Computed:
    first, second = weights = _weights(draw)
    mark, key = draw.sample(range(50, 101, 10), 2)
    goal, have = (mark * first + key * second) // 100, mark * first // 100
    parts = draw.pick(words.phrases("parts"))
    return computed(
        key,
        f"(100 * {goal} - {mark} * {first}) / {second}",
        2 * goal - mark,  # ignored the weights
        goal,  # answered the goal
        Fraction(100 * goal - mark * second, first),  # exchanged the weights
        Fraction(goal * 100 - mark * first, 100),  # forgot to divide by the weight
        *slips(key, 5, -5),  # slipped in the division
    ).told(
        parts=parts,
        first=parts[0].capitalize(),
        weights=weights,
        mark=mark,
        goal=goal,
        have=have,
        missing=goal - have,
        hundredfold=100 * (goal - have),
    )


class Groups(NamedTuple):
    """The sizes of two groups, their means, and the whole mean of all."""

    sizes: tuple[int, int]
    means: tuple[int, int]
    together: int


def _groups(draw: Draw) -> Groups:
    small, large = draw.pick(((1, 2), (1, 3), (2, 3), (1, 4), (3, 2), (2, 1), (3, 1), (4, 1)))
    scale, step = draw.pick((4, 5, 6, 8, 10)), draw.integer(2, 5)
    low = draw.integer(20, 60)
    means = (low, low + step * (small + large))
    return Groups((scale * small, scale * large), means, low + step * large)


@form("groups")
def _two_groups(draw: Draw) -> Computed:
    groups = _groups(draw)
    (one, other), (low, high), key = groups
    total = one * low + other * high
    return computed(
        key,
        f"({one} * {low} + {other} * {high}) / ({one} + {other})",
        Fraction(low + high, 2),  # ignored the sizes of the groups
        low + high - key,  # exchanged the sizes
        Fraction(total, 2 * max(one, other)),  # took the groups as equal
        *slips(key, 2, -2),  # slipped in the division
    ).told(**groups._asdict(), sum=total, total=one + other)


@form("size")
def _group_size(draw: Draw) -> Computed:
    groups = _groups(draw)
    (one, key), (low, high), together = groups
    missing = one * (together - low)
    return computed(
        key,
        f"{one} * ({together} - {low}) / ({high} - {together})",
        one,  # took the groups as equal
        Fraction(one * (high - together), together - low),  # exchanged the differences
        one + key,  # answered the size of both groups
        Fraction(one * low, high),  # took the sums of the groups as equal
        *slips(key, 2, -2),  # slipped in the division
    ).told(**groups._asdict(), missing=missing, above=high - together)
