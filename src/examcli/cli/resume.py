"""Commands that go on with a session: next, resume."""

from functools import partial
from typing import Annotated

import typer

from examcli.cli.app_context import AppContext, world_of
from examcli.cli.generation import Output, completed, generate, verified
from examcli.cli.options import (
    AllowRepeats,
    Complete,
    Json,
    SessionId,
    Verify,
    Wait,
    WithAnswers,
)
from examcli.errors import UsageInvalid
from examcli.exam.plan import Batch
from examcli.exports.documents import batch_document, session_document
from examcli.generation.task import AWAITED
from examcli.sessions.call_log import RunStats
from examcli.sessions.sessions import Sessions, when_free
from examcli.sessions.sitting import due_batch
from examcli.sessions.stored import StoredSession, load
from examcli.store import Store
from examcli.terminal.questions import show_answers, show_questions
from examcli.terminal.tables import show_session, show_verdicts


def next_batch(
    context: typer.Context,
    session: SessionId,
    batch_index: Annotated[
        int | None,
        typer.Option(min=1, help="This batch: stored, or the next one.", show_default=False),
    ] = None,
    at_question: Annotated[
        int | None,
        typer.Option(
            min=1, help="Store the position; generate only if it is time.", show_default=False
        ),
    ] = None,
    wait: Wait = False,
    with_answers: WithAnswers = False,
    json: Json = False,
) -> None:
    """Generate the next batch; a stored one is returned at no cost.

    Example: `examcli next exam-1a2b3c4d --at-question 7`
    """
    world = world_of(context)
    world.as_json, world.session_id = json, session
    output = Output(json, with_answers)
    with world.existing_store() as store:
        loaded = load(store, session)
        if at_question is not None and not _is_due(world, store, loaded, at_question):
            _show_not_due(world, loaded, at_question)
            return
        batch = _wanted_batch(loaded, batch_index)
        if batch is None:
            _show_nothing_left(world, loaded)
            return
        if loaded.has_batch(batch.index):
            _show_stored(world, store, loaded, batch, output)
            return

        async def generation(sessions: Sessions) -> StoredSession:
            work = partial(sessions.next, session, batch.index, AWAITED)
            return await (when_free(work, world.clock) if wait else work())

        generate(
            world, store, store.blueprint(loaded.record.blueprint), generation, batch.index, output
        )


def resume(
    context: typer.Context,
    session: SessionId,
    complete: Complete = False,
    verify: Verify = False,
    wait: Wait = False,
    allow_repeats: AllowRepeats = False,
    with_answers: WithAnswers = False,
    json: Json = False,
) -> None:
    """Show all that is stored; `--complete` fills every gap.

    Example: `examcli resume exam-1a2b3c4d --complete`
    """
    world = world_of(context)
    world.as_json, world.session_id = json, session
    with world.existing_store() as store:
        if allow_repeats:
            store.allow_repeats(session)
        loaded = load(store, session)
        if complete:
            loaded = world.run(completed(world, store, loaded, wait))
        if verify:
            loaded = world.run(verified(world, store, loaded, wait))
        if json:
            world.print_json(session_document(loaded, with_answers=with_answers))
            return
        blueprint = store.blueprint(loaded.record.blueprint)
        show_questions(world.screen, blueprint, loaded.questions)
        if with_answers:
            show_answers(world.screen, blueprint, loaded.questions, loaded.record.material)
        show_session(world.screen, blueprint, loaded)
        show_verdicts(world.screen, loaded, store.discarded(session))


def _wanted_batch(loaded: StoredSession, batch_index: int | None) -> Batch | None:
    """The batch that was asked for by index, else the next one; None when there is none left.

    Raises:
        BatchIndexInvalid: it is neither stored nor the next one.
    """
    if batch_index is None:
        return loaded.next_batch
    loaded.has_batch(batch_index)
    return loaded.plan.batch(batch_index)


def _is_due(world: AppContext, store: Store, loaded: StoredSession, position: int) -> bool:
    """Store the position; whether the next batch should be generated at it."""
    if position > loaded.plan.total:
        raise UsageInvalid(
            f"there is no question {position}", f"the session has {loaded.plan.total} questions"
        )
    store.move_to(loaded.record.id, position, 0.0)
    threshold = world.settings.prefetch_threshold
    return due_batch(loaded.plan, loaded.next_batch, position, threshold) is not None


def _show_not_due(world: AppContext, loaded: StoredSession, position: int) -> None:
    if world.as_json:
        following = loaded.next_batch
        index = following.index if following else None
        document = {"questions": [], "position": position, "isDue": False, "nextBatchIndex": index}
        world.print_json({"sessionId": loaded.record.id, **document})
        return
    world.screen.note(f"at question {position} no batch is due")


def _show_nothing_left(world: AppContext, loaded: StoredSession) -> None:
    if world.as_json:
        world.print_json({"sessionId": loaded.record.id, "questions": [], "nextBatchIndex": None})
        return
    world.screen.note(f"all {loaded.plan.total} questions are stored; `show` prints them")


def _show_stored(
    world: AppContext, store: Store, loaded: StoredSession, batch: Batch, output: Output
) -> None:
    if output.as_json:
        document = batch_document(loaded, batch, RunStats(), with_answers=output.with_answers)
        world.print_json(document)
        return
    blueprint, questions = store.blueprint(loaded.record.blueprint), loaded.in_batch(batch)
    show_questions(world.screen, blueprint, questions)
    if output.with_answers:
        show_answers(world.screen, blueprint, questions, loaded.record.material)
