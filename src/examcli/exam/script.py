"""The Arabic script and its digits: the tables and ranges that several rooms read texts by."""

import re

EASTERN_DIGITS, PERSIAN_DIGITS = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
WESTERN_DIGITS = "0123456789"
EASTERN = str.maketrans(f"{WESTERN_DIGITS}%-.", f"{EASTERN_DIGITS}٪−٫")
"""Numbers as they are written in Arabic."""
WESTERN = str.maketrans(
    f"{EASTERN_DIGITS}{PERSIAN_DIGITS}٫٪−", f"{WESTERN_DIGITS}{WESTERN_DIGITS}.%-"
)
"""Numbers as Python reads them, whatever script they came in."""
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", WESTERN_DIGITS)
LETTERS = "\u0620-\u064a"
"""A range for a pattern's brackets, tatweel in it; marks, digits and punctuation are not."""
MARKS = "\u064b-\u0652\u0670"
"""Likewise, of tashkeel: what is written onto a letter and may be left out."""
ARABIC_LETTER = re.compile(f"[{LETTERS}]")
ARABIC_CHARACTER = re.compile("[\u0600-\u06ff]")
"""A letter, mark, digit or sign of Unicode's block for Arabic."""
TASHKEEL = re.compile(f"[{MARKS}]")
