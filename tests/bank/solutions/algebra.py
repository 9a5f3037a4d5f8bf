"""Algebra by substitution and by trying numbers."""

import cmath
import math
import operator
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise, permutations, product
from math import isqrt

from bank.drawing import numbers
from bank.reading import RAISED, holds, value
from bank.solutions import COMPARED, amount, compared, finds, first, judges, whole

EXPRESSION = r"[-−+×÷√()/²³⁰¹⁴-⁹\dسص ]*[\d)²³⁰¹⁴-⁹سص]"
SIGNED = r"−?\d+"
EQUATION = re.compile(rf"({EXPRESSION} = {EXPRESSION})")
RELATION = re.compile(rf"({EXPRESSION}(?: [=<>≤≥] {EXPRESSION})+)")
INEQUALITY = re.compile(rf"({EXPRESSION}(?: [<>≤≥] {EXPRESSION})+)")
SIMPLIFIED = re.compile(rf"(?:للعبارة|العبارة|تبسيط|يساوي|ناتج|المقدار|قيمة) ({EXPRESSION})")
PARTS = {"ثلاثة": 3, "أربعة": 4, "خمسة": 5}
TIMES = {"مثلي": 2, **{f"{n} أمثال": n for n in range(3, 10)}}
MULTIPLE = r"مثلي|\d أمثال"
NUMBERS = (Fraction(1, 2), Fraction(7, 3), Fraction(50))
"""Values at which expressions are compared."""
DENSE = [Fraction(at) for at in range(-40, 41)]
SPARSE = [
    at * sign for at in map(Fraction, ("1/2", *"01235678", "12", "15", "40")) for sign in (1, -1)
]
UNREAD: frozenset[str] = frozenset()


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
    return all(value(found[1], س=at) == value(choice, س=at) for at in NUMBERS)


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
    """The crossing of two lines, each drawn through the values at (0, 0), (1, 0) and (0, 1)."""
    equations = EQUATION.findall(stem)
    asked = re.search("قيمة ([سص]|س [×+] ص)(?:؟| إذا)", stem)
    if len(equations) != 2 or not asked:
        return None
    (a, b, e), (c, d, f) = map(_line, equations)
    one, other = (b * f - e * d) / (a * d - b * c), (c * e - a * f) / (a * d - b * c)
    return value(asked[1], س=one, ص=other)


def _line(equation: str) -> tuple[Fraction, Fraction, Fraction]:
    """The coefficients of `a س + b ص + e = 0`."""
    left, right = equation.split(" = ")

    def at(one: int, other: int) -> Fraction:
        return value(left, س=one, ص=other) - value(right, س=one, ص=other)

    return at(1, 0) - at(0, 0), at(0, 1) - at(0, 0), at(0, 0)


@finds("algebra/systems")
def apart_by_the_gap(stem: str) -> int | None:
    """Pairs with the given gap, tried until they have the given sum."""
    more, asked = re.search(r"ما مع (\S+) يزيد", stem), re.search("(\\S+)(?: بالسنتمتر)?؟$", stem)
    if not asked or not re.search("والفرق بينهما|إلى قطعتين تزيد|يزيد على ما مع", stem):
        return None
    total, gap = whole(stem)
    small = first(lambda number: number + number + gap == total)
    larger = asked[1] in {"الأكبر", "الطويلة", more and more[1]}
    return small + gap if larger else small


KINDS = {
    "دجاج وأرانب": (2, 4),  # legs of a hen and of a rabbit
    "لكل منها عجلتان وسيارات لكل منها 4 عجلات": (2, 4),
    "من فئتي 5 ريالات و10 ريالات": (5, 10),
    "تذكرة الطفل في متحف 10 ريالات وثمن تذكرة البالغ 25": (10, 25),
    "يسع كل منها 6 قوارير وصناديق كبيرة يسع كل منها 12": (6, 12),
}


@finds("algebra/systems")
def counted_kind_by_kind(stem: str) -> int | None:
    """One of the larger kind after another taken, until the total is right."""
    told = next((kinds for kinds in KINDS if kinds in stem), None)
    if not told or not re.search("(?:الأرانب|السيارات|10 ريالات|البالغين|الكبيرة)؟", stem):
        return None
    (low, high), (many, total, *_) = KINDS[told], whole(stem.replace(told, ""))
    return first(lambda large: large * high + (many - large) * low == total)


@finds("algebra/systems")
def price_tags(stem: str) -> int | None:
    """Two prices tried until both bills are right."""
    if "ثمن" not in stem or "معًا؟" not in stem:
        return None
    left, right, one, more, less, two = whole(stem)
    return next(
        price + other
        for price in range(1, 40)
        for other in range(1, 40)
        if left * price + right * other == one and more * price + less * other == two
    )


@finds("algebra/linear-word")
def told_step_by_step(stem: str) -> int | None:
    """One unit after another added to the fixed part, until the total is there."""
    given = whole(stem)
    if stem.startswith("عدد إذا ضُرب"):
        rate, fixed, total = given
    elif "دفاتر متساوية الثمن" in stem:
        total, rate, fixed = given
    elif re.search("أجرة الركوب|رسم الاشتراك|في خزان ", stem):
        fixed, rate, total = given
    else:
        return None
    return first(lambda units: fixed + sum([rate] * units) == total)


@finds("algebra/linear-word")
def smaller_part_tried(stem: str) -> int | None:
    """The smaller part tried until both make the whole; which part is asked for, it says last."""
    told = re.search(r"يزيد بمقدار (\d+)(?: سم)? على (\d+) أمثال", stem)
    owner = re.search(r"ما مع (\S+) يزيد", stem)
    asked = re.search(r"(\S+)(?: بالسنتمتر)?؟$", stem)
    if not told or not asked:
        return None
    total, extra, times = whole(stem)[0], int(told[1]), int(told[2])
    small = first(lambda number: number + extra + sum([number] * times) == total)
    larger = {"العلمية", "النخيل", "الأكبر", "الأولى", owner[1] if owner else ""}
    return total - small if asked[1] in larger else small


@finds("algebra/linear-word")
def both_ways_alike(stem: str) -> int | None:
    """Two situations played through until they come to the same."""
    given = whole(stem)
    if "وُزّعت" in stem:
        fewer, left, more, short = given
        return first(lambda people: fewer * people + left == more * people - short)
    if re.search("يتساوى (?:ما في الخزانين|ما معهما|عدد الصناديق)", stem):
        high, out, low, into = given
        return first(lambda time: high - out * time == low + into * time)
    moved = re.search(r"مما مع (\S+) إلى (\S+) ليصبح ما مع (\S+) \d أمثال ما مع (\S+)؟", stem)
    if not moved or (moved[1], moved[2]) != (moved[4], moved[3]):
        return None
    giver, receiver, times = given
    return first(lambda riyals: receiver + riyals == times * (giver - riyals))


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
def paid_day_by_day(stem: str) -> int | None:
    """Two offers, each paid bit by bit until the first one is the cheaper."""
    if "تصبح عنده تكلفة" not in stem:
        return None
    one, more, other, most = whole(stem)
    return first(lambda times: one + sum([more] * times) < other + sum([most] * times))


@finds("algebra/inequalities")
def every_pair_subtracted(stem: str) -> int | None:
    """All differences of two whole numbers in their ranges."""
    bounds = re.search(rf"({SIGNED}) ≤ س ≤ ({SIGNED})، و({SIGNED}) ≤ ص ≤ ({SIGNED})", stem)
    if not bounds or "مقدار س − ص" not in stem:
        return None
    low, high, least, most = (int(amount(bound)) for bound in bounds.groups())
    found = [one - two for one in range(low, high + 1) for two in range(least, most + 1)]
    return max(found) if "أكبر قيمة" in stem else min(found)


@judges("algebra/expressions")
def equal_everywhere(stem: str, choice: str) -> bool | None:
    """The choice has the value of the expression for several unknowns."""
    found = SIMPLIFIED.search(stem)
    if not found or "ص" in found[1] or not re.fullmatch(EXPRESSION, choice):
        return None
    return all(
        value(found[1], س=number) == value(choice, س=number)
        for number in (Fraction(1, 2), Fraction(7, 3), 50)
    )


@judges("algebra/exponents", "algebra/identities", "algebra/roots")
def worked_out(stem: str, choice: str) -> bool | None:
    """The expression and the choice have one value, for several unknowns."""
    found = SIMPLIFIED.search(stem)
    if not found or "إذا كان" in stem or not re.fullmatch(EXPRESSION, choice):
        return None
    pairs = [(_measured(found[1], at), _measured(choice, at)) for at in NUMBERS]
    return all(abs(one - other) <= abs(one) / 10**9 for one, other in pairs)


def _measured(expression: str, unknown: Fraction) -> Fraction:
    """The value of an expression, with the roots in it to twelve places."""
    names = {"س": unknown, "ص": unknown}
    plain = re.sub(r"√\(([^()]+)\)", lambda sum_: f"√{value(sum_[1], **names)}", expression)
    return value(
        re.sub(
            r"(\d*)√(\d+)",
            lambda root: f"({root[1] or 1} × {isqrt(int(root[2]) * 10**24)}/{10**12})",
            plain,
        ),
        **names,
    )


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
    line, curve = sorted(equations, key=lambda equation: bool(re.search("[²×]", equation)))
    return next(
        value(asked[1], س=one, ص=_other(line, one))
        for one in (Fraction(half, 2) for half in range(-99, 100))
        if holds(curve, س=one, ص=_other(line, one))
    )


STORIES = {
    "^عددان مجموعهما": "س + ص =",
    "^عددان الفرق بينهما": "س − ص =",
    r"وحاصل ضربهما (\d+)": r"، س × ص = \1",
    r"ومجموع مربعيهما (\d+)": r"، س² + ص² = \1",
    "فما مجموع مربعيهما": "فما قيمة س² + ص²",
    "فما حاصل ضربهما": "فما قيمة س × ص",
}
"""What a story of two numbers says, as equations."""


def _other(line: str, one: Fraction) -> Fraction:
    """The second unknown of a linear equation for a value of the first."""
    a, b, e = _line(line)
    return -(a * one + e) / b


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
def anywhere_on_the_line(stem: str) -> Fraction | None:
    """Two pairs with the given sum give the expression one value."""
    given = EQUATION.search(stem)
    asked = re.search(rf"قيمة (?:العبارة )?({EXPRESSION})", stem)
    if not given or not asked or not re.search(r"س \+ \d*ص = \d+", given[1]):
        return None
    one, other = (value(asked[1], س=at, ص=_other(given[1], at)) for at in NUMBERS[:2])
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


@finds("algebra/sequences")
def next_by_rule(stem: str) -> Fraction | None:
    """The next number by whichever rules explain all that are given, if they agree on it."""
    if not re.search("الحد التالي|يكمل النمط|العدد التالي", stem):
        return None
    terms = numbers(stem)
    steps = [later - earlier for earlier, later in pairwise(terms)]
    growth = {later - earlier for earlier, later in pairwise(steps)}
    found = {terms[-1] + steps[-1] + more for more in growth if len(growth) == 1}
    found |= {
        factor * terms[-1] + added
        for factor in (Fraction(1, 5), Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), 2, 3, 4, 5)
        for added in range(-9, 10)
        if all(factor * earlier + added == later for earlier, later in pairwise(terms))
    }
    jumps = [{later - earlier for earlier, later in pairwise(terms[place::2])} for place in (0, 1)]
    if len(terms) == 6 and all(len(jump) == 1 for jump in jumps):
        found |= {terms[-2] + jump for jump in jumps[0]}
    return found.pop() if len(found) == 1 else None


@finds("algebra/sequences")
def step_after_step(stem: str) -> int | None:
    """The same step taken until the asked place is reached."""
    if not re.search("رتبته|رتبتها", stem):
        return None
    one, two, three, place = whole(stem)
    terms = [one, two, three]
    while len(terms) < place:
        terms.append(terms[-1] + two - one)
    return terms[-1] if three - two == two - one else None


@finds("algebra/sequences")
def row_by_row(stem: str) -> int | None:
    """The seats of one row after another, counted."""
    if "مجموع المقاعد" not in stem:
        return None
    seats, step, rows = whole(stem)
    return sum(range(seats, seats + step * rows, step))


@finds("algebra/consecutive")
def summed_up(stem: str) -> int | None:
    """The first run of numbers that has the given sum."""
    many = re.search("ثلاثة|أربعة|خمسة", stem)
    asked = re.search("(الأصغر|الأكبر)(?: بينها)?؟$", stem)
    if not many or not asked or not re.search("مجموعها|مجموع .+ متتالية", stem):
        return None
    total = whole(stem)[0]
    run = next(run for run in _runs(stem, PARTS[many[0]]) if sum(run) == total)
    return run[-1] if asked[1] == "الأكبر" else run[0]


def _runs(stem: str, length: int) -> Iterator[range]:
    """Consecutive numbers of the kind that is told, from the smallest on."""
    step = 2 if re.search("زوجي|فردي", stem) else 1
    for start in range(1, 999):
        if step == 1 or start % 2 == ("فردي" in stem):
            yield range(start, start + step * length, step)


@finds("algebra/consecutive")
def neighbours(stem: str) -> int | None:
    """Pairs of neighbours tried until their sum, product or squares are as told."""
    asked = re.search("(الأصغر|الأكبر|أصغرهما|أكبرهما|مجموعهما)؟$", stem)
    told: Callable[[int, int], int]
    if re.search("المتقابلتين|عددان صحيحان|بيتان", stem):
        told = operator.add
    elif re.search("حاصل ضرب", stem):
        told = operator.mul
    elif "الفرق بين مربعي" in stem:
        told = _squares_apart
    else:
        return None
    if not asked:
        return None
    given = whole(stem)[0]
    small, large = next((one, two) for one, two in _runs(stem, 2) if told(one, two) == given)
    return small + large if asked[1] == "مجموعهما" else small if "صغر" in asked[1] else large


def _squares_apart(small: int, large: int) -> int:
    return large * large - small * small


@finds("algebra/consecutive")
def both_ends(stem: str) -> int | None:
    """Runs of five tried until one end is as told; then the other end."""
    told = re.search(r"مجموع (أصغر|أكبر) عددين منها (\d+)\. فما مجموع (أصغر|أكبر) عددين", stem)
    if not told or "خمسة أعداد" not in stem:
        return None
    ends = {"أصغر": slice(0, 2), "أكبر": slice(-2, None)}
    run = next(run for run in _runs(stem, 5) if sum(run[ends[told[1]]]) == int(told[2]))
    return sum(run[ends[told[3]]])


@finds("algebra/ages")
def years_go_by(stem: str) -> int | None:
    """The other age tried until it differs as told; then the birthdays."""
    told = re.search(
        r"عمر (\S+) الآن .+، وعمر (\S+) (يزيد على|يقل عن) عمر (\S+) بمقدار .+ عمر (\S+) بعد", stem
    )
    if not told or (told[1], told[2]) != (told[4], told[5]):
        return None
    age, gap, later = whole(stem)
    more = told[3] == "يزيد على"
    other = first(lambda years: (years == age + gap) if more else (years + gap == age))
    return other + sum([1] * later)


@finds("algebra/ages")
def ages_apart(stem: str) -> int | None:
    """Two ages with the given difference, tried until they have the given sum."""
    told = re.search(r"، وعمر (\S+) يزيد على عمر (\S+) بمقدار .+\. كم عمر (\S+)؟", stem)
    if not told or "مجموع عمري" not in stem:
        return None
    total, gap = whole(stem)
    young = first(lambda years: years + years + gap == total)
    return {told[1]: young + gap, told[2]: young}[told[3]]


@finds("algebra/ages")
def child_tried(stem: str) -> int | None:
    """Ages of the child tried until those of both have the given sum or difference."""
    told = re.search(
        rf"^عمر (.+) ({MULTIPLE}) عمر (\S+)، و(مجموع|الفرق بين) عمريهما (\d+) .+ كم عمر (.+)؟", stem
    )
    if not told:
        return None
    elder, times, name, how, given, asked = told.groups()
    sign = 1 if how == "مجموع" else -1
    child = first(lambda years: TIMES[times] * years + sign * years == int(given))
    return {elder: TIMES[times] * child, name: child}[asked]


@finds("algebra/ages")
def birthday_by_birthday(stem: str) -> int | None:
    """Ages tried from one year on until the story is true."""
    later = re.search(
        rf"عمر (.+) الآن ({MULTIPLE}) عمر (\S+)، وبعد (\d+) .+ يصبح عمر .+ ({MULTIPLE}) عمر", stem
    )
    before = re.search(
        rf"قبل (\d+) .+ كان عمر (.+) ({MULTIPLE}) عمر (\S+)، وأصبح الآن ({MULTIPLE}) عمر", stem
    )
    asked = re.search("كم عمر (.+) الآن؟", stem)
    if later:
        elder, times, name, wait, then = later.groups()
    elif before:
        wait, elder, then, name, times = before.groups()
        wait = f"-{wait}"
    if not asked or not (later or before):
        return None
    now, shift = TIMES[times], int(wait)
    child = first(lambda age: now * age + shift == TIMES[then] * (age + shift))
    return {elder: now * child, name: child}[asked[1]]


@finds("algebra/number-properties")
def taken_away(stem: str) -> int | None:
    """What is left when the divisor has been taken away as often as it goes."""
    if not re.search("باقي قسمة العدد \\d+ |فما الباقي|خارج العلب المملوءة", stem):
        return None
    rest, divisor = whole(stem)
    while rest >= divisor:
        rest -= divisor
    return rest


@finds("algebra/number-properties")
def one_more_until_it_goes(stem: str) -> int | None:
    """Numbers added one after another until the division leaves nothing."""
    if not re.search("يُضاف إلى|يلزم إضافته", stem):
        return None
    total, divisor = whole(stem)
    return first(lambda added: (total + added) % divisor == 0)


@finds("algebra/number-properties")
def divided(stem: str) -> int | None:
    """Common divisors and multiples, and how many divisors, by trying."""
    given = whole(stem)
    if "أكبر عدد ممكن" in stem or "أكبر عدد من السلال" in stem:
        return max(part for part in range(1, given[0] + 1) if not given[0] % part | given[1] % part)
    if re.search("معًا (?:للمرة|أول)", stem):
        return first(lambda minute: minute % given[0] == minute % given[1] == 0)
    if "كان الباقي" in stem:
        larger, one, other, rest = given
        return first(lambda number: number % one == number % other == rest, larger + 1)
    if "القواسم الموجبة" in stem or "يقسم العدد" in stem or "يقبل العدد" in stem:
        return sum(given[0] % part == 0 for part in range(1, given[0] + 1))
    return None


@judges("algebra/number-properties")
def always_odd_or_even(stem: str, choice: str) -> bool | None:
    """The choice is odd, or even, whatever odd and even numbers are put in."""
    kinds = re.search("إذا كان ([سص]) عددًا فرديًا و([سص]) عددًا زوجيًا", stem)
    if not kinds:
        return None
    odd, even = kinds.groups()
    found = {value(choice, **{odd: one, even: two}) % 2 for one in (1, 3, 9) for two in (2, 4, 10)}
    return found == {1 if "عدد فردي دائمًا" in stem else 0}


@finds("algebra/number-properties")
def numbers_with_that_remainder(stem: str) -> Fraction | None:
    """The remainder that the expression leaves for every number with the given remainder."""
    told = re.search(r"ن على (\d+) يساوي (\d+)، فما باقي قسمة (.+) على \d+؟", stem)
    if not told:
        return None
    divisor, rest = int(told[1]), int(told[2])
    found = {value(told[3], ن=rest + divisor * times) % divisor for times in range(5)}
    return found.pop() if len(found) == 1 else None


@finds("algebra/number-properties")
def last_digit_kept(stem: str) -> int | None:
    """The last digit, multiplied on and on."""
    power = re.search(r"العدد (\d+)([⁰¹²³⁴-⁹]+)(?: على 10)?؟", stem)
    if not power:
        return None
    digit = 1
    for _ in range(int(power[2].translate(RAISED))):
        digit = digit * int(power[1]) % 10
    return digit


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
        yield from ({"س": at, "ص": _other(equation[1], at)} for at in DENSE)
    else:
        names = [name for name in "سص" if name in asked]
        yield from (
            dict(zip(names, point, strict=True))
            for point in product(*(_values(name, parts) for name in names))
        )


def _values(name: str, parts: list[str]) -> list[Fraction]:
    """Numbers that fit what is told of one unknown."""
    told = [part for part in parts if name in part.removeprefix("إذا علمت أن ")]
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
