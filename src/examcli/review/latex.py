"""LaTeX in questions: where it is broken."""

import re
from collections.abc import Iterator

from examcli.review.item import Item
from examcli.review.rule import ItemRule, Severity

MAY_BE_LATEX = "\\$^\t\f\r\x08"
LATEX_WORD = re.compile("frac|sqrt|arrow|imes|div|cdot|\neq|\nabla")
COMMAND = re.compile(r"\\[a-zA-Z]{2,}")
MONEY = re.compile(r"\$\s?\d[\d.,]*(?=\s|$|[^\w\\^{}+=*/$-])")
LOST_BACKSLASH = re.compile(r"(?<![\\a-zA-Z])(?:[dt]?frac|sqrt)\s*\{")
EATEN = re.compile(
    r"\t(?:imes|ext|heta|au|riangle|frac)|\r(?:ightarrow|ho|ight)|\n(?:eq|abla|ot|eg)(?![a-z])"
    r"|\f(?:rac|orall)|\x08(?:eta|egin|ar|inom)"
)
"""`\\times` and its like, written into JSON with one backslash: the first letter became a blank."""
BARE = re.compile(
    r"(?<![\\A-Za-z])(?:left|right|Left|Right)arrow(?![A-Za-z])|(?<![\\A-Za-z])imes(?![A-Za-z])"
    r"|(?<=[\d)٠-٩])\s*(?:div|times|cdot)\s*(?=[\d(٠-٩])|\^\{?circ\b"
)
HALF_FRACTION = re.compile(
    r"\\[dt]?frac(?![a-zA-Z])\s*(?:$|[^\s{\d\\a-zA-Z]|\{[^{}]*\}\s*(?:$|[^\s{\d\\a-zA-Z]))"
)
PAIRS = (
    (r"\(", r"\)"), (r"\[", r"\]"), (r"\left", r"\right"), (r"\begin{", r"\end{"),
)  # fmt: skip


def _broken(item: Item) -> Iterator[str]:
    text = item.everything
    if item.signs.isdisjoint(MAY_BE_LATEX) and not LATEX_WORD.search(text):
        return
    for name, text in item.written:
        fault = _fault(text)
        if fault:
            yield f"the {name} has broken LaTeX: {fault}"


def _fault(text: str) -> str:
    """The first fault in a text, or ""."""
    if EATEN.search(text):
        return "the backslash of a command was read as part of the text around it"
    if BARE.search(text) or LOST_BACKSLASH.search(text):
        return "a command without its backslash"
    return _unpaired(text) if "\\" in text or "$" in text else ""


def _unpaired(text: str) -> str:
    """The first bracket, brace, fraction or dollar that lacks its other part, or ""."""
    for opening, closing in PAIRS:
        if _count(text, opening) != _count(text, closing):
            return f"`{opening}` and `{closing}` do not pair"
    if COMMAND.search(text) and _count(text, "{") != _count(text, "}"):
        return "braces do not pair"
    if HALF_FRACTION.search(text):
        return "a fraction lacks a part"
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
