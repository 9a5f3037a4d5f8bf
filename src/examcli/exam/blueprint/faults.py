"""What is wrong with a file of facts, for whoever wrote it: the line, the field, what is allowed.

TOML's reader tells no line numbers once it is done. But a file that is cut off after line n still
reads, or does with its open brackets closed, so the line on which a field appears is the first
one that it cannot be cut off before.
"""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

T = TypeVar("T")
Place = tuple[str | int, ...]
CLOSINGS = ("", "\n]", "\n]]", "}\n]", '\n"""', "\n'''")
MOST_CHARACTERS_READ = 5_000_000
"""Over all cuts, some seconds; files of usual size take a tenth of it."""
COMPLAINTS = {
    "missing": "is missing",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must match {pattern}",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "list_type": "must be a list",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "too_short": "needs at least {min_length}, has {actual_length}",
    "too_long": "takes at most {max_length}, has {actual_length}",
}


class Fault(ValueError):
    """Something that does not hold, and the path of the field, seen from where it is raised."""

    def __init__(self, path: Place, message: str) -> None:
        super().__init__(message)
        self.path = path


class Part(BaseModel):
    """Facts from a file: frozen, and strict about fields nobody declared."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _only_known_fields(cls, facts: object) -> object:
        for name in facts if isinstance(facts, Mapping) else ():
            if name not in cls.model_fields:
                raise Fault((name,), f"there is no such field{guessed(name, cls.model_fields)}")
        return facts


def guessed(name: str, known: Iterable[str]) -> str:
    """What a name may have been meant to be, and what else there is; to be put behind a message.

    >>> guessed("anatmoy", ["anatomy", "history"])
    '; did you mean `anatomy`? (allowed: anatomy, history)'
    """
    names = list(known)
    near = get_close_matches(name, names, n=1)
    hint = f"; did you mean `{near[0]}`?" if near else ";"
    return f"{hint} (allowed: {', '.join(names)})"


def found(name: str, members: Mapping[str, T], noun: str, path: Place = ()) -> T:
    """The member of this name.

    Raises:
        Fault: there is none; `path` says where the name was used.
    """
    if name not in members:
        raise Fault(path, f"no {noun} is called `{name}`{guessed(name, members)}")
    return members[name]


def complaint(text: str, origin: str, error: ValidationError) -> str:
    """The first thing that is wrong with a file, in one line, and how many follow."""
    first, more = error.errors(include_url=False)[0], error.error_count() - 1
    fault = first.get("ctx", {}).get("error")
    path: Place = first["loc"] + (fault.path if isinstance(fault, Fault) else ())
    line = line_of(text, path)
    where = f"{origin}, line {line}" if line else origin
    rest = f" (and {more} more)" if more else ""
    return f"{where}: {_shown(path)}{_said(first)}{rest}"


def line_of(text: str, path: Place) -> int:
    """The line, from 1, on which a field stands; of one that is missing, the table it should be in.

    0 where that is the whole file, or where it would take too long to find.
    """
    facts = tomllib.loads(text)
    while path and not _reaches(facts, path):
        path = path[:-1]
    if not path:
        return 0
    cut = _Cut(text)
    low, high = 0, len(cut.lines)
    while high - low > 1:
        middle = (low + high) // 2
        if _reaches(cut.beginning(middle), path):
            high = middle
        else:
            low = middle
    return high if cut.characters_left > 0 else 0


class _Cut:
    """A file that is cut off behind its lines, as often as there is time for."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.characters_left = MOST_CHARACTERS_READ

    def beginning(self, count: int) -> object:
        """What the first lines say; a value that goes on behind them is left out."""
        for end in range(count, 0, -1):
            for closing in CLOSINGS:
                text = "\n".join(self.lines[:end]) + closing
                self.characters_left -= len(text)
                if self.characters_left <= 0:
                    return {}
                try:
                    return tomllib.loads(text)
                except tomllib.TOMLDecodeError:
                    continue
        return {}


def _reaches(facts: object, path: Place) -> bool:
    for step in path:
        match facts, step:
            case dict(), str() if step in facts:
                facts = facts[step]
            case list(), int() if step < len(facts):
                facts = facts[step]
            case _:
                return False
    return True


def _shown(path: Place) -> str:
    """A path as a person would point at it: `topics[2].kind: `."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f"{''.join(steps).removeprefix('.')}: " if path else ""


def _said(error: Mapping[str, Any]) -> str:
    """One complaint of pydantic, in our words where we have any for it."""
    known = COMPLAINTS.get(error["type"])
    if known:
        return known.format(**error.get("ctx", {}))
    said = str(error["msg"]).removeprefix("Value error, ")
    return said[:1].lower() + said[1:]
