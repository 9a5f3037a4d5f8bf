"""The generators of probability, one for each of its subtopics."""

from examcli.simulator.bank.draft import Generator
from examcli.simulator.bank.quantitative import (
    probability_combined,
    probability_counting,
    probability_single,
)

GENERATORS: dict[str, Generator] = {
    **probability_single.GENERATORS,
    **probability_combined.GENERATORS,
    **probability_counting.GENERATORS,
}
