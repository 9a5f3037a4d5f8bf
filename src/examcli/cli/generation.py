"""Running a generation for a command, and showing what came of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from examcli.cli.app_context import AppContext
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Batch
from examcli.exports.documents import batch_document, meta_document, session_document
from examcli.generation.task import PREGENERATION, Pace
from examcli.sessions.call_log import RunStats
from examcli.sessions.sessions import Sessions, when_free
from examcli.sessions.stored import StoredSession
from examcli.sessions.verifier import Verifier
from examcli.store import Store
from examcli.terminal.progress import Quiet, Streaming
from examcli.terminal.questions import show_answers
from examcli.terminal.tables import show_batch_summary, show_verdicts

Generation = Callable[[Sessions], Awaitable[StoredSession]]


@dataclass(frozen=True)
class Output:
    """How the result of a generation is wanted."""

    as_json: bool
    with_answers: bool


def generate(
    context: AppContext,
    store: Store,
    blueprint: Blueprint,
    generation: Generation,
    batch_index: int | None,
    output: Output,
) -> None:
    """Run a generation and show it: one batch, or with no index the whole session."""

    async def work() -> None:
        observer = (Quiet if output.as_json else Streaming)(context.screen, blueprint, batch_index)
        with observer:
            engine = context.engines.choose()
            async with Sessions(store, engine, context.clock, observer) as sessions:
                stored = await generation(sessions)
        batch = stored.plan.batch(batch_index) if batch_index else None
        if output.as_json:
            _print_document(context, stored, batch, sessions.stats, output)
        else:
            _show_end(context, blueprint, stored, batch, sessions, output)

    context.run(work())


async def completed(
    context: AppContext, store: Store, stored: StoredSession, pace: Pace, wait: bool
) -> StoredSession:
    """Fill every gap of a session; nothing is opened when there is none."""
    if not stored.has_gaps:
        return stored
    return await _worked_on(
        context,
        store,
        stored,
        wait,
        lambda sessions: sessions.complete(stored.record.id, pace),
    )


async def verified(
    context: AppContext, store: Store, stored: StoredSession, wait: bool
) -> StoredSession:
    """Verify every key of a session; nothing is opened when all are."""
    if not stored.unverified:
        return stored
    return await _worked_on(
        context,
        store,
        stored,
        wait,
        lambda sessions: Verifier(sessions, PREGENERATION, context.engines.solver_model()).verify(
            stored.record.id
        ),
    )


async def _worked_on(
    context: AppContext, store: Store, stored: StoredSession, wait: bool, generation: Generation
) -> StoredSession:
    """A session after a generation that shows nothing but its summary."""
    observer = Quiet(context.screen, store.blueprint(stored.record.blueprint))
    with observer:
        async with Sessions(store, context.engines.choose(), context.clock, observer) as sessions:
            work = partial(generation, sessions)
            done = await (when_free(work, context.clock) if wait else work())
    show_batch_summary(context.screen, done, sessions.stats)
    return done


def _print_document(
    context: AppContext, stored: StoredSession, batch: Batch | None, stats: RunStats, output: Output
) -> None:
    """The session when it has just been started or completed, else one batch."""
    answers = output.with_answers
    if batch is None:
        context.print_json(session_document(stored, with_answers=answers))
    elif batch.index == 1:
        only = StoredSession(stored.record, stored.in_batch(batch))
        meta = {"meta": meta_document(stored, batch, stats)}
        context.print_json(session_document(only, with_answers=answers) | meta)
    else:
        context.print_json(batch_document(stored, batch, stats, with_answers=answers))


def _show_end(
    context: AppContext,
    blueprint: Blueprint,
    stored: StoredSession,
    batch: Batch | None,
    sessions: Sessions,
    output: Output,
) -> None:
    if output.with_answers:
        questions = stored.in_batch(batch) if batch else stored.questions
        show_answers(context.screen, blueprint, questions, stored.record.material)
    show_batch_summary(context.screen, stored, sessions.stats)
    show_verdicts(context.screen, stored, sessions.store.discarded(stored.record.id))
    if stored.next_batch:
        context.screen.note(f"`examcli take {stored.record.id}` sits it, `next` generates more")
