"""The report as a page: one HTML file with plots that asks nobody for anything.

The page is drawn from the report alone, which may come from a file somebody else wrote: every
string is text until it is an `Html`, and only `element` and `svg` make one. What was not measured
is left out of the page. Plots are inline SVG whose colours are the page's own
CSS variables, so that they follow it into the dark and onto paper.
"""

from importlib.resources import files

from examcli.bench.page.caching import caching
from examcli.bench.page.drawing import palette
from examcli.bench.page.facts import bars, comparison, facts, more, pace
from examcli.bench.page.latency import first_batch
from examcli.bench.page.markup import Html, element, on_date, verdict
from examcli.bench.report import Report

STYLE = files("examcli.bench.page") / "style.css"
"""The look of the page; its colours come from `drawing`."""


def page(report: Report) -> str:
    """The whole page, ready to be written to a file; the same report gives the same page."""
    body = element(
        "body",
        _verdict(report),
        bars(report),
        first_batch(report),
        caching(report),
        more(report),
        comparison(report),
        facts(report),
    )
    return f'<!doctype html>\n<html lang="en">\n{_head(report)}\n{body}\n</html>\n'


def _head(report: Report) -> Html:
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return element(
        "head",
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        element("title", f"examcli bench: {_outcome(report)}"),
        element("style", Html(palette() + STYLE.read_text(encoding="utf-8"))),
    )


def _outcome(report: Report) -> str:
    judged, missed = len(report.thresholds), len(report.missed)
    if not judged:
        return "Nothing was judged: no scenario with a bar was run"
    if missed:
        return f"Claims not kept: {missed} of {judged} bars missed"
    return f"Claims kept: all {judged} bars met"


def _verdict(report: Report) -> Html:
    outcome = _outcome(report)
    if not report.thresholds:
        return element("header", element("h1", outcome), _lede(report))
    marked = verdict("span", "", is_kept=not report.missed)
    return element(
        "header",
        element("p", "examcli bench", class_="kicker"),
        element("h1", marked, f" {outcome}"),
        _lede(report),
    )


def _lede(report: Report) -> Html:
    profile = report.profile
    where = (
        f"Measured against the simulator, profile {profile.name} ({pace(profile)})"
        if profile
        else "Measured against the real API"
    )
    return element("p", f"{where}, {report.model}, {on_date(report)}.", class_="lede")
