"""The first ten questions: how long they take, by strategy, against the promise."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median, quantiles
from typing import TYPE_CHECKING

from examcli.bench.page.drawing import LIGHT, svg
from examcli.bench.page.figures import Figure, Row, Section
from examcli.bench.page.numbers import in_digits, in_seconds
from examcli.bench.report import FirstBatch, Moment, Report, Summary
from examcli.bench.strategy import FAN_OUT, OVER_LAUNCH, PLAIN, STREAMED
from examcli.bench.tables import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PROMISE_SECONDS = 5.0
"""What is claimed, and what the bars of thresholds.toml hold."""
STRATEGIES = (PLAIN, STREAMED, FAN_OUT, OVER_LAUNCH)
"""The rows of a plot, from above; others that a report has stand in its tables."""
CACHES = {"cold": ("cold", "D", -0.19), "warm": ("warm", "o", 0.19)}
"""For each state of the cache the role of its colour, its marker, and its place in a row."""
CLOCKS = {"request": "From the request", "process": "From the return key"}
"""How a figure names its clock."""
MILESTONES: Mapping[Moment, tuple[str, str, str]] = {
    "first_question_seconds": ("first question", "o", "none"),
    "tenth_servable_seconds": ("tenth question", "o", "full"),
    "batch_seconds": ("batch complete", "s", "full"),
}
"""For each moment its name, its marker, and how that is filled."""


def first_batch(report: Report) -> Section:
    """The section about the first batch, once for each clock."""
    cases = report.first_batch or []
    figures = [
        figure(clock, chosen)
        for clock in CLOCKS
        if (chosen := [case for case in cases if case.clock == clock])
        for figure in (_latency_figure, _milestone_figure)
    ]
    return Section("The first ten questions", figures)


def _latency_figure(clock: str, cases: Sequence[FirstBatch]) -> Figure:
    def draw(axes: "Axes") -> None:
        for case, height, cache in _placed(cases):
            _draw_runs(axes, _runs(case, "tenth_servable_seconds"), height, cache)
        _draw_seconds(axes, cases, "seconds to ten questions, log scale")

    return Figure(
        title=_latency_finding(clock, cases),
        legend=_cache_legend(),
        plot=svg(draw, 330, f"tenth-{clock}"),
        note="A dot is a run, the box spans the quartiles, the bar is the median; "
        "the bold line is the promise.",
        table=_percentile_table(cases),
    )


def _latency_finding(clock: str, cases: Sequence[FirstBatch]) -> str:
    slowest = {
        strategy: max(values)
        for strategy in STRATEGIES
        if (
            values := [
                high for case in cases if case.strategy == strategy and (high := _high(case))
            ]
        )
    }
    if not slowest:
        return f"{CLOCKS[clock]}: ten questions"
    best = min(slowest, key=lambda strategy: slowest[strategy])
    (seconds, name), plain = slowest[best], slowest.get(PLAIN)
    finding = f"{CLOCKS[clock]}: ten questions in {seconds:.1f}\u00a0s ({best}, {name})"
    return finding + (
        f", {plain[0]:.0f}\u00a0s in one plain call" if plain and best != PLAIN else ""
    )


def _high(case: FirstBatch) -> tuple[float, str] | None:
    """The highest percentile that the number of runs allows, and its name."""
    summary = case.summary.tenth_servable_seconds
    known = ((summary.p95, "p95"), (summary.p90, "p90"), (summary.max, "slowest run"))
    return next(((seconds, name) for seconds, name in known if seconds is not None), None)


def _percentile_table(cases: Sequence[FirstBatch]) -> Table:
    rows = [
        (
            _name(case),
            *_percentiles(case.summary.tenth_servable_seconds),
            in_digits(case.ratio_to_limit),
        )
        for case in cases
    ]
    return Table(
        "Seconds to the tenth question; the limit is time to first token + servable tokens / rate",
        ("strategy, cache", *Summary.model_fields, "× limit"),
        rows,
    )


def _percentiles(summary: Summary) -> Sequence[str]:
    seconds = (summary.min, summary.p50, summary.p90, summary.p95, summary.max)
    return (str(summary.n), *map(in_seconds, seconds))


def _milestone_figure(clock: str, cases: Sequence[FirstBatch]) -> Figure:
    def draw(axes: "Axes") -> None:
        for case, height, cache in _placed(cases):
            _draw_milestones(axes, case, height, cache)
        _draw_seconds(axes, cases, "median seconds, log scale")

    columns = [name for name, _, _ in MILESTONES.values()]
    rows = [
        (_name(case), *(in_seconds(_median(case, key)) for key in MILESTONES)) for case in cases
    ]
    return Figure(
        title=_milestone_finding(clock, cases),
        legend=[("○", "ink", columns[0]), ("●", "ink", columns[1]), ("■", "ink", columns[2])],
        plot=svg(draw, 330, f"milestones-{clock}"),
        note="Upper line of each pair: cold cache; lower line: warm.",
        table=Table("Medians in seconds", ("strategy, cache", *columns), rows),
    )


def _milestone_finding(clock: str, cases: Sequence[FirstBatch]) -> str:
    timed = [case for case in cases if _median(case, "tenth_servable_seconds") is not None]
    if not timed:
        return f"{CLOCKS[clock]}: first question, tenth question, whole batch"
    best = min(timed, key=lambda case: _median(case, "tenth_servable_seconds") or 0.0)
    first, tenth, batch = (in_seconds(_median(best, key)) for key in MILESTONES)
    return (
        f"{CLOCKS[clock]}: first question after {first}\u00a0s, tenth after {tenth}\u00a0s, "
        f"batch complete after {batch}\u00a0s ({best.strategy}, {best.cache}, median)"
    )


def _placed(cases: Iterable[FirstBatch]) -> Iterator[tuple[FirstBatch, float, str]]:
    """The cases that have a place in a plot: its height, and the state of the cache."""
    for case in cases:
        if case.strategy in STRATEGIES and case.cache in CACHES:
            yield case, STRATEGIES.index(case.strategy) + CACHES[case.cache][2], case.cache


def _draw_runs(axes: "Axes", seconds: Sequence[float], height: float, cache: str) -> None:
    role, marker, _ = CACHES[cache]
    scattered = [height + 0.24 * (i * 0.618 % 1 - 0.5) for i in range(len(seconds))]
    axes.plot(
        seconds,
        scattered,
        marker=marker,
        markersize=4,
        linestyle="none",
        color=LIGHT[role],
        alpha=0.55,
        markeredgewidth=0,
    )
    if len(seconds) < 4:
        return
    lower, middle, upper = quantiles(seconds, n=4, method="inclusive")
    axes.barh(height, upper - lower, 0.32, lower, fill=False, edgecolor=LIGHT[role], linewidth=1.1)
    axes.vlines(middle, height - 0.16, height + 0.16, color=LIGHT[role], linewidth=2.6)


def _draw_milestones(axes: "Axes", case: FirstBatch, height: float, cache: str) -> None:
    medians = [_median(case, key) for key in MILESTONES]
    known = [seconds for seconds in medians if seconds is not None]
    colour = LIGHT[CACHES[cache][0]]
    axes.plot(known, [height] * len(known), color=colour, linewidth=1.4)
    for seconds, (_, marker, filling) in zip(medians, MILESTONES.values(), strict=True):
        if seconds is not None:
            face = colour if filling == "full" else LIGHT["surface"]
            axes.plot(seconds, height, marker, color=colour, markerfacecolor=face, markersize=6)


def _draw_seconds(axes: "Axes", cases: Sequence[FirstBatch], label: str) -> None:
    """The axis of seconds, the promise on it, and a row for every strategy."""
    measured = [s for case in cases for key in MILESTONES for s in _runs(case, key)]
    low, high = min([*measured, PROMISE_SECONDS]), max([*measured, PROMISE_SECONDS])
    axes.axvline(PROMISE_SECONDS, color=LIGHT["ink"], linewidth=2.6, zorder=1.5)
    axes.set_xscale("log")
    axes.set_xlim(low * 0.85, high * 1.15)
    steps = (1, 2, 3, 5) if high / low < 60 else (1, 5)
    ticks = [step * 10.0**power for power in range(-3, 5) for step in steps]
    shown = [tick for tick in ticks if low * 0.85 <= tick <= high * 1.15]
    axes.set_xticks(shown, [f"{tick:g}" for tick in shown])
    axes.minorticks_off()
    axes.set_xlabel(label)
    axes.set_yticks(range(len(STRATEGIES)), STRATEGIES)
    axes.set_ylim(len(STRATEGIES) - 0.5, -0.62)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.text(
        PROMISE_SECONDS,
        1.015,
        f"{PROMISE_SECONDS:g} s",
        transform=axes.get_xaxis_transform(),
        horizontalalignment="center",
        fontweight="bold",
    )


def _cache_legend() -> list[Row]:
    return [("◆", "cold", "cold cache"), ("●", "warm", "warm cache")]


def _name(case: FirstBatch) -> str:
    return f"{case.strategy}, {case.cache}"


def _runs(case: FirstBatch, moment: Moment) -> list[float]:
    """The measured seconds of a case that can be drawn on a scale of seconds."""
    return [seconds for seconds in case.seconds(moment) if seconds > 0]


def _median(case: FirstBatch, moment: Moment) -> float | None:
    runs = _runs(case, moment)
    return median(runs) if runs else None
