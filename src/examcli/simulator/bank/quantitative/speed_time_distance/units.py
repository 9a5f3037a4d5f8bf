"""Speeds in kilometres per hour and in metres per second."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import MINUTE, SECOND, counted
from examcli.simulator.bank.quantitative.speed_time_distance.motion import (
    KILOMETRES_PER_HOUR,
    METRES,
    METRES_PER_SECOND,
    VEHICLES,
)

MOVERS = (*VEHICLES, "دراجة نارية", "حافلة مدرسية", "سيارة إسعاف")


def unit_change(draw: Draw) -> Draft:
    """One conversion; a conversion after a distance; two speeds in two units."""
    easy = draw.pick((_to_metres_per_second, _to_kilometres_per_hour))
    medium = draw.pick((_metres_in_seconds, _speed_from_metres))
    return draw.by_level(easy, medium, _gap_of_two_units)(draw)


def _to_metres_per_second(draw: Draw) -> Draft:
    times = draw.integer(1, 7)
    speed, key = 18 * times, 5 * times
    stem = draw.pick(
        (
            "تسير {} بسرعة {} كم/س. كم تساوي سرعتها بالمتر في الثانية؟",
            "سرعة {} تساوي {} كم/س. عبّر عن هذه السرعة بوحدة م/ث.",
        )
    ).format(draw.pick(MOVERS), speed)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(speed * 36, 10),  # multiplied instead of dividing
            Fraction(speed * 1000, 60),  # divided by 60 once
            Fraction(speed, 6),  # divided by 6
            Fraction(speed, 3),  # rounded the factor down
            Fraction(speed, 2),  # halved the speed
            key + 5,  # one eighteen too many
            key - 5,  # one eighteen too few
        ),
        f"{speed}*1000/3600",
        f"السرعة {speed} × 1000 ÷ 3600 = {key} م/ث.",
        unit=METRES_PER_SECOND,
    )


def _to_kilometres_per_hour(draw: Draw) -> Draft:
    times = draw.integer(1, 7)
    speed, key = 5 * times, 18 * times
    stem = draw.pick(
        (
            "تسير {} بسرعة {} م/ث. كم تساوي سرعتها بالكيلومتر في الساعة؟",
            "سرعة {} تساوي {} م/ث. عبّر عن هذه السرعة بوحدة كم/س.",
        )
    ).format(draw.pick(MOVERS), speed)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            6 * speed,  # multiplied by 6
            3 * speed,  # rounded the factor down
            4 * speed,  # rounded the factor up
            key + 18,  # one five too many
            key - 18,  # one five too few
            60 * speed // 10,  # took 60 seconds and dropped a zero
        ),
        f"{speed}*3600/1000",
        f"السرعة {speed} × 3600 ÷ 1000 = {key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )


def _metres_in_seconds(draw: Draw) -> Draft:
    times, seconds = draw.integer(2, 7), draw.integer(4, 30)
    speed, metres_per_second = 18 * times, 5 * times
    key = metres_per_second * seconds
    stem = draw.pick(
        (
            "تسير {mover} بسرعة ثابتة {speed} كم/س. كم مترًا تقطع في {time}؟",
            "{mover} سرعتها الثابتة {speed} كم/س. كم مترًا تقطع خلال {time} من سيرها؟",
        )
    ).format(mover=draw.pick(MOVERS), speed=speed, time=counted(seconds, SECOND))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            speed * seconds,  # forgot to convert
            Fraction(speed * 1000 * seconds, 60 * 60 * 2),  # doubled the hour
            6 * times * seconds,  # divided the speed by 3
            3 * times * seconds,  # divided the speed by 6
            metres_per_second * (seconds + 1),  # one second too many
            metres_per_second * (seconds - 1),  # one second too few
        ),
        f"{speed}*1000*{seconds}/3600",
        f"السرعة {speed} × 1000 ÷ 3600 = {metres_per_second} م/ث، "
        f"والمسافة {metres_per_second} × {seconds} = {key} م.",
        unit=METRES,
    )


def _speed_from_metres(draw: Draw) -> Draft:
    times, seconds = draw.integer(1, 7), draw.integer(4, 40)
    metres, key = 5 * times * seconds, 18 * times
    stem = draw.pick(
        (
            ("قطعت {mover} {metres} م في {time} بسرعة ثابتة. كم كانت سرعتها بالكيلومتر في الساعة؟"),
            "احتاجت {mover} إلى {time} لقطع مسافة {metres} م. ما سرعتها بوحدة كم/س؟",
        )
    ).format(mover=draw.pick(MOVERS), metres=metres, time=counted(seconds, SECOND))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            5 * times,  # forgot to convert
            30 * times,  # multiplied by 6
            15 * times,  # rounded the factor down
            20 * times,  # rounded the factor up
            key + 18,  # one five too many
            key - 18,  # one five too few
        ),
        f"{metres}*3600/({seconds}*1000)",
        (
            f"السرعة {metres} ÷ {seconds} = {5 * times} م/ث، أي {5 * times} × 3600 ÷ 1000 = {key} "
            "كم/س."
        ),
        unit=KILOMETRES_PER_HOUR,
    )


def _gap_of_two_units(draw: Draw) -> Draft:
    first, second = draw.sample(range(2, 8), 2)
    minutes = draw.integer(1, 6)
    kilometres_per_hour, metres_per_second = 18 * first, 5 * second
    gap = 5 * abs(first - second)
    key = gap * 60 * minutes
    converted, given = f"{kilometres_per_hour}*1000/3600", str(metres_per_second)
    greater, smaller = (converted, given) if first > second else (given, converted)
    one, other = draw.sample(VEHICLES, 2)
    stem = draw.pick(
        (
            (
                "انطلقت {one} بسرعة {slow} كم/س و{other} بسرعة {fast} م/ث من مكان واحد وفي اتجاه "
                "واحد. كم مترًا يصبح البعد بينهما بعد {time}؟"
            ),
            (
                "بدأت {one} سرعتها {slow} كم/س و{other} سرعتها {fast} م/ث السير معًا من نقطة واحدة "
                "في الاتجاه نفسه. كم مترًا بينهما بعد {time}؟"
            ),
        )
    ).format(
        one=one,
        other=other,
        slow=kilometres_per_hour,
        fast=metres_per_second,
        time=counted(minutes, MINUTE),
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            gap * minutes,  # forgot the seconds in a minute
            abs(kilometres_per_hour - metres_per_second) * 60 * minutes,  # forgot to convert
            5 * (first + second) * 60 * minutes,  # added the speeds
            gap * 60 * (minutes + 1),  # one minute too many
            gap * 60 * (minutes - 1),  # one minute too few
            gap * 100 * minutes,  # took a minute for 100 seconds
        ),
        f"({greater}-{smaller})*60*{minutes}",
        f"{kilometres_per_hour} كم/س = {5 * first} م/ث، والفرق بين السرعتين {gap} م/ث، "
        f"فالبعد بعد {60 * minutes} ثانية: {gap} × {60 * minutes} = {key} م.",
        unit=METRES,
    )
