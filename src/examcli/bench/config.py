"""How a bench measures: how often, how fast, against what."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace

from examcli.bench.budget import Budget, within
from examcli.bench.target import Target, faster_clock, live_target, simulator_process, target_at
from examcli.clock import Clock
from examcli.models import Model
from examcli.sessions.sessions import Engine

RACING = 3
"""At real speed; of more at once, the machine would be what is measured."""
LIVE_STREAMS = 4
"""Side by side to save time; few, so as not to meet the rate limits of a small account."""


@dataclass(frozen=True)
class Speeds:
    """How fast the simulator answers: a profile of its profiles.toml, and a speed-up."""

    profile: str
    ttft_seconds: float
    tokens_per_second: float
    speed: float = 1.0


@dataclass(frozen=True)
class BenchConfig:
    """What every scenario is given.

    `timed` opens the target whose times count, `untimed` one whose tokens count. `speeds` is
    None for the real API. `note` takes what a reader of the report must know.
    """

    model: Model
    runs: int
    overlaunch: int
    seed: int
    speeds: Speeds | None
    timed: Callable[[], AbstractAsyncContextManager[Target]]
    untimed: Callable[[], AbstractAsyncContextManager[Target]]
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


def live_config(
    engine: Engine, clock: Clock, runs: int, overlaunch: int, seed: int, max_cost_usd: float
) -> BenchConfig:
    """Against the real API, within a budget that all scenarios share."""
    target = live_target(engine, clock)
    capped = replace(target, open=within(target.open, Budget(max_cost_usd)))

    @asynccontextmanager
    async def opened() -> AsyncIterator[Target]:
        yield capped

    return BenchConfig(engine.model, runs, overlaunch, seed, None, opened, opened)


def simulated_config(
    model: Model, speeds: Speeds, runs: int, overlaunch: int, seed: int
) -> BenchConfig:
    """Against the simulator: paced where time counts, unpaced where it does not."""
    options = ["--profile", speeds.profile, "--speed", f"{speeds.speed:g}", "--seed", str(seed)]

    @asynccontextmanager
    async def timed() -> AsyncIterator[Target]:
        with simulator_process(options) as base_url:
            yield target_at(base_url, model, faster_clock(speeds.speed))

    @asynccontextmanager
    async def untimed() -> AsyncIterator[Target]:
        with simulator_process(["--seed", str(seed)]) as base_url:
            yield target_at(base_url, model, Clock())

    return BenchConfig(model, runs, overlaunch, seed, speeds, timed, untimed)
