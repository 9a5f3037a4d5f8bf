"""Circular tracks: laps, meetings on the way round and at the start."""

from fractions import Fraction
from math import lcm

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import MINUTE, SECOND, Noun, counted

LAP = Noun("دورة", "دورتين", "دورات", "دورة")


def circular_track(draw: Draw) -> Draft:
    """Laps and time; two that meet; two that come back to the start together."""
    easy = draw.pick((_laps_in_time, _time_for_laps))
    medium = draw.pick((_first_meeting, _first_overtaking))
    hard = draw.pick((_together_at_start, _laps_at_start))
    return draw.by_level(easy, medium, hard)(draw)


RUNNERS = (("عدّاء", "عدّاءان"), ("دراج", "دراجان"), ("متسابق", "متسابقان"))


def _laps_in_time(draw: Draw) -> Draft:
    around, key = draw.pick((200, 250, 300, 400, 500, 600)), draw.integer(2, 12)
    way = around * key
    fitting = [time for time in range(2, 31) if way % time == 0 and 80 <= way // time <= 500]
    minutes = draw.pick(fitting)
    speed = way // minutes
    runner, _ = draw.pick(RUNNERS)
    stem = draw.pick(
        (
            (
                "محيط مضمار دائري {around} م. كم دورة كاملة يدور حوله {runner} سرعته {speed} "
                "م/دقيقة في {time}؟"
            ),
            (
                "يدور {runner} حول مضمار دائري محيطه {around} م بسرعة ثابتة {speed} م/دقيقة. كم "
                "دورة يكمل في {time}؟"
            ),
        )
    ).format(around=around, runner=runner, speed=speed, time=counted(minutes, MINUTE))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(speed, minutes),  # divided by the time
            Fraction(around * minutes, speed),  # inverted the division
            2 * key,  # took half the way round for a lap
            Fraction(key, 2),  # took two laps for one
            key + 1,  # one lap too many
            key - 1,  # one lap too few
            key + 2,  # two laps too many
        ),
        f"{speed}*{minutes}/{around}",
        f"المسافة {speed} × {minutes} = {speed * minutes} م، وعدد الدورات {speed * minutes} ÷ "
        f"{around} = {key}.",
    )


def _time_for_laps(draw: Draw) -> Draft:
    speed, per_lap = draw.pick((4, 5, 6, 8, 10)), draw.pick((30, 40, 50, 60, 75, 80, 90, 100))
    around, laps = speed * per_lap, draw.integer(2, 9)
    key = laps * per_lap
    runner, _ = draw.pick(RUNNERS)
    stem = draw.pick(
        (
            (
                "مضمار دائري محيطه {around} م. كم ثانية يحتاج {runner} سرعته {speed} م/ث ليكمل "
                "{laps} حوله؟"
            ),
            (
                "يدور {runner} بسرعة ثابتة {speed} م/ث حول مضمار دائري محيطه {around} م. في كم "
                "ثانية يكمل {laps}؟"
            ),
        )
    ).format(around=around, runner=runner, speed=speed, laps=counted(laps, LAP))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            per_lap,  # the time of one lap
            key + per_lap,  # one lap too many
            key - per_lap,  # one lap too few
            Fraction(key, 2),  # took half the way round for a lap
            2 * key,  # counted each lap twice
            around - speed,  # subtracted instead of dividing
        ),
        f"{around}*{laps}/{speed}",
        f"المسافة {around} × {laps} = {around * laps} م، والزمن {around * laps} ÷ {speed} = {key}.",
    )


def _first_meeting(draw: Draw) -> Draft:
    slow, fast = sorted(draw.sample(range(3, 10), 2))
    key = 5 * draw.integer(3, 16)
    around = (slow + fast) * key
    _, runners = draw.pick(RUNNERS)
    stem = draw.pick(
        (
            (
                "انطلق {runners} معًا من نقطة واحدة على مضمار دائري محيطه {around} م في اتجاهين "
                "متعاكسين، سرعة أحدهما {slow} م/ث والآخر {fast} م/ث. بعد كم ثانية يلتقيان أول مرة؟"
            ),
            (
                "مضمار دائري محيطه {around} م، بدأ عليه {runners} من نقطة واحدة وكل منهما في عكس "
                "اتجاه الآخر بسرعتي {slow} م/ث و{fast} م/ث. كم ثانية تمضي حتى أول لقاء؟"
            ),
        )
    ).format(runners=runners, around=around, slow=slow, fast=fast)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(around, fast - slow),  # subtracted the speeds
            Fraction(key, 2),  # took half the way round
            2 * key,  # divided by the average speed
            Fraction(around, fast),  # took the fast one alone
            Fraction(around, slow),  # took the slow one alone
            key + 5,  # five seconds too many
            key - 5,  # five seconds too few
        ),
        f"{around}/({slow}+{fast})",
        f"يقطعان معًا محيط المضمار بسرعة {slow} + {fast} = {slow + fast} م/ث، فالزمن {around} ÷ "
        f"{slow + fast} = {key}.",
    )


def _first_overtaking(draw: Draw) -> Draft:
    slow, fast = sorted(draw.sample(range(3, 10), 2))
    key = 20 * draw.integer(2, 12)
    around = (fast - slow) * key
    if not 120 <= around <= 1200:
        raise Degenerate
    _, runners = draw.pick(RUNNERS)
    stem = draw.pick(
        (
            (
                "انطلق {runners} معًا من نقطة واحدة وفي اتجاه واحد على مضمار دائري محيطه {around} "
                "م، سرعة الأول {fast} م/ث والثاني {slow} م/ث. بعد كم ثانية يسبق الأول الثاني "
                "بدورة كاملة؟"
            ),
            (
                "مضمار دائري محيطه {around} م، بدأ عليه {runners} من نقطة واحدة في الاتجاه نفسه "
                "بسرعتي {fast} م/ث و{slow} م/ث. كم ثانية تمضي حتى يلتقيا مرة أخرى؟"
            ),
        )
    ).format(runners=runners, around=around, slow=slow, fast=fast)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(around, slow + fast),  # added the speeds
            Fraction(key, 2),  # took half the way round
            Fraction(around, fast),  # took the fast one alone
            Fraction(around, slow),  # took the slow one alone
            2 * key,  # counted two laps
            key + 20,  # twenty seconds too many
        ),
        f"{around}/({fast}-{slow})",
        f"يزيد الأول على الثاني بمحيط المضمار، وفرق السرعتين {fast} − {slow} = {fast - slow} م/ث، "
        f"فالزمن {around} ÷ {fast - slow} = {key}.",
    )


# Seconds of a lap for two, neither a multiple of the other, back together within ten minutes.
LAP_TIMES = [
    (first, second)
    for first in range(20, 97, 4)
    for second in range(first + 4, 97, 4)
    if second % first and lcm(first, second) <= 600 and lcm(first, second) < first * second
]


def _together_at_start(draw: Draw) -> Draft:
    first, second = draw.sample(draw.pick(LAP_TIMES), 2)
    key = lcm(first, second)
    _, runners = draw.pick(RUNNERS)
    stem = draw.pick(
        (
            (
                "يدور {runners} حول مضمار دائري، يكمل الأول الدورة في {first} والثاني في {second}. "
                "إذا انطلقا معًا من خط البداية، فبعد كم ثانية يجتمعان عنده أول مرة؟"
            ),
            (
                "بدأ {runners} معًا من خط البداية على مضمار دائري، زمن دورة الأول {first} وزمن "
                "دورة الثاني {second}. كم ثانية تمضي حتى يصلا معًا إلى خط البداية أول مرة؟"
            ),
        )
    ).format(runners=runners, first=counted(first, SECOND), second=counted(second, SECOND))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            first + second,  # added the times
            first * second,  # multiplied the times, a multiple but not the least
            2 * key,  # the second time, not the first
            Fraction(key, 2),  # one of the two is half-way round
            first * second // key,  # the greatest common divisor
            key + max(first, second),  # one lap too many
        ),
        f"{first}*{key // first}",
        f"المطلوب المضاعف المشترك الأصغر للعددين {first} و{second}، وهو {first} × {key // first} = "
        f"{second} × {key // second} = {key}.",
    )


def _laps_at_start(draw: Draw) -> Draft:
    first, second = draw.sample(draw.pick(LAP_TIMES), 2)
    together = lcm(first, second)
    key = together // first
    _, runners = draw.pick(RUNNERS)
    stem = draw.pick(
        (
            (
                "يدور {runners} حول مضمار دائري، يكمل الأول الدورة في {first} والثاني في {second}. "
                "إذا انطلقا معًا من خط البداية، فكم دورة يكمل الأول حتى يجتمعا عنده أول مرة؟"
            ),
            (
                "انطلق {runners} معًا من خط بداية مضمار دائري، وزمن الدورة {first} للأول و{second} "
                "للثاني. بعد كم دورة للأول يصلان إليه معًا أول مرة؟"
            ),
        )
    ).format(runners=runners, first=counted(first, SECOND), second=counted(second, SECOND))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            together // second,  # the laps of the other
            second,  # took the product of the times for their least multiple
            together // first + together // second,  # added the laps of both
            first * second // together,  # the greatest common divisor
            2 * key,  # the second time, not the first
            key + 1,  # one lap too many
            key - 1,  # one lap too few
        ),
        f"{together}/{first}",
        f"يجتمعان بعد المضاعف المشترك الأصغر للعددين {first} و{second} "
        f"وهو {counted(together, SECOND)}، فيكمل الأول {together} ÷ {first} = {key}.",
    )
