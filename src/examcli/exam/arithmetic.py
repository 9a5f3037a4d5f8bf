"""The exact value of an arithmetic expression that a model wrote."""

import ast
import re
from fractions import Fraction

from examcli.exam.text import SIGNS

ARITHMETIC = re.compile(r"[0-9.+*/()\s-]+")
MAX_EXPRESSION_LENGTH = 200
"""Characters: a check is one line, and so few cannot nest Python's parser deeply."""
MAX_POWER_BITS = 4_096
"""1,200 digits: no exam has a number as large, and `9**9**9` must not fill the memory."""


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
