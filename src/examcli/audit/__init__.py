"""Auditing finished exams: what was planned against what was delivered, and what is wrong in it.

Sessions go in, an `Audit` comes out; nothing is generated, stored or printed. Where a limit is
missed, `complaints` names it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from examcli.audit.specifications import Specifications, specifications
from examcli.blueprint import Blueprint
from examcli.loaded import Loaded
from examcli.question import Question
from examcli.review import Finding, Severity, advice, review, review_explanation
from examcli.review.item import Item
from examcli.review.resemblance import Resemblance, resemblance
from examcli.verification import KeyCheck, Verdict, key_check

LARGEST_DIFFERENCE = 1.0 + 1e-9  # shares are no exact decimals
LEAST_P = 0.01
LEAST_EXPECTED = 5
PLACES = 4


@dataclass(frozen=True)
class Place:
    """One question of one session."""

    session_id: str
    question_id: str


@dataclass(frozen=True)
class KeyPlaces:
    """How often the key stood first to fourth, where the kind leaves its place free."""

    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many keys were counted."""
        return sum(self.counts)

    @property
    def is_judged(self) -> bool:
        """Whether there are enough: the test needs five keys expected in each place."""
        return self.total >= LEAST_EXPECTED * PLACES

    @property
    def chi_square(self) -> float:
        """Pearson's statistic against four equally frequent places."""
        expected = self.total / PLACES
        return sum((count - expected) ** 2 for count in self.counts) / expected if expected else 0.0

    @property
    def p(self) -> float:
        """How often a fair draw of places is at least this uneven.

        The upper tail of the chi-square distribution with three degrees of freedom, which has a
        closed form: erfc(√(x/2)) + √(2x/π) · e^(−x/2).
        """
        x = self.chi_square
        return math.erfc(math.sqrt(x / 2)) + math.sqrt(2 * x / math.pi) * math.exp(-x / 2)


@dataclass(frozen=True)
class NumericKeys:
    """Keys that are one number: the check gives it, there is none, or it gives another."""

    confirmed: int
    unchecked: int
    contradicting: int


@dataclass(frozen=True)
class AuditedExam:
    """One session with its blueprint and its table of specifications."""

    loaded: Loaded
    blueprint: Blueprint
    specifications: Specifications

    @property
    def missing(self) -> int:
        """How many questions of the plan are not there yet."""
        return self.loaded.plan.total - len(self.loaded.questions)

    @property
    def is_off_blueprint(self) -> bool:
        """Whether a whole exam strays from its blueprint; of an unfinished one nobody can tell."""
        return not self.missing and self.specifications.largest_difference > LARGEST_DIFFERENCE


@dataclass(frozen=True)
class Audit:
    """Everything that was found in some sessions."""

    exams: tuple[AuditedExam, ...]

    @cached_property
    def duplicates_within(self) -> tuple[tuple[Place, ...], ...]:
        """Groups of questions of one session that a student would call the same."""
        return tuple(group for exam in self.exams for group in _repeated([exam]))

    @cached_property
    def duplicates_across(self) -> tuple[tuple[Place, ...], ...]:
        """Groups of questions of different sessions that a student would call the same."""
        groups = _repeated(self.exams)
        return tuple(group for group in groups if len({place.session_id for place in group}) > 1)

    @property
    def near_duplicates(self) -> tuple[tuple[Place, ...], ...]:
        """Pairs, earlier question first, that share nearly all of their words."""
        return self._pairs(self._resemblance.near)

    @property
    def variants(self) -> tuple[tuple[Place, ...], ...]:
        """Pairs, earlier question first, that differ in their numbers only."""
        return self._pairs(self._resemblance.variants)

    @cached_property
    def key_places(self) -> KeyPlaces:
        """Where the keys stand, over all sessions."""
        places = Counter(
            question.key_index
            for exam in self.exams
            for question in exam.loaded.questions
            if not exam.blueprint.kinds[question.labels.kind].choices
        )
        return KeyPlaces(tuple(places[place] for place in range(PLACES)))

    @cached_property
    def numeric_keys(self) -> NumericKeys:
        """What the checks say about the keys that are numbers."""
        found = Counter(key_check(question.key, question.check) for question in self.questions)
        return NumericKeys(
            found[KeyCheck.CONFIRMED], found[KeyCheck.UNCHECKED], found[KeyCheck.CONTRADICTING]
        )

    @cached_property
    def findings(self) -> tuple[tuple[Place, Finding], ...]:
        """What review has to say; a missing explanation is counted apart."""
        return tuple(
            (Place(exam.loaded.record.id, question.id), finding)
            for exam in self.exams
            for question in exam.loaded.questions
            for finding in _findings(question)
        )

    @property
    def verdicts(self) -> dict[str, int]:
        """How the keys were verified; `unverified` ones were not yet."""
        found = Counter(q.verification.verdict for q in self.questions if q.verification)
        unverified = sum(question.verification is None for question in self.questions)
        return {verdict.value: found[verdict] for verdict in Verdict} | {"unverified": unverified}

    @property
    def questions(self) -> list[Question]:
        """All questions of all sessions."""
        return [question for exam in self.exams for question in exam.loaded.questions]

    @property
    def missing_explanations(self) -> int:
        """How many questions have no explanation yet."""
        return sum(not question.explanation for question in self.questions)

    @cached_property
    def _resemblance(self) -> Resemblance:
        return resemblance([_item(question) for question in self.questions])

    def _pairs(self, repeated: Mapping[int, int]) -> tuple[tuple[Place, ...], ...]:
        places = [
            Place(exam.loaded.record.id, question.id)
            for exam in self.exams
            for question in exam.loaded.questions
        ]
        return tuple((places[earlier], places[later]) for later, earlier in repeated.items())

    def by_rule(self, severity: Severity) -> dict[str, int]:
        """How often each rule of a severity was broken."""
        found = Counter(f.rule for _, f in self.findings if f.severity is severity)
        return dict(sorted(found.items()))

    def complaints(self) -> Iterator[str]:
        """Every limit that was missed, by name."""
        for what, groups in (
            ("within an exam", self.duplicates_within),
            ("across exams", self.duplicates_across),
        ):
            if groups:
                yield f"duplicates {what}: {len(groups)}"
        for exam in self.exams:
            if exam.is_off_blueprint:
                largest = exam.specifications.largest_difference
                yield f"{exam.loaded.record.id}: {largest:.1f} questions off the blueprint"
        if self.numeric_keys.contradicting:
            yield f"keys that their check contradicts: {self.numeric_keys.contradicting}"
        errors = self.by_rule(Severity.ERROR)
        if errors:
            yield f"review errors: {', '.join(f'{n} {rule}' for rule, n in errors.items())}"
        if self.key_places.is_judged and self.key_places.p < LEAST_P:
            yield f"key places: p = {self.key_places.p:.4f}, bar {LEAST_P}"


def audit(sessions: Sequence[tuple[Loaded, Blueprint]]) -> Audit:
    """Audit sessions, each with the blueprint it was planned from."""
    return Audit(
        tuple(
            AuditedExam(loaded, blueprint, specifications(loaded, blueprint))
            for loaded, blueprint in sessions
        )
    )


def _repeated(exams: Sequence[AuditedExam]) -> list[tuple[Place, ...]]:
    places: dict[str, list[Place]] = defaultdict(list)
    for exam in exams:
        for question in exam.loaded.questions:
            places[question.fingerprint].append(Place(exam.loaded.record.id, question.id))
    return [tuple(group) for group in places.values() if len(group) > 1]


def _item(question: Question) -> Item:
    text = question.passage.text if question.passage else ""
    return Item(question.stem, question.choices, question.key_index, passage=text)


def _findings(question: Question) -> list[Finding]:
    explained = review_explanation(question) if question.explanation else []
    return [*review(question), *explained, *advice(question)]
