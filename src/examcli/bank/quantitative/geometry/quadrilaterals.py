"""Quadrilaterals: sides, angles, diagonals and areas."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.quantitative.geometry.pictures import (
    UNKNOWN,
    cm,
    four_sided,
    leaning,
    lying,
)
from examcli.bank.quantitative.geometry.pythagoras import right_triangle

words = Words(__name__)
form = words.form


def quadrilaterals(draw: Draw) -> Draft:
    """Rectangles, squares, parallelograms, rhombuses and trapezoids."""
    forms = draw.by_level(
        (_rectangle_from_perimeter, _rhombus_area, _trapezoid_area, _parallelogram_angle),
        (_rectangle_multiple, _rhombus_perimeter, _trapezoid_base, _parallelogram_heights),
        (_perimeter_from_diagonal, _isosceles_trapezoid, _cut_square, _rhombus_from_side),
    )
    return draw.pick(forms)(draw)


@form("rectangle-from-perimeter")
def _rectangle_from_perimeter(draw: Draw) -> Computed:
    length, width = draw.integer(6, 20), draw.integer(3, 12)
    if length == width:
        raise Degenerate("a square")
    perimeter, key = 2 * (length + width), length * width
    mistakes = (
        (perimeter - length) * length,  # forgot the other three sides
        (perimeter - 2 * length) * length,  # forgot to halve what is left
        perimeter * length,  # multiplied the perimeter
        width * width,  # squared the other side
        perimeter // 2,  # answered half the perimeter
        key - length,  # one row too few
    )
    check = f"{length} * ({perimeter} / 2 - {length})"
    figure = lying("rectangle", (length, width), (cm(length), ""))
    return computed(
        key,
        check,
        *mistakes,
        figure=figure,
    ).told(length=length, width=width, perimeter=perimeter)


@form("rhombus-area")
def _rhombus_area(draw: Draw) -> Computed:
    one, other = draw.sample((2 * draw.integer(2, 12), draw.integer(3, 21)), 2)
    key = one * other // 2
    mistakes = (
        one * other,  # forgot to halve
        one * other // 4,  # halved twice
        2 * (one + other),  # computed a perimeter
        one + other,  # added instead of multiplying
        key + one,  # slipped in the product
    )
    figure = lying("rhombus", (one, other), (cm(one), cm(other)))
    check = f"{one} * {other} / 2"
    return computed(
        key,
        check,
        *mistakes,
        figure=figure,
    ).told(one=one, other=other)


@form("trapezoid-area")
def _trapezoid_area(draw: Draw) -> Computed:
    short, height = draw.integer(3, 12), draw.integer(3, 12)
    long = short + 2 * draw.integer(1, 6)
    key = (short + long) // 2 * height
    mistakes = (
        (short + long) * height,  # forgot to halve
        long * height,  # used the long base only
        short * height,  # used the short base only
        short + long + height,  # added everything
        short * long,  # multiplied the two bases
    )
    check = f"({short} + {long}) / 2 * {height}"
    figure = four_sided("trapezoid", (long, short, height), cm(long), cm(short), cm(height))
    return computed(
        key,
        check,
        *mistakes,
        figure=figure,
    ).told(short=short, long=long, height=height)


@form("parallelogram-angle", whole_below(180))
def _parallelogram_angle(draw: Draw) -> Computed:
    given = draw.integer(35, 145)
    key = 180 - given
    case = draw.pick(("parallelogram", "rhombus"))
    mistakes = (
        given,  # took neighbours as equal
        abs(90 - given),  # took them as complementary
        (360 - given) // 3,  # shared the rest among three angles
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
    )
    shown = given < 90 and case == "parallelogram"
    figure = four_sided(case, (10, 6, given), "", "", f"{given}°") if shown else None
    return computed(
        key,
        f"180 - {given}",
        *mistakes,
        case=case,
        figure=figure,
    ).told(given=given)


@form("rectangle-multiple")
def _rectangle_multiple(draw: Draw) -> Computed:
    times, phrase = draw.pick(words.phrases("multiples"))
    width = draw.integer(3, 15)
    length, widths = times * width, 2 * (times + 1)
    perimeter, key = widths * width, length * width
    mistakes = (
        times * (2 * width) ** 2,  # forgot that the perimeter counts each side twice
        width**2,  # squared the width
        length**2,  # squared the length
        length,  # answered the length
        key + width,  # slipped in the product
        key - width,  # slipped in the product
    )
    return computed(
        key,
        f"{times} * ({perimeter} / (2 * ({times} + 1)))**2",
        *mistakes,
    ).told(phrase=phrase, perimeter=perimeter, widths=widths, width=width, length=length)


@form("rhombus-perimeter")
def _rhombus_perimeter(draw: Draw) -> Computed:
    half, other, side = right_triangle(draw, longest=26)
    one, two, key = 2 * half, 2 * other, 4 * side
    mistakes = (
        8 * side,  # forgot to halve the diagonals
        4 * (half + other),  # took half the diagonals as sides
        2 * side,  # added two sides only
        2 * half * other,  # computed the area
        side,  # answered one side
        key - 4,  # slipped at the root
    )
    check = f"4 * (({one} / 2)**2 + ({two} / 2)**2) / {side}"
    figure = lying("rhombus", (one, two), (cm(one), cm(two)))
    return computed(
        key,
        check,
        *mistakes,
        figure=figure,
    ).told(one=one, two=two, half=half, other=other, side=side)


@form("trapezoid-base")
def _trapezoid_base(draw: Draw) -> Computed:
    known, height = draw.integer(3, 14), draw.integer(3, 12)
    key = known + 2 * draw.integer(1, 6)
    both = known + key
    area = both // 2 * height
    mistakes = (
        Fraction(area, height) - known,  # forgot to double the area
        Fraction(area, height),  # answered the mean of the bases
        both,  # answered the sum of the bases
        known,  # took the bases as equal
        key + 2,  # slipped in the division
        key - 2,  # slipped in the division
    )
    check = f"2 * {area} / {height} - {known}"
    figure = four_sided("trapezoid", (key, known, height), UNKNOWN, cm(known), cm(height))
    return computed(
        key,
        check,
        *mistakes,
        figure=figure,
    ).told(area=area, height=height, known=known, both=both)


@form("parallelogram-heights")
def _parallelogram_heights(draw: Draw) -> Computed:
    base, key, factor = draw.integer(4, 12), draw.integer(3, 9), draw.integer(2, 4)
    long, height = base * factor, key * factor
    area = base * height
    if height > long:
        raise Degenerate("a height longer than the slanted side")
    mistakes = (
        height * factor,  # inverted the ratio
        height,  # took the heights as equal
        long - height,  # subtracted lengths
        base,  # took the short side for a height
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
    )
    check = f"{base} * {height} / {long}"
    figure = leaning(long, base, key, (cm(long), cm(base), UNKNOWN))
    return computed(
        key,
        check,
        *mistakes,
        figure=figure,
    ).told(base=base, long=long, height=height, area=area)


@form("rectangle-from-area-and-diagonal")
def _perimeter_from_diagonal(draw: Draw) -> Computed:
    """(l + w)² = d² + 2A gives the perimeter without the sides."""
    one, other, diagonal = right_triangle(draw, longest=30)
    area, both = one * other, one + other
    square, key = diagonal**2 + 2 * area, 2 * both
    mistakes = (
        both,  # forgot to double
        4 * diagonal,  # treated it as four diagonals
        both + diagonal,  # went round the triangle
        2 * (one + diagonal),  # took the diagonal as a side
        key + 4,  # slipped at the root
        key - 4,  # slipped at the root
    )
    check = f"2 * ({diagonal}**2 + 2 * {area}) / {both}"
    figure = lying("rectangle", (one, other), ("", ""), cm(diagonal))
    return computed(
        key,
        check,
        *mistakes,
        figure=figure,
    ).told(area=area, diagonal=diagonal, square=square, both=both)


@form("isosceles-trapezoid")
def _isosceles_trapezoid(draw: Draw) -> Computed:
    overhang, height, leg = right_triangle(draw, longest=26)
    short = draw.integer(3, 12)
    long, mean = short + 2 * overhang, short + overhang
    key = mean * height
    mistakes = (
        mean * leg,  # took the leg as the height
        (short + long) * height,  # forgot to halve the bases
        short + long + 2 * leg,  # computed the perimeter
        long * height,  # used the long base only
        short * height,  # used the short base only
        key - height,  # slipped in the mean of the bases
    )
    rise = f"({leg}**2 - (({long} - {short}) / 2)**2) / {height}"
    return computed(
        key,
        f"({short} + {long}) / 2 * {rise}",
        *mistakes,
        figure=four_sided("trapezoid", (long, short, height), cm(long), cm(short), "", cm(leg)),
    ).told(short=short, long=long, leg=leg, overhang=overhang, height=height, mean=mean)


@form("cut-square")
def _cut_square(draw: Draw) -> Computed:
    strips, width = draw.integer(2, 6), draw.integer(2, 6)
    side, widths = strips * width, 2 * strips + 2
    perimeter, key = 2 * (side + width), side**2
    mistakes = (
        side * width,  # answered one rectangle
        4 * side,  # answered the perimeter of the square
        strips * perimeter,  # multiplied the perimeter
        (side + width) ** 2,  # squared half the perimeter
        (side - width) ** 2,  # took one strip too few for the side
        2 * key,  # forgot that the perimeter counts each side twice
    )
    return computed(
        key,
        f"({strips} * {perimeter} / (2 * ({strips} + 1)))**2",
        *mistakes,
    ).told(strips=strips, perimeter=perimeter, widths=widths, width=width, side=side)


@form("rhombus-from-side")
def _rhombus_from_side(draw: Draw) -> Computed:
    half, other, side = right_triangle(draw, longest=30)
    one, two = 2 * half, 2 * other
    case, edge = draw.pick((("perimeter", ""), ("side", cm(side))))
    mistakes = (
        one * two,  # forgot to halve the product of the diagonals
        half * other,  # halved once too often
        one * side,  # multiplied the diagonal by the side
        two,  # answered the other diagonal
        half * side,  # multiplied half the diagonal by the side
    )
    return computed(
        one * two // 2,
        f"{one} * ({side}**2 - ({one} / 2)**2) / {other}",
        *mistakes,
        case=case,
        figure=lying("rhombus", (one, two), (cm(one), ""), edge),
    ).told(perimeter=4 * side, side=side, one=one, two=two, half=half, other=other)
