"""What is read from a row is what was written, or it is named as damaged.

SQLite takes any type in any column, and anybody can open the file: what comes back is as little
trusted as anything else from outside.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING

from examcli.errors import DocumentInvalid, StoreDamaged

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

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


def require_types(record: "DataclassInstance") -> None:
    """Fail unless the texts and numbers of a record are some.

    Raises:
        DocumentInvalid: one of them is not.
    """
    for field in fields(record):
        types = PLAIN.get(field.type)
        if types and not isinstance(getattr(record, field.name), types):
            raise DocumentInvalid(f"its `{field.name}` is not as it was written")
