"""An open database: reading, and writing in transactions; nothing of SQLite goes beyond it."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from examcli.store.failures import explained, intact
from examcli.store.records import Row

if TYPE_CHECKING:
    from sqlite_utils import Database


class Connection:
    """The database of one file; a failure of it is one of the `StoreError`s.

    A statement is whole, and its values are bound to it.
    """

    def __init__(self, database: "Database", path: Path) -> None:
        self._db = database
        self._path = path

    def rows(self, statement: str, values: Mapping[str, object]) -> list[Row]:
        """What a query finds."""
        with explained(self._path):
            return list(self._db.query(statement, dict(values)))

    def change(self, statement: str, values: Mapping[str, object]) -> int:
        """Commit a change, on its own or with those around it; how many rows it met."""
        with self.writing():
            return self._db.execute(statement, dict(values)).rowcount

    def insert(self, table: str, row: dict[str, object]) -> int | None:
        """Commit a new row likewise; its number, where rows of the table have one."""
        with self.writing():
            number = self._db.table(table).insert(row).last_pk
        return number if isinstance(number, int) else None

    def update(self, table: str, number: int, row: dict[str, object]) -> None:
        """Commit other values for the row of this number."""
        with self.writing():
            self._db.table(table).update(number, row)

    def insert_once(self, table: str, row: dict[str, object]) -> None:
        """Commit a row likewise, unless it is there already."""
        with self.writing():
            self._db.table(table).insert(row, ignore=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that holds the write lock from its first line."""
        with explained(self._path):
            if self._db.conn.in_transaction:
                yield
                return
            self._db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.conn.execute("COMMIT")
            except BaseException:
                self._db.conn.rollback()
                raise

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Commit in here without waiting for the disk.

        Such a commit survives the death of the process. A power cut may undo it, unless a commit
        that did wait came after it. Within a transaction it is that one's end which decides.
        """
        with explained(self._path):
            if self._db.conn.in_transaction:
                yield
                return
            self._db.execute("PRAGMA synchronous = NORMAL")
            try:
                yield
            finally:
                self._db.execute("PRAGMA synchronous = FULL")

    def intact(self) -> AbstractContextManager[None]:
        """Read rows in here: what cannot be what it should is named as damage to the file."""
        return intact(self._path)


def timestamp(moment: datetime) -> str:
    """A moment as it is stored; such texts sort as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
