"""Message Batches as they are stored: what is handed in, under which id, and what came of it.

An intent is committed before a batch is handed in, its id right after. Between the two nobody
knows whether it exists: that is decided by asking the server, never by handing it in again. Until
the result of a request is settled, its slots are not asked for in any other way.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from pydantic import TypeAdapter

from examcli.clock import Clock
from examcli.models import Usage
from examcli.store.connection import Connection, timestamp
from examcli.store.records import RequestRecord, Row, request_row

State = Literal["intended", "submitted", "ended", "lost"]
OPEN = """
SELECT * FROM message_batches
WHERE state IN ('intended', 'submitted') ORDER BY number
"""
ALL = "SELECT * FROM message_batches ORDER BY number"
REQUESTS = """
SELECT custom_id, session_id, batch_index, slots FROM batch_requests
WHERE batch = :batch AND outcome = '' ORDER BY custom_id
"""
PENDING = """
SELECT ifnull(batch_id, '') AS batch_id
FROM batch_requests JOIN message_batches ON number = batch
WHERE session_id = :session AND outcome = '' AND state IN ('intended', 'submitted')
LIMIT 1
"""
TIMES = "SELECT count(DISTINCT batch) AS times FROM batch_requests WHERE session_id = :session"
SUBMITTED = """
UPDATE message_batches SET state = 'submitted', batch_id = :id
WHERE number = :number AND state = 'intended'
"""
CLOSED = """
UPDATE message_batches SET state = :state
WHERE number = :number AND state IN ('intended', 'submitted')
"""
SETTLED = """
UPDATE batch_requests SET outcome = :outcome
WHERE batch = :number AND custom_id = :custom AND outcome = ''
"""
CACHING = """
SELECT
    count(*) AS requests,
    sum(input_tokens) AS input,
    sum(cache_write_5m_tokens) AS cache_write_5m,
    sum(cache_write_1h_tokens) AS cache_write_1h,
    sum(cache_read_tokens) AS cache_read,
    sum(output_tokens) AS output
FROM requests
WHERE message_batch <> '' AND session_id IN (SELECT value FROM json_each(:sessions))
"""


@dataclass(frozen=True, kw_only=True)
class BatchRequest:
    """One request of a batch: slots of one batch of a session, joined by `+`."""

    custom_id: str
    session_id: str
    batch_index: int
    slots: str

    @property
    def slot_numbers(self) -> tuple[int, ...]:
        """The slots, in the order in which they are asked for."""
        return tuple(map(int, self.slots.split("+")))


@dataclass(frozen=True, kw_only=True)
class MessageBatch:
    """One batch; `batch_id` is None until the server's answer to its submission was stored."""

    number: int
    provider: str
    model: str
    request_count: int
    state: State
    batch_id: str | None
    intended_at: str


BATCH = TypeAdapter(MessageBatch)
REQUEST = TypeAdapter(BatchRequest)


class BatchRows:
    """The tables of Message Batches and their requests."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def intend(self, provider: str, model: str, requests: Sequence[BatchRequest]) -> MessageBatch:
        """Commit that these requests are about to be handed in, all or none."""
        row = {
            "provider": provider,
            "model": model,
            "request_count": len(requests),
            "state": "intended",
            "intended_at": timestamp(self._clock.now()),
        }
        with self._connection.writing():
            number = self._connection.insert("message_batches", dict(row))
            for request in requests:
                columns = asdict(request) | {"batch": number, "outcome": ""}
                self._connection.insert("batch_requests", columns)
        return BATCH.validate_python({**row, "number": number, "batch_id": None})

    def note_submitted(self, batch: MessageBatch, batch_id: str) -> None:
        """Commit under which id the server has a batch."""
        self._connection.change(SUBMITTED, {"number": batch.number, "id": batch_id})

    def close(self, batch: MessageBatch, state: Literal["ended", "lost"]) -> None:
        """Commit that nothing more comes of a batch: it has ended, or was never made."""
        self._connection.change(CLOSED, {"number": batch.number, "state": state})

    def settle(self, batch: MessageBatch, request: BatchRequest, outcome: str) -> None:
        """Commit what became of a request that nothing has to be paid for."""
        values = {"number": batch.number, "custom": request.custom_id, "outcome": outcome}
        self._connection.change(SETTLED, values)

    def settle_answer(
        self, batch: MessageBatch, request: BatchRequest, record: RequestRecord
    ) -> None:
        """Commit that an answer was taken in, and what it cost; the second time nothing changes."""
        values = {"number": batch.number, "custom": request.custom_id, "outcome": "succeeded"}
        with self._connection.writing():
            if self._connection.change(SETTLED, values):
                self._connection.insert("requests", request_row(record))

    def open(self) -> list[MessageBatch]:
        """The batches of which something may still come, the oldest first."""
        return self._batches(OPEN)

    def all(self) -> list[MessageBatch]:
        """All batches, the oldest first."""
        return self._batches(ALL)

    def unsettled(self, batch: MessageBatch) -> list[BatchRequest]:
        """The requests of a batch whose results were not taken in yet."""
        rows = self._connection.rows(REQUESTS, {"batch": batch.number})
        with self._connection.intact():
            return [REQUEST.validate_python(dict(row)) for row in rows]

    def pending(self, session_id: str) -> str | None:
        """The id of a batch that is to bring questions of a session; "" while it is not known."""
        rows = self._connection.rows(PENDING, {"session": session_id})
        return str(rows[0]["batch_id"]) if rows else None

    def times(self, session_id: str) -> int:
        """In how many batches a session was."""
        return int(self._connection.rows(TIMES, {"session": session_id})[0]["times"])

    def usage(self, session_ids: Sequence[str]) -> tuple[int, Usage]:
        """How many answers batches brought to sessions, and their tokens by class."""
        (row,) = self._connection.rows(CACHING, {"sessions": json.dumps(list(session_ids))})
        counts = {name: count or 0 for name, count in row.items()}
        return counts.pop("requests"), Usage(**counts)

    def _batches(self, statement: str) -> list[MessageBatch]:
        rows: list[Row] = self._connection.rows(statement, {})
        with self._connection.intact():
            return [BATCH.validate_python(dict(row)) for row in rows]
