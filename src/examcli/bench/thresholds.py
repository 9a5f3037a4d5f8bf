"""Bars and verdicts: which numbers of a report are held to which limits."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from examcli.bench.conditions import Json
from examcli.errors import SettingsInvalid
from examcli.exam.contents import contents

Report = Mapping[str, Any]
LARGEST_FILE_BYTES = 1_000_000
"""The built-in bars have three thousand."""
RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "below": lambda measured, bar: measured < bar,
    "at_most": lambda measured, bar: measured <= bar,
    "at_least": lambda measured, bar: measured >= bar,
}


@dataclass(frozen=True)
class Bar:
    """One limit: `measured` must be `relation` (a key of `RELATIONS`) `value`."""

    name: str
    scenario: str
    text: str
    relation: str
    value: float

    @classmethod
    def read(cls, name: str, facts: Mapping[str, Any]) -> Self:
        """The bar of a file's table.

        Raises:
            SettingsInvalid: it is not one, or nothing of that name is measured.
        """
        relations = [relation for relation in RELATIONS if relation in facts]
        if name not in MEASURES or len(relations) != 1 or len(facts) != 3:
            raise SettingsInvalid(
                f"thresholds: `{name}` is not a bar",
                "a bar has scenario, text and one of below, at_most, at_least; known bars: "
                + ", ".join(MEASURES),
            )
        relation = relations[0]
        value = facts[relation]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise SettingsInvalid(f"thresholds: the bar of `{name}` is not a number")
        return cls(name, str(facts.get("scenario")), str(facts.get("text")), relation, value)

    def verdict(self, report: Report) -> Json:
        """How the report does; a number that is missing does not meet its bar."""
        measured = MEASURES[self.name](report)
        is_met = measured is not None and RELATIONS[self.relation](measured, self.value)
        return {
            "name": self.name,
            "scenario": self.scenario,
            "text": self.text,
            "relation": self.relation,
            "bar": self.value,
            "measured": None if measured is None else round(measured, 4),
            "ok": is_met,
            "remeasured": False,
        }


def read_bars(text: str) -> tuple[Bar, ...]:
    """The bars of a file's text.

    Raises:
        SettingsInvalid: the text is no such file.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"thresholds: {error}") from error
    for name, facts in tables.items():
        if not isinstance(facts, dict):
            raise SettingsInvalid(f"thresholds: `{name}` is not a table")
    return tuple(Bar.read(name, facts) for name, facts in tables.items())


def bars_of(path: Path) -> tuple[Bar, ...]:
    """The bars of a file.

    Raises:
        SettingsInvalid: it cannot be read.
    """
    try:
        return read_bars(contents(path, LARGEST_FILE_BYTES).decode())
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(f"cannot read `{path}`: {error}") from error


@cache
def default_bars() -> tuple[Bar, ...]:
    """The bars that ship with examcli."""
    return read_bars((files("examcli.bench") / "thresholds.toml").read_text(encoding="utf-8"))


def entry(report: Report, strategy: str, cache_state: str, clock: str) -> Json | None:
    """One entry of `firstBatch`."""
    key = (strategy, cache_state, clock)
    entries = report.get("firstBatch") or []
    return next((e for e in entries if (e["strategy"], e["cache"], e["clock"]) == key), None)


def _tenth(
    name: str, strategy: str, cache_state: str, clock: str
) -> Callable[[Report], float | None]:
    """A number of the summary; for a percentile of too few runs the slowest, which is stricter."""

    def measured(report: Report) -> float | None:
        found = entry(report, strategy, cache_state, clock)
        if found is None:
            return None
        summary: Mapping[str, float | None] = found["summary"]["tenthServableSeconds"]
        return summary["max"] if summary[name] is None else summary[name]

    return measured


def _worst_ratio(report: Report) -> float | None:
    entries = [entry(report, "over-launch", state, "request") for state in ("cold", "warm")]
    ratios: list[float | None] = [found["ratioToLimit"] for found in entries if found]
    known = [ratio for ratio in ratios if ratio is not None]
    return max(known) if known and len(known) == len(ratios) else None


def _times_faster(report: Report) -> float | None:
    """The smaller of the cold and the warm factor."""
    factors = []
    for state in ("cold", "warm"):
        plain = _tenth("p50", "plain", state, "request")(report)
        ours = _tenth("p50", "over-launch", state, "request")(report)
        if not plain or not ours:
            return None
        factors.append(float(plain / ours))
    return min(factors)


def _uncached_share(report: Report) -> float | None:
    found = entry(report, "over-launch", "cold", "request")
    share: float | None = found.get("uncachedShare") if found else None
    return share


def _failed(clock: str) -> Callable[[Report], float | None]:
    def measured(report: Report) -> float | None:
        entries = [e for e in report.get("firstBatch") or [] if e["clock"] == clock]
        return float(sum(found["failed"] for found in entries)) if entries else None

    return measured


def _sitting_ratio(report: Report) -> float | None:
    exams = [exam for exam in report.get("sittingPace") or [] if exam["ttl"] == "1h"]
    ratio: float | None = exams[0]["hitRatio"] if exams else None
    return ratio


def _of(part: str, name: str) -> Callable[[Report], Any]:
    return lambda report: (report.get(part) or {}).get(name)


def _lost_or_doubled(report: Report) -> float | None:
    found = report.get("degraded")
    return float(found["lost"] + found["duplicates"]) if found else None


def _slowest_start_up(report: Report) -> float | None:
    found = report.get("startUp")
    seconds: list[float] = list(found["medianSeconds"].values()) if found else []
    return max(seconds, default=None)


MEASURES: dict[str, Callable[[Report], float | None]] = {
    "tenth-question-cold": _tenth("p95", "over-launch", "cold", "request"),
    "tenth-question-warm": _tenth("p95", "over-launch", "warm", "request"),
    "ratio-to-limit": _worst_ratio,
    "faster-than-plain": _times_faster,
    "cold-uncached-share": _uncached_share,
    "failed-runs": _failed("request"),
    "process-start": _tenth("p95", "over-launch", "cold", "process"),
    "failed-starts": _failed("process"),
    "hit-ratio-back-to-back": _of("fullExam", "hitRatio"),
    "hit-ratio-sitting": _sitting_ratio,
    "prefix-size": _of("cacheability", "factor"),
    "byte-stability": _of("cacheability", "isByteStable"),
    "nothing-lost": _lost_or_doubled,
    "start-up": _slowest_start_up,
}
