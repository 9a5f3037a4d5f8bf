"""Rate limits: token buckets per organisation and class of models, and the headers that tell them.

Requests, input tokens and output tokens each have a bucket that refills continuously. Tokens read
from the cache are free; input tokens are counted when the request is admitted and output tokens
when they are written, so `max_tokens` costs nothing. Besides, a rise can be too sharp: how much
more than a moment ago is asked for is limited too, and no header tells of that.
"""

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from examcli.simulator.clock import Clock
from examcli.simulator.errors import ApiError

RAMP_SECONDS = 10.0
"""The span whose requests are compared with those of the span before. No source tells the real
one; it is short enough for a burst to be one."""
SHARPEST_RISE = 2
"""Times as many requests as in the span before: likewise a stand-in."""
OVER_THE_LIMIT = "This request would exceed your organization's rate limit."
TOO_SHARP = (
    "This request would exceed your organization's maximum usage increase rate. Please scale up "
    "your usage more gradually."
)
NAMES = {
    "requests": "requests_per_minute",
    "input-tokens": "input_tokens_per_minute",
    "output-tokens": "output_tokens_per_minute",
    "acceleration": "unhurried_requests",
}
"""What a limit is called on the command line, and the field it sets."""


@dataclass(frozen=True)
class Limits:
    """Allowances per minute. The defaults are out of reach, i.e. there are no limits.

    `unhurried_requests` in ten seconds are never too sharp a rise; more may be no more than twice
    those of the ten seconds before.
    """

    requests_per_minute: int = 1_000_000
    input_tokens_per_minute: int = 1_000_000_000
    output_tokens_per_minute: int = 1_000_000_000
    unhurried_requests: int = 1_000_000


def parse_limits(texts: tuple[str, ...]) -> Mapping[str, Limits]:
    """Limits from `NAME=NUMBER`, or `CLASS/NAME=NUMBER` for one class of models, "" for the rest.

    >>> sorted(parse_limits(("requests=50", "haiku/requests=80")).items())[1][1].requests_per_minute
    80

    Raises:
        ValueError: one makes no sense; it is quoted.
    """
    told: dict[str, dict[str, int]] = {"": {}}
    for text in texts:
        where, _, number = text.partition("=")
        line, _, name = where.rpartition("/")
        if name not in NAMES or not number.isascii() or not number.isdigit() or int(number) < 1:
            raise ValueError(
                f"`{text}` is no limit: [CLASS/]NAME=NUMBER, NAME one of {', '.join(NAMES)}"
            )
        told.setdefault(line, {})[NAMES[name]] = int(number)
    shared = Limits(**told[""])
    return {line: replace(shared, **own) for line, own in told.items()}


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


class Ramp:
    """The requests of the last two spans, whose rise must not be too sharp."""

    def __init__(self, unhurried_requests: int) -> None:
        self._unhurried_requests = unhurried_requests
        self._admitted_at: deque[float] = deque()

    def take(self, now: float) -> None:
        """Count a request."""
        while self._admitted_at and self._admitted_at[0] <= now - 2 * RAMP_SECONDS:
            self._admitted_at.popleft()
        self._admitted_at.append(now)

    def seconds_until_next(self, now: float) -> float:
        """How long until another request is no sharp rise; 0 when it is none now."""
        span = [at for at in self._admitted_at if at > now - RAMP_SECONDS]
        if len(span) < self._unhurried_requests:
            return 0.0
        before = sum(at > now - 2 * RAMP_SECONDS for at in self._admitted_at) - len(span)
        if len(span) < max(self._unhurried_requests, SHARPEST_RISE * before):
            return 0.0
        return span[0] + RAMP_SECONDS - now


@dataclass
class Allowance:
    """What one organisation may ask of one class of models."""

    requests: Bucket
    input_tokens: Bucket
    output_tokens: Bucket
    ramp: Ramp


@dataclass
class RateLimiter:
    """The allowances of all organisations, each full when first seen.

    `limits` are by class of models, "" for classes that have none of their own.
    """

    limits: Mapping[str, Limits]
    clock: Clock
    _allowances: dict[tuple[str, str], Allowance] = field(default_factory=dict)

    def admit(self, organisation: str, line: str, input_tokens: int) -> None:
        """Count a request and its uncached input, or refuse it with the time to wait."""
        allowance, now = self._allowance(organisation, line), self.clock.seconds()
        wait_seconds = max(
            allowance.requests.seconds_until(1, now),
            allowance.input_tokens.seconds_until(input_tokens, now),
            allowance.output_tokens.seconds_until(1, now),
        )
        if wait_seconds > 0:
            raise _refusal(OVER_THE_LIMIT, wait_seconds)
        if (wait_seconds := allowance.ramp.seconds_until_next(now)) > 0:
            raise _refusal(TOO_SHARP, wait_seconds)
        allowance.requests.take(1, now)
        allowance.input_tokens.take(input_tokens, now)
        allowance.ramp.take(now)

    def count_output(self, organisation: str, line: str, output_tokens: int) -> None:
        """Count what an answer wrote."""
        allowance = self._allowance(organisation, line)
        allowance.output_tokens.take(output_tokens, self.clock.seconds())

    def headers(self, organisation: str, line: str) -> dict[str, str]:
        """The `anthropic-ratelimit-*` headers; `tokens` is input and output together."""
        allowance, now = self._allowance(organisation, line), self.clock.seconds()
        tokens = (allowance.input_tokens, allowance.output_tokens)
        return {
            **self._header("requests", (allowance.requests,), now, 1),
            **self._header("tokens", tokens, now, 1000),
            **self._header("input-tokens", tokens[:1], now, 1000),
            **self._header("output-tokens", tokens[1:], now, 1000),
        }

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

    def _allowance(self, organisation: str, line: str) -> Allowance:
        if (organisation, line) not in self._allowances:
            limits, now = self.limits.get(line) or self.limits[""], self.clock.seconds()
            self._allowances[organisation, line] = Allowance(
                Bucket(limits.requests_per_minute, now),
                Bucket(limits.input_tokens_per_minute, now),
                Bucket(limits.output_tokens_per_minute, now),
                Ramp(limits.unhurried_requests),
            )
        return self._allowances[organisation, line]


def _refusal(message: str, wait_seconds: float) -> ApiError:
    """A refusal; seconds are those of the simulator's clock, as everything that it tells."""
    return ApiError(429, message, headers={"retry-after": str(math.ceil(wait_seconds))})
