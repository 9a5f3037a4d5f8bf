"""Commands that only read: list, show, export."""

from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from examcli.blueprint import Blueprint
from examcli.cli.options import Json, SessionId, WithAnswers
from examcli.cli.world import world_of
from examcli.display import (
    show_answers,
    show_questions,
    show_session,
    show_sessions,
    show_verdicts,
)
from examcli.errors import UsageInvalid
from examcli.export import as_json, markdown, session_document, session_summary
from examcli.loaded import Loaded, load


class Format(StrEnum):
    """What an export can be."""

    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


def list_sessions(context: typer.Context, json: Json = False) -> None:
    """List the sessions, the one worked on last first.

    Example: `examcli list --json`
    """
    world = world_of(context)
    world.as_json = json
    with world.store() as store:
        sessions, titles = store.sessions(), store.titles()
    if json:
        world.print_json(
            {
                "sessions": [
                    session_summary(record) | {"title": titles.get(record.blueprint, "")}
                    for record in sessions
                ]
            }
        )
    elif sessions:
        show_sessions(world.screen, sessions, titles)
    else:
        world.screen.note("no sessions yet; `examcli start` makes one")


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
    with world.store() as store:
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
    output: Annotated[
        Path | None, typer.Option(help="A file instead of stdout.", show_default=False)
    ] = None,
    with_answers: WithAnswers = False,
) -> None:
    """Export a session to hand it out; keys only with `--with-answers`.

    Example: `examcli export exam-1a2b3c4d --format markdown --output exam.md`
    """
    world = world_of(context)
    with world.store() as store:
        loaded = load(store, session)
        blueprint = store.blueprint(loaded.record.blueprint)
    text = _written(form, loaded, blueprint, with_answers=with_answers)
    if output is None:
        world.screen.raw(text)
        return
    _write(output, text)
    world.screen.note(f"{len(loaded.questions)} questions written to `{output}`")


def _written(form: Format, loaded: Loaded, blueprint: Blueprint, *, with_answers: bool) -> str:
    if form is Format.JSON:
        return as_json(session_document(loaded, with_answers=with_answers)) + "\n"
    if form is Format.MARKDOWN:
        return markdown(loaded, blueprint, with_answers=with_answers)
    from examcli.handout import handout

    return handout(loaded, blueprint, with_answers=with_answers)


def _write(path: Path, text: str) -> None:
    """Write a whole file or none: a half-written exam must not look like one."""
    if path.is_dir():
        raise UsageInvalid(f"cannot write `{path}`: it is a folder", "name a file in it")
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        reason = (error.strerror or str(error)).lower()
        raise UsageInvalid(
            f"cannot write `{path}`: {reason}", "choose another `--output`"
        ) from error
