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
POWER = re.compile(r"(?<=[\d)])([⁰¹²³⁴-⁹]+)")
EQUATION = re.compile(
    r"(?<![\d.+*×÷/() -])([\d.+*×÷/() -]{0,150}\d[)\s]*[+*×÷/-][\d.+*×÷/() -]{0,150}\d\)?)\s*"
    r"(?:=\s*\d+\.\d+\s*(?:\.{2,}|…)?\s*)?[=≈≃]\s*(-?\d{1,50}(?:\.\d{1,50})?)(?!\d)"
)
EQUALS = re.compile("[=≈≃]")
MAX_STEM_LENGTH = 160
"""A stem that is nothing but arithmetic is shorter; a longer one tells a story."""


def _check_disagrees(item: Item) -> Iterator[str]:
    stated = item.key_amount
    computed = evaluated(item.check) if stated and item.check else None
    if computed is None or stated is None or stated[0] == computed:
        return
    if _is_rounded(computed, item.key) and _is_approximate(item):
        return
    yield f"the check gives {computed}, the key says `{item.key}`"


def _stem_disagrees(item: Item) -> Iterator[str]:
    stated = _key_number(item)
    computed = _stem_value(item.stem) if stated is not None else None
    if computed is None or stated is None or stated == computed or _is_approximate(item):
        return
    if any(_number(text) == computed for text in item.distractors):
        yield f"the stem gives {computed}, which is another choice than the key `{item.key}`"
    elif _is_rounded(computed, plain(item.key)):
        yield f"the stem gives {computed}, the key is silently rounded: `{item.key}`"


def _explanation_rounds(item: Item) -> Iterator[str]:
    stated = item.key_amount
    if stated is None or not EQUALS.search(item.explanation) or _asks_for_approximation(item):
        return
    for left, right in EQUATION.findall(_operators(item.explanation)):
        computed = evaluated(left)
        if (
            computed is not None
            and Fraction(right) == stated[0] != computed
            and _is_rounded(computed, right)
        ):
            yield f"{left.strip()} is not {right}, and the stem does not ask for a rounded key"
            return


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
    return evaluated(expression)


def _operators(text: str) -> str:
    return POWER.sub(
        lambda found: f"**{found[1].translate(SUPERSCRIPTS).translate({0xB2: '2', 0xB3: '3'})}",
        folded(plain(text)).replace("^", "**"),
    )


def _key_number(item: Item) -> Fraction | None:
    stated = item.key_amount
    return stated[0] if stated and not stated[1] else None


def _number(text: str) -> Fraction | None:
    stated = amount(plain(text))
    return stated[0] if stated and not stated[1] else None


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
        "A stem that is plain arithmetic gives the key, exactly.",
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
