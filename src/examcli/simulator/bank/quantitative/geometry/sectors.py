"""Arcs and sectors: parts of a circle between two radii."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, illustrated, number, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.geometry.circles import (
    IN_PI,
    LENGTH,
    PI_AREA,
    PI_LENGTH,
    PI_SQUARE_METRES,
)
from examcli.simulator.bank.quantitative.nouns import MINUTE, counted

DEGREES = "{}°"


def arc_sector(draw: Draw) -> Draft:
    """Parts of a circle between two radii."""
    forms = draw.by_level(
        (arc_length, sector_area),
        (angle_from_arc, sector_perimeter, minute_hand),
        (sector_from_arc, inscribed_angle, tethered_at_corner, radius_from_sector),
    )
    return draw.pick(forms)(draw)


def sector(draw: Draw) -> tuple[int, int]:
    """A central angle in degrees and a radius whose arc is a whole number of ط."""
    angle = draw.pick((30, 36, 45, 60, 72, 90, 120, 135, 150))
    step = Fraction(angle, 180).denominator
    return angle, step * draw.integer(1, 24 // step)


def arc_length(draw: Draw) -> Draft:
    """A part of the circumference."""
    angle, radius = sector(draw)
    key = angle * radius // 180
    stem = draw.pick(
        (
            (
                f"ما طول قوس في دائرة نصف قطرها {radius} سم يقابل زاوية مركزية قياسها {angle}°، "
                f"{IN_PI}؟"
            ),
            (
                f"دائرة قطرها {2 * radius} سم، رُسمت فيها زاوية مركزية قياسها {angle}°. "
                f"ما طول القوس المقابل لها {IN_PI}؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        2 * key,  # took the diameter as the radius
        2 * radius,  # answered the whole circumference
        key * radius,  # multiplied by the radius again
        Fraction(key, 2),  # forgot to double the radius
        radius,  # answered half of the circumference
        key + 1,  # slipped
    ]
    explanation = f"طول القوس {angle} ÷ 360 × 2 × {radius} × ط = {key}ط سم."
    check = f"{angle} * 2 * {radius} / 360"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=PI_LENGTH)
    return illustrated(draft, "sector", (radius, angle), ("م", "", "", "", f"{angle}°"))


def sector_area(draw: Draw) -> Draft:
    """A part of the disc."""
    angle, radius = sector(draw)
    key = Fraction(angle * radius**2, 360)
    if key.denominator != 1:
        angle, radius = draw.pick((60, 90, 120)), 6 * draw.integer(1, 4)
        key = Fraction(angle * radius**2, 360)
    area = int(key)
    thing = draw.pick(("قطاع دائري", "شريحة على هيئة قطاع دائري", "حوض زهور على هيئة قطاع دائري"))
    stem = draw.pick(
        (
            f"{thing} نصف قطر دائرته {radius} سم وزاويته المركزية {angle}°. ما المساحة {IN_PI}؟",
            (
                f"ما مساحة قطاع من دائرة نصف قطرها {radius} سم، وقياس زاويته المركزية {angle}°، "
                f"{IN_PI}؟"
            ),
        )
    )
    mistakes = [
        angle * radius // 180,  # computed the arc
        radius**2,  # answered the whole disc
        2 * area,  # divided by 180
        area // 2 if area % 2 == 0 else 0,  # halved once more
        area + radius,  # slipped
        area - 1,  # slipped
    ]
    explanation = f"المساحة {angle} ÷ 360 × {radius}² × ط = {area}ط سم²."
    check = f"{angle} * {radius}**2 / 360"
    draft = numeric(stem, area, whole(draw, area, mistakes), check, explanation, unit=PI_AREA)
    return illustrated(draft, "sector", (radius, angle), ("م", "", "", f"{radius} سم", f"{angle}°"))


def angle_from_arc(draw: Draw) -> Draft:
    """The arc and the radius give the central angle."""
    angle, radius = sector(draw)
    arc = angle * radius // 180
    stem = draw.pick(
        (
            (
                f"قوس طوله {arc}ط سم في دائرة نصف قطرها {radius} سم. ما قياس الزاوية المركزية "
                "المقابلة "
                "له؟"
            ),
            (
                f"في دائرة نصف قطرها {radius} سم، تحصر زاوية مركزية قوسًا طوله {arc}ط سم. "
                "ما قياس الزاوية؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        2 * angle,  # forgot to double the radius
        Fraction(angle, 2),  # took the diameter as the radius
        180 - angle,  # answered the supplementary angle
        angle + 15,  # slipped in the division
        angle - 10,  # slipped in the division
    ]
    explanation = f"القياس {arc} ÷ (2 × {radius}) × 360 = {angle}°."
    check = f"{arc} * 360 / (2 * {radius})"
    return numeric(stem, angle, whole(draw, angle, mistakes), check, explanation, unit=DEGREES)


def sector_perimeter(draw: Draw) -> Draft:
    """An arc and two radii."""
    angle, radius = sector(draw)
    arc = angle * radius // 180
    if arc == 1:
        raise Degenerate("an arc of one ط")
    stem = (
        f"قطاع دائري نصف قطر دائرته {radius} سم وقياس زاويته المركزية {angle}°. ما محيطه {IN_PI}؟"
    )
    key = f"({2 * radius} + {arc}ط) سم"
    mistakes = [
        f"({radius} + {arc}ط) سم",  # counted one radius
        f"({2 * radius} + {2 * arc}ط) سم",  # doubled the arc
        f"({2 * radius} + {2 * radius}ط) سم",  # took the whole circumference
        f"({radius} + {2 * arc}ط) سم",  # both
    ]
    explanation = f"طول القوس {arc}ط سم، ويضاف إليه نصفا قطرين، فالمحيط {key}."
    return textual(stem, key, draw.sample(mistakes, 3), explanation)


def minute_hand(draw: Draw) -> Draft:
    """The tip of a minute hand runs along an arc."""
    minutes = draw.pick((10, 15, 20, 30, 40, 45))
    step = Fraction(minutes, 30).denominator
    length = step * draw.integer(2, 12)
    key = int(Fraction(minutes * length, 30))
    span = counted(minutes, MINUTE)
    stem = draw.pick(
        (
            (f"عقرب دقائق طوله {length} سم. ما المسافة التي يقطعها طرفه في {span} {IN_PI}؟"),
            (
                f"ساعة حائط طول عقرب دقائقها {length} سم. كم سنتيمترًا يتحرك طرف العقرب خلال "
                f"{span} {IN_PI}؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        2 * length,  # took the whole turn
        2 * key,  # took the diameter as the radius
        Fraction(key, 2),  # forgot to double the radius
        length,  # took half a turn
        key + 1,  # slipped
        key - 1,  # slipped
    ]
    explanation = (
        f"يقطع الطرف {minutes} ÷ 60 من المحيط: {minutes} ÷ 60 × 2 × {length} × ط = {key}ط سم."
    )
    check = f"{minutes} * 2 * {length} / 60"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=PI_LENGTH)


def sector_from_arc(draw: Draw) -> Draft:
    """Half the arc times the radius, without the angle."""
    arc, radius = draw.sample((2 * draw.integer(2, 12), draw.integer(3, 21)), 2)
    key = arc * radius // 2
    if arc > 6 * radius:
        raise Degenerate("an arc longer than the circle")
    stem = draw.pick(
        (
            f"قطاع دائري نصف قطر دائرته {radius} سم وطول قوسه {arc} سم. ما مساحته؟",
            (
                f"مروحة يدوية على هيئة قطاع دائري، طول قوسها {arc} سم ونصف قطر دائرتها "
                f"{radius} سم. "
                "كم سنتيمترًا مربعًا مساحتها؟"
            ),
        )
    )
    mistakes = [
        arc * radius,  # forgot to halve
        arc + 2 * radius,  # computed the perimeter
        arc * radius // 4 if arc * radius % 4 == 0 else 0,  # halved twice
        key + radius,  # slipped in the product
        key - arc,  # slipped in the product
    ]
    explanation = (
        f"مساحة القطاع نصف حاصل ضرب طول القوس في نصف القطر: {arc} × {radius} ÷ 2 = {key} سم²."
    )
    check = f"{arc} * {radius} / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit="{} سم²")


def inscribed_angle(draw: Draw) -> Draft:
    """An inscribed angle is half of its arc; here one ratio gives the arc."""
    first, second = draw.pick(((1, 2), (2, 3), (1, 4), (4, 5), (1, 5), (5, 7), (3, 7), (2, 7)))
    one = 360 // (first + second)
    asked, key = draw.pick((("الأصغر", first * one), ("الأكبر", second * one)))
    if key % 2:
        raise Degenerate("half degrees")
    inscribed = key // 2
    stem = draw.pick(
        (
            (
                f"وتر يقسم دائرة إلى قوسين النسبة بين طوليهما {first} : {second}. ما قياس زاوية "
                "محيطية "
                f"تقابل القوس {asked}؟"
            ),
            (
                f"نقطتان على دائرة تقسمانها إلى قوسين بنسبة {first} : {second}. ما قياس الزاوية "
                f"المحيطية المرسومة على القوس {asked}؟"
            ),
            (
                f"دائرة مركزها م، والنقطتان أ و ب عليها تقسمانها قوسين بنسبة {first} : {second}، "
                f"والنقطة ج على الدائرة بحيث تقابل الزاوية أ ج ب القوس {asked}. ما قياس أ ج ب؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        key,  # answered the central angle
        180 - inscribed,  # took the other arc
        Fraction(key, 4),  # halved twice
        one,  # answered one share
        inscribed + 10,  # carried a ten too many
        inscribed - 10,  # dropped a ten
    ]
    share = first if asked == "الأصغر" else second
    explanation = (
        f"قياس القوس 360 ÷ {first + second} × {share} = {key}°، والزاوية المحيطية نصفه: "
        f"{inscribed}°."
    )
    check = f"360 / ({first} + {second}) * {share} / 2"
    chosen = whole(draw, inscribed, mistakes)
    return numeric(stem, inscribed, chosen, check, explanation, unit=DEGREES)


def tethered_at_corner(draw: Draw) -> Draft:
    """A rope tied to an outer corner sweeps three quarters of a disc."""
    rope = 2 * draw.integer(1, 10)
    side = rope + draw.integer(1, 6)
    key = 3 * rope**2 // 4
    animal = draw.pick(("خروف", "ماعز", "حصان"))
    stem = (
        f"رُبط {animal} بحبل طوله {rope} م عند ركن خارجي لحظيرة مغلقة مربعة الشكل طول ضلعها "
        f"{side} م، "
        f"وما حولها أرض عشبية. ما مساحة المنطقة التي يمكنه الرعي فيها {IN_PI}؟"
    )
    mistakes = [
        rope**2,  # forgot the shed
        rope**2 // 4,  # took the quarter inside
        rope**2 // 2,  # tied it to the middle of a wall
        3 * rope,  # computed an arc
        key + rope,  # slipped
    ]
    explanation = (
        f"تشغل الحظيرة ربع الدائرة ويبقى 3/4 منها: {rope}² × 3 ÷ 4 = {key}، فالمساحة {key}ط م²."
    )
    check = f"3 * {rope}**2 / 4"
    chosen = whole(draw, key, mistakes)
    return numeric(stem, key, chosen, check, explanation, unit=PI_SQUARE_METRES)


def radius_from_sector(draw: Draw) -> Draft:
    """The area and the angle of a sector give the radius."""
    angle = draw.pick((40, 60, 90, 120, 160))
    parts = Fraction(360, angle)
    radius = draw.integer(1, 6) * 6
    area = Fraction(radius**2, 1) / parts
    stem = draw.pick(
        (
            (
                f"قطاع دائري مساحته {number(area)}ط سم² وقياس زاويته المركزية {angle}°. "
                "ما نصف قطر دائرته؟"
            ),
            (
                f"مساحة قطاع دائري زاويته المركزية {angle}° تساوي {number(area)}ط سم². كم "
                "سنتيمترًا "
                "نصف "
                "قطر الدائرة؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        2 * radius,  # answered the diameter
        radius // 2,  # halved the root
        area / radius,  # divided by the radius
        radius + 3,  # slipped at the root
        radius - 2,  # slipped at the root
    ]
    explanation = (
        f"مساحة الدائرة كلها {number(area)} × 360 ÷ {angle} = {radius**2}ط سم²، "
        f"وجذر {radius**2} هو {radius}، فنصف القطر {radius} سم."
    )
    check = f"{number(area)} * 360 / {angle} / {radius}"
    return numeric(stem, radius, whole(draw, radius, mistakes), check, explanation, unit=LENGTH)
