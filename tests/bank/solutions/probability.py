"""Probability by listing every outcome and counting."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache, partial
from itertools import combinations, permutations, product
from math import lcm
from operator import gt, lt
from typing import TypeVar

from bank.drawing import numbers
from bank.solutions import finds, first, judges, whole

ADJECTIVES = {
    "حمراء": "الأحمر",
    "زرقاء": "الأزرق",
    "خضراء": "الأخضر",
    "صفراء": "الأصفر",
    "بيضاء": "الأبيض",
    "سوداء": "الأسود",
}
OFTEN = {"مرة واحدة": 1, "مرتين": 2, "3 مرات": 3, "4 مرات": 4}
T = TypeVar("T")
DIE_FACES = 6


def bag(stem: str) -> list[str]:
    """One entry for each thing in the bag: the name of its colour."""
    told = re.findall(rf"(\d+) \S+ ({'|'.join(ADJECTIVES)})", stem)
    return [ADJECTIVES[colour] for count, colour in told for _ in range(int(count))]


def chance(outcomes: Iterable[T], fits: Callable[[T], bool]) -> Fraction:
    """How many of the equally likely outcomes fit."""
    verdicts = [bool(fits(outcome)) for outcome in outcomes]
    return Fraction(sum(verdicts), len(verdicts))


def question(stem: str) -> str:
    """What is asked of the outcome."""
    return stem.rsplit("احتمال", maxsplit=1)[-1]


def numbered(stem: str) -> range | None:
    """The numbers on cards or on the parts of a spinner."""
    last = re.search(r"مرقمة من 1 إلى (\d+)", stem)
    return range(1, int(last[1]) + 1) if last else None


def rule(text: str) -> Callable[[int], bool] | None:
    """What a text asks of a number; None if it asks something else."""
    bounds = re.findall(r"(أكبر|أصغر) من (\d+)", text)
    divisor = re.search(r"(?:مضاعفات|القسمة على) (\d+)", text)
    dividend = re.search(r"يقسم (\d+)", text)
    checks: list[Callable[[int], bool]] = [
        partial(lt if word == "أكبر" else gt, int(bound)) for word, bound in bounds
    ]
    if divisor:
        wanted = not re.search("لا يقبل|ليس", text)
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


def fitting(
    conditions: Mapping[str, Callable[[T, re.Match[str]], bool]], text: str
) -> Iterator[Callable[[T], bool]]:
    """What the text asks of an outcome, by the conditions that are found in it."""
    for condition, fits in conditions.items():
        told = re.search(condition, text)
        if told:
            yield partial(lambda fits, told, outcome: fits(outcome, told), fits, told)


@finds("probability/single-draw")
def one_drawn(stem: str) -> Fraction | int | None:
    """Things or cards looked at one by one; things put in until the chance is as told."""
    things, cards = bag(stem), numbered(stem)
    fits = rule(question(stem))
    if cards and "بطاقة" in stem and fits:
        return chance(cards, fits)
    if "فكم منها" in stem or "كم عدد ما يجب إضافته" in stem:
        return _until(stem, things)
    named = [colour for colour in ADJECTIVES.values() if colour in question(stem)]
    return chance(things, named.__contains__) if things and len(named) == 1 else None


def _until(stem: str, things: list[str]) -> int | None:
    """How many of a colour there are, or are put in, for the chance that is told."""
    wanted = next(number for number in numbers(stem) if number < 1)
    named = re.findall("|".join(ADJECTIVES.values()), stem)
    if not things and len(set(named)) == 1:
        total = whole(stem)[0]
        return first(lambda count: Fraction(count, total) == wanted)
    if ("والباقي" in stem) == (named[-1] in things):
        return None
    return first(lambda more: chance(things + more * [named[-1]], named[-1].__eq__) == wanted)


@finds("probability/complement")
def not_happening(stem: str) -> Fraction | int | None:
    """What is left of all outcomes; at least once among all pairs or turns."""
    percent = re.search(r"احتمال أن .+ (\d+)%(?:، ف|\. )ما احتمال ألا ", stem)
    if percent:
        return sum(1 for case in range(1, 101) if case > int(percent[1]))
    things, sides = bag(stem), numbered(stem)
    if things and re.search("عدم|غير", stem):
        (named,) = (colour for colour in ADJECTIVES.values() if colour in question(stem))
        return chance(things, named.__ne__)
    spun = re.search(r"الرقم (\d+) مرة واحدة على الأقل", stem)
    if sides and spun:
        throws = stem[: spun.start()]
        often = next(count for word, count in OFTEN.items() if word in throws)
        return chance(product(sides, repeat=often), lambda turns: int(spun[1]) in turns)
    fits = rule(question(stem))
    if sides and fits and "بطاقة" in stem:
        return chance(sides, fits)
    return two_chances(stem)


HAPPENED: dict[str, Callable[[tuple[bool, bool]], bool]] = {
    "على الأقل؟": any,
    "معًا": all,
    "(?:أحدهما|واحد منهما) فقط؟|أحدهما دون الآخر؟": lambda pair: pair[0] != pair[1],
}
"""What is asked of two events that happen or do not."""


def two_chances(stem: str) -> Fraction | None:
    """Two independent events, each as so many tickets of its own bowl."""
    told = [number for number in numbers(stem) if number < 1]
    if not re.search("مستقل", stem) or len(told) != 2:
        return None
    bowls = [[ticket < one.numerator for ticket in range(one.denominator)] for one in told]
    for condition, fits in HAPPENED.items():
        if re.search(condition, question(stem)):
            return chance([(a, b) for a in bowls[0] for b in bowls[1]], fits)
    if "معًا" not in stem:
        return None
    known, both = told
    tried = {Fraction(part, total) for total in range(2, 13) for part in range(1, total)}
    (other,) = (one for one in tried if one * known == both)
    return other


@finds("probability/mutually-exclusive")
def either(stem: str) -> Fraction | None:
    """One ticket drawn; nobody wins with the tickets of another."""
    things, cards = bag(stem), numbered(stem)
    asked = question(stem)
    if things:
        named = [colour for colour in ADJECTIVES.values() if colour in asked]
        return chance(things, named.__contains__) if len(named) == 2 else None
    divisors = re.findall(r"(?:مضاعفات|القسمة على|أو على) (\d+)", stem)
    if cards and "بطاقة" in stem and " أو " in asked and len(divisors) == 2:
        return chance(cards, lambda n: any(n % int(divisor) == 0 for divisor in divisors))
    if "احتمال" in stem and re.search("ضعف|أمثال", stem):
        return _in_proportion(stem)
    return _by_tickets(stem)


def _by_tickets(stem: str) -> Fraction | None:
    told = [number for number in numbers(stem) if number < 1]
    tickets = range(lcm(*(one.denominator for one in told)))
    ends = [one * len(tickets) for one in told]
    if re.search(r"\bأو\b", stem):
        return chance(tickets, lambda ticket: ends[0] <= ticket < ends[1])
    if re.search("أن (?:يقع|يفوز|يظهر) أحدهما؟", stem):
        return chance(tickets, lambda ticket: ticket < sum(ends))
    if re.search("ألا (?:يقع|يفوز|يظهر) أي منهما؟", stem):
        return chance(tickets, lambda ticket: ticket >= sum(ends))
    return None


def _in_proportion(stem: str) -> Fraction:
    """Tickets given out, beginning with the last of the three."""
    told = re.findall(r"احتمال ([^.،]+?) (ضعف|\d أمثال) احتمال ([^.،]+)[.،]", stem)
    tickets = {told[-1][2]: 1}
    for more, often, fewer in reversed(told):
        tickets[more] = tickets[fewer] * (2 if often == "ضعف" else whole(often)[0])
    winners = [name for name, count in tickets.items() for _ in range(count)]
    asked = re.search("ما احتمال (.+)؟", stem)
    assert asked
    assert len(tickets) == 3
    return chance(winners, asked[1].__eq__)


DICE: dict[str, Callable[[tuple[int, int], re.Match[str]], bool]] = {
    r"مجموع العددين الظاهرين (\d+)؟": lambda pair, told: sum(pair) == int(told[1]),
    r"مجموع العددين الظاهرين أكبر من (\d+)": lambda pair, told: sum(pair) > int(told[1]),
    r"مجموع العددين الظاهرين أصغر من (\d+)": lambda pair, told: sum(pair) < int(told[1]),
    r"الفرق بين العددين الظاهرين (\d+)؟": lambda pair, told: (
        int(told[1]) in {pair[0] - pair[1], pair[1] - pair[0]}
    ),
    r"العدد (\d+) على أحد الحجرين على الأقل": lambda pair, told: int(told[1]) in pair,
    r"العدد (\d+) على أحد الحجرين فقط": lambda pair, told: pair.count(int(told[1])) == 1,
    r"كل من العددين الظاهرين أكبر من (\d+)": lambda pair, told: pair[0] > int(told[1]) < pair[1],
    "العددان الظاهران متساويين": lambda pair, _: pair[0] == pair[1],
}
"""What is asked of two dice."""


@finds("probability/dice-coin")
def thrown(stem: str) -> Fraction | None:
    """Every face, every pair of faces, or every row of sides."""
    if re.search("حجري نرد|حجرا نرد", stem):
        asked = re.sub(" عند رمي.+| معًا،", "", stem) + "؟"
        faces = range(1, DIE_FACES + 1)
        pairs = list(product(faces, faces))
        return next((chance(pairs, fits) for fits in fitting(DICE, asked)), None)
    if not re.search("نرد|قرص", stem):
        return _coins(stem)
    sides = numbered(stem) or range(1, DIE_FACES + 1)
    asked = re.sub(r"(?:عند|في تجربة) (?:رمي|تدوير).+?مرة واحدة", "", stem)
    event = rule(question(asked))
    if event is None:
        return None
    if "قطعة نقد" in stem:
        (side,) = re.findall("صورة|كتابة", stem)
        both = product(sides, ("صورة", "كتابة"))
        return chance(both, lambda outcome: event(outcome[0]) and outcome[1] == side)
    return chance(sides, event)


def _coins(stem: str) -> Fraction | None:
    often = "|".join(OFTEN)
    throws = re.search(rf"قطعة نقد (?:منتظمة أُلقيت )?({often})", stem)
    shown = re.search(rf"ال(صورة|كتابة) ({often}) (?:بالضبط|فقط)؟", stem)
    if not throws or not shown:
        return None
    rows = product(("صورة", "كتابة"), repeat=OFTEN[throws[1]])
    return chance(rows, lambda row: row.count(shown[1]) == OFTEN[shown[2]])


@finds("probability/independent", "probability/without-replacement")
def two_drawn(stem: str) -> Fraction | None:
    """Every ordered pair of things, with or without putting the first back."""
    things, parts = bag(stem), numbered(stem)
    if not things:
        return two_chances(stem)
    if parts:
        (colour,), event = re.findall(r"اللون (\S+) و", stem), rule(question(stem))
        assert event
        return chance(product(things, parts), lambda out: out[0] == colour and event(out[1]))
    places = range(len(things))
    again = "مع الإرجاع" in stem
    assert again or re.search("دون إرجاع|ولم يُعَد|معًا", stem)
    pairs = [(things[a], things[b]) for a, b in product(places, repeat=2) if again or a != b]
    known = re.search(r"(?:إذا|و)\s?ظهر اللون (\S+) في (?:السحب الأول|المرة الأولى)", stem)
    after = re.search(r"ظهور اللون (\S+) في (?:السحب الثاني|المرة الثانية)", stem)
    if known and after:
        left = [pair for pair in pairs if pair[0] == known[1]]
        return chance(left, lambda pair: pair[1] == after[1])
    return next((chance(pairs, fits) for fits in fitting(COLOURS, stem)), None)


COLOURS: dict[str, Callable[[tuple[str, str], re.Match[str]], bool]] = {
    "لونين مختلفين|اختلاف اللونين": lambda pair, _: pair[0] != pair[1],
    r"اللون (\S+) في المرتين": lambda pair, told: pair == (told[1], told[1]),
    r"ظهور اللون (\S+) أولًا ثم اللون ([^\s؟]+)": lambda pair, told: pair == told.groups(),
    r"اللون (\S+) مرة واحدة على الأقل": lambda pair, told: told[1] in pair,
}
"""What is asked of two things drawn."""


@finds("probability/counting-principle")
def codes(stem: str) -> int | None:
    """Every code, every number and every way written down."""
    given = whole(stem)
    repeated = "مع السماح بالتكرار" in stem
    assert repeated or "بالتكرار" not in stem
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
    if "ثم العودة" in stem and "دون سلوك أي طريق مرتين" in stem:
        out, on = map(range, given)
        return sum(a != d and b != c for a, b, c, d in product(out, on, on, out))
    if re.search("كلها مختلفة|صنف واحد من كل|يُختار لونها", stem):
        first_kind, second_kind, third_kind = map(range, given)
        return sum(1 for _ in product(first_kind, second_kind, third_kind))
    return None


@finds("probability/permutations")
def orders(stem: str) -> int | None:
    """Every order written down."""
    given = whole(stem)
    for condition, places in CHOSEN.items():
        if re.search(condition, stem):
            return sum(1 for _ in permutations(range(given[0]), places))
    rows = list(permutations(range(given[0]))) if given[0] <= 7 else []
    for condition, fits in IN_ROWS.items():
        if re.search(condition, stem):
            return sum(map(fits, rows))
    if "مستديرة" in stem:
        return len({row[row.index(0) :] + row[: row.index(0)] for row in rows})
    return len(rows) if "في صف" in stem and len(given) == 1 and "معين" not in stem else None


CHOSEN = {
    "المركزين الأول والثاني|رئيس ونائب له|كتابين منها": 2,
    "المراكز الثلاثة الأولى|رئيس ونائب وأمين|3 كتب منها": 3,
}
"""How many of all are put in order."""
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
    if "على الأقل من ال" in stem or "يُراد تكوين فريق" in stem:
        return _of_two_groups(stem)
    if len(given) == 2 and given[0] == 3:
        return sum(1 for _ in combinations(range(given[1]), 3))
    if len(given) == 1:
        return sum(1 for _ in combinations(range(given[0]), 2))
    return None


def _of_two_groups(stem: str) -> int | None:
    told = re.search(r"(\d+) (\S+) و(\d+) ([^\s.]+)", stem)
    assert told
    people = [*(int(told[1]) * [told[2]]), *(int(told[3]) * [told[4]])]
    least = re.search(r"أحدهما على الأقل من ال(\S+)؟", stem)
    if least:
        return sum(least[1] in pair for pair in combinations(people, 2))
    wanted = re.search(r"فريق من (\S+) (?:اثنين )?و(\S+) واحد", stem)
    if not wanted:
        return None
    pair = {"كاتبين": "كتّاب"}.get(wanted[1], wanted[1])
    return sum(
        [member == pair for member in team].count(True) == 2 for team in combinations(people, 3)
    )


@judges("probability/geometric-prob")
def share_of_space(stem: str, choice: str) -> bool | None:
    """Equal pieces counted; beside a circle in a square, as a multiple of ط."""
    found = _share_of_space(stem)
    times_pi = re.fullmatch(r"(\d*)ط(?:/(\d+))?", choice)
    if found is None or ("بدلالة ط" in stem) != (times_pi is not None):
        return None
    if times_pi:
        return found == Fraction(int(times_pi[1] or 1), int(times_pi[2] or 1))
    return found == Fraction(choice)


@cache
def _share_of_space(stem: str) -> Fraction | None:
    given = whole(stem)
    for condition, fitting in SPACES.items():
        if re.search(condition, stem):
            return fitting(given)
    return None


def _disc(radius: int) -> int:
    """The area of a disc as that of its rings, each of width 1, in multiples of ط."""
    return sum(2 * ring - 1 for ring in range(1, radius + 1))


def _segment(whole_length: int, before: int, part: int) -> Fraction:
    return chance(range(whole_length), lambda piece: before <= piece < before + part)


def _rectangle(long: int, wide: int, inner_long: int, inner_wide: int) -> Fraction:
    cells = product(range(long), range(wide))
    return chance(cells, lambda cell: cell[0] < inner_long and cell[1] < inner_wide)


def _outside(side: int, inner: int, base: int, height: int) -> Fraction:
    """Half cells, of which a triangle takes one in each cell of its rectangle."""
    taken = 2 * len(range(inner)) ** 2 + sum(1 for _ in product(range(base), range(height)))
    return chance(range(2 * side * side), lambda half: half >= taken)


def _waiting(every: int, *stop_and_most: int) -> Fraction:
    """Each minute of the round at its half: a bus stands there, or the next one comes soon."""
    *stop, most = stop_and_most
    stands = sum(stop)
    halves = [minute + Fraction(1, 2) for minute in range(every)]
    return chance(halves, lambda now: now < stands or every - now <= most)


SPACES: dict[str, Callable[[list[int]], Fraction]] = {
    "وج د = .+بين ج ود؟": lambda given: _segment(*given),
    "جزء مصبوغ .+في الجزء المصبوغ؟": lambda given: _segment(given[0], given[2], given[1]),
    "(?:في المستطيل الملون|في الحوض)؟": lambda given: _rectangle(*given),
    "(?:يصيب الدائرة الملونة|داخل الصغيرة|في النافورة)؟": lambda given: Fraction(
        _disc(min(given)), _disc(max(given))
    ),
    "داخل الدائرة بدلالة ط؟|الدائرة الملونة، بدلالة ط؟": lambda given: Fraction(
        _disc(given[1]), sum(1 for _ in product(range(given[0]), repeat=2))
    ),
    "بين الدائرتين الأولى والثانية؟|خارج الصغرى وداخل الوسطى؟": lambda given: Fraction(
        _disc(given[-2]) - _disc(given[-3]), _disc(given[-1])
    ),
    "خارج الشكلين؟": lambda given: _outside(*given),
    "ألا يزيد انتظاره للحافلة على": lambda given: _waiting(*given),
}
"""What is asked of a point, a cut or a moment, from the numbers in the order told."""
