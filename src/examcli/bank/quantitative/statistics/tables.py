"""Two-way tables, told row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw, Picture
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.nouns import RIYAL, counted
from examcli.bank.quantitative.statistics.averages import listed
from examcli.bank.sums import added, summed

words = Words(__name__)
form = words.form

SHARES = ((20, 30, 50), (10, 40, 50), (15, 25, 60), (20, 35, 45), (25, 35, 40), (10, 30, 60))
"""Three parts of a hundred, for tables whose shares come out whole."""


def table_reading(draw: Draw) -> Draft:
    """Sums, differences, shares and plans read from a two-way table."""
    forms = draw.by_level(
        (_row_or_column_total, _cell_difference),
        (_column_share, _difference_of_rows, _column_mean),
        (_revenue, _after_growth, _moved_between_rows),
    )
    return draw.pick(forms)(draw)


@dataclass(frozen=True)
class Table:
    """A two-way table: what it counts, its rows and columns, and a number for each pair."""

    title: str
    rows: list[str]
    columns: list[str]
    inside: str
    cells: Sequence[Sequence[int]]

    def __str__(self) -> str:
        rows = [
            f"{row}: " + listed(f"{c} {n}" for c, n in zip(self.columns, numbers, strict=True))
            for row, numbers in zip(self.rows, self.cells, strict=True)
        ]
        return words.phrase("table", title=self.title, rows="؛ ".join(rows))

    def column(self, place: int) -> list[int]:
        """The numbers under one heading."""
        return [numbers[place] for numbers in self.cells]

    def larger_first(self, one: int, other: int) -> tuple[int, int]:
        """The places of two rows, that of the greater total first."""
        larger = max(one, other, key=lambda place: sum(self.cells[place]))
        return larger, one + other - larger

    def asked(self, key: int, check: str, *mistakes: int | Fraction, **gaps: Any) -> Computed:
        """A question about this table."""
        return computed(
            key,
            check,
            *mistakes,
        ).told(table=self, **gaps)

    def shown(self, key: int, check: str, *mistakes: int | Fraction, **gaps: Any) -> Computed:
        """A question about this table, which is drawn beside it: headings first, then its rows."""
        labels = [self.title, "", *self.columns]
        for row, numbers in zip(self.rows, self.cells, strict=True):
            labels += [row, *map(str, numbers)]
        return self.asked(key, check, *mistakes, figure=Picture("table", (4,), labels), **gaps)


def _table(draw: Draw, step: int = 5) -> Table:
    """A drawn table whose numbers are multiples of `step`, no two alike."""
    subject = draw.pick(words.phrases("subjects"))
    numbers = [step * count for count in draw.sample(range(2, 19), 9)]
    return Table(**subject, cells=(numbers[:3], numbers[3:6], numbers[6:]))


@form("row-or-column-total")
def _row_or_column_total(draw: Draw) -> Computed:
    data = _table(draw, draw.pick((2, 5, 10)))
    row, column = draw.integer(0, 2), draw.integer(0, 2)
    across = (data.rows[row], data.cells[row])
    down = (data.columns[column], data.column(column))
    (line, numbers), (_, other) = draw.pick(((across, down), (down, across)))
    key = sum(numbers)
    return data.shown(
        key,
        summed(numbers),
        sum(other),  # added across instead of down
        key - numbers[-1],  # missed the last number
        key - numbers[0],  # missed the first number
        3 * max(numbers),  # took the numbers as equal
        key + 10,  # carried a ten too many
        key + min(numbers),  # counted one number twice
        line=line,
        sum=added(numbers),
    )


@form("cell-difference")
def _cell_difference(draw: Draw) -> Computed:
    data = _table(draw, draw.pick((2, 5, 10)))
    column = draw.integer(0, 2)
    numbers, beside = data.column(column), data.column((column + 1) % 3)
    less, more = sorted(draw.sample(range(3), 2), key=numbers.__getitem__)
    high, low = numbers[more], numbers[less]
    return data.shown(
        high - low,
        f"{high} - {low}",
        high + low,  # added instead of subtracting
        abs(beside[more] - beside[less]),  # read another column
        abs(high - beside[less]),  # read one cell in another column
        high,  # answered the larger cell
        low,  # answered the smaller cell
        max(numbers) - min(numbers),  # compared the extremes of the column
        column=data.columns[column],
        more=data.rows[more],
        less=data.rows[less],
        high=high,
        low=low,
    )


@form("column-share", whole_below(100))
def _column_share(draw: Draw) -> Computed:
    data = _table(draw)
    row, column = draw.integer(0, 2), draw.integer(0, 2)
    total = draw.pick((20, 40, 60, 80, 100, 120, 200))
    shares = draw.sample(draw.pick(SHARES), 3)
    if any(share * total % 100 for share in shares):
        total = 100
    numbers = [share * total // 100 for share in shares]
    data = replace(data, cells=[*data.cells[:row], numbers, *data.cells[row + 1 :]])
    key, part = shares[column], numbers[column]
    return data.shown(
        key,
        f"100 * {part} / {summed(numbers)}",
        Fraction(100 * part, sum(data.column(column))),  # divided by the column
        Fraction(100 * part, total - part) if key < 50 else 0,  # compared with the rest
        part,  # took the number for a percentage
        100 - key,  # answered the rest
        *slips(key, 5, -5),  # slipped in the division
        column=data.columns[column],
        row=data.rows[row],
        part=part,
        total=total,
    )


@form("difference-of-rows")
def _difference_of_rows(draw: Draw) -> Computed:
    data = _table(draw, draw.pick((2, 5, 10)))
    one, other = data.larger_first(*draw.sample(range(3), 2))
    high, low = sum(data.cells[one]), sum(data.cells[other])
    if high == low:
        raise Degenerate("equal rows")
    return data.shown(
        high - low,
        f"{summed(data.cells[one])} - {summed(data.cells[other])}",
        abs(sum(data.column(one)) - sum(data.column(other))),  # compared columns
        high + low,  # added the totals
        high,  # answered the larger total
        abs(data.cells[one][0] - data.cells[other][0]),  # compared the first cells only
        high - low + 10,  # carried a ten too many
        abs(high - low - 10),  # dropped a ten
        rows=(data.rows[one], data.rows[other]),
        high=high,
        low=low,
    )


@form("column-mean")
def _column_mean(draw: Draw) -> Computed:
    data = _table(draw, 3)
    place = draw.integer(0, 2)
    numbers = data.column(place)
    total = sum(numbers)
    return data.shown(
        total // 3,
        f"{summed(numbers)} / 3",
        Fraction(total, 2),  # divided by one number fewer
        sorted(numbers)[1],  # answered the median
        Fraction(min(numbers) + max(numbers), 2),  # averaged the extremes
        sum(data.cells[place]) // 3,  # averaged a row
        *slips(total // 3, 3, -2),  # slipped
        column=data.columns[place],
        sum=added(numbers),
        total=total,
    )


@form("revenue")
def _revenue(draw: Draw) -> Computed:
    shop = words.phrases("subjects")[0]
    numbers = [draw.integer(2, 20) for _ in range(9)]
    data = Table(**shop, cells=(numbers[:3], numbers[3:6], numbers[6:]))
    prices = draw.sample((5, 10, 15, 20, 25, 30, 40, 50), 3)
    row = draw.integer(0, 2)
    sold = data.cells[row]
    key = sum(count * price for count, price in zip(sold, prices, strict=True))
    products = added(f"{count} * {price}" for count, price in zip(sold, prices, strict=True))
    return data.asked(
        key,
        products,
        Fraction(sum(sold) * sum(prices), 3),  # sold all at the mean price
        sum(n * p for n, p in zip(reversed(sold), prices, strict=True)),  # exchanged the prices
        key - sold[2] * prices[2],  # left out the last product
        key - sold[0] * prices[0],  # left out the first product
        key + prices[1],  # counted one pen too many
        key - prices[0],  # counted one book too few
        prices=[counted(price, RIYAL) for price in prices],
        row=data.rows[row],
        products=products.replace("*", "×"),
    )


@form("after-growth")
def _after_growth(draw: Draw) -> Computed:
    data = _table(draw, 10)
    row = draw.integer(0, 2)
    grown, shrunk = draw.sample(range(3), 2)
    up, down = draw.pick((10, 20, 30, 50)), draw.pick((10, 20, 40, 50))
    numbers = data.cells[row]
    total = sum(numbers)
    gain, loss = numbers[grown] * up // 100, numbers[shrunk] * down // 100
    if gain == loss:
        raise Degenerate("nothing changes")
    key = total + gain - loss
    return data.shown(
        key,
        f"{summed(numbers)} + {numbers[grown]} * {up} / 100 - {numbers[shrunk]} * {down} / 100",
        total - gain + loss,  # exchanged the changes
        total + gain + loss,  # added both changes
        Fraction(total * (100 + up - down), 100),  # applied both to the total
        total,  # took the total as unchanged
        *slips(key, 10, -10),  # carried a ten too many, or dropped one
        grown=data.columns[grown],
        shrunk=data.columns[shrunk],
        row=data.rows[row],
        inside=data.inside,
        up=up,
        down=down,
        total=total,
        gain=gain,
        loss=loss,
    )


@form("moved-between-rows")
def _moved_between_rows(draw: Draw) -> Computed:
    data = _table(draw, draw.pick((2, 4, 10)))
    one, other = data.larger_first(*draw.sample(range(3), 2))
    high, low = sum(data.cells[one]), sum(data.cells[other])
    if high == low:
        raise Degenerate("equal rows")
    key = (high - low) // 2
    return data.shown(
        key,
        f"({summed(data.cells[one])} - {summed(data.cells[other])}) / 2",
        high - low,  # forgot that one falls as the other rises
        (high + low) // 2,  # answered the equal total
        abs(data.cells[one][0] - data.cells[other][0]) // 2,  # compared the first cells only
        Fraction(high - low, 3),  # shared among three columns
        *slips(key, 2, -1),  # slipped
        rows=(data.rows[one], data.rows[other]),
        high=high,
        low=low,
    )
