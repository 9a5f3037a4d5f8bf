"""The generators of probability, one for each of its subtopics."""

from examcli.simulator.bank.draft import Generator
from examcli.simulator.bank.quantitative import (
    probability_combined,
    probability_complement,
    probability_counting,
    probability_exclusive,
    probability_geometric,
    probability_selections,
    probability_single,
)

GENERATORS: dict[str, Generator] = {
    **probability_single.GENERATORS,
    **probability_complement.GENERATORS,
    **probability_combined.GENERATORS,
    **probability_exclusive.GENERATORS,
    **probability_counting.GENERATORS,
    **probability_selections.GENERATORS,
    **probability_geometric.GENERATORS,
}
