"""How fast an answer comes: time to the first token, then a rate, each drawn for every request.

Both draws are log-normal around the profile's medians. A delay cannot be negative and its tail is
to the right, which a log-normal has by nature and a normal distribution must be cut to; at the
spreads used here (15 to 25 %) the two are otherwise hard to tell apart.

Every event has a time counted from the request's start, so waiting a little too long for one does
not delay those after it.
"""

import math
import random
import tomllib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from examcli.simulator.clock import Clock

WRITE_BYTES = 16_384
"""Events that are due are written together, up to about this many bytes."""


@dataclass(frozen=True)
class Pace:
    """How fast one answer comes."""

    ttft_seconds: float
    tokens_per_second: float

    def seconds_at(self, tokens: float) -> float:
        """When `tokens` have been written, in seconds from the request's start."""
        return self.ttft_seconds + tokens / self.tokens_per_second


@dataclass(frozen=True)
class Profile:
    """How fast a model answers; profiles.toml says what each number is and where it comes from."""

    ttft_seconds: float
    ttft_spread: float
    tokens_per_second: float
    rate_spread: float

    def draw(self, chance: random.Random) -> Pace:
        """The pace of one request."""
        return Pace(
            _log_normal(chance, self.ttft_seconds, self.ttft_spread),
            _log_normal(chance, self.tokens_per_second, self.rate_spread),
        )


def _log_normal(chance: random.Random, median: float, spread: float) -> float:
    """A draw with this median whose standard deviation is about `spread` times its mean."""
    sigma = math.sqrt(math.log1p(spread * spread))
    return median * math.exp(chance.gauss(0.0, sigma))


@cache
def profiles() -> dict[str, Profile]:
    """All profiles by name."""
    text = files("examcli.simulator").joinpath("profiles.toml").read_text("utf-8")
    return {name: Profile(**numbers) for name, numbers in tomllib.loads(text).items()}


def find_profile(name: str) -> Profile:
    """The profile called `name`.

    Raises:
        ValueError: naming the profiles there are.
    """
    if name not in profiles():
        raise ValueError(f"unknown profile {name!r}; known: {', '.join(profiles())}")
    return profiles()[name]


@dataclass(frozen=True)
class Event:
    """Encoded bytes and how many tokens have been written by the time they may be sent.

    `delay_seconds` is what has passed besides.
    """

    tokens: float
    payload: bytes
    delay_seconds: float = 0.0


async def paced(
    events: Iterator[Event], pace: Pace, started_at: float, clock: Clock
) -> AsyncIterator[bytes]:
    """The events' bytes, each when it is due; those that are due together come together."""
    due: list[bytes] = []
    due_bytes = 0
    reached = clock.seconds()
    for event in events:
        deadline = started_at + pace.seconds_at(event.tokens) + event.delay_seconds
        if deadline > reached or due_bytes > WRITE_BYTES:
            if due:
                yield b"".join(due)
            due, due_bytes = [], 0
            await clock.wait_until(deadline)
            reached = clock.seconds()
        due.append(event.payload)
        due_bytes += len(event.payload)
    if due:
        yield b"".join(due)
