"""Sessions as they are stored, exams in one table and practice in another."""

import json
from collections.abc import Mapping
from dataclasses import fields

from examcli.clock import Clock
from examcli.errors import SessionNotFound
from examcli.store.connection import Connection, timestamp
from examcli.store.ids import SessionKind, kind_of
from examcli.store.records import (
    Row,
    SessionFacts,
    SessionRecord,
    SessionSummary,
    session_of,
    summary_of,
)

TABLES: dict[SessionKind, str] = {"exam": "exam_sessions", "practice": "practice_sessions"}
"""What `{sessions}` is in a statement."""

SESSION = """
SELECT s.*, :kind AS kind, m.document AS material_document
FROM {sessions} s LEFT JOIN materials m ON m.digest = s.material
WHERE s.id = :id
"""
POSITION = "SELECT position FROM {sessions} WHERE id = :id"
SUMMARIES = """
SELECT 'exam' AS kind, id, status, total_questions, total_batches, generated_batches,
    generation_in_progress, position, elapsed_seconds, seed, blueprint, model, provider,
    created_at, updated_at, allow_repeats, track,
    NULL AS section, NULL AS topic, NULL AS difficulty, NULL AS batch_size
FROM exam_sessions
UNION ALL
SELECT 'practice', id, status, total_questions, total_batches, generated_batches,
    generation_in_progress, position, elapsed_seconds, seed, blueprint, model, provider,
    created_at, updated_at, allow_repeats, NULL,
    section, topic, difficulty, batch_size
FROM practice_sessions
"""
MOVE_TO = """
UPDATE {sessions}
SET position = :position, elapsed_seconds = elapsed_seconds + :seconds, updated_at = :now
WHERE id = :id
"""
SET_STATUS = "UPDATE {sessions} SET status = :status, updated_at = :now WHERE id = :id"
ALLOW_REPEATS = "UPDATE {sessions} SET allow_repeats = 1, updated_at = :now WHERE id = :id"
OWN_COLUMNS: dict[SessionKind, tuple[str, ...]] = {
    "exam": ("track",),
    "practice": ("section", "topic", "difficulty", "batch_size"),
}
COLUMNS = [
    field.name
    for field in fields(SessionFacts)
    if field.name not in ("kind", *OWN_COLUMNS["exam"], *OWN_COLUMNS["practice"])
]


class SessionRows:
    """The two tables of sessions."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def record(self, session_id: str) -> SessionRecord:
        """The session of this id."""
        row = self.find(SESSION, session_id)
        with self._connection.intact():
            return session_of(row)

    def position(self, session_id: str) -> int:
        """The question that the student is at."""
        row = self.find(POSITION, session_id)
        with self._connection.intact():
            return int(row["position"])

    def summaries(self) -> tuple[list[SessionSummary], list[str]]:
        """All sessions that can be read, and the ids of the others."""
        found: list[SessionSummary] = []
        damaged: list[str] = []
        for row in self._connection.rows(SUMMARIES, {}):
            try:
                found.append(summary_of(row))
            except ValueError:
                damaged.append(str(row["id"]))
        return found, damaged

    def move_to(self, session_id: str, position: int, seconds: float) -> None:
        """Store where the student is, and add the seconds."""
        self.require(MOVE_TO, session_id, {"position": position, "seconds": seconds})

    def set_status(self, session_id: str, status: str) -> None:
        """Store whether the session is over."""
        self.require(SET_STATUS, session_id, {"status": status})

    def allow_repeats(self, session_id: str) -> None:
        """Store that questions of others may come again."""
        self.require(ALLOW_REPEATS, session_id, {})

    def find(self, query: str, session_id: str, values: Mapping[str, object] | None = None) -> Row:
        """The one row that a query finds for a session.

        Raises:
            SessionNotFound: it finds none.
        """
        statement, named = about(query, session_id)
        rows = self._connection.rows(statement, {**(values or {}), **named})
        if not rows:
            raise not_found(session_id)
        return rows[0]

    def change(self, change: str, session_id: str, values: Mapping[str, object]) -> int:
        """Change a session as a statement says, at `:now`; how many rows it met."""
        statement, named = about(change, session_id)
        now = timestamp(self._clock.now())
        return self._connection.change(statement, {**values, **named, "now": now})

    def require(self, change: str, session_id: str, values: Mapping[str, object]) -> None:
        """Change a session that must be there: no change must not pass for a success.

        Raises:
            SessionNotFound: it is not.
        """
        if not self.change(change, session_id, values):
            raise not_found(session_id)


def session_row(record: SessionRecord) -> dict[str, object]:
    """The columns of a new session, but for its lease."""
    names = (*COLUMNS, *OWN_COLUMNS[record.kind])
    return {name: getattr(record, name) for name in names} | {
        "plan": record.plan.as_json(),
        "total_batches": len(record.plan.batches),
        "material": record.material.digest if record.material else "",
        "generation_context": json.dumps({"generatedIds": [], "lastBatchIndex": 0}),
    }


def about(statement: str, session_id: str) -> tuple[str, dict[str, object]]:
    """A statement about one session, with its table, and the values that name the session.

    The id tells the kind; any unknown id is looked up among exams.

    Raises:
        SessionNotFound: no session can have this id.
    """
    if not session_id.isascii():
        raise not_found(session_id)
    kind = kind_of(session_id)
    return statement.format(sessions=TABLES[kind]), {"id": session_id, "kind": kind}


def not_found(session_id: str) -> SessionNotFound:
    """The error that names an id which no session has."""
    shown = session_id.encode(errors="replace").decode()
    return SessionNotFound(f"there is no session `{shown}`")
