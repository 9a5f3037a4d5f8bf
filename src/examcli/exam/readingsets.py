"""Reading sets: how questions about passages are spread over batches and grouped by passage.

A set stays together in one batch and has three to five questions; a batch may hold several.
"""

import math
from collections.abc import Sequence

from examcli.exam.apportionment import apportioned

SMALLEST_SET = 3
"""Fewer do not repay the reading of a passage."""
QUESTIONS_PER_PASSAGE = 4
"""The middle of the three to five that a set has."""


def set_sizes(count: int, largest: int) -> list[int]:
    """`count` questions in as few sets as possible, of nearly the same size.

    >>> set_sizes(7, 5), set_sizes(10, 5)
    ([4, 3], [5, 5])
    """
    return apportioned(count, [1] * math.ceil(count / largest))


def makes_sets(count: int, largest: int) -> bool:
    """Whether the questions of one batch can be grouped into whole sets."""
    return count == 0 or min(set_sizes(count, largest)) >= SMALLEST_SET


def spread(count: int, layout: Sequence[int], largest: int) -> list[int]:
    """How many of `count` reading questions each of the first batches takes.

    Of all numbers of batches that make whole sets the one is taken that comes nearest to one
    passage a batch; where none does, as in practice with small batches, the nearest of all.
    """
    wanted = max(1, round(count / QUESTIONS_PER_PASSAGE))
    by_nearness = sorted(range(1, len(layout) + 1), key=lambda n: abs(n - wanted))
    choices = [apportioned(count, layout[:n]) for n in by_nearness if sum(layout[:n]) >= count]
    whole = [shares for shares in choices if all(makes_sets(share, largest) for share in shares)]
    return (whole or choices)[0]
