"""Two that move towards each other, and one that catches the other up."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import HOUR, counted
from examcli.simulator.bank.quantitative.speed_time_distance.motion import (
    KILOMETRES,
    KILOMETRES_PER_HOUR,
    VEHICLES,
)


def _two_speeds(draw: Draw) -> tuple[int, int]:
    """Two road speeds, the slower first."""
    slow, fast = sorted(draw.sample(range(40, 125, 5), 2))
    return slow, fast


def meeting(draw: Draw) -> Draft:
    """When they meet; where; with a head start, or the speed from the time."""
    hard = draw.pick((_meeting_after_head_start, _speed_from_meeting))
    return draw.by_level(_hours_to_meeting, _place_of_meeting, hard)(draw)


def _hours_to_meeting(draw: Draw) -> Draft:
    slow, fast = _two_speeds(draw)
    key = draw.integer(2, 6)
    apart = (slow + fast) * key
    stem = draw.pick(
        (
            (
                "المسافة بين مدينتين {apart} كم. انطلقت من كل منهما في الوقت نفسه {vehicle} نحو "
                "الأخرى، سرعة الأولى {v} كم/س وسرعة الثانية {w} كم/س. بعد كم ساعة تلتقيان؟"
            ),
            (
                "تبعد {city} عن مدينة أخرى {apart} كم. غادرتهما في اللحظة نفسها {vehicle} "
                "و{vehicle} أخرى في اتجاهين متقابلين بسرعتي {v} كم/س و{w} كم/س. بعد كم ساعة "
                "تلتقيان؟"
            ),
        )
    ).format(apart=apart, vehicle=draw.pick(VEHICLES), city=draw.city, v=fast, w=slow)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(apart, fast - slow),  # subtracted the speeds
            Fraction(2 * apart, slow + fast),  # divided by the average speed
            Fraction(apart, fast),  # took the fast one alone
            Fraction(apart, slow),  # took the slow one alone
            key + 1,  # one hour too many
            key - 1,  # one hour too few
            key + 2,  # two hours too many
            key - 2,  # two hours too few
        ),
        f"{apart}/({fast}+{slow})",
        (
            f"تقتربان بمعدل {fast} + {slow} = {fast + slow} كم/س، فالزمن {apart} ÷ {fast + slow} = "
            f"{key}."
        ),
    )


def _place_of_meeting(draw: Draw) -> Draft:
    slow, fast = _two_speeds(draw)
    hours = draw.integer(2, 5)
    apart = (slow + fast) * hours
    key, asked = draw.pick(((slow * hours, "الأبطأ"), (fast * hours, "الأسرع")))
    stem = draw.pick(
        (
            (
                "المسافة بين مدينتين {apart} كم. انطلقت من كل منهما معًا {vehicle} نحو الأخرى، "
                "إحداهما بسرعة {v} كم/س والأخرى بسرعة {w} كم/س. كم كيلومترًا تقطع {asked} منهما "
                "حتى تلتقيا؟"
            ),
            (
                "تتحرك {vehicle} من {city} بسرعة {v} كم/س، وتتحرك نحوها في الوقت نفسه {vehicle} "
                "أخرى من مدينة تبعد {apart} كم بسرعة {w} كم/س. كم كيلومترًا قطعت {asked} منهما عند "
                "اللقاء؟"
            ),
        )
    ).format(
        apart=apart,
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        v=fast,
        w=slow,
        asked=asked,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            apart - key,  # the way of the other one
            Fraction(apart, 2),  # took the ways for equal
            (fast - slow) * hours,  # multiplied by the difference of the speeds
            key + key // hours,  # one hour too many
            key - key // hours,  # one hour too few
            key + 10,  # a slip in the tens
        ),
        f"{apart}/({fast}+{slow})*{key // hours}",
        f"زمن اللقاء {apart} ÷ ({fast} + {slow}) = {hours}، فالمسافة {key // hours} × {hours} = "
        f"{key} كم.",
        unit=KILOMETRES,
    )


def _meeting_after_head_start(draw: Draw) -> Draft:
    slow, fast = _two_speeds(draw)
    first, second = draw.pick(((slow, fast), (fast, slow)))
    alone, key = draw.integer(1, 3), draw.integer(2, 5)
    apart = first * alone + (first + second) * key
    stem = draw.pick(
        (
            (
                "المسافة بين مدينتين {apart} كم. انطلقت من الأولى {vehicle} بسرعة {v} كم/س، وبعد "
                "{alone} انطلقت من الثانية نحوها {vehicle} أخرى بسرعة {w} كم/س. بعد كم ساعة من "
                "انطلاق الثانية تلتقيان؟"
            ),
            (
                "غادرت {vehicle} {city} بسرعة {v} كم/س إلى مدينة تبعد {apart} كم، وبعد {alone} "
                "غادرت تلك المدينة نحوها {vehicle} أخرى بسرعة {w} كم/س. بعد كم ساعة من مغادرة "
                "الثانية تلتقيان؟"
            ),
        )
    ).format(
        apart=apart,
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        v=first,
        w=second,
        alone=counted(alone, HOUR),
    )
    rest = apart - first * alone
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            key + alone,  # counted from the first start
            Fraction(apart, first + second),  # ignored the head start
            Fraction(apart, first + second) - alone,  # subtracted the head start from the time
            Fraction(rest, second),  # stopped the first one
            key + 1,  # one hour too many
            key - 1,  # one hour too few
            key + 2,  # two hours too many
            abs(key - alone),  # subtracted the head start once more
        ),
        f"({apart}-{first}*{alone})/({first}+{second})",
        f"تقطع الأولى وحدها {first} × {alone} = {first * alone} كم، فيبقى {rest} كم، وزمن اللقاء "
        f"{rest} ÷ ({first} + {second}) = {key}.",
    )


def _speed_from_meeting(draw: Draw) -> Draft:
    key, gap, hours = 5 * draw.integer(8, 20), 10 * draw.integer(1, 4), draw.integer(2, 5)
    apart = (2 * key + gap) * hours
    asked, value = draw.pick((("الأبطأ", key), ("الأسرع", key + gap)))
    stem = draw.pick(
        (
            (
                "انطلقت {vehicle} من كل من مدينتين البعد بينهما {apart} كم نحو الأخرى في الوقت "
                "نفسه، فالتقتا بعد {time}. إذا كانت سرعة إحداهما تزيد {gap} كم/س على سرعة الأخرى، "
                "فكم سرعة {asked}؟"
            ),
            (
                "تبعد {city} عن مدينة أخرى {apart} كم. تحركت منهما معًا {vehicle} و{vehicle} أخرى "
                "متقابلتين، والفرق بين سرعتيهما {gap} كم/س، فالتقتا بعد {time}. كم سرعة {asked}؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        apart=apart,
        time=counted(hours, HOUR),
        gap=gap,
        asked=asked,
    )
    together = apart // hours
    sign = "-" if value == key else "+"
    return numeric(
        stem,
        value,
        whole_drawn(
            draw,
            value,
            2 * key + gap - value,  # the speed of the other one
            Fraction(together, 2),  # took the speeds for equal
            together - gap,  # forgot to halve
            together,  # the speed of approach
            value + gap,  # added the difference once more
            value - gap,  # subtracted the difference once more
        ),
        f"({apart}/{hours}{sign}{gap})/2",
        f"مجموع السرعتين {apart} ÷ {hours} = {together}، والفرق بينهما {gap}، "
        f"فالسرعة ({together} {'−' if sign == '-' else '+'} {gap}) ÷ 2 = {value} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )


def catch_up(draw: Draw) -> Draft:
    """From a gap in length; from a head start in time; the place, or the speed that is needed."""
    hard = draw.pick((_place_of_catching, _speed_to_catch))
    return draw.by_level(_hours_from_gap, _hours_from_head_start, hard)(draw)


def _hours_from_gap(draw: Draw) -> Draft:
    slow, fast = _two_speeds(draw)
    key = draw.integer(2, 8)
    ahead = (fast - slow) * key
    stem = draw.pick(
        (
            (
                "تسير {vehicle} بسرعة {slow} كم/س، وخلفها على بعد {ahead} كم {vehicle} أخرى تسير "
                "في الاتجاه نفسه بسرعة {fast} كم/س. بعد كم ساعة تلحق بها؟"
            ),
            (
                "على طريق يخرج من {city} {vehicle} سرعتها {slow} كم/س، تتبعها {vehicle} ثانية "
                "متأخرة عنها {ahead} كم وسرعتها {fast} كم/س. بعد كم ساعة تلحق الثانية بالأولى؟"
            ),
        )
    ).format(vehicle=draw.pick(VEHICLES), city=draw.city, slow=slow, fast=fast, ahead=ahead)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(ahead, slow + fast),  # added the speeds
            Fraction(ahead, slow),  # took the slow one alone
            Fraction(ahead, fast),  # took the fast one alone
            2 * key,  # halved the difference of the speeds
            key + 1,  # one hour too many
            key - 1,  # one hour too few
            key + 2,  # two hours too many
            key - 2,  # two hours too few
            Fraction(key, 2),  # doubled the difference of the speeds
        ),
        f"{ahead}/({fast}-{slow})",
        f"تقترب الثانية بمعدل {fast} − {slow} = {fast - slow} كم/س، فالزمن {ahead} ÷ "
        f"{fast - slow} = {key}.",
    )


# Two speeds, the hours of the slow one's head start, and the whole hours until it is caught.
CHASES = [
    (slow, fast, alone, slow * alone // (fast - slow))
    for slow in range(30, 105, 5)
    for fast in range(slow + 5, 125, 5)
    for alone in range(1, 5)
    if slow * alone % (fast - slow) == 0 and 2 <= slow * alone // (fast - slow) <= 9
]


def _hours_from_head_start(draw: Draw) -> Draft:
    slow, fast, alone, key = draw.pick(CHASES)
    stem = draw.pick(
        (
            (
                "انطلقت {vehicle} بسرعة {slow} كم/س، وبعد {alone} انطلقت من المكان نفسه {vehicle} "
                "أخرى في الاتجاه نفسه بسرعة {fast} كم/س. بعد كم ساعة من انطلاق الثانية تلحق "
                "بالأولى؟"
            ),
            (
                "غادرت {vehicle} {city} بسرعة {slow} كم/س، وتبعتها بعد {alone} {vehicle} أخرى "
                "بسرعة {fast} كم/س. كم ساعة تحتاج الثانية للحاق بالأولى؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        slow=slow,
        fast=fast,
        alone=counted(alone, HOUR),
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            key + alone,  # counted from the first start
            key - alone,  # subtracted the head start
            Fraction(fast * alone, slow),  # used the ratio of the speeds
            Fraction(slow * alone, fast),  # divided by the fast speed
            Fraction(slow * alone, fast + slow),  # added the speeds
            key + 1,  # one hour too many
            key - 1,  # one hour too few
            key + 2,  # two hours too many
            key - 2,  # two hours too few
        ),
        f"{slow}*{alone}/({fast}-{slow})",
        f"تسبق الأولى بمسافة {slow} × {alone} = {slow * alone} كم، وفرق السرعتين {fast - slow} "
        f"كم/س، فالزمن {slow * alone} ÷ {fast - slow} = {key}.",
    )


def _place_of_catching(draw: Draw) -> Draft:
    slow, fast, alone, hours = draw.pick(CHASES)
    key = fast * hours
    if key > 800:
        raise Degenerate
    stem = draw.pick(
        (
            (
                "انطلقت {vehicle} بسرعة {slow} كم/س، وبعد {alone} انطلقت خلفها من المكان نفسه "
                "{vehicle} أخرى بسرعة {fast} كم/س. على بعد كم كيلومترًا من نقطة الانطلاق تلحق بها؟"
            ),
            (
                "غادرت {vehicle} {city} بسرعة {slow} كم/س، وتبعتها بعد {alone} {vehicle} أخرى "
                "بسرعة {fast} كم/س. كم كيلومترًا تقطع الثانية حتى تلحق بالأولى؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        slow=slow,
        fast=fast,
        alone=counted(alone, HOUR),
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            slow * hours,  # forgot the head start of the slow one
            slow * alone,  # the head start alone
            fast * (hours + alone),  # gave the fast one the slow one's time
            fast * alone,  # gave the fast one the head start
            key + fast,  # one hour too many
            key - fast,  # one hour too few
        ),
        f"{fast}*{slow}*{alone}/({fast}-{slow})",
        f"زمن اللحاق {slow} × {alone} ÷ ({fast} − {slow}) = {hours}، "
        f"فالمسافة {fast} × {hours} = {key} كم.",
        unit=KILOMETRES,
    )


def _speed_to_catch(draw: Draw) -> Draft:
    slow, key, alone, hours = draw.pick(CHASES)
    stem = draw.pick(
        (
            (
                "انطلقت {vehicle} بسرعة {slow} كم/س، وبعد {alone} انطلقت {vehicle} أخرى من المكان "
                "نفسه في الاتجاه نفسه. بأي سرعة تسير الثانية لتلحق بالأولى بعد {hours} من انطلاقها؟"
            ),
            (
                "غادرت {vehicle} {city} بسرعة {slow} كم/س، وتبعتها بعد {alone} {vehicle} أخرى "
                "فلحقت بها بعد {hours} من مغادرتها. كم كانت سرعة الثانية؟"
            ),
        )
    ).format(
        vehicle=draw.pick(VEHICLES),
        city=draw.city,
        slow=slow,
        alone=counted(alone, HOUR),
        hours=counted(hours, HOUR),
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(slow * hours, alone),  # took the ratio of the times given
            Fraction(slow * hours, hours + alone),  # inverted the ratio of the times
            slow + 10 * alone,  # added ten for each hour behind
            Fraction(slow * alone, hours),  # the gain alone
            key + 5,  # rounded up to the next five
            key - 5,  # rounded down
            key + 10,  # a slip in the tens
        ),
        f"{slow}*({hours}+{alone})/{hours}",
        f"قطعت الأولى {slow} × ({hours} + {alone}) = {slow * (hours + alone)} كم، "
        f"فسرعة الثانية {slow * (hours + alone)} ÷ {hours} = {key} كم/س.",
        unit=KILOMETRES_PER_HOUR,
    )
