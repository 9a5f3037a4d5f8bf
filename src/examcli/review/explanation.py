"""The explanation: there, about this question, and on the side of the key."""

import re
from collections.abc import Iterator
from fractions import Fraction

from examcli.exam.choice import as_answer
from examcli.exam.number import stated_amount, stated_numbers
from examcli.exam.script import ARABIC_LETTER, MARKS, TASHKEEL
from examcli.review.choices import NEGATIVE, PLACEHOLDERS
from examcli.review.item import Item
from examcli.review.rule import ItemRule, Severity

LETTER = re.compile(
    r"(?:الإجابة|الاجابة|الجواب|الخيار|الاختيار|البديل)\s{0,3}(?:الصحيحة|الصحيح)?\s{0,3}(?:هي|هو)?"
    r"\s{0,3}[:：]?\s{0,3}[«\"'(]?\s{0,3}(?:[أابجد]|هـ)\s{0,3}[»\"')]?(?=[\s.،؛:,]|$)"
    r"|\b(?i:option|choice|answer)(?::|\s{1,3}is)?\s{1,3}(?:\([A-Da-d]\)|[A-D])"
    r"(?=[.,;:]|\s*$|\s+(?:because|since|as|is)\b)"
)
CONCLUDING_LETTER = re.compile(
    r"(?:الإجابة|الاجابة|الجواب|الخيار)\s{0,3}(?:الصحيحة|الصحيح)?\s{0,3}(?:هي|هو|:)\s{0,3}[«\"'(]?"
    r"\s{0,3}([أابجد])\s{0,3}[»\"')]?(?=[\s.،؛:,]|$)"
    r"|\b(?i:answer)(?::|\s+is)\s*:?\s*(?:\(([A-Ea-e])\)|([A-E])(?=[.,;:]|$))"
)
LETTER_ALONE = re.compile("[a-zأابجد]?")
LETTERS = {"أ": 0, "ا": 0, "ب": 1, "ج": 2, "د": 3}
CALLED_WRONG = re.compile(r"\s?[»\"']?\s?(?:خطأ|خاطئة|is wrong)")
CONCLUDING = re.compile(
    r"(?<!ليست )(?<!ليس )(?:الإجابة|الاجابة|الجواب|الخيار|الحل)\s*(?:الصحيحة|الصحيح)?\s*(?:هي|هو|:)"
    r"\s*:?\s*[«\"'(]?\s*|\banswer(?: is|:)\s*[\"'(]?\s*"
)
GENERIC = {
    "هذه", "هذا", "هي", "هو", "الإجابة", "الاجابة", "الجواب", "الخيار", "الاختيار", "الصحيح",
    "الصحيحة", "لأنها", "لأنه", "لأن", "إجابة", "صحيحة", "صحيح", "فقط", "تم", "اختيار", "شرح",
    "انظر", "أعلاه", "لا", "يوجد", "و", "كما", "سبق", "واضح", "واضحة", "من", "السؤال", "المناسبة",
    "the", "this", "that", "is", "it", "because", "correct", "answer", "right", "option", "choice",
    "حساب", "مباشر", "مباشرة", "الحساب", "بالحساب", "بديهي", "معلوم", "معروف", "معروفة", "معلومة",
    "عامة", "حسب", "تطبيق", "بتطبيق", "القاعدة", "القانون", "بسيط", "بسيطة", "عملية", "تعريف",
    "direct", "computation", "calculation", "simple", "by", "definition", "known", "fact",
    "general",    "knowledge", "apply", "formula", "rule", "basic",
    "see", "above", "explanation", "no", "obvious", "clearly", "one",
}  # fmt: skip
LARGEST_SPELLED_OUT = 12
"""Numbers up to twelve are often words, so that their digits are missing says nothing."""
SHORTEST_TELLING = 3
"""Letters: shorter words are particles, or ends of other words, and stand anywhere."""
LONGEST_TO_THE_POINT = 250
"""Characters: longer explanations go through the distractors as well, and end with any of them."""
TOTAL = re.compile(
    r"(?:مجموع\w*|sum (?:is|of \w+ is)|add up to|total of) (?:90|100|180|360|540|720)(?!\d)"
)
"""What angles or shares always add up to is no result, though it may well be a distractor."""
ABOUT_OTHERS = re.compile(r"both|above|كلاهما|كليهما|ما سبق|معًا|معا")
CLOSING = " .،؛:!»\"'”)"
CLOSING_FORMULA = re.compile(
    r"(?:الإجابة|الاجابة|الجواب|الصحيحة|الصحيح|المختلفة|المختلف|الشاذة|الشاذ|المناسبة|المناسب|إذن)"
    r"\s*(?:هي|هو|:)?\s*:?\s*$|\banswer (?:is|must be)\s*$"
)
REFUTING = re.compile(r"\b(?:أما|بينما|خطأ|بخلاف|عكس|ضد|بدل|الأخرى|لا [يت])")
GROWN = re.compile("[اأإآءئؤويىةتنم]")
JOINED = re.compile(r"(?<=[\s،.:؛])[فو]$")
JOINING = frozenset("وفبلك")
WORD = re.compile(rf"[\w{MARKS}]+")
UNIT = re.compile(r"(?<=[\d)])\s+[^\W\d_]+[²³]?$")
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
    text = item.plain_explanation
    if not text or PLACEHOLDERS.fullmatch(text) or text in {"null", "none", "undefined", "nan"}:
        yield "the explanation is empty"


def _generic(item: Item) -> Iterator[str]:
    words = WORD.findall(item.plain_explanation)
    if words and set(words) <= GENERIC and not set(words) <= set(WORD.findall(item.plain_key)):
        yield f"the explanation would fit any question: `{item.explanation}`"


def _argues_for_distractor(item: Item) -> Iterator[str]:
    if item.key_index is None or not item.explanation or _named_by_letter(item) == item.key_index:
        return
    text = item.plain_explanation
    rival = _named(text, item) or _computed(text, item) or _ended_with(text, item)
    if item.is_about_words_of_stem:
        rival = rival or _called_wrong(text, item)
    else:
        rival = rival or _last_named(text, item) or _spoken_of(text, item)
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


def _ended_with(text: str, item: Item) -> str:
    """The distractor that stands behind the last `=` while the key is nowhere, or ""."""
    _, sign, result = text.rstrip(CLOSING).rpartition("=")
    if not sign or item.key_amount or item.plain_key in text:
        return ""
    answer = as_answer(result.strip())
    bare = as_answer(UNIT.sub("", result.strip()))
    for shown, choice in zip(item.choices, item.answers, strict=True):
        if shown != item.key and (choice.is_same(answer) or choice.is_same(bare)):
            return shown
    return ""


def _called_wrong(text: str, item: Item) -> str:
    """Of the words of a sentence the one that the explanation calls the wrong one, if not the key.

    Whatever else such an explanation names, it names because it is in the sentence.
    """
    for choice, shown in zip(item.plain_choices, item.choices, strict=True):
        start = text.find(choice) if choice and shown != item.key else -1
        if start >= 0 and CALLED_WRONG.match(text[start + len(choice) :]):
            return shown
    return ""


def _computed(text: str, item: Item) -> str:
    """The distractor that the explanation computes while the key's number is nowhere, or ""."""
    key = item.key_amount
    if key is None:
        return ""
    numbers = stated_numbers(TOTAL.sub(" ", text))
    stated_results = [_value(found) for found in RESULT.findall(text)]
    concluded = {numbers[-1], *stated_results} if numbers else set()
    if not numbers or {key[0], key[0] / 100} & concluded:
        return ""
    results = set(stated_results[-1:])
    if abs(key[0]) > LARGEST_SPELLED_OUT and key[0] not in numbers:
        results.add(numbers[-1])
    for shown, stated in zip(item.choices, item.amounts, strict=True):
        if stated and stated[0] in results:
            return shown
    return ""


def _last_named(text: str, item: Item) -> str:
    """The distractor with whose words the explanation ends, while it never gives the key, or "".

    Where it does give the key too, only a closing formula shows which of the two it means. Long
    explanations end with asides, those of negative stems with what the key is not.
    """
    is_about_others = NEGATIVE.search(item.plain_stem) or ABOUT_OTHERS.search(item.plain_key)
    if len(text) > LONGEST_TO_THE_POINT or is_about_others:
        return ""
    ending = text.rstrip(CLOSING)
    named = [c for c in item.plain_choices if len(c) >= SHORTEST_TELLING and c in text]
    is_one_of_several = len([choice for choice in named if choice != item.plain_key]) > 1
    for choice, shown in zip(item.plain_choices, item.choices, strict=True):
        words = choice.rstrip(CLOSING)
        if shown == item.key or words in item.plain_key or len(words) < SHORTEST_TELLING:
            continue
        if not ending.endswith(words):
            continue
        before = JOINED.sub("", ending.removesuffix(words)).rstrip("«\"'“(")
        if before and before[-1].isalnum():
            continue
        if CLOSING_FORMULA.search(before):
            return shown
        if item.plain_key not in text and not (is_one_of_several or TOTAL.search(ending)):
            return shown
    return ""


def _spoken_of(text: str, item: Item) -> str:
    """The one distractor that a short explanation speaks of while the key is nowhere, or "".

    A single word may be there by chance, unless it is quoted, or is Arabic and new after the stem.
    Where stem, key or explanation deny something, or the key speaks of the other choices, nobody
    can tell from words alone.
    """
    if len(text) > LONGEST_TO_THE_POINT or not item.key:
        return ""
    if NEGATIVE.search(f"{item.plain_stem} {text}") or ABOUT_OTHERS.search(item.plain_key):
        return ""
    spoken = set().union(*map(_variants, WORD.findall(text)))
    words = [_words(choice) for choice in item.plain_choices]
    key = words[item.key_index or 0]
    rivals = [
        shown
        for own, choice, shown in zip(words, item.plain_choices, item.choices, strict=True)
        if own - key and own <= spoken and (len(own) > 1 or _is_told(choice, text, item))
    ]
    is_key_spoken_of = bool(key & spoken or _roots(key) & _roots(spoken))
    return rivals[0] if len(rivals) == 1 and key and not is_key_spoken_of else ""


def _is_told(word: str, text: str, item: Item) -> bool:
    is_new = len(word) >= SHORTEST_TELLING and word not in item.plain_stem
    return f"«{word}»" in text or (
        is_new and ARABIC_LETTER.match(word) is not None and not REFUTING.search(text)
    )


def _roots(words: set[str]) -> set[str]:
    """What roughly stays of Arabic words in all their forms: اجتهاد and يجتهد share جهد."""
    roots = (GROWN.sub("", word) for word in words)
    return {root for root in roots if len(root) > 1 and ARABIC_LETTER.match(root)}


def _words(choice: str) -> set[str]:
    found = WORD.findall(TASHKEEL.sub("", choice))
    return {word.removeprefix("ال") for word in found if len(word) > 1}


def _variants(word: str) -> set[str]:
    """An Arabic word with and without what is written onto it; others as they are."""
    bare = TASHKEEL.sub("", word)
    unjoined = {bare, bare[1:]} if bare[:1] in JOINING else {bare}
    return {form for each in unjoined for form in (each, each.removeprefix("ال"))} | (
        {bare[2:]} if bare.startswith("لل") else set()
    )


def _value(text: str) -> Fraction | None:
    stated = stated_amount(text)
    return stated[0] if stated else None


WRITTEN_RULES = (
    ItemRule(
        "letter-in-explanation",
        Severity.ERROR,
        "Code places the key, so an explanation that is written for us names no letter.",
        "explanation `الإجابة ب`",
        _no_letters,
    ),
)
EMPTY = ItemRule(
    "empty-explanation",
    Severity.ERROR,
    "An explanation says something.",
    "explanation `...`",
    _explained,
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
