"""A whole exam, batch by batch: what came from the cache, what it cost, what it would have cost.

Back to back it is generated as `start --complete` does; at sitting pace as `take` does, the next
batch once 70 % of the current one is answered, a minute a question, on a clock that is moved and
not waited for.
"""

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from examcli.bench.config import BenchConfig
from examcli.bench.reference_exam import TRACK
from examcli.bench.report import Exam, ExamBatch
from examcli.bench.target import Target, target_at
from examcli.clock import Clock
from examcli.exam.plan import Batch
from examcli.exam.question import Question
from examcli.generation.task import AWAITED, PREFETCH, PREGENERATION, Pace
from examcli.models import Usage, tokens_at_least, total_usd
from examcli.providers import CacheTtl
from examcli.providers.recording import Call, ProviderEvent
from examcli.sessions.opening import Opening, new_exam
from examcli.sessions.sessions import Sessions
from examcli.sessions.stored import StoredSession
from examcli.settings import PREFETCH_THRESHOLD
from examcli.store import SessionRecord, Store

SECONDS_PER_QUESTION = 60.0
"""A batch then takes ten minutes: twice what an entry of the 5-minute cache lives."""


class NullObserver:
    """An observer that does nothing."""

    def question_ready(self, record: SessionRecord, question: Question) -> None:
        """Nothing."""

    def batch_ready(self, record: SessionRecord, batch: Batch) -> None:
        """Nothing."""

    def provider_event(self, event: ProviderEvent) -> None:
        """Nothing."""


@dataclass
class RunningExam:
    """An exam that is being generated in a database of its own."""

    sessions: Sessions
    session: StoredSession

    async def next(self, pace: Pace) -> Sequence[Call]:
        """Generate the next batch; its calls."""
        before = len(self.sessions.stats.calls)
        self.session = await self.sessions.next(self.session.record.id, None, pace)
        return self.sessions.stats.calls[before:]


@asynccontextmanager
async def running_exam(
    target: Target, tenant: str, seed: int, pace: Pace, overlaunch: int
) -> AsyncIterator[RunningExam]:
    """An exam with its first batch, by the same sessions and store that every command uses."""
    blueprint = target.blueprint(tenant)
    opening = Opening(
        blueprint=blueprint, begun_at=target.clock.now(), draw=random.Random(seed), seed=seed
    )
    record = new_exam(opening, TRACK)
    with (
        TemporaryDirectory() as folder,
        Store.open(Path(folder) / "exams.db", target.clock) as store,
    ):
        async with Sessions(store, target.engine(tenant), target.clock, NullObserver()) as sessions:
            session = await sessions.start(record, blueprint, pace, overlaunch)
            yield RunningExam(sessions, session)


async def measure(config: BenchConfig) -> Exam:
    """The whole exam, back to back, on the 5-minute TTL."""
    tenant = f"bench-exam-{config.seed}"
    async with config.untimed() as target:
        opening = running_exam(target, tenant, config.seed, PREGENERATION, config.overlaunch)
        async with opening as exam:
            batches = [tuple(exam.sessions.stats.calls)]
            while exam.session.next_batch:
                batches.append(tuple(await exam.next(PREGENERATION)))
    config.note(
        "Hit ratio = read / (read + write + uncached prefix), over batches 2 and on; the first "
        "batch has to write."
    )
    return _measured(batches, "5m", None)


async def measure_sitting(config: BenchConfig) -> list[Exam]:
    """The exam at a minute a question, once on each TTL."""
    return [await _sat(config, ttl) for ttl in ("5m", "1h")]


async def _sat(config: BenchConfig, ttl: CacheTtl) -> Exam:
    from examcli.simulator import Options, Simulator  # noqa: PLC0415 - the server is heavy

    with Simulator(Options(seed=config.seed)) as simulator:
        clock = Clock(simulator.clock.now, simulator.clock.seconds)
        target = target_at(simulator.base_url, config.model, clock)
        first, later = replace(AWAITED, cache_ttl=ttl), replace(PREFETCH, cache_ttl=ttl)
        tenant = f"bench-sitting-{ttl}"
        opening = running_exam(target, tenant, config.seed, first, config.overlaunch)
        async with opening as exam:
            batches = [tuple(exam.sessions.stats.calls)]
            for batch in exam.session.plan.batches[:-1]:
                answered = batch.questions_before_prefetch(PREFETCH_THRESHOLD)
                simulator.clock.advance(SECONDS_PER_QUESTION * answered)
                batches.append(tuple(await exam.next(later)))
                simulator.clock.advance(SECONDS_PER_QUESTION * (batch.size - answered))
    return _measured(batches, ttl, SECONDS_PER_QUESTION)


def _measured(
    batches: Sequence[Sequence[Call]], ttl: str, seconds_per_question: float | None
) -> Exam:
    calls = [call for batch in batches for call in batch]
    prefix_tokens = prefix_tokens_of(calls)
    rows = [_batch(i, batch, prefix_tokens) for i, batch in enumerate(batches, start=1)]
    later = [call for batch in batches[1:] for call in batch]
    cost_usd, without_usd = costs_usd(calls)
    return Exam(
        ttl=ttl,
        seconds_per_question=seconds_per_question,
        batches=rows,
        requests_after_first_batch=len(later),
        requests_reading_cache=sum(call.usage.cache_read > 0 for call in later),
        hit_ratio=hit_ratio(later, prefix_tokens),
        cost_usd=rounded(cost_usd),
        cost_without_cache_usd=rounded(without_usd),
        saved_usd=difference(without_usd, cost_usd),
    )


def _batch(index: int, calls: Sequence[Call], prefix_tokens: int) -> ExamBatch:
    usage = total(calls)
    cost_usd, without_usd = costs_usd(calls)
    return ExamBatch(
        index=index,
        requests=len(calls),
        input_tokens=usage.input,
        cache_read_tokens=usage.cache_read,
        cache_write_tokens=usage.cache_write,
        uncached_prefix_tokens=_uncached_prefix(calls, prefix_tokens),
        output_tokens=usage.output,
        hit_ratio=hit_ratio(calls, prefix_tokens),
        cost_usd=rounded(cost_usd),
        cost_without_cache_usd=rounded(without_usd),
    )


def costs_usd(calls: Sequence[Call]) -> tuple[float | None, float | None]:
    """What calls cost, and what they would have cost without a cache; None if that is not known."""
    costs = [call.request.model.cost_usd(call.usage) for call in calls]
    plain = [call.request.model.cost_without_cache_usd(call.usage) for call in calls]
    return total_usd(costs), total_usd(plain)


def rounded(amount_usd: float | None) -> float | None:
    """An amount as a report has it; None stays None."""
    return None if amount_usd is None else round(amount_usd, 6)


def difference(more_usd: float | None, less_usd: float | None) -> float | None:
    """How much dearer one is than the other; None if one of them is not known."""
    return None if more_usd is None or less_usd is None else rounded(more_usd - less_usd)


def total(calls: Sequence[Call]) -> Usage:
    """Tokens of all calls together."""
    return sum((call.usage for call in calls), Usage())


def prefix_tokens_of(calls: Sequence[Call]) -> int:
    """The size of the prefix by the server's own counters; an estimate if it was never cached."""
    counted = max((call.usage.cache_read + call.usage.cache_write for call in calls), default=0)
    return counted or tokens_at_least("".join(calls[0].request.prefix) if calls else "")


def _uncached_prefix(calls: Sequence[Call], prefix_tokens: int) -> int:
    """Prefix tokens that were paid in full: neither read nor written; of an excerpt all it had."""
    usages = [call.usage for call in calls if call.usage.prompt]
    return sum(min(u.input, max(0, prefix_tokens - u.cache_read - u.cache_write)) for u in usages)


def hit_ratio(calls: Sequence[Call], prefix_tokens: int) -> float | None:
    """The share of prefix tokens that were read from the cache; None where there were none."""
    usage = total(calls)
    everything = usage.cache_read + usage.cache_write + _uncached_prefix(calls, prefix_tokens)
    return round(usage.cache_read / everything, 4) if everything else None
