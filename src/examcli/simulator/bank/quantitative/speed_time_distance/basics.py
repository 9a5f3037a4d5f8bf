"""Speed, time and distance of one journey at one speed."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.lowest_terms import RATIOS
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import HOUR, MINUTE, counted
from examcli.simulator.bank.quantitative.speed_time_distance.motion import (
    KILOMETRES,
    KILOMETRES_PER_HOUR,
    VEHICLES,
)


def basic(draw: Draw) -> Draft:
    """One of the three from the other two; with minutes; with a ratio or a part of the way."""
    easy = draw.pick((_speed, _distance, _time))
    medium = draw.pick((_distance_in_minutes, _minutes_for_distance))
    hard = draw.pick((_time_by_ratio_of_speeds, _rest_of_way))
    return draw.by_level(easy, medium, hard)(draw)


def _speed(draw: Draw) -> Draft:
    key, hours = 5 * draw.integer(8, 24), draw.integer(2, 9)
    distance = key * hours
    stem = draw.pick(
        (
            "قطعت {vehicle} مسافة {distance} كم في {time} بسرعة ثابتة. كم كانت سرعتها؟",
            "انطلقت {vehicle} من {city} فقطعت {distance} كم في {time}. ما متوسط سرعتها؟",
        )
    ).format(
        vehicle=draw.pick(VEHICLES), distance=distance, time=counted(hours, HOUR), city=draw.city
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            distance - hours,  # subtracted instead of dividing
            Fraction(distance, hours + 1),  # one hour too many
            Fraction(distance, hours - 1),  # one hour too few
            key + 10,  # a slip in the tens
            key - 10,  # a slip in the tens
            Fraction(distance, 2),  # halved the distance
        ),
        f"{distance}/{hours}",
        f"السرعة = المسافة ÷ الزمن = {distance} ÷ {hours} = {key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )


def _distance(draw: Draw) -> Draft:
    speed, halves = 10 * draw.integer(4, 12), draw.integer(3, 15)
    hours = f"{halves // 2}.5 ساعة" if halves % 2 else counted(halves // 2, HOUR)
    key = speed * halves // 2
    stem = draw.pick(
        (
            "تسير {vehicle} بسرعة ثابتة {speed} كم/س. كم كيلومترًا تقطع في {time}؟",
            "غادرت {vehicle} {city} بسرعة ثابتة {speed} كم/س. كم كيلومترًا قطعت بعد {time}؟",
        )
    ).format(vehicle=draw.pick(VEHICLES), speed=speed, time=hours, city=draw.city)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(2 * speed, halves),  # divided instead of multiplying
            speed * (halves // 2),  # dropped the half hour
            key + speed,  # one hour too many
            key - speed,  # one hour too few
            key + speed // 2,  # half an hour too many
            speed + 10 * (halves // 2),  # added instead of multiplying
        ),
        f"{speed}*{halves}/2",
        f"المسافة = السرعة × الزمن = {speed} × {_half(halves)} = {key} كم.",
        unit=KILOMETRES,
    )


def _half(halves: int) -> str:
    """Half of a number, as a decimal."""
    return f"{halves // 2}.5" if halves % 2 else str(halves // 2)


def _time(draw: Draw) -> Draft:
    speed, key = 5 * draw.integer(8, 24), draw.integer(2, 9)
    distance = speed * key
    stem = draw.pick(
        (
            "كم ساعة تحتاج {vehicle} سرعتها {speed} كم/س لقطع {distance} كم؟",
            (
                "تبعد قرية عن {city} مسافة {distance} كم. في كم ساعة تصل إليها {vehicle} سرعتها "
                "الثابتة {speed} كم/س؟"
            ),
        )
    ).format(vehicle=draw.pick(VEHICLES), speed=speed, distance=distance, city=draw.city)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            key + 1,  # one hour too many
            key - 1,  # one hour too few
            2 * key,  # halved the speed
            Fraction(distance, 60),  # took the speed for 60
            Fraction(distance - speed, 10),  # subtracted instead of dividing
            Fraction(speed, 10),  # read the speed as a time
        ),
        f"{distance}/{speed}",
        f"الزمن = المسافة ÷ السرعة = {distance} ÷ {speed} = {key}.",
    )


# Speeds with minutes in which they cover whole kilometres.
SPEEDS_AND_MINUTES = [
    (speed, minutes)
    for speed in (30, 36, 48, 60, 66, 72, 78, 80, 84, 90, 96, 100, 105, 108, 120)
    for minutes in (5, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 55)
    if speed * minutes % 60 == 0
]


def _distance_in_minutes(draw: Draw) -> Draft:
    speed, minutes = draw.pick(SPEEDS_AND_MINUTES)
    hours = draw.integer(1, 3)
    key = speed * hours + speed * minutes // 60
    stem = draw.pick(
        (
            "تسير {vehicle} بسرعة ثابتة {speed} كم/س. كم كيلومترًا تقطع في {hours} و{minutes}؟",
            (
                "سارت {vehicle} من {city} مدة {hours} و{minutes} بسرعة ثابتة {speed} كم/س. كم "
                "كيلومترًا قطعت؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        speed=speed,
        hours=counted(hours, HOUR),
        minutes=counted(minutes, MINUTE),
        city=draw.city,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            speed * hours,  # dropped the minutes
            speed * hours + minutes,  # added the minutes as kilometres
            speed * hours + Fraction(speed * minutes, 100),  # took an hour for 100 minutes
            speed * (hours + 1),  # rounded up to the hour
            speed * hours + Fraction(speed, 2),  # took the minutes for half an hour
        ),
        f"{speed}*(60*{hours}+{minutes})/60",
        f"الزمن {counted(60 * hours + minutes, MINUTE)}، "
        f"فالمسافة {speed} × {60 * hours + minutes} ÷ 60 = {key} كم.",
        unit=KILOMETRES,
    )


def _minutes_for_distance(draw: Draw) -> Draft:
    speed, extra = draw.pick(SPEEDS_AND_MINUTES)
    key = extra + 60 * draw.integer(0, 1)
    distance = speed * key // 60
    stem = draw.pick(
        (
            "كم دقيقة تحتاج {vehicle} سرعتها الثابتة {speed} كم/س لقطع {distance} كم؟",
            (
                "المسافة بين منزل {person} والعمل {distance} كم. كم دقيقة يستغرق قطعها بسرعة ثابتة "
                "{speed} كم/س؟"
            ),
        )
    ).format(vehicle=draw.pick(VEHICLES), speed=speed, distance=distance, person=draw.person)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(distance * 100, speed),  # took an hour for 100 minutes
            distance,  # took a kilometre a minute
            Fraction(speed * 60, distance),  # inverted the division
            Fraction(key, 2),  # halved the time
            key + 5,  # five minutes too many
            key - 5,  # five minutes too few
        ),
        f"{distance}*60/{speed}",
        f"الزمن {distance} ÷ {speed} من الساعة، أي {distance} × 60 ÷ {speed} = {key}.",
    )


def _time_by_ratio_of_speeds(draw: Draw) -> Draft:
    first, second = draw.pick([ratio for ratio in RATIOS if min(ratio) >= 2])
    times = draw.integer(1, 4) * (5 if max(first, second) > 4 else 10)
    known, key = second * times, first * times
    one, other = draw.sample(VEHICLES, 2)
    stem = draw.pick(
        (
            (
                "النسبة بين سرعة {one} وسرعة {other} هي {ratio}. إذا قطعت ال{one} طريقًا في "
                "{time}، ففي كم دقيقة تقطعه ال{other}؟"
            ),
            (
                "تسير {one} و{other} على طريق واحد، والنسبة بين سرعتيهما على الترتيب {ratio}. إذا "
                "احتاجت ال{one} إلى {time} لقطعه، فإلى كم دقيقة تحتاج ال{other}؟"
            ),
        )
    ).format(one=one, other=other, ratio=f"{first} : {second}", time=counted(known, MINUTE))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(known * second, first),  # direct proportion
            known + first - second,  # added the difference of the terms
            known + second - first,  # subtracted it
            Fraction(known * first, first + second),  # took a share of the time
            key + times,  # one share too many
            key - times,  # one share too few
        ),
        f"{known}*{first}/{second}",
        "الزمن يتناسب عكسيًا مع السرعة عند ثبات المسافة، "
        f"فالزمن {known} × {first} ÷ {second} = {key}.",
    )


def _rest_of_way(draw: Draw) -> Draft:
    top, bottom = draw.pick(
        ((1, 3), (1, 4), (3, 4), (2, 5), (3, 5), (2, 7), (3, 7), (3, 8), (5, 8))
    )
    speed, hours = (
        10 * draw.integer(4, 12),
        top * draw.integer(1, 2) if top > 1 else draw.integer(2, 6),
    )
    done = speed * hours
    key = done // top * (bottom - top)
    stem = draw.pick(
        (
            (
                "قطعت {vehicle} {part} الطريق في {time} بسرعة ثابتة {speed} كم/س. كم كيلومترًا بقي "
                "من الطريق؟"
            ),
            (
                "انطلقت {vehicle} من {city} بسرعة ثابتة {speed} كم/س، وبعد {time} كانت قد قطعت "
                "{part} طريقها. كم كيلومترًا بقي لها؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        part=f"{top}/{bottom}",
        time=counted(hours, HOUR),
        speed=speed,
        city=draw.city,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            done,  # the part covered
            done // top * bottom,  # the whole way
            Fraction(done * (bottom - top), bottom),  # took the covered part for the whole
            done // top,  # one part
            Fraction(done * top, bottom - top),  # inverted the ratio of the parts
        ),
        f"{speed}*{hours}*({bottom}-{top})/{top}",
        f"المقطوع {speed} × {hours} = {done} كم وهو {top}/{bottom} الطريق، فالباقي {done} × "
        f"{bottom - top}/{top} = {key} كم.",
        unit=KILOMETRES,
    )
