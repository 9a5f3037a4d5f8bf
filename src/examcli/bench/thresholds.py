"""Bars and verdicts: which numbers of a report are held to which limits."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from examcli.bench.report import (
    FirstBatch,
    Judgement,
    LimitedRun,
    Measurements,
    Number,
    Relation,
    WholeExam,
)
from examcli.bench.strategy import CACHE_STATES, OVER_LAUNCH, PLAIN
from examcli.errors import SettingsInvalid
from examcli.exam.contents import contents

Measure = Callable[[Measurements], Number | None]
LARGEST_FILE_BYTES = 1_000_000
"""The built-in bars have three thousand."""
RELATIONS: dict[Relation, Callable[[float, float], bool]] = {
    "below": lambda measured, bar: measured < bar,
    "at_most": lambda measured, bar: measured <= bar,
    "at_least": lambda measured, bar: measured >= bar,
}
"""What each relation of a bar asks for."""


@dataclass(frozen=True)
class Bar:
    """One limit: `measured` must be `relation` (a key of `RELATIONS`) `value`."""

    name: str
    scenario: str
    text: str
    relation: Relation
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

    def judge(self, measurements: Measurements, *, is_remeasured: bool = False) -> Judgement:
        """How the measurements do; a number that is missing does not meet its bar."""
        measured = MEASURES[self.name](measurements)
        return Judgement(
            name=self.name,
            scenario=self.scenario,
            text=self.text,
            relation=self.relation,
            bar=self.value,
            measured=None if measured is None else round(measured, 4),
            ok=measured is not None and RELATIONS[self.relation](measured, self.value),
            remeasured=is_remeasured,
        )


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


def _over_launch(measured: Measurements, cache_state: str, clock: str) -> FirstBatch | None:
    return measured.first_batch_of(OVER_LAUNCH, cache_state, clock)


def _slow_tenth(cache_state: str, clock: str) -> Measure:
    """The p95 of the tenth question; of too few runs the slowest, which is stricter."""

    def seconds(measured: Measurements) -> float | None:
        found = _over_launch(measured, cache_state, clock)
        if found is None:
            return None
        tenth = found.summary.tenth_servable_seconds
        return tenth.max if tenth.p95 is None else tenth.p95

    return seconds


def _worst_ratio(measured: Measurements) -> float | None:
    entries = [_over_launch(measured, state, "request") for state in CACHE_STATES]
    ratios = [found.ratio_to_limit for found in entries if found]
    known = [ratio for ratio in ratios if ratio is not None]
    return max(known) if known and len(known) == len(ratios) else None


def _times_faster(measured: Measurements) -> float | None:
    """The smaller of the cold and the warm factor."""
    factors = []
    for state in CACHE_STATES:
        plain = measured.first_batch_of(PLAIN, state, "request")
        ours = _over_launch(measured, state, "request")
        if not plain or not ours:
            return None
        slow, fast = (found.summary.tenth_servable_seconds.p50 for found in (plain, ours))
        if not slow or not fast:
            return None
        factors.append(slow / fast)
    return min(factors)


def _uncached_share(measured: Measurements) -> float | None:
    found = _over_launch(measured, "cold", "request")
    return found.uncached_share if found else None


def _failed(clock: str) -> Measure:
    def count(measured: Measurements) -> float | None:
        entries = [found for found in measured.first_batch or [] if found.clock == clock]
        return float(sum(found.failed for found in entries)) if entries else None

    return count


def _sitting_ratio(measured: Measurements) -> float | None:
    exams = [exam for exam in measured.sitting_pace or [] if exam.ttl == "1h"]
    return exams[0].hit_ratio if exams else None


def _whole_exam(number: Callable[[WholeExam], Number | None]) -> Measure:
    def of(measured: Measurements) -> Number | None:
        return number(measured.whole_exam) if measured.whole_exam else None

    return of


def _run_under_limits(
    number: Callable[[LimitedRun], Number | None], worst: Callable[[list[Number]], Number]
) -> Measure:
    """The worst run; one whose number is not known leaves it unknown."""

    def of(measured: Measurements) -> Number | None:
        runs = measured.pregeneration.runs if measured.pregeneration else []
        known = [found for found in map(number, runs) if found is not None]
        return worst(known) if known and len(known) == len(runs) else None

    return of


def _batch_share(measured: Measurements) -> float | None:
    found = measured.pregeneration
    return found.batch_share if found else None


def _lost_or_doubled(measured: Measurements) -> float | None:
    found = measured.degraded
    return float(found.lost + found.duplicates) if found else None


def _slowest_start_up(measured: Measurements) -> float | None:
    found = measured.start_up
    return max(found.median_seconds.values(), default=None) if found else None


MEASURES: dict[str, Measure] = {
    "tenth-question-cold": _slow_tenth("cold", "request"),
    "tenth-question-warm": _slow_tenth("warm", "request"),
    "ratio-to-limit": _worst_ratio,
    "faster-than-plain": _times_faster,
    "cold-uncached-share": _uncached_share,
    "failed-runs": _failed("request"),
    "process-start": _slow_tenth("cold", "process"),
    "failed-starts": _failed("process"),
    "hit-ratio-back-to-back": lambda m: m.full_exam.hit_ratio if m.full_exam else None,
    "whole-exam-seconds": _whole_exam(lambda exam: exam.at_once.seconds),
    "whole-exam-ratio-to-limit": _whole_exam(lambda exam: exam.ratio_to_limit),
    "whole-exam-hit-ratio": _whole_exam(lambda exam: exam.at_once.hit_ratio),
    "whole-exam-questions": _whole_exam(lambda exam: exam.at_once.questions),
    "pregeneration-used-share": _run_under_limits(lambda run: run.used_share, min),
    "pregeneration-refused-share": _run_under_limits(lambda run: run.refused_share, max),
    "pregeneration-questions": _run_under_limits(lambda run: run.questions, min),
    "pregeneration-repeats": _run_under_limits(lambda run: run.repeated, max),
    "pregeneration-batch-share": _batch_share,
    "hit-ratio-sitting": _sitting_ratio,
    "prefix-size": lambda m: m.cacheability.factor if m.cacheability else None,
    "byte-stability": lambda m: m.cacheability.is_byte_stable if m.cacheability else None,
    "nothing-lost": _lost_or_doubled,
    "start-up": _slowest_start_up,
}
"""The number for each bar; None where it was not measured, or is not known."""
