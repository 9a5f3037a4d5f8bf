"""The report as a page: one HTML file with plots that asks nobody for anything.

The page is drawn from the report document alone, which may come from a file somebody else wrote:
every string is text until it is an `Html`, and only `element` and `_svg` make one. What the
document leaves out is left out of the page. Plots are inline SVG whose colours are the page's own
CSS variables, so that they follow it into the dark and onto paper.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from itertools import accumulate
from math import isfinite
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from examcli.errors import SettingsInvalid
from examcli.export import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.typing import RcKeyType

Document = Mapping[str, Any]
Draw = Callable[["Axes"], None]
Row = Sequence[str]

PROMISE_SECONDS = 5.0
STRATEGIES = ("plain", "streamed", "fan-out", "over-launch")
CACHES = {"cold": ("cold", "D", -0.19), "warm": ("warm", "o", 0.19)}
CLOCKS = {"request": "From the request", "process": "From the return key"}
MILESTONES = {
    "firstQuestionSeconds": ("first question", "o", "none"),
    "tenthServableSeconds": ("tenth question", "o", "full"),
    "batchSeconds": ("batch complete", "s", "full"),
}
TOKENS = {
    "cacheReadTokens": ("read", "cache read"),
    "cacheWriteTokens": ("write", "cache write"),
    "inputTokens": ("uncached", "uncached input"),
    "outputTokens": ("output", "output"),
}
SIGNS = {"below": "<", "at_most": "≤", "at_least": "≥"}
TTLS = {"5m": ("5 m TTL", "write", "s"), "1h": ("1 h TTL", "read", "o")}

LIGHT = {
    "surface": "#ffffff",
    "ink": "#15191e",
    "muted": "#5a6471",
    "grid": "#dde2e8",
    "good": "#0d7a4f",
    "bad": "#c01c28",
    "cold": "#1261a6",
    "warm": "#c4500c",
    "read": "#0f766f",
    "write": "#d98a06",
    "uncached": "#b3261e",
    "output": "#93a1b3",
}
DARK = {
    "surface": "#12161b",
    "ink": "#e7ebef",
    "muted": "#9aa5b1",
    "grid": "#2c343d",
    "good": "#4cc38a",
    "bad": "#ff7b72",
    "cold": "#6cb2f0",
    "warm": "#f59a5b",
    "read": "#35b8ab",
    "write": "#f0b53a",
    "uncached": "#f27a70",
    "output": "#66758a",
}
ROLES = {colour: name for name, colour in LIGHT.items()}

# A figure is as wide as the text of a phone, one point to a pixel: the letters stay as they are.
WIDTH_POINTS = 358
FIGURE_STYLE: "Mapping[RcKeyType, Any]" = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 12.5,
    "axes.edgecolor": LIGHT["muted"],
    "axes.facecolor": "none",
    "axes.labelcolor": LIGHT["muted"],
    "axes.axisbelow": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "grid.color": LIGHT["grid"],
    "grid.linewidth": 0.8,
    "text.color": LIGHT["ink"],
    "xtick.color": LIGHT["muted"],
    "ytick.color": LIGHT["muted"],
    "xtick.labelcolor": LIGHT["ink"],
    "ytick.labelcolor": LIGHT["ink"],
}

STYLE = """
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem; background: var(--surface);
  color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
  "Liberation Sans", Arial, sans-serif; overflow-wrap: break-word }
h1, h2, h3 { line-height: 1.25; text-wrap: balance }
h1 { margin: .25rem 0 .5rem; font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.125rem);
  letter-spacing: -.015em }
h2 { margin: 3rem 0 .25rem; padding-top: .75rem; border-top: 1px solid var(--grid);
  font-size: 1.25rem }
h3 { margin: 0 0 .375rem; font-size: 1rem }
p { margin: .25rem 0; max-width: 44rem }
.kicker, .lede, .note, caption, summary, th { color: var(--muted) }
.kicker { font-size: .875rem; letter-spacing: .02em }
.note, .legend, table, summary { font-size: .875rem }
.met { color: var(--good) }
.missed { color: var(--bad) }
.met, .missed { font-weight: 600; white-space: nowrap }
h1 .met, h1 .missed { white-space: normal; font-weight: inherit }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .375rem .75rem .375rem 0; text-align: start; vertical-align: top;
  border-bottom: 1px solid var(--grid) }
th { font-weight: 500 }
th:last-child, td:last-child { padding-inline-end: 0 }
.number { text-align: end; white-space: nowrap }
.facts th { width: 8.5rem }
.scroll { overflow-x: auto }
.bars { margin-top: 1.25rem; font-size: .9375rem }
.bars :is(th, td):last-child { padding-inline-start: .5rem }
.plots { display: grid; gap: 2.25rem 3rem; margin-top: 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)) }
figure { margin: 0; min-width: 0; break-inside: avoid }
figure svg { display: block; width: 100%; height: auto; max-width: 30rem }
svg text { font-family: inherit; font-variant-numeric: tabular-nums }
svg * { stroke-linejoin: round }
.legend { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0 0 .375rem; padding: 0;
  list-style: none }
.legend span { margin-inline-end: .3125rem }
details { margin-top: .5rem }
summary { cursor: pointer }
ul.notes { margin: 0; padding-inline-start: 1.1rem }
@media (max-width: 36rem) {
  .bars tr { display: grid; grid-template-columns: 1fr 1.4fr 1.6fr; padding: .375rem 0;
    border-bottom: 1px solid var(--grid) }
  .bars :is(th, td) { padding-block: .0625rem; border: 0 }
  .bars :is(th, td):first-child { grid-column: 1 / -1 }
  .bars :is(th, td):nth-child(2) { text-align: start }
}
@media print {
  @page { margin: 14mm }
  body { max-width: none; padding: 0; font-size: 10pt }
  h2 { break-after: avoid }
  summary { display: none }
  details::details-content { content-visibility: visible; block-size: auto }
}
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plot over the batches, with its name written at its end."""

    name: str
    role: str
    style: str
    values: Sequence[float]


class Html(str):
    """Markup. Any other string is text, and is escaped when it becomes part of markup."""

    __slots__ = ()


def element(tag: str, *content: str, **attributes: str) -> Html:
    """One element; `class_` and `aria_label` are the attributes class and aria-label."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_markup(value)}"'
        for name, value in attributes.items()
    )
    return Html(f"<{tag}{written}>{''.join(map(_markup, content))}</{tag}>")


def page(document: Document) -> str:
    """The whole page, ready to be written to a file; the same document gives the same page."""
    body = element(
        "body",
        _verdict(document),
        _bars(document),
        _first_batch(document),
        _caching(document),
        _more(document),
        _facts(document),
    )
    return f'<!doctype html>\n<html lang="en">\n{_head(document)}\n{body}\n</html>\n'


def _head(document: Document) -> Html:
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return element(
        "head",
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        element("title", f"examcli bench: {_outcome(document)}"),
        element("style", Html(_palette() + STYLE)),
    )


def _palette() -> str:
    light, dark = (
        ";".join(f"--{name}:{colour}" for name, colour in palette.items())
        for palette in (LIGHT, DARK)
    )
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n"
    )


def _outcome(document: Document) -> str:
    bars = document.get("thresholds") or []
    missed = sum(not bar["ok"] for bar in bars)
    if not bars:
        return "Nothing was judged: no scenario with a bar was run"
    if missed:
        return f"Claims not kept: {missed} of {len(bars)} bars missed"
    return f"Claims kept: all {len(bars)} bars met"


def _verdict(document: Document) -> Html:
    outcome = _outcome(document)
    if not document.get("thresholds"):
        return element("header", element("h1", outcome), _lede(document))
    is_kept = all(bar["ok"] for bar in document["thresholds"])
    marked = element("span", _mark(is_kept=is_kept), class_=_verdict_class(is_kept=is_kept))
    return element(
        "header",
        element("p", "examcli bench", class_="kicker"),
        element("h1", marked, f" {outcome}"),
        _lede(document),
    )


def _lede(document: Document) -> Html:
    profile = document.get("profile") or {}
    where = (
        f"Measured against the simulator, profile {profile.get('name')} "
        f"({_number(profile.get('ttftSeconds'))} s to the first token, "
        f"{_number(profile.get('tokensPerSecond'))} tokens/s)"
        if document.get("mode") == "simulated"
        else "Measured against the real API"
    )
    return element("p", f"{where}, {document.get('model')}, {_date(document)}.", class_="lede")


def _bars(document: Document) -> Html:
    bars = document.get("thresholds")
    if not bars:
        return Html()
    head = element(
        "tr",
        element("th", "What is claimed", scope="col"),
        *(element("th", name, scope="col", class_="number") for name in ("Bar", "Measured")),
        element("th", "Verdict", scope="col"),
    )
    return element(
        "table", element("thead", head), element("tbody", *map(_bar, bars)), class_="bars"
    )


def _bar(bar: Document) -> Html:
    is_kept = bool(bar["ok"])
    again = " (measured twice)" if bar.get("remeasured") else ""
    return element(
        "tr",
        element("td", f"{bar.get('text') or bar.get('name')}{again}"),
        element("td", _limit(bar), class_="number"),
        element("td", _number(bar.get("measured")), class_="number"),
        element(
            "td",
            f"{_mark(is_kept=is_kept)} {'met' if is_kept else 'missed'}",
            class_=_verdict_class(is_kept=is_kept),
        ),
    )


def _limit(bar: Document) -> str:
    sign = SIGNS.get(str(bar.get("relation")), "")
    return f"{sign}\u00a0{_number(bar.get('bar'))}".strip()


def _mark(*, is_kept: bool) -> str:
    return "✓" if is_kept else "✗"


def _verdict_class(*, is_kept: bool) -> str:
    return "met" if is_kept else "missed"


def _first_batch(document: Document) -> Html:
    cases = document.get("firstBatch") or []
    figures = [
        figure(document, clock, chosen)
        for clock in CLOCKS
        if (chosen := [case for case in cases if case.get("clock") == clock])
        for figure in (_latency_figure, _milestone_figure)
    ]
    return _section("The first ten questions", figures)


def _latency_figure(_document: Document, clock: str, cases: Sequence[Document]) -> Html:
    def draw(axes: "Axes") -> None:
        for case, height, cache in _placed(cases):
            _draw_runs(axes, _runs(case, "tenthServableSeconds"), height, cache)
        _draw_seconds(axes, cases, "seconds to ten questions, log scale")

    return _figure(
        title=_latency_finding(clock, cases),
        legend=_cache_legend(),
        plot=_svg(draw, 330, f"tenth-{clock}"),
        note="A dot is a run, the box spans the quartiles, the bar is the median; "
        "the bold line is the promise.",
        table=_percentile_table(cases),
    )


def _latency_finding(clock: str, cases: Sequence[Document]) -> str:
    slowest = {
        strategy: max(values)
        for strategy in STRATEGIES
        if (
            values := [
                high for case in cases if case.get("strategy") == strategy and (high := _high(case))
            ]
        )
    }
    if not slowest:
        return f"{CLOCKS[clock]}: ten questions"
    best = min(slowest, key=lambda strategy: slowest[strategy])
    (seconds, name), plain = slowest[best], slowest.get("plain")
    finding = f"{CLOCKS[clock]}: ten questions in {seconds:.1f}\u00a0s ({best}, {name})"
    return finding + (
        f", {plain[0]:.0f}\u00a0s in one plain call" if plain and best != "plain" else ""
    )


def _high(case: Document) -> tuple[float, str] | None:
    """The highest percentile that the number of runs allows, and its name."""
    summary = (case.get("summary") or {}).get("tenthServableSeconds") or {}
    known = ((summary[name], name) for name in ("p95", "p90") if summary.get(name) is not None)
    runs = _runs(case, "tenthServableSeconds")
    return next(known, (max(runs), "slowest run") if runs else None)


def _percentile_table(cases: Sequence[Document]) -> Html:
    columns = ("n", "min", "p50", "p90", "p95", "max")
    rows = []
    for case in cases:
        summary = (case.get("summary") or {}).get("tenthServableSeconds") or {}
        seconds = (_seconds(summary.get(name)) for name in columns[1:])
        ratio = _number(case.get("ratioToLimit"))
        rows.append((_name(case), _number(summary.get("n")), *seconds, ratio))
    return _table(
        "Seconds to the tenth question; the limit is time to first token + servable tokens / rate",
        ("strategy, cache", *columns, "× limit"),
        rows,
    )


def _milestone_figure(_document: Document, clock: str, cases: Sequence[Document]) -> Html:
    def draw(axes: "Axes") -> None:
        for case, height, cache in _placed(cases):
            _draw_milestones(axes, case, height, cache)
        _draw_seconds(axes, cases, "median seconds, log scale")

    columns = [name for name, _, _ in MILESTONES.values()]
    rows = [(_name(case), *(_seconds(_median(case, key)) for key in MILESTONES)) for case in cases]
    return _figure(
        title=_milestone_finding(clock, cases),
        legend=[("○", "ink", columns[0]), ("●", "ink", columns[1]), ("■", "ink", columns[2])],
        plot=_svg(draw, 330, f"milestones-{clock}"),
        note="Upper line of each pair: cold cache; lower line: warm.",
        table=_table("Medians in seconds", ("strategy, cache", *columns), rows),
    )


def _milestone_finding(clock: str, cases: Sequence[Document]) -> str:
    timed = [case for case in cases if _median(case, "tenthServableSeconds") is not None]
    if not timed:
        return f"{CLOCKS[clock]}: first question, tenth question, whole batch"
    best = min(timed, key=lambda case: _median(case, "tenthServableSeconds") or 0.0)
    first, tenth, batch = (_seconds(_median(best, key)) for key in MILESTONES)
    return (
        f"{CLOCKS[clock]}: first question after {first}\u00a0s, tenth after {tenth}\u00a0s, "
        f"batch complete after {batch}\u00a0s ({best['strategy']}, {best.get('cache')}, median)"
    )


def _placed(cases: Iterable[Document]) -> Iterator[tuple[Document, float, str]]:
    """The cases that have a place in a plot: its height, and the state of the cache."""
    for case in cases:
        strategy, cache = case.get("strategy"), case.get("cache")
        if strategy in STRATEGIES and cache in CACHES:
            yield case, STRATEGIES.index(strategy) + CACHES[cache][2], cache


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


def _draw_milestones(axes: "Axes", case: Document, height: float, cache: str) -> None:
    medians = [_median(case, key) for key in MILESTONES]
    known = [seconds for seconds in medians if seconds is not None]
    colour = LIGHT[CACHES[cache][0]]
    axes.plot(known, [height] * len(known), color=colour, linewidth=1.4)
    for seconds, (_, marker, filling) in zip(medians, MILESTONES.values(), strict=True):
        if seconds is not None:
            face = colour if filling == "full" else LIGHT["surface"]
            axes.plot(seconds, height, marker, color=colour, markerfacecolor=face, markersize=6)


def _draw_seconds(axes: "Axes", cases: Sequence[Document], label: str) -> None:
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


def _caching(document: Document) -> Html:
    exam = document.get("fullExam")
    paces = [(_pace_name(pace), pace) for pace in document.get("sittingPace") or []]
    figures = [_token_figure(exam), _cost_figure(exam)] if exam else []
    if paces:
        figures += [_hit_figure([("back to back", exam), *paces] if exam else paces)]
        figures += [_pace_figure(paces)]
    return _section("The prefix in the cache, and what it saves", figures)


def _token_figure(exam: Document) -> Html:
    batches = exam["batches"]

    def draw(axes: "Axes") -> None:
        indexes = [batch["index"] for batch in batches]
        floor = [0.0] * len(batches)
        for key, (role, name) in TOKENS.items():
            thousands = [batch[key] / 1000 for batch in batches]
            axes.bar(
                indexes,
                thousands,
                0.74,
                floor,
                color=LIGHT[role],
                edgecolor=LIGHT["surface"],
                linewidth=0.6,
                label=name,
            )
            floor = [low + more for low, more in zip(floor, thousands, strict=True)]
        axes.set_ylabel("thousand tokens")
        _draw_batches(axes, indexes)

    rows = [
        (
            _number(batch["index"]),
            _number(batch.get("requests")),
            *(_number(batch[key]) for key in TOKENS),
            _percent(batch.get("hitRatio")),
        )
        for batch in batches
    ]
    return _figure(
        title=_token_finding(exam),
        legend=[("■", role, name) for role, name in TOKENS.values()],
        plot=_svg(draw, 270, "tokens"),
        note="All batches of an exam, back to back; stacked in the order of the legend, "
        "from below.",
        table=_table(
            "Tokens by batch",
            ("batch", "requests", *(name for _, name in TOKENS.values()), "hit ratio"),
            rows,
        ),
    )


def _token_finding(exam: Document) -> str:
    ratio, known = _later_hits(exam), [b.get("hitRatio") for b in exam["batches"][1:]]
    lowest = min((hit for hit in known if hit is not None), default=None)
    return (
        f"From batch 2 on, {_percent(ratio)} of the prefix is read from the cache "
        f"({_percent(lowest)} in the lowest batch)"
    )


def _later_hits(exam: Document) -> float | None:
    """The hit ratio without the first batch, which has nothing to find."""
    read, other = (
        sum(batch.get(key) or 0 for batch in exam["batches"][1:] for key in keys)
        for keys in (["cacheReadTokens"], ["cacheWriteTokens", "uncachedPrefixTokens"])
    )
    return read / (read + other) if read + other else None


def _cost_figure(exam: Document) -> Html:
    lines = [
        Line("no cache", "muted", "D--", _cumulated(exam, "costWithoutCacheUsd")),
        Line("cached", "read", "o-", _cumulated(exam, "costUsd")),
    ]

    def draw(axes: "Axes") -> None:
        indexes = _indexes(exam)
        first, second = (line.values for line in lines)
        axes.fill_between(indexes, first, second, color=LIGHT["read"], alpha=0.13, linewidth=0)
        _draw_lines(axes, indexes, lines, _dollars)
        axes.set_ylabel("US dollars, cumulative")

    return _figure(
        title=f"Back to back, the cache {_effect(exam)}: {_dollars(exam['costUsd'])} "
        f"instead of {_dollars(exam['costWithoutCacheUsd'])}",
        plot=_svg(draw, 270, "cost"),
        note="The same requests, priced as they were and with every input token uncached.",
        table=_cost_table([("back to back", exam)]),
    )


def _hit_figure(exams: Sequence[tuple[str, Document]]) -> Html:
    styles = {"back to back": ("cold", "D-")}
    styles |= {name: (role, f"{marker}--") for name, role, marker in TTLS.values()}
    lines = [
        Line(name, *styles[name], [batch.get("hitRatio") or 0.0 for batch in exam["batches"]])
        for name, exam in exams
        if name in styles
    ]

    def draw(axes: "Axes") -> None:
        _draw_lines(axes, _indexes(exams[0][1]), lines, _percent)
        axes.set_ylabel("prefix read from the cache")
        axes.set_ylim(-0.03, 1.06)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])

    known = [f"{_percent(_later_hits(exam))} {name}" for name, exam in exams]
    return _figure(
        title=f"From batch 2 on, hit ratio by pace: {', '.join(known)}",
        plot=_svg(draw, 270, "hits"),
        note="Read / (read + write + uncached prefix), by batch; "
        "the two TTLs at the pace of a sitting.",
        table=_table(
            "Hit ratio by batch",
            ("batch", *(name for name, _ in exams)),
            [
                (str(index), *(_percent(ratio) for ratio in ratios))
                for index, *ratios in zip(
                    _indexes(exams[0][1]),
                    *([batch.get("hitRatio") for batch in exam["batches"]] for _, exam in exams),
                    strict=False,
                )
            ],
        ),
    )


def _pace_figure(paces: Sequence[tuple[str, Document]]) -> Html:
    uncached = paces[0][1]
    lines = [Line("no cache", "muted", "D--", _cumulated(uncached, "costWithoutCacheUsd"))]
    for name, role, marker in TTLS.values():
        lines += [
            Line(name, role, f"{marker}-", _cumulated(exam, "costUsd"))
            for known, exam in paces
            if known == name
        ]

    def draw(axes: "Axes") -> None:
        _draw_lines(axes, _indexes(uncached), lines, _dollars)
        axes.set_ylabel("US dollars, cumulative")

    effects = "; ".join(f"the {name} {_effect(exam)}" for name, exam in paces)
    return _figure(
        title=f"At {_number(uncached.get('secondsPerQuestion'))} s a question, {effects}",
        plot=_svg(draw, 270, "pace"),
        note="Ten questions take longer than five minutes: the entry has expired "
        "when the next batch asks for it.",
        table=_cost_table(paces),
    )


def _cost_table(exams: Sequence[tuple[str, Document]]) -> Html:
    rows = [
        (
            name,
            _percent(exam.get("hitRatio")),
            *(_dollars(exam.get(key)) for key in ("costUsd", "costWithoutCacheUsd", "savedUsd")),
        )
        for name, exam in exams
    ]
    return _table("Cost", ("pace", "hit ratio", "cost", "no cache", "saved"), rows)


def _effect(exam: Document) -> str:
    cost, without = exam["costUsd"], exam["costWithoutCacheUsd"]
    if not without:
        return "makes no difference"
    share = cost / without - 1
    return f"costs {_percent(share)} more" if share > 0 else f"saves {_percent(-share)}"


def _pace_name(exam: Document) -> str:
    ttl = str(exam.get("ttl"))
    return TTLS[ttl][0] if ttl in TTLS else ttl


def _indexes(exam: Document) -> list[int]:
    return [batch["index"] for batch in exam["batches"]]


def _cumulated(exam: Document, key: str) -> list[float]:
    return list(accumulate(batch[key] for batch in exam["batches"]))


def _draw_lines(
    axes: "Axes", indexes: Sequence[int], lines: Sequence[Line], written: Callable[[float], str]
) -> None:
    for line in lines:
        axes.plot(
            indexes[: len(line.values)],
            line.values[: len(indexes)],
            line.style,
            color=LIGHT[line.role],
            markersize=4.5,
            linewidth=1.8,
        )
    ends = _apart([line.values[-1] for line in lines])
    for line, height in zip(lines, ends, strict=True):
        axes.annotate(
            f"{line.name}\n{written(line.values[-1])}",
            (indexes[-1], height),
            xytext=(10, 0),
            textcoords="offset points",
            verticalalignment="center",
            color=LIGHT[line.role],
        )
    axes.set_ylim(bottom=0)
    _draw_batches(axes, indexes)


def _apart(heights: Sequence[float]) -> list[float]:
    """The heights of labels, moved down where they would touch the one above."""
    gap = 0.17 * (max(heights) or 1)
    placed: dict[int, float] = {}
    ceiling = float("inf")
    for index in sorted(range(len(heights)), key=lambda index: -heights[index]):
        ceiling = placed[index] = min(heights[index], ceiling - gap)
    return [placed[index] for index in range(len(heights))]


def _draw_batches(axes: "Axes", indexes: Sequence[int]) -> None:
    axes.set_xticks(indexes)
    axes.set_xlabel("batch")
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y")


def _more(document: Document) -> Html:
    facts = [
        *_cacheability(document.get("cacheability") or {}),
        *_degraded(document.get("degraded") or {}),
        *_ceiling(document.get("ceiling") or {}),
        *_start_up(document.get("startUp") or {}),
    ]
    return _fact_section("Also measured", facts)


def _cacheability(found: Document) -> Iterator[Row]:
    if not found:
        return
    counted = found.get("prefixTokensCounted")
    prefix = (
        f"{_number(counted)} tokens by the server's count, at least "
        f"{_number(found.get('prefixTokensLowerBound'))} by estimate: "
        f"{_number(found.get('factor'))} × the {_number(found.get('cacheMinimumTokens'))} "
        "the model asks for"
    )
    yield "Prefix", prefix
    same = "byte for byte the same" if found.get("isByteStable") else "NOT the same"
    yield "Stability", f"{same} over all batches and {_number(found.get('processes'))} processes"
    marks = [
        f"after {mark.get('after')}, {_number(mark.get('count'))} × {mark.get('ttl')}"
        for mark in found.get("breakpoints") or []
    ]
    yield "Breakpoints", "; ".join(marks) or "none"


def _degraded(found: Document) -> Iterator[Row]:
    if not found:
        return
    shown = {key: _number(value) for key, value in found.items()}
    counts = (f"{shown.get(key, '–')} {key}" for key in ("questions", "lost", "duplicates"))
    money = f"{_dollars(found.get('extraCostUsd'))} of {_dollars(found.get('costUsd'))}"
    time = f"{_seconds(found.get('extraSeconds'))} s of {_seconds(found.get('seconds'))} s"
    yield "Faults", "; ".join(map(str, found.get("faults") or [])) or "none"
    yield "Survived", f"{', '.join(counts)}, {shown.get('requests', '–')} requests"
    yield "Price of faults", f"{money}, {time}"


def _ceiling(found: Document) -> Iterator[Row]:
    if not found:
        return
    ceiling = (
        f"{_number(found.get('questionsPerSecond'))} questions/s over "
        f"{_number(found.get('streams'))} streams, "
        f"{_number(found.get('cpuMillisecondsPerQuestion'))} ms of CPU a question, "
        f"{_number(found.get('peakMemoryMb'))} MB at the peak"
    )
    yield "Client ceiling", ceiling


def _start_up(found: Document) -> Iterator[Row]:
    medians = (found.get("medianSeconds") or {}).items()
    times = [f"{command} {_seconds(seconds)} s" for command, seconds in medians]
    if times:
        yield "Start-up", f"{', '.join(times)} (median of {_number(found.get('n'))})"


def _facts(document: Document) -> Html:
    facts = [
        ("Model", f"{document.get('model')}, {document.get('mode')}"),
        *_profile(document.get("profile") or {}),
        ("Machine", f"{document.get('platform')}, {_number(document.get('cpuCount'))} CPUs"),
        ("Versions", f"{_version(document)}, Python {document.get('python')}"),
        ("Date", f"{_date(document)}, took {_number(document.get('seconds'))} s"),
    ]
    notes = [element("li", str(note)) for note in document.get("notes") or []]
    return _fact_section("How it was measured", facts, notes)


def _profile(profile: Document) -> Iterator[Row]:
    if not profile:
        return
    pace = (
        f"{_number(profile.get('ttftSeconds'))} s to the first token, "
        f"{_number(profile.get('tokensPerSecond'))} tokens/s"
    )
    yield "Profile", f"{profile.get('name')}: {pace}"
    yield "Speed", f"{_number(profile.get('speed'))} × real time"


def _version(document: Document) -> str:
    tool = document.get("tool") or {}
    version = f"examcli {tool.get('version')}"
    return f"{version} ({str(tool['commit'])[:12]})" if tool.get("commit") else version


def _fact_section(title: str, facts: Sequence[Row], notes: Sequence[Html] = ()) -> Html:
    if not facts:
        return Html()
    rows = [
        element("tr", element("th", name, scope="row"), element("td", fact)) for name, fact in facts
    ]
    if notes:
        listed = element("ul", *notes, class_="notes")
        rows.append(element("tr", element("th", "Notes", scope="row"), element("td", listed)))
    table = element("table", element("tbody", *rows), class_="facts")
    return element("section", element("h2", title), table)


def _section(title: str, figures: Sequence[Html]) -> Html:
    if not figures:
        return Html()
    return element("section", element("h2", title), element("div", *figures, class_="plots"))


def _figure(*, title: str, plot: Html, note: str, table: Html, legend: Iterable[Row] = ()) -> Html:
    """A plot under the sentence it proves, with the numbers it was drawn from folded below."""
    keys = [
        element("li", element("span", sign, style=f"color:var(--{role})"), name)
        for sign, role, name in legend
    ]
    return element(
        "figure",
        element("h3", title),
        element("ul", *keys, class_="legend") if keys else Html(),
        element("div", plot, role="img", aria_label=f"Plot: {title}"),
        element("p", note, class_="note"),
        element("details", element("summary", "Numbers"), table),
    )


def _table(caption: str, head: Row, rows: Iterable[Row]) -> Html:
    """A table of numbers: the first column says of what, and scrolls alone where it is too wide."""
    kinds = ["", *["number"] * (len(head) - 1)]
    columns = [
        element("th", name, scope="col", class_=kind)
        for name, kind in zip(head, kinds, strict=True)
    ]
    lines = [
        element(
            "tr",
            *(element("td", cell, class_=kind) for cell, kind in zip(row, kinds, strict=True)),
        )
        for row in rows
    ]
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *columns)),
        element("tbody", *lines),
    )
    return element("div", table, class_="scroll", tabindex="0", role="region", aria_label=caption)


def _svg(draw: Draw, height_points: int, name: str) -> Html:
    """A drawing as an inline SVG; `name` keeps its ids apart from those of the other drawings."""
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError as error:
        raise SettingsInvalid(
            "the page needs matplotlib for its plots", "`pip install examcli[report]`"
        ) from error
    with rc_context({**FIGURE_STYLE, "svg.hashsalt": name}):
        figure = Figure((WIDTH_POINTS / 72, height_points / 72), layout="constrained")
        figure.patch.set_visible(False)
        draw(figure.subplots())
        written = StringIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(written, format="svg", metadata=nothing)
    return _inline(written.getvalue(), name)


def _inline(svg: str, name: str) -> Html:
    """The SVG as part of a page: own ids, the page's font and colours, no file header."""
    drawing = svg[svg.index("<svg") :]
    drawing = re.sub(r"<style.*?</style>|(?<=<svg) .*?(?=viewBox)", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r' xmlns="[^"]*" version="1.1"', ' aria-hidden="true"', drawing, count=1)
    drawing = re.sub(r'(id="|href="#|url\(#)', rf"\1{name}-", drawing)
    drawing = re.sub(r" font-family: [^;\"]*;?", "", drawing)
    drawing = drawing.replace("<svg", "<svg ", 1)
    return Html(re.sub("#[0-9a-f]{6}", _variable, drawing))


def _variable(colour: re.Match[str]) -> str:
    return f"var(--{ROLES[colour[0]]})" if colour[0] in ROLES else colour[0]


def _cache_legend() -> list[Row]:
    return [("◆", "cold", "cold cache"), ("●", "warm", "warm cache")]


def _name(case: Document) -> str:
    return f"{case.get('strategy')}, {case.get('cache')}"


def _runs(case: Document, key: str) -> list[float]:
    """The measured seconds of a case that can be drawn on a scale of seconds."""
    seconds = [run.get(key) for run in case.get("runs") or []]
    return [value for value in seconds if value is not None and isfinite(value) and value > 0]


def _median(case: Document, key: str) -> float | None:
    runs = _runs(case, key)
    return median(runs) if runs else None


def _date(document: Document) -> str:
    return str(document.get("startedAt")).replace("T", " ").replace("+00:00", " UTC")


def _number(value: object) -> str:
    """A number with the digits that matter; what is no number, as it is."""
    if value is None:
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 100 or isinstance(value, int) else f"{value:.4g}"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _percent(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.0%}"


def _dollars(amount: float | None) -> str:
    return "–" if amount is None else f"${amount:.3f}"


def _markup(content: str) -> str:
    return content if isinstance(content, Html) else escape(_encodable(printable(content)))


def _encodable(text: str) -> str:
    return text.encode(errors="replace").decode()
