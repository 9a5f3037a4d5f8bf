"""The numbers that a text states, as exact fractions."""

import re
from dataclasses import dataclass
from fractions import Fraction

from examcli.exam.text import folded

SINGLE_FRACTIONS = {
    character: f" {numerator}/{denominator} "
    for character, numerator, denominator in zip(
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", "112131234151357", "233445555668888", strict=True
    )
}
NUMBER = re.compile(
    r"(?<![_^])(?P<sign>-\s*)?"
    r"(?:(?P<mixed>\d+) +)?(?:(?P<over>\d+)\s*/\s*(?P<under>\d+)(?!\s*/\s*\d)"
    r"|(?P<whole>\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?P<decimals>\.\d+)?|(?P<bare>\.\d+))"
)
NUMERAL = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
POWER_OR_ROOT = re.compile(r"\d\s*[²³¹⁰⁴-⁹^]|√")
MAX_NUMBER_LENGTH = 300
"""Characters: a choice is shorter, and Python refuses to convert thousands of digits."""


@dataclass(frozen=True)
class Stated:
    """The one number that a text states, and the words before and after it."""

    number: Fraction
    before: str
    after: str


def amount(text: str) -> tuple[Fraction, str] | None:
    """The one number in a choice and the words around it, or None with no or several numbers.

    A power or a root is not the number that is written in it, so it has no amount.

    >>> amount("12 كم"), amount("2⁵")
    ((Fraction(12, 1), 'كم'), None)
    """
    return stated_amount(folded(text))


def stated_amount(plain: str) -> tuple[Fraction, str] | None:
    """The amount of a text that is folded already."""
    found = stated(plain)
    if found is None:
        return None
    return found.number, " ".join(f"{found.before} {found.after}".split())


def stated_numbers(plain: str) -> list[Fraction]:
    """Every number of a folded text, in order.

    >>> stated_numbers("3 × 1/2 = 1.5")
    [Fraction(3, 1), Fraction(1, 2), Fraction(3, 2)]
    """
    exact = map(_exact, NUMBER.finditer(plain))
    return [number for number in exact if number is not None]


def stated(plain: str) -> Stated | None:
    """The one number of a folded text and what stands around it, or None."""
    if len(plain) > MAX_NUMBER_LENGTH or not NUMERAL.search(plain) or POWER_OR_ROOT.search(plain):
        return None
    for character in SINGLE_FRACTIONS.keys() & set(plain):
        plain = " ".join(plain.replace(character, SINGLE_FRACTIONS[character]).split())
    matches = list(NUMBER.finditer(plain))
    number = _exact(matches[0]) if len(matches) == 1 else None
    if number is None:
        return None
    return Stated(number, plain[: matches[0].start()].strip(), plain[matches[0].end() :].strip())


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
