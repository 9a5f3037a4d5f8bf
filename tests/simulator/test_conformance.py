"""The table in docs/simulator.md: nothing in it is there without a source and a test."""

from simulator.conformance import SOURCES, rooms


def test_every_test_of_the_simulator_has_a_rule_and_a_source() -> None:
    """A docstring without a source stops the table from being made [simulator]."""
    rules = [rule for room in rooms() for rule in room.rules]

    assert len(rules) > 150
    assert len(rules) == len({rule.test for rule in rules})
    assert all(room.title for room in rooms())


def test_every_source_is_used() -> None:
    """What no rule rests on is not listed as a source [simulator]."""
    assert SOURCES.keys() == {s for room in rooms() for rule in room.rules for s in rule.sources}
