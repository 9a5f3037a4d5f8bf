"""Circular tracks: laps, meetings on the way round and at the start."""

from fractions import Fraction
from math import lcm

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.nouns import MINUTE, SECOND, Amount, Noun

words = Words(__name__)
form = words.form

LAP = Noun("دورة", "دورتين", "دورات", "دورة")

# Seconds of a lap for two, neither a multiple of the other, back together within ten minutes.
LAP_TIMES = [
    (first, second)
    for first in range(20, 97, 4)
    for second in range(first + 4, 97, 4)
    if second % first and lcm(first, second) <= 600 and lcm(first, second) < first * second
]


def circular_track(draw: Draw) -> Draft:
    """Laps and time; two that meet; two that come back to the start together."""
    easy = draw.pick((_laps_in_time, _time_for_laps))
    medium = draw.pick((_first_meeting, _first_overtaking))
    hard = draw.pick((_together_at_start, _laps_at_start))
    return draw.by_level(easy, medium, hard)(draw)


@form("laps-in-time", WHOLE_DRAWN)
def _laps_in_time(draw: Draw) -> Computed:
    around, key = draw.pick((200, 250, 300, 400, 500, 600)), draw.integer(2, 12)
    way = around * key
    fitting = [time for time in range(2, 31) if way % time == 0 and 80 <= way // time <= 500]
    minutes = draw.pick(fitting)
    speed = way // minutes
    return computed(
        key,
        f"{speed}*{minutes}/{around}",
        Fraction(speed, minutes),  # divided by the time
        Fraction(around * minutes, speed),  # inverted the division
        2 * key,  # took half the way round for a lap
        Fraction(key, 2),  # took two laps for one
        *slips(key, 1, -1),  # one lap too many or too few
        key + 2,  # two laps too many
    ).told(around=around, speed=speed, minutes=Amount(minutes, MINUTE), way=way)


@form("time-for-laps", WHOLE_DRAWN)
def _time_for_laps(draw: Draw) -> Computed:
    speed, per_lap = draw.pick((4, 5, 6, 8, 10)), draw.pick((30, 40, 50, 60, 75, 80, 90, 100))
    around, laps = speed * per_lap, draw.integer(2, 9)
    key = laps * per_lap
    return computed(
        key,
        f"{around}*{laps}/{speed}",
        per_lap,  # the time of one lap
        *slips(key, per_lap, -per_lap),  # one lap too many or too few
        Fraction(key, 2),  # took half the way round for a lap
        2 * key,  # counted each lap twice
        around - speed,  # subtracted instead of dividing
    ).told(around=around, speed=speed, laps=Amount(laps, LAP), way=around * laps)


def _misread(key: int, around: int, slow: int, fast: int) -> tuple[int | Fraction, ...]:
    """Wrong times in which two speeds together, or their difference, cover the way round."""
    return (
        Fraction(key, 2),  # took half the way round
        2 * key,  # divided by the average speed, or counted two laps
        Fraction(around, fast),  # took the fast one alone
        Fraction(around, slow),  # took the slow one alone
    )


@form("first-meeting", WHOLE_DRAWN)
def _first_meeting(draw: Draw) -> Computed:
    slow, fast = sorted(draw.sample(range(3, 10), 2))
    key, together = 5 * draw.integer(3, 16), slow + fast
    around = together * key
    return computed(
        key,
        f"{around}/({slow}+{fast})",
        Fraction(around, fast - slow),  # subtracted the speeds
        *_misread(key, around, slow, fast),
        *slips(key, 5, -5),  # five seconds too many or too few
    ).told(around=around, slow=slow, fast=fast, together=together)


@form("first-overtaking", WHOLE_DRAWN)
def _first_overtaking(draw: Draw) -> Computed:
    slow, fast = sorted(draw.sample(range(3, 10), 2))
    key, gap = 20 * draw.integer(2, 12), fast - slow
    around = gap * key
    if not 120 <= around <= 1200:
        raise Degenerate("no track is that short or long")
    return computed(
        key,
        f"{around}/({fast}-{slow})",
        Fraction(around, slow + fast),  # added the speeds
        *_misread(key, around, slow, fast),
        key + 20,  # twenty seconds too many
    ).told(around=around, slow=slow, fast=fast, gap=gap)


@form("together-at-start", WHOLE_DRAWN)
def _together_at_start(draw: Draw) -> Computed:
    first, second = draw.sample(draw.pick(LAP_TIMES), 2)
    key = lcm(first, second)
    return computed(
        key,
        f"{first}*{key // first}",
        first + second,  # added the times
        first * second,  # multiplied the times, a multiple but not the least
        2 * key,  # the second time, not the first
        Fraction(key, 2),  # one of the two is half-way round
        first * second // key,  # the greatest common divisor
        key + max(first, second),  # one lap too many
    ).told(
        first=Amount(first, SECOND),
        second=Amount(second, SECOND),
        first_laps=key // first,
        second_laps=key // second,
    )


@form("laps-at-start", WHOLE_DRAWN)
def _laps_at_start(draw: Draw) -> Computed:
    first, second = draw.sample(draw.pick(LAP_TIMES), 2)
    together = lcm(first, second)
    key, others = together // first, together // second
    return computed(
        key,
        f"{together}/{first}",
        others,  # the laps of the other
        second,  # took the product of the times for their least multiple
        key + others,  # added the laps of both
        first * second // together,  # the greatest common divisor
        2 * key,  # the second time, not the first
        *slips(key, 1, -1),  # one lap too many or too few
    ).told(
        first=Amount(first, SECOND),
        second=Amount(second, SECOND),
        together=Amount(together, SECOND),
    )
