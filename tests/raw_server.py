"""A server on loopback that says exactly the bytes it is told to: for what no good server says."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import repeat

CONTENT_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
STREAM = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"


@asynccontextmanager
async def answering(*parts: bytes) -> AsyncIterator[str]:
    """A server that answers every request with `parts`, one by one, and hangs up; its base URL.

    The empty part means silence for ever.
    """
    async with in_turn(repeat(parts)) as url:
        yield url


@asynccontextmanager
async def in_turn(answers: Iterable[Sequence[bytes]]) -> AsyncIterator[str]:
    """A server that answers each request with the parts of the next answer; its base URL."""
    remaining = iter(answers)
    open_ends: set[asyncio.StreamWriter] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_ends.add(writer)
        head = await reader.readuntil(b"\r\n\r\n")
        length = CONTENT_LENGTH.search(head)
        await reader.readexactly(int(length[1]) if length else 0)
        for part in next(remaining):
            if not part:
                await reader.read()
            writer.write(part)
            await writer.drain()
            await _others_run()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for writer in open_ends:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


async def _others_run() -> None:
    """Let whoever reads from us read what was written so far."""
    for _ in range(3):
        await asyncio.sleep(0)


def refusal(status: int, body: object, *headers: str) -> bytes:
    """An error answer: `body` as JSON, or as it is when it is text."""
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    lines = [f"HTTP/1.1 {status} No", f"content-length: {len(text.encode())}", *headers]
    return "\r\n".join([*lines, "connection: close", "", text]).encode()


def event(data: object) -> bytes:
    """One server-sent event; its name is the `type` of its data."""
    name = data.get("type", "") if isinstance(data, dict) else ""
    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return f"event: {name}\n".encode() + b"data: " + text + b"\n\n"


def head(*headers: str, status: int = 200) -> bytes:
    """The head of a response that ends with its connection."""
    lines = [f"HTTP/1.1 {status} So", *headers, "connection: close", "", ""]
    return "\r\n".join(lines).encode()


def delta(text: object, kind: str = "text_delta") -> dict[str, object]:
    """A piece of text, or what stands in its place."""
    return {"type": "content_block_delta", "index": 0, "delta": {"type": kind, "text": text}}


def ending(reason: str | None = "end_turn", **usage: object) -> dict[str, object]:
    """The end of an answer, with counters."""
    return {"type": "message_delta", "delta": {"stop_reason": reason}, "usage": usage}


def stream(*events: object) -> bytes:
    """Server-sent events, one after the other."""
    return b"".join(map(event, events))


def unnamed(answer: bytes) -> bytes:
    """The same stream without `event:` lines."""
    lines = answer.split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(b"event:"))


def whole_stream(*texts: str) -> bytes:
    """All events of a good answer that says `texts`."""
    deltas = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}}
        for text in texts
    ]
    block = {"type": "text", "text": ""}
    ending = {"stop_reason": "end_turn", "stop_sequence": None}
    events: list[object] = [
        START,
        {"type": "content_block_start", "index": 0, "content_block": block},
        {"type": "ping"},
        *deltas,
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": ending, "usage": {"output_tokens": 9}},
        {"type": "message_stop"},
    ]
    return b"".join(map(event, events))


START = {
    "type": "message_start",
    "message": {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-4-6",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 7, "output_tokens": 1},
    },
}
