"""Trains: a length that moves past a post, or over a length that stands."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.nouns import SECOND, Amount

words = Words(__name__)
form = words.form

SPEEDS_PAST_POST = (10, 12, 15, 16, 18, 20, 24, 25, 30)
SPEEDS_OVER_BRIDGE = (10, 12, 15, 20, 24, 25, 30)


def train_length(draw: Draw) -> Draft:
    """A train past a post; across a bridge; with a speed to convert, or two passings."""
    easy = draw.pick((_seconds_past_post, _length_from_post))
    medium = draw.pick((_seconds_over_bridge, _length_of_train))
    hard = draw.pick((_seconds_of_converted_speed, _length_from_two_passings))
    return draw.by_level(easy, medium, hard)(draw)


@form("seconds-past-post", WHOLE_DRAWN)
def _seconds_past_post(draw: Draw) -> Computed:
    speed, key = draw.pick(SPEEDS_PAST_POST), draw.integer(4, 20)
    length = speed * key
    return computed(
        key,
        f"{length}/{speed}",
        2 * key,  # counted the length twice
        Fraction(key, 2),  # counted half the length
        Fraction(length - speed, 10),  # subtracted instead of dividing
        speed,  # read the speed as a time
        *slips(key, 2, -2),  # two seconds too many or too few
    ).told(length=length, speed=speed)


@form("length-from-post", WHOLE_DRAWN)
def _length_from_post(draw: Draw) -> Computed:
    speed, seconds = draw.pick(SPEEDS_PAST_POST), draw.integer(4, 20)
    key = speed * seconds
    return computed(
        key,
        f"{speed}*{seconds}",
        2 * key,  # counted the length twice
        Fraction(key, 2),  # counted half the length
        speed + seconds,  # added instead of multiplying
        *slips(key, speed, -speed),  # one second too many or too few
    ).told(speed=speed, seconds=Amount(seconds, SECOND))


@form("seconds-over-bridge", WHOLE_DRAWN)
def _seconds_over_bridge(draw: Draw) -> Computed:
    speed, train_seconds = draw.pick(SPEEDS_OVER_BRIDGE), draw.integer(6, 15)
    key = train_seconds + draw.integer(4, 30)
    length = speed * train_seconds
    bridge = speed * key - length
    return computed(
        key,
        f"({length}+{bridge})/{speed}",
        Fraction(bridge, speed),  # forgot the length of the train
        Fraction(length, speed),  # forgot the length of the bridge
        Fraction(abs(bridge - length), speed),  # subtracted the lengths
        Fraction(bridge + 2 * length, speed),  # counted the train twice
        key + 2,  # two seconds too many
        key + 5,  # five seconds too many
    ).told(length=length, bridge=bridge, speed=speed, way=length + bridge)


@form("length-of-train", WHOLE_DRAWN)
def _length_of_train(draw: Draw) -> Computed:
    speed, seconds = draw.pick(SPEEDS_OVER_BRIDGE), draw.integer(12, 50)
    key = speed * draw.integer(6, 10) - draw.pick((0, speed // 2))
    way = speed * seconds
    bridge = way - key
    return computed(
        key,
        f"{speed}*{seconds}-{bridge}",
        way,  # forgot to subtract the bridge
        bridge,  # took the bridge for the train
        Fraction(key, 2),  # halved the difference
        way + bridge,  # added the bridge
        *slips(key, speed, -speed),  # one second too many or too few
    ).told(bridge=bridge, seconds=Amount(seconds, SECOND), speed=speed, way=way)


@form("seconds-of-converted-speed", WHOLE_DRAWN)
def _seconds_of_converted_speed(draw: Draw) -> Computed:
    times, key = draw.integer(2, 8), draw.integer(8, 40)
    speed, converted = 18 * times, 5 * times
    length, way = 10 * draw.integer(6, 30), converted * key
    bridge = way - length
    if bridge < 60:
        raise Degenerate("hardly a bridge")
    return computed(
        key,
        f"({length}+{bridge})*3600/({speed}*1000)",
        Fraction(bridge, converted),  # forgot the length of the train
        Fraction(length, converted),  # forgot the length of the bridge
        Fraction(way, speed),  # forgot to convert the speed
        Fraction(way * 6, speed),  # divided the speed by 6
        Fraction(way + length, converted),  # counted the train twice
        *slips(key, 2, -2),  # two seconds too many or too few
    ).told(length=length, bridge=bridge, speed=speed, converted=converted, way=way)


@form("length-from-two-passings", WHOLE_DRAWN)
def _length_from_two_passings(draw: Draw) -> Computed:
    speed = draw.pick((8, 10, 12, 15, 18, 20, 24, 25))
    past_post, on_bridge = draw.integer(4, 20), draw.integer(5, 30)
    bridge, key, seconds = speed * on_bridge, speed * past_post, past_post + on_bridge
    return computed(
        key,
        f"{bridge}/({seconds}-{past_post})*{past_post}",
        Fraction(bridge * past_post, seconds),  # took the bridge for the whole way
        Fraction(bridge * on_bridge, past_post),  # inverted the ratio of the times
        bridge + key,  # the whole way
        Fraction(bridge, past_post),  # divided by the wrong time
        *slips(key, speed, -speed),  # one second too many or too few
    ).told(
        bridge=bridge,
        past_post=Amount(past_post, SECOND),
        seconds=Amount(seconds, SECOND),
        on_bridge=Amount(on_bridge, SECOND),
        speed=speed,
    )
