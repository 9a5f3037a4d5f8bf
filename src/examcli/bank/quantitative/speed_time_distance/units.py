"""Speeds in kilometres per hour and in metres per second."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.nouns import MINUTE, SECOND, Amount, counted

words = Words(__name__)
form = words.form


def unit_change(draw: Draw) -> Draft:
    """One conversion; a conversion after a distance; two speeds in two units."""
    easy = draw.pick((_to_metres_per_second, _to_kilometres_per_hour))
    medium = draw.pick((_metres_in_seconds, _speed_from_metres))
    return draw.by_level(easy, medium, _gap_of_two_units)(draw)


@form("to-metres-per-second", WHOLE_DRAWN)
def _to_metres_per_second(draw: Draw) -> Computed:
    times = draw.integer(1, 7)
    speed, key = 18 * times, 5 * times
    return computed(
        key,
        f"{speed}*1000/3600",
        Fraction(speed * 36, 10),  # multiplied instead of dividing
        Fraction(speed * 1000, 60),  # divided by 60 once
        Fraction(speed, 6),  # divided by 6
        Fraction(speed, 3),  # rounded the factor down
        Fraction(speed, 2),  # halved the speed
        *slips(key, 5, -5),  # one eighteen too many or too few
    ).told(speed=speed)


@form("to-kilometres-per-hour", WHOLE_DRAWN)
def _to_kilometres_per_hour(draw: Draw) -> Computed:
    times = draw.integer(1, 7)
    speed, key = 5 * times, 18 * times
    return computed(
        key,
        f"{speed}*3600/1000",
        6 * speed,  # multiplied by 6
        3 * speed,  # rounded the factor down
        4 * speed,  # rounded the factor up
        *slips(key, 18, -18),  # one five too many or too few
        60 * speed // 10,  # took 60 seconds and dropped a zero
    ).told(speed=speed)


@form("metres-in-seconds", WHOLE_DRAWN)
def _metres_in_seconds(draw: Draw) -> Computed:
    times, seconds = draw.integer(2, 7), draw.integer(4, 30)
    speed, converted = 18 * times, 5 * times
    key = converted * seconds
    return computed(
        key,
        f"{speed}*1000*{seconds}/3600",
        speed * seconds,  # forgot to convert
        Fraction(speed * 1000 * seconds, 60 * 60 * 2),  # doubled the hour
        6 * times * seconds,  # divided the speed by 3
        3 * times * seconds,  # divided the speed by 6
        *slips(key, converted, -converted),  # one second too many or too few
    ).told(speed=speed, converted=converted, seconds=Amount(seconds, SECOND))


@form("speed-from-metres", WHOLE_DRAWN)
def _speed_from_metres(draw: Draw) -> Computed:
    times, seconds = draw.integer(1, 7), draw.integer(4, 40)
    speed, key = 5 * times, 18 * times
    metres = speed * seconds
    return computed(
        key,
        f"{metres}*3600/({seconds}*1000)",
        speed,  # forgot to convert
        6 * speed,  # multiplied by 6
        3 * speed,  # rounded the factor down
        4 * speed,  # rounded the factor up
        *slips(key, 18, -18),  # one five too many or too few
    ).told(metres=metres, seconds=Amount(seconds, SECOND), speed=speed)


@form("gap-of-two-units", WHOLE_DRAWN)
def _gap_of_two_units(draw: Draw) -> Computed:
    first, second = draw.sample(range(2, 8), 2)
    minutes = draw.integer(1, 6)
    seconds = 60 * minutes
    in_kilometres, in_metres, gap = 18 * first, 5 * second, 5 * abs(first - second)
    converted, given = f"{in_kilometres}*1000/3600", str(in_metres)
    greater, smaller = (converted, given) if first > second else (given, converted)
    one, other = draw.sample(words.phrases("vehicle"), 2)
    return computed(
        gap * seconds,
        f"({greater}-{smaller})*60*{minutes}",
        gap * minutes,  # forgot the seconds in a minute
        abs(in_kilometres - in_metres) * seconds,  # forgot to convert
        5 * (first + second) * seconds,  # added the speeds
        gap * (seconds + 60),  # one minute too many
        gap * (seconds - 60),  # one minute too few
        gap * 100 * minutes,  # took a minute for 100 seconds
    ).told(
        one=one,
        other=other,
        in_kilometres=in_kilometres,
        in_metres=in_metres,
        time=counted(minutes, MINUTE),
        converted=5 * first,
        gap=gap,
        seconds=seconds,
    )
