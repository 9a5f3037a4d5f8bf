"""Figures measured where they lie: areas under corners, angles between directions."""

import cmath
import math
from fractions import Fraction

Length = int | float | Fraction
Point = tuple[Length, Length]


def enclosed(*corners: Point) -> Fraction:
    """The area of a polygon, corner by corner."""
    following = (*corners[1:], corners[0])
    turns = (
        Fraction(x) * Fraction(next_y) - Fraction(next_x) * Fraction(y)
        for (x, y), (next_x, next_y) in zip(corners, following, strict=True)
    )
    return abs(sum(turns, Fraction(0))) / 2


def exact(measured: float) -> Fraction:
    """What was measured, without the errors of measuring."""
    return Fraction(measured).limit_denominator(1000)


def corner(one: complex, middle: complex, other: complex) -> Fraction:
    """The angle at the middle one of three points, in degrees."""
    return exact(math.degrees(abs(cmath.phase((one - middle) / (other - middle)))))
