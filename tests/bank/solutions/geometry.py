"""Geometry by measuring: coordinates, cut-up figures and trial of whole lengths."""

import re
from collections.abc import Callable
from fractions import Fraction
from math import isqrt

from bank.drawing import numbers
from bank.solutions import COMPARED, compared, finds, first, judges, whole

CIRCLE_DEGREES, TRIANGLE_DEGREES = 360, 180
STRAIGHT = (
    r"متكاملتان، قياس إحداهما \d|خط مستقيم|تقاطع مستقيمان"
    r"|في جهة واحدة .+ \d+°. ما قياس الأخرى"
)


@finds("geometry/angles-lines")
def angles(stem: str) -> Fraction | int | None:
    """Half a turn, a whole turn, and the two hands of a clock moved minute by minute."""
    given = whole(stem)
    clock = re.search(r"الساعة (\d+) و(\d+|النصف)", stem)
    if clock:
        minutes = 30 if clock[2] == "النصف" else int(clock[2])
        hands = Fraction(int(clock[1]) % 12 * 60 + minutes, 2), Fraction(6 * minutes)
        apart = abs(hands[0] - hands[1])
        return min(apart, CIRCLE_DEGREES - apart)
    if re.search("دورة كاملة|تحيط بنقطة", stem):
        return CIRCLE_DEGREES - sum(given)
    if re.search(
        STRAIGHT,
        stem,
    ):
        return first(lambda other: other + given[0] == TRIANGLE_DEGREES)
    return None


@finds("geometry/triangle-angles")
def triangle_angles(stem: str) -> int | None:
    """Three angles that fill half a turn."""
    given = whole(stem)
    if re.search("ما قياس الزاوية (?:الثالثة|ج)", stem):
        return TRIANGLE_DEGREES - sum(given)
    if re.search("زاوية رأسه|يساوي طول أ ج، وقياس الزاوية أ", stem):
        return first(lambda base: 2 * base + given[0] == TRIANGLE_DEGREES)
    ratio = re.search(r"(\d+) : (\d+) : (\d+)", stem)
    if ratio and "أصغر" in stem:
        parts = [int(part) for part in ratio.groups()]
        unit = first(lambda size: size * sum(parts) == TRIANGLE_DEGREES)
        return unit * min(parts)
    return None


@finds("geometry/polygons")
def polygons(stem: str) -> int | None:
    """Triangles from one corner, and diagonals counted pair by pair."""
    given = whole(stem)
    if "شكل رباعي قياسات ثلاث" in stem or "رباعية الأضلاع قياسات ثلاث" in stem:
        return CIRCLE_DEGREES - sum(given)
    if re.search("مجموع قياسات (?:الزوايا الداخلية لمضلع عدد|زواياه الداخلية|زوايا هذه)", stem):
        return sum(TRIANGLE_DEGREES for _ in range(1, given[0] - 1))
    if re.search("أقطار مضلع محدب عدد|غير متجاورين", stem):
        corners = range(given[0])
        return sum(1 for one in corners for other in corners if one < other - 1) - 1
    if re.search("منتظم (?:قياس كل زاوية داخلية فيه|قياس زاويته الداخلية) \\d", stem):
        return first(lambda n: (n - 2) * TRIANGLE_DEGREES == given[0] * n, 3)
    return None


@finds("geometry/pythagoras")
def right_triangles(stem: str) -> int | None:
    """The whole number whose square fits."""
    given = whole(stem)
    if re.search("ما طول وتره|المسافة بين قمتيهما|ما طول السلك", stem):
        one, other = (given[0], given[1]) if "وتره" in stem else (given[0] - given[1], given[2])
        return first(lambda length: length**2 == one**2 + other**2)
    return None


@finds("geometry/triangle-area", "geometry/quadrilaterals")
def halves_of_rectangles(stem: str) -> Fraction | None:
    """Half of the rectangle around a triangle or a rhombus; a rectangle from its perimeter."""
    given = numbers(stem)
    if re.search("قائم الزاوية .+ ما مساحته|وارتفاعه عليها .+ ما مساحته|على امتداد قطرها", stem):
        return given[0] * given[1] / 2
    if re.search("طولا قطري.+(?:مساحته|المساحة|مساحتها)", stem):
        return given[0] * given[1] / 2
    if re.search("مستطيل محيطه \\d+ سم وطول أحد أضلاعه", stem):
        return given[1] * ((given[0] - 2 * given[1]) / 2)
    return None


@finds("geometry/circle-area")
def circles(stem: str) -> Fraction | int | None:
    """Multiples of the school's `ط`: the square of the radius, or a ring."""
    given = numbers(stem)
    if re.search("نصف قطر(?:ها|ه) \\d+ .+مساحت(?:ها|ه) بدلالة", stem):
        return given[0] * given[0]
    if "متحدتا المركز" in stem and "مساحة" in stem:
        return abs(given[0] ** 2 - given[1] ** 2)
    if "مساحتها تساوي مجموع مساحتيهما" in stem:
        return isqrt(int(given[0] ** 2 + given[1] ** 2))
    return None


@finds("geometry/volume")
def unit_cubes(stem: str) -> int | None:
    """Boxes filled with unit cubes, layer by layer."""
    given = whole(stem)
    if "ما حجمه" in stem and "أبعاده" in stem:
        return sum(given[0] * given[1] for _ in range(given[2]))
    if "وبعدا قاعدته" in stem and "ما ارتفاعه" in stem:
        return first(lambda layers: layers * given[1] * given[2] == given[0])
    if re.search("مكعبات .+ عددها .+ مكعب واحد", stem):
        return first(lambda edge: edge**3 == given[0] * given[1] ** 3)
    return None


@finds("geometry/perimeter-context")
def walked_around(stem: str) -> int | None:
    """Fences side by side; a path as the larger rectangle without the smaller."""
    given = whole(stem)
    if "السياج" in stem or "سياج" in stem:
        if "مدخل" in stem:
            return (given[0] + given[1] + given[0] + given[1] - given[2]) * given[3]
        return (given[0] + given[1] + given[0] + given[1]) * given[2] if len(given) == 3 else None
    if "ما مساحة الممر" in stem and "من الخارج" in stem:
        length, width, path = given
        return sum(
            not (path <= x < path + length and path <= y < path + width)
            for x in range(length + 2 * path)
            for y in range(width + 2 * path)
        )
    return None


@finds("geometry/tiling-scaling")
def tiles_laid(stem: str) -> int | None:
    """Tiles laid in rows; other tiles on the area of the first ones."""
    given = whole(stem)
    if "الأرضية نفسها" in stem:
        tiles, tile, other = given
        return first(lambda more: more * other**2 == tiles * tile**2)
    if "كم بلاطة مربعة" in stem and len(given) == 3:
        length, width, tile = given
        return len(range(0, 100 * length, tile)) * len(range(0, 100 * width, tile))
    return None


@finds("geometry/similarity")
def scaled(stem: str) -> Fraction | None:
    """Lengths that keep their ratio."""
    given = numbers(stem)
    if re.search("متشابهان، في الأول ضلعان|صورة بعداها", stem):
        return given[1] * given[2] / given[0]
    if "محيط أصغرهما" in stem or ("محيط الأصغر" in stem and "متناظرين" in stem):
        known, *ratio = given if "أصغرهما" in stem else (given[2], given[0], given[1])
        return known * ratio[1] / ratio[0]
    return None


@judges("geometry/coordinate")
def points(stem: str, choice: str) -> bool | None:
    """Midpoints that are as far from one end as from the other, and slopes step by step."""
    signed = [int(text.replace("−", "-")) for text in re.findall(r"−?\d+", stem)]
    answer = [int(text.replace("−", "-")) for text in re.findall(r"−?\d+", choice)]
    if "ما إحداثيا م" in stem or "إحداثيا منتصف" in stem:
        return all(signed[i] - answer[i] == answer[i] - signed[i + 2] for i in (0, 1))
    if "المسافة بين النقطتين" in stem or "طول القطعة المستقيمة" in stem:
        squared = (signed[0] - signed[2]) ** 2 + (signed[1] - signed[3]) ** 2
        return answer[0] ** 2 == squared
    if "ميل المستقيم المار بالنقطتين" in stem:
        return answer[0] * (signed[2] - signed[0]) == signed[3] - signed[1]
    return None


@judges("geometry/comparison-geometric")
def both_measures(stem: str, choice: str) -> bool | None:
    """Every figure that fits the condition, measured against the second value."""
    found = COMPARED.search(stem)
    given = whole(stem.split("قارن بين", maxsplit=1)[0])
    if not found or not re.fullmatch(r"\d+ ?(?:سم²?³?|°)?", found["second"]):
        return None
    second = numbers(found["second"])[0]
    measures = _measures(stem, found["first"], given)
    return choice == compared([Fraction(size) - second for size in measures]) if measures else None


def _measures(stem: str, measure: str, given: list[int]) -> list[int]:
    """The values that a measure can have under a condition; none if it is not read here."""
    for condition, sizes in MEASURED.items():
        if re.search(condition, stem):
            return sizes(measure, given)
    return []


def _one_side_known(measure: str, given: list[int]) -> list[int]:
    sides = range(1, 200)
    if "مساحة" in measure:
        return [given[0] * side for side in sides]
    return [2 * (given[0] + side) for side in sides]


MEASURED: dict[str, Callable[[str, list[int]], list[int]]] = {
    "مستطيل بعداه": lambda _, given: [given[0] * given[1]],
    "مستطيل (?:أحد بعديه|طول أحد)": _one_side_known,
    "مربع طول ضلعه": lambda _, given: [4 * given[0]],
    r"مستطيل محيطه \d+ سم\.": lambda _, given: [
        side * (given[0] // 2 - side) for side in range(1, given[0] // 2)
    ],
    r"مستطيل محيطه \d+ سم وطوله \d+ سم\.": lambda _, given: [
        given[1] * (given[0] - 2 * given[1]) // 2
    ],
    "فيه أ ب = أ ج، وقياس الزاوية أ": lambda _, given: [(TRIANGLE_DEGREES - given[0]) // 2],
    "مكعب مساحة سطحه": lambda _, given: [first(lambda edge: 6 * edge**2 == given[0]) ** 3],
}
"""Which sizes a figure can have, by the condition that it stands under."""
