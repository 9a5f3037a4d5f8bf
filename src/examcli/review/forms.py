"""The fixed forms of the kinds: analogy, completion, context error, comparison."""

import re
from collections.abc import Iterator

from examcli.exam.script import MARKS
from examcli.review.choices import BLANK
from examcli.review.item import Item
from examcli.review.rule import ItemRule, Severity

SEPARATOR = re.compile(r"[:؛–—\-]")
PART = re.compile(r"\s*[-–—−]\s*|\s*\.{2,}\s*|\s*،\s*|\s*/\s*")
JUDGEMENT = re.compile(r"أكبر|أصغر|متساوي|متساو|كافي|يمكن|المعطيات|greater|equal|cannot|determin")
UNSAID = re.compile(f"[{MARKS}ـ]")
LETTERS = str.maketrans("أإآىة", "اااي" + "ه")


def _analogy(item: Item) -> Iterator[str]:
    if not item.has_form("word-pairs") or "::" in item.stem:
        return  # "a : b :: c : ?" has its last word among the choices
    if not SEPARATOR.search(item.plain_stem):
        yield "the stem of an analogy is not a pair"
        return
    for (name, text), choice in zip(item.shown[1:], item.plain_choices, strict=True):
        if choice and not SEPARATOR.search(choice):
            yield f"{name} of an analogy is not a pair: `{text}`"


def _blanks(item: Item) -> Iterator[str]:
    if not (item.has_form("completion") and item.key):
        return
    blanks = len(BLANK.findall(item.stem))
    if not blanks:
        return
    parts = len(PART.split(item.key.strip()))
    if parts != blanks and (blanks > 1 or parts > 1):
        yield f"the stem has {blanks} blanks, the key {parts} parts"


def _context_error(item: Item) -> Iterator[str]:
    if not item.has_form("wrong-word"):
        return
    stem = _bare(item.stem)
    for (name, text), is_key in zip(item.shown[1:], _is_key(item), strict=True):
        if not any(_occurs(word, stem) for word in _bare(text).split()):
            yield f"{name}{' (the key)' if is_key else ''} is no word of the sentence: `{text}`"


def _foreign_choices(item: Item) -> Iterator[str]:
    if not item.has_form("wrong-word") or not item.choices:
        return
    stem = _bare(item.stem)
    if not any(_occurs(word, stem) for text in item.choices for word in _bare(text).split()):
        yield "no choice is a word of the sentence: they belong to another question"


def _comparison(item: Item) -> Iterator[str]:
    judged = [JUDGEMENT.search(choice) is not None for choice in item.plain_choices]
    if item.has_form("comparison") and not all(judged):
        yield "a comparison has a choice that compares nothing"


def _is_key(item: Item) -> list[bool]:
    return [place == item.key_index for place in range(len(item.choices))]


def _bare(text: str) -> str:
    return UNSAID.sub("", text).translate(LETTERS)


def _occurs(word: str, sentence: str) -> bool:
    stem = word.removeprefix("و").removeprefix("ب").removeprefix("ال")
    return len(stem) < 3 or stem[:4] in sentence


FORM_RULES = (
    ItemRule(
        "analogy-form",
        Severity.WARNING,
        "Stem and choices of an analogy are pairs with a colon.",
        "stem `قلم : كتابة`, choice `مقص`",
        _analogy,
    ),
    ItemRule(
        "blanks-and-parts",
        Severity.WARNING,
        "The key of a completion has a part for every blank.",
        "stem `... البحر ...`, key `هدأ`",
        _blanks,
    ),
    ItemRule(
        "context-error-form",
        Severity.WARNING,
        "The choices of a context error are words of its sentence.",
        "stem `تشرق الشمس مساءً`, choice `القمر`",
        _context_error,
    ),
    ItemRule(
        "foreign-choices",
        Severity.ERROR,
        "At least one choice of a context error is a word of its sentence.",
        "stem `من زرع الخير حصد الشوك`, choices `هزيمة`, `الفشل`, `تنجح`, `تخلق`",
        _foreign_choices,
    ),
    ItemRule(
        "comparison-form",
        Severity.WARNING,
        "The choices of a comparison compare.",
        "choices `القيمة الأولى أكبر`, …, `١٢`",
        _comparison,
    ),
)
