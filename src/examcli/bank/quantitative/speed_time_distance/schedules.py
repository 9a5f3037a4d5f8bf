"""Journeys against the clock: stops on the way, arriving late and arriving early."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import TEXTS, WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.nouns import HOUR, MINUTE, TIME, Amount, counted

words = Words(__name__)
form = words.form

# A speed, hours of moving and fewer of standing, with a whole average over all of them.
DELAYED = [
    (speed, moving, stopped)
    for speed in range(40, 125, 5)
    for moving in range(2, 9)
    for stopped in range(1, min(moving, 4))
    if speed * moving % (5 * (moving + stopped)) == 0
]
# A speed with its hours, and the whole speed for one or two hours more or fewer.
RETIMED = [
    (speed, hours, change, speed * hours // (hours + change))
    for speed in range(40, 125, 5)
    for hours in range(2, 10)
    for change in (-2, -1, 1, 2)
    if hours + change > 0
    and speed * hours % (5 * (hours + change)) == 0
    and 30 <= speed * hours // (hours + change) <= 120
]
# A way, two speeds that cover it in whole minutes, and the minutes between them.
SAVINGS = [
    (way, slow, fast, way * 60 // slow - way * 60 // fast)
    for way in range(30, 310, 30)
    for slow in range(40, 110, 10)
    for fast in range(slow + 10, 130, 10)
    if way * 60 % slow == 0 and way * 60 % fast == 0
]
# Two speeds, the minutes late at one and early at the other, and the whole way.
LATE_AND_EARLY = [
    (slow, fast, late, early, slow * fast * (late + early) // (60 * (fast - slow)))
    for slow in range(30, 110, 10)
    for fast in range(slow + 10, 130, 10)
    for late in (5, 10, 15, 20, 30)
    for early in (5, 10, 15, 20, 30)
    if slow * fast * (late + early) % (60 * (fast - slow)) == 0
    and slow * fast * (late + early) <= 300 * 60 * (fast - slow)
]
# A way, a speed that is some minutes too slow for it, and the speed that is on time.
ON_TIME = [
    (way, slow, late, way * 60 // (way * 60 // slow - late))
    for way in range(20, 310, 10)
    for slow in range(40, 110, 10)
    for late in (5, 10, 15, 20, 30, 40, 60)
    if way * 60 % slow == 0
    and way * 60 // slow > 2 * late
    and way * 60 % (5 * (way * 60 // slow - late)) == 0
]


def clock(minutes: int) -> str:
    """A time on the twelve-hour clock, given in minutes after midnight.

    >>> clock(495), clock(790)
    ('8:15', '1:10')
    """
    return f"{(minutes // 60 - 1) % 12 + 1}:{minutes % 60:02d}"


def rest_stops(draw: Draw) -> Draft:
    """The distance with one stop; the time with several; the time of arrival, or the average."""
    hard = draw.pick((_arrival_with_stops, _average_with_stops))
    return draw.by_level(_distance_with_stop, _minutes_with_stops, hard)(draw)


def late_early(draw: Draw) -> Draft:
    """The speed for another time; the minutes a speed saves; the way from late and early."""
    hard = draw.pick((_way_from_late_and_early, _speed_to_be_on_time))
    return draw.by_level(_speed_for_new_time, _minutes_saved, hard)(draw)


@form("distance-with-stop", WHOLE_DRAWN)
def _distance_with_stop(draw: Draw) -> Computed:
    speed, total, stopped = 10 * draw.integer(5, 12), draw.integer(4, 9), draw.integer(1, 2)
    moving = total - stopped
    key = speed * moving
    return computed(
        key,
        f"{speed}*({total}-{stopped})",
        speed * total,  # forgot the stop
        speed * (total + stopped),  # added the stop to the time
        speed * stopped,  # took the stop alone
        speed * total - stopped * 10,  # subtracted the stop from the distance
        *slips(key, speed, -speed),  # one hour too many or too few
    ).told(speed=speed, total=Amount(total, HOUR), stopped=Amount(stopped, HOUR), moving=moving)


@form("minutes-with-stops", WHOLE_DRAWN)
def _minutes_with_stops(draw: Draw) -> Computed:
    speed, hours = 10 * draw.integer(5, 12), draw.integer(2, 6)
    stops, rest = draw.integer(2, 5), draw.pick((5, 10, 15, 20, 25))
    way, moving, standing = speed * hours, 60 * hours, stops * rest
    return computed(
        moving + standing,
        f"60*{way}/{speed}+{stops}*{rest}",
        moving,  # forgot the stops
        moving + rest,  # counted one stop
        moving + standing + rest,  # counted one stop too many
        moving + standing - rest,  # counted one stop too few
        100 * hours + standing,  # took an hour for 100 minutes
        moving - standing,  # subtracted the stops
    ).told(
        way=way,
        speed=speed,
        hours=hours,
        moving=counted(moving, MINUTE),
        stops=Amount(stops, TIME),
        rest=Amount(rest, MINUTE),
        standing=counted(standing, MINUTE),
    )


@form("arrival-with-stops", TEXTS)
def _arrival_with_stops(draw: Draw) -> Computed:
    legs, leg_hours = draw.pick(((2, 2), (3, 1), (3, 2), (4, 1), (5, 1), (6, 1)))
    speed, rest = 10 * draw.integer(5, 12), draw.pick((10, 15, 20, 25))
    start = 60 * draw.integer(5, 8) + draw.pick((0, 10, 15, 30))
    hours, stops = legs * leg_hours, legs - 1
    standing, unrested = stops * rest, start + 60 * hours
    return computed(
        clock(unrested + standing),
        "",
        clock(unrested),  # forgot the stops
        clock(unrested + legs * rest),  # counted one stop too many
        clock(unrested + standing + 60),  # one hour too many
    ).told(
        start=clock(start),
        speed=speed,
        way=speed * hours,
        leg=speed * leg_hours,
        hours=hours,
        stops=stops,
        rest=counted(rest, MINUTE),
        standing=counted(standing, MINUTE),
    )


@form("average-with-stops", WHOLE_DRAWN)
def _average_with_stops(draw: Draw) -> Computed:
    speed, moving, stopped = draw.pick(DELAYED)
    way, total = speed * moving, moving + stopped
    key = way // total
    return computed(
        key,
        f"{way}/({way}/{speed}+{stopped})",
        speed,  # forgot the stop
        Fraction(way, moving - stopped),  # subtracted the stop from the time
        Fraction(speed, 2),  # averaged the speed with standing still
        speed - 10 * stopped,  # subtracted the stop from the speed
        *slips(key, 5, -5),  # rounded to another five
    ).told(way=way, speed=speed, moving=moving, stopped=Amount(stopped, HOUR), total=total)


@form("speed-for-new-time", WHOLE_DRAWN)
def _speed_for_new_time(draw: Draw) -> Computed:
    speed, hours, change, key = draw.pick(RETIMED)
    way = speed * hours
    return computed(
        key,
        f"{speed}*{hours}/({hours}{change:+d})",
        Fraction(speed * (hours + change), hours),  # direct proportion
        Fraction(way, hours - change) if hours > change else 0,  # wrong direction
        speed + 10 * change,  # ten kilometres an hour for each hour, wrong direction
        speed - 10 * change,  # ten kilometres an hour for each hour
        *slips(key, 5, -5),  # rounded to another five
        case="before" if change < 0 else "after",
    ).told(
        speed=speed,
        hours=Amount(hours, HOUR),
        change=counted(abs(change), HOUR),
        new_hours=hours + change,
        way=way,
    )


@form("minutes-saved", WHOLE_DRAWN)
def _minutes_saved(draw: Draw) -> Computed:
    way, slow, fast, key = draw.pick(SAVINGS)
    at_slow, at_fast = way * 60 // slow, way * 60 // fast
    return computed(
        key,
        f"{way}*60/{slow}-{way}*60/{fast}",
        fast - slow,  # subtracted the speeds
        Fraction(way * 60, fast - slow),  # divided by the difference of the speeds
        Fraction(key * 100, 60),  # took an hour for 100 minutes
        at_fast,  # the new time, not the saving
        at_slow,  # the usual time, not the saving
        *slips(key, 5, -5),  # five minutes too many or too few
    ).told(way=way, slow=slow, fast=fast, at_slow=at_slow, at_fast=at_fast)


@form("way-from-late-and-early", WHOLE_DRAWN)
def _way_from_late_and_early(draw: Draw) -> Computed:
    slow, fast, late, early, key = draw.pick(LATE_AND_EARLY)
    gap, minutes, product = fast - slow, late + early, slow * fast
    return computed(
        key,
        f"{slow}*{fast}*({late}+{early})/(60*({fast}-{slow}))",
        Fraction(product * abs(late - early), 60 * gap),  # subtracted the minutes
        Fraction(product * late, 60 * gap),  # forgot the early minutes
        Fraction(gap * minutes, 60),  # multiplied by the gap of the speeds
        Fraction((fast + slow) * minutes, 60),  # multiplied by the sum of the speeds
        Fraction(product * minutes, 100 * gap),  # took an hour for 100 minutes
        2 * key,  # counted the way there and back
        key + gap,  # one hour too many at the gap
    ).told(
        slow=slow,
        fast=fast,
        late=Amount(late, MINUTE),
        early=Amount(early, MINUTE),
        minutes=Amount(minutes, MINUTE),
    )


@form("speed-to-be-on-time", WHOLE_DRAWN)
def _speed_to_be_on_time(draw: Draw) -> Computed:
    way, slow, late, key = draw.pick(ON_TIME)
    minutes = way * 60 // slow
    too_slow = Fraction(way * 60, minutes + late)
    return computed(
        key,
        f"{way}*60/({way}*60/{slow}-{late})",
        too_slow,  # added the delay to the time
        slow + late,  # read the minutes as a speed
        Fraction(way * 60, late),  # divided by the delay alone
        2 * slow - too_slow,  # took speed to change evenly
        *slips(key, 5, -5),  # rounded to another five
        key + 10,  # a slip in the tens
    ).told(
        way=way,
        slow=slow,
        late=Amount(late, MINUTE),
        minutes=Amount(minutes, MINUTE),
        on_time=minutes - late,
        wanted_time=counted(minutes - late, MINUTE),
    )
