"""The choices of a question: how many, what they are called, and when two are one answer."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from examcli.exam.number import Stated, stated
from examcli.exam.script import SUPERSCRIPTS
from examcli.exam.text import spaced, typed

CHOICE_COUNT = 4
"""Of every question: what the GAT has, and what code draws the key's place from."""
ARABIC_LETTERS, LATIN_LETTERS = "أبجد", "ABCD"
DASHES = str.maketrans("–—‐‑", "----")
SPACE_AT_OPERATOR = re.compile(r" (?:(?=[-+×÷*=<>≤≥≠,(){}^|])|(?<=[-+×÷*=<>≤≥≠,(){}^|] ))")
SPACE_BEFORE_UNIT = re.compile(r"(?<=\d)\s+(?=[^\W\d_])")
LONE_ROOT = re.compile(r"√\s*(\d{1,12})")
LONE_POWER = re.compile(r"(\d{1,6})\s*(?:\^\s*(\d)|([²³⁴-⁹]))")


def letters(language: str) -> str:
    """What the choices are called in an exam of this language, in their order."""
    return ARABIC_LETTERS if language == "ar" else LATIN_LETTERS


@dataclass(frozen=True)
class Answer:
    """A choice made ready to be compared with others."""

    text: str
    stated: Stated | None
    is_power: bool

    def is_same(self, other: "Answer") -> bool:
        """Whether a student who marks either marks both; two powers are compared as written."""
        if self.text == other.text:
            return True
        if self.stated is None or (self.is_power and other.is_power):
            return False
        return self.stated == other.stated


def same_answer(one: str, other: str) -> bool:
    """Whether two choices are one answer: equal as text, or the same number of the same thing.

    Case counts, for `a` and `A` are two symbols; so does where the number stands.

    >>> same_answer("1/2", "٠٫٥"), same_answer("س + 1", "س − 1"), same_answer("4س + ص", "س + 4ص")
    (True, False, False)
    """
    return as_answer(one).is_same(as_answer(other))


def as_answer(text: str) -> Answer:
    """Read a choice once, to compare it with many."""
    plain = tight(text)
    return Answer(plain, _measure(plain), LONE_POWER.fullmatch(plain) is not None)


def tight(text: str) -> str:
    """The text as two choices are compared: as read, without spaces that separate nothing.

    >>> tight("5 سم"), tight("س + ١"), tight("قلم – كتاب.")
    ('5سم', 'س+1', 'قلم-كتاب')
    """
    plain = spaced(typed(text).translate(DASHES))
    plain = SPACE_AT_OPERATOR.sub("", plain)
    return SPACE_BEFORE_UNIT.sub("", plain).rstrip(".،؛ ") or plain


def _measure(plain: str) -> Stated | None:
    """What a choice states, a percentage as the fraction, a root or power as the number it is."""
    root, power = LONE_ROOT.fullmatch(plain), LONE_POWER.fullmatch(plain)
    if root:
        side = isqrt(int(root[1]))
        return Stated(Fraction(side), "", "") if side * side == int(root[1]) else None
    if power:
        exponent = int((power[2] or power[3]).translate(SUPERSCRIPTS))
        return Stated(Fraction(int(power[1]) ** exponent), "", "")
    found = stated(plain)
    if found and {found.before, found.after} == {"", "%"}:
        return Stated(found.number / 100, "", "")
    return found
