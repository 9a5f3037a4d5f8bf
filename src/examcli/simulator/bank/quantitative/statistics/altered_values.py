"""What adding, removing or altering values does to the mean."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole


def effect_of_change(draw: Draw) -> Draft:
    """What adding, removing or altering values does to the mean."""
    forms = draw.by_level(
        (shifted_values, scaled_values),
        (value_added, value_removed, value_replaced),
        (misread_value, shifted_and_scaled, value_behind_change),
    )
    return draw.pick(forms)(draw)


def shifted_values(draw: Draw) -> Draft:
    """Adding one amount to each value adds it to the mean."""
    count, average = draw.integer(4, 12), draw.integer(15, 70)
    change = draw.integer(2, 10)
    verb, sign = draw.pick((("أُضيف", 1), ("طُرح", -1)))
    key = average + sign * change
    preposition = "إلى" if sign > 0 else "من"
    stem = draw.pick(
        (
            (
                f"المتوسط الحسابي لأعداد عددها {count} يساوي {average}. إذا {verb} {change} "
                f"{preposition} "
                "كل عدد منها، فما المتوسط الجديد؟"
            ),
            (
                f"متوسط درجات فصل فيه {count} من الطلاب {average}. كم يصير المتوسط إذا {verb} "
                f"{change} "
                f"{preposition} درجة كل طالب؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        average,  # took the mean as unchanged
        average + sign * change * count,  # changed it by the whole sum
        average - sign * change,  # went the other way
        average + Fraction(sign * change, count),  # shared one change among all
        average + 2 * sign * change,  # changed it twice
        average * 2,  # doubled
    ]
    symbol = "+" if sign > 0 else "−"
    explanation = f"يتغير المتوسط بمقدار ما تتغير به كل قيمة: {average} {symbol} {change} = {key}."
    check = f"{average} {'+' if sign > 0 else '-'} {change}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def scaled_values(draw: Draw) -> Draft:
    """Multiplying each value multiplies the mean."""
    count, average, factor = draw.integer(4, 12), draw.integer(12, 40), draw.integer(2, 5)
    key = average * factor
    stem = draw.pick(
        (
            (
                f"المتوسط الحسابي لأعداد عددها {count} يساوي {average}. إذا ضُرب كل عدد منها في "
                f"{factor}، "
                "فما المتوسط الجديد؟"
            ),
            (
                f"متوسط أطوال قطع عددها {count} يساوي {average} سم، رُسمت مكبرة حتى صار كل طول "
                "مضروبًا في "
                f"{factor}. ما متوسط الأطوال بعد التكبير؟"
            ),
        )
    )
    mistakes = [
        average + factor,  # added instead of multiplying
        average,  # took the mean as unchanged
        average * factor * count,  # answered the sum
        average * (factor - 1),  # answered the increase
        average * (factor + 1),  # multiplied once too often
        average * factor**2,  # multiplied twice
    ]
    explanation = f"يُضرب المتوسط في العدد نفسه: {average} × {factor} = {key}."
    check = f"{average} * {factor}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def value_added(draw: Draw) -> Draft:
    """One more value moves the mean by its share of the difference."""
    count, average = draw.integer(4, 9), draw.integer(20, 60)
    shift = draw.pick((-2, -1, 1, 2, 3))
    key = average + shift
    added = key + shift * count
    stem = draw.pick(
        (
            (
                f"المتوسط الحسابي لأعداد عددها {count} يساوي {average}. ما المتوسط بعد إضافة "
                "العدد "
                f"{added} "
                "إليها؟"
            ),
            (
                f"متوسط كتل صناديق عددها {count} يساوي {average} كجم، أُضيف إليها صندوق كتلته "
                f"{added} كجم. "
                "كم كيلوجرامًا صار متوسط كتلها؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(average + added, 2),  # averaged two numbers
        Fraction(count * average + added, count),  # forgot to count the new value
        average,  # took the mean as unchanged
        average - shift,  # went the other way
        key + shift,  # moved too far
        key + 4,  # slipped
    ]
    total = count * average + added
    explanation = (
        f"المجموع الجديد {count} × {average} + {added} = {total}، والعدد {count + 1}، فالمتوسط "
        f"{total} ÷ {count + 1} = {key}."
    )
    check = f"({count} * {average} + {added}) / ({count} + 1)"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def value_removed(draw: Draw) -> Draft:
    """One value fewer."""
    count, average = draw.integer(5, 10), draw.integer(25, 60)
    shift = draw.pick((-2, -1, 1, 2))
    key = average + shift
    removed = average - shift * (count - 1)
    if removed < 3:
        raise Degenerate("too small")
    stem = draw.pick(
        (
            (
                f"المتوسط الحسابي لأعداد عددها {count} يساوي {average}. ما المتوسط بعد حذف العدد "
                f"{removed} "
                "منها؟"
            ),
            (
                f"متوسط درجات {draw.person} في {count} اختبارات {average}. إذا استُبعد اختبار "
                "درجته "
                f"{removed}، فما متوسط الدرجات الباقية؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(count * average - removed, count),  # forgot to count one fewer
        average,  # took the mean as unchanged
        average - shift,  # went the other way
        key + shift,  # moved too far
        abs(average - removed),  # subtracted from the mean
        key + 3,  # slipped
    ]
    total = count * average - removed
    explanation = (
        f"المجموع الجديد {count} × {average} − {removed} = {total}، والعدد {count - 1}، فالمتوسط "
        f"{total} ÷ {count - 1} = {key}."
    )
    check = f"({count} * {average} - {removed}) / ({count} - 1)"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def value_replaced(draw: Draw) -> Draft:
    """One value is exchanged for another."""
    count, average = draw.integer(4, 10), draw.integer(20, 60)
    old, shift = draw.integer(12, 50), draw.pick((-2, -1, 1, 2, 3))
    new = old + shift * count
    if new < 2:
        raise Degenerate("too small")
    key = average + shift
    stem = draw.pick(
        (
            (
                f"المتوسط الحسابي لأعداد عددها {count} يساوي {average}. إذا استُبدل بالعدد {old} "
                "العدد "
                f"{new}، فما المتوسط الجديد؟"
            ),
            (
                f"متوسط كتل صناديق عددها {count} يساوي {average} كجم. أُخرج صندوق كتلته {old} كجم "
                "ووُضع "
                f"مكانه صندوق كتلته {new} كجم. كم كيلوجرامًا صار المتوسط؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        average + new - old,  # changed the mean by the whole difference
        average,  # took the mean as unchanged
        average - shift,  # went the other way
        Fraction(average + new, 2),  # averaged two numbers
        key + shift,  # moved too far
        key + 4,  # slipped
    ]
    explanation = (
        f"يتغير المجموع بمقدار {new} − {old}، فيصير {count} × {average} + {new} − {old} = "
        f"{count * key}، والمتوسط {count * key} ÷ {count} = {key}."
    )
    check = f"({count} * {average} + {new} - {old}) / {count}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def misread_value(draw: Draw) -> Draft:
    """A value written down wrongly is put right."""
    count, wrong_mean = draw.pick((5, 6, 8, 10, 12, 20)), draw.integer(30, 70)
    shift = draw.pick((-3, -2, -1, 1, 2, 3))
    right = draw.integer(20, 90)
    wrong = right - shift * count
    if not 4 <= wrong <= 99:
        raise Degenerate("no mark")
    key = wrong_mean + shift
    stem = draw.pick(
        (
            (
                f"حُسب متوسط درجات عددها {count} فكان {wrong_mean}، ثم تبين أن درجة سُجلت "
                f"{wrong} خطأً "
                f"وصوابها {right}. ما المتوسط الصحيح؟"
            ),
            (
                f"عند حساب المتوسط الحسابي لأعداد عددها {count} كُتب العدد {wrong} بدلًا من "
                f"{right}، "
                "فكان "
                f"الناتج {wrong_mean}. ما المتوسط الصحيح؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        wrong_mean - shift,  # corrected the wrong way
        wrong_mean,  # took the mean as unchanged
        wrong_mean + right - wrong,  # corrected by the whole difference
        key + shift,  # corrected twice
        key + 5,  # slipped
        key - 4,  # slipped
    ]
    explanation = (
        f"المجموع الصحيح {count} × {wrong_mean} − {wrong} + {right} = {count * key}، فالمتوسط "
        f"{count * key} ÷ {count} = {key}."
    )
    check = f"({count} * {wrong_mean} - {wrong} + {right}) / {count}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def shifted_and_scaled(draw: Draw) -> Draft:
    """Multiply and add: the mean does both, the range only the first."""
    average, spread = draw.integer(8, 30), draw.integer(4, 25)
    factor, change = draw.integer(2, 5), draw.integer(1, 9)
    asked, key = draw.pick((("المتوسط", factor * average + change), ("المدى", factor * spread)))
    stem = (
        f"مجموعة بيانات متوسطها {average} ومداها {spread}. ضُربت كل قيمة فيها في {factor} ثم "
        "أُضيف إلى "
        f"كل ناتج {change}. ما {asked} الجديد؟"
    )
    old = average if asked == "المتوسط" else spread
    mistakes = [
        factor * old if asked == "المتوسط" else factor * old + change,  # treated both alike
        factor * (old + change),  # added before multiplying
        old + change,  # forgot to multiply
        old,  # took it as unchanged
        factor * old - change,  # subtracted
    ]
    reason = (
        f"يُضرب المتوسط ثم يُضاف إليه: {average} × {factor} + {change}"
        if asked == "المتوسط"
        else f"الإضافة لا تغير المدى، والضرب يضاعفه: {spread} × {factor}"
    )
    check = f"{average} * {factor} + {change}" if asked == "المتوسط" else f"{spread} * {factor}"
    chosen = whole(draw, key, mistakes)
    return numeric(stem, key, chosen, check, f"{reason} = {key}.")


def value_behind_change(draw: Draw) -> Draft:
    """From the means before and after to the value that came or went."""
    count, before = draw.integer(5, 12), draw.integer(25, 60)
    shift = draw.pick((-2, -1, 1, 2))
    after = before + shift
    added, removed = after + shift * count, before - shift * (count - 1)
    if min(added, removed) < 3:
        raise Degenerate("too small")
    stem, key, check, total = draw.pick(
        (
            (
                (
                    f"متوسط أعداد عددها {count} يساوي {before}، أُضيف إليها عدد فصار المتوسط "
                    f"{after}. "
                    "ما العدد المضاف؟"
                ),
                added,
                f"({count} + 1) * {after} - {count} * {before}",
                (count + 1) * after,
            ),
            (
                (
                    f"متوسط أعداد عددها {count} يساوي {before}، حُذف منها عدد فصار المتوسط "
                    f"{after}. "
                    "ما العدد المحذوف؟"
                ),
                removed,
                f"{count} * {before} - ({count} - 1) * {after}",
                (count - 1) * after,
            ),
        )
    )
    mistakes = [
        after,  # took the new mean
        added if key == removed else removed,  # mixed adding with removing
        before + 2 * shift,  # balanced the two means
        abs(shift) * count,  # answered the change of the sum
        key + count,  # slipped by one mean
        abs(key - count),  # slipped by one mean
    ]
    explanation = (
        f"المجموع قبل التغيير {count * before} وبعده {total}، والفرق بينهما هو العدد {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
