"""A document written to the path that a person named.

A regular file is replaced whole or not at all: the text goes to a new file beside it, which then
takes its place and its mode; a link stays, its target is written. What is no regular file, a device
or a named pipe, is written through, never replaced.
"""

import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from examcli.errors import UsageInvalid

STDOUT = Path("-")
OPEN_FILE = re.compile(r"/dev/(?:stdout|stderr|fd/\d+)|/proc/[^/]+/fd/\d+")
"""A path that stands for a file which is already open: it may be regular, and has its writer."""
PRIVATE, SHARED = 0o600, 0o666
"""Modes of a fresh file: its owner's alone, or what the umask leaves, as any program makes one."""


def require_writable(path: Path) -> None:
    """Fail now rather than after minutes of work.

    Raises:
        UsageInvalid: a document could not be written to this path.
    """
    if path == STDOUT:
        return
    with _explained(path):
        if not _is_written_through(path):
            fresh, descriptor = _fresh_beside(path.resolve(), PRIVATE)
            os.close(descriptor)
            fresh.unlink()


def write_document(path: Path, text: str) -> None:
    """Write the whole text or nothing; whoever looks meanwhile sees the old file.

    Raises:
        UsageInvalid: it cannot be written; nothing is left behind.
    """
    content = text.encode("utf-8", "backslashreplace")
    with _explained(path):
        if _is_written_through(path):
            with path.open("ab") as stream:
                stream.write(content)
        else:
            _replace(path.resolve(), content)


def _is_written_through(path: Path) -> bool:
    """Whether the path leads to something that must stay what it is.

    Raises:
        OSError: it leads to something that cannot be written.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(0, "it is a folder")
    if not os.access(path, os.W_OK):
        raise PermissionError(0, "permission denied")
    return not stat.S_ISREG(mode) or bool(OPEN_FILE.fullmatch(str(path.absolute())))


def _replace(target: Path, content: bytes) -> None:
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    fresh, descriptor = _fresh_beside(target, SHARED if mode is None else PRIVATE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        if mode is not None:
            fresh.chmod(mode)
        fresh.replace(target)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


def _fresh_beside(target: Path, mode: int) -> tuple[Path, int]:
    """A new file in the same folder, open; nobody can have put it there, nor guess its name."""
    fresh = target.parent / f".examcli-{secrets.token_hex(8)}"
    return fresh, os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageInvalid(f"cannot write `{path}`: {reason}", "name another file") from error
