"""Commands that only read: list, show, export."""

from pathlib import Path
from typing import Annotated

import typer

from examcli.cli.app_context import world_of
from examcli.cli.options import Json, SessionId, WithAnswers, at_home
from examcli.cli.outputfile import STDOUT
from examcli.exports.documents import session_document, session_summary
from examcli.exports.formats import Format, exported
from examcli.sessions.stored import load
from examcli.terminal.questions import show_answers, show_questions
from examcli.terminal.tables import show_session, show_sessions, show_verdicts


def list_sessions(context: typer.Context, json: Json = False) -> None:
    """List the sessions, the one worked on last first.

    Example: `examcli list --json`
    """
    world = world_of(context)
    world.as_json = json
    with world.reading() as store:
        (sessions, damaged), titles = store.listed_sessions(), store.titles()
    if json:
        world.print_json(
            {
                "sessions": [
                    session_summary(record) | {"title": titles.get(record.blueprint, "")}
                    for record in sessions
                ],
                "damaged": damaged,
            }
        )
    elif sessions:
        show_sessions(world.screen, sessions, titles)
    elif not damaged:
        world.screen.note("no sessions yet; `examcli start` makes one")
    for session_id in damaged:
        world.screen.note(f"session `{session_id}` is damaged and not shown")


def show(
    context: typer.Context,
    session: SessionId,
    with_answers: WithAnswers = False,
    json: Json = False,
) -> None:
    """Show one session with its questions.

    Example: `examcli show exam-1a2b3c4d --with-answers`
    """
    world = world_of(context)
    world.as_json = json
    with world.reading() as store:
        loaded = load(store, session)
        blueprint = store.blueprint(loaded.record.blueprint)
        replaced = store.discarded(session)
    if json:
        world.print_json(session_document(loaded, with_answers=with_answers))
        return
    show_session(world.screen, blueprint, loaded)
    show_verdicts(world.screen, loaded, replaced)
    show_questions(world.screen, blueprint, loaded.questions)
    if with_answers:
        show_answers(world.screen, blueprint, loaded.questions, loaded.record.material)


def export(
    context: typer.Context,
    session: SessionId,
    form: Annotated[Format, typer.Option("--format", help="The kind of document.")] = Format.JSON,
    output: Annotated[Path, typer.Option(callback=at_home, help="A file; `-` is stdout.")] = STDOUT,
    with_answers: WithAnswers = False,
) -> None:
    """Export a session to hand it out; keys only with `--with-answers`.

    Example: `examcli export exam-1a2b3c4d --format markdown --output exam.md`
    """
    world = world_of(context)
    with world.reading() as store:
        loaded = load(store, session)
        blueprint = store.blueprint(loaded.record.blueprint)
    text = exported(form, loaded, blueprint, with_answers=with_answers)
    world.write(output, text)
    if output != STDOUT:
        world.screen.note(f"{len(loaded.questions)} questions written to `{output}`")
