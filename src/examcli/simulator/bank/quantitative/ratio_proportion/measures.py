"""Measured quantities: conversion of units, and the scale of a map."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, number, numeric
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import (
    HOUR,
    KILOGRAM,
    KILOMETRE,
    LITRE,
    METRE,
    counted,
)

# A measured thing in its large unit, and the question in the small one.
CONVERSIONS = (
    ("طول طريق {} كم. كم مترًا طوله؟", 1000),
    ("كتلة طرد {} كجم. كم جرامًا كتلته؟", 1000),
    ("حمولة شاحنة {} طن. كم كيلوجرامًا حمولتها؟", 1000),
    ("سعة إناء {} لتر. كم مليلترًا سعته؟", 1000),
    ("ارتفاع جدار {} م. كم سنتيمترًا ارتفاعه؟", 100),
    ("استغرقت رحلة {} ساعة. كم دقيقة استغرقت؟", 60),
    ("دام عرض {} دقيقة. كم ثانية دام؟", 60),
)
# A filled thing in its large unit, one small part, the factor and the sizes of a part.
PACKINGS = (
    ("كم كيسًا سعة الواحد منها {} جم يُعبأ من {} من الأرز؟", KILOGRAM, 1000, (200, 250, 300, 500)),
    ("كم كوبًا سعة الواحد منها {} مل يُملأ من {} من العصير؟", LITRE, 1000, (150, 200, 250, 300)),
    ("كم قطعة طول الواحدة منها {} سم تُقص من {} من القماش؟", METRE, 100, (15, 20, 25, 30, 40)),
    ("كم درسًا مدة الواحد منها {} دقيقة يُقدَّم خلال {} من البث؟", HOUR, 60, (15, 20, 30, 45)),
    ("كم لفة طول الواحدة منها {} م تُصنع من {} من السلك؟", KILOMETRE, 1000, (20, 25, 40, 50)),
)


def unit_conversion(draw: Draw) -> Draft:
    """One conversion; a conversion and a division; units of area and volume."""
    hard = draw.pick((_tiles_on_floor, _time_to_fill_tank))
    return draw.by_level(_one_conversion, _conversion_then_division, hard)(draw)


def _one_conversion(draw: Draw) -> Draft:
    template, factor = draw.pick(CONVERSIONS)
    whole, tenths = draw.integer(1, 9), draw.integer(1, 9)
    amount = Fraction(10 * whole + tenths, 10)
    key = int(amount * factor)
    return numeric(
        template.format(number(amount)),
        key,
        whole_drawn(
            draw,
            key,
            whole * factor + tenths,  # read the decimal part as small units
            whole * factor + tenths * 10,  # read it as hundredths
            key * 10,  # one zero too many
            Fraction(key, 10),  # one zero too few
            amount * (100 if factor == 60 else 60),  # used another unit's factor
            (whole + 1) * factor,  # rounded before converting
        ),
        f"{10 * whole + tenths}*{factor}/10",
        f"كل وحدة كبيرة تساوي {factor} من الوحدة الصغيرة، إذن {number(amount)} × {factor} = {key}.",
    )


def _conversion_then_division(draw: Draw) -> Draft:
    template, noun, factor, sizes = draw.pick(PACKINGS)
    small = draw.pick(sizes)
    halves = draw.pick([halves for halves in range(3, 25) if halves * factor % (2 * small) == 0])
    in_small = halves * factor // 2
    key = in_small // small
    large = number(Fraction(halves, 2))
    return numeric(
        template.format(small, f"{large} {noun.one}" if halves % 2 else counted(halves // 2, noun)),
        key,
        whole_drawn(
            draw,
            key,
            Fraction(halves * (100 if factor != 100 else 10), 2 * small),  # used another factor
            key * 10,  # one zero too many
            Fraction(key, 10),  # one zero too few
            key + 1,  # counted the ends
            key - 1,  # left one end out
            key * 2,  # counted each half as a whole
            Fraction(key, 2),  # took half for a whole
        ),
        f"{halves}*{factor}/(2*{small})",
        f"نوحد الوحدات: {large} × {factor} = {in_small}، ثم {in_small} ÷ {small} = {key}.",
    )


def _tiles_on_floor(draw: Draw) -> Draft:
    side = draw.pick((20, 25, 40, 50))
    length, width = draw.sample(range(2, 13), 2)
    if length * 100 % side or width * 100 % side:
        raise Degenerate
    key = length * width * 10_000 // side**2
    room = draw.pick(("غرفة", "قاعة", "ساحة", "شرفة"))
    stem = (
        f"أرضية {room} مستطيلة بعداها {length} م و{width} م، تُغطى ببلاط مربع طول ضلع البلاطة منه "
        f"{side} سم. كم بلاطة تلزم؟"
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(length * width * 1000, side**2),  # took a square metre for 1000
            Fraction(length * width * 100, side),  # divided by the side, not the area
            Fraction((length + width) * 200, side),  # divided the perimeter
            2 * key,  # doubled the area
            Fraction(key, 2),  # halved the area
            Fraction(length * 100, side) + Fraction(width * 100, side),  # added the rows
        ),
        f"{length}*{width}*10000/({side}*{side})",
        f"على البعدين {length * 100} ÷ {side} = {length * 100 // side} و{width * 100} ÷ {side} = "
        f"{width * 100 // side} من البلاط، فالعدد {length * 100 // side} × {width * 100 // side} "
        f"= {key}.",
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


def _time_to_fill_tank(draw: Draw) -> Draft:
    length, width, height, flow = draw.pick(TANKS)
    cubic_metres = length * width * height
    minutes = cubic_metres * 1000 // flow
    key = minutes // 60
    stem = (
        f"خزان {draw.pick(('ماء', 'وقود'))} على شكل متوازي مستطيلات أبعاده {length} م و{width} م "
        f"و{height} م، يُملأ بمعدل {counted(flow, LITRE)} في الدقيقة. في كم ساعة يمتلئ؟"
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            minutes,  # stopped at minutes
            Fraction(cubic_metres * 100, flow),  # took a cubic metre for 100 litres
            Fraction(minutes, 100),  # took an hour for 100 minutes
            2 * key,  # doubled the volume
            key + 1,  # rounded up
            key - 1,  # rounded down
            Fraction((length + width + height) * 1000, flow * 60),  # added the dimensions
        ),
        f"{length}*{width}*{height}*1000/({flow}*60)",
        f"السعة {cubic_metres} × 1000 = {cubic_metres * 1000} من اللترات، والزمن "
        f"{cubic_metres * 1000} ÷ {flow} = {minutes} بالدقائق، أي {minutes} ÷ 60 = {key}.",
    )


def scale_map(draw: Draw) -> Draft:
    """The real length; the scale, or a second length; the real area, or another map."""
    medium = draw.pick((_scale_from_lengths, _second_length))
    hard = draw.pick((_real_area, _length_on_other_map))
    return draw.by_level(_real_length, medium, hard)(draw)


def _real_length(draw: Draw) -> Draft:
    kilometres_per_cm = draw.pick((2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50))
    on_map = draw.integer(3, 12)
    scale, key = kilometres_per_cm * 100_000, kilometres_per_cm * on_map
    stem = draw.pick(
        (
            (
                "خريطة مقياس رسمها 1 : {}. إذا كان البعد بين مدينتين عليها {} سم، فكم كيلومترًا "
                "البعد الحقيقي بينهما؟"
            ),
            "رُسم طريق على خريطة مقياسها 1 : {} فكان طوله عليها {} سم. كم كيلومترًا طوله الحقيقي؟",
        )
    ).format(scale, on_map)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            key * 10,  # took a kilometre for 10,000 centimetres
            Fraction(key, 10),  # took a kilometre for 1,000,000 centimetres
            kilometres_per_cm + on_map,  # added instead of multiplying
            kilometres_per_cm * (on_map + 1),  # one centimetre too many
            kilometres_per_cm * (on_map - 1),  # one centimetre too few
        ),
        f"{on_map}*{scale}/100000",
        f"كل 1 سم يمثل {scale} سم، أي {kilometres_per_cm} كم، فالبعد الحقيقي {on_map} × "
        f"{kilometres_per_cm} = {key} كم.",
        unit="{} كم",
    )


def _scale_from_lengths(draw: Draw) -> Draft:
    on_map = draw.integer(3, 12)
    kilometres_per_cm = draw.pick((2, 3, 4, 5, 6, 8, 12, 15, 20, 25))
    scale = kilometres_per_cm * 100_000
    ten_times, tenth, as_metres = scale * 10, scale // 10, scale // 100
    return Draft(
        draw.pick(
            (
                "طريق طوله الحقيقي {} كم وطوله على خريطة {} سم. ما مقياس رسم الخريطة؟",
                "البعد الحقيقي بين مدينتين {} كم، والبعد بينهما على خريطة {} سم. ما مقياس رسمها؟",
            )
        ).format(kilometres_per_cm * on_map, on_map),
        f"1 : {scale}",
        (f"1 : {ten_times}", f"1 : {tenth}", f"1 : {as_metres}"),
        "",
        f"كل 1 سم يمثل {kilometres_per_cm * on_map} ÷ {on_map} = {kilometres_per_cm} كم، "
        f"فالمقياس 1 : {scale}.",
    )


def _second_length(draw: Draw) -> Draft:
    kilometres_per_cm = Fraction(draw.pick((5, 15, 25, 35, 45, 12, 18)), 2)
    first, second = draw.sample(range(2, 17, 2), 2)
    real, key = int(first * kilometres_per_cm), int(second * kilometres_per_cm)
    stem = draw.pick(
        (
            "على خريطة يمثل الطول {} سم مسافة حقيقية {} كم. كم كيلومترًا يمثل الطول {} سم عليها؟",
            (
                "طريق طوله على خريطة {} سم وطوله الحقيقي {} كم. كم كيلومترًا الطول الحقيقي لطريق "
                "طوله على الخريطة نفسها {} سم؟"
            ),
        )
    ).format(first, real, second)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            real + second - first,  # added the difference
            Fraction(real * first, second),  # inverse proportion
            key + 2 * kilometres_per_cm,  # two centimetres too many
            key - 2 * kilometres_per_cm,  # two centimetres too few
            kilometres_per_cm * abs(second - first),  # took the difference alone
        ),
        f"{real}*{second}/{first}",
        f"كل 1 سم يمثل {real} ÷ {first} = {number(kilometres_per_cm)} كم، فالمسافة {second} × "
        f"{number(kilometres_per_cm)} = {key} كم.",
        unit="{} كم",
    )


def _real_area(draw: Draw) -> Draft:
    metres_per_cm = draw.pick((2, 3, 4, 5, 10, 20))
    length, width = draw.sample(range(2, 13), 2)
    scale = metres_per_cm * 100
    key = length * width * metres_per_cm**2
    plot = draw.pick(("أرض", "حديقة", "ساحة", "صالة"))
    stem = (
        f"رُسم مخطط {plot} مستطيلة بمقياس 1 : {scale}، فكان بعداها على المخطط {length} سم "
        f"و{width} سم. كم مترًا مربعًا مساحتها الحقيقية؟"
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            length * width * metres_per_cm,  # scaled one dimension only
            length * width,  # forgot the scale
            (length + width) * metres_per_cm,  # added the dimensions
            2 * (length + width) * metres_per_cm,  # found the perimeter
            2 * key,  # doubled the area
            key * 10,  # one zero too many
        ),
        f"({length}*{scale}/100)*({width}*{scale}/100)",
        f"البعدان الحقيقيان {counted(length * metres_per_cm, METRE)} "
        f"و{counted(width * metres_per_cm, METRE)}، والمساحة {length * metres_per_cm} × "
        f"{width * metres_per_cm} = {key}.",
    )


def _length_on_other_map(draw: Draw) -> Draft:
    first, second = draw.sample((2, 3, 4, 5, 6, 8, 10, 12), 2)
    times = draw.integer(1, 6)
    on_first, key = second * times, first * times
    if on_first > 30:
        raise Degenerate
    stem = draw.pick(
        (
            "طول طريق {} سم على خريطة مقياسها 1 : {}. كم سنتيمترًا طوله على خريطة مقياسها 1 : {}؟",
            (
                "البعد بين مدينتين {} سم على خريطة مقياسها 1 : {}. كم سنتيمترًا البعد بينهما على "
                "خريطة مقياسها 1 : {}؟"
            ),
        )
    ).format(on_first, first * 100_000, second * 100_000)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(on_first * second, first),  # inverted the ratio of the scales
            on_first * first,  # the real length in kilometres
            on_first + second - first,  # added the difference of the scales
            on_first + first - second,  # subtracted it
            key + times,  # one share too many
            key - times,  # one share too few
        ),
        f"{on_first}*{first * 100_000}/{second * 100_000}",
        f"الطول الحقيقي {on_first} × {first} = {on_first * first} كم، وطوله على الخريطة الأخرى "
        f"{on_first * first} ÷ {second} = {key}.",
    )
