"""Trying again what may work soon, for all requests together."""

import asyncio
import random
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from examcli.clock import Clock
from examcli.errors import (
    Silent,
    Throttled,
    Unavailable,
)
from examcli.providers import Event, Provider, Request, listening
from examcli.providers.opening import opened
from examcli.providers.patience import QUICK, Jitter, spread
from examcli.providers.pause import Pause
from examcli.providers.recording import CallLog, ProviderEvent

RETRIES = 3
"""With pauses of 1, 2 and 4 seconds: longer looks like a crash to who waits."""
DOWN_AFTER = 5
"""Failures in a row, whoever asked: fewer are chance when one request in four is refused."""


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
        self, provider: Provider, clock: Clock, call_log: CallLog, jitter: Jitter = random.random
    ) -> None:
        self._provider = provider
        self._clock = clock
        self._call_log = call_log
        self._jitter = jitter
        self._pause = Pause(clock, jitter)
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
            self._call_log.provider_event(
                ProviderEvent(request.session_id, self.name, "retry", str(error))
            )

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
            begun = await opened(self._provider, request)
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


def _is_worth_a_retry(error: BaseException) -> bool:
    if not isinstance(error, Unavailable) or isinstance(error, Silent):
        return False
    return (error.retry_after_seconds or 0.0) <= QUICK.longest_wait_seconds
