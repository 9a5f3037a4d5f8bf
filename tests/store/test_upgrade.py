"""Databases of earlier versions: brought up to date with all that was in them, or not at all.

`store-0.1.0.sql` is frozen: it is what examcli 0.1.0 wrote, with rows in every table.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from conftest import Run
from examcli.clock import Clock
from examcli.errors import StoreError, StoreForeign
from examcli.store import Attempt, Store
from examcli.store.migrations import MIGRATIONS

FIRST = Path(__file__).with_name("0.1.0.sql").read_text(encoding="utf-8")
EXAM, PRACTICE = "exam-0a1b2c3d", "practice-d526e53d"
ADDED: dict[str, dict[str, object]] = {
    "questions": {"pool": "gat/ar", "figure": None, "rests_on": 0},
    "exam_sessions": {"allow_repeats": 0, "material": ""},
    "practice_sessions": {"allow_repeats": 0, "material": ""},
    "requests": {"most_cost_usd": None, "message_batch": ""},
}


@pytest.fixture
def old(home: Path) -> Path:
    """A database as examcli 0.1.0 left it."""
    path = home / "exams.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(FIRST)
    return path


def tables(path: Path) -> dict[str, list[dict[str, object]]]:
    """All rows of all tables but the list of steps."""
    with closing(Database(path)) as database:
        names = [name for name in database.table_names() if not name.startswith("_")]
        return {name: list(database.table(name).rows) for name in names}


def test_every_row_is_kept_and_completed(old: Path) -> None:
    """m002 to now: what was there is unchanged; what is new has the value that is right for it."""
    before = tables(old)

    Store.open(old, Clock()).close()

    after = tables(old)
    for name, kept in before.items():
        assert kept, name
        expected = [row | ADDED.get(name, {}) for row in kept]
        assert expected == [{column: row[column] for column in expected[0]} for row in after[name]]


def test_an_old_file_gets_the_schema_of_a_new_one(old: Path, home: Path) -> None:
    """Columns and indexes are those of a database that is made today."""
    Store.open(old, Clock()).close()
    Store.open(home / "new.db", Clock()).close()

    def shape(path: Path) -> dict[str, object]:
        with closing(Database(path)) as database:
            return {
                table.name: (table.columns_dict, table.pks, {index.name for index in table.indexes})
                for table in database.tables
            }

    assert shape(home / "new.db") == shape(old)


def test_what_was_stored_can_be_shown_and_gone_on_with(old: Path, run: Run) -> None:
    """A session of 0.1.0 is a session: its questions, its answers, its blueprint, its requests."""
    with Store.open(old, Clock()) as store:
        assert [1, 2, 3] == [question.position for question in store.questions(PRACTICE)]
        assert {1: Attempt(1, 3, True, 12.5)} == store.attempts(PRACTICE)
        assert "نصّ للقراءة" == getattr(store.questions(EXAM)[0].passage, "text", "")
        fingerprint = store.questions(EXAM)[0].fingerprint
        pool = store.blueprint(store.session(EXAM).blueprint).pool
        assert store.is_used_elsewhere(PRACTICE, pool, fingerprint)

    assert 0 == run("show", EXAM, "--with-answers").code
    assert 0 == run("export", PRACTICE, "--format", "html").code
    assert 4 == run("usage", "--json").document["total"]["requests"]
    assert 0 == run("resume", PRACTICE, "--complete").code


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        ("CREATE TABLE materials (x)", StoreError),
        ("DELETE FROM blueprints", StoreForeign),
        ("UPDATE blueprints SET document = '{'", StoreForeign),
    ],
    ids=["m005", "no-blueprint", "damaged-blueprint"],
)
def test_a_step_that_fails_leaves_the_file_as_it_was(
    old: Path, harm: str, error: type[StoreError]
) -> None:
    """m002: the steps before it are taken back too; not a byte has changed."""
    with closing(sqlite3.connect(old)) as database, database:
        database.execute(harm)
    before = old.read_bytes(), tables(old)

    with pytest.raises(error):
        Store.open(old, Clock())

    assert before == (old.read_bytes(), tables(old))
    with closing(Database(old)) as again:
        assert ["m001_initial"] == [step.name for step in MIGRATIONS.applied(again)]
