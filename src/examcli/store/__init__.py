"""Everything that is kept: sessions, questions, requests, in one SQLite file.

A question is committed the moment it is accepted, on its own, so that no crash can lose one that
was paid for. Only the holder of a session's lease may add to it: the lease has an owner and an
expiry, is taken in one transaction, and is checked again in every one that writes.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from examcli.clock import Clock
from examcli.errors import GenerationInProgress, SessionNotFound
from examcli.exam.blueprint import Blueprint, restored
from examcli.exam.material import Material
from examcli.exam.question import Question, Repeated
from examcli.exam.verification import Verification
from examcli.store.accounts import Accounts, Grouping
from examcli.store.backup import copied
from examcli.store.file import empty, explained, intact, opened
from examcli.store.process import Owner, Standing, described, standing
from examcli.store.reading import opened_to_read
from examcli.store.records import (
    Attempt,
    RequestRecord,
    Row,
    SessionFacts,
    SessionKind,
    SessionRecord,
    SessionStatus,
    SessionSummary,
    attempt_of,
    question_of,
    question_row,
    request_of,
    request_row,
    session_of,
    summary_of,
)
from examcli.store.sums import accounts

__all__ = [
    "LEASE_SECONDS",
    "Attempt",
    "RequestRecord",
    "SessionFacts",
    "SessionKind",
    "SessionRecord",
    "SessionSummary",
    "Store",
]

LEASE_SECONDS = 30.0
"""Three renewals: one may be late, another may meet a busy database."""
TABLES: dict[SessionKind, str] = {"exam": "exam_sessions", "practice": "practice_sessions"}


class Store:
    """The database of one file; see the module docstring.

    Every method may raise one of the `StoreError`s; none lets an SQLite error through.
    """

    def __init__(self, database: Database, path: Path, clock: Clock, owner: str) -> None:
        self._db = database
        self._path = path
        self._clock = clock
        self._owner = owner

    @classmethod
    def open(cls, path: Path, clock: Clock) -> Self:
        """Open the file, create it if it is not there, and bring its schema up to date.

        Raises:
            StoreForeign: it is not an examcli database.
            StoreNewer: a newer examcli wrote it.
            StoreReadOnly: it cannot be created or written.
        """
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
        return cls(opened_to_read(path), path, clock, str(Owner.here()))

    @classmethod
    def empty(cls, path: Path, clock: Clock) -> Self:
        """What a file has in it before anything is stored; none is made."""
        return cls(empty(), path, clock, str(Owner.here()))

    def copy_to(self, target: Path) -> None:
        """Put a copy of everything at `target`, as it is at one moment, whole or not at all.

        Raises:
            OSError: no file can be made there.
        """
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
        with self._writing():
            self._insert_session(record, blueprint)
            self._insert_question(record.id, question, record.provider, record.model)

    def session(self, session_id: str) -> SessionRecord:
        """The session of this id.

        Raises:
            SessionNotFound: there is none.
        """
        row = self._session_row(session_id)
        with intact(self._path):
            return session_of(row, self._material(row["material"]))

    def sessions(self) -> list[SessionSummary]:
        """All sessions, the one worked on last first.

        Raises:
            StoreForeign: one of them is damaged.
        """
        found, damaged = self.listed_sessions()
        with intact(self._path):
            if damaged:
                raise ValueError(damaged[0])
        return found

    def listed_sessions(self) -> tuple[list[SessionSummary], list[str]]:
        """The sessions that can be read, as above, and the ids of those that are damaged."""
        found: list[SessionSummary] = []
        damaged: list[str] = []
        for row in (row for kind in TABLES for row in self._summary_rows(kind)):
            try:
                found.append(summary_of(row))
            except ValueError:
                damaged.append(str(row["id"]))
        return sorted(found, key=lambda session: session.updated_at, reverse=True), damaged

    def blueprint(self, digest: str) -> Blueprint:
        """The blueprint a session was planned from, as it was then."""
        rows = self._rows("SELECT document FROM blueprints WHERE digest = ?", digest)
        with intact(self._path):
            return restored(rows[0]["document"])

    def titles(self) -> dict[str, str]:
        """Titles of blueprints by digest, as far as they can be read."""
        query = (
            "SELECT digest, json_extract(document, '$.title') AS title "
            "FROM (SELECT * FROM blueprints WHERE json_valid(document))"
        )
        return {row["digest"]: row["title"] or "" for row in self._rows(query)}

    def move_to(self, session_id: str, position: int, seconds: float) -> None:
        """Store where the student is, and add the time spent since the last call."""
        changed = self._update(
            session_id,
            "position = :position, elapsed_seconds = elapsed_seconds + :seconds",
            position=position,
            seconds=seconds,
        )
        _require_session(session_id, changed)

    def set_status(self, session_id: str, status: SessionStatus) -> None:
        """Mark a session as in_progress, completed or abandoned."""
        _require_session(session_id, self._update(session_id, "status = :status", status=status))

    def take_lease(self, session_id: str) -> bool:
        """Become the one process that generates for this session; False when another one is.

        That of a process that is gone is taken over.
        """
        with self._writing():
            if self._is_leased(self._session_row(session_id)):
                return False
            self._update(
                session_id,
                "generation_in_progress = 1, lease_owner = :me, lease_expires_at = :expiry",
                me=self._owner,
                expiry=self._lease_expiry(),
            )
        return True

    def lease_holder(self, session_id: str) -> str:
        """Who generates for a session, in words for a person."""
        return described(self._session_row(session_id)["lease_owner"] or "")

    def renew_lease(self, session_id: str) -> bool:
        """Keep the lease for another `LEASE_SECONDS`; False when it was lost."""
        return self._change_lease(session_id, "lease_expires_at = :expiry") == 1

    def release_lease(self, session_id: str) -> None:
        """Let others generate for this session again."""
        self._change_lease(session_id, "generation_in_progress = 0, lease_owner = NULL")

    def add_question(self, session_id: str, question: Question, provider: str, model: str) -> None:
        """Commit one accepted question, and who wrote it.

        Raises:
            GenerationInProgress: the lease was lost to another process meanwhile.
            Repeated: another session has this question, and it may not come again.
        """
        with self._writing():
            self._require_lease(session_id)
            self._insert_question(session_id, question, provider, model)

    def add_explanation(self, session_id: str, position: int, explanation: str) -> None:
        """Complete a question with the explanation that arrived after it."""
        with self._writing():
            self._require_lease(session_id)
            self._db.execute(
                "UPDATE questions SET explanation = ? WHERE session_id = ? AND position = ?",
                (explanation, session_id, position),
            )

    def add_verification(self, session_id: str, position: int, verification: Verification) -> None:
        """Commit the verdict on the key of one question."""
        with self._writing():
            self._require_lease(session_id)
            self._db.table("verifications").insert(
                {
                    "session_id": session_id,
                    "position": position,
                    "verdict": verification.verdict.value,
                    "model": verification.model,
                    "solutions": json.dumps([asdict(each) for each in verification.solutions]),
                    "verified_at": self._now(),
                }
            )

    def discard(self, session_id: str, question: Question) -> bool:
        """Take a question back, unless a student has answered it; its verdict keeps a copy."""
        with self._writing():
            self._require_lease(session_id)
            place = {"session": session_id, "position": question.position}
            deleted = self._db.execute(
                "DELETE FROM questions WHERE session_id = :session AND position = :position "
                "AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.session_id = :session "
                "AND a.position = :position)",
                place,
            )
            if not deleted.rowcount:
                return False
            kept = {"stem": question.stem, "choices": question.choices, "key": question.key}
            self._db.execute(
                "UPDATE verifications SET discarded = :question WHERE session_id = :session "
                "AND position = :position AND discarded IS NULL",
                {**place, "question": json.dumps(kept, ensure_ascii=False)},
            )
            self._db.execute(
                "DELETE FROM passages WHERE session_id = :session AND id NOT IN "
                "(SELECT passage_id FROM questions WHERE session_id = :session "
                "AND passage_id IS NOT NULL)",
                place,
            )
        return True

    def discarded(self, session_id: str) -> int:
        """How many questions of a session were taken back."""
        query = "SELECT 1 FROM verifications WHERE session_id = ? AND discarded IS NOT NULL"
        return len(self._rows(query, session_id))

    def settle(self, session_id: str, generated_batches: int) -> None:
        """Record how many batches are complete, and give the lease back, in one transaction."""
        with self._writing():
            self._require_lease(session_id)
            ids = [question.id for question in self.questions(session_id)]
            context = {"generatedIds": ids, "lastBatchIndex": generated_batches}
            self._update(
                session_id,
                "generated_batches = :batches, generation_context = :context, "
                "generation_in_progress = 0, lease_owner = NULL",
                batches=generated_batches,
                context=json.dumps(context),
            )

    def questions(self, session_id: str) -> list[Question]:
        """All stored questions of a session, by position."""
        rows = self._rows(
            "SELECT q.*, p.text AS passage_text, v.verdict, v.model AS solver, v.solutions "
            "FROM questions q LEFT JOIN passages p "
            "ON p.session_id = q.session_id AND p.id = q.passage_id "
            "LEFT JOIN verifications v ON v.session_id = q.session_id "
            "AND v.position = q.position AND v.discarded IS NULL "
            "WHERE q.session_id = ? ORDER BY q.position",
            session_id,
        )
        with intact(self._path):
            return [question_of(row) for row in rows]

    def authors(self, session_id: str) -> set[str]:
        """The providers that wrote the questions of a session."""
        query = "SELECT DISTINCT provider FROM questions WHERE session_id = ?"
        return {row["provider"] for row in self._rows(query, session_id)}

    def stored_at(self, session_id: str) -> list[datetime]:
        """When each question of a session was committed, the earliest first."""
        query = "SELECT created_at FROM questions WHERE session_id = ? ORDER BY created_at"
        rows = self._rows(query, session_id)
        with intact(self._path):
            return [datetime.fromisoformat(row["created_at"]) for row in rows]

    def is_used_elsewhere(self, session_id: str, pool: str, fingerprint: str) -> bool:
        """Whether another session of the pool has a question of this content."""
        rows = self._rows(
            "SELECT 1 FROM questions WHERE pool = ? AND fingerprint = ? AND session_id <> ?",
            pool, fingerprint, session_id,
        )  # fmt: skip
        return bool(rows)

    def used_elsewhere(
        self, session_id: str, pool: str, topic: str, subtopic: str
    ) -> list[tuple[str, str]]:
        """Stem and key of the questions of a subtopic in other sessions, the latest last."""
        rows = self._rows(
            "SELECT stem, choices, key_index FROM questions WHERE pool = ? AND topic = ? "
            "AND subtopic = ? AND session_id <> ? AND passage_id IS NULL ORDER BY created_at",
            pool, topic, subtopic, session_id,
        )  # fmt: skip
        with intact(self._path):
            return [(row["stem"], json.loads(row["choices"])[row["key_index"]]) for row in rows]

    def passages_elsewhere(self, session_id: str, pool: str) -> list[str]:
        """The passages of other sessions, the latest last."""
        rows = self._rows(
            "SELECT p.text FROM passages p JOIN questions q "
            "ON q.session_id = p.session_id AND q.passage_id = p.id "
            "WHERE q.pool = ? AND q.session_id <> ? GROUP BY p.session_id, p.id "
            "ORDER BY min(q.created_at)",
            pool, session_id,
        )  # fmt: skip
        return [row["text"] for row in rows]

    def allow_repeats(self, session_id: str) -> None:
        """From now on questions of other sessions may come again in this one."""
        _require_session(session_id, self._update(session_id, "allow_repeats = 1"))

    def add_attempt(self, session_id: str, attempt: Attempt, next_position: int) -> None:
        """Store an answer, the time it took, and the question the student is at now."""
        with self._writing():
            self._db.table("attempts").insert(
                {"session_id": session_id, **asdict(attempt), "answered_at": self._now()}
            )
            self.move_to(session_id, next_position, attempt.seconds)

    def attempts(self, session_id: str) -> dict[int, Attempt]:
        """The latest answer to each question, by position."""
        rows = self._rows("SELECT * FROM attempts WHERE session_id = ? ORDER BY id", session_id)
        with intact(self._path):
            return {row["position"]: attempt_of(row) for row in rows}

    def add_request(self, request: RequestRecord) -> int:
        """Record an API call that is about to leave; the number of its entry.

        Many calls leave together, and none should leave later for it, so the disk is not waited
        for.
        """
        with self._without_waiting(), self._writing():
            entry = self._db.table("requests").insert(request_row(request)).last_pk
        assert isinstance(entry, int)
        return entry

    def end_request(self, entry: int, request: RequestRecord) -> None:
        """Complete the entry of an API call that is over."""
        with self._writing():
            self._db.table("requests").update(entry, request_row(request))

    def requests(self, session_id: str = "") -> list[RequestRecord]:
        """All recorded API calls in order, of one session or of all."""
        where, arguments = ("WHERE session_id = ?", (session_id,)) if session_id else ("", ())
        return [
            request_of(row)
            for row in self._rows(f"SELECT * FROM requests {where} ORDER BY id", *arguments)
        ]

    def accounts(self, grouping: Grouping, session_id: str = "") -> Accounts:
        """What the API calls of one session, or of all, used and cost."""
        with intact(self._path):
            return accounts(self._named_rows, grouping, session_id)

    def last_cached(self, prefix: str, model: str, provider: str) -> tuple[datetime, str] | None:
        """When this prefix was last written to or read from the cache, and with which TTL."""
        rows = self._rows(
            "SELECT started_at, cache_ttl FROM requests WHERE prefix = ? AND model = ? "
            "AND provider = ? AND cache_ttl <> '' "
            "AND cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens > 0 "
            "ORDER BY started_at DESC LIMIT 1",
            prefix, model, provider,
        )  # fmt: skip
        if not rows:
            return None
        with intact(self._path):
            return datetime.fromisoformat(rows[0]["started_at"]), rows[0]["cache_ttl"]

    def add_event(self, session_id: str, provider: str, event: str, detail: str) -> None:
        """Record what happened to a provider: a retry, a switch, a retirement."""
        with self._writing():
            self._db.table("provider_events").insert(
                {
                    "session_id": session_id,
                    "provider": provider,
                    "event": event,
                    "detail": detail,
                    "created_at": self._now(),
                }
            )

    def events(self, session_id: str) -> list[tuple[str, str, str]]:
        """What happened to the providers of a session: provider, event, detail."""
        rows = self._rows("SELECT * FROM provider_events WHERE session_id = ?", session_id)
        return [(row["provider"], row["event"], row["detail"]) for row in rows]

    def _insert_session(self, record: SessionRecord, blueprint: Blueprint) -> None:
        self._db.table("blueprints").insert(
            {
                "digest": blueprint.digest,
                "name": blueprint.id,
                "document": blueprint.model_dump_json(),
            },
            ignore=True,
        )
        material = record.material
        if material:
            self._db.table("materials").insert(
                {"digest": material.digest, "document": material.as_json()}, ignore=True
            )
        row = asdict(record) | {
            "plan": record.plan.as_json(),
            "total_batches": len(record.plan.batches),
            "material": material.digest if material else "",
            "generation_in_progress": 1,
            "lease_owner": self._owner,
            "lease_expires_at": self._lease_expiry(),
            "generation_context": json.dumps({"generatedIds": [], "lastBatchIndex": 0}),
        }
        table = TABLES[row.pop("kind")]
        known = self._db.table(table).columns_dict
        self._db.table(table).insert({name: row[name] for name in row if name in known})

    def _material(self, digest: str) -> Material | None:
        if not digest:
            return None
        rows = self._rows("SELECT document FROM materials WHERE digest = ?", digest)
        return Material.from_json(rows[0]["document"])

    def _insert_question(
        self, session_id: str, question: Question, provider: str, model: str
    ) -> None:
        pool = self._pool_that_takes(session_id, question)
        passage = question.passage
        if passage:
            self._db.table("passages").insert(
                {"session_id": session_id, "id": passage.id, "text": passage.text}, ignore=True
            )
        self._db.table("questions").insert(
            {
                "session_id": session_id,
                **question_row(question),
                "pool": pool,
                "provider": provider,
                "model": model,
                "created_at": self._now(),
            }
        )

    def _pool_that_takes(self, session_id: str, question: Question) -> str:
        """The pool of a session, checked under the write lock, so that of two processes one wins.

        Raises:
            Repeated: the pool has the question, and the session may not repeat it.
        """
        session = self._session_row(session_id)
        pool = self._pool(session["blueprint"])
        used = self.is_used_elsewhere(session_id, pool, question.fingerprint)
        if used and not session["allow_repeats"]:
            raise Repeated(question.stem)
        return pool

    def _pool(self, digest: str) -> str:
        """`Blueprint.pool` of a stored blueprint, without reading the rest of it."""
        query = (
            "SELECT name || '/' || json_extract(document, '$.language') AS pool "
            "FROM blueprints WHERE digest = ?"
        )
        rows = self._rows(query, digest)
        with intact(self._path):
            return str(rows[0]["pool"])

    def _is_leased(self, row: Row) -> bool:
        """Whether somebody may be generating for a session.

        A process that is seen to live has its lease, whatever the clocks say, and one that is
        seen to be gone has not. The expiry decides where nothing can be seen, and where the holder
        is this very process: it still has a lease only if it once failed to give it back.
        """
        if not row["generation_in_progress"]:
            return False
        holder, expiry = row["lease_owner"] or "", row["lease_expires_at"] or ""
        found = Standing.UNKNOWN if holder == self._owner else standing(holder)
        if found is Standing.UNKNOWN:
            return bool(expiry > self._now())
        return found is Standing.AT_WORK

    def _require_lease(self, session_id: str) -> None:
        """Fail unless this process still holds the lease; nobody can take it before the commit."""
        if self._session_row(session_id)["lease_owner"] != self._owner:
            raise GenerationInProgress(f"another process has taken over session `{session_id}`")

    def _change_lease(self, session_id: str, change: str) -> int:
        with self._writing():
            return self._update(
                session_id, change, "lease_owner = :me", me=self._owner, expiry=self._lease_expiry()
            )

    def _session_row(self, session_id: str) -> Row:
        rows = self._rows(f"SELECT * FROM {_table_of(session_id)} WHERE id = ?", session_id)
        if not rows:
            raise _no_session(session_id)
        return rows[0]

    def _update(self, session_id: str, change: str, condition: str = "1", **values: object) -> int:
        """Change one session's row; how many rows that were (0: the condition did not hold)."""
        table = _table_of(session_id)
        with self._writing():
            cursor = self._db.execute(
                f"UPDATE {table} SET {change}, updated_at = :now WHERE id = :id AND {condition}",
                {**values, "now": self._now(), "id": session_id},
            )
        return cursor.rowcount

    def _summary_rows(self, kind: SessionKind) -> list[Row]:
        table = TABLES[kind]
        columns = self._db.table(table).columns_dict
        wanted = [field.name for field in fields(SessionSummary) if field.name in columns]
        return self._rows(f"SELECT {', '.join(wanted)} FROM {table}")

    def _rows(self, query: str, *arguments: object) -> list[Row]:
        with self._explained():
            return list(self._db.query(query, arguments))

    def _named_rows(self, query: str, values: Mapping[str, object]) -> list[Row]:
        with self._explained():
            return list(self._db.query(query, dict(values)))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction that holds the write lock from its first line."""
        with self._explained():
            if self._db.conn.in_transaction:
                yield
                return
            self._db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.conn.execute("COMMIT")
            except BaseException:
                self._db.conn.rollback()
                raise

    @contextmanager
    def _without_waiting(self) -> Iterator[None]:
        """Commit in here without waiting for the disk.

        Such a commit survives the death of the process. A power cut may undo it, unless a commit
        that did wait came after it.
        """
        with self._explained():
            self._db.execute("PRAGMA synchronous = NORMAL")
            try:
                yield
            finally:
                self._db.execute("PRAGMA synchronous = FULL")

    def _explained(self) -> AbstractContextManager[None]:
        return explained(self._path)

    def _now(self) -> str:
        return self._clock.now().astimezone(UTC).isoformat(timespec="milliseconds")

    def _lease_expiry(self) -> str:
        expiry = self._clock.now() + timedelta(seconds=LEASE_SECONDS)
        return expiry.astimezone(UTC).isoformat(timespec="milliseconds")


def _table_of(session_id: str) -> str:
    """The table a session lives in, told by its id; any unknown id is looked up among exams."""
    if not session_id.isascii():
        raise _no_session(session_id)
    return TABLES["practice" if session_id.startswith("practice-") else "exam"]


def _no_session(session_id: str) -> SessionNotFound:
    shown = session_id.encode(errors="replace").decode()
    return SessionNotFound(f"there is no session `{shown}`")


def _require_session(session_id: str, changed: int) -> None:
    """Fail when an update met no row: it must not pass for a success."""
    if not changed:
        raise _no_session(session_id)
