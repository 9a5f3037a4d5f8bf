"""What is written down of every request: when it leaves, and what became of it."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from examcli.clock import Clock
from examcli.errors import StreamBroken
from examcli.models import CANCELLED, MissReason, Usage, tokens_at_least
from examcli.providers import Ended, Event, Provider, Request, Started, Text


@dataclass(frozen=True)
class Call:
    """What is known about one request after it: for the record.

    `usage` is what the server counted. Of an answer that broke off it has counted the output
    hardly or not at all; then the output is a lower bound, told from the text that arrived.
    """

    request: Request
    provider: str
    usage: Usage
    reported_cost_usd: float | None
    first_token_seconds: float | None
    total_seconds: float
    stop_reason: str
    error: str

    @property
    def cache_miss_reason(self) -> MissReason | Literal[""]:
        """Why nothing was read from the cache; "" when something was, or nothing was answered."""
        if self.usage.cache_read or not self.usage.prompt:
            return ""
        if not self.request.cache_ttl:
            return "no-breakpoint"
        if not self.usage.cache_write:
            minimum = self.request.model.cache_minimum_tokens
            is_short = minimum is not None and self.usage.prompt < minimum
            return "below-minimum" if is_short else "ignored"
        return "miss" if self.request.cached_by == self.provider else "cold"


@dataclass(frozen=True)
class ProviderEvent:
    """Something a person may want to know about a provider, and why it happened."""

    session_id: str
    provider: str
    what: Literal["retry", "switch", "successor", "wait"]
    detail: str


class CallLog(Protocol):
    """Where requests, and what happens to providers, are written down."""

    def sent(self, request: Request, provider: str) -> int:
        """Note a request that is about to leave; the number of its entry."""

    def ended(self, entry: int, call: Call) -> None:
        """Complete the entry of a request that is over."""

    def provider_event(self, event: ProviderEvent) -> None:
        """Note what happened."""


class Recorded:
    """Reports every request when it leaves, and what became of it.

    An answer that its listener could not use has failed; one that nobody needed any more was
    cancelled.
    """

    def __init__(self, provider: Provider, clock: Clock, call_log: CallLog) -> None:
        self._provider = provider
        self._clock = clock
        self._call_log = call_log

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Pass everything through, and report the request before and after it."""
        begin = self._clock.monotonic()
        entry = self._call_log.sent(request, self.name)
        answer = _Answer()
        try:
            async with aclosing(self._provider.stream(request)) as events:
                async for event in events:
                    answer.note(event, self._clock.monotonic() - begin)
                    yield event
        except Exception as error:
            answer.error = _reason(error)
            raise
        finally:
            seconds = self._clock.monotonic() - begin
            self._call_log.ended(entry, answer.call(request, self.name, seconds))


@dataclass
class _Answer:
    """What is known about an answer so far. It counts as cancelled until it ends or fails."""

    started: Started | None = None
    texts: list[str] = field(default_factory=list)
    first_token_seconds: float | None = None
    ended: Ended | None = None
    error: str = CANCELLED

    def note(self, event: Event, seconds: float) -> None:
        """Take an event that came after so many seconds."""
        match event:
            case Started():
                self.started = event
            case Text(text):
                self.texts.append(text)
                if self.first_token_seconds is None:
                    self.first_token_seconds = seconds
            case Ended():
                self.ended = event
                self.error = ""

    @property
    def usage(self) -> Usage:
        """The tokens, as far as they are known."""
        if self.ended:
            return self.ended.usage
        counted = self.started.usage if self.started else Usage()
        return replace(counted, output=max(counted.output, tokens_at_least("".join(self.texts))))

    def call(self, request: Request, provider: str, seconds: float) -> Call:
        """The record of the request that it answered."""
        return Call(
            request=request,
            provider=provider,
            usage=self.usage,
            reported_cost_usd=self.ended.reported_cost_usd if self.ended else None,
            first_token_seconds=self.first_token_seconds,
            total_seconds=seconds,
            stop_reason=self.ended.stop_reason if self.ended else "",
            error=self.error,
        )


def _reason(error: Exception) -> str:
    return error.reason if isinstance(error, StreamBroken) else type(error).__name__
