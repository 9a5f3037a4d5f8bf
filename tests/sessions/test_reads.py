"""How often a session is read: once a step, however many batches and questions it has."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from examcli.cli.app_context import AppContext
from examcli.clock import Clock
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import PracticeWish, plan_practice
from examcli.generation.task import AWAITED, PREGENERATION
from examcli.sessions.sessions import Sessions
from examcli.sessions.sitting import Sitting
from examcli.store import SessionRecord, Store
from examcli.terminal.progress import Quiet

SESSION = "practice-0001"
Reads = Callable[[], list[int]]


@contextmanager
def counted(store: Store) -> Iterator[Reads]:
    """How often a plan, all questions of a session and a blueprint were read, and so parsed."""
    asked: list[str] = []
    connection = store._db.conn  # noqa: SLF001 - SQLite's own count
    connection.set_trace_callback(asked.append)

    def reads() -> list[int]:
        marks = ("AS material_document", "ifnull(NULL, q.position)", "SELECT document FROM bluepr")
        return [sum(mark in statement for statement in asked) for mark in marks]

    yield reads
    connection.set_trace_callback(None)


def new(gat: Blueprint, batch_size: int) -> SessionRecord:
    """Twelve questions, in batches of this size."""
    wish = PracticeWish("quantitative", "algebra", None, batch_size=batch_size, total=12)
    plan = plan_practice(gat, wish, 1)
    return SessionRecord(
        id=SESSION,
        kind="practice",
        section="quantitative",
        batch_size=batch_size,
        total_questions=plan.total,
        seed=1,
        blueprint=gat.digest,
        plan=plan,
        model="",
        provider="",
        created_at="2026-01-01T00:00:00.000+00:00",
        updated_at="2026-01-01T00:00:00.000+00:00",
    )


def unattended(store: Store, gat: Blueprint) -> Sessions:
    """Sessions that generate with the embedded engine."""
    context = AppContext()
    return Sessions(store, context.engines.choose(), Clock(), Quiet(context.screen, gat))


@pytest.mark.parametrize("batch_size", [2, 6], ids=["six batches", "two batches"])
async def test_a_session_is_read_once_a_step(store: Store, gat: Blueprint, batch_size: int) -> None:
    """When it was started; before it is completed, under the lease, and when it is whole."""
    with counted(store) as reads:
        async with unattended(store, gat) as sessions:
            await sessions.start(new(gat, batch_size), gat, AWAITED, 0)
            started = reads()
            whole = await sessions.complete(SESSION, PREGENERATION)

        assert 12 == len(whole.questions)
        assert [1, 1, 0] == started
        assert [1 + 3, 1 + 3, 1] == reads()


async def test_whoever_sits_an_exam_has_its_plan_read_once(store: Store, gat: Blueprint) -> None:
    """And each question when it is its turn; all of them only for the score."""
    async with unattended(store, gat) as sessions:
        await sessions.start(new(gat, 12), gat, AWAITED, 0)

    with counted(store) as reads:
        sitting = Sitting(store, SESSION, 0.7)
        while not sitting.is_over:
            sitting.due_batch()
            question = sitting.question()
            assert question
            sitting.answer(question, question.key_index, 1.0)
        assert [1, 0, 0] == reads()
        assert 12 == sitting.score().right
        assert [2, 1, 0] == reads()


async def test_a_question_that_was_replaced_meanwhile_is_not_shown(
    store: Store, gat: Blueprint
) -> None:
    """Another terminal verified the session: what is asked is what is stored."""
    async with unattended(store, gat) as sessions:
        await sessions.start(new(gat, 12), gat, AWAITED, 0)
        sitting = Sitting(store, SESSION, 0.7)
        before = sitting.question()
        assert before

        with sessions.leased(SESSION) as intake:
            assert [before] == intake.discard([before])
            assert sitting.question() is None
            intake.serve(intake.record.plan.batch(1), launched=0)
            await sessions.generate(intake, AWAITED, intake.stored.orders_again([before]))

    after = sitting.question()
    assert after
    assert (1, before.slot) == (after.position, after.slot)
    assert before.stem != after.stem
