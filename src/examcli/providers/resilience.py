"""Providers made of providers: recorded, watched, retried, succeeded, with a fallback.

Each does one thing and is a provider itself, so a policy reads as the sentence it is:
`Fallback((Retrying(Watched(Claude())), Retrying(Watched(OpenRouter()))))`. All of them act only
before an answer has begun; what to do about half an answer is decided by who asked.
"""

import asyncio
import math
import random
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal, Protocol

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from examcli.accounts import CANCELLED
from examcli.clock import Clock
from examcli.errors import (
    GenerationUnavailable,
    ModelGone,
    ProviderError,
    Rejected,
    ServerFailed,
    Silent,
    StreamBroken,
    Throttled,
    Unauthorized,
    Unavailable,
)
from examcli.prompt import tokens_at_least
from examcli.providers import Ended, Event, Provider, Request, Started, Text, listening
from examcli.providers.patience import QUICK, Jitter, Patience, spread
from examcli.usage import Models, Usage

MissReason = Literal["", "no-breakpoint", "below-minimum", "ignored", "cold", "miss"]
RETRIES = 3
DOWN_AFTER = 5
"""Failures in a row, whoever asked: fewer are chance when one request in four is refused."""
COOL_DOWN_SECONDS = 60.0
BREAKS_BEFORE_SWITCH = 2
NOBODY = "no provider could answer"
_Begun = tuple[Provider, AsyncGenerator[Event]]


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
    what: Literal["retry", "switch", "successor", "wait"]
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
        return StreamBroken(message, "silence") if has_started else Silent(message)


class _Pause:
    """A pause that all requests make together; each ends it at a moment of its own."""

    def __init__(self, clock: Clock, jitter: Jitter) -> None:
        self._clock = clock
        self._jitter = jitter
        self._until = 0.0

    @property
    def is_on(self) -> bool:
        """Whether it lasts."""
        return self._until > self._clock.monotonic()

    def extend(self, seconds: float) -> None:
        """Let it last at least so long from now."""
        self._until = max(self._until, self._clock.monotonic() + seconds)

    async def is_over(self) -> None:
        """Wait for its end."""
        while self.is_on:
            await self.passes()

    async def passes(self) -> None:
        """Wait for its end as it stands; somebody may extend it meanwhile."""
        seconds = self._until - self._clock.monotonic()
        await self._clock.sleep(spread(seconds, self._jitter))


class Retrying:
    """Tries again what may work soon: three times, after 1, 2 and 4 seconds with jitter.

    What one request learns of the provider holds for all requests of this object. A throttled
    provider makes them wait together, once, instead of each running into the limit on its own.
    Once it has failed `DOWN_AFTER` times in a row it is down: then one request at a time looks
    whether it is back, and what that one finds counts for those that wait. A wait that the server
    wants longer than a person would like is not waited for here: another provider is faster. Nor
    is silence, which costs its whole length each time.
    """

    def __init__(
        self, provider: Provider, clock: Clock, journal: Journal, jitter: Jitter = random.random
    ) -> None:
        self._provider = provider
        self._clock = clock
        self._journal = journal
        self._jitter = jitter
        self._pause = _Pause(clock, jitter)
        self._turn = asyncio.Lock()
        self._failures_in_a_row = 0
        self._looks: list[Unavailable] = []

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
        begun: AsyncGenerator[Event] = await retrying(self._begun, _Caller(request, self._looks))
        async with listening(begun) as events:
            async for event in events:
                yield event

    async def _begun(self, caller: "_Caller") -> AsyncGenerator[Event]:
        """The stream once its first event is there; until then it can still be tried again."""
        while self._pause.is_on:
            self._hear(caller)
            await self._pause.passes()
        if not self._is_down:
            return await self._asked(caller.request)
        async with self._turn:
            if self._is_down:
                return await self._looked(caller)
        return await self._asked(caller.request)

    async def _looked(self, caller: "_Caller") -> AsyncGenerator[Event]:
        """Look whether the provider is back, unless another request has just done so."""
        self._hear(caller)
        try:
            return await self._asked(caller.request)
        except Unavailable as failure:
            self._looks.append(failure)
            caller.news(self._looks)
            raise

    def _hear(self, caller: "_Caller") -> None:
        """Fail as another request has just failed, which counts for all while it is down."""
        if self._is_down and (failure := caller.news(self._looks)):
            raise failure

    async def _asked(self, request: Request) -> AsyncGenerator[Event]:
        try:
            begun = await _begun(self._provider, request)
        except Unavailable as failure:
            self._failures_in_a_row += 1
            if isinstance(failure, Throttled) and _is_worth_a_retry(failure):
                told = failure.retry_after_seconds
                self._pause.extend(QUICK.pause_seconds(1) if told is None else told)
            raise
        self._failures_in_a_row = 0
        return begun

    @property
    def _is_down(self) -> bool:
        return self._failures_in_a_row >= DOWN_AFTER

    def _wait_seconds(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        seconds = QUICK.pause_seconds(state.attempt_number)
        if isinstance(error, Unavailable) and error.retry_after_seconds is not None:
            seconds = error.retry_after_seconds
        return spread(seconds, self._jitter)


class _Caller:
    """One request, and how much it knows of what others found when they looked."""

    def __init__(self, request: Request, looks: Sequence[Unavailable]) -> None:
        self.request = request
        self._known = len(looks)

    def news(self, looks: Sequence[Unavailable]) -> Unavailable | None:
        """What was found since this was last asked, if anything was."""
        known, self._known = self._known, len(looks)
        return looks[-1] if len(looks) > known else None


_ANOTHER_MODEL = "set EXAM_MODEL to a model that the server has; `examcli doctor` asks for them"


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
        except ModelGone as gone:
            if not model.successor:
                raise ModelGone(gone.message, gone.hint or _ANOTHER_MODEL) from gone
        if model.id not in self._successors:
            self._successors[model.id] = model.successor
            notice = f"{model.id} is retired; using {model.successor}"
            self._journal.happening(Happening(request.session_id, self.name, "successor", notice))
        return await self._begun(request)


class Fallback:
    """Asks the next provider when one cannot answer, and remembers that for a while.

    A wrong API key is not something to fall back from: the person must know. A stream that broke
    `BREAKS_BEFORE_SWITCH` times is asked of the next provider first, and never without a pause.
    When none could answer, patience decides whether all are asked again, and after which wait.
    """

    def __init__(
        self,
        providers: Sequence[Provider],
        clock: Clock,
        journal: Journal,
        patience: Patience = QUICK,
        jitter: Jitter = random.random,
    ) -> None:
        self._providers = tuple(providers)
        self._clock = clock
        self._journal = journal
        self._patience = patience
        self._jitter = jitter
        self._pause = _Pause(clock, jitter)
        self._down_until: dict[str, float] = {}
        self._failures: dict[str, ProviderError] = {}
        self._rounds = 0

    @property
    def name(self) -> str:
        """The name of the first provider."""
        return self._providers[0].name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Answer a request, from whichever provider can.

        Raises:
            GenerationUnavailable: none could; every cause is listed.
            Unauthorized: the first one refuses the API key.
            StreamBroken: the answer broke off; asking again may help.
        """
        if request.breaks:
            seconds = self._patience.pause_seconds(request.breaks)
            await self._clock.sleep(spread(seconds, self._jitter))
        provider, begun = await self._begun(request)
        try:
            async with listening(begun) as events:
                async for event in events:
                    yield event
        except StreamBroken as broken:
            if broken.kind and not broken.kind.may_pass:
                self._give_up(provider, broken.kind)
            raise

    async def _begun(self, request: Request) -> _Begun:
        """Who answers, and the answer; all are asked again as long as patience lasts."""
        while True:
            await self._pause.is_over()
            failures: dict[str, ProviderError] = {}
            begun = await self._round(request, failures)
            if begun:
                self._rounds = 0
                return begun
            wait = self._wait(failures)
            if wait is None:
                raise GenerationUnavailable(NOBODY, failures=tuple(failures.values()))
            if not self._pause.is_on:
                self._begin(wait, request.session_id)

    async def _round(self, request: Request, failures: dict[str, ProviderError]) -> _Begun | None:
        """Ask everybody once, and who was silent once more in case the request was lost."""
        order, silent = self._in_order(request), list[Provider]()
        cause = self._break(request) if order[0] is not self._providers[0] else ""
        for provider in chain(order, silent):
            if cause:
                what: Literal["retry", "switch"] = "retry" if provider in silent else "switch"
                self._journal.happening(Happening(request.session_id, provider.name, what, cause))
            try:
                return provider, await _begun(provider, request)
            except ProviderError as failure:
                if isinstance(failure, Unauthorized) and provider is self._providers[0]:
                    raise
                failures[provider.name] = failure
                cause = failure.message
                self._note_down(provider, failure)
                if isinstance(failure, Silent) and provider not in silent:
                    silent.append(provider)
        return None

    def _wait(self, failures: Mapping[str, ProviderError]) -> "_Wait | None":
        """The wait before everybody is asked again; None when patience is at its end.

        The rounds are counted for all requests together, until one is answered.
        """
        asked = {
            name: failure.retry_after_seconds or 0.0
            for name, failure in failures.items()
            if isinstance(failure, Unavailable)
        }
        longest = self._patience.longest_wait_seconds
        bearable = {name: seconds for name, seconds in asked.items() if seconds <= longest}
        is_spent = self._rounds >= self._patience.rounds and not self._pause.is_on
        if is_spent or not bearable:
            return None
        name = min(bearable, key=lambda name: bearable[name])
        if bearable[name]:
            told = f"{name} asks to wait {bearable[name]:.0f} s"
            return _Wait(name, bearable[name], told)
        seconds = self._patience.pause_seconds(RETRIES + 1 + self._rounds)
        return _Wait(name, seconds, f"{NOBODY}; {seconds:.0f} s")

    def _begin(self, wait: "_Wait", session_id: str) -> None:
        """Begin a wait for all, and tell of it."""
        self._rounds += 1
        self._journal.happening(Happening(session_id, wait.provider, "wait", wait.told))
        self._pause.extend(wait.seconds)

    def _give_up(self, provider: Provider, failure: ProviderError) -> None:
        """Take a failure in the midst of an answer for what it would have been before it.

        Raises:
            GenerationUnavailable: nobody else is left to be asked.
            Unauthorized: the first provider refuses the API key, and nobody else is left.
        """
        self._note_down(provider, failure)
        if not all(map(self._is_down, self._providers)):
            return
        if isinstance(failure, Unauthorized) and provider is self._providers[0]:
            raise failure
        raise GenerationUnavailable(
            NOBODY,
            failures=[self._failures[each.name] for each in self._providers],
        )

    def _note_down(self, provider: Provider, failure: ProviderError) -> None:
        """Ask others first from now on; for good when only a person can mend it."""
        is_passing = failure.may_pass or isinstance(failure, Rejected | ServerFailed)
        seconds = COOL_DOWN_SECONDS if is_passing else math.inf
        self._down_until[provider.name] = self._clock.monotonic() + seconds
        self._failures[provider.name] = failure

    def _is_down(self, provider: Provider) -> bool:
        return self._down_until.get(provider.name, 0.0) > self._clock.monotonic()

    def _break(self, request: Request) -> str:
        """Why the first provider is not asked first, said when that begins."""
        has_just_switched = request.breaks == BREAKS_BEFORE_SWITCH
        return f"{self.name} broke off {request.breaks} times" if has_just_switched else ""

    def _in_order(self, request: Request) -> list[Provider]:
        """The first provider first, unless it is down or has broken off too often."""
        switches = request.breaks // BREAKS_BEFORE_SWITCH
        start = min(switches, len(self._providers) - 1)
        rotated = [*self._providers[start:], *self._providers[:start]]
        return sorted(rotated, key=self._is_down)


@dataclass(frozen=True)
class _Wait:
    """A wait that `provider` asked for, or that is ours when nobody asked."""

    provider: str
    seconds: float
    told: str


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
    if not isinstance(error, Unavailable) or isinstance(error, Silent):
        return False
    return (error.retry_after_seconds or 0.0) <= QUICK.longest_wait_seconds
