"""Probability by listing every outcome and counting."""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import combinations, permutations, product
from operator import gt, lt
from typing import TypeVar

from bank.drawing import numbers
from bank.solutions import finds, first, whole

ADJECTIVES = {
    "حمراء": "الأحمر",
    "زرقاء": "الأزرق",
    "خضراء": "الأخضر",
    "صفراء": "الأصفر",
    "بيضاء": "الأبيض",
    "سوداء": "الأسود",
}
T = TypeVar("T")
COIN_SIDES, DIE_FACES = 2, 6


def bag(stem: str) -> list[str]:
    """One entry for each thing in the bag: the name of its colour."""
    told = re.findall(rf"(\d+) \S+ ({'|'.join(ADJECTIVES)})", stem)
    return [ADJECTIVES[colour] for count, colour in told for _ in range(int(count))]


def chance(outcomes: list[T], fits: Callable[[T], bool]) -> Fraction:
    return Fraction(sum(map(fits, outcomes)), len(outcomes))


def rule(text: str) -> Callable[[int], bool] | None:
    """What a text asks of a number; None if it asks something else."""
    bounds = re.findall(r"(أكبر|أصغر) من (\d+)", text)
    divisor = re.search(r"(?:مضاعفات|القسمة على) (\d+)", text)
    dividend = re.search(r"يقسم (\d+)", text)
    checks: list[Callable[[int], bool]] = [
        partial(lt if word == "أكبر" else gt, int(bound)) for word, bound in bounds
    ]
    if divisor:
        wanted = "لا يقبل" not in text
        checks.append(lambda n: (n % int(divisor[1]) == 0) == wanted)
    if dividend:
        checks.append(lambda n: int(dividend[1]) % n == 0)
    words: dict[str, Callable[[int], bool]] = {
        "زوجي": lambda n: n % 2 == 0,
        "فردي": lambda n: n % 2 == 1,
        "أولي": lambda n: sum(n % part == 0 for part in range(1, n + 1)) == 2,
        "مربع كامل": lambda n: any(root * root == n for root in range(1, n + 1)),
    }
    checks += [check for word, check in words.items() if re.search(rf"{word}(?!ة)", text)]
    return (lambda n: all(check(n) for check in checks)) if checks else None


@finds("probability/single-draw", "probability/mutually-exclusive", "probability/complement")
def one_drawn(stem: str) -> Fraction | None:
    """Things or cards of a bag, looked at one by one."""
    question = re.split(r"\. (?=[عمإ])", stem)[-1]
    things = bag(stem)
    named = [colour for colour in ADJECTIVES.values() if colour in question]
    if things and named and "الباقي" not in stem and "إضافته" not in stem:
        wanted = not re.search("عدم|غير|ألا", question)
        return chance(things, lambda colour: (colour in named) == wanted)
    cards = re.search(r"مرقمة من 1 إلى (\d+)", stem)
    either = re.findall(r"(?:مضاعفات|القسمة على|أو على) (\d+)", stem)
    if cards and "بطاقة" in stem and " أو " in stem and len(either) == 2:
        return chance(
            list(range(1, int(cards[1]) + 1)),
            lambda n: any(n % int(divisor) == 0 for divisor in either),
        )
    percent = re.search(r"احتمال أن .+ (\d+)%، فما احتمال ألا", stem)
    if percent:
        return Fraction(100 - int(percent[1]))
    return None


@finds("probability/dice-coin")
def thrown(stem: str) -> Fraction | None:
    """Every face, or every pair of faces."""
    if re.search("حجري نرد|حجرا نرد", stem):
        pairs = list(product(range(1, DIE_FACES + 1), repeat=2))
        total = re.search(r"مجموع العددين الظاهرين (\d+)؟", stem)
        if total:
            return chance(pairs, lambda pair: sum(pair) == int(total[1]))
        gap = re.search(r"الفرق بين العددين الظاهرين (\d+)؟", stem)
        if gap:
            return chance(pairs, lambda pair: abs(pair[0] - pair[1]) == int(gap[1]))
        face = re.search(r"العدد (\d+) على أحد الحجرين على الأقل", stem)
        return chance(pairs, lambda pair: int(face[1]) in pair) if face else None
    faces = re.search(r"مرقمة من 1 إلى (\d+)", stem)
    asked = re.sub(r"(?:عند|في تجربة) (?:رمي|تدوير).+?مرة واحدة", "", stem)
    fits = rule(asked.split("احتمال")[-1])
    if fits is None or not re.search("عدد|مربع", asked):
        return None
    sides = range(1, int(faces[1]) + 1) if faces else range(1, DIE_FACES + 1)
    single = chance(list(sides), fits)
    return single / COIN_SIDES if "قطعة نقد" in stem else single


@finds("probability/independent", "probability/without-replacement")
def two_drawn(stem: str) -> Fraction | None:
    """Every ordered pair of things, with or without putting the first back."""
    things = bag(stem)
    if not things:
        return None
    places = range(len(things))
    again = "مع الإرجاع" in stem
    pairs = [(things[a], things[b]) for a, b in product(places, repeat=2) if again or a != b]
    known = re.search(r"(?:إذا|و)\s?ظهر اللون (\S+) في (?:السحب الأول|المرة الأولى)", stem)
    after = re.search(r"ظهور اللون (\S+) في (?:السحب الثاني|المرة الثانية)", stem)
    if known and after:
        left = [pair for pair in pairs if pair[0] == known[1]]
        return chance(left, lambda pair: pair[1] == after[1])
    if re.search("لونين مختلفين|اختلاف اللونين", stem):
        return chance(pairs, lambda pair: pair[0] != pair[1])
    both = re.search(r"اللون (\S+) في المرتين", stem)
    if both:
        return chance(pairs, lambda pair: pair == (both[1], both[1]))
    ordered = re.search(r"ظهور اللون (\S+) أولًا ثم اللون ([^\s؟]+)", stem)
    if ordered:
        return chance(pairs, lambda pair: pair == (ordered[1], ordered[2]))
    least = re.search(r"اللون (\S+) مرة واحدة على الأقل", stem)
    return chance(pairs, lambda pair: least[1] in pair) if least else None


@finds("probability/counting-principle")
def codes(stem: str) -> int | None:
    """Every code and every number written down."""
    given = whole(stem)
    repeated = "مع السماح بالتكرار" in stem
    letters = re.search(r"من (حرفين|3 أحرف) من بين (\d+) أحرف", stem)
    if letters:
        places = 2 if letters[1] == "حرفين" else 3
        alphabet = range(int(letters[2]))
        every = product(alphabet, repeat=places) if repeated else permutations(alphabet, places)
        return sum(1 for _ in every)
    digits = re.search(r"الأرقام من 1 إلى (\d+)", stem)
    fits = rule(re.split("بحيث يكون|بشرط أن يكون", stem)[-1])
    if digits and "عدد" in stem and fits:
        choice = range(1, int(digits[1]) + 1)
        every = product(choice, repeat=3) if repeated else permutations(choice, 3)
        return sum(fits(100 * a + 10 * b + c) for a, b, c in every)
    if len(given) == 3 and re.search("كلها مختلفة|صنف واحد من كل", stem):
        return sum(1 for _ in product(*map(range, given)))
    return None


@finds("probability/permutations")
def orders(stem: str) -> int | None:
    """Every order written down."""
    given = whole(stem)
    if re.search("الأول والثاني|رئيس ونائب له|كتابين منها", stem):
        return sum(1 for _ in permutations(range(given[0]), 2))
    rows = list(permutations(range(given[0]))) if given[0] <= 7 else []
    for condition, fits in IN_ROWS.items():
        if re.search(condition, stem):
            return sum(map(fits, rows))
    if "مستديرة" in stem:
        return len({row[row.index(0) :] + row[: row.index(0)] for row in rows})
    return len(rows) if "في صف" in stem and len(given) == 1 and "معين" not in stem else None


IN_ROWS: dict[str, Callable[[tuple[int, ...]], bool]] = {
    "بشرط تجاور": lambda row: abs(row.index(0) - row.index(1)) == 1,
    "بشرط عدم تجاور": lambda row: abs(row.index(0) - row.index(1)) > 1,
    "أحد (?:الطرفين|طرفي)": lambda row: 0 in {row[0], row[-1]},
    "معين(?:ة)? (?:منها )?(?:في الموضع|في المقعد|ترتيبها)": lambda row: row[0] == 0,
}
"""What is asked of a row in which 0 and 1 are the ones that matter."""


@finds("probability/combinations")
def groups(stem: str) -> int | None:
    """Every group written down."""
    given = whole(stem)
    if re.search("عدد (?:المصافحات|الطرق|المباريات|القطع) \\d", stem):
        return first(lambda n: sum(1 for _ in combinations(range(n), 2)) == given[0])
    if "على الأقل" in stem:
        people = [*("a" * given[0]), *("b" * given[1])]
        return sum("a" in pair for pair in combinations(people, 2))
    if "يُراد تكوين فريق" in stem:
        pairs = combinations(range(given[0]), 2)
        return sum(1 for _ in product(pairs, range(given[1])))
    if len(given) == 2 and given[0] == 3:
        return sum(1 for _ in combinations(range(given[1]), 3))
    if len(given) == 1:
        return sum(1 for _ in combinations(range(given[0]), 2))
    return None


@finds("probability/geometric-prob")
def shares_of_length(stem: str) -> Fraction | None:
    """Millimetres, minutes: equal pieces counted."""
    given = numbers(stem)
    if re.search("وج د = |جزء مصبوغ", stem):
        middle = given[2] if "وج د" in stem else given[1]
        return middle / given[0]
    waiting = re.search(r"كل (\d+) \S+\. .+ ألا يزيد انتظاره للحافلة على (\d+)", stem)
    if waiting:
        minutes = list(range(int(waiting[1])))
        return chance(minutes, lambda minute: minute < int(waiting[2]))
    return None
