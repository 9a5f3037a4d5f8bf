"""Everything that is kept: sessions, questions, requests, in one SQLite file.

A question is committed the moment it is accepted, on its own, so that no crash can lose one that
was paid for. Only the holder of a session's lease may add to it: the lease has an owner and an
expiry, is taken in one transaction, and is checked again in every one that writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from examcli.clock import Clock
from examcli.exam.blueprint import Blueprint
from examcli.exam.question import Question
from examcli.exam.verification import Verification
from examcli.store.accounts import Accounts, Grouping
from examcli.store.attempts import AttemptRows
from examcli.store.batches import BatchRequest, BatchRows, MessageBatch
from examcli.store.connection import Connection
from examcli.store.documents import DocumentRows
from examcli.store.ids import SessionKind
from examcli.store.leases import LEASE_SECONDS, Leases
from examcli.store.process import Owner
from examcli.store.questions import QuestionRows
from examcli.store.records import (
    Attempt,
    EventCount,
    RequestRecord,
    SessionFacts,
    SessionRecord,
    SessionStatus,
    SessionSummary,
    TypicalRequest,
)
from examcli.store.requests import RequestRows
from examcli.store.runs import ExamState, Run, RunExam, RunRows, Spent, way_on
from examcli.store.sessions import TABLES, SessionRows, session_row

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = [
    "LEASE_SECONDS",
    "Attempt",
    "BatchRequest",
    "EventCount",
    "ExamState",
    "MessageBatch",
    "RequestRecord",
    "Run",
    "RunExam",
    "SessionFacts",
    "SessionKind",
    "SessionRecord",
    "SessionSummary",
    "Spent",
    "Store",
    "TypicalRequest",
    "way_on",
]


class Store:
    """The database of one file; see the module docstring.

    `runs` are the runs of many exams, `batches` the Message Batches. Every method may raise one of
    the `StoreError`s; none lets an SQLite error through.
    """

    def __init__(self, database: "Database", path: Path, clock: Clock, owner: str) -> None:
        self._db = database
        self._connection = Connection(database, path)
        self._documents = DocumentRows(self._connection)
        self._sessions = SessionRows(self._connection, clock)
        self._leases = Leases(self._connection, self._sessions, clock, owner)
        self._questions = QuestionRows(self._connection, self._sessions, clock)
        self._attempts = AttemptRows(self._connection, clock)
        self._requests = RequestRows(self._connection, clock)
        self.batches = BatchRows(self._connection, clock)
        self.runs = RunRows(self._connection, self._documents)

    @classmethod
    def open(cls, path: Path, clock: Clock) -> Self:
        """Open the file, create it if it is not there, and bring its schema up to date.

        Raises:
            StoreForeign: it is not an examcli database.
            StoreNewer: a newer examcli wrote it.
            StoreReadOnly: it cannot be created or written.
        """
        from examcli.store.file import opened

        return cls(opened(path), path, clock, str(Owner.here()))

    @classmethod
    def reading(cls, path: Path, clock: Clock) -> Self:
        """Open a file that is there, to read it; it may be where nothing can be written.

        Raises:
            StoreMissing: it is not there.
            StoreForeign: it is not an examcli database.
            StoreNewer: a newer examcli wrote it.
            StoreReadOnly: it cannot even be read.
        """
        from examcli.store.reading import opened_to_read

        return cls(opened_to_read(path), path, clock, str(Owner.here()))

    @classmethod
    def empty(cls, path: Path, clock: Clock) -> Self:
        """What a file has in it before anything is stored; none is made."""
        from examcli.store.file import empty

        return cls(empty(), path, clock, str(Owner.here()))

    def copy_to(self, target: Path) -> None:
        """Put a copy of everything at `target`, as it is at one moment, whole or not at all.

        Raises:
            OSError: no file can be made there.
        """
        from examcli.store.backup import copied

        copied(self._db, target)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def create(self, record: SessionRecord, blueprint: Blueprint, question: Question) -> None:
        """Store a new session with its first question, or neither; this process gets the lease.

        Raises:
            Repeated: another session has this question, and it may not come again.
        """
        row = session_row(record) | self._leases.columns()
        with self._connection.writing():
            self._documents.add_blueprint(blueprint)
            if record.material:
                self._documents.add_material(record.material)
            self._connection.insert(TABLES[record.kind], row)
            self._questions.add(record.id, question, record.provider, record.model)

    def create_empty(self, record: SessionRecord, blueprint: Blueprint) -> None:
        """Store a session that has no question yet, unless it is there; nobody has its lease."""
        with self._connection.writing():
            self._documents.add_blueprint(blueprint)
            if record.material:
                self._documents.add_material(record.material)
            self._connection.insert_once(TABLES[record.kind], session_row(record))

    def session(self, session_id: str) -> SessionRecord:
        """The session of this id.

        Raises:
            SessionNotFound: there is none.
        """
        return self._sessions.record(session_id)

    def position(self, session_id: str) -> int:
        """The question that the student of a session is at, from 1.

        Raises:
            SessionNotFound: there is no such session.
        """
        return self._sessions.position(session_id)

    def sessions(self) -> list[SessionSummary]:
        """All sessions, the one worked on last first.

        Raises:
            StoreForeign: one of them is damaged.
        """
        found, damaged = self.listed_sessions()
        with self._connection.intact():
            if damaged:
                raise ValueError(damaged[0])
        return found

    def listed_sessions(self) -> tuple[list[SessionSummary], list[str]]:
        """The sessions that can be read, as above, and the ids of those that are damaged."""
        found, damaged = self._sessions.summaries()
        return sorted(found, key=lambda session: session.updated_at, reverse=True), damaged

    def blueprint(self, digest: str) -> Blueprint:
        """The blueprint a session was planned from, as it was then."""
        return self._documents.blueprint(digest)

    def titles(self) -> dict[str, str]:
        """Titles of blueprints by digest, as far as they can be read."""
        return self._documents.titles()

    def move_to(self, session_id: str, position: int, seconds: float) -> None:
        """Store where the student is, and add the time spent since the last call."""
        self._sessions.move_to(session_id, position, seconds)

    def set_status(self, session_id: str, status: SessionStatus) -> None:
        """Mark a session as in_progress or completed."""
        self._sessions.set_status(session_id, status)

    def take_lease(self, session_id: str) -> bool:
        """Become the one process that generates for this session; False when another one is.

        That of a process that is gone is taken over.
        """
        return self._leases.take(session_id)

    def lease_holder(self, session_id: str) -> str:
        """Who generates for a session, in words for a person."""
        return self._leases.holder(session_id)

    def renew_lease(self, session_id: str) -> bool:
        """Keep the lease for another `LEASE_SECONDS`; False when it was lost."""
        return self._leases.renew(session_id)

    def release_lease(self, session_id: str) -> None:
        """Let others generate for this session again."""
        self._leases.release(session_id)

    def add_question(self, session_id: str, question: Question, provider: str, model: str) -> None:
        """Commit one accepted question, and who wrote it.

        Raises:
            GenerationInProgress: the lease was lost to another process meanwhile.
            Repeated: another session has this question, and it may not come again.
        """
        with self._under_lease(session_id):
            self._questions.add(session_id, question, provider, model)

    def add_explanation(self, session_id: str, position: int, explanation: str) -> None:
        """Complete a question with the explanation that arrived after it."""
        with self._under_lease(session_id):
            self._questions.explain(session_id, position, explanation)

    def add_verification(self, session_id: str, position: int, verification: Verification) -> None:
        """Commit the verdict on the key of one question."""
        with self._under_lease(session_id):
            self._questions.verify(session_id, position, verification)

    def discard(self, session_id: str, question: Question) -> bool:
        """Take a question back, unless a student has answered it; its verdict keeps a copy."""
        with self._under_lease(session_id):
            return self._questions.discard(session_id, question)

    def discarded(self, session_id: str) -> int:
        """How many questions of a session were taken back."""
        return self._questions.discarded(session_id)

    def note_batches(self, session_id: str, generated_batches: int) -> None:
        """Record how many batches are complete, under the lease."""
        self._leases.note_batches(session_id, generated_batches)

    def questions(self, session_id: str) -> list[Question]:
        """All stored questions of a session, by position."""
        return self._questions.of(session_id)

    def question(self, session_id: str, position: int) -> Question | None:
        """The stored question at a position; None when there is none yet."""
        return self._questions.at(session_id, position)

    def positions(self, session_id: str) -> set[int]:
        """The positions at which a session has a question."""
        return self._questions.positions(session_id)

    def authors(self, session_id: str) -> set[str]:
        """The providers that wrote the questions of a session."""
        return self._questions.authors(session_id)

    def stored_at(self, session_id: str) -> list[datetime]:
        """When each question of a session was committed, the earliest first."""
        return self._questions.stored_at(session_id)

    def is_used_elsewhere(self, session_id: str, pool: str, fingerprint: str) -> bool:
        """Whether another session of the pool has a question of this content."""
        return self._questions.is_used_elsewhere(session_id, pool, fingerprint)

    def used_elsewhere(
        self, session_id: str, pool: str, topic: str, subtopic: str, most: int
    ) -> list[tuple[str, str]]:
        """Stem and key of so many of the latest of a subtopic elsewhere, the latest last."""
        return self._questions.used_elsewhere(session_id, pool, topic, subtopic, most)

    def passages_elsewhere(self, session_id: str, pool: str, most: int) -> list[str]:
        """So many of the latest passages of other sessions, the latest last."""
        return self._questions.passages_elsewhere(session_id, pool, most)

    def allow_repeats(self, session_id: str) -> None:
        """From now on questions of other sessions may come again in this one."""
        self._sessions.allow_repeats(session_id)

    def add_attempt(self, session_id: str, attempt: Attempt, next_position: int) -> None:
        """Store an answer, the time it took, and the question the student is at now."""
        with self._connection.writing():
            self._attempts.add(session_id, attempt)
            self._sessions.move_to(session_id, next_position, attempt.seconds)

    def attempts(self, session_id: str) -> dict[int, Attempt]:
        """The latest answer to each question, by position."""
        return self._attempts.latest(session_id)

    def add_request(self, request: RequestRecord) -> int:
        """Record an API call that is about to leave; the number of its entry.

        Many calls leave together, and none should leave later for it, so the disk is not waited
        for.
        """
        return self._requests.add(request)

    def end_request(self, entry: int, request: RequestRecord) -> None:
        """Complete the entry of an API call that is over."""
        self._requests.end(entry, request)

    def requests(self, session_id: str = "") -> list[RequestRecord]:
        """All recorded API calls in order, of one session or of all."""
        return self._requests.of(session_id)

    def accounts(self, grouping: Grouping, session_id: str = "") -> Accounts:
        """What the API calls of one session, or of all, used and cost."""
        return self._requests.accounts(grouping, session_id)

    def last_cached(self, prefix: str, model: str, provider: str) -> tuple[datetime, str] | None:
        """When this prefix was last written to or read from the cache, and with which TTL."""
        return self._requests.last_cached(prefix, model, provider)

    def typical_request(self, prefix: str, model: str) -> TypicalRequest | None:
        """What a request with this prefix took of a model lately; None when there was none."""
        return self._requests.typical(prefix, model)

    def add_event(self, session_id: str, provider: str, event: str, detail: str) -> None:
        """Record what happened to a provider: a retry, a switch, a retirement."""
        self._requests.add_event(session_id, provider, event, detail)

    def events(self, session_id: str = "") -> list[EventCount]:
        """What happened to providers, in one session or in all, in the order it first did."""
        return self._requests.events(session_id)

    @contextmanager
    def _under_lease(self, session_id: str) -> Iterator[None]:
        """One transaction of the process that has the lease; what it stores can be asked again."""
        with self._connection.without_waiting(), self._connection.writing():
            self._leases.require(session_id)
            yield
