"""Reading a file of questions, whatever it was written by.

JSON and JSONL, CSV and TSV, Excel workbooks, Moodle XML, GIFT and Aiken, in our field names or in
those that people use. A file that holds no questions is refused, with the names that were found.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from examcli.errors import UsageInvalid
from examcli.exam.contents import contents
from examcli.review.files import formats
from examcli.review.files.entries import FIELD_RULES, NEEDED, Entry, entries_of
from examcli.review.files.shapes import as_ours, is_ours, own
from examcli.review.files.tables import Table, is_workbook, read_csv, read_xlsx

__all__ = ["FIELD_RULES", "Entry", "read_entries", "read_file"]

LARGEST_FILE_BYTES = 20_000_000
"""Some 25,000 questions."""
HINT = (
    "a list of objects with `stem`, `choices` and `answerIndex`, or with names that people use: "
    "JSON, JSONL, CSV, Excel, Moodle XML, GIFT or Aiken"
)
LISTS = ("questions", "data", "items", "quiz", "results", "rows", "records")
"""What an object calls the list of its questions."""


def read_file(path: Path, choice_count: int | None) -> list[Entry]:
    """The questions of a file, in its order; `-` is stdin.

    Raises:
        UsageInvalid: it cannot be read, or is no file of questions.
    """
    try:
        content = contents(path, LARGEST_FILE_BYTES)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageInvalid(f"cannot read `{path}`: {reason}", "name a file of questions") from error
    return read_entries(content, str(path), choice_count)


def read_entries(content: bytes, name: str, choice_count: int | None) -> list[Entry]:
    """The questions of a file, in its order.

    Raises:
        UsageInvalid: it is no file of questions.
    """
    rows = _rows(content, name)
    if not any(isinstance(row, Mapping) and not row.keys().isdisjoint(NEEDED) for row in rows):
        raise UsageInvalid(f"`{name}` holds no questions{_names(rows)}", HINT)
    return entries_of(rows, choice_count)


def _rows(content: bytes, name: str) -> Sequence[object]:
    if is_workbook(content, name):
        return _of_table(read_xlsx(content, name))
    text = _text(content, name)
    if text.lstrip("\ufeff \n\r\t")[:1] in {"[", "{"}:
        return _json(text.lstrip("\ufeff"), name)
    if formats.is_moodle(text):
        return formats.read_moodle(text, name)
    if formats.is_aiken(text):
        return formats.read_aiken(text)
    if formats.is_gift(text):
        return formats.read_gift(text)
    return _of_table(read_csv(text, name))


def _names(rows: Sequence[object]) -> str:
    """The fields that were found instead of those that are needed."""
    first = next((row for row in rows if isinstance(row, Mapping)), {})
    found = ", ".join(f"`{name}`" for name in first)
    return f"; its fields are {found[:200]}" if found else ""


def _text(content: bytes, name: str) -> str:
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UsageInvalid(f"`{name}` is not UTF-8: line {line}", "save it as UTF-8") from error


def _json(text: str, name: str) -> Sequence[object]:
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise UsageInvalid(f"`{name}` is nested too deeply", HINT) from error
    except ValueError as error:
        rows = _jsonl(text)
        if sum(isinstance(row, Mapping) for row in rows) * 2 > len(rows) > 0:
            return _in_our_names(rows)
        raise UsageInvalid(f"`{name}` is not JSON: {str(error).lower()}", HINT) from error
    return _in_our_names(_list_in(document))


def _list_in(document: object) -> list[object]:
    """The list of questions in a document: itself, or under one of the names that people use."""
    if isinstance(document, Mapping):
        named = [document[name] for name in LISTS if name in document]
        for found in named:
            inner = _list_in(found)
            if inner:
                return inner
        return [] if named else [document]
    return document if isinstance(document, list) else []


def _in_our_names(rows: Sequence[object]) -> Sequence[object]:
    return rows if any(map(is_ours, rows)) else as_ours(rows)


def _jsonl(text: str) -> list[object]:
    rows: list[object] = []
    for line in filter(str.strip, text.split("\n")):
        try:
            rows.append(json.loads(line))
        except (ValueError, RecursionError):
            rows.append(None)
    return rows


def _of_table(table: Table) -> Sequence[object]:
    rows = table.as_rows()
    return [own(row) for row in rows] if any(map(is_ours, rows)) else as_ours(rows)
