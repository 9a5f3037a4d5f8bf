"""One bench: scenarios run, judged, and measured again where a bar was missed."""

import os
import platform
import shutil
import subprocess
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from examcli import __version__
from examcli.bench import (
    cacheability,
    ceiling,
    degraded,
    exam_cost,
    first_batch,
    pregeneration,
    process_start,
    whole_exam,
)
from examcli.bench.budget import Expected, cacheability_usd, first_batch_usd, full_exam_usd
from examcli.bench.config import BenchConfig, Speeds
from examcli.bench.report import (
    SCHEMA_VERSION,
    Circumstances,
    Judgement,
    Measurements,
    Profile,
    Report,
    ReportPart,
    Tool,
)
from examcli.bench.thresholds import Bar
from examcli.errors import SpendLimited
from examcli.models import Model

SEED_OF_SECOND_MEASUREMENT = 1_000
"""Runs, at most a thousand, count on from the seed: the second measurement repeats none."""
Result = ReportPart | Sequence[ReportPart]
Measure = Callable[[BenchConfig], Awaitable[Result]]


@dataclass(frozen=True)
class Scenario:
    """Something to measure, and the field of `Measurements` that it fills.

    `expected_usd` is what it will cost against the real API; None where that is no use.
    `is_asked_for` means that it is run only when it is named: it would keep a gate waiting.
    """

    field: str
    measure: Measure
    expected_usd: Expected | None = None
    is_asked_for: bool = False


SCENARIOS: dict[str, Scenario] = {
    "start-up": Scenario("start_up", process_start.measure_start_up),
    "process-start": Scenario("first_batch", process_start.measure),
    "first-batch": Scenario("first_batch", first_batch.measure, first_batch_usd),
    "full-exam": Scenario("full_exam", exam_cost.measure, full_exam_usd),
    "whole-exam": Scenario("whole_exam", whole_exam.measure, is_asked_for=True),
    "pregeneration": Scenario("pregeneration", pregeneration.measure, is_asked_for=True),
    "sitting-pace": Scenario("sitting_pace", exam_cost.measure_sitting),
    "cacheability": Scenario("cacheability", cacheability.measure, cacheability_usd),
    "degraded": Scenario("degraded", degraded.measure),
    "ceiling": Scenario("ceiling", ceiling.measure),
}
"""In the order in which they are run; what a person gives to `--scenario` is the name."""


def expected_usd(model: Model, names: Collection[str], runs: int, overlaunch: int) -> float | None:
    """What the named scenarios will cost against the real API.

    None when the prices of the model are not known.
    """
    if model.prices is None:
        return None
    named = [scenario.expected_usd for name, scenario in SCENARIOS.items() if name in names]
    return sum(usd(model.prices, runs, overlaunch) for usd in named if usd)


async def bench(
    config: BenchConfig,
    names: Collection[str],
    bars: Sequence[Bar],
    tell: Callable[[str], None],
) -> Report:
    """Run the named scenarios and judge them.

    A bar that is missed has its scenario measured once more, with other random numbers: one slow
    minute of the machine, or one miss of a cache that promises nothing, is not a verdict.
    """
    started_at, begin = datetime.now(UTC), time.monotonic()
    chosen = [name for name in SCENARIOS if name in names]
    results = await _measured(config, chosen, tell)
    held = [bar for bar in bars if bar.scenario in chosen]
    missed = {judged.scenario for judged in _judged(results, held, ()) if not judged.ok}
    again = [name for name in chosen if name in missed and name in results]
    if again:
        tell(f"measuring again: {', '.join(again)}")
        other = replace(config, seed=config.seed + SEED_OF_SECOND_MEASUREMENT)
        results |= await _measured(other, again, tell)
        config.note(f"Measured twice, the second time shown here: {', '.join(again)}.")
    judgements = _judged(results, held, again)
    return Report(
        **dict(circumstances(config)),
        **dict(_measurements(results)),
        started_at=started_at.isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - begin, 1),
        notes=list(config.notes),
        thresholds=judgements,
        ok=all(judged.ok for judged in judgements),
    )


async def _measured(
    config: BenchConfig, names: Sequence[str], tell: Callable[[str], None]
) -> dict[str, Result]:
    """The results by scenario; what was not reached before the money ran out is left out."""
    results: dict[str, Result] = {}
    for name in names:
        tell(f"measuring: {name}")
        try:
            results[name] = await SCENARIOS[name].measure(config)
        except SpendLimited as error:
            tell(error.message)
            config.note(f"Stopped: {error.message}; not measured: {name} and what follows it.")
            break
    return results


def _measurements(results: Mapping[str, Result]) -> Measurements:
    """The results in their fields; a scenario that was not run leaves null."""
    fields: dict[str, Result | None] = dict.fromkeys(Measurements.model_fields)
    for name, result in results.items():
        field = SCENARIOS[name].field
        known = fields[field]
        fields[field] = [*known, *result] if known else result
    return Measurements.model_validate(fields)


def _judged(
    results: Mapping[str, Result], bars: Sequence[Bar], again: Collection[str]
) -> list[Judgement]:
    """A scenario that was chosen and not reached meets none of its bars."""
    measured = _measurements(results)
    return [bar.judge(measured, is_remeasured=bar.scenario in again) for bar in bars]


def circumstances(config: BenchConfig) -> Circumstances:
    """What is measured, with what, on which machine."""
    return Circumstances(
        schema_version=SCHEMA_VERSION,
        tool=Tool(name="examcli", version=__version__, commit=_commit()),
        python=platform.python_version(),
        platform=platform.platform(),
        cpu_count=os.cpu_count(),
        mode="simulated" if config.speeds else "live",
        model=config.model.id,
        runs=config.runs,
        overlaunch=config.overlaunch,
        seed=config.seed,
        profile=_profile(config.speeds) if config.speeds else None,
    )


def _profile(speeds: Speeds) -> Profile:
    return Profile(
        name=speeds.profile,
        ttft_seconds=speeds.ttft_seconds,
        tokens_per_second=speeds.tokens_per_second,
        speed=speeds.speed,
    )


def _commit() -> str | None:
    """The commit of the tool, when it runs from its repository."""
    git, here = shutil.which("git"), Path(__file__).parent
    if git is None or not (here.parents[2] / ".git").exists():
        return None
    asked = [git, "-C", str(here), "rev-parse", "HEAD"]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    return ran.stdout.strip() or None
