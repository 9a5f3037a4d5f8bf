"""Judging a question: each rule has a name, and every breach of it becomes a finding.

Model output is untrusted input. A finding of severity `error` rejects the question; a warning
informs. Rules look at one finished question; what compares questions with each other (content
that was asked before) belongs to whoever knows the others.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from examcli.arabic import amount, evaluated, folded, same_answer
from examcli.question import Question


class Severity(StrEnum):
    """What a finding means for the question."""

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
    """A named check; `breaches` yields a message for each breach it sees."""

    name: str
    severity: Severity
    breaches: Callable[[Question], Iterator[str]]


PLACEHOLDERS = re.compile(
    r"(?:undefined|null|none|nan|todo|tbd|lorem ipsum.*|placeholder|\?+|…|[\W_]+"
    r"|(?:option|choice|distractor|answer|question)\s*[a-d\d]?"
    r"|(?:ال)?مشتت"
    r"|(?:ال)?(?:خيار|مشتت|إجابة|سؤال)(?:\s*\d|\s+(?:[أابجد]|الأول|الثاني|الثالث|الرابع)))",
)
SIGNS_THAT_ANSWER = re.compile(r"[<>=≤≥≠+−×÷√∞±%-]")
FIGURE = re.compile(
    r"(?:الشكل|الرسم|المخطط|الصورة|التمثيل)(?:\s+ال\w+)?\s+"
    r"(?:المجاور|المقابل|التالي|الآتي|أدناه|أعلاه|السابق|المرسوم|المرفق|الموضح|المظلل)"
    r"|في الشكل|من الشكل(?!\s+س)|بالشكل|(?:in|from) the (?:figure|diagram|picture|graph)"
    r"|(?:figure|diagram|graph) (?:below|above|shown)"
)
PASSAGE = re.compile(
    r"(?:في|من|وفق|وفقًا|بحسب|حسب|على|عن|قرأت)\s+(?:هذا\s+|هذه\s+)?(?:ال|لل)(?:نص|فقرة|قطعة)\b"
    r"|(?:وفقًا|وفقا|طبقًا|استنادًا)\s+(?:إلى\s+)?(?:للنص|للفقرة|للقطعة|النص|الفقرة|القطعة)"
    r"|(?:النص|الفقرة|القطعة)\s+(?:السابق|السابقة|الآتي|الآتية|أعلاه|أدناه)|عنوان للنص"
    r"|(?:according to|in) the (?:passage|text)"
)
PIECE = re.compile(r"(?<!ال)(?<!لل)قطع")  # of land or cloth: not the piece to read
LETTER = re.compile(
    r"(?:الإجابة|الاجابة|الجواب|الخيار|الاختيار|البديل)\s*(?:الصحيحة|الصحيح)?\s*(?:هي|هو)?\s*"
    r"[:：]?\s*[«\"'(]?\s*(?:[أابجد]|هـ)\s*[»\"')]?(?=[\s.،؛:,]|$)"
    r"|\b(?i:option|choice|answer)(?::|\s+is)?\s+(?:\([A-Da-d]\)|[A-D])(?=[\s.,;:]|$)"
)


def review(question: Question) -> list[Finding]:
    """Every finding about what a student sees and what grades it: stem, choices, key, passage."""
    return _findings(QUESTION_RULES, question)


def review_explanation(question: Question) -> list[Finding]:
    """Every finding about the explanation, which arrives after the rest."""
    return _findings(EXPLANATION_RULES, question)


def rejects(findings: Sequence[Finding]) -> bool:
    """Whether any of the findings rejects the question."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _findings(rules: Sequence[Rule], question: Question) -> list[Finding]:
    return [
        Finding(rule.name, rule.severity, message)
        for rule in rules
        for message in rule.breaches(question)
    ]


def _four_choices(question: Question) -> Iterator[str]:
    if len(question.choices) != 4:
        yield f"there are {len(question.choices)} choices instead of four"


def _no_empty_text(question: Question) -> Iterator[str]:
    for name, text in (("stem", question.stem), *_numbered(question.choices)):
        if not folded(text):
            yield f"the {name} is empty"


def _distinct_choices(question: Question) -> Iterator[str]:
    for (name, text), (other, twin) in combinations(_numbered(question.choices), 2):
        if folded(text) and same_answer(text, twin):
            yield f"{name} and {other} are the same answer: `{text}` and `{twin}`"


def _no_placeholder(question: Question) -> Iterator[str]:
    for name, text in (("stem", question.stem), *_numbered(question.choices)):
        plain = folded(text)
        if plain and PLACEHOLDERS.fullmatch(plain) and not SIGNS_THAT_ANSWER.search(plain):
            yield f"the {name} is a placeholder: `{text}`"


def _no_missing_figure(question: Question) -> Iterator[str]:
    found = FIGURE.search(folded(question.stem))
    if found:
        yield f"the stem speaks of a figure that is not there: `{found[0]}`"


def _no_missing_passage(question: Question) -> Iterator[str]:
    stem = folded(question.stem)
    found = PASSAGE.search(stem)
    if found and question.passage is None and not ("قطعة" in found[0] and PIECE.search(stem)):
        yield f"the stem speaks of a passage that is not there: `{found[0]}`"


def _check_agrees(question: Question) -> Iterator[str]:
    stated = amount(question.key)
    computed = evaluated(question.check)
    if stated and computed is not None and stated[0] != computed:
        yield f"the check gives {computed}, the key says `{question.key}`"


def _no_letters(question: Question) -> Iterator[str]:
    found = LETTER.search(question.explanation)
    if found:
        yield f"the explanation names a choice by letter: `{found[0].strip()}`"


def _explained(question: Question) -> Iterator[str]:
    plain = folded(question.explanation)
    if not plain or PLACEHOLDERS.fullmatch(plain):
        yield "the explanation is empty"


def _numbered(choices: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"choice {number}", text) for number, text in enumerate(choices, start=1)]


QUESTION_RULES = (
    Rule("four-choices", Severity.ERROR, _four_choices),
    Rule("empty-text", Severity.ERROR, _no_empty_text),
    Rule("distinct-choices", Severity.ERROR, _distinct_choices),
    Rule("placeholder", Severity.ERROR, _no_placeholder),
    Rule("missing-figure", Severity.ERROR, _no_missing_figure),
    Rule("missing-passage", Severity.ERROR, _no_missing_passage),
    Rule("check-disagrees", Severity.ERROR, _check_agrees),
)
EXPLANATION_RULES = (
    Rule("letter-in-explanation", Severity.ERROR, _no_letters),
    Rule("empty-explanation", Severity.ERROR, _explained),
)
