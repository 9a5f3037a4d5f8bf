"""Sums and means of listed values: how they are spelled, and values made to have them."""

from collections.abc import Iterable, Sequence

from examcli.bank.draft import Degenerate, Draw


def added(values: Iterable[object]) -> str:
    """A sum as it is read: `12 + 15 + 9`."""
    return " + ".join(map(str, values))


def summed(values: Sequence[int]) -> str:
    """A sum for a check: `(12 + 15 + 9)`."""
    return f"({added(values)})"


def values_around(draw: Draw, average: int, count: int) -> list[int]:
    """`count` values whose mean is exactly `average`, none negative."""
    spread = max(2, min(8, average // 3))
    deviations = [draw.integer(-spread, spread) for _ in range(count - 1)]
    last = -sum(deviations)
    if abs(last) > 2 * spread or last == 0 or len(set(deviations)) < 3:
        raise Degenerate("values too far apart or too alike")
    return [average + deviation for deviation in (*deviations, last)]
