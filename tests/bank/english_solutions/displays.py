"""Displays: what a chart or table says is looked up by name, or expanded value by value."""

import re
from collections import Counter
from fractions import Fraction
from statistics import mean, median

from bank.english_solutions import Gaps, first, solves


def bars(gaps: Gaps) -> dict[str, Fraction]:
    """The bars of a chart."""
    pairs = re.findall(r"(\w+) (\d+)", gaps.texts["chart"])
    return {name: Fraction(height) for name, height in pairs}


@solves("bars-difference")
def bars_difference(gaps: Gaps) -> Fraction:
    heights = bars(gaps)
    return heights[gaps.texts["high"]] - heights[gaps.texts["low"]]


@solves("bars-total")
def bars_total(gaps: Gaps) -> Fraction:
    return sum(bars(gaps).values(), Fraction(0))


@solves("bar-share")
def bar_share(gaps: Gaps) -> Fraction:
    heights = bars(gaps)
    return 100 * heights[gaps.texts["name"]] / sum(heights.values())


@solves("bars-mean")
def bars_mean(gaps: Gaps) -> Fraction:
    return mean(bars(gaps).values())


@solves("next-bar")
def next_bar(gaps: Gaps) -> Fraction:
    return first(lambda x: mean([*bars(gaps).values(), x]) == gaps["goal"])


@solves("bars-change")
def bars_change(gaps: Gaps) -> Fraction:
    heights = bars(gaps)
    heights[gaps.texts["grown"]] *= 1 + Fraction(gaps["up"], 100)
    heights[gaps.texts["shrunk"]] *= 1 - Fraction(gaps["down"], 100)
    return sum(heights.values(), Fraction(0))


def shares(gaps: Gaps) -> dict[str, Fraction]:
    """The sectors of a pie that say their share."""
    pairs = re.findall(r"(\w+) (\d+)%", gaps.texts["told"])
    return {name: Fraction(int(share), 100) for name, share in pairs}


@solves("pie-number")
def pie_number(gaps: Gaps) -> Fraction:
    assert sum(shares(gaps).values()) == 1
    return shares(gaps)[gaps.texts["sector"]] * gaps["total"]


@solves("pie-angle")
def pie_angle(gaps: Gaps) -> Fraction:
    return shares(gaps)[gaps.texts["sector"]] * 360


@solves("pie-rest")
def pie_rest(gaps: Gaps) -> Fraction:
    total = gaps["total"]
    return first(lambda x: x / total + sum(shares(gaps).values()) == 1)


@solves("pie-from-angle")
def pie_from_angle(gaps: Gaps) -> Fraction:
    return first(lambda x: x / gaps["total"] == Fraction(gaps["angle"], 360))


@solves("pie-whole")
def pie_whole(gaps: Gaps) -> Fraction:
    larger, smaller = (shares(gaps)[gaps.texts[name]] for name in ("larger", "smaller"))
    return first(lambda x: larger * x - smaller * x == gaps["more"])


@solves("pie-ratio")
def pie_ratio(gaps: Gaps) -> Fraction:
    told = 100 * sum(shares(gaps).values())
    small = first(lambda x: told + x + gaps["times"] * x == 100)
    return gaps["times"] * small


def expanded(text: str, unknown: Fraction = Fraction(0)) -> list[Fraction]:
    """Every value of a frequency table as often as it occurs."""
    rows = re.findall(r"(\d+) \w+: (\d+|x)", text)
    return [
        Fraction(value)
        for value, count in rows
        for _ in range(int(unknown if count == "x" else Fraction(count)))
    ]


@solves("table-total")
def table_total(gaps: Gaps) -> int:
    return len(expanded(gaps.texts["data"]))


@solves("table-at-least")
def table_at_least(gaps: Gaps) -> int:
    bound = int(gaps.texts["bound"].split()[0])
    return sum(value >= bound for value in expanded(gaps.texts["data"]))


@solves("table-mean")
def table_mean(gaps: Gaps) -> Fraction:
    return mean(expanded(gaps.texts["data"]))


@solves("table-median")
def table_median(gaps: Gaps) -> Fraction:
    return median(expanded(gaps.texts["data"]))


@solves("table-missing")
def table_missing(gaps: Gaps) -> Fraction:
    return first(lambda x: mean(expanded(gaps.texts["data"], x)) == gaps["average"])


@solves("table-share")
def table_share(gaps: Gaps) -> Fraction:
    values = expanded(gaps.texts["data"])
    return Fraction(100 * sum(value > mean(values) for value in values), len(values))


def table(gaps: Gaps) -> dict[str, dict[str, int]]:
    """The rows of a two-way table."""
    told = gaps.texts["data"].split(" reads: ")[1].rstrip(".")
    rows = (row.split(": ") for row in told.split("; "))
    return {
        name: {column: int(cell) for column, cell in re.findall(r"(\w+) (\d+)", cells)}
        for name, cells in rows
    }


def totals(gaps: Gaps) -> Counter[str]:
    """The totals of rows and columns."""
    sums: Counter[str] = Counter()
    for name, row in table(gaps).items():
        for column, cell in row.items():
            sums[name] += cell
            sums[column] += cell
    return sums


@solves("line-total")
def line_total(gaps: Gaps) -> int:
    return totals(gaps)[gaps.texts["line"].split('"')[1]]


@solves("grand-total")
def grand_total(gaps: Gaps) -> int:
    return totals(gaps).total() // 2


@solves("row-share")
def row_share(gaps: Gaps) -> Fraction:
    given, asked, rows = gaps.texts["given"], gaps.texts["asked"], table(gaps)
    cell = rows[given][asked] if given in rows else rows[asked][given]
    return Fraction(100 * cell, totals(gaps)[given])


@solves("cell-from-margins")
def cell_from_margins(gaps: Gaps) -> Fraction:
    """The cell that makes the other cells add up to the total."""
    inner = gaps["one"]
    others = inner + (gaps["upper"] - inner) + (gaps["across"] - inner)
    return first(lambda x: others + x == gaps["total"])


@solves("shares-compared")
def shares_compared(gaps: Gaps) -> Fraction:
    rows, sums, asked = table(gaps), totals(gaps), gaps.texts["asked"]
    larger, smaller = (
        Fraction(100 * rows[name][asked], sums[name])
        for name in (gaps.texts["larger"], gaps.texts["smaller"])
    )
    return larger - smaller
