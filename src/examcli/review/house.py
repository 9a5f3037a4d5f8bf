"""The house profile: what we accept from nobody's file less willingly than from our own author.

These are errors while a question is written for us, where another one costs a cent, and no rules
for files, whose authors may have had their reasons.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from examcli.exam.number import stated_numbers
from examcli.exam.script import ARABIC_LETTER
from examcli.exam.text import folded
from examcli.review.item import Item
from examcli.review.material import DESCRIBED, FIGURE
from examcli.review.rule import ItemRule, Severity

STRICT_HERE = frozenset(
    {
        "all-or-none", "analogy-form", "blanks-and-parts", "choices-alike", "comparison-form",
        "context-error-form", "key-longest", "labelled-choice", "link", "mixed-digits",
        "older-encoding", "two-wordings", "zero-width",
    }
)  # fmt: skip
"""Warnings for a file that a reader of our exams would see: here they are errors."""

MARKUP = re.compile(
    r"\\[A-Za-z(\[]|\$(?!\s?\d)|\*\*|`|^\s{0,3}#{1,6}\s|^\s{0,3}[*+]\s|\^\{|_\{", re.MULTILINE
)
LABEL = re.compile(r"^\s*\(?(?:[A-Da-d]|[أابجد]|هـ)\s?[).:]\s|^\s*\(?[A-Da-dأابجد]\)")
LATIN = re.compile(r"[A-Za-z]{2,}")
ARABIC = re.compile("[\u0620-\u064a]{2,}")
DIALECT = re.compile(
    r"(?<!\w)(?:ليش|شلون|شنو|ايش|إيش|وش|عشان|علشان|كده|كدا|مش|موش|اللي|هيك|بدي|عايز|عاوز|دلوقتي"
    r"|هلق|برضو|لسه|احنا|إحنا)(?!\w)"
)
PLACE = re.compile(
    r"(?:الخيار|الاختيار|البديل|الإجابة)\s(?:الأول|الثاني|الثالث|الرابع|الأخير|الأولى|الثانية)"
    r"|(?:الخيار(?:ان|ين|ات)|البدائل)\s(?:الأول|الثلاثة|الأخرى|[أبجد]\b)"
    r"|\b(?:first|second|third|fourth|last)\s(?:option|choice|answer)s?\b"
    r"|\b(?:options?|choices?)\s(?:[A-D]\b|\d\b)",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"\bboth [a-d1-4]\b|^(?:أ|ا|ب|ج|د) و ?(?:ب|ج|د)\b|كلا الخيارين"
    r"|(?<!\w)مع(?:ا|ًا)$"
)
PEOPLE = re.compile(
    r"طالب|طلاب|شخص|أشخاص|عامل|عمال|لاعب|موظف|رجل|رجال|امرأة|نساء|طفل|أطفال|معلم|سائق|زائر|مسافر"
    r"|سيارة|سيارات|كتاب|كتب|قلم|أقلام|شجرة|أشجار|نخل|كرة|كرات"
    r"|people|persons?|students?|workers?|players?|children|child|cars?|books?|trees?|balls?"
)
HOW_MANY = re.compile(r"(?:كم (?:عدد )?|عدد ال?|how many )(?:ال)?(\w+)")
AREA, VOLUME = (
    re.compile(r"(?:ما|كم|احسب|أوجد) (?:هي )?مساح"),
    re.compile(r"(?:ما|كم|احسب|أوجد) (?:هو )?حجم"),
)
PLAIN_LENGTH = re.compile(r"\d\s*(?:مم|سم|م|كم|cm|m|km)\s*$")
LETTERS_ALONE = re.compile(r"[A-Da-dأابجد]")
WELL_KNOWN = frozenset(
    Fraction(number)
    for number in (*range(11), 12, 22, 24, 30, 60, 90, 100, 180, 360, 365, 1_000, 3_600, "3.14")
)
"""What a check may use without its being told: small counts, parts of a day, a turn, a hundred."""
FEWEST_FROM_NOWHERE = 2
"""One number may be a step worked out in the head; several were worked out of nothing told."""


def _markup(item: Item) -> Iterator[str]:
    for name, text in item.written:
        found = MARKUP.search(text)
        if found:
            yield f"the {name} has markup, which is printed as it stands: `{found[0].strip()}`"


def _missing_figure(item: Item) -> Iterator[str]:
    found = FIGURE.search(item.plain_stem)
    if found and not item.has_figure and DESCRIBED.search(item.stem):
        yield f"the stem points at a figure, and there is none: `{found[0]}`"


def _label(item: Item) -> Iterator[str]:
    for name, text in item.shown[1:]:
        if LABEL.match(text):
            yield f"{name} carries a label: `{text[:40]}`"


def _foreign(item: Item) -> Iterator[str]:
    is_arabic = ARABIC_LETTER.search(item.stem) is not None
    for name, text in item.written:
        found = (LATIN if is_arabic else ARABIC).search(text)
        if found:
            yield f"the {name} has a word of another language: `{found[0]}`"
        spoken = DIALECT.search(text) if is_arabic else None
        if spoken:
            yield f"the {name} has a word of dialect: `{spoken[0]}`"


def _other_choices(item: Item) -> Iterator[str]:
    for (name, text), plain in zip(item.shown[1:], item.plain_choices, strict=True):
        if OF_OTHERS.search(plain):
            yield f"{name} speaks of the other choices: `{text}`"


def _bare_letters(item: Item) -> Iterator[str]:
    if item.choices and all(LETTERS_ALONE.fullmatch(text.strip()) for text in item.choices):
        yield "the choices are the letters of their places"


def _unit_on_key(item: Item) -> Iterator[str]:
    units = [None if stated is None else stated[1] for stated in item.amounts]
    if item.key_index is None or None in units:
        return
    others = {unit for place, unit in enumerate(units) if place != item.key_index}
    if len(others) == 1 and (units[item.key_index] == "") != (others == {""}):
        yield "the key alone is written with its unit, or without it"


def _impossible(item: Item) -> Iterator[str]:
    stated = item.key_amount
    if stated is None or (stated[0].denominator == 1 and stated[0] >= 0):
        return
    asked = HOW_MANY.search(item.plain_stem)
    if PEOPLE.search(stated[1]) or (asked and not stated[1] and PEOPLE.search(asked[1])):
        yield f"so many there cannot be: `{item.key}`"


def _dimension(item: Item) -> Iterator[str]:
    for asked, sign in ((AREA, "²"), (VOLUME, "³")):
        if asked.search(item.plain_stem) and PLAIN_LENGTH.search(item.plain_key):
            yield f"the key is a length where `{sign}` is asked for: `{item.key}`"


def _shown_key(item: Item) -> Iterator[str]:
    key = item.key_amount
    for label in item.lengths_shown if key else ():
        if folded(label) == item.plain_key:
            yield f"the figure shows the key: `{label}`"


def _from_nowhere(item: Item) -> Iterator[str]:
    told = " ".join((item.stem, item.passage, *item.lengths_shown, item.figure_text))
    known = {abs(number) for number in stated_numbers(folded(told))} | WELL_KNOWN
    used = {abs(number) for number in stated_numbers(re.sub(r"[/()*+-]", " ; ", item.check))}
    missing = sorted(number for number in used - known if not _is_in_reach(number, known))
    if len(missing) >= FEWEST_FROM_NOWHERE:
        numbers = ", ".join(map(str, missing[:4]))
        yield f"the check computes with numbers that stand nowhere: {numbers}"


def _is_in_reach(number: Fraction, told: AbstractSet[Fraction]) -> bool:
    """Whether one step in the head makes the number of two that are told."""
    return any(
        not told.isdisjoint({abs(number - one), number + one, number * one, number / one})
        for one in told
        if one
    )


def _placed(item: Item) -> Iterator[str]:
    found = PLACE.search(item.explanation)
    if found:
        yield f"the explanation names a choice by its place: `{found[0]}`"


HOUSE_RULES = (
    ItemRule(
        "figure-not-drawn",
        Severity.ERROR,
        "What the stem points at is drawn; described in words it would not be pointed at.",
        "stem `في الشكل المجاور مستطيل طوله ٨ سم …` without a figure",
        _missing_figure,
    ),
    ItemRule(
        "markup",
        Severity.ERROR,
        "No LaTeX and no Markdown: a text is printed as it stands.",
        "stem `ما قيمة \\frac{1}{2}؟`",
        _markup,
    ),
    ItemRule(
        "label-in-choice",
        Severity.ERROR,
        "No choice carries a label, for code decides its place.",
        "choice `ب) ٢٠ ثانية`",
        _label,
    ),
    ItemRule(
        "foreign-word",
        Severity.ERROR,
        "One language, the one of the exam, and its standard form.",
        "choice `online`, explanation `عشان كده`",
        _foreign,
    ),
    ItemRule(
        "other-choices",
        Severity.ERROR,
        "A choice stands by itself.",
        "choice `أ و ب معًا`",
        _other_choices,
    ),
    ItemRule(
        "bare-letters",
        Severity.ERROR,
        "Choices are answers, not the letters of their places.",
        "choices `a`, `b`, `c`, `d`",
        _bare_letters,
    ),
    ItemRule(
        "unit-on-key",
        Severity.ERROR,
        "All choices have a unit, or none.",
        "key `٢٠ كم`, distractors `٣٠`, `٤٠`, `٥٠`",
        _unit_on_key,
    ),
    ItemRule(
        "impossible-value",
        Severity.ERROR,
        "Nobody counts half a person, or less than none.",
        "key `٧٫٥ طلاب`",
        _impossible,
    ),
    ItemRule(
        "wrong-dimension",
        Severity.ERROR,
        "An area is in square units, a volume in cubic ones.",
        "stem `ما مساحة المربع؟`, key `٢٥ م`",
        _dimension,
    ),
    ItemRule(
        "figure-shows-key",
        Severity.ERROR,
        "What is asked for does not stand in the drawing.",
        "a label `٨٤ سم²` in the figure, key `٨٤ سم²`",
        _shown_key,
    ),
    ItemRule(
        "check-from-nowhere",
        Severity.ERROR,
        "A check computes with what the question tells.",
        "stem `… بسرعة ٦٠ كم/س`, check `75 * 13`",
        _from_nowhere,
    ),
)
HOUSE_EXPLANATION_RULES = (
    ItemRule(
        "place-in-explanation",
        Severity.ERROR,
        "Code places the choices, so an explanation that is written for us names no place.",
        "explanation `الخيار الأول خطأ`",
        _placed,
    ),
)
