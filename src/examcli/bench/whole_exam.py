"""A whole exam as fast as it can be had: all that is missing at once, next to two other ways.

The three ways write the same exam with the same model at the same pace: `Sessions.write` has all
calls under way together; batch after batch, as the predecessor did, has two; a plain script has a
call for each question and nothing else: no review, no store, the whole prefix in every call.
"""

import asyncio
import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from examcli.bench.config import BenchConfig, Speeds
from examcli.bench.exam_cost import (
    NullObserver,
    costs_usd,
    hit_ratio,
    prefix_tokens_of,
    rounded,
    running_exam,
)
from examcli.bench.reference_exam import TRACK
from examcli.bench.report import ExamWay, WholeExam
from examcli.bench.target import (
    POLICY,
    CallRecorder,
    Target,
    faster_clock,
    simulator_process,
    target_at,
)
from examcli.bench.timing_sink import Metered, TimingSink
from examcli.exam.plan import Slot, plan_exam
from examcli.generation.prompt import Order
from examcli.generation.receiving import Progress
from examcli.generation.requesting import Requests
from examcli.generation.task import PREGENERATION, Task
from examcli.providers import Provider, Request
from examcli.providers.chain import Policy
from examcli.providers.recording import Call
from examcli.sessions.opening import Opening, new_exam
from examcli.sessions.sessions import Sessions
from examcli.store import Store

SPEED = 4.0
"""A hundred streams at once are more than two cores follow much faster than that."""
SPEED_OF_TWO_STREAMS = 16.0
"""Two streams at a time take eight times as long, and a small part of the machine."""
UNAWAITED = Policy(
    POLICY.silence_seconds, way="sdk", patience=PREGENERATION.patience, is_awaited=False
)
"""As the settings have it for what nobody waits for."""
PLAIN_SCRIPT = Policy(POLICY.silence_seconds, way="sdk")
"""The official SDK, and no limit to what is under way."""


async def measure(config: BenchConfig) -> WholeExam:
    """Seconds to the last question by each way, and what the slowest call alone takes."""
    speeds = config.speeds
    assert speeds is not None
    with simulator_process(_options(speeds, config.seed, SPEED)) as base_url:
        clock = faster_clock(SPEED)
        script = target_at(base_url, config.model, clock, PLAIN_SCRIPT)
        plain = await _by_plain_script(script, config.seed)
        target = target_at(base_url, config.model, clock, UNAWAITED)
        ours, calls = await _at_once(target, config.seed)
    with simulator_process(_options(speeds, config.seed, SPEED_OF_TWO_STREAMS)) as base_url:
        clock = faster_clock(SPEED_OF_TWO_STREAMS)
        target = target_at(base_url, config.model, clock, UNAWAITED)
        by_batch = await _batch_by_batch(target, config.seed)
    limit_seconds = _limit_seconds(speeds, calls)
    config.note(
        f"Whole exam: at {SPEED:g} times real speed, batch by batch at "
        f"{SPEED_OF_TWO_STREAMS:g} times; times are given in simulated seconds. Limit = TTFT + "
        "tokens of the longest call / rate."
    )
    return WholeExam(
        ways=[ours, by_batch, plain],
        limit_seconds=round(limit_seconds, 3),
        ratio_to_limit=round(ours.seconds / limit_seconds, 3),
    )


async def _at_once(target: Target, seed: int) -> tuple[ExamWay, Sequence[Call]]:
    """All that is missing under way together, by the sessions and the store of every command."""
    blueprint, clock = target.blueprint("at-once"), target.clock
    draw = random.Random(seed)
    opening = Opening(blueprint=blueprint, begun_at=clock.now(), draw=draw, seed=seed)
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "exams.db", clock) as store:
        async with Sessions(store, target.engine("at-once"), clock, NullObserver()) as sessions:
            await sessions.provider(PREGENERATION)
            begin = clock.monotonic()
            exam = await sessions.write(new_exam(opening, TRACK), blueprint, PREGENERATION)
            seconds = clock.monotonic() - begin
        calls = sessions.stats.calls
    return _way("all at once", len(exam.questions), seconds, calls), calls


async def _batch_by_batch(target: Target, seed: int) -> ExamWay:
    """A batch once the one before is whole: two streams at a time."""
    begin = target.clock.monotonic()
    async with running_exam(target, "by-batch", seed, PREGENERATION, 0) as exam:
        while exam.session.next_batch:
            await exam.next(PREGENERATION)
        seconds = target.clock.monotonic() - begin
        questions = len(exam.session.questions)
    return _way("batch by batch", questions, seconds, exam.sessions.stats.calls)


async def _by_plain_script(target: Target, seed: int) -> ExamWay:
    """Every question in a call of its own, all at once, as thirty lines with the SDK would.

    A single call goes ahead, uncounted: it imports what the SDK only imports when it is used.
    """
    plan = plan_exam(target.blueprint("plain"), TRACK, seed)
    await _by_calls(target, "warm-up", plan.slots[:1])
    seconds, calls = await _by_calls(target, "plain", plan.slots)
    whole = sum(not call.error for call in calls)
    return _way("plain script", whole, seconds, calls)


async def _by_calls(
    target: Target, tenant: str, slots: Sequence[Slot]
) -> tuple[float, Sequence[Call]]:
    """A call for each slot; the seconds until all are home."""
    recorder = CallRecorder()
    orders = tuple(map(Order, slots))
    task = Task(tenant, target.blueprint(tenant), target.model, PREGENERATION, False, orders)
    async with target.open(tenant, recorder) as provider:
        sink = TimingSink(target.clock, Metered(provider), len(slots))
        requests = Requests(task, sink)
        asking = [requests.request([Progress(o)], requests.cache_ttl, "") for o in orders]
        begin = target.clock.monotonic()
        async with asyncio.TaskGroup() as group:
            for request in asking:
                group.create_task(_read(provider, request))
        return target.clock.monotonic() - begin, recorder.calls


async def _read(provider: Provider, request: Request) -> None:
    async for _ in provider.stream(request):
        pass


def _options(speeds: Speeds, seed: int, speed: float) -> Sequence[str]:
    return ["--profile", speeds.profile, "--speed", f"{speed:g}", "--seed", str(seed)]


def _way(name: str, questions: int, seconds: float, calls: Sequence[Call]) -> ExamWay:
    """A way and what it took; the first call has to write the prefix, so its hit does not count."""
    return ExamWay(
        way=name,
        questions=questions,
        seconds=round(seconds, 2),
        requests=len(calls),
        hit_ratio=hit_ratio(calls[1:], prefix_tokens_of(calls)),
        cost_usd=rounded(costs_usd(calls)[0]),
    )


def _limit_seconds(speeds: Speeds, calls: Sequence[Call]) -> float:
    """What the longest call takes at the medians of the profile."""
    longest_tokens = max(call.usage.output for call in calls)
    return speeds.ttft_seconds + longest_tokens / speeds.tokens_per_second
