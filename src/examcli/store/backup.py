"""A copy of a database at one moment, while others go on writing to it."""

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database

from examcli.store.failures import explained


def copied(database: Database, target: Path) -> None:
    """Put a copy at `target`, whole or not at all; only this person may read it.

    SQLite itself copies, in one step under one read transaction.

    Raises:
        StoreFull: there is no room for it.
        OSError: no file can be made there.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    try:
        with explained(target), closing(sqlite3.connect(name)) as copy:
            database.conn.backup(copy)
        Path(name).replace(target)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()
