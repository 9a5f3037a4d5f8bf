"""Quadrilaterals: sides, angles, diagonals and areas."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole, whole_below
from examcli.simulator.bank.quantitative.geometry.pictures import (
    UNKNOWN,
    four_sided,
    leaning,
    lying,
    pictured,
)
from examcli.simulator.bank.quantitative.geometry.pythagoras import right_triangle

LENGTH = "{} سم"
AREA = "{} سم²"
DEGREES = "{}°"


def quadrilaterals(draw: Draw) -> Draft:
    """Rectangles, squares, parallelograms, rhombuses and trapezoids."""
    forms = draw.by_level(
        (rectangle_from_perimeter, rhombus_area, trapezoid_area, parallelogram_angle),
        (rectangle_multiple, rhombus_perimeter, trapezoid_base, parallelogram_heights),
        (rectangle_from_area_and_diagonal, isosceles_trapezoid, cut_square, rhombus_from_perimeter),
    )
    return draw.pick(forms)(draw)


def rectangle_from_perimeter(draw: Draw) -> Draft:
    """The perimeter and one side give the area."""
    length, width = draw.integer(6, 20), draw.integer(3, 12)
    if length == width:
        raise Degenerate("a square")
    perimeter, key = 2 * (length + width), length * width
    stem = draw.pick(
        (
            f"مستطيل محيطه {perimeter} سم وطول أحد أضلاعه {length} سم. ما مساحته؟",
            f"ورقة مستطيلة محيطها {perimeter} سم، وأحد بعديها {length} سم. ما مساحتها؟",
        )
    )
    mistakes = [
        (perimeter - length) * length,  # forgot the other three sides
        (perimeter - 2 * length) * length,  # forgot to halve what is left
        perimeter * length,  # multiplied the perimeter
        width * width,  # squared the other side
        perimeter // 2,  # answered half the perimeter
        key - length,  # one row too few
    ]
    explanation = (
        f"البعد الآخر {perimeter} ÷ 2 − {length} = {width} سم، والمساحة "
        f"{length} × {width} = {key} سم²."
    )
    check = f"{length} * ({perimeter} / 2 - {length})"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)
    return pictured(draft, lying("rectangle", (length, width), (LENGTH.format(length), "")))


def rhombus_area(draw: Draw) -> Draft:
    """Half the product of the diagonals."""
    one, other = draw.sample((2 * draw.integer(2, 12), draw.integer(3, 21)), 2)
    key = one * other // 2
    figure = draw.pick(("معين", "قطعة بلاط على هيئة معين", "طائرة ورقية على هيئة معين"))
    pronoun = "قطريه" if figure == "معين" else "قطريها"
    stem = f"{figure} طولا {pronoun} {one} سم و{other} سم. كم سنتيمترًا مربعًا تبلغ المساحة؟"
    mistakes = [
        one * other,  # forgot to halve
        one * other // 4,  # halved twice
        2 * (one + other),  # computed a perimeter
        one + other,  # added instead of multiplying
        key + one,  # slipped in the product
    ]
    explanation = f"مساحة المعين نصف حاصل ضرب قطريه: {one} × {other} ÷ 2 = {key} سم²."
    check = f"{one} * {other} / 2"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)
    lengths = (LENGTH.format(one), LENGTH.format(other))
    return pictured(draft, lying("rhombus", (one, other), lengths))


def trapezoid_area(draw: Draw) -> Draft:
    """The mean of the parallel sides times the height."""
    short, height = draw.integer(3, 12), draw.integer(3, 12)
    long = short + 2 * draw.integer(1, 6)
    key = (short + long) // 2 * height
    stem = draw.pick(
        (
            (
                f"شبه منحرف طولا قاعدتيه المتوازيتين {short} سم و{long} سم وارتفاعه {height} سم. "
                "ما مساحته؟"
            ),
            (
                f"ما مساحة شبه منحرف ارتفاعه {height} سم وطولا ضلعيه المتوازيين {long} سم "
                f"و{short} "
                "سم؟"
            ),
        )
    )
    mistakes = [
        (short + long) * height,  # forgot to halve
        long * height,  # used the long base only
        short * height,  # used the short base only
        short + long + height,  # added everything
        short * long,  # multiplied the two bases
    ]
    explanation = f"نصف مجموع القاعدتين في الارتفاع: ({short} + {long}) ÷ 2 × {height} = {key} سم²."
    check = f"({short} + {long}) / 2 * {height}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)
    sizes = (long, short, height)
    return pictured(draft, four_sided("trapezoid", sizes, *map(LENGTH.format, sizes)))


def parallelogram_angle(draw: Draw) -> Draft:
    """Neighbouring angles of a parallelogram are supplementary."""
    given = draw.integer(35, 145)
    key = 180 - given
    figure = draw.pick(("متوازي أضلاع", "معين"))
    stem = f"{figure} قياس إحدى زواياه {given}°. ما قياس الزاوية المجاورة لها؟"
    mistakes = [
        given,  # took neighbours as equal
        abs(90 - given),  # took them as complementary
        (360 - given) // 3,  # shared the rest among three angles
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
    ]
    explanation = f"كل زاويتين متجاورتين فيه متكاملتان، فالمطلوبة 180 − {given} = {key}°."
    check = f"180 - {given}"
    draft = numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )
    if given >= 90 or figure == "معين":
        return draft
    return pictured(draft, four_sided("parallelogram", (10, 6, given), "", "", f"{given}°"))


def rectangle_multiple(draw: Draw) -> Draft:
    """A length given by the width, and the perimeter."""
    times, phrase = draw.pick(((2, "مثلا"), (3, "ثلاثة أمثال"), (4, "أربعة أمثال")))
    width = draw.integer(3, 15)
    perimeter, key = 2 * (times + 1) * width, times * width**2
    stem = draw.pick(
        (
            f"مستطيل طوله {phrase} عرضه، ومحيطه {perimeter} سم. ما مساحته؟",
            f"لوحة مستطيلة الشكل محيطها {perimeter} سم، وطولها {phrase} عرضها. ما مساحتها؟",
        )
    )
    mistakes = [
        times * (2 * width) ** 2,  # forgot that the perimeter counts each side twice
        width**2,  # squared the width
        (times * width) ** 2,  # squared the length
        times * width,  # answered the length
        key + width,  # slipped in the product
        key - width,  # slipped in the product
    ]
    explanation = (
        f"العرض {perimeter} ÷ {2 * (times + 1)} = {width} سم والطول {times * width} سم، "
        f"والمساحة {times * width} × {width} = {key} سم²."
    )
    check = f"{times} * ({perimeter} / (2 * ({times} + 1)))**2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)


def rhombus_perimeter(draw: Draw) -> Draft:
    """The halves of the diagonals are the legs of a right triangle."""
    one, other, side = right_triangle(draw, longest=26)
    key = 4 * side
    stem = draw.pick(
        (
            f"معين طولا قطريه {2 * one} سم و{2 * other} سم. ما محيطه؟",
            f"رُسم معين قطراه {2 * one} سم و{2 * other} سم. كم سنتيمترًا محيطه؟",
        )
    )
    mistakes = [
        8 * side,  # forgot to halve the diagonals
        4 * (one + other),  # took half the diagonals as sides
        2 * side,  # added two sides only
        2 * one * other,  # computed the area
        side,  # answered one side
        key - 4,  # slipped at the root
    ]
    explanation = (
        f"نصفا القطرين {one} سم و{other} سم، فطول الضلع {side} سم، والمحيط 4 × {side} = {key} سم."
    )
    check = f"4 * (({2 * one} / 2)**2 + ({2 * other} / 2)**2) / {side}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)
    lengths = (LENGTH.format(2 * one), LENGTH.format(2 * other))
    return pictured(draft, lying("rhombus", (2 * one, 2 * other), lengths))


def trapezoid_base(draw: Draw) -> Draft:
    """The area gives the missing base."""
    known, height = draw.integer(3, 14), draw.integer(3, 12)
    key = known + 2 * draw.integer(1, 6)
    area = (known + key) // 2 * height
    stem = (
        f"شبه منحرف مساحته {area} سم² وارتفاعه {height} سم، وطول إحدى قاعدتيه المتوازيتين "
        f"{known} سم. ما طول القاعدة الأخرى؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(area, height) - known,  # forgot to double the area
        Fraction(area, height),  # answered the mean of the bases
        Fraction(2 * area, height),  # answered the sum of the bases
        known,  # took the bases as equal
        key + 2,  # slipped in the division
        key - 2,  # slipped in the division
    ]
    explanation = (
        f"مجموع القاعدتين 2 × {area} ÷ {height} = {known + key} سم، فالأخرى "
        f"{known + key} − {known} = {key} سم."
    )
    check = f"2 * {area} / {height} - {known}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)
    lengths = (UNKNOWN, LENGTH.format(known), LENGTH.format(height))
    return pictured(draft, four_sided("trapezoid", (key, known, height), *lengths))


def parallelogram_heights(draw: Draw) -> Draft:
    """Two bases, two heights, one area."""
    base, height, factor = draw.integer(4, 12), draw.integer(3, 9), draw.integer(2, 4)
    other_base = base * factor
    first_height = height * factor
    stem = (
        f"متوازي أضلاع طولا ضلعين متجاورين فيه {base} سم و{other_base} سم، والارتفاع النازل على "
        f"الضلع الأقصر {first_height} سم. ما الارتفاع النازل على الضلع الأطول؟"
    )
    mistakes = [
        first_height * factor,  # inverted the ratio
        first_height,  # took the heights as equal
        other_base - first_height,  # subtracted lengths
        base,  # took the short side for a height
        height + 1,  # slipped in the division
        height - 1,  # slipped in the division
    ]
    if first_height > other_base:
        raise Degenerate("a height longer than the slanted side")
    explanation = (
        f"المساحة {base} × {first_height} = {base * first_height} سم²، فالارتفاع الآخر "
        f"{base * first_height} ÷ {other_base} = {height} سم."
    )
    check = f"{base} * {first_height} / {other_base}"
    draft = numeric(stem, height, whole(draw, height, mistakes), check, explanation, unit=LENGTH)
    labels = (LENGTH.format(other_base), LENGTH.format(base), UNKNOWN)
    return pictured(draft, leaning(other_base, base, height, labels))


def rectangle_from_area_and_diagonal(draw: Draw) -> Draft:
    """(l + w)² = d² + 2A gives the perimeter without the sides."""
    one, other, diagonal = right_triangle(draw, longest=30)
    area, key = one * other, 2 * (one + other)
    square = diagonal**2 + 2 * area
    stem = draw.pick(
        (
            f"مستطيل مساحته {area} سم² وطول قطره {diagonal} سم. ما محيطه؟",
            (
                f"إذا كانت مساحة مستطيل {area} سم²، والمسافة بين رأسين متقابلين فيه {diagonal} "
                "سم، "
                "فما محيطه؟"
            ),
        )
    )
    mistakes = [
        one + other,  # forgot to double
        4 * diagonal,  # treated it as four diagonals
        one + other + diagonal,  # went round the triangle
        2 * (one + diagonal),  # took the diagonal as a side
        key + 4,  # slipped at the root
        key - 4,  # slipped at the root
    ]
    explanation = (
        f"مربع مجموع البعدين يساوي {diagonal}² + 2 × {area} = {square}، فمجموعهما "
        f"{one + other} سم، "
        f"والمحيط 2 × {one + other} = {key} سم."
    )
    check = f"2 * ({diagonal}**2 + 2 * {area}) / {one + other}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)
    return pictured(draft, lying("rectangle", (one, other), ("", ""), LENGTH.format(diagonal)))


def isosceles_trapezoid(draw: Draw) -> Draft:
    """The height stands on half the difference of the bases."""
    overhang, height, leg = right_triangle(draw, longest=26)
    short = draw.integer(3, 12)
    long = short + 2 * overhang
    key = (short + overhang) * height
    stem = (
        f"شبه منحرف متطابق الساقين، طولا قاعدتيه المتوازيتين {short} سم و{long} سم، وطول كل من "
        f"ساقيه {leg} سم. ما مساحته؟"
    )
    mistakes = [
        (short + overhang) * leg,  # took the leg as the height
        (short + long) * height,  # forgot to halve the bases
        short + long + 2 * leg,  # computed the perimeter
        long * height,  # used the long base only
        short * height,  # used the short base only
        key - height,  # slipped in the mean of the bases
    ]
    explanation = (
        f"نصف فرق القاعدتين {overhang} سم، فالارتفاع √({leg}² − {overhang}²) = {height} سم، "
        f"والمساحة {short + overhang} × {height} = {key} سم²."
    )
    rise = f"({leg}**2 - (({long} - {short}) / 2)**2) / {height}"
    check = f"({short} + {long}) / 2 * {rise}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)
    lengths = (LENGTH.format(long), LENGTH.format(short), "", LENGTH.format(leg))
    return pictured(draft, four_sided("trapezoid", (long, short, height), *lengths))


def cut_square(draw: Draw) -> Draft:
    """Equal rectangles cut from a square: their perimeter gives the square's area."""
    strips, width = draw.integer(2, 6), draw.integer(2, 6)
    side = strips * width
    perimeter, key = 2 * (side + width), side**2
    stem = (
        f"قُسم مربع بخطوط توازي أحد أضلاعه إلى مستطيلات متطابقة عددها {strips}، فكان محيط كل "
        f"مستطيل منها {perimeter} سم. ما مساحة المربع؟"
    )
    mistakes = [
        side * width,  # answered one rectangle
        4 * side,  # answered the perimeter of the square
        strips * perimeter,  # multiplied the perimeter
        (side + width) ** 2,  # squared half the perimeter
        (side - width) ** 2,  # took one strip too few for the side
        2 * key,  # forgot that the perimeter counts each side twice
    ]
    explanation = (
        f"عرض المستطيل س وطوله {strips}س، ومحيطه {2 * strips + 2}س = {perimeter}، فتكون س = "
        f"{width}، وضلع المربع {side} سم ومساحته {key} سم²."
    )
    check = f"({strips} * {perimeter} / (2 * ({strips} + 1)))**2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)


def rhombus_from_perimeter(draw: Draw) -> Draft:
    """The perimeter and one diagonal give the area."""
    one, other, side = right_triangle(draw, longest=30)
    key = 2 * one * other
    stem, edge = draw.pick(
        (
            (f"معين محيطه {4 * side} سم وطول أحد قطريه {2 * one} سم. ما مساحته؟", ""),
            (
                f"معين طول ضلعه {side} سم وطول أحد قطريه {2 * one} سم. ما مساحته؟",
                LENGTH.format(side),
            ),
        )
    )
    mistakes = [
        4 * one * other,  # forgot to halve the product of the diagonals
        one * other,  # halved once too often
        2 * one * side,  # multiplied the diagonal by the side
        2 * other,  # answered the other diagonal
        one * side,  # multiplied half the diagonal by the side
    ]
    explanation = (
        f"الضلع {side} سم ونصف القطر المعلوم {one} سم، فنصف الآخر {other} سم، والمساحة "
        f"{2 * one} × {2 * other} ÷ 2 = {key} سم²."
    )
    check = f"{2 * one} * ({side}**2 - ({2 * one} / 2)**2) / {other}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)
    lengths = (LENGTH.format(2 * one), "")
    return pictured(draft, lying("rhombus", (2 * one, 2 * other), lengths, edge))
