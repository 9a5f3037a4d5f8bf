"""The key against arithmetic: the check, a stem that is a sum, equations in the explanation."""

import re
from collections.abc import Iterator
from fractions import Fraction

from examcli.exam.arithmetic import evaluated
from examcli.exam.number import amount
from examcli.exam.script import SUPERSCRIPTS
from examcli.exam.text import folded
from examcli.review.item import Item
from examcli.review.readable import plain
from examcli.review.recomputed import recomputed
from examcli.review.rule import ItemRule, Severity

APPROXIMATE = re.compile(
    r"تقريب|تقدير|قدّر|أقرب|لأقرب|حوالي|نحو|≈|≃|منزل|باقي|صحيح|about|nearest|approx|round|estimat"
    r"|closest|remainder|decimal place|significant|integer|quotient"
)
ASKING = {
    "ما", "هو", "هي", "كم", "احسب", "أوجد", "اوجد", "جد", "ناتج", "نتيجة", "قيمة", "المقدار",
    "العبارة", "العملية", "الآتية", "التالية", "الآتي", "التالي", "يساوي", "تساوي", "حاصل",
    "what", "is", "the", "value", "of", "calculate", "compute", "evaluate", "find", "result",
    "equals",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
NUMERAL = re.compile(r"\d+(?:\.\d+)?")
POWER = re.compile(r"(?<=[\d)])([⁰¹²³⁴-⁹]+)")
EQUALS = re.compile("([=≈≃])")
ARITHMETIC = frozenset("0123456789.+*×÷/() -")
LONGEST_SIDE = 150
"""Characters of an equation's left side that are read: nobody computes more at once."""
OPERATION = re.compile(r"\d[)\s]*[+*×÷/-][\s(]*\d")
RESULT = re.compile(r"\s*(-?\d{1,50}(?:\.\d{1,50})?)(?!\s*[\d/+*×÷^(√-])")
ELIDED = re.compile(r"\s*-?\d{1,50}\.\d{1,50}\s*(?:\.{2,}|…)?\s*")
REMAINDER = re.compile(r"باق|يتبق|يبق|تبق|remain|left over")
FRACTION = re.compile(r"(?<![\d./)])(\d+/\d+)(?![\d./])")
MIXED = re.compile(r"(?<![\d./)])(\d+) (\d+/\d+)(?![\d./])")
MAX_STEM_LENGTH = 160
"""A stem that is nothing but arithmetic is shorter; a longer one tells a story."""


def _check_disagrees(item: Item) -> Iterator[str]:
    stated = item.key_amount
    computed = evaluated(item.check) if stated and item.check else None
    if computed is None or stated is None or _is_stated(computed, stated):
        return
    if _is_rounded(computed, item.key) and _is_approximate(item):
        return
    yield f"the check gives {computed}, the key says `{item.key}`"


def _is_stated(computed: Fraction, stated: tuple[Fraction, str]) -> bool:
    """Whether a key states what was computed; a percentage may be computed as the fraction."""
    number, around = stated
    return computed == number or (around == "%" and computed * 100 == number)


def _stem_disagrees(item: Item) -> Iterator[str]:
    stated = item.key_amount
    if stated is None or _is_approximate(item):
        return
    computed = _stem_value(item.stem) if not stated[1] else None
    if computed is None:
        computed = recomputed(plain(item.plain_stem))
    if computed is None or _is_stated(computed, stated):
        return
    if any(amount and amount[0] == computed for amount in item.amounts):
        yield f"the stem gives {computed}, which is another choice than the key `{item.key}`"
    elif _is_rounded(computed, plain(item.key)):
        yield f"the stem gives {computed}, the key is silently rounded: `{item.key}`"
    elif not stated[1]:
        yield f"the stem gives {computed}, which is no choice"


def _explanation_rounds(item: Item) -> Iterator[str]:
    stated = item.key_amount
    if stated is None or not EQUALS.search(item.explanation) or _asks_for_approximation(item):
        return
    if REMAINDER.search(item.plain_explanation):
        return
    for left, right in _equations(_operators(item.explanation)):
        computed = evaluated(left) if Fraction(right) == stated[0] else None
        if computed is not None and computed != stated[0] and _is_rounded(computed, right):
            yield f"{left} is not {right}, and the stem does not ask for a rounded key"
            return


def _equations(text: str) -> Iterator[tuple[str, str]]:
    """Each calculation of a text and the number that it is said to give, in one pass.

    A long decimal between them is passed over: of `22 ÷ 3 = 7.333… ≈ 7.33` the two ends are told.
    Calculations with a number that was rounded before are none: nobody says that they are exact.
    """
    first, *rest = EQUALS.split(text)
    left, rounded = _calculation(first), set[str]()
    for sign, side in zip(rest[::2], rest[1::2], strict=True):
        found = RESULT.match(side)
        if left and found and not rounded & set(NUMERAL.findall(left)):
            yield left, found[1]
        if found and sign != "=":
            rounded.add(found[1])
        if not ELIDED.fullmatch(side):
            left = _calculation(side)


def _calculation(text: str) -> str:
    """The arithmetic that a text ends with, "" where there is none."""
    start = len(text)
    while start and text[start - 1] in ARITHMETIC and len(text) - start <= LONGEST_SIDE:
        start -= 1
    side = text[start:].strip()
    return side if len(side) < LONGEST_SIDE and OPERATION.search(side) else ""


def _stem_value(stem: str) -> Fraction | None:
    """The value of a stem that is nothing but arithmetic and a word that asks for it."""
    if len(stem) > MAX_STEM_LENGTH:
        return None
    text = _operators(stem)
    words = set(WORD.findall(text))
    if not words <= ASKING:
        return None
    expression = WORD.sub(" ", text).strip(" ؟?:=.،")
    if not re.search(r"\d\s*\)*\s*[-+*×÷/]", expression):
        return None
    return evaluated(_bracketed(expression))


def _bracketed(expression: str) -> str:
    """Written fractions as the numbers they are: dividing by `1/3` is not dividing by 1, then 3."""
    return FRACTION.sub(r"(\1)", MIXED.sub(r"(\1+\2)", expression))


def _operators(text: str) -> str:
    return POWER.sub(
        lambda found: f"**{found[1].translate(SUPERSCRIPTS).translate({0xB2: '2', 0xB3: '3'})}",
        folded(plain(text)).replace("^", "**"),
    )


def _is_rounded(exact: Fraction, written: str) -> bool:
    """Whether the written number is the exact one cut or rounded to its own decimals."""
    stated = amount(written)
    found = re.search(r"\d\.(\d+)", folded(written))
    if stated is None or "/" in written:
        return False
    return stated[0] != exact and abs(exact - stated[0]) < Fraction(
        1, 10 ** len(found[1] if found else "")
    )


def _is_approximate(item: Item) -> bool:
    return _asks_for_approximation(item) or bool(APPROXIMATE.search(item.plain_explanation))


def _asks_for_approximation(item: Item) -> bool:
    return any(map(APPROXIMATE.search, item.plain_shown))


CHECK_RULES = (
    ItemRule(
        "check-disagrees",
        Severity.ERROR,
        "The exact value of `check` is the key, rounded only where the text says so.",
        "check `22/3`, key `7.33`",
        _check_disagrees,
    ),
    ItemRule(
        "stem-disagrees",
        Severity.ERROR,
        "A stem whose wording leaves one calculation gives the key, exactly.",
        "stem `ما ناتج ٢٢ ÷ ٨؟`, key `٢٫٧`",
        _stem_disagrees,
    ),
)
ROUNDING_RULES = (
    ItemRule(
        "silently-rounded",
        Severity.ERROR,
        "An equation that ends in the key holds exactly, or the stem asks for a rounded key.",
        "explanation `22 ÷ 3 = 7.333… ≈ 7.33`",
        _explanation_rounds,
    ),
)
