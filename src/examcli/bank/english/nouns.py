"""Counted nouns, and things told one after another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Noun:
    """A counted noun after one and after any other number."""

    one: str
    many: str


def counted(count: int, noun: Noun) -> str:
    """`count` of `noun`.

    >>> counted(1, Noun("box", "boxes")), counted(3, Noun("box", "boxes"))
    ('1 box', '3 boxes')
    """
    return f"{count} {noun.one if count == 1 else noun.many}"


def joined(parts: Sequence[str]) -> str:
    """Parts of a sentence.

    >>> joined(["red", "blue", "green"])
    'red, blue and green'
    """
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def listed(values: Iterable[object]) -> str:
    """Values in a row: `12, 15, 9`."""
    return ", ".join(map(str, values))
