"""The record of what reached the simulator, for tests and for reports."""

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from examcli.simulator.errors import Json


@dataclass(frozen=True)
class ReceivedRequest:
    """One request and the outcome that was decided for it (it may still be streaming)."""

    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: Json
    """Empty if there was none, or none that is a JSON object."""
    status: int
    fault: str
    """The kind of the scripted fault it met, "" if none."""
    usage: Json | None
    """What the answer's usage is, None for an error and for other endpoints."""
    request_id: str
    number: int
    """Its number in the fault script, 0 for everything but POST /v1/messages."""
    started_at: float
    """Simulated seconds since the simulator was made."""


REMEMBERED_REQUESTS = 10_000
REMEMBERED_BYTES = 256 * 1024 * 1024
"""Bounds, so that a simulator left running does not fill the memory."""


class RequestLog:
    """The latest requests, in the order of being decided; safe to read from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._received: deque[ReceivedRequest] = deque()
        self._sizes: deque[int] = deque()
        self._bytes = 0

    def add(self, received: ReceivedRequest, size_bytes: int) -> None:
        """Record one request, whose body has so many bytes; very old ones are forgotten for it."""
        with self._lock:
            self._received.append(received)
            self._sizes.append(size_bytes)
            self._bytes += size_bytes
            while self._bytes > REMEMBERED_BYTES or len(self._sizes) > REMEMBERED_REQUESTS:
                self._received.popleft()
                self._bytes -= self._sizes.popleft()

    def snapshot(self) -> list[ReceivedRequest]:
        """The requests so far; of very many, the latest."""
        with self._lock:
            return list(self._received)
