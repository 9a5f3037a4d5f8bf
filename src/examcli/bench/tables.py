"""The report as tables of words and numbers, for every form of it that is made of tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Report = Mapping[str, Any]
SIGNS = {"below": "<", "at_most": "≤", "at_least": "≥"}
MISSING = "–"


@dataclass(frozen=True)
class Table:
    """A title, the headings, and rows of as many cells."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def tables(report: Report) -> Iterator[Table]:
    """Every table that the report has something for, the verdicts first."""
    if verdicts := report.get("thresholds"):
        yield _verdicts(verdicts)
    if rows := report.get("comparison"):
        yield _comparison(rows)
    if entries := report.get("firstBatch"):
        yield _first_batch(entries)
    if exam := report.get("fullExam"):
        yield _exam("Full exam, back to back", exam)
    for exam in report.get("sittingPace") or []:
        yield _exam(f"Full exam at {exam['secondsPerQuestion']:g} s a question", exam)
    for key, title in FACTS.items():
        if facts := report.get(key):
            yield Table(title, ("", ""), list(_facts(facts)))


def _case(entry: Report) -> str:
    """A strategy, or the clock that begins with the return key instead of the first request."""
    begin = "return key" if entry["clock"] == "process" else entry["strategy"]
    return f"{begin}, {entry['cache']}"


FACTS = {
    "cacheability": "Cacheability",
    "degraded": "Degraded",
    "ceiling": "Client ceiling",
    "startUp": "Start-up of reading commands",
}


def headline(report: Report) -> str:
    """The verdict in one line."""
    verdicts = report.get("thresholds") or []
    missed = [verdict["name"] for verdict in verdicts if not verdict["ok"]]
    if missed:
        return f"{len(missed)} of {len(verdicts)} bars missed: {', '.join(missed)}"
    return f"all {len(verdicts)} bars met" if verdicts else "nothing was judged"


def circumstances(report: Report) -> str:
    """What was measured where, in one line."""
    profile = report.get("profile")
    against = f"simulated, profile {profile['name']}" if profile else "the real API"
    speed = f", {profile['speed']:g} times real speed" if profile and profile["speed"] != 1 else ""
    return (
        f"{report['model']}, {against}{speed}; examcli {report['tool']['version']}, "
        f"Python {report['python']}, {report['cpuCount']} CPUs, {report['seconds']:g} s"
    )


def _verdicts(verdicts: Sequence[Report]) -> Table:
    rows = [
        (
            "met" if verdict["ok"] else "MISSED",
            f"{verdict['text']}{' (measured twice)' if verdict['remeasured'] else ''}",
            f"{SIGNS[verdict['relation']]} {verdict['bar']:g}",
            _number(verdict["measured"]),
        )
        for verdict in verdicts
    ]
    return Table("Bars", ("verdict", "what", "bar", "measured"), rows)


def _comparison(rows: Sequence[Report]) -> Table:
    cells = [
        (row["name"], _number(row["before"]), _number(row["after"]), row["verdict"]) for row in rows
    ]
    return Table("Compared with the older report", ("what", "before", "now", "verdict"), cells)


def _first_batch(entries: Sequence[Report]) -> Table:
    """Seconds to the tenth question; first question, complete batch and cost by their median."""
    rows = []
    for entry in entries:
        summary = entry["summary"]
        tenth = summary["tenthServableSeconds"]
        rows.append(
            (
                _case(entry),
                str(tenth["n"]),
                _number(summary["firstQuestionSeconds"]["p50"]),
                *(_number(tenth[name]) for name in ("p50", "p90", "p95", "max")),
                _number(summary["batchSeconds"]["p50"]),
                _number(entry["ratioToLimit"]),
                _number(entry.get("uncachedTokens")),
                _number(entry.get("costUsd")),
            )
        )
    headings = (
        "case", "runs", "first", "p50", "p90", "p95", "max", "batch", "× limit",
        "uncached", "USD",
    )  # fmt: skip
    return Table("First batch: seconds to the tenth question", headings, rows)


def _exam(title: str, exam: Report) -> Table:
    rows = [
        (
            str(batch["index"]),
            str(batch["requests"]),
            *(f"{batch[f'{kind}Tokens']}" for kind in TOKENS),
            _number(batch["hitRatio"]),
            _dollars(batch["costUsd"]),
            _dollars(batch["costWithoutCacheUsd"]),
        )
        for batch in exam["batches"]
    ]
    hits = f"{exam['requestsReadingCache']}/{exam['requestsAfterFirstBatch']} requests"
    total = (
        "all", hits, *("" for _ in TOKENS), _number(exam["hitRatio"]),
        _dollars(exam["costUsd"]), _dollars(exam["costWithoutCacheUsd"]),
    )  # fmt: skip
    headings = (
        "batch", "requests", "read", "write", "uncached prefix", "output", "hit ratio",
        "USD", "USD uncached",
    )  # fmt: skip
    return Table(f"{title}, {exam['ttl']} TTL", headings, [*rows, total])


def _dollars(amount: float | None) -> str:
    return "–" if amount is None else f"{amount:.4f}"


TOKENS = ("cacheRead", "cacheWrite", "uncachedPrefix", "output")


def _facts(facts: Report) -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield from _facts(value)
        elif isinstance(value, list):
            yield _spaced(name), "; ".join(map(_shown, value))
        else:
            yield _spaced(name), _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{_spaced(name)} {value}" for name, value in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _number(value) if isinstance(value, float) else str(value)


def _spaced(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)


def _number(value: float | None) -> str:
    return MISSING if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
