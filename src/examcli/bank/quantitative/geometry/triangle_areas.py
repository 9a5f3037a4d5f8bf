"""Areas of triangles, and lengths found from areas."""

from collections.abc import Sequence
from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw, Picture
from examcli.bank.forms import TEXTS_DRAWN, Choices, Computed, Words, computed
from examcli.bank.mistakes import whole
from examcli.bank.quantitative.geometry.pictures import (
    RIGHT,
    SILENT,
    UNKNOWN,
    cm,
    over_base,
    right_angled,
    triangle,
)
from examcli.bank.quantitative.geometry.pythagoras import right_triangle

words = Words(__name__)
form = words.form

PARTS = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (3, 5), (5, 3))
SQUARES = (4, 6, 8, 9, 10, 12, 14, 15, 18, 20)


def triangle_area(draw: Draw) -> Draft:
    """Areas of triangles, and lengths found from areas."""
    forms = draw.by_level(
        (_base_times_height, _height_from_area),
        (_isosceles_area, _inside_rectangle, _divided_base),
        (_height_on_hypotenuse, _equilateral_area, _twice_divided, _as_large_as_square),
    )
    return draw.pick(forms)(draw)


def _in_tenths(draw: Draw, key: Fraction, mistakes: Sequence[Fraction]) -> list[Fraction]:
    """Mistakes chosen as whole tenths."""
    tenths = whole(draw, int(key * 10), [mistake * 10 for mistake in mistakes])
    return [Fraction(tenth, 10) for tenth in tenths]


def _either_way(known: int, key: int) -> tuple[tuple[str, Picture | None], ...]:
    """The height is asked for, or the base."""
    return (
        ("height", over_base(known, key, (cm(known), UNKNOWN))),
        ("base", over_base(key, known, (UNKNOWN, cm(known)))),
    )


@form("base-times-height")
def _base_times_height(draw: Draw) -> Computed:
    base, height = draw.sample((2 * draw.integer(2, 12), draw.integer(3, 20)), 2)
    wide, high = cm(base), cm(height)
    key, rectangular = base * height // 2, right_angled(height, base, (high, wide, ""))
    case, figure = draw.pick(
        (
            ("any", over_base(base, height, (wide, high))),
            ("right-angled", rectangular),
            ("cut-rectangle", rectangular),
        )
    )
    mistakes = (
        base * height,  # forgot to halve
        2 * (base + height),  # computed a perimeter
        base + height,  # added instead of multiplying
        key + base,  # one row too many
        key - height,  # one column too few
    )
    check = f"{base} * {height} / 2"
    return computed(
        key,
        check,
        *mistakes,
        case=case,
        figure=figure,
    ).told(base=base, height=height)


@form("height-from-area")
def _height_from_area(draw: Draw) -> Computed:
    known, key = draw.sample((2 * draw.integer(2, 10), draw.integer(3, 20)), 2)
    area = known * key // 2
    leg = ("leg", right_angled(key, known, (UNKNOWN, cm(known), "")))
    case, figure = draw.pick((*_either_way(known, key), leg))
    mistakes = (
        Fraction(area, known),  # forgot to double the area
        2 * key,  # doubled twice
        area - known,  # subtracted instead of dividing
        key + 2,  # slipped in the division
        key - 1,  # slipped in the division
    )
    check = f"2 * {area} / {known}"
    return computed(
        key,
        check,
        *mistakes,
        case=case,
        figure=figure,
    ).told(area=area, known=known)


@form("isosceles-area")
def _isosceles_area(draw: Draw) -> Computed:
    """The height of an isosceles triangle comes first, its area second."""
    half, height, leg = right_triangle(draw, longest=40)
    base, key = 2 * half, half * height
    case, slanted = draw.pick((("legs", cm(leg)), ("sides", cm(leg)), ("perimeter", "")))
    mistakes = (
        base * height,  # forgot to halve
        base * leg // 2,  # took the leg as the height
        half * height // 2,  # halved twice
        2 * leg + base,  # computed the perimeter
        half * leg,  # multiplied half the base by the leg
    )
    return computed(
        key,
        f"{base} / 2 * ({leg}**2 - ({base} / 2)**2) / {height}",
        *mistakes,
        case=case,
        figure=triangle((leg, base, leg), (slanted, cm(base), slanted)),
    ).told(base=base, leg=leg, perimeter=2 * leg + base, half=half, height=height)


@form("inside-rectangle")
def _inside_rectangle(draw: Draw) -> Computed:
    """A triangle on one side of a rectangle with its apex on the other is half of it."""
    length, width = draw.integer(6, 20), draw.integer(3, 12)
    area = length * width
    if length <= width or area % 2:
        raise Degenerate("not longer than wide")
    key = area // 2
    mistakes = (
        area,  # forgot to halve
        area // 4,  # halved twice
        2 * (length + width),  # computed the perimeter
        length * length // 2,  # used the length as the height
        key + width,  # slipped in the product
    )
    return computed(
        key,
        f"{length} * {width} / 2",
        *mistakes,
    ).told(length=length, width=width)


@form("divided-base")
def _divided_base(draw: Draw) -> Computed:
    """Triangles of one height have areas in the ratio of their bases."""
    first, second = draw.pick(PARTS)
    unit, both = draw.integer(3, 12), first + second
    area, key = both * unit, first * unit
    mistakes = (
        second * unit,  # answered the other part
        Fraction(area * first, second),  # divided by the second part only
        Fraction(area, 2),  # took د as the midpoint
        unit,  # answered one share
        area - unit,  # left one share out
    )
    check = f"{area} * {first} / ({first} + {second})"
    return computed(
        key,
        check,
        *mistakes,
    ).told(first=first, second=second, both=both, area=area)


@form("height-on-hypotenuse", Choices(_in_tenths))
def _height_on_hypotenuse(draw: Draw) -> Computed:
    """Two ways to write the area give the height on the hypotenuse."""
    scale = draw.integer(1, 15)
    one, other = draw.sample((3 * scale, 4 * scale), 2)
    longest, key = 5 * scale, Fraction(12 * scale, 5)
    case, names = draw.pick((("unnamed", SILENT), ("named", ("ب", "أ", "ج"))))
    mistakes = (
        key / 2,  # halved one of the two areas only
        Fraction(longest, 2),  # took the median for the height
        key * 2,  # doubled the area once more
        key + Fraction(6, 5),  # slipped in the division
        key - Fraction(3, 5),  # slipped in the division
        2 * scale,  # subtracted lengths
    )
    return computed(
        key,
        f"{one} * {other} * {longest} / ({one}**2 + {other}**2)",
        *mistakes,
        case=case,
        figure=triangle(
            (one, longest, other),
            (cm(one), "", cm(other)),
            names=names,
            angles=(RIGHT, "", ""),
            height=UNKNOWN,
        ),
    ).told(one=one, other=other, longest=longest, product=one * other)


@form("equilateral-area", TEXTS_DRAWN)
def _equilateral_area(draw: Draw) -> Computed:
    """A quarter of the squared side, times √3."""
    half = draw.integer(2, 15)
    side = 2 * half
    sides, told = (side, side, side), cm(side)
    case, figure = draw.pick(
        (
            ("side", triangle(sides, (told, told, told))),
            ("perimeter", None),
            ("angles", triangle(sides, ("", told, ""), angles=("60°", "60°", "60°"))),
        )
    )
    return computed(
        f"{half**2}√3",
        "",
        f"{side * half}√3",  # forgot to halve the base times the height
        f"{side**2}√3",  # forgot the quarter
        f"{half**2}√2",  # used the root of the 45° triangle
        f"{half}√3",  # answered the height
        case=case,
        figure=figure,
    ).told(side=side, perimeter=3 * side, half=half)


@form("twice-divided")
def _twice_divided(draw: Draw) -> Computed:
    """A midpoint inside a triangle that was already cut from a vertex."""
    first, second = draw.pick(PARTS)
    unit, both = draw.integer(2, 9) * 2, first + second
    area, part = both * unit, first * unit
    key = part // 2
    mistakes = (
        part,  # forgot the midpoint
        second * unit // 2,  # took the other side of the cut
        Fraction(area, 4),  # took both cuts as midpoints
        Fraction(area, 2),  # used the midpoint alone
        Fraction(part, 4),  # halved twice
    )
    check = f"{area} * {first} / ({first} + {second}) / 2"
    return computed(
        key,
        check,
        *mistakes,
    ).told(first=first, second=second, both=both, area=area, part=part)


@form("as-large-as-square")
def _as_large_as_square(draw: Draw) -> Computed:
    side = draw.pick(SQUARES)
    square, around = side**2, 4 * side
    known = draw.pick([n for n in range(side // 2, 3 * side) if 2 * square % n == 0 and n != side])
    key = 2 * square // known
    case, figure = draw.pick(_either_way(known, key))
    mistakes = (
        Fraction(square, known),  # forgot to double the area
        Fraction(2 * around, known),  # compared the perimeters
        2 * key,  # doubled twice
        around - known,  # subtracted lengths
        key + 2,  # slipped in the division
    )
    return computed(
        key,
        f"2 * {side}**2 / {known}",
        *mistakes,
        case=case,
        figure=figure,
    ).told(side=side, square=square, around=around, known=known)
