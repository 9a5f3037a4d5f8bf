"""Reading a file that a person names, and never more of it than makes sense."""

import errno
import sys
from pathlib import Path

STDIN = "-"


def contents(path: Path, most_bytes: int) -> bytes:
    """All bytes of a file, a pipe or a device.

    Raises:
        OSError: it cannot be read, or does not end within `most_bytes`.
    """
    if str(path) == STDIN:
        content = sys.stdin.buffer.read(most_bytes + 1)
    else:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise OSError(errno.EFBIG, f"it has more than {most_bytes:,} bytes")
    return content
