"""Whoever is measured: the simulator in a process of its own, or the real API.

A tenant is somebody whose cache nobody else shares. With the simulator it is an API key; with the
real API, where the key is what it is, it is a mark at the head of the prompt.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from examcli.bench.reference_exam import reference_blueprint
from examcli.clock import Clock
from examcli.errors import GenerationUnavailable
from examcli.exam.blueprint import Blueprint
from examcli.generation.task import AWAITED, Pace
from examcli.models import Model
from examcli.providers import Provider, Request
from examcli.providers.chain import Policy, opened
from examcli.providers.endpoint import claude
from examcli.providers.recording import Call, CallLog, ProviderEvent
from examcli.sessions.sessions import Engine

NAME = "claude"
"""The name of the provider, as users have it in their records."""
POLICY = Policy(silence_seconds=25.0)
"""As it is for whoever sets nothing, and waits."""
STOP_SECONDS = 5.0
"""Long enough for a simulator to end by itself; after that it is killed."""


@dataclass(frozen=True)
class Target:
    """A model that answers. `clock` runs in its own time.

    `open` gives a provider for a tenant; `blueprint` the blueprint whose prompt is cached for
    that tenant alone.
    """

    model: Model
    clock: Clock
    open: Callable[[str, CallLog], AbstractAsyncContextManager[Provider]]
    blueprint: Callable[[str], Blueprint]

    def engine(self, tenant: str) -> Engine:
        """The target as sessions want it."""

        def opening(_pace: Pace, call_log: CallLog) -> AbstractAsyncContextManager[Provider]:
            return self.open(tenant, call_log)

        return Engine(self.model, NAME, opening)


class CallRecorder:
    """A log that keeps the calls that are over."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def sent(self, _request: Request, _provider: str) -> int:
        """Only what ends is measured."""
        return 0

    def ended(self, _entry: int, call: Call) -> None:
        """Keep a call."""
        self.calls.append(call)

    def provider_event(self, event: ProviderEvent) -> None:
        """Retries show in the calls."""


def faster_clock(speed: float) -> Clock:
    """A clock that runs `speed` times faster than the real one."""
    started_on, started_at = datetime.now(UTC), time.monotonic()

    def monotonic() -> float:
        return (time.monotonic() - started_at) * speed

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / speed)

    return Clock(lambda: started_on + timedelta(seconds=monotonic()), monotonic, sleep)


def target_at(base_url: str, model: Model, clock: Clock, policy: Policy = POLICY) -> Target:
    """The Messages API at an address, where every tenant has a key of its own."""

    def opening(tenant: str, call_log: CallLog) -> AbstractAsyncContextManager[Provider]:
        return opened([claude(tenant, base_url, NAME)], policy, call_log, clock)

    return Target(model, clock, opening, lambda _tenant: reference_blueprint())


def live_target(engine: Engine, clock: Clock) -> Target:
    """The real API behind an engine; a mark at the head of the prompt makes a tenant."""

    def opened(_tenant: str, call_log: CallLog) -> AbstractAsyncContextManager[Provider]:
        return engine.open(AWAITED, call_log)

    return Target(engine.model, clock, opened, marked)


def marked(tenant: str) -> Blueprint:
    """The blueprint with a prompt that nobody else sends."""
    blueprint = reference_blueprint()
    texts = blueprint.prompt.model_copy(update={"role": f"[{tenant}]\n{blueprint.prompt.role}"})
    return blueprint.model_copy(update={"prompt": texts})


@contextmanager
def simulator_process(options: Sequence[str]) -> Iterator[str]:
    """A simulator in another process, so that it cannot slow down what is measured; its URL.

    Raises:
        GenerationUnavailable: it did not start.
    """
    with server_process(["examcli", "simulate", *options]) as base_url:
        yield base_url


@contextmanager
def server_process(module: Sequence[str]) -> Iterator[str]:
    """A module with its arguments, run as a process that tells its URL and serves until ended.

    Raises:
        GenerationUnavailable: it did not start.
    """
    command = [sys.executable, "-m", *module]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            base_url = process.stdout.readline().strip()
            if not base_url:
                raise GenerationUnavailable("the simulator did not start")
            yield base_url
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
