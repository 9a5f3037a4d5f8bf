"""LaTeX as a reader sees it."""

import re

FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
TEXT = re.compile(r"\\(?:text|mathrm|textbf|mathbf)\s*\{([^{}]*)\}")
SIGNS = {
    r"\times": "×", r"\cdot": "×", r"\div": "÷", r"\%": "%", r"\pm": "±", r"\le": "≤",
    r"\ge": "≥", r"\left": "", r"\right": "", r"\,": "", r"\$": "",
}  # fmt: skip
MARKS = re.compile(r"\\[()\[\]]|\$")
POWER = re.compile(r"\^\{(\d+)\}")


def plain(text: str) -> str:
    r"""The text with the LaTeX that only sets type replaced by what it shows.

    >>> plain(r"$\frac{1}{2}$")
    '1/2'
    """
    if "\\" not in text and "$" not in text:
        return text
    text = TEXT.sub(r"\1", ROOT.sub(r"√\1", FRACTION.sub(r" \1/\2 ", text)))
    for command, sign in SIGNS.items():
        text = text.replace(command, sign)
    return " ".join(POWER.sub(r"^\1", MARKS.sub("", text)).split())
