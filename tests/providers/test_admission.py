"""Requests wait before they are sent, so that they are not sent to be refused.

Over real HTTP, in virtual time: minutes of a service at its limits take seconds.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, replace

import pytest

from conftest import SECRET
from examcli.errors import ProviderError
from examcli.exam.blueprint import embedded
from examcli.exam.plan import plan_exam
from examcli.generation.prompt import Order, prefix, suffix
from examcli.generation.schema import SCHEMA
from examcli.models import known_models
from examcli.providers import Provider, Request
from examcli.providers.admission import Admission, AdmissionState
from examcli.providers.chain import Policy, opened
from examcli.providers.endpoint import claude
from examcli.providers.patience import LONG
from examcli.providers.recording import Call, ProviderEvent
from examcli.simulator import Limits, Options, parse_fault
from providers.virtual_time import Served, run, served, virtual_clock

WORKERS = 40
"""Many more than the limits of these tests allow at once."""
MEASURED_SECONDS = 40.0


@dataclass(frozen=True)
class StandIn:
    """A composition of some ten tokens: what matters here is how many, not how long."""

    text: str = json.dumps({"passage": "", "questions": []})
    shortfall: str = ""


def stand_in(_slots: Sequence[Mapping[str, object]], _avoid: Sequence[str]) -> StandIn:
    """The same answer to everything."""
    return StandIn()


class Silent:
    """A log that forgets."""

    def sent(self, _request: Request, _provider: str) -> int:
        return 0

    def ended(self, _entry: int, _call: Call) -> None:
        pass

    def provider_event(self, _event: ProviderEvent) -> None:
        pass


def a_request() -> Request:
    """A request for a question whose prefix is in the cache of Claude."""
    gat = embedded("gat")
    (slot, *_) = plan_exam(gat, "scientific", 7).slots
    return Request(
        prefix=(prefix(gat),),
        suffix=suffix([Order(slot)], []),
        schema=SCHEMA,
        model=known_models().find("claude-sonnet-4-6"),
        max_tokens=1_200,
        cache_ttl="1h",
        session_id="exam-1",
        shard="1",
        cached_by="claude",
    )


CACHED = a_request()
PILOT = replace(CACHED, cached_by="")


def limited(limits: Limits) -> Options:
    """A service with limits, at the pace of Sonnet 4.6, on the running loop's clock."""
    clock = virtual_clock()
    return Options(
        limits=limits,
        profile="sonnet-4.6",
        compose=stand_in,
        now=clock.now,
        monotonic=clock.monotonic,
        sleep=clock.sleep,
    )


@asynccontextmanager
async def unattended(server: Served, admission: Admission) -> AsyncIterator[Provider]:
    """The chain that runs use which nobody waits for."""
    policy = Policy(60.0, "http", LONG, is_awaited=False, admission=admission)
    servers = [claude(SECRET, server.base_url)]
    async with opened(servers, policy, Silent(), server.clock) as provider:
        yield provider


async def answer(provider: Provider, request: Request) -> None:
    """Have a request answered."""
    async with aclosing(provider.stream(request)) as events:
        async for _ in events:
            pass


async def ask_for_ever(provider: Provider) -> None:
    """Ask for one question after another, as long as it goes on."""
    while True:
        await answer(provider, CACHED)


@asynccontextmanager
async def demand(provider: Provider, workers: int = WORKERS) -> AsyncIterator[None]:
    """More to ask for than the service allows, after a pilot that writes the cache."""
    await answer(provider, PILOT)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask_for_ever(provider)) for _ in range(workers)]
        yield
        for task in tasks:
            task.cancel()


@dataclass(frozen=True)
class Measured:
    """What a service saw: used of each allowance a minute, and the share of requests it refused."""

    requests: float
    input_tokens: float
    output_tokens: float
    refused_share: float


def measured(server: Served, since_seconds: float) -> Measured:
    """What was used since then; of the refusals, all that there ever were."""
    seconds = server.api.clock.seconds() - since_seconds
    used = server.admitted(since_seconds, since_seconds + seconds)
    uncached = sum(use["input_tokens"] + use["cache_creation_input_tokens"] for use in used)
    return Measured(
        requests=len(used) * 60 / seconds,
        input_tokens=uncached * 60 / seconds,
        output_tokens=sum(use["output_tokens"] for use in used) * 60 / seconds,
        refused_share=server.statuses.count(429) / len(server.statuses),
    )


BINDING: Mapping[str, tuple[Limits, float, str, float]] = {
    "requests": (Limits(requests_per_minute=150), 15, "requests", 150),
    "input": (Limits(input_tokens_per_minute=30_000), 15, "input tokens", 30_000),
    "output": (Limits(output_tokens_per_minute=2_000), 15, "output tokens", 2_000),
    "acceleration": (
        Limits(requests_per_minute=240, unhurried_requests=10),
        90,
        "requests",
        240,
    ),
}
"""By what binds: the limits, seconds for the ramp and a full bucket, what is used, how much."""


@pytest.mark.slow
@pytest.mark.parametrize("binding", BINDING)
def test_a_limit_is_used_and_nothing_refused(binding: str) -> None:
    """After the ramp at least 95 % of what binds; at most one request in a hundred is refused."""
    limits, ramp_seconds, name, per_minute = BINDING[binding]

    async def work() -> tuple[Measured, AdmissionState]:
        async with served(limited(limits)) as server:
            admission = Admission(server.clock)
            async with unattended(server, admission) as provider, demand(provider):
                await asyncio.sleep(ramp_seconds)
                since = server.api.clock.seconds()
                await asyncio.sleep(MEASURED_SECONDS)
                return measured(server, since), admission.states[0]

    used, state = run(work())
    assert getattr(used, name.replace(" ", "_")) >= 0.95 * per_minute
    assert used.refused_share <= 0.01
    assert state.limited_by == name


def arrivals(server: Served) -> list[float]:
    """When each request came, in seconds of the service."""
    return [each.started_at for each in server.api.request_log.snapshot()]


def test_without_limits_all_run_at_once() -> None:
    """The ninety-six calls of a whole exam are sent within half a second of the pilot's answer."""

    async def work() -> list[float]:
        async with served(limited(Limits())) as server:
            async with unattended(server, Admission(server.clock)) as provider:
                await answer(provider, PILOT)
                async with asyncio.TaskGroup() as group:
                    for _ in range(96):
                        group.create_task(answer(provider, CACHED))
            return arrivals(server)

    _, first, *others = run(work())
    assert max(others) - first <= 0.5


def test_a_wait_that_is_asked_for_is_kept_by_all() -> None:
    """One of three is told to come back in seven seconds: until then nobody asks, then all do."""

    async def work() -> tuple[list[float], AdmissionState]:
        fault = parse_fault("rate-limit@2:retry-after=7")
        async with served(replace(limited(Limits()), faults=(fault,))) as server:
            admission = Admission(server.clock)
            async with unattended(server, admission) as provider, asyncio.TaskGroup() as group:
                await answer(provider, PILOT)
                group.create_task(answer(provider, CACHED))
                await asyncio.sleep(1)
                group.create_task(answer(provider, CACHED))
                await asyncio.sleep(1)
                state = admission.states[0]
            return arrivals(server), state

    (_, refused, *others), state = run(work())
    assert len(others) == 2
    assert min(others) - refused >= 7
    assert max(others) - refused <= 10
    assert state.in_flight == 0


@pytest.mark.parametrize("fault", ["overloaded", "server-error", "cut", "error-event"])
def test_only_a_refusal_for_too_many_makes_it_fewer(fault: str) -> None:
    """A service that is overloaded, or breaks off, has other reasons than this client."""

    async def work() -> tuple[int, int]:
        faults = (parse_fault(f"{fault}@2"),)
        async with served(replace(limited(Limits()), faults=faults)) as server:
            admission = Admission(server.clock)
            async with unattended(server, admission) as provider:
                await answer(provider, PILOT)
                before = admission.states[0].concurrency
                with suppress(ProviderError):
                    await answer(provider, CACHED)
                return before, admission.states[0].concurrency

    before, after = run(work())
    assert before == after


def test_who_waits_is_not_held_up_but_teaches() -> None:
    """A person's requests use up the minute: they go out at once, and a run waits for its turn."""

    async def work() -> tuple[list[float], list[int]]:
        async with served(limited(Limits(requests_per_minute=6))) as server:
            admission = Admission(server.clock)
            policy = Policy(60.0, "http", LONG, is_awaited=True, admission=admission)
            servers = [claude(SECRET, server.base_url)]
            async with opened(servers, policy, Silent(), server.clock) as awaited:
                await answer(awaited, PILOT)
                async with asyncio.TaskGroup() as group:
                    for _ in range(5):
                        group.create_task(answer(awaited, CACHED))
            async with unattended(server, admission) as provider:
                await answer(provider, CACHED)
            return arrivals(server), server.statuses

    moments, statuses = run(work())
    assert statuses == [200] * 7
    assert max(moments[1:6]) - min(moments[1:6]) < 0.5
    assert moments[6] - moments[5] > 5


def test_a_run_that_is_cancelled_leaves_the_queue() -> None:
    """Those behind it take its place; nobody waits for one who has left."""

    async def work() -> list[AdmissionState]:
        async with served(limited(Limits(requests_per_minute=2))) as server:
            admission = Admission(server.clock)
            async with unattended(server, admission) as provider:
                async with demand(provider, workers=5):
                    await asyncio.sleep(10)
                    during = admission.states[0]
                await answer(provider, CACHED)
            return [during, admission.states[0]]

    during, after = run(work())
    assert (during.waiting, during.limited_by) == (5, "requests")
    assert (after.in_flight, after.waiting, after.limited_by) == (0, 0, "nothing")


@pytest.mark.slow
def test_two_processes_share_what_is_allowed() -> None:
    """Neither knows of the other: the account is used all the same, and little is refused."""

    async def work() -> Measured:
        async with served(limited(Limits(requests_per_minute=150))) as server:
            one, other = Admission(server.clock), Admission(server.clock)
            async with (
                unattended(server, one) as first,
                unattended(server, other) as second,
                demand(first, 20),
                demand(second, 20),
            ):
                await asyncio.sleep(15)
                since = server.api.clock.seconds()
                await asyncio.sleep(MEASURED_SECONDS)
                return measured(server, since)

    used = run(work())
    assert used.requests >= 0.85 * 150
    assert used.refused_share <= 0.1
