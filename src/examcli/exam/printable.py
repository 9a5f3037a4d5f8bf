"""Which characters of a text from outside may be shown: those that can only be read."""

import re

# U+FFFE and U+FFFF of each of the 17 planes: no text has them.
NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # what drives a terminal
    "\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # what reorders or hides
    f"\U000e0000-\U000e007f\ud800-\udfff\ufdd0-\ufdef{NONCHARACTERS}]"  # what is no text at all
)


def printable(text: str) -> str:
    """Text from outside without what could drive a terminal, reorder a line or hide in it."""
    return UNPRINTABLE.sub("", text)
