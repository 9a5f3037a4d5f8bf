"""Areas of triangles, and lengths found from areas."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, number, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.geometry.pictures import (
    RIGHT,
    SILENT,
    UNKNOWN,
    over_base,
    pictured,
    right_angled,
    triangle,
)
from examcli.simulator.bank.quantitative.geometry.pythagoras import right_triangle

LENGTH = "{} سم"
AREA = "{} سم²"
PARTS = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (3, 5), (5, 3))


def triangle_area(draw: Draw) -> Draft:
    """Areas of triangles, and lengths found from areas."""
    forms = draw.by_level(
        (base_times_height, height_from_area),
        (isosceles_area, inside_rectangle, divided_base),
        (height_on_hypotenuse, equilateral_area, twice_divided, as_large_as_square),
    )
    return draw.pick(forms)(draw)


def base_times_height(draw: Draw) -> Draft:
    """Half the base times the height."""
    base, height = draw.sample((2 * draw.integer(2, 12), draw.integer(3, 20)), 2)
    key = base * height // 2
    wide, high = LENGTH.format(base), LENGTH.format(height)
    stem, picture = draw.pick(
        (
            (
                f"مثلث طول قاعدته {base} سم وارتفاعه عليها {height} سم. ما مساحته؟",
                over_base(base, height, (wide, high)),
            ),
            (
                f"مثلث قائم الزاوية طولا ضلعي القائمة فيه {base} سم و{height} سم. ما مساحته؟",
                right_angled(height, base, (high, wide, "")),
            ),
            (
                (
                    f"قُطعت ورقة مستطيلة بعداها {base} سم و{height} سم على امتداد قطرها. "
                    "ما مساحة كل مثلث ناتج؟"
                ),
                right_angled(height, base, (high, wide, "")),
            ),
        )
    )
    mistakes = [
        base * height,  # forgot to halve
        2 * (base + height),  # computed a perimeter
        base + height,  # added instead of multiplying
        key + base,  # one row too many
        key - height,  # one column too few
    ]
    explanation = f"المساحة نصف حاصل الضرب: {base} × {height} ÷ 2 = {key} سم²."
    check = f"{base} * {height} / 2"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)
    return pictured(draft, picture)


def height_from_area(draw: Draw) -> Draft:
    """The area and one length give the other."""
    base, key = draw.sample((2 * draw.integer(2, 10), draw.integer(3, 20)), 2)
    area = base * key // 2
    told = LENGTH.format(base)
    stem, picture = draw.pick(
        (
            (
                f"مثلث مساحته {area} سم² وطول قاعدته {base} سم. ما ارتفاعه على هذه القاعدة؟",
                over_base(base, key, (told, UNKNOWN)),
            ),
            (
                (
                    f"مثلث مساحته {area} سم² وارتفاعه {base} سم. "
                    "ما طول القاعدة المناظرة لهذا الارتفاع؟"
                ),
                over_base(key, base, (UNKNOWN, told)),
            ),
            (
                (
                    f"مثلث قائم الزاوية مساحته {area} سم²، وطول أحد ضلعي القائمة فيه {base} سم. "
                    "ما طول ضلع القائمة الآخر؟"
                ),
                right_angled(key, base, (UNKNOWN, told, "")),
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(area, base),  # forgot to double the area
        2 * key,  # doubled twice
        area - base,  # subtracted instead of dividing
        key + 2,  # slipped in the division
        key - 1,  # slipped in the division
    ]
    explanation = f"الطول المطلوب ضعف المساحة على الطول المعلوم: 2 × {area} ÷ {base} = {key} سم."
    check = f"2 * {area} / {base}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)
    return pictured(draft, picture)


def isosceles_area(draw: Draw) -> Draft:
    """The height of an isosceles triangle comes first, its area second."""
    half, height, leg = right_triangle(draw, longest=40)
    base, key = 2 * half, half * height
    sides, wide, slanted = (leg, base, leg), LENGTH.format(base), LENGTH.format(leg)
    stem, picture = draw.pick(
        (
            (
                f"مثلث متطابق الضلعين طول قاعدته {base} سم وطول كل من ساقيه {leg} سم. ما مساحته؟",
                triangle(sides, (slanted, wide, slanted)),
            ),
            (
                f"ما مساحة مثلث أطوال أضلاعه {leg} سم و{leg} سم و{base} سم؟",
                triangle(sides, (slanted, wide, slanted)),
            ),
            (
                f"مثلث متطابق الضلعين محيطه {2 * leg + base} سم وطول قاعدته {base} سم. ما مساحته؟",
                triangle(sides, ("", wide, "")),
            ),
        )
    )
    mistakes = [
        base * height,  # forgot to halve
        base * leg // 2,  # took the leg as the height
        half * height // 2,  # halved twice
        2 * leg + base,  # computed the perimeter
        half * leg,  # multiplied half the base by the leg
    ]
    explanation = (
        f"طول الساق {leg} سم ونصف القاعدة {half} سم، فالارتفاع {height} سم، "
        f"والمساحة {base} × {height} ÷ 2 = {key} سم²."
    )
    check = f"{base} / 2 * ({leg}**2 - ({base} / 2)**2) / {height}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)
    return pictured(draft, picture)


def inside_rectangle(draw: Draw) -> Draft:
    """A triangle on one side of a rectangle with its apex on the other is half of it."""
    length, width = draw.integer(6, 20), draw.integer(3, 12)
    if length <= width or length * width % 2:
        raise Degenerate("not longer than wide")
    area = length * width
    key = area // 2
    stem = draw.pick(
        (
            (
                f"أ ب ج د مستطيل فيه أ ب = {length} سم و ب ج = {width} سم، والنقطة هـ تقع على "
                "الضلع "
                "ج د. ما مساحة المثلث أ هـ ب؟"
            ),
            (
                f"اختيرت نقطة على أحد الضلعين الطويلين لمستطيل طوله {length} سم وعرضه {width} "
                "سم، "
                "ووُصلت بطرفي الضلع الطويل المقابل. ما مساحة المثلث الناتج؟"
            ),
        )
    )
    mistakes = [
        area,  # forgot to halve
        area // 4,  # halved twice
        2 * (length + width),  # computed the perimeter
        length * length // 2,  # used the length as the height
        key + width,  # slipped in the product
    ]
    explanation = (
        f"قاعدة المثلث {length} سم وارتفاعه عرض المستطيل {width} سم، فمساحته "
        f"{length} × {width} ÷ 2 = {key} سم²."
    )
    check = f"{length} * {width} / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)


def divided_base(draw: Draw) -> Draft:
    """Triangles of one height have areas in the ratio of their bases."""
    first, second = draw.pick(PARTS)
    unit = draw.integer(3, 12)
    area, key = (first + second) * unit, first * unit
    stem = (
        f"في المثلث أ ب ج تقع النقطة د على الضلع ب ج، بحيث تكون النسبة بين ب د و د ج هي "
        f"{first} : {second}. إذا كانت مساحة المثلث أ ب ج تساوي {area} سم²، "
        "فما مساحة المثلث أ ب د؟"
    )
    mistakes: list[int | Fraction] = [
        second * unit,  # answered the other part
        Fraction(area * first, second),  # divided by the second part only
        Fraction(area, 2),  # took د as the midpoint
        unit,  # answered one share
        area - unit,  # left one share out
    ]
    explanation = (
        f"للمثلثين الارتفاع نفسه، فمساحة أ ب د تساوي {first}/{first + second} من المساحة: "
        f"{area} × {first} ÷ {first + second} = {key} سم²."
    )
    check = f"{area} * {first} / ({first} + {second})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)


def height_on_hypotenuse(draw: Draw) -> Draft:
    """Two ways to write the area give the height on the hypotenuse."""
    scale = draw.integer(1, 15)
    one, other = draw.sample((3 * scale, 4 * scale), 2)
    longest, key = 5 * scale, Fraction(12 * scale, 5)
    stem, names = draw.pick(
        (
            (
                (
                    f"مثلث قائم الزاوية طولا ضلعي القائمة فيه {one} سم و{other} سم. "
                    "ما طول العمود النازل من رأس القائمة على الوتر؟"
                ),
                SILENT,
            ),
            (
                (
                    f"في المثلث أ ب ج الزاوية ب قائمة، وطول أ ب يساوي {one} سم، وطول ب ج يساوي "
                    f"{other} سم، و ب د عمودي على أ ج. ما طول ب د؟"
                ),
                ("ب", "أ", "ج"),
            ),
        )
    )
    picture = triangle(
        (one, longest, other),
        (LENGTH.format(one), "", LENGTH.format(other)),
        names=names,
        angles=(RIGHT, "", ""),
        height=UNKNOWN,
    )
    mistakes_in_tenths = [
        12 * scale,  # halved one of the two areas only
        25 * scale,  # took the median for the height
        48 * scale,  # doubled the area once more
        24 * scale + 12,  # slipped in the division
        24 * scale - 6,  # slipped in the division
        20 * scale,  # subtracted lengths
    ]
    chosen = [Fraction(tenths, 10) for tenths in whole(draw, 24 * scale, mistakes_in_tenths)]
    explanation = (
        f"الوتر {longest} سم، وضعف المساحة {one} × {other} = {one * other}، فطول العمود "
        f"{one * other} ÷ {longest} = {number(key)} سم."
    )
    check = f"{one} * {other} * {longest} / ({one}**2 + {other}**2)"
    return pictured(numeric(stem, key, chosen, check, explanation, unit=LENGTH), picture)


def equilateral_area(draw: Draw) -> Draft:
    """The area of an equilateral triangle: a quarter of the squared side, times √3."""
    half = draw.integer(2, 15)
    side = 2 * half
    sides, told = (side, side, side), LENGTH.format(side)
    stem, picture = draw.pick(
        (
            (
                f"ما مساحة مثلث متطابق الأضلاع طول ضلعه {side} سم؟",
                triangle(sides, (told, told, told)),
            ),
            (f"مثلث متطابق الأضلاع محيطه {3 * side} سم. ما مساحته؟", None),
            (
                f"ما مساحة مثلث قياس كل زاوية من زواياه 60° وطول أحد أضلاعه {side} سم؟",
                triangle(sides, ("", told, ""), angles=("60°", "60°", "60°")),
            ),
        )
    )
    mistakes = [
        f"{side * half}√3 سم²",  # forgot to halve the base times the height
        f"{side**2}√3 سم²",  # forgot the quarter
        f"{half**2}√2 سم²",  # used the root of the 45° triangle
        f"{half}√3 سم²",  # answered the height
    ]
    explanation = (
        f"طول الضلع {side} سم وارتفاع المثلث {half}√3 سم، ومساحته "
        f"نصف {side} × {half}√3، أي {half**2}√3 سم²."
    )
    draft = textual(stem, f"{half**2}√3 سم²", draw.sample(mistakes, 3), explanation)
    return pictured(draft, picture)


def twice_divided(draw: Draw) -> Draft:
    """A midpoint inside a triangle that was already cut from a vertex."""
    first, second = draw.pick(PARTS)
    unit = draw.integer(2, 9) * 2
    area, part = (first + second) * unit, first * unit
    key = part // 2
    stem = (
        f"في المثلث أ ب ج تقع النقطة د على الضلع ب ج بحيث ب د : د ج = {first} : {second}، "
        "والنقطة "
        f"هـ منتصف أ د. إذا كانت مساحة المثلث أ ب ج تساوي {area} سم²، فما مساحة المثلث ب هـ د؟"
    )
    mistakes: list[int | Fraction] = [
        part,  # forgot the midpoint
        second * unit // 2,  # took the other side of the cut
        Fraction(area, 4),  # took both cuts as midpoints
        Fraction(area, 2),  # used the midpoint alone
        Fraction(part, 4),  # halved twice
    ]
    explanation = (
        f"مساحة أ ب د هي {area} × {first} ÷ {first + second} = {part} سم²، و ب هـ متوسط فيه "
        "يقسمه "
        f"نصفين، فمساحة ب هـ د تساوي {key} سم²."
    )
    check = f"{area} * {first} / ({first} + {second}) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)


def as_large_as_square(draw: Draw) -> Draft:
    """A triangle and a square of equal area."""
    side = draw.pick((4, 6, 8, 9, 10, 12, 14, 15, 18, 20))
    base = draw.pick([n for n in range(side // 2, 3 * side) if 2 * side**2 % n == 0 and n != side])
    key = 2 * side**2 // base
    told = LENGTH.format(base)
    stem, picture = draw.pick(
        (
            (
                (
                    f"مثلث طول قاعدته {base} سم، ومساحته تساوي مساحة مربع طول ضلعه {side} سم. "
                    "ما ارتفاع المثلث على هذه القاعدة؟"
                ),
                over_base(base, key, (told, UNKNOWN)),
            ),
            (
                (
                    f"مربع محيطه {4 * side} سم، ومثلث ارتفاعه {base} سم، ولهما المساحة نفسها. "
                    "ما طول قاعدة المثلث المناظرة لهذا الارتفاع؟"
                ),
                over_base(key, base, (UNKNOWN, told)),
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(side**2, base),  # forgot to double the area
        Fraction(8 * side, base),  # compared the perimeters
        2 * key,  # doubled twice
        4 * side - base,  # subtracted lengths
        key + 2,  # slipped in the division
    ]
    explanation = (
        f"ضلع المربع {side} سم ومساحته {side**2} سم²، فالطول المطلوب "
        f"2 × {side**2} ÷ {base} = {key} سم."
    )
    check = f"2 * {side}**2 / {base}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)
    return pictured(draft, picture)
