"""What every command starts from: settings, streams, time, the database; and where errors end.

A command parses, makes one call and displays. Whatever fails below it is turned into one line
and an exit code here, and nowhere else.
"""

import asyncio
import os
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import typer
from typer.core import TyperGroup

from examcli.blueprint import Blueprint, chosen
from examcli.clock import Clock
from examcli.display import Screen, screen, show_error
from examcli.errors import ExamError, Interrupted, StoreMissing
from examcli.export import as_json, error_document
from examcli.settings import Settings, read_settings
from examcli.store import Store

PIPE_CLOSED = 141
INSIST_SECONDS = 1.0
T = TypeVar("T")


@dataclass
class World:
    """The surroundings of one command. `as_json` is set by the commands that were asked for it."""

    database: Path | None = None
    as_json: bool = False
    session_id: str = ""
    clock: Clock = field(default_factory=Clock)

    @cached_property
    def settings(self) -> Settings:
        """The settings, with `--db` above the environment.

        Raises:
            SettingsInvalid: one of them is wrong.
        """
        settings = read_settings(os.environ, Path.cwd())
        return settings.model_copy(update={"database": self.database or settings.database})

    @cached_property
    def screen(self) -> Screen:
        """The terminal or pipe."""
        return screen(sys.stdout, sys.stderr, self.settings.language)

    def blueprint(self, choice: str = "") -> Blueprint:
        """The blueprint of this name or file, or the one of the settings.

        Raises:
            SettingsInvalid: there is none, or it does not hold.
        """
        return chosen(choice or self.settings.blueprint)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The open database."""
        with Store.open(self.settings.database, self.clock) as store:
            yield store

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The database for a command that only reads; without `--db` there may be none yet."""
        path = self.settings.database
        try:
            opened = Store.reading(path, self.clock)
        except StoreMissing:
            if self.database:
                raise
            opened = Store.empty(path, self.clock)
        with opened as store:
            yield store

    def print_json(self, document: object) -> None:
        """Put a document on stdout."""
        self.screen.raw(as_json(document))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run the asynchronous part of a command; Ctrl-C ends it, come what may."""
        return asyncio.run(_interruptible(work))


async def _interruptible(work: Coroutine[Any, Any, T]) -> T:
    """Do the work; when interrupted, insist until it has given way.

    One cancellation can be lost in a library that was just closing a stream; then the program
    would go on until that stream falls silent.
    """
    task = asyncio.create_task(work)
    try:
        await asyncio.wait([task])
    except asyncio.CancelledError:
        task.cancel()
        while (await asyncio.wait([task], timeout=INSIST_SECONDS))[1]:
            for other in asyncio.all_tasks() - {asyncio.current_task()}:
                other.cancel()
        raise
    return task.result()


def world_of(context: typer.Context) -> World:
    """The world of a command."""
    found = context.find_object(World)
    assert found is not None
    return found


class ErrorBoundary(TyperGroup):
    """Turns our errors into a message, a hint and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ExamError as error:
            _fail(ctx.find_object(World) or World(), error)
        except KeyboardInterrupt:
            world = ctx.find_object(World) or World()
            _fail(world, _interrupted(world.session_id))
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(PIPE_CLOSED) from error


def _fail(world: World, error: ExamError) -> None:
    try:
        language = world.settings.language
    except ExamError:
        language = "en"
    streams = screen(sys.stdout, sys.stderr, language)
    if world.as_json:
        streams.raw(as_json(error_document(error)))
    show_error(streams, error)
    raise typer.Exit(error.exit_code) from error


def _interrupted(session_id: str) -> Interrupted:
    hint = f"`examcli resume {session_id} --complete` goes on" if session_id else ""
    return Interrupted("interrupted; every accepted question is stored", hint)
