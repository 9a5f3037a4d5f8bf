"""LaTeX in questions: where it is broken."""

import re
from collections.abc import Iterator

from examcli.review.item import Item
from examcli.review.rule import ItemRule, Severity

MAY_BE_LATEX = re.compile(r"[\\$]|frac|sqrt")
COMMAND = re.compile(r"\\[a-zA-Z]{2,}")
MONEY = re.compile(r"\$\s?\d[\d.,]*(?=\s|$|[^\w\\^{}+=*/$-])")
LOST_BACKSLASH = re.compile(r"(?<![\\a-zA-Z])(?:[dt]?frac|sqrt)\s*\{")
HALF_FRACTION = re.compile(
    r"\\[dt]?frac(?![a-zA-Z])\s*(?:$|[^\s{\d\\a-zA-Z]|\{[^{}]*\}\s*(?:$|[^\s{\d\\a-zA-Z]))"
)
PAIRS = (
    (r"\(", r"\)"), (r"\[", r"\]"), (r"\left", r"\right"), (r"\begin{", r"\end{"),
)  # fmt: skip


def _broken(item: Item) -> Iterator[str]:
    if not MAY_BE_LATEX.search(item.everything):
        return
    for name, text in item.written:
        fault = _fault(text)
        if fault:
            yield f"the {name} has broken LaTeX: {fault}"


def _fault(text: str) -> str:
    """The first fault in a text, or ""."""
    if "\\" not in text and "$" not in text:
        return "a command without its backslash" if LOST_BACKSLASH.search(text) else ""
    for opening, closing in PAIRS:
        if _count(text, opening) != _count(text, closing):
            return f"`{opening}` and `{closing}` do not pair"
    if COMMAND.search(text) and _count(text, "{") != _count(text, "}"):
        return "braces do not pair"
    if HALF_FRACTION.search(text):
        return "a fraction lacks a part"
    if LOST_BACKSLASH.search(text):
        return "a command without its backslash"
    dollars = MONEY.sub("", text).replace(r"\$", "").count("$")
    is_mathematics = COMMAND.search(text) or re.search(r"[\^_]|\$\w+\s*[-+=]|[-+=]\s*\w+\$", text)
    return "a `$` is not closed" if dollars % 2 and is_mathematics and text.count("$") % 2 else ""


def _count(text: str, mark: str) -> int:
    if mark in {r"\left", r"\right"}:
        return len(re.findall(re.escape(mark) + r"(?![a-zA-Z])", text))
    escaped = text.count("\\" + mark) if mark in "{}" else text.count("\\\\" + mark[1:])
    return text.count(mark) - escaped


LATEX_RULES = (
    ItemRule(
        "broken-latex",
        Severity.ERROR,
        "Formulas are whole: dollars, brackets and braces pair, fractions have two parts.",
        r"stem `ما قيمة $\frac{1}{2؟`",
        _broken,
    ),
)
