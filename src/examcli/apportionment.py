"""Sharing out whole things: seats by weight, and tables whose rows and columns both hold."""

import math
from collections.abc import Sequence
from itertools import product


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares that add up to `total`, by largest remainder; ties go to the earlier share.

    >>> apportioned(57, [30, 50, 20])
    [17, 29, 11]
    """
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [math.floor(share + 1e-9) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def portions(total: int, size: int) -> list[int]:
    """`total` in portions of `size`, the last one smaller if it must be.

    >>> portions(39, 10)
    [10, 10, 10, 9]
    """
    full, rest = divmod(total, size)
    return [size] * full + [rest] * bool(rest)


def rounded_table(rows: Sequence[int], columns: Sequence[int]) -> list[tuple[int, ...]]:
    """Whole cells with these row and column sums, each next to its exact proportional value.

    Such a table always exists (controlled rounding); with three columns a row has few
    candidates, so the first fitting combination is found quickly.
    """
    total = sum(rows)
    choices = [_row_candidates(row, [row * c / total for c in columns]) for row in rows]
    return _fit(choices, list(columns)) or []


def _row_candidates(row: int, exact: Sequence[float]) -> list[tuple[int, ...]]:
    bounds = [(math.floor(x + 1e-9), math.ceil(x - 1e-9)) for x in exact]
    cells = product(*(range(low, high + 1) for low, high in bounds))
    return [candidate for candidate in cells if sum(candidate) == row]


def _fit(choices: Sequence[list[tuple[int, ...]]], left: list[int]) -> list[tuple[int, ...]] | None:
    if not choices:
        return [] if not any(left) else None
    for row in choices[0]:
        remaining = [have - used for have, used in zip(left, row, strict=True)]
        if min(remaining) < 0:
            continue
        rest = _fit(choices[1:], remaining)
        if rest is not None:
            return [row, *rest]
    return None
