"""The command line: `app` with all its commands.

Importing this module stays light: the SDK, the HTTP client and the simulator are imported by the
commands that use them.
"""

from pathlib import Path
from typing import Annotated

import typer

from examcli import __version__
from examcli.cli import (
    audit,
    backup,
    bench,
    machine,
    records,
    resume,
    review,
    start,
    take,
    usage,
    verify,
)
from examcli.cli.app_context import context_of
from examcli.cli.boundary import Boundary
from examcli.cli.options import at_home

app = typer.Typer(
    name="examcli",
    cls=Boundary,
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


app.command()(start.start)
app.command("next")(resume.next_batch)
app.command()(resume.resume)
app.command()(take.take)
app.command()(start.practice)
app.command("list")(records.list_sessions)
app.command()(records.show)
app.command()(records.export)
app.command()(review.review)
app.command()(verify.verify)
app.command()(usage.usage)
app.command()(audit.audit)
app.command()(backup.backup)
app.command()(bench.bench)
app.command()(machine.simulate)
app.command()(machine.doctor)
