"""Whoever wants to know what happens while questions are generated."""

from typing import Protocol

from examcli.exam.plan import Batch
from examcli.exam.question import Question
from examcli.providers.recording import ProviderEvent
from examcli.store import SessionRecord

__all__ = ["Observer", "ProviderEvent"]


class Observer(Protocol):
    """Is told of each question and batch as it is stored, and of what happens to providers."""

    def question_ready(self, record: SessionRecord, question: Question) -> None:
        """A question is stored and can be served."""

    def batch_ready(self, record: SessionRecord, batch: Batch) -> None:
        """Every question of a batch is stored; explanations may still be arriving."""

    def provider_event(self, event: ProviderEvent) -> None:
        """A provider was retried, waited for or replaced, or has retired a model."""
