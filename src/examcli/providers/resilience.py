"""Providers made of providers: recorded, watched, retried, succeeded, with a fallback.

Each does one thing and is a provider itself, so a policy reads as the sentence it is:
`Fallback((Retrying(Watched(Claude())), Retrying(Watched(OpenRouter()))))`. All of them act only
before an answer has begun; what to do about half an answer is decided by who asked.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential,
    wait_random,
)

from examcli.accounts import CANCELLED
from examcli.clock import Clock
from examcli.errors import (
    GenerationUnavailable,
    ModelGone,
    ProviderError,
    StreamBroken,
    Throttled,
    Unauthorized,
    Unavailable,
)
from examcli.prompt import tokens_at_least
from examcli.providers import Ended, Event, Provider, Request, Started, Text, listening
from examcli.usage import Models, Usage

MissReason = Literal["", "no-breakpoint", "below-minimum", "ignored", "cold", "miss"]
RETRIES = 3
LONGEST_WAIT_SECONDS = 20.0
COOL_DOWN_SECONDS = 60.0
BREAKS_BEFORE_SWITCH = 2


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
    def cache_miss_reason(self) -> MissReason:
        """Why nothing was read from the cache; "" when something was, or nothing was answered.

        Nobody was asked to cache it (`no-breakpoint`); the server did not, because the prompt is
        shorter than the model's minimum (`below-minimum`) or in spite of its length (`ignored`);
        it was cached only now (`cold`), or again although it should have been there (`miss`).
        """
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
class Happening:
    """Something a person may want to know about a provider, and why it happened."""

    session_id: str
    provider: str
    what: Literal["retry", "switch", "successor"]
    detail: str


class Journal(Protocol):
    """Where requests and happenings are written down."""

    def sent(self, request: Request, provider: str) -> int:
        """Note a request that is about to leave; the number of its entry."""

    def ended(self, entry: int, call: Call) -> None:
        """Complete the entry of a request that is over."""

    def happening(self, happening: Happening) -> None:
        """Note a happening."""


class Recorded:
    """Reports every request when it leaves, and what became of it.

    An answer that its listener could not use has failed; one that nobody needed any more was
    cancelled.
    """

    def __init__(self, provider: Provider, clock: Clock, journal: Journal) -> None:
        self._provider = provider
        self._clock = clock
        self._journal = journal

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Pass everything through, and report the request before and after it."""
        begin = self._clock.monotonic()
        entry = self._journal.sent(request, self.name)
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
            self._journal.ended(entry, answer.call(request, self.name, seconds))


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


class Watched:
    """Gives up on a silent stream: keep-alive pings reset every timeout but this one."""

    def __init__(self, provider: Provider, silence_seconds: float) -> None:
        self._provider = provider
        self._silence_seconds = silence_seconds

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Pass everything through while something comes."""
        has_started = False
        async with aclosing(self._provider.stream(request)) as events:
            while True:
                try:
                    async with asyncio.timeout(self._silence_seconds):
                        event = await anext(events, None)
                except TimeoutError as error:
                    raise self._silent(has_started) from error
                if event is None:
                    return
                has_started = True
                yield event

    def _silent(self, has_started: bool) -> ProviderError:
        message = f"{self.name} was silent for {self._silence_seconds:g} s"
        return StreamBroken(message, "silence") if has_started else Unavailable(message)


class Retrying:
    """Tries again what may work soon: three times, after 1, 2 and 4 seconds with jitter.

    A throttled provider makes all requests of this object wait together, once, instead of each
    running into the limit on its own. A wait that the server wants longer than
    `LONGEST_WAIT_SECONDS` is not waited for: the fallback is faster.
    """

    def __init__(self, provider: Provider, clock: Clock, journal: Journal) -> None:
        self._provider = provider
        self._clock = clock
        self._journal = journal
        self._resume_at = 0.0

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Answer a request, after retries if need be."""

        def note(state: RetryCallState) -> None:
            error = state.outcome.exception() if state.outcome else None
            self._journal.happening(Happening(request.session_id, self.name, "retry", str(error)))

        retrying = AsyncRetrying(
            retry=retry_if_exception(_is_worth_a_retry),
            stop=stop_after_attempt(1 + RETRIES),
            wait=self._wait_seconds,
            sleep=self._clock.sleep,
            before_sleep=note,
            reraise=True,
        )
        begun: AsyncGenerator[Event] = await retrying(self._begun, request)
        async with listening(begun) as events:
            async for event in events:
                yield event

    async def _begun(self, request: Request) -> AsyncGenerator[Event]:
        """The stream once its first event is there; until then it can still be tried again."""
        await self._all_clear()
        return await _begun(self._provider, request)

    async def _all_clear(self) -> None:
        while (pause := self._resume_at - self._clock.monotonic()) > 0:
            await self._clock.sleep(pause)

    def _wait_seconds(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        seconds = (wait_exponential(multiplier=1, max=4) + wait_random(0, 0.25))(state)
        if isinstance(error, Unavailable) and error.retry_after_seconds is not None:
            seconds = error.retry_after_seconds
        if isinstance(error, Throttled):
            self._resume_at = max(self._resume_at, self._clock.monotonic() + seconds)
        return seconds


class Succeeding:
    """Goes on with a model's successor when the provider no longer knows the model."""

    def __init__(self, provider: Provider, models: Models, journal: Journal) -> None:
        self._provider = provider
        self._models = models
        self._journal = journal
        self._successors: dict[str, str] = {}

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Answer a request, with the successor of its model if need be."""
        async with listening(await self._begun(request)) as events:
            async for event in events:
                yield event

    async def _begun(self, request: Request) -> AsyncGenerator[Event]:
        successor = self._successors.get(request.model.id)
        model = self._models.find(successor) if successor else request.model
        try:
            return await _begun(self._provider, replace(request, model=model))
        except ModelGone:
            if not model.successor:
                raise
        if model.id not in self._successors:
            self._successors[model.id] = model.successor
            notice = f"{model.id} is retired; using {model.successor}"
            self._journal.happening(Happening(request.session_id, self.name, "successor", notice))
        return await self._begun(request)


class Fallback:
    """Asks the next provider when one cannot answer, and remembers that for a while.

    A wrong API key is not something to fall back from: the person must know. A stream that broke
    `BREAKS_BEFORE_SWITCH` times is asked of the next provider first.
    """

    def __init__(
        self,
        providers: Sequence[Provider],
        clock: Clock,
        journal: Journal,
    ) -> None:
        self._providers = tuple(providers)
        self._clock = clock
        self._journal = journal
        self._down_until: dict[str, float] = {}

    @property
    def name(self) -> str:
        """The name of the first provider."""
        return self._providers[0].name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Answer a request, from whichever provider can.

        Raises:
            GenerationUnavailable: none could; every cause is listed.
        """
        async with listening(await self._begun(request)) as events:
            async for event in events:
                yield event

    async def _begun(self, request: Request) -> AsyncGenerator[Event]:
        order = self._in_order(request)
        causes = self._breaks(request) if order[0] is not self._providers[0] else []
        for provider in order:
            if causes:
                self._journal.happening(
                    Happening(request.session_id, provider.name, "switch", causes[-1])
                )
            try:
                return await _begun(provider, request)
            except Unauthorized as error:
                if provider is self._providers[0]:
                    raise
                causes.append(error.message)
            except ProviderError as error:
                causes.append(error.message)
                self._down_until[provider.name] = self._clock.monotonic() + COOL_DOWN_SECONDS
        raise GenerationUnavailable(
            "no provider could answer", "wait a little, then `examcli resume`", tuple(causes)
        )

    def _breaks(self, request: Request) -> list[str]:
        """Why the first provider is not asked first, said when that begins."""
        has_just_switched = request.breaks == BREAKS_BEFORE_SWITCH
        return [f"{self.name} broke off {request.breaks} times"] if has_just_switched else []

    def _in_order(self, request: Request) -> list[Provider]:
        """The first provider first, unless it is down or has broken off too often."""
        now = self._clock.monotonic()
        switches = request.breaks // BREAKS_BEFORE_SWITCH
        start = min(switches, len(self._providers) - 1)
        rotated = [*self._providers[start:], *self._providers[:start]]
        return sorted(rotated, key=lambda provider: self._down_until.get(provider.name, 0.0) > now)


async def _begun(provider: Provider, request: Request) -> AsyncGenerator[Event]:
    """The provider's stream after its first event has arrived, which it yields again first."""
    events = provider.stream(request)
    try:
        first = await anext(events)
    except BaseException:
        await events.aclose()
        raise
    return _resumed(first, events)


async def _resumed(first: Event, events: AsyncGenerator[Event]) -> AsyncGenerator[Event]:
    async with listening(events):
        yield first
        async for event in events:
            yield event


def _is_worth_a_retry(error: BaseException) -> bool:
    if not isinstance(error, Unavailable):
        return False
    return (error.retry_after_seconds or 0.0) <= LONGEST_WAIT_SECONDS
