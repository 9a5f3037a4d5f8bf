"""The ways to ask for the first ten questions of an exam."""

from dataclasses import dataclass

SERVED = 10
"""The size of a batch: what a student is shown first."""
PLAIN, STREAMED, FAN_OUT, OVER_LAUNCH = "plain", "streamed", "fan-out", "over-launch"
CACHE_STATES = ("cold", "warm")
"""Every strategy is measured in both: without the prefix in the cache, and with it."""


@dataclass(frozen=True)
class Strategy:
    """One way to ask for the first ten questions."""

    name: str
    shard_size: int
    extra: int = 0
    is_streamed: bool = True


def strategies(overlaunch: int) -> tuple[Strategy, ...]:
    """All of them, the predecessor's way first."""
    return (
        Strategy(PLAIN, SERVED, is_streamed=False),
        Strategy(STREAMED, SERVED),
        Strategy(FAN_OUT, 1),
        Strategy(OVER_LAUNCH, 1, overlaunch),
    )
