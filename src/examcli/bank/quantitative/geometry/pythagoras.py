"""Right triangles, alone and inside other figures.

A root is checked without a root: where c² = a² + b², dividing a² + b² by c gives c again.
"""

import math

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import TEXTS_DRAWN, Computed, Words, computed
from examcli.bank.quantitative.geometry.pictures import (
    RIGHT,
    SILENT,
    UNKNOWN,
    cm,
    four_sided,
    lying,
    metres,
    right_angled,
    triangle,
)

words = Words(__name__)
form = words.form

NAMES = ("أ", "ب", "ج")
TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25))
# Two right triangles with one common leg: the leg, then (other leg, hypotenuse) of each.
SHARED_LEGS = (
    (12, (5, 13), (9, 15)), (12, (5, 13), (16, 20)), (12, (9, 15), (16, 20)),
    (8, (6, 10), (15, 17)), (24, (7, 25), (10, 26)), (24, (7, 25), (18, 30)),
    (24, (10, 26), (18, 30)), (15, (8, 17), (20, 25)), (24, (7, 25), (32, 40)),
    (24, (10, 26), (32, 40)), (12, (5, 13), (35, 37)), (40, (9, 41), (30, 50)),
)  # fmt: skip


def pythagoras(draw: Draw) -> Draft:
    """Right triangles, alone and inside other figures."""
    forms = draw.by_level(
        (_hypotenuse, _missing_leg),
        (_rectangle_from_diagonal, _ladder_slides, _height_of_isosceles),
        (_shared_height, _two_poles, _side_facing_sixty, _square_from_diagonal),
    )
    return draw.pick(forms)(draw)


def _rectangle_from_diagonal(draw: Draw) -> Draft:
    """A diagonal and one side give the area or the perimeter."""
    sides = right_triangle(draw, longest=30)
    return draw.pick((_area_from_diagonal, _perimeter_from_diagonal))(draw, *sides)


def right_triangle(draw: Draw, longest: int) -> tuple[int, int, int]:
    """Whole sides of a right triangle: two legs in either order, then the hypotenuse."""
    triple = draw.pick([sides for sides in TRIPLES if sides[2] <= longest])
    scale = draw.integer(1, longest // triple[2])
    one, other = draw.sample(triple[:2], 2)
    return one * scale, other * scale, triple[2] * scale


@form("hypotenuse")
def _hypotenuse(draw: Draw) -> Computed:
    one, other, key = right_triangle(draw, longest=75)
    lengths = (metres(one), metres(other), UNKNOWN)
    case, picture = draw.pick(
        (
            ("triangle", right_angled(one, other, lengths)),
            ("garden", lying("rectangle", (one, other), lengths[:2], UNKNOWN)),
            ("cart", None),
            ("rope", right_angled(one, other, lengths)),
        )
    )
    return computed(
        key,
        f"({one}**2 + {other}**2) / {key}",
        one + other,  # added the legs
        abs(one - other),  # subtracted the legs
        max(one, other),  # took the longer leg as the longest side
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
        case=case,
        figure=picture,
    ).told(one=one, other=other, square=key**2)


@form("missing-leg")
def _missing_leg(draw: Draw) -> Computed:
    known, key, longest = right_triangle(draw, longest=75)
    lengths = (cm(known), UNKNOWN, cm(longest))
    case, picture = draw.pick(
        (
            ("triangle", right_angled(known, key, lengths)),
            ("rectangle", lying("rectangle", (known, key), lengths[:2], lengths[2])),
            ("named", right_angled(known, key, lengths, names=NAMES)),
        )
    )
    return computed(
        key,
        f"({longest}**2 - {known}**2) / {key}",
        longest - known,  # subtracted the lengths, not the squares
        longest + known,  # added the lengths
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
        longest,  # repeated the hypotenuse
        case=case,
        figure=picture,
    ).told(known=known, longest=longest, square=key**2)


@form("area-from-diagonal")
def _area_from_diagonal(_draw: Draw, known: int, other: int, diagonal: int) -> Computed:
    return _of_rectangle(
        known * other,
        f"{known} * ({diagonal}**2 - {known}**2) / {other}",
        known * diagonal,  # multiplied by the diagonal
        sides=(known, other, diagonal),
    )


@form("perimeter-from-diagonal")
def _perimeter_from_diagonal(_draw: Draw, known: int, other: int, diagonal: int) -> Computed:
    return _of_rectangle(
        2 * (known + other),
        f"2 * ({known} + ({diagonal}**2 - {known}**2) / {other})",
        sides=(known, other, diagonal),
    )


def _of_rectangle(key: int, check: str, *mistakes: int, sides: tuple[int, int, int]) -> Computed:
    """A measure of the rectangle of two sides and their diagonal."""
    known, other, diagonal = sides
    labels = (cm(known), "")
    return computed(
        key,
        check,
        *mistakes,
        known + other + diagonal,  # went round the triangle
        known * other // 2,  # computed the triangle
        known + other,  # added two sides only
        2 * (known + diagonal),  # took the diagonal as a side
        known * other,  # answered the area
        2 * (known + other),  # answered the perimeter
        figure=lying("rectangle", (known, other), labels, cm(diagonal)),
    ).told(known=known, other=other, diagonal=diagonal)


@form("ladder-slides")
def _ladder_slides(draw: Draw) -> Computed:
    """A ladder against a wall is pulled out until its legs change places."""
    *legs, length = right_triangle(draw, longest=50)
    near, high = sorted(legs)
    key = high - near
    before, after = f"({length}**2 - {near}**2) / {high}", f"({length}**2 - {high}**2) / {near}"
    return computed(
        key,
        f"{before} - {after}",
        near,  # answered the new height
        high,  # answered the old height
        length - high,  # compared the ladder with the wall
        length - near,  # subtracted lengths, not squares
        key + 1,  # slipped at a root
        key - 1,  # slipped at a root
    ).told(length=length, near=near, high=high)


@form("height-of-isosceles")
def _height_of_isosceles(draw: Draw) -> Computed:
    """The height of an isosceles triangle stands on the middle of its base."""
    half, key, leg = right_triangle(draw, longest=50)
    base = 2 * half
    case, names = draw.pick((("isosceles", SILENT), ("named", NAMES)))
    lengths = (cm(leg), cm(base), cm(leg))
    return computed(
        key,
        f"({leg}**2 - ({base} / 2)**2) / {key}",
        leg - half,  # subtracted lengths, not squares
        half,  # answered half of the base
        abs(base - leg),  # forgot to halve the base
        key + 2,  # slipped at the root
        leg,  # took the leg as the height
        case=case,
        figure=triangle((leg, base, leg), lengths, names=names, height=UNKNOWN),
    ).told(base=base, leg=leg, half=half)


@form("shared-height")
def _shared_height(draw: Draw) -> Computed:
    """The foot of a height cuts the base into the legs of two right triangles."""
    height, *parts = draw.pick(SHARED_LEGS)
    scale = draw.pick((1, 1, 2))
    if draw.pick((True, False)):
        parts.reverse()
    height *= scale
    (first, left), (second, right) = ((leg * scale, side * scale) for leg, side in parts)
    key = first + second
    lengths = (cm(left), UNKNOWN, cm(right))
    return computed(
        key,
        f"({left}**2 - {height}**2) / {first} + ({right}**2 - {height}**2) / {second}",
        abs(first - second),  # subtracted the two parts
        left + right - height,  # subtracted lengths, not squares
        second,  # stopped at one part
        left + right,  # added the two slanted sides
        key + scale,  # slipped at a root
        figure=triangle((left, key, right), lengths, names=NAMES, height=cm(height)),
    ).told(height=height, left=left, right=right, first=first, second=second)


@form("two-poles")
def _two_poles(draw: Draw) -> Computed:
    """The line between two tops is the hypotenuse over the difference of heights."""
    rise, apart, key = right_triangle(draw, longest=30)
    low = draw.integer(3, 12)
    high = low + rise
    return computed(
        key,
        f"(({high} - {low})**2 + {apart}**2) / {key}",
        rise + apart,  # added the legs
        apart,  # took the tops to be level
        low + rise + apart,  # added the whole height
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
    ).told(low=low, high=high, apart=apart, rise=rise)


@form("side-facing-sixty", TEXTS_DRAWN)
def _side_facing_sixty(draw: Draw) -> Computed:
    """A triangle of 30°, 60° and 90°: the sides are 1 : √3 : 2."""
    short = draw.integer(2, 20)
    longest, long = 2 * short, short * math.sqrt(3)
    told = cm(longest)
    facing, beside = (UNKNOWN, "", told), ("", UNKNOWN, told)
    case, picture = draw.pick(
        (
            ("thirty", right_angled(long, short, facing, angles=("30°", RIGHT, ""))),
            (
                "equilateral",
                triangle((longest, longest, longest), (told, told, told), height=UNKNOWN),
            ),
            (
                "named",
                right_angled(short, long, beside, names=NAMES, angles=("60°", RIGHT, "")),
            ),
        )
    )
    halved = short // 2 if short % 2 == 0 and short > 2 else 3 * short
    return computed(
        f"{short}√3",
        "",
        f"{short}√2",  # used the ratio of the 45° triangle
        f"{longest}√3",  # forgot to halve the hypotenuse
        f"{halved}√3",  # halved twice
        f"{longest}√2",  # forgot to halve and used the other ratio
        case=case,
        figure=picture,
    ).told(longest=longest, short=short)


@form("square-from-diagonal")
def _square_from_diagonal(draw: Draw) -> Computed:
    """The area of a square is half the square of its diagonal."""
    diagonal = draw.integer(2, 15) * 2
    key, side = diagonal**2 // 2, diagonal / math.sqrt(2)
    return computed(
        key,
        f"{diagonal}**2 / 2",
        diagonal**2,  # took the diagonal as the side
        diagonal**2 // 4,  # took half of the diagonal as the side
        4 * diagonal,  # computed a perimeter
        2 * diagonal**2,  # doubled instead of halving
        2 * diagonal,  # doubled the diagonal
        figure=four_sided("rectangle", (side, side), "", "", cm(diagonal)),
    ).told(diagonal=diagonal)
