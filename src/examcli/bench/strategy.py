"""The ways to ask for the first ten questions of an exam."""

from dataclasses import dataclass

SERVED = 10


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
        Strategy("plain", SERVED, is_streamed=False),
        Strategy("streamed", SERVED),
        Strategy("fan-out", 1),
        Strategy("over-launch", 1, overlaunch),
    )
