"""The choices of a question: how many, what they are called, and when two are one answer."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from examcli.exam.number import Stated, stated
from examcli.exam.script import SUPERSCRIPTS
from examcli.exam.text import spaced, typed
from examcli.exam.units import NUMBER_WORDS, in_base_units

CHOICE_COUNT = 4
"""Of every question: what the GAT has, and what code draws the key's place from."""
ARABIC_LETTERS, LATIN_LETTERS = "أبجد", "ABCD"
ONE_SIGN = str.maketrans("–—‐‑π", "----ط")
"""Dashes of any length, and the two letters of the circle's number."""
SPACE_AT_OPERATOR = re.compile(r" (?:(?=[-+×÷*=<>≤≥≠,(){}^|])|(?<=[-+×÷*=<>≤≥≠,(){}^|] ))")
SPACE_BEFORE_UNIT = re.compile(r"(?<=\d)\s+(?=[^\W\d_])")
WORDS = re.compile(r"[^\W\d_]{3,}(?: [^\W\d_]+)*")
ROOT = re.compile(r"(\d{1,6})?√(\d{1,12})")
RATIO = re.compile(r"(\d{1,6}):(\d{1,6})")
CLOCK_TIME = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
"""Two digits behind the colon may be minutes, and 9:30 is not 3:10."""
LONE_POWER = re.compile(r"(\d{1,6})\s*(?:\^\s*(\d)|([²³⁴-⁹]))")


def letters(language: str) -> str:
    """What the choices are called in an exam of this language, in their order."""
    return ARABIC_LETTERS if language == "ar" else LATIN_LETTERS


@dataclass(frozen=True)
class Answer:
    """A choice made ready to be compared with others.

    `words` is the text without its case, "" where there is a sign or a symbol, whose case counts.
    """

    text: str
    stated: Stated | None
    is_power: bool
    words: str

    def is_same(self, other: "Answer") -> bool:
        """Whether a student who marks either marks both; two powers are compared as written."""
        if self.text == other.text or (self.words and self.words == other.words):
            return True
        if self.stated is None or (self.is_power and other.is_power):
            return False
        return self.stated == other.stated


def same_answer(one: str, other: str) -> bool:
    """Whether two choices are one answer: equal as text, or the same number of the same thing.

    Case counts in symbols, for `a` and `A` are two; so does where the number stands.

    So do units, number words, roots and ratios: `30 minutes` is `0.5 hours`, `5√2` is `√50`.

    >>> same_answer("1/2", "٠٫٥"), same_answer("س + 1", "س − 1"), same_answer("4س + ص", "س + 4ص")
    (True, False, False)
    >>> same_answer("٣", "ثلاثة"), same_answer("١ : ٢", "٢ : ٤"), same_answer("٩:٣٠", "٣:١٠")
    (True, True, False)
    """
    return as_answer(one).is_same(as_answer(other))


def as_answer(text: str) -> Answer:
    """Read a choice once, to compare it with many."""
    plain = tight(text)
    if WORDS.fullmatch(plain):
        number = NUMBER_WORDS.get(plain)
        stated_number = Stated(number, "", "") if number is not None else None
        return Answer(plain, stated_number, is_power=False, words=plain.casefold())
    return Answer(plain, _measure(plain), LONE_POWER.fullmatch(plain) is not None, words="")


def tight(text: str) -> str:
    """The text as two choices are compared: as read, without spaces that separate nothing.

    >>> tight("5 سم"), tight("س + ١"), tight("قلم – كتاب.")
    ('5سم', 'س+1', 'قلم-كتاب')
    """
    plain = spaced(typed(text).translate(ONE_SIGN))
    plain = SPACE_AT_OPERATOR.sub("", plain)
    return SPACE_BEFORE_UNIT.sub("", plain).rstrip(".،؛ ") or plain


def _measure(plain: str) -> Stated | None:
    """What a choice states, a percentage as the fraction, a root or power as the number it is."""
    root, power, ratio = ROOT.fullmatch(plain), LONE_POWER.fullmatch(plain), RATIO.fullmatch(plain)
    if root:
        return _root(int(root[1] or 1), int(root[2]))
    if ratio and int(ratio[2]) and not CLOCK_TIME.fullmatch(plain):
        return Stated(Fraction(int(ratio[1]), int(ratio[2])), ":", "")
    if power:
        exponent = int((power[2] or power[3]).translate(SUPERSCRIPTS))
        return Stated(Fraction(int(power[1]) ** exponent), "", "")
    found = stated(plain)
    if found is None or found.before not in {"", "%"}:
        return found
    if {found.before, found.after} == {"", "%"}:
        return Stated(found.number / 100, "", "")
    number, unit = in_base_units(found.number, found.after)
    return Stated(number, found.before, unit)


def _root(factor: int, radicand: int) -> Stated:
    """A root as the number it is where it is one, else as its square under a sign of its own."""
    square = factor * factor * radicand
    side = isqrt(square)
    return (
        Stated(Fraction(side), "", "")
        if side * side == square
        else Stated(Fraction(square), "√", "")
    )
