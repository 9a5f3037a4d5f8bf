"""Journeys of two legs: the average speed over them, and what one leg says about the other."""

from fractions import Fraction
from math import lcm

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import HOUR, counted
from examcli.simulator.bank.quantitative.speed_time_distance.motion import (
    KILOMETRES,
    KILOMETRES_PER_HOUR,
    VEHICLES,
)

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


def _average_of_legs(draw: Draw) -> Draft:
    hours, more_hours, gap = draw.pick(
        ((1, 3, 20), (3, 1, 20), (2, 3, 10), (3, 2, 10), (1, 4, 10), (4, 1, 10), (2, 4, 30))
    )
    slow = 10 * draw.integer(4, 8)
    fast = slow + gap * (1 if gap > 10 else draw.integer(1, 3))
    first, second = slow * hours, fast * more_hours
    total_hours = hours + more_hours
    key = (first + second) // total_hours
    stem = draw.pick(
        (
            (
                "قطعت {vehicle} {first} كم في {hours}، ثم {second} كم في {more}. ما سرعتها "
                "المتوسطة في الرحلة كلها؟"
            ),
            (
                "انطلقت {vehicle} من {city} فقطعت {first} كم في {hours}، ثم قطعت {second} كم في "
                "{more}. كم كانت سرعتها المتوسطة؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        first=first,
        second=second,
        hours=counted(hours, HOUR),
        more=counted(more_hours, HOUR),
        city=draw.city,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(slow + fast, 2),  # averaged the speeds
            Fraction(slow * more_hours + fast * hours, total_hours),  # swapped the times
            Fraction(first + second, total_hours - 1),  # one hour too few
            Fraction(first + second, total_hours + 1),  # one hour too many
            fast,  # took the second leg alone
            slow,  # took the first leg alone
        ),
        f"({first}+{second})/({hours}+{more_hours})",
        f"المسافة الكلية {first} + {second} = {first + second}، والزمن الكلي {total_hours}، "
        f"فالسرعة المتوسطة {first + second} ÷ {total_hours} = {key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )


def _average_there_and_back(draw: Draw) -> Draft:
    there, back, key = draw.pick(HARMONIC)
    way = lcm(there, back)
    if way < 60:
        way *= 2
    if way > 720:
        raise Degenerate
    total_hours = way // there + way // back
    stem = draw.pick(
        (
            (
                "ذهبت {vehicle} من {city} إلى مدينة تبعد عنها {way} كم بسرعة {there} كم/س، وعادت "
                "بسرعة {back} كم/س. ما سرعتها المتوسطة في الذهاب والإياب؟"
            ),
            (
                "قطعت {vehicle} طريقًا طوله {way} كم ذهابًا بسرعة {there} كم/س، وإيابًا بسرعة {back} "
                "كم/س. كم كانت سرعتها المتوسطة في الرحلة كلها؟"
            ),
        )
    ).format(vehicle=draw.pick(VEHICLES), city=draw.city, way=way, there=there, back=back)
    return numeric(
        stem,
        key,
        _average_mistakes(draw, key, (there, back)),
        f"2*{way}/({way}/{there}+{way}/{back})",
        f"زمن الذهاب {way // there} وزمن الإياب {way // back} بالساعات، "
        f"فالسرعة المتوسطة {2 * way} ÷ {total_hours} = {key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )


def _average_mistakes(draw: Draw, key: int, speeds: tuple[int, int]) -> list[int]:
    """Wrong averages of two speeds held over known parts of a way."""
    first, second = speeds
    return whole_drawn(
        draw,
        key,
        Fraction(first + second, 2),  # averaged the speeds
        abs(first - second),  # subtracted the speeds
        Fraction(2 * first + second, 3),  # weighted by the wrong parts
        Fraction(first + 2 * second, 3),  # weighted by distance instead of time
        max(first, second),  # took the greater speed
        min(first, second),  # took the smaller speed
        key + 5,  # rounded up to the next five
        key - 5,  # rounded down
    )


def _speed_back(draw: Draw) -> Draft:
    there, key, average = draw.pick(HARMONIC)
    way = lcm(there, average)
    whole_time, time_out = 2 * way // average, way // there
    stem = draw.pick(
        (
            (
                "ذهبت {vehicle} من {city} إلى مدينة مجاورة بسرعة {there} كم/س، وعادت من الطريق "
                "نفسه، فكانت سرعتها المتوسطة في الرحلة كلها {average} كم/س. كم كانت سرعة العودة؟"
            ),
            (
                "قُطع طريق ذهابًا بسرعة {there} كم/س، وكانت السرعة المتوسطة للذهاب والإياب "
                "{average} كم/س. كم كانت سرعة الإياب؟"
            ),
        )
    ).format(vehicle=draw.pick(VEHICLES), city=draw.city, there=there, average=average)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            2 * average - there,  # took the average for the mean of the speeds
            Fraction(there + average, 2),  # averaged the two given speeds
            abs(average - there),  # subtracted the given speeds
            average,  # took the average for the speed back
            key + 10,  # a slip in the tens
            key - 10,  # a slip in the tens
        ),
        f"{average}*{there}/(2*{there}-{average})",
        f"نفرض طول الطريق {way} كم، فالزمن الكلي {whole_time} وزمن الذهاب {time_out} بالساعات، "
        f"فسرعة العودة {way} ÷ {whole_time - time_out} = {key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )


def _average_over_thirds(draw: Draw) -> Draft:
    third, rest, key = draw.pick(THIRDS)
    way = 3 * lcm(third, rest)
    stem = draw.pick(
        (
            (
                "قطعت {vehicle} ثلث طريقها بسرعة {third} كم/س، وقطعت الباقي بسرعة {rest} كم/س. ما "
                "سرعتها المتوسطة على الطريق كله؟"
            ),
            (
                "انطلقت {vehicle} من {city} فسارت ثلث المسافة بسرعة {third} كم/س وثلثيها بسرعة "
                "{rest} كم/س. كم سرعتها المتوسطة؟"
            ),
        )
    ).format(vehicle=draw.pick(VEHICLES), city=draw.city, third=third, rest=rest)
    return numeric(
        stem,
        key,
        _average_mistakes(draw, key, (third, rest)),
        f"3/(1/{third}+2/{rest})",
        f"نفرض الطريق {way} كم، فالزمن {way // 3} ÷ {third} + {2 * way // 3} ÷ {rest} = "
        f"{way // key} بالساعات، والسرعة المتوسطة {way} ÷ {way // key} = {key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )


def two_legs(draw: Draw) -> Draft:
    """The whole distance; the whole time, or the second speed; a leg found from both wholes."""
    medium = draw.pick((_whole_time, _speed_of_second_leg))
    return draw.by_level(_whole_distance, medium, _hours_at_first_speed)(draw)


def _whole_distance(draw: Draw) -> Draft:
    first_speed, second_speed = (10 * tens for tens in draw.sample(range(4, 13), 2))
    first_hours, second_hours = draw.sample(range(1, 6), 2)
    first, second = first_speed * first_hours, second_speed * second_hours
    key = first + second
    stem = draw.pick(
        (
            "سارت {vehicle} {hours} بسرعة {v} كم/س، ثم {more} بسرعة {w} كم/س. كم كيلومترًا قطعت؟",
            (
                "انطلقت {vehicle} من {city} بسرعة {v} كم/س مدة {hours}، ثم بسرعة {w} كم/س مدة "
                "{more}. كم كيلومترًا طول رحلتها؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        hours=counted(first_hours, HOUR),
        more=counted(second_hours, HOUR),
        v=first_speed,
        w=second_speed,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            first_speed * second_hours + second_speed * first_hours,  # swapped the times
            (first_speed + second_speed) * (first_hours + second_hours),  # added, then multiplied
            Fraction((first_speed + second_speed) * (first_hours + second_hours), 2),  # averaged
            first,  # took the first leg alone
            key + second_speed,  # one hour too many
            key - first_speed,  # one hour too few
        ),
        f"{first_speed}*{first_hours}+{second_speed}*{second_hours}",
        f"المسافة {first_speed} × {first_hours} + {second_speed} × {second_hours} = {first} + "
        f"{second} = {key} كم.",
        unit=KILOMETRES,
    )


def _whole_time(draw: Draw) -> Draft:
    first_speed, second_speed = (10 * tens for tens in draw.sample(range(4, 13), 2))
    first_hours, second_hours = draw.integer(1, 5), draw.integer(1, 5)
    way = first_speed * first_hours + second_speed * second_hours
    key = first_hours + second_hours
    stem = draw.pick(
        (
            (
                "طول طريق {way} كم. سارت عليه {vehicle} {hours} بسرعة {v} كم/س، ثم قطعت الباقي "
                "بسرعة {w} كم/س. كم ساعة استغرقت الرحلة كلها؟"
            ),
            (
                "مدينة تبعد عن {city} {way} كم. سارت {vehicle} نحوها مدة {hours} بسرعة {v} كم/س، "
                "ثم أكملت الطريق بسرعة {w} كم/س. كم ساعة استغرقت الرحلة كلها؟"
            ),
        )
    ).format(
        way=way,
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        hours=counted(first_hours, HOUR),
        v=first_speed,
        w=second_speed,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            second_hours,  # forgot the first leg
            Fraction(way, second_speed),  # took the second speed for the whole way
            Fraction(way, first_speed),  # took the first speed for the whole way
            Fraction(way, second_speed) + first_hours,  # did not subtract the first leg
            key + 1,  # one hour too many
            key - 1,  # one hour too few
            key + 2,  # two hours too many
            key + first_hours,  # counted the first leg twice
        ),
        f"{first_hours}+({way}-{first_speed}*{first_hours})/{second_speed}",
        f"الباقي {way} − {first_speed * first_hours} = {way - first_speed * first_hours} كم، وزمنه "
        f"{way - first_speed * first_hours} ÷ {second_speed} = {second_hours}، "
        f"فالزمن الكلي {first_hours} + {second_hours} = {key}.",
    )


def _speed_of_second_leg(draw: Draw) -> Draft:
    first_speed, second_tens = 10 * draw.integer(4, 11), draw.integer(4, 12)
    first_hours, second_hours = draw.integer(2, 5), draw.integer(2, 5)
    key = 10 * second_tens
    if key == first_speed:
        raise Degenerate
    covered = first_speed * first_hours
    way, total_hours = covered + key * second_hours, first_hours + second_hours
    stem = draw.pick(
        (
            (
                "طول رحلة {way} كم وزمنها {total}. سارت فيها {vehicle} {hours} بسرعة {v} كم/س، ثم "
                "أكملت بسرعة ثابتة أخرى. كم كانت السرعة الثانية؟"
            ),
            (
                "قطعت {vehicle} {way} كم في {total}. سارت أول {hours} بسرعة {v} كم/س. بأي سرعة "
                "ثابتة قطعت الباقي؟"
            ),
        )
    ).format(
        way=way,
        total=counted(total_hours, HOUR),
        vehicle=draw.pick(VEHICLES),
        hours=counted(first_hours, HOUR),
        v=first_speed,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(way, total_hours),  # the average speed
            Fraction(way - covered, total_hours),  # divided by the whole time
            Fraction(way, second_hours),  # did not subtract the first leg
            2 * Fraction(way, total_hours) - first_speed,  # took the legs for equal
            key + 10,  # a slip in the tens
            key - 10,  # a slip in the tens
        ),
        f"({way}-{first_speed}*{first_hours})/({total_hours}-{first_hours})",
        f"الباقي {way} − {covered} = {way - covered} كم، وزمنه {total_hours} − {first_hours} = "
        f"{second_hours}، فالسرعة {way - covered} ÷ {second_hours} = {key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )


def _hours_at_first_speed(draw: Draw) -> Draft:
    slow, fast = sorted(10 * tens for tens in draw.sample(range(4, 13), 2))
    key, other_hours = draw.sample(range(2, 8), 2)
    total_hours = key + other_hours
    way = slow * key + fast * other_hours
    at_fast = fast * total_hours
    stem = draw.pick(
        (
            (
                "قطعت {vehicle} {way} كم في {total}، بعضها بسرعة {slow} كم/س والباقي بسرعة {fast} "
                "كم/س. كم ساعة سارت بالسرعة {slow} كم/س؟"
            ),
            (
                "انطلقت {vehicle} من {city} وقطعت {way} كم في {total}. سارت جزءًا من الزمن بسرعة "
                "{slow} كم/س وبقيته بسرعة {fast} كم/س. كم ساعة سارت بالسرعة الأقل؟"
            ),
        )
    ).format(
        way=way,
        total=counted(total_hours, HOUR),
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        slow=slow,
        fast=fast,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            other_hours,  # the time at the other speed
            Fraction(total_hours, 2),  # took the times for equal
            Fraction(way, slow) - other_hours,  # took the slow speed for the whole way
            Fraction(way, fast),  # took the fast speed for the whole way
            key + 1,  # one hour too many
            key - 1,  # one hour too few
            key + 2,  # two hours too many
            total_hours,  # the whole time
        ),
        f"({fast}*{total_hours}-{way})/({fast}-{slow})",
        f"لو سارت الزمن كله بسرعة {fast} لقطعت {at_fast} كم، والفرق {at_fast} − {way} = "
        f"{at_fast - way} كم، فالزمن {at_fast - way} ÷ {fast - slow} = {key}.",
    )
