"""Admission control: a request waits before it is sent, so that it is not sent to be refused.

One `Admission` is shared by all that a process asks; for each provider and model it has a gate.
A gate lets requests through one after another, in their order, while nothing is in the way: a
wait that the service asked for, a bucket without enough tokens, a ramp that would be too sharp, a
full window. Requests that somebody waits for are never held up, but what they teach counts.
"""

import asyncio
import math
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Literal

from examcli.clock import Clock
from examcli.errors import Throttled
from examcli.models import Usage
from examcli.providers import Ended, Event, Provider, Request, Started, listening
from examcli.providers.bucket import TokenBucket
from examcli.providers.congestion import Ramp, Window
from examcli.providers.lengths import Lengths
from examcli.providers.limit_headers import HEADERS, Resource, Told, limits_told

Limit = Resource | Literal["acceleration", "concurrency", "retry-after", "nothing"]
"""What holds requests up: an allowance, a rise that would be too sharp, the number of requests
that the service is known to take at once, a wait that it asked for."""
SHORTEST_NAP_SECONDS, LONGEST_NAP_SECONDS = 0.001, 60.0
"""Timers are no finer; and whoever waits for an event looks once a minute in case it was missed."""


@dataclass(frozen=True)
class AdmissionState:
    """How one provider is used for one model: for a line of progress.

    `concurrency` is how many requests may be under way at once, `in_flight` how many are,
    `waiting` how many are held up, by `limited_by`.
    """

    provider: str
    model_id: str
    concurrency: int
    in_flight: int
    waiting: int
    limited_by: Limit


class Admission:
    """The gates of a process, by provider and model."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._gates: dict[tuple[str, str], Gate] = {}

    def gate(self, provider: str, request: Request) -> "Gate":
        """The gate that a request has to pass."""
        where = provider, request.model.id
        if where not in self._gates:
            self._gates[where] = Gate(self._clock)
        return self._gates[where]

    def heard(self, provider: str, request: Request, headers: Mapping[str, str]) -> None:
        """An answer to a request has headers, which may tell limits."""
        self.gate(provider, request).heard(request, limits_told(headers))

    @property
    def states(self) -> list[AdmissionState]:
        """How each provider is used for each model, the busiest first."""
        states = [gate.state(*where) for where, gate in self._gates.items()]
        return sorted(states, key=lambda state: -(state.in_flight + state.waiting))


@dataclass(eq=False)
class Ticket:
    """One request that was let through, and what is set aside for it until more is known.

    `seen` is what the server knew for certain to be taken when the request arrived.
    """

    request: Request
    sent_at: float
    reserved: dict[Resource, float]
    seen: Mapping[Resource, float]


class Gate:
    """What is known of one provider with one model, and who waits to be let through."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._window = Window()
        self._ramp = Ramp(clock.monotonic())
        self._lengths = Lengths()
        self._buckets: dict[Resource, TokenBucket] = {name: TokenBucket() for name in HEADERS}
        self._told: Mapping[Resource, Told] = {}
        self._held_until = -math.inf
        self._in_flight: dict[int, Ticket] = {}
        self._queue: deque[asyncio.Future[None]] = deque()
        self._news: asyncio.Future[None] | None = None
        self._limited_by: Limit = "nothing"

    def state(self, provider: str, model_id: str) -> AdmissionState:
        """How it is used at this moment."""
        waiting, in_flight = len(self._queue), len(self._in_flight)
        limited_by = self._limited_by if waiting else "nothing"
        return AdmissionState(provider, model_id, self._window.size, in_flight, waiting, limited_by)

    async def admit(self, request: Request) -> Ticket:
        """Let a request through when its turn has come and nothing is in the way."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            if self._queue[0] is not turn:
                await turn
            while (seconds := self._seconds_to_wait(request)) > 0:
                await self._nap(seconds)
            return self.enter(request)
        finally:
            self._queue.remove(turn)
            if self._queue and not self._queue[0].done():
                self._queue[0].set_result(None)

    def enter(self, request: Request) -> Ticket:
        """Let a request through at once, and count it."""
        now = self._clock.monotonic()
        seen = {
            name: bucket.taken - self._under_way(name) for name, bucket in self._buckets.items()
        }
        ticket = Ticket(request, now, self._lengths.expected(request), seen)
        self._in_flight[id(request)] = ticket
        for resource, amount in ticket.reserved.items():
            self._buckets[resource].take(amount, now)
        self._ramp.sent(now)
        return ticket

    def heard(self, request: Request, told: Mapping[Resource, Told]) -> None:
        """The headers of the answer to a request tell limits."""
        ticket = self._in_flight.get(id(request))
        if not told or not ticket:
            return
        self._told, now = told, self._clock.monotonic()
        self._window.inform()
        for resource, limit in told.items():
            bucket = self._buckets[resource]
            bucket.learn(limit, ticket.sent_at, bucket.taken - ticket.seen[resource], now)
        self._tell()

    def begun(self, ticket: Ticket, usage: Usage) -> None:
        """The answer to a request has begun: what went in is known exactly."""
        self._lengths.note_input(ticket.request, usage)
        self._settle(ticket, "input tokens", usage.input + usage.cache_write)
        in_flight = len(self._in_flight)
        self._window.begun(ticket.sent_at, in_flight, self._clock.monotonic())
        self._tell()

    def written(self, ticket: Ticket, usage: Usage) -> None:
        """The answer to a request is whole: what came out is known exactly."""
        self._lengths.note_output(ticket.request, usage)
        self._settle(ticket, "output tokens", usage.output)

    def refused(self, ticket: Ticket, retry_after_seconds: float | None) -> None:
        """A request was one too many: none of it counts, and all wait as long as is asked for."""
        now = self._clock.monotonic()
        self._held_until = max(self._held_until, now + (retry_after_seconds or 0.0))
        if self._has_all_of(ticket.reserved):
            self._ramp.too_sharp(ticket.sent_at, now, self._held_until)
        else:
            self._window.refused(ticket.sent_at, len(self._in_flight), now)
        for resource in HEADERS:
            self._settle(ticket, resource, 0)

    def leave(self, ticket: Ticket) -> None:
        """A request is over, one way or another."""
        self._in_flight.pop(id(ticket.request), None)
        self._tell()

    def _under_way(self, resource: Resource) -> float:
        return sum(ticket.reserved[resource] for ticket in self._in_flight.values())

    def _has_all_of(self, need: Mapping[Resource, float]) -> bool:
        """Whether the service tells that there is enough of everything: then it is the rise."""
        return bool(self._told) and all(
            limit.least_left >= need[resource] for resource, limit in self._told.items()
        )

    def _settle(self, ticket: Ticket, resource: Resource, amount: float) -> None:
        """Count what was used instead of what was expected."""
        difference = amount - ticket.reserved[resource]
        self._buckets[resource].take(difference, self._clock.monotonic())
        ticket.reserved[resource] = amount

    def _seconds_to_wait(self, request: Request) -> float:
        """How long something is in the way of a request; 0 when nothing is."""
        now = self._clock.monotonic()
        need = self._lengths.expected(request)
        waits: dict[Limit, float] = {"retry-after": self._held_until - now}
        for resource, bucket in self._buckets.items():
            waits[resource] = bucket.seconds_until(need[resource], now)
        waits["acceleration"] = self._ramp.seconds_until_next(now)
        is_full = len(self._in_flight) >= self._window.size
        waits["concurrency"] = math.inf if is_full else 0.0
        longest = max(waits, key=lambda limit: waits[limit])
        self._limited_by = longest if waits[longest] > 0 else "nothing"
        return waits[longest]

    async def _nap(self, seconds: float) -> None:
        """Sleep for a while, or until something has happened."""
        self._news = asyncio.get_running_loop().create_future()
        bounded = min(max(seconds, SHORTEST_NAP_SECONDS), LONGEST_NAP_SECONDS)
        nap = asyncio.ensure_future(self._clock.sleep(bounded))
        try:
            await asyncio.wait({self._news, nap}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            nap.cancel()

    def _tell(self) -> None:
        if self._news and not self._news.done():
            self._news.set_result(None)


class _Gated(ABC):
    """A provider behind the gate of its service."""

    def __init__(self, provider: Provider, admission: Admission) -> None:
        self._provider = provider
        self._admission = admission

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Pass everything through once the request is let in."""
        gate = self._admission.gate(self.name, request)
        counted = _counted(self._provider, gate, await self._let_in(gate, request))
        async with listening(counted) as events:
            async for event in events:
                yield event

    @abstractmethod
    async def _let_in(self, gate: Gate, request: Request) -> Ticket:
        """Let a request through the gate, sooner or later."""


class Admitted(_Gated):
    """A provider whose requests wait until they are admitted."""

    async def _let_in(self, gate: Gate, request: Request) -> Ticket:
        return await gate.admit(request)


class Unhindered(_Gated):
    """A provider whose requests somebody waits for: they are counted, and go out at once."""

    async def _let_in(self, gate: Gate, request: Request) -> Ticket:
        return gate.enter(request)


async def _counted(provider: Provider, gate: Gate, ticket: Ticket) -> AsyncGenerator[Event]:
    """The answer to a request that was let through, from which the gate learns."""
    try:
        async with listening(provider.stream(ticket.request)) as events:
            async for event in events:
                match event:
                    case Started():
                        gate.begun(ticket, event.usage)
                    case Ended():
                        gate.written(ticket, event.usage)
                yield event
    except Throttled as refusal:
        gate.refused(ticket, refusal.retry_after_seconds)
        raise
    finally:
        gate.leave(ticket)
