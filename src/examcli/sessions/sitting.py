"""Sitting an exam: which question comes now, what was answered, when to fetch more, the score.

The position and the time used are stored with every answer, so a sitting can stop anywhere and
go on at the same question. Keys and explanations leave this room only with the score.
"""

from collections.abc import Callable
from dataclasses import dataclass

from examcli.exam.plan import Batch, Plan
from examcli.exam.question import Question
from examcli.sessions.stored import load
from examcli.store import Attempt, Store


@dataclass(frozen=True)
class Tally:
    """Right answers among the questions of one label."""

    label: str
    right: int
    total: int


@dataclass(frozen=True)
class Score:
    """The result of a sitting; `mistakes` are the questions not answered right."""

    right: int
    total: int
    by_section: tuple[Tally, ...]
    by_topic: tuple[Tally, ...]
    mistakes: tuple[tuple[Question, Attempt | None], ...]
    elapsed_seconds: float


class Sitting:
    """One student's way through one session.

    Its plan never changes and is read once. Where the student is, the current question and what is
    stored are read anew each time: another terminal, a prefetch or `verify` may have changed them.

    Raises:
        SessionNotFound: there is no such session.
    """

    def __init__(self, store: Store, session_id: str, threshold: float) -> None:
        record = store.session(session_id)
        self.plan = record.plan
        self.blueprint_digest = record.blueprint
        self._store = store
        self._session_id = session_id
        self._threshold = threshold

    @property
    def position(self) -> int:
        """The question the student is at, from 1; one past the last when all are answered."""
        return self._store.position(self._session_id)

    def question(self) -> Question | None:
        """The current question; None when it has not been generated yet."""
        return self._store.question(self._session_id, self.position)

    @property
    def is_over(self) -> bool:
        """Whether every question has been answered."""
        return self.position > self.plan.total

    def due_batch(self) -> Batch | None:
        """The batch to prefetch now, None when there is nothing to prefetch yet, or any more."""
        following = self.plan.first_incomplete(self._store.positions(self._session_id))
        return due_batch(self.plan, following, self.position, self._threshold)

    def answer(self, question: Question, choice_index: int, seconds: float) -> None:
        """Store an answer and the seconds it took, and move on."""
        is_correct = choice_index == question.key_index
        attempt = Attempt(question.position, choice_index, is_correct, seconds)
        self._store.add_attempt(self._session_id, attempt, question.position + 1)
        if self.is_over:
            self._store.set_status(self._session_id, "completed")

    def pause(self, seconds: float) -> None:
        """Store the time spent on a question that was not answered."""
        self._store.move_to(self._session_id, self.position, seconds)

    def score(self) -> Score:
        """What was right so far, by section and topic; unanswered questions count as wrong."""
        stored = load(self._store, self._session_id)
        attempts = self._store.attempts(self._session_id)
        right = {position for position, attempt in attempts.items() if attempt.is_correct}
        questions = stored.questions
        return Score(
            right=len(right),
            total=stored.plan.total,
            by_section=_tallies(questions, right, lambda q: q.labels.section),
            by_topic=_tallies(questions, right, lambda q: q.labels.topic),
            mistakes=tuple(
                (q, attempts.get(q.position)) for q in questions if q.position not in right
            ),
            elapsed_seconds=stored.record.elapsed_seconds,
        )


def due_batch(plan: Plan, following: Batch | None, position: int, threshold: float) -> Batch | None:
    """The batch whose generation should start when a student is at `position`.

    `following` is the first batch that is not complete, None when all are.

    It is due once the given share of the real batch at that position is used up; a student who is
    beyond everything stored is overdue.
    """
    if following is None or position > plan.total:
        return None
    current = plan.batch_at(position)
    if current.index >= following.index:
        return following
    is_last_complete = current.index == following.index - 1
    return following if is_last_complete and current.is_prefetch_due(position, threshold) else None


def _tallies(
    questions: tuple[Question, ...], right: set[int], label: Callable[[Question], str]
) -> tuple[Tally, ...]:
    labels = dict.fromkeys(map(label, questions))
    return tuple(
        Tally(
            name,
            sum(1 for q in questions if label(q) == name and q.position in right),
            sum(1 for q in questions if label(q) == name),
        )
        for name in labels
    )
