"""Rate limits: token buckets per organisation, and the headers that tell how full they are.

Requests, input tokens and output tokens each have a bucket that refills continuously. Tokens read
from the cache are free; input tokens are counted when the request is admitted and output tokens
when they are written, so `max_tokens` costs nothing.
"""

import math
from dataclasses import dataclass, field
from datetime import timedelta

from examcli.simulator.clock import Clock
from examcli.simulator.errors import ApiError


@dataclass(frozen=True)
class Limits:
    """Allowances per minute. The defaults are out of reach, i.e. there are no limits."""

    requests_per_minute: int = 1_000_000
    input_tokens_per_minute: int = 1_000_000_000
    output_tokens_per_minute: int = 1_000_000_000


class Bucket:
    """An allowance that refills at a steady rate up to one minute's worth."""

    def __init__(self, per_minute: int, now: float) -> None:
        self.per_minute = per_minute
        self._level = float(per_minute)
        self._updated_at = now

    def level(self, now: float) -> float:
        """What is left at `now`; negative after an overdraft."""
        self._level = min(
            float(self.per_minute),
            self._level + (now - self._updated_at) * self.per_minute / 60,
        )
        self._updated_at = now
        return self._level

    def take(self, amount: float, now: float) -> None:
        """Use `amount`, more than there is if need be."""
        self._level = self.level(now) - amount

    def seconds_until(self, amount: float, now: float) -> float:
        """How long until `amount` is there, or a full bucket if that is less."""
        missing = min(amount, float(self.per_minute)) - self.level(now)
        return max(0.0, missing * 60 / self.per_minute)


@dataclass
class Allowance:
    """The three buckets of one organisation."""

    requests: Bucket
    input_tokens: Bucket
    output_tokens: Bucket


@dataclass
class RateLimiter:
    """The allowances of all organisations, each full when first seen."""

    limits: Limits
    clock: Clock
    _allowances: dict[str, Allowance] = field(default_factory=dict)

    def admit(self, organisation: str, input_tokens: int) -> None:
        """Count a request and its uncached input, or refuse it with the time to wait."""
        allowance, now = self._allowance(organisation), self.clock.seconds()
        wait_seconds = max(
            allowance.requests.seconds_until(1, now),
            allowance.input_tokens.seconds_until(input_tokens, now),
            allowance.output_tokens.seconds_until(1, now),
        )
        if wait_seconds > 0:
            raise self._refusal(wait_seconds)
        allowance.requests.take(1, now)
        allowance.input_tokens.take(input_tokens, now)

    def count_output(self, organisation: str, output_tokens: int) -> None:
        """Count what an answer wrote."""
        self._allowance(organisation).output_tokens.take(output_tokens, self.clock.seconds())

    def headers(self, organisation: str) -> dict[str, str]:
        """The `anthropic-ratelimit-*` headers; `tokens` is input and output together."""
        allowance, now = self._allowance(organisation), self.clock.seconds()
        tokens = (allowance.input_tokens, allowance.output_tokens)
        return {
            **self._header("requests", (allowance.requests,), now, 1),
            **self._header("tokens", tokens, now, 1000),
            **self._header("input-tokens", tokens[:1], now, 1000),
            **self._header("output-tokens", tokens[1:], now, 1000),
        }

    def _refusal(self, wait_seconds: float) -> ApiError:
        # The client waits in real time, the bucket fills in simulated time.
        retry_after_seconds = math.ceil(wait_seconds / self.clock.speed)
        return ApiError(
            429,
            "This request would exceed your organization's rate limit.",
            headers={"retry-after": str(retry_after_seconds)},
        )

    def _header(
        self, name: str, buckets: tuple[Bucket, ...], now: float, rounded_to: int
    ) -> dict[str, str]:
        remaining = sum(max(0.0, bucket.level(now)) for bucket in buckets)
        full_in_seconds = max(b.seconds_until(b.per_minute, now) for b in buckets)
        reset = self.clock.now() + timedelta(seconds=full_in_seconds)
        prefix = f"anthropic-ratelimit-{name}"
        return {
            f"{prefix}-limit": str(sum(bucket.per_minute for bucket in buckets)),
            f"{prefix}-remaining": str(int(remaining) // rounded_to * rounded_to),
            f"{prefix}-reset": reset.isoformat(timespec="seconds").replace("+00:00", "Z"),
        }

    def _allowance(self, organisation: str) -> Allowance:
        if organisation not in self._allowances:
            now = self.clock.seconds()
            self._allowances[organisation] = Allowance(
                Bucket(self.limits.requests_per_minute, now),
                Bucket(self.limits.input_tokens_per_minute, now),
                Bucket(self.limits.output_tokens_per_minute, now),
            )
        return self._allowances[organisation]
