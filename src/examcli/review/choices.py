"""Stem and choices as such: complete, different from each other, without hints."""

import re
from collections.abc import Iterator
from itertools import combinations

from examcli.exam.script import ARABIC_LETTER, TASHKEEL
from examcli.review.item import Item
from examcli.review.rule import ItemRule, Severity

PLACEHOLDERS = re.compile(
    r"(?:todo|tbd|n/a|lorem ipsum.*|placeholder|\?+|…|[\W_]+"
    r"|(?:option|choice|distractor|answer|question)\s*[a-e\d]?"
    r"|(?:ال)?مشتت|(?:ال)?(?:إجابة|خيار) (?:ال)?(?:خاطئة?|صحيحة?)(?: \d)?|wrong answer(?: \d)?"
    r"|(?:ال)?(?:خيار|مشتت|إجابة|سؤال)(?:\s*\d|\s+(?:[أابجد]|الأول|الثاني|الثالث|الرابع)))",
)
ORDINARY_WORDS = {"option", "choice", "answer", "question", "إجابة", "سؤال"}
LONGEST_PLACEHOLDER = 200
"""Characters: what stands for a text that was to come is a few words, not a paragraph."""
NOTHING = {"undefined", "null", "none", "nan"}
SIGNS_THAT_ANSWER = re.compile(r"[<>=≤≥≠+−×÷√∞±%-]")
WORDLESS = re.compile(r"[\W_]+")
NO_ARTICLE = {"a", "an", "the", "some", "any"}
ABOUT_FORM = re.compile(
    r"(?:على|أبسط|في|إلى) (?:ال)?صورة|بصورة|صورة أخرى"
    r"|صيغة|الصيغة|معنوية|معنوي|مكافئ|يكافئ|تكافئ|ترقيم|تنصيص|إملائ|significant|scientific"
    r"|عدد عشري|كسر عشري|كسر اعتيادي|عدد كسري|صيغة|decimal|as a fraction|as a percent"
    r"|simplest|lowest terms|equivalent|in the form|express|punctuat|spell|capital|decimal place"
)
BLANK = re.compile(r"(?:\.{3,}|…|_{2,}|ـ{3,})[.…_ـ]*")
LABEL = re.compile(r"^\s*\(?(?:[A-Da-d]|[أابجد]|[1-4١-٤])\s*[).\-:]\s+(?![\d٠-٩])\S")
ALL_OR_NONE = re.compile(
    r"(?:جميع|كل) (?:ما سبق|ما ذكر|الإجابات|الخيارات)|لا شيء مما|ليس أي مما|^جميعها|^كلاهما خطأ"
    r"|(?:all|none|both|neither) of (?:the above|these|the other)"
)
SPELLING = re.compile(
    r"إملا|املا|همز|تشكيل|ضبط|إعراب|اعراب|علامة|حركة|كتبت|كتابة|تاء|ألف|ياء|spell|vowel|accent"
)
ALIKE = str.maketrans("أإآىة", "اااي" + "ه")
"""Letters that are mistaken for each other by hand and eye."""
NEGATIVE = re.compile(
    r"\b(?:ما عدا|عدا|ليس|ليست|لا يعد|لا تعد|لا يعتبر|لم يرد|باستثناء)\b|\bexcept\b|\bnot\b"
)
LONGER_BY = 1.5
"""Against the longest distractor: below that choices differ by what they say, not by care taken."""
LONGER_BY_LENGTH = 12
"""Characters, two words: of `7` and `12` the longer is no hint."""
LATIN = re.compile(r"[A-Za-z]")


def _choice_count(item: Item) -> Iterator[str]:
    if len(item.choices) != item.choice_count:
        wanted = "four" if item.choice_count == 4 else str(item.choice_count)
        yield f"there are {len(item.choices)} choices instead of {wanted}"


def _no_empty_text(item: Item) -> Iterator[str]:
    for (name, _), text in zip(item.shown, item.plain_shown, strict=True):
        if not text:
            yield f"the {name} is empty"


def _distinct_choices(item: Item) -> Iterator[str]:
    for names, are_equal_texts in _twins(item):
        if are_equal_texts or not _is_about_form(item):
            yield f"{names} are the same answer"


def _twins(item: Item) -> Iterator[tuple[str, bool]]:
    """Pairs of choices that are one answer, and whether they are so as texts."""
    if item.are_answers_apart:
        return
    for (place, answer), (later, same) in combinations(enumerate(item.answers), 2):
        if answer.text and answer.is_same(same):
            (name, text), (other, twin) = item.shown[place + 1], item.shown[later + 1]
            yield f"{name} and {other} (`{text}`, `{twin}`)", answer.text == same.text


def _alike(item: Item) -> Iterator[str]:
    if item.everything.isascii() or SPELLING.search(item.plain_stem):
        return
    looks = [TASHKEEL.sub("", text).translate(ALIKE) for text in item.plain_choices]
    for (place, text), (later, twin) in combinations(enumerate(looks), 2):
        is_pair = text == twin and not item.answers[place].is_same(item.answers[later])
        if is_pair and ARABIC_LETTER.search(text):
            (name, one), (other, two) = item.shown[place + 1], item.shown[later + 1]
            yield f"{name} and {other} differ in a mark or a hamza only (`{one}`, `{two}`)"


def _is_about_form(item: Item) -> bool:
    return ABOUT_FORM.search(item.plain_stem) is not None


def _no_placeholder(item: Item) -> Iterator[str]:
    for (name, text), plain in zip(item.shown, item.plain_shown, strict=True):
        if _is_placeholder(plain, item, is_stem=name == "stem"):
            yield f"the {name} is a placeholder: `{text}`"


def _is_placeholder(text: str, item: Item, *, is_stem: bool) -> bool:
    if not text or len(text) > LONGEST_PLACEHOLDER:
        return False
    if text in NOTHING:
        others = [choice for choice in item.plain_choices if choice != text]
        return is_stem or (
            ARABIC_LETTER.search(item.stem) is not None and not any(map(LATIN.search, others))
        )
    if not PLACEHOLDERS.fullmatch(text) or SIGNS_THAT_ANSWER.search(text):
        return False
    if text in ORDINARY_WORDS:
        return is_stem or not _is_word_among_words(text, item)
    return is_stem or not (WORDLESS.fullmatch(text) and _takes_signs(text, item))


def _is_word_among_words(text: str, item: Item) -> bool:
    """Whether an ordinary word is one choice among other words of its script."""
    others = [choice for choice in item.plain_choices if choice != text]
    script = LATIN if text.isascii() else ARABIC_LETTER
    return len(others) == len(item.choices) - 1 and all(map(script.match, others))


def _takes_signs(text: str, item: Item) -> bool:
    """Whether a bare sign can answer: among other signs, or as the article that is none."""
    others = [choice for choice in item.plain_choices if choice and choice != text]
    return any(WORDLESS.fullmatch(choice) for choice in others) or bool(NO_ARTICLE & {*others})


def _labelled(item: Item) -> Iterator[str]:
    labelled = [name for name, text in item.shown[1:] if LABEL.match(text)]
    if len(labelled) >= 2:
        yield f"{', '.join(labelled)} carry the label of a place in their text"


def _all_or_none(item: Item) -> Iterator[str]:
    for (name, text), choice in zip(item.shown[1:], item.plain_choices, strict=True):
        if ALL_OR_NONE.search(choice):
            yield f"{name} speaks of the other choices: `{text}`"


def _negative(item: Item) -> Iterator[str]:
    found = NEGATIVE.search(item.plain_stem)
    if found and not (item.is_about_words_of_stem or BLANK.search(item.stem)):
        yield f"the stem asks for what is not so: `{found[0]}`"


def _key_longest(item: Item) -> Iterator[str]:
    longest = max((len(text) for text in item.distractors), default=0)
    length = len(item.key)
    if longest and length > LONGER_BY * longest and length - longest >= LONGER_BY_LENGTH:
        yield "the key is much longer than every other choice"


CHOICE_RULES = (
    ItemRule(
        "four-choices",
        Severity.ERROR,
        "Every question has as many choices as its exam gives: four, or `--choices`.",
        "`choices` has three members",
        _choice_count,
    ),
    ItemRule(
        "empty-text",
        Severity.ERROR,
        "Neither the stem nor a choice is blank.",
        "choice ` `",
        _no_empty_text,
    ),
    ItemRule(
        "distinct-choices",
        Severity.ERROR,
        "No two choices are one answer, in whatever digits, units or fractions they are written.",
        "choices `1/2` and `٠٫٥`",
        _distinct_choices,
    ),
    ItemRule(
        "placeholder",
        Severity.ERROR,
        "Stem and choices were written, not stood in for.",
        "choice `Option A`",
        _no_placeholder,
    ),
    ItemRule(
        "choices-alike",
        Severity.WARNING,
        "Choices differ in more than a vowel mark or a hamza, unless the stem is about them.",
        "choices `الإحسان` and `الاحسان`",
        _alike,
    ),
    ItemRule(
        "labelled-choice",
        Severity.WARNING,
        "A choice does not carry the letter of its place.",
        "choice `A) 5`",
        _labelled,
    ),
    ItemRule(
        "all-or-none",
        Severity.WARNING,
        "A choice does not speak of the other choices.",
        "choice `جميع ما سبق`",
        _all_or_none,
    ),
    ItemRule(
        "negative-stem",
        Severity.WARNING,
        "A stem asks for what is so.",
        "stem `أي مما يأتي ليس من الكواكب؟`",
        _negative,
    ),
    ItemRule(
        "key-longest",
        Severity.WARNING,
        "Length does not give the key away.",
        "the key is half as long again as the longest distractor",
        _key_longest,
    ),
)
