"""The command that measures: bench."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from examcli.cli.engine import choose_engine, current_model
from examcli.cli.options import Json
from examcli.cli.world import World, world_of
from examcli.errors import BelowThreshold, UsageInvalid

if TYPE_CHECKING:
    from examcli.bench.conditions import Conditions

SEED = 0
Report = dict[str, Any]
ReportFile = Annotated[Path | None, typer.Option(show_default=False)]


@dataclass(frozen=True)
class Money:
    """What a live bench may cost, and whether that was agreed to beforehand."""

    max_cost_usd: float
    is_agreed: bool


def bench(
    context: typer.Context,
    runs: Annotated[int, typer.Option(min=1, help="Runs of each first-batch strategy.")] = 20,
    scenario: Annotated[
        list[str] | None,
        typer.Option(help="Only this one, e.g. `full-exam`; repeatable.", show_default=False),
    ] = None,
    profile: Annotated[str, typer.Option(help="How fast the simulator answers.")] = "sonnet-4.5",
    speed: Annotated[
        float, typer.Option(min=0.1, max=20, help="Times faster than real time.")
    ] = 1.0,
    seed: Annotated[int, typer.Option(min=0, help="Everything random follows from it.")] = SEED,
    live: Annotated[bool, typer.Option("--live", help="Measure the real API. It costs.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to the expected cost.")] = False,
    max_cost: Annotated[
        float, typer.Option(min=0, help="Stop a live bench before it costs more, in USD.")
    ] = 5.0,
    thresholds: Annotated[
        Path | None, typer.Option(help="Other bars than the built-in ones.", show_default=False)
    ] = None,
    compare: Annotated[
        Path | None, typer.Option(help="An older JSON report.", show_default=False)
    ] = None,
    report_only: Annotated[
        bool, typer.Option("--report-only", help="Never fail, whatever is measured.")
    ] = False,
    json: Json = False,
    output: Annotated[
        Path | None, typer.Option(help="The JSON report to a file.", show_default=False)
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(help="A Markdown report, appended to.", show_default=False)
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="A JUnit report.", show_default=False)] = None,
    html: Annotated[Path | None, typer.Option(help="A page with plots.", show_default=False)] = None,
) -> None:
    """Measure and judge: ten questions under five seconds, prefix from the cache.

    Offline against the simulator unless `--live`; exit code 8 names the bars that were missed.

    Example: `examcli bench --runs 5 --scenario first-batch`
    """
    from examcli.bench.comparison import compared, read_report, require_comparable
    from examcli.bench.report import bench as measure
    from examcli.bench.thresholds import bars_of, default_bars

    world = world_of(context)
    world.as_json = json
    names = _chosen(scenario or [], live)
    bars = bars_of(thresholds) if thresholds else default_bars()
    older = read_report(compare) if compare else None
    conditions = (
        _live(world, names, runs, seed, Money(max_cost, yes))
        if live
        else _simulated(world, runs, seed, profile, speed)
    )
    if older is not None:
        require_comparable(older, conditions.circumstances())
    report = world.run(measure(conditions, names, bars, world.screen.note))
    if older is not None:
        report["comparison"] = compared(older, report)
        report["ok"] = report["ok"] and not _worse(report)
    _hand_over(world, report, json, Files(output, markdown, junit, html))
    if not report["ok"] and not report_only:
        raise BelowThreshold("; ".join(_complaints(report)))
