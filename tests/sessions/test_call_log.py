"""What a command's requests went through: in the store, and added up for the person who waits."""

from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest

from examcli.clock import Clock
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Batch, plan_exam
from examcli.exam.question import Question
from examcli.exports.documents import meta_document
from examcli.generation.schema import SCHEMA
from examcli.models import Model, Usage, known_models
from examcli.providers import Request
from examcli.providers.recording import Call, ProviderEvent
from examcli.sessions.call_log import MOST_CALLS, RunStats, StoredCallLog
from examcli.sessions.stored import StoredSession
from examcli.store import SessionRecord, Store
from examcli.terminal.screen import screen
from examcli.terminal.tables import show_batch_summary

MODEL = known_models().find("claude-sonnet-4-6")
USAGE = Usage(input=1_000, output=1_000)


class Unpriced(Model):
    """A model of which nobody knows what it costs."""

    def cost_usd(self, usage: Usage) -> float | None:
        return super().cost_usd(usage) if usage == Usage() else None

    def cost_without_cache_usd(self, usage: Usage) -> float | None:
        return super().cost_without_cache_usd(usage) if usage == Usage() else None


UNPRICED = Unpriced(**MODEL.model_dump())


@dataclass
class Ear:
    """Hears what happens to providers."""

    heard: list[ProviderEvent] = field(default_factory=list)

    def question_ready(self, record: SessionRecord, question: Question) -> None:
        """Nobody asks about questions here."""

    def batch_ready(self, record: SessionRecord, batch: Batch) -> None:
        """Nor about batches."""

    def provider_event(self, event: ProviderEvent) -> None:
        self.heard.append(event)


@dataclass
class QuestionSink:
    """A log and what it writes to."""

    store: Store
    stats: RunStats = field(default_factory=RunStats)

    def ask(self, model: Model, usage: Usage, provider: str = "claude", error: str = "") -> None:
        """Send a request to a model, which uses so many tokens."""
        call_log = StoredCallLog(self.store, Clock(), self.stats, Ear())
        request = Request(("prefix",), "suffix", SCHEMA, model, 1_000, "1h", "exam-1", "1")
        entry = call_log.sent(request, provider)
        call_log.ended(entry, Call(request, provider, usage, None, 0.5, 1.0, "end_turn", error))

    @property
    def costs(self) -> list[float | None]:
        """What the recorded requests cost."""
        return [request.cost_usd for request in self.store.requests()]


@pytest.fixture
def intake(store: Store) -> QuestionSink:
    return QuestionSink(store)


@pytest.fixture
def stored(gat: Blueprint) -> StoredSession:
    """A session without questions."""
    plan = plan_exam(gat, "scientific", 1)
    record = SessionRecord(
        id="exam-1",
        kind="exam",
        total_questions=plan.total,
        seed=1,
        blueprint=gat.digest,
        plan=plan,
        model=MODEL.id,
        provider="claude",
        created_at="",
        updated_at="",
    )
    return StoredSession(record, ())


def summary(stored: StoredSession, stats: RunStats) -> str:
    """What the person is told after a batch."""
    err = StringIO()
    show_batch_summary(screen(StringIO(), err, "en"), stored, stats)
    return err.getvalue()


def test_a_known_price_is_told(intake: QuestionSink, stored: StoredSession) -> None:
    intake.ask(MODEL, USAGE)

    assert [0.018] == intake.costs
    assert 0.018 == meta_document(stored, stored.plan.batch(1), intake.stats)["costUsd"]
    assert "$0.0180" in summary(stored, intake.stats)


def test_an_unknown_price_is_said_to_be_unknown(
    intake: QuestionSink, stored: StoredSession
) -> None:
    """Neither nothing nor a sum that leaves something out."""
    intake.ask(MODEL, USAGE)
    intake.ask(UNPRICED, USAGE)

    assert [0.018, None] == intake.costs
    assert meta_document(stored, stored.plan.batch(1), intake.stats)["costUsd"] is None
    assert "cost unknown" in summary(stored, intake.stats)


def test_no_tokens_cost_nothing_at_any_price(intake: QuestionSink) -> None:
    intake.ask(UNPRICED, Usage(), error="Throttled")

    assert [0.0] == intake.costs
    assert 0.0 == intake.stats.cost_usd


def test_the_offline_engine_is_free(intake: QuestionSink, stored: StoredSession) -> None:
    intake.ask(UNPRICED, USAGE, provider="offline")

    assert [0.0] == intake.costs
    assert "free" in summary(stored, intake.stats)


def test_a_request_begins_when_it_is_sent(store: Store, home: Path) -> None:
    """Its time is that of the sending, whatever it takes."""
    del home
    before = Clock().now().isoformat(timespec="milliseconds")
    intake = QuestionSink(store)
    intake.ask(MODEL, USAGE)

    (request,) = store.requests()
    assert before <= request.started_at <= Clock().now().isoformat(timespec="milliseconds")
    assert 1.0 == request.total_seconds


def test_a_long_run_keeps_sums_and_only_its_latest_calls() -> None:
    """Hundreds of exams are tens of thousands of calls, each with its request."""
    stats = RunStats()
    request = Request(("prefix",), "suffix", SCHEMA, MODEL, 1_000, "1h", "exam-1", "1")
    for _ in range(2 * MOST_CALLS):
        stats.add(Call(request, "claude", USAGE, None, 0.5, 1.0, "end_turn", ""), 0.5, 0.5)

    assert MOST_CALLS == len(stats.calls)
    assert 2 * MOST_CALLS == stats.requests
    assert 2 * MOST_CALLS * USAGE.output == stats.usage.output
    assert MOST_CALLS == stats.cost_usd
