"""Simulated time: one clock that every lifetime, pace and rate limit of the simulator reads.

It runs `speed` times faster than the real one and can be pushed forward, so that an hour's cache
lifetime passes in a test without anyone waiting.
"""

import threading
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta


class Clock:
    """Simulated seconds since the start, and the simulated date that goes with them."""

    def __init__(
        self,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        speed: float,
    ) -> None:
        self._started_on = now()
        self._started_at = monotonic()
        self._monotonic = monotonic
        self._sleep = sleep
        self._skipped_seconds = 0.0
        self._lock = threading.Lock()
        self.speed = speed

    def seconds(self) -> float:
        """Simulated seconds since the clock was made."""
        elapsed_seconds = self._monotonic() - self._started_at
        return elapsed_seconds * self.speed + self._skipped_seconds

    def now(self) -> datetime:
        """The simulated date and time."""
        return self._started_on + timedelta(seconds=self.seconds())

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once; a wait that has already begun is not cut short."""
        with self._lock:
            self._skipped_seconds += seconds

    async def wait_until(self, deadline_seconds: float) -> None:
        """Return at `deadline_seconds` on this clock, at once if that is past."""
        remaining_seconds = deadline_seconds - self.seconds()
        if remaining_seconds > 0:
            await self._sleep(remaining_seconds / self.speed)
