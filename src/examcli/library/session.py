"""A session as a script sees it."""

from typing import Any

from examcli.errors import BatchIndexInvalid
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Plan
from examcli.exam.question import Question
from examcli.exports.documents import session_document
from examcli.exports.formats import Format, exported
from examcli.library.arguments import one_of
from examcli.sessions.stored import StoredSession
from examcli.store import SessionKind


class Session:
    """An exam or a practice session as it was when it was read: a value that does not change.

    `Exams` gives it: what a call of it returns knows what that call has stored.
    """

    def __init__(self, stored: StoredSession, blueprint: Blueprint) -> None:
        self._stored = stored
        self._blueprint = blueprint

    def __repr__(self) -> str:
        return f"<Session {self.id}: {len(self.questions)} of {self.plan.total} questions>"

    @property
    def id(self) -> str:
        """What to call it, here and on the command line: `exam-1a2b3c4d`."""
        return self._stored.record.id

    @property
    def kind(self) -> SessionKind:
        """`exam` or `practice`."""
        return self._stored.record.kind

    @property
    def track(self) -> str:
        """Which form of the exam; "" in practice."""
        return self._stored.record.track

    @property
    def seed(self) -> int:
        """What its plan was drawn from: the same seed gives the same plan."""
        return self._stored.record.seed

    @property
    def blueprint(self) -> Blueprint:
        """The exam as data, as it was when the session began."""
        return self._blueprint

    @property
    def plan(self) -> Plan:
        """What every question is to be, written or not."""
        return self._stored.plan

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question that is stored, by position, key and explanation included.

        `document` has them without.
        """
        return self._stored.questions

    @property
    def unverified(self) -> tuple[Question, ...]:
        """The questions whose keys nobody verified yet."""
        return self._stored.unverified

    @property
    def doubtful(self) -> tuple[Question, ...]:
        """The questions whose keys two solvers did not confirm: a person should look."""
        return self._stored.doubtful

    @property
    def is_complete(self) -> bool:
        """Whether every question and every explanation is there."""
        return not self._stored.has_gaps

    @property
    def next_batch_index(self) -> int | None:
        """The batch that `Exams.next` would generate, from 1; None when all are stored."""
        following = self._stored.next_batch
        return following.index if following else None

    def batch(self, batch_index: int) -> tuple[Question, ...]:
        """What is stored of one batch, from 1; some of a batch may be there before its turn.

        Raises:
            BatchIndexInvalid: the session has no such batch.
        """
        last = len(self.plan.batches)
        if not 1 <= batch_index <= last:
            raise BatchIndexInvalid(f"there is no batch {batch_index}", f"1 to {last}")
        return self._stored.in_batch(self.plan.batch(batch_index))

    def document(self, *, with_answers: bool = False) -> dict[str, Any]:
        """The session as `examcli show --json` prints it; keys only if they are asked for."""
        return session_document(self._stored, with_answers=with_answers)

    def export(self, form: str = "json", *, with_answers: bool = False) -> str:
        """The session as a text to hand out: `json`, `markdown`, or `html`, one page to print.

        Raises:
            UsageInvalid: there is no such form.
        """
        chosen = one_of(Format, form, "format")
        return exported(chosen, self._stored, self._blueprint, with_answers=with_answers)
