"""Two reports side by side: what has become worse, beyond what noise explains.

Times are compared by their medians. They differ when they are further apart than the noise of
both: three standard errors of the difference (from the interquartile ranges, which one slow run
does not move), and at least 5 %. Numbers that chance has no part in differ beyond 2 %.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from math import hypot, sqrt
from pathlib import Path
from statistics import median
from typing import Any

from examcli.bench.conditions import Json
from examcli.bench.first_batch import TIMES
from examcli.bench.percentiles import percentile
from examcli.bench.thresholds import entry
from examcli.errors import UsageInvalid
from examcli.exam.contents import contents

LARGEST_REPORT_BYTES = 10_000_000
"""A thousand runs of every strategy have less than half of it."""
STANDARD_ERRORS = 3.0
LEAST_CHANGE = 0.05
LEAST_CHANGE_OF_FACTS = 0.02
SPREAD_PER_RANGE = 1 / 1.349
"""The standard deviation of a normal distribution, as a share of its interquartile range."""
ERROR_OF_MEDIAN = 1.2533
"""The standard error of a median, in those of a mean."""
HIGHER_IS_BETTER = {"hitRatio", "factor"}
FACTS = (
    ("fullExam", "costUsd"),
    ("fullExam", "hitRatio"),
    ("cacheability", "factor"),
    ("degraded", "lost"),
)

Report = Mapping[str, Any]


def read_report(path: Path) -> Json:
    """An older report.

    Raises:
        UsageInvalid: the file is none.
    """
    try:
        report = json.loads(contents(path, LARGEST_REPORT_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageInvalid(f"cannot read `{path}`: {error}") from error
    if not isinstance(report, dict) or report.get("schemaVersion") != 1:
        raise UsageInvalid(f"`{path}` is not a report of `examcli bench` that this version reads")
    try:
        compared(report, report)  # whatever is read of it later is read here first
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageInvalid(
            f"`{path}` is a damaged report: {type(error).__name__} {error}"
        ) from error
    return report


def require_comparable(old: Report, new: Report) -> None:
    """Fail unless both measured the same thing in the same way.

    Raises:
        UsageInvalid: naming what differs.
    """
    for name in ("mode", "model", "profile"):
        if old.get(name) != new.get(name):
            raise UsageInvalid(
                f"the older report cannot be compared: its {name} is {old.get(name)}, "
                f"not {new.get(name)}"
            )


def compared(old: Report, new: Report) -> list[Json]:
    """One row for every number that both have: before, after, and `better`, `same` or `worse`."""
    return [*_times(old, new), *_facts(old, new)]


def _times(old: Report, new: Report) -> Iterator[Json]:
    for after in new.get("firstBatch") or []:
        before = entry(old, after["strategy"], after["cache"], after["clock"])
        if not before or not before["runs"] or not after["runs"]:
            continue
        for name in TIMES:
            earlier = [run[name] for run in before["runs"]]
            later = [run[name] for run in after["runs"]]
            yield {
                "name": f"{after['strategy']}, {after['cache']}, {after['clock']}: {name}",
                "before": round(median(earlier), 4),
                "after": round(median(later), 4),
                "verdict": _verdict(median(later) - median(earlier), _noise(earlier, later)),
            }


def _facts(old: Report, new: Report) -> Iterator[Json]:
    for part, name in FACTS:
        before, after = ((report.get(part) or {}).get(name) for report in (old, new))
        if before is None or after is None:
            continue
        growth = before - after if name in HIGHER_IS_BETTER else after - before
        noise = abs(before) * LEAST_CHANGE_OF_FACTS
        verdict = _verdict(growth, noise)
        yield {"name": f"{part}: {name}", "before": before, "after": after, "verdict": verdict}


def _verdict(growth: float, noise: float) -> str:
    if abs(growth) <= noise:
        return "same"
    return "worse" if growth > 0 else "better"


def _noise(earlier: Sequence[float], later: Sequence[float]) -> float:
    """How far apart two medians may be without anything having changed."""
    together = hypot(_standard_error(earlier), _standard_error(later))
    return max(STANDARD_ERRORS * together, LEAST_CHANGE * median(earlier))


def _standard_error(values: Sequence[float]) -> float:
    spread = (percentile(values, 0.75) - percentile(values, 0.25)) * SPREAD_PER_RANGE
    return ERROR_OF_MEDIAN * spread / sqrt(len(values))
