"""The report as a page: one HTML file with plots that asks nobody for anything.

The page is drawn from the report alone, which may come from a file somebody else wrote: the
template escapes every text, and only the plots are markup. What was not measured is left out of
the page. Plots are inline SVG whose colours are the page's own CSS variables, so that they follow
it into the dark and onto paper.
"""

from examcli.bench.page.caching import caching
from examcli.bench.page.drawing import palette
from examcli.bench.page.facts import also_measured, circumstances, pace
from examcli.bench.page.latency import first_batch
from examcli.bench.page.numbers import in_digits, on_date
from examcli.bench.report import Report
from examcli.bench.tables import SIGNS, Table
from examcli.exports.templates import rendered


def page(report: Report) -> str:
    """The whole page, ready to be written to a file; the same report gives the same page."""
    return rendered(
        "examcli.bench.page",
        {"digits": in_digits, "date": on_date},
        report=report,
        outcome=_outcome(report),
        where=_where(report),
        palette=palette(),
        signs=SIGNS,
        sections=[first_batch(report), caching(report)],
        also_measured=also_measured(report),
        comparison=_comparison(report),
        circumstances=circumstances(report),
    )


def _outcome(report: Report) -> str:
    judged, missed = len(report.thresholds), len(report.missed)
    if not judged:
        return "Nothing was judged: no scenario with a bar was run"
    if missed:
        return f"Claims not kept: {missed} of {judged} bars missed"
    return f"Claims kept: all {judged} bars met"


def _where(report: Report) -> str:
    profile = report.profile
    if profile is None:
        return "Measured against the real API"
    return f"Measured against the simulator, profile {profile.name} ({pace(profile)})"


def _comparison(report: Report) -> Table:
    """What changed since an older report; no rows where there was none."""
    rows = [
        (change.name, in_digits(change.before), in_digits(change.after), change.verdict)
        for change in report.comparison
    ]
    title = f"{len(report.worse)} of {len(rows)} numbers worse beyond noise"
    return Table(title, ("what", "before", "after", "verdict"), rows)
