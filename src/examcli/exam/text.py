"""What of a text is the same to a reader, Arabic and otherwise, and what is not.

Two texts are *the same* when they differ only in how they were typed: spaces, tatweel, invisible
marks, the script of the digits, the length of the minus sign, presentation forms. Signs,
operators, tashkeel and hamzas are never folded away: `+` and `−`, or المعطي and المعطى, are
different answers.
"""

import re
import unicodedata
from itertools import chain

from examcli.exam.script import WESTERN

UNREAD = "\u0640\u066c\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
"""Tatweel, the thousands mark, and what only steers joining and direction."""
SIGNS = WESTERN | str.maketrans("", "", UNREAD)
PRESENTATION_FORMS = map(chr, (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)))
"""Unicode's two blocks of Arabic letters as they are joined, which old PDF files contain."""
WIDE_FORMS = map(chr, range(0xFF01, 0xFF5F))
"""ASCII as East Asian keyboards type it, twice as wide."""
TYPED = SIGNS | {
    ord(form): unicodedata.normalize("NFKC", form).translate(SIGNS)
    for form in chain(PRESENTATION_FORMS, WIDE_FORMS)
}
SHORT = 120
"""Characters: enough to know a question or a passage by, without its choices or its story."""
SPACE_AT_SIGN = re.compile(r" (?:(?=[/:،؛.!؟?])|(?<=[/:،؛.!؟?] ))")

SYMBOLS = frozenset("-+×÷*/=<>≤≥≠√^²³⁴⁵⁶⁷⁸⁹%°∞±:")
HAMZAS = dict(zip("أإآىة", "ااايه", strict=True))
MARK_CODES = frozenset([*range(0x64B, 0x653), 0x670])
"""Tashkeel: what is written onto a letter and may be left out."""


class _Typist(dict[int, str]):
    """What becomes of each character: marks go, hamzas and endings meet, operators become words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code in MARK_CODES:
            kept = ""
        elif character in SYMBOLS:
            kept = f" s{code} "
        else:
            is_word = character.isalnum() or character == "_"
            kept = HAMZAS.get(character, character) if is_word else " "
        self[code] = kept
        return kept


TYPIST = _Typist()


def folded(text: str) -> str:
    """The text as a reader takes it in: one form for everything that only typing changes.

    >>> folded("قيمة  س = ١٢٫٥")
    'قيمة س = 12.5'
    """
    return spaced(typed(text).casefold())


def typed(text: str) -> str:
    """The text with one character for each that a typist could have used in its place."""
    return text if text.isascii() else text.translate(TYPED)


def spaced(text: str) -> str:
    """The text with single spaces, and none before signs."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    return SPACE_AT_SIGN.sub("", " ".join(plain.split()))


def shortened(text: str) -> str:
    """One line of at most `SHORT` characters; what was cut off ends in an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[: SHORT - 1]}…"


def typist(text: str) -> str:
    """A folded text without what two typists would do differently; operators stay.

    >>> typist("اشترى دفترًا، بسعر ٩ ريالات .") == typist("اشتري دفترا بسعر ٩ ريالات")
    True
    """
    return " ".join(text.translate(TYPIST).split())
