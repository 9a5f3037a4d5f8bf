"""Plots walked around metre by metre, and figures compared in every size that fits."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import cos, isqrt, radians

from bank.solutions import COMPARED, compared, finds, first, judges
from bank.solutions.told import TIMES, Tellings, told

STRAIGHT_DEGREES = 180
Cell = tuple[int, int]
World = dict[str, Fraction | int]
"""The measures of one figure that fits a condition, each by what it is called."""


def _cells(length: int, width: int, left: int = 0, low: int = 0) -> set[Cell]:
    """The square metres of a rectangle."""
    return {(x, y) for x in range(left, left + length) for y in range(low, low + width)}


def _around(cells: set[Cell]) -> int:
    """The metres of the boundary, one for every cell with nothing beside it."""
    steps = ((1, 0), (-1, 0), (0, 1), (0, -1))
    return sum((x + right, y + up) not in cells for x, y in cells for right, up in steps)


@cache
def _fence(length: int, width: int) -> int:
    """The metres around a rectangle."""
    return _around(_cells(length, width))


def _notched(length: int, width: int, place: str, along: int, deep: int) -> int:
    """A rectangle without the cells cut out of its corner or the middle of its long side."""
    left = {"أحد أركانها": 0, "وسط أحد ضلعيها الطويلين": (length - along) // 2}[place]
    return _around(_cells(length, width) - _cells(along, deep, left))


def _places(length: int, width: int, gap: int) -> int:
    """The different points reached by steps of one size around a rectangle."""
    corners = [(0, 0), (length, 0), (length, width), (0, width)]
    reached = set()
    for (x, y), (next_x, next_y) in zip(corners, [*corners[1:], corners[0]], strict=True):
        side = abs(next_x - x) + abs(next_y - y)
        right, up = (next_x - x) // side, (next_y - y) // side
        reached |= {(x + right * step, y + up * step) for step in range(0, side + 1, gap)}
    return len(reached)


def _on_a_wall(fence: int, times: str) -> int:
    width = first(lambda width: width + width + TIMES[times] * width == fence)
    return len(_cells(TIMES[times] * width, width))


def _bent(side: int, length: int) -> int:
    around = _fence(side, side)
    width = first(lambda width: _fence(length, width) == around)
    return len(_cells(length, width))


PLOTS: Tellings[int] = {
    "طولها # م وعرضها # م، أُحيطت بسياج تكلفة المتر منه # ري…. ما تكلفة السياج كله|مستطيلة بعداها "
    "# م و# م. إذا كان ثمن متر السياج # ري…، فكم ريالًا يكلف تسييجها من جميع الجهات": (
        lambda length, width, price: _fence(length, width) * price
    ),
    "مستطيل… بعداه # م و# م. ما المسافة المقطوعة عند الدوران حوله بعدد # دورات كاملة|قُطع محيط … "
    "بعداه # م و# م عددًا من المرات يساوي #. كم مترًا المسافة الكلية": (
        lambda length, width, rounds: sum(_fence(length, width) for _ in range(rounds))
    ),
    "مستطيلة بعداها # م و# م، أُحيطت بسياج تُرك فيه مدخل عرضه # م بلا سياج. إذا كان ثمن متر السياج "
    "# ري…، فما ثمن السياج كله": lambda length, width, gate, price: (
        len(range(gate, _fence(length, width))) * price
    ),
    "على محيط … مستطيلة بعداها # م و# م، بحيث يشغل كل ركن موضعًا، والمسافة بين كل موضعين متتاليين "
    "# م. كم عددها": _places,
    "مربع طول ضلعه # م، (?:أُعيد تشكيله مستطيلًا|ويحيط تمامًا بمستطيل) طوله # م. "
    "ما مساحة المستطيل": _bent,
    "بعداها # م و# م، يحيط بها من الخارج ممر مستطيل عرضه ثابت # م. ما طول الحافة الخارجية للممر": (
        lambda length, width, path: _fence(length + 2 * path, width + 2 * path)
    ),
    "بعداها # م و# م، يحيط بها من الخارج ممر عرضه # م من جميع الجهات. ما مساحة الممر": (
        lambda length, width, path: len(
            _cells(length + 2 * path, width + 2 * path) - _cells(length, width, path, path)
        )
    ),
    "أحد ضلعيها الطويلين على جدار، وأُحيطت الأضلاع الثلاثة الأخرى بسياج طوله # م. إذا كان طولها "
    "(.+?) عرضها، فما مساحتها": _on_a_wall,
    "طولها # م وعرضها # م، اقتُطع من (.+?) مستطيل يمتد # م على الطول و# م على العرض. "
    "ما محيط الجزء الباقي": _notched,
}


@finds("geometry/perimeter-context")
def walked_around(stem: str) -> int | None:
    """Fences and paths laid out in square metres and counted."""
    return told(stem, PLOTS)


def _rectangles(sides: Iterable[tuple[Fraction | int, Fraction | int]]) -> list[World]:
    return [
        {
            "مساحة المستطيل": length * width,
            "محيط المستطيل": 2 * (length + width),
            "محيط الشكل": 2 * (length + width),
        }
        for length, width in sides
    ]


def _with_square(side: int, rectangles: list[World]) -> list[World]:
    square: World = {"مساحة المربع": side * side, "محيط المربع": 4 * side}
    return [square | rectangle for rectangle in rectangles]


def _sharing(perimeter: int) -> list[tuple[int, int]]:
    """Whole sides of the rectangles of a perimeter."""
    return [(side, perimeter // 2 - side) for side in range(1, perimeter // 2)]


def _filling(area: int) -> list[tuple[Fraction, Fraction]]:
    """Sides of rectangles of an area."""
    return [(Fraction(side), Fraction(area, side)) for side in range(1, area + 1)]


def _measures(name: str, values: Iterable[Fraction | int]) -> list[World]:
    return [{name: size} for size in values]


def _third_sides(one: int, other: int, fits: Callable[[int], bool]) -> list[World]:
    """Triangles with two known sides and a third that the condition allows."""
    thirds = range(abs(one - other) + 1, one + other)
    return _measures("محيط المثلث", [one + other + third for third in thirds if fits(third)])


def _joined(one: int, other: int, degrees: range) -> list[World]:
    """The side that closes two others which enclose an angle, to a thousandth of a centimetre."""
    squares = [one**2 + other**2 - 2 * one * other * cos(radians(angle)) for angle in degrees]
    return _measures("طول أ ج", [Fraction(round(1000 * square**0.5), 1000) for square in squares])


def _changed(sides: str, up: int, other: str, down: int) -> list[World]:
    """Rectangles of several sizes before and after the change, side by side."""
    assert sides != other
    return [
        _before_and_after(
            (length, width),
            (length * Fraction(100 + up, 100), width * Fraction(100 - down, 100)),
        )
        for length in range(1, 9)
        for width in range(1, 9)
    ]


def _before_and_after(
    before: tuple[Fraction | int, Fraction | int], after: tuple[Fraction | int, Fraction | int]
) -> World:
    return {
        "مساحة المستطيل قبل التغيير": before[0] * before[1],
        "مساحة المستطيل بعد التغيير": after[0] * after[1],
    }


def _moved(added: int, taken: int) -> list[World]:
    return [
        _before_and_after((one, other), (one + added, other - taken))
        for one in range(1, 60)
        for other in range(taken + 1, 60)
    ]


def _two_rectangles(area: int, length: int, other_area: int, other_length: int) -> list[World]:
    one, other = Fraction(area, length) + length, Fraction(other_area, other_length) + other_length
    return [{"محيط المستطيل الأول": 2 * one, "محيط المستطيل الآخر": 2 * other}]


def _unlike_rectangles(area: int) -> list[World]:
    perimeters = [2 * (length + width) for length, width in _filling(area)]
    return [
        {"محيط المستطيل الأول": one, "محيط المستطيل الثاني": other}
        for pair in pairwise(perimeters)
        for one, other in (pair, pair[::-1])
        if one != other
    ]


def _solids(wide: str, times: str, narrow: str, heights: Iterable[tuple[int, int]]) -> list[World]:
    """Two solids of one kind by their radii and heights; their common factor is left out."""
    worlds: list[World] = []
    for wide_height, narrow_height in heights:
        for radius in (1, 2, 5):
            sizes = {
                wide: (TIMES[times] * radius) ** 2 * wide_height,
                narrow: radius**2 * narrow_height,
            }
            volumes = {f"حجم {name}": size for name, size in sizes.items()}
            contents = {f"سعة {name} بالسنتيمتر المكعب": size for name, size in sizes.items()}
            worlds.append({**volumes, **contents})
    return worlds


def _cylinders(wide: str, times: str, narrow: str, *more: str | int) -> list[World]:
    taller, lower, factor = more
    assert (taller, lower) == (narrow, wide)
    heights = [(height, int(factor) * height) for height in (1, 2, 7)]
    return _solids(wide, times, narrow, heights)


def _taller_cylinders(wide: str, times: str, narrow: str, taller: str, lower: str) -> list[World]:
    assert (taller, lower) == (narrow, wide)
    return _solids(wide, times, narrow, [(5, height) for height in range(6, 200)])


CONDITIONS: Tellings[list[World]] = {
    "^مستطيل بعداه # سم و# سم.\n": lambda length, width: _rectangles([(length, width)]),
    "^مستطيل (?:أحد بعديه|طول أحد أضلاعه) # سم.\n": lambda known: _rectangles(
        (known, other) for other in range(1, 200)
    ),
    "^مربع طول ضلعه # سم.\n": lambda side: _measures("محيط الشكل", [side + side + side + side]),
    "^المثلث أ ب ج فيه أ ب = أ ج، وقياس الزاوية أ يساوي #°.\n": lambda apex: _measures(
        "قياس الزاوية ب", [first(lambda base: apex + base + base == STRAIGHT_DEGREES)]
    ),
    "^المثلث أ ب ج قياس الزاوية أ فيه يساوي #°.\n": lambda apex: _measures(
        "قياس الزاوية ب", range(1, STRAIGHT_DEGREES - apex)
    ),
    "^المثلث أ ب ج قائم الزاوية في ب، فيه أ ب = # سم، و ب ج = # سم.\n": lambda one, other: _joined(
        one, other, range(90, 91)
    ),
    "^المثلث أ ب ج فيه أ ب = # سم، و ب ج = # سم.\n": lambda one, other: _joined(
        one, other, range(1, STRAIGHT_DEGREES)
    ),
    "^مستطيل محيطه # سم وطوله # سم.\n": lambda perimeter, length: _rectangles(
        sides for sides in _sharing(perimeter) if sides[0] == length
    ),
    "^مستطيل محيطه # سم.\n": lambda perimeter: _rectangles(_sharing(perimeter)),
    "^مثلث متطابق الضلعين، طولا ضلعين مختلفين فيه # سم و# سم.\n": lambda one, other: _third_sides(
        one, other, lambda third: third in {one, other}
    ),
    "^مثلث مختلف الأضلاع، طولا ضلعين فيه # سم و# سم.\n": lambda one, other: _third_sides(
        one, other, lambda third: third not in {one, other}
    ),
    "^مكعب مساحة سطحه الكلية # سم².\n": lambda surface: _measures(
        "حجم المجسم", [first(lambda edge: 6 * edge * edge == surface) ** 3]
    ),
    "^متوازي مستطيلات مساحة قاعدته # سم².\n": lambda face: _measures(
        "حجم المجسم", [face * height for height in range(1, 200)]
    ),
    "^زيد (طول|عرض) مستطيل بنسبة #%، ونقص (طول|عرض)ه بنسبة #%.\n": _changed,
    "^زيد أحد بعدي مستطيل # سم، ونقص بعده الآخر # سم.\n": _moved,
    "^مستطيل محيطه # سم وطوله # سم، ومربع محيطه # سم.\n": lambda perimeter, length, around: (
        _with_square(
            first(lambda side: 4 * side == around),
            _rectangles(sides for sides in _sharing(perimeter) if sides[0] == length),
        )
    ),
    "^مربع محيطه # سم، ومستطيل محيطه # سم.\n": lambda around, perimeter: _with_square(
        first(lambda side: 4 * side == around), _rectangles(_sharing(perimeter))
    ),
    "^مربع ومستطيل مختلف البعدين، محيط كل منهما # سم.\n": lambda around: _with_square(
        first(lambda side: 4 * side == around),
        _rectangles(sides for sides in _sharing(around) if sides[0] != sides[1]),
    ),
    "^مستطيل مساحته # سم² وطوله # سم، ومستطيل آخر مساحته # سم² وطوله # سم.\n": _two_rectangles,
    "^مستطيلان غير متطابقين، مساحة كل منهما # سم².\n": _unlike_rectangles,
    "^مربع ومستطيل مختلف البعدين، مساحة كل منهما # سم².\n": lambda area: _with_square(
        isqrt(area), _rectangles(sides for sides in _filling(area) if sides[0] != sides[1])
    ),
    "^(?:أسطوانتان|مخروطان)، نصف قطر قاعدة (.+?) ((?:ثلاثة |أربعة )?(?:مثلا|أمثال)) نصف قطر قاعدة "
    "(.+?)، وارتفاع (.+?) يساوي ارتفاع (.+?) مضروبًا في #.\n": _cylinders,
    "^(?:أسطوانتان|مخروطان)، نصف قطر قاعدة (.+?) ((?:ثلاثة |أربعة )?(?:مثلا|أمثال)) نصف قطر قاعدة "
    "(.+?)، وارتفاع (.+?) أكبر من ارتفاع (.+?).\n": _taller_cylinders,
}
"""What can be measured in the figures that fit the first line of a stem."""


@judges("geometry/comparison-geometric")
def both_values(stem: str, choice: str) -> bool | None:
    """Every figure that fits the condition, both values measured in it."""
    right = _outcome(stem)
    return None if right is None else choice == right


@cache
def _outcome(stem: str) -> str | None:
    found, worlds = COMPARED.search(stem), told(stem, CONDITIONS)
    if not found or not worlds:
        return None
    first_value, second_value = found["first"], found["second"]
    return compared([_size(first_value, world) - _size(second_value, world) for world in worlds])


def _size(measure: str, world: World) -> Fraction:
    stated = re.fullmatch(r"(\d+) ?(?:سم[²³]?|°)", measure)
    return Fraction(stated[1]) if stated else Fraction(world[measure])
