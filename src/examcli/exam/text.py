"""Comparing exam text, Arabic and otherwise: what is the same to a reader, and what is not.

Two texts are *the same* when they differ only in how they were typed: spaces, tatweel, invisible
marks, the script of the digits, the length of the minus sign, presentation forms. Signs,
operators, tashkeel and hamzas are never folded away: `+` and `−`, or المعطي and المعطى, are
different answers.
"""

import ast
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

UNREAD = "\u0640\u066c\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
"""Tatweel, the thousands mark, and what only steers joining and direction."""
SIGNS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٪−", "01234567890123456789.%-", UNREAD)
PRESENTATION_FORMS = map(chr, (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)))
"""Unicode's two blocks of Arabic letters as they are joined, which old PDF files contain."""
TYPED = SIGNS | {
    ord(form): unicodedata.normalize("NFKC", form).translate(SIGNS) for form in PRESENTATION_FORMS
}
SPACE_AT_SIGN = re.compile(r" (?:(?=[/:،؛.!؟?])|(?<=[/:،؛.!؟?] ))")

DASHES = str.maketrans("–—‐‑", "----")
SPACE_AT_OPERATOR = re.compile(r" (?:(?=[-+×÷*=<>≤≥≠,(){}^|])|(?<=[-+×÷*=<>≤≥≠,(){}^|] ))")
SPACE_BEFORE_UNIT = re.compile(r"(?<=\d)\s+(?=[^\W\d_])")
SINGLE_FRACTIONS = {
    character: f" {numerator}/{denominator} "
    for character, numerator, denominator in zip(
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", "112131234151357", "233445555668888", strict=True
    )
}
NUMBER = re.compile(
    r"(?P<sign>-\s*)?(?:(?P<mixed>\d+) +)?(?:(?P<over>\d+)\s*/\s*(?P<under>\d+)(?!\s*/\s*\d)"
    r"|(?P<whole>\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?P<decimals>\.\d+)?|(?P<bare>\.\d+))"
)
NUMERAL = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
POWER_OR_ROOT = re.compile(r"\d\s*[²³¹⁰⁴-⁹^]|√")
LONE_ROOT = re.compile(r"√\s*(\d{1,12})")
LONE_POWER = re.compile(r"(\d{1,6})\s*(?:\^\s*(\d)|([²³⁴-⁹]))")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
ARITHMETIC = re.compile(r"[0-9.+*/()\s-]+")
MAX_NUMBER_LENGTH = 300
"""Characters: a choice is shorter, and Python refuses to convert thousands of digits."""
MAX_EXPRESSION_LENGTH = 200
"""Characters: a check is one line, and so few cannot nest Python's parser deeply."""
MAX_POWER_BITS = 4_096
"""1,200 digits: no exam has a number as large, and `9**9**9` must not fill the memory."""


@dataclass(frozen=True)
class Stated:
    """The one number that a text states, and the words before and after it."""

    number: Fraction
    before: str
    after: str


@dataclass(frozen=True)
class Answer:
    """A choice made ready to be compared with others."""

    text: str
    stated: Stated | None
    is_power: bool

    def is_same(self, other: "Answer") -> bool:
        """Whether a student who marks either marks both; two powers are compared as written."""
        if self.text == other.text:
            return True
        if self.stated is None or (self.is_power and other.is_power):
            return False
        return self.stated == other.stated


def folded(text: str) -> str:
    """The text as a reader takes it in: one form for everything that only typing changes.

    >>> folded("قيمة  س = ١٢٫٥")
    'قيمة س = 12.5'
    """
    return _spaced(_typed(text).casefold())


def amount(text: str) -> tuple[Fraction, str] | None:
    """The one number in a choice and the words around it, or None with no or several numbers.

    A power or a root is not the number that is written in it, so it has no amount.

    >>> amount("12 كم"), amount("2⁵")
    ((Fraction(12, 1), 'كم'), None)
    """
    return stated_amount(folded(text))


def stated_amount(plain: str) -> tuple[Fraction, str] | None:
    """The amount of a text that is folded already."""
    stated = _stated(plain)
    if stated is None:
        return None
    return stated.number, " ".join(f"{stated.before} {stated.after}".split())


def stated_numbers(plain: str) -> list[Fraction]:
    """Every number of a folded text, in order.

    >>> stated_numbers("3 × 1/2 = 1.5")
    [Fraction(3, 1), Fraction(1, 2), Fraction(3, 2)]
    """
    exact = map(_exact, NUMBER.finditer(plain))
    return [number for number in exact if number is not None]


def same_answer(one: str, other: str) -> bool:
    """Whether two choices are one answer: equal as text, or the same number of the same thing.

    Case counts, for `a` and `A` are two symbols; so does where the number stands.

    >>> same_answer("1/2", "٠٫٥"), same_answer("س + 1", "س − 1"), same_answer("4س + ص", "س + 4ص")
    (True, False, False)
    """
    return as_answer(one).is_same(as_answer(other))


def as_answer(text: str) -> Answer:
    """Read a choice once, to compare it with many."""
    plain = tight(text)
    return Answer(plain, _measure(plain), LONE_POWER.fullmatch(plain) is not None)


def tight(text: str) -> str:
    """The text as two choices are compared: as read, without spaces that separate nothing.

    >>> tight("5 سم"), tight("س + ١"), tight("قلم – كتاب.")
    ('5سم', 'س+1', 'قلم-كتاب')
    """
    plain = _spaced(_typed(text).translate(DASHES))
    plain = SPACE_AT_OPERATOR.sub("", plain)
    return SPACE_BEFORE_UNIT.sub("", plain).rstrip(".،؛ ") or plain


def evaluated(expression: str) -> Fraction | None:
    """The exact value of an arithmetic expression, or None when it is not one.

    Only integers, decimals and `+ - * / ** ( )` count. Nothing is executed: the syntax tree is
    walked, with the length and the size of powers bounded, because the text comes from a model.

    >>> evaluated("(2 + 3) * 1/4")
    Fraction(5, 4)
    """
    plain = expression.translate(SIGNS).replace("×", "*").replace("÷", "/").strip()
    if not ARITHMETIC.fullmatch(plain) or len(plain) > MAX_EXPRESSION_LENGTH:
        return None
    try:
        return _walk(ast.parse(plain, mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError, MemoryError):
        return None


def _walk(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() as number):
            return Fraction(number)
        case ast.Constant(value=float() as number):
            return Fraction(str(number))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_walk(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _walk(operand)
        case ast.BinOp(left=left, op=operator, right=right):
            return _apply(operator, _walk(left), _walk(right))
    raise ValueError(ast.dump(node))


def _apply(operator: ast.operator, left: Fraction, right: Fraction) -> Fraction:
    match operator:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
        case ast.Pow() if right.denominator == 1 and _bits(left) * abs(right) <= MAX_POWER_BITS:
            return left ** int(right)
    raise ValueError(operator)


def _bits(number: Fraction) -> int:
    return max(number.numerator.bit_length(), number.denominator.bit_length())


def _measure(plain: str) -> Stated | None:
    """What a choice states, a percentage as the fraction, a root or power as the number it is."""
    root, power = LONE_ROOT.fullmatch(plain), LONE_POWER.fullmatch(plain)
    if root:
        side = isqrt(int(root[1]))
        return Stated(Fraction(side), "", "") if side * side == int(root[1]) else None
    if power:
        exponent = int((power[2] or power[3]).translate(SUPERSCRIPTS))
        return Stated(Fraction(int(power[1]) ** exponent), "", "")
    stated = _stated(plain)
    if stated and {stated.before, stated.after} == {"", "%"}:
        return Stated(stated.number / 100, "", "")
    return stated


def _stated(plain: str) -> Stated | None:
    """The one number of a folded text, or None."""
    if len(plain) > MAX_NUMBER_LENGTH or not NUMERAL.search(plain) or POWER_OR_ROOT.search(plain):
        return None
    for character in SINGLE_FRACTIONS.keys() & set(plain):
        plain = " ".join(plain.replace(character, SINGLE_FRACTIONS[character]).split())
    found = list(NUMBER.finditer(plain))
    number = _exact(found[0]) if len(found) == 1 else None
    if number is None:
        return None
    return Stated(number, plain[: found[0].start()].strip(), plain[found[0].end() :].strip())


def _exact(match: re.Match[str]) -> Fraction | None:
    if len(match[0]) > MAX_NUMBER_LENGTH:  # Python refuses to convert thousands of digits
        return None
    value = _unsigned(match)
    return -value if value and match["sign"] else value


def _unsigned(match: re.Match[str]) -> Fraction | None:
    if match["under"]:
        over, under = int(match["over"]), int(match["under"])
        return Fraction(int(match["mixed"] or 0) * under + over, under) if under else None
    whole = (match["whole"] or "0").replace(",", "")
    if match["mixed"] or (len(whole) > 1 and whole.startswith("0")):
        return None
    decimals = match["decimals"] or match["bare"]
    return Fraction(f"{whole}{decimals}" if decimals else int(whole))


def _typed(text: str) -> str:
    return text if text.isascii() else text.translate(TYPED)


def _spaced(text: str) -> str:
    plain = unicodedata.normalize("NFC", text)
    return SPACE_AT_SIGN.sub("", " ".join(plain.split()))
