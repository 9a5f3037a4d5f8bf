"""Geometric probability: a point on a line, in a region, a moment in time."""

from fractions import Fraction

from examcli.bank.chances import share
from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import FRACTIONS, TEXTS_DRAWN, Choices, Computed, Words, computed
from examcli.bank.quantitative.nouns import MINUTE, counted

words = Words(__name__)
form = words.form


def geometric_prob(draw: Draw) -> Draft:
    """A length or an area; circles; what is left of a shape, and waiting times."""
    easy = draw.pick((_on_segment, _rectangle_in_rectangle))
    medium = draw.pick((_circle_in_circle, _circle_in_square))
    hard = draw.pick((_ring, _outside_shapes, _waiting))
    return draw.by_level(easy, medium, hard)(draw)


@form("on-segment", FRACTIONS)
def _on_segment(draw: Draw) -> Computed:
    length, part, place = draw.integer(10, 40), draw.integer(3, 9), draw.integer(1, 4)
    if place + part > length:
        raise Degenerate("the part reaches beyond the end")
    return share(
        part,
        length,
        Fraction(part, length - part),  # compared with the rest
        place + part,  # took the end
        length - part,  # took the rest
        place,  # took the place
        place=place,
    )


@form("rectangle-in-rectangle", FRACTIONS)
def _rectangle_in_rectangle(draw: Draw) -> Computed:
    long, wide = draw.integer(6, 12), draw.integer(4, 10)
    inner_long, inner_wide = draw.integer(2, long - 2), draw.integer(2, wide - 1)
    inner, outer = inner_long * inner_wide, long * wide
    return share(
        inner,
        outer,
        Fraction(inner_long, long),  # compared the lengths
        Fraction(inner_long + inner_wide, long + wide),  # compared the perimeters
        Fraction(inner, outer - inner),  # compared with the rest
        outer - inner,  # took the rest
        check=f"{inner_long}*{inner_wide}/({long}*{wide})",
        long=long,
        wide=wide,
        inner_long=inner_long,
        inner_wide=inner_wide,
    )


@form("circle-in-circle", FRACTIONS)
def _circle_in_circle(draw: Draw) -> Computed:
    outer = draw.integer(4, 12)
    inner = draw.integer(2, outer - 1)
    part, total = inner**2, outer**2
    return share(
        part,
        total,
        Fraction(inner, outer),  # compared the radii
        total - part,  # took the ring
        Fraction(part, total - part),  # compared with the rest
        Fraction(outer - inner, outer),  # took the ring, by the radii
        check=f"{inner}**2/{outer}**2",
        inner=inner,
        outer=outer,
    )


def _times_pi(factor: Fraction) -> str:
    """A multiple of the circle constant, which Saudi school books write as the letter ط."""
    part = "" if factor.numerator == 1 else str(factor.numerator)
    return f"{part}ط" if factor.denominator == 1 else f"{part}ط/{factor.denominator}"


@form("circle-in-square", Choices(TEXTS_DRAWN.choose, _times_pi))
def _circle_in_square(draw: Draw) -> Computed:
    side = draw.integer(4, 20)
    radius = draw.integer(1, side // 2)
    part, total = radius**2, side**2
    return computed(
        Fraction(part, total),
        "",
        Fraction(4 * part, total),  # took the diameter
        Fraction(2 * radius, total),  # took the circumference
        Fraction(radius, side),  # forgot to square
        Fraction(radius, total),  # forgot to square the radius
        Fraction(part, 2 * total),  # halved
    ).told(side=side, radius=radius, circle=_times_pi(Fraction(part)), square=total)


@form("ring", FRACTIONS)
def _ring(draw: Draw) -> Computed:
    outer = draw.integer(4, 12)
    inner, middle = sorted(draw.sample(range(1, outer), 2))
    part, total = middle**2 - inner**2, outer**2
    return share(
        part,
        total,
        Fraction(middle - inner, outer),  # compared the radii
        middle**2,  # forgot the hole
        (middle - inner) ** 2,  # squared the width
        total - middle**2,  # took the outer ring
        check=f"({middle}**2 - {inner}**2)/{outer}**2",
        inner=inner,
        middle=middle,
        outer=outer,
        hole=inner**2,
        filled=middle**2,
    )


@form("outside-shapes", FRACTIONS)
def _outside_shapes(draw: Draw) -> Computed:
    side, inner = draw.integer(10, 15), draw.integer(2, 5)
    base, height = 2 * draw.integer(1, 3), draw.integer(2, 5)
    total, square, triangle = side**2, inner**2, base * height // 2
    part = total - square - triangle
    return share(
        part,
        total,
        part - triangle,  # forgot to halve the triangle
        total - square,  # forgot the triangle
        total - triangle,  # forgot the square
        square + triangle,  # took the shapes
        check=f"({side}**2 - {inner}**2 - {base}*{height}/2)/{side}**2",
        side=side,
        inner=inner,
        base=base,
        height=height,
        square=square,
        triangle=triangle,
    )


@form("waiting", FRACTIONS)
def _waiting(draw: Draw) -> Computed:
    period, most = draw.pick((12, 15, 20, 24, 30, 40, 45)), draw.integer(3, 10)
    stop = draw.integer(0, 1) * draw.integer(3, 5)
    part = most + stop
    if part >= period:
        raise Degenerate("certain")
    return share(
        part,
        period,
        most if stop else Fraction(1, most),  # forgot the stop
        Fraction(part, period - part),  # compared with the rest
        period - part,  # took the opposite
        Fraction(most, period + part),  # put the stop outside the period
        check=f"({most} + {stop})/{period}" if stop else "",
        case="stopping" if stop else "passing",
        every=counted(period, MINUTE),
        stop=counted(stop, MINUTE),
        most=counted(most, MINUTE),
    )
