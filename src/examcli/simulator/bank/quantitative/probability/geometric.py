"""Geometric probability: a point on a line, in a region, a moment in time."""

from collections.abc import Sequence
from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw
from examcli.simulator.bank.forms import FRACTIONS, Choices, Computed, Words, computed
from examcli.simulator.bank.quantitative.nouns import MINUTE, counted
from examcli.simulator.bank.quantitative.probability.bags import reduced

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
    return computed(
        Fraction(part, length),
        f"{part}/{length}",
        Fraction(part, length - part),  # compared with the rest
        Fraction(place + part, length),  # took the end
        Fraction(length - part, length),  # took the rest
        Fraction(place, length),  # took the place
        length=length,
        part=part,
        place=place,
        chance=reduced(part, length),
    )


@form("rectangle-in-rectangle", FRACTIONS)
def _rectangle_in_rectangle(draw: Draw) -> Computed:
    long, wide = draw.integer(6, 12), draw.integer(4, 10)
    inner_long, inner_wide = draw.integer(2, long - 2), draw.integer(2, wide - 1)
    inner, outer = inner_long * inner_wide, long * wide
    return computed(
        Fraction(inner, outer),
        f"{inner_long}*{inner_wide}/({long}*{wide})",
        Fraction(inner_long, long),  # compared the lengths
        Fraction(inner_long + inner_wide, long + wide),  # compared the perimeters
        Fraction(inner, outer - inner),  # compared with the rest
        Fraction(outer - inner, outer),  # took the rest
        long=long,
        wide=wide,
        inner_long=inner_long,
        inner_wide=inner_wide,
        chance=reduced(inner, outer),
    )


@form("circle-in-circle", FRACTIONS)
def _circle_in_circle(draw: Draw) -> Computed:
    outer = draw.integer(4, 12)
    inner = draw.integer(2, outer - 1)
    part, total = inner**2, outer**2
    return computed(
        Fraction(part, total),
        f"{inner}**2/{outer}**2",
        Fraction(inner, outer),  # compared the radii
        Fraction(total - part, total),  # took the ring
        Fraction(part, total - part),  # compared with the rest
        Fraction(outer - inner, outer),  # took the ring, by the radii
        inner=inner,
        outer=outer,
        chance=reduced(part, total),
    )


def _times_pi(factor: Fraction) -> str:
    """A multiple of the circle constant, which Saudi school books write as the letter ط."""
    part = "" if factor.numerator == 1 else str(factor.numerator)
    return f"{part}ط" if factor.denominator == 1 else f"{part}ط/{factor.denominator}"


def _any_of(draw: Draw, _key: Fraction, mistakes: Sequence[Fraction]) -> Sequence[Fraction]:
    """Mistakes of which none is likelier than another."""
    return draw.sample(mistakes, len(mistakes))


@form("circle-in-square", Choices(_any_of, _times_pi))
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
        side=side,
        radius=radius,
        circle=_times_pi(Fraction(part)),
        square=total,
    )


@form("ring", FRACTIONS)
def _ring(draw: Draw) -> Computed:
    outer = draw.integer(4, 12)
    inner, middle = sorted(draw.sample(range(1, outer), 2))
    part, total = middle**2 - inner**2, outer**2
    return computed(
        Fraction(part, total),
        f"({middle}**2 - {inner}**2)/{outer}**2",
        Fraction(middle - inner, outer),  # compared the radii
        Fraction(middle**2, total),  # forgot the hole
        Fraction((middle - inner) ** 2, total),  # squared the width
        Fraction(total - middle**2, total),  # took the outer ring
        inner=inner,
        middle=middle,
        outer=outer,
        hole=inner**2,
        filled=middle**2,
        part=part,
        total=total,
        chance=reduced(part, total),
    )


@form("outside-shapes", FRACTIONS)
def _outside_shapes(draw: Draw) -> Computed:
    side, inner = draw.integer(10, 15), draw.integer(2, 5)
    base, height = 2 * draw.integer(1, 3), draw.integer(2, 5)
    total, square, triangle = side**2, inner**2, base * height // 2
    part = total - square - triangle
    return computed(
        Fraction(part, total),
        f"({side}**2 - {inner}**2 - {base}*{height}/2)/{side}**2",
        Fraction(part - triangle, total),  # forgot to halve the triangle
        Fraction(total - square, total),  # forgot the triangle
        Fraction(total - triangle, total),  # forgot the square
        Fraction(square + triangle, total),  # took the shapes
        side=side,
        inner=inner,
        base=base,
        height=height,
        total=total,
        square=square,
        triangle=triangle,
        part=part,
        chance=reduced(part, total),
    )


@form("waiting", FRACTIONS)
def _waiting(draw: Draw) -> Computed:
    period, most = draw.pick((12, 15, 20, 24, 30, 40, 45)), draw.integer(3, 10)
    stop = draw.integer(0, 1) * draw.integer(3, 5)
    part = most + stop
    if part >= period:
        raise Degenerate("certain")
    return computed(
        Fraction(part, period),
        f"({most} + {stop})/{period}" if stop else f"{most}/{period}",
        Fraction(most, period) if stop else Fraction(1, most),  # forgot the stop
        Fraction(part, period - part),  # compared with the rest
        Fraction(period - part, period),  # took the opposite
        Fraction(most, period + part),  # put the stop outside the period
        case="stopping" if stop else "passing",
        period=period,
        every=counted(period, MINUTE),
        stop=counted(stop, MINUTE),
        most=counted(most, MINUTE),
        part=part,
        chance=reduced(part, period),
    )
