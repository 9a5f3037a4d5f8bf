"""Under which conditions something is measured: how often, how fast, against what."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace

from examcli.bench.budget import Budget, within
from examcli.bench.service import Service, at, faster_clock, live_service, simulator_process
from examcli.clock import Clock
from examcli.models import Model
from examcli.sessions.sessions import Engine

RACING = 3
LIVE_STREAMS = 4


@dataclass(frozen=True)
class Speeds:
    """How fast the simulator answers: a profile of its profiles.toml, and a speed-up."""

    profile: str
    ttft_seconds: float
    tokens_per_second: float
    speed: float = 1.0


@dataclass(frozen=True)
class Conditions:
    """What every scenario is given.

    `timed` opens the service whose times count, `untimed` one whose tokens count. `speeds` is
    None for the real API. `note` takes what a reader of the report must know.
    """

    model: Model
    runs: int
    overlaunch: int
    seed: int
    speeds: Speeds | None
    timed: Callable[[], AbstractAsyncContextManager[Service]]
    untimed: Callable[[], AbstractAsyncContextManager[Service]]
    notes: list[str] = field(default_factory=list)

    @property
    def single_calls_at_once(self) -> int:
        """How many long streams run side by side; they cost next to nothing while they wait."""
        return 2 * self.runs if self.speeds else LIVE_STREAMS

    @property
    def batches_at_once(self) -> int:
        """How many fan-outs race at the same time without being in each other's way."""
        return max(1, round(RACING / self.speeds.speed)) if self.speeds else 1

    def note(self, line: str) -> None:
        """Say something once."""
        if line not in self.notes:
            self.notes.append(line)


def live(
    engine: Engine, clock: Clock, runs: int, overlaunch: int, seed: int, max_cost_usd: float
) -> Conditions:
    """Against the real API, within a budget that all scenarios share."""
    service = live_service(engine, clock)
    capped = replace(service, open=within(service.open, Budget(max_cost_usd)))

    @asynccontextmanager
    async def opened() -> AsyncIterator[Service]:
        yield capped

    return Conditions(engine.model, runs, overlaunch, seed, None, opened, opened)


def simulated(model: Model, speeds: Speeds, runs: int, overlaunch: int, seed: int) -> Conditions:
    """Against the simulator: paced where time counts, unpaced where it does not."""
    options = ["--profile", speeds.profile, "--speed", f"{speeds.speed:g}", "--seed", str(seed)]

    @asynccontextmanager
    async def timed() -> AsyncIterator[Service]:
        with simulator_process(options) as base_url:
            yield at(base_url, model, faster_clock(speeds.speed))

    @asynccontextmanager
    async def untimed() -> AsyncIterator[Service]:
        with simulator_process(["--seed", str(seed)]) as base_url:
            yield at(base_url, model, Clock())

    return Conditions(model, runs, overlaunch, seed, speeds, timed, untimed)
