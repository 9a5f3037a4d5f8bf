"""What is read from a row is what was written, or it is named as damaged.

SQLite takes any type in any column, and anybody can open the file: what comes back is as little
trusted as anything else from outside.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, get_type_hints

from examcli.errors import DocumentInvalid, StoreDamaged

PLAIN: dict[object, type | tuple[type, ...]] = {str: str, int: int, float: (float, int)}


@contextmanager
def intact(what: str) -> Iterator[None]:
    """The one place where a wrong value in a row becomes an error of ours.

    Raises:
        StoreDamaged: it names `what` was read.
    """
    try:
        yield
    except DocumentInvalid as error:
        raise StoreDamaged(f"{what} is damaged in the database: {error}") from error
    except (ValueError, TypeError, LookupError) as error:
        raise StoreDamaged(f"{what} is damaged in the database") from error


def require_types(record: Any) -> None:
    """Fail unless the texts and numbers of a record are some.

    Raises:
        DocumentInvalid: one of them is not.
    """
    for name, types in _plain_fields(type(record)).items():
        if not isinstance(getattr(record, name), types):
            raise DocumentInvalid(f"its `{name}` is not as it was written")


@cache
def _plain_fields(kind: Any) -> dict[str, type | tuple[type, ...]]:
    hints = get_type_hints(kind)
    return {name: PLAIN[hint] for name, hint in hints.items() if hint in PLAIN}
