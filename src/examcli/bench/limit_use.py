"""How much of a rate limit a run used while there was more to send than the limit let through."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from examcli.clock import Clock
from examcli.errors import Throttled
from examcli.providers import Request
from examcli.providers.admission import Admission
from examcli.providers.limit_headers import Resource
from examcli.providers.recording import Call, CallLog, ProviderEvent

LOOK_SECONDS = 0.25
"""Between two looks at the gate, in seconds of its clock: a thousandth of what is measured."""
SECONDS_PER_MINUTE = 60.0


@dataclass(frozen=True)
class TimedCall:
    """A call, and when it was sent and over, by the clock of the client."""

    sent_at: float
    ended_at: float
    call: Call

    @property
    def is_refused(self) -> bool:
        """Whether it was one too many: 429."""
        return self.call.error == Throttled.__name__

    def used(self, resource: Resource, begin: float, end: float) -> float:
        """What it took of an allowance between two moments.

        A request and its input count when it is sent; output evenly from its first token to its
        end, as a server writes it.
        """
        if self.is_refused:
            return 0.0
        usage = self.call.usage
        if resource != "output tokens":
            amount = 1 if resource == "requests" else usage.input + usage.cache_write
            return amount if begin <= self.sent_at < end else 0.0
        first = self.sent_at + (self.call.first_token_seconds or 0.0)
        within = max(0.0, min(end, self.ended_at) - max(begin, first))
        return usage.output * within / max(self.ended_at - first, 1e-9)


class TimedCalls:
    """Keeps when calls were sent and over; every call log is told as before."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ended: list[TimedCall] = []

    def before(self, call_log: CallLog) -> CallLog:
        """A log that notes the time and passes everything on."""
        return _Timed(self, call_log)

    @property
    def refused_share(self) -> float:
        """The share of requests that were answered with 429."""
        return sum(each.is_refused for each in self.ended) / max(1, len(self.ended))


class _Timed:
    def __init__(self, calls: TimedCalls, call_log: CallLog) -> None:
        self._calls = calls
        self._call_log = call_log
        self._sent_at: dict[int, float] = {}

    def sent(self, request: Request, provider: str) -> int:
        """Note a request that is about to leave."""
        entry = self._call_log.sent(request, provider)
        self._sent_at[entry] = self._calls.clock.monotonic()
        return entry

    def ended(self, entry: int, call: Call) -> None:
        """Keep a call that is over."""
        now = self._calls.clock.monotonic()
        self._calls.ended.append(TimedCall(self._sent_at.pop(entry), now, call))
        self._call_log.ended(entry, call)

    def provider_event(self, event: ProviderEvent) -> None:
        """Pass on what happened."""
        self._call_log.provider_event(event)


@dataclass
class LimitWatch:
    """When a limit held requests back: from `first_at` to `last_at`, None if it never did.

    That is the span in which the limit binds: before it the bucket is still full from the minute
    before, and the window of concurrency grows; after it nothing is left to send.
    """

    admission: Admission
    clock: Clock
    resource: Resource
    first_at: float | None = field(default=None, init=False)
    last_at: float | None = field(default=None, init=False)

    def look(self) -> None:
        """Note whether the limit holds a request back at this moment."""
        states = self.admission.states
        if any(each.waiting and each.limited_by == self.resource for each in states):
            self.last_at = self.clock.monotonic()
            self.first_at = self.last_at if self.first_at is None else self.first_at

    def used_share(self, calls: Sequence[TimedCall], per_minute: int) -> float | None:
        """The share of the limit that was used while it bound; None if it never did."""
        if self.first_at is None or self.last_at is None or self.last_at <= self.first_at:
            return None
        allowed = per_minute * (self.last_at - self.first_at) / SECONDS_PER_MINUTE
        used = sum(each.used(self.resource, self.first_at, self.last_at) for each in calls)
        return used / allowed


@asynccontextmanager
async def watching(watch: LimitWatch) -> AsyncIterator[None]:
    """Look at the gate all the while."""

    async def look() -> None:
        while True:
            watch.look()
            await watch.clock.sleep(LOOK_SECONDS)

    looking = asyncio.create_task(look())
    try:
        yield
    finally:
        looking.cancel()
