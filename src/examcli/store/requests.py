"""API calls as they are stored, and what happened to the providers meanwhile."""

from datetime import datetime

from examcli.clock import Clock
from examcli.store.accounts import Accounts, Grouping
from examcli.store.connection import Connection, timestamp
from examcli.store.records import (
    EventCount,
    RequestRecord,
    TypicalRequest,
    event_count_of,
    request_of,
    request_row,
    typical_request_of,
)
from examcli.store.sums import accounts

REQUESTS = "SELECT * FROM requests WHERE :session IN ('', session_id) ORDER BY id"
LAST_CACHED = """
SELECT started_at, cache_ttl FROM requests
WHERE prefix = :prefix AND model = :model AND provider = :provider AND cache_ttl <> ''
    AND cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens > 0
ORDER BY started_at DESC
LIMIT 1
"""
TYPICAL = """
SELECT
    max(cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens) AS prefix_tokens,
    avg(input_tokens) AS suffix_tokens,
    sum(output_tokens) * 1.0 / sum(length(shard) - length(replace(shard, '+', '')) + 1)
        AS output_tokens_per_question
FROM (
    SELECT * FROM requests
    WHERE prefix = :prefix AND model = :model AND stop_reason = 'end_turn' AND cache_ttl <> ''
    ORDER BY started_at DESC
    LIMIT 200
)
"""
"""The latest requests with one prefix; a shard is the numbers of its questions, joined by "+"."""
EVENTS = """
SELECT provider, event, detail, count(*) AS count FROM provider_events
WHERE :session IN ('', session_id)
GROUP BY provider, event, detail
ORDER BY min(id)
"""


class RequestRows:
    """The tables of requests and provider events."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def add(self, request: RequestRecord) -> int:
        """Record a call that is about to leave, without waiting for the disk; its number."""
        with self._connection.without_waiting():
            entry = self._connection.insert("requests", request_row(request))
        assert entry is not None
        return entry

    def end(self, entry: int, request: RequestRecord) -> None:
        """Complete the row of a call that is over, without waiting for the disk."""
        with self._connection.without_waiting():
            self._connection.update("requests", entry, request_row(request))

    def of(self, session_id: str) -> list[RequestRecord]:
        """All calls in order, of one session or, for "", of all."""
        return [request_of(row) for row in self._connection.rows(REQUESTS, {"session": session_id})]

    def accounts(self, grouping: Grouping, session_id: str) -> Accounts:
        """What they used and cost."""
        with self._connection.intact():
            return accounts(self._connection.rows, grouping, session_id)

    def last_cached(self, prefix: str, model: str, provider: str) -> tuple[datetime, str] | None:
        """When a prefix was last in the cache for certain, and for how long."""
        values = {"prefix": prefix, "model": model, "provider": provider}
        rows = self._connection.rows(LAST_CACHED, values)
        with self._connection.intact():
            for row in rows:
                return datetime.fromisoformat(row["started_at"]), row["cache_ttl"]
        return None

    def typical(self, prefix: str, model: str) -> TypicalRequest | None:
        """What a request with this prefix took lately; None when there was none."""
        row = self._connection.rows(TYPICAL, {"prefix": prefix, "model": model})[0]
        if not row["prefix_tokens"]:
            return None
        with self._connection.intact():
            return typical_request_of(row)

    def add_event(self, session_id: str, provider: str, event: str, detail: str) -> None:
        """Record what happened to a provider."""
        row = {"session_id": session_id, "provider": provider, "event": event, "detail": detail}
        created_at = timestamp(self._clock.now())
        self._connection.insert("provider_events", {**row, "created_at": created_at})

    def events(self, session_id: str) -> list[EventCount]:
        """What happened, in one session or, for "", in all."""
        rows = self._connection.rows(EVENTS, {"session": session_id})
        with self._connection.intact():
            return [event_count_of(row) for row in rows]
