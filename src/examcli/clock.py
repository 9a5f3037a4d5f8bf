"""Time as an input: what the time is, how long things take, how to wait.

Everything that depends on time takes a `Clock`, so tests decide what time it is and never sleep.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """`now` is wall-clock time in UTC, `monotonic` counts seconds, `sleep` waits seconds."""

    now: Callable[[], datetime] = _utc_now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


SYSTEM_CLOCK = Clock()
"""The real one, for whoever was given none."""
