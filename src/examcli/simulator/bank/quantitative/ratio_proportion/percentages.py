"""Percentages: of a number, and as a change."""

from fractions import Fraction
from math import lcm

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.quantitative.mistakes import whole_drawn

GOODS = ("حقيبة", "ساعة", "طاولة", "دراجة", "سجادة", "طابعة", "مروحة", "مظلة")
PERCENTS = (5, 10, 15, 20, 25, 30, 35, 40, 45, 60, 70, 75, 80)
DISCOUNTS = (10, 20, 25, 30, 40, 50)


def _base(draw: Draw, percent: int, low: int, high: int) -> int:
    """A round number between `low` and `high` of which `percent` percent is whole."""
    step = lcm(Fraction(percent, 100).denominator, 10)
    return step * draw.integer(-(-low // step), high // step)


def percent_of(draw: Draw) -> Draft:
    """The part; the whole or the percent; the whole from a percent of a percent."""
    medium = draw.pick((_whole_from_part, _percent_from_part))
    return draw.by_level(_part_of_group, medium, _whole_from_nested_part)(draw)


def _part_of_group(draw: Draw) -> Draft:
    percent = draw.pick(PERCENTS)
    total = _base(draw, percent, 40, 400)
    key = total * percent // 100
    stem = draw.pick(
        (
            "عدد طلاب مدرسة {total}، ويشترك {percent}% منهم في النشاط الرياضي. كم عدد المشتركين؟",
            "عدد صفحات كتاب لدى {person} {total}، وقُرئ {percent}% منها. كم عدد الصفحات المقروءة؟",
            "عدد أشجار مزرعة {total}، و{percent}% منها نخيل. كم عدد أشجار النخيل؟",
            "عدد موظفي شركة في {city} {total}، و{percent}% منهم مهندسون. كم عدد المهندسين؟",
        )
    ).format(total=total, percent=percent, person=draw.person, city=draw.city)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            total - key,  # the rest, not the part
            Fraction(total, percent),  # divided by the percent
            percent,  # the percent itself
            key * 10 if key * 10 < total else Fraction(key, 10),  # misplaced the decimal point
            Fraction(total * (percent + 5), 100),  # five percent too many
            Fraction(total * (percent - 5), 100),  # five percent too few
        ),
        f"{total}*{percent}/100",
        f"المطلوب {percent}% من {total} = {total} × {percent} ÷ 100 = {key}.",
    )


def _whole_from_part(draw: Draw) -> Draft:
    percent = draw.pick(PERCENTS)
    key = _base(draw, percent, 40, 400)
    part = key * percent // 100
    stem = draw.pick(
        (
            "إذا كان {percent}% من عدد يساوي {part}، فما العدد؟",
            "غاب {part} من طلاب مدرسة، وهم {percent}% من طلابها. كم عدد طلاب المدرسة؟",
            "ادُّخر {percent}% من مصروف {person}، فكان المبلغ المدخر {part}. كم يبلغ المصروف كله؟",
            "قُرئت {part} من صفحات كتاب، وهي {percent}% من صفحاته. كم عدد صفحات الكتاب؟",
        )
    ).format(percent=percent, part=part, person=draw.person)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            key - part,  # the rest, not the whole
            Fraction(part * percent, 100),  # took the percent of the part
            Fraction(part * 100, 100 - percent),  # took the part for the rest
            part + percent,  # added the percent
            part * percent,  # forgot the hundred
            key + part,  # added the part to the whole
        ),
        f"{part}*100/{percent}",
        f"العدد كله = {part} × 100 ÷ {percent} = {key}.",
    )


def _percent_from_part(draw: Draw) -> Draft:
    key = draw.pick(PERCENTS)
    total = _base(draw, key, 40, 400)
    part = total * key // 100
    stem = draw.pick(
        (
            "كم في المئة يمثل العدد {part} من العدد {total}؟",
            "حُلّ {part} من أسئلة اختبار عددها {total} حلًّا صحيحًا. ما النسبة المئوية للصحيح منها؟",
            "زُرع بالقمح {part} من حقول منطقة عددها {total}. ما النسبة المئوية لحقول القمح؟",
        )
    ).format(part=part, total=total)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            100 - key,  # the rest
            part if part < 100 else Fraction(part, 10),  # read the part as a percent
            key + 5,  # one twentieth too many
            key - 5,  # one twentieth too few
            Fraction(key, 2),  # compared with twice the whole
        ),
        f"{part}*100/{total}",
        f"النسبة المئوية = {part} ÷ {total} × 100 = {key}%.",
        unit="{}%",
    )


def _whole_from_nested_part(draw: Draw) -> Draft:
    outer, inner = draw.sample((20, 25, 30, 40, 50, 60, 75, 80), 2)
    key = Fraction(outer * inner, 10_000).denominator * draw.integer(2, 8)
    key = key * 10 if key < 60 else key
    part = key * outer * inner // 10_000
    group, rest = divmod(key * outer, 100)
    if rest:
        raise Degenerate("the group in the middle is no whole number of people")
    stem = draw.pick(
        (
            (
                "يدرس {outer}% من طلاب مدرسة في القسم العلمي، ويشترك {inner}% من طلاب هذا القسم في "
                "نادي الحاسوب وعددهم {part}. كم عدد طلاب المدرسة؟"
            ),
            (
                "في مزرعة {outer}% من الأشجار نخيل، و{inner}% من النخيل مثمر، وعدد النخيل المثمر "
                "{part}. كم عدد أشجار المزرعة؟"
            ),
            (
                "يعمل {outer}% من موظفي شركة في فرعها في {city}، و{inner}% من موظفي هذا الفرع "
                "مهندسون وعددهم {part}. كم عدد موظفي الشركة؟"
            ),
        )
    ).format(outer=outer, inner=inner, part=part, city=draw.city)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            group,  # stopped at the inner group
            Fraction(part * 100, outer),  # undid the outer percent alone
            Fraction(part * 100, outer + inner),  # added the percents
            Fraction(part * 100, abs(outer - inner)),  # subtracted the percents
            key + part,  # added the part to the whole
            key * 2,  # halved once too often
        ),
        f"{part}*10000/({outer}*{inner})",
        f"المجموعة الوسطى = {part} × 100 ÷ {inner} = {group}، "
        f"والعدد كله = {group} × 100 ÷ {outer} = {key}.",
    )


def percent_change(draw: Draw) -> Draft:
    """One change; the value before it; two changes in a row or in a product."""
    hard = draw.pick((_two_changes, _area_change))
    return draw.by_level(_one_change, _value_before_change, hard)(draw)


QUANTITIES = (
    "ثمن {goods}",
    "عدد زوار متحف في {city}",
    "عدد مشتركي مكتبة في {city}",
    "عدد متابعي قناة {person} التعليمية",
)


def _quantity(draw: Draw) -> str:
    return draw.pick(QUANTITIES).format(goods=draw.pick(GOODS), city=draw.city, person=draw.person)


def _one_change(draw: Draw) -> Draft:
    key = draw.pick((5, 10, 15, 20, 25, 30, 40, 50, 60))
    before = _base(draw, key, 60, 500)
    sign, verb, noun = draw.pick(((1, "زاد", "الزيادة"), (-1, "نقص", "النقص")))
    change = before * key // 100
    after = before + sign * change
    return numeric(
        f"{verb} {_quantity(draw)} من {before} إلى {after}. كم بلغت نسبة {noun} المئوية؟",
        key,
        whole_drawn(
            draw,
            key,
            Fraction(change * 100, after) if change < after else 0,  # divided by the new value
            change if change < 100 else Fraction(change, 10),  # read the change as a percent
            100 - key,  # the complement
            key + 5,  # one twentieth too many
            key - 5,  # one twentieth too few
            2 * key if key < 50 else 0,  # counted the change twice
        ),
        f"({max(before, after)}-{min(before, after)})*100/{before}",
        f"مقدار التغير {change}، ونسبته إلى القيمة الأصلية {change} ÷ {before} × 100 = {key}%.",
        unit="{}%",
    )


def _value_before_change(draw: Draw) -> Draft:
    percent = draw.pick(DISCOUNTS)
    key = _base(draw, percent, 60, 500)
    sign, verb, noun = draw.pick(((1, "زاد", "الزيادة"), (-1, "نقص", "النقص")))
    after = key + sign * key * percent // 100
    return numeric(
        f"{verb} {_quantity(draw)} بنسبة {percent}% فأصبح {after}. كم كان قبل {noun}؟",
        key,
        whole_drawn(
            draw,
            key,
            after - sign * Fraction(after * percent, 100),  # took the percent of the new value
            after + sign * Fraction(after * percent, 100),  # applied the change again
            after - sign * percent,  # read the percent as an amount
            after + sign * percent,  # read it as an amount, wrong direction
            key + Fraction(key * 10, 100),  # ten percent too many
            key - Fraction(key * 10, 100),  # ten percent too few
        ),
        f"{after}*100/(100{'+' if sign > 0 else '-'}{percent})",
        f"القيمة الجديدة {100 + sign * percent}% من الأصلية، فالأصلية {after} × 100 ÷ "
        f"{100 + sign * percent} = {key}.",
    )


AREA_CHANGES = (10, 20, 30, 40, 50, 60)
RAISED, LOWERED = "زيادة {}%", "نقص {}%"


def _two_changes(draw: Draw) -> Draft:
    rise, fall = draw.sample((10, 20, 30, 40, 50), 2)
    net = rise - fall - rise * fall // 100
    (verb, percent), (next_verb, next_percent) = draw.sample((("زاد", rise), ("نقص", fall)), 2)
    stem = (
        f"{verb} {_quantity(draw)} بنسبة {percent}%، ثم {next_verb} بنسبة {next_percent}%. "
        "ما التغير الكلي مقارنة بالقيمة الأصلية؟"
    )
    right, reverse = (RAISED, LOWERED) if net > 0 else (LOWERED, RAISED)
    subtracted = (RAISED if rise > fall else LOWERED).format(abs(rise - fall))
    wrong_direction, added = reverse.format(abs(net)), right.format(rise + fall)
    if wrong_direction in {subtracted, added} or subtracted == added:
        raise Degenerate(stem)
    after = f"{100 + rise}*{100 - fall}"
    check = f"({after}-10000)/100" if net > 0 else f"(10000-{after})/100"
    factor = Fraction((100 + rise) * (100 - fall), 10_000)
    return Draft(
        stem,
        right.format(abs(net)),
        (subtracted, wrong_direction, added),
        check,
        f"نفرض الأصل 100، فيصبح بعد التغيرين 100 × {100 + rise}/100 × {100 - fall}/100 = "
        f"{factor * 100}، أي {right.format(abs(net))}.",
    )


def _area_change(draw: Draw) -> Draft:
    length, width = draw.pick(AREA_CHANGES), draw.pick(AREA_CHANGES)
    product = length * width // 100
    key = length + width + product
    described = (
        f"زاد طول ضلع مربع بنسبة {length}%"
        if length == width
        else f"زاد طول مستطيل بنسبة {length}% وزاد عرضه بنسبة {width}%"
    )
    asked = draw.pick(
        (
            "كم في المئة تزيد مساحته؟",
            "ما النسبة المئوية للزيادة في مساحته؟",
            "بأي نسبة تزيد مساحته؟",
        )
    )
    return numeric(
        f"{described}. {asked}",
        key,
        whole_drawn(
            draw,
            key,
            length + width,  # added the percents
            product,  # multiplied the percents
            Fraction(length + width, 2),  # averaged the percents
            key + 100,  # gave the new area, not the increase
            key + product,  # counted the corner twice
        ),
        f"{100 + length}*{100 + width}/100-100",
        f"المساحة الجديدة 100 × {100 + length}/100 × {100 + width}/100 = {key + 100} من كل 100، "
        f"فالزيادة {key}%.",
        unit="{}%",
    )
