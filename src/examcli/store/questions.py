"""Questions as they are stored, with their passages and verdicts; and which are used already."""

import json
from dataclasses import asdict
from datetime import datetime

from examcli.clock import Clock
from examcli.exam.question import Question, Repeated
from examcli.exam.verification import Verification
from examcli.store.connection import Connection, timestamp
from examcli.store.records import question_of, question_row
from examcli.store.sessions import SessionRows

POOL = """
WITH session AS (
    SELECT s.id, s.allow_repeats, b.name || '/' || json_extract(b.document, '$.language') AS pool
    FROM {sessions} s LEFT JOIN blueprints b ON b.digest = s.blueprint
    WHERE s.id = :id
)
SELECT pool, allow_repeats, EXISTS (
    SELECT 1 FROM questions q
    WHERE q.pool = session.pool AND q.fingerprint = :fingerprint AND q.session_id <> session.id
) AS is_used
FROM session
"""
QUESTIONS = """
SELECT q.*, p.text AS passage_text, v.verdict, v.model AS solver, v.solutions
FROM questions q
LEFT JOIN passages p ON p.session_id = q.session_id AND p.id = q.passage_id
LEFT JOIN verifications v
    ON v.session_id = q.session_id AND v.position = q.position AND v.discarded IS NULL
WHERE q.session_id = :session AND q.position = ifnull(:position, q.position)
ORDER BY q.position
"""
POSITIONS = "SELECT position FROM questions WHERE session_id = :session"
EXPLAIN = """
UPDATE questions SET explanation = :explanation
WHERE session_id = :session AND position = :position
"""
DISCARD = """
DELETE FROM questions
WHERE session_id = :session AND position = :position AND NOT EXISTS (
    SELECT 1 FROM attempts a WHERE a.session_id = :session AND a.position = :position
)
"""
KEEP_DISCARDED = """
UPDATE verifications SET discarded = :question
WHERE session_id = :session AND position = :position AND discarded IS NULL
"""
DROP_UNUSED_PASSAGES = """
DELETE FROM passages
WHERE session_id = :session AND id NOT IN (
    SELECT passage_id FROM questions WHERE session_id = :session AND passage_id IS NOT NULL
)
"""
DISCARDED = """
SELECT count(*) AS discarded FROM verifications
WHERE session_id = :session AND discarded IS NOT NULL
"""
AUTHORS = "SELECT DISTINCT provider FROM questions WHERE session_id = :session"
STORED_AT = "SELECT created_at FROM questions WHERE session_id = :session ORDER BY created_at"
IS_USED_ELSEWHERE = """
SELECT 1 FROM questions
WHERE pool = :pool AND fingerprint = :fingerprint AND session_id <> :session
LIMIT 1
"""
USED_ELSEWHERE = """
SELECT stem, choices, key_index FROM questions
WHERE pool = :pool AND topic = :topic AND subtopic = :subtopic
    AND session_id <> :session AND passage_id IS NULL
ORDER BY created_at DESC
LIMIT :most
"""
PASSAGES_ELSEWHERE = """
SELECT p.text
FROM (
    SELECT session_id, passage_id, created_at FROM questions
    WHERE pool = :pool AND passage_id IS NOT NULL AND session_id <> :session
    ORDER BY created_at DESC
    LIMIT :most * :set
) q JOIN passages p ON p.session_id = q.session_id AND p.id = q.passage_id
GROUP BY p.session_id, p.id
ORDER BY min(q.created_at) DESC
LIMIT :most
"""
LARGEST_SET = 10
"""Questions on one passage at most: a batch."""


class QuestionRows:
    """The tables of questions, passages and verdicts."""

    def __init__(self, connection: Connection, sessions: SessionRows, clock: Clock) -> None:
        self._connection = connection
        self._sessions = sessions
        self._clock = clock

    def add(self, session_id: str, question: Question, provider: str, model: str) -> None:
        """Store a question and its passage; of two processes at once, one wins.

        Raises:
            Repeated: its pool has it already, and the session may not repeat it.
        """
        row = {"session_id": session_id, **question_row(question)}
        origin = {"provider": provider, "model": model, "created_at": self._now()}
        with self._connection.writing():
            pool = self._pool_that_takes(session_id, question)
            if question.passage:
                passage = {"session_id": session_id, **asdict(question.passage)}
                self._connection.insert_once("passages", passage)
            self._connection.insert("questions", {**row, **origin, "pool": pool})

    def explain(self, session_id: str, position: int, explanation: str) -> None:
        """Complete a question."""
        place = {"session": session_id, "position": position}
        self._connection.change(EXPLAIN, {**place, "explanation": explanation})

    def verify(self, session_id: str, position: int, verification: Verification) -> None:
        """Store the verdict on a key."""
        row = {
            "session_id": session_id,
            "position": position,
            "verdict": verification.verdict.value,
            "model": verification.model,
            "solutions": json.dumps([asdict(each) for each in verification.solutions]),
            "verified_at": self._now(),
        }
        self._connection.insert("verifications", row)

    def discard(self, session_id: str, question: Question) -> bool:
        """Take a question back, unless it was answered; its verdict keeps a copy."""
        place = {"session": session_id, "position": question.position}
        kept = {"stem": question.stem, "choices": question.choices, "key": question.key}
        with self._connection.writing():
            if not self._connection.change(DISCARD, place):
                return False
            copy = json.dumps(kept, ensure_ascii=False)
            self._connection.change(KEEP_DISCARDED, {**place, "question": copy})
            self._connection.change(DROP_UNUSED_PASSAGES, {"session": session_id})
        return True

    def discarded(self, session_id: str) -> int:
        """How many were taken back."""
        return int(self._connection.rows(DISCARDED, {"session": session_id})[0]["discarded"])

    def of(self, session_id: str) -> list[Question]:
        """All questions of a session, by position."""
        return self._found(session_id, None)

    def at(self, session_id: str, position: int) -> Question | None:
        """The question at a position."""
        return next(iter(self._found(session_id, position)), None)

    def positions(self, session_id: str) -> set[int]:
        """Where a session has a question."""
        rows = self._connection.rows(POSITIONS, {"session": session_id})
        return {row["position"] for row in rows}

    def authors(self, session_id: str) -> set[str]:
        """The providers that wrote them."""
        rows = self._connection.rows(AUTHORS, {"session": session_id})
        return {row["provider"] for row in rows}

    def stored_at(self, session_id: str) -> list[datetime]:
        """When each was committed, the earliest first."""
        rows = self._connection.rows(STORED_AT, {"session": session_id})
        with self._connection.intact():
            return [datetime.fromisoformat(row["created_at"]) for row in rows]

    def is_used_elsewhere(self, session_id: str, pool: str, fingerprint: str) -> bool:
        """Whether another session of the pool has this content."""
        values = {"session": session_id, "pool": pool, "fingerprint": fingerprint}
        return bool(self._connection.rows(IS_USED_ELSEWHERE, values))

    def used_elsewhere(
        self, session_id: str, pool: str, topic: str, subtopic: str, most: int
    ) -> list[tuple[str, str]]:
        """Stem and key of so many of the latest of a subtopic elsewhere, the latest last."""
        about = {"topic": topic, "subtopic": subtopic, "most": most}
        values = {"session": session_id, "pool": pool, **about}
        rows = self._connection.rows(USED_ELSEWHERE, values)[::-1]
        with self._connection.intact():
            return [(row["stem"], json.loads(row["choices"])[row["key_index"]]) for row in rows]

    def passages_elsewhere(self, session_id: str, pool: str, most: int) -> list[str]:
        """So many of the latest passages of other sessions, the latest last."""
        values = {"session": session_id, "pool": pool, "most": most, "set": LARGEST_SET}
        return [row["text"] for row in self._connection.rows(PASSAGES_ELSEWHERE, values)[::-1]]

    def _found(self, session_id: str, position: int | None) -> list[Question]:
        values = {"session": session_id, "position": position}
        rows = self._connection.rows(QUESTIONS, values)
        with self._connection.intact():
            return [question_of(row) for row in rows]

    def _pool_that_takes(self, session_id: str, question: Question) -> str:
        values = {"fingerprint": question.fingerprint}
        found = self._sessions.find(POOL, session_id, values)
        if found["is_used"] and not found["allow_repeats"]:
            raise Repeated(question.stem)
        with self._connection.intact():
            if not isinstance(found["pool"], str):
                raise TypeError("a blueprint without a language")
        return str(found["pool"])

    def _now(self) -> str:
        return timestamp(self._clock.now())
