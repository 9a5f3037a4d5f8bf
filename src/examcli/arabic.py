"""Comparing exam text, Arabic and otherwise: what is the same to a reader, and what is not.

Two texts are *the same* when they differ only in how they were typed: spaces, tatweel, invisible
marks, the script of the digits, the length of the minus sign, presentation forms. Signs,
operators, tashkeel and hamzas are never folded away: `+` and `−`, or المعطي and المعطى, are
different answers.
"""

import ast
import re
import unicodedata
from fractions import Fraction

UNREAD = "\u0640\u066c\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
"""Tatweel, the thousands mark, and what only steers joining and direction."""
SIGNS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٪−", "01234567890123456789.%-", UNREAD)
PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
SPACE_AROUND_SIGN = re.compile(r"\s*([/:،؛.!؟?])\s*")

NUMBER = re.compile(r"(?P<sign>-)?\s*(?P<whole>\d+)(?:\.(?P<decimals>\d+)|\s*/\s*(?P<under>\d+))?")
POWER_OR_ROOT = re.compile(r"\d\s*[²³¹⁰⁴-⁹^]|√")
ARITHMETIC = re.compile(r"[0-9.+*/()\s-]+")
MAX_EXPRESSION_LENGTH = 200
MAX_POWER_BITS = 4_096


def folded(text: str) -> str:
    """The text as a reader takes it in: one form for everything that only typing changes.

    >>> folded("قيمة  س = ١٢٫٥")
    'قيمة س = 12.5'
    """
    typed = PRESENTATION_FORMS.sub(_plain_form, text).translate(SIGNS)
    plain = unicodedata.normalize("NFC", typed.casefold())
    return SPACE_AROUND_SIGN.sub(r"\1", " ".join(plain.split()))


def amount(text: str) -> tuple[Fraction, str] | None:
    """The one number in a choice and the words around it, or None with no or several numbers.

    A power or a root is not the number that is written in it, so it has no amount.

    >>> amount("12 كم"), amount("2⁵")
    ((Fraction(12, 1), 'كم'), None)
    """
    plain = folded(text)
    found = list(NUMBER.finditer(plain))
    if len(found) != 1 or POWER_OR_ROOT.search(plain):
        return None
    number = _exact(found[0])
    if number is None:
        return None
    around = f"{plain[: found[0].start()]} {plain[found[0].end() :]}"
    return number, " ".join(around.split())


def same_answer(one: str, other: str) -> bool:
    """Whether two choices are one answer: equal as text, or the same number of the same thing.

    >>> same_answer("1/2", "٠٫٥"), same_answer("س + 1", "س − 1")
    (True, False)
    """
    if folded(one) == folded(other):
        return True
    first, second = _measure(one), _measure(other)
    return first is not None and first == second


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
        case ast.Constant(value=int() | float() as number):
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


def _measure(text: str) -> tuple[Fraction, str] | None:
    """The amount of a choice, a percentage as the fraction that it is."""
    stated = amount(text)
    return (stated[0] / 100, "") if stated and stated[1] == "%" else stated


def _exact(match: re.Match[str]) -> Fraction | None:
    sign = -1 if match["sign"] else 1
    if match["under"]:
        under = int(match["under"])
        return sign * Fraction(int(match["whole"]), under) if under else None
    return sign * Fraction(f"{match['whole']}.{match['decimals'] or 0}")


def _plain_form(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])
