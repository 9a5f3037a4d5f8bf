"""What a question of geometry shows: the figure of its stem, drawn from the same numbers.

A picture shows what the stem says and no more: what is given is a label, what is asked for is
`UNKNOWN` or has none. The label of a length that neither gives nor asks is empty. A picture that
could not be read, too narrow or too far from the origin, is left out.
"""

import math
from collections.abc import Sequence

from examcli.simulator.bank.draft import Picture

UNKNOWN = "س"
RIGHT = "90°"
NARROWEST_DEGREES = 16
FLATTEST = 0.2
FARTHEST = 10

cm, metres, degrees = "{} سم".format, "{} م".format, "{}°".format
"""How the label of a size is written."""

Three = tuple[str, str, str]
SILENT: Three = ("", "", "")


def triangle(
    sides: Sequence[float],
    lengths: Three = SILENT,
    *,
    names: Three = SILENT,
    angles: Three = SILENT,
    height: str = "",
) -> Picture | None:
    """A triangle by its sides first-second, second-third (its base) and third-first."""
    if min(_angles(sides)) < NARROWEST_DEGREES:
        return None
    drawn = [round(side, 2) for side in sides]
    return Picture("triangle", drawn, (*names, *lengths, *angles, height))


def right_angled(
    upright: float, base: float, lengths: Three, *, names: Three = SILENT, angles: Three = SILENT
) -> Picture | None:
    """A triangle with its right angle, told, between the upright side and the base.

    `lengths` label these two and then the hypotenuse.
    """
    first, _, third = angles
    sides = (upright, base, math.hypot(upright, base))
    return triangle(sides, lengths, names=names, angles=(first, RIGHT, third))


def over_base(base: float, height: float, labels: tuple[str, str]) -> Picture | None:
    """A triangle by its base and its height, which `labels` name in this order."""
    right = base * 0.4
    sides = (math.hypot(right, height), base, math.hypot(base - right, height))
    told, tall = labels
    return triangle(sides, ("", told, ""), height=tall)


def of_angles(
    angles: tuple[int, int, int], labels: Three, *, names: Three = SILENT
) -> Picture | None:
    """A triangle of a form that its angles give."""
    first, second, third = (10 * math.sin(math.radians(angle)) for angle in angles)
    return triangle((third, first, second), names=names, angles=labels)


def four_sided(kind: str, values: Sequence[float], *labels: str) -> Picture:
    """A quadrilateral without names at its vertices."""
    return Picture(kind, [round(value, 2) for value in values], ("", "", "", "", *labels))


def lying(kind: str, sizes: tuple[int, int], labels: tuple[str, str], *more: str) -> Picture:
    """A rectangle or rhombus whose two sizes may change places: the longer one lies."""
    sized = sorted(zip(sizes, labels, strict=True), reverse=True)
    return four_sided(kind, [size for size, _ in sized], *(label for _, label in sized), *more)


def leaning(base: int, side: int, height: int, labels: tuple[str, str, str]) -> Picture | None:
    """A parallelogram by its base, slanted side and height, which `labels` name in this order."""
    slope = math.degrees(math.asin(height / side))
    if height < base * FLATTEST or slope > 90 - NARROWEST_DEGREES:
        return None
    wide, slanted, high = labels
    return four_sided("parallelogram", (base, side, slope), wide, slanted, "", high)


def circle(radius: int, *, told: str = "", across: str = "") -> Picture:
    """A circle with the label of its radius (`told`) or of its diameter (`across`)."""
    return Picture("circle", (radius,), ("", told, across))


def grid(*points: tuple[int, int], names: Sequence[str] = ()) -> Picture | None:
    """Points of the coordinate plane: two are joined by a segment, more by a polygon."""
    values = [value for point in points for value in point]
    if max(map(abs, values)) > FARTHEST:
        return None
    return Picture("coordinate-grid", values, names)


def _angles(sides: Sequence[float]) -> list[float]:
    """The angles of a triangle in degrees, by the law of cosines."""
    one, two, three = sides

    def facing(side: float, beside: float, other: float) -> float:
        return math.degrees(math.acos((beside**2 + other**2 - side**2) / (2 * beside * other)))

    return [facing(one, two, three), facing(two, three, one), facing(three, one, two)]
