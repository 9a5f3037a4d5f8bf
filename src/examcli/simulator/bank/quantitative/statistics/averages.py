"""The arithmetic mean of values, and values described by their mean."""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, number, numeric
from examcli.simulator.bank.mistakes import whole


def mean(draw: Draw) -> Draft:
    """The mean of values, and values of a known mean."""
    forms = draw.by_level(
        (mean_of_list, mean_of_evenly_spaced),
        (weighted_mean, largest_of_consecutive, value_in_expressions),
        (mean_from_pairs, linked_values, mean_of_rest),
    )
    return draw.pick(forms)(draw)


def listed(values: Sequence[int]) -> str:
    """Values in a row: `12، 15، 9`."""
    return "، ".join(map(str, values))


def summed(values: Sequence[int]) -> str:
    """A sum for a check: `(12 + 15 + 9)`."""
    return f"({' + '.join(map(str, values))})"


def values_around(draw: Draw, average: int, count: int) -> list[int]:
    """`count` values whose mean is exactly `average`, none negative."""
    spread = max(2, min(8, average // 3))
    deviations = [draw.integer(-spread, spread) for _ in range(count - 1)]
    last = -sum(deviations)
    if abs(last) > 2 * spread or last == 0 or len(set(deviations)) < 3:
        raise Degenerate("values too far apart or too alike")
    return [average + deviation for deviation in (*deviations, last)]


SERIES = (
    ("درجات الحرارة المسجلة في {city} في أيام متتالية: {values}", 18, 40),
    ("درجات {person} في عدد من الاختبارات القصيرة: {values}", 10, 26),
    ("أعداد الكتب المستعارة من مكتبة مدرسية في أيام متتالية: {values}", 12, 40),
    ("أعداد زوار متحف في {city} خلال ساعات متتالية: {values}", 15, 60),
    ("كتل صناديق تمر بالكيلوجرام: {values}", 8, 25),
    ("الأعداد: {values}", 8, 50),
)


def series(draw: Draw, count: int) -> tuple[str, list[int], int]:
    """A described list of values, the values, and their whole mean."""
    text, low, high = draw.pick(SERIES)
    average = draw.integer(low, high)
    values = values_around(draw, average, count)
    shown = text.format(city=draw.city, person=draw.person, values=listed(values))
    return shown, values, average


def mean_of_list(draw: Draw) -> Draft:
    """The sum over the number."""
    shown, values, key = series(draw, draw.integer(4, 5))
    count, total = len(values), sum(values)
    stem = f"{shown}. ما المتوسط الحسابي لهذه القيم؟"
    ordered = sorted(values)
    mistakes: list[int | Fraction] = [
        ordered[count // 2],  # answered the median
        Fraction(min(values) + max(values), 2),  # took the middle of the extremes
        Fraction(total, count + 1),  # counted one value too many
        Fraction(total, count - 1),  # counted one value too few
        key + 1,  # slipped in the sum
        key - 1,  # slipped in the sum
    ]
    explanation = f"المجموع {total} وعدد القيم {count}، فالمتوسط {total} ÷ {count} = {key}."
    check = f"{summed(values)} / {count}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def mean_of_evenly_spaced(draw: Draw) -> Draft:
    """Evenly spaced numbers have their mean in the middle."""
    start, step, count = draw.integer(2, 30), draw.integer(2, 6), draw.pick((5, 7))
    values = [start + step * place for place in range(count)]
    key = values[count // 2]
    stem = draw.pick(
        (
            f"ما المتوسط الحسابي للأعداد {listed(values)}؟",
            (
                f"المبالغ التي ادُّخرت بالريال في أسابيع متتالية: {listed(values)}. "
                "ما متوسط المبلغ المدخر في الأسبوع؟"
            ),
        )
    )
    mistakes = [
        values[count // 2 - 1],  # stopped one place early
        values[count // 2 + 1],  # went one place too far
        key - 1,  # slipped in the sum
        key + 1,  # slipped in the sum
        (values[-1] - start) // 2,  # halved the range
    ]
    explanation = (
        f"القيم متباعدة بالتساوي، فمتوسطها نصف مجموع أولها وآخرها: ({start} + {values[-1]}) ÷ "
        "2 = "
        f"{key}."
    )
    check = f"{summed(values)} / {count}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def weighted_mean(draw: Draw) -> Draft:
    """Parts of a mark with different weights."""
    first_weight = draw.pick((20, 30, 40, 60, 70, 80))
    second_weight = 100 - first_weight
    first, second = draw.sample(range(50, 101, 10), 2)
    total = (first * first_weight + second * second_weight) // 100
    parts = draw.pick((("الاختبار النهائي", "أعمال الفصل"), ("المشروع", "الاختبار")))
    stem = (
        f"تُحسب درجة مقرر من {parts[0]} بوزن {first_weight}% و{parts[1]} بوزن {second_weight}%. "
        "درجة "
        f"{draw.person} {first} من 100 في {parts[0]} و{second} من 100 في {parts[1]}. "
        "ما الدرجة الكلية في المقرر؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(first + second, 2),  # ignored the weights
        Fraction(first * second_weight + second * first_weight, 100),  # exchanged the weights
        max(first, second),  # took the better mark
        total + 2,  # slipped in a product
        total - 1,  # slipped in a product
    ]
    shares = [
        number(Fraction(mark * weight, 100))
        for mark, weight in ((first, first_weight), (second, second_weight))
    ]
    explanation = (
        f"الدرجة {first} × {first_weight}% + {second} × {second_weight}% = "
        f"{shares[0]} + {shares[1]} = {total}."
    )
    check = f"({first} * {first_weight} + {second} * {second_weight}) / 100"
    return numeric(stem, total, whole(draw, total, mistakes), check, explanation)


def largest_of_consecutive(draw: Draw) -> Draft:
    """The mean of consecutive numbers is the middle one."""
    count, word = draw.pick(((3, "ثلاثة"), (5, "خمسة"), (7, "سبعة"), (9, "تسعة")))
    kind, step = draw.pick((("صحيحة متتالية", 1), ("زوجية متتالية", 2), ("فردية متتالية", 2)))
    middle = 2 * draw.integer(10, 30) + (1 if kind.startswith("فردية") else 0)
    reach = step * (count // 2)
    asked, key = draw.pick((("أكبرها", middle + reach), ("أصغرها", middle - reach)))
    stem = f"{word} أعداد {kind} متوسطها الحسابي {middle}. ما {asked}؟"
    mistakes = [
        2 * middle - key,  # answered the other end
        middle,  # answered the mean
        middle + count * step if key > middle else middle - count * step,  # went too far
        middle + count // 2 if key > middle else middle - count // 2,  # forgot the step of two
        key + step,  # one place too far
        key - step,  # one place too few
    ]
    sign = "+" if key > middle else "−"
    explanation = f"المتوسط هو العدد الأوسط {middle}، فالمطلوب {middle} {sign} {reach} = {key}."
    check = f"{middle} {'+' if key > middle else '-'} {step} * ({count} - 1) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def value_in_expressions(draw: Draw) -> Draft:
    """The mean of expressions in س gives س."""
    key, count = draw.integer(3, 20), draw.integer(3, 4)
    added = sorted(draw.sample(range(1, 15), count - 1))
    added[-1] += -sum(added) % count  # so that the mean is whole
    total = sum(added)
    average = key + total // count
    shown = "، ".join(["س", *(f"س + {constant}" for constant in added)])
    stem = f"إذا كان المتوسط الحسابي للقيم {shown} يساوي {average}، فما قيمة س؟"
    mistakes = [
        average,  # took the mean for س
        average - total,  # forgot to divide the constants
        average * count - total,  # forgot to divide
        key + total // count,  # stopped before subtracting
        key + 1,  # slipped
        key - 1,  # slipped
        key + 3,  # slipped
    ]
    explanation = (
        f"المجموع {count}س + {total} = {count} × {average} = {count * average}، فتكون س = {key}."
    )
    check = f"({count} * {average} - {total}) / {count}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def mean_from_pairs(draw: Draw) -> Draft:
    """Three pairs cover every number twice."""
    halves = sorted(draw.sample(range(3, 25), 3))
    halves[-1] += -sum(halves) % 3  # so that the mean is whole
    one, two, three = draw.sample([2 * half for half in halves], 3)
    pairs = ((one + two) // 2, (two + three) // 2, (one + three) // 2)
    total = one + two + three
    asked, value = draw.pick((("المتوسط الحسابي للأعداد الثلاثة", total // 3), ("العدد ع", three)))
    stem = (
        f"ثلاثة أعداد س، ص، ع: متوسط س و ص يساوي {pairs[0]}، ومتوسط ص و ع يساوي {pairs[1]}، "
        f"ومتوسط س و ع يساوي {pairs[2]}. ما {asked}؟"
    )
    mistakes: list[int | Fraction] = [
        sum(pairs),  # forgot to divide
        Fraction(sum(pairs), 2),  # divided by two
        Fraction(2 * sum(pairs), 3),  # doubled the means
        one,  # answered another number
        two,  # answered another number
        value + 2,  # slipped
        value - 2,  # slipped
    ]
    if asked.startswith("العدد"):
        tail = f"فإذا طُرح منه ضعف {pairs[0]} كان ع = {total} − {2 * pairs[0]} = {value}"
        check = f"({pairs[0]} + {pairs[1]} + {pairs[2]}) - 2 * {pairs[0]}"
    else:
        tail = f"فمتوسطها {total} ÷ 3 = {value}"
        check = f"({pairs[0]} + {pairs[1]} + {pairs[2]}) / 3"
    explanation = f"مجموع المتوسطات الثلاثة {sum(pairs)} هو مجموع الأعداد، {tail}."
    return numeric(stem, value, whole(draw, value, mistakes), check, explanation)


def linked_values(draw: Draw) -> Draft:
    """Three values described by the first."""
    first, times, more = draw.integer(4, 20), draw.integer(2, 4), draw.integer(1, 12)
    values = (first, times * first, first + more)
    total = sum(values)
    if total % 3:
        more += 3 - total % 3
        values = (first, times * first, first + more)
        total = sum(values)
    average = total // 3
    phrase = {2: "مثلا", 3: "ثلاثة أمثال", 4: "أربعة أمثال"}[times]
    asked, key = draw.pick((("الثاني", values[1]), ("الثالث", values[2])))
    stem = draw.pick(
        (
            (
                f"المتوسط الحسابي لثلاثة أعداد {average}، والثاني {phrase} الأول، والثالث يزيد "
                "على "
                "الأول "
                f"بمقدار {more}. ما العدد {asked}؟"
            ),
            (
                f"متوسط عدد الأقلام في ثلاثة صناديق {average}. عدد أقلام الصندوق الثاني {phrase} "
                "عددها "
                f"في الأول، وعددها في الثالث يزيد على الأول بمقدار {more}. كم عدد أقلام الصندوق "
                f"{asked}؟"
            ),
            (
                f"متوسط عدد الكتب في ثلاثة رفوف {average}. عدد كتب الرف الثاني {phrase} عددها في "
                "الأول، "
                f"وعددها في الثالث يزيد على الأول بمقدار {more}. كم عدد كتب الرف {asked}؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        first,  # answered the first
        values[1] if asked == "الثالث" else values[2],  # answered another value
        average,  # answered the mean
        Fraction(average - more, times + 2)
        * (times if asked == "الثاني" else 1),  # forgot to triple
        key + 3,  # slipped
        key - 2,  # slipped
    ]
    explanation = (
        f"المجموع 3 × {average} = {total}، وهو {times + 2} أمثال الأول مضافًا إليها {more}، "
        "فالأول "
        f"{first} و{asked} {key}."
    )
    solved = f"(3 * {average} - {more}) / ({times} + 2)"
    check = f"{times} * {solved}" if asked == "الثاني" else f"{solved} + {more}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def mean_of_rest(draw: Draw) -> Draft:
    """What is left after some values of a known mean are taken out."""
    count, taken = draw.integer(6, 10), draw.integer(2, 4)
    rest, average = count - taken, draw.integer(20, 50)
    # The deviations of the two parts, each times its size, cancel.
    shift = draw.pick((-1, 1)) * draw.integer(1, 2)
    taken_mean = average + shift * rest // gcd(rest, taken)
    key = average - shift * taken // gcd(rest, taken)
    left = rest * key
    part = {2: "عددين", 3: "ثلاثة", 4: "أربعة"}[taken]
    stem = (
        f"المتوسط الحسابي لأعداد عددها {count} يساوي {average}، ومتوسط {part} منها {taken_mean}. "
        "ما المتوسط الحسابي للأعداد الباقية؟"
    )
    mistakes: list[int | Fraction] = [
        average,  # took the mean as unchanged
        2 * average - taken_mean,  # balanced the means without their sizes
        Fraction(left, count),  # divided by all
        average - taken_mean if average > taken_mean else key + 2,  # subtracted the means
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
    ]
    explanation = (
        f"مجموع الباقي {count} × {average} − {taken} × {taken_mean} = {left}، ومتوسطه "
        f"{left} ÷ {rest} = {key}."
    )
    check = f"({count} * {average} - {taken} * {taken_mean}) / ({count} - {taken})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
