"""Displays: what a chart or table says is looked up by name, or expanded value by value."""

import re
from collections import Counter
from fractions import Fraction
from statistics import mean, median

from bank.english_solutions import first, solves

CHART = 'A bar chart with the title "…" has these bars: {chart:[^.]+}. '


def bars(chart: str) -> dict[str, Fraction]:
    """The bars of a chart."""
    return {name: Fraction(height) for name, height in re.findall(r"(\w+) (\d+)", chart)}


@solves(
    f"{CHART}How many more … does {{more:\\w+}} have than {{less:\\w+}}?",
    f"{CHART}By how much is the bar for {{more:\\w+}} higher than the bar for {{less:\\w+}}?",
    f"{CHART}What is the difference between the bars for {{more:\\w+}} and {{less:\\w+}}?",
)
def bars_difference(chart: str, more: str, less: str) -> Fraction:
    return bars(chart)[more] - bars(chart)[less]


@solves(
    f"{CHART}How many … are there altogether?",
    f"{CHART}What is the total number of …?",
    f"{CHART}How many … do all the bars show together?",
)
def bars_total(chart: str) -> Fraction:
    return sum(bars(chart).values(), Fraction(0))


@solves(
    f"{CHART}What percentage of all the … belongs to {{name:\\w+}}?",
    f"{CHART}Which share of the …, in percent, does {{name:\\w+}} have?",
    f"{CHART}What percentage of the total number of … is the bar for {{name:\\w+}}?",
)
def bar_share(chart: str, name: str) -> Fraction:
    heights = bars(chart)
    return first(lambda x: sum(heights.values()) * x / 100 == heights[name])


@solves(
    f"{CHART}What is the mean number of … per bar?",
    f"{CHART}Find the mean height of the bars.",
    f"{CHART}How many … would each bar show if all the bars were equal and the total stayed the "
    "same?",
)
def bars_mean(chart: str) -> Fraction:
    return mean(bars(chart).values())


@solves(
    f"{CHART}A fifth bar is added. How many … must it show so that the mean of all five bars is "
    "{goal}?",
    f"{CHART}With one more bar, the mean number of … per bar becomes {{goal}}. "
    "How high is the new bar?",
    f"{CHART}… draws a fifth bar, and then the mean of the bars is {{goal}}. "
    "How many … does the fifth bar show?",
)
def next_bar(chart: str, goal: int) -> Fraction:
    return first(lambda x: mean([*bars(chart).values(), x]) == goal)


GROWN, SHRUNK = r"{grown:\w+}", r"{shrunk:\w+}"


@solves(
    f"{CHART}The bar for {GROWN} grows by {{up}}% and the bar for {SHRUNK} falls by "
    "{down}%. How many … do all the bars show then?",
    f"{CHART}In the next count {GROWN} is {{up}}% higher, {SHRUNK} is {{down}}% lower, "
    "and the other bars are the same. What is the total number of … then?",
    f"{CHART}If {GROWN} rises by {{up}}%, {SHRUNK} falls by {{down}}% and the rest does "
    "not change, what is the new total number of …?",
)
def bars_change(chart: str, grown: str, up: int, shrunk: str, down: int) -> Fraction:
    heights = bars(chart)
    heights[grown] *= 1 + Fraction(up, 100)
    heights[shrunk] *= 1 - Fraction(down, 100)
    return sum(heights.values(), Fraction(0))


SECTORS = r"{told:\w+ \d+%(?:(?:,| and) \w+ \d+%)+}"
SECTOR, LARGER, SMALLER = r"{sector:\w+}", r"{larger:\w+}", r"{smaller:\w+}"


def shares(told: str) -> dict[str, Fraction]:
    """The sectors of a pie that say their share."""
    pairs = re.findall(r"(\w+) (\d+)%", told)
    return {name: Fraction(int(share), 100) for name, share in pairs}


@solves(
    f"A pie chart shows {{total}} …: {SECTORS}. How many … are in the sector {SECTOR}?",
    f"… draws a pie chart of {{total}} …: {SECTORS}. "
    f"What number of … does the sector {SECTOR} stand for?",
    f"In a pie chart, {{total}} … from … are divided …: {SECTORS}. "
    f"How many of the … belong to {SECTOR}?",
)
def pie_number(total: int, told: str, sector: str) -> Fraction:
    assert sum(shares(told).values()) == 1
    return shares(told)[sector] * total


@solves(
    f"A pie chart shows …: {SECTORS}. What is the angle of the sector {SECTOR}?",
    f"… draws a pie chart of …: {SECTORS}. How large must the angle of the sector {SECTOR} be?",
    f"In a pie chart, … are divided …: {SECTORS}. Find the central angle of {SECTOR}.",
)
def pie_angle(told: str, sector: str) -> Fraction:
    return first(lambda x: x / 360 == shares(told)[sector])


@solves(
    f"A pie chart shows {{total}} …: {SECTORS}, and the rest is {SECTOR}. "
    f"How many … are in the sector {SECTOR}?",
    f"… draws a pie chart of {{total}} …: {SECTORS}; the remaining sector is {SECTOR}. "
    "What number of … does it stand for?",
    f"In a pie chart, {{total}} … are divided …: {SECTORS}, with {SECTOR} for all the others. "
    f"How many of the … belong to {SECTOR}?",
)
def pie_rest(total: int, told: str, sector: str) -> Fraction:
    assert sector not in shares(told)
    return first(lambda x: x / total + sum(shares(told).values()) == 1)


@solves(
    f"A pie chart shows {{total}} …. The sector {SECTOR} has an angle of {{angle}}°. "
    "How many … are in this sector?",
    f"… draws a pie chart of {{total}} … and gives {SECTOR} an angle of {{angle}}°. "
    f"How many … does {SECTOR} have?",
    f"In a pie chart of {{total}} …, the central angle of {SECTOR} is {{angle}}°. "
    "What number of … is that?",
)
def pie_from_angle(total: int, angle: int, sector: str) -> Fraction:
    assert sector
    return first(lambda x: x / total == Fraction(angle, 360))


@solves(
    f"A pie chart shows …: {SECTORS}. There are {{more}} more … in {LARGER} than in {SMALLER}. "
    "How many … are there in all?",
    f"… draws a pie chart of …: {SECTORS}. The sector {LARGER} has {{more}} … more than the sector "
    f"{SMALLER}. What is the total number of …?",
    f"In a pie chart, … are divided …: {SECTORS}. {LARGER} has {{more}} … more than {SMALLER}. "
    "How many … does the whole chart show?",
)
def pie_whole(told: str, more: int, larger: str, smaller: str) -> Fraction:
    part = shares(told)
    return first(lambda x: part[larger] * x - part[smaller] * x == more)


@solves(
    f"A pie chart shows …: {SECTORS}; the rest is {LARGER} and {SMALLER}, and {LARGER} has "
    f"{{times}} times the share of {SMALLER}. What percentage belongs to {LARGER}?",
    f"… draws a pie chart of …: {SECTORS}. The sectors {LARGER} and {SMALLER} fill the rest, and "
    "the first of them is {times} times as large as the second. "
    f"What is the share of {LARGER}?",
    f"In a pie chart, … are divided …: {SECTORS}. What remains is shared by {LARGER} and {SMALLER} "
    f"in the ratio {{times}} to 1. What percentage of the chart is {LARGER}?",
)
def pie_ratio(told: str, times: int, larger: str, smaller: str) -> Fraction:
    assert larger != smaller
    rest = 100 * sum(shares(told).values())
    small = first(lambda x: rest + x + times * x == 100)
    return times * small


TABLE = 'A frequency table with the title "…" reads: {data:[^.]+}. '


def expanded(data: str, unknown: Fraction = Fraction(0)) -> list[Fraction]:
    """Every value of a frequency table as often as it occurs."""
    rows = re.findall(r"(\d+) \w+: (\d+|x)", data)
    return [
        Fraction(value)
        for value, count in rows
        for _ in range(int(unknown if count == "x" else Fraction(count)))
    ]


@solves(
    f"{TABLE}How many … are there in all?",
    f"{TABLE}What is the total number of … in the table?",
    f"{TABLE}How many … does the whole table count?",
)
def table_total(data: str) -> int:
    return len(expanded(data))


@solves(
    f"{TABLE}How many … have at least {{bound}} …?",
    f"{TABLE}<What is the number of|How many> … <with|have> {{bound}} … or more?",
)
def table_at_least(data: str, bound: int) -> int:
    return sum(value >= bound for value in expanded(data))


@solves(
    f"{TABLE}What is the mean number of … per …?",
    f"{TABLE}Find the mean number of ….",
    f"{TABLE}How many … are there per … on average (mean)?",
)
def table_mean(data: str) -> Fraction:
    return mean(expanded(data))


@solves(
    f"{TABLE}What is the median number of … per …?",
    f"{TABLE}Find the median number of ….",
    f"{TABLE}All the values are put in order. How many … has the … in the middle?",
)
def table_median(data: str) -> Fraction:
    return median(expanded(data))


@solves(
    f"{TABLE}The mean number of … is exactly {{average}}. What is x?",
    f"{TABLE}For which x is the mean number of … exactly {{average}}?",
    f"{TABLE}One frequency, x, is unknown, but the mean number of … is {{average}}. Find x.",
)
def table_missing(data: str, average: int) -> Fraction:
    return first(lambda x: mean(expanded(data, x)) == average)


@solves(
    f"{TABLE}What percentage of the … is above the mean?",
    f"{TABLE}Find the percentage of … with a value greater than the mean.",
    f"{TABLE}What part of the …, in percent, lies above the mean?",
)
def table_share(data: str) -> Fraction:
    values = expanded(data)
    return Fraction(100 * sum(value > mean(values) for value in values), len(values))


TWO_WAY = 'A two-way table with the title "…" reads: {data:[^.]+}. '
GIVEN, ASKED = '"{given:[^"]+}"', '"{asked:[^"]+}"'
ROWS = '"{larger:[^"]+}"', '"{smaller:[^"]+}"'


def table(data: str) -> dict[str, dict[str, int]]:
    """The rows of a two-way table."""
    rows = (row.split(": ") for row in data.split("; "))
    return {
        name: {column: int(cell) for column, cell in re.findall(r"(\w+) (\d+)", cells)}
        for name, cells in rows
    }


def totals(data: str) -> Counter[str]:
    """The totals of rows and columns."""
    sums: Counter[str] = Counter()
    for name, row in table(data).items():
        for column, cell in row.items():
            sums[name] += cell
            sums[column] += cell
    return sums


def percentage(data: str, asked: str, given: str) -> Fraction:
    """What part of a line is in one of its cells."""
    rows = table(data)
    cell = rows[given][asked] if given in rows else rows[asked][given]
    return Fraction(100 * cell, totals(data)[given])


@solves(
    f'{TWO_WAY}What is the total of the {{kind:row|column}} "{{name:[^"]+}}"?',
    f'{TWO_WAY}How many … does the {{kind:row|column}} "{{name:[^"]+}}" count in all?',
    f'{TWO_WAY}Find the number of … in the {{kind:row|column}} "{{name:[^"]+}}".',
)
def line_total(data: str, kind: str, name: str) -> int:
    assert (kind == "row") == (name in table(data))
    return totals(data)[name]


@solves(
    f"{TWO_WAY}How many … are counted in all four cells together?",
    f"{TWO_WAY}What is the grand total of the …?",
    f"{TWO_WAY}How many … does the whole two-way table count?",
)
def grand_total(data: str) -> int:
    return sum(sum(row.values()) for row in table(data).values())


@solves(
    f"{TWO_WAY}What percentage of the … under {GIVEN} are also under {ASKED}?",
    f"{TWO_WAY}Of the … under {GIVEN}, what percentage belongs to {ASKED}?",
    f"{TWO_WAY}Among the … counted under {GIVEN}, what percentage is counted under {ASKED}?",
)
def row_share(data: str, given: str, asked: str) -> Fraction:
    return percentage(data, asked, given)


@solves(
    'In a two-way table with the title "…", the total is {total}. The row "{_a:[^"]+}" has {upper} '
    'in all, the column "{_c:[^"]+}" has {across} in all, and {one} are in both. '
    'How many are in the row "{_b:(?!(?P=_a))[^"]+}" and the column "{_d:(?!(?P=_c))[^"]+}"?',
    'A table with the title "…" counts {total} … in the rows "{_a:[^"]+}" and "{_b:[^"]+}" and the '
    'columns "{_c:[^"]+}" and "{_d:[^"]+}". Under "{_a}" there are {upper}, under "{_c}" {across}, '
    'and under both {one}. How many are under "{_b}" and "{_d}"?',
    'Of {total} … in a two-way table (rows "{_a:[^"]+}" and "{_b:[^"]+}", columns "{_c:[^"]+}" and '
    '"{_d:[^"]+}"), {upper} are in the row "{_a}", {across} in the column "{_c}" and {one} in '
    'both. What number is in the cell of "{_b}" and "{_d}"?',
)
def cell_from_margins(total: int, upper: int, across: int, one: int) -> Fraction:
    """The cell that makes the other cells add up to the total."""
    others = one + (upper - one) + (across - one)
    return first(lambda x: others + x == total)


@solves(
    f"{TWO_WAY}By how many percentage points is the share of {ASKED} in the row {ROWS[0]} greater "
    f"than in the row {ROWS[1]}?",
    f"{TWO_WAY}Compare the percentage of {ASKED} within {ROWS[0]} and within {ROWS[1]}. "
    "What is the difference in percentage points?",
    f"{TWO_WAY}How many percentage points separate the share of {ASKED} among {ROWS[0]} from that "
    f"among {ROWS[1]}?",
)
def shares_compared(data: str, asked: str, larger: str, smaller: str) -> Fraction:
    return percentage(data, asked, larger) - percentage(data, asked, smaller)
