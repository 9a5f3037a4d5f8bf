"""Reading an instructor's files: Markdown, plain text, PDF.

Whatever is wrong with a file is said here, before anything is sent to anybody.
"""

import errno
import io
from collections.abc import Sequence
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from examcli.errors import UsageInvalid
from examcli.exam.contents import contents
from examcli.exam.material import Material, divided

TEXT_FORMS = {".md", ".markdown", ".txt", ".text", ""}
FORMS = "a Markdown, text or PDF file"
LARGEST_FILE_BYTES = 50_000_000
"""A scanned book; the text of anything larger would exceed every model's window."""


def material_of(paths: Sequence[Path]) -> Material:
    """The passages of some files, in the order in which they are named.

    Raises:
        UsageInvalid: a file cannot be read, is of another kind, or has no text.
    """
    passages: list[str] = []
    for path in paths:
        found = divided(_text(path))
        if not found:
            raise UsageInvalid(f"the source `{path}` has no text to read", _no_text_hint(path))
        passages += found
    return Material(tuple(path.name for path in paths), tuple(passages))


def _text(path: Path) -> str:
    try:
        content = contents(path, LARGEST_FILE_BYTES)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        is_too_large = error.errno == errno.EFBIG
        hint = "give the chapters that the exam is about" if is_too_large else f"name {FORMS}"
        raise UsageInvalid(f"cannot read the source `{path}`: {reason}", hint) from error
    if path.suffix.lower() == ".pdf":
        return _pdf_text(path, content)
    if path.suffix.lower() not in TEXT_FORMS or b"\0" in content:
        raise UsageInvalid(f"cannot read the source `{path}`: not {FORMS}", "export it as text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageInvalid(
            f"cannot read the source `{path}`: it is not text in UTF-8", "save it as UTF-8"
        ) from error


def _pdf_text(path: Path, content: bytes) -> str:
    """The text of all pages; a page ends a paragraph."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UsageInvalid(
                f"cannot read the source `{path}`: it is locked by a password",
                "save it without one",
            )
        return "\n\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageInvalid(
            f"cannot read the source `{path}`: it is not a whole PDF file", f"name {FORMS}"
        ) from error


def _no_text_hint(path: Path) -> str:
    if path.suffix.lower() == ".pdf":
        return "a scanned PDF holds pictures only; give it through text recognition first"
    return f"name {FORMS} that has some"
