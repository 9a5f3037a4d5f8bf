"""Quantity comparisons in geometry.

The outcome is drawn first, so that all four are equally common; the second value is then set a
step above, below or at the first. An undecided comparison comes from the same figure with one
condition left out.
"""

from dataclasses import dataclass
from fractions import Fraction

from examcli.simulator.bank.draft import (
    COMPARISON_CHOICES,
    EQUAL,
    FIRST_GREATER,
    SECOND_GREATER,
    UNDECIDED,
    Draft,
    Draw,
    comparison,
    number,
)
from examcli.simulator.bank.quantitative.geometry.pythagoras import right_triangle


@dataclass(frozen=True)
class Measured:
    """A figure with one measure that its condition settles.

    `unsettled` is the condition with something left out, and `doubt` says why it then decides
    nothing against a second value close to `value`.
    """

    settled: str
    unsettled: str
    measure: str
    value: int
    unit: str
    reason: str
    doubt: str


def comparison_geometric(draw: Draw) -> Draft:
    """Two measures of figures, compared."""
    if draw.difficulty == "hard":
        return draw.pick((percent_changes, equal_perimeters, equal_areas, cylinders))(draw)
    figures = draw.by_level(
        (rectangle_area, square_perimeter, base_angle),
        (hypotenuse, area_from_perimeter, isosceles_perimeter, box_volume),
        (),
    )
    return compared(draw, draw.pick(figures)(draw))


def compared(draw: Draw, figure: Measured) -> Draft:
    """The figure's measure against a number that gives the drawn outcome."""
    outcome = draw.pick(COMPARISON_CHOICES)
    step = draw.integer(1, max(1, min(3, figure.value // 4)))
    shift = {FIRST_GREATER: -step, SECOND_GREATER: step}.get(outcome, 0)
    second = f"{figure.value + shift} {figure.unit}".replace(" °", "°")
    if outcome == UNDECIDED:
        stem = stated(figure.unsettled, figure.measure, second)
        return comparison(stem, UNDECIDED, f"{figure.doubt}، فالمعطيات غير كافية.")
    stem = stated(figure.settled, figure.measure, second)
    return comparison(stem, outcome, f"{figure.reason}، والقيمة الثانية {second}، ف{outcome}.")


def stated(condition: str, first: str, second: str) -> str:
    """The stem: what is given, then the two values on lines of their own."""
    return f"{condition}\nقارن بين:\nالقيمة الأولى: {first}\nالقيمة الثانية: {second}"


def rectangle_area(draw: Draw) -> Measured:
    """Two sides settle the area; one does not."""
    length, width = draw.integer(6, 15), draw.integer(3, 12)
    area = length * width
    return Measured(
        settled=f"مستطيل بعداه {length} سم و{width} سم.",
        unsettled=f"مستطيل أحد بعديه {length} سم.",
        measure="مساحة المستطيل",
        value=area,
        unit="سم²",
        reason=f"مساحة المستطيل {length} × {width} = {area} سم²",
        doubt="البعد الآخر غير معلوم فقد تكون المساحة أكبر أو أصغر",
    )


def square_perimeter(draw: Draw) -> Measured:
    """A square is settled by one side, a rectangle is not."""
    side = draw.integer(3, 25)
    return Measured(
        settled=f"مربع طول ضلعه {side} سم.",
        unsettled=f"مستطيل طول أحد أضلاعه {side} سم.",
        measure="محيط الشكل",
        value=4 * side,
        unit="سم",
        reason=f"المحيط 4 × {side} = {4 * side} سم",
        doubt="البعد الآخر للمستطيل غير معلوم فقد يكون المحيط أكبر أو أصغر",
    )


def base_angle(draw: Draw) -> Measured:
    """The apex settles the base angles of an isosceles triangle, not of any triangle."""
    apex = 2 * draw.integer(15, 60)
    base = (180 - apex) // 2
    return Measured(
        settled=f"المثلث أ ب ج فيه أ ب = أ ج، وقياس الزاوية أ يساوي {apex}°.",
        unsettled=f"المثلث أ ب ج قياس الزاوية أ فيه يساوي {apex}°.",
        measure="قياس الزاوية ب",
        value=base,
        unit="°",
        reason=f"زاويتا القاعدة متساويتان، فقياس ب (180 − {apex}) ÷ 2 = {base}°",
        doubt="لا يُعلم كيف يتوزع باقي المجموع على الزاويتين ب و ج",
    )


def hypotenuse(draw: Draw) -> Measured:
    """Two sides settle the third only with the angle between them."""
    one, other, longest = right_triangle(draw, longest=50)
    return Measured(
        settled=f"المثلث أ ب ج قائم الزاوية في ب، فيه أ ب = {one} سم، و ب ج = {other} سم.",
        unsettled=f"المثلث أ ب ج فيه أ ب = {one} سم، و ب ج = {other} سم.",
        measure="طول أ ج",
        value=longest,
        unit="سم",
        reason=f"مربع أ ج هو {one}² + {other}²، فطوله {longest} سم",
        doubt="قياس الزاوية ب غير معلوم فقد يكون أ ج أكبر أو أصغر",
    )


def area_from_perimeter(draw: Draw) -> Measured:
    """A perimeter settles a square's area, and a rectangle's only from above."""
    width = draw.integer(4, 12)
    length = width + draw.integer(3, 8)
    area, perimeter = length * width, 2 * (length + width)
    return Measured(
        settled=f"مستطيل محيطه {perimeter} سم وطوله {length} سم.",
        unsettled=f"مستطيل محيطه {perimeter} سم.",
        measure="مساحة المستطيل",
        value=area,
        unit="سم²",
        reason=f"العرض {perimeter} ÷ 2 − {length} = {width} سم، فالمساحة {area} سم²",
        doubt="تتغير مساحة المستطيل بتغير بعديه وإن ثبت محيطه",
    )


def isosceles_perimeter(draw: Draw) -> Measured:
    """With sides a and 2a or more, only the longer can be the repeated one."""
    short = draw.integer(3, 9)
    long = 2 * short + draw.integer(0, 6)
    near = short + draw.integer(1, short - 1)
    value = short + 2 * long
    return Measured(
        settled=f"مثلث متطابق الضلعين، طولا ضلعين مختلفين فيه {short} سم و{long} سم.",
        unsettled=f"مثلث مختلف الأضلاع، طولا ضلعين فيه {near} سم و{long} سم.",
        measure="محيط المثلث",
        value=value,
        unit="سم",
        reason=(
            f"لا يتكرر الضلع {short} لأن {short} + {short} لا يزيد على {long}، فالمحيط "
            f"{long} + {long} + {short} = {value} سم"
        ),
        doubt=f"الضلع الثالث أي طول بين {long - near} سم و{long + near} سم",
    )


def box_volume(draw: Draw) -> Measured:
    """A cube's surface settles its volume; a box's does not."""
    edge = draw.integer(3, 10)
    return Measured(
        settled=f"مكعب مساحة سطحه الكلية {6 * edge**2} سم².",
        unsettled=f"متوازي مستطيلات مساحة قاعدته {edge**2} سم².",
        measure="حجم المجسم",
        value=edge**3,
        unit="سم³",
        reason=f"طول حرف المكعب {edge} سم، فحجمه {edge**3} سم³",
        doubt="ارتفاع المجسم غير معلوم فقد يكون حجمه أكبر أو أصغر",
    )


# Percentages up and down, by what they make of an area: "before" is the first value.
CHANGES = {
    FIRST_GREATER: ((10, 10), (20, 20), (25, 25), (30, 30), (50, 50), (40, 40), (30, 25), (20, 25)),
    SECOND_GREATER: (
        (50, 20),
        (60, 20),
        (40, 20),
        (50, 30),
        (30, 20),
        (80, 40),
        (30, 10),
        (50, 25),
    ),
    EQUAL: ((25, 20), (100, 50), (300, 75), (150, 60)),
}


def percent_changes(draw: Draw) -> Draft:
    """One side of a rectangle grows and the other shrinks."""
    grown, shrunk = draw.pick((("طول مستطيل", "عرضه"), ("عرض مستطيل", "طوله")))
    outcome = draw.pick(COMPARISON_CHOICES)
    values = ("مساحة المستطيل قبل التغيير", "مساحة المستطيل بعد التغيير")
    if outcome == UNDECIDED:
        added = draw.integer(2, 20)
        stem = stated(f"زيد أحد بعدي مستطيل {added} سم، ونقص بعده الآخر {added} سم.", *values)
        doubt = "يتوقف أثر التغيير على أي البعدين أكبر وبكم، وهما غير معلومين"
        return comparison(stem, UNDECIDED, f"{doubt}، فالمعطيات غير كافية.")
    up, down = draw.pick(CHANGES[outcome])
    stem = stated(f"زيد {grown} بنسبة {up}%، ونقص {shrunk} بنسبة {down}%.", *values)
    after = number(Fraction((100 + up) * (100 - down), 10_000))
    factors = f"{number(Fraction(100 + up, 100))} × {number(Fraction(100 - down, 100))} = {after}"
    reason = f"المساحة بعد التغيير {factors} من المساحة قبله"
    return comparison(stem, outcome, f"{reason}، ف{outcome}.")


# Length and width of a rectangle, and the side of the square of equal area.
EQUAL_AREAS = (
    (9, 4, 6), (8, 2, 4), (12, 3, 6), (16, 4, 8), (18, 8, 12), (20, 5, 10), (16, 9, 12),
    (18, 2, 6), (27, 12, 18), (25, 4, 10), (25, 9, 15), (32, 8, 16), (32, 2, 8), (24, 6, 12),
)  # fmt: skip


def equal_perimeters(draw: Draw) -> Draft:
    """Of all rectangles with one perimeter the square is the largest."""
    outcome = draw.pick(COMPARISON_CHOICES)
    square, rectangle = "مساحة المربع", "مساحة المستطيل"
    side = draw.integer(4, 25)
    if outcome == EQUAL:
        length, width, side = draw.pick(EQUAL_AREAS)
        given = (
            f"مستطيل محيطه {2 * (length + width)} سم وطوله {length} سم، ومربع محيطه {4 * side} سم."
        )
        reason = (
            f"عرض المستطيل {width} سم ومساحته {length} × {width} = {length * width} سم²، وضلع "
            "المربع "
            f"{side} سم ومساحته {side**2} سم²"
        )
        return comparison(stated(given, rectangle, square), EQUAL, f"{reason}، ف{EQUAL}.")
    if outcome == UNDECIDED:
        longer = 4 * side + 2 * draw.integer(1, 8)
        given = f"مربع محيطه {4 * side} سم، ومستطيل محيطه {longer} سم."
        doubt = "محيط المستطيل أكبر، لكن مساحته تتوقف على بعديه وهما غير معلومين"
        stem = stated(given, square, rectangle)
        return comparison(stem, UNDECIDED, f"{doubt}، فالمعطيات غير كافية.")
    given = f"مربع ومستطيل مختلف البعدين، محيط كل منهما {4 * side} سم."
    values = (square, rectangle) if outcome == FIRST_GREATER else (rectangle, square)
    reason = "إذا تساوى المحيط فالمربع أكبر المستطيلات مساحة"
    return comparison(stated(given, *values), outcome, f"{reason}، ف{outcome}.")


def equal_areas(draw: Draw) -> Draft:
    """Of all rectangles with one area the square has the least perimeter."""
    outcome = draw.pick(COMPARISON_CHOICES)
    area = draw.integer(3, 15) ** 2
    if outcome == EQUAL:
        half = draw.integer(9, 20)
        one, other = draw.sample(range(half // 2 + 1, half - 1), 2)
        given = (
            f"مستطيل مساحته {one * (half - one)} سم² وطوله {one} سم، ومستطيل آخر مساحته "
            f"{other * (half - other)} سم² وطوله {other} سم."
        )
        reason = (
            f"بعدا الأول {one} سم و{half - one} سم، وبعدا الثاني {other} سم و{half - other} "
            "سم، ومحيط "
            f"كل منهما {2 * half} سم"
        )
        stem = stated(given, "محيط المستطيل الأول", "محيط المستطيل الآخر")
        return comparison(stem, EQUAL, f"{reason}، ف{EQUAL}.")
    if outcome == UNDECIDED:
        given = f"مستطيلان غير متطابقين، مساحة كل منهما {area} سم²."
        doubt = "قد يكون أي منهما أطول محيطًا لأن الأبعاد غير معلومة"
        stem = stated(given, "محيط المستطيل الأول", "محيط المستطيل الثاني")
        return comparison(stem, UNDECIDED, f"{doubt}، فالمعطيات غير كافية.")
    square, rectangle = "محيط المربع", "محيط المستطيل"
    given = f"مربع ومستطيل مختلف البعدين، مساحة كل منهما {area} سم²."
    values = (rectangle, square) if outcome == FIRST_GREATER else (square, rectangle)
    reason = "إذا تساوت المساحة فالمربع أقل المستطيلات محيطًا"
    return comparison(stated(given, *values), outcome, f"{reason}، ف{outcome}.")


def cylinders(draw: Draw) -> Draft:
    """Radius counts twice in a volume, height once."""
    outcome = draw.pick(COMPARISON_CHOICES)
    factor, wide = draw.pick(((2, "مثلا"), (3, "ثلاثة أمثال"), (4, "أربعة أمثال")))
    solid, first, second = draw.pick(
        (("أسطوانتان", "الأولى", "الثانية"), ("مخروطان", "الأول", "الثاني"))
    )
    measure = draw.pick(("حجم {}", "سعة {} بالسنتيمتر المكعب"))
    values = (measure.format(first), measure.format(second))
    base = f"{solid}، نصف قطر قاعدة {first} {wide} نصف قطر قاعدة {second}"
    if outcome == UNDECIDED:
        stem = stated(f"{base}، وارتفاع {second} أكبر من ارتفاع {first}.", *values)
        doubt = "النسبة بين الارتفاعين غير معلومة"
        return comparison(stem, UNDECIDED, f"{doubt}، فالمعطيات غير كافية.")
    square = factor**2
    taller = {
        FIRST_GREATER: draw.integer(3, max(3, square - 1)),
        SECOND_GREATER: square + draw.integer(1, 8),
        EQUAL: square,
    }[outcome]
    stem = stated(f"{base}، وارتفاع {second} يساوي ارتفاع {first} مضروبًا في {taller}.", *values)
    reason = f"نصف القطر يؤثر بمربعه، فنسبة الحجم الأول إلى الثاني {square} : {taller}"
    return comparison(stem, outcome, f"{reason}، ف{outcome}.")
