"""What else was measured, and how."""

from collections.abc import Iterator

from examcli.bench.page.figures import Row
from examcli.bench.page.numbers import in_digits, in_dollars, in_seconds, on_date
from examcli.bench.report import Cacheability, Ceiling, Degraded, Profile, Report, StartUp


def also_measured(report: Report) -> list[Row]:
    """What has a number and no plot."""
    return [
        *(_cacheability(report.cacheability) if report.cacheability else ()),
        *(_degraded(report.degraded) if report.degraded else ()),
        *(_ceiling(report.ceiling) if report.ceiling else ()),
        *(_start_up(report.start_up) if report.start_up else ()),
    ]


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


def circumstances(report: Report) -> list[Row]:
    """The circumstances, without which no number means anything."""
    return [
        ("Model", f"{report.model}, {report.mode}"),
        *(_profile(report.profile) if report.profile else ()),
        ("Machine", f"{report.platform}, {in_digits(report.cpu_count)} CPUs"),
        ("Versions", f"{_version(report)}, Python {report.python}"),
        ("Date", f"{on_date(report)}, took {in_digits(report.seconds)} s"),
    ]


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
