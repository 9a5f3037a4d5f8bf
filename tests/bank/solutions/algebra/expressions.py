"""Expressions and functions: worked out for several unknowns."""

import cmath
import math
import re
from fractions import Fraction
from math import isqrt

from bank.reading import EQUATION, EXPRESSION, SEVERAL, holds, on_line, value
from bank.solutions import amount, finds, first, judges

SIMPLIFIED = re.compile(rf"(?:للعبارة|العبارة|تبسيط|يساوي|ناتج|المقدار|قيمة) ({EXPRESSION})")
STORIES = {
    "^عددان مجموعهما": "س + ص =",
    "^عددان الفرق بينهما": "س − ص =",
    r"وحاصل ضربهما (\d+)": r"، س × ص = \1",
    r"ومجموع مربعيهما (\d+)": r"، س² + ص² = \1",
    "فما مجموع مربعيهما": "فما قيمة س² + ص²",
    "فما حاصل ضربهما": "فما قيمة س × ص",
}
"""What a story of two numbers says, as equations."""


@judges("algebra/expressions")
def equal_everywhere(stem: str, choice: str) -> bool | None:
    """The choice has the value of the expression for several unknowns."""
    found = SIMPLIFIED.search(stem)
    if not found or "ص" in found[1] or not re.fullmatch(EXPRESSION, choice):
        return None
    return all(value(found[1], س=at) == value(choice, س=at) for at in SEVERAL)


@judges("algebra/exponents", "algebra/identities", "algebra/roots")
def worked_out(stem: str, choice: str) -> bool | None:
    """The expression and the choice have one value, for several unknowns."""
    found = SIMPLIFIED.search(stem)
    if not found or "إذا كان" in stem or not re.fullmatch(EXPRESSION, choice):
        return None
    pairs = [(_measured(found[1], at), _measured(choice, at)) for at in SEVERAL]
    return all(abs(one - other) <= abs(one) / 10**9 for one, other in pairs)


def _measured(expression: str, unknown: Fraction) -> Fraction:
    """The value of an expression, with the roots in it to twelve places."""
    plain = re.sub(r"√\(([^()]+)\)", lambda under: f"√{value(under[1])}", expression)
    plain = re.sub(r"(\d*)√(\d+)", _to_twelve_places, plain)
    return value(plain, س=unknown, ص=unknown)


def _to_twelve_places(root: re.Match[str]) -> str:
    return f"({root[1] or 1} × {isqrt(int(root[2]) * 10**24)}/{10**12})"


@finds("algebra/exponents")
def exponent_tried(stem: str) -> int | None:
    """Unknowns tried until the power is the other side."""
    found = re.search(
        r"إذا كان (?:(?P<sum>.+) يساوي )?العدد (?P<base>\d+) مرفوعًا للأس (?P<exponent>[^ي]+?)"
        r"(?: يساوي (?P<product>.+))?، فما قيمة س؟",
        stem,
    )
    if not found:
        return None
    side, base = value(found["sum"] or found["product"]), int(found["base"])
    return first(lambda number: base ** value(found["exponent"], س=number) == side)


@finds("algebra/roots")
def root_tried(stem: str) -> int | None:
    """Unknowns tried until the root, measured, makes the equation true."""
    found = re.search(r"إذا كان √\((.+?)\)(?: \+ (\d+))? = (\d+)، فما قيمة س؟", stem)
    if not found:
        return None
    rest, total = int(found[2] or 0), int(found[3])
    under = ((at, value(found[1], س=at)) for at in range(1, 999))
    return next(at for at, left in under if left >= 0 and math.sqrt(left) + rest == total)


@finds("algebra/identities")
def both_numbers_found(stem: str) -> Fraction | None:
    """Halves tried on the line of one equation until the other one is true as well."""
    told = stem
    for words, meant in STORIES.items():
        told = re.sub(words, meant, told)
    equations = EQUATION.findall(told)
    asked = re.search("قيمة ([^؟]+?)(?:؟| إذا)", told)
    if len(equations) != 2 or not asked:
        return None
    straight, curved = sorted(equations, key=lambda told: bool(re.search("[²×]", told)))
    points = ((at, on_line(straight, at)) for at in (Fraction(half, 2) for half in range(-99, 100)))
    one, other = next(point for point in points if holds(curved, س=point[0], ص=point[1]))
    return value(asked[1], س=one, ص=other)


@finds("algebra/identities")
def complex_number_put_in(stem: str) -> int | None:
    """The unknown as a complex number, put into what is asked."""
    given = re.search(r"س ([+−]) (\d+)/س = (\d+)", stem)
    asked = re.search(r"قيمة س² \+ (\d+)/س²", stem)
    if not given or not asked:
        return None
    over, total = int(given[2]) * (1 if given[1] == "+" else -1), int(given[3])
    unknown = (total + cmath.sqrt(total**2 - 4 * over)) / 2
    assert cmath.isclose(unknown + over / unknown, total)
    return round((unknown**2 + int(asked[1]) / unknown**2).real)


@finds("algebra/substitution")
def put_in(stem: str) -> Fraction | None:
    """The expression with the given values put in."""
    if "ع =" in stem:
        return None
    given = {name: amount(number) for name, number in re.findall(r"(س|ص) = (−?\d+)", stem)}
    found = re.search(rf"قيمة (?:العبارة )?({EXPRESSION})", stem)
    if not found or not set(re.findall("[سص]", found[1])) <= set(given):
        return None
    return value(found[1], **given)


@finds("algebra/substitution")
def term_to_term(stem: str) -> Fraction | None:
    """The first number tried until the two are in the given ratio."""
    ratio = re.search(r"(س/ص = \d+/\d+)، وص = (\d+)", stem)
    asked = re.search(rf"قيمة (?:العبارة )?({EXPRESSION})", stem)
    if not ratio or not asked:
        return None
    other = int(ratio[2])
    return value(asked[1], س=first(lambda number: holds(ratio[1], س=number, ص=other)), ص=other)


@finds("algebra/substitution")
def from_the_last(stem: str) -> Fraction | None:
    """The unknowns of a chain, one after another from the last."""
    chain = re.search(r"س = (\d+ص)، وص = (\d+ع \+ \d+)، وع = (\d+)", stem)
    if not chain or "قيمة س + ص − ع" not in stem.replace("العبارة ", ""):
        return None
    last = int(chain[3])
    middle = value(chain[2], ع=last)
    return value(chain[1], ص=middle) + middle - last


@finds("algebra/substitution")
def anywhere_on_theline(stem: str) -> Fraction | None:
    """Two pairs with the given sum give the expression one value."""
    given = EQUATION.search(stem)
    asked = re.search(rf"قيمة (?:العبارة )?({EXPRESSION})", stem)
    if not given or not asked or not re.search(r"س \+ \d*ص = \d+", given[1]):
        return None
    one, other = (value(asked[1], س=at, ص=on_line(given[1], at)) for at in SEVERAL[:2])
    return one if one == other else None


@finds("algebra/functions")
def by_the_rule(stem: str) -> Fraction | None:
    """An operation or a function, applied from the inside out."""
    if re.search("تجعل|وكان س", stem):
        return None
    rule = re.search(r"أ (.) ب = ([-−+\dأب ]+)[.،]", stem)
    if rule:
        asked = re.split("ناتج|قيمة", stem)[-1].strip("؟ ")
        sign = re.escape(rule[1])
        while found := re.search(rf"\(?(\d+) {sign} (\d+)\)?", asked):
            left, right = int(found[1]), int(found[2])
            result = value(rule[2].strip(), أ=left, ب=right)
            asked = asked.replace(found[0], str(result), 1)
        return Fraction(asked)
    formula = re.search(r"د\(س\) = ([-−+\dس²³ ]+)[،؟]", stem)
    asked_at = re.search(r"(د\(د|د)\((\d+)\)", stem)
    if not formula or not asked_at:
        return None
    result = value(formula[1].strip(), س=int(asked_at[2]))
    return value(formula[1].strip(), س=result) if asked_at[1] == "د(د" else result


@finds("algebra/functions")
def operand_tried(stem: str) -> int | None:
    """The first operand, tried until the result is right."""
    rule = re.search(r"أ (.) ب = ([-−+\dأب ]+)[.،]", stem)
    asked = re.search(r"س . (\d+) = (\d+)، فما قيمة س؟|تجعل س . (\d+) = (\d+)؟", stem)
    if not rule or not asked:
        return None
    known, result = (int(number) for number in asked.groups() if number)
    return first(lambda number: value(rule[2], أ=number, ب=known) == result)


@finds("algebra/functions")
def step_by_step(stem: str) -> int | None:
    """A linear function followed in equal steps, which are tried until both values fit."""
    known = re.search(r"د\((\d+)\) = (\d+) ود\((\d+)\) = (\d+)، فما قيمة د\((\d+)\)؟", stem)
    if not known:
        return None
    low, at_low, high, at_high, asked = map(int, known.groups())
    step = first(lambda number: at_low + sum([number] * (high - low)) == at_high)
    return at_high + sum([step] * (asked - high))


@finds("algebra/functions")
def argument_tried(stem: str) -> Fraction | None:
    """The unknown, tried until the argument is the one asked for."""
    rule = re.search(r"د\((س [+−] \d+)\) = (\d+س \+ \d+)", stem)
    asked = re.search(r"د\((\d+)\)", stem)
    if not rule or not asked:
        return None
    unknown = first(lambda number: value(rule[1], س=number) == int(asked[1]))
    return value(rule[2], س=unknown)
