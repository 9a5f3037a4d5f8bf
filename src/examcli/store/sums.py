"""Requests added up where they are kept: one pass over the table, however many there are.

How many tokens a prefix has is learned from whoever cached it, for each model: the only
breakpoint stands at its end, so what a request read and wrote is the size of the prefix, to the
token. A request that neither read nor wrote left that many tokens uncached. Where nobody ever
cached the prefix its size is not known; then the whole prompt counts, which makes the hit ratio a
lower bound.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from examcli.models import CANCELLED, IN_FLIGHT, MISS_REASONS, Usage
from examcli.store.accounts import Account, Accounts, Grouping, Waiting
from examcli.store.records import Row

Query = Callable[[str, Mapping[str, object]], Sequence[Row]]

SUMS = """
WITH sizes AS (
    SELECT prefix, model,
        max(cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens) AS size
    FROM requests
    GROUP BY prefix, model
    HAVING size > 0
)
SELECT
    CASE :grouping
        WHEN 'session' THEN session_id
        WHEN 'model' THEN model
        WHEN 'provider' THEN provider
        WHEN 'day' THEN substr(started_at, 1, 10)
    END AS name,
    count(*) AS requests,
    sum(error = :in_flight) AS in_flight,
    sum(error = :cancelled) AS cancelled,
    sum(error NOT IN ('', :in_flight, :cancelled)) AS failed,
    sum(input_tokens) AS input_tokens,
    sum(cache_write_5m_tokens) AS cache_write_5m_tokens,
    sum(cache_write_1h_tokens) AS cache_write_1h_tokens,
    sum(cache_read_tokens) AS cache_read_tokens,
    sum(output_tokens) AS output_tokens,
    sum(iif(
        cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens > 0,
        0,
        min(input_tokens, ifnull(size, input_tokens))
    )) AS uncached_prefix_tokens,
    sum(cache_read_tokens > 0) AS hits,
    sum(cache_miss_reason = 'no-breakpoint') AS "no-breakpoint",
    sum(cache_miss_reason = 'below-minimum') AS "below-minimum",
    sum(cache_miss_reason = 'ignored') AS "ignored",
    sum(cache_miss_reason = 'cold') AS "cold",
    sum(cache_miss_reason = 'miss') AS "miss",
    sum(cost_usd IS NULL AND error <> :in_flight) AS unpriced,
    sum(cost_usd) AS cost_usd,
    sum(cost_without_cache_usd) AS cost_without_cache_usd,
    sum(reported_cost_usd) AS reported_cost_usd
FROM requests LEFT JOIN sizes USING (prefix, model)
WHERE :session IN ('', session_id)
GROUP BY name
ORDER BY min(id)
"""

FIRST_TOKENS = """
SELECT
    CASE :grouping
        WHEN 'session' THEN session_id
        WHEN 'model' THEN model
        WHEN 'provider' THEN provider
        WHEN 'day' THEN substr(started_at, 1, 10)
    END AS name,
    first_token_seconds
FROM requests
WHERE :session IN ('', session_id) AND first_token_seconds IS NOT NULL
"""

IMPOSSIBLE = """
SELECT id FROM requests
WHERE :session IN ('', session_id) AND NOT (
    typeof(input_tokens) = 'integer' AND input_tokens BETWEEN 0 AND :most
    AND typeof(cache_write_5m_tokens) = 'integer' AND cache_write_5m_tokens BETWEEN 0 AND :most
    AND typeof(cache_write_1h_tokens) = 'integer' AND cache_write_1h_tokens BETWEEN 0 AND :most
    AND typeof(cache_read_tokens) = 'integer' AND cache_read_tokens BETWEEN 0 AND :most
    AND typeof(output_tokens) = 'integer' AND output_tokens BETWEEN 0 AND :most
    AND ifnull(cost_usd, 0) BETWEEN 0 AND :most
    AND ifnull(cost_without_cache_usd, 0) BETWEEN 0 AND :most
    AND ifnull(reported_cost_usd, 0) BETWEEN 0 AND :most
    AND ifnull(first_token_seconds, 0) BETWEEN 0 AND :most
    AND ifnull(total_seconds, 0) BETWEEN 0 AND :most
)
LIMIT 1
"""
"""`sum` takes a text for 0; to `BETWEEN` it is above any number. A null is a number not known."""

MOST = 10**12
"""Far above what one request has of anything; a million of them still add up as integers."""


def accounts(rows: Query, grouping: Grouping, session_id: str) -> Accounts:
    """The accounts of the requests of a session, or of all when it is "".

    Raises:
        ValueError: what should be a number in one of them is none, or no possible one.
    """
    chosen = {"session": session_id, "grouping": grouping.value}
    for impossible in rows(IMPOSSIBLE, {"session": session_id, "most": MOST}):
        raise ValueError(f"request {impossible['id']} has an impossible number")
    groups = rows(SUMS, {**chosen, "in_flight": IN_FLIGHT, "cancelled": CANCELLED})
    seconds: dict[str, list[float]] = defaultdict(list)
    for row in rows(FIRST_TOKENS, chosen):
        seconds[row["name"]].append(row["first_token_seconds"])
    together = [each for some in seconds.values() for each in some]
    return Accounts(
        {row["name"]: _account(row, seconds[row["name"]]) for row in groups},
        _account(_total(groups), together),
    )


def _total(groups: Sequence[Row]) -> Row:
    """All groups added up; null where nothing is known in any."""
    total: dict[str, Any] = defaultdict(lambda: None)
    for group in groups:
        for name in group.keys() - {"name"}:
            total[name] = _sum(total[name], group[name])
    return total


def _sum(one: Any, other: Any) -> Any:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def _account(row: Row, first_token_seconds: Sequence[float]) -> Account:
    """The account of a row; a sum over nothing is null there."""
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
        misses={reason: row[reason] for reason in MISS_REASONS if row[reason]},
        unpriced=row["unpriced"] or 0,
        cost_usd=(row["cost_usd"] or 0.0) if is_priced else None,
        cost_without_cache_usd=(row["cost_without_cache_usd"] or 0.0) if is_priced else None,
        reported_cost_usd=row["reported_cost_usd"],
        first_token=Waiting.measured(first_token_seconds),
    )
