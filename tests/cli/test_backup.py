"""`examcli backup`: a whole copy at one moment, private, and never over what is in use."""

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Run, Spawn
from examcli.clock import Clock
from examcli.store import Store

MOVES = 200


@pytest.fixture
def exam(run: Run) -> str:
    """The id of a small session in the database."""
    document = run("practice", "--topic", "algebra", "--total", "2", "--size", "2", "--json")
    return str(document.document["id"])


def test_the_copy_is_a_database_of_its_own(exam: str, run: Run, home: Path) -> None:
    """M11: one file with everything in it, with which every command works."""
    ran = run("backup", "copy.db", "--json")

    copy = home / "copy.db"
    assert {"file": str(copy), "bytes": copy.stat().st_size} == ran.document
    assert ["copy.db", "exams.db"] == sorted(file.name for file in home.iterdir())
    assert run("show", exam, "--json").out == run("--db", "copy.db", "show", exam, "--json").out
    assert 0 == run("--db", "copy.db", "next", exam).code


def test_only_its_owner_may_read_it(exam: str, run: Run, home: Path) -> None:
    """M5: the keys are in it; the mode of the database does not matter."""
    assert exam
    (home / "exams.db").chmod(0o644)

    run("backup", "copy.db")

    assert 0o600 == (home / "copy.db").stat().st_mode & 0o777


def test_a_live_store_is_copied_at_one_moment(exam: str, home: Path, spawn: Spawn) -> None:
    """M11: two rows that are always written together agree in every copy."""
    path = home / "exams.db"
    ended = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(path, timeout=60)) as writer:
            for count in range(1_000_000):
                with writer:
                    writer.execute("UPDATE practice_sessions SET position = ?", (count,))
                    writer.execute("UPDATE questions SET rests_on = ?", (count,))
                if ended.is_set():
                    return

    writing = threading.Thread(target=write)
    writing.start()
    try:
        codes = [spawn("backup", f"copy-{n}.db").wait() for n in range(4)]
    finally:
        ended.set()
        writing.join()

    assert [0] * 4 == codes
    for copy in home.glob("copy-*.db"):
        with closing(sqlite3.connect(copy)) as database:
            query = "SELECT position FROM practice_sessions UNION SELECT rests_on FROM questions"
            assert 1 == len(database.execute(query).fetchall())
            assert [("ok",)] == database.execute("PRAGMA integrity_check").fetchall()
        with Store.open(copy, Clock()) as store:
            assert 2 == len(store.questions(exam))


def test_a_file_that_is_there_is_replaced_only_by_force(exam: str, run: Run, home: Path) -> None:
    """M11: yesterday's copy is not lost to a slip."""
    assert exam
    (home / "copy.db").write_text("yesterday")

    refused = run("backup", "copy.db")
    kept = (home / "copy.db").read_text()
    forced = run("backup", "copy.db", "--force")

    assert (2, "yesterday") == (refused.code, kept)
    assert "hint: `--force` replaces it" in refused.err
    assert 0 == forced.code
    assert 0 == run("--db", "copy.db", "list").code


def test_a_link_is_followed(exam: str, run: Run, home: Path) -> None:
    """S4: the copy goes where the link leads; the link stays."""
    assert exam
    (home / "disk").mkdir()
    (home / "copy.db").symlink_to(home / "disk" / "copy.db")

    assert 0 == run("backup", "copy.db").code
    assert (home / "copy.db").is_symlink()
    assert (home / "disk" / "copy.db").stat().st_size


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        ("exams.db", "is a database in use"),
        ("link.db", "is a database in use"),
        ("other.db", "is a database in use"),
        ("-", "is not written to stdout"),
        ("folder", "is not a file"),
        ("pipe", "is not a file"),
        ("/dev/null", "is not a file"),
        ("nowhere/copy.db", "no such file or directory"),
    ],
)
def test_what_must_not_be_overwritten_is_refused(
    exam: str, run: Run, home: Path, target: str, complaint: str
) -> None:
    """M11, S4: the database itself, one with a log beside it, stdout, what is no file."""
    assert exam
    (home / "folder").mkdir()
    (home / "link.db").symlink_to(home / "exams.db")
    (home / "other.db-wal").touch()
    os.mkfifo(home / "pipe")
    before = sorted(home.iterdir()), (home / "exams.db").read_bytes()

    ran = run("backup", target, "--force")

    assert 2 == ran.code
    assert complaint in ran.err
    assert before == (sorted(home.iterdir()), (home / "exams.db").read_bytes())


def test_without_a_database_there_is_nothing_to_copy(run: Run, home: Path) -> None:
    """M11: an empty copy would pass for a good one."""
    ran = run("backup", "copy.db", "--json")

    assert (6, "STORE_MISSING") == (ran.code, ran.document["error"]["code"])
    assert [] == list(home.iterdir())
