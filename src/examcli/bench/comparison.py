"""Two reports side by side: what has become worse, beyond what noise explains.

Times are compared by their medians. They differ when they are further apart than the noise of
both: three standard errors of the difference (from the interquartile ranges, which one slow run
does not move), and at least 5 %. Numbers that chance has no part in differ beyond 2 %.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from pathlib import Path
from statistics import median
from typing import Literal

from pydantic import ValidationError
from pydantic.alias_generators import to_camel

from examcli.bench.percentiles import percentile
from examcli.bench.report import (
    MOMENTS,
    Change,
    Circumstances,
    Measurements,
    Number,
    Profile,
    Report,
)
from examcli.errors import UsageInvalid
from examcli.exam.contents import contents

LARGEST_REPORT_BYTES = 10_000_000
"""A thousand runs of every strategy have less than half of it."""
STANDARD_ERRORS = 3.0
"""Beyond three, chance alone calls about one of four hundred numbers changed."""
LEAST_CHANGE = 0.05
"""A twentieth: less is not worth a red build, however sure it is."""
LEAST_CHANGE_OF_FACTS = 0.02
"""They have no noise; but a prompt that is a sentence longer is no regression."""
SPREAD_PER_RANGE = 1 / 1.349
"""The standard deviation of a normal distribution, as a share of its interquartile range."""
ERROR_OF_MEDIAN = 1.2533
"""The standard error of a median, in those of a mean."""


@dataclass(frozen=True)
class Fact:
    """A number that chance has no part in."""

    of: Callable[[Measurements], Number | None]
    is_higher_better: bool = False


FACTS = {
    "fullExam: costUsd": Fact(lambda m: m.full_exam.cost_usd if m.full_exam else None),
    "fullExam: hitRatio": Fact(lambda m: m.full_exam.hit_ratio if m.full_exam else None, True),
    "cacheability: factor": Fact(lambda m: m.cacheability.factor if m.cacheability else None, True),
    "degraded: lost": Fact(lambda m: m.degraded.lost if m.degraded else None),
}
"""What is compared besides times, by the name it has in the report."""


def read_report(path: Path) -> Report:
    """An older report.

    Raises:
        UsageInvalid: the file is none.
    """
    try:
        return Report.model_validate_json(contents(path, LARGEST_REPORT_BYTES))
    except OSError as error:
        raise UsageInvalid(f"cannot read `{path}`: {error}") from error
    except ValidationError as error:
        raise UsageInvalid(_complaint(path, error)) from error


def _complaint(path: Path, error: ValidationError) -> str:
    """What is wrong with a file that is no report, or a damaged one."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return f"cannot read `{path}`: {first['msg']}"
    if first["loc"] in {(), ("schemaVersion",)}:
        return f"`{path}` is not a report of `examcli bench` that this version reads"
    where = ".".join(map(str, first["loc"]))
    return f"`{path}` is a damaged report: `{where}`: {first['msg']}"


def read_comparable(path: Path, now: Circumstances) -> Report:
    """An older report that measured what is to be measured now.

    Raises:
        UsageInvalid: the file is none.
    """
    older = read_report(path)
    require_comparable(older, now)
    return older


def require_comparable(old: Circumstances, new: Circumstances) -> None:
    """Fail unless both measured the same thing in the same way.

    Raises:
        UsageInvalid: naming what differs.
    """
    for name, before, now in (
        ("mode", old.mode, new.mode),
        ("model", old.model, new.model),
        ("profile", _pace(old.profile), _pace(new.profile)),
    ):
        if before != now:
            raise UsageInvalid(
                f"the older report cannot be compared: its {name} is {before}, not {now}"
            )


def _pace(profile: Profile | None) -> str:
    """A profile in words."""
    return f"{profile.name} at {profile.speed:g} times real speed" if profile else "none"


def with_comparison(report: Report, older: Report) -> Report:
    """The report beside an older one; what has become worse is not ok."""
    compared = report.model_copy(update={"comparison": changes(older, report)})
    return compared.model_copy(update={"ok": report.ok and not compared.worse})


def changes(old: Measurements, new: Measurements) -> list[Change]:
    """One for every number that both have: before, after, and `better`, `same` or `worse`."""
    return [*_changes_of_times(old, new), *_changes_of_facts(old, new)]


def _changes_of_times(old: Measurements, new: Measurements) -> Iterator[Change]:
    for after in new.first_batch or []:
        before = old.first_batch_of(after.strategy, after.cache, after.clock)
        if not before or not before.runs or not after.runs:
            continue
        for moment in MOMENTS:
            earlier, later = before.seconds(moment), after.seconds(moment)
            growth = median(later) - median(earlier)
            yield Change(
                name=f"{after.strategy}, {after.cache}, {after.clock}: {to_camel(moment)}",
                before=round(median(earlier), 4),
                after=round(median(later), 4),
                verdict=_verdict(growth, _noise(earlier, later)),
            )


def _changes_of_facts(old: Measurements, new: Measurements) -> Iterator[Change]:
    for name, fact in FACTS.items():
        before, after = fact.of(old), fact.of(new)
        if before is None or after is None:
            continue
        growth = before - after if fact.is_higher_better else after - before
        verdict = _verdict(growth, abs(before) * LEAST_CHANGE_OF_FACTS)
        yield Change(name=name, before=before, after=after, verdict=verdict)


def _verdict(growth: float, noise: float) -> Literal["better", "same", "worse"]:
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
