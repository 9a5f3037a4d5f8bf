"""Charts and tables: read off by name, dealt out piece by piece, listed value by value."""

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from bank.solutions import finds, first
from bank.solutions.statistics import Found, average, central
from bank.solutions.told import TIMES, Tellings, told

TURN_DEGREES = 360
Cells = Mapping[str, Mapping[str, int]]


def sized(text: str) -> dict[str, int]:
    """What is called what, and how much it is: `الأحد 20، الاثنين 35`."""
    return {name.strip(): int(size) for name, size in re.findall(r"([^\d،°%]+) (\d+)", text)}


def told_of(stem: str) -> tuple[str, str]:
    """What a chart shows, and what is asked about it."""
    shown, _, asked = stem.partition(" كما يلي: ")[2].partition(". ")
    return shown, asked


def percent(part: Fraction | int, total: Fraction | int) -> int:
    """The percentage, tried from one up."""
    return first(lambda x: Fraction(x, 100) * total == part)


def _grown(before: int, after: int) -> int:
    return first(lambda x: before + Fraction(x, 100) * before == after)


def _again(before: int, last: int, word: str) -> int | None:
    """The bar that stands to the last as that stands to the one before it."""
    if (word == "الزيادة") != (last > before):
        return None
    return first(lambda x: Fraction(x, last) == Fraction(last, before))


@finds("statistics/bar-chart")
def bars(stem: str) -> Found:
    """Heights looked up by name."""
    shown, asked = told_of(stem)
    named = sized(shown)
    heights = list(named.values())
    tellings: Tellings[Found] = {
        "^ما الفرق بين أكبر قيمة وأصغر قيمة؟": lambda: max(heights) - min(heights),
        "^ما الفرق بين قيمتي (.+) و(.+)؟": lambda one, other: abs(named[one] - named[other]),
        "^ما مجموع القيم كلها؟": lambda: sum(heights),
        "^ما النسبة المئوية لنصيب (.+) من المجموع؟": lambda one: percent(named[one], sum(heights)),
        "^ما نسبة الزيادة من (.+) إلى (.+)؟": lambda one, other: _grown(named[one], named[other]),
        "^ما المتوسط الحسابي للقيم؟": lambda: average(heights),
        "^ما القيمة التالية التي تجعل المتوسط الحسابي للقيم كلها #؟": lambda wanted: first(
            lambda x: average([*heights, x]) == wanted
        ),
        "^كم ينبغي أن يُنقل من (.+) إلى (.+) ليتساويا": lambda one, other: first(
            lambda x: named[one] - x == named[other] + x
        ),
        "^إذا تكررت نسبة (الزيادة|النقصان) الأخيرة نفسها في العمود التالي، فما قيمته": (
            lambda word: _again(heights[-2], heights[-1], word)
        ),
    }
    return told(asked, tellings)


def dealt(angle: int, total: int) -> Fraction:
    """What a sector gets, degree by degree."""
    return sum((Fraction(total, TURN_DEGREES) for _ in range(angle)), Fraction(0))


def opened(share: Fraction) -> int:
    """The angle that is this share of the whole turn, tried from one up."""
    return first(lambda angle: Fraction(angle, TURN_DEGREES) == share)


def _rest(text: str, full: int, rest: str, asked: str) -> int:
    """What the sector that is not told fills up."""
    assert rest == asked
    return first(lambda x: sum(sized(text).values()) + x == full)


def _whole(one: str, large: int, other: str, small: int, *more: int | str) -> int:
    greater, less, difference = more
    assert (one, other) == (greater, less)
    return first(lambda x: dealt(large, x) - dealt(small, x) == difference)


def _in_ratio(angles: tuple[int, int], terms: tuple[int, int], names: tuple[str, ...]) -> int:
    assert names[0] == names[1]
    unit = first(lambda unit: sum(angles) + unit * sum(terms) == TURN_DEGREES)
    return unit * terms[0]


PIES: Tellings[Found] = {
    "ونصيب (.+) منها #%. ما قياس زاوية قطاع (.+)؟": lambda one, share, asked: (
        opened(Fraction(share, 100)) if one == asked else None
    ),
    "تبلغ نسبة .+ #%. كم درجة زاوية القطاع": lambda share: opened(Fraction(share, 100)),
    "بقطاعات دائرية: (.+%)، والباقي (.+). إذا كان العدد الكلي من .+ #، فكم نصيب (.+)؟": (
        lambda text, rest, total, asked: Fraction(_rest(text, 100, rest, asked), 100) * total
    ),
    "وزاوية قطاع (.+) #°. إذا كان العدد الكلي من .+ #، فكم نصيب (.+)؟": (
        lambda one, angle, total, asked: dealt(angle, total) if one == asked else None
    ),
    "دائرية زواياها: (.+°)، والباقي (.+). ما النسبة المئوية لقطاع (.+)؟": (
        lambda text, rest, asked: percent(_rest(text, TURN_DEGREES, rest, asked), TURN_DEGREES)
    ),
    "نصيب (.+) # والعدد الكلي من .+ #، فما قياس زاوية قطاع (.+)؟": (
        lambda one, part, total, asked: opened(Fraction(part, total)) if one == asked else None
    ),
    "زاوية قطاع (.+) #° وزاوية قطاع (.+) #°، ونصيب (.+) يزيد على نصيب (.+) بمقدار #. "
    "ما العدد الكلي": _whole,
    "زاوية .+ #° وزاوية .+ #°، والنسبة بين زاويتي (.+) و.+ هي # : #. ما زاوية (.+)؟": (
        lambda one, two, name, low, high, asked: _in_ratio((one, two), (low, high), (name, asked))
    ),
    "العدد الكلي من .+ # في العام الأول و# في الثاني، وزاوية قطاع .+ #° في الأول و#° في الثاني. "
    "ما الفرق بين نصيبي هذا القطاع": lambda total, other, angle, other_angle: abs(
        dealt(angle, total) - dealt(other_angle, other)
    ),
}


@finds("statistics/pie-chart")
def slices(stem: str) -> Found:
    """Shares of the whole turn, degree by degree."""
    return told(stem, PIES)


def lines(table: Cells) -> dict[str, list[int]]:
    """The cells of every row and of every column by its name."""
    found = {row: list(cells.values()) for row, cells in table.items()}
    for cells in table.values():
        for column, cell in cells.items():
            found.setdefault(column, []).append(cell)
    return found


def _sold(table: Cells, row: str, prices: tuple[int, int, int]) -> int:
    """Every book, pen and bag paid one by one."""
    paid = Counter(dict(zip(("الكتب", "الأقلام", "الحقائب"), prices, strict=True)))
    return sum(paid[thing] for thing, count in table[row].items() for _ in range(count))


def _after(table: Cells, changes: tuple[tuple[str, int], ...], row: str) -> Fraction:
    cells = {column: Fraction(cell) for column, cell in table[row].items()}
    for column, rate in changes:
        cells[column] += cells[column] * Fraction(rate, 100)
    return sum(cells.values(), Fraction(0))


@finds("statistics/table-reading")
def cells(stem: str) -> Found:
    """Rows and columns added up cell by cell."""
    shown, asked = told_of(stem)
    rows = (row.split(": ") for row in shown.split("؛ "))
    table = {name: sized(line) for name, line in rows}
    line = lines(table)
    tellings: Tellings[Found] = {
        "^ما مجموع أعداد (.+)؟": lambda name: sum(line[name]),
        "^بكم يزيد العدد المسجل تحت (.+) في (.+) على العدد المسجل تحت العنوان نفسه في (.+)؟": (
            lambda column, row, other: table[row][column] - table[other][column]
        ),
        "^ما النسبة المئوية لنصيب (.+) من مجموع أعداد (.+)؟": lambda column, row: percent(
            table[row][column], sum(line[row])
        ),
        "^ما الفرق بين مجموع أعداد (.+) ومجموع أعداد (.+)؟": lambda one, other: abs(
            sum(line[one]) - sum(line[other])
        ),
        "^ما المتوسط الحسابي لأعداد (.+)؟": lambda name: average(line[name]),
        r"^إذا كان ثمن الكتاب # \S+ والقلم # \S+ والحقيبة # [^ ،]+، فكم ريالًا مجموع مبيعات (.+)؟": (
            lambda book, pen, bag, row: _sold(table, row, (book, pen, bag))
        ),
        r"^إذا زاد العدد المسجل تحت (\S+) في (.+) بنسبة #% ونقص المسجل تحت (\S+) فيه?ا? بنسبة #%، "
        "فما مجموع أعداد (.+) بعد ذلك": lambda one, row, up, other, down, asked: (
            _after(table, ((one, up), (other, -down)), row) if row == asked else None
        ),
        "^كم ينبغي أن يُنقل من مجموع (.+) إلى مجموع (.+) ليتساوى المجموعان": (
            lambda one, other: first(lambda x: sum(line[one]) - x == sum(line[other]) + x)
        ),
    }
    return told(asked, tellings)


def each(counts: Mapping[int, int]) -> list[Fraction]:
    """Every value as often as it occurs, in one long list."""
    return [Fraction(size) for size, times in counts.items() for _ in range(times)]


def _last_count(stem: str, counts: Mapping[int, int], wanted: int) -> int | None:
    last = re.search(r"(\d+) تكرارها ك\.", stem)
    if not last:
        return None
    return first(lambda x: average(each({**counts, int(last[1]): x})) == wanted)


def _untold(known: list[Fraction], total: int, *linked: int | str) -> int | None:
    large, times, small, asked = linked
    one = first(lambda x: len(known) + x + TIMES[str(times)] * x == total)
    return {small: one, large: TIMES[str(times)] * one}.get(asked)


@finds("statistics/frequency")
def one_by_one(stem: str) -> Found:
    """The values written out as often as they occur; a frequency that is not told is tried."""
    counts = {int(size): int(times) for size, times in re.findall(r"(\d+) تكرارها (\d+)", stem)}
    values = each(counts)
    if "تكرارها غير" in stem or "تكرارها ك" in stem:
        return told(
            stem,
            {
                "إذا كان المتوسط الحسابي #، فما قيمة ك؟": lambda wanted: _last_count(
                    stem, counts, wanted
                ),
                "عدد القيم كلها #، وتكرار القيمة # (.+) تكرار القيمة #. ما تكرار القيمة #؟": (
                    lambda total, *linked: _untold(values, total, *linked)
                ),
            },
        )
    tellings: Tellings[Found] = {
        r"\. كم عدد \S+ (?:كلهم|كلها)؟": lambda: len(values),
        r"\. كم عدد القيم التي تقل عن #؟": lambda bound: sum(size < bound for size in values),
        r"\. كم عدد القيم التي لا تقل عن #؟": lambda bound: sum(size >= bound for size in values),
        r"\. ما المتوسط الحسابي؟": lambda: average(values),
        r"\. ما الوسيط؟": lambda: central(values),
        r"\. ما مجموع القيم كلها؟": lambda: sum(values),
        r"\. ما النسبة المئوية للقيم التي تزيد على #؟": lambda bound: percent(
            sum(size > bound for size in values), len(values)
        ),
    }
    return told(stem, tellings)
