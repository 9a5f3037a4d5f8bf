"""Judging questions: rules with names; errors reject, warnings inform.

`review` and `review_explanation` judge a question that is being written, `examcli.review.exam`
a whole file of questions, ours or not. The room knows neither blueprint nor store.
"""

from collections.abc import Sequence
from dataclasses import replace

from examcli.exam.question import Question
from examcli.review.house import HOUSE_EXPLANATION_RULES, HOUSE_RULES, STRICT_HERE
from examcli.review.item import Item
from examcli.review.rule import Finding, ItemRule, Rule, Severity, findings
from examcli.review.rules import EXPLAINED, LENGTH_RULES, QUESTION, WRITTEN

__all__ = [
    "Finding",
    "Item",
    "Rule",
    "Severity",
    "advice",
    "rejects",
    "review",
    "review_explanation",
]

DATA_FIGURES = frozenset({"bar-chart", "line-chart", "pie-chart", "table", "coordinate-grid"})
"""Figures that are read: what they show may be the answer."""


def _strict(rules: Sequence[ItemRule]) -> tuple[ItemRule, ...]:
    """The rules that reject a question of our own: the errors, and what a reader would see."""
    kept = [r for r in rules if r.severity is Severity.ERROR or r.name in STRICT_HERE]
    return tuple(replace(rule, severity=Severity.ERROR) for rule in kept)


QUESTION_ERRORS = (*_strict(QUESTION), *HOUSE_RULES)
EXPLANATION_ERRORS = (*WRITTEN, *_strict(EXPLAINED), *HOUSE_EXPLANATION_RULES)
WARNINGS = tuple(rule for rule in (*QUESTION, *EXPLAINED) if rule.severity is Severity.WARNING)


def review(question: Question) -> list[Finding]:
    """Every error in what a student sees and what grades it: stem, choices, key, passage."""
    return _own(QUESTION_ERRORS, _item(question, ""))


def review_explanation(question: Question) -> list[Finding]:
    """Every error in the explanation, which arrives after the rest."""
    return _own(EXPLANATION_ERRORS, _item(question, question.explanation))


def advice(question: Question) -> list[Finding]:
    """Every warning about a question: what an editor would look at twice."""
    return findings(WARNINGS, _item(question, question.explanation))


def rejects(found: Sequence[Finding]) -> bool:
    """Whether any of the findings rejects the question."""
    return any(finding.severity is Severity.ERROR for finding in found)


def _own(rules: Sequence[ItemRule], item: Item) -> list[Finding]:
    """Every breach; a text of absurd length is not read any further."""
    return findings(LENGTH_RULES, item) or findings(rules, item)


def _item(question: Question, explanation: str) -> Item:
    where = question.labels
    is_data = question.figure is not None and question.figure.kind in DATA_FIGURES
    return Item(
        stem=question.stem,
        choices=question.choices,
        key_index=question.key_index,
        check=question.check,
        explanation=explanation,
        passage=question.passage.text if question.passage else "",
        labels=f"{where.section} {where.topic} {where.kind}",
        has_figure=question.has_figure,
        lengths_shown=question.figure.labels if question.figure and not is_data else (),
        figure_text=_figure_text(question),
    )


def _figure_text(question: Question) -> str:
    """The numbers and labels of a figure: what a check may compute with."""
    figure = question.figure
    return " ".join((*(f"{value:g}" for value in figure.values), *figure.labels)) if figure else ""
