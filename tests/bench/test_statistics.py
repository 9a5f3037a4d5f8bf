"""Percentiles, bars and comparisons: numbers that may be believed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench_report import report
from examcli.bench.comparison import changes, read_report, require_comparable, with_comparison
from examcli.bench.percentiles import moments, percentile, summaries, summary
from examcli.bench.report import FirstBatch, Measurements, Report
from examcli.bench.thresholds import MEASURES, bars_of, default_bars, read_bars
from examcli.errors import SettingsInvalid, UsageInvalid

SECONDS = st.lists(st.floats(0.1, 100), min_size=1, max_size=40)


def batch(
    tenth: Sequence[float], strategy: str = "over-launch", cache: str = "cold"
) -> Measurements:
    """First batches whose runs all have these tenth questions."""
    runs = [moments(seconds, seconds, seconds) for seconds in tenth]
    entry = FirstBatch(
        strategy=strategy,
        cache=cache,
        clock="request",
        launched=10,
        failed=0,
        failures=[],
        runs=runs,
        summary=summaries(runs),
        limit_seconds=None,
        ratio_to_limit=1.1,
    )
    return Measurements(first_batch=[entry])


@given(SECONDS)
def test_a_summary_is_in_order(values: list[float]) -> None:
    """Minimum, percentiles and maximum never cross, and few runs have no percentiles."""
    found = summary(values)

    known = [found.min, found.p50, found.p90, found.p95, found.max]
    in_order = [value for value in known if value is not None]
    assert sorted(in_order) == in_order
    assert (found.p90 is None) == (len(values) < 10)
    assert (found.p95 is None) == (len(values) < 20)


def test_a_percentile_lies_between_its_neighbours() -> None:
    assert 19.05 == pytest.approx(percentile(list(range(1, 21)), 0.95))


def test_a_percentile_of_too_few_runs_is_judged_by_the_slowest() -> None:
    """Five runs have no p95, but one that was too slow is not passed over."""
    bar = next(bar for bar in default_bars() if bar.name == "tenth-question-cold")

    assert not bar.judge(batch([4, 4, 4, 4, 5.5])).ok
    assert bar.judge(batch([4, 4, 4, 4, 4.5])).ok


def test_a_number_that_is_missing_meets_no_bar() -> None:
    """A bar cannot be met by not measuring."""
    assert not any(bar.judge(Measurements()).ok for bar in default_bars())


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
    found = batch(values)

    assert {"same"} == {change.verdict for change in changes(found, found)}


def test_a_real_change_is_told_from_noise() -> None:
    """A second more is worse; a few hundredths within the spread are not."""
    before = batch([3.9, 4.0, 4.1, 4.2] * 5)
    slower = batch([4.9, 5.0, 5.1, 5.2] * 5)
    shaken = batch([3.95, 4.0, 4.15, 4.25] * 5)

    assert {"worse"} == {change.verdict for change in changes(before, slower)}
    assert {"better"} == {change.verdict for change in changes(slower, before)}
    assert {"same"} == {change.verdict for change in changes(before, shaken)}


def old_and_new(**new: object) -> tuple[Report, Report]:
    """Two reports of the same bench, but for these fields of the newer one."""
    older = Report.model_validate(report())
    return older, older.model_copy(update=new)


def test_a_lower_hit_ratio_is_worse() -> None:
    """And a report that has it is not ok, whatever its bars say."""
    older, same = old_and_new()
    assert older.full_exam is not None
    exam = older.full_exam.model_copy(update={"hit_ratio": 0.9})
    older, newer = old_and_new(full_exam=exam)

    judged = with_comparison(newer, older)

    assert ["fullExam: hitRatio"] == [change.name for change in judged.worse]
    assert (True, False) == (newer.ok, judged.ok)
    assert with_comparison(same, older).ok


@pytest.mark.parametrize("differing", [{"mode": "live"}, {"model": "other"}, {"profile": None}])
def test_reports_of_different_things_are_not_compared(differing: dict[str, object]) -> None:
    (name,) = differing
    with pytest.raises(UsageInvalid, match=name):
        require_comparable(*old_and_new(**differing))


def test_the_document_is_what_was_read() -> None:
    """Camel case, null for what was not measured, nothing for what does not apply."""
    document = report() | {"ceiling": None}

    assert document == Report.model_validate(document).document()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "cannot read"),
        ("[" * 100_000, "cannot read"),
        ("[]", "is not a report"),
        ('{"ok": true}', "is not a report"),
        ('{"schemaVersion": 2}', "is not a report"),
        ('{"schemaVersion": 1}', "is a damaged report: `tool`"),
    ],
)
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(text)

    with pytest.raises(UsageInvalid, match=told):
        read_report(path)


def test_a_report_of_the_first_version_is_read() -> None:
    """It knew neither the tokens of a first batch nor what they cost."""
    document = report()
    later = {"uncachedTokens", "uncachedShare", "costUsd", "requests", "requestsReadingCache"}
    assert not later & document["firstBatch"][0].keys()

    assert changes(*[Report.model_validate(document)] * 2)
