"""A large store is asked no more than a small one: what is looked up is found by an index."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from examcli.clock import Clock
from examcli.store import Store
from examcli.store.questions import IS_USED_ELSEWHERE, PASSAGES_ELSEWHERE, USED_ELSEWHERE

VALUES = {
    "session": "exam-00000000",
    "pool": "gat/ar",
    "topic": "algebra",
    "subtopic": "equations",
    "fingerprint": "f",
    "most": 40,
    "set": 10,
}
STATEMENTS = {
    "is-used": (IS_USED_ELSEWHERE, "pool=? AND fingerprint=?"),
    "used": (USED_ELSEWHERE, "pool=? AND topic=? AND subtopic=?"),
    "passages": (PASSAGES_ELSEWHERE, "idx_questions_passages (pool=?)"),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_what_is_used_elsewhere_is_found_by_an_index(name: str, home: Path) -> None:
    """No statement that every request or question needs reads all questions of a pool."""
    statement, index = STATEMENTS[name]
    Store.open(home / "exams.db", Clock()).close()

    with closing(sqlite3.connect(home / "exams.db")) as database:
        rows = database.execute(f"EXPLAIN QUERY PLAN {statement}", VALUES).fetchall()

    plan = [row[3] for row in rows]
    assert any(index in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN questions")], plan
    assert name == "passages" or not [step for step in plan if "TEMP B-TREE" in step], plan
