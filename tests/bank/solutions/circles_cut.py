"""Circles, whole and cut: ring by ring, one degree at a time, overlaps by counting points.

Areas and lengths are told in multiples of the school's `ط`, so a circle counts for its radius.
"""

import cmath
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import accumulate, product, repeat

from bank.solutions import amount, first, judges
from bank.solutions.told import Tellings, told

FULL_TURN_DEGREES, HOUR_MINUTES, METRE = 360, 60, 100
SCHOOL_PI = Fraction(22, 7)
ROOT_THREE = math.sqrt(3)
COLUMNS, ROWS = 400, 404
"""Chosen so that no point lies on a side, a diagonal or an axis of the figures."""
REACH = 2.0
TOLERANCE = 0.01

Inside = Callable[[float, float], bool]


def _rings(radius: int, hole: int = 0) -> int:
    """Rings of width one from the hole outwards: one, three, five and so on."""
    return sum(2 * ring + 1 for ring in range(hole, radius))


def _half(diameter: int) -> int:
    return first(lambda radius: radius + radius == diameter)


def _rolled(radius: Fraction | int, turns: int) -> Fraction:
    """Metres after so many turns of a wheel given in centimetres."""
    return sum((2 * SCHOOL_PI * radius / METRE for _ in range(turns)), Fraction(0))


def _turns(small: int, large: int, turns: int) -> int:
    """The turns of the small wheel that take the belt as far as those of the large one."""
    return first(lambda more: more * small == turns * large)


def _melted(one: int, other: int) -> int:
    return first(lambda radius: _rings(radius) == _rings(one) + _rings(other))


def _bent(length: int) -> Fraction:
    """The area in a wire of this length."""
    radius = first(lambda radius: 2 * SCHOOL_PI * radius == length)
    return SCHOOL_PI * _rings(radius)


AS_A_NUMBER = r"(?:ما مساحتها|كم مساحة الدائرة)؟ \(اعتبر ط = 22/7\)"
CIRCLES: Tellings[Fraction | int] = {
    "طول نصف قطره?ا? # سم. كم سنتيمترًا مربعًا مساحته?ا? بدلالة": _rings,
    "طول قطره?ا? # سم. كم سنتيمترًا مربعًا مساحته?ا? بدلالة": lambda across: _rings(_half(across)),
    "طول نصف قطره?ا? # سم. (?:ما|كم سنتيمترًا) محيطه?ا? بدلالة": lambda radius: radius + radius,
    "دائرة مساحتها #ط سم². ما محيطها بدلالة": lambda area: (
        2 * first(lambda radius: _rings(radius) == area)
    ),
    "محيطها #ط سم. كم سنتيمترًا مربعًا مساحتها بدلالة": lambda around: _rings(_half(around)),
    r"عجلة … نصف قطرها # سم. كم مترًا تقطع إذا دارت # دورة كاملة؟ \(اعتبر ط = 22/7": _rolled,
    r"عجلة قطرها # سم على أرض مستوية # دورة كاملة. كم مترًا قطعت؟ \(اعتبر ط = 22/7": (
        lambda across, turns: _rolled(_half(across), turns)
    ),
    "متحدتا المركز نصفا قطريهما # م و# م. ما مساحة المنطقة المحصورة بينهما بدلالة": (
        lambda inner, outer: _rings(outer, inner)
    ),
    "دائرية نصف قطرها # م، يحيط بها ممر عرضه # م. ما مساحة الممر بدلالة": lambda inner, wide: (
        _rings(inner + wide, inner)
    ),
    "دائرتان نصفا قطريهما # سم و# سم. ما نصف قطر دائرة مساحتها تساوي مجموع مساحتيهما": _melted,
    "صُهر قرصان معدنيان رقيقان متساويا السمك، نصفا قطريهما # سم و# سم، وصُنع منهما قرص واحد بالسمك "
    "نفسه. ما نصف قطره": _melted,
    f"سلك على هيئة مربع طول ضلعه # سم، أُعيد تشكيله دائرة. {AS_A_NUMBER}": lambda side: _bent(
        side + side + side + side
    ),
    f"سلك طوله # سم شُكّل على هيئة دائرة. {AS_A_NUMBER}": _bent,
    f"سلك على هيئة مستطيل بعداه # سم و# سم، أُعيد تشكيله دائرة. {AS_A_NUMBER}": (
        lambda length, width: _bent(length + width + length + width)
    ),
    "حزام لا ينزلق، نصفا قطريهما # سم و# سم. كم دورة تدور الصغرى حين يبلغ عدد دورات الكبرى #": (
        _turns
    ),
    "متلامستان تدوران دون انزلاق، قطراهما # سم و# سم. إذا كان عدد دورات الكبرى #، فكم عدد دورات "
    "الصغرى": _turns,
}


@judges("geometry/circle-area")
def circles(stem: str, choice: str) -> bool | None:
    """A disc ring by ring; half a disc is closed by its diameter."""
    half = re.search(
        r"نصف (?:دائرة|قرص دائري)، طول قطره?ا? (\d+) سم. ما محيطه?ا? كاملًا بدلالة", stem
    )
    if half:
        around = math.pi * int(half[1])
        return math.isclose(_size(choice), around / 2 + int(half[1]))
    right = told(stem, CIRCLES)
    return None if right is None else right == amount(choice)


def _arc(radius: Fraction | int, angle: int) -> Fraction:
    """Arcs of one degree put end to end."""
    return sum((Fraction(2 * radius, FULL_TURN_DEGREES) for _ in range(angle)), Fraction(0))


def _opened(arc: int, radius: int) -> int:
    """The degrees that an arc covers."""
    lengths = accumulate(repeat(_arc(radius, 1), FULL_TURN_DEGREES))
    return next(degree for degree, length in enumerate(lengths, 1) if length == arc)


def _slices(radius: Fraction | int, angle: int) -> Fraction:
    """Slices of one degree put side by side."""
    one = Fraction(radius) ** 2 / FULL_TURN_DEGREES
    return sum((one for _ in range(angle)), Fraction(0))


def _swept(length: int, minutes: int) -> Fraction:
    """What the tip of a hand goes in one minute after another."""
    return sum((Fraction(2 * length, HOUR_MINUTES) for _ in range(minutes)), Fraction(0))


def _inscribed(one: int, other: int, asked: str) -> int:
    """The angle measured at a point on the rest of the circle."""
    unit = first(lambda unit: unit * (one + other) == FULL_TURN_DEGREES)
    arc = unit * (min(one, other) if asked == "الأصغر" else max(one, other))
    start, end, seen_from = (
        cmath.rect(1, math.radians(degrees))
        for degrees in (0, arc, arc + (FULL_TURN_DEGREES - arc) / 2)
    )
    return round(math.degrees(abs(cmath.phase((start - seen_from) / (end - seen_from)))))


def _grazed(rope: int, side: int) -> Fraction:
    """The degrees around a corner that do not lead into the shed."""
    assert rope <= side
    free = [degree for degree in range(FULL_TURN_DEGREES) if not degree < FULL_TURN_DEGREES // 4]
    return _slices(rope, len(free))


def _from_slices(area: Fraction | int, angle: int) -> int:
    return first(lambda radius: _slices(radius, angle) == area)


def _fan(arc: int, radius: int) -> Fraction:
    """Thin triangles that reach from the centre to the arc."""
    parts = 100
    return sum((Fraction(arc, parts) * radius / 2 for _ in range(parts)), Fraction(0))


SECTORS: Tellings[Fraction | int] = {
    "ما طول قوس في دائرة نصف قطرها # سم يقابل زاوية مركزية قياسها #°، بدلالة": _arc,
    "دائرة قطرها # سم، رُسمت فيها زاوية مركزية قياسها #°. ما طول القوس المقابل لها بدلالة": (
        lambda across, angle: _arc(Fraction(across, 2), angle)
    ),
    "نصف قطر دائرته # سم وزاويته المركزية #°. ما المساحة بدلالة|ما مساحة قطاع من دائرة نصف قطرها "
    "# سم، وقياس زاويته المركزية #°، بدلالة": _slices,
    "قوس طوله #ط سم في دائرة نصف قطرها # سم. ما قياس الزاوية المركزية": _opened,
    "دائرة نصف قطرها # سم، تحصر زاوية مركزية قوسًا طوله #ط سم. ما قياس الزاوية": (
        lambda radius, arc: _opened(arc, radius)
    ),
    "عقرب دقائق طوله # سم. ما المسافة التي يقطعها طرفه في # دق… بدلالة|طول عقرب دقائقها # سم. "
    "كم سنتيمترًا يتحرك طرف العقرب خلال # دق… بدلالة": _swept,
    "نصف قطر دائرته # سم وطول قوسه # سم. ما مساحته": lambda radius, arc: _fan(arc, radius),
    "طول قوسها # سم ونصف قطر دائرتها # سم. كم سنتيمترًا مربعًا مساحتها": _fan,
    "قوسين … # : #. ما قياس (?:الزاوية المحيطية المرسومة على|زاوية محيطية تقابل) القوس "
    "(الأصغر|الأكبر)": _inscribed,
    "قوسين بنسبة # : #، … تقابل الزاوية أ ج ب القوس (الأصغر|الأكبر). ما قياس أ ج ب": _inscribed,
    "رُبط … بحبل طوله # م عند ركن خارجي لحظيرة مغلقة مربعة الشكل طول ضلعها # م، … "
    "ما مساحة المنطقة التي يمكنه الرعي فيها بدلالة": _grazed,
    "قطاع دائري مساحته #ط سم² وقياس زاويته المركزية #°. ما نصف قطر دائرته": _from_slices,
    "مساحة قطاع دائري زاويته المركزية #° تساوي #ط سم². كم سنتيمترًا نصف قطر الدائرة": (
        lambda angle, area: _from_slices(area, angle)
    ),
}


@judges("geometry/arc-sector")
def degree_by_degree(stem: str, choice: str) -> bool | None:
    """Slices of one degree (or one minute) put side by side; a radius or an angle by trial."""
    rim = re.search(r"نصف قطر دائرته (\d+) سم وقياس زاويته المركزية (\d+)°. ما محيطه بدلالة", stem)
    if rim:
        radius, angle = int(rim[1]), int(rim[2])
        return math.isclose(_size(choice), radius + radius + math.pi * float(_arc(radius, angle)))
    right = told(stem, SECTORS)
    return None if right is None else right == amount(choice)


def _size(choice: str) -> float:
    """The number that a choice such as `(36 − 9ط) سم²` stands for."""
    total = 0.0
    for sign, amount_, symbol in re.findall(r"([−+]?) ?(\d+)(ط|√3)?(?= |\))", choice):
        factor = {"ط": math.pi, "√3": ROOT_THREE}.get(symbol, 1.0)
        total += (-1 if sign == "−" else 1) * int(amount_) * factor
    return total


@dataclass(frozen=True)
class Scale:
    """How large a figure is: its unit in centimetres, how often it stands there, and an area more.

    A unit is such that the areas of the figures are whole multiples of its square and of `ط`.
    """

    unit: Fraction
    parts: int = 1
    more: int = 0


def _radius(told_length: int) -> Scale:
    return Scale(Fraction(told_length))


def _diameter(told_length: int) -> Scale:
    return Scale(Fraction(told_length, 2))


def _same(one: int, other: int) -> int:
    assert one == other
    return one


def _both(radius: int, side: int) -> Scale:
    """A square that holds a quarter of the circle around its corner."""
    assert side >= radius
    return Scale(Fraction(radius, 2))


def _in_square(x: float, y: float) -> bool:
    return abs(x) < 1 and abs(y) < 1


def _in_circle(x: float, y: float, radius: float = 1) -> bool:
    return x * x + y * y < radius * radius


def _circle_in_square(x: float, y: float) -> bool:
    return _in_square(x, y) and not _in_circle(x, y)


def _quarters_in_square(x: float, y: float) -> bool:
    return _in_square(x, y) and not _in_circle(abs(x) - 1, abs(y) - 1)


def _square_in_circle(x: float, y: float) -> bool:
    return _in_circle(x, y) and abs(x) + abs(y) > 1


def _quarter(x: float, y: float) -> bool:
    return _in_circle(x, y, 2) and x > 0 and y > 0


def _three_quarters(x: float, y: float) -> bool:
    return _in_circle(x, y, 2) and not (x > 0 and y > 0)


def _under_chord(x: float, y: float) -> bool:
    return _quarter(x, y) and x + y > 2


def _petals(x: float, y: float) -> bool:
    return _in_circle(abs(x) - 1, y) and _in_circle(x, abs(y) - 1)


def _leaf(x: float, y: float) -> bool:
    return _in_square(x, y) and _in_circle(x + 1, y + 1, 2) and _in_circle(x - 1, y - 1, 2)


def _between_three(x: float, y: float) -> bool:
    in_triangle = 0 < y < ROOT_THREE * (1 - abs(x))
    return in_triangle and not _in_circle(abs(x) - 1, y) and not _in_circle(x, y - ROOT_THREE)


def _under_equal_chord(x: float, y: float) -> bool:
    return _in_circle(x, y) and x > ROOT_THREE / 2


def _row(circles: str, across: int, count: int) -> Scale:
    assert COUNTED[circles] == count
    return Scale(Fraction(across, 2), count)


COUNTED = {"دائرتان متطابقتان": 2, "ثلاث دوائر متطابقة": 3, "أربع دوائر متطابقة": 4}
CIRCLES_COUNTED = f"({'|'.join(COUNTED)})"
WITHOUT_CIRCLE = "ما مساحة المنطقة الواقعة داخل المربع وخارج الدائرة"
WITHOUT_SQUARE = "ما مساحة المنطقة الواقعة داخل الدائرة وخارج المربع"
REST_OF_PAPER = "ما مساحة الجزء الباقي من الورقة"
UNDER_CHORD = "ما مساحة المنطقة المحصورة بين الوتر أ ب والقوس الأصغر أ ب"
MORE_THAN_TRIANGLE = "كم تزيد مساحة القطاع الأصغر أ م ب على مساحة المثلث أ م ب"
OUTSIDE = "ما مساحة الجزء من الدائرة الواقع خارج المربع"
COMMON = "ما مساحة المنطقة المشتركة بين الدائرة والمربع"
CIRCLE_FIRST = "^دائرة نصف قطرها # سم، ومربع طول ضلعه # سم أحد رؤوسه مركز الدائرة"
SQUARE_FIRST = "^رُسم مربع طول ضلعه # سم، ثم رُسمت دائرة مركزها أحد رؤوسه ونصف قطرها # سم"

DRAWN: dict[Inside, Tellings[Scale]] = {
    _circle_in_square: {
        f"مربع طول ضلعه # سم بحيث تمس أضلاعه الأربعة. {WITHOUT_CIRCLE}": _diameter,
        f"من ورقة مربعة طول ضلعها # سم أكبر دائرة ممكنة. {REST_OF_PAPER}": _diameter,
        f"يحيط بدائرة نصف قطرها # سم، وكل ضلع من أضلاعه يمس الدائرة. {WITHOUT_CIRCLE}": _radius,
        f"مستطيل بعداه # سم و# سم، رُسمت داخله {CIRCLES_COUNTED} في صف واحد، … أضلاع المستطيل. "
        "ما مساحة المنطقة الواقعة داخل المستطيل وخارج الد": lambda length, width, circles: _row(
            circles, width, length // width
        ),
        f"رُسمت {CIRCLES_COUNTED} نصف قطر كل دائرة # سم في صف واحد داخل مستطيل، … أضلاعه. "
        "ما مساحة المنطقة الواقعة داخل المستطيل وخارج الد": lambda circles, radius: _row(
            circles, 2 * radius, COUNTED[circles]
        ),
    },
    _quarters_in_square: {
        "مربع طول ضلعه # سم، رُسمت داخله أربعة أرباع دوائر متطابقة مراكزها رؤوس المربع، ونصف قطر "
        "كل منها نصف ضلعه. ما مساحة المنطقة الواقعة داخل المربع وخارج أرباع الدوائر": _diameter,
        "أربع دوائر متطابقة نصف قطر كل منها # سم ومراكزها رؤوس مربع طول ضلعه # سم. "
        "ما مساحة المنطقة الباقية داخل المربع خارج الدوائر": lambda radius, side: _diameter(
            _same(side, 2 * radius)
        ),
        "ورقة مربعة طول ضلعها # سم، قُص من كل ركن من أركانها ربع دائرة مركزه الركن ونصف قطره # سم. "
        f"{REST_OF_PAPER}": lambda side, radius: _diameter(_same(side, 2 * radius)),
    },
    _square_in_circle: {
        f"تقع رؤوسه الأربعة على دائرة نصف قطرها # سم. {WITHOUT_SQUARE}": _radius,
        f"داخل دائرة قطرها # سم مربع رؤوسه على الدائرة. {WITHOUT_SQUARE}": _diameter,
        f"دائرة تمر برؤوس مربع طول قطره # سم. {WITHOUT_SQUARE}": _diameter,
    },
    _quarter: {
        f"{CIRCLE_FIRST}. {COMMON}": _both,
        f"{SQUARE_FIRST}. {COMMON}": lambda side, radius: _both(radius, side),
    },
    _three_quarters: {
        f"{CIRCLE_FIRST}. {OUTSIDE}": _both,
        f"{SQUARE_FIRST}. {OUTSIDE}": lambda side, radius: _both(radius, side),
        "^مربع طول ضلعه # سم، ودائرة نصف قطرها # سم مركزها أحد رؤوس المربع. "
        "ما مساحة الشكل كله المكوّن من المربع والدائرة معًا": lambda side, radius: replace(
            _both(radius, side), more=side * side
        ),
    },
    _under_chord: {
        "م مركز دائرة نصف قطرها # سم، والنقطتان أ و ب على الدائرة، وقياس الزاوية أ م ب يساوي 90°. "
        f"{UNDER_CHORD}": _diameter,
        "في ربع دائرة مركزها م ونصف قطرها # سم الوتر أ ب الواصل بين طرفي قوسه. "
        f"{UNDER_CHORD}": _diameter,
    },
    _petals: {
        "مربع طول ضلعه # سم، رُسمت داخله أربعة أنصاف دوائر أقطارها أضلاع المربع، … "
        "ما مجموع مساحات البتلات الأربع": _diameter,
        "كل ضلع من أضلاع مربع طوله # سم قطرًا لنصف دائرة مرسومة داخل المربع، … "
        "ما مجموع مساحات الورقات الأربع": _diameter,
    },
    _leaf: {
        "مربع طول ضلعه # سم، رُسم داخله ربعا دائرتين مركزاهما الرأسان المتقابلان أ و ج، ونصف قطر كل "
        "منهما # سم. ما مساحة المنطقة المشتركة بين ربعي الدائرتين": lambda side, radius: _diameter(
            _same(side, radius)
        ),
        "داخل مربع طول ضلعه # سم قوسان، كل منهما ربع دائرة مركزها رأس من رأسين متقابلين ونصف قطرها "
        "ضلع المربع. ما مساحة المنطقة المشتركة بين ربعي الدائرتين": _diameter,
    },
    _between_three: {
        "ثلاث دوائر متطابقة نصف قطر كل منها # سم، تمس كل منها الدائرتين الأخريين من الخارج. "
        "ما مساحة المنطقة المحصورة بين الدوائر الثلاث": _radius,
        "ثلاثة أقراص دائرية قطر كل منها # سم على طاولة بحيث يمس كل قرص القرصين الآخرين. "
        "ما مساحة الفراغ المحصور بين الأقراص الثلاثة": _diameter,
    },
    _under_equal_chord: {
        "م مركز دائرة نصف قطرها # سم، والوتر أ ب طوله # سم. "
        f"(?:{UNDER_CHORD}|{MORE_THAN_TRIANGLE})": lambda radius, chord: _radius(
            _same(radius, chord)
        ),
        "في دائرة مركزها م ونصف قطرها # سم، وقياس الزاوية أ م ب يساوي 60°. "
        f"(?:{UNDER_CHORD}|{MORE_THAN_TRIANGLE})": _radius,
        "قطاع دائري أ م ب زاويته المركزية 60° ونصف قطر دائرته # سم، رُسم فيه الوتر أ ب. "
        f"(?:{UNDER_CHORD}|{MORE_THAN_TRIANGLE})": _radius,
    },
}
"""Each figure at the size of its unit, and how stems tell it with a length."""


@judges("geometry/shaded-overlap")
def counted_points(stem: str, choice: str) -> bool | None:
    """The figure drawn at the size of its unit, and the points counted that lie in it."""
    for inside, tellings in DRAWN.items():
        scale = told(stem, tellings)
        if scale is None:
            continue
        squares = scale.parts * scale.unit**2
        if stem.endswith("؟ (اعتبر ط = 22/7)"):
            plain, circular = _terms(_measured(inside))
            return amount(choice) == squares * (plain + circular * SCHOOL_PI) + scale.more
        if stem.endswith(" بدلالة النسبة التقريبية ط؟"):
            area = (_size(choice) - scale.more) / float(squares)
            return abs(area - _measured(inside)) < TOLERANCE
    return None


@cache
def _measured(inside: Inside) -> float:
    """The area of a figure that lies within `REACH` of the origin."""
    cell = 4 * REACH**2 / (COLUMNS * ROWS)
    area = cell * sum(inside(x, y) for x in _ticks(COLUMNS) for y in _ticks(ROWS))
    assert area > 0, inside
    return area


def _ticks(count: int) -> list[float]:
    return [(2 * place + 1 - count) * REACH / count for place in range(count)]


def _terms(area: float) -> tuple[int, int]:
    """The whole numbers whose sum, the second one times π, comes nearest to an area."""
    pairs = product(range(-8, 9), range(-3, 4))
    return min(pairs, key=lambda pair: abs(pair[0] + pair[1] * math.pi - area))
