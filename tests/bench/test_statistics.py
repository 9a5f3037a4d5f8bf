"""Percentiles, bars and comparisons: numbers that may be believed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examcli.bench.comparison import compared, require_comparable
from examcli.bench.percentiles import percentile, summary
from examcli.bench.thresholds import MEASURES, bars_of, default_bars, read_bars
from examcli.errors import SettingsInvalid, UsageInvalid

SECONDS = st.lists(st.floats(0.1, 100), min_size=1, max_size=40)


def batch(tenth: Sequence[float], strategy: str = "over-launch", cache: str = "cold") -> Any:
    """An entry of `firstBatch` whose runs all have these tenth questions."""
    runs = [
        {"firstQuestionSeconds": s, "tenthServableSeconds": s, "batchSeconds": s} for s in tenth
    ]
    return {
        "strategy": strategy,
        "cache": cache,
        "clock": "request",
        "failed": 0,
        "runs": runs,
        "summary": {"tenthServableSeconds": summary(tenth)},
        "ratioToLimit": 1.1,
    }


@given(SECONDS)
def test_a_summary_is_in_order(values: list[float]) -> None:
    """Minimum, percentiles and maximum never cross, and few runs have no percentiles."""
    found = summary(values)

    known = [found[name] for name in ("min", "p50", "p90", "p95", "max")]
    in_order = [value for value in known if value is not None]
    assert sorted(in_order) == in_order
    assert (found["p90"] is None) == (len(values) < 10)
    assert (found["p95"] is None) == (len(values) < 20)


def test_a_percentile_lies_between_its_neighbours() -> None:
    assert 19.05 == pytest.approx(percentile(list(range(1, 21)), 0.95))


def test_a_percentile_of_too_few_runs_is_judged_by_the_slowest() -> None:
    """Five runs have no p95, but one that was too slow is not passed over."""
    bar = next(bar for bar in default_bars() if bar.name == "tenth-question-cold")

    assert not bar.verdict({"firstBatch": [batch([4, 4, 4, 4, 5.5])]})["ok"]
    assert bar.verdict({"firstBatch": [batch([4, 4, 4, 4, 4.5])]})["ok"]


def test_a_number_that_is_missing_meets_no_bar() -> None:
    """A bar cannot be met by not measuring."""
    assert not any(bar.verdict({})["ok"] for bar in default_bars())


def test_the_shipped_bars_are_those_that_are_measured() -> None:
    assert MEASURES.keys() == {bar.name for bar in default_bars()}


@pytest.mark.parametrize(
    "text",
    [
        "[unknown]\nscenario = 'x'\ntext = 'y'\nbelow = 1",
        "[start-up]\nscenario = 'x'\ntext = 'y'",
        "[start-up]\nscenario = 'x'\ntext = 'y'\nbelow = 'fast'",
        "start-up = 1",
        "[start-up",
    ],
)
def test_a_wrong_thresholds_file_is_refused(text: str) -> None:
    with pytest.raises(SettingsInvalid):
        read_bars(text)


def test_a_thresholds_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid):
        bars_of(tmp_path / "none.toml")


@given(SECONDS)
def test_a_report_is_no_worse_than_itself(values: list[float]) -> None:
    report = {"firstBatch": [batch(values)], "fullExam": {"costUsd": 0.2, "hitRatio": 1.0}}

    assert {"same"} == {row["verdict"] for row in compared(report, report)}


def test_a_real_change_is_told_from_noise() -> None:
    """A second more is worse; a few hundredths within the spread are not."""
    before = {"firstBatch": [batch([3.9, 4.0, 4.1, 4.2] * 5)]}
    slower = {"firstBatch": [batch([4.9, 5.0, 5.1, 5.2] * 5)]}
    shaken = {"firstBatch": [batch([3.95, 4.0, 4.15, 4.25] * 5)]}

    assert {"worse"} == {row["verdict"] for row in compared(before, slower)}
    assert {"better"} == {row["verdict"] for row in compared(slower, before)}
    assert {"same"} == {row["verdict"] for row in compared(before, shaken)}


def test_a_lower_hit_ratio_is_worse() -> None:
    before, after = {"fullExam": {"hitRatio": 1.0}}, {"fullExam": {"hitRatio": 0.9}}

    assert ["worse"] == [row["verdict"] for row in compared(before, after)]


def test_reports_of_different_models_are_not_compared() -> None:
    with pytest.raises(UsageInvalid, match="model"):
        require_comparable({"mode": "live", "model": "a"}, {"mode": "live", "model": "b"})
