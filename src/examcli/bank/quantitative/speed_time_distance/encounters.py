"""Two that move towards each other, and one that catches the other up."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.nouns import HOUR, Amount

words = Words(__name__)
form = words.form

# Two speeds, the hours of the slow one's head start, and the whole hours until it is caught.
CHASES = [
    (slow, fast, alone, slow * alone // (fast - slow))
    for slow in range(30, 105, 5)
    for fast in range(slow + 5, 125, 5)
    for alone in range(1, 5)
    if slow * alone % (fast - slow) == 0 and 2 <= slow * alone // (fast - slow) <= 9
]


def meeting(draw: Draw) -> Draft:
    """When they meet; where; with a head start, or the speed from the time."""
    hard = draw.pick((_meeting_after_head_start, _speed_from_meeting))
    return draw.by_level(_hours_to_meeting, _place_of_meeting, hard)(draw)


def catch_up(draw: Draw) -> Draft:
    """From a gap in length; from a head start in time; the place, or the speed that is needed."""
    hard = draw.pick((_place_of_catching, _speed_to_catch))
    return draw.by_level(_hours_from_gap, _hours_from_head_start, hard)(draw)


def _two_speeds(draw: Draw) -> tuple[int, int]:
    """Two road speeds, the slower first."""
    slow, fast = sorted(draw.sample(range(40, 125, 5), 2))
    return slow, fast


@form("hours-to-meeting", WHOLE_DRAWN)
def _hours_to_meeting(draw: Draw) -> Computed:
    slow, fast = _two_speeds(draw)
    key, together = draw.integer(2, 6), slow + fast
    apart = together * key
    return computed(
        key,
        f"{apart}/({fast}+{slow})",
        Fraction(apart, fast - slow),  # subtracted the speeds
        Fraction(2 * apart, together),  # divided by the average speed
        Fraction(apart, fast),  # took the fast one alone
        Fraction(apart, slow),  # took the slow one alone
        *slips(key, 1, -1, 2, -2),  # one or two hours too many or too few
    ).told(apart=apart, fast=fast, slow=slow, together=together)


@form("place-of-meeting", WHOLE_DRAWN)
def _place_of_meeting(draw: Draw) -> Computed:
    slow, fast = _two_speeds(draw)
    hours = draw.integer(2, 5)
    apart = (slow + fast) * hours
    speed, case = draw.pick(((slow, "slower"), (fast, "faster")))
    key = speed * hours
    return computed(
        key,
        f"{apart}/({fast}+{slow})*{speed}",
        apart - key,  # the way of the other one
        Fraction(apart, 2),  # took the ways for equal
        (fast - slow) * hours,  # multiplied by the difference of the speeds
        *slips(key, speed, -speed),  # one hour too many or too few
        key + 10,  # a slip in the tens
        case=case,
    ).told(apart=apart, fast=fast, slow=slow, hours=hours, speed=speed)


@form("meeting-after-head-start", WHOLE_DRAWN)
def _meeting_after_head_start(draw: Draw) -> Computed:
    slow, fast = _two_speeds(draw)
    first, second = draw.pick(((slow, fast), (fast, slow)))
    alone, key = draw.integer(1, 3), draw.integer(2, 5)
    rest = (first + second) * key
    apart = first * alone + rest
    return computed(
        key,
        f"({apart}-{first}*{alone})/({first}+{second})",
        key + alone,  # counted from the first start
        Fraction(apart, first + second),  # ignored the head start
        Fraction(apart, first + second) - alone,  # subtracted the head start from the time
        Fraction(rest, second),  # stopped the first one
        *slips(key, 1, -1),  # one hour too many or too few
        key + 2,  # two hours too many
        abs(key - alone),  # subtracted the head start once more
    ).told(
        apart=apart,
        first=first,
        second=second,
        alone=Amount(alone, HOUR),
        ahead=first * alone,
        rest=rest,
    )


@form("speed-from-meeting", WHOLE_DRAWN)
def _speed_from_meeting(draw: Draw) -> Computed:
    slow, gap, hours = 5 * draw.integer(8, 20), 10 * draw.integer(1, 4), draw.integer(2, 5)
    together = 2 * slow + gap
    apart = together * hours
    key, case, sign = draw.pick(((slow, "slower", "-"), (slow + gap, "faster", "+")))
    return computed(
        key,
        f"({apart}/{hours}{sign}{gap})/2",
        together - key,  # the speed of the other one
        Fraction(together, 2),  # took the speeds for equal
        together - gap,  # forgot to halve
        together,  # the speed of approach
        *slips(key, gap, -gap),  # added or subtracted the difference once more
        case=case,
    ).told(apart=apart, hours=Amount(hours, HOUR), gap=gap, together=together)


@form("hours-from-gap", WHOLE_DRAWN)
def _hours_from_gap(draw: Draw) -> Computed:
    slow, fast = _two_speeds(draw)
    key, gain = draw.integer(2, 8), fast - slow
    ahead = gain * key
    return computed(
        key,
        f"{ahead}/({fast}-{slow})",
        Fraction(ahead, slow + fast),  # added the speeds
        Fraction(ahead, slow),  # took the slow one alone
        Fraction(ahead, fast),  # took the fast one alone
        2 * key,  # halved the difference of the speeds
        *slips(key, 1, -1, 2, -2),  # one or two hours too many or too few
        Fraction(key, 2),  # doubled the difference of the speeds
    ).told(slow=slow, fast=fast, ahead=ahead, gain=gain)


@form("hours-from-head-start", WHOLE_DRAWN)
def _hours_from_head_start(draw: Draw) -> Computed:
    slow, fast, alone, key = draw.pick(CHASES)
    ahead = slow * alone
    return computed(
        key,
        f"{slow}*{alone}/({fast}-{slow})",
        key + alone,  # counted from the first start
        key - alone,  # subtracted the head start
        Fraction(fast * alone, slow),  # used the ratio of the speeds
        Fraction(ahead, fast),  # divided by the fast speed
        Fraction(ahead, fast + slow),  # added the speeds
        *slips(key, 1, -1, 2, -2),  # one or two hours too many or too few
    ).told(slow=slow, fast=fast, alone=Amount(alone, HOUR), ahead=ahead, gain=fast - slow)


@form("place-of-catching", WHOLE_DRAWN)
def _place_of_catching(draw: Draw) -> Computed:
    slow, fast, alone, hours = draw.pick(CHASES)
    key = fast * hours
    if key > 800:
        raise Degenerate("too far")
    return computed(
        key,
        f"{fast}*{slow}*{alone}/({fast}-{slow})",
        slow * hours,  # forgot the head start of the slow one
        slow * alone,  # the head start alone
        fast * (hours + alone),  # gave the fast one the slow one's time
        fast * alone,  # gave the fast one the head start
        *slips(key, fast, -fast),  # one hour too many or too few
    ).told(slow=slow, fast=fast, alone=Amount(alone, HOUR), hours=hours)


@form("speed-to-catch", WHOLE_DRAWN)
def _speed_to_catch(draw: Draw) -> Computed:
    slow, key, alone, hours = draw.pick(CHASES)
    return computed(
        key,
        f"{slow}*({hours}+{alone})/{hours}",
        Fraction(slow * hours, alone),  # took the ratio of the times given
        Fraction(slow * hours, hours + alone),  # inverted the ratio of the times
        slow + 10 * alone,  # added ten for each hour behind
        Fraction(slow * alone, hours),  # the gain alone
        *slips(key, 5, -5),  # rounded to another five
        key + 10,  # a slip in the tens
    ).told(slow=slow, alone=Amount(alone, HOUR), hours=Amount(hours, HOUR), way=key * hours)
