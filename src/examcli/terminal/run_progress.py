"""What a person sees while the exams of a run are being written."""

from collections.abc import Sequence
from typing import Self

from examcli.errors import ExamError
from examcli.exam.plan import Batch
from examcli.exam.question import Question
from examcli.providers.recording import ProviderEvent
from examcli.store import ExamState, Run, RunExam, SessionRecord
from examcli.terminal.screen import Screen


class RunLines:
    """A line on each exam, in a pipe."""

    def __init__(self, screen: Screen, run: Run, states: Sequence[ExamState]) -> None:
        self._screen = screen
        self._run = run
        self._total = len(states)
        self._done = sum(state.is_done(verified=run.verified) for state in states)

    def __enter__(self) -> Self:
        self._screen.note(f"{self._run.id}: {self._done} of {self._total} exams are done")
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def exam_done(self, exam: RunExam) -> None:
        self._done += 1
        self._screen.note(
            f"exam {exam.number} is done ({exam.session_id}); {self._done} of {self._total}"
        )

    def exam_failed(self, exam: RunExam, failure: ExamError) -> None:
        self._screen.note(f"exam {exam.number} is not done: {failure.message}")

    def question_ready(self, record: SessionRecord, question: Question) -> None:
        pass

    def batch_ready(self, record: SessionRecord, batch: Batch) -> None:
        pass

    def provider_event(self, event: ProviderEvent) -> None:
        pass


def run_progress(screen: Screen, run: Run, states: Sequence[ExamState]) -> RunLines:
    return RunLines(screen, run, states)
