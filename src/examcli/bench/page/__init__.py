"""The report as a page: one HTML file with plots that asks nobody for anything.

The page is drawn from the report document alone, which may come from a file somebody else wrote:
every string is text until it is an `Html`, and only `element` and `svg` make one. What the
document leaves out is left out of the page. Plots are inline SVG whose colours are the page's own
CSS variables, so that they follow it into the dark and onto paper.
"""

from importlib.resources import files

from examcli.bench.page.caching import caching
from examcli.bench.page.drawing import palette
from examcli.bench.page.facts import bars, comparison, facts, more
from examcli.bench.page.latency import first_batch
from examcli.bench.page.markup import Document, Html, element, in_digits, on_date, verdict

STYLE = files("examcli.bench.page") / "style.css"


def page(document: Document) -> str:
    """The whole page, ready to be written to a file; the same document gives the same page."""
    body = element(
        "body",
        _verdict(document),
        bars(document),
        first_batch(document),
        caching(document),
        more(document),
        comparison(document),
        facts(document),
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
        element("style", Html(palette() + STYLE.read_text(encoding="utf-8"))),
    )


def _outcome(document: Document) -> str:
    judged = document.get("thresholds") or []
    missed = sum(not bar["ok"] for bar in judged)
    if not judged:
        return "Nothing was judged: no scenario with a bar was run"
    if missed:
        return f"Claims not kept: {missed} of {len(judged)} bars missed"
    return f"Claims kept: all {len(judged)} bars met"


def _verdict(document: Document) -> Html:
    outcome = _outcome(document)
    if not document.get("thresholds"):
        return element("header", element("h1", outcome), _lede(document))
    marked = verdict("span", "", is_kept=all(bar["ok"] for bar in document["thresholds"]))
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
        f"({in_digits(profile.get('ttftSeconds'))} s to the first token, "
        f"{in_digits(profile.get('tokensPerSecond'))} tokens/s)"
        if document.get("mode") == "simulated"
        else "Measured against the real API"
    )
    return element("p", f"{where}, {document.get('model')}, {on_date(document)}.", class_="lede")
