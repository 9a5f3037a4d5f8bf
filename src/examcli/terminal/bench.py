"""What a bench found, on the screen: the verdict, the tables, the notes."""

from rich.table import Table as Grid
from rich.text import Text

from examcli.bench.report import Report
from examcli.bench.tables import Table, circumstances, headline, tables
from examcli.terminal.screen import Screen

STYLES = {"met": "green", "MISSED": "bold red", "better": "green", "worse": "bold red"}


def show_report(screen: Screen, report: Report) -> None:
    """The whole report; its verdict comes last, where the eye is when it has scrolled by."""
    screen.text(circumstances(report))
    for table in tables(report):
        screen.text()
        screen.out.print(Text(table.title, style="bold"))
        screen.out.print(_grid(table))
    screen.text()
    for note in report.notes:
        screen.text(f"· {note}")
    screen.text()
    mark, style = ("✓", "bold green") if report.ok else ("✗", "bold red")
    screen.out.print(Text(f"{mark} {headline(report)}", style=style), soft_wrap=True)


def _grid(table: Table) -> Grid:
    """Words to the left, numbers to the right."""
    grid = Grid(box=None, pad_edge=False, show_header=any(table.headings))
    for heading, cells in zip(table.headings, zip(*table.rows, strict=True), strict=True):
        is_number = all(_is_number(cell) for cell in cells)
        grid.add_column(heading, justify="right" if is_number else "left")
    for row in table.rows:
        grid.add_row(*(Text(cell, style=STYLES.get(cell, "")) for cell in row))
    return grid


def _is_number(cell: str) -> bool:
    return not cell or cell.strip("<≤≥– ").replace(".", "", 1).isdecimal() or cell == "–"
