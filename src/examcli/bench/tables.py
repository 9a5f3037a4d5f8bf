"""The report as tables of words and numbers, for every form of it that is made of tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from examcli.bench.report import (
    Change,
    Exam,
    FirstBatch,
    Judgement,
    PregenerationCost,
    Relation,
    Report,
    ReportPart,
    WholeExam,
)

SIGNS: Mapping[Relation, str] = {"below": "<", "at_most": "≤", "at_least": "≥"}
"""The relations as a person writes them."""
MISSING = "–"
"""What is not known has a mark, so that no cell looks forgotten."""


@dataclass(frozen=True)
class Table:
    """A title, the headings, and rows of as many cells."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def tables(report: Report) -> Iterator[Table]:
    """Every table that the report has something for, the verdicts first."""
    if report.thresholds:
        yield _bars(report.thresholds)
    if report.comparison:
        yield _comparison(report.comparison)
    if report.first_batch:
        yield _first_batch(report.first_batch)
    yield from _exams(report)
    for title, facts in (
        ("Cacheability", report.cacheability),
        ("Degraded", report.degraded),
        ("Client ceiling", report.ceiling),
        ("Start-up of reading commands", report.start_up),
    ):
        if facts:
            yield Table(title, ("", ""), list(_facts(facts)))


def _exams(report: Report) -> Iterator[Table]:
    if report.full_exam:
        yield _exam("Full exam, back to back", report.full_exam)
    if report.whole_exam:
        yield _whole_exam(report.whole_exam)
    if report.pregeneration:
        yield _pregeneration(report.pregeneration)
    for exam in report.sitting_pace or []:
        yield _exam(f"Full exam at {_number(exam.seconds_per_question)} s a question", exam)


def _case(entry: FirstBatch) -> str:
    """A strategy, or the clock that begins with the return key instead of the first request."""
    begin = "return key" if entry.clock == "process" else entry.strategy
    return f"{begin}, {entry.cache}"


def headline(report: Report) -> str:
    """The verdict in one line."""
    judged, missed = len(report.thresholds), [bar.name for bar in report.missed]
    if missed:
        return f"{len(missed)} of {judged} bars missed: {', '.join(missed)}"
    return f"all {judged} bars met" if judged else "nothing was judged"


def circumstances(report: Report) -> str:
    """What was measured where, in one line."""
    profile = report.profile
    against = f"simulated, profile {profile.name}" if profile else "the real API"
    speed = f", {profile.speed:g} times real speed" if profile and profile.speed != 1 else ""
    return (
        f"{report.model}, {against}{speed}; examcli {report.tool.version}, "
        f"Python {report.python}, {report.cpu_count} CPUs, {report.seconds:g} s"
    )


def _bars(judgements: Sequence[Judgement]) -> Table:
    rows = [
        (
            "met" if judged.ok else "MISSED",
            f"{judged.text}{' (measured twice)' if judged.remeasured else ''}",
            f"{SIGNS[judged.relation]} {judged.bar:g}",
            _number(judged.measured),
        )
        for judged in judgements
    ]
    return Table("Bars", ("verdict", "what", "bar", "measured"), rows)


def _comparison(changes: Sequence[Change]) -> Table:
    rows = [(c.name, _number(c.before), _number(c.after), c.verdict) for c in changes]
    return Table("Compared with the older report", ("what", "before", "now", "verdict"), rows)


def _first_batch(entries: Sequence[FirstBatch]) -> Table:
    """Seconds to the tenth question; first question, complete batch and cost by their median."""
    rows = []
    for entry in entries:
        tenth = entry.summary.tenth_servable_seconds
        rows.append(
            (
                _case(entry),
                str(tenth.n),
                _number(entry.summary.first_question_seconds.p50),
                *map(_number, (tenth.p50, tenth.p90, tenth.p95, tenth.max)),
                _number(entry.summary.batch_seconds.p50),
                _number(entry.ratio_to_limit),
                _number(entry.uncached_tokens),
                _number(entry.cost_usd),
            )
        )
    headings = (
        "case", "runs", "first", "p50", "p90", "p95", "max", "batch", "× limit",
        "uncached", "USD",
    )  # fmt: skip
    return Table("First batch: seconds to the tenth question", headings, rows)


def _exam(title: str, exam: Exam) -> Table:
    rows = [
        (
            str(batch.index),
            str(batch.requests),
            str(batch.cache_read_tokens),
            str(batch.cache_write_tokens),
            str(batch.uncached_prefix_tokens),
            str(batch.output_tokens),
            _number(batch.hit_ratio),
            _dollars(batch.cost_usd),
            _dollars(batch.cost_without_cache_usd),
        )
        for batch in exam.batches
    ]
    hits = f"{exam.requests_reading_cache}/{exam.requests_after_first_batch} requests"
    total = (
        "all", hits, "", "", "", "", _number(exam.hit_ratio),
        _dollars(exam.cost_usd), _dollars(exam.cost_without_cache_usd),
    )  # fmt: skip
    headings = (
        "batch", "requests", "read", "write", "uncached prefix", "output", "hit ratio",
        "USD", "USD uncached",
    )  # fmt: skip
    return Table(f"{title}, {exam.ttl} TTL", headings, [*rows, total])


def _whole_exam(found: WholeExam) -> Table:
    """The ways beside each other, and the limit as a line of its own."""
    rows = [
        (
            way.way,
            str(way.questions),
            _number(way.seconds),
            str(way.requests),
            _number(way.hit_ratio),
            _dollars(way.cost_usd),
        )
        for way in found.ways
    ]
    limit = ("limit: the longest call", "", _number(found.limit_seconds), "", "", "")
    headings = ("way", "questions", "seconds", "requests", "hit ratio", "USD")
    ratio = _number(found.ratio_to_limit)
    return Table(f"Whole exam: {ratio} times its limit", headings, [*rows, limit])


def _pregeneration(found: PregenerationCost) -> Table:
    """The runs under limits beside each other, and Message Batches as a line of their own."""
    rows = [
        (
            run.limit,
            str(run.questions),
            str(run.repeated),
            str(run.requests),
            _number(run.refused_share),
            _number(run.used_share),
            _number(run.bound_seconds),
            _number(run.seconds),
            _dollars(run.cost_usd_per_exam),
        )
        for run in found.runs
    ]
    by_batch = ("Message Batches", *[""] * 7, _dollars(found.batch_cost_usd_per_exam))
    headings = (
        "limit a minute", "questions", "repeated", "requests", "refused", "used", "bound s",
        "seconds", "USD an exam",
    )  # fmt: skip
    return Table(f"Pregeneration: {found.exams} exams under limits", headings, [*rows, by_batch])


def _dollars(amount: float | None) -> str:
    return "–" if amount is None else f"{amount:.4f}"


def _facts(facts: ReportPart) -> Iterator[tuple[str, str]]:
    for name, value in facts:
        if isinstance(value, Mapping):
            yield from ((key, _shown(each)) for key, each in value.items())
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield _spaced(name), "; ".join(map(_shown, value))
        else:
            yield _spaced(name), _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, ReportPart):
        return ", ".join(f"{_spaced(name)} {each}" for name, each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _number(value) if isinstance(value, float) else str(value)


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _number(value: float | None) -> str:
    return MISSING if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
