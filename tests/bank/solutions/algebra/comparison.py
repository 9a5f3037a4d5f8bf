"""Comparisons: both values at many numbers that fit what is known."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import permutations, product
from math import isqrt

from bank.reading import EQUATION, RELATION, holds, on_line, value
from bank.solutions import COMPARED, amount, compared, judges

DENSE = [Fraction(at) for at in range(-40, 41)]
"""Where an equation is to be solved, or a range to be filled."""
SPARSE = [
    at * sign for at in map(Fraction, ("1/2", *"01235678", "12", "15", "40")) for sign in (1, -1)
]
"""Where any number that is great or small enough will do."""


@judges("algebra/comparison-algebraic")
def both_sides(stem: str, choice: str) -> bool | None:
    """Both values at many numbers that fit the condition."""
    return choice == _outcome(stem) if COMPARED.search(stem) else None


@cache
def _outcome(stem: str) -> str:
    found = COMPARED.search(stem)
    assert found
    condition = re.split("،? ?ف?قارن بين", stem, maxsplit=1)[0]
    points = list(_points(condition, found["first"] + found["second"]))
    assert points, stem
    return compared(
        [value(found["first"], **point) - value(found["second"], **point) for point in points]
    )


def _points(condition: str, asked: str) -> Iterator[dict[str, Fraction]]:
    """Numbers that fit the condition: all that there are, or many of them."""
    parts = re.split("، وأن | و(?=ص )", condition)
    equation = EQUATION.search(condition)
    if "حلا المعادلة" in condition and equation:
        both = [at for at in DENSE if holds(equation[1], س=at)]
        yield from ({"م": one, "ن": other} for one, other in permutations(both))
    elif "س² − ص²" in parts[0] and equation:
        for other in (Fraction(half, 2) for half in range(-400, 401)):
            square = value(equation[1].split(" = ")[1]) + other**2
            root = Fraction(isqrt(int(4 * square)), 2)
            yield from (
                {"س": one, "ص": other}
                for one in (root, -root)
                if root**2 == square and all(_fits(part, س=one, ص=other) for part in parts)
            )
    elif equation and {"س", "ص"} <= set(equation[1]):
        yield from ({"س": at, "ص": on_line(equation[1], at)} for at in DENSE)
    else:
        names = [name for name in "سص" if name in asked]
        yield from (
            dict(zip(names, point, strict=True))
            for point in product(*(_values(name, parts) for name in names))
        )


def _values(name: str, parts: list[str]) -> list[Fraction]:
    """Numbers that fit what is told of one unknown."""
    told = [part for part in parts if re.search(rf"(?<![ء-ي]){name}(?![ء-ي])", part)]
    related = any(RELATION.search(part) for part in told)
    return [
        at
        for at in (DENSE if related else SPARSE)
        if all(_fits(part, **{name: at}) for part in told)
    ]


def _fits(part: str, **unknowns: Fraction) -> bool:
    """Whether a relation, or what is told in words of an unknown, is true."""
    relation = RELATION.search(part)
    if relation:
        return holds(relation[1].strip(), **unknowns)
    at = unknowns.popitem()[1]
    bounds = re.findall(r"(أكبر|أصغر) من (−?\d+(?:\.\d+)?)", part)
    within = all(
        at > amount(bound) if word == "أكبر" else at < amount(bound) for word, bound in bounds
    )
    whole_only = "عدد صحيح" not in part or at.denominator == 1
    return within and whole_only and (at > 0 or "موجب" not in part)
