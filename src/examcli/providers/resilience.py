"""Providers made of providers: watched, retried, succeeded, with a fallback.

Each does one thing and is a provider itself, so a policy reads as the sentence it is:
`Fallback((Retrying(Watched(Claude())), Retrying(Watched(OpenRouter()))))`. All of them act only
before an answer has begun; what to do about half an answer is decided by who asked.
"""

import asyncio
import math
import random
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

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
from examcli.models import Models
from examcli.providers import Event, Provider, Request, listening
from examcli.providers.patience import QUICK, Jitter, Patience, spread
from examcli.providers.recording import Happening, Journal

RETRIES = 3
"""With pauses of 1, 2 and 4 seconds: longer looks like a crash to who waits."""
DOWN_AFTER = 5
"""Failures in a row, whoever asked: fewer are chance when one request in four is refused."""
COOL_DOWN_SECONDS = 60.0
"""For so long a provider that failed is asked last: overloads last minutes, not seconds."""
BREAKS_BEFORE_SWITCH = 2
"""One break is chance, and another provider has to read the whole prompt uncached."""
NOBODY = "no provider could answer"
_Answered = tuple[Provider, AsyncGenerator[Event]]
"""Who answers, and the answer."""


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

    All requests share what each of them learns. When the provider throttles one, all pause
    together. When it has failed `DOWN_AFTER` times in a row, whoever was asking, it counts as
    down: from then on one request at a time tries it, and when that one fails, those that were
    waiting behind it fail with it. Two failures are not retried here, because asking another
    provider is faster: a long wait that the server asks for, and silence, which takes its whole
    time limit again at each attempt.
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
        self._looks = 0
        self._found: Unavailable | None = None

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
        begun: AsyncGenerator[Event] = await retrying(self._attempt, _Caller(request, self._looks))
        async with listening(begun) as events:
            async for event in events:
                yield event

    async def _attempt(self, caller: "_Caller") -> AsyncGenerator[Event]:
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
            self._looks += 1
            self._found, caller.looks = failure, self._looks
            raise

    def _hear(self, caller: "_Caller") -> None:
        """Fail as another request has just failed, which counts for all while it is down."""
        if self._is_down and self._found and caller.looks != self._looks:
            caller.looks = self._looks
            raise self._found

    async def _asked(self, request: Request) -> AsyncGenerator[Event]:
        """Ask, and count failures in a row."""
        try:
            begun = await _opened(self._provider, request)
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


@dataclass
class _Caller:
    """One request, and how many of the vain looks at a provider that is down it knows of."""

    request: Request
    looks: int


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
        async with listening(await self._answer(request)) as events:
            async for event in events:
                yield event

    async def _answer(self, request: Request) -> AsyncGenerator[Event]:
        """The answer of the model, or of the first of its successors that is still there."""
        model = request.model
        while successor := self._successors.get(model.id):
            model = self._models.find(successor)
        try:
            return await _opened(self._provider, replace(request, model=model))
        except ModelGone:
            if not model.successor:
                raise
        if model.id not in self._successors:
            self._successors[model.id] = model.successor
            notice = f"{model.id} is retired; using {model.successor}"
            self._journal.happening(Happening(request.session_id, self.name, "successor", notice))
        return await self._answer(request)


class Fallback:
    """Asks the next provider when one cannot answer, and remembers that for a while.

    A wrong API key is not something to fall back from: the person must know. An answer that broke
    off is asked for again after a pause, and after `BREAKS_BEFORE_SWITCH` times of the next
    provider first. When none could answer, patience decides whether all are asked again, and
    after which wait.
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
        provider, answer = await self._anyone(request)
        try:
            async with listening(answer) as events:
                async for event in events:
                    yield event
        except StreamBroken as broken:
            if broken.kind and not broken.kind.may_pass:
                self._give_up(provider, broken.kind)
            raise

    async def _anyone(self, request: Request) -> _Answered:
        """Who answers, and the answer; all are asked again as long as patience lasts."""
        while True:
            await self._pause.is_over()
            failures: dict[str, ProviderError] = {}
            answered = await self._round(request, failures)
            if answered:
                self._rounds = 0
                return answered
            wait = self._wait(failures)
            if wait is None:
                raise GenerationUnavailable(NOBODY, failures=tuple(failures.values()))
            if not self._pause.is_on:
                self._start(wait, request.session_id)

    async def _round(
        self, request: Request, failures: dict[str, ProviderError]
    ) -> _Answered | None:
        """Ask everybody once, and who was silent once more in case the request was lost."""
        order, silent = self._in_order(request), list[Provider]()
        cause = self._break(request) if order[0] is not self._providers[0] else ""
        for provider in chain(order, silent):
            if cause:
                what: Literal["retry", "switch"] = "retry" if provider in silent else "switch"
                self._journal.happening(Happening(request.session_id, provider.name, what, cause))
            try:
                return provider, await _opened(provider, request)
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
        return _Wait(name, seconds, f"{NOBODY}; all are asked again in {seconds:.0f} s")

    def _start(self, wait: "_Wait", session_id: str) -> None:
        """Begin a wait for all, and tell of it."""
        self._rounds += 1
        self._journal.happening(Happening(session_id, wait.provider, "wait", wait.told))
        self._pause.extend(wait.seconds)

    def _give_up(self, provider: Provider, failure: ProviderError) -> None:
        """Treat a failure in the middle of an answer as one before its beginning.

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
        """Why the next provider is asked first, told the first time only; "" otherwise."""
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


async def _opened(provider: Provider, request: Request) -> AsyncGenerator[Event]:
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
