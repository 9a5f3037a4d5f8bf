"""The scenarios, run as they are, few times and fast."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from conftest import Run
from examcli.bench import cacheability, exam_cost, first_batch, pregeneration, whole_exam
from examcli.bench.config import BenchConfig, Speeds, live_config, simulated_config
from examcli.bench.junit import junit
from examcli.bench.markdown import markdown
from examcli.bench.report import Cacheability, Ceiling, Report
from examcli.bench.scenarios import SCENARIOS
from examcli.bench.scenarios import bench as measured
from examcli.bench.target import target_at
from examcli.bench.thresholds import Bar, default_bars
from examcli.clock import Clock
from examcli.errors import SpendLimited
from examcli.models import Usage, known_models
from examcli.simulator import Simulator

pytestmark = pytest.mark.slow


@pytest.fixture
def config() -> BenchConfig:
    model = known_models().find("claude-sonnet-4-6")
    speeds = Speeds("sonnet-4.5", 1.8, 63.0, speed=20.0)
    return simulated_config(model, speeds, runs=1, overlaunch=2, seed=0)


async def test_every_strategy_is_measured_cold_and_warm(config: BenchConfig) -> None:
    """All get ten questions; only warm runs read the cache; times are in simulated seconds."""
    entries = await first_batch.measure(config)

    assert 8 == len(entries)
    for entry in entries:
        (run,) = entry.runs
        assert not entry.failed
        assert bool(entry.requests_reading_cache) == (entry.cache == "warm")
        assert run.first_question_seconds <= run.tenth_servable_seconds <= run.batch_seconds
        assert 1.0 < run.first_question_seconds


async def test_from_the_second_batch_on_the_prefix_is_read(config: BenchConfig) -> None:
    exam = await exam_cost.measure(config)

    assert 1 == exam.hit_ratio
    assert 10 == len(exam.batches)
    assert exam.cost_usd is not None
    assert exam.cost_without_cache_usd is not None
    assert exam.saved_usd == pytest.approx(exam.cost_without_cache_usd - exam.cost_usd)
    assert exam.cost_usd < exam.cost_without_cache_usd


async def test_a_whole_exam_is_written_by_three_ways(config: BenchConfig) -> None:
    """All write every question; at once is cheaper than calls of their own, quicker than batches.

    Nobody can be quicker than the longest call, but for luck with its pace.
    """
    found = await whole_exam.measure(config)

    ours, by_batch, plain = found.ways
    assert [96, 96, 96] == [way.questions for way in found.ways]
    assert 96 == plain.requests
    assert ours.requests <= by_batch.requests
    assert ours.seconds < by_batch.seconds / 2
    assert ours.cost_usd is not None
    assert plain.cost_usd is not None
    assert ours.cost_usd < plain.cost_usd / 2
    assert ours.hit_ratio is not None
    assert ours.hit_ratio > 0.9
    assert found.ratio_to_limit == pytest.approx(ours.seconds / found.limit_seconds, rel=0.01)


async def test_a_run_under_a_limit_is_whole_and_cheaper_by_batch(
    config: BenchConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two exams, ten requests a minute: nothing is refused, and nothing comes twice."""
    monkeypatch.setattr(pregeneration, "EXAMS", 2)
    monkeypatch.setattr(pregeneration, "SPEED", 20.0)
    trial = pregeneration.Trial("requests", "requests", 10)
    monkeypatch.setattr(pregeneration, "TRIALS", (trial,))

    found = await pregeneration.measure(config)

    (run,) = found.runs
    assert ("requests=10", 192, 0) == (run.limit, run.questions, run.repeated)
    assert run.bound_seconds > 60
    assert run.used_share is not None
    assert run.refused_share <= 0.05
    assert found.batch_share is not None
    assert 0.4 < found.batch_share <= 0.55


async def test_a_slow_sitting_needs_the_longer_lifetime(config: BenchConfig) -> None:
    """At a minute a question the 5-minute cache has expired before every batch."""
    short, long = await exam_cost.measure_sitting(config)

    assert ("5m", "1h") == (short.ttl, long.ttl)
    assert 1 == long.hit_ratio
    assert all(batch.cache_write_tokens for batch in short.batches)
    assert long.cost_usd is not None
    assert short.cost_usd is not None
    assert long.cost_usd < short.cost_usd


async def test_the_prefix_is_long_enough_and_stable(config: BenchConfig) -> None:
    found = await cacheability.measure(config)

    assert found.is_byte_stable
    assert found.prefix_tokens_lower_bound <= found.prefix_tokens_counted
    assert [1, 1] == [where.count for where in found.breakpoints]


def prefix_of(factor: float) -> Cacheability:
    """What is known of a prefix of so many times the minimum."""
    return Cacheability(
        prefix_tokens_lower_bound=1_000,
        prefix_tokens_counted=1_000,
        cache_minimum_tokens=1_024,
        factor=factor,
        is_byte_stable=True,
        processes=1,
        breakpoints=[],
    )


async def judged(config: BenchConfig, bar: float, *measurements: float | SpendLimited) -> Report:
    """A report on a prefix of these sizes, one for each time it is measured."""
    remaining = iter(measurements)

    async def measure(_config: BenchConfig) -> Cacheability:
        found = next(remaining)
        if isinstance(found, SpendLimited):
            raise found
        return prefix_of(found)

    scenario = SCENARIOS["cacheability"]
    bars = [Bar("prefix-size", "cacheability", "size", "at_least", bar)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SCENARIOS, "cacheability", type(scenario)("cacheability", measure))
        return await measured(config, ["cacheability"], bars, lambda _line: None)


async def test_a_missed_bar_is_measured_once_more(config: BenchConfig) -> None:
    """The second measurement decides, whichever way."""
    saved = await judged(config, 1.5, 1.0, 2.0)
    lost = await judged(config, 1.5, 1.0, 1.2, 2.0)
    met = await judged(config, 1.5, 1.6, 1.0)

    assert (True, True) == (saved.ok, saved.thresholds[0].remeasured)
    assert (False, 1.2) == (lost.ok, lost.thresholds[0].measured)
    assert (True, False) == (met.ok, met.thresholds[0].remeasured)


async def test_a_bench_without_money_says_what_it_did_not_measure(config: BenchConfig) -> None:
    report = await judged(config, 1.5, SpendLimited("$1 is spent"))

    assert report.cacheability is None
    assert not report.ok, "what was not measured is not met"
    assert any("not measured: cacheability" in note for note in report.notes)


async def test_the_cap_ends_runs_that_are_side_by_side(simulator: Simulator) -> None:
    """The budget is spent half-way through: the runs end, and no error gets lost in a group."""
    target = target_at(simulator.base_url, known_models().find("claude-sonnet-4-6"), Clock())
    cap_usd = 0.30
    config = live_config(target.engine("capped"), Clock(), 3, 4, 0, cap_usd)

    report = await measured(config, ["first-batch", "full-exam"], default_bars(), print)

    spent = sum(usage_usd(received.usage) for received in simulator.received if received.usage)
    assert 0 < spent < cap_usd
    assert not report.ok
    assert any("--max-cost" in note for note in report.notes)


def usage_usd(usage: Mapping[str, Any]) -> float:
    """What an answer costs by the server's own counters, all writes taken as the dearest."""
    tokens = Usage(
        input=usage["input_tokens"],
        cache_write_1h=usage["cache_creation_input_tokens"],
        cache_read=usage["cache_read_input_tokens"],
        output=usage["output_tokens"],
    )
    cost_usd = known_models().find("claude-sonnet-4-6").cost_usd(tokens)
    assert cost_usd is not None
    return cost_usd


async def test_ci_forms_name_what_was_missed(config: BenchConfig) -> None:
    """JUnit counts it as a failure, Markdown shows it; neither is broken by odd characters."""
    report = await judged(config, 1.5, 1.0, 1.0)
    report = report.model_copy(update={"notes": ["a | b <c>"]})

    suite = ET.fromstring(junit(report))  # noqa: S314 - our own text

    assert ("1", "1") == (suite.get("tests"), suite.get("failures"))
    assert ["prefix-size"] == [case.get("name") for case in suite.findall("testcase[failure]")]
    assert "| MISSED | size (measured twice) | ≥ 1.5 | 1 |" in markdown(report)
    assert "a \\| b &lt;c>" in markdown(report)


def test_bench_hands_out_every_form(run: Run, tmp_path: Path) -> None:
    ran = run(
        "bench", "--scenario", "cacheability", "--json", "--output", "r.json",
        "--markdown", "r.md", "--junit", "r.xml",
    )  # fmt: skip

    assert 0 == ran.code
    assert ran.document["ok"]
    assert ran.document["fullExam"] is None
    assert {"prefix-size", "byte-stability"} == {t["name"] for t in ran.document["thresholds"]}
    assert all((tmp_path / name).stat().st_size for name in ("r.json", "r.md", "r.xml"))
    again = run("bench", "--scenario", "cacheability", "--compare", "r.json")
    assert 0 == again.code
    assert "cacheability: factor" in again.out


def test_a_missed_bar_exits_8_and_is_named(run: Run, tmp_path: Path) -> None:
    bars = tmp_path / "bars.toml"
    bars.write_text("[prefix-size]\nscenario = 'cacheability'\ntext = 'size'\nat_least = 100")
    arguments = ("bench", "--scenario", "cacheability", "--thresholds", str(bars))

    missed, only_reported = run(*arguments), run(*arguments, "--report-only")

    assert (8, 0) == (missed.code, only_reported.code)
    assert "prefix-size" in missed.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--scenario", "none"), 2),
        (("--live", "--scenario", "ceiling"), 2),
        (("--profile", "unpaced"), 2),
        (("--compare", "none.json"), 2),
        (("--compare", "/dev/zero"), 2),
        (("--junit", "no/such/folder/r.xml"), 2),
        (("--thresholds", "none.toml"), 3),
        (("--thresholds", "/dev/zero"), 3),
        (("--live",), 3),
    ],
)
def test_nothing_is_measured_when_something_is_wrong(
    run: Run, arguments: tuple[str, ...], code: int
) -> None:
    assert code == run("bench", *arguments).code


def test_a_damaged_report_is_not_compared(run: Run, tmp_path: Path) -> None:
    """It is refused before anything is measured, not after minutes."""
    (tmp_path / "old.json").write_text('{"schemaVersion": 1, "firstBatch": [{"runs": 3}]}')

    ran = run("bench", "--compare", "old.json")

    assert 2 == ran.code
    assert "`old.json` is a damaged report: `tool`: " in ran.err


def test_a_bar_of_no_scenario_is_refused(run: Run, tmp_path: Path) -> None:
    """It would never be judged, and the gate would stand open."""
    bars = tmp_path / "bars.toml"
    bars.write_text("[prefix-size]\nscenario = 'cachability'\ntext = 'size'\nat_least = 1")

    ran = run("bench", "--thresholds", str(bars))

    assert 3 == ran.code
    assert "`prefix-size` is of no scenario called `cachability`" in ran.err


def test_live_names_its_cost_and_needs_consent(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal to ask on and without `--yes` nothing is sent."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")

    ran = run("bench", "--live")

    assert 2 == ran.code
    assert "expected to cost $" in ran.err


WITHOUT_RESOURCE = """
import sys
import psutil  # asks for it on Linux
sys.modules["resource"] = None
from examcli.bench.ceiling import client
print(client(sys.argv[1], "claude-sonnet-4-6").model_dump_json())
"""


def test_the_ceiling_is_measured_where_peak_memory_cannot_be(simulator: Simulator) -> None:
    """Windows has no `resource`; everything else is measured all the same."""
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_RESOURCE, simulator.base_url],
        capture_output=True,
        text=True,
        check=True,
    )

    found = Ceiling.model_validate_json(ran.stdout)
    assert (500, None) == (found.questions, found.peak_memory_mb)


def test_every_scenario_of_a_bar_exists() -> None:
    assert {bar.scenario for bar in default_bars()} <= SCENARIOS.keys()
