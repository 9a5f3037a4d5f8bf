"""A call that lags behind the others is asked a second time; the first whole answer counts."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from statistics import median
from typing import Any

from examcli.clock import Clock

Call = Coroutine[Any, Any, None]


@dataclass(frozen=True)
class RaceLimits:
    """When calls may be raced: so large a share must be home, and so large a share may be raced.

    Both from 0 to 1, of all calls.
    """

    home_share: float
    raced_share: float


class Stragglers:
    """Says of a call when it lags; `calls` is how many there will be.

    A call lags that has taken longer than half of those that are home. No more of them are named
    than the limits allow.
    """

    def __init__(self, calls: int, limits: RaceLimits, clock: Clock) -> None:
        self._needed = limits.home_share * calls
        self._places = asyncio.Semaphore(int(limits.raced_share * calls))
        self._clock = clock
        self._durations_seconds: list[float] = []
        self._most_are_home = asyncio.Event()

    def note_home(self, begun_at: float) -> None:
        """A call that began then is answered."""
        self._durations_seconds.append(self._clock.monotonic() - begun_at)
        if len(self._durations_seconds) >= self._needed:
            self._most_are_home.set()

    async def lag(self, begun_at: float) -> None:
        """Wait until a call that began then lags and may be raced; it may never come to that."""
        await self._most_are_home.wait()
        due_at = begun_at + median(self._durations_seconds)
        await self._clock.sleep(max(0.0, due_at - self._clock.monotonic()))
        await self._places.acquire()


async def raced(call: Call, rival: Callable[[], Call], lag: Call) -> None:
    """Run a call and, once it lags, its rival too; the first that ends well cuts the other off.

    Raises:
        ExamError: the call failed, and so did its rival, if it had one.
    """
    first, lagging = asyncio.create_task(call), asyncio.create_task(lag)
    under_way = [first, lagging]
    try:
        await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        if not first.done():
            second = asyncio.create_task(rival())
            under_way.append(second)
            await _first_success(first, second)
            if _is_success(second):
                return
        await first
    finally:
        await _cut_off(under_way)


async def _first_success(*calls: asyncio.Task[None]) -> None:
    """Wait until one has ended well, or all have failed."""
    running = set(calls)
    while running:
        ended, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        if any(map(_is_success, ended)):
            return


def _is_success(call: asyncio.Task[None]) -> bool:
    return call.done() and not call.cancelled() and call.exception() is None


async def _cut_off(calls: list[asyncio.Task[None]]) -> None:
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
