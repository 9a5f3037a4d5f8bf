"""Trains: a length that moves past a post, or over a length that stands."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import SECOND, counted
from examcli.simulator.bank.quantitative.speed_time_distance.motion import METRES

# Crossed by a train from end to end; one wording fits both.
CROSSINGS = ("جسر", "نفق")


def train_length(draw: Draw) -> Draft:
    """A train past a post; across a bridge; with a speed to convert, or two passings."""
    easy = draw.pick((_seconds_past_post, _length_from_post))
    medium = draw.pick((_seconds_over_bridge, _length_of_train))
    hard = draw.pick((_seconds_of_converted_speed, _length_from_two_passings))
    return draw.by_level(easy, medium, hard)(draw)


def _seconds_past_post(draw: Draw) -> Draft:
    speed, key = draw.pick((10, 12, 15, 16, 18, 20, 24, 25, 30)), draw.integer(4, 20)
    length = speed * key
    stem = draw.pick(
        (
            "قطار طوله {length} م يسير بسرعة ثابتة {speed} م/ث. كم ثانية يستغرق لتجاوز عمود إنارة؟",
            (
                "يمر قطار طوله {length} م بجانب إشارة ثابتة بسرعة {speed} م/ث. كم ثانية يستغرق "
                "المرور كاملًا؟"
            ),
        )
    ).format(length=length, speed=speed)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            2 * key,  # counted the length twice
            Fraction(key, 2),  # counted half the length
            Fraction(length - speed, 10),  # subtracted instead of dividing
            speed,  # read the speed as a time
            key + 2,  # two seconds too many
            key - 2,  # two seconds too few
        ),
        f"{length}/{speed}",
        f"يقطع القطار طوله كاملًا، فالزمن {length} ÷ {speed} = {key}.",
    )


def _length_from_post(draw: Draw) -> Draft:
    speed, seconds = draw.pick((10, 12, 15, 16, 18, 20, 24, 25, 30)), draw.integer(4, 20)
    key = speed * seconds
    stem = draw.pick(
        (
            "تجاوز قطار سرعته {speed} م/ث عمودًا على جانب السكة في {time}. كم مترًا طول القطار؟",
            "احتاج قطار يسير بسرعة ثابتة {speed} م/ث إلى {time} ليمر كله بجانب شجرة. كم مترًا طوله؟",
        )
    ).format(speed=speed, time=counted(seconds, SECOND))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            2 * key,  # counted the length twice
            Fraction(key, 2),  # counted half the length
            speed + seconds,  # added instead of multiplying
            speed * (seconds + 1),  # one second too many
            speed * (seconds - 1),  # one second too few
        ),
        f"{speed}*{seconds}",
        f"يقطع القطار طوله كاملًا، فالطول {speed} × {seconds} = {key} م.",
        unit=METRES,
    )


def _seconds_over_bridge(draw: Draw) -> Draft:
    speed, train_seconds = draw.pick((10, 12, 15, 20, 24, 25, 30)), draw.integer(6, 15)
    key = train_seconds + draw.integer(4, 30)
    length = speed * train_seconds
    bridge = speed * key - length
    crossing = draw.pick(CROSSINGS)
    stem = draw.pick(
        (
            (
                "قطار طوله {length} م يسير بسرعة {speed} م/ث. كم ثانية يحتاج ليعبر {crossing}ًا "
                "طوله {bridge} م عبورًا كاملًا؟"
            ),
            (
                "يدخل قطار طوله {length} م {crossing}ًا طوله {bridge} م بسرعة ثابتة {speed} م/ث. "
                "كم ثانية تمضي من بدء دخوله حتى خروجه كاملًا؟"
            ),
        )
    ).format(length=length, bridge=bridge, speed=speed, crossing=crossing)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(bridge, speed),  # forgot the length of the train
            Fraction(length, speed),  # forgot the length of the bridge
            Fraction(abs(bridge - length), speed),  # subtracted the lengths
            Fraction(bridge + 2 * length, speed),  # counted the train twice
            key + 2,  # two seconds too many
            key + 5,  # five seconds too many
        ),
        f"({length}+{bridge})/{speed}",
        f"المسافة المقطوعة {length} + {bridge} = {length + bridge} م، والزمن {length + bridge} ÷ "
        f"{speed} = {key}.",
    )


def _length_of_train(draw: Draw) -> Draft:
    speed, seconds = draw.pick((10, 12, 15, 20, 24, 25, 30)), draw.integer(12, 50)
    key = speed * draw.integer(6, 10) - draw.pick((0, speed // 2))
    bridge = speed * seconds - key
    stem = draw.pick(
        (
            (
                "عبر قطار {crossing}ًا طوله {bridge} م عبورًا كاملًا في {time} بسرعة ثابتة {speed} "
                "م/ث. كم مترًا طول القطار؟"
            ),
            (
                "احتاج قطار سرعته {speed} م/ث إلى {time} من بدء دخوله {crossing}ًا طوله {bridge} م "
                "حتى خروجه كاملًا. كم مترًا طول القطار؟"
            ),
        )
    ).format(
        crossing=draw.pick(CROSSINGS), bridge=bridge, time=counted(seconds, SECOND), speed=speed
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            speed * seconds,  # forgot to subtract the bridge
            bridge,  # took the bridge for the train
            Fraction(key, 2),  # halved the difference
            speed * seconds + bridge,  # added the bridge
            key + speed,  # one second too many
            key - speed,  # one second too few
        ),
        f"{speed}*{seconds}-{bridge}",
        f"المسافة المقطوعة {speed} × {seconds} = {speed * seconds} م، وطول القطار "
        f"{speed * seconds} − {bridge} = {key} م.",
        unit=METRES,
    )


def _seconds_of_converted_speed(draw: Draw) -> Draft:
    times, key = draw.integer(2, 8), draw.integer(8, 40)
    speed, metres_per_second = 18 * times, 5 * times
    length = 10 * draw.integer(6, 30)
    bridge = metres_per_second * key - length
    if bridge < 60:
        raise Degenerate
    stem = draw.pick(
        (
            (
                "قطار طوله {length} م يسير بسرعة {speed} كم/س. كم ثانية يحتاج ليعبر {crossing}ًا "
                "طوله {bridge} م عبورًا كاملًا؟"
            ),
            (
                "يعبر قطار طوله {length} م {crossing}ًا طوله {bridge} م بسرعة ثابتة {speed} كم/س. "
                "كم ثانية يستغرق العبور كاملًا؟"
            ),
        )
    ).format(length=length, bridge=bridge, speed=speed, crossing=draw.pick(CROSSINGS))
    way = length + bridge
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(bridge, metres_per_second),  # forgot the length of the train
            Fraction(length, metres_per_second),  # forgot the length of the bridge
            Fraction(way, speed),  # forgot to convert the speed
            Fraction(way * 6, speed),  # divided the speed by 6
            Fraction(way + length, metres_per_second),  # counted the train twice
            key + 2,  # two seconds too many
            key - 2,  # two seconds too few
        ),
        f"({length}+{bridge})*3600/({speed}*1000)",
        f"السرعة {speed} × 1000 ÷ 3600 = {metres_per_second} م/ث، والمسافة {length} + {bridge} = "
        f"{way} م، فالزمن {way} ÷ {metres_per_second} = {key}.",
    )


def _length_from_two_passings(draw: Draw) -> Draft:
    speed = draw.pick((8, 10, 12, 15, 18, 20, 24, 25))
    past_post, on_bridge = draw.integer(4, 20), draw.integer(5, 30)
    bridge, key, seconds = speed * on_bridge, speed * past_post, past_post + on_bridge
    stem = draw.pick(
        (
            (
                "مر قطار سرعته ثابتة بعمود في {post}، وعبر {crossing}ًا طوله {bridge} م عبورًا "
                "كاملًا في {time}. كم مترًا طول القطار؟"
            ),
            (
                "يحتاج قطار إلى {time} ليعبر {crossing}ًا طوله {bridge} م كاملًا، وإلى {post} "
                "ليتجاوز إشارة ثابتة بالسرعة نفسها. كم مترًا طول القطار؟"
            ),
        )
    ).format(
        post=counted(past_post, SECOND),
        crossing=draw.pick(CROSSINGS),
        bridge=bridge,
        time=counted(seconds, SECOND),
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(bridge * past_post, seconds),  # took the bridge for the whole way
            Fraction(bridge * on_bridge, past_post),  # inverted the ratio of the times
            bridge + key,  # the whole way
            Fraction(bridge, past_post),  # divided by the wrong time
            speed * (past_post + 1),  # one second too many
            speed * (past_post - 1),  # one second too few
        ),
        f"{bridge}/({seconds}-{past_post})*{past_post}",
        f"يقطع ما طوله {bridge} م في {seconds} − {past_post} = {counted(on_bridge, SECOND)}، "
        f"فسرعته {bridge} ÷ {on_bridge} = {speed} م/ث، وطوله {speed} × {past_post} = {key} م.",
        unit=METRES,
    )
