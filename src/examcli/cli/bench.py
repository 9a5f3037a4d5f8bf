"""The command that measures: bench."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from examcli.cli.app_context import AppContext, context_of
from examcli.cli.options import Json, at_home, finite
from examcli.cli.outputfile import STDOUT, require_writable
from examcli.errors import BelowThreshold, Interrupted, SettingsInvalid, UsageInvalid
from examcli.exports.documents import as_json
from examcli.sessions.opening import LARGEST_SEED

if TYPE_CHECKING:
    from examcli.bench.config import BenchConfig
    from examcli.bench.report import Report
    from examcli.bench.thresholds import Bar

LAST_SEED = LARGEST_SEED // 2
"""Half of what can be stored: runs and second measurements count on from it."""


@dataclass(frozen=True)
class Files:
    """Where the forms of the report go; None for those that are not wanted."""

    json: Path | None
    markdown: Path | None
    junit: Path | None
    html: Path | None

    @property
    def paths(self) -> list[Path]:
        """All that are wanted."""
        return [path for path in (self.json, self.markdown, self.junit, self.html) if path]

    def check(self, *, is_stdout_taken: bool) -> None:
        """Fail now rather than after minutes of measuring.

        Raises:
            SettingsInvalid: the page is wanted, and what draws it is not installed.
            UsageInvalid: one of them could not be written.
        """
        if self.html:
            from examcli.bench.page.drawing import require_matplotlib

            require_matplotlib()
        if self.paths.count(STDOUT) + is_stdout_taken > 1:
            raise UsageInvalid("stdout takes one document", "give `-` or `--json`, once")
        for path in self.paths:
            require_writable(path)

    def write(self, report: "Report", put: Callable[[Path, str], None]) -> None:
        """Write each form that is wanted; what makes it is imported only then.

        Raises:
            UsageInvalid: one of them cannot be written.
        """
        if self.json:
            put(self.json, as_json(report.document()) + "\n")
        if self.markdown:
            from examcli.bench.markdown import markdown

            put(self.markdown, markdown(report))
        if self.junit:
            from examcli.bench.junit import junit

            put(self.junit, junit(report))
        if self.html:
            from examcli.bench.page import page

            put(self.html, page(report))


@dataclass(frozen=True)
class Money:
    """What a live bench may cost, and whether that was agreed to beforehand."""

    max_cost_usd: float
    is_agreed: bool


Runs = Annotated[int, typer.Option(min=1, max=1000, help="Runs of each first-batch strategy.")]
ScenarioNames = Annotated[
    list[str] | None,
    typer.Option(help="Only this one, e.g. `full-exam`; repeatable.", show_default=False),
]
ProfileName = Annotated[str, typer.Option(help="How fast the simulator answers.")]
Speed = Annotated[
    float, typer.Option(min=0.1, max=20, callback=finite, help="Times faster than real time.")
]
BenchSeed = Annotated[
    int, typer.Option(min=0, max=LAST_SEED, help="Everything random follows from it.")
]
Live = Annotated[bool, typer.Option("--live", help="Measure the real API. It costs.")]
Yes = Annotated[bool, typer.Option("--yes", help="Agree to the expected cost.")]
MaxCostUsd = Annotated[
    float,
    typer.Option(
        "--max-cost", min=0, callback=finite, help="Stop a live bench before it costs more, in USD."
    ),
]
ReportOnly = Annotated[
    bool, typer.Option("--report-only", help="Never fail, whatever is measured.")
]


def _file(help_text: str) -> typer.models.OptionInfo:
    """The option of a file that need not be given."""
    option: typer.models.OptionInfo = typer.Option(
        callback=at_home, help=help_text, show_default=False
    )
    return option


def bench(
    command: typer.Context,
    runs: Runs = 20,
    scenario: ScenarioNames = None,
    profile: ProfileName = "sonnet-4.5",
    speed: Speed = 1.0,
    seed: BenchSeed = 0,
    live: Live = False,
    yes: Yes = False,
    max_cost_usd: MaxCostUsd = 5.0,
    thresholds: Annotated[Path | None, _file("Other bars than the built-in ones.")] = None,
    compare: Annotated[Path | None, _file("An older JSON report.")] = None,
    report_only: ReportOnly = False,
    json: Json = False,
    output: Annotated[Path | None, _file("The JSON report to a file.")] = None,
    markdown: Annotated[Path | None, _file("A Markdown report.")] = None,
    junit: Annotated[Path | None, _file("A JUnit report.")] = None,
    html: Annotated[Path | None, _file("A page with plots.")] = None,
) -> None:
    """Measure and judge: ten questions under five seconds, prefix from the cache.

    Offline against the simulator unless `--live`; exit code 8 names the bars that were missed.

    Example: `examcli bench --runs 5 --scenario first-batch`
    """
    context = context_of(command)
    context.as_json = json
    files = Files(output, markdown, junit, html)
    files.check(is_stdout_taken=json)
    names = _chosen(scenario or [], live)
    bars = _bars(thresholds)
    config = (
        _live(context, names, runs, seed, Money(max_cost_usd, yes))
        if live
        else _simulated(context, runs, seed, profile, speed)
    )
    report = _measured(context, config, names, bars, compare)
    files.write(report, context.write)
    if STDOUT not in files.paths:
        _show(context, report)
    if not report.ok and not report_only:
        raise BelowThreshold("; ".join(_complaints(report)))


def _measured(
    context: AppContext,
    config: "BenchConfig",
    names: Sequence[str],
    bars: "Sequence[Bar]",
    older_path: Path | None,
) -> "Report":
    """The report, beside an older one if there is a file of it, which is read first."""
    from examcli.bench.comparison import read_comparable, with_comparison
    from examcli.bench.scenarios import bench, circumstances

    older = read_comparable(older_path, circumstances(config)) if older_path else None
    report = context.run(bench(config, names, bars, context.screen.note))
    return with_comparison(report, older) if older else report


def _chosen(wanted: Sequence[str], live: bool) -> list[str]:
    from examcli.bench.scenarios import SCENARIOS

    possible = [name for name, known in SCENARIOS.items() if known.expected_usd or not live]
    for name in wanted:
        if name not in possible:
            raise UsageInvalid(
                f"there is no scenario `{name}`{' with --live' if live else ''}",
                f"scenarios: {', '.join(possible)}",
            )
    return list(wanted) or [name for name in possible if not SCENARIOS[name].is_asked_for]


def _bars(path: Path | None) -> "tuple[Bar, ...]":
    """The bars to hold: those of a file, or the built-in ones.

    Raises:
        SettingsInvalid: the file has none, or one of a scenario that does not exist.
    """
    from examcli.bench.scenarios import SCENARIOS
    from examcli.bench.thresholds import bars_of, default_bars

    if path is None:
        return default_bars()
    bars = bars_of(path)
    for bar in bars:
        if bar.scenario not in SCENARIOS:
            raise SettingsInvalid(
                f"`{path}`: the bar `{bar.name}` is of no scenario called `{bar.scenario}`",
                f"scenarios: {', '.join(SCENARIOS)}",
            )
    return bars


def _simulated(
    context: AppContext, runs: int, seed: int, profile: str, speed: float
) -> "BenchConfig":
    from examcli.bench.config import Speeds, simulated_config
    from examcli.simulator import profiles

    if profile == "unpaced" or profile not in profiles():
        paced = ", ".join(name for name in profiles() if name != "unpaced")
        raise UsageInvalid(f"there is no profile `{profile}` to measure with", f"profiles: {paced}")
    known = profiles()[profile]
    speeds = Speeds(profile, known.ttft_seconds, known.tokens_per_second, speed)
    model = context.engines.current_model()
    return simulated_config(model, speeds, runs, context.settings.overlaunch, seed)


def _live(
    context: AppContext, names: Sequence[str], runs: int, seed: int, money: Money
) -> "BenchConfig":
    """The real API within a budget, once the person has agreed to what it will cost.

    Raises:
        SettingsInvalid: there is no key.
        UsageInvalid: the cost is not agreed to.
    """
    from examcli.bench.config import live_config
    from examcli.bench.scenarios import expected_usd

    engine = context.engines.choose()
    if engine.provider_name == "offline":
        raise SettingsInvalid("`bench --live` needs an API key", "set ANTHROPIC_API_KEY")
    overlaunch = context.settings.overlaunch
    expected = expected_usd(engine.model, names, runs, overlaunch)
    context.screen.note(
        f"{', '.join(names)} with {engine.model.id}: "
        + (
            f"expected to cost ${expected:.2f}; stops before ${money.max_cost_usd:.2f} (--max-cost)"
            if expected is not None
            else "its prices are not known, so neither its cost nor --max-cost can be promised"
        )
    )
    if not money.is_agreed:
        _ask()
    return live_config(engine, context.clock, runs, overlaunch, seed, money.max_cost_usd)


def _ask() -> None:
    if not sys.stdin.isatty():
        raise UsageInvalid("a live bench costs money", "`--yes` agrees to it")
    if not typer.confirm("Go on?", err=True):
        raise Interrupted("not agreed to; nothing was measured")


def _show(context: AppContext, report: "Report") -> None:
    from examcli.terminal.bench import show_report

    if context.as_json:
        context.print_json(report.document())
    else:
        show_report(context.screen, report)


def _complaints(report: "Report") -> Iterator[str]:
    """What was missed or has become worse, by name."""
    for judged in report.missed:
        yield f"{judged.name}: measured {judged.measured}, bar {judged.bar}"
    for change in report.worse:
        yield f"{change.name}: {change.before} before, {change.after} now"
