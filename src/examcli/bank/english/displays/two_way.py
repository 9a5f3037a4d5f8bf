"""Two-way tables, told row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw, Picture
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.mistakes import slips
from examcli.bank.sums import added

words = Words(__name__)
form = words.form

Pair = tuple[int, int]
TOTALS = (20, 25, 40, 50, 60, 80, 100)


def two_way_table(draw: Draw) -> Draft:
    """Totals; shares of a row or column; cells found from margins, and shares compared."""
    easy = draw.pick((_row_or_column, _everything))
    medium = draw.pick((_share_of_row, _share_of_column))
    hard = draw.pick((_cell_from_margins, _shares_compared))
    return draw.by_level(easy, medium, hard)(draw)


@dataclass(frozen=True)
class Table:
    """Two rows and two columns of counts."""

    title: str
    things: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: tuple[Pair, Pair]

    def __str__(self) -> str:
        rows = [
            f"{row}: {self.columns[0]} {cells[0]}, {self.columns[1]} {cells[1]}"
            for row, cells in zip(self.rows, self.cells, strict=True)
        ]
        return words.phrase("table", title=self.title, rows="; ".join(rows))

    @property
    def total(self) -> int:
        """All cells together."""
        return sum(map(sum, self.cells))

    def column(self, place: int) -> Pair:
        """The cells of one column."""
        return self.cells[0][place], self.cells[1][place]

    def asked(self, key: int, check: str, *mistakes: int | Fraction, **gaps: Any) -> Computed:
        """A question about this table, which is drawn beside it."""
        labels = [self.title, "", *self.columns]
        for row, cells in zip(self.rows, self.cells, strict=True):
            labels += [row, *map(str, cells)]
        figure = Picture("table", (3,), labels)
        return computed(
            key,
            check,
            *mistakes,
            figure=figure,
        ).told(data=self, **gaps)


def _filled(draw: Draw, cells: tuple[Pair, Pair]) -> Table:
    return Table(**draw.pick(words.phrases("subjects")), cells=cells)


def _table(draw: Draw) -> Table:
    one, two, three, four = draw.sample(range(6, 60), 4)
    return _filled(draw, ((one, two), (three, four)))


def _shared(draw: Draw, total: int) -> tuple[Pair, int]:
    """Two parts of a total, and the percentage of the first, all whole."""
    step = next(step for step in (5, 10, 20, 25) if step * total % 100 == 0)
    share = draw.pick([share for share in range(step, 100, step) if 10 <= share <= 90])
    part = share * total // 100
    return (part, total - part), share


@form("line-total")
def _row_or_column(draw: Draw) -> Computed:
    data, place = _table(draw), draw.integer(0, 1)
    row, column = data.cells[place], data.column(place)
    case, name, parts, other = draw.pick(
        (
            ("row", data.rows[place], row, column),
            ("column", data.columns[place], column, row),
        )
    )
    key = sum(parts)
    return data.asked(
        key,
        added(parts),
        sum(other),  # added in the other direction
        parts[0],  # read one cell only
        data.total,  # added all cells
        data.total - key,  # added the other line
        parts[1],  # read one cell only
        case=case,
        name=name,
        parts=parts,
    )


@form("grand-total")
def _everything(draw: Draw) -> Computed:
    data = _table(draw)
    (one, two), (three, four) = data.cells
    key, terms = data.total, added((one, two, three, four))
    return data.asked(
        key,
        terms,
        one + two,  # added the first row only
        key + one + two,  # counted the first row twice
        one + four,  # added along the diagonal
        key - four,  # left out the last cell
        *slips(key, 10, -10),  # carried a ten too many, or dropped one
        sum=terms,
    )


def _share_of_line(draw: Draw, is_column: bool) -> Computed:
    """What part of a row or column is in one of its cells, in percent."""
    total = draw.pick(TOTALS)
    numbers, key = _shared(draw, total)
    row, column = draw.integer(0, 1), draw.integer(0, 1)
    others = (draw.integer(8, 60), draw.integer(8, 60))
    line, place = (column, row) if is_column else (row, column)
    if place:
        numbers = (numbers[1], numbers[0])
    one, other = (others, numbers) if line else (numbers, others)
    data = _filled(draw, ((one[0], other[0]), (one[1], other[1])) if is_column else (one, other))
    part = data.cells[row][column]
    across = sum(data.cells[row] if is_column else data.column(column))
    given, asked = data.rows[row], data.columns[column]
    return data.asked(
        key,
        f"100 * {part} / {total}",
        Fraction(100 * part, across),  # divided by the line across
        Fraction(100 * part, data.total),  # divided by the total of the table
        100 - key,  # answered the other cell
        part,  # took the number for a percentage
        *slips(key, 5, -5),  # slipped in the division
        given=asked if is_column else given,
        asked=given if is_column else asked,
        total=total,
        part=part,
    )


@form("row-share", whole_below(100))
def _share_of_row(draw: Draw) -> Computed:
    return _share_of_line(draw, is_column=False)


@form("row-share", whole_below(100))
def _share_of_column(draw: Draw) -> Computed:
    return _share_of_line(draw, is_column=True)


@form("cell-from-margins")
def _cell_from_margins(draw: Draw) -> Computed:
    data = _table(draw)
    (one, two), (three, key) = data.cells
    upper, across, row, column, total = one + two, one + three, three + key, two + key, data.total
    labels = [data.title, "", *data.columns, words.phrase("total")]
    labels += [data.rows[0], f"{one}", "", f"{upper}", data.rows[1], "", "", ""]
    labels += [words.phrase("total"), f"{across}", "", f"{total}"]
    return computed(
        key,
        f"{total} - {upper} - ({across} - {one})",
        abs(total - row - column),  # forgot that the common cell is taken away twice
        total - row,  # left the column out
        two,  # answered the other cell of the column
        three,  # answered the other cell of the row
        total - one,  # took away the given cell only
        figure=Picture("table", (4,), labels),
    ).told(data=data, total=total, upper=upper, across=across, one=one, row=row, three=three)


@form("shares-compared", whole_below(100))
def _shares_compared(draw: Draw) -> Computed:
    first, second = totals = draw.sample((20, 40, 50, 60, 80, 100, 200), 2)
    upper, high = _shared(draw, first)
    lower, low = _shared(draw, second)
    if high <= low:
        raise Degenerate("the first share is not the larger one")
    key = high - low
    return _filled(draw, (upper, lower)).asked(
        key,
        f"100 * {upper[0]} / {first} - 100 * {lower[0]} / {second}",
        abs(upper[0] - lower[0]),  # subtracted the numbers
        high,  # answered the larger share
        low,  # answered the smaller share
        abs(first - second),  # subtracted the totals
        high + low if high + low < 100 else 0,  # added the shares
        key + 5,  # slipped in a division
        parts=(upper[0], lower[0]),
        totals=totals,
        shares=(high, low),
    )
