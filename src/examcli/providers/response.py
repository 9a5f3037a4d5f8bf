"""A server's answer before anything is read into it: a status, headers, and bytes as they come.

Whatever library carries the bytes, everything after this is the same. Here they are bounded, in
time and in number, and decompressed where a server compresses although it was asked not to.
"""

import asyncio
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass

READ_BYTES = 65_536
"""At most so much at a time comes out of what is compressed, however little it looks."""
GZIP_OR_ZLIB = 47
"""zlib's own code: the largest window (15), and either header (32)."""


class Disconnected(Exception):
    """No connection, or no longer: what the carrying library said, in one line."""


class Overlong(Exception):
    """More bytes, or more text, than any answer to the request can have."""


class Overdue(Exception):
    """More seconds than any answer to the request can take."""


@dataclass(frozen=True)
class Response:
    """The answer of a server, `body` not yet read. Names of headers are found in any case."""

    status: int
    headers: Mapping[str, str]
    body: AsyncGenerator[bytes]


@dataclass(frozen=True)
class Bounds:
    """How long and how large a body may become."""

    seconds: float
    size_bytes: int


async def bounded(
    response: Response, bounds: Bounds, monotonic: Callable[[], float]
) -> AsyncGenerator[bytes]:
    """The body of a response, within bounds.

    Raises:
        Overlong: it went on after its last allowed byte.
        Overdue: it was not over in time.
    """
    deadline = monotonic() + bounds.seconds
    size_bytes = 0
    async with aclosing(_plain(response)) as body:
        while True:
            try:
                async with asyncio.timeout(deadline - monotonic()):
                    chunk = await anext(body, None)
            except TimeoutError as error:
                raise Overdue from error
            if chunk is None:
                return
            size_bytes += len(chunk)
            if size_bytes > bounds.size_bytes:
                raise Overlong
            yield chunk


async def _plain(response: Response) -> AsyncGenerator[bytes]:
    """The body as it was before it was compressed, in pieces that fit into memory."""
    async with aclosing(response.body) as body:
        encoding = response.headers.get("content-encoding", "").strip().lower()
        if encoding in {"", "identity"}:
            async for chunk in body:
                yield chunk
            return
        decompressor = zlib.decompressobj(GZIP_OR_ZLIB)
        async for chunk in body:
            rest = chunk
            while rest and not decompressor.eof:
                piece = _decompressed(decompressor, rest)
                rest = decompressor.unconsumed_tail
                if piece:
                    yield piece


def _decompressed(decompressor: "zlib._Decompress", chunk: bytes) -> bytes:
    try:
        return decompressor.decompress(chunk, READ_BYTES)
    except zlib.error as error:
        raise Disconnected("what it sent cannot be decompressed") from error


async def beginning(body: AsyncIterator[bytes], size_bytes: int) -> bytes:
    """As much of a body as fits, whatever ends it: enough to see what a refusal says."""
    read = bytearray()
    try:
        async for chunk in body:
            read += chunk[: size_bytes - len(read)]
            if len(read) >= size_bytes:
                break
    except (Disconnected, Overlong, Overdue):
        pass
    return bytes(read)
