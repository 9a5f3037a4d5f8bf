"""What a script passes in: refused in one line where it makes no sense."""

from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from examcli.errors import UsageInvalid
from examcli.settings import from_home

Member = TypeVar("Member", bound=StrEnum)


def one_of(kind: type[Member], value: str, noun: str) -> Member:
    """The member that a word means.

    Raises:
        UsageInvalid: it is none of them.
    """
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(member.value for member in kind)
        raise UsageInvalid(f"there is no {noun} `{value}`", f"one of: {known}") from error


def require_between(least: int, value: int, most: int, noun: str) -> None:
    """Fail unless a number is in its range.

    Raises:
        UsageInvalid: it is not.
    """
    if not least <= value <= most:
        raise UsageInvalid(f"{noun} cannot be {value}", f"{least} to {most}")


def path_of(path: str | Path) -> Path:
    """A path as a person writes it: `~` is the home folder."""
    return Path(from_home(str(path)))
