"""What a column or a JSON field holds, by what it is called, in English and Arabic."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from examcli.exam.script import MARKS

PUNCTUATION = re.compile(r"[\W_]+")
VOWELS = re.compile(f"[{MARKS}]")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
PLACES = {
    name: place
    for place, names in enumerate(
        (
            "a أ ا 1 الأول الأولى اول first one",
            "b ب 2 الثاني الثانية second two",
            "c ج 3 الثالث الثالثة third three",
            "d د 4 الرابع الرابعة fourth four",
            "e ه هـ 5 الخامس الخامسة fifth five",
            "f و 6 السادس sixth six",
        )
    )
    for name in names.split()
}
"""What the place of a choice is called, from 0."""
CHOICE = re.compile(
    r"(?:(?:choice|option|opt|answer|ans|alternative|الخيار|خيار|الاختيار|اختيار|البديل|بديل"
    r"|الإجابة|الاجابة|إجابة|اجابة)\s?)?(\w+)"
)


@cache
def field_of(heading: str) -> str:
    """The field that a heading names: `stem`, `key`, `choice 2` (from 0) …, or "".

    >>> field_of("Option B"), field_of("الخيار 3"), field_of("الإجابة الصحيحة"), field_of("Marks")
    ('choice 1', 'choice 2', 'key', '')
    """
    plain = _plain(heading)
    for field, names in _names().items():
        if plain in names:
            return field
    found = CHOICE.fullmatch(plain)
    place = PLACES.get(found[1]) if found else None
    return "" if place is None else f"choice {place}"


def place_of(letter: str) -> int | None:
    """The place from 0 that a letter names, `B`, `(ب)` or `option c`, or None."""
    plain = _plain(letter)
    found = CHOICE.fullmatch(plain)
    if found is None or found[1].isdigit():
        return None
    return PLACES.get(found[1])


@cache
def _names() -> dict[str, frozenset[str]]:
    text = (files(__package__) / "headings.toml").read_text(encoding="utf-8")
    return {field: frozenset(map(_plain, names)) for field, names in tomllib.loads(text).items()}


def _plain(heading: str) -> str:
    spoken = VOWELS.sub("", CAMEL.sub(" ", heading)).casefold()
    return PUNCTUATION.sub(" ", spoken).strip()
