"""Sharing out whole things: seats by weight, and tables whose rows and columns both hold."""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import product


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares that add up to `total`, by largest remainder; ties go to the earlier share.

    >>> apportioned(57, [30, 50, 20]), apportioned(20, [3, 14, 83])
    ([17, 29, 11], [1, 3, 16])
    """
    parts = list(map(Fraction, weights))
    whole = sum(parts)
    exact = [total * part / whole for part in parts]
    shares = list(map(math.floor, exact))
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def evenly(total: int, largest: int) -> list[int]:
    """`total` in as few parts as possible, as equal as possible, none above `largest`.

    >>> evenly(39, 10), evenly(11, 10)
    ([10, 10, 10, 9], [6, 5])
    """
    return apportioned(total, [1] * math.ceil(total / largest))


def portions(total: int, size: int) -> list[int]:
    """`total` in portions of `size`, the last one smaller if it must be.

    >>> portions(39, 10)
    [10, 10, 10, 9]
    """
    full, rest = divmod(total, size)
    return [size] * full + [rest] * bool(rest)


def rounded_table(rows: Sequence[int], weights: Sequence[float]) -> list[tuple[int, ...]]:
    """Whole cells with these row sums, columns apportioned by weight, each next to its exact share.

    In nearly all cases every cell is its exact share rounded up or down; where the columns leave
    no such table, cells may be one further off. With three columns a row has few candidates, so
    the first fitting combination is found quickly.
    """
    columns = apportioned(sum(rows), weights)
    shares = [Fraction(weight) / sum(map(Fraction, weights)) for weight in weights]
    for slack in (0, 1, 2):
        choices = [_row_candidates(row, [row * share for share in shares], slack) for row in rows]
        table = _fit(choices, columns)
        if table is not None:
            return table
    raise AssertionError(f"no table for {rows} and {columns}")


def _row_candidates(row: int, exact: Sequence[Fraction], slack: int) -> list[tuple[int, ...]]:
    bounds = [(max(0, math.floor(x) - slack), math.ceil(x) + slack) for x in exact]
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
