"""What is told while the exams of a run are written: live, a line now and then, or as events.

On a terminal one line is kept up to date; in a pipe there is a line for each exam, and else one at
most every `PAUSE_SECONDS`; with `--json` each event is a line of JSON on stdout.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol, Self

from rich.live import Live
from rich.text import Text

from examcli.errors import ExamError
from examcli.exam.plan import Batch
from examcli.exam.question import Question
from examcli.sessions.observer import ProviderEvent
from examcli.sessions.tally import RunState, Tally
from examcli.store import Run, RunExam, SessionRecord, way_on
from examcli.terminal.progress import EVENTS
from examcli.terminal.screen import Screen

if TYPE_CHECKING:
    from examcli.sessions.batches import BatchProgress

PAUSE_SECONDS = 10.0
"""Six lines a minute can still be read, and say soon enough that a run stands still."""


class Teller(Protocol):
    """How the news of a run reaches whoever listens."""

    def start(self, run: Run, state: RunState) -> None:
        """The run goes on from here."""

    def progress(self, state: RunState, *, is_due: bool) -> None:
        """Something was stored; `is_due` when nothing was told for a while."""

    def exam(self, exam: RunExam, state: RunState) -> None:
        """An exam is done."""

    def failure(self, exam: RunExam, failure: ExamError) -> None:
        """An exam lacks something."""

    def provider(self, event: ProviderEvent) -> None:
        """Something happened to a provider."""

    def batch(self, run: Run, progress: "BatchProgress") -> None:
        """A Message Batch was asked for, or asked about."""

    def end(self, run: Run, state: RunState, failure: ExamError | None) -> None:
        """The run is over for this process."""


class RunProgress:
    """Hears of a run and counts; a teller tells of it."""

    def __init__(self, teller: Teller, tally: Tally, monotonic: Callable[[], float]) -> None:
        self._teller = teller
        self._tally = tally
        self._monotonic = monotonic
        self._told_at = monotonic()

    def question_ready(self, record: SessionRecord, question: Question) -> None:  # noqa: ARG002
        """A question is stored."""
        self._tally.questions_stored += 1
        now = self._monotonic()
        is_due = now - self._told_at >= PAUSE_SECONDS
        if is_due:
            self._told_at = now
        self._teller.progress(self._tally.state, is_due=is_due)

    def batch_ready(self, record: SessionRecord, batch: Batch) -> None:
        """Batches are of no interest here."""

    def provider_event(self, event: ProviderEvent) -> None:
        """Pass it on."""
        self._teller.provider(event)

    def exam_done(self, exam: RunExam) -> None:
        """Count it."""
        self._tally.exams_done += 1
        self._told_at = self._monotonic()
        self._teller.exam(exam, self._tally.state)

    def exam_failed(self, exam: RunExam, failure: ExamError) -> None:
        """Pass it on."""
        self._teller.failure(exam, failure)


class Lines:
    """Tells a person, by lines on stderr; on a terminal two live: what is done, what is ahead."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._said: set[tuple[str, str, str]] = set()
        self._batch_said = ""
        self._live = Live(console=screen.err, transient=True, auto_refresh=False)

    def __enter__(self) -> Self:
        if self._screen.err.is_terminal:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def start(self, run: Run, state: RunState) -> None:
        """Say which run it is."""
        named = f" ({run.name})" if run.name else ""
        self._screen.note(f"{run.id}{named}: {exams_of(state)} are done")

    def progress(self, state: RunState, *, is_due: bool) -> None:
        """Keep the two lines up to date; in a pipe write one when it is due."""
        if self._live.is_started:
            self._show(state)
        elif is_due:
            self._screen.note(line_of(state))

    def exam(self, exam: RunExam, state: RunState) -> None:
        """Name the exam, then say how far the run is."""
        named = f" {exam.name}" if exam.name else ""
        self._screen.note(f"exam {exam.number}{named} is done: {exam.session_id}; {line_of(state)}")
        if self._live.is_started:
            self._show(state)

    def _show(self, state: RunState) -> None:
        lines = "\n".join([done_of(state), ahead_of(state)])
        text = Text(lines, style="dim", no_wrap=True, overflow="ellipsis")
        self._live.update(text, refresh=True)

    def failure(self, exam: RunExam, failure: ExamError) -> None:
        """Say what it lacks."""
        self._screen.note(f"exam {exam.number} ({exam.session_id}) is not done: {failure.message}")

    def provider(self, event: ProviderEvent) -> None:
        """Say it once: all requests meet the same limit."""
        detail = event.detail if event.what == "wait" else ""
        said = (event.provider, event.what, detail)
        if said not in self._said:
            self._said.add(said)
            self._screen.note(f"{EVENTS[event.what]} ({event.detail})")

    def batch(self, run: Run, progress: "BatchProgress") -> None:
        """Say it whenever a batch is somewhere else than before."""
        line = batch_line(run, progress)
        if line != self._batch_said:
            self._batch_said = line
            self._screen.note(line)

    def end(self, run: Run, state: RunState, failure: ExamError | None) -> None:
        """Say what has come of it; a failure is told by whoever ends the command."""
        if failure is None:
            self._screen.note(f"{run.id}: {line_of(state)}")


class JsonEvents:
    """Tells a program: a line of JSON on stdout for each event; docs/pregeneration.md has them."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._batch_told: BatchProgress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to end."""

    def start(self, run: Run, state: RunState) -> None:
        """`start`: the run, its limit, and how far it is."""
        about = {"runId": run.id, "name": run.name, "maxCostUsd": run.max_cost_usd}
        self._tell("start", about | document_of(state))

    def progress(self, state: RunState, *, is_due: bool) -> None:
        """`progress`: how far it is, at most every `PAUSE_SECONDS`."""
        if is_due:
            self._tell("progress", document_of(state))

    def exam(self, exam: RunExam, state: RunState) -> None:
        """`exam`: one is done."""
        self._tell("exam", _exam(exam) | document_of(state))

    def failure(self, exam: RunExam, failure: ExamError) -> None:
        """`failure`: one lacks something."""
        self._tell("failure", _exam(exam) | {"code": failure.code, "message": failure.message})

    def provider(self, event: ProviderEvent) -> None:
        """`limit`: a provider was retried, waited for or replaced."""
        about = {"provider": event.provider, "what": event.what, "detail": event.detail}
        self._tell("limit", about)

    def batch(self, run: Run, progress: "BatchProgress") -> None:
        """`batch`: one is somewhere else than before."""
        if progress == self._batch_told:
            return
        self._batch_told = progress
        about = {"runId": run.id, "batchId": progress.batch_id or None, "what": progress.what}
        self._tell("batch", about | {"answered": progress.answered, "requests": progress.requests})

    def end(self, run: Run, state: RunState, failure: ExamError | None) -> None:
        """`end`: the last one, with the error if there is one."""
        error = _error(failure) if failure else None
        self._tell("end", {"runId": run.id, **document_of(state), "error": error})

    def _tell(self, event: str, document: Mapping[str, object]) -> None:
        self._screen.raw(json.dumps({"event": event, **document}, ensure_ascii=False))


def batch_line(run: Run, progress: "BatchProgress") -> str:
    """How far a Message Batch is, in one line."""
    return {
        "submitted": f"Message Batch {progress.batch_id}: {progress.requests} requests are "
        f"handed in; Ctrl-C leaves it running, `{way_on(run.id)}` goes on",
        "unsure": "a submission was interrupted: finding out whether it has arrived",
        "waiting": f"Message Batch {progress.batch_id}: {progress.answered} of "
        f"{progress.requests} requests are answered",
        "ended": f"Message Batch {progress.batch_id}: has ended",
    }[progress.what]


def document_of(state: RunState) -> dict[str, object]:
    """A state in the words of the JSON contract."""
    return {_camel(name): value for name, value in asdict(state).items()}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _error(failure: ExamError) -> dict[str, object]:
    """A failure in the words of the JSON contract."""
    return {
        "code": failure.code,
        "message": failure.message,
        "messageAr": failure.message_ar,
        "hint": failure.hint or None,
    }


def _exam(exam: RunExam) -> dict[str, object]:
    return {"number": exam.number, "name": exam.name, "sessionId": exam.session_id}


def exams_of(state: RunState) -> str:
    """How many exams are done."""
    return f"{state.exams_done} of {state.exams} exams"


def line_of(state: RunState) -> str:
    """A state in one line."""
    return ", ".join(filter(None, [done_of(state), ahead_of(state)]))


def done_of(state: RunState) -> str:
    """What is done and paid."""
    parts = [exams_of(state), f"{state.questions_stored} of {state.questions} questions"]
    if state.questions_per_second:
        parts.append(f"{state.questions_per_second:.1f} a second")
    if state.cost_usd is not None:
        expected = state.expected_cost_usd
        parts.append(f"${state.cost_usd:.2f}" + (f" of ${expected:.2f}" if expected else ""))
    return ", ".join(parts)


def ahead_of(state: RunState) -> str:
    """How long the rest takes, and why not less."""
    parts = []
    if state.seconds_left:
        parts.append(f"{duration(state.seconds_left)} left")
    if state.concurrency:
        requests = "request" if state.concurrency == 1 else "requests"
        parts.append(f"{state.concurrency} {requests} at once, limited by {state.limited_by}")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """A time in the largest unit that tells it well."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"
