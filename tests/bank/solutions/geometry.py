"""Geometry by measuring: coordinates, cut-up figures and trial of whole lengths."""

import re
from fractions import Fraction

from bank.drawing import numbers
from bank.solutions import finds, first, whole

CIRCLE_DEGREES, TRIANGLE_DEGREES = 360, 180


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
