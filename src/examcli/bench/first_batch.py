"""The first batch, by every strategy: one call for all ten questions, or one call for each.

Clock "request": from the first request to the first question, the tenth servable one, and the
complete batch. Every strategy goes through the same machinery; they differ in how many slots share
a call, how many are launched, and whether a question counts when it arrives or when all have.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any

from examcli.bench.config import BenchConfig
from examcli.bench.percentiles import moments, summaries
from examcli.bench.reference_exam import TRACK
from examcli.bench.report import FirstBatch, Moments
from examcli.bench.strategy import CACHE_STATES, FAN_OUT, SERVED, Strategy, strategies
from examcli.bench.target import CallRecorder, Target
from examcli.bench.timing_sink import Metered, TimingSink
from examcli.errors import ExamError, SpendLimited
from examcli.exam.plan import plan_exam
from examcli.generation.fanout import fill
from examcli.generation.prompt import Order
from examcli.generation.task import Pace, Task
from examcli.models import total_usd
from examcli.providers.recording import Call


@dataclass
class Case:
    """A strategy with a cold or a warm cache, and what was measured of it."""

    strategy: Strategy
    cache: str
    runs: list[Moments[float]] = field(default_factory=list)
    calls_of_runs: list[list[Call]] = field(default_factory=list)
    servable_tokens: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def calls(self) -> list[Call]:
        """The calls of all runs."""
        return [call for calls in self.calls_of_runs for call in calls]

    @property
    def is_warm(self) -> bool:
        """Whether the prefix is in the cache before the run."""
        return self.cache == "warm"

    @property
    def name(self) -> str:
        """How a person calls it."""
        return f"{self.strategy.name}, {self.cache}"


async def measure(config: BenchConfig) -> list[FirstBatch]:
    """All strategies, cold and warm: the entries of `firstBatch` with clock "request"."""
    cases = [
        Case(strategy, cache)
        for strategy in strategies(config.overlaunch)
        for cache in CACHE_STATES
    ]
    async with config.timed() as target:
        bench = _Bench(config, target)
        await bench.warm_up(cases)
        await bench.run([c for c in cases if c.strategy.shard_size > 1])
        await bench.run([c for c in cases if c.strategy.shard_size == 1])
    _explain(config)
    limit_seconds = _limit_seconds(config, cases)
    return [_entry(case, limit_seconds) for case in cases]


class _Bench:
    """Runs cases against one target."""

    def __init__(self, config: BenchConfig, target: Target) -> None:
        self._config = config
        self._target = target
        self._single_calls = asyncio.Semaphore(config.single_calls_at_once)
        self._batches = asyncio.Semaphore(config.batches_at_once)

    async def warm_up(self, cases: Sequence[Case]) -> None:
        """One question for every tenant that is to be warm; it is not counted."""
        tenants = [self._tenant(case, 0) for case in cases if case.is_warm]
        uncounted = Case(Strategy("warm-up", 1), "cold")
        await _together([self._fill(uncounted, tenant, 0, 1) for tenant in tenants])

    async def run(self, cases: Sequence[Case]) -> None:
        """Every case as often as wanted, taking turns: a slow minute must not hit one alone."""
        order = [(case, run) for run in range(self._config.runs) for case in cases]
        await _together([self._run(case, run) for case, run in order])

    async def _run(self, case: Case, run: int) -> None:
        launched = SERVED + case.strategy.extra
        try:
            sink = await self._fill(case, self._tenant(case, run), run, launched)
        except SpendLimited:
            raise
        except ExamError as error:
            case.failures.append(error.message)
            return
        if len(sink.servable_at) < SERVED:
            case.failures.append(f"{len(sink.servable_at)} of {SERVED} questions arrived")
            return
        case.runs.append(_times(case.strategy, sink))
        case.servable_tokens += sink.servable_tokens()

    def _tenant(self, case: Case, run: int) -> str:
        """Warm runs of a case share a tenant; a cold one has never been seen."""
        number = "" if case.is_warm else f"-{run}"
        seed = self._config.seed
        return f"bench-{seed}-{case.strategy.name}-{case.cache}{number}"

    async def _fill(self, case: Case, tenant: str, run: int, launched: int) -> TimingSink:
        """One run; the next may begin once this one has its ten questions."""
        target, recorder = self._target, CallRecorder()
        plan = plan_exam(target.blueprint(tenant), TRACK, self._config.seed + run)
        turn = self._batches if case.strategy.shard_size == 1 else self._single_calls
        async with target.open(tenant, recorder) as provider:
            meter = Metered(provider)
            async with turn:
                sink = TimingSink(target.clock, meter, SERVED)
                orders = tuple(Order(slot) for slot in plan.slots[:launched])
                filling = asyncio.create_task(fill(self._task(case, tenant, orders), meter, sink))
                serving = asyncio.create_task(sink.is_served.wait())
                await asyncio.wait((filling, serving), return_when=asyncio.FIRST_COMPLETED)
                serving.cancel()
            await filling
        case.calls_of_runs.append(recorder.calls)
        return sink

    def _task(self, case: Case, tenant: str, orders: tuple[Order, ...]) -> Task:
        return Task(
            session_id=tenant,
            blueprint=self._target.blueprint(tenant),
            model=self._target.model,
            pace=Pace("1h", case.strategy.shard_size, is_awaited=True),
            is_cache_warm=case.is_warm,
            orders=orders,
        )


async def _together(work: Sequence[Coroutine[Any, Any, object]]) -> None:
    """All at the same time; the first that fails ends the others and is what is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            for each in work:
                group.create_task(each)
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from failures


def _times(strategy: Strategy, sink: TimingSink) -> Moments[float]:
    """The moments of one run; without streaming there is only the end."""
    served = sorted(sink.servable_at, key=lambda slot: sink.servable_at[slot])[:SERVED]
    end = max((sink.explained_at.get(slot, sink.elapsed) for slot in served), default=sink.elapsed)
    first, tenth = sink.servable_at[served[0]], sink.servable_at[served[-1]]
    return moments(first, tenth, end) if strategy.is_streamed else moments(end, end, end)


def _limit_seconds(config: BenchConfig, cases: Sequence[Case]) -> float | None:
    """What no strategy can beat on average: TTFT + tokens of a servable question / rate.

    Tokens are those of the fan-out, which serves all that it launches. The simulator's TTFT and
    rate are the medians of its profile, those of the real API the medians that were measured.
    """
    fan_outs = [case for case in cases if case.strategy.name == FAN_OUT]
    tokens = [count for case in fan_outs for count in case.servable_tokens]
    if not tokens:
        return None
    ttft_seconds, rate = _pace(config, [call for case in fan_outs for call in case.calls])
    return ttft_seconds + fmean(tokens) / rate


def _pace(config: BenchConfig, calls: Sequence[Call]) -> tuple[float, float]:
    if config.speeds:
        return config.speeds.ttft_seconds, config.speeds.tokens_per_second
    running_exam = [(call, call.first_token_seconds) for call in calls if call.first_token_seconds]
    rates = [call.usage.output / (call.total_seconds - first) for call, first in running_exam]
    return median(first for _, first in running_exam), median(rates)


def _entry(case: Case, limit_seconds: float | None) -> FirstBatch:
    """One entry of the report."""
    summary = summaries(case.runs)
    middle = summary.tenth_servable_seconds.p50
    ratio = middle / limit_seconds if middle and limit_seconds else None
    uncached = [_uncached_tokens(calls) for calls in case.calls_of_runs]
    return FirstBatch(
        strategy=case.strategy.name,
        cache=case.cache,
        clock="request",
        launched=SERVED + case.strategy.extra,
        requests=len(case.calls),
        requests_reading_cache=sum(call.usage.cache_read > 0 for call in case.calls),
        uncached_tokens=round(median(uncached)) if uncached else None,
        uncached_share=_uncached_share(case),
        cost_usd=_median_cost_usd(case),
        failed=len(case.failures),
        failures=case.failures,
        runs=case.runs,
        summary=summary,
        limit_seconds=None if limit_seconds is None else round(limit_seconds, 3),
        ratio_to_limit=None if ratio is None else round(ratio, 3),
    )


def _median_cost_usd(case: Case) -> float | None:
    """What a run cost; None where the prices are not known."""
    costs = [
        total_usd(call.request.model.cost_usd(call.usage) for call in calls)
        for calls in case.calls_of_runs
    ]
    known = [cost for cost in costs if cost is not None]
    return round(median(known), 6) if known and len(known) == len(costs) else None


def _uncached_share(case: Case) -> float | None:
    """The uncached part of its prompts, as a share of what it would be without excerpts.

    Without excerpts every call that neither reads nor writes the prefix would send the whole of it.
    """
    whole = sum(map(_uncut_tokens, case.calls_of_runs))
    return round(sum(map(_uncached_tokens, case.calls_of_runs)) / whole, 4) if whole else None


def _uncached_tokens(calls: Sequence[Call]) -> int:
    return sum(call.usage.input for call in calls)


def _uncut_tokens(calls: Sequence[Call]) -> int:
    """The tokens of a prefix, as the server counted it, times the calls that do without it."""
    cached = [call.usage.cache_read + call.usage.cache_write for call in calls]
    return max(cached, default=0) * cached.count(0)


def _explain(config: BenchConfig) -> None:
    config.note(
        "First batch, warm: one question per strategy was asked beforehand and is not counted; "
        "cold: every run has a cache of its own that nothing was ever written to."
    )
    config.note(
        "The plain call is counted when its answer is complete, which is when an unstreamed "
        "answer arrives."
    )
    config.note(
        f"Up to {config.batches_at_once} fan-outs race for their ten questions at the same "
        f"time, and up to {config.single_calls_at_once} single calls; the calls of a strategy "
        "take turns with those of the others."
    )
