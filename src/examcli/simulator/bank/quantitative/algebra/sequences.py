"""Numbers in order: sequences and patterns, consecutive numbers."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.nouns import TIME, Noun, counted

ROW = Noun("صف", "صفين", "صفوف", "صفًا")
SEAT = Noun("مقعد", "مقعدين", "مقاعد", "مقعدًا")


def sequences(draw: Draw) -> Draft:
    """A constant step or ratio; growing steps or a far term; two rules at once or a sum."""
    easy = draw.pick((_constant_step, _constant_ratio))
    medium = draw.pick((_growing_steps, _far_term))
    hard = draw.pick((_double_and_add, _interleaved, _rows_total))
    return draw.by_level(easy, medium, hard)(draw)


_NEXT = (
    "ما الحد التالي في المتتابعة: {terms}، …؟",
    "ما العدد الذي يكمل النمط: {terms}، …؟",
    "تتبع الأعداد {terms} نمطًا معينًا. فما العدد التالي؟",
)


def _next(draw: Draw, terms: list[int]) -> str:
    return draw.pick(_NEXT).format(terms="، ".join(map(str, terms)))


def _constant_step(draw: Draw) -> Draft:
    step, first = draw.integer(3, 12), draw.integer(2, 30)
    if draw.pick((True, False)):
        first, step = first + 5 * step, -step
    terms = [first + step * place for place in range(5)]
    last = terms[-1]
    key = last + step
    repeated_a_term = last - step
    doubled_the_step = last + 2 * step
    step_off_by_one = last + step + (1 if step > 0 else -1)
    step_short_by_one = last + step - (1 if step > 0 else -1)
    return numeric(
        _next(draw, terms),
        key,
        whole(draw, key, [step_off_by_one, doubled_the_step, step_short_by_one, repeated_a_term]),
        f"{last}{step:+d}",
        f"{'يزيد كل حد على' if step > 0 else 'ينقص كل حد عن'} سابقه بمقدار {abs(step)}، "
        f"إذن الحد التالي {last} {'+' if step > 0 else '−'} {abs(step)} = {key}.",
    )


def _constant_ratio(draw: Draw) -> Draft:
    ratio, largest_first = draw.pick(((2, 12), (3, 7), (4, 4), (5, 3)))
    first = draw.integer(1, largest_first)
    terms = [first * ratio**place for place in range(5)]
    if draw.pick((True, False)):
        terms.reverse()
    *given, key = terms
    last = given[-1]
    continued_the_difference = abs(2 * last - given[-2])
    rising = key > last
    wrong_ratio = Fraction(last * (ratio + 1)) if rising else Fraction(last, ratio + 1)
    doubled = Fraction(2 * last) if rising else Fraction(last, 2)
    subtracted_the_ratio = last + ratio if rising else last - ratio
    return numeric(
        _next(draw, given),
        key,
        whole(draw, key, [continued_the_difference, wrong_ratio, doubled, subtracted_the_ratio]),
        f"{last}{'*' if rising else '/'}{ratio}",
        f"{'يُضرب' if rising else 'يُقسم'} كل حد {'في' if rising else 'على'} {ratio} "
        f"للحصول على ما يليه: {last} {'×' if rising else '÷'} {ratio} = {key}.",
    )


def _growing_steps(draw: Draw) -> Draft:
    first, step, growth = draw.integer(1, 15), draw.integer(1, 7), draw.integer(1, 4)
    terms = [first]
    for place in range(5):
        terms.append(terms[-1] + step + growth * place)
    *given, last, key = terms
    last_step = last - given[-1]
    repeated_the_step = last + last_step
    grew_twice = key + growth
    doubled_the_step = last + 2 * last_step
    used_first_step = last + step
    return numeric(
        _next(draw, [*given, last]),
        key,
        whole(draw, key, [repeated_the_step, grew_twice, used_first_step, doubled_the_step]),
        f"{last} + {last_step} + {growth}",
        f"الفروق بين الحدود تزيد كل مرة بمقدار {growth}، وآخر فرق {last_step}، "
        f"إذن الحد التالي {last} + {last_step + growth} = {key}.",
    )


_FAR_TERMS = (
    "في المتتابعة {a}، {b}، {c}، … يزيد كل حد على سابقه بالمقدار نفسه. فما الحد الذي رتبته {n}؟",
    (
        "في نمط من أعواد الثقاب عدد الأعواد في الخطوات الثلاث الأولى {a} ثم {b} ثم {c}، "
        "ويستمر النمط بالزيادة نفسها. فكم عودًا في الخطوة التي رتبتها {n}؟"
    ),
    (
        "في مدرج بمدينة {city} عدد مقاعد الصفوف الثلاثة الأولى {a} ثم {b} ثم {c}، وتستمر الزيادة "
        "نفسها. فما عدد مقاعد الصف الذي رتبته {n}؟"
    ),
)


def _far_term(draw: Draw) -> Draft:
    first, step, place = (
        draw.integer(4, 20),
        draw.integer(2, 9),
        draw.pick((10, 11, 12, 15, 20, 21)),
    )
    key = first + (place - 1) * step
    counted_one_step_more = first + place * step
    counted_one_step_less = first + (place - 2) * step
    forgot_the_first = (place - 1) * step
    multiplied_the_first = first * place
    stem = draw.pick(_FAR_TERMS).format(
        a=first, b=first + step, c=first + 2 * step, n=place, city=draw.city
    )
    return numeric(
        stem,
        key,
        whole(
            draw,
            key,
            [counted_one_step_more, counted_one_step_less, forgot_the_first, multiplied_the_first],
        ),
        f"{first} + ({place} - 1)*{step}",
        f"الزيادة {step} تتكرر {counted(place - 1, TIME)}: {first} + {place - 1} × {step} = {key}.",
    )


def _double_and_add(draw: Draw) -> Draft:
    factor, added, first = draw.pick((2, 3)), draw.pick((-2, -1, 1, 2, 3, 5)), draw.integer(3, 9)
    terms = [first]
    for _ in range(4):
        terms.append(factor * terms[-1] + added)
    *given, last, key = terms
    forgot_the_added = factor * last
    wrong_sign = factor * last - added
    continued_the_difference = 2 * last - given[-1]
    multiplied_after_adding = factor * (last + added)
    return numeric(
        _next(draw, [*given, last]),
        key,
        whole(
            draw,
            key,
            [forgot_the_added, wrong_sign, multiplied_after_adding, continued_the_difference],
        ),
        f"{factor}*{last}{added:+d}",
        f"كل حد يساوي {factor} × الحد السابق {'+' if added > 0 else '−'} {abs(added)}، "
        f"إذن الحد التالي {factor * last} {'+' if added > 0 else '−'} {abs(added)} = {key}.",
    )


def _interleaved(draw: Draw) -> Draft:
    (one, up), (two, down) = (
        (draw.integer(2, 20), draw.integer(2, 7)),
        (draw.integer(25, 60), draw.integer(2, 6)),
    )
    odd_places = [one + up * place for place in range(4)]
    even_places = [two - down * place for place in range(3)]
    given = [term for pair in zip(odd_places, even_places, strict=False) for term in pair]
    key, last = odd_places[3], given[-1]
    continued_the_other = last - down
    added_to_the_last = last + up
    repeated_last_jump = odd_places[2] + down
    doubled_the_step = odd_places[2] + 2 * up
    return numeric(
        _next(draw, given),
        key,
        whole(
            draw,
            key,
            [continued_the_other, repeated_last_jump, doubled_the_step, added_to_the_last],
        ),
        f"{odd_places[2]} + {up}",
        f"النمط متتابعتان متداخلتان: الأولى تزيد بمقدار {up} والثانية تنقص بمقدار {down}، "
        f"والحد التالي من الأولى: {odd_places[2]} + {up} = {key}.",
    )


_ROWS = (
    (
        "في الصف الأول من قاعة {first}، ويزيد كل صف على الصف الذي قبله بمقدار {step}. "
        "فما مجموع المقاعد في أول {n}؟"
    ),
    (
        "رُتبت مقاعد في مسرح بمدينة {city}: في الصف الأول {first}، وكل صف يزيد على سابقه بمقدار "
        "{step}. فما مجموع المقاعد في {n}؟"
    ),
)


def _rows_total(draw: Draw) -> Draft:
    first, step, rows = draw.integer(11, 30), draw.integer(2, 5), draw.pick((5, 6, 8, 9, 10, 11))
    last = first + (rows - 1) * step
    key = rows * (first + last) // 2
    forgot_to_halve = rows * (first + last)
    no_increase = rows * first
    all_like_the_last = rows * last
    one_step_too_many = rows * (first + last + step) // 2
    gave_the_last_row = last
    stem = draw.pick(_ROWS).format(
        first=counted(first, SEAT),
        step=step,
        n=counted(rows, ROW),
        city=draw.city,
    )
    return numeric(
        stem,
        key,
        whole(
            draw,
            key,
            [
                no_increase,
                all_like_the_last,
                one_step_too_many,
                gave_the_last_row,
                forgot_to_halve,
            ],
        ),
        f"{rows}*({first} + {first} + ({rows} - 1)*{step})/2",
        f"في الصف الأخير {last}، والمجموع {rows} × ({first} + {last}) ÷ 2 = {key}.",
    )


def consecutive(draw: Draw) -> Draft:
    """Two or three in a row; evens or odds; products, squares and partial sums."""
    easy = draw.pick((_consecutive_sum, _facing_pages))
    hard = draw.pick((_product_of_evens, _difference_of_squares, _ends_of_five))
    return draw.by_level(easy, _consecutive_evens_or_odds, hard)(draw)


_COUNT_WORDS = {3: "ثلاثة", 4: "أربعة", 5: "خمسة"}
_ENDS = ("الأصغر", "الأكبر")


def _consecutive_sum(draw: Draw) -> Draft:
    count, first = draw.pick((3, 5)), draw.integer(4, 40)
    last, middle = first + count - 1, first + count // 2
    total = count * middle
    sought, key, other, step = draw.pick(
        (("الأصغر", first, last, -(count // 2)), ("الأكبر", last, first, count // 2))
    )
    gave_the_middle = middle
    moved_whole_count = middle + (count if key == last else -count)
    divided_by_two = Fraction(total, 2)
    asked = (
        "مجموع {c} أعداد صحيحة متتالية {t}، فما العدد {s}؟",
        "إذا كان مجموع {c} أعداد متتالية يساوي {t}، فما العدد {s} بينها؟",
        "{c} أعداد صحيحة متتالية مجموعها {t}. ما العدد {s}؟",
        "أرقام {c} مقاعد متجاورة في قاعة أعداد متتالية مجموعها {t}. فما الرقم {s}؟",
    )
    return numeric(
        draw.pick(asked).format(c=_COUNT_WORDS[count], t=total, s=sought),
        key,
        whole(draw, key, [gave_the_middle, other, moved_whole_count, divided_by_two]),
        f"{total}/{count}{step:+d}",
        f"العدد الأوسط {total} ÷ {count} = {middle}، والعدد {sought} يساوي {key}.",
    )


def _facing_pages(draw: Draw) -> Draft:
    first = draw.integer(10, 90)
    total = 2 * first + 1
    sought, key, other = draw.pick((("الأصغر", first, first + 1), ("الأكبر", first + 1, first)))
    places = (
        "فُتح كتاب فكان مجموع رقمي الصفحتين المتقابلتين {t}. فما رقم الصفحة {s}؟",
        "عددان صحيحان متتاليان مجموعهما {t}. فما العدد {s}؟",
        "بيتان متجاوران في {city} رقماهما متتاليان ومجموعهما {t}. فما الرقم {s}؟",
    )
    stem = draw.pick(places).format(t=total, s=sought, city=draw.city)
    kept_the_total = total - 1
    moved_twice = key + (1 if key > other else -1)
    halved_wrongly = Fraction(total - 3, 2)
    return numeric(
        stem,
        key,
        whole(draw, key, [other, moved_twice, halved_wrongly, kept_the_total]),
        f"({total} {'+' if key > other else '-'} 1)/2",
        f"إذا كان الأصغر س فإن 2س + 1 = {total}، ومنها س = {first}، والمطلوب {key}.",
    )


def _consecutive_evens_or_odds(draw: Draw) -> Draft:
    kind = draw.pick(("زوجية", "فردية"))
    count = draw.pick((3, 4, 5))
    first = 2 * draw.integer(3, 20) + (kind == "فردية")
    last = first + 2 * (count - 1)
    total = count * (first + last) // 2
    sought, key, other = draw.pick((("الأصغر", first, last), ("الأكبر", last, first)))
    sign = "+" if key == last else "-"
    stepped_by_one = Fraction(total, count) + (key - other) // 4
    gave_the_average = Fraction(total, count)
    one_step_too_far = key + (2 if key == last else -2)
    one_step_short = key - (2 if key == last else -2)
    asked = (
        "مجموع {c} أعداد {k} متتالية {t}، فما العدد {s}؟",
        "{c} أعداد {k} متتالية مجموعها {t}. ما العدد {s} بينها؟",
        "إذا كان مجموع {c} أعداد {k} متتالية يساوي {t}، فما العدد {s}؟",
    )
    return numeric(
        draw.pick(asked).format(c=_COUNT_WORDS[count], k=kind, t=total, s=sought),
        key,
        whole(
            draw,
            key,
            [other, one_step_short, one_step_too_far, gave_the_average, stepped_by_one],
        ),
        f"{total}/{count} {sign} {count - 1}",
        f"متوسط الأعداد {total} ÷ {count} = {(first + last) // 2}، وبين كل عددين متتاليين 2، "
        f"إذن العدد {sought} يساوي {key}.",
    )


def _product_of_evens(draw: Draw) -> Draft:
    kind, first = draw.pick(
        (("زوجيان", 2 * draw.integer(2, 9)), ("فرديان", 2 * draw.integer(2, 7) + 1))
    )
    second = first + 2
    product = first * second
    key, sought = draw.pick(((first + second, "مجموعهما"), (second, "أكبرهما"), (first, "أصغرهما")))
    gave_the_other = first if key == second else second
    gave_the_sum = first + second
    halved = Fraction(product, 2)
    next_one = key + 2
    one_before = key - 2
    asked = (
        f"عددان {kind} موجبان متتاليان حاصل ضربهما {product}. فما {sought}؟",
        (
            f"إذا كان حاصل ضرب عددين موجبين متتاليين {product}، وكلا العددين "
            f"{'زوجي' if first % 2 == 0 else 'فردي'} والفرق بينهما 2، فما {sought}؟"
        ),
    )
    checks = {first: f"{product}/{second}", second: f"{product}/{first}"}
    return numeric(
        draw.pick(asked),
        key,
        whole(draw, key, [gave_the_other, next_one, one_before, gave_the_sum, halved]),
        checks.get(key, f"{product}/{first} + {product}/{second}"),
        f"{product} = {first} × {second}، فالعددان {first} و{second}، و{sought} {key}.",
    )


def _difference_of_squares(draw: Draw) -> Draft:
    first = draw.integer(5, 40)
    gap, kind = draw.pick(((1, "صحيحين متتاليين"), (2, "زوجيين متتاليين"), (2, "فرديين متتاليين")))
    first += gap == 2 and first % 2 != (kind == "فرديين متتاليين")
    second = first + gap
    squares = second**2 - first**2
    sought, key, other = draw.pick((("الأصغر", first, second), ("الأكبر", second, first)))
    gave_the_sum = first + second
    forgot_to_adjust = Fraction(squares, 2 * gap)
    one_step_too_far = key + (gap if key == second else -gap)
    halved_only = Fraction(squares, 2)
    return numeric(
        f"الفرق بين مربعي عددين {kind} موجبين {squares}. فما العدد {sought}؟",
        key,
        whole(draw, key, [other, forgot_to_adjust, one_step_too_far, gave_the_sum, halved_only]),
        f"({squares}/{gap} {'+' if key == second else '-'} {gap})/2",
        f"الفرق بين المربعين = {gap} × مجموع العددين، فمجموعهما {first + second} "
        f"والفرق بينهما {gap}، إذن العدد {sought} {key}.",
    )


def _ends_of_five(draw: Draw) -> Draft:
    step, kind = draw.pick(((1, "صحيحة متتالية"), (2, "زوجية متتالية"), (2, "فردية متتالية")))
    first = draw.integer(4, 30)
    first += step == 2 and first % 2 != (kind == "فردية متتالية")
    smallest_two = 2 * first + step
    largest_two = smallest_two + 6 * step
    middle = first + 2 * step
    given, sought, total, key = draw.pick(
        (
            ("أصغر عددين", "أكبر عددين", smallest_two, largest_two),
            ("أكبر عددين", "أصغر عددين", largest_two, smallest_two),
        )
    )
    sign = 1 if key == largest_two else -1
    gave_the_middle = middle
    moved_by_the_count = total + sign * 5 * step
    moved_three_steps = total + sign * 3 * step
    moved_four_steps = total + sign * 4 * step
    gave_the_whole_sum = 5 * middle
    return numeric(
        f"خمسة أعداد {kind}، مجموع {given} منها {total}. فما مجموع {sought} منها؟",
        key,
        whole(
            draw,
            key,
            [
                moved_three_steps,
                moved_by_the_count,
                gave_the_middle,
                gave_the_whole_sum,
                moved_four_steps,
                key + sign * 2 * step,
            ],
        ),
        f"{total} {'+' if sign > 0 else '-'} 6*{step}",
        f"كل عدد من {sought} {'يزيد على' if sign > 0 else 'ينقص عن'} نظيره بمقدار {3 * step}، "
        f"إذن المجموع {total} {'+' if sign > 0 else '−'} {6 * step} = {key}.",
    )
