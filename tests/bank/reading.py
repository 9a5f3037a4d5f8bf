"""Reading school algebra: expressions with Arabic unknowns, as values and as equations."""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import isqrt

from examcli.exam.arithmetic import evaluated

EXPRESSION = r"[-−+×÷√()/²³⁰¹⁴-⁹\dسص ]*[\d)²³⁰¹⁴-⁹سص]"
EQUATION = re.compile(rf"({EXPRESSION} = {EXPRESSION})")
INEQUALITY = re.compile(rf"({EXPRESSION}(?: [<>≤≥] {EXPRESSION})+)")
RELATION = re.compile(rf"({EXPRESSION}(?: [=<>≤≥] {EXPRESSION})+)")
SEVERAL = (Fraction(1, 2), Fraction(7, 3), Fraction(50))
"""Values of an unknown at which expressions are compared."""

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
EXPONENT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
SIGNS = str.maketrans("−×÷", "-*/")
ROOT = re.compile(r"(\d*)√(\d+)")
TOUCHING = re.compile(r"(?<=[\d)ء-ي])(?=[(ء-ي])")

RELATIONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": lambda left, right: left == right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "≤": lambda left, right: left <= right,
    "≥": lambda left, right: left >= right,
}


def value(expression: str, **unknowns: Fraction | int) -> Fraction:
    """The value of an expression such as `3س² − 2(ص + 1)` for given unknowns; roots must be whole.

    Raises:
        ValueError: it is not such an expression.
    """
    plain = EXPONENT.sub(lambda raised: f"**{raised[0].translate(RAISED)}", expression)
    plain = ROOT.sub(_root, plain.translate(SIGNS)).replace(" ", "")
    plain = TOUCHING.sub("*", plain)
    for name, amount in unknowns.items():
        plain = plain.replace(name, f"({Fraction(amount)})")
    result = evaluated(plain)
    if result is None:
        raise ValueError(expression)
    return result


def holds(relation: str, **unknowns: Fraction | int) -> bool:
    """Whether an equation or a chain of inequalities is true for given unknowns."""
    parts = re.split(r"\s([=<>≤≥])\s", relation)
    values = [value(part, **unknowns) for part in parts[::2]]
    pairs = zip(parts[1::2], pairwise(values), strict=True)
    return all(RELATIONS[sign](left, right) for sign, (left, right) in pairs)


def line(equation: str) -> tuple[Fraction, Fraction, Fraction]:
    """The coefficients of `a س + b ص + e = 0`, from the values at (0, 0), (1, 0) and (0, 1)."""
    left, right = equation.split(" = ")

    def at(one: int, other: int) -> Fraction:
        return value(left, س=one, ص=other) - value(right, س=one, ص=other)

    return at(1, 0) - at(0, 0), at(0, 1) - at(0, 0), at(0, 0)


def on_line(equation: str, one: Fraction) -> Fraction:
    """The second unknown of a linear equation for a value of the first."""
    a, b, e = line(equation)
    return -(a * one + e) / b


def _root(found: re.Match[str]) -> str:
    root = isqrt(int(found[2]))
    if root * root != int(found[2]):
        raise ValueError(found[0])
    return f"({found[1] or 1}*{root})"
