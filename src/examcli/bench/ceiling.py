"""The client's own ceiling: how many questions it can take in when the service is no limit.

Measured in a process of its own, so that CPU time and peak memory are those of the client alone.
"""

import asyncio
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from examcli.bench.config import BenchConfig
from examcli.bench.reference_exam import TRACK
from examcli.bench.report import Ceiling
from examcli.bench.target import CallRecorder, Target, simulator_process, target_at
from examcli.bench.timing_sink import Metered, TimingSink
from examcli.clock import Clock
from examcli.exam.plan import plan_exam
from examcli.generation.fanout import fill
from examcli.generation.prompt import Order
from examcli.generation.task import AWAITED, Task
from examcli.models import known_models

EXAMS = 10
STREAMS_PER_EXAM = 50
"""A client keeps at most 200 connections open; ten of them have five hundred streams at once."""


async def measure(config: BenchConfig) -> Ceiling:
    """Five hundred streams at once, from ten clients in one process."""
    with (
        simulator_process(["--seed", str(config.seed)]) as base_url,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere,
    ):
        loop = asyncio.get_running_loop()
        measured = await loop.run_in_executor(elsewhere, client, base_url, config.model.id)
    config.note(
        f"Ceiling: {EXAMS * STREAMS_PER_EXAM} streams opened at once by one client process, each "
        "for one question, against an unpaced simulator in another; on few cores the simulator "
        "takes its share of the machine."
    )
    return measured


def client(base_url: str, model_id: str) -> Ceiling:
    """What the process of the client does."""
    return asyncio.run(_stream(target_at(base_url, known_models().find(model_id), Clock())))


async def _stream(target: Target) -> Ceiling:
    begin, begin_cpu = time.monotonic(), time.process_time()
    async with asyncio.TaskGroup() as group:
        exams = [group.create_task(_exam(target, seed)) for seed in range(EXAMS)]
    seconds, cpu_seconds = time.monotonic() - begin, time.process_time() - begin_cpu
    questions = sum(exam.result() for exam in exams)
    return Ceiling(
        streams=EXAMS * STREAMS_PER_EXAM,
        questions=questions,
        questions_per_second=round(questions / seconds, 1),
        cpu_milliseconds_per_question=round(1000 * cpu_seconds / questions, 2),
        peak_memory_mb=_peak_memory_mb(),
    )


def _peak_memory_mb() -> float | None:
    """The most that this process had in memory at once; None where the platform does not tell."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return None
    unit_bytes = 1 if sys.platform == "darwin" else 1024  # macOS counts in bytes
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit_bytes / 2**20, 1)


async def _exam(target: Target, seed: int) -> int:
    """Fifty streams for one exam; a client keeps no more than 200 connections open."""
    tenant = f"ceiling-{seed}"
    blueprint = target.blueprint(tenant)
    # Batches with a text to read would put several questions into one stream.
    singles = [slot for slot in plan_exam(blueprint, TRACK, seed).slots if not slot.passage]
    orders = tuple(Order(slot) for slot in singles[:STREAMS_PER_EXAM])
    async with target.open(tenant, CallRecorder()) as provider:
        meter = Metered(provider)
        sink = TimingSink(target.clock, meter, STREAMS_PER_EXAM)
        await fill(Task(tenant, blueprint, target.model, AWAITED, False, orders), meter, sink)
    return len(sink.servable_at)
