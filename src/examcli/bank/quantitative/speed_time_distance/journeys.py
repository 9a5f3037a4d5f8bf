"""Journeys of two legs: the average speed over them, and what one leg says about the other."""

from fractions import Fraction
from math import lcm

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.nouns import HOUR, Amount, counted

words = Words(__name__)
form = words.form

# Two speeds with the whole average over equal distances.
HARMONIC = [
    (there, back, 2 * there * back // (there + back))
    for there in range(20, 125, 5)
    for back in range(20, 125, 5)
    if there != back and 2 * there * back % (there + back) == 0
]
# A first third of the way at one speed, the rest at another, and the whole average.
THIRDS = [
    (third, rest, 3 * third * rest // (rest + 2 * third))
    for third in range(20, 125, 10)
    for rest in range(20, 125, 10)
    if third != rest and 3 * third * rest % (rest + 2 * third) == 0
]


def average_speed(draw: Draw) -> Draft:
    """Two legs; there and back; the speed back from the average, or thirds of the way."""
    hard = draw.pick((_speed_back, _average_over_thirds))
    return draw.by_level(_average_of_legs, _average_there_and_back, hard)(draw)


def two_legs(draw: Draw) -> Draft:
    """The whole distance; the whole time, or the second speed; a leg found from both wholes."""
    medium = draw.pick((_whole_time, _speed_of_second_leg))
    return draw.by_level(_whole_distance, medium, _hours_at_first_speed)(draw)


@form("average-of-legs", WHOLE_DRAWN)
def _average_of_legs(draw: Draw) -> Computed:
    hours, more, gap = draw.pick(
        ((1, 3, 20), (3, 1, 20), (2, 3, 10), (3, 2, 10), (1, 4, 10), (4, 1, 10), (2, 4, 30))
    )
    slow = 10 * draw.integer(4, 8)
    fast = slow + gap * (1 if gap > 10 else draw.integer(1, 3))
    first, second, total = slow * hours, fast * more, hours + more
    way = first + second
    return computed(
        way // total,
        f"({first}+{second})/({hours}+{more})",
        Fraction(slow + fast, 2),  # averaged the speeds
        Fraction(slow * more + fast * hours, total),  # swapped the times
        Fraction(way, total - 1),  # one hour too few
        Fraction(way, total + 1),  # one hour too many
        fast,  # took the second leg alone
        slow,  # took the first leg alone
    ).told(
        first=first,
        second=second,
        hours=counted(hours, HOUR),
        more=counted(more, HOUR),
        way=way,
        total=total,
    )


def _average_mistakes(key: int, first: int, second: int) -> tuple[int | Fraction, ...]:
    """Wrong averages of two speeds held over known parts of a way."""
    return (
        Fraction(first + second, 2),  # averaged the speeds
        abs(first - second),  # subtracted the speeds
        Fraction(2 * first + second, 3),  # weighted by the wrong parts
        Fraction(first + 2 * second, 3),  # weighted by distance instead of time
        max(first, second),  # took the greater speed
        min(first, second),  # took the smaller speed
        *slips(key, 5, -5),  # rounded to another five
    )


@form("average-there-and-back", WHOLE_DRAWN)
def _average_there_and_back(draw: Draw) -> Computed:
    there, back, key = draw.pick(HARMONIC)
    way = lcm(there, back)
    if way < 60:
        way *= 2
    if way > 720:
        raise Degenerate("too far")
    return computed(
        key,
        f"2*{way}/({way}/{there}+{way}/{back})",
        *_average_mistakes(key, there, back),
    ).told(
        way=way,
        there=there,
        back=back,
        time_there=way // there,
        time_back=way // back,
        both_ways=2 * way,
        time=way // there + way // back,
    )


@form("speed-back", WHOLE_DRAWN)
def _speed_back(draw: Draw) -> Computed:
    there, key, average = draw.pick(HARMONIC)
    way = lcm(there, average)
    return computed(
        key,
        f"{average}*{there}/(2*{there}-{average})",
        2 * average - there,  # took the average for the mean of the speeds
        Fraction(there + average, 2),  # averaged the two given speeds
        abs(average - there),  # subtracted the given speeds
        average,  # took the average for the speed back
        *slips(key, 10, -10),  # a slip in the tens
    ).told(
        there=there,
        average=average,
        way=way,
        time=2 * way // average,
        time_there=way // there,
        time_back=2 * way // average - way // there,
    )


@form("average-over-thirds", WHOLE_DRAWN)
def _average_over_thirds(draw: Draw) -> Computed:
    third, rest, key = draw.pick(THIRDS)
    part = lcm(third, rest)
    return computed(
        key,
        f"3/(1/{third}+2/{rest})",
        *_average_mistakes(key, third, rest),
    ).told(
        third=third, rest=rest, way=3 * part, part=part, two_parts=2 * part, time=3 * part // key
    )


@form("whole-distance", WHOLE_DRAWN)
def _whole_distance(draw: Draw) -> Computed:
    speed, next_speed = (10 * tens for tens in draw.sample(range(4, 13), 2))
    hours, next_hours = draw.sample(range(1, 6), 2)
    first, second = speed * hours, next_speed * next_hours
    key, multiplied = first + second, (speed + next_speed) * (hours + next_hours)
    return computed(
        key,
        f"{speed}*{hours}+{next_speed}*{next_hours}",
        speed * next_hours + next_speed * hours,  # swapped the times
        multiplied,  # added, then multiplied
        Fraction(multiplied, 2),  # averaged
        first,  # took the first leg alone
        key + next_speed,  # one hour too many
        key - speed,  # one hour too few
    ).told(
        speed=speed,
        next_speed=next_speed,
        hours=Amount(hours, HOUR),
        next_hours=Amount(next_hours, HOUR),
        first=first,
        second=second,
    )


@form("whole-time", WHOLE_DRAWN)
def _whole_time(draw: Draw) -> Computed:
    speed, next_speed = (10 * tens for tens in draw.sample(range(4, 13), 2))
    hours, next_hours = draw.integer(1, 5), draw.integer(1, 5)
    first, rest = speed * hours, next_speed * next_hours
    way, key = first + rest, hours + next_hours
    return computed(
        key,
        f"{hours}+({way}-{speed}*{hours})/{next_speed}",
        next_hours,  # forgot the first leg
        Fraction(way, next_speed),  # took the second speed for the whole way
        Fraction(way, speed),  # took the first speed for the whole way
        Fraction(way, next_speed) + hours,  # did not subtract the first leg
        *slips(key, 1, -1),  # one hour too many or too few
        key + 2,  # two hours too many
        key + hours,  # counted the first leg twice
    ).told(
        way=way,
        speed=speed,
        next_speed=next_speed,
        hours=Amount(hours, HOUR),
        next_hours=next_hours,
        first=first,
        rest=rest,
    )


@form("speed-of-second-leg", WHOLE_DRAWN)
def _speed_of_second_leg(draw: Draw) -> Computed:
    speed, key = 10 * draw.integer(4, 11), 10 * draw.integer(4, 12)
    hours, next_hours = draw.integer(2, 5), draw.integer(2, 5)
    if key == speed:
        raise Degenerate("one speed")
    first, rest = speed * hours, key * next_hours
    way, total = first + rest, hours + next_hours
    return computed(
        key,
        f"({way}-{speed}*{hours})/({total}-{hours})",
        Fraction(way, total),  # the average speed
        Fraction(rest, total),  # divided by the whole time
        Fraction(way, next_hours),  # did not subtract the first leg
        2 * Fraction(way, total) - speed,  # took the legs for equal
        *slips(key, 10, -10),  # a slip in the tens
    ).told(
        way=way,
        total=Amount(total, HOUR),
        hours=Amount(hours, HOUR),
        next_hours=next_hours,
        speed=speed,
        first=first,
        rest=rest,
    )


@form("hours-at-first-speed", WHOLE_DRAWN)
def _hours_at_first_speed(draw: Draw) -> Computed:
    slow, fast = sorted(10 * tens for tens in draw.sample(range(4, 13), 2))
    key, other = draw.sample(range(2, 8), 2)
    total = key + other
    way, at_fast = slow * key + fast * other, fast * total
    return computed(
        key,
        f"({fast}*{total}-{way})/({fast}-{slow})",
        other,  # the time at the other speed
        Fraction(total, 2),  # took the times for equal
        Fraction(way, slow) - other,  # took the slow speed for the whole way
        Fraction(way, fast),  # took the fast speed for the whole way
        *slips(key, 1, -1),  # one hour too many or too few
        key + 2,  # two hours too many
        total,  # the whole time
    ).told(
        way=way,
        total=counted(total, HOUR),
        slow=slow,
        fast=fast,
        at_fast=at_fast,
        missing=at_fast - way,
        gap=fast - slow,
    )
