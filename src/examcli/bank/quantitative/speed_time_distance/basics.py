"""Speed, time and distance of one journey at one speed."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw, number
from examcli.bank.forms import WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.lowest_terms import RATIOS
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.nouns import HOUR, MINUTE, Amount, counted

words = Words(__name__)
form = words.form

# Speeds with minutes in which they cover whole kilometres.
SPEEDS_AND_MINUTES = [
    (speed, minutes)
    for speed in (30, 36, 48, 60, 66, 72, 78, 80, 84, 90, 96, 100, 105, 108, 120)
    for minutes in (5, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 55)
    if speed * minutes % 60 == 0
]


def basic(draw: Draw) -> Draft:
    """One of the three from the other two; with minutes; with a ratio or a part of the way."""
    easy = draw.pick((_speed, _distance, _time))
    medium = draw.pick((_distance_in_minutes, _minutes_for_distance))
    hard = draw.pick((_time_by_ratio_of_speeds, _rest_of_way))
    return draw.by_level(easy, medium, hard)(draw)


@form("speed", WHOLE_DRAWN)
def _speed(draw: Draw) -> Computed:
    key, hours = 5 * draw.integer(8, 24), draw.integer(2, 9)
    distance = key * hours
    return computed(
        key,
        f"{distance}/{hours}",
        distance - hours,  # subtracted instead of dividing
        Fraction(distance, hours + 1),  # one hour too many
        Fraction(distance, hours - 1),  # one hour too few
        *slips(key, 10, -10),  # a slip in the tens
        Fraction(distance, 2),  # halved the distance
    ).told(distance=distance, hours=Amount(hours, HOUR))


@form("distance", WHOLE_DRAWN)
def _distance(draw: Draw) -> Computed:
    speed, halves = 10 * draw.integer(4, 12), draw.integer(3, 15)
    hours = number(Fraction(halves, 2))
    key = speed * halves // 2
    return computed(
        key,
        f"{speed}*{halves}/2",
        Fraction(2 * speed, halves),  # divided instead of multiplying
        speed * (halves // 2),  # dropped the half hour
        *slips(key, speed, -speed),  # one hour too many or too few
        key + speed // 2,  # half an hour too many
        speed + 10 * (halves // 2),  # added instead of multiplying
    ).told(
        speed=speed,
        hours=hours,
        time=f"{hours} {HOUR.one}" if halves % 2 else counted(halves // 2, HOUR),
    )


@form("time", WHOLE_DRAWN)
def _time(draw: Draw) -> Computed:
    speed, key = 5 * draw.integer(8, 24), draw.integer(2, 9)
    distance = speed * key
    return computed(
        key,
        f"{distance}/{speed}",
        *slips(key, 1, -1),  # one hour too many or too few
        2 * key,  # halved the speed
        Fraction(distance, 60),  # took the speed for 60
        Fraction(distance - speed, 10),  # subtracted instead of dividing
        Fraction(speed, 10),  # read the speed as a time
    ).told(speed=speed, distance=distance)


@form("distance-in-minutes", WHOLE_DRAWN)
def _distance_in_minutes(draw: Draw) -> Computed:
    speed, minutes = draw.pick(SPEEDS_AND_MINUTES)
    hours = draw.integer(1, 3)
    in_hours, total = speed * hours, 60 * hours + minutes
    return computed(
        speed * total // 60,
        f"{speed}*(60*{hours}+{minutes})/60",
        in_hours,  # dropped the minutes
        in_hours + minutes,  # added the minutes as kilometres
        in_hours + Fraction(speed * minutes, 100),  # took an hour for 100 minutes
        in_hours + speed,  # rounded up to the hour
        in_hours + Fraction(speed, 2),  # took the minutes for half an hour
    ).told(
        speed=speed,
        hours=counted(hours, HOUR),
        minutes=counted(minutes, MINUTE),
        total=Amount(total, MINUTE),
    )


@form("minutes-for-distance", WHOLE_DRAWN)
def _minutes_for_distance(draw: Draw) -> Computed:
    speed, extra = draw.pick(SPEEDS_AND_MINUTES)
    key = extra + 60 * draw.integer(0, 1)
    distance = speed * key // 60
    return computed(
        key,
        f"{distance}*60/{speed}",
        Fraction(distance * 100, speed),  # took an hour for 100 minutes
        distance,  # took a kilometre a minute
        Fraction(speed * 60, distance),  # inverted the division
        Fraction(key, 2),  # halved the time
        *slips(key, 5, -5),  # five minutes too many or too few
    ).told(speed=speed, distance=distance)


@form("time-by-ratio-of-speeds", WHOLE_DRAWN)
def _time_by_ratio_of_speeds(draw: Draw) -> Computed:
    first, second = draw.pick([ratio for ratio in RATIOS if min(ratio) >= 2])
    times = draw.integer(1, 4) * (5 if max(first, second) > 4 else 10)
    known, key = second * times, first * times
    one, other = draw.sample(words.phrases("vehicle"), 2)
    return computed(
        key,
        f"{known}*{first}/{second}",
        Fraction(known * second, first),  # direct proportion
        known + first - second,  # added the difference of the terms
        known + second - first,  # subtracted it
        Fraction(known * first, first + second),  # took a share of the time
        *slips(key, times, -times),  # one share too many or too few
    ).told(one=one, other=other, first=first, second=second, known=Amount(known, MINUTE))


@form("rest-of-way", WHOLE_DRAWN)
def _rest_of_way(draw: Draw) -> Computed:
    top, bottom = draw.pick(
        ((1, 3), (1, 4), (3, 4), (2, 5), (3, 5), (2, 7), (3, 7), (3, 8), (5, 8))
    )
    speed = 10 * draw.integer(4, 12)
    hours = top * draw.integer(1, 2) if top > 1 else draw.integer(2, 6)
    done, left = speed * hours, bottom - top
    part = done // top
    return computed(
        part * left,
        f"{speed}*{hours}*({bottom}-{top})/{top}",
        done,  # the part covered
        part * bottom,  # the whole way
        Fraction(done * left, bottom),  # took the covered part for the whole
        part,  # one part
        Fraction(done * top, left),  # inverted the ratio of the parts
    ).told(top=top, bottom=bottom, left=left, speed=speed, hours=Amount(hours, HOUR), done=done)
