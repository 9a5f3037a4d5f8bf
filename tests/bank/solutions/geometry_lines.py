"""Angles, right triangles, similar figures and points: by trial, by turning and by measuring."""

import math
import re
from fractions import Fraction

from bank.drawing import numbers
from bank.reading import value
from bank.solutions import amount, finds, first, judges
from bank.solutions.measured import enclosed
from bank.solutions.told import Tellings, told

TURN_DEGREES, STRAIGHT_DEGREES, RIGHT_DEGREES = 360, 180, 90
TIMES = {"مثلا": 2, "ثلاثة أمثال": 3, "أربعة أمثال": 4, "خمسة أمثال": 5}
POINT = re.compile(r"\((−?\d+)، (−?\d+|ك)\)")
Point = tuple[int, int]


def _partner(given: int) -> int:
    """What fills half a turn beside an angle."""
    return first(lambda other: other + given == STRAIGHT_DEGREES)


def _one_of_two(kind: str, times: str, asked: str) -> int:
    total = STRAIGHT_DEGREES if kind == "متكاملتان" else RIGHT_DEGREES
    small = first(lambda angle: angle + TIMES[times] * angle == total)
    return small if asked == "الصغرى" else total - small


def _between_hands(hour: int, past: int | str) -> Fraction:
    """Both hands moved minute by minute from noon."""
    minutes = 60 * (hour % 12) + (30 if past == "النصف" else int(past))
    hour_hand, minute_hand = Fraction(0), 0
    for _ in range(minutes):
        hour_hand, minute_hand = hour_hand + Fraction(1, 2), (minute_hand + 6) % TURN_DEGREES
    apart = abs(hour_hand - minute_hand)
    return min(apart, TURN_DEGREES - apart)


def _equal(left: str, right: str) -> Fraction:
    x = first(lambda x: value(left, س=x) == value(right, س=x))
    return value(left, س=x)


ANGLES: Tellings[Fraction | int] = {
    "متكاملتان، قياس إحداهما #°. ما قياس الأخرى": _partner,
    "على خط مستقيم، وقياس إحداهما #°. ما قياس الأخرى": _partner,
    "تقاطع مستقيمان، … الناتجة #°. ما قياس الزاوية المجاورة لها": _partner,
    "متوازيان… داخليتين في جهة واحدة من القاطع #°. ما قياس الأخرى": _partner,
    "تحيط بنقطة … قياس اثنتين منها #° و#°. ما قياس الثالثة|دورة كاملة حول نقطة إلى ثلاث "
    "زوايا، قياس الأولى #° وقياس الثانية #°. ما قياس الزاوية الثالثة": lambda one, other: first(
        lambda third: one + other + third == TURN_DEGREES
    ),
    "زاويتان (متكاملتان|متتامتان)، قياس إحداهما (.+?) قياس الأخرى. "
    "ما قياس الزاوية (الكبرى|الصغرى)": _one_of_two,
    "قياس زاوية (.+?) قياس زاوية أخرى، والزاويتان (متكاملتان|متتامتان). "
    "ما قياس (الكبرى|الصغرى) منهما": lambda times, kind, asked: _one_of_two(kind, times, asked),
    "متكاملتان، يزيد قياس إحداهما على قياس الأخرى بمقدار #°. ما قياس الكبرى|والفرق بين قياسي "
    "زاويتين داخليتين في جهة واحدة من القاطع #°. ما قياس كبراهما": lambda difference: first(
        lambda large: large + (large - difference) == STRAIGHT_DEGREES
    ),
    "الزاوية الصغرى … الساعة # و(النصف|[0-9]+)": _between_hands,
    "إلى الساعة # و(النصف|[0-9]+)… الزاوية الصغرى": _between_hands,
    r"متوازيان قطعهما قاطع، … (?:متبادلتين داخليًا|متناظرتين|متبادلتين خارجيًا) هما "
    r"\((.+)\)° و\((.+)\)°. ما قياس كل منهما": _equal,
    r"متوازيان … داخليتين في جهة واحدة من القاطع هما \((.+)\)° و\((.+)\)°. ما قيمة س": (
        lambda left, right: first(
            lambda x: value(left, س=x) + value(right, س=x) == STRAIGHT_DEGREES
        )
    ),
}


@finds("geometry/angles-lines")
def angles(stem: str) -> Fraction | int | None:
    """Angles that fill half a turn or a whole one, and the two hands of a clock."""
    return told(stem, ANGLES)


def _across(one: int, other: int) -> int:
    """The whole length from the end of one leg to the end of the other."""
    return first(lambda length: math.dist((0, one), (other, 0)) == length)


def _leg(longest: int, known: int) -> int:
    return first(lambda leg: math.dist((0, known), (leg, 0)) == longest)


def _height(base: int, leg: int) -> int:
    """How high a point above the middle of a base lies, as far as a leg from both ends."""
    return first(lambda high: math.dist((0, 0), (base / 2, high)) == leg)


def _square_across(diagonal: int) -> Fraction:
    """The four right triangles between the halves of the diagonals."""
    return sum((Fraction(diagonal, 2) ** 2 / 2 for _ in range(4)), Fraction(0))


SIDES: Tellings[Fraction | int] = {
    "طولا ضلعي القائمة فيه # م و# م. ما طول وتره": _across,
    "مستطيلة الشكل بعداها # م و# م. … بين ركنين متقابلين": _across,
    "# م شمالًا ثم # م شرقًا … كم تبعد عن نقطة البداية": _across,
    "عمود رأسي ارتفاعه # م، شُد من قمته حبل … تبعد # م عن قاعدته. ما طول الحبل": _across,
    "قائم الزاوية طول وتره # سم وطول أحد ضلعي القائمة # سم. ما طول الضلع الآخر": _leg,
    "مستطيل طول قطره # سم وأحد بعديه # سم. ما بعده الآخر": _leg,
    "الزاوية ب قائمة، وطول أ ج يساوي # سم، وطول أ ب يساوي # سم. ما طول ب ج": _leg,
    "مستطيل طول قطره # سم وأحد بعديه # سم. ما مساحته": lambda diagonal, side: sum(
        side for _ in range(_leg(diagonal, side))
    ),
    "مستطيل طول قطره # سم وأحد بعديه # سم. ما محيطه": lambda diagonal, side: sum(
        (side, _leg(diagonal, side), side, _leg(diagonal, side))
    ),
    "سلم طوله # م … السفلي عن الجدار # م. سُحب … بعده عن الجدار # م. كم مترًا انخفض طرفه العلوي"
    "|سلم طوله # م … وقاعدته على بعد # م … أُبعدت القاعدة حتى صارت على بعد # م … نزلها رأس السلم": (
        lambda ladder, near, far: _leg(ladder, near) - _leg(ladder, far)
    ),
    "متطابق الضلعين طول قاعدته # سم وطول كل من ساقيه # سم. ما ارتفاعه على القاعدة": _height,
    "كل من أ ب و أ ج يساوي # سم، وطول ب ج يساوي # سم. ما طول العمود النازل من أ على ب ج": (
        lambda leg, base: _height(base, leg)
    ),
    "د تقع على ب ج بين ب و ج، و أ د عمودي على ب ج. إذا كان أ د = # سم، و أ ب = # سم، "
    "و أ ج = # سم، فما طول ب ج": lambda height, left, right: (
        _leg(left, height) + _leg(right, height)
    ),
    "ارتفاع أحدهما # م وارتفاع الآخر # م، والمسافة بين قاعدتيهما # م. ما المسافة بين قمتيهما"
    "|سلك مستقيم بين قمتي برجين … ارتفاعاهما # م و# م، والبعد بين قاعدتيهما # م. ما طول السلك": (
        lambda one, other, apart: first(lambda wire: math.dist((0, one), (apart, other)) == wire)
    ),
    "مربع طول قطره # سم. ما مساحته": _square_across,
    "المسافة بين رأسين متقابلين في مربع # سم. كم مساحة المربع": _square_across,
}
ROOTS: Tellings[float] = {
    "قائم الزاوية قياس إحدى زواياه #° وطول وتره # سم. ما طول الضلع المقابل للزاوية #°": (
        lambda other, longest, facing: (
            longest * math.sin(math.radians(facing)) * (other + facing == RIGHT_DEGREES)
        )
    ),
    "مثلث متطابق الأضلاع طول ضلعه # سم. ما ارتفاعه": lambda side: (
        side * math.sin(math.radians(STRAIGHT_DEGREES / 3))
    ),
    "الزاوية ب يساوي 90° وقياس الزاوية أ يساوي #°، وطول أ ج يساوي # سم. ما طول ب ج": (
        lambda facing, longest: longest * math.sin(math.radians(facing))
    ),
}
"""Lengths that are no whole numbers."""


@judges("geometry/pythagoras")
def right_triangles(stem: str, choice: str) -> bool | None:
    """Whole lengths tried until the ends meet; others from the sine of the facing angle."""
    length = told(stem, ROOTS)
    if length is not None:
        factor, radicand = numbers(choice)
        return "√" in choice and math.isclose(float(factor) * math.sqrt(radicand), length)
    right = told(stem, SIDES)
    return None if right is None else right == amount(choice)


def _matching(one: int, matched: int, other: int) -> int:
    """The length that is to `other` as `matched` is to `one`."""
    return first(lambda length: length * one == other * matched)


def _matching_area(one: int, matched: int, area: int) -> int:
    return first(lambda other: other * one * one == area * matched * matched)


def _rows_below(above: int, below: int, area: int) -> Fraction | int:
    """Rows of equal small triangles under the top of a triangle: one, three, five and so on."""
    rows = [2 * row + 1 for row in range(above + below)]
    return sum(count * Fraction(area, sum(rows[:above])) for count in rows[above:])


SCALED: Tellings[Fraction | int] = {
    "متشابهان، في الأول ضلعان طولاهما # سم و# سم، وطول الضلع المناظر لأولهما في المثلث الثاني "
    "# سم. ما طول الضلع المناظر للآخر|صورة بعداها # سم و# سم، كُبّرت … صار بعدها الأول # سم. "
    "ما بعدها الثاني": lambda one, other, matched: _matching(one, matched, other),
    "عمود ارتفاعه # م طول ظله # م، … طول ظل … # م. ما ارتفاعها": lambda post, shade, long: (
        _matching(shade, long, post)
    ),
    "طول ظل … # م، وطول ظل وتد رأسي ارتفاعه # م يساوي # م. ما ارتفاع ال": (
        lambda long, post, shade: _matching(shade, long, post)
    ),
    "متشابهان، طولا ضلعين متناظرين فيهما # سم و# سم. إذا كان محيط الأصغر # سم، فما محيط الأكبر": (
        _matching
    ),
    "متشابهان محيط أصغرهما # سم، … في الأصغر والأكبر # : #. ما محيط الأكبر": (
        lambda known, one, matched: _matching(one, matched, known)
    ),
    "د هـ يوازي ب ج. إذا كان أ د = # سم، و د ب = # سم، و د هـ = # سم، فما طول ب ج": (
        lambda above, below, top: _matching(above, above + below, top)
    ),
    "مثلثان متشابهان طولا ضلعين متناظرين فيهما # سم و# سم. إذا كانت مساحة الأصغر # سم²، "
    "فما مساحة الأكبر|النسبة بين محيطيهما # : #، ومساحة أصغرهما # سم². ما مساحة أكبرهما": (
        _matching_area
    ),
    "د هـ يوازي ب ج، والنسبة بين أ د و د ب هي # : #. إذا كانت مساحة المثلث أ د هـ تساوي # سم²، "
    "فما مساحة شبه المنحرف د ب ج هـ": _rows_below,
    "متشابهان مساحتاهما # سم² و# سم². إذا كان طول أحد أضلاع الأصغر # سم، فما طول الضلع المناظر له "
    "في الأكبر|متشابهان مساحتاهما # سم² و# سم²، ومحيط الأصغر # سم. ما محيط الأكبر": (
        lambda small, large, side: first(
            lambda length: length * length * small == side * side * large
        )
    ),
}


@finds("geometry/similarity")
def scaled(stem: str) -> Fraction | int | None:
    """Lengths that keep their ratio, and areas that keep the ratio of squares."""
    return told(stem, SCALED)


def _points(text: str) -> list[Point]:
    return [(_coordinate(x), _coordinate(y)) for x, y in POINT.findall(text) if y != "ك"]


def _coordinate(text: str) -> int:
    return int(text.replace("−", "-"))


def _square(one: Point, other: Point, place: str) -> Fraction:
    """The square drawn on two of its corners."""
    (x, y), (across, up) = one, (other[0] - one[0], other[1] - one[1])
    if place == "متجاوران":
        return enclosed(one, other, (x + across - up, y + up + across), (x - up, y + across))
    doubled = (2 * x, 2 * y)
    left = (doubled[0] + across - up, doubled[1] + up + across)
    right = (doubled[0] + across + up, doubled[1] + up - across)
    return enclosed(doubled, left, (2 * other[0], 2 * other[1]), right) / 4


MIDPOINT = re.compile(
    "ما إحداثيا منتصف القطعة المستقيمة الواصلة بين|م منتصف أ ب، حيث أ .+ و ب .+ ما إحداثيا م"
    "|طرفا أحد أقطارها .+ ما مركزها"
)
OTHER_END = re.compile(
    "منتصف القطعة أ ب، وإحداثيا أ هما .+ ما إحداثيا ب|مركزها .+ طرفي قطر .+ ما إحداثيا الطرف الآخر"
)
FOURTH = re.compile(
    "أ ب ج د متوازي أضلاع فيه أ .+ و ب .+ و ج .+ ما إحداثيا د"
    "|رؤوس متتالية لمتوازي أضلاع .+ ثم .+ ثم .+ ما إحداثيا الرأس الرابع"
)
LENGTH = re.compile(
    "كم وحدة (?:المسافة بين النقطتين|طول القطعة المستقيمة)"
    "|مركزها .+ وتمر بالنقطة .+ ما طول نصف قطرها"
)
SLOPE = re.compile(
    "ما ميل المستقيم المار بالنقطتين|مستقيم يمر بالنقطتين .+ ما ميل أي مستقيم يوازيه"
)
TRIANGLE = re.compile("مربعة مساحة المثلث الذي رؤوسه|مثلث رؤوسه .+ كم وحدة مربعة مساحته")
SQUARE = re.compile("مربع رأساه .+ (متجاوران|متقابلان). كم وحدة مربعة مساحته")


@judges("geometry/coordinate")
def points(stem: str, choice: str) -> bool | None:
    """A point is found from its displacements, anything else is a number."""
    given, (answer, *_) = _points(stem), [*_points(choice), (0, 0)]
    between: tuple[Point, Point, Point, Point] | None = None
    if MIDPOINT.search(stem):
        between = (given[0], answer, answer, given[1])
    elif OTHER_END.search(stem):
        between = (given[1], given[0], given[0], answer)
    elif FOURTH.search(stem):
        between = (given[0], answer, given[1], given[2])
    if between:
        (one, two, three, four) = between
        return all(two[axis] - one[axis] == four[axis] - three[axis] for axis in (0, 1))
    return _fits(stem, given, amount(choice))


def _fits(stem: str, given: list[Point], answer: Fraction) -> bool | None:
    """Whether a number is the length, the slope, the area or the coordinate that is asked for."""
    square = SQUARE.search(stem)
    if square:
        return _square(given[0], given[1], square[1]) == answer
    if TRIANGLE.search(stem):
        return enclosed(*given) == answer
    (x, y), (next_x, next_y) = given
    if LENGTH.search(stem):
        return math.dist(*given) == answer
    if SLOPE.search(stem):
        return y + answer * (next_x - x) == next_y
    last = re.search(r"و\((−?\d+)، ك\) على مستقيم واحد. ما قيمة ك", stem)
    if last:
        third = (_coordinate(last[1]), int(answer))
        return enclosed((x, y), (next_x, next_y), third) == 0
    return None
