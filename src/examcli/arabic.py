"""Comparing exam text, Arabic and otherwise: what is the same to a reader, and what is not.

Two texts are *the same* when they differ only in how they were typed: spaces, tatweel, the script
of the digits, presentation forms. Signs, operators, tashkeel and hamzas are never folded away:
`+` and `−`, or المعطي and المعطى, are different answers.
"""

import ast
import re
import unicodedata
from fractions import Fraction

TATWEEL = "\u0640"
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٪", "01234567890123456789.%")
PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
SPACE_AROUND_SIGN = re.compile(r"\s*([/:،؛.!؟?])\s*")

NUMBER = re.compile(
    r"(?P<sign>[-−])?\s*(?P<whole>\d+)(?:\.(?P<decimals>\d+)|\s*/\s*(?P<under>\d+))?"
)
EXPRESSION_NODES = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.Constant, ast.Add, ast.Sub, ast.Mult, ast.Div,
    ast.Pow, ast.USub, ast.UAdd,
)  # fmt: skip
MAX_EXPONENT = 64
MAX_EXPRESSION_LENGTH = 200


def folded(text: str) -> str:
    """The text as a reader takes it in: one form for everything that only typing changes.

    >>> folded("قيمة  س = ١٢٫٥")
    'قيمة س = 12.5'
    """
    composed = PRESENTATION_FORMS.sub(_plain_form, unicodedata.normalize("NFC", text))
    plain = composed.replace(TATWEEL, "").translate(DIGITS).casefold()
    return SPACE_AROUND_SIGN.sub(r"\1", " ".join(plain.split()))


def value(text: str) -> Fraction | None:
    """The number that a choice states, or None when it states anything else as well.

    The unit around the number is part of the text, so `12 كم` has no value here;
    see `amount` for the number in it.

    >>> value("٠٫٥") == value("1/2") == Fraction(1, 2)
    True
    """
    match = NUMBER.fullmatch(folded(text).removesuffix("%").strip())
    return _exact(match) if match else None


def amount(text: str) -> tuple[Fraction, str] | None:
    """The one number in a choice and the words around it, or None with no or several numbers.

    >>> amount("12 كم")
    (Fraction(12, 1), 'كم')
    """
    plain = folded(text)
    found = list(NUMBER.finditer(plain))
    if len(found) != 1:
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
    first, second = amount(one), amount(other)
    return first is not None and first == second


def evaluated(expression: str) -> Fraction | None:
    """The exact value of an arithmetic expression, or None when it is not one.

    Only integers, decimals and `+ - * / ** ( )` count. Nothing is executed: the syntax tree is
    walked, with the exponent and the length bounded, because the text comes from a model.

    >>> evaluated("(2 + 3) * 1/4")
    Fraction(5, 4)
    """
    plain = expression.translate(DIGITS).replace("−", "-").replace("×", "*").replace("÷", "/")
    if not plain.strip() or len(plain) > MAX_EXPRESSION_LENGTH:
        return None
    try:
        tree = ast.parse(plain.strip(), mode="eval")
        if not all(isinstance(node, EXPRESSION_NODES) for node in ast.walk(tree)):
            return None
        return _walk(tree.body)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError, MemoryError):
        return None


def _walk(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Fraction(str(number))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_walk(operand)
        case ast.UnaryOp(operand=operand):
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
        case ast.Pow() if right.denominator == 1 and abs(right) <= MAX_EXPONENT:
            return left ** int(right)
    raise ValueError(operator)


def _exact(match: re.Match[str]) -> Fraction | None:
    sign = -1 if match["sign"] else 1
    if match["under"]:
        under = int(match["under"])
        return sign * Fraction(int(match["whole"]), under) if under else None
    return sign * Fraction(f"{match['whole']}.{match['decimals'] or 0}")


def _plain_form(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])
