"""What requests used, cost and took, added up: by session, model, provider or day.

An account is a sum over requests, so the accounts of any grouping add up to the account of all.
"""

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from examcli.store import RequestRecord
from examcli.usage import Usage

ENOUGH_FOR_P95 = 20


class Grouping(StrEnum):
    """What requests are put together by; a day is one of UTC."""

    SESSION = "session"
    MODEL = "model"
    PROVIDER = "provider"
    DAY = "day"


@dataclass(frozen=True)
class Waiting:
    """How long the first token took, over `n` requests; null where they are too few to say."""

    n: int
    median_seconds: float | None
    p95_seconds: float | None


@dataclass(frozen=True)
class Account:
    """The sum of some requests.

    `failed` counts those that did not come to a good end. Hits and misses are those of requests
    that were answered. `reported_cost_usd` is what providers said themselves, None if none did.
    """

    requests: int
    failed: int
    usage: Usage
    uncached_prefix_tokens: int
    hits: int
    misses: Mapping[str, int]
    cost_usd: float
    cost_without_cache_usd: float
    reported_cost_usd: float | None
    first_token: Waiting

    @property
    def saved_usd(self) -> float:
        """What the cache saved; less than nothing when writes were not read often enough."""
        return self.cost_without_cache_usd - self.cost_usd

    @property
    def hit_ratio(self) -> float | None:
        """The share of prefix tokens that came from the cache; None where there was no prefix."""
        read = self.usage.cache_read
        prefix = read + self.usage.cache_write + self.uncached_prefix_tokens
        return read / prefix if prefix else None


@dataclass(frozen=True)
class Prefixes:
    """How many tokens each prefix has, for each model that was seen to cache it.

    The only breakpoint stands at the end of the prefix, so what a request read and wrote is the
    size of the prefix, to the token.
    """

    tokens: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def measured(cls, requests: Iterable[RequestRecord]) -> "Prefixes":
        """The sizes that can be told from these requests; the more of them the better."""
        sizes = ((_cached_text(r), r.usage.cache_read + r.usage.cache_write) for r in requests)
        return cls({text: tokens for text, tokens in sizes if tokens})

    def uncached_tokens(self, request: RequestRecord) -> int:
        """The tokens of its prefix that a request neither read from the cache nor wrote to it.

        Where nobody ever cached the prefix its size is not known; then the whole prompt counts,
        which makes the hit ratio a lower bound.
        """
        if request.usage.cache_read or request.usage.cache_write:
            return 0
        whole = request.usage.input
        return min(whole, self.tokens.get(_cached_text(request), whole))


def account(requests: Sequence[RequestRecord], prefixes: Prefixes) -> Account:
    """All these requests together."""
    reported = [r.reported_cost_usd for r in requests if r.reported_cost_usd is not None]
    return Account(
        requests=len(requests),
        failed=sum(bool(request.error) for request in requests),
        usage=sum((request.usage for request in requests), Usage()),
        uncached_prefix_tokens=sum(map(prefixes.uncached_tokens, requests)),
        hits=sum(request.usage.cache_read > 0 for request in requests),
        misses=Counter(r.cache_miss_reason for r in requests if r.cache_miss_reason),
        cost_usd=math.fsum(request.cost_usd for request in requests),
        cost_without_cache_usd=math.fsum(r.cost_without_cache_usd for r in requests),
        reported_cost_usd=math.fsum(reported) if reported else None,
        first_token=_waiting(
            [r.first_token_seconds for r in requests if r.first_token_seconds is not None]
        ),
    )


def grouped(
    requests: Iterable[RequestRecord], grouping: Grouping
) -> dict[str, list[RequestRecord]]:
    """The requests of each group, groups in the order of their first request."""
    groups: dict[str, list[RequestRecord]] = {}
    for request in requests:
        groups.setdefault(_group(request, grouping), []).append(request)
    return groups


def _group(request: RequestRecord, grouping: Grouping) -> str:
    match grouping:
        case Grouping.SESSION:
            return request.session_id
        case Grouping.MODEL:
            return request.model
        case Grouping.PROVIDER:
            return request.provider
        case Grouping.DAY:
            return request.started_at[:10]


def _cached_text(request: RequestRecord) -> tuple[str, str]:
    """What decides how many tokens the prefix has: its text and the model's tokenizer."""
    return request.prefix, request.model


def _waiting(seconds: Sequence[float]) -> Waiting:
    n = len(seconds)
    median = statistics.median(seconds) if seconds else None
    is_enough = n >= ENOUGH_FOR_P95
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1] if is_enough else None
    return Waiting(n, median, p95)
