"""What requests used, cost and took, added up: by session, model, provider or day.

An account is a sum over requests, so the accounts of any grouping add up to the account of all.
The store does the adding; here is what the sums mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median, quantiles

from examcli.models import Usage

ENOUGH_FOR_P95 = 20
"""Of fewer waits the 95th percentile is only the longest."""


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

    @classmethod
    def measured(cls, seconds: Sequence[float]) -> "Waiting":
        """What these times say together."""
        n = len(seconds)
        is_enough = n >= ENOUGH_FOR_P95
        p95 = quantiles(seconds, n=20, method="inclusive")[-1] if is_enough else None
        return cls(n, median(seconds) if n else None, p95)


@dataclass(frozen=True)
class Account:
    """The sum of some requests.

    `failed` counts those that came to a bad end; being in flight or cancelled is none. Hits and
    misses are those of requests that were answered. `unpriced` counts requests that used tokens
    whose price is not known: the costs are those of the others, None when there are none.
    `reported_cost_usd` is what providers said themselves, None if none did.
    """

    requests: int
    in_flight: int
    cancelled: int
    failed: int
    usage: Usage
    uncached_prefix_tokens: int
    hits: int
    misses: Mapping[str, int]
    unpriced: int
    cost_usd: float | None
    cost_without_cache_usd: float | None
    reported_cost_usd: float | None
    first_token: Waiting

    @property
    def saved_usd(self) -> float | None:
        """What the cache saved; less than nothing when writes were not read often enough."""
        if self.cost_usd is None or self.cost_without_cache_usd is None:
            return None
        return self.cost_without_cache_usd - self.cost_usd

    @property
    def hit_ratio(self) -> float | None:
        """The share of prefix tokens that came from the cache; None where there was no prefix."""
        read = self.usage.cache_read
        prefix = read + self.usage.cache_write + self.uncached_prefix_tokens
        return read / prefix if prefix else None


@dataclass(frozen=True)
class Accounts:
    """Every group in the order of its first request, and all requests together."""

    groups: Mapping[str, Account]
    total: Account
