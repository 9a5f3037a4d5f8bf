"""From rows to what can be judged: one entry a question, and what its fields lack.

A question that is not as it should be is a finding of that question, and the others are judged all
the same.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from examcli.exam.choice import CHOICE_COUNT
from examcli.review.files.tables import BEYOND
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
CELLS = Rule(
    "too-many-cells",
    Severity.ERROR,
    "A row has no more cells than its table has headings: a comma or a quote is missing.",
    "`line 7 has 8 cells under 6 headings`",
)
FROM_ONE = Rule(
    "keys-from-one",
    Severity.WARNING,
    "`answerIndex` counts from 0; a file whose keys count from 1 is told so once, and read so.",
    "`answerIndex` is 1 to 4 in all of forty questions",
)
UNREADABLE = Rule("not-a-question", Severity.ERROR, "Every entry is an object.", "`[1, 2, 3]`")
FIELD_RULES = (STEM, CHOICES, KEY, NUMBERS_FOR_TEXT, OTHER_FIELD, CELLS, FROM_ONE, UNREADABLE)

FEWEST_TO_COUNT = 8
"""Questions: of so many with four choices one key in ten files is never the first by chance."""
NEEDED = ("stem", "choices", "answerIndex")
LOOKS_LIKE_KEY = re.compile(r"answer|correct|key", re.IGNORECASE)
SURROGATE = re.compile("[\ud800-\udfff]")
FEWEST_TO_TELL = 20
"""In a shorter file five choices everywhere may still be one author's repeated slip."""
NEARLY_ALL = 0.9
"""Of the questions: the tenth that differs is then the one with a choice lost or added."""


@dataclass(frozen=True)
class Entry:
    """One question of a file: how it is called, what can be judged, what its fields lack."""

    id: str
    item: Item
    findings: tuple[Finding, ...] = field(default=())


def entries_of(rows: Sequence[object], choice_count: int | None) -> list[Entry]:
    """The questions of rows in our names, in their order."""
    wanted = choice_count or _usual_choice_count(rows)
    if not _counts_from_one(rows):
        return [_entry(row, number, wanted) for number, row in enumerate(rows, start=1)]
    shifted = [_shifted(row) for row in rows]
    first, *others = [_entry(row, number, wanted) for number, row in enumerate(shifted, start=1)]
    told = FROM_ONE.finding("the keys of this file count from 1, and are read so")
    return [replace(first, findings=(*first.findings, told)), *others]


def _counts_from_one(rows: Sequence[object]) -> bool:
    """Whether no key of a file is 0, and one is the number of its choices."""
    keys = [(row["answerIndex"], row.get("choices")) for row in rows if _has_number(row)]
    return (
        len(keys) >= FEWEST_TO_COUNT
        and all(key != 0 for key, _ in keys)
        and any(isinstance(choices, list) and key == len(choices) for key, choices in keys)
    )


def _has_number(row: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(row, Mapping) and type(row.get("answerIndex")) is int


def _shifted(row: object) -> object:
    if not _has_number(row):
        return row
    key = row["answerIndex"]
    return {**row, "answerIndex": key - 1} if isinstance(key, int) else row


def _usual_choice_count(rows: Sequence[object]) -> int:
    """Four, unless a file shows that its exam has five.

    Fewer than four are never taken for the rule: they are what is left when choices were lost.
    """
    lists = [row.get("choices") for row in rows if isinstance(row, Mapping)]
    fives = sum(isinstance(choices, list) and len(choices) == CHOICE_COUNT + 1 for choices in lists)
    is_of_five = len(lists) >= FEWEST_TO_TELL and fives >= NEARLY_ALL * len(lists)
    return CHOICE_COUNT + is_of_five


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
    if BEYOND in row:
        found.append(CELLS.finding(str(row[BEYOND])))
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
