"""The outermost room: every command ends here, with one document at most and one exit code.

With `--json` there is exactly one JSON document on stdout, however a command ends: its own, or the
error, or its own with the error in it. Foreign exceptions end here too: what the parser refuses,
Ctrl-C, a closed pipe, a bug.
"""

import errno
import os
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from examcli.cli.app_context import AppContext
from examcli.errors import Bug, ExamError, Interrupted, UsageInvalid, first_of_ours
from examcli.exports.documents import as_json, error_document
from examcli.terminal.screen import Screen, screen, show_error

NAME = "examcli"
PIPE_CLOSED = 141
"""128 + SIGPIPE, as a shell reports a program that such a pipe has ended."""
WANTS_TRACEBACK = "EXAM_TRACEBACK"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
"""How writing to a stream fails; the files that examcli opens itself explain their own failures."""
PACKAGE = Path(__file__).parents[1]
QUOTED = re.compile(r"'([^']*)'")


class Boundary(TyperGroup):
    """The group of all commands, and what becomes of how they end."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,  # noqa: ARG002 - the parser's own signature
        standalone_mode: bool = True,
        *_: Any,
        **__: Any,
    ) -> int:
        """Run the command line; leave with its exit code, or return it if not `standalone_mode`."""
        code = self._exit_code(list(sys.argv[1:] if args is None else args), prog_name or NAME)
        if standalone_mode:
            sys.exit(code)
        return code

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Whoever types only the name gets the help."""
        if not args:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(UsageInvalid.exit_code)
        return super().parse_args(ctx, args)

    def _exit_code(self, arguments: list[str], name: str) -> int:
        context = AppContext(as_json=_wants_json(arguments))
        failure: ExamError | None = None
        try:
            failure = self._failure(context, arguments, name)
            _deliver(context, failure)
        except typer.Exit as leaving:
            return leaving.exit_code
        except BrokenPipeError:
            _let_go_of_stdout()
            return PIPE_CLOSED
        except OSError as error:
            _let_go_of_stdout()
            failure = failure or _unwritten(error)
            with suppress(OSError):
                show_error(_screen(context), failure)
        return failure.exit_code if failure else 0

    def _failure(self, context: AppContext, arguments: list[str], name: str) -> ExamError | None:
        """Run the command; why it failed, if it did."""
        try:
            _require_text(arguments)
            with self.make_context(name, arguments, obj=context) as command:
                self.invoke(command)
        except (typer.Exit, BrokenPipeError):
            raise
        except (Exception, KeyboardInterrupt) as error:
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                raise
            return _explained(error, context)
        return None


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether a document is expected, as far as one can tell before the arguments are parsed."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in options


def _require_text(arguments: Sequence[str]) -> None:
    """Bytes that are no text could be neither stored nor shown."""
    for number, argument in enumerate(arguments, start=1):
        if any("\ud800" <= character <= "\udfff" for character in argument):
            raise UsageInvalid(f"argument {number} is not UTF-8 text")


def _deliver(context: AppContext, failure: ExamError | None) -> None:
    """The document to stdout, and what a person should know of the failure to stderr."""
    streams = _screen(context)
    document = {**(context.document or {}), **(error_document(failure) if failure else {})}
    if document and context.as_json:
        streams.raw(as_json(document))
    if failure:
        show_error(streams, failure)


def _screen(context: AppContext) -> Screen:
    """The streams of the command, also when its settings are what is wrong."""
    try:
        return context.screen
    except ExamError:
        return screen(sys.stdout, sys.stderr, "en")


def _explained(error: BaseException, context: AppContext) -> ExamError:
    """Our own word for whatever ended a command."""
    match error:
        case ExamError():
            return error
        case ExceptionGroup():
            return _explained(first_of_ours(error), context)
        case TyperException():
            return _usage(error)
        case KeyboardInterrupt() | typer.Abort() | EOFError():
            return _interrupted(context.session_id)
        case _:
            return _bug(error, context)


def _usage(error: TyperException) -> UsageInvalid:
    """What the parser refuses, in one line of ours."""
    told = QUOTED.sub(r"`\1`", " ".join(error.format_message().split())).rstrip(".")
    found = getattr(error, "ctx", None)
    command_path = found.command_path if found else NAME
    return UsageInvalid(
        f"{told[:1].lower()}{told[1:]}", f"`{command_path} --help` shows what it takes"
    )


def _interrupted(session_id: str) -> Interrupted:
    hint = f"`{NAME} resume {session_id} --complete` goes on" if session_id else ""
    return Interrupted("interrupted; every accepted question is stored", hint)


def _unwritten(error: OSError) -> UsageInvalid:
    reason = (error.strerror or str(error)).lower()
    return UsageInvalid(
        f"cannot write the output: {reason}", "free some space, or send it elsewhere"
    )


def _bug(error: BaseException, context: AppContext) -> Bug:
    """A mistake of ours: what and where; its message may hold anything, so it is not told."""
    if os.environ.get(WANTS_TRACEBACK):
        _screen(context).err.file.write(
            _without_secrets(traceback.format_exception(error), context)
        )
        hint = "please report it with the lines above"
    else:
        hint = f"please report it; with {WANTS_TRACEBACK}=1 it tells more"
    return Bug(f"a bug: {type(error).__name__} at {next(_places(error), 'an unknown place')}", hint)


def _places(error: BaseException) -> Iterator[str]:
    """The lines of ours that led to an error, the nearest first."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).is_relative_to(PACKAGE):
            yield f"{Path(frame.filename).relative_to(PACKAGE).as_posix()}:{frame.lineno}"


def _without_secrets(lines: Sequence[str], context: AppContext) -> str:
    text = "".join(lines)
    try:
        secrets = context.settings.secrets
    except ExamError:
        secrets = ()
    for secret in secrets:
        text = text.replace(secret, "…")
    return text


def _let_go_of_stdout() -> None:
    """Nobody reads it; without this Python would try once more when it ends, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
