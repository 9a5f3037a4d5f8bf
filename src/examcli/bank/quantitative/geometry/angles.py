"""Angles: on lines, between parallels, between clock hands."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.quantitative.nouns import MINUTE, counted

words = Words(__name__)
form = words.form

BELOW_STRAIGHT = whole_below(180)
SMALLEST_DEGREES = 20


def angles_lines(draw: Draw) -> Draft:
    """Angles on a line, at a point, between parallels and between the hands of a clock."""
    forms = draw.by_level(
        (_supplementary, _around_a_point),
        (_supplementary_multiple, _supplementary_difference, _clock_on_the_half_hour),
        (_alternate_expressions, _same_side_expressions, _clock_between_hours),
    )
    return draw.pick(forms)(draw)


def linear(coefficient: int, constant: int) -> str:
    """An expression in س as an exam prints it.

    >>> [linear(2, -10), linear(1, 5), linear(3, 0)]
    ['2س − 10', 'س + 5', '3س']
    """
    term = "س" if coefficient == 1 else f"{coefficient}س"
    if constant == 0:
        return term
    return f"{term} {'+' if constant > 0 else '−'} {abs(constant)}"


@form("supplementary", BELOW_STRAIGHT)
def _supplementary(draw: Draw) -> Computed:
    given = 180 - draw.integer(21, 150)
    key = 180 - given
    return computed(
        key,
        f"180 - {given}",
        given,  # took the two angles as equal
        abs(90 - given),  # took them as complementary
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        key + 20,  # carried two tens
    ).told(given=given)


@form("around-a-point")
def _around_a_point(draw: Draw) -> Computed:
    first, second = draw.integer(16, 29) * 5, draw.integer(16, 29) * 5
    key = 360 - first - second
    return computed(
        key,
        f"360 - {first} - {second}",
        360 - first,  # forgot the second angle
        abs(180 - second),  # used a straight angle and one given
        key - 20,  # dropped tens
        key + 10,  # carried a ten too many
        first + second - 180,  # measured past the straight line
        key - 10,  # dropped a ten
    ).told(first=first, second=second)


@form("supplementary-multiple", BELOW_STRAIGHT)
def _supplementary_multiple(draw: Draw) -> Computed:
    times = draw.pick((2, 3, 4, 5))
    total, kind = draw.pick(((180, "supplementary"), (90, "complementary")))
    case, share = draw.pick((("larger", times), ("smaller", 1)))
    if total % (times + 1):
        raise Degenerate("no whole degrees")
    small = total // (times + 1)
    key = small * share
    return computed(
        key,
        f"{total} / ({times} + 1) * {share}",
        total - key,  # answered the other angle
        Fraction(270 - total, times + 1) * share,  # confused the two sums
        total // times,  # divided by the multiple only
        key + 10,  # carried a ten too many
        key - 5,  # slipped in the division
        total // 2,  # took them as equal
        case=case,
    ).told(
        kind=words.phrase(kind),
        multiple=words.phrases("multiples")[times - 2],
        total=total,
        shares=times + 1,
        small=small,
    )


@form("supplementary-difference", BELOW_STRAIGHT)
def _supplementary_difference(draw: Draw) -> Computed:
    difference = draw.integer(5, 45) * 2
    key, smaller = 90 + difference // 2, 90 - difference // 2
    return computed(
        key,
        f"(180 + {difference}) / 2",
        smaller,  # answered the smaller angle
        180 - difference,  # subtracted the difference without halving
        90 + difference,  # added the whole difference to the half
        difference,  # took the difference itself for the angle
        key + 5,  # slipped in halving
        key - 10,  # dropped a ten
    ).told(difference=difference)


@form("clock-on-the-half-hour", BELOW_STRAIGHT)
def _clock_on_the_half_hour(draw: Draw) -> Computed:
    hour = draw.integer(1, 11)
    hour_hand = 30 * hour + 15
    key = abs(hour_hand - 180)
    return computed(
        key,
        f"30 * {hour} + 15 - 180" if hour > 5 else f"180 - (30 * {hour} + 15)",
        abs(30 * hour - 180),  # left the hour hand on the hour
        abs(30 * (hour + 1) - 180),  # moved it a whole hour
        key + 30,  # counted one mark too many
        key - 30,  # counted one mark too few
        key + 15,  # added the half mark twice
        180 - key,  # measured from the opposite side
    ).told(hour=hour, hour_hand=hour_hand)


@form("clock-between-hours", BELOW_STRAIGHT)
def _clock_between_hours(draw: Draw) -> Computed:
    hour, minute = draw.integer(1, 11), draw.pick((10, 20, 40, 50))
    hour_hand, minute_hand = 30 * hour + minute // 2, 6 * minute
    gap = abs(hour_hand - minute_hand)
    key = min(gap, 360 - gap)
    if key < SMALLEST_DEGREES:
        raise Degenerate("hands too close")
    difference = f"30 * {hour} + {minute} / 2 - 6 * {minute}"
    if hour_hand < minute_hand:
        difference = f"6 * {minute} - 30 * {hour} - {minute} / 2"
    return computed(
        key,
        difference if key == gap else f"360 - ({difference})",
        abs(30 * hour - minute_hand),  # the hour hand does not wait
        key + minute // 2,  # added its motion on the wrong side
        key - 10,  # dropped a ten
        key + 30,  # counted one mark too many
        key + 10,  # carried a ten too many
        key - 5,  # slipped in halving the minutes
        180 - key,  # measured from the opposite side
        case="direct" if key == gap else "reflex",
    ).told(
        hour=hour,
        minute=minute,
        past=counted(minute, MINUTE),
        hour_hand=hour_hand,
        minute_hand=minute_hand,
        gap=gap,
    )


@form("alternate-expressions", BELOW_STRAIGHT)
def _alternate_expressions(draw: Draw) -> Computed:
    x, fewer = draw.integer(8, 24), draw.integer(1, 3)
    more = fewer + draw.integer(1, 2)
    key = draw.integer(8, 24) * 5
    left, right = key - more * x, key - fewer * x
    return computed(
        key,
        f"{more} * (({right}) - ({left})) / ({more} - {fewer}) + ({left})",
        180 - key,  # answered the supplementary angle
        x,  # answered س, not the angle
        key + 10,  # carried a ten too many
        more * x,  # left out the constant
        key - 10,  # dropped a ten
        key + 5,  # slipped in the substitution
    ).told(
        relation=draw.pick(words.phrases("equal-angles")),
        left=linear(more, left),
        right=linear(fewer, right),
        x=x,
    )


@form("same-side-expressions")
def _same_side_expressions(draw: Draw) -> Computed:
    x, first, second = draw.integer(8, 26), draw.integer(1, 4), draw.integer(1, 4)
    one = draw.integer(10, 26) * 5
    left, right = one - first * x, 180 - one - second * x
    total = first + second
    return computed(
        x,
        f"(180 - ({left}) - ({right})) / ({first} + {second})",
        Fraction(right - left, first - second) if first != second else 0,  # set them equal
        Fraction(180 - 90 * first, total),  # slipped with the constants
        Fraction(90 - left - right, total),  # took their sum as a right angle
        Fraction(180 + left + right, total),  # moved the constants with the wrong sign
        x + 2,  # slipped in the division
        x - 2,  # slipped in the division
        x + 5,  # dropped part of a constant
        x - 4,  # dropped part of a constant
    ).told(left=linear(first, left), right=linear(second, right), sum=linear(total, left + right))
