"""Probability: single and combined events, counting, and chance as a share of a length."""

from examcli.bank.draft import Generator
from examcli.bank.quantitative.probability import (
    combined,
    complement,
    counting,
    exclusive,
    geometric,
    selections,
    single,
)

GENERATORS: dict[str, Generator] = {
    "single-draw": single.single_draw,
    "dice-coin": single.dice_coin,
    "complement": complement.complement,
    "independent": combined.independent,
    "without-replacement": combined.without_replacement,
    "mutually-exclusive": exclusive.mutually_exclusive,
    "counting-principle": counting.counting_principle,
    "permutations": selections.permutations,
    "combinations": selections.combinations,
    "geometric-prob": geometric.geometric_prob,
}
