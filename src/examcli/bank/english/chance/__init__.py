"""Chance: events, their combinations, counting, and what is expected in the long run."""

from examcli.bank.draft import Generator
from examcli.bank.english.chance import (
    combined,
    complement,
    conditional,
    counting,
    expectation,
    single,
)

GENERATORS: dict[str, Generator] = {
    "single-event": single.single_event,
    "complement": complement.complement,
    "independent-events": combined.independent_events,
    "conditional-probability": conditional.conditional_probability,
    "counting-outcomes": counting.counting_outcomes,
    "expected-value": expectation.expected_value,
}
