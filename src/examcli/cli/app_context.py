"""What every command starts from: settings, streams, time, the database.

A command parses, makes one call and displays. What becomes of its document, or of its failure, is
the business of `boundary`.
"""

import asyncio
import os
import sys
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from examcli.cli.endings import calling
from examcli.cli.outputfile import STDOUT, write_document
from examcli.clock import Clock
from examcli.errors import StoreMissing
from examcli.exam.blueprint import Blueprint, chosen
from examcli.settings import Settings, read_settings
from examcli.store import Store
from examcli.terminal.screen import Screen, screen

if TYPE_CHECKING:
    from examcli.sessions.engines import Engines

HERE = Path()
"""The current folder, without asking for its name: it may have none any more."""
INSIST_SECONDS = 1.0
"""A cancelled task may swallow one cancellation; it is asked again until it has ended."""
T = TypeVar("T")


@dataclass
class AppContext:
    """The surroundings of one command.

    `as_json` says whether stdout carries a document and nothing else, `document` is that document
    as soon as the command has made it.
    """

    database: Path | None = None
    as_json: bool = False
    session_id: str = ""
    document: Mapping[str, Any] | None = None
    clock: Clock = field(default_factory=Clock)

    @cached_property
    def settings(self) -> Settings:
        """The settings, with `--db` above the environment.

        Raises:
            SettingsInvalid: one of them is wrong.
        """
        settings = read_settings(os.environ, HERE)
        if self.database is None:
            return settings
        return settings.model_copy(update={"database": self.database})

    @cached_property
    def screen(self) -> Screen:
        """The terminal or pipe."""
        return screen(sys.stdout, sys.stderr, self.settings.language)

    @cached_property
    def engines(self) -> "Engines":
        """What generates; what a person should know of it goes to stderr."""
        from examcli.sessions.engines import Engines

        return Engines(self.settings, self.clock, self.screen.note)

    def blueprint(self, choice: str = "") -> Blueprint:
        """The blueprint of this name or file, or the one of the settings.

        Raises:
            SettingsInvalid: there is none, or it does not hold.
        """
        return chosen(choice or self.settings.blueprint)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The open database, made if it is not there."""
        with Store.open(self.settings.database, self.clock) as store:
            yield store

    @contextmanager
    def existing_store(self) -> Iterator[Store]:
        """The database for a command that goes on with something: none is made.

        Raises:
            StoreMissing: it is not there.
        """
        if not self.settings.database.exists():
            raise StoreMissing(f"there is no database `{self.settings.database}`")
        with self.store() as store:
            yield store

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The database for a command that only reads; there may be none yet at the usual place.

        Raises:
            StoreMissing: it was named, and is not there.
        """
        path = self.settings.database
        try:
            opened = Store.reading(path, self.clock)
        except StoreMissing:
            if self.settings.is_database_named:
                raise
            opened = Store.empty(path, self.clock)
        with opened as store:
            yield store

    def print_json(self, document: Mapping[str, Any]) -> None:
        """Have a document put on stdout when the command ends: one, however it ends."""
        self.document = document

    def write(self, path: Path, text: str) -> None:
        """Write a text to the path that the person named; `-` is stdout.

        Raises:
            UsageInvalid: it cannot be written; nothing is left behind.
        """
        if path == STDOUT:
            self.screen.raw(text)
        else:
            write_document(path, text)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run the asynchronous part of a command; an interruption ends it, come what may."""
        try:
            return asyncio.run(_interruptible(work))
        except asyncio.CancelledError as cancelled:
            raise KeyboardInterrupt from cancelled


async def _interruptible(work: Coroutine[Any, Any, T]) -> T:
    """Do the work; when interrupted, insist until it has given way.

    One cancellation can be lost in a library that was just closing a stream; then the program
    would go on until that stream falls silent. How the parts end that are cut off on the way is
    no news to anybody.
    """
    loop, this = asyncio.get_running_loop(), asyncio.current_task()
    assert this is not None
    task = asyncio.create_task(work)
    try:
        with calling(lambda: loop.call_soon_threadsafe(this.cancel)):
            await asyncio.wait([task])
    except asyncio.CancelledError:
        loop.set_exception_handler(lambda _loop, _context: None)
        task.cancel()
        while (await asyncio.wait([task], timeout=INSIST_SECONDS))[1]:
            for other in asyncio.all_tasks() - {asyncio.current_task()}:
                other.cancel()
        raise
    return task.result()


def context_of(command: typer.Context) -> AppContext:
    """What a command works with, as it was made for it."""
    found = command.find_object(AppContext)
    assert found is not None
    return found
