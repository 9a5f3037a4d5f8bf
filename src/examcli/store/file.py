"""One SQLite file: opened, ours, up to date, private.

What is created here only its owner may read, for it holds the keys of exams. What is there keeps
the mode that somebody gave it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from examcli.errors import StoreForeign, StoreNewer, StoreReadOnly
from examcli.store.failures import OTHER_PLACE, explained, intact
from examcli.store.migrations import APPLICATION_ID, MIGRATIONS

BUSY_SECONDS = 20.0
"""For who writes: commits take milliseconds, an upgrade of a large file some seconds."""
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
"""For the owner alone: whoever may read the file knows every key."""


def opened(path: Path) -> Database:
    """The database of a file; created if it is not there, its schema brought up to date.

    Raises:
        StoreForeign: it is not an examcli database.
        StoreNewer: a newer examcli wrote it.
        StoreReadOnly: it cannot be created or written.
    """
    with explained(path):
        _make_folder(path.parent)
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
        elif not os.access(path, os.W_OK):
            raise StoreReadOnly(f"`{path}` cannot be written", OTHER_PLACE)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    with explained(path), closed_if_unusable(connection):
        database = Database(connection)
        check_ours(database, path)
        bring_up_to_date(database, path)
    return database


def empty() -> Database:
    """A database in which nothing was stored yet, in no file."""
    database = Database(memory=True)
    MIGRATIONS.apply(database)
    return database


@contextmanager
def closed_if_unusable(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection if what follows fails."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _make_folder(folder: Path) -> None:
    for each in reversed((folder, *folder.parents)):
        each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def check_ours(database: Database, path: Path) -> None:
    """Refuse what another program wrote, or an examcli that knows more.

    Raises:
        StoreForeign: it is not an examcli database.
        StoreNewer: a newer examcli wrote it.
    """
    application = database.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID and database.table_names():
        raise StoreForeign(f"`{path}` belongs to another program", OTHER_PLACE)
    ours = {step.name for step in MIGRATIONS.applied(database) + MIGRATIONS.pending(database)}
    empty = Database(memory=True)
    known = {step.name for step in MIGRATIONS.pending(empty)}
    empty.close()
    if ours - known:
        raise StoreNewer(f"`{path}` was written by a newer examcli", "upgrade examcli")


def bring_up_to_date(database: Database, path: Path) -> None:
    """Apply the steps that a database lacks, all or none."""
    if not MIGRATIONS.pending(database):
        return
    database.enable_wal()
    database.conn.execute("BEGIN IMMEDIATE")
    try:
        with intact(path):
            MIGRATIONS.apply(database)
        database.conn.execute("COMMIT")
    except BaseException:
        database.conn.rollback()
        raise
