"""What somebody else has put into the database: damage is said in one line, and hurts nobody."""

import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Run
from examcli.clock import Clock
from examcli.errors import StoreError
from examcli.sessions.stored import load
from examcli.store import Store

EXAM = "exam-0a1b2c3d"
FIRST = Path(__file__).with_name("0.1.0.sql").read_text(encoding="utf-8")
PUT = {
    "plan": "UPDATE exam_sessions SET plan = ?",
    "material": "UPDATE exam_sessions SET material = ?",
    "status": "UPDATE exam_sessions SET status = ?",
    "total": "UPDATE exam_sessions SET total_questions = ?",
    "choices": "UPDATE questions SET choices = ?",
    "key": "UPDATE questions SET key_index = ?",
    "figure": "UPDATE questions SET figure = ?",
    "difficulty": "UPDATE questions SET difficulty = ?",
    "verdict": "UPDATE verifications SET verdict = ?",
    "solutions": "UPDATE verifications SET solutions = ?",
    "blueprint": "UPDATE blueprints SET document = ?",
    "text": "UPDATE materials SET document = ?",
}
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=9,
)


@pytest.fixture
def path(home: Path) -> Path:
    """A database with an exam of one question that has a figure, a verdict and a material."""
    path = home / "exams.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(FIRST)
    Store.open(path, Clock()).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO verifications (session_id, position, verdict, model, solutions) "
            "VALUES (?, 1, 'agreed', 'm', ?)",
            (EXAM, '[{"choice": 0, "also": []}]'),
        )
        text = '{"names": ["notes.md"], "passages": ["نصّ"]}'
        database.execute("INSERT INTO materials VALUES ('d', ?)", (text,))
        database.execute("UPDATE exam_sessions SET material = 'd'")
        database.execute("UPDATE questions SET rests_on = 1")
        figure = '{"kind": "circle", "values": [3], "labels": ["r"]}'
        database.execute("UPDATE questions SET figure = ? WHERE session_id = ?", (figure, EXAM))
    return path


def put(path: Path, place: str, value: object) -> None:
    """Overwrite one place of every row of its table."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(PUT[place], (value,))


def test_undamaged_it_can_be_read(path: Path, run: Run) -> None:
    """The tests below begin from a good database."""
    assert path.exists()
    ran = run("show", EXAM, "--with-answers")

    assert (0, "") == (ran.code, ran.err)


@pytest.mark.parametrize("place", PUT, ids="M1-{}".format)
@pytest.mark.parametrize(
    "value",
    ["{", '{"a": 1}', "[1, [2]]", "null", '"x"', "9" * 5000, "[" * 100_000, "", b"\xff", -1],
    ids=["cut", "object", "list", "null", "text", "digits", "depth", "empty", "bytes", "number"],
)
def test_damage_is_one_line(path: Path, run: Run, place: str, value: object) -> None:
    """M1: exit 6 and the name of the file, whatever is wrong; what needs not be read may pass."""
    put(path, place, value)

    for command in (["show", EXAM, "--with-answers"], ["export", EXAM], ["list", "--json"]):
        ran = run(*command)

        assert ran.code in {0, 6}, ran.err
        if ran.code == 6:
            assert f"the database `{path}` is damaged\nhint: restore a backup" in ran.err


@pytest.mark.parametrize(
    ("place", "value"),
    [*((place, "{") for place in PUT), ("plan", '{"slots": [], "batches": []}'), ("key", 4)],
)
@pytest.mark.parametrize("command", [["show", EXAM], ["export", EXAM, "--with-answers"]], ids=str)
def test_damage_is_found(
    path: Path, run: Run, place: str, value: object, command: Sequence[str]
) -> None:
    """M1: nothing that was damaged is shown as if it were whole."""
    put(path, place, value)

    assert 6 == run(*command).code


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*PUT]), ANY_JSON)
def test_any_stored_json_is_read_or_refused(path: Path, place: str, document: object) -> None:
    """M1: there is no value at which reading fails in another way."""
    copy = path.with_name("copy.db")
    shutil.copyfile(path, copy)
    put(copy, place, json.dumps(document))

    with Store.open(copy, Clock()) as store, suppress(StoreError):
        load(store, EXAM)
        store.blueprint(store.session(EXAM).blueprint)
