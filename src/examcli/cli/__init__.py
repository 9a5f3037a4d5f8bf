"""The command line: `app` with all its commands.

Importing this module stays light: a command is imported when it is asked for, and what is heavy
only by those that use it.
"""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from examcli import __version__
from examcli.cli.app_context import context_of
from examcli.cli.boundary import Boundary
from examcli.cli.options import at_home

COMMANDS = {
    "start": "start.start",
    "next": "resume.next_batch",
    "resume": "resume.resume",
    "take": "take.take",
    "practice": "start.practice",
    "pregenerate": "pregenerate.pregenerate",
    "list": "records.list_sessions",
    "show": "records.show",
    "export": "records.export",
    "review": "review.review",
    "verify": "verify.verify",
    "usage": "usage.usage",
    "audit": "audit.audit",
    "backup": "backup.backup",
    "bench": "bench.bench",
    "simulate": "machine.simulate",
    "doctor": "machine.doctor",
}
"""Each command, in the order of the help: a module of this room and its function."""


class Commands(Boundary):
    """All commands, each imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the parser's own signature
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, None if there is none."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.commands[cmd_name] = _imported(cmd_name)
        return super().get_command(ctx, cmd_name)


def _imported(name: str) -> Any:
    module, function = COMMANDS[name].split(".")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(getattr(import_module(f"{__name__}.{module}"), function))
    return typer.main.get_command(alone)


app = typer.Typer(
    name="examcli",
    cls=Commands,
    help="Write multiple-choice exams with Claude: streamed, cached, stored, resumed.",
    epilog="Without an API key an embedded engine writes the questions, offline and free.",
    add_completion=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"examcli {__version__}")
        raise typer.Exit


@app.callback()
def options(
    command: typer.Context,
    db: Annotated[
        Path | None,
        typer.Option(
            "--db",
            callback=at_home,
            help="The database file (also EXAM_DB).",
            show_default=False,
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback has the effect
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options that come before the command."""
    context_of(command).database = db
