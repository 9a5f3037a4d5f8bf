"""The same exams with and without trouble: what misses, rate limits and broken streams cost.

Every question has a call of its own, which gives the faults the most to hit.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from examcli.bench.conditions import Conditions, Json
from examcli.bench.exam_cost import Exam, begun, costs_usd, difference, rounded
from examcli.bench.service import at, faster_clock, simulator_process
from examcli.errors import GenerationFailed, GenerationUnavailable
from examcli.exam.question import Question
from examcli.generation.task import AWAITED
from examcli.providers.recording import Call

EXAMS = 2
ATTEMPTS = 3
SPEED = 4.0
MISS_PROBABILITY = 0.10
FAULTS = ("rate-limit@5%", "error-event@2%")


@dataclass(frozen=True)
class _Trial:
    """What came of one exam."""

    wanted: int
    questions: Sequence[Question]
    calls: Sequence[Call]
    seconds: float


async def measure(conditions: Conditions) -> Json:
    """Whole exams on a service in trouble, compared with the same exams on one that is well."""
    faults = [option for fault in FAULTS for option in ("--fault", fault)]
    trouble = ["--miss-probability", str(MISS_PROBABILITY), *faults]
    well, troubled = await asyncio.gather(_exams(conditions, []), _exams(conditions, trouble))
    cost_usd, well_cost_usd = _cost_usd(troubled), _cost_usd(well)
    seconds, well_seconds = _seconds(troubled), _seconds(well)
    conditions.note(
        f"Degraded: {EXAMS} exams with a call for each question, next to the same exams without "
        f"faults, at {SPEED:g} times real speed; times are given in simulated seconds."
    )
    return {
        "faults": [f"miss@{MISS_PROBABILITY:.0%}", *FAULTS],
        "exams": EXAMS,
        "questions": sum(len(trial.questions) for trial in troubled),
        "lost": sum(trial.wanted - len(_complete(trial)) for trial in troubled),
        "duplicates": sum(_duplicates(trial) for trial in troubled),
        "requests": sum(len(trial.calls) for trial in troubled),
        "extraRequests": sum(len(t.calls) for t in troubled) - sum(len(t.calls) for t in well),
        "failedRequests": sum(bool(call.error) for trial in troubled for call in trial.calls),
        "costUsd": rounded(cost_usd),
        "extraCostUsd": difference(cost_usd, well_cost_usd),
        "seconds": round(seconds, 2),
        "extraSeconds": round(seconds - well_seconds, 2),
    }


async def _exams(conditions: Conditions, trouble: Sequence[str]) -> list[_Trial]:
    assert conditions.speeds is not None
    options = ["--profile", conditions.speeds.profile, "--speed", f"{SPEED:g}"]
    with simulator_process([*options, "--seed", str(conditions.seed), *trouble]) as base_url:
        service = at(base_url, conditions.model, faster_clock(SPEED))
        trials = []
        for seed in range(conditions.seed, conditions.seed + EXAMS):
            begin = service.clock.monotonic()
            opening = begun(service, f"degraded-{seed}", seed, AWAITED, conditions.overlaunch)
            async with opening as exam:
                while exam.loaded.next_batch and await _goes_on(exam):
                    continue
                seconds = service.clock.monotonic() - begin
                calls = tuple(exam.sessions.stats.calls)
            trials.append(_Trial(exam.loaded.plan.total, exam.loaded.questions, calls, seconds))
    return trials


async def _goes_on(exam: Exam) -> bool:
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
