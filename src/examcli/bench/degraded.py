"""The same exams with and without trouble: what misses, rate limits and broken streams cost.

Every question has a call of its own, which gives the faults the most to hit.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from examcli.bench.config import BenchConfig
from examcli.bench.exam_cost import RunningExam, costs_usd, difference, rounded, running_exam
from examcli.bench.report import Degraded
from examcli.bench.target import faster_clock, simulator_process, target_at
from examcli.errors import GenerationFailed, GenerationUnavailable
from examcli.exam.question import Question
from examcli.generation.task import AWAITED
from examcli.providers.recording import Call

EXAMS = 2
"""About two hundred requests, of which every fault meets some."""
ATTEMPTS = 3
"""As often as a person would ask again for a batch that stayed incomplete."""
SPEED = 4.0
"""Two exams in trouble take more than four minutes of simulated time."""
MISS_PROBABILITY = 0.10
"""The service promises no hit: here one call in ten misses."""
FAULTS = ("rate-limit@5%", "error-event@2%")
"""A bad day: a few of each in every exam."""


@dataclass(frozen=True)
class _Trial:
    """What came of one exam."""

    wanted: int
    questions: Sequence[Question]
    calls: Sequence[Call]
    seconds: float


async def measure(config: BenchConfig) -> Degraded:
    """Whole exams on a service in trouble, compared with the same exams on one that is well."""
    faults = [option for fault in FAULTS for option in ("--fault", fault)]
    trouble = ["--miss-probability", str(MISS_PROBABILITY), *faults]
    well, troubled = await asyncio.gather(_exams(config, []), _exams(config, trouble))
    cost_usd, well_cost_usd = _cost_usd(troubled), _cost_usd(well)
    seconds, well_seconds = _seconds(troubled), _seconds(well)
    config.note(
        f"Degraded: {EXAMS} exams with a call for each question, next to the same exams without "
        f"faults, at {SPEED:g} times real speed; times are given in simulated seconds."
    )
    return Degraded(
        faults=[f"miss@{MISS_PROBABILITY:.0%}", *FAULTS],
        exams=EXAMS,
        questions=sum(len(trial.questions) for trial in troubled),
        lost=sum(trial.wanted - len(_complete(trial)) for trial in troubled),
        duplicates=sum(_duplicates(trial) for trial in troubled),
        requests=sum(len(trial.calls) for trial in troubled),
        extra_requests=sum(len(t.calls) for t in troubled) - sum(len(t.calls) for t in well),
        failed_requests=sum(bool(call.error) for trial in troubled for call in trial.calls),
        cost_usd=rounded(cost_usd),
        extra_cost_usd=difference(cost_usd, well_cost_usd),
        seconds=round(seconds, 2),
        extra_seconds=round(seconds - well_seconds, 2),
    )


async def _exams(config: BenchConfig, trouble: Sequence[str]) -> list[_Trial]:
    assert config.speeds is not None
    options = ["--profile", config.speeds.profile, "--speed", f"{SPEED:g}"]
    with simulator_process([*options, "--seed", str(config.seed), *trouble]) as base_url:
        target = target_at(base_url, config.model, faster_clock(SPEED))
        trials = []
        for seed in range(config.seed, config.seed + EXAMS):
            begin = target.clock.monotonic()
            opening = running_exam(target, f"degraded-{seed}", seed, AWAITED, config.overlaunch)
            async with opening as exam:
                while exam.session.next_batch and await _goes_on(exam):
                    continue
                seconds = target.clock.monotonic() - begin
                calls = tuple(exam.sessions.stats.calls)
            trials.append(_Trial(exam.session.plan.total, exam.session.questions, calls, seconds))
    return trials


async def _goes_on(exam: RunningExam) -> bool:
    """Generate the next batch, again if it stayed incomplete; False when it still is."""
    for _ in range(ATTEMPTS):
        with suppress(GenerationFailed, GenerationUnavailable):
            await exam.next(AWAITED)
            return True
    return False


def _complete(trial: _Trial) -> list[Question]:
    return [question for question in trial.questions if question.explanation]


def _duplicates(trial: _Trial) -> int:
    return len(trial.questions) - len({question.fingerprint for question in trial.questions})


def _cost_usd(trials: Sequence[_Trial]) -> float | None:
    return costs_usd([call for trial in trials for call in trial.calls])[0]


def _seconds(trials: Sequence[_Trial]) -> float:
    return sum(trial.seconds for trial in trials)
