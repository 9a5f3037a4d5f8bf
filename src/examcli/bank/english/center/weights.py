"""Means of parts that do not weigh the same."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw, numeric
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole, whole_below

ask = wordings("examcli.bank.english.center")


def weighted_mean(draw: Draw) -> Draft:
    """Weights in percent; groups of different sizes; a score or a group size that is missing."""
    hard = draw.pick((_score_needed, _group_size))
    return draw.by_level(_course_mark, _two_groups, hard)(draw)


_PARTS = (
    ("the exam", "the homework"),
    ("the project", "the test"),
    ("the final", "the midterm"),
    ("the report", "the talk"),
)


def _course_mark(draw: Draw) -> Draft:
    first = draw.pick((20, 30, 40, 60, 70, 80))
    mark, last = draw.sample(range(50, 101, 10), 2)
    key = (mark * first + last * (100 - first)) // 100
    one, other = draw.pick(_PARTS)
    mistakes: list[int | Fraction] = [
        Fraction(mark + last, 2),  # ignored the weights
        Fraction(mark * (100 - first) + last * first, 100),  # exchanged the weights
        max(mark, last),  # took the better score
        key + 2,  # slipped in a product
        key - 1,  # slipped in a product
    ]
    stem = ask(
        draw, "course", one=one, other=other, first=first, second=100 - first, mark=mark, next=last
    )
    explanation = (
        f"Each score times its weight: {mark} × {first}% + {last} × {100 - first}% = "
        f"{mark * first // 100} + {last * (100 - first) // 100} = {key}."
    )
    check = f"({mark} * {first} + {last} * {100 - first}) / 100"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _group_pair(draw: Draw) -> tuple[int, int, int, int, int]:
    """Two group sizes, their means, and the whole mean of all."""
    small, large = draw.pick(((1, 2), (1, 3), (2, 3), (1, 4), (3, 2), (2, 1), (3, 1), (4, 1)))
    scale, step = draw.pick((4, 5, 6, 8, 10)), draw.integer(2, 5)
    low = draw.integer(20, 60)
    high = low + step * (small + large)
    return scale * small, scale * large, low, high, low + step * large


def _two_groups(draw: Draw) -> Draft:
    one, other, low, high, key = _group_pair(draw)
    mistakes: list[int | Fraction] = [
        Fraction(low + high, 2),  # ignored the sizes of the groups
        low + high - key,  # exchanged the sizes
        Fraction(one * low + other * high, 2 * max(one, other)),  # took the groups as equal
        key + 2,  # slipped in the division
        key - 2,  # slipped in the division
    ]
    stem = ask(draw, "groups", one=one, other=other, low=low, high=high)
    total = one * low + other * high
    explanation = (
        f"The sum of all is {one} × {low} + {other} × {high} = {total}, and the mean is "
        f"{total} ÷ {one + other} = {key}."
    )
    check = f"({one} * {low} + {other} * {high}) / ({one} + {other})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _score_needed(draw: Draw) -> Draft:
    first = draw.pick((20, 30, 40, 60, 70, 80))
    mark, key = draw.sample(range(50, 101, 10), 2)
    goal = (mark * first + key * (100 - first)) // 100
    one, other = draw.pick(_PARTS)
    mistakes: list[int | Fraction] = [
        2 * goal - mark,  # ignored the weights
        goal,  # answered the goal
        Fraction(100 * goal - mark * (100 - first), first),  # exchanged the weights
        Fraction(goal * 100 - mark * first, 100),  # forgot to divide by the weight
        key + 5,  # slipped in the division
        key - 5,  # slipped in the division
    ]
    stem = ask(
        draw, "needed", one=one, other=other, first=first, second=100 - first, mark=mark, goal=goal
    )
    have = mark * first // 100
    explanation = (
        f"{one.capitalize()} brings {mark} × {first}% = {have} points, so {goal - have} are "
        f"missing, which is {100 - first}% of the score: {100 * (goal - have)} ÷ {100 - first} = "
        f"{key}."
    )
    check = f"(100 * {goal} - {mark} * {first}) / {100 - first}"
    return numeric(stem, key, whole_below(draw, 101, key, mistakes), check, explanation)


def _group_size(draw: Draw) -> Draft:
    one, key, low, high, together = _group_pair(draw)
    mistakes: list[int | Fraction] = [
        one,  # took the groups as equal
        Fraction(one * (high - together), together - low),  # exchanged the differences
        one + key,  # answered the size of both groups
        Fraction(one * low, high),  # took the sums of the groups as equal
        key + 2,  # slipped in the division
        key - 2,  # slipped in the division
    ]
    stem = ask(draw, "size", one=one, low=low, high=high, mean=together)
    missing = one * (together - low)
    explanation = (
        f"The first group is {one} × ({together} - {low}) = {missing} below the common mean; "
        f"each new one is {high - together} above it: {missing} ÷ {high - together} = {key}."
    )
    check = f"{one} * ({together} - {low}) / ({high} - {together})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
