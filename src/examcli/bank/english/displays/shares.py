"""Shares of a whole in percent that are easy to reckon with."""

from examcli.bank.draft import Draw

FOURS = (
    (40, 30, 20, 10), (35, 30, 20, 15), (45, 25, 20, 10), (50, 25, 15, 10), (40, 25, 20, 15),
    (55, 20, 15, 10), (35, 25, 30, 10), (60, 20, 15, 5), (45, 30, 20, 5), (50, 30, 15, 5),
)  # fmt: skip


def four_shares(draw: Draw) -> list[int]:
    """Four different percentages that make a hundred."""
    return draw.sample(draw.pick(FOURS), 4)
