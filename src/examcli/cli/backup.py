"""The command that copies the database: backup."""

from pathlib import Path
from typing import Annotated

import typer

from examcli.cli.app_context import context_of
from examcli.cli.options import Json
from examcli.errors import UsageInvalid
from examcli.settings import from_home
from examcli.store import Store

SIDE_FILES = ("-wal", "-shm", "-journal")


def backup(
    command: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file that is there already.")
    ] = False,
    json: Json = False,
) -> None:
    """Copy the database, even while exams are being written into it.

    Example: `examcli backup exams-2026.db`
    """
    context = context_of(command)
    context.as_json = json
    database = context.settings.database
    with Store.reading(database, context.clock) as store:
        target = _target(file, database, force=force)
        try:
            store.copy_to(target)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UsageInvalid(f"cannot write `{file}`: {reason}", "choose another FILE") from error
    if json:
        context.print_json({"file": str(target), "bytes": target.stat().st_size})
    else:
        context.screen.note(f"`{database}` copied to `{target}`")


def _target(file: str, database: Path, *, force: bool) -> Path:
    """The file that FILE means, links followed.

    Raises:
        UsageInvalid: it must not be written: SQLite would take the log of another database that
            lies beside it for its own, and what is no file is not to become one.
    """
    if file == "-":
        raise UsageInvalid("a database is not written to stdout", "name a file")
    target = Path(from_home(file)).resolve()
    if target == database.resolve() or any(
        Path(f"{target}{suffix}").exists() for suffix in SIDE_FILES
    ):
        raise UsageInvalid(f"`{file}` is a database in use", "name another file")
    if target.exists() and not target.is_file():
        raise UsageInvalid(f"`{file}` is not a file", "name a file")
    if target.exists() and not force:
        raise UsageInvalid(f"`{file}` is there already", "`--force` replaces it")
    return target
