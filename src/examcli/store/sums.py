"""Requests added up where they are kept: one pass over the table, however many there are.

How many tokens a prefix has is learned from whoever cached it, for each model: the only
breakpoint stands at its end, so what a request read and wrote is the size of the prefix, to the
token. A request that neither read nor wrote left that many tokens uncached. Where nobody ever
cached the prefix its size is not known; then the whole prompt counts, which makes the hit ratio a
lower bound.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields

from examcli.models import CANCELLED, IN_FLIGHT, MISS_REASONS, Usage
from examcli.store.accounts import Account, Accounts, Grouping, Waiting
from examcli.store.records import Row

Query = Callable[..., Sequence[Row]]

MISSES = {reason: f"misses_{number}" for number, reason in enumerate(MISS_REASONS)}
GROUPS = {
    Grouping.SESSION: "session_id",
    Grouping.MODEL: "model",
    Grouping.PROVIDER: "provider",
    Grouping.DAY: "substr(started_at, 1, 10)",
}
CACHED = "(cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens)"
SUMS = {
    "requests": "count(*)",
    "in_flight": f"sum(error = '{IN_FLIGHT}')",
    "cancelled": f"sum(error = '{CANCELLED}')",
    "failed": f"sum(error NOT IN ('', '{IN_FLIGHT}', '{CANCELLED}'))",
    **{f"{each.name}_tokens": f"sum({each.name}_tokens)" for each in fields(Usage)},
    "uncached_prefix_tokens": (
        f"sum(iif({CACHED} > 0, 0, min(input_tokens, ifnull(size, input_tokens))))"
    ),
    "hits": "sum(cache_read_tokens > 0)",
    **{name: f"sum(cache_miss_reason = '{reason}')" for reason, name in MISSES.items()},
    "unpriced": f"sum(cost_usd IS NULL AND error <> '{IN_FLIGHT}')",
    "cost_usd": "sum(cost_usd)",
    "cost_without_cache_usd": "sum(cost_without_cache_usd)",
    "reported_cost_usd": "sum(reported_cost_usd)",
}
SIZES = (
    f"SELECT prefix, model, max({CACHED}) AS size FROM requests "
    f"WHERE {CACHED} > 0 GROUP BY prefix, model"
)


def accounts(rows: Query, grouping: Grouping, session_id: str) -> Accounts:
    """The accounts of the requests of a session, or of all when it is ""."""
    where, arguments = ("WHERE session_id = ?", (session_id,)) if session_id else ("", ())
    group = GROUPS[grouping]
    *groups, total = rows(
        f"WITH sizes AS ({SIZES}), groups AS ("
        f"SELECT {group} AS name, min(id) AS first, {_columns(SUMS.items())} "
        f"FROM requests LEFT JOIN sizes USING (prefix, model) {where} GROUP BY 1) "
        "SELECT * FROM groups UNION ALL "
        f"SELECT '', max(first) + 1, {_columns((name, f'sum({name})') for name in SUMS)} "
        "FROM groups ORDER BY first",
        *arguments,
    )
    seconds: dict[str, list[float]] = defaultdict(list)
    for row in rows(
        f"SELECT {group} AS name, first_token_seconds FROM requests {where} ORDER BY 1, 2",
        *arguments,
    ):
        if row["first_token_seconds"] is not None:
            seconds[row["name"]].append(row["first_token_seconds"])
    together = [each for some in seconds.values() for each in some]
    return Accounts(
        {row["name"]: _account(row, seconds[row["name"]]) for row in groups},
        _account(total, together),
    )


def _columns(expressions: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{expression} AS {name}" for name, expression in expressions)


def _account(row: Row, first_token_seconds: Sequence[float]) -> Account:
    """The account of a row; sums over nothing are null there."""
    usage = Usage(**{each.name: row[f"{each.name}_tokens"] or 0 for each in fields(Usage)})
    is_priced = row["cost_usd"] or not row["unpriced"]
    return Account(
        requests=row["requests"] or 0,
        in_flight=row["in_flight"] or 0,
        cancelled=row["cancelled"] or 0,
        failed=row["failed"] or 0,
        usage=usage,
        uncached_prefix_tokens=row["uncached_prefix_tokens"] or 0,
        hits=row["hits"] or 0,
        misses={reason: row[name] for reason, name in MISSES.items() if row[name]},
        unpriced=row["unpriced"] or 0,
        cost_usd=(row["cost_usd"] or 0.0) if is_priced else None,
        cost_without_cache_usd=(row["cost_without_cache_usd"] or 0.0) if is_priced else None,
        reported_cost_usd=row["reported_cost_usd"],
        first_token=Waiting.measured(first_token_seconds),
    )
