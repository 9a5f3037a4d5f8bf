"""A database that somebody has damaged: every command that needs the part says so in one line."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Run
from examcli.clock import Clock
from examcli.errors import StoreForeign
from examcli.store import Store

Damage = Callable[[str, object], None]
DEEP = "[" * 100_000
PRACTICE = ("practice", "--topic", "vocabulary", "--size", "2", "--total", "4", "--json")


@pytest.fixture
def session(run: Run, home: Path) -> str:
    """A session about material, two questions stored, verified."""
    text = "The quick brown foxes often jumped over several sleepy dogs yesterday morning. "
    (home / "notes.md").write_text(text * 9 + "The mean is a sum divided by a number.\n\n" + text)
    made = run(*PRACTICE, "--source", "notes.md")
    return str(made.document["id"])


@pytest.fixture
def damage(home: Path) -> Damage:
    """Puts a value into every row of `table.column`."""

    def put(place: str, value: object) -> None:
        table, column = place.split(".")
        change = f"UPDATE {table} SET {column} = ?"  # noqa: S608 - names of our own
        with closing(sqlite3.connect(home / "exams.db")) as database, database:
            database.execute(change, (value,))

    return put


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param("practice_sessions.plan", "{", id="M1 half a plan"),
        pytest.param("practice_sessions.plan", DEEP, id="M1 a plan of brackets"),
        pytest.param(
            "practice_sessions.plan", '{"slots": [], "batches": []}', id="M1 an empty plan"
        ),
        pytest.param("practice_sessions.plan", b"\xff\x00", id="M1 bytes for a plan"),
        pytest.param("practice_sessions.position", "one", id="M1 a position in words"),
        pytest.param("blueprints.document", "{}", id="M1 an empty blueprint"),
        pytest.param("blueprints.document", DEEP, id="M1 a blueprint of brackets"),
        pytest.param("blueprints.digest", "other", id="M1 a blueprint that is gone"),
        pytest.param("materials.document", "[]", id="M1 material of another shape"),
        pytest.param("materials.document", '{"names": [1], "passages": []}', id="M1 no text"),
        pytest.param("materials.document", DEEP, id="M1 material of brackets"),
        pytest.param("materials.digest", "other", id="M1 material that is gone"),
        pytest.param("questions.choices", '["a"]', id="M1 a single choice"),
        pytest.param("questions.choices", DEEP, id="M1 choices of brackets"),
        pytest.param("questions.choices", 7, id="M1 a number for choices"),
        pytest.param("questions.key_index", 4, id="M1 a key beyond the choices"),
        pytest.param("questions.key_index", "A", id="M1 a letter for a key"),
        pytest.param("questions.figure", '{"kind": "dragon"}', id="M1 an impossible figure"),
        pytest.param("questions.figure", DEEP, id="M1 a figure of brackets"),
        pytest.param("questions.stem", b"\xff\x00", id="bytes for a stem"),
        pytest.param("questions.explanation", b"\x00", id="bytes for an explanation"),
        pytest.param("questions.difficulty", "impossible", id="M1 an unknown difficulty"),
    ],
)
def test_damage_is_named_in_one_line(
    place: str, value: object, session: str, damage: Damage, run: Run
) -> None:
    """Every command that needs the damaged part ends with exit 6, a hint and one document."""
    damage(place, value)
    for command in (("show", session), ("export", session), ("resume", session, "--complete")):
        ran = run(*command)
        assert (6, 2) == (ran.code, ran.err.count("\n")), ran.err
        assert "is damaged" in ran.err
    assert "STORE_FOREIGN" == run("show", session, "--json").document["error"]["code"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param("verifications.solutions", "{", id="M1 half a solution"),
        pytest.param("verifications.solutions", "[[]]", id="M1 a solution of another shape"),
        pytest.param("verifications.solutions", "7", id="M1 a number for solutions"),
        pytest.param("verifications.verdict", "sure", id="M1 an unknown verdict"),
    ],
)
def test_a_damaged_verdict_is_named(
    place: str, value: object, session: str, damage: Damage, run: Run
) -> None:
    """The same for what stands beside a question."""
    assert 0 == run("verify", session).code
    damage(place, value)
    ran = run("show", session)
    assert (6, 2) == (ran.code, ran.err.count("\n")), ran.err


def test_a_list_shows_sessions_whose_blueprint_is_gone(
    session: str, damage: Damage, run: Run
) -> None:
    """Their title is nowhere to be found; they are there all the same."""
    damage("blueprints.digest", "other")
    assert session in run("list").out
    assert [("")] == [each["title"] for each in run("list", "--json").document["sessions"]]


def test_a_list_shows_the_others_when_a_session_is_damaged(
    session: str, damage: Damage, run: Run
) -> None:
    """It is named, and nothing is left out silently."""
    damage("practice_sessions.position", "one")
    other = run("practice", "--topic", "algebra", "--json").document["id"]

    listed = run("list", "--json").document

    assert [other] == [each["id"] for each in listed["sessions"]]
    assert [session] == listed["damaged"]
    assert f"session `{session}` is damaged and not shown" in run("list").err


def test_a_list_needs_no_titles(session: str, damage: Damage, run: Run) -> None:
    """A blueprint that cannot be read has none."""
    damage("blueprints.document", DEEP)

    assert [session] == [each["id"] for each in run("list", "--json").document["sessions"]]


def test_damaged_answers_are_named(session: str, damage: Damage, home: Path) -> None:
    """They are no choices of anything."""
    with closing(sqlite3.connect(home / "exams.db")) as database, database:
        database.execute(
            "INSERT INTO attempts (session_id, position, choice_index, is_correct, seconds) "
            "VALUES (?, 1, 0, 1, 2.5)",
            (session,),
        )
    damage("attempts.choice_index", b"\xff")

    with (
        Store.open(home / "exams.db", Clock()) as store,
        pytest.raises(StoreForeign, match="is damaged"),
    ):
        store.attempts(session)


NUMBERS = (
    *("input_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens", "cache_read_tokens"),
    *("output_tokens", "cost_usd", "cost_without_cache_usd", "reported_cost_usd"),
    *("first_token_seconds", "total_seconds"),
)


@pytest.mark.parametrize("requests", [1, 2], ids=["one request", "two requests"])
def test_damaged_numbers_of_requests_are_named(
    requests: int, session: str, damage: Damage, run: Run, home: Path
) -> None:
    """Words cannot be added up, negative numbers and bytes neither: the middle of one is itself."""
    with closing(sqlite3.connect(home / "exams.db")) as database, database:
        database.execute("DELETE FROM requests WHERE id > ?", (requests,))
        whole = database.execute("SELECT * FROM requests").fetchall()
    assert requests == len(whole)

    for column in NUMBERS:
        for value in ("soon", "7 days", b"\x07", -1, 9e999):
            damage(f"requests.{column}", value)
            ran = run("usage", "--session", session)
            assert (6, 2) == (ran.code, ran.err.count("\n")), (column, value, ran.err)
        damage(f"requests.{column}", 0)
    assert 0 == run("usage").code


def test_a_damaged_document_is_not_repaired(session: str, damage: Damage, run: Run) -> None:
    """What cannot be read is left as it is, for whoever can."""
    damage("practice_sessions.plan", json.dumps({"slots": 1}))
    assert 6 == run("resume", session, "--complete").code
    assert "damaged" in run("show", session).err
