"""What was held to which bar, what else was measured, and how."""

from collections.abc import Iterator

from examcli.bench.page.markup import (
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
from examcli.bench.report import (
    Cacheability,
    Ceiling,
    Degraded,
    Judgement,
    Profile,
    Report,
    StartUp,
)
from examcli.bench.tables import SIGNS


def bars(report: Report) -> Html:
    """The table of bars, first on the page after the verdict."""
    if not report.thresholds:
        return Html()
    head = element(
        "tr",
        element("th", "What is claimed", scope="col"),
        *(element("th", name, scope="col", class_="number") for name in ("Bar", "Measured")),
        element("th", "Verdict", scope="col"),
    )
    return element(
        "table",
        element("thead", head),
        element("tbody", *map(_bar, report.thresholds)),
        class_="bars",
    )


def _bar(judged: Judgement) -> Html:
    again = " (measured twice)" if judged.remeasured else ""
    limit = f"{SIGNS[judged.relation]}\u00a0{in_digits(judged.bar)}"
    return element(
        "tr",
        element("td", f"{judged.text or judged.name}{again}"),
        element("td", limit, class_="number"),
        element("td", in_digits(judged.measured), class_="number"),
        verdict("td", " met" if judged.ok else " missed", is_kept=judged.ok),
    )


def comparison(report: Report) -> Html:
    """What changed since an older report; nothing where there was none."""
    if not report.comparison:
        return Html()
    rows = [
        (change.name, in_digits(change.before), in_digits(change.after), change.verdict)
        for change in report.comparison
    ]
    return element(
        "section",
        element("h2", "Since the older report"),
        table(
            f"{len(report.worse)} of {len(rows)} numbers worse beyond noise",
            ("what", "before", "after", "verdict"),
            rows,
        ),
    )


def more(report: Report) -> Html:
    """What has a number and no plot."""
    facts = [
        *(_cacheability(report.cacheability) if report.cacheability else ()),
        *(_degraded(report.degraded) if report.degraded else ()),
        *(_ceiling(report.ceiling) if report.ceiling else ()),
        *(_start_up(report.start_up) if report.start_up else ()),
    ]
    return fact_section("Also measured", facts)


def _cacheability(found: Cacheability) -> Iterator[Row]:
    prefix = (
        f"{in_digits(found.prefix_tokens_counted)} tokens by the server's count, at least "
        f"{in_digits(found.prefix_tokens_lower_bound)} by estimate: {in_digits(found.factor)} × "
        f"the {in_digits(found.cache_minimum_tokens)} the model asks for"
    )
    yield "Prefix", prefix
    same = "byte for byte the same" if found.is_byte_stable else "NOT the same"
    yield "Stability", f"{same} over all batches and {found.processes} processes"
    marks = [f"after {mark.after}, {mark.count} × {mark.ttl}" for mark in found.breakpoints]
    yield "Breakpoints", "; ".join(marks) or "none"


def _degraded(found: Degraded) -> Iterator[Row]:
    yield "Faults", "; ".join(found.faults) or "none"
    survived = (
        f"{in_digits(found.questions)} questions, {in_digits(found.lost)} lost, "
        f"{in_digits(found.duplicates)} duplicates, {in_digits(found.requests)} requests"
    )
    yield "Survived", survived
    price = (
        f"{in_dollars(found.extra_cost_usd)} of {in_dollars(found.cost_usd)}, "
        f"{in_seconds(found.extra_seconds)} s of {in_seconds(found.seconds)} s"
    )
    yield "Price of faults", price


def _ceiling(found: Ceiling) -> Iterator[Row]:
    ceiling = (
        f"{in_digits(found.questions_per_second)} questions/s over {in_digits(found.streams)} "
        f"streams, {in_digits(found.cpu_milliseconds_per_question)} ms of CPU a question, "
        f"{in_digits(found.peak_memory_mb)} MB at the peak"
    )
    yield "Client ceiling", ceiling


def _start_up(found: StartUp) -> Iterator[Row]:
    times = [f"{command} {in_seconds(s)} s" for command, s in found.median_seconds.items()]
    if times:
        yield "Start-up", f"{', '.join(times)} (median of {found.n})"


def facts(report: Report) -> Html:
    """The circumstances, without which no number means anything."""
    known = [
        ("Model", f"{report.model}, {report.mode}"),
        *(_profile(report.profile) if report.profile else ()),
        ("Machine", f"{report.platform}, {in_digits(report.cpu_count)} CPUs"),
        ("Versions", f"{_version(report)}, Python {report.python}"),
        ("Date", f"{on_date(report)}, took {in_digits(report.seconds)} s"),
    ]
    return fact_section("How it was measured", known, [element("li", n) for n in report.notes])


def _profile(profile: Profile) -> Iterator[Row]:
    yield "Profile", f"{profile.name}: {pace(profile)}"
    yield "Speed", f"{in_digits(profile.speed)} × real time"


def pace(profile: Profile) -> str:
    """How fast the simulator answers."""
    return (
        f"{in_digits(profile.ttft_seconds)} s to the first token, "
        f"{in_digits(profile.tokens_per_second)} tokens/s"
    )


def _version(report: Report) -> str:
    commit = f" ({report.tool.commit[:12]})" if report.tool.commit else ""
    return f"examcli {report.tool.version}{commit}"
