"""Auditing finished exams: what was planned against what was delivered, and what is wrong in it.

Sessions go in one after another, an `Audit` comes out; nothing is generated, stored or printed,
and no session is kept when the next one comes. Where a limit is missed, `complaints` names it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from examcli.exam.blueprint import Blueprint
from examcli.exam.choice import CHOICE_COUNT
from examcli.exam.question import Difficulty, Question
from examcli.exam.verification import KeyCheck, Verdict, key_check
from examcli.reports.audit.specifications import Specifications, specifications
from examcli.review import Finding, Severity, advice, review, review_explanation
from examcli.review.item import Item
from examcli.review.resemblance import Comparison
from examcli.sessions.stored import StoredSession
from examcli.store import SessionKind

LARGEST_DIFFERENCE = 1.0 + 1e-9  # shares are no exact decimals
LEAST_P = 0.01
"""Of a hundred fair draws one is flagged: few enough that a person looks at each."""
LEAST_EXPECTED = 5
"""Keys expected in each place: the usual rule for when chi-square is a fair approximation."""
UNVERIFIED = "unverified"


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
        return self.total >= LEAST_EXPECTED * CHOICE_COUNT

    @property
    def chi_square(self) -> float:
        """Pearson's statistic against four equally frequent places."""
        expected = self.total / CHOICE_COUNT
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
    """What is left of one session: what it is, how much of it is there, and its tables."""

    session_id: str
    kind: SessionKind
    track: str
    seed: int
    blueprint: Blueprint
    delivered: int
    missing: int
    specifications: Specifications

    @property
    def is_off_blueprint(self) -> bool:
        """Whether a whole exam strays from its blueprint; of an unfinished one nobody can tell."""
        return not self.missing and self.specifications.largest_difference > LARGEST_DIFFERENCE


Group = tuple[Place, ...]


@dataclass(frozen=True)
class Audit:
    """Everything that was found in some sessions.

    Duplicates are groups of questions that a student would call the same, of one session or of
    several. Near duplicates are pairs, earlier question first, that share nearly all of their
    words; variants are pairs that differ in their numbers only. Key places are those of all
    sessions. `verdicts` counts how the keys were verified; `unverified` ones were not yet.
    `solutions` are, by planned level, how many blind solutions hit the key and how many there are:
    what solvers get wrong is hard, whatever was planned, as an estimate.
    """

    exams: tuple[AuditedExam, ...]
    duplicates_within: tuple[Group, ...]
    duplicates_across: tuple[Group, ...]
    near_duplicates: tuple[Group, ...]
    variants: tuple[Group, ...]
    key_places: KeyPlaces
    numeric_keys: NumericKeys
    findings: tuple[tuple[Place, Finding], ...]
    verdicts: Mapping[str, int]
    missing_explanations: int
    solutions: Mapping[Difficulty, tuple[int, int]]

    @property
    def questions(self) -> int:
        """How many questions all sessions have."""
        return sum(exam.delivered for exam in self.exams)

    @property
    def near_within(self) -> list[Group]:
        """Near duplicates of one session: what one student would see twice."""
        return [
            (one, other)
            for one, other in self.near_duplicates
            if one.session_id == other.session_id
        ]

    @property
    def doubtful(self) -> int:
        """How many keys a solver did not confirm."""
        return sum(
            self.verdicts.get(verdict.value, 0) for verdict in Verdict if verdict.is_in_doubt
        )

    @property
    def is_half_verified(self) -> bool:
        """Whether some keys were verified and others were not; who verified none knows it."""
        return 0 < self.verdicts.get(UNVERIFIED, 0) < self.questions

    @property
    def errors(self) -> dict[str, int]:
        """How often each rule was broken that rejects a question."""
        return self._by_rule(Severity.ERROR)

    @property
    def warnings(self) -> dict[str, int]:
        """How often each rule was broken that asks for a second look."""
        return self._by_rule(Severity.WARNING)

    def _by_rule(self, severity: Severity) -> dict[str, int]:
        found = Counter(f.rule for _, f in self.findings if f.severity is severity)
        return dict(sorted(found.items()))

    def complaints(self) -> Iterator[str]:
        """Every limit that was missed, by name: first of the exams, then of single questions."""
        for exam in self.exams:
            if exam.is_off_blueprint:
                largest = exam.specifications.largest_difference
                yield f"{exam.session_id}: {largest:.1f} questions off the blueprint"
        for what, count in self._counted():
            if count:
                yield f"{what}: {count}"
        if self.is_half_verified:
            yield f"keys not verified: {self.verdicts[UNVERIFIED]} of {self.questions}"
        if self.errors:
            yield f"review errors: {', '.join(f'{n} {rule}' for rule, n in self.errors.items())}"
        if self.key_places.is_judged and self.key_places.p < LEAST_P:
            yield f"key places: p = {self.key_places.p:.4f}, bar {LEAST_P}"

    def _counted(self) -> Iterator[tuple[str, int]]:
        """What there should be none of."""
        yield "duplicates within an exam", len(self.duplicates_within)
        yield "duplicates across exams", len(self.duplicates_across)
        yield "nearly the same within an exam", len(self.near_within)
        yield "keys in doubt", self.doubtful
        yield "keys that their check contradicts", self.numeric_keys.contradicting
        yield "missing explanations", self.missing_explanations


def audit(sessions: Iterable[tuple[StoredSession, Blueprint]]) -> Audit:
    """Audit sessions, each with the blueprint it was planned from."""
    reading = _Reading()
    for stored, blueprint in sessions:
        reading.take(stored, blueprint)
    return reading.audit()


class _Reading:
    """Reads session after session; of a question it keeps its place and what tells it apart."""

    def __init__(self) -> None:
        self._exams: list[AuditedExam] = []
        self._places: list[Place] = []
        self._by_content: dict[str, list[Place]] = defaultdict(list)
        self._within: list[Group] = []
        self._comparison = Comparison()
        self._key_places = Counter[int]()
        self._checks = Counter[KeyCheck]()
        self._verdicts = Counter[str]()
        self._findings: list[tuple[Place, Finding]] = []
        self._unexplained = 0
        self._solved: dict[Difficulty, list[int]] = {level: [0, 0] for level in Difficulty}

    def take(self, stored: StoredSession, blueprint: Blueprint) -> None:
        """Read one session."""
        record = stored.record
        self._exams.append(
            AuditedExam(
                session_id=record.id,
                kind=record.kind,
                track=record.track,
                seed=record.seed,
                blueprint=blueprint,
                delivered=len(stored.questions),
                missing=stored.plan.total - len(stored.questions),
                specifications=specifications(stored, blueprint),
            )
        )
        by_content: dict[str, list[Place]] = defaultdict(list)
        for question in stored.questions:
            place = Place(record.id, question.id)
            by_content[question.fingerprint].append(place)
            self._take(question, place)
            if not blueprint.kinds[question.labels.kind].choices:
                self._key_places[question.key_index] += 1
        self._within += _repeated(by_content)
        for content, places in by_content.items():
            self._by_content[content] += places

    def _take(self, question: Question, place: Place) -> None:
        verification = question.verification
        self._places.append(place)
        self._comparison.take(_item(question))
        self._checks[key_check(question.key, question.check)] += 1
        self._verdicts[verification.verdict.value if verification else UNVERIFIED] += 1
        self._findings += [(place, finding) for finding in _findings(question)]
        self._unexplained += not question.explanation
        for solution in verification.solutions if verification else ():
            counts = self._solved[question.labels.difficulty]
            counts[0] += solution.choice == question.key_index
            counts[1] += 1

    def audit(self) -> Audit:
        """What was found."""
        checks, found = self._checks, self._comparison.found
        names = (*(verdict.value for verdict in Verdict), UNVERIFIED)
        return Audit(
            exams=tuple(self._exams),
            duplicates_within=tuple(self._within),
            duplicates_across=tuple(
                group
                for group in _repeated(self._by_content)
                if len({place.session_id for place in group}) > 1
            ),
            near_duplicates=self._pairs(found.near),
            variants=self._pairs(found.variants),
            key_places=KeyPlaces(tuple(self._key_places[place] for place in range(CHOICE_COUNT))),
            numeric_keys=NumericKeys(
                checks[KeyCheck.CONFIRMED],
                checks[KeyCheck.UNCHECKED],
                checks[KeyCheck.CONTRADICTING],
            ),
            findings=tuple(self._findings),
            verdicts={name: self._verdicts[name] for name in names},
            missing_explanations=self._unexplained,
            solutions={level: (hit, told) for level, (hit, told) in self._solved.items()},
        )

    def _pairs(self, repeated: Mapping[int, int]) -> tuple[Group, ...]:
        places = self._places
        return tuple((places[earlier], places[later]) for later, earlier in repeated.items())


def _repeated(by_content: Mapping[str, list[Place]]) -> list[Group]:
    return [tuple(group) for group in by_content.values() if len(group) > 1]


def _item(question: Question) -> Item:
    text = question.passage.text if question.passage else ""
    return Item(question.stem, question.choices, question.key_index, passage=text)


def _findings(question: Question) -> list[Finding]:
    """What review has to say; a missing explanation is counted apart."""
    explained = review_explanation(question) if question.explanation else []
    return [*review(question), *explained, *advice(question)]
