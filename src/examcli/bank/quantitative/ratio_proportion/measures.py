"""Measured quantities: conversion of units, and the scale of a map."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw, number
from examcli.bank.forms import IN_ORDER, WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.quantitative import nouns
from examcli.bank.quantitative.nouns import all_counted, counted

words = Words(__name__)
form = words.form

# A measured thing, and how many small units its large unit is.
CONVERSIONS = (
    ("road", 1000),
    ("parcel", 1000),
    ("lorry", 1000),
    ("vessel", 1000),
    ("wall", 100),
    ("trip", 60),
    ("show", 60),
)
# A filled thing, its large unit, how many small units that is and the sizes of a part.
PACKINGS = (
    ("bags", nouns.KILOGRAM, 1000, (200, 250, 300, 500)),
    ("cups", nouns.LITRE, 1000, (150, 200, 250, 300)),
    ("pieces", nouns.METRE, 100, (15, 20, 25, 30, 40)),
    ("lessons", nouns.HOUR, 60, (15, 20, 30, 45)),
    ("coils", nouns.KILOMETRE, 1000, (20, 25, 40, 50)),
)
# Tanks in metres, with a flow in litres a minute that fills them in whole hours.
TANKS = [
    (length, width, height, flow)
    for length in range(2, 7)
    for width in range(2, length + 1)
    for height in range(1, 4)
    for flow in (20, 25, 40, 50, 80, 100, 200)
    if length * width * height * 1000 % (60 * flow) == 0
    and 2 <= length * width * height * 1000 // (60 * flow) <= 30
]


def unit_conversion(draw: Draw) -> Draft:
    """One conversion; a conversion and a division; units of area and volume."""
    hard = draw.pick((_tiles_on_floor, _time_to_fill_tank))
    return draw.by_level(_one_conversion, _conversion_then_division, hard)(draw)


def scale_map(draw: Draw) -> Draft:
    """The real length; the scale, or a second length; the real area, or another map."""
    medium = draw.pick((_scale_from_lengths, _second_length))
    hard = draw.pick((_real_area, _length_on_other_map))
    return draw.by_level(_real_length, medium, hard)(draw)


@form("one-conversion", WHOLE_DRAWN)
def _one_conversion(draw: Draw) -> Computed:
    case, factor = draw.pick(CONVERSIONS)
    whole, tenths = draw.integer(1, 9), draw.integer(1, 9)
    amount = Fraction(10 * whole + tenths, 10)
    key = int(amount * factor)
    return computed(
        key,
        f"{10 * whole + tenths}*{factor}/10",
        whole * factor + tenths,  # read the decimal part as small units
        whole * factor + tenths * 10,  # read it as hundredths
        key * 10,  # one zero too many
        Fraction(key, 10),  # one zero too few
        amount * (100 if factor == 60 else 60),  # used another unit's factor
        (whole + 1) * factor,  # rounded before converting
        case=case,
    ).told(amount=number(amount), factor=factor)


@form("conversion-then-division", WHOLE_DRAWN)
def _conversion_then_division(draw: Draw) -> Computed:
    case, noun, factor, sizes = draw.pick(PACKINGS)
    small = draw.pick(sizes)
    halves = draw.pick([halves for halves in range(3, 25) if halves * factor % (2 * small) == 0])
    in_small = halves * factor // 2
    key = in_small // small
    large = number(Fraction(halves, 2))
    return computed(
        key,
        f"{halves}*{factor}/(2*{small})",
        Fraction(halves * (100 if factor != 100 else 10), 2 * small),  # used another factor
        key * 10,  # one zero too many
        Fraction(key, 10),  # one zero too few
        key + 1,  # counted the ends
        key - 1,  # left one end out
        key * 2,  # counted each half as a whole
        Fraction(key, 2),  # took half for a whole
        case=case,
    ).told(
        amount=f"{large} {noun.one}" if halves % 2 else counted(halves // 2, noun),
        large=large,
        factor=factor,
        in_small=in_small,
        small=small,
    )


@form("tiles-on-floor", WHOLE_DRAWN)
def _tiles_on_floor(draw: Draw) -> Computed:
    side = draw.pick((20, 25, 40, 50))
    length, width = draw.sample(range(2, 13), 2)
    if length * 100 % side or width * 100 % side:
        raise Degenerate("tiles to be cut")
    key = length * width * 10_000 // side**2
    return computed(
        key,
        f"{length}*{width}*10000/({side}*{side})",
        Fraction(length * width * 1000, side**2),  # took a square metre for 1000
        Fraction(length * width * 100, side),  # divided by the side, not the area
        Fraction((length + width) * 200, side),  # divided the perimeter
        2 * key,  # doubled the area
        Fraction(key, 2),  # halved the area
        Fraction(length * 100, side) + Fraction(width * 100, side),  # added the rows
    ).told(
        room=draw.pick(words.phrases("rooms")),
        length=length,
        width=width,
        side=side,
        rows=length * 100 // side,
        columns=width * 100 // side,
    )


@form("time-to-fill-tank", WHOLE_DRAWN)
def _time_to_fill_tank(draw: Draw) -> Computed:
    length, width, height, flow = draw.pick(TANKS)
    cubic_metres = length * width * height
    minutes = cubic_metres * 1000 // flow
    key = minutes // 60
    return computed(
        key,
        f"{length}*{width}*{height}*1000/({flow}*60)",
        minutes,  # stopped at minutes
        Fraction(cubic_metres * 100, flow),  # took a cubic metre for 100 litres
        Fraction(minutes, 100),  # took an hour for 100 minutes
        2 * key,  # doubled the volume
        key + 1,  # rounded up
        key - 1,  # rounded down
        Fraction((length + width + height) * 1000, flow * 60),  # added the dimensions
    ).told(
        content=draw.pick(words.phrases("contents")),
        sizes=(length, width, height),
        litres=counted(flow, nouns.LITRE),
        flow=flow,
        cubic_metres=cubic_metres,
        minutes=minutes,
    )


@form("real-length", WHOLE_DRAWN)
def _real_length(draw: Draw) -> Computed:
    kilometres_per_cm = draw.pick((2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50))
    on_map = draw.integer(3, 12)
    scale, key = kilometres_per_cm * 100_000, kilometres_per_cm * on_map
    return computed(
        key,
        f"{on_map}*{scale}/100000",
        key * 10,  # took a kilometre for 10,000 centimetres
        Fraction(key, 10),  # took a kilometre for 1,000,000 centimetres
        kilometres_per_cm + on_map,  # added instead of multiplying
        kilometres_per_cm * (on_map + 1),  # one centimetre too many
        kilometres_per_cm * (on_map - 1),  # one centimetre too few
    ).told(scale=scale, on_map=on_map, each=kilometres_per_cm)


@form("scale-from-lengths", IN_ORDER)
def _scale_from_lengths(draw: Draw) -> Computed:
    on_map = draw.integer(3, 12)
    kilometres_per_cm = draw.pick((2, 3, 4, 5, 6, 8, 12, 15, 20, 25))
    scale = kilometres_per_cm * 100_000
    return computed(
        scale,
        "",
        scale * 10,  # took a kilometre for 1,000,000 centimetres
        scale // 10,  # took it for 10,000
        scale // 100,  # took it for 1000, which are metres
    ).told(real=kilometres_per_cm * on_map, on_map=on_map, each=kilometres_per_cm)


@form("second-length", WHOLE_DRAWN)
def _second_length(draw: Draw) -> Computed:
    kilometres_per_cm = Fraction(draw.pick((5, 15, 25, 35, 45, 12, 18)), 2)
    first, second = draw.sample(range(2, 17, 2), 2)
    real, key = int(first * kilometres_per_cm), int(second * kilometres_per_cm)
    return computed(
        key,
        f"{real}*{second}/{first}",
        real + second - first,  # added the difference
        Fraction(real * first, second),  # inverse proportion
        key + 2 * kilometres_per_cm,  # two centimetres too many
        key - 2 * kilometres_per_cm,  # two centimetres too few
        kilometres_per_cm * abs(second - first),  # took the difference alone
    ).told(first=first, second=second, real=real, each=number(kilometres_per_cm))


@form("real-area", WHOLE_DRAWN)
def _real_area(draw: Draw) -> Computed:
    metres_per_cm = draw.pick((2, 3, 4, 5, 10, 20))
    length, width = draw.sample(range(2, 13), 2)
    scale, long, wide = metres_per_cm * 100, length * metres_per_cm, width * metres_per_cm
    key = long * wide
    return computed(
        key,
        f"({length}*{scale}/100)*({width}*{scale}/100)",
        length * width * metres_per_cm,  # scaled one dimension only
        length * width,  # forgot the scale
        long + wide,  # added the dimensions
        2 * (long + wide),  # found the perimeter
        2 * key,  # doubled the area
        key * 10,  # one zero too many
    ).told(
        plot=draw.pick(words.phrases("plots")),
        scale=scale,
        length=length,
        width=width,
        long=long,
        wide=wide,
        **all_counted(nouns.METRE, "metres", long=long, wide=wide),
    )


@form("length-on-other-map", WHOLE_DRAWN)
def _length_on_other_map(draw: Draw) -> Computed:
    first, second = draw.sample((2, 3, 4, 5, 6, 8, 10, 12), 2)
    times = draw.integer(1, 6)
    on_first, key = second * times, first * times
    if on_first > 30:
        raise Degenerate("a map too large")
    return computed(
        key,
        f"{on_first}*{first * 100_000}/{second * 100_000}",
        Fraction(on_first * second, first),  # inverted the ratio of the scales
        on_first * first,  # the real length in kilometres
        on_first + second - first,  # added the difference of the scales
        on_first + first - second,  # subtracted it
        key + times,  # one share too many
        key - times,  # one share too few
    ).told(on_first=on_first, first=first, second=second, real=on_first * first)
