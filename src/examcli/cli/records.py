"""Commands that only read: list, show, export."""

from pathlib import Path
from typing import Annotated

import typer

from examcli.cli.app_context import AppContext, context_of
from examcli.cli.options import Json, SessionId, SessionOrRunId, WithAnswers, at_home
from examcli.cli.outputfile import STDOUT
from examcli.exports.documents import session_document, session_summary
from examcli.exports.formats import Format, exported
from examcli.exports.runs import run_document, run_summary
from examcli.sessions.stored import load
from examcli.store import way_on
from examcli.store.ids import is_run_id
from examcli.store.runs import done
from examcli.terminal.questions import show_answers, show_questions
from examcli.terminal.runs import show_caching, show_run, show_runs
from examcli.terminal.tables import show_session, show_sessions, show_verdicts


def list_sessions(
    command: typer.Context,
    runs: Annotated[bool, typer.Option("--runs", help="List the runs of `pregenerate`.")] = False,
    json: Json = False,
) -> None:
    """List the sessions, the one worked on last first.

    Example: `examcli list --json`
    """
    context = context_of(command)
    context.as_json = json
    if runs:
        _list_runs(context)
        return
    with context.reading() as store:
        (sessions, damaged), titles = store.listed_sessions(), store.titles()
    if json:
        context.print_json(
            {
                "sessions": [
                    session_summary(record) | {"title": titles.get(record.blueprint, "")}
                    for record in sessions
                ],
                "damaged": damaged,
            }
        )
    elif sessions:
        show_sessions(context.screen, sessions, titles)
    elif not damaged:
        context.screen.note("no sessions yet; `examcli start` makes one")
    for session_id in damaged:
        context.screen.note(f"session `{session_id}` is damaged and not shown")


def show(
    command: typer.Context,
    session: SessionOrRunId,
    with_answers: WithAnswers = False,
    json: Json = False,
) -> None:
    """Show one session with its questions, or how far a run is.

    Example: `examcli show exam-1a2b3c4d --with-answers`
    """
    context = context_of(command)
    context.as_json = json
    if is_run_id(session):
        _show_run(context, session)
        return
    with context.reading() as store:
        stored = load(store, session)
        blueprint = store.blueprint(stored.record.blueprint)
        replaced = store.discarded(session)
    if json:
        context.print_json(session_document(stored, with_answers=with_answers))
        return
    show_session(context.screen, blueprint, stored)
    show_verdicts(context.screen, stored, replaced)
    show_questions(context.screen, blueprint, stored.questions)
    if with_answers:
        show_answers(context.screen, blueprint, stored.questions, stored.record.material)


def _list_runs(context: AppContext) -> None:
    with context.reading() as store:
        found = [
            (run, store.runs.states(run.id), store.runs.spent(run.id)) for run in store.runs.all()
        ]
    if context.as_json:
        context.print_json({"runs": [run_summary(*each) for each in found]})
    elif found:
        show_runs(context.screen, found)
    else:
        context.screen.note("no runs yet; `examcli pregenerate` makes one")


def _show_run(context: AppContext, run_id: str) -> None:
    with context.reading() as store:
        run = store.runs.run(run_id)
        states, spent = store.runs.states(run_id), store.runs.spent(run_id)
        caching = store.batches.usage([state.session_id for state in states])
    if context.as_json:
        context.print_json(run_document(run, states, spent))
        return
    show_run(context.screen, run, states, spent)
    show_caching(context.screen, *caching)
    if done(run, states) < len(states):
        context.screen.note(f"`{way_on(run_id)}` goes on")


def export(
    command: typer.Context,
    session: SessionId,
    form: Annotated[Format, typer.Option("--format", help="The kind of document.")] = Format.JSON,
    output: Annotated[Path, typer.Option(callback=at_home, help="A file; `-` is stdout.")] = STDOUT,
    with_answers: WithAnswers = False,
) -> None:
    """Export a session to hand it out; keys only with `--with-answers`.

    Example: `examcli export exam-1a2b3c4d --format markdown --output exam.md`
    """
    context = context_of(command)
    with context.reading() as store:
        stored = load(store, session)
        blueprint = store.blueprint(stored.record.blueprint)
    text = exported(form, stored, blueprint, with_answers=with_answers)
    context.write(output, text)
    if output != STDOUT:
        context.screen.note(f"{len(stored.questions)} questions written to `{output}`")
