"""What a person sees while questions are being written."""

from typing import Self

from rich.live import Live
from rich.text import Text

from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Batch
from examcli.exam.question import Question
from examcli.sessions.observer import ProviderEvent
from examcli.store import SessionRecord
from examcli.terminal.questions import show_passage, show_question
from examcli.terminal.screen import Screen

EVENTS = {
    "retry": "trying again",
    "switch": "asking the fallback provider",
    "successor": "the model is retired",
    "wait": "waiting",
}


class Streaming:
    """Shows questions as they arrive, and a progress line on a terminal.

    With `batch_index` only that batch is shown; questions launched beyond it come with theirs.
    """

    def __init__(
        self, screen: Screen, blueprint: Blueprint, batch_index: int | None = None
    ) -> None:
        self._screen = screen
        self._blueprint = blueprint
        self._batch_index = batch_index
        self._stored = 0
        self._passage = ""
        self._said: set[tuple[str, str, str]] = set()
        self._live = Live(console=screen.err, transient=True, auto_refresh=False)

    def __enter__(self) -> Self:
        if self._screen.err.is_terminal:
            self._live.start()
            self._progress("waiting for the first question")
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def question_ready(self, record: SessionRecord, question: Question) -> None:
        """Show a question that has just been stored."""
        self._stored += 1
        batch_index = record.plan.batch_at(question.position).index
        is_live = self._live.is_started
        self._live.stop()
        if self._batch_index in {None, batch_index}:
            self.show(question)
        if is_live:
            self._live.start()
        self._progress(f"{record.id}: {self._stored} questions have arrived")

    def show(self, question: Question) -> None:
        """Put a question on the screen, after its passage if that is new."""
        if question.passage and question.passage.id != self._passage:
            self._passage = question.passage.id
            show_passage(self._screen, question)
        show_question(self._screen, self._blueprint, question)

    def batch_ready(self, record: SessionRecord, batch: Batch) -> None:
        """The batch is whole; explanations may still be arriving."""
        self._progress(f"{record.id}: batch {batch.index} is complete, explanations follow")

    def provider_event(self, event: ProviderEvent) -> None:
        """Say what happened to a provider, once: all shards meet the same rate limit.

        Waits have a length, so each is said.
        """
        detail = event.detail if event.what == "wait" else ""
        said = (event.provider, event.what, detail)
        if said not in self._said:
            self._said.add(said)
            self._screen.note(f"{EVENTS[event.what]} ({event.detail})")

    def _progress(self, line: str) -> None:
        if self._live.is_started:
            self._live.update(Text(line, style="dim"), refresh=True)


class Quiet(Streaming):
    """Shows nothing of the questions: for `--json`, which prints them when they are complete."""

    def show(self, question: Question) -> None:
        """Leave it to the document."""
