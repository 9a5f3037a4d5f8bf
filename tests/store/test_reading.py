"""Reading a database where nothing can be written, and where there is none."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Run, as_nobody
from examcli.clock import Clock
from examcli.errors import StoreForeign
from examcli.store import Store

READING = (["list"], ["show"], ["export"], ["usage"], ["audit"])
Laid = Callable[[Path, Path], None]


@pytest.fixture
def exam(run: Run) -> str:
    """The id of a small session in the database."""
    document = run("practice", "--topic", "algebra", "--total", "2", "--size", "2", "--json")
    return str(document.document["id"])


@pytest.fixture
def ground(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in that everybody may look into, and nobody write to once it is closed."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.chdir(folder)
        yield Path(folder)
        Path(folder).chmod(0o755)


def closed(source: Path, target: Path) -> None:
    """A file alone, as it is when nobody has it open."""
    shutil.copyfile(source, target)


def with_log(source: Path, target: Path) -> None:
    """All of it is still in the log, which came without its index."""
    copied_while_open(source, target)
    target.with_name(f"{target.name}-shm").unlink()


def copied_while_open(source: Path, target: Path) -> None:
    """File, log and index, as they are while somebody works."""
    with closing(sqlite3.connect(source)) as database, closing(sqlite3.connect(target)) as worker:
        worker.execute("PRAGMA journal_mode = WAL")
        worker.execute("PRAGMA wal_autocheckpoint = 0")
        database.backup(worker)
        for kind in ("", "-wal", "-shm"):
            file = Path(f"{target}{kind}")
            shutil.copyfile(file, Path(f"{file}.kept"))
    for kind in ("", "-wal", "-shm"):
        file = Path(f"{target}{kind}")
        Path(f"{file}.kept").replace(file)


def with_rollback_journal(source: Path, target: Path) -> None:
    """A database that another tool has taken out of WAL mode."""
    shutil.copyfile(source, target)
    with closing(sqlite3.connect(target)) as database:
        database.execute("PRAGMA journal_mode = DELETE")


def read_only(path: Path) -> None:
    """Make the files of a folder, and the folder, such that nobody can change them."""
    for file in path.parent.iterdir():
        file.chmod(0o444)
    path.parent.chmod(0o555)


def content(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
@pytest.mark.parametrize(
    "lay", [closed, with_log, copied_while_open, with_rollback_journal], ids=lambda f: f.__name__
)
def test_a_read_only_database_can_be_read(
    exam: str,
    home: Path,
    ground: Path,
    run: Run,
    lay: Laid,
    command: Sequence[str],
) -> None:
    """M11: every command that only reads says what it says elsewhere; nothing is left behind."""
    path = ground / "an exam? #1%.db"
    lay(home / "exams.db", path)
    read_only(path)
    before = content(ground)
    arguments = [*command, exam] if command[0] in {"show", "export"} else command
    expected = run(*arguments)

    with as_nobody():
        ran = run("--db", str(path), *arguments)

    assert (expected.code, expected.out) == (ran.code, ran.out), ran.err
    assert before == content(ground)


def test_a_read_only_file_can_be_read_where_others_can_be_made(
    exam: str, home: Path, ground: Path
) -> None:
    """M11: no log is put beside a file that is not ours to change."""
    path = ground / "exams.db"
    closed(home / "exams.db", path)
    read_only(path)
    ground.chmod(0o777)

    with as_nobody(), Store.reading(path, Clock()) as store:
        assert [exam] == [record.id for record in store.sessions()]
    assert [path] == list(ground.iterdir())


def test_what_is_being_written_can_be_read(exam: str, home: Path, ground: Path) -> None:
    """M11: a reader without the right to write sees each commit of the writer, log and all."""
    path = ground / "exams.db"
    closed(home / "exams.db", path)
    with Store.open(path, Clock()) as writer:
        read_only(path)
        with as_nobody(), Store.reading(path, Clock()) as reader:
            before = reader.session(exam).position
            writer.move_to(exam, 2, 1.0)
            after = reader.session(exam).position

    assert (1, 2) == (before, after)


def test_an_older_database_can_be_read_where_it_cannot_be_brought_up_to_date(ground: Path) -> None:
    """M11: it is brought up to date in memory; the file stays what it is."""
    path = ground / "exams.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(Path(__file__).with_name("0.1.0.sql").read_text(encoding="utf-8"))
    read_only(path)
    before = content(ground)

    with as_nobody(), Store.reading(path, Clock()) as store:
        assert {"exam-0a1b2c3d", "practice-d526e53d"} == {each.id for each in store.sessions()}
    assert before == content(ground)


def test_the_file_of_another_program_is_refused_there_too(ground: Path) -> None:
    """M11: SQLite, but not ours."""
    path = ground / "exams.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
    read_only(path)

    with as_nobody(), pytest.raises(StoreForeign, match="belongs to another program"):
        Store.reading(path, Clock())


def test_a_command_that_writes_says_that_it_cannot(
    exam: str, home: Path, ground: Path, run: Run
) -> None:
    """M11: before anything is generated."""
    path = ground / "exams.db"
    closed(home / "exams.db", path)
    read_only(path)

    with as_nobody():
        ran = run("--db", str(path), "resume", exam, "--complete", "--json")

    assert (6, "STORE_READ_ONLY") == (ran.code, ran.document["error"]["code"])


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_a_named_database_that_is_not_there_is_an_error(
    home: Path, run: Run, command: Sequence[str]
) -> None:
    """M11: a mistyped `--db` is said to be missing, and nothing is made."""
    session = ["exam-1"] if command[0] in {"show", "export"} else []

    ran = run("--db", "lists/exmas.db", *command, *session)

    assert 6 == ran.code
    assert "there is no database `lists/exmas.db`" in ran.err
    assert [] == list(home.iterdir())


def test_without_a_database_there_are_no_sessions(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """M11: before the first exam nothing is at the usual place, and that is no error."""
    monkeypatch.delenv("EXAM_DB")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    assert {"sessions": [], "damaged": []} == run("list", "--json").document
    assert "no requests yet" in run("usage").err
    assert "no exams yet" in run("audit").err
    assert 6 == run("show", "exam-1").code
    assert [] == list(home.iterdir())
