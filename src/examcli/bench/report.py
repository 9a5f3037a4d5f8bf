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
from typing import Any

from examcli import __version__
from examcli.bench import (
    cacheability,
    ceiling,
    degraded,
    exam_cost,
    first_batch,
    process_start,
)
from examcli.bench.conditions import Conditions, Json
from examcli.bench.thresholds import Bar
from examcli.errors import SpendLimited

SCHEMA_VERSION = 1
SEED_OF_SECOND_MEASUREMENT = 1_000
Measure = Callable[[Conditions], Awaitable[Any]]


@dataclass(frozen=True)
class Scenario:
    """Something to measure, and the key of the report that it fills."""

    key: str
    measure: Measure
    is_for_live: bool = False


SCENARIOS: dict[str, Scenario] = {
    "start-up": Scenario("startUp", process_start.measure_start_up),
    "process-start": Scenario("firstBatch", process_start.measure),
    "first-batch": Scenario("firstBatch", first_batch.measure, is_for_live=True),
    "full-exam": Scenario("fullExam", exam_cost.measure, is_for_live=True),
    "sitting-pace": Scenario("sittingPace", exam_cost.measure_sitting),
    "cacheability": Scenario("cacheability", cacheability.measure, is_for_live=True),
    "degraded": Scenario("degraded", degraded.measure),
    "ceiling": Scenario("ceiling", ceiling.measure),
}
PARTS = tuple(dict.fromkeys(scenario.key for scenario in SCENARIOS.values()))


async def bench(
    conditions: Conditions,
    names: Collection[str],
    bars: Sequence[Bar],
    tell: Callable[[str], None],
) -> Json:
    """Run the named scenarios and judge them.

    A bar that is missed has its scenario measured once more, with other random numbers: one slow
    minute of the machine, or one miss of a cache that promises nothing, is not a verdict.
    """
    started_at, begin = datetime.now(UTC), time.monotonic()
    chosen = [name for name in SCENARIOS if name in names]
    results = await _measured(conditions, chosen, tell)
    verdicts = _verdicts(results, chosen, bars)
    missed = [v["scenario"] for v in verdicts if not v["ok"]]
    again = [name for name in chosen if name in missed and name in results]
    if again:
        tell(f"measuring again: {', '.join(again)}")
        other = replace(conditions, seed=conditions.seed + SEED_OF_SECOND_MEASUREMENT)
        results |= await _measured(other, again, tell)
        verdicts = [
            {**v, "remeasured": v["scenario"] in again} for v in _verdicts(results, chosen, bars)
        ]
        conditions.note(f"Measured twice, the second time shown here: {', '.join(again)}.")
    return {
        **circumstances(conditions),
        "startedAt": started_at.isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - begin, 1),
        "notes": list(conditions.notes),
        **_parts(results),
        "thresholds": verdicts,
        "ok": all(verdict["ok"] for verdict in verdicts),
    }


async def _measured(
    conditions: Conditions, names: Sequence[str], tell: Callable[[str], None]
) -> dict[str, Any]:
    """The results by scenario; what was not reached before the money ran out is left out."""
    results: dict[str, Any] = {}
    for name in names:
        tell(f"measuring: {name}")
        try:
            results[name] = await SCENARIOS[name].measure(conditions)
        except SpendLimited as error:
            tell(error.message)
            conditions.note(f"Stopped: {error.message}; not measured: {name} and what follows it.")
            break
    return results


def _parts(results: Mapping[str, Any]) -> Json:
    """The results under their keys; null for what was not run."""
    parts: Json = dict.fromkeys(PARTS)
    for name, result in results.items():
        key = SCENARIOS[name].key
        parts[key] = [*(parts[key] or []), *result] if key == "firstBatch" else result
    return parts


def _verdicts(
    results: Mapping[str, Any], chosen: Collection[str], bars: Sequence[Bar]
) -> list[Json]:
    """A scenario that was chosen and not reached meets none of its bars."""
    report = _parts(results)
    return [bar.verdict(report) for bar in bars if bar.scenario in chosen]


def circumstances(conditions: Conditions) -> Json:
    """What is measured, with what, on which machine."""
    speeds = conditions.speeds
    return {
        "schemaVersion": SCHEMA_VERSION,
        "tool": {"name": "examcli", "version": __version__, "commit": _commit()},
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cpuCount": os.cpu_count(),
        "mode": "simulated" if speeds else "live",
        "model": conditions.model.id,
        "runs": conditions.runs,
        "overlaunch": conditions.overlaunch,
        "seed": conditions.seed,
        "profile": speeds
        and {
            "name": speeds.profile,
            "ttftSeconds": speeds.ttft_seconds,
            "tokensPerSecond": speeds.tokens_per_second,
            "speed": speeds.speed,
        },
    }


def _commit() -> str | None:
    """The commit of the tool, when it runs from its repository."""
    git, here = shutil.which("git"), Path(__file__).parent
    if git is None or not (here.parents[2] / ".git").exists():
        return None
    asked = [git, "-C", str(here), "rev-parse", "HEAD"]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    return ran.stdout.strip() or None
