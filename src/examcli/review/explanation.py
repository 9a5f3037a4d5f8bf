"""The explanation: there, about this question, and on the side of the key."""

import re
from collections.abc import Iterator
from fractions import Fraction

from examcli.arabic import NUMBER, amount, folded
from examcli.review.choices import NEGATIVE, PLACEHOLDERS
from examcli.review.item import Item
from examcli.review.latex import plain
from examcli.review.rule import ItemRule, Severity

LETTER = re.compile(
    r"(?:الإجابة|الاجابة|الجواب|الخيار|الاختيار|البديل)\s*(?:الصحيحة|الصحيح)?\s*(?:هي|هو)?\s*"
    r"[:：]?\s*[«\"'(]?\s*(?:[أابجد]|هـ)\s*[»\"')]?(?=[\s.،؛:,]|$)"
    r"|\b(?i:option|choice|answer)(?::|\s+is)?\s+(?:\([A-Da-d]\)|[A-D])(?=[\s.,;:]|$)"
)
CONCLUDING_LETTER = re.compile(
    r"(?:الإجابة|الاجابة|الجواب|الخيار)\s*(?:الصحيحة|الصحيح)?\s*(?:هي|هو|:)\s*[«\"'(]?\s*([أابجد])"
    r"\s*[»\"')]?(?=[\s.،؛:,]|$)"
    r"|\b(?i:answer)(?::|\s+is)\s*:?\s*(?:\(([A-Ea-e])\)|([A-E])(?=[.,;:]|$))"
)
LETTER_ALONE = re.compile("[a-zأابجد]?")
LETTERS = {"أ": 0, "ا": 0, "ب": 1, "ج": 2, "د": 3}
CONCLUDING = re.compile(
    r"(?<!ليست )(?<!ليس )(?:الإجابة|الاجابة|الجواب|الخيار|الحل)\s*(?:الصحيحة|الصحيح)?\s*(?:هي|هو|:)"
    r"\s*:?\s*[«\"'(]?\s*|\banswer(?: is|:)\s*[\"'(]?\s*"
)
GENERIC = {
    "هذه", "هذا", "هي", "هو", "الإجابة", "الاجابة", "الجواب", "الخيار", "الاختيار", "الصحيح",
    "الصحيحة", "لأنها", "لأنه", "لأن", "إجابة", "صحيحة", "صحيح", "فقط", "تم", "اختيار", "شرح",
    "انظر", "أعلاه", "لا", "يوجد", "و", "كما", "سبق", "واضح", "واضحة", "من", "السؤال", "المناسبة",
    "the", "this", "that", "is", "it", "because", "correct", "answer", "right", "option", "choice",
    "see", "above", "explanation", "no", "obvious", "clearly", "one",
}  # fmt: skip
LARGEST_SPELLED_OUT = 12
SHORTEST_TELLING = 3
LONGEST_TO_THE_POINT = 250
ABOUT_OTHERS = re.compile(r"both|above|كلاهما|كليهما|ما سبق|معًا|معا")
ENDING = re.compile(r"[\s.،؛:!»\"'”)]+$")
CLOSING_FORMULA = re.compile(
    r"(?:الإجابة|الاجابة|الجواب|الصحيحة|الصحيح|المختلفة|المختلف|الشاذة|الشاذ|المناسبة|المناسب|إذن)"
    r"\s*(?:هي|هو|:)?\s*:?\s*$|\banswer (?:is|must be)\s*$"
)
WORD = re.compile(r"[\w\u064b-\u0652]+")
RESULT = re.compile(r"=\s*(-?\d+(?:\.\d+|\s*/\s*\d+)?)")


def _no_letters(item: Item) -> Iterator[str]:
    found = LETTER.search(item.explanation)
    if found:
        yield f"the explanation names a choice by letter: `{found[0].strip()}`"


def _letter_disagrees(item: Item) -> Iterator[str]:
    place = _named_by_letter(item)
    if place is not None and item.key_index is not None and place != item.key_index:
        yield f"the explanation concludes with choice {place + 1}, the key is another"


def _named_by_letter(item: Item) -> int | None:
    """The place of the choice that the explanation concludes with by its letter, if it does."""
    found = list(CONCLUDING_LETTER.finditer(item.explanation))
    if not found:
        return None
    letter = found[-1][1] or (found[-1][2] or found[-1][3]).upper()
    return LETTERS.get(letter, ord(letter) - ord("A"))


def _explained(item: Item) -> Iterator[str]:
    text = folded(item.explanation)
    if not text or PLACEHOLDERS.fullmatch(text) or text in {"null", "none", "undefined", "nan"}:
        yield "the explanation is empty"


def _generic(item: Item) -> Iterator[str]:
    words = WORD.findall(folded(item.explanation))
    if words and set(words) <= GENERIC and not set(words) <= set(WORD.findall(folded(item.key))):
        yield f"the explanation would fit any question: `{item.explanation}`"


def _argues_for_distractor(item: Item) -> Iterator[str]:
    if item.key_index is None or not item.explanation or _named_by_letter(item) == item.key_index:
        return
    text = folded(plain(item.explanation))
    rival = _named(text, item) or _computed(text, item) or _last_named(text, item)
    if rival:
        yield f"the explanation concludes with `{rival}`, the key is `{item.key}`"


def _named(text: str, item: Item) -> str:
    """The distractor that the explanation calls the answer, or ""."""
    by_length = sorted(zip(item.plain_choices, item.choices, strict=True), key=lambda c: -len(c[0]))
    for found in CONCLUDING.finditer(text):
        rest = text[found.end() :]
        for choice, shown in by_length:
            if (
                not LETTER_ALONE.fullmatch(choice)
                and rest.startswith(choice)
                and not rest[len(choice) :][:1].isalnum()
            ):
                if shown != item.key:
                    return shown
                break
    return ""


def _computed(text: str, item: Item) -> str:
    """The distractor that the explanation computes while the key's number is nowhere, or ""."""
    key = amount(plain(item.key))
    if key is None:
        return ""
    numbers = [
        number for match in NUMBER.finditer(text) if (number := _value(match[0])) is not None
    ]
    stated_results = [_value(found) for found in RESULT.findall(text)]
    concluded = {numbers[-1], *stated_results} if numbers else set()
    if not numbers or {key[0], key[0] / 100} & concluded:
        return ""
    results = set(stated_results[-1:])
    if abs(key[0]) > LARGEST_SPELLED_OUT and key[0] not in numbers:
        results.add(numbers[-1])
    for shown in item.distractors:
        stated = amount(plain(shown))
        if stated and stated[0] in results:
            return shown
    return ""


def _last_named(text: str, item: Item) -> str:
    """The distractor with whose words the explanation ends, while it never gives the key, or "".

    Where it does give the key too, only a closing formula shows which of the two it means. Long
    explanations end with asides, those of negative stems with what the key is not.
    """
    is_about_others = NEGATIVE.search(item.plain_stem) or ABOUT_OTHERS.search(folded(item.key))
    if len(text) > LONGEST_TO_THE_POINT or is_about_others:
        return ""
    ending = ENDING.sub("", text)
    for choice, shown in zip(item.plain_choices, item.choices, strict=True):
        words = ENDING.sub("", choice)
        if shown == item.key or len(words) < SHORTEST_TELLING or not ending.endswith(words):
            continue
        before = ending.removesuffix(words).rstrip("«\"'“(")
        if before and before[-1].isalnum():
            continue
        if folded(item.key) not in text or CLOSING_FORMULA.search(before):
            return shown
    return ""


def _value(text: str) -> Fraction | None:
    stated = amount(text)
    return stated[0] if stated else None


def _names_one_distractor(item: Item) -> Iterator[str]:
    text = folded(item.explanation)
    named = [choice for choice in item.plain_choices if len(choice) > 2 and choice in text]
    if item.key and len(named) == 1 and named[0] != folded(item.key):
        yield f"the explanation speaks of `{named[0]}` and of no other choice"


WRITTEN_RULES = (
    ItemRule(
        "letter-in-explanation",
        Severity.ERROR,
        "Code places the key, so an explanation that is written for us names no letter.",
        "explanation `الإجابة ب`",
        _no_letters,
    ),
    ItemRule(
        "empty-explanation",
        Severity.ERROR,
        "An explanation says something.",
        "explanation `...`",
        _explained,
    ),
)
EXPLANATION_RULES = (
    ItemRule(
        "generic-explanation",
        Severity.ERROR,
        "An explanation is about this question.",
        "explanation `هذه هي الإجابة الصحيحة`",
        _generic,
    ),
    ItemRule(
        "explanation-disagrees",
        Severity.ERROR,
        "An explanation does not conclude with a distractor.",
        "explanation `إذن الجواب هو ٧`, key `٥`",
        _argues_for_distractor,
    ),
    ItemRule(
        "explanation-names-distractor",
        Severity.WARNING,
        "An explanation that speaks of a choice speaks of the key.",
        "explanation `«سرعة» مرادف`, key `بطء`",
        _names_one_distractor,
    ),
)
FILE_EXPLANATION_RULES = (
    ItemRule(
        "letter-disagrees",
        Severity.ERROR,
        "A letter that the explanation concludes with is the key's.",
        "explanation `The answer is (C)`, answerIndex 1",
        _letter_disagrees,
    ),
)
