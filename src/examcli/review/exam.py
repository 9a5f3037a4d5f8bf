"""A whole file of questions, judged one by one and against each other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from examcli.exam.script import LETTERS
from examcli.review import rejects
from examcli.review.files import FIELD_RULES, Entry
from examcli.review.item import Item
from examcli.review.resemblance import Resemblance, resemblance
from examcli.review.rule import Finding, Rule, Severity, findings
from examcli.review.rules import EMPTY, EXPLAINED_IN_FILES, LENGTH_RULES, QUESTION

WRONG_LANGUAGE = Rule(
    "wrong-language",
    Severity.ERROR,
    "A question is in the language of its exam: `--language`, or that of nearly all the others.",
    "an English stem in an Arabic exam",
)
DUPLICATE = Rule(
    "duplicate",
    Severity.ERROR,
    "No question is asked twice: the same stem, choices and passage, however typed.",
    "the question of line 3 again in line 90, its choices in another order",
)
NEAR_DUPLICATE = Rule(
    "near-duplicate",
    Severity.WARNING,
    "No two questions share nearly all of their words and choices.",
    "the same question with one word replaced",
)
STENCIL = Rule(
    "stencil-explanation",
    Severity.ERROR,
    "No explanation stands under four questions or more with nothing but the key changed.",
    "explanation `تمت دراسة المعطيات واختيار البديل الأنسب.` under five questions",
)
VARIANT = Rule(
    "number-variant",
    Severity.WARNING,
    "Questions that differ in their numbers only are counted apart.",
    "`ما ناتج ٢ + ٣؟` and `ما ناتج ٤ + ٥؟`",
)
RULES: tuple[Rule, ...] = (
    *FIELD_RULES, *LENGTH_RULES, *QUESTION, EMPTY, *EXPLAINED_IN_FILES, STENCIL, WRONG_LANGUAGE,
    DUPLICATE, NEAR_DUPLICATE, VARIANT,
)  # fmt: skip
LATIN_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}")
ARABIC_WORD = re.compile(f"[{LETTERS}]{{2,}}")
WORD = re.compile(r"[^\W\d_]{2,}")
FEWEST_WORDS = 2
"""Of a stencil: a single word with the key may be a whole explanation."""
NEARLY_ALL = 0.95
"""A file of one language may have a stray; two languages that share a file have more."""
MOSTLY_EXPLAINED = 0.9
"""From there on an explanation that is missing was forgotten, not left out on purpose."""


STENCIL_AT_LEAST = 4
"""Questions: measured, no human author explains four in the same words."""


@dataclass(frozen=True)
class Verdict:
    """What was found in one question."""

    id: str
    findings: tuple[Finding, ...]

    @property
    def is_ok(self) -> bool:
        """Whether nothing rejects the question."""
        return not rejects(self.findings)


@dataclass(frozen=True)
class Judgement:
    """What was found in some questions; `variants` counts the questions with other numbers."""

    verdicts: tuple[Verdict, ...]
    language: str
    variants: int

    @property
    def rejected(self) -> int:
        """How many questions have an error."""
        return sum(not verdict.is_ok for verdict in self.verdicts)

    @property
    def by_rule(self) -> Counter[tuple[str, str]]:
        """How many questions break each rule, by severity and name."""
        return Counter(
            breach
            for verdict in self.verdicts
            for breach in {(found.severity.value, found.rule) for found in verdict.findings}
        )


def judge(entries: Sequence[Entry], language: str) -> Judgement:
    """Judge every question by itself and against the others; `language` is ar, en or auto."""
    items = [entry.item for entry in entries]
    spoken = [_language(item) for item in items]
    expected = language if language != "auto" else _shared_language(spoken)
    is_explained = _is_mostly_explained(items)
    alike = resemblance(items)
    stencils = [_stencil(item) for item in items]
    uses = Counter(filter(None, stencils))
    verdicts = []
    for place, entry in enumerate(entries):
        found = [*entry.findings, *_own_findings(entry.item, is_explained=is_explained)]
        if expected and spoken[place] and spoken[place] != expected:
            found.append(
                WRONG_LANGUAGE.finding(
                    f"the stem is in `{spoken[place]}`, the exam in `{expected}`"
                )
            )
        if uses[stencils[place]] >= STENCIL_AT_LEAST:
            found.append(
                STENCIL.finding(f"{uses[stencils[place]]} questions have this explanation")
            )
        found += _repetitions(place, entries, alike)
        verdicts.append(Verdict(entry.id, tuple(found)))
    return Judgement(tuple(verdicts), expected, len(alike.variants))


def _own_findings(item: Item, *, is_explained: bool) -> list[Finding]:
    too_long = findings(LENGTH_RULES, item)
    if too_long:
        return too_long
    found = findings(QUESTION, item)
    if item.explanation.strip():
        found += findings((EMPTY, *EXPLAINED_IN_FILES), item)
    elif item.explanation or is_explained:
        found += findings((EMPTY,), item)
    return found


def _repetitions(place: int, entries: Sequence[Entry], alike: Resemblance) -> Iterator[Finding]:
    if not entries[place].item.stem.strip():
        return
    for rule, places, words in (
        (DUPLICATE, alike.equal, "repeats"),
        (NEAR_DUPLICATE, alike.near, "is nearly"),
        (VARIANT, alike.variants, "differs in its numbers only from"),
    ):
        if place in places:
            yield rule.finding(f"it {words} question {entries[places[place]].id}")


def _stencil(item: Item) -> str:
    """The explanation without its key, "" where it has numbers of its own, or no words."""
    masked = item.plain_explanation
    if item.plain_key:
        masked = masked.replace(item.plain_key, " # ")
    is_own = any(map(str.isdigit, masked))
    return "" if is_own or len(WORD.findall(masked)) < FEWEST_WORDS else " ".join(masked.split())


def _language(item: Item) -> str:
    """The language of a stem, or "" where it has too few words to tell."""
    arabic = 0 if item.stem.isascii() else len(ARABIC_WORD.findall(item.stem))
    latin = len(LATIN_WORD.findall(item.stem))
    if item.has_form("english-lesson"):
        return ""
    if arabic >= 2 and arabic * 4 >= latin:
        return "ar"
    return "en" if latin >= 3 and not arabic else ""


def _shared_language(spoken: Sequence[str]) -> str:
    """The language of nearly all questions, or "" where two share the file."""
    counts = Counter(filter(None, spoken))
    if not counts:
        return ""
    language, count = counts.most_common(1)[0]
    return language if count >= NEARLY_ALL * counts.total() else ""


def _is_mostly_explained(items: Sequence[Item]) -> bool:
    explained = sum(bool(item.explanation.strip()) for item in items)
    return explained >= MOSTLY_EXPLAINED * len(items)


def judgement_document(judgement: Judgement) -> dict[str, object]:
    """The judgement in the contract's words."""
    return {
        "questions": [
            {
                "id": verdict.id,
                "ok": verdict.is_ok,
                "findings": [
                    {"rule": f.rule, "severity": f.severity.value, "message": f.message}
                    for f in verdict.findings
                ],
            }
            for verdict in judgement.verdicts
        ],
        "summary": {
            "questions": len(judgement.verdicts),
            "ok": len(judgement.verdicts) - judgement.rejected,
            "rejected": judgement.rejected,
            "language": judgement.language or None,
            "numberVariants": judgement.variants,
            "byRule": {rule: count for (_, rule), count in sorted(judgement.by_rule.items())},
        },
    }
