"""A file that may only be read: on a read-only medium, in somebody else's folder.

Not a byte is written beside it. What SQLite cannot read without writing is read from memory.
"""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from sqlite_utils import Database

from examcli.errors import StoreMissing
from examcli.store.failures import explained
from examcli.store.file import (
    BUSY_SECONDS,
    bring_up_to_date,
    check_ours,
    closed_if_unusable,
    opened,
)
from examcli.store.migrations import MIGRATIONS


def opened_to_read(path: Path) -> Database:
    """The database of a file, for somebody who writes nothing; none is created.

    Where writing is allowed it is opened like any other, and brought up to date.

    Raises:
        StoreMissing: there is no such file.
        StoreForeign: it is not an examcli database.
        StoreNewer: a newer examcli wrote it.
        StoreReadOnly: it cannot even be read.
    """
    if not os.path.lexists(path):
        raise StoreMissing(f"there is no database `{path}`")
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return opened(path)
    with explained(path):
        connection = _read_only(path)
        with closed_if_unusable(connection):
            database = Database(connection)
            check_ours(database, path)
            if not MIGRATIONS.pending(database):
                return database
        with closing(connection):
            database = Database(_in_memory(connection))
        bring_up_to_date(database, path)
    return database


def _read_only(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing, not even the index of a write-ahead log.

    SQLite reads such a log only with its index (`-shm`): where there is one, somebody is at work
    or was. A log without one was copied here with its file. Where neither is, the file is the
    whole database, and nobody works on it.
    """
    log, index = (path.with_name(f"{path.name}-{kind}") for kind in ("wal", "shm"))
    uri = f"{path.absolute().as_uri()}?mode=ro"
    if index.exists():
        return sqlite3.connect(uri, timeout=BUSY_SECONDS, uri=True)
    if log.exists() and log.stat().st_size:
        return _merged(path, log)
    return sqlite3.connect(f"{uri}&immutable=1", uri=True)


def _merged(path: Path, log: Path) -> sqlite3.Connection:
    """File and log together, by way of a private folder where SQLite may write."""
    with tempfile.TemporaryDirectory() as folder:
        for source in (path, log):
            copyfile(source, Path(folder) / source.name)
        with closing(sqlite3.connect(Path(folder) / path.name)) as copy:
            return _in_memory(copy)


def _in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:")
    connection.backup(memory)
    return memory
