"""Parts of circles: arcs and sectors one degree at a time, overlaps by counting points."""

import math
import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache

from bank.drawing import numbers
from bank.solutions import finds, first, judges

FULL_TURN_DEGREES, HOUR_MINUTES = 360, 60
ROOT_THREE = math.sqrt(3)
COLUMNS, ROWS = 400, 404
"""Chosen so that no point lies on a side, a diagonal or an axis of the figures."""
REACH = 2.0
TOLERANCE = 0.01

Inside = Callable[[float, float], bool]


@finds("geometry/arc-sector")
def degree_by_degree(stem: str) -> Fraction | int | None:
    """Slices of one degree (or one minute) put side by side; a radius by trial."""
    given = numbers(stem)
    hand = re.search(r"طوله? (\d+) سم|عقرب دقائقها (\d+)", stem)
    if "عقرب" in stem and hand:
        length = int(hand[1] or hand[2])
        minutes = int(given[1])
        return sum(Fraction(2 * length, HOUR_MINUTES) for _ in range(minutes))
    if "ما طول قوس في دائرة نصف قطرها" in stem:
        return sum(2 * given[0] / FULL_TURN_DEGREES for _ in range(int(given[1])))
    if re.search("رُبط", stem):
        return sum(given[0] ** 2 / FULL_TURN_DEGREES for _ in range(270))
    if re.search("ما (?:مساحة قطاع من دائرة|المساحة)", stem):
        return sum(given[0] ** 2 / FULL_TURN_DEGREES for _ in range(int(given[1])))
    if re.search("ما نصف قطر دائرته", stem):
        return first(lambda radius: radius**2 * given[1] == given[0] * FULL_TURN_DEGREES)
    return None


@judges("geometry/shaded-overlap")
def counted_points(stem: str, choice: str) -> bool | None:
    """The figure drawn at the size of its unit, and the points counted that lie in it."""
    if "22/7" in stem:
        return None
    for name, (pattern, length_units, inside) in DRAWN.items():
        found = re.search(pattern, stem)
        if found:
            unit = int(found[1]) / length_units
            return abs(_area(choice) / unit**2 - _measured(name, inside)) < TOLERANCE
    return None


@cache
def _measured(name: str, inside: Inside) -> float:
    """The area of a figure that lies within `REACH` of the origin."""
    cell = 4 * REACH**2 / (COLUMNS * ROWS)
    area = cell * sum(inside(x, y) for x in _ticks(COLUMNS) for y in _ticks(ROWS))
    assert area > 0, name
    return area


def _ticks(count: int) -> list[float]:
    return [(2 * place + 1 - count) * REACH / count for place in range(count)]


def _area(choice: str) -> float:
    """The number that a choice such as `(36 − 9ط) سم²` stands for."""
    total = 0.0
    for sign, amount, symbol in re.findall(r"([−+]?) ?(\d+)(ط|√3)?(?= |\))", choice):
        factor = {"ط": math.pi, "√3": ROOT_THREE}.get(symbol, 1.0)
        total += (-1 if sign == "−" else 1) * int(amount) * factor
    return total


def _in_square(x: float, y: float) -> bool:
    return abs(x) < 1 and abs(y) < 1


def _in_circle(x: float, y: float, radius: float = 1) -> bool:
    return x * x + y * y < radius * radius


DRAWN: dict[str, tuple[str, float, Inside]] = {
    "circle in its square": (
        r"مربعة? طول ضلعه[ا]? (\d+) سم (?:بحيث تمس أضلاعه|أكبر دائرة)",
        2,
        lambda x, y: _in_square(x, y) and not _in_circle(x, y),
    ),
    "quarters at the corners": (
        r"(?:مربع|مربعة) طول ضلعه[ا]? (\d+) سم، (?:رُسمت داخله أربعة أرباع|قُص من كل ركن)",
        2,
        lambda x, y: _in_square(x, y) and not _in_circle(abs(x) - 1, abs(y) - 1),
    ),
    "square in its circle": (
        r"رؤوسه الأربعة على دائرة نصف قطرها (\d+)",
        1,
        lambda x, y: _in_circle(x, y) and abs(x) + abs(y) > 1,
    ),
    "square at the centre, common part": (
        r"دائرة نصف قطرها (\d+) سم، ومربع .+ مركز الدائرة\. .+ المشتركة",
        1,
        lambda x, y: _in_circle(x, y) and x > 0 and y > 0,
    ),
    "square at the centre, other part": (
        r"دائرة نصف قطرها (\d+) سم، ومربع .+ مركز الدائرة\. .+ خارج المربع",
        1,
        lambda x, y: _in_circle(x, y) and not (x > 0 and y > 0),
    ),
    "quarter without its triangle": (
        r"(?:مركز دائرة |مركزها م و)نصف قطرها (\d+) سم(?:.+ يساوي 90°| الوتر)",
        1,
        lambda x, y: _in_circle(x, y) and x > 0 and y > 0 and x + y > 1,
    ),
    "four petals": (
        r"مربع طول(?: ضلعه|ه) (\d+) سم.+(?:بتلات|ورقات)",
        2,
        lambda x, y: _in_circle(abs(x) - 1, y) and _in_circle(x, abs(y) - 1),
    ),
    "leaf": (
        r"مربع طول ضلعه (\d+) سم.+ربعي الدائرتين",
        2,
        lambda x, y: (
            _in_square(x, y) and _in_circle(x + 1, y + 1, 2) and _in_circle(x - 1, y - 1, 2)
        ),
    ),
    "gap between three circles": (
        r"ثلاث دوائر متطابقة نصف قطر كل منها (\d+)",
        1,
        lambda x, y: (
            0 < y < ROOT_THREE * (1 - abs(x))
            and not _in_circle(abs(x) - 1, y)
            and not _in_circle(x, y - ROOT_THREE)
        ),
    ),
    "segment under a chord": (
        r"(?:مركز دائرة |مركزها م و)نصف قطرها (\d+) سم، و(?:الوتر أ ب طوله|قياس .+ 60°)",
        1,
        lambda x, y: _in_circle(x, y) and x > ROOT_THREE / 2,
    ),
}
"""Each figure: how its stem is told, how many units its length has, and what lies in it."""
