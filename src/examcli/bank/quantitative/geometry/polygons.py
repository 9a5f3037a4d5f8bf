"""Polygons: their angles, sides and diagonals."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed, whole_below

words = Words(__name__)
form = words.form

CONVEX = whole_below(180)
REGULAR = (5, 6, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36)
RATIOS = (
    (1, 2, 3, 4), (2, 3, 3, 4), (1, 2, 2, 4), (2, 2, 3, 5), (3, 4, 5, 6), (2, 3, 4, 6),
    (1, 2, 3, 3), (3, 5, 5, 7), (2, 4, 5, 7), (1, 3, 4, 4), (3, 4, 4, 4), (2, 3, 5, 5),
    (4, 5, 5, 6), (5, 6, 6, 7), (4, 5, 7, 8),
)  # fmt: skip


def polygons(draw: Draw) -> Draft:
    """Interior and exterior angles, sides and diagonals of polygons."""
    forms = draw.by_level(
        (_fourth_angle, _fourth_angle, _interior_sum),
        (_fifth_angle, _sides_from_angle, _diagonals, _regular_interior),
        (_interior_multiple, _interior_excess, _angle_ratio, _between_two),
    )
    return draw.pick(forms)(draw)


@form("fourth-angle")
def _fourth_angle(draw: Draw) -> Computed:
    one, two, three = (draw.integer(12, 26) * 5 for _ in range(3))
    known = one + two + three
    key = 360 - known
    if not 30 <= key <= 160:
        raise Degenerate("flat quadrilateral")
    mistakes = (
        360 - one - two,  # forgot the third angle
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        180 - three,  # took the last angle as supplementary
        key + 20,  # carried two tens
        key - 20,  # dropped two tens
    )
    check = f"360 - {one} - {two} - {three}"
    return computed(
        key,
        check,
        *mistakes,
    ).told(one=one, two=two, three=three, known=known)


@form("interior-sum")
def _interior_sum(draw: Draw) -> Computed:
    sides = draw.integer(5, 16)
    mistakes = (
        sides * 180,  # forgot to take away two triangles
        (sides - 1) * 180,  # took away one triangle
        (sides - 3) * 180,  # took away three
        (sides - 2) * 90,  # used right angles
        (sides - 4) * 180,  # took away four
        360 * (sides - 2),  # used full turns
    )
    check = f"({sides} - 2) * 180"
    return computed(
        (sides - 2) * 180,
        check,
        *mistakes,
    ).told(sides=sides, triangles=sides - 2)


@form("fifth-angle", CONVEX)
def _fifth_angle(draw: Draw) -> Computed:
    one, two, three = (draw.integer(16, 26) * 5 for _ in range(3))
    known = one + two + three
    rest = 540 - known
    if rest % 10 or not 140 <= rest <= 320:
        raise Degenerate("flat pentagon")
    key = rest // 2
    mistakes = (
        rest,  # forgot to halve
        abs(360 - known),  # used the sum for a quadrilateral
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        108,  # took the pentagon as regular
        key - 20,  # dropped two tens
    )
    check = f"(540 - {one} - {two} - {three}) / 2"
    return computed(
        key,
        check,
        *mistakes,
    ).told(one=one, two=two, three=three, known=known, rest=rest)


@form("sides-from-angle")
def _sides_from_angle(draw: Draw) -> Computed:
    key = draw.pick(REGULAR)
    exterior = 360 // key
    interior = 180 - exterior
    case, checked = draw.pick(
        (
            ("exterior", exterior),
            ("interior", f"(180 - {interior})"),
            ("corners", f"(180 - {interior})"),
        )
    )
    mistakes = (
        180 // exterior if 180 % exterior == 0 else key - 3,  # divided 180 instead of 360
        key - 2,  # counted the triangles
        key + 2,  # added the two triangles again
        key + 1,  # one too many
        key - 1,  # one too few
        2 * key,  # divided 720
    )
    check = f"360 / {checked}"
    return computed(
        key,
        check,
        *mistakes,
        case=case,
    ).told(exterior=exterior, interior=interior)


@form("diagonals")
def _diagonals(draw: Draw) -> Computed:
    sides = draw.integer(5, 15)
    key = sides * (sides - 3) // 2
    mistakes = (
        sides * (sides - 3),  # counted every diagonal twice
        sides * (sides - 1) // 2,  # counted the sides too
        sides - 3,  # counted the diagonals of one vertex
        key - sides // 2,  # lost half a round
        key + sides - 3,  # counted one vertex again
        sides,  # answered the number of sides
    )
    check = f"{sides} * ({sides} - 3) / 2"
    return computed(
        key,
        check,
        *mistakes,
    ).told(sides=sides, each=sides - 3)


@form("regular-interior", CONVEX)
def _regular_interior(draw: Draw) -> Computed:
    sides, name = draw.pick(words.phrases("regular"))
    total, exterior = (sides - 2) * 180, 360 // sides
    key = 180 - exterior
    mistakes = (
        exterior,  # answered the exterior angle
        key + 12,  # slipped in the division
        key - 15,  # slipped in the division
        Fraction(total, sides - 1),  # divided by one side fewer
        180 - 180 // sides,  # halved the exterior angle
        key - 20,  # dropped two tens
    )
    check = f"({sides} - 2) * 180 / {sides}"
    return computed(
        key,
        check,
        *mistakes,
    ).told(sides=sides, name=name, total=total)


@form("interior-multiple-of-exterior")
def _interior_multiple(draw: Draw) -> Computed:
    times, phrase = draw.pick(words.phrases("multiples"))
    key = 2 * (times + 1)
    mistakes = (
        2 * times,  # forgot the exterior angle itself
        times + 1,  # divided 180 instead of 360
        key + 2,  # added two triangles again
        times + 2,  # took each multiple for one triangle
        key + 1,  # one too many
        key - 1,  # one too few
        2 * key,  # doubled again
    )
    return computed(
        key,
        f"2 * {times} + 2",
        *mistakes,
        case=draw.pick(("one-angle", "sum")),
    ).told(
        phrase=phrase,
        parts=times + 1,
        exterior=180 // (times + 1),
        total=360 * times,
        triangles=2 * times,
    )


@form("interior-exceeds-exterior")
def _interior_excess(draw: Draw) -> Computed:
    key = draw.pick(REGULAR)
    exterior = 360 // key
    difference = 180 - 2 * exterior
    mistakes = (
        Fraction(360, difference),  # took the difference for the exterior angle
        Fraction(180, exterior),  # divided 180 instead of 360
        Fraction(360, 180 - difference),  # forgot to halve
        key + 2,  # added the two triangles
        key - 2,  # counted the triangles
        key + 1,  # one too many
        key - 1,  # one too few
    )
    check = f"360 / ((180 - {difference}) / 2)"
    return computed(
        key,
        check,
        *mistakes,
    ).told(exterior=exterior, difference=difference)


@form("angle-ratio")
def _angle_ratio(draw: Draw) -> Computed:
    parts = draw.pick(RATIOS)
    smallest, largest, total = parts[0], parts[-1], sum(parts)
    one = 360 // total
    case, share = draw.pick(
        (
            ("difference", largest - smallest),
            ("largest", largest),
            ("sum", largest + smallest),
        )
    )
    key = share * one
    mistakes = (
        largest * one,  # stopped at the largest angle
        smallest * one,  # answered the smallest angle
        one,  # answered one share
        key // 2,  # shared 180 instead of 360
        key + one,  # counted one share too many
        key - one,  # counted one share too few
        key + 2 * one,  # counted two shares too many
    )
    check = f"360 / ({' + '.join(map(str, parts))}) * {share}"
    ratio = " : ".join(map(str, parts))
    return computed(
        key,
        check,
        *mistakes,
        case=case,
    ).told(ratio=ratio, total=total, one=one, share=share)


@form("between-two-polygons")
def _between_two(draw: Draw) -> Computed:
    first, second = draw.sample((3, 4, 5, 6, 8, 9, 10, 12), 2)
    one, other = 180 - 360 // first, 180 - 360 // second
    key = 360 - one - other
    if key < 40:
        raise Degenerate("overlapping polygons")
    mistakes = (
        one + other,  # answered the two interior angles together
        360 - one,  # forgot the second polygon
        360 - other,  # forgot the first polygon
        abs(one - other),  # subtracted the interior angles
        180 - abs(one - other),  # subtracted from a straight line
        key + 12,  # slipped in a division
        key - 12,  # slipped in a division
    )
    check = f"360 / {first} + 360 / {second}"
    return computed(
        key,
        check,
        *mistakes,
    ).told(first=first, second=second, one=one, other=other, both=one + other)
