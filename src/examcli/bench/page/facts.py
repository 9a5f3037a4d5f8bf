"""What was held to which bar, what else was measured, and how."""

from collections.abc import Iterator

from examcli.bench.page.markup import (
    Document,
    Html,
    Row,
    element,
    fact_section,
    in_digits,
    in_dollars,
    in_seconds,
    on_date,
    table,
    verdict,
)

SIGNS = {"below": "<", "at_most": "≤", "at_least": "≥"}


def bars(document: Document) -> Html:
    """The table of bars, first on the page after the verdict."""
    judged = document.get("thresholds")
    if not judged:
        return Html()
    head = element(
        "tr",
        element("th", "What is claimed", scope="col"),
        *(element("th", name, scope="col", class_="number") for name in ("Bar", "Measured")),
        element("th", "Verdict", scope="col"),
    )
    return element(
        "table", element("thead", head), element("tbody", *map(_bar, judged)), class_="bars"
    )


def _bar(bar: Document) -> Html:
    is_kept = bool(bar["ok"])
    again = " (measured twice)" if bar.get("remeasured") else ""
    return element(
        "tr",
        element("td", f"{bar.get('text') or bar.get('name')}{again}"),
        element("td", _limit(bar), class_="number"),
        element("td", in_digits(bar.get("measured")), class_="number"),
        verdict("td", " met" if is_kept else " missed", is_kept=is_kept),
    )


def _limit(bar: Document) -> str:
    sign = SIGNS.get(str(bar.get("relation")), "")
    return f"{sign}\u00a0{in_digits(bar.get('bar'))}".strip()


def comparison(document: Document) -> Html:
    """What changed since an older report; nothing where there was none."""
    rows = [
        (
            str(row.get("name")),
            in_digits(row.get("before")),
            in_digits(row.get("after")),
            str(row.get("verdict")),
        )
        for row in document.get("comparison") or []
    ]
    if not rows:
        return Html()
    worse = sum(found == "worse" for *_, found in rows)
    return element(
        "section",
        element("h2", "Since the older report"),
        table(
            f"{worse} of {len(rows)} numbers worse beyond noise",
            ("what", "before", "after", "verdict"),
            rows,
        ),
    )


def more(document: Document) -> Html:
    """What has a number and no plot."""
    facts = [
        *_cacheability(document.get("cacheability") or {}),
        *_degraded(document.get("degraded") or {}),
        *_ceiling(document.get("ceiling") or {}),
        *_start_up(document.get("startUp") or {}),
    ]
    return fact_section("Also measured", facts)


def _cacheability(found: Document) -> Iterator[Row]:
    if not found:
        return
    counted = found.get("prefixTokensCounted")
    prefix = (
        f"{in_digits(counted)} tokens by the server's count, at least "
        f"{in_digits(found.get('prefixTokensLowerBound'))} by estimate: "
        f"{in_digits(found.get('factor'))} × the {in_digits(found.get('cacheMinimumTokens'))} "
        "the model asks for"
    )
    yield "Prefix", prefix
    same = "byte for byte the same" if found.get("isByteStable") else "NOT the same"
    yield "Stability", f"{same} over all batches and {in_digits(found.get('processes'))} processes"
    marks = [
        f"after {mark.get('after')}, {in_digits(mark.get('count'))} × {mark.get('ttl')}"
        for mark in found.get("breakpoints") or []
    ]
    yield "Breakpoints", "; ".join(marks) or "none"


def _degraded(found: Document) -> Iterator[Row]:
    if not found:
        return
    shown = {key: in_digits(value) for key, value in found.items()}
    counts = (f"{shown.get(key, '–')} {key}" for key in ("questions", "lost", "duplicates"))
    money = f"{in_dollars(found.get('extraCostUsd'))} of {in_dollars(found.get('costUsd'))}"
    time = f"{in_seconds(found.get('extraSeconds'))} s of {in_seconds(found.get('seconds'))} s"
    yield "Faults", "; ".join(map(str, found.get("faults") or [])) or "none"
    yield "Survived", f"{', '.join(counts)}, {shown.get('requests', '–')} requests"
    yield "Price of faults", f"{money}, {time}"


def _ceiling(found: Document) -> Iterator[Row]:
    if not found:
        return
    ceiling = (
        f"{in_digits(found.get('questionsPerSecond'))} questions/s over "
        f"{in_digits(found.get('streams'))} streams, "
        f"{in_digits(found.get('cpuMillisecondsPerQuestion'))} ms of CPU a question, "
        f"{in_digits(found.get('peakMemoryMb'))} MB at the peak"
    )
    yield "Client ceiling", ceiling


def _start_up(found: Document) -> Iterator[Row]:
    medians = (found.get("medianSeconds") or {}).items()
    times = [f"{command} {in_seconds(seconds)} s" for command, seconds in medians]
    if times:
        yield "Start-up", f"{', '.join(times)} (median of {in_digits(found.get('n'))})"


def facts(document: Document) -> Html:
    """The circumstances, without which no number means anything."""
    known = [
        ("Model", f"{document.get('model')}, {document.get('mode')}"),
        *_profile(document.get("profile") or {}),
        ("Machine", f"{document.get('platform')}, {in_digits(document.get('cpuCount'))} CPUs"),
        ("Versions", f"{_version(document)}, Python {document.get('python')}"),
        ("Date", f"{on_date(document)}, took {in_digits(document.get('seconds'))} s"),
    ]
    notes = [element("li", str(note)) for note in document.get("notes") or []]
    return fact_section("How it was measured", known, notes)


def _profile(profile: Document) -> Iterator[Row]:
    if not profile:
        return
    pace = (
        f"{in_digits(profile.get('ttftSeconds'))} s to the first token, "
        f"{in_digits(profile.get('tokensPerSecond'))} tokens/s"
    )
    yield "Profile", f"{profile.get('name')}: {pace}"
    yield "Speed", f"{in_digits(profile.get('speed'))} × real time"


def _version(document: Document) -> str:
    tool = document.get("tool") or {}
    version = f"examcli {tool.get('version')}"
    return f"{version} ({str(tool['commit'])[:12]})" if tool.get("commit") else version
