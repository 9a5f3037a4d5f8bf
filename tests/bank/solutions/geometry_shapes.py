"""Triangles, quadrilaterals and polygons: drawn on a grid or a circle, and then measured."""

import cmath
import math
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import combinations

from bank.drawing import numbers
from bank.reading import value
from bank.solutions import amount, finds, first, judges
from bank.solutions.measured import corner, enclosed, exact
from bank.solutions.told import TIMES, Tellings, told

TURN_DEGREES, STRAIGHT_DEGREES = 360, 180
EXTREMES: dict[str, Callable[..., int]] = {"أكبر": max, "أصغر": min}
SIDES = {"خماسي": 5, "سداسي": 6, "ثماني": 8, "تساعي": 9, "عشاري": 10}


def _third(one: int, other: int) -> int:
    return first(lambda third: one + other + third == STRAIGHT_DEGREES)


def _remote(exterior: int, near: int) -> int:
    """The third angle of a triangle, one angle of which lies beside an exterior one."""
    return _third(first(lambda beside: beside + exterior == STRAIGHT_DEGREES), near)


def _of_ratio(*told_of: int | str) -> int:
    *parts, asked = told_of
    shares = [int(part) for part in parts]
    one = first(lambda unit: sum(unit * share for share in shares) == STRAIGHT_DEGREES)
    return EXTREMES[str(asked)](one * share for share in shares)


def _of_expressions(one: str, two: str, three: str, asked: str) -> int:
    def angles(x: int) -> list[int]:
        return [int(value(expression, س=x)) for expression in (one, two, three)]

    x = first(lambda x: sum(angles(x)) == STRAIGHT_DEGREES)
    return EXTREMES[asked](angles(x))


def _between_bisectors(apex: int) -> Fraction:
    """Two rays that halve the angles at both ends of a base, and the angle where they meet."""
    left = (STRAIGHT_DEGREES - apex) / 3
    right = STRAIGHT_DEGREES - apex - left
    one = cmath.rect(1, math.radians(left / 2))
    other = cmath.rect(1, math.radians(STRAIGHT_DEGREES - right / 2))
    meeting = one * other.conjugate().imag / (one * other.conjugate()).imag
    return corner(0, meeting, 1)


ANGLES: Tellings[Fraction | int] = {
    "قياسا زاويتين من زواياه #° و#°. ما قياس الزاوية الثالثة"
    "|الزاوية أ يساوي #° وقياس الزاوية ب يساوي #°. ما قياس الزاوية ج": _third,
    "متطابق الضلعين قياس زاوية رأسه #°. ما قياس كل من زاويتي قاعدته"
    "|أ ب يساوي طول أ ج، وقياس الزاوية أ يساوي #°. ما قياس الزاوية ب": lambda apex: first(
        lambda base: _third(base, base) == apex
    ),
    "زاوية خارجية لمثلث #°، … الداخليتين غير المجاورتين لها #°. ما قياس الأخرى"
    "|مُدّ الضلع ب ج … من جهة ج إلى النقطة د، … الزاوية أ ج د #°، وقياس الزاوية أ يساوي #°. "
    "ما قياس الزاوية ب": _remote,
    "بين قياسات زوايا مثلث # : # : #. ما قياس (أكبر|أصغر) زواياه"
    "|مجموع قياسات زوايا مثلث … بنسبة # : # : #. ما قياس (أكبر|أصغر) زاوية فيه": _of_ratio,
    "متطابق الضلعين قياس إحدى زاويتي قاعدته #°. ما قياس الزاوية الخارجية عند رأسه"
    "|أ ب يساوي طول أ ج، وقياس الزاوية ب يساوي #°. ما قياس الزاوية الخارجية عند أ": lambda base: (
        STRAIGHT_DEGREES - _third(base, base)
    ),
    r"زوايا مثلث هي: \((.+?)\)°، \((.+?)\)°، \((.+?)\)°. ما قياس (أكبر|أصغر) زواياه": (
        _of_expressions
    ),
    "الزاوية أ يساوي #°، والتقى منصفا الزاويتين ب و ج في النقطة م. ما قياس الزاوية ب م ج"
    "|قياس إحدى زواياه #°، ورُسم منصفا الزاويتين الأخريين … المنفرجة بين المنصفين": (
        _between_bisectors
    ),
}


@finds("geometry/triangle-angles")
def triangle_angles(stem: str) -> Fraction | int | None:
    """Three angles that fill half a turn."""
    return told(stem, ANGLES)


@cache
def _interior(sides: int) -> Fraction:
    """An angle of a regular polygon that is drawn in a circle."""
    before, middle, after = (cmath.rect(1, 2 * math.pi * place / sides) for place in range(3))
    return corner(before, middle, after)


def _exterior(sides: int) -> Fraction:
    return STRAIGHT_DEGREES - _interior(sides)


def _interior_sum(sides: int) -> Fraction:
    return sum((_interior(sides) for _ in range(sides)), Fraction(0))


def _sides(fits: Callable[[int], bool]) -> int:
    """How many sides a polygon has, by trial."""
    return first(fits, 3)


def _diagonals(corners: int) -> int:
    """Every pair of corners that are no neighbours."""
    pairs = combinations(range(corners), 2)
    return sum((other - one) % corners not in {1, corners - 1} for one, other in pairs)


def _of_quadrilateral(one: int, two: int, three: int, four: int, asked: str) -> int:
    parts = (one, two, three, four)
    unit = first(lambda unit: sum(unit * part for part in parts) == _interior_sum(4))
    largest, smallest = unit * max(parts), unit * min(parts)
    return {
        "ما قياس أكبر زواياه": largest,
        "ما الفرق بين قياسي أكبر زواياه وأصغرها": largest - smallest,
        "ما مجموع قياسي أكبر زواياه وأصغرها": largest + smallest,
    }[asked]


POLYGONS: Tellings[Fraction | int] = {
    "رباعي قياسات ثلاث من زواياه #° و#° و#°. ما قياس زاويته الرابعة"
    "|رباعية الأضلاع قياسات ثلاث من زواياها #° و#° و#°. ما قياس زاويتها الرابعة": (
        lambda *known: first(lambda fourth: sum(known) + fourth == _interior_sum(4))
    ),
    "ما مجموع قياسات الزوايا الداخلية لمضلع عدد أضلاعه #"
    "|محدب عدد رؤوسه #. كم درجة مجموع قياسات زواياه الداخلية"
    "|محدب عدد أضلاعه # إلى مثلثات … من رأس واحد. ما مجموع قياسات زوايا هذه المثلثات": (
        _interior_sum
    ),
    "خماسي قياسات ثلاث من زواياه #° و#° و#°، وزاويتاه الباقيتان متساويتان. ما قياس كل منهما": (
        lambda *known: first(lambda each: sum(known) + each + each == _interior_sum(5))
    ),
    "منتظم قياس كل زاوية خارجية فيه #°. كم عدد أضلاعه": lambda given: _sides(
        lambda sides: _exterior(sides) == given
    ),
    "منتظم قياس كل زاوية داخلية فيه #°. كم عدد أضلاعه"
    "|كم عدد رؤوس مضلع منتظم قياس زاويته الداخلية #°": lambda given: _sides(
        lambda sides: _interior(sides) == given
    ),
    "كم عدد أقطار مضلع محدب عدد أضلاعه #|محدب عدد رؤوسه #. كم قطرًا يمكن رسمه فيه"
    "|بين كل رأسين غير متجاورين في مضلع محدب عدد رؤوسه #. كم عددها": _diagonals,
    r"ما قياس الزاوية الداخلية في شكل (\S+) منتظم"
    r"|شكل (\S+) منتظم. كم درجة قياس كل زاوية داخلية": lambda name: _interior(SIDES[name]),
    "منتظم قياس زاويته الداخلية (.+?) قياس زاويته الخارجية. كم عدد أضلاعه": lambda times: _sides(
        lambda sides: _interior(sides) == TIMES[times] * _exterior(sides)
    ),
    "مجموع قياسات الزوايا الداخلية لمضلع محدب (.+?) مجموع قياسات زواياه الخارجية. "
    "كم عدد أضلاعه": lambda times: _sides(
        lambda sides: _interior_sum(sides) == TIMES[times] * TURN_DEGREES
    ),
    "منتظم يزيد قياس زاويته الداخلية على قياس زاويته الخارجية بمقدار #°. كم عدد أضلاعه"
    "|بين قياسي الزاوية الداخلية والزاوية الخارجية لمضلع منتظم #°، والداخلية أكبرهما. "
    "كم عدد أضلاع": lambda difference: _sides(
        lambda sides: _interior(sides) - _exterior(sides) == difference
    ),
    "رباعي النسبة بين قياسات زواياه # : # : # : #. (.+)؟": _of_quadrilateral,
    "منتظمان لا يتداخلان ويشتركان في ضلع واحد، عدد أضلاع الأول # وعدد أضلاع الثاني #. "
    "ما قياس الزاوية المحصورة بينهما من الخارج": lambda one, other: first(
        lambda rest: _interior(one) + _interior(other) + rest == TURN_DEGREES
    ),
}


@finds("geometry/polygons")
def polygons(stem: str) -> Fraction | int | None:
    """Regular polygons drawn in a circle, and pairs of corners counted."""
    return told(stem, POLYGONS)


def _triangle(base: int, height: int) -> Fraction:
    """The same wherever the apex lies."""
    (area,) = {enclosed((0, 0), (base, 0), (apex, height)) for apex in range(base + 1)}
    return area


def _of_sides(one: int, two: int, three: int) -> Fraction:
    """The area by the three sides alone, as Heron found it."""
    squared = (one + two + three) * (one + two - three) * (two + three - one) * (three + one - two)
    return exact(math.sqrt(squared) / 4)


def _isosceles(base: int, leg: int) -> Fraction:
    return _of_sides(base, leg, leg)


def _facing(area: int, known: int) -> int:
    """The height over a base, or the base under a height."""
    return first(lambda other: _triangle(known, other) == area)


def _part(before: int, after: int, area: int) -> Fraction:
    """What a line from the apex cuts off, measured where the height is 1."""
    return area * enclosed((0, 0), (before, 0), (1, 1)) / _triangle(before + after, 1)


def _half_part(before: int, after: int, area: int) -> Fraction:
    """The same under the middle of that line."""
    middle = (Fraction(before + 1, 2), Fraction(1, 2))
    return area * enclosed((0, 0), (before, 0), middle) / _triangle(before + after, 1)


def _nearest(one: int, other: int) -> Fraction:
    """How near the hypotenuse comes to the right angle."""
    steps = ((one * place / 1000, other * (1000 - place) / 1000) for place in range(1001))
    return exact(min(math.hypot(*point) for point in steps))


def _quarter(perimeter: int) -> int:
    return first(lambda side: side + side + side + side == perimeter)


AREAS: Tellings[Fraction | int] = {
    "طول قاعدته # سم وارتفاعه عليها # سم. ما مساحته"
    "|قائم الزاوية طولا ضلعي القائمة فيه # سم و# سم. ما مساحته"
    "|ورقة مستطيلة بعداها # سم و# سم على امتداد قطرها. ما مساحة كل مثلث": _triangle,
    "مثلث مساحته # سم² وطول قاعدته # سم. ما ارتفاعه على هذه القاعدة"
    "|مثلث مساحته # سم² وارتفاعه # سم. ما طول القاعدة المناظرة"
    "|قائم الزاوية مساحته # سم²، وطول أحد ضلعي القائمة فيه # سم. ما طول ضلع القائمة الآخر": _facing,
    "متطابق الضلعين طول قاعدته # سم وطول كل من ساقيه # سم. ما مساحته": _isosceles,
    "ما مساحة مثلث أطوال أضلاعه # سم و# سم و# سم": _of_sides,
    "متطابق الضلعين محيطه # سم وطول قاعدته # سم. ما مساحته": lambda around, base: _isosceles(
        base, first(lambda leg: base + leg + leg == around)
    ),
    "أ ب ج د مستطيل فيه أ ب = # سم و ب ج = # سم، … هـ تقع على الضلع ج د. ما مساحة المثلث أ هـ ب"
    "|على أحد الضلعين الطويلين لمستطيل طوله # سم وعرضه # سم، … بطرفي الضلع الطويل المقابل. "
    "ما مساحة المثلث": _triangle,
    "د على الضلع ب ج، … بين ب د و د ج هي # : #. … المثلث أ ب ج تساوي # سم²، "
    "فما مساحة المثلث أ ب د": _part,
    "قائم الزاوية طولا ضلعي القائمة فيه # سم و# سم. ما طول العمود النازل من رأس القائمة على الوتر"
    "|ب قائمة، وطول أ ب يساوي # سم، وطول ب ج يساوي # سم، و ب د عمودي على أ ج. ما طول ب د": _nearest,
    "د على الضلع ب ج بحيث ب د : د ج = # : #، والنقطة هـ منتصف أ د. … أ ب ج تساوي # سم²، "
    "فما مساحة المثلث ب هـ د": _half_part,
    "مثلث طول قاعدته # سم، ومساحته تساوي مساحة مربع طول ضلعه # سم. ما ارتفاع المثلث": (
        lambda base, side: _facing(side * side, base)
    ),
    "مربع محيطه # سم، ومثلث ارتفاعه # سم، ولهما المساحة نفسها. ما طول قاعدة": (
        lambda around, height: _facing(_quarter(around) ** 2, height)
    ),
}
EQUILATERAL: Tellings[int] = {
    "ما مساحة مثلث متطابق الأضلاع طول ضلعه # سم": lambda side: side,
    "متطابق الأضلاع محيطه # سم. ما مساحته": lambda around: first(
        lambda side: side + side + side == around
    ),
    "ما مساحة مثلث قياس كل زاوية من زواياه 60° وطول أحد أضلاعه # سم": lambda side: side,
}


@judges("geometry/triangle-area")
def triangle_areas(stem: str, choice: str) -> bool | None:
    """Triangles by their corners or their sides; a root is compared as a decimal."""
    side = told(stem, EQUILATERAL)
    if side is not None:
        factor, radicand = numbers(choice.removesuffix("²"))
        return exact(float(factor) * math.sqrt(radicand)) == _of_sides(side, side, side)
    right = told(stem, AREAS)
    return None if right is None else right == amount(choice)


def _other_side(perimeter: int, side: int) -> int:
    return first(lambda other: side + other + side + other == perimeter)


def _rhombus(one: int, other: int) -> Fraction:
    """Its area by the ends of its diagonals."""
    wide, high = Fraction(one, 2), Fraction(other, 2)
    return enclosed((wide, 0), (0, high), (-wide, 0), (0, -high))


def _rhombus_of_side(side: int, diagonal: int) -> Fraction:
    end = Fraction(diagonal, 2)
    half = first(lambda half: math.dist((end, 0), (0, half)) == side)
    return _rhombus(diagonal, 2 * half)


def _trapezoid(one: int, other: int, height: int) -> Fraction:
    return enclosed((0, 0), (one, 0), (1 + other, height), (1, height))


def _isosceles_trapezoid(short: int, long: int, leg: int) -> Fraction:
    overhang = Fraction(long - short, 2)
    height = first(lambda height: math.dist((0, 0), (overhang, height)) == leg)
    return _trapezoid(short, long, height)


def _multiple(perimeter: int, times: str) -> int:
    width = first(lambda width: _other_side(perimeter, width) == TIMES[times] * width)
    return width * _other_side(perimeter, width)


def _around(area: int, diagonal: int) -> int:
    """The perimeter of a rectangle, its sides being tried."""
    width = first(
        lambda width: area % width == 0 and math.hypot(width, area // width) == diagonal,
    )
    return width + area // width + width + area // width


QUADRILATERALS: Tellings[Fraction | int] = {
    "مستطيل محيطه # سم وطول أحد أضلاعه # سم. ما مساحته"
    "|مستطيلة محيطها # سم، وأحد بعديها # سم. ما مساحتها": lambda perimeter, side: sum(
        side for _ in range(_other_side(perimeter, side))
    ),
    "معين طولا قطري(?:ه|ها) # سم و# سم. كم سنتيمترًا مربعًا تبلغ المساحة": _rhombus,
    "شبه منحرف طولا قاعدتيه المتوازيتين # سم و# سم وارتفاعه # سم. ما مساحته": _trapezoid,
    "ما مساحة شبه منحرف ارتفاعه # سم وطولا ضلعيه المتوازيين # سم و# سم": (
        lambda height, one, other: _trapezoid(one, other, height)
    ),
    "(?:متوازي أضلاع|معين) قياس إحدى زواياه #°. ما قياس الزاوية المجاورة لها": lambda given: first(
        lambda beside: given + beside + given + beside == TURN_DEGREES
    ),
    "مستطيل طوله (.+?) عرضه، ومحيطه # سم. ما مساحته": lambda times, around: _multiple(
        around, times
    ),
    "مستطيلة الشكل محيطها # سم، وطولها (.+?) عرضها. ما مساحتها": _multiple,
    "معين (?:طولا قطريه|قطراه) # سم و# سم. (?:ما|كم سنتيمترًا) محيطه": lambda one, other: exact(
        4 * math.dist((one / 2, 0), (0, other / 2))
    ),
    "شبه منحرف مساحته # سم² وارتفاعه # سم، … إحدى قاعدتيه المتوازيتين # سم. "
    "ما طول القاعدة الأخرى": lambda area, height, known: first(
        lambda other: _trapezoid(known, other, height) == area
    ),
    "متوازي أضلاع طولا ضلعين متجاورين فيه # سم و# سم، … النازل على الضلع الأقصر # سم. "
    "ما الارتفاع النازل على الضلع الأطول": lambda one, other, height: first(
        lambda lower: max(one, other) * lower == min(one, other) * height
    ),
    "مستطيل مساحته # سم² وطول قطره # سم. ما محيطه"
    "|مساحة مستطيل # سم²، والمسافة بين رأسين متقابلين فيه # سم، فما محيطه": _around,
    "متطابق الساقين، طولا قاعدتيه المتوازيتين # سم و# سم، وطول كل من ساقيه # سم. ما مساحته": (
        _isosceles_trapezoid
    ),
    "مربع بخطوط توازي أحد أضلاعه إلى مستطيلات متطابقة عددها #، … محيط كل مستطيل منها # سم. "
    "ما مساحة المربع": lambda strips, perimeter: (
        first(lambda side: 2 * (side + Fraction(side, strips)) == perimeter) ** 2
    ),
    "معين محيطه # سم وطول أحد قطريه # سم. ما مساحته": lambda around, diagonal: _rhombus_of_side(
        _quarter(around), diagonal
    ),
    "معين طول ضلعه # سم وطول أحد قطريه # سم. ما مساحته": _rhombus_of_side,
}


@finds("geometry/quadrilaterals")
def quadrilaterals(stem: str) -> Fraction | int | None:
    """Quadrilaterals by their corners, whole sides being tried until they fit."""
    return told(stem, QUADRILATERALS)
