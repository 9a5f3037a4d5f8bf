"""Tables of questions as spreadsheets write them: CSV in any dialect, TSV, XLSX."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from examcli.errors import UsageInvalid
from examcli.review.files.headings import field_of

SEPARATORS = ",;\t|"
LATEST_HEADING = 5
"""Rows: above the headings stand a title, a school, a date; never a page of text."""
FEWEST_HEADINGS = 2
BEYOND = "cells beyond the headings"
"""The name under which a row tells that it has more cells than the table has headings."""
XLSX = b"PK\x03\x04"
XLSX_HINT = "install `examcli[xlsx]`, or save the sheet as CSV"

Cells = Sequence[str]


@dataclass(frozen=True)
class Table:
    """Headings, and the rows below them with the line that each begins in."""

    headings: Cells
    rows: Sequence[tuple[int, Cells]]

    def as_rows(self) -> list[dict[str, object]]:
        """Each row by its headings; what stands beyond them is told under `BEYOND`."""
        return [self._row(line, cells) for line, cells in self.rows]

    def _row(self, line: int, cells: Cells) -> dict[str, object]:
        row: dict[str, object] = {
            heading: cell for heading, cell in zip(self.headings, cells, strict=False) if heading
        }
        if any(cell.strip() for cell in cells[len(self.headings) :]):
            told = f"line {line} has {len(cells)} cells under {len(self.headings)} headings"
            row[BEYOND] = told
        return row


def read_csv(text: str, name: str) -> Table:
    """The table of a CSV or TSV file, whatever its separator and line ends.

    Raises:
        UsageInvalid: a quote never closes, or no row has headings of questions.
    """
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    separator = ""
    first, _, rest = plain.partition("\n")
    if first.casefold().startswith("sep="):
        separator, plain = first[4:5], rest
    lines_above = int(bool(separator))
    separator = separator or max(SEPARATORS, key=plain[:2_000].count)
    return _table(list(_records(plain, separator, name, lines_above)), name)


def read_xlsx(content: bytes, name: str) -> Table:
    """The first sheet of a workbook that has headings of questions.

    Raises:
        UsageInvalid: it is no workbook, or openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise UsageInvalid(f"`{name}` is an Excel workbook", XLSX_HINT) from error
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # whatever a damaged archive raises
        raise UsageInvalid(f"`{name}` is not a whole Excel workbook", XLSX_HINT) from error
    complaint = UsageInvalid(f"`{name}` has an empty sheet", XLSX_HINT)
    for sheet in book.worksheets:
        rows = enumerate(sheet.iter_rows(values_only=True), start=1)
        records = [(line, [_shown(cell) for cell in row]) for line, row in rows]
        try:
            return _table(records, name)
        except UsageInvalid as error:
            complaint = error
    raise complaint


def _records(
    text: str, separator: str, name: str, lines_above: int
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=False)
    begin = 1
    try:
        for row in reader:
            yield lines_above + begin, row
            is_last = reader.line_num == _lines(text)
            _check_closed(row, text, lines_above + begin, name, is_last=is_last)
            begin = reader.line_num + 1
    except csv.Error as error:
        raise UsageInvalid(
            f"`{name}` is not CSV: {error}", "save the sheet as CSV again"
        ) from error


def _shown(cell: object) -> str:
    """A cell as its sheet shows it: 3, where Python has 3.0."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _lines(text: str) -> int:
    return text.count("\n") + (not text.endswith("\n"))


def _check_closed(row: Cells, text: str, line: int, name: str, *, is_last: bool) -> None:
    """Refuse a file whose last row swallowed all lines to its end: its quote never closes."""
    swallowed = max((cell.count("\n") for cell in row), default=0)
    if is_last and swallowed and text.count('"') % 2:
        raise UsageInvalid(
            f"`{name}`, line {line}: the quote that opens there never closes",
            'write a quote inside a cell twice (`""`)',
        )


def _table(records: Sequence[tuple[int, Cells]], name: str) -> Table:
    filled = [(line, row) for line, row in records if any(cell.strip() for cell in row)]
    for place, (_, row) in enumerate(filled[:LATEST_HEADING]):
        named = {field_of(cell) for cell in row} - {""}
        if len(named) >= FEWEST_HEADINGS and named & {"stem", "key"}:
            return Table([cell.strip() for cell in row], filled[place + 1 :])
    first = filled[0][1] if filled else ()
    found = ", ".join(f"`{cell.strip()}`" for cell in first if cell.strip())
    raise UsageInvalid(
        f"`{name}` holds no questions" + (f"; its headings are {found[:200]}" if found else ""),
        "name the columns `question`, `option A` to `option D` and `answer`",
    )


def is_workbook(content: bytes, name: str) -> bool:
    """Whether a file is an Excel workbook, by its first bytes and its name."""
    return content.startswith(XLSX) and PurePath(name).suffix.lower() in {".xlsx", ".xlsm", ""}
