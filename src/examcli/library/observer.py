"""Whoever wants to know what happens while questions are written."""

import logging

from examcli.exam.plan import Batch
from examcli.exam.question import Question
from examcli.sessions.observer import ProviderEvent
from examcli.store import SessionRecord

LOGGER = logging.getLogger("examcli")


class Observer:
    """Is told what happens, and does nothing but log notices; override what you want to know.

    Calls come from within the event loop and should return at once.
    """

    def notice(self, text: str) -> None:
        """One line that a person should read, such as that no model is asked for want of a key."""
        LOGGER.warning("%s", text)

    def question_ready(self, session_id: str, question: Question) -> None:
        """A question is stored and can be served; its explanation may still be arriving."""

    def batch_ready(self, session_id: str, batch_index: int) -> None:
        """Every question of a batch is stored; batches count from 1."""

    def provider_event(self, provider: str, what: str, detail: str) -> None:
        """A provider met with something: `what` is retry, switch, successor or wait."""


class Relay:
    """Passes on to an observer what sessions tell."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer

    def question_ready(self, record: SessionRecord, question: Question) -> None:
        """A question is stored."""
        self._observer.question_ready(record.id, question)

    def batch_ready(self, record: SessionRecord, batch: Batch) -> None:
        """A batch is whole."""
        self._observer.batch_ready(record.id, batch.index)

    def provider_event(self, event: ProviderEvent) -> None:
        """A provider was retried, replaced or has retired a model."""
        self._observer.provider_event(event.provider, event.what, event.detail)
