"""The report as Markdown, for the step summary of a CI job."""

from collections.abc import Sequence

from examcli.bench.report import Report
from examcli.bench.tables import Table, circumstances, headline, tables


def markdown(report: Report) -> str:
    """The whole report: verdict, tables, and what a reader must know about the numbers."""
    mark = "✅" if report.ok else "❌"
    parts = [f"# {mark} examcli bench: {headline(report)}", circumstances(report)]
    parts += [_table(table) for table in tables(report)]
    parts.append("\n".join(f"- {_cell(note)}" for note in report.notes))
    return "\n\n".join(filter(None, parts)) + "\n"


def _table(table: Table) -> str:
    lines = [_row(table.headings), _row(["---"] * len(table.headings)), *map(_row, table.rows)]
    return f"## {table.title}\n\n" + "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
