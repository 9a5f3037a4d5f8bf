"""Two-way tables, told row by row."""

from dataclasses import dataclass
from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw, illustrated, numeric
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole, whole_below

ask = wordings("examcli.bank.english.displays")

# A title, what is counted, and the names of rows and columns.
SUBJECTS = (
    ("Members of a sports club", "members", ("adults", "children"), ("swimming", "tennis")),
    ("Visitors to a museum", "visitors", ("residents", "tourists"), ("morning", "afternoon")),
    ("Students in two courses", "students", ("juniors", "seniors"), ("music", "art")),
    ("Orders in a shop", "orders", ("online", "in store"), ("books", "games")),
    ("Passengers of a ferry", "passengers", ("upper deck", "lower deck"), ("outward", "return")),
)


@dataclass(frozen=True)
class Table:
    """Two rows and two columns of counts."""

    title: str
    things: str
    rows: tuple[str, str]
    columns: tuple[str, str]
    cells: tuple[tuple[int, int], tuple[int, int]]

    def __str__(self) -> str:
        parts = [
            f"{row}: {self.columns[0]} {cells[0]}, {self.columns[1]} {cells[1]}"
            for row, cells in zip(self.rows, self.cells, strict=True)
        ]
        return f'A two-way table with the title "{self.title}" reads: {"; ".join(parts)}.'

    @property
    def total(self) -> int:
        """All cells together."""
        return sum(map(sum, self.cells))

    def column(self, place: int) -> int:
        """The total of one column."""
        return self.cells[0][place] + self.cells[1][place]

    def shown(self, draft: Draft) -> Draft:
        """The draft with this table."""
        rows = [
            text
            for row, cells in zip(self.rows, self.cells, strict=True)
            for text in (row, *map(str, cells))
        ]
        return illustrated(draft, "table", (3,), (self.title, "", *self.columns, *rows))


def two_way_table(draw: Draw) -> Draft:
    """Totals; shares of a row or column; cells found from margins, and shares compared."""
    easy = draw.pick((_row_or_column, _everything))
    medium = draw.pick((_share_of_row, _share_of_column))
    hard = draw.pick((_cell_from_margins, _shares_compared))
    return draw.by_level(easy, medium, hard)(draw)


def _table(draw: Draw) -> Table:
    one, two, three, four = draw.sample(range(6, 60), 4)
    return _filled(draw, ((one, two), (three, four)))


def _filled(draw: Draw, cells: tuple[tuple[int, int], tuple[int, int]]) -> Table:
    return Table(*draw.pick(SUBJECTS), cells)


def _shared(draw: Draw, total: int) -> tuple[tuple[int, int], int]:
    """Two parts of a total, and the percentage of the first, all whole."""
    step = next(step for step in (5, 10, 20, 25) if step * total % 100 == 0)
    share = draw.pick([share for share in range(step, 100, step) if 10 <= share <= 90])
    part = share * total // 100
    return (part, total - part), share


def _row_or_column(draw: Draw) -> Draft:
    data, place = _table(draw), draw.integer(0, 1)
    row, column = sum(data.cells[place]), data.column(place)
    line, key, other, parts = draw.pick(
        (
            (f'row "{data.rows[place]}"', row, column, data.cells[place]),
            (
                f'column "{data.columns[place]}"',
                column,
                row,
                (data.cells[0][place], data.cells[1][place]),
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        other,  # added in the other direction
        parts[0],  # read one cell only
        data.total,  # added all cells
        data.total - key,  # added the other line
        parts[1],  # read one cell only
    ]
    stem = ask(draw, "line-total", data=data, things=data.things, line=line)
    explanation = f"Its two cells: {parts[0]} + {parts[1]} = {key}."
    check = f"{parts[0]} + {parts[1]}"
    return data.shown(numeric(stem, key, whole(draw, key, mistakes), check, explanation))


def _everything(draw: Draw) -> Draft:
    data = _table(draw)
    (one, two), (three, four) = data.cells
    key = data.total
    mistakes: list[int | Fraction] = [
        one + two,  # added the first row only
        2 * (one + two) + three + four,  # counted the first row twice
        one + four,  # added along the diagonal
        key - four,  # left out the last cell
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
    ]
    stem = ask(draw, "grand-total", data=data, things=data.things)
    check = f"{one} + {two} + {three} + {four}"
    explanation = f"Add the four cells: {check} = {key}."
    return data.shown(numeric(stem, key, whole(draw, key, mistakes), check, explanation))


def _share_of_row(draw: Draw) -> Draft:
    total = draw.pick((20, 25, 40, 50, 60, 80, 100))
    numbers, share = _shared(draw, total)
    row, column = draw.integer(0, 1), draw.integer(0, 1)
    others = (draw.integer(8, 60), draw.integer(8, 60))
    if column:
        numbers = (numbers[1], numbers[0])
    data = _filled(draw, (numbers, others) if row == 0 else (others, numbers))
    part, among = data.cells[row][column], data.column(column)
    stem = ask(
        draw, "row-share", data=data, things=data.things, given=data.rows[row],
        asked=data.columns[column],
    )  # fmt: skip
    return _percentage(draw, data, stem, (part, total, among, share))


def _share_of_column(draw: Draw) -> Draft:
    total = draw.pick((20, 25, 40, 50, 60, 80, 100))
    numbers, share = _shared(draw, total)
    row, column = draw.integer(0, 1), draw.integer(0, 1)
    others = (draw.integer(8, 60), draw.integer(8, 60))
    if row:
        numbers = (numbers[1], numbers[0])
    columns = (numbers, others) if column == 0 else (others, numbers)
    data = _filled(draw, ((columns[0][0], columns[1][0]), (columns[0][1], columns[1][1])))
    part, among = data.cells[row][column], sum(data.cells[row])
    stem = ask(
        draw, "row-share", data=data, things=data.things, given=data.columns[column],
        asked=data.rows[row],
    )  # fmt: skip
    return _percentage(draw, data, stem, (part, total, among, share))


def _percentage(draw: Draw, data: Table, stem: str, found: tuple[int, int, int, int]) -> Draft:
    """A part of a line in percent; `found` is part, line, the line across, and the share."""
    part, total, among, share = found
    mistakes: list[int | Fraction] = [
        Fraction(100 * part, among),  # divided by the line across
        Fraction(100 * part, data.total),  # divided by the total of the table
        100 - share,  # answered the other cell
        part,  # took the number for a percentage
        share + 5,  # slipped in the division
        share - 5,  # slipped in the division
    ]
    explanation = f"The line has {total} in all: {part} ÷ {total} = {share}%."
    chosen = whole_below(draw, 100, share, mistakes)
    check = f"100 * {part} / {total}"
    return data.shown(numeric(stem, share, chosen, check, explanation, "{}%"))


def _cell_from_margins(draw: Draw) -> Draft:
    data = _table(draw)
    (one, two), (three, key) = data.cells
    row, column, total = three + key, two + key, data.total
    mistakes: list[int | Fraction] = [
        abs(total - row - column),  # forgot that the common cell is taken away twice
        total - row,  # left the column out
        two,  # answered the other cell of the column
        three,  # answered the other cell of the row
        total - one,  # took away the given cell only
    ]
    stem = ask(
        draw, "cell-from-margins", title=data.title, things=data.things, total=total, one=one,
        first=data.rows[0], second=data.rows[1], left=data.columns[0], right=data.columns[1],
        upper=one + two, across=one + three,
    )  # fmt: skip
    upper, across = one + two, one + three
    explanation = (
        f'In the row "{data.rows[1]}" there are {total} - {upper} = {row}; of these, '
        f'{across} - {one} = {three} are in "{data.columns[0]}": {row} - {three} = {key}.'
    )
    check = f"{total} - {upper} - ({across} - {one})"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    cells = (data.rows[0], str(one), "", str(upper), data.rows[1], "", "", "")
    bottom = ("Total", str(across), "", str(total))
    heading = ("", *data.columns, "Total")
    return illustrated(draft, "table", (4,), (data.title, *heading, *cells, *bottom))


def _shares_compared(draw: Draw) -> Draft:
    first, second = draw.sample((20, 40, 50, 60, 80, 100, 200), 2)
    upper, high = _shared(draw, first)
    lower, low = _shared(draw, second)
    if high <= low:
        raise Degenerate("the first share is not the larger one")
    data = _filled(draw, (upper, lower))
    key = high - low
    mistakes: list[int | Fraction] = [
        abs(upper[0] - lower[0]),  # subtracted the numbers
        high,  # answered the larger share
        low,  # answered the smaller share
        abs(first - second),  # subtracted the totals
        high + low if high + low < 100 else 0,  # added the shares
        key + 5,  # slipped in a division
    ]
    stem = ask(
        draw, "shares-compared", data=data, things=data.things, asked=data.columns[0],
        larger=data.rows[0], smaller=data.rows[1],
    )  # fmt: skip
    explanation = (
        f"The shares are {upper[0]} ÷ {first} = {high}% and {lower[0]} ÷ {second} = {low}%: "
        f"{high} - {low} = {key}."
    )
    check = f"100 * {upper[0]} / {first} - 100 * {lower[0]} / {second}"
    chosen = whole_below(draw, 100, key, mistakes)
    return data.shown(numeric(stem, key, chosen, check, explanation))
