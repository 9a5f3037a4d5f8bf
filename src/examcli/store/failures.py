"""Every failure of an SQLite file in our own words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from examcli.errors import (
    StoreBusy,
    StoreError,
    StoreForeign,
    StoreFull,
    StoreReadOnly,
)

OTHER_PLACE = "`--db PATH` or EXAM_DB puts the database somewhere else"
_DAMAGED = (StoreForeign, "is damaged", "restore a backup, or use another file")
_SQLITE_ERRORS: dict[str, tuple[type[StoreError], str, str]] = {
    "SQLITE_NOTADB": (StoreForeign, "is not an SQLite database", OTHER_PLACE),
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_READONLY": (StoreReadOnly, "cannot be written", OTHER_PLACE),
    "SQLITE_CANTOPEN": (StoreReadOnly, "cannot be opened or created", OTHER_PLACE),
    "SQLITE_FULL": (StoreFull, "has no room left on its disk", "free some space, then `resume`"),
    "SQLITE_IOERR": (StoreFull, "cannot be written to its disk", "check the disk, then `resume`"),
    "SQLITE_BUSY": (StoreBusy, "is locked by another program", "try again in a moment"),
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """The one place where SQLite's and the file system's errors become ours."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        for known, (kind, what, hint) in _SQLITE_ERRORS.items():
            if name.startswith(known):
                raise kind(f"the database `{path}` {what}", hint) from error
        if "malformed JSON" in str(error):  # SQLite has no code for it
            raise _damaged(path) from error
        raise StoreError(f"the database `{path}`: {error}") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreReadOnly(f"cannot create `{path}`: {reason}", OTHER_PLACE) from error


@contextmanager
def intact(path: Path) -> Iterator[None]:
    """The one place where stored values that cannot be what they should become an error of ours.

    Whoever reads a row raises whatever it raises on text that is no JSON, a name that is unknown,
    a list that should have been an object.
    """
    try:
        yield
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> StoreError:
    kind, what, hint = _DAMAGED
    return kind(f"the database `{path}` {what}", hint)
