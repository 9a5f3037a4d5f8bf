"""Asking the next provider when one cannot answer."""

import math
import random
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from examcli.clock import Clock
from examcli.errors import (
    CostLimited,
    GenerationUnavailable,
    ProviderError,
    Rejected,
    ServerFailed,
    Silent,
    StreamBroken,
    Unauthorized,
    Unavailable,
)
from examcli.providers import Event, Provider, Request, listening
from examcli.providers.opening import opened
from examcli.providers.patience import QUICK, Jitter, Patience, spread
from examcli.providers.pause import Pause
from examcli.providers.recording import CallLog, ProviderEvent
from examcli.providers.retrying import RETRIES

COOL_DOWN_SECONDS = 60.0
"""For so long a provider that failed is asked last: overloads last minutes, not seconds."""
BREAKS_BEFORE_SWITCH = 2
"""One break is chance, and another provider has to read the whole prompt uncached."""
NOBODY = "no provider could answer"
_Answered = tuple[Provider, AsyncGenerator[Event]]
"""Who answers, and the answer."""


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
        call_log: CallLog,
        patience: Patience = QUICK,
        jitter: Jitter = random.random,
    ) -> None:
        self._providers = tuple(providers)
        self._clock = clock
        self._call_log = call_log
        self._patience = patience
        self._jitter = jitter
        self._pause = Pause(clock, jitter)
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
            CostLimited: it might cost more than may be spent, whoever answers.
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
                self._call_log.provider_event(
                    ProviderEvent(request.session_id, provider.name, what, cause)
                )
            try:
                return provider, await opened(provider, request)
            except ProviderError as failure:
                if isinstance(failure, CostLimited):
                    raise
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
        self._call_log.provider_event(ProviderEvent(session_id, wait.provider, "wait", wait.told))
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
