"""Twenty exams under rate limits: how much of what is allowed is used, and what an exam costs.

One allowance has a limit at a time, and all others are out of reach, so that it is known which one
binds. The limits are of the size that real accounts have.
"""

import random
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from examcli.bench.config import BenchConfig, Speeds
from examcli.bench.exam_cost import NullObserver, rounded
from examcli.bench.limit_use import LimitWatch, TimedCalls, watching
from examcli.bench.reference_exam import TRACK, reference_blueprint
from examcli.bench.report import LimitedRun, PregenerationCost
from examcli.bench.target import (
    NAME,
    Target,
    faster_clock,
    server_process,
    target_at,
)
from examcli.bench.whole_exam import UNAWAITED
from examcli.clock import Clock
from examcli.errors import ExamError
from examcli.generation.task import PREGENERATION, Pace
from examcli.models import total_usd
from examcli.providers import Provider
from examcli.providers.admission import Admission
from examcli.providers.batches import MessageBatches
from examcli.providers.budget import Budget
from examcli.providers.endpoint import claude
from examcli.providers.limit_headers import Resource
from examcli.providers.recording import CallLog
from examcli.sessions.asking import ExamWish, NewRun, RunWish, counted, new_run
from examcli.sessions.batched_run import BatchedRun
from examcli.sessions.batches import BatchedSessions, BatchProgress
from examcli.sessions.pregeneration import Pregeneration
from examcli.sessions.sessions import Engine, Sessions
from examcli.store import RunExam, Store

EXAMS = 20
"""An instructor's evening; four minutes and more of a binding limit."""
SPEED = 3.0
"""The limits then allow a dozen questions a second, a sixth of the time of one processor."""
BATCH_SPEED = 20.0
"""Nothing is timed there."""


@dataclass(frozen=True)
class Trial:
    """One limit that binds: its name, as headers and as `simulate --limit` have it."""

    resource: Resource
    option: str
    per_minute: int


TRIALS = (
    Trial("requests", "requests", 50),
    Trial("output tokens", "output-tokens", 100_000),
)
"""Requests: what the first tier had while tiers were numbered. Output tokens: the Start tier, for
Claude Fable 5.x (developersdigest.tech/rate-limits/anthropic, which read the documentation in
October 2026). Both second-hand."""


class _Silent(NullObserver):
    """Hears of exams; what one lacks is in the store."""

    def exam_done(self, exam: RunExam) -> None:
        """Nothing."""

    def exam_failed(self, exam: RunExam, failure: ExamError) -> None:
        """Nothing: the run ends with the failure of its exams."""


@dataclass
class _Limited:
    """A target whose limits are learned by one `Admission`, and whose calls are timed."""

    target: Target
    admission: Admission
    calls: TimedCalls = field(init=False)

    def __post_init__(self) -> None:
        self.calls = TimedCalls(self.target.clock)

    @property
    def engine(self) -> Engine:
        """As sessions want it."""
        return Engine(self.target.model, NAME, self._opened, self.admission)

    def _opened(self, _pace: Pace, call_log: CallLog) -> AbstractAsyncContextManager[Provider]:
        return self.target.open("pregeneration", self.calls.before(call_log))


async def measure(config: BenchConfig) -> PregenerationCost:
    """Every trial, and the same exams by Message Batches."""
    speeds = config.speeds
    assert speeds is not None
    runs = [await _limited_run(config, speeds, trial) for trial in TRIALS]
    batch_usd = await _by_batches(config)
    config.note(
        f"Pregeneration: {EXAMS} exams at {SPEED:g} times real speed; the share is that of the "
        "binding limit, from the first request that it held back to the last."
    )
    known = [run.cost_usd_per_exam for run in runs if run.cost_usd_per_exam is not None]
    dearest = max(known, default=0.0)
    return PregenerationCost(
        exams=EXAMS,
        runs=runs,
        batch_cost_usd_per_exam=batch_usd,
        batch_share=round(batch_usd / dearest, 4) if batch_usd and dearest else None,
    )


async def _limited_run(config: BenchConfig, speeds: Speeds, trial: Trial) -> LimitedRun:
    limit = f"{trial.option}={trial.per_minute}"
    with _server(speeds.profile, SPEED, config.seed, limit) as base_url:
        clock = faster_clock(SPEED)
        admission = Admission(clock)
        policy = replace(UNAWAITED, admission=admission)
        limited = _Limited(target_at(base_url, config.model, clock, policy), admission)
        async with _opened_run(limited.engine, clock, config.seed) as (sessions, new):
            watch = LimitWatch(admission, clock, trial.resource)
            begin = clock.monotonic()
            async with watching(watch):
                pregeneration = Pregeneration(
                    sessions, new.run, _Silent(), clock, lambda: config.model
                )
                await pregeneration.write(PREGENERATION)
            seconds = clock.monotonic() - begin
            return _told(trial, sessions.store, limited.calls, watch, seconds)


def _told(
    trial: Trial, store: Store, calls: TimedCalls, watch: LimitWatch, seconds: float
) -> LimitedRun:
    """What came of a run under a limit."""
    exams = [store.questions(each.id) for each in store.sessions()]
    share = watch.used_share(calls.ended, trial.per_minute)
    fingerprints = [question.fingerprint for questions in exams for question in questions]
    return LimitedRun(
        limit=f"{trial.option}={trial.per_minute}",
        questions=len(fingerprints),
        repeated=len(fingerprints) - len(set(fingerprints)),
        requests=len(calls.ended),
        refused_share=round(calls.refused_share, 4),
        bound_seconds=round((watch.last_at or 0.0) - (watch.first_at or 0.0), 1),
        used_share=None if share is None else round(share, 4),
        seconds=round(seconds, 1),
        cost_usd_per_exam=_cost_usd_per_exam(store),
    )


async def _by_batches(config: BenchConfig) -> float | None:
    """Dollars an exam by Message Batches, which no limit a minute holds up."""
    with _server("unpaced", BATCH_SPEED, config.seed) as base_url:
        clock = faster_clock(BATCH_SPEED)
        target = target_at(base_url, config.model, clock, UNAWAITED)
        async with (
            _opened_run(target.engine("pregeneration"), clock, config.seed) as (sessions, new),
            MessageBatches(claude("pregeneration", base_url, NAME), config.model, clock) as api,
        ):
            batched = BatchedSessions(sessions, api, clock, _unheard, Budget())
            await BatchedRun(sessions.store, new.run, batched, clock).write("batch")
            return _cost_usd_per_exam(sessions.store)


def _server(profile: str, speed: float, seed: int, *limits: str) -> AbstractContextManager[str]:
    """A simulator that has questions for any number of exams, in a process of its own."""
    options = [profile, f"{speed:g}", str(seed), *limits]
    return server_process(["examcli.simulator.inexhaustible", *options])


def _unheard(_progress: BatchProgress) -> None:
    """Nobody follows a bench."""


@asynccontextmanager
async def _opened_run(
    engine: Engine, clock: Clock, seed: int
) -> AsyncIterator[tuple[Sessions, NewRun]]:
    """A new run of `EXAMS` exams in a database of its own."""
    wish = ExamWish(blueprint=reference_blueprint(), track=TRACK, seed=seed)
    new = new_run(RunWish(exams=counted(wish, EXAMS)), clock.now(), random.Random(seed))
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "exams.db", clock) as store:
        new.store(store)
        async with Sessions(store, engine, clock, NullObserver()) as sessions:
            yield sessions, new


def _cost_usd_per_exam(store: Store) -> float | None:
    """The sum of all requests of a run, by exam; None if a price is not known."""
    return rounded(divided(total_usd([each.cost_usd for each in store.requests()]), EXAMS))


def divided(amount_usd: float | None, count: int) -> float | None:
    """A share of an amount; of an unknown one none is known."""
    return None if amount_usd is None else amount_usd / count
