"""Reading a file of questions: JSON, JSONL or CSV, in our field names.

A file that holds no questions is refused. A question that is not as it should be is a finding
of that question, and the others are judged all the same.
"""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from examcli.errors import UsageInvalid
from examcli.exam.choice import CHOICE_COUNT
from examcli.exam.contents import contents
from examcli.review.item import Item
from examcli.review.rule import Finding, Rule, Severity

STEM = Rule("stem-field", Severity.ERROR, "`stem` is a text.", "`stem` is missing")
CHOICES = Rule(
    "choices-field", Severity.ERROR, "`choices` is a list of texts.", '`choices` is `["4", null]`'
)
KEY = Rule(
    "answer-index",
    Severity.ERROR,
    "`answerIndex` is the place of the key, a whole number from 0.",
    '`answerIndex` is `"B"`, or 4 of four choices',
)
NUMBERS_FOR_TEXT = Rule(
    "choices-as-numbers", Severity.WARNING, "Choices are texts.", "`choices` is `[4, 5, 6, 7]`"
)
OTHER_FIELD = Rule(
    "text-field",
    Severity.ERROR,
    "`explanation`, `passage` and `check` are texts where they are given.",
    "`explanation` is `[]`",
)
UNREADABLE = Rule("not-a-question", Severity.ERROR, "Every entry is an object.", "`[1, 2, 3]`")
FIELD_RULES = (STEM, CHOICES, KEY, NUMBERS_FOR_TEXT, OTHER_FIELD, UNREADABLE)

LARGEST_FILE_BYTES = 20_000_000
"""Some 25,000 questions."""
NEEDED = ("stem", "choices", "answerIndex")
LOOKS_LIKE_KEY = re.compile(r"answer|correct|key", re.IGNORECASE)
CHOICE_COLUMN = re.compile(r"choice_?([0-9]{1,2})")
SURROGATE = re.compile("[\ud800-\udfff]")
FEWEST_TO_TELL = 20
"""In a shorter file five choices everywhere may still be one author's repeated slip."""
NEARLY_ALL = 0.9
"""Of the questions: the tenth that differs is then the one with a choice lost or added."""
HINT = "a list of objects with `stem`, `choices` and `answerIndex`: JSON, JSONL or CSV"


@dataclass(frozen=True)
class Entry:
    """One question of a file: how it is called, what can be judged, what its fields lack."""

    id: str
    item: Item
    findings: tuple[Finding, ...] = field(default=())


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
    text = _text(content, name)
    rows = _json(text, name) if text.lstrip()[:1] in {"[", "{"} else _csv(text, name)
    if not any(isinstance(row, Mapping) and not row.keys().isdisjoint(NEEDED) for row in rows):
        raise UsageInvalid(f"`{name}` holds no questions", HINT)
    wanted = choice_count or _usual_choice_count(rows)
    return [_entry(row, number, wanted) for number, row in enumerate(rows, start=1)]


def _usual_choice_count(rows: Sequence[object]) -> int:
    """Four, unless a file shows that its exam has five.

    Fewer than four are never taken for the rule: they are what is left when choices were lost.
    """
    lists = [row.get("choices") for row in rows if isinstance(row, Mapping)]
    fives = sum(isinstance(choices, list) and len(choices) == CHOICE_COUNT + 1 for choices in lists)
    is_of_five = len(lists) >= FEWEST_TO_TELL and fives >= NEARLY_ALL * len(lists)
    return CHOICE_COUNT + is_of_five


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
            return rows
        raise UsageInvalid(f"`{name}` is not JSON: {str(error).lower()}", HINT) from error
    if isinstance(document, Mapping):
        document = document.get("questions", [document])
    return document if isinstance(document, list) else []


def _jsonl(text: str) -> list[object]:
    rows: list[object] = []
    for line in filter(str.strip, text.split("\n")):
        try:
            rows.append(json.loads(line))
        except (ValueError, RecursionError):
            rows.append(None)
    return rows


def _csv(text: str, name: str) -> Sequence[object]:
    header = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    try:
        rows = list(csv.DictReader(io.StringIO(text.lstrip()), delimiter=delimiter))
    except csv.Error as error:
        raise UsageInvalid(f"`{name}` is not CSV: {error}", HINT) from error
    return [_csv_row(row) for row in rows]


def _csv_row(row: dict[str, str | None]) -> dict[str, object]:
    fields: dict[str, object] = {str(column): value for column, value in row.items() if column}
    columns = sorted(
        (int(found[1]), column) for column in fields if (found := CHOICE_COLUMN.fullmatch(column))
    )
    if columns:
        values = [str(fields[column] or "") for _, column in columns]
        while len(values) > CHOICE_COUNT and not values[-1].strip():
            values.pop()
        fields["choices"] = values
    elif isinstance(fields.get("choices"), str):
        fields["choices"] = _listed(str(fields["choices"]))
    index = fields.get("answerIndex")
    if isinstance(index, str) and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", index):
        fields["answerIndex"] = int(index)
    return {column: value for column, value in fields.items() if value != ""}


def _listed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        separator = next((mark for mark in ("|", "\n", ";") if mark in text), None)
        return [part.strip() for part in text.split(separator)] if separator else text


def _entry(row: object, number: int, choice_count: int) -> Entry:
    if not isinstance(row, Mapping):
        unread = Item("", (), None, choice_count=choice_count)
        return Entry(f"#{number}", unread, (UNREADABLE.finding("the entry is not an object"),))
    found: list[Finding] = []
    choices = _choices(row, found)
    item = Item(
        stem=_stem(row, found),
        choices=choices,
        key_index=_key_index(row, choices, found),
        check=_optional(row, "check", found),
        explanation=_optional(row, "explanation", found),
        passage=_passage(row, found),
        labels=" ".join(_label(row, name) for name in ("section", "topic", "questionType", "kind")),
        has_figure=any(row.get(name) for name in ("figure", "image", "diagram")),
        choice_count=choice_count,
    )
    name = row.get("id")
    is_name = isinstance(name, str | int) and not isinstance(name, bool)
    return Entry(_whole(str(name))[:80] if is_name else f"#{number}", item, tuple(found))


def _stem(row: Mapping[str, object], found: list[Finding]) -> str:
    stem = row.get("stem")
    if isinstance(stem, str):
        return _whole(stem)
    found.append(STEM.finding("`stem` is missing" if stem is None else "`stem` is not text"))
    return ""


def _choices(row: Mapping[str, object], found: list[Finding]) -> tuple[str, ...]:
    choices = row.get("choices")
    if not isinstance(choices, list):
        state = "missing" if choices is None else "not a list"
        found.append(CHOICES.finding(f"`choices` is {state}"))
        return ()
    are_numbers = [type(choice) in {int, float} for choice in choices]
    if choices and all(are_numbers):
        found.append(NUMBERS_FOR_TEXT.finding("the choices are numbers instead of texts"))
        return tuple(json.dumps(choice) for choice in choices)
    for place, choice in enumerate(choices, start=1):
        if not isinstance(choice, str):
            found.append(CHOICES.finding(f"choice {place} is not text"))
    return tuple(_whole(choice) if isinstance(choice, str) else "" for choice in choices)


def _key_index(
    row: Mapping[str, object], choices: Sequence[str], found: list[Finding]
) -> int | None:
    index = row.get("answerIndex")
    if type(index) is int and 0 <= index < len(choices):
        return index
    found.append(KEY.finding(_key_fault(row, index, len(choices))))
    return None


def _key_fault(row: Mapping[str, object], index: object, count: int) -> str:
    if index is None:
        other = next(
            (
                str(name)
                for name in row
                if name != "answerIndex" and LOOKS_LIKE_KEY.search(str(name))
            ),
            "",
        )
        return "`answerIndex` is missing" + (f"; `{other[:40]}` looks like it" if other else "")
    if type(index) is int:
        return f"`answerIndex` is {index!s:.20}, the choices are 0 to {count - 1}"
    return f"`answerIndex` is {json.dumps(index, ensure_ascii=False)[:40]}, not a whole number"


def _optional(row: Mapping[str, object], name: str, found: list[Finding]) -> str:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        found.append(OTHER_FIELD.finding(f"`{name}` is not text"))
    return _whole(value) if isinstance(value, str) else ""


def _passage(row: Mapping[str, object], found: list[Finding]) -> str:
    passage = row.get("passage")
    if isinstance(passage, Mapping):
        return _optional(passage, "text", found)
    return _optional(row, "passage", found)


def _label(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return _whole(value)[:100] if isinstance(value, str) else ""


def _whole(text: str) -> str:
    """The text without halves of characters, which no stream could print."""
    return SURROGATE.sub("\ufffd", text)
