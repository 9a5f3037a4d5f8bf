"""Answers of students as they are stored."""

from dataclasses import asdict

from examcli.clock import Clock
from examcli.store.connection import Connection, timestamp
from examcli.store.records import Attempt, attempt_of

ATTEMPTS = "SELECT * FROM attempts WHERE session_id = :session ORDER BY id"


class AttemptRows:
    """The table of answers."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def add(self, session_id: str, attempt: Attempt) -> None:
        """Store an answer."""
        row = {"session_id": session_id, **asdict(attempt)}
        answered_at = timestamp(self._clock.now())
        self._connection.insert("attempts", {**row, "answered_at": answered_at})

    def latest(self, session_id: str) -> dict[int, Attempt]:
        """The latest answer to each question, by position."""
        rows = self._connection.rows(ATTEMPTS, {"session": session_id})
        with self._connection.intact():
            return {row["position"]: attempt_of(row) for row in rows}
