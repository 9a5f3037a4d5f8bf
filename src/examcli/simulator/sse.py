"""Server-sent events: a reply as the stream that the Messages API makes of it.

message_start, then per block content_block_start, its deltas and content_block_stop, then
message_delta and message_stop. Each event is named twice, in `event:` and in its data's `type`.
Deltas break the text anywhere between two characters, about one token each.
"""

import json
import random
from collections.abc import Iterator

from examcli.simulator.errors import Json
from examcli.simulator.pacing import Event
from examcli.simulator.replies import Content, Reply, Text, Thinking, ToolUse

PING = b'event: ping\ndata: {"type":"ping"}\n\n'
"""Sent when the first block has begun, and whenever there is nothing else to send."""
KEEP_ALIVE_COMMENT = b": OPENROUTER PROCESSING\n\n"
"""A comment, which a reader of events must pass over."""


def encode(data: Json) -> bytes:
    """One event; its name is the `type` of its data."""
    return f"event: {data['type']}\ndata: {_json(data)}\n\n".encode()


def events(reply: Reply, chance: random.Random) -> Iterator[Event]:
    """The whole stream of `reply`; `chance` decides where the deltas break."""
    yield from broken_events(reply, chance)
    delay_seconds = sum(block.delay_seconds for block in reply.content)
    yield Event(reply.usage.output_tokens, b"".join(_closing(reply)), delay_seconds)


def broken_events(reply: Reply, chance: random.Random) -> Iterator[Event]:
    """The stream of `reply` up to the end of its content, its last block still open."""
    yield Event(0, encode({"type": "message_start", "message": reply.opening()}))
    tokens, delay_seconds = 0, 0.0
    for index, block in enumerate(reply.content):
        if index:
            yield Event(tokens, _block_stop(index - 1), delay_seconds)
        yield Event(tokens, _block_start(index, block), delay_seconds)
        for share, delta in _deltas(index, block, chance):
            delayed_seconds = delay_seconds + share * block.delay_seconds
            yield Event(tokens + share * block.tokens, delta, delayed_seconds)
        tokens += block.tokens
        delay_seconds += block.delay_seconds


def error_event(type_: str, message: str, request_id: str) -> bytes:
    """An error inside a response that began with status 200."""
    error = {"type": type_, "message": message, "details": None}
    return encode({"type": "error", "error": error, "request_id": request_id})


def _block_start(index: int, block: Content) -> bytes:
    start = encode({"type": "content_block_start", "index": index, "content_block": block.empty()})
    return start if index else start + PING


def _block_stop(index: int) -> bytes:
    return encode({"type": "content_block_stop", "index": index})


def _deltas(index: int, block: Content, chance: random.Random) -> Iterator[tuple[float, bytes]]:
    """The deltas of one block, each with the share of the block written before it."""
    match block:
        case Text():
            yield from _text_deltas(index, block, chance)
        case ToolUse():
            # The first delta of a tool call is usually empty.
            yield 0.0, _delta(index, {"type": "input_json_delta", "partial_json": ""})
            yield 1.0, _delta(index, {"type": "input_json_delta", "partial_json": block.arguments})
        case Thinking():
            # A thought that is not shown takes its time in silence.
            for start, piece in pieces(block.thinking, block.tokens, chance):
                share = start / len(block.thinking)
                yield share, _delta(index, {"type": "thinking_delta", "thinking": piece})
            yield 1.0, _delta(index, {"type": "signature_delta", "signature": block.signature})


def _text_deltas(index: int, block: Text, chance: random.Random) -> Iterator[tuple[float, bytes]]:
    """Text in pieces of about one token.

    Thousands of these are made per reply, so everything but the piece itself is encoded once.
    """
    before, after = _delta(index, {"type": "text_delta", "text": "@"}).split(b'"@"')
    for start, piece in pieces(block.text, block.tokens, chance):
        yield start / len(block.text), before + _json(piece).encode() + after


def pieces(text: str, tokens: int, chance: random.Random) -> Iterator[tuple[int, str]]:
    """`text` in about `tokens` pieces of random length, each with the place where it starts."""
    mean_length = len(text) / max(1, tokens)
    lengths = range(1, max(2, round(2 * mean_length)))
    start = 0
    while start < len(text):
        for length in chance.choices(lengths, k=64):
            yield start, text[start : start + length]
            start += length
            if start >= len(text):
                return


def _delta(index: int, delta: Json) -> bytes:
    return encode({"type": "content_block_delta", "index": index, "delta": delta})


def _closing(reply: Reply) -> Iterator[bytes]:
    if reply.content:
        yield _block_stop(len(reply.content) - 1)
    delta: Json = {
        "stop_reason": reply.stop.reason,
        "stop_sequence": reply.stop.sequence,
        "stop_details": reply.stop.details,
    }
    usage = reply.usage.cumulative()
    yield encode({"type": "message_delta", "delta": delta, "usage": usage})
    yield encode({"type": "message_stop"})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
