"""The three standard streams: open, and UTF-8, whatever locale or redirection says.

Questions are Arabic: an encoding that cannot write them would lose what was paid for.
"""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO


def prepare_streams() -> None:
    """Open the streams that the caller closed, and have all three speak UTF-8.

    What cannot be encoded, a lone surrogate in the name of a file, is escaped.
    """
    null = Path(os.devnull)
    sys.stdin = _utf8(sys.stdin or null.open(encoding="utf-8"), "replace")
    sys.stdout = _utf8(sys.stdout or null.open("w", encoding="utf-8"), "backslashreplace")
    sys.stderr = _utf8(sys.stderr or null.open("w", encoding="utf-8"), "backslashreplace")


def _utf8(stream: TextIO, errors: str) -> TextIO:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors=errors)
    return stream
