"""Commands that go on with a session: next, resume."""

from functools import partial
from typing import Annotated

import typer

from examcli.cli.app_context import AppContext, context_of
from examcli.cli.generation import Output, completed, generate, verified
from examcli.cli.options import (
    AllowRepeats,
    Complete,
    Fast,
    Json,
    SessionId,
    Verify,
    Wait,
    WithAnswers,
)
from examcli.cli.pace import pace_of_whole, require_whole
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
    command: typer.Context,
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
    context = context_of(command)
    context.as_json, context.session_id = json, session
    output = Output(json, with_answers)
    with context.existing_store() as store:
        stored = load(store, session)
        if at_question is not None and not _is_due(context, store, stored, at_question):
            _show_not_due(context, stored, at_question)
            return
        batch = _wanted_batch(stored, batch_index)
        if batch is None:
            _show_nothing_left(context, stored)
            return
        if stored.has_batch(batch.index):
            _show_stored(context, store, stored, batch, output)
            return

        async def generation(sessions: Sessions) -> StoredSession:
            work = partial(sessions.next, session, batch.index, AWAITED)
            return await (when_free(work, context.clock) if wait else work())

        generate(
            context,
            store,
            store.blueprint(stored.record.blueprint),
            generation,
            batch.index,
            output,
        )


def resume(
    command: typer.Context,
    session: SessionId,
    complete: Complete = False,
    fast: Fast = False,
    verify: Verify = False,
    wait: Wait = False,
    allow_repeats: AllowRepeats = False,
    with_answers: WithAnswers = False,
    json: Json = False,
) -> None:
    """Show all that is stored; `--complete` fills every gap.

    Example: `examcli resume exam-1a2b3c4d --complete`
    """
    context = context_of(command)
    context.as_json, context.session_id = json, session
    require_whole(fast, complete)
    with context.existing_store() as store:
        if allow_repeats:
            store.allow_repeats(session)
        stored = load(store, session)
        if complete:
            stored = context.run(completed(context, store, stored, pace_of_whole(fast), wait))
        if verify:
            stored = context.run(verified(context, store, stored, wait))
        if json:
            context.print_json(session_document(stored, with_answers=with_answers))
            return
        blueprint = store.blueprint(stored.record.blueprint)
        show_questions(context.screen, blueprint, stored.questions)
        if with_answers:
            show_answers(context.screen, blueprint, stored.questions, stored.record.material)
        show_session(context.screen, blueprint, stored)
        show_verdicts(context.screen, stored, store.discarded(session))


def _wanted_batch(stored: StoredSession, batch_index: int | None) -> Batch | None:
    """The batch that was asked for by index, else the next one; None when there is none left.

    Raises:
        BatchIndexInvalid: it is neither stored nor the next one.
    """
    if batch_index is None:
        return stored.next_batch
    stored.has_batch(batch_index)
    return stored.plan.batch(batch_index)


def _is_due(context: AppContext, store: Store, stored: StoredSession, position: int) -> bool:
    """Store the position; whether the next batch should be generated at it."""
    if position > stored.plan.total:
        raise UsageInvalid(
            f"there is no question {position}", f"the session has {stored.plan.total} questions"
        )
    store.move_to(stored.record.id, position, 0.0)
    threshold = context.settings.prefetch_threshold
    return due_batch(stored.plan, stored.next_batch, position, threshold) is not None


def _show_not_due(context: AppContext, stored: StoredSession, position: int) -> None:
    if context.as_json:
        following = stored.next_batch
        index = following.index if following else None
        document = {"questions": [], "position": position, "isDue": False, "nextBatchIndex": index}
        context.print_json({"sessionId": stored.record.id, **document})
        return
    context.screen.note(f"at question {position} no batch is due")


def _show_nothing_left(context: AppContext, stored: StoredSession) -> None:
    if context.as_json:
        context.print_json({"sessionId": stored.record.id, "questions": [], "nextBatchIndex": None})
        return
    context.screen.note(f"all {stored.plan.total} questions are stored; `show` prints them")


def _show_stored(
    context: AppContext, store: Store, stored: StoredSession, batch: Batch, output: Output
) -> None:
    if output.as_json:
        document = batch_document(stored, batch, RunStats(), with_answers=output.with_answers)
        context.print_json(document)
        return
    blueprint, questions = store.blueprint(stored.record.blueprint), stored.in_batch(batch)
    show_questions(context.screen, blueprint, questions)
    if output.with_answers:
        show_answers(context.screen, blueprint, questions, stored.record.material)
