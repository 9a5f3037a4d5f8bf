"""Journeys against the clock: stops on the way, arriving late and arriving early."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import HOUR, MINUTE, TIME, counted
from examcli.simulator.bank.quantitative.speed_time_distance.motion import (
    KILOMETRES,
    KILOMETRES_PER_HOUR,
    VEHICLES,
)


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


def _distance_with_stop(draw: Draw) -> Draft:
    speed, total, stopped = 10 * draw.integer(5, 12), draw.integer(4, 9), draw.integer(1, 2)
    key = speed * (total - stopped)
    stem = draw.pick(
        (
            (
                "رحلة {vehicle} استغرقت {total}، وتخللها توقف للراحة مدة {stopped}. إذا كانت "
                "سرعتها أثناء السير {speed} كم/س، فكم كيلومترًا قطعت؟"
            ),
            (
                "انطلقت {vehicle} من {city} ووصلت بعد {total}، وتوقفت في الطريق مدة {stopped}. "
                "إذا سارت بسرعة ثابتة {speed} كم/س، فكم كيلومترًا طول الطريق؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        total=counted(total, HOUR),
        stopped=counted(stopped, HOUR),
        speed=speed,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            speed * total,  # forgot the stop
            speed * (total + stopped),  # added the stop to the time
            speed * stopped,  # took the stop alone
            speed * total - stopped * 10,  # subtracted the stop from the distance
            key - speed,  # one hour too few
            key + speed,  # one hour too many
        ),
        f"{speed}*({total}-{stopped})",
        f"زمن السير {total} − {stopped} = {total - stopped}، فالمسافة {speed} × "
        f"{total - stopped} = {key} كم.",
        unit=KILOMETRES,
    )


def _minutes_with_stops(draw: Draw) -> Draft:
    speed, hours = 10 * draw.integer(5, 12), draw.integer(2, 6)
    stops, rest = draw.integer(2, 5), draw.pick((5, 10, 15, 20, 25))
    moving = 60 * hours
    key = moving + stops * rest
    stem = draw.pick(
        (
            (
                "قطعت {vehicle} {way} كم بسرعة ثابتة {speed} كم/س، وتوقفت في الطريق {stops}، مدة "
                "كل منها {rest}. كم دقيقة استغرقت الرحلة كلها؟"
            ),
            (
                "تسير {vehicle} من {city} إلى قرية تبعد {way} كم بسرعة ثابتة {speed} كم/س، وتقف "
                "في الطريق {stops}، كل مرة {rest}. بعد كم دقيقة من انطلاقها تصل؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        way=speed * hours,
        speed=speed,
        stops=counted(stops, TIME),
        rest=counted(rest, MINUTE),
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            moving,  # forgot the stops
            moving + rest,  # counted one stop
            moving + (stops + 1) * rest,  # counted one stop too many
            moving + (stops - 1) * rest,  # counted one stop too few
            100 * hours + stops * rest,  # took an hour for 100 minutes
            moving - stops * rest,  # subtracted the stops
        ),
        f"60*{speed * hours}/{speed}+{stops}*{rest}",
        f"زمن السير {speed * hours} ÷ {speed} = {hours} بالساعات، أي {counted(moving, MINUTE)}، "
        f"والتوقف {stops} × {rest} = {counted(stops * rest, MINUTE)}، فالمجموع {key}.",
    )


def _arrival_with_stops(draw: Draw) -> Draft:
    legs, leg_hours = draw.pick(((2, 2), (3, 1), (3, 2), (4, 1), (5, 1), (6, 1)))
    speed, rest = 10 * draw.integer(5, 12), draw.pick((10, 15, 20, 25))
    start = 60 * draw.integer(5, 8) + draw.pick((0, 10, 15, 30))
    driving, stops = 60 * legs * leg_hours, legs - 1
    forgot, one_too_many = start + driving, start + driving + legs * rest
    right, added_hour = start + driving + stops * rest, start + driving + 60 + stops * rest
    vehicle = draw.pick(VEHICLES)
    stem = draw.pick(
        (
            (
                "انطلقت {vehicle} الساعة {start} صباحًا بسرعة {speed} كم/س لقطع {way} كم، وتتوقف "
                "{rest} كلما قطعت {leg} كم قبل الوصول. في أي ساعة تصل؟"
            ),
            (
                "تغادر {vehicle} {city} الساعة {start} صباحًا إلى مدينة تبعد {way} كم بسرعة "
                "{speed} كم/س، وتستريح {rest} بعد كل {leg} كم ما لم تصل. متى تصل؟"
            ),
        )
    ).format(
        vehicle=vehicle,
        city=draw.city,
        start=clock(start),
        speed=speed,
        way=speed * legs * leg_hours,
        rest=counted(rest, MINUTE),
        leg=speed * leg_hours,
    )
    return Draft(
        stem,
        clock(right),
        (clock(forgot), clock(one_too_many), clock(added_hour)),
        "",
        f"زمن السير {legs * leg_hours} بالساعات، وعدد مرات التوقف {stops} لأن نهاية الرحلة وصول، "
        f"فمدة التوقف {counted(stops * rest, MINUTE)}، والوصول الساعة {clock(right)}.",
    )


# A speed, hours of moving and fewer of standing, with a whole average over all of them.
DELAYED = [
    (speed, moving, stopped)
    for speed in range(40, 125, 5)
    for moving in range(2, 9)
    for stopped in range(1, min(moving, 4))
    if speed * moving % (5 * (moving + stopped)) == 0
]


def _average_with_stops(draw: Draw) -> Draft:
    speed, moving, stopped = draw.pick(DELAYED)
    way, total = speed * moving, moving + stopped
    key = way // total
    stem = draw.pick(
        (
            (
                "قطعت {vehicle} {way} كم بسرعة {speed} كم/س أثناء السير، وتوقفت في الطريق مدة "
                "{stopped}. ما سرعتها المتوسطة في زمن الرحلة كله؟"
            ),
            (
                "مدينة تبعد عن {city} {way} كم. سارت إليها {vehicle} بسرعة {speed} كم/س وتوقفت "
                "للراحة مدة {stopped}. كم سرعتها المتوسطة مع احتساب التوقف؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        way=way,
        speed=speed,
        stopped=counted(stopped, HOUR),
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            speed,  # forgot the stop
            Fraction(way, moving - stopped),  # subtracted the stop from the time
            Fraction(speed, 2),  # averaged the speed with standing still
            speed - 10 * stopped,  # subtracted the stop from the speed
            key + 5,  # rounded up to the next five
            key - 5,  # rounded down
        ),
        f"{way}/({way}/{speed}+{stopped})",
        f"زمن السير {way} ÷ {speed} = {moving}، والزمن الكلي {moving} + {stopped} = {total}، "
        f"فالسرعة المتوسطة {way} ÷ {total} = {key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )


def late_early(draw: Draw) -> Draft:
    """The speed for another time; the minutes a speed saves; the way from late and early."""
    hard = draw.pick((_way_from_late_and_early, _speed_to_be_on_time))
    return draw.by_level(_speed_for_new_time, _minutes_saved, hard)(draw)


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


def _speed_for_new_time(draw: Draw) -> Draft:
    speed, hours, change, key = draw.pick(RETIMED)
    gap = counted(abs(change), HOUR)
    wanted = f"{'قبل' if change < 0 else 'بعد'} موعدها المعتاد بمقدار {gap}"
    stem = draw.pick(
        (
            "تقطع {vehicle} طريقًا في {hours} بسرعة {speed} كم/س. بأي سرعة ثابتة تصل {wanted}؟",
            (
                "تصل {vehicle} من {city} إلى مدينة أخرى في {hours} بسرعة {speed} كم/س. كم يجب أن "
                "تكون سرعتها لتصل {wanted}؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        hours=counted(hours, HOUR),
        speed=speed,
        wanted=wanted,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(speed * (hours + change), hours),  # direct proportion
            Fraction(speed * hours, hours - change) if hours > change else 0,  # wrong direction
            speed + 10 * change,  # ten kilometres an hour for each hour, wrong direction
            speed - 10 * change,  # ten kilometres an hour for each hour
            key + 5,  # rounded up to the next five
            key - 5,  # rounded down
        ),
        f"{speed}*{hours}/({hours}{change:+d})",
        f"طول الطريق {speed} × {hours} = {speed * hours} كم، والزمن الجديد {hours + change}، "
        f"فالسرعة {speed * hours} ÷ {hours + change} = {key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )


# A way, two speeds that cover it in whole minutes, and the minutes between them.
SAVINGS = [
    (way, slow, fast, way * 60 // slow - way * 60 // fast)
    for way in range(30, 310, 30)
    for slow in range(40, 110, 10)
    for fast in range(slow + 10, 130, 10)
    if way * 60 % slow == 0 and way * 60 % fast == 0
]


def _minutes_saved(draw: Draw) -> Draft:
    way, slow, fast, key = draw.pick(SAVINGS)
    slow_minutes, fast_minutes = way * 60 // slow, way * 60 // fast
    stem = draw.pick(
        (
            (
                "تقطع {vehicle} طريقًا طوله {way} كم بسرعة {slow} كم/س عادةً. كم دقيقة تصل قبل "
                "موعدها إذا سارت بسرعة {fast} كم/س؟"
            ),
            (
                "قرية تبعد عن {city} {way} كم. كم دقيقة تتأخر {vehicle} عن موعدها إذا سارت إليها "
                "بسرعة {slow} كم/س بدلًا من {fast} كم/س؟"
            ),
        )
    ).format(vehicle=draw.pick(VEHICLES), city=draw.city, way=way, slow=slow, fast=fast)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            fast - slow,  # subtracted the speeds
            Fraction(way * 60, fast - slow),  # divided by the difference of the speeds
            Fraction(key * 100, 60),  # took an hour for 100 minutes
            fast_minutes,  # the new time, not the saving
            slow_minutes,  # the usual time, not the saving
            key + 5,  # five minutes too many
            key - 5,  # five minutes too few
        ),
        f"{way}*60/{slow}-{way}*60/{fast}",
        f"الزمنان بالدقائق {way} × 60 ÷ {slow} = {slow_minutes} و{way} × 60 ÷ {fast} = "
        f"{fast_minutes}، والفرق {slow_minutes} − {fast_minutes} = {key}.",
    )


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


def _way_from_late_and_early(draw: Draw) -> Draft:
    slow, fast, late, early, key = draw.pick(LATE_AND_EARLY)
    stem = draw.pick(
        (
            (
                "إذا سارت {vehicle} بسرعة {slow} كم/س وصلت متأخرة {late} عن موعدها، وإذا سارت "
                "بسرعة {fast} كم/س وصلت قبله بمقدار {early}. كم كيلومترًا طول الطريق؟"
            ),
            (
                "يؤدي السير من منزل {person} إلى العمل بسرعة {slow} كم/س إلى تأخر قدره {late}، "
                "والسير بسرعة {fast} كم/س إلى تبكير قدره {early}. كم كيلومترًا المسافة؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        person=draw.person,
        slow=slow,
        fast=fast,
        late=counted(late, MINUTE),
        early=counted(early, MINUTE),
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(slow * fast * abs(late - early), 60 * (fast - slow)),  # subtracted the minutes
            Fraction(slow * fast * late, 60 * (fast - slow)),  # forgot the early minutes
            Fraction((fast - slow) * (late + early), 60),  # multiplied by the gap of the speeds
            Fraction((fast + slow) * (late + early), 60),  # multiplied by the sum of the speeds
            Fraction(slow * fast * (late + early), 100 * (fast - slow)),  # an hour of 100 minutes
            2 * key,  # counted the way there and back
            key + fast - slow,  # one hour too many at the gap
        ),
        f"{slow}*{fast}*({late}+{early})/(60*({fast}-{slow}))",
        f"الفرق بين الزمنين {late} + {early} = {counted(late + early, MINUTE)}، وطول الطريق × "
        f"(1/{slow} − 1/{fast}) = {late + early}/60، فطول الطريق {key} كم.",
        unit=KILOMETRES,
    )


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


def _speed_to_be_on_time(draw: Draw) -> Draft:
    way, slow, late, key = draw.pick(ON_TIME)
    minutes = way * 60 // slow
    stem = draw.pick(
        (
            (
                "قطعت {vehicle} {way} كم بسرعة ثابتة {slow} كم/س فتأخرت عن موعدها {late}. بأي "
                "سرعة ثابتة كانت تصل في موعدها؟"
            ),
            (
                "مدينة تبعد عن {city} {way} كم. إذا سارت إليها {vehicle} بسرعة {slow} كم/س تأخرت "
                "{late}. كم السرعة التي تصل بها في موعدها؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        way=way,
        slow=slow,
        late=counted(late, MINUTE),
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(way * 60, minutes + late),  # added the delay to the time
            slow + late,  # read the minutes as a speed
            Fraction(way * 60, late),  # divided by the delay alone
            2 * slow - Fraction(way * 60, minutes + late),  # took speed to change evenly
            key + 5,  # rounded up to the next five
            key - 5,  # rounded down
            key + 10,  # a slip in the tens
        ),
        f"{way}*60/({way}*60/{slow}-{late})",
        f"زمن الرحلة {way} × 60 ÷ {slow} = {counted(minutes, MINUTE)}، والزمن المطلوب {minutes} − "
        f"{late} = {counted(minutes - late, MINUTE)}، فالسرعة {way} × 60 ÷ {minutes - late} = "
        f"{key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )
