"""Stems recognised by what they tell: each telling has its own way to the answer.

A telling is a regular expression in which `#` stands for a number and `…` for anything. It goes
on to the words that say what is asked, so that a stem that asks for the opposite is not read.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Tellings = Mapping[str, Callable[..., T]]
TIMES = {
    **dict.fromkeys(("مثلا", "مثلي"), 2),
    "ثلاثة أمثال": 3,
    "أربعة أمثال": 4,
    "خمسة أمثال": 5,
    "ثمانية أمثال": 8,
    "تسعة أمثال": 9,
}
"""How many times as much, in words."""
NUMBER = r"(\d+(?:\.\d+)?(?:/\d+)?)"


def told(stem: str, tellings: Tellings[T]) -> T | None:
    """What the first telling that fits makes of its groups; None if none fits."""
    for telling, solve in tellings.items():
        found = _compiled(telling).search(stem)
        if found:
            return solve(*(_read(group) for group in found.groups() if group is not None))
    return None


@cache
def _compiled(telling: str) -> re.Pattern[str]:
    return re.compile(telling.replace("#", NUMBER).replace("…", ".*?"), re.DOTALL)


def _read(group: str) -> Any:
    """A whole number, a fraction, or the words themselves."""
    if not re.fullmatch(NUMBER, group):
        return group
    exact = Fraction(group)
    return int(exact) if exact.denominator == 1 else exact
