"""Bar charts told as rows of values, and pie charts told by their sectors."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.quantitative.averages import summed
from examcli.simulator.bank.quantitative.mistakes import whole

PERCENT = "{}%"
DEGREES = "{}°"

# What a bar chart shows, and the labels under its bars in order.
BARS = (
    ("عدد زوار مكتبة عامة في {city}", ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس")),
    ("عدد الكتب المقروءة في نادي القراءة", ("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "رجب")),
    (
        "إنتاج مصنع من الكراسي",
        ("الأسبوع الأول", "الأسبوع الثاني", "الأسبوع الثالث", "الأسبوع الرابع"),
    ),
    ("عدد الأشجار المزروعة في أحياء {city}", ("الروضة", "النخيل", "الواحة", "الياسمين", "الورود")),
    ("مبيعات متجر من الأجهزة", ("الربع الأول", "الربع الثاني", "الربع الثالث", "الربع الرابع")),
)

# What a pie chart divides, the noun of the whole, and its sectors.
PIES = (
    ("أقلام متجر بحسب اللون", "الأقلام", ("الأزرق", "الأسود", "الأحمر", "الأخضر")),
    ("رحلات مسافرين بحسب الوسيلة", "الرحلات", ("الحافلة", "السيارة", "القطار", "الطائرة")),
    ("كتب مكتبة بحسب النوع", "الكتب", ("التاريخ", "العلوم", "الأدب", "الفنون")),
    ("صناديق محصول مزرعة بحسب الثمر", "الصناديق", ("التمر", "العنب", "الرمان", "الليمون")),
    ("أشجار حديقة بحسب النوع", "الأشجار", ("النخيل", "السدر", "الزيتون", "اللوز")),
)


def bar_chart(draw: Draw) -> Draft:
    """Reading, comparing and extending the bars of a chart."""
    forms = draw.by_level(
        (bars_difference, bars_total),
        (bar_share, bar_growth, bars_average),
        (bar_to_reach_average, equal_halves, growth_continues),
    )
    return draw.pick(forms)(draw)


def pie_chart(draw: Draw) -> Draft:
    """Between percentages, angles and numbers."""
    forms = draw.by_level(
        (angle_of_percent, number_of_percent),
        (number_of_angle, percent_of_angle, angle_of_number),
        (whole_from_difference, rest_in_ratio, sectors_of_two_pies),
    )
    return draw.pick(forms)(draw)


def bars(draw: Draw, step: int = 5) -> tuple[str, tuple[str, ...], list[int]]:
    """A chart in words, its labels, and its heights, no two alike."""
    title, labels = draw.pick(BARS)
    heights = [step * height for height in draw.sample(range(2, 17), len(labels))]
    shown = "، ".join(f"{label} {height}" for label, height in zip(labels, heights, strict=True))
    heading = title.format(city=draw.city)
    return f"يبين تمثيل بالأعمدة {heading} كما يلي: {shown}.", labels, heights


def bars_difference(draw: Draw) -> Draft:
    """The distance between the tallest and the shortest bar, or between two named ones."""
    chart, labels, heights = bars(draw, draw.pick((2, 5, 10)))
    ordered = sorted(heights)
    one, other = draw.sample(range(len(labels)), 2)
    question, high, low = draw.pick(
        (
            ("ما الفرق بين أكبر قيمة وأصغر قيمة؟", ordered[-1], ordered[0]),
            (
                f"ما الفرق بين قيمتي {labels[one]} و{labels[other]}؟",
                max(heights[one], heights[other]),
                min(heights[one], heights[other]),
            ),
        )
    )
    key = high - low
    step = ordered[1] - ordered[0]
    mistakes = [
        high + low,  # added instead of subtracting
        high,  # answered the taller bar
        ordered[-1] - ordered[1],  # read the wrong low bar
        ordered[-2] - ordered[0],  # read the wrong high bar
        abs(heights[0] - heights[-1]),  # compared the first bar with the last
        key + step,  # read one mark too high
    ]
    explanation = f"القيمتان {high} و{low}، والفرق {high} − {low} = {key}."
    chosen = whole(draw, key, mistakes)
    return numeric(f"{chart} {question}", key, chosen, f"{high} - {low}", explanation)


def bars_total(draw: Draw) -> Draft:
    """All bars together."""
    chart, labels, heights = bars(draw, draw.pick((2, 5, 10)))
    key = sum(heights)
    mistakes = [
        key - heights[-1],  # missed the last bar
        key - heights[0],  # missed the first bar
        key - min(heights),  # missed the shortest bar
        len(labels) * max(heights),  # took all bars as the tallest
        key + 10,  # carried a ten too many
        key + min(heights),  # counted the shortest bar twice
    ]
    explanation = f"المجموع {' + '.join(map(str, heights))} = {key}."
    chosen = whole(draw, key, mistakes)
    stem = f"{chart} ما مجموع القيم كلها؟"
    return numeric(stem, key, chosen, summed(heights), explanation)


def bar_share(draw: Draw) -> Draft:
    """One bar as a percentage of all."""
    title, labels = draw.pick(BARS)
    whole_number = draw.pick((100, 200, 400, 500))
    shares = _shares(draw, len(labels))
    heights = [share * whole_number // 100 for share in shares]
    shown = "، ".join(f"{label} {height}" for label, height in zip(labels, heights, strict=True))
    place = draw.integer(0, len(labels) - 1)
    key = shares[place]
    stem = (
        f"يبين تمثيل بالأعمدة {title.format(city=draw.city)} كما يلي: {shown}. "
        f"ما النسبة المئوية لنصيب {labels[place]} من المجموع؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(100 * key, 100 - key) if key < 50 else 0,  # compared with the rest
        shares[place - 1],  # read the neighbouring bar
        100 // len(labels),  # took the bars as equal
        100 - key,  # answered the rest
        key + 5,  # slipped in the division
        key - 5,  # slipped in the division
    ]
    total = sum(heights)
    explanation = (
        f"المجموع {total}، ونصيب {labels[place]} هو {heights[place]}، فالنسبة "
        f"{heights[place]} ÷ {total} = {key}%."
    )
    check = f"100 * {heights[place]} / {summed(heights)}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=PERCENT)


def _shares(draw: Draw, count: int) -> list[int]:
    """Percentages in steps of five that make a hundred, no two alike."""
    cuts = sorted(draw.sample(range(1, 20), count - 1))
    ends = [*cuts, 20]
    shares = [5 * (end - start) for start, end in zip([0, *cuts], ends, strict=True)]
    if len(set(shares)) < count:
        base = {4: (10, 20, 30, 40), 5: (5, 10, 20, 25, 40)}[count]
        return draw.sample(base, count)
    return shares


def bar_growth(draw: Draw) -> Draft:
    """The percentage by which one bar exceeds the one before it."""
    title, labels = draw.pick(BARS)
    before = draw.pick((20, 40, 50, 60, 80, 100))
    percent = draw.pick((5, 10, 15, 20, 25, 30, 40, 50, 60, 75))
    if before * percent % 100:
        percent = 50
    after = before * (100 + percent) // 100
    others = [10 * height for height in draw.sample(range(2, 12), len(labels) - 2)]
    heights = [*others[:1], before, after, *others[1:]]
    shown = "، ".join(f"{label} {height}" for label, height in zip(labels, heights, strict=True))
    stem = (
        f"يبين تمثيل بالأعمدة {title.format(city=draw.city)} كما يلي: {shown}. ما نسبة الزيادة "
        "من "
        f"{labels[1]} إلى {labels[2]}؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(100 * (after - before), after),  # compared with the later bar
        after - before,  # answered the increase itself
        Fraction(100 * after, before),  # forgot to subtract the whole
        percent + 10,  # slipped in the division
        percent + 5,  # slipped in the division
        percent - 5,  # slipped in the division
    ]
    explanation = (
        f"الزيادة {after} − {before} = {after - before}، ونسبتها إلى {before} هي {percent}%."
    )
    check = f"100 * ({after} - {before}) / {before}"
    return numeric(stem, percent, whole(draw, percent, mistakes), check, explanation, unit=PERCENT)


def bars_average(draw: Draw) -> Draft:
    """How many bars stand above the mean, or the mean itself."""
    chart, labels, heights = bars(draw, 4 if draw.integer(0, 1) else 5)
    total, count = sum(heights), len(labels)
    if total % count:
        raise Degenerate("a broken mean")
    key = total // count
    ordered = sorted(heights)
    mistakes: list[int | Fraction] = [
        ordered[count // 2],  # answered the median
        Fraction(ordered[0] + ordered[-1], 2),  # averaged the extremes
        Fraction(total, count - 1),  # counted one bar too few
        Fraction(total, count + 1),  # counted one bar too many
        key + 2,  # slipped
        key - 2,  # slipped
    ]
    explanation = f"المجموع {total} وعدد الأعمدة {count}، فالمتوسط {total} ÷ {count} = {key}."
    check = f"{summed(heights)} / {count}"
    stem = f"{chart} ما المتوسط الحسابي للقيم؟"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def bar_to_reach_average(draw: Draw) -> Draft:
    """A further bar is to bring the mean to a target."""
    chart, labels, heights = bars(draw)
    total, count = sum(heights), len(labels)
    target = total // count + draw.integer(2, 8)
    key = target * (count + 1) - total
    stem = f"{chart} ما القيمة التالية التي تجعل المتوسط الحسابي للقيم كلها {target}؟"
    mistakes = [
        abs(target * count - total),  # forgot that the new bar counts too
        target,  # took the target itself
        max(heights),  # took the tallest bar
        key + count,  # slipped in the product
        key - count,  # slipped in the product
        key + 10,  # carried a ten too many
    ]
    explanation = (
        f"المجموع المطلوب {count + 1} × {target} = {(count + 1) * target}، والمجموع الحالي "
        f"{total}، "
        f"فالقيمة {(count + 1) * target} − {total} = {key}."
    )
    check = f"{target} * ({count} + 1) - {summed(heights)}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def equal_halves(draw: Draw) -> Draft:
    """A number moved from one bar to another makes them equal, or one twice the other."""
    chart, labels, heights = bars(draw, draw.pick((6, 12)))
    one, other = draw.sample(range(len(labels)), 2)
    if heights[one] < heights[other]:
        one, other = other, one
    high, low = heights[one], heights[other]
    key = (high - low) // 2
    stem = f"{chart} كم ينبغي أن يُنقل من {labels[one]} إلى {labels[other]} ليتساويا؟"
    mistakes = [
        high - low,  # forgot that one falls as the other rises
        (high + low) // 2,  # answered the equal height
        high // 2,  # halved the taller bar
        low,  # answered the shorter bar
        key + 3,  # slipped
        key - 3,  # slipped
    ]
    explanation = f"يُنقل نصف الفرق بينهما: ({high} − {low}) ÷ 2 = {key}."
    check = f"({high} - {low}) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def growth_continues(draw: Draw) -> Draft:
    """The last change in percent is repeated."""
    title, labels = draw.pick(BARS)
    before = draw.pick((40, 50, 80, 100, 200))
    percent = draw.pick((10, 20, 50, -10, -20, -50))
    last = before * (100 + percent) // 100
    if last * percent % 100:
        raise Degenerate("a broken bar")
    key = last * (100 + percent) // 100
    others = [10 * height for height in draw.sample(range(3, 15), len(labels) - 2)]
    heights = [*others, before, last]
    shown = "، ".join(f"{label} {height}" for label, height in zip(labels, heights, strict=True))
    change = "الزيادة" if percent > 0 else "النقصان"
    stem = (
        f"يبين تمثيل بالأعمدة {title.format(city=draw.city)} كما يلي: {shown}. إذا تكررت نسبة "
        f"{change} "
        "الأخيرة نفسها في العمود التالي، فما قيمته؟"
    )
    mistakes: list[int | Fraction] = [
        2 * last - before,  # repeated the amount, not the percentage
        last,  # took the bar as unchanged
        Fraction(last * (100 - percent), 100),  # changed it the other way
        before,  # went back
        key + 4,  # slipped
        key - 2,  # slipped
    ]
    explanation = (
        f"النسبة الأخيرة {abs(percent)}% من {before}، ومثلها من {last} هو {abs(key - last)}، "
        "فالقيمة "
        f"{last} {'+' if percent > 0 else '−'} {abs(key - last)} = {key}."
    )
    check = f"{last} * {last} / {before}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


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
    shares = _shares(draw, 4)
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
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


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
    shares = _shares(draw, 4)
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
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=PERCENT)


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
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=DEGREES)


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
