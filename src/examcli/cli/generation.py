"""Running a generation for a command, and showing what came of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from examcli.cli.app_context import AppContext
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Batch
from examcli.exports.documents import batch_document, meta_document, session_document
from examcli.generation.task import PREGENERATION
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
    world: AppContext,
    store: Store,
    blueprint: Blueprint,
    generation: Generation,
    batch_index: int | None,
    output: Output,
) -> None:
    """Run a generation and show it: one batch, or with no index the whole session."""

    async def work() -> None:
        watcher = (Quiet if output.as_json else Streaming)(world.screen, blueprint, batch_index)
        with watcher:
            engine = world.engines.choose()
            async with Sessions(store, engine, world.clock, watcher) as sessions:
                loaded = await generation(sessions)
        batch = loaded.plan.batch(batch_index) if batch_index else None
        if output.as_json:
            _print_document(world, loaded, batch, sessions.ledger, output)
        else:
            _show_end(world, blueprint, loaded, batch, sessions, output)

    world.run(work())


async def completed(
    world: AppContext, store: Store, loaded: StoredSession, wait: bool
) -> StoredSession:
    """Fill every gap of a session; nothing is opened when there is none."""
    if not loaded.has_gaps:
        return loaded
    return await _worked_on(
        world,
        store,
        loaded,
        wait,
        lambda sessions: sessions.complete(loaded.record.id, PREGENERATION),
    )


async def verified(
    world: AppContext, store: Store, loaded: StoredSession, wait: bool
) -> StoredSession:
    """Verify every key of a session; nothing is opened when all are."""
    if not loaded.unverified:
        return loaded
    return await _worked_on(
        world,
        store,
        loaded,
        wait,
        lambda sessions: Verifier(sessions, PREGENERATION, world.engines.solver_model()).verify(
            loaded.record.id
        ),
    )


async def _worked_on(
    world: AppContext, store: Store, loaded: StoredSession, wait: bool, generation: Generation
) -> StoredSession:
    """A session after a generation that shows nothing but its summary."""
    watcher = Quiet(world.screen, store.blueprint(loaded.record.blueprint))
    with watcher:
        async with Sessions(store, world.engines.choose(), world.clock, watcher) as sessions:
            work = partial(generation, sessions)
            done = await (when_free(work, world.clock) if wait else work())
    show_batch_summary(world.screen, done, sessions.ledger)
    return done


def _print_document(
    world: AppContext, loaded: StoredSession, batch: Batch | None, ledger: RunStats, output: Output
) -> None:
    """The session when it has just been started or completed, else one batch."""
    answers = output.with_answers
    if batch is None:
        world.print_json(session_document(loaded, with_answers=answers))
    elif batch.index == 1:
        only = StoredSession(loaded.record, loaded.in_batch(batch))
        meta = {"meta": meta_document(loaded, batch, ledger)}
        world.print_json(session_document(only, with_answers=answers) | meta)
    else:
        world.print_json(batch_document(loaded, batch, ledger, with_answers=answers))


def _show_end(
    world: AppContext,
    blueprint: Blueprint,
    loaded: StoredSession,
    batch: Batch | None,
    sessions: Sessions,
    output: Output,
) -> None:
    if output.with_answers:
        questions = loaded.in_batch(batch) if batch else loaded.questions
        show_answers(world.screen, blueprint, questions, loaded.record.material)
    show_batch_summary(world.screen, loaded, sessions.ledger)
    show_verdicts(world.screen, loaded, sessions.store.discarded(loaded.record.id))
    if loaded.next_batch:
        world.screen.note(f"`examcli take {loaded.record.id}` sits it, `next` generates more")
