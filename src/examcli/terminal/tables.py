"""What is known of sessions, requests and the set-up, as tables and notes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.table import Table

from examcli.exam.blueprint import Blueprint
from examcli.exam.verification import Verdict
from examcli.reports.doctor import Check
from examcli.sessions.call_log import RunStats
from examcli.sessions.stored import StoredSession
from examcli.store import EventCount, SessionSummary
from examcli.store.accounts import Account, Accounts, Grouping
from examcli.terminal.screen import Screen

SESSION_COLUMNS = {
    "session": "<",
    "what": "<",
    "questions": "<",
    "at": ">",
    "status": "<",
    "updated": "<",
    "exam": "<",
}


def show_sessions(
    screen: Screen, sessions: Iterable[SessionSummary], titles: Mapping[str, str]
) -> None:
    """A table of sessions, the one worked on last first; `titles` are those of the blueprints."""
    screen.table(SESSION_COLUMNS, [_session_cells(each, titles) for each in sessions])


def _session_cells(session: SessionSummary, titles: Mapping[str, str]) -> tuple[str, ...]:
    batches = f"{session.generated_batches}/{session.total_batches} batches"
    return (
        session.id,
        session.track or session.topic or session.section,
        f"{session.total_questions} ({batches})",
        str(session.position),
        session.status.replace("_", " "),
        session.updated_at[:16].replace("T", " "),
        titles.get(session.blueprint, ""),
    )


def show_session(screen: Screen, blueprint: Blueprint, stored: StoredSession) -> None:
    """What a session is and how far it has come."""
    record, following = stored.record, stored.next_batch
    upcoming = f"batch {following.index} comes next" if following else "all batches are stored"
    screen.text(
        f"{record.id}: {blueprint.title}, {record.track or record.topic or record.section}, "
        f"{len(stored.questions)} of {record.total_questions} questions stored, "
        f"at question {record.position}, {upcoming}"
    )


def show_verdicts(screen: Screen, stored: StoredSession, replaced: int) -> None:
    """How the keys were verified, and which questions a person should look at; nothing if none."""
    verdicts = Counter(q.verification.verdict for q in stored.questions if q.verification)
    if not verdicts:
        return
    counts = [f"{verdicts[verdict]} {verdict}" for verdict in Verdict if verdicts[verdict]]
    if stored.unverified:
        counts.append(f"{len(stored.unverified)} not verified")
    again = f"; {replaced} replaced" if replaced else ""
    screen.text(f"keys: {', '.join(counts)}{again}")
    for question in stored.doubtful:
        screen.text(f"  ⚑ question {question.position} ({question.id}) needs a person")


def show_batch_summary(screen: Screen, stored: StoredSession, stats: RunStats) -> None:
    """One line on what the generation took, for the person rather than the pipe."""
    if not stats.requests:
        return
    usage, seconds = stats.usage, stats.seconds_to_batch
    took = f"{seconds:.1f} s, " if seconds is not None else ""
    screen.note(
        f"{len(stored.questions)} of {stored.plan.total} questions stored; {took}"
        f"{stats.requests} requests, {usage.prompt} tokens in ({usage.cache_read} from the "
        f"cache), {usage.output} out, {_cost(stats)}"
    )


def _cost(stats: RunStats) -> str:
    cost_usd, without_cache_usd = stats.cost_usd, stats.cost_without_cache_usd
    if cost_usd is None or without_cache_usd is None:
        return "cost unknown"
    if not cost_usd:
        return "free"
    saved_usd = without_cache_usd - cost_usd
    saved = f" (${saved_usd:.4f} saved by the cache)" if saved_usd > 0 else ""
    return f"${cost_usd:.4f}{saved}"


ACCOUNT_COLUMNS = (
    *("requests", "read", "written", "other in", "out", "cached", "cost $", "saved $"),
    *("ttft s", "p95 s"),
)


def show_accounts(screen: Screen, grouping: Grouping, accounts: Accounts) -> None:
    """A table of tokens, money and times to the first token, then why the cache was missed."""
    total = accounts.total
    lines = [*accounts.groups.items(), ("total", total)]
    screen.table(
        {grouping.value: "<", **dict.fromkeys(ACCOUNT_COLUMNS, ">")},
        [(name, *_account_cells(account)) for name, account in lines],
    )
    reasons = [f"{count} {reason}" for reason, count in sorted(total.misses.items())]
    missed = f"; misses: {', '.join(reasons)}" if reasons else ""
    ends = {
        "requests failed": total.failed,
        "cancelled": total.cancelled,
        "in flight, or killed before they ended": total.in_flight,
        "of unknown price": total.unpriced,
    }
    told = "".join(f"; {count} {end}" for end, count in ends.items() if count)
    screen.text(f"cache hits: {total.hits}{missed}{told}")


def show_events(screen: Screen, events: Sequence[EventCount]) -> None:
    """How often providers were retried, replaced or waited for; nothing where they never were."""
    counts: Counter[tuple[str, str]] = Counter()
    for event in events:
        counts[event.provider, event.event] += event.count
    if counts:
        told = (f"{provider} {event} {count}" for (provider, event), count in counts.items())
        screen.text(f"providers: {', '.join(told)}")


def _account_cells(account: Account) -> tuple[str, ...]:
    usage, ratio, wait = account.usage, account.hit_ratio, account.first_token
    return (
        str(account.requests),
        str(usage.cache_read),
        str(usage.cache_write),
        str(usage.input),
        str(usage.output),
        "-" if ratio is None else f"{ratio:.1%}",
        _dollars(account, account.cost_usd),
        _dollars(account, account.saved_usd),
        _seconds(wait.median_seconds),
        _seconds(wait.p95_seconds),
    )


def _dollars(account: Account, usd: float | None) -> str:
    """An amount; at least so much where the price of some requests is not known."""
    if usd is None:
        return "unknown"
    return f"≥{usd:.4f}" if account.unpriced else f"{usd:.4f}"


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.2f}"


def show_checks(screen: Screen, checks: Sequence[Check]) -> None:
    """What the doctor found, one line each, and what to do about it."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for check in checks:
        hint = f"\n{check.hint}" if check.hint else ""
        table.add_row(check.status.value, check.name, f"{check.found}{hint}")
    screen.out.print(table)
