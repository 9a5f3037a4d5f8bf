"""Bar charts, told as rows of labelled values."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, illustrated, numeric
from examcli.simulator.bank.mistakes import whole, whole_below
from examcli.simulator.bank.quantitative.statistics.averages import summed

PERCENT = "{}%"

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


def bar_chart(draw: Draw) -> Draft:
    """Reading, comparing and extending the bars of a chart."""
    forms = draw.by_level(
        (bars_difference, bars_total),
        (bar_share, bar_growth, bars_average),
        (bar_to_reach_average, equal_halves, growth_continues),
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
    draft = numeric(f"{chart} {question}", key, chosen, f"{high} - {low}", explanation)
    return illustrated(draft, "bar-chart", heights, ("", *labels))


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
    draft = numeric(stem, key, chosen, summed(heights), explanation)
    return illustrated(draft, "bar-chart", heights, ("", *labels))


def bar_share(draw: Draw) -> Draft:
    """One bar as a percentage of all."""
    title, labels = draw.pick(BARS)
    whole_number = draw.pick((100, 200, 400, 500))
    shares = shares_of_hundred(draw, len(labels))
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
    draft = numeric(
        stem, key, whole_below(draw, 100, key, mistakes), check, explanation, unit=PERCENT
    )
    return illustrated(draft, "bar-chart", heights, ("", *labels))


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
    chosen = whole(draw, percent, mistakes)
    draft = numeric(stem, percent, chosen, check, explanation, unit=PERCENT)
    return illustrated(draft, "bar-chart", heights, ("", *labels))


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
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "bar-chart", heights, ("", *labels))


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
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "bar-chart", heights, ("", *labels))


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
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "bar-chart", heights, ("", *labels))


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
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "bar-chart", heights, ("", *labels))


def shares_of_hundred(draw: Draw, count: int) -> list[int]:
    """Percentages in steps of five that make a hundred, no two alike."""
    cuts = sorted(draw.sample(range(1, 20), count - 1))
    ends = [*cuts, 20]
    shares = [5 * (end - start) for start, end in zip([0, *cuts], ends, strict=True)]
    if len(set(shares)) < count:
        base = {4: (10, 20, 30, 40), 5: (5, 10, 20, 25, 40)}[count]
        return draw.sample(base, count)
    return shares
