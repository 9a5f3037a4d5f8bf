"""A value found from the mean of all."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.nouns import RIYAL, counted
from examcli.simulator.bank.quantitative.statistics.averages import listed, summed, values_around


def missing_value(draw: Draw) -> Draft:
    """A value found from the mean of all."""
    forms = draw.by_level(
        (last_of_values, last_from_total),
        (needed_for_mean, two_equal_missing),
        (shared_value, two_missing, greatest_possible),
    )
    return draw.pick(forms)(draw)


def last_of_values(draw: Draw) -> Draft:
    """All values but one are listed, and the mean of all."""
    count = draw.integer(4, 5)
    average = draw.integer(10, 40)
    *known, key = values_around(draw, average, count)
    stem = draw.pick(
        (
            f"المتوسط الحسابي للأعداد {listed(known)}، س يساوي {average}. ما قيمة س؟",
            (
                f"درجات {draw.person} في الاختبارات السابقة: {listed(known)}، ومتوسطها مع درجة "
                "الاختبار "
                f"الأخير {average}. ما درجة الاختبار الأخير؟"
            ),
            (
                f"متوسط عدد زوار معرض في {draw.city} خلال {count} أيام {average}، وكانت أعداد "
                "الزوار في "
                f"الأيام الأولى {listed(known)}. كم عدد زوار اليوم الأخير؟"
            ),
        )
    )
    total = sum(known)
    mistakes: list[int | Fraction] = [
        abs(average * (count - 1) - total),  # counted the known values only
        average,  # took the mean for the missing value
        Fraction(total, count - 1),  # answered the mean of the known values
        key + count,  # slipped in the sum
        key - 1,  # slipped in the subtraction
        key + 1,  # slipped in the subtraction
    ]
    explanation = (
        f"مجموع القيم {count} × {average} = {count * average}، والمجهولة "
        f"{count * average} − {total} = {key}."
    )
    check = f"{count} * {average} - {summed(known)}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def last_from_total(draw: Draw) -> Draft:
    """The mean of all and the sum of the others."""
    count, average = draw.integer(4, 8), draw.integer(10, 60)
    key = average + draw.pick((-9, -6, -4, -3, 3, 5, 8, 10))
    if key < 3:
        raise Degenerate("too small")
    others = count * average - key
    stem = draw.pick(
        (
            (
                f"متوسط عدد من القيم عددها {count} يساوي {average}، ومجموعها كلها عدا واحدة "
                f"{others}. "
                "ما هذه القيمة؟"
            ),
            (
                f"متوسط ما أُنفق في {count} أيام {counted(average, RIYAL)} في اليوم، "
                f"ومجموع ما أُنفق في كل الأيام عدا اليوم الأخير {counted(others, RIYAL)}. "
                "كم ريالًا أُنفق في اليوم الأخير؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        abs(others - average),  # subtracted the mean only
        average,  # took the mean for the value
        abs((count - 1) * average - others),  # counted one value too few
        key + 10,  # carried a ten too many
        key - 1,  # slipped
        key + 2,  # slipped
    ]
    explanation = (
        f"المجموع {count} × {average} = {count * average}، فالمطلوب "
        f"{count * average} − {others} = {key}."
    )
    check = f"{count} * {average} - {others}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def needed_for_mean(draw: Draw) -> Draft:
    """The next value that lifts the mean to a target."""
    count, before = draw.integer(3, 6), draw.integer(60, 76)
    rise = draw.integer(1, 3)
    key = before + rise * (count + 1)
    stem = draw.pick(
        (
            (
                f"متوسط درجات {draw.person} في {count} اختبارات {before} من 100. ما الدرجة "
                "المطلوبة في "
                f"الاختبار التالي ليصبح المتوسط {before + rise}؟"
            ),
            (
                f"متوسط {count} درجات {before}. أي درجة تُضاف إليها ليرتفع المتوسط إلى "
                f"{before + rise}؟"
            ),
        )
    )
    mistakes = [
        before + rise,  # took the target mean
        before + 2 * rise,  # balanced two means
        before + rise * count,  # forgot that the new value counts too
        key + 2,  # slipped
        before + rise * (count + 2),  # counted one value too many
        key - 2,  # slipped
    ]
    explanation = (
        f"المجموع المطلوب {count + 1} × {before + rise} = {(count + 1) * (before + rise)}، "
        "والمجموع "
        f"الحالي {count * before}، فالدرجة {key}."
    )
    check = f"({count} + 1) * {before + rise} - {count} * {before}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def two_equal_missing(draw: Draw) -> Draft:
    """Two equal values are missing."""
    average = draw.integer(16, 40)
    known = draw.sample(range(average - 8, average + 9), 3)
    known[0] += (5 * average - sum(known)) % 2  # so that the rest can be halved
    rest = 5 * average - sum(known)
    key = rest // 2
    stem = draw.pick(
        (
            f"المتوسط الحسابي للأعداد {listed(known)}، س، س يساوي {average}. ما قيمة س؟",
            (
                f"متوسط كتل خمس حقائب {average} كجم، كتل ثلاث منها {listed(known)} كجم، "
                "والحقيبتان "
                "الباقيتان متساويتان. كم كيلوجرامًا كتلة كل منهما؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        rest,  # forgot to halve
        4 * average - sum(known),  # counted س once
        average,  # took the mean for the value
        Fraction(4 * average - sum(known), 2),  # counted four values
        key + 2,  # slipped
        key - 2,  # slipped
    ]
    explanation = (
        f"المجموع 5 × {average} = {5 * average}، والباقي {5 * average} − {sum(known)} = "
        f"{rest}، فكل "
        f"قيمة {rest} ÷ 2 = {key}."
    )
    check = f"(5 * {average} - {summed(known)}) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def shared_value(draw: Draw) -> Draft:
    """The first and the last values overlap in one."""
    half = draw.integer(3, 4)
    count, average = 2 * half - 1, draw.integer(18, 40)
    shift, both = draw.integer(-4, 4), draw.pick((-3, -2, -1, 1, 2, 3))
    first_mean, last_mean = average + shift, average + both - shift
    key = average + half * both
    first, last, middle = (
        ("الثلاثة الأولى", "الثلاثة الأخيرة", "الثالث")
        if half == 3
        else ("الأربعة الأولى", "الأربعة الأخيرة", "الرابع")
    )
    stem = (
        f"أعداد مكتوبة في صف عددها {count} ومتوسطها {average}. متوسط {first} منها {first_mean}، "
        "ومتوسط "
        f"{last} {last_mean}. ما العدد {middle}؟"
    )
    mistakes = [
        average,  # took the mean of all
        abs(first_mean + last_mean - average),  # combined means without their sizes
        abs(first_mean - last_mean),  # subtracted the means
        key + half,  # slipped in a sum
        key - half,  # slipped in a sum
        key + 1,  # slipped
    ]
    explanation = (
        f"مجموع الجزأين {half} × {first_mean} + {half} × {last_mean} = "
        f"{half * (first_mean + last_mean)}"
        f" يزيد على المجموع {count} × {average} = {count * average} بالعدد المشترك، وهو {key}."
    )
    check = f"{half} * {first_mean} + {half} * {last_mean} - {count} * {average}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def two_missing(draw: Draw) -> Draft:
    """Two missing values with a known difference or ratio."""
    average, gap = draw.integer(22, 45), 2 * draw.integer(1, 8)
    known = draw.sample(range(average - 8, average + 9), 3)
    known[0] += (5 * average - sum(known)) % 2  # so that the rest can be halved
    rest = 5 * average - sum(known)
    asked, key = draw.pick((("أكبرهما", (rest + gap) // 2), ("أصغرهما", (rest - gap) // 2)))
    stem = (
        f"خمسة أعداد متوسطها {average}، ثلاثة منها {listed(known)}، والعددان الآخران الفرق "
        "بينهما "
        f"{gap}. ما {asked}؟"
    )
    mistakes = [
        rest - key,  # answered the other number
        rest // 2,  # ignored the difference
        rest // 2 + gap if asked == "أكبرهما" else abs(rest // 2 - gap),  # did not halve it
        rest,  # answered the sum of both
        key + 2,  # slipped
        key - 2,  # slipped
    ]
    sign = "+" if asked == "أكبرهما" else "−"
    explanation = (
        f"مجموع العددين 5 × {average} − {sum(known)} = {rest}، فالمطلوب "
        f"({rest} {sign} {gap}) ÷ 2 = {key}."
    )
    check = f"(5 * {average} - {summed(known)} {sign.replace('−', '-')} {gap}) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def greatest_possible(draw: Draw) -> Draft:
    """The largest value is greatest when the others are as small as they may be."""
    count, average, floor = draw.integer(3, 5), draw.integer(10, 30), draw.pick((1, 2, 5, 10))
    smallest = [floor + place for place in range(count - 1)]
    total = count * average
    key = total - sum(smallest)
    if floor + count > average:
        raise Degenerate("no room below the mean")
    word = {3: "ثلاثة", 4: "أربعة", 5: "خمسة"}[count]
    bound = "موجبة" if floor == 1 else f"لا يقل أي منها عن {floor}"
    stem = (
        f"{word} أعداد صحيحة مختلفة {bound}، متوسطها الحسابي {average}. ما أكبر قيمة ممكنة لأحدها؟"
    )
    mistakes = [
        total - floor * (count - 1),  # let the others be equal
        total,  # forgot the others
        average + count - 1,  # stayed close to the mean
        key - 1,  # slipped
        total - sum(smallest) - count,  # started one too high
        key + 1,  # slipped
    ]
    explanation = (
        f"المجموع {count} × {average} = {total}، وأصغر ما يمكن للأعداد الأخرى "
        f"{listed(smallest)}، "
        f"فالأكبر {total} − {sum(smallest)} = {key}."
    )
    check = f"{count} * {average} - {summed(smallest)}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
