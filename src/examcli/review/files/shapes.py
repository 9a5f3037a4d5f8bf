"""Rows of any shape as rows of ours: `stem`, `choices`, `answerIndex` and the optional fields.

People call a question `Question`, `السؤال` or `q`, write its choices in a list, in columns or in an
object by letter, and its key as a letter, a number from 1, or the text of a choice. Whatever is
understood becomes ours; whatever is not stays as it is, and is found missing.
"""

import json
import re
from collections.abc import Mapping, Sequence

from examcli.exam.choice import CHOICE_COUNT
from examcli.exam.text import folded
from examcli.review.files.headings import field_of, place_of

OURS = frozenset({"stem", "answerIndex"})
"""`choices` is what many call it."""
WHOLE = re.compile(r"\s*(-?\d{1,9})(?:\.0+)?\s*")
NUMBERED_FROM_0 = frozenset({"answerIndex", "answer_index", "correctIndex", "correct_index"})
"""Names that say what programmers count from."""

Row = Mapping[str, object]


def is_ours(row: object) -> bool:
    """Whether a row has one of our own names, and is judged by them as it stands."""
    return isinstance(row, Mapping) and not row.keys().isdisjoint(OURS)


def as_ours(rows: Sequence[object]) -> list[object]:
    """Rows in our names, as far as they can be understood; keys as their file counts them."""
    understood = [_fields(row) if isinstance(row, Mapping) else row for row in rows]
    counts_from_one = _counts_from_one([row for row in understood if isinstance(row, dict)])
    return [
        _with_key(row, counts_from_one=counts_from_one) if isinstance(row, dict) else row
        for row in understood
    ]


def _fields(row: Row) -> dict[str, object]:
    """The row with its fields under our names; the key still as it was written."""
    fields: dict[str, object] = {}
    placed: dict[int, object] = {}
    for name, value in row.items():
        field = field_of(str(name))
        if field.startswith("choice "):
            placed[int(field.removeprefix("choice "))] = value
        elif field == "key":
            fields.setdefault("key", value)
            fields.setdefault("key name", str(name))
        else:
            fields.setdefault(field or str(name), value)
    _take_choices(fields, placed)
    return fields


def _take_choices(fields: dict[str, object], placed: Mapping[int, object]) -> None:
    """Choices from wherever they stand: a list, an object by letter, objects, columns."""
    choices, wrong = fields.get("choices"), fields.pop("wrong", None)
    match choices:
        case {"text": list(texts), "label": list(labels)}:
            fields["choices"] = texts
            fields["key"] = _place_in(labels, fields.get("key"))
        case dict() as by_letter:
            fields["choices"] = list(by_letter.values())
        case [dict(), *_] as objects:
            fields["choices"] = [_text_of(each) for each in objects]
            right = [n for n, each in enumerate(objects) if _is_right(each)]
            if len(right) == 1:
                fields["key"] = _text_of(objects[right[0]])
        case None if len(placed) > 1:
            fields["choices"] = _without_empty_end([placed[place] for place in sorted(placed)])
        case str() as written:
            fields["choices"] = listed(written)
        case None if isinstance(wrong, list) and fields.get("key") is not None:
            fields["choices"] = [fields["key"], *wrong]


def _without_empty_end(cells: Sequence[object]) -> list[object]:
    """Choices in columns: those that a question does not need are empty at its end."""
    texts: list[object] = ["" if cell is None else cell for cell in cells]
    while len(texts) > CHOICE_COUNT and not str(texts[-1]).strip():
        texts.pop()
    return texts


def listed(text: str) -> object:
    """A list that stands in one cell: JSON, or texts with `|`, line ends or `;` between them."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        separator = next((mark for mark in ("|", "\n", ";") if mark in text), None)
        return [part.strip() for part in text.split(separator)] if separator else text


def own(row: Row) -> dict[str, object]:
    """A row of a table in our own names: its choices from columns or a cell, its key a number."""
    fields: dict[str, object] = dict(row)
    placed = {
        field_of(name): value for name, value in row.items() if field_of(name).startswith("choice ")
    }
    if placed:
        fields["choices"] = _without_empty_end([placed[name] for name in sorted(placed)])
    elif isinstance(fields.get("choices"), str):
        fields["choices"] = listed(str(fields["choices"]))
    number = _number(fields.get("answerIndex"))
    if number is not None:
        fields["answerIndex"] = number
    return {column: value for column, value in fields.items() if value != ""}


def _text_of(choice: object) -> object:
    named = ("text", "content", "value", "option", "answer", "label", "title")
    if not isinstance(choice, Mapping):
        return choice
    return next((choice[name] for name in named if name in choice), None)


def _is_right(choice: object) -> bool:
    named = ("correct", "isCorrect", "is_correct", "right", "isAnswer")
    return isinstance(choice, Mapping) and any(choice.get(name) is True for name in named)


def _place_in(labels: Sequence[object], key: object) -> object:
    """The place of a key among labels, counted from 1 as any other number of a key is."""
    return labels.index(key) + 1 if key in labels else key


def _counts_from_one(rows: Sequence[Mapping[str, object]]) -> bool:
    """Whether the numbers of a file's keys count from 1: none is 0, or one is the last place."""
    numbers = [(row, _number(row.get("key"))) for row in rows]
    told = [(row, number) for row, number in numbers if number is not None]
    if any(number == 0 for _, number in told):
        return False
    is_last = any(number == _count(row) for row, number in told)
    is_named_so = any(row.get("key name") in NUMBERED_FROM_0 for row in rows)
    return is_last or not is_named_so


def _count(row: Mapping[str, object]) -> int:
    choices = row.get("choices")
    return len(choices) if isinstance(choices, list) else 0


def _with_key(row: dict[str, object], *, counts_from_one: bool) -> dict[str, object]:
    key = row.pop("key", None)
    row.pop("key name", None)
    index = _index(key, row.get("choices"), counts_from_one=counts_from_one)
    if index is not None:
        row["answerIndex"] = index
    elif key not in (None, ""):
        row["answer"] = key
    return {name: value for name, value in row.items() if value not in (None, "")}


def _index(key: object, choices: object, *, counts_from_one: bool) -> int | None:
    """The place from 0 that a key names: the text of a choice, a number, or a letter."""
    texts = [folded(str(choice)) for choice in choices] if isinstance(choices, list) else []
    if isinstance(key, list) and len(key) == 1:
        key = key[0]
    if isinstance(key, str) and texts.count(folded(key)) == 1:
        return texts.index(folded(key))
    number = _number(key)
    if number is not None:
        return number - counts_from_one
    return place_of(key) if isinstance(key, str) else None


def _number(key: object) -> int | None:
    if isinstance(key, bool):
        return None
    if isinstance(key, int):
        return key
    if isinstance(key, float) and key.is_integer():
        return int(key)
    found = WHOLE.fullmatch(folded(key)) if isinstance(key, str) else None
    return int(found[1]) if found else None
