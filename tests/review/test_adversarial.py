"""No rule is worse than linear: a runaway text of a model must not hold up anything."""

import time
from collections.abc import Callable

import pytest

from examcli.review import Item
from examcli.review.rule import findings
from examcli.review.rules import EMPTY, EXPLAINED_IN_FILES, QUESTION, WRITTEN

LENGTH = 100_000
SECONDS = 3.0
"""Of the processor, which may be shared: a quadratic rule takes minutes, a linear one 0.4 s."""
RUNAWAY = [
    "1 + 3 + 5 + ",
    "1 = ",
    "22 ÷ 3 = 7.333… ≈ ",
    " ",
    "\n \t",
    "الجواب ",
    "الإجابة الصحيحة هي : « ",
    "answer is : ",
    "a",
    "(",
    "((1",
    "{{",
    "[اسم ",
    "……….",
    "______ ",
    "\\frac{",
    "$",
    "^{",
    "- 1/2 ",
    "ا",
    "األ",
    "«",
    "<p ",
    "&#12",
    "من الجدول ",
    "١٠٠ %",
    "// ",
    "س + ",
    "3، ",
]


@pytest.mark.parametrize("unit", RUNAWAY)
@pytest.mark.parametrize("field", ["stem", "explanation", "choice", "passage", "check"])
def test_a_runaway_text_is_judged_in_a_moment(unit: str, field: str) -> None:
    """100 kB of anything, in any field, through every rule."""
    text = (unit * LENGTH)[:LENGTH]
    item = FIELDS[field](text)
    begin = time.process_time()
    findings((*QUESTION, *EXPLAINED_IN_FILES, *WRITTEN, EMPTY), item)
    assert time.process_time() - begin < SECONDS


def _in_stem(text: str) -> Item:
    return Item(text, ("٤", "٥", "٦", "٧"), 1, explanation="لأن ٢ + ٣ = ٥", labels="analogy")


def _in_explanation(text: str) -> Item:
    return Item("ما ناتج ٢ + ٣؟", ("٤", "٥", "٦", "٧"), 1, explanation=text)


def _in_choice(text: str) -> Item:
    return Item("ما ناتج ٢ + ٣؟", ("٤", text, "٦", "٧"), 1, labels="completion context-error")


def _in_passage(text: str) -> Item:
    return Item("ما الفكرة؟", ("أول", "ثان", "ثالث", "رابع"), 1, passage=text, labels="reading")


def _in_check(text: str) -> Item:
    return Item("ما ناتج ٢ + ٣؟", ("٤", "٥", "٦", "٧"), 1, check=text)


FIELDS: dict[str, Callable[[str], Item]] = {
    "stem": _in_stem,
    "explanation": _in_explanation,
    "choice": _in_choice,
    "passage": _in_passage,
    "check": _in_check,
}
