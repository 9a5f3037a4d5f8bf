"""Characters that a student cannot read, and remnants of the program that made the file."""

import re
from collections.abc import Iterator

from examcli.exam.printable import NONCHARACTERS
from examcli.exam.script import ARABIC_LETTER, EASTERN_DIGITS, LETTERS, MARKS, PERSIAN_DIGITS
from examcli.review.item import Item
from examcli.review.rule import ItemRule, Severity

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
WINDOWS = re.compile("[\x80-\x9f]")
OVERRIDE = re.compile("[\u202d\u202e]")
OPENING, CLOSING = re.compile("[\u202a\u202b\u2066-\u2068]"), re.compile("[\u202c\u2069]")
DIRECTION_MARKS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
TAGS = "\ufff9-\ufffb\U000e0000-\U000e007f"
UNREADABLE = re.compile(f"[\ufffd\ufdd0-\ufdef{PRIVATE}{NONCHARACTERS}{TAGS}]")
LONGEST_TEXT = 20_000
"""The longest passage of the exams we know has 6,000 characters, the longest stem 3,000."""
MOJIBAKE = re.compile(
    "(?:[ØÙ][\x80-\xbf\u00a0-\u00bf\u0152-\u2122]?){3,}|(?:Ã.|â€.){2,}"
    "|(?:[طظ][\u0080-\u00bf\u0152-\u2122\u061b\u061f\u067e\u0679\u0686\u0698\u0688\u06ba"
    "\u0691\u06a9\u200c-\u200f…‚„†‡ˆ‰‹›€]){3,}"
)
"""UTF-8 read as Latin, and as the Arabic of Windows: `ط§ظ„` for ال."""
SHEET_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!)")
ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\u00ad]")
SPLIT_WORD = re.compile("(?<=[^\\W_])[\u200b\u2060\ufeff]+(?=[^\\W_])")
TAG = re.compile(
    r"</?(?:br|p|b|i|u|em|strong|sup|sub|div|span|table|tr|td|th|ul|ol|li|img|font|hr|html|body"
    r"|script|style|h[1-6])(?:\s[^<>]{0,300})?/?>|&(?:[a-z]{2,8}|#\d{2,5});",
    re.IGNORECASE,
)
LONE_NAME = re.compile("<[a-z]>")  # in mathematics the subgroup that an element generates
MARKUP = re.compile(
    r"\b(?:html\w*|xml|css|tags?|markup|javascript|web\w*)\b|وسم|وسوم", re.IGNORECASE
)
TEMPLATE = re.compile(
    r"\{\{[^{}]*\}\}|\[object Object\]|(?<![\\\w}^_])\$\{[A-Za-z_]\w{2,}\}"
    r"|(?<![\\\w}^_$({,])\{(?![A-Za-z]_)(?![A-Z]+\})[A-Za-z_][A-Za-z_]{2,}\w*\}"
    r"|(?<![\w%\"'])%[sd](?!\w)"
    r"|\[(?:ال)?(?:اسم|مدينة|رقم|عدد|سلعة|مكان|شخص|قيمة|تاريخ|مبلغ|كلمة)(?: \w{1,20}){0,2}\]"
    r"|\[(?:(?:insert|your|the) )?(?:name|city|number|item|amount|place|person|value)\]"
)
GARBLED = re.compile(
    f"(?<![{LETTERS}{MARKS}])(?:[وفبكل])?ا[أإآ]ل(?=[{LETTERS}])|[{LETTERS}][\u064c\u064d](?=[{LETTERS}])"
    f"|[{LETTERS}]ا[أإآ](?=[{LETTERS}])"
)
"""Alef and hamza-alef beside each other, or a tanwin within a word: no Arabic word has either."""
CODE = re.compile(r"\\[a-zA-Z]|printf|scanf|format|[;=]\s*$", re.IGNORECASE)
LEFT_OVER = re.compile(r"(?<![A-Za-z])(?:undefined|null|NaN|None)(?![A-Za-z])")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
ARABIC_DIGIT, LATIN_DIGIT = re.compile(f"[{EASTERN_DIGITS}{PERSIAN_DIGITS}]"), re.compile("[0-9]")


def _too_long(item: Item) -> Iterator[str]:
    for name, text in item.written:
        if len(text) > LONGEST_TEXT:
            yield f"the {name} has {len(text):,} characters"


def _unreadable(item: Item) -> Iterator[str]:
    for name, text in () if item.is_printable else item.written:
        found = CONTROL.search(text) or OVERRIDE.search(text) or UNREADABLE.search(text)
        if found:
            yield f"the {name} has the unreadable character U+{ord(found[0]):04X}"
        elif _is_left_open(text):
            yield f"the {name} has a direction mark without its end"


def _is_left_open(text: str) -> bool:
    """Whether a direction mark lacks its end; one at the very end of a text steers nothing."""
    steering = text.rstrip().rstrip(DIRECTION_MARKS)
    return len(OPENING.findall(steering)) > len(CLOSING.findall(text))


def _windows(item: Item) -> Iterator[str]:
    for name, text in () if item.is_printable else item.written:
        found = WINDOWS.search(text)
        if found:
            yield f"the {name} has the character U+{ord(found[0]):04X} of an older encoding"


def _mojibake(item: Item) -> Iterator[str]:
    for name, text in () if item.signs.isdisjoint("ØÙÃâطظ") else item.written:
        found = MOJIBAKE.search(text)
        if found:
            yield f"the {name} was decoded wrongly: `{found[0][:20]}`"


def _garbled(item: Item) -> Iterator[str]:
    for name, text in () if item.everything.isascii() else item.written:
        found = GARBLED.search(text)
        if found:
            word = text[: found.end() + 8].split()[-1]
            yield f"the {name} has Arabic that a PDF program put in disorder: `{word}`"


def _sheet_error(item: Item) -> Iterator[str]:
    for name, text in () if "#" not in item.signs else item.written:
        found = SHEET_ERROR.search(text)
        if found:
            yield f"the {name} is a formula that its spreadsheet could not compute: `{found[0]}`"


def _zero_width(item: Item) -> Iterator[str]:
    for name, text in () if item.is_printable else item.written:
        if ZERO_WIDTH.search(text.strip("\ufeff")) and not SPLIT_WORD.search(text):
            yield f"the {name} has characters of no width"


def _split_word(item: Item) -> Iterator[str]:
    for name, text in () if item.is_printable else item.written:
        if SPLIT_WORD.search(text):
            yield f"the {name} has a word that a character of no width splits"


def _remnant(item: Item) -> Iterator[str]:
    if item.signs.isdisjoint("<&") or MARKUP.search(f"{item.stem} {item.labels}"):
        return
    for name, text in item.written:
        found = TAG.search(text)
        if found and not TAG.fullmatch(text.strip()) and not _is_lone_name(found[0], text):
            yield f"the {name} has a remnant of a web page: `{found[0]}`"


def _is_lone_name(tag: str, text: str) -> bool:
    """Whether what looks like a tag is a letter in angle brackets, never closed as a tag is."""
    return LONE_NAME.fullmatch(tag) is not None and f"</{tag[1:]}" not in text


def _template(item: Item) -> Iterator[str]:
    for name, text in () if item.signs.isdisjoint("{[%") else item.written:
        found = TEMPLATE.search(text)
        if found and not CODE.search(text):
            yield f"the {name} has a gap that was never filled: `{found[0]}`"


def _left_over(item: Item) -> Iterator[str]:
    for name, text in (("stem", item.stem), ("explanation", item.explanation)):
        found = LEFT_OVER.search(text)
        if found and ARABIC_LETTER.search(text) and len(LATIN_WORD.findall(text)) == 1:
            yield f"the {name} says `{found[0]}` where a value should be"


def _mixed_digits(item: Item) -> Iterator[str]:
    text = " ".join(text for _, text in item.shown)
    if ARABIC_DIGIT.search(text) and LATIN_DIGIT.search(text):
        yield "the question mixes two scripts of digits"


LENGTH_RULES = (
    ItemRule(
        "absurd-length",
        Severity.ERROR,
        f"No text has more than {LONGEST_TEXT:,} characters; the others are not judged then.",
        "a whole book as a stem",
        _too_long,
    ),
)
CHARACTER_RULES = (
    ItemRule(
        "unreadable-character",
        Severity.ERROR,
        "No control, tag, replacement or private character, no direction override.",
        "stem `ما ناتج ٢ + ٣\\u202e؟`",
        _unreadable,
    ),
    ItemRule(
        "older-encoding",
        Severity.WARNING,
        "Dashes and quotes of an older encoding were not translated.",
        "stem `the answer \\x96 if any`",
        _windows,
    ),
    ItemRule(
        "mojibake", Severity.ERROR, "The text was decoded as it was encoded.", "`Ø§Ù„`", _mojibake
    ),
    ItemRule(
        "garbled-arabic",
        Severity.ERROR,
        "Letters stand in the order in which they are read, and marks where they belong.",
        "choice `األهمية` for `الأهمية`",
        _garbled,
    ),
    ItemRule(
        "sheet-error",
        Severity.ERROR,
        "No cell has the error of a spreadsheet instead of its text.",
        "choice `#NAME?`",
        _sheet_error,
    ),
    ItemRule(
        "web-remnant",
        Severity.ERROR,
        "No tag or entity of a web page, unless the question is about them.",
        "choice `٥<br>`",
        _remnant,
    ),
    ItemRule(
        "unfilled-template",
        Severity.ERROR,
        "Every gap of a template was filled.",
        "stem `ما مساحة {{shape}}؟`",
        _template,
    ),
    ItemRule(
        "left-over-value",
        Severity.ERROR,
        "A program's word for nothing stands in no Arabic sentence.",
        "stem `مستطيل طوله undefined سم`",
        _left_over,
    ),
    ItemRule(
        "split-word",
        Severity.ERROR,
        "No space of no width inside a word: it makes equal words unequal.",
        "choice `كتا\\u200bب`",
        _split_word,
    ),
    ItemRule(
        "zero-width",
        Severity.WARNING,
        "Soft hyphens and spaces of no width say nothing.",
        "stem `ما مرادف «شجاعة»\\u200b ؟`",
        _zero_width,
    ),
    ItemRule(
        "mixed-digits",
        Severity.WARNING,
        "One question writes its digits in one script.",
        "stem `ما ناتج ٢ + 3؟`",
        _mixed_digits,
    ),
)
