"""Pie charts, told by their sectors."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, illustrated, numeric
from examcli.simulator.bank.mistakes import whole, whole_below
from examcli.simulator.bank.quantitative.statistics.bar_charts import shares_of_hundred

PERCENT = "{}%"
DEGREES = "{}°"

# What a pie chart divides, the noun of the whole, and its sectors.
PIES = (
    ("أقلام متجر بحسب اللون", "الأقلام", ("الأزرق", "الأسود", "الأحمر", "الأخضر")),
    ("رحلات مسافرين بحسب الوسيلة", "الرحلات", ("الحافلة", "السيارة", "القطار", "الطائرة")),
    ("كتب مكتبة بحسب النوع", "الكتب", ("التاريخ", "العلوم", "الأدب", "الفنون")),
    ("صناديق محصول مزرعة بحسب الثمر", "الصناديق", ("التمر", "العنب", "الرمان", "الليمون")),
    ("أشجار حديقة بحسب النوع", "الأشجار", ("النخيل", "السدر", "الزيتون", "اللوز")),
)


def pie_chart(draw: Draw) -> Draft:
    """Between percentages, angles and numbers."""
    forms = draw.by_level(
        (angle_of_percent, number_of_percent),
        (number_of_angle, percent_of_angle, angle_of_number),
        (whole_from_difference, rest_in_ratio, sectors_of_two_pies),
    )
    return draw.pick(forms)(draw)


def angle_of_percent(draw: Draw) -> Draft:
    """A percentage of the full turn."""
    title, _, sectors = draw.pick(PIES)
    percent = 5 * draw.integer(1, 12)
    key = 18 * percent // 5
    sector = draw.pick(sectors)
    stem = draw.pick(
        (
            (
                f"مُثلت {title} بقطاعات دائرية، ونصيب {sector} منها {percent}%. ما قياس زاوية "
                "قطاع "
                f"{sector}؟"
            ),
            (
                f"في تمثيل بالقطاعات الدائرية يبين {title}، تبلغ نسبة {sector} {percent}%. كم "
                "درجة "
                "زاوية "
                "القطاع؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        percent,  # took the percentage for degrees
        Fraction(180 * percent, 100),  # used half a turn
        360 - key,  # answered the rest of the turn
        3 * percent,  # used three hundred degrees
        4 * percent if percent < 90 else 0,  # used four hundred degrees
        key - 6,  # slipped
    ]
    explanation = f"زاوية القطاع {percent}% من 360°، أي {percent} × 360 ÷ 100 = {key}°."
    check = f"{percent} * 360 / 100"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=DEGREES)


def number_of_percent(draw: Draw) -> Draft:
    """What is left for the sector whose share is not told."""
    title, noun, sectors = draw.pick(PIES)
    shares = shares_of_hundred(draw, 4)
    total = 20 * draw.integer(5, 30)
    order = draw.sample(sectors, 4)
    key = shares[3] * total // 100
    told = "، ".join(f"{name} {share}%" for name, share in zip(order[:3], shares[:3], strict=True))
    stem = (
        f"مُثلت {title} بقطاعات دائرية: {told}، والباقي {order[3]}. إذا كان العدد الكلي من {noun} "
        f"{total}، فكم نصيب {order[3]}؟"
    )
    mistakes: list[int | Fraction] = [
        total - key,  # answered the other sectors
        shares[3],  # answered the percentage
        Fraction(shares[2] * total, 100),  # took the sector before it
        Fraction(shares[0] * total, 100),  # took the first sector
        key + 5,  # slipped
        key - 5,  # slipped
    ]
    explanation = (
        f"النسبة الباقية 100% − {sum(shares[:3])}% = {shares[3]}%، ومقدارها "
        f"{total} × {shares[3]} ÷ 100 = {key}."
    )
    check = f"{total} * (100 - {shares[0]} - {shares[1]} - {shares[2]}) / 100"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(
        draft, "pie-chart", shares, ("", *order, *(f"{share}%" for share in shares[:3]))
    )


ANGLES = (30, 36, 40, 45, 54, 60, 72, 80, 90, 108, 120, 135, 144, 150)


def number_of_angle(draw: Draw) -> Draft:
    """The angle of a sector and the whole give the number."""
    title, noun, sectors = draw.pick(PIES)
    angle = draw.pick(ANGLES)
    share = Fraction(angle, 360)
    total = share.denominator * draw.integer(4, 40)
    key = int(share * total)
    sector = draw.pick(sectors)
    stem = (
        f"مُثلت {title} بقطاعات دائرية، وزاوية قطاع {sector} {angle}°. إذا كان العدد الكلي من "
        f"{noun} "
        f"{total}، فكم نصيب {sector}؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(total * angle, 100),  # took the degrees for a percentage
        Fraction(total * angle, 180),  # used half a turn
        total - key,  # answered the other sectors
        key + share.denominator,  # slipped in the division
        key - 2,  # slipped in the division
        key + 4,  # slipped in the division
    ]
    explanation = f"نصيب القطاع {angle} ÷ 360 من {total}، أي {total} × {angle} ÷ 360 = {key}."
    check = f"{total} * {angle} / 360"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def percent_of_angle(draw: Draw) -> Draft:
    """The angle left over, as a percentage."""
    title, _, sectors = draw.pick(PIES)
    shares = shares_of_hundred(draw, 4)
    order = draw.sample(sectors, 4)
    angles = [share * 18 // 5 for share in shares]
    told = "، ".join(f"{name} {angle}°" for name, angle in zip(order[:3], angles[:3], strict=True))
    key = shares[3]
    stem = (
        f"مُثلت {title} بقطاعات دائرية زواياها: {told}، والباقي {order[3]}. ما النسبة المئوية "
        "لقطاع "
        f"{order[3]}؟"
    )
    mistakes: list[int | Fraction] = [
        angles[3] if angles[3] < 100 else 0,  # took the degrees for a percentage
        100 - key,  # answered the other sectors
        Fraction(100 * angles[3], 180),  # used half a turn
        shares[2],  # took the sector before it
        key + 5,  # slipped in the division
        key - 5,  # slipped in the division
    ]
    explanation = (
        f"الزاوية الباقية 360 − {sum(angles[:3])} = {angles[3]}°، ونسبتها {angles[3]} ÷ 360 = "
        f"{key}%."
    )
    check = f"100 * (360 - {angles[0]} - {angles[1]} - {angles[2]}) / 360"
    draft = numeric(
        stem, key, whole_below(draw, 100, key, mistakes), check, explanation, unit=PERCENT
    )
    return illustrated(
        draft, "pie-chart", shares, ("", *order, *(f"{angle}°" for angle in angles[:3]))
    )


def angle_of_number(draw: Draw) -> Draft:
    """A number out of the whole, as an angle."""
    title, noun, sectors = draw.pick(PIES)
    key = draw.pick(ANGLES)
    share = Fraction(key, 360)
    total = share.denominator * draw.integer(4, 40)
    part = int(share * total)
    sector = draw.pick(sectors)
    stem = (
        f"يراد تمثيل {title} بقطاعات دائرية. إذا كان نصيب {sector} {part} والعدد الكلي من "
        f"{noun} {total}، "
        f"فما قياس زاوية قطاع {sector}؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(100 * part, total),  # answered the percentage
        Fraction(180 * part, total),  # used half a turn
        360 - key,  # answered the rest of the turn
        key + 10,  # slipped in the division
        key - 6,  # slipped in the division
        key + 18,  # slipped in the division
    ]
    explanation = f"زاوية القطاع {part} ÷ {total} من 360°، أي {part} × 360 ÷ {total} = {key}°."
    check = f"{part} * 360 / {total}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=DEGREES)


def whole_from_difference(draw: Draw) -> Draft:
    """Two angles and the difference of their numbers give the whole."""
    title, noun, sectors = draw.pick(PIES)
    large, small = sorted(
        draw.sample((36, 45, 54, 60, 72, 90, 108, 120, 126, 144), 2), reverse=True
    )
    share = Fraction(large - small, 360)
    unit = draw.integer(2, 12)
    difference, key = share.numerator * unit, share.denominator * unit
    one, other = draw.sample(sectors, 2)
    stem = (
        f"مُثلت {title} بقطاعات دائرية، زاوية قطاع {one} {large}° وزاوية قطاع {other} {small}°، "
        "ونصيب "
        f"{one} يزيد على نصيب {other} بمقدار {difference}. ما العدد الكلي من {noun}؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(difference * 360, large),  # compared with the larger angle
        Fraction(difference * 360, large + small),  # added the angles
        Fraction(difference * 180, large - small),  # used half a turn
        Fraction(difference * 100, large - small),  # took degrees for percentages
        key + unit,  # slipped in the division
        key - unit,  # slipped in the division
    ]
    explanation = (
        f"فرق الزاويتين {large} − {small} = {large - small}°، فالعدد الكلي "
        f"{difference} × 360 ÷ {large - small} = {key}."
    )
    check = f"{difference} * 360 / ({large} - {small})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def rest_in_ratio(draw: Draw) -> Draft:
    """Two sectors are told, the other two share the rest in a ratio."""
    title, _, sectors = draw.pick(PIES)
    first, second = draw.pick(((1, 2), (2, 3), (1, 3), (3, 2), (1, 4), (3, 1), (4, 5)))
    part = draw.integer(2, 8) * 5
    rest = part * (first + second)
    left = 360 - rest
    if not 80 <= left <= 270:
        raise Degenerate("no room for the others")
    one = draw.integer(3, left // 10 - 3) * 10
    order = draw.sample(sectors, 4)
    key = first * part
    stem = (
        f"مُثلت {title} بأربعة قطاعات دائرية: زاوية {order[0]} {one}° وزاوية {order[1]} "
        f"{left - one}°، "
        f"والنسبة بين زاويتي {order[2]} و{order[3]} هي {first} : {second}. ما زاوية {order[2]}؟"
    )
    mistakes: list[int | Fraction] = [
        second * part,  # answered the other sector
        Fraction(rest, 2),  # took the two as equal
        Fraction(360 * first, first + second),  # shared the full turn
        part,  # answered one share
        key + 10,  # slipped
        key - 5,  # slipped
    ]
    explanation = (
        f"الباقي 360 − {left} = {rest}°، ونصيب {order[2]} منه "
        f"{rest} × {first} ÷ {first + second} = {key}°."
    )
    check = f"(360 - {one} - {left - one}) * {first} / ({first} + {second})"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=DEGREES)
    angles = (one, left - one, first * part, second * part)
    return illustrated(draft, "pie-chart", angles, ("", *order, f"{one}°", f"{left - one}°"))


def sectors_of_two_pies(draw: Draw) -> Draft:
    """The same share of two different wholes."""
    title, noun, sectors = draw.pick(PIES)
    sector = draw.pick(sectors)
    first_angle, second_angle = draw.sample((36, 72, 90, 108, 126, 144), 2)
    first_total, second_total = (20 * draw.integer(5, 30) for _ in range(2))
    first, second = first_angle * first_total // 360, second_angle * second_total // 360
    if first == second or first_total == second_total:
        raise Degenerate("no difference")
    key = abs(first - second)
    stem = (
        f"مُثلت {title} بقطاعات دائرية في عامين. كان العدد الكلي من {noun} {first_total} في "
        "العام الأول "
        f"و{second_total} في الثاني، وزاوية قطاع {sector} {first_angle}° في الأول "
        f"و{second_angle}° في "
        "الثاني. ما الفرق بين نصيبي هذا القطاع في العامين؟"
    )
    mistakes: list[int | Fraction] = [
        abs(first_angle - second_angle),  # subtracted the angles
        first + second,  # added the two shares
        Fraction(abs(first_angle - second_angle) * first_total, 360),  # used the first whole
        abs(first_total - second_total),  # subtracted the wholes
        key + 5,  # slipped
        key - 2,  # slipped
    ]
    high, low = max(first, second), min(first, second)
    explanation = (
        f"النصيبان {first_total} × {first_angle} ÷ 360 = {first} و{second_total} × "
        f"{second_angle} ÷ "
        f"360 = {second}، والفرق {high} − {low} = {key}."
    )
    shares = [f"{first_total} * {first_angle} / 360", f"{second_total} * {second_angle} / 360"]
    check = " - ".join(shares if first > second else reversed(shares))
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
