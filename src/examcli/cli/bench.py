"""The command that measures: bench."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from examcli.cli.app_context import AppContext, context_of
from examcli.cli.engine import choose_engine, current_model
from examcli.cli.options import LARGEST_SEED, Json, at_home, finite
from examcli.cli.outputfile import STDOUT, require_writable
from examcli.errors import BelowThreshold, Interrupted, SettingsInvalid, UsageInvalid
from examcli.exports.documents import as_json

if TYPE_CHECKING:
    from examcli.bench.conditions import Conditions
    from examcli.bench.thresholds import Bar

SEED = 0
LAST_SEED = LARGEST_SEED // 2
"""Half of what can be stored: runs and second measurements count on from it."""
Report = dict[str, Any]


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

    def write(self, report: Report, put: Callable[[Path, str], None]) -> None:
        """Write each form that is wanted; what makes it is imported only then.

        Raises:
            UsageInvalid: one of them cannot be written.
        """
        if self.json:
            put(self.json, as_json(report) + "\n")
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


def bench(
    command: typer.Context,
    runs: Annotated[
        int, typer.Option(min=1, max=1000, help="Runs of each first-batch strategy.")
    ] = 20,
    scenario: Annotated[
        list[str] | None,
        typer.Option(help="Only this one, e.g. `full-exam`; repeatable.", show_default=False),
    ] = None,
    profile: Annotated[str, typer.Option(help="How fast the simulator answers.")] = "sonnet-4.5",
    speed: Annotated[
        float, typer.Option(min=0.1, max=20, callback=finite, help="Times faster than real time.")
    ] = 1.0,
    seed: Annotated[
        int, typer.Option(min=0, max=LAST_SEED, help="Everything random follows from it.")
    ] = SEED,
    live: Annotated[bool, typer.Option("--live", help="Measure the real API. It costs.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to the expected cost.")] = False,
    max_cost: Annotated[
        float,
        typer.Option(
            min=0, callback=finite, help="Stop a live bench before it costs more, in USD."
        ),
    ] = 5.0,
    thresholds: Annotated[
        Path | None,
        typer.Option(
            callback=at_home, help="Other bars than the built-in ones.", show_default=False
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(callback=at_home, help="An older JSON report.", show_default=False),
    ] = None,
    report_only: Annotated[
        bool, typer.Option("--report-only", help="Never fail, whatever is measured.")
    ] = False,
    json: Json = False,
    output: Annotated[
        Path | None,
        typer.Option(callback=at_home, help="The JSON report to a file.", show_default=False),
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(callback=at_home, help="A Markdown report.", show_default=False)
    ] = None,
    junit: Annotated[
        Path | None, typer.Option(callback=at_home, help="A JUnit report.", show_default=False)
    ] = None,
    html: Annotated[
        Path | None, typer.Option(callback=at_home, help="A page with plots.", show_default=False)
    ] = None,
) -> None:
    """Measure and judge: ten questions under five seconds, prefix from the cache.

    Offline against the simulator unless `--live`; exit code 8 names the bars that were missed.

    Example: `examcli bench --runs 5 --scenario first-batch`
    """
    from examcli.bench.report import bench as measure
    from examcli.bench.report import circumstances

    context = context_of(command)
    context.as_json = json
    files = Files(output, markdown, junit, html)
    files.check(is_stdout_taken=json)
    names = _chosen(scenario or [], live)
    bars = _bars(thresholds)
    conditions = (
        _live(context, names, runs, seed, Money(max_cost, yes))
        if live
        else _simulated(context, runs, seed, profile, speed)
    )
    older = _older(compare, circumstances(conditions))
    report = context.run(measure(conditions, names, bars, context.screen.note))
    _add_comparison(report, older)
    files.write(report, context.write)
    if STDOUT not in files.paths:
        _show(context, report)
    if not report["ok"] and not report_only:
        raise BelowThreshold("; ".join(_complaints(report)))


def _chosen(wanted: Sequence[str], live: bool) -> list[str]:
    from examcli.bench.report import SCENARIOS

    possible = [name for name, known in SCENARIOS.items() if known.is_for_live or not live]
    for name in wanted:
        if name not in possible:
            raise UsageInvalid(
                f"there is no scenario `{name}`{' with --live' if live else ''}",
                f"scenarios: {', '.join(possible)}",
            )
    return list(wanted) or possible


def _bars(path: Path | None) -> "tuple[Bar, ...]":
    """The bars to hold: those of a file, or the built-in ones.

    Raises:
        SettingsInvalid: the file has none, or one of a scenario that does not exist.
    """
    from examcli.bench.report import SCENARIOS
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
) -> "Conditions":
    from examcli.bench.conditions import Speeds, simulated
    from examcli.simulator import profiles

    if profile == "unpaced" or profile not in profiles():
        paced = ", ".join(name for name in profiles() if name != "unpaced")
        raise UsageInvalid(f"there is no profile `{profile}` to measure with", f"profiles: {paced}")
    known = profiles()[profile]
    speeds = Speeds(profile, known.ttft_seconds, known.tokens_per_second, speed)
    return simulated(current_model(context), speeds, runs, context.settings.overlaunch, seed)


def _live(
    context: AppContext, names: Sequence[str], runs: int, seed: int, money: Money
) -> "Conditions":
    """The real API within a budget, once the person has agreed to what it will cost.

    Raises:
        SettingsInvalid: there is no key.
        UsageInvalid: the cost is not agreed to.
    """
    from examcli.bench.budget import expected_usd
    from examcli.bench.conditions import live

    engine = choose_engine(context)
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
    return live(engine, context.clock, runs, overlaunch, seed, money.max_cost_usd)


def _ask() -> None:
    if not sys.stdin.isatty():
        raise UsageInvalid("a live bench costs money", "`--yes` agrees to it")
    if not typer.confirm("Go on?", err=True):
        raise Interrupted("not agreed to; nothing was measured")


def _older(path: Path | None, circumstances: Report) -> Report | None:
    from examcli.bench.comparison import read_report, require_comparable

    if path is None:
        return None
    older = read_report(path)
    require_comparable(older, circumstances)
    return older


def _add_comparison(report: Report, older: Report | None) -> None:
    from examcli.bench.comparison import compared

    if older is None:
        return
    report["comparison"] = compared(older, report)
    report["ok"] = report["ok"] and not _worse(report)


def _show(context: AppContext, report: Report) -> None:
    from examcli.terminal.bench import show_report

    if context.as_json:
        context.print_json(report)
    else:
        show_report(context.screen, report)


def _worse(report: Report) -> list[Report]:
    return [row for row in report.get("comparison") or [] if row["verdict"] == "worse"]


def _complaints(report: Report) -> Iterator[str]:
    """What was missed or has become worse, by name."""
    for verdict in report["thresholds"]:
        if not verdict["ok"]:
            yield f"{verdict['name']}: measured {verdict['measured']}, bar {verdict['bar']}"
    for row in _worse(report):
        yield f"{row['name']}: {row['before']} before, {row['after']} now"
