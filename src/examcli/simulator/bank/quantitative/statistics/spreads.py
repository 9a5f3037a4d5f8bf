"""Median, mode and range of short lists."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, number, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.statistics.averages import listed, summed

LISTS = (
    "درجات {person} في عدد من الاختبارات",
    "أعداد زوار معرض في {city} خلال ساعات متتالية",
    "كتل طرود بالكيلوجرام",
    "أعداد الرسائل الواردة في أيام متتالية",
    "القيم",
)


def median_mode(draw: Draw) -> Draft:
    """The middle and the most frequent value."""
    forms = draw.by_level(
        (odd_median, mode),
        (even_median, median_minus_mode),
        (value_from_even_median, median_equals_mean, median_after_addition),
    )
    return draw.pick(forms)(draw)


def value_range(draw: Draw) -> Draft:
    """The distance from the smallest value to the largest."""
    forms = draw.by_level(
        (plain_range,),
        (extreme_from_range, range_after_removal),
        (both_possible_values, range_and_mean, range_of_two_groups),
    )
    return draw.pick(forms)(draw)


def titled(draw: Draw, values: list[int]) -> str:
    """Values in drawn order under a title."""
    title = draw.pick(LISTS).format(person=draw.person, city=draw.city)
    return f"{title}: {listed(draw.sample(values, len(values)))}"


def odd_median(draw: Draw) -> Draft:
    """The middle of an odd number of values."""
    count = draw.pick((5, 7))
    values = sorted(draw.sample(range(5, 40), count))
    shown = draw.sample(values, count)
    key = values[count // 2]
    title = draw.pick(LISTS).format(person=draw.person, city=draw.city)
    stem = f"{title}: {listed(shown)}. ما الوسيط؟"
    mistakes: list[int | Fraction] = [
        shown[count // 2],  # did not order the values
        values[count // 2 - 1],  # stopped one place early
        values[count // 2 + 1],  # went one place too far
        Fraction(sum(values), count),  # answered the mean
        Fraction(values[0] + values[-1], 2),  # took the middle of the extremes
        values[-1] - values[0],  # answered the range
    ]
    explanation = f"بعد ترتيب القيم تصاعديًا {listed(values)}، والقيمة الوسطى هي {key}."
    rest = sum(values) - key
    check = f"{summed(values)} - {rest}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def mode(draw: Draw) -> Draft:
    """The value that occurs most often."""
    key, second, *others = draw.sample(range(4, 25), 5)
    values = [key, key, key, second, second, *others]
    stem = f"{titled(draw, values)}. ما المنوال؟"
    ordered = sorted(values)
    mistakes: list[int | Fraction] = [
        second,  # took the value that occurs twice
        ordered[4],  # answered the median
        max(values),  # took the largest value
        Fraction(sum(values), len(values)),  # answered the mean
        min(values),  # took the smallest value
        others[1],  # took a value that occurs once
    ]
    explanation = f"القيمة الأكثر تكرارًا تظهر 3 مرات، وهي {key}."
    check = f"({key} + {key} + {key}) / 3"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def even_median(draw: Draw) -> Draft:
    """Half the sum of the two middle values."""
    count = draw.pick((6, 8))
    low, high = draw.integer(14, 22), draw.integer(0, 4)
    middle = [low, low + 2 * (high + 1)]
    half = count // 2 - 1
    below = draw.sample(range(3, low), half)
    above = draw.sample(range(middle[1] + 1, middle[1] + 14), half)
    values = sorted([*below, *middle, *above])
    key = sum(middle) // 2
    stem = f"{titled(draw, values)}. ما الوسيط؟"
    mistakes: list[int | Fraction] = [
        middle[0],  # took the lower middle value
        middle[1],  # took the upper middle value
        sum(middle),  # forgot to halve
        Fraction(sum(values), count),  # answered the mean
        Fraction(values[0] + values[-1], 2),  # took the middle of the extremes
    ]
    explanation = (
        f"بعد الترتيب تكون القيمتان الوسطيان {middle[0]} و{middle[1]}، والوسيط "
        f"({middle[0]} + {middle[1]}) ÷ 2 = {key}."
    )
    check = f"({middle[0]} + {middle[1]}) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def median_minus_mode(draw: Draw) -> Draft:
    """Two measures of one list and what lies between them."""
    often, *others = draw.sample(range(4, 34), 6)
    values = sorted([often, often, *others])
    median = values[3]
    if median == often:
        raise Degenerate("median and mode coincide")
    asked, key, sign = draw.pick(
        (("مجموع الوسيط والمنوال", median + often, "+"), ("الفرق بين الوسيط والمنوال", 0, "−"))
    )
    high, low = max(median, often), min(median, often)
    if sign == "−":
        key = high - low
    stem = f"{titled(draw, values)}. ما {asked}؟"
    mistakes = [
        median,  # answered the median
        often,  # answered the mode
        values[-1] - values[0],  # answered the range
        abs(values[4] - often) if sign == "−" else values[4] + often,  # one place too far
        abs(values[2] - often) if sign == "−" else values[2] + often,  # one place too few
        key + 2,  # slipped
    ]
    explanation = f"الوسيط {median} والمنوال {often}، فالمطلوب {high} {sign} {low} = {key}."
    check = f"{high} {sign.replace('−', '-')} {low}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def value_from_even_median(draw: Draw) -> Draft:
    """One of the two middle values is unknown."""
    lower, gap = draw.integer(12, 25), draw.integer(1, 6)
    key = lower + 2 * gap
    below, above = sorted(draw.sample(range(3, lower), 2)), draw.sample(range(key + 1, key + 12), 2)
    median = lower + gap
    values = [*below, lower, "س", *sorted(above)]
    shown = "، ".join(map(str, values))
    asked, answer = draw.pick((("س", key), ("س + 3", key + 3), ("2س", 2 * key)))
    stem = f"الأعداد مرتبة تصاعديًا: {shown}، ووسيطها {median}. ما قيمة {asked}؟"
    mistakes = [
        {"س": median, "س + 3": median + 3, "2س": 2 * median}[asked],  # took the median for س
        {"س": median + lower, "س + 3": key, "2س": key}[asked],  # stopped too early
        2 * median,  # forgot to subtract
        answer + 1,  # slipped
        answer - 1,  # slipped
        answer + gap,  # went too far
    ]
    explanation = f"الوسيط ({lower} + س) ÷ 2 = {median}، فتكون س = {key}" + (
        "." if asked == "س" else f"، والمطلوب {answer}."
    )
    solved = f"2 * {median} - {lower}"
    check = {"س": solved, "س + 3": f"{solved} + 3", "2س": f"2 * ({solved})"}[asked]
    return numeric(stem, answer, whole(draw, answer, mistakes), check, explanation)


def median_equals_mean(draw: Draw) -> Draft:
    """The last of five ordered values makes mean and median equal."""
    middle, down = draw.integer(18, 40), draw.integer(4, 12)
    less_down = draw.integer(2, down - 1)
    up = draw.integer(1, (down + less_down - 1) // 2)
    first, second, fourth = middle - down, middle - less_down, middle + up
    key = middle + down + less_down - up
    stem = (
        f"خمسة أعداد مرتبة تصاعديًا: {first}، {second}، {middle}، {fourth}، س. إذا كان متوسطها "
        "الحسابي يساوي وسيطها، فما قيمة س؟"
    )
    mistakes = [
        2 * middle - first,  # made the extremes balance
        2 * middle - second + 1,  # balanced another pair
        5 * middle - first - second - fourth,  # forgot the middle value
        4 * middle - first - second - middle,  # counted four values
        key + 2,  # slipped
        key - 1,  # slipped
    ]
    known = first + second + middle + fourth
    explanation = (
        f"الوسيط {middle}، فالمجموع 5 × {middle} = {5 * middle}، وتكون س = "
        f"{5 * middle} − {known} = {key}."
    )
    check = f"5 * {middle} - {summed([first, second, middle, fourth])}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def median_after_addition(draw: Draw) -> Draft:
    """One more value turns an odd list into an even one."""
    longer = sorted(draw.sample(range(6, 46), 6))
    longer[3] += (longer[2] + longer[3]) % 2  # so that the median is whole
    if longer[3] == longer[4]:
        raise Degenerate("two values alike")
    added = draw.pick(longer)
    values = [value for value in longer if value != added]
    key = (longer[2] + longer[3]) // 2
    stem = f"{titled(draw, values)}. إذا أُضيفت إليها القيمة {added}، فما الوسيط بعد الإضافة؟"
    mistakes: list[int | Fraction] = [
        values[2],  # took the median as unchanged
        longer[2],  # took the lower middle value
        longer[3],  # took the upper middle value
        Fraction(values[2] + added, 2),  # averaged the median and the new value
        key + 1,  # slipped
        key - 1,  # slipped
    ]
    explanation = (
        f"القيم بعد الترتيب {listed(longer)}، والوسيط ({longer[2]} + {longer[3]}) ÷ 2 = {key}."
    )
    check = f"({longer[2]} + {longer[3]}) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def plain_range(draw: Draw) -> Draft:
    """Largest minus smallest."""
    values = draw.sample(range(6, 60), draw.integer(5, 7))
    low, high = min(values), max(values)
    key = high - low
    stem = f"{titled(draw, values)}. ما المدى؟"
    ordered = sorted(values)
    mistakes: list[int | Fraction] = [
        high,  # answered the largest value
        abs(values[-1] - values[0]),  # subtracted the first shown from the last
        Fraction(high + low, 2),  # averaged the extremes
        high - ordered[1],  # missed the smallest value
        ordered[-2] - low,  # missed the largest value
        high + low,  # added the extremes
    ]
    explanation = f"المدى أكبر قيمة ناقص أصغر قيمة: {high} − {low} = {key}."
    return numeric(stem, key, whole(draw, key, mistakes), f"{high} - {low}", explanation)


def extreme_from_range(draw: Draw) -> Draft:
    """The unknown value is known to be the largest or the smallest."""
    values = draw.sample(range(20, 60), 4)
    low, high = min(values), max(values)
    place, key, spread = draw.pick(
        (("أكبر", high + draw.integer(2, 12), 0), ("أصغر", low - draw.integer(2, 12), 0))
    )
    spread = key - low if place == "أكبر" else high - key
    stem = draw.pick(
        (
            f"القيم {listed(values)}، س مداها {spread}، و س {place} القيم. ما قيمة س؟",
            (
                f"مدى درجات خمسة طلاب {spread}، درجات أربعة منهم {listed(values)}، ودرجة الخامس "
                f"{place} "
                "الدرجات. ما درجته؟"
            ),
        )
    )
    mistakes = [
        high + spread if place == "أكبر" else abs(low - spread),  # started from the wrong end
        spread,  # answered the range
        abs(high - spread) if place == "أكبر" else low + spread,  # answered the other extreme
        key + 2,  # slipped
        key - 2,  # slipped
        high if place == "أكبر" else low,  # took a given extreme
    ]
    given, sign = (low, "+") if place == "أكبر" else (high, "−")
    explanation = (
        f"القيمة المعلومة في الطرف الآخر {given}، فالمطلوبة {given} {sign} {spread} = {key}."
    )
    check = f"{given} {sign.replace('−', '-')} {spread}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def range_after_removal(draw: Draw) -> Draft:
    """Without its extremes a list has a smaller range."""
    values = sorted(draw.sample(range(5, 70), 7))
    stem, low, high = draw.pick(
        (
            ("إذا حُذفت أكبر قيمة وأصغر قيمة، فما مدى القيم الباقية؟", values[1], values[-2]),
            ("إذا حُذفت أكبر قيمة، فما مدى القيم الباقية؟", values[0], values[-2]),
            ("إذا حُذفت أصغر قيمة، فما مدى القيم الباقية؟", values[1], values[-1]),
        )
    )
    key = high - low
    mistakes = [
        values[-1] - values[0],  # took the range as unchanged
        values[-2] - values[2],  # removed one value too many
        values[-3] - values[1],  # removed one value too many
        high,  # answered the largest value left
        key + 1,  # slipped
        key - 1,  # slipped
    ]
    explanation = f"أكبر الباقي {high} وأصغره {low}، فالمدى {high} − {low} = {key}."
    check = f"{high} - {low}"
    question = f"{titled(draw, values)}. {stem}"
    return numeric(question, key, whole(draw, key, mistakes), check, explanation)


def both_possible_values(draw: Draw) -> Draft:
    """The unknown value may lie above or below the rest."""
    values = draw.sample(range(20, 50), 5)
    low, high = min(values), max(values)
    spread = high - low + draw.integer(2, low - 4)
    top, bottom = low + spread, high - spread
    if bottom <= 0:
        raise Degenerate("a negative value")
    asked, key = draw.pick(
        (("مجموع القيمتين الممكنتين", top + bottom), ("الفرق بين القيمتين الممكنتين", top - bottom))
    )
    stem = f"القيم {listed(values)}، س مداها {spread}. ما {asked} للعدد س؟"
    mistakes = [
        top,  # found the larger value only
        bottom,  # found the smaller value only
        2 * spread,  # doubled the range
        high + low + spread,  # added the range to both extremes
        key + 2,  # slipped
        key - 2,  # slipped
    ]
    sign = "+" if asked.startswith("مجموع") else "−"
    explanation = (
        f"إما س = {low} + {spread} = {top} وإما س = {high} − {spread} = {bottom}، فالمطلوب "
        f"{top} {sign} {bottom} = {key}."
    )
    check = f"({low} + {spread}) {sign.replace('−', '-')} ({high} - {spread})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def range_and_mean(draw: Draw) -> Draft:
    """Evenly spaced values are settled by their mean and range."""
    count, step, middle = draw.pick((3, 5, 7)), draw.integer(2, 9), draw.integer(30, 60)
    spread = step * (count - 1)
    asked, key = draw.pick((("أكبرها", middle + spread // 2), ("أصغرها", middle - spread // 2)))
    if spread % 2:
        raise Degenerate("a broken half")
    word = {3: "ثلاثة", 5: "خمسة", 7: "سبعة"}[count]
    stem = draw.pick(
        (
            (
                f"{word} أعداد مرتبة الفرق بين كل عددين متتاليين منها ثابت، متوسطها {middle} "
                "ومداها "
                f"{spread}. ما {asked}؟"
            ),
            f"{word} أعداد تكوّن متتابعة حسابية، وسيطها {middle} ومداها {spread}. ما {asked}؟",
        )
    )
    far = middle + spread if asked == "أكبرها" else abs(middle - spread)
    mistakes: list[int | Fraction] = [
        far,  # forgot to halve the range
        2 * middle - key,  # answered the other end
        middle + step if asked == "أكبرها" else middle - step,  # moved one step only
        Fraction(middle + spread, 2),  # averaged the two measures
        key + step,  # one step too far
        key - step,  # one step too few
    ]
    sign = "+" if asked == "أكبرها" else "−"
    explanation = (
        f"المتوسط في وسطها، ويبعد عنه كل طرف نصف المدى {number(spread // 2)}، فالمطلوب "
        f"{middle} {sign} {spread // 2} = {key}."
    )
    check = f"{middle} {sign.replace('−', '-')} {spread} / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def range_of_two_groups(draw: Draw) -> Draft:
    """The range of two groups together reaches from the least to the greatest of both."""
    low, first, second = draw.integer(10, 40), draw.integer(8, 30), draw.integer(8, 30)
    start = low + draw.integer(3, 12)
    if start + second <= low + first:
        raise Degenerate("one group inside the other")
    key = start + second - low
    left, right = draw.pick((("الأولى", "الثانية"), ("أ", "ب")))
    stem = (
        f"أصغر قيمة في المجموعة {left} {low} ومداها {first}، وأصغر قيمة في المجموعة {right} "
        f"{start} "
        f"ومداها {second}. ما مدى قيم المجموعتين معًا؟"
    )
    mistakes = [
        first + second,  # added the ranges
        max(first, second),  # took the larger range
        start - low,  # compared the smallest values
        abs(first - second),  # subtracted the ranges
        key + 2,  # slipped
        key - 2,  # slipped
    ]
    explanation = (
        f"أكبر قيمة {start} + {second} = {start + second} وأصغر قيمة {low}، فالمدى "
        f"{start + second} − {low} = {key}."
    )
    check = f"{start} + {second} - {low}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
