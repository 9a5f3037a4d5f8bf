"""Server-sent events out of bytes, cut anywhere, as the standard reads them.

Three liberties: an event that ends with the stream instead of an empty line counts when it is
whole JSON, `[DONE]` says nothing that the end of a stream does not say, and an error may be told
in plain words.
"""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, suppress

Fields = Mapping[str, object]
IGNORED = {b"", b"[DONE]"}


async def events(body: AsyncIterator[bytes]) -> AsyncGenerator[object]:
    """The JSON of each event; comments, empty events and `[DONE]` carry none.

    An object without a `type` has that of the event's name, if the event has one.

    Raises:
        ValueError: the data of an event is not JSON, and it is no error.
    """
    event = _Event()
    async with aclosing(_lines(body)) as lines:
        async for line in lines:
            if line:
                event.take(line)
                continue
            if not event.is_empty:
                yield event.document()
            event = _Event()
    if not event.is_empty:
        with suppress(ValueError):
            yield event.document()


class _Event:
    """The fields of one event as far as they have arrived."""

    def __init__(self) -> None:
        self._name = ""
        self._data: list[bytes] = []

    def take(self, line: bytes) -> None:
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            self._data.append(value)
        elif field == b"event":
            self._name = value.decode("utf-8", "replace")

    @property
    def is_empty(self) -> bool:
        return b"\n".join(self._data).strip() in IGNORED

    def document(self) -> object:
        data = b"\n".join(self._data)
        try:
            document = parsed(data)
        except ValueError:
            if self._name != "error":
                raise
            document = {"error": data.decode("utf-8", "replace")}
        if isinstance(document, dict) and self._name:
            return {"type": self._name, **document}
        return document


def parsed(data: bytes) -> object:
    """The JSON that a server sent.

    Raises:
        ValueError: it is none, or is nested deeper than anything that is meant well.
    """
    try:
        document: object = json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return document


def mapping(value: object) -> Fields:
    """An object of such JSON; anything else counts as one without fields."""
    return value if isinstance(value, Mapping) else {}


async def _lines(body: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
    """The lines of a body, whole ones only and the rest at the end; they end as on any system."""
    parts: list[bytes] = []
    has_return_before = False
    async for chunk in body:
        text = chunk[1:] if has_return_before and chunk.startswith(b"\n") else chunk
        has_return_before = chunk.endswith(b"\r") if chunk else has_return_before
        for part in text.splitlines(keepends=True):
            parts.append(part)
            if part.endswith((b"\n", b"\r")):
                yield b"".join(parts).rstrip(b"\r\n")
                parts.clear()
    if parts:
        yield b"".join(parts)
