"""What a rule is, and what it finds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from examcli.review.item import Item


class Severity(StrEnum):
    """What a finding means for the question: an error rejects it, a warning informs."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One breach of one rule, explained to a person."""

    rule: str
    severity: Severity
    message: str


@dataclass(frozen=True)
class Rule:
    """A named idea of what a sound question is, with an example of its breach."""

    name: str
    severity: Severity
    idea: str
    example: str

    def finding(self, message: str) -> Finding:
        """A breach of this rule."""
        return Finding(self.name, self.severity, message)


@dataclass(frozen=True)
class ItemRule(Rule):
    """A rule about one question; `breaches` yields a message for each breach it sees."""

    breaches: Callable[[Item], Iterator[str]]


def findings(rules: Iterable[ItemRule], item: Item) -> list[Finding]:
    """Every breach of the rules, in their order."""
    return [rule.finding(message) for rule in rules for message in rule.breaches(item)]
