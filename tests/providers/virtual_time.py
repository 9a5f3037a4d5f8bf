"""Virtual time for everything on one event loop: when nothing is left to do, the next timer is due.

Real sockets on loopback, a real server, and minutes that take seconds.
"""

import asyncio
import selectors
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import uvicorn

from examcli.clock import Clock
from examcli.simulator import Options
from examcli.simulator.api import Api
from examcli.simulator.server import application

T = TypeVar("T")
BEGIN = datetime(2026, 11, 27, 12, tzinfo=UTC)
ARRIVAL_SECONDS = 0.0002
"""Real seconds in which what was written to a socket on loopback arrives."""


class _Jumping(selectors.DefaultSelector):
    """Waits for what arrives soon; when nothing does, the time has come that it was to wait for."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped_seconds = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0 if timeout == 0 else ARRIVAL_SECONDS)
        if not ready and timeout:
            self.skipped_seconds += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose time passes only in waiting."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.skipped_seconds

    @property
    def clock(self) -> Clock:
        """For the client."""
        return Clock(self.now, self.time, asyncio.sleep)

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.time())


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run something to its end in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)


def virtual_clock() -> Clock:
    """The clock of the running loop."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    return loop.clock


@dataclass
class Served:
    """A simulator on the running loop."""

    api: Api
    base_url: str
    clock: Clock

    def admitted(self, since_seconds: float, until_seconds: float) -> list[Mapping[str, Any]]:
        """The usage of every request that was let in within a span of time."""
        return [
            each.usage
            for each in self.api.request_log.snapshot()
            if each.usage and since_seconds <= each.started_at < until_seconds
        ]

    @property
    def statuses(self) -> list[int]:
        """How every request was answered."""
        return [each.status for each in self.api.request_log.snapshot()]


@asynccontextmanager
async def served(options: Options) -> AsyncIterator[Served]:
    """A simulator over real HTTP, on the loop and the clock of its client."""
    api = Api(options)
    config = uvicorn.Config(
        application(api),
        port=0,
        loop="none",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        timeout_keep_alive=100_000,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Served(api, f"http://127.0.0.1:{port}", virtual_clock())
    finally:
        server.should_exit = True
        for connection in list(server.server_state.connections):
            connection.transport.abort()
        await server.shutdown()
