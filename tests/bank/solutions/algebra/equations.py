"""Equations and inequalities: numbers put in for the unknown."""

import re
from fractions import Fraction

from bank.reading import EQUATION, EXPRESSION, INEQUALITY, SEVERAL, holds, line, value
from bank.solutions import amount, finds, first, judges, whole

SIGNED = r"−?\d+"


@judges("algebra/linear-one-var", "algebra/quadratic")
def substituted(stem: str, choice: str) -> bool | None:
    """The choice makes the equation true; of two roots the positive one is asked for."""
    found = EQUATION.search(stem)
    if not found or "قيمة ك" in stem or not re.search("قيمة س|الحل الموجب|عدد موجب", stem):
        return None
    return holds(found[1], س=amount(choice)) and ("موجب" not in stem or amount(choice) > 0)


@judges("algebra/quadratic")
def multiplied_out(stem: str, choice: str) -> bool | None:
    """The two brackets of the choice have the value of the trinomial for several unknowns."""
    found = re.search(rf"العبارة ({EXPRESSION})", stem)
    if not found or not choice.startswith("("):
        return None
    return all(value(found[1], س=at) == value(choice, س=at) for at in SEVERAL)


@finds("algebra/quadratic")
def squares_of_both_roots(stem: str) -> int | None:
    """The roots, found among the whole numbers."""
    found = EQUATION.search(stem)
    if not found or not re.search("مربعي حلي|م² . ن²", stem):
        return None
    return sum(number**2 for number in range(-99, 100) if holds(found[1], س=number))


@finds("algebra/quadratic")
def coefficient_with_that_root(stem: str) -> int | None:
    """The coefficients tried until the known root satisfies the equation."""
    found = re.search(r"(س² .+ = 0)", stem)
    known = re.search(r"العدد (\d+)|حليها (\d+)", stem)
    if not found or not known or "قيمة ك" not in stem:
        return None
    return first(lambda number: holds(found[1], س=int(known[1] or known[2]), ك=number))


@finds("algebra/quadratic")
def walked_around(stem: str) -> int | None:
    """The widths tried until the area is right, and then all the way around."""
    if "محيط" not in stem:
        return None
    area, gap = whole(stem)
    width = first(lambda number: number * (number + gap) == area)
    return width + (width + gap) + width + (width + gap)


@finds("algebra/systems")
def both_equations(stem: str) -> Fraction | None:
    """What is asked, at the crossing of two lines."""
    equations = EQUATION.findall(stem)
    asked = re.search("قيمة ([سص]|س [×+] ص)(?:؟| إذا)", stem)
    if len(equations) != 2 or not asked:
        return None
    (a, b, e), (c, d, f) = map(line, equations)
    one, other = (b * f - e * d) / (a * d - b * c), (c * e - a * f) / (a * d - b * c)
    return value(asked[1], س=one, ص=other)


@finds("algebra/inequalities")
def tried_one_by_one(stem: str) -> int | None:
    """The whole numbers that satisfy it, one by one."""
    found = INEQUALITY.search(stem)
    if not found or "س" not in found[1] or "ص ≤" in stem:
        return None
    fitting = [number for number in range(-60, 150) if holds(found[1], س=number)]
    if "أصغر" in stem:
        return fitting[0]
    if "أكبر" in stem:
        return fitting[-1]
    return len(fitting) if re.search("عدد القيم الصحيحة|كم عددًا صحيحًا", stem) else None


@judges("algebra/inequalities")
def true_for_the_same_numbers(stem: str, choice: str) -> bool | None:
    """The choice is true where the inequality is, and nowhere else."""
    found = INEQUALITY.search(stem)
    if not found or not INEQUALITY.fullmatch(choice):
        return None
    halves = [Fraction(half, 2) for half in range(-60, 61)]
    return all(holds(found[1], س=at) == holds(choice, س=at) for at in halves)


@finds("algebra/inequalities")
def every_pair_subtracted(stem: str) -> int | None:
    """All differences of two whole numbers in their ranges."""
    bounds = re.search(rf"({SIGNED}) ≤ س ≤ ({SIGNED})، و({SIGNED}) ≤ ص ≤ ({SIGNED})", stem)
    if not bounds or "مقدار س − ص" not in stem:
        return None
    low, high, least, most = (int(amount(bound)) for bound in bounds.groups())
    found = [one - two for one in range(low, high + 1) for two in range(least, most + 1)]
    return max(found) if "أكبر قيمة" in stem else min(found)
