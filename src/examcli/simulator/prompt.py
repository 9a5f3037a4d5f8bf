"""A request seen as the cache sees it: one line of blocks, tools then system then messages.

Every block carries the exact bytes that the prefix hash is made of and the tokens it costs.
A block with a lifetime is a cache breakpoint.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from examcli.simulator.errors import invalid
from examcli.simulator.json_fields import JsonFields
from examcli.simulator.models import Model
from examcli.simulator.request_context import RequestContext
from examcli.simulator.tokens import Tokenizer

Level = Literal["tools", "system", "messages"]

LIFETIMES = {"5m": 300, "1h": 3600}
"""Seconds by `ttl`."""
MAX_BREAKPOINTS = 4
"""As documented; an automatic one counts."""
MESSAGE_TOKENS = 4
"""What the marks around a message cost."""
FORMAT_TOKENS = 80
"""What the hidden system prompt for structured output costs; its real size is not published."""
IMAGE_TOKENS = 1600
"""About the cost of a large image."""


@dataclass(frozen=True)
class Block:
    """One tool, system block or message content block; `path` is where it stands in the body."""

    level: Level
    path: str
    content: bytes
    tokens: int
    ttl_seconds: int | None = None


@dataclass(frozen=True)
class Prompt:
    """Everything the model reads.

    `preamble` is what comes before every block (the output format); `message_settings` is what
    changes the messages level without being a block (tool choice, thinking, effort).
    """

    model: Model
    organisation: str
    speed: str
    preamble: bytes
    preamble_tokens: int
    message_settings: bytes
    blocks: tuple[Block, ...]

    @property
    def tokens(self) -> int:
        """All input tokens, cached or not."""
        return self.preamble_tokens + sum(block.tokens for block in self.blocks)


def read_prompt(body: JsonFields, context: RequestContext) -> Prompt:
    """The prompt in a validated request body, its breakpoints checked."""
    blocks = _with_automatic_breakpoint(body, list(_blocks(body, context.tokenizer)))
    _check_breakpoints(blocks)
    config = body.child("output_config")
    return Prompt(
        model=context.model,
        organisation=context.organisation,
        speed=str(body.get("speed") or "standard"),
        preamble=_render(config.get("format")),
        preamble_tokens=_preamble_tokens(body, context.model),
        message_settings=_render(
            [body.get("tool_choice"), body.get("thinking"), config.get("effort")]
        ),
        blocks=tuple(blocks),
    )


def content_blocks(fields: JsonFields, name: str) -> list[JsonFields]:
    """The content blocks of field `name`; a bare string is one text block."""
    value = fields.get(name)
    if isinstance(value, str):
        return [JsonFields({"type": "text", "text": value}, fields.path_of(name))]
    return fields.objects(name)


def _preamble_tokens(body: JsonFields, model: Model) -> int:
    format_tokens = FORMAT_TOKENS if body.child("output_config").has("format") else 0
    if not body.objects("tools"):
        return format_tokens
    forced = body.child("tool_choice").get("type") in ("any", "tool")
    return format_tokens + (model.tool_tokens_forced if forced else model.tool_tokens_auto)


def _blocks(body: JsonFields, tokenizer: Tokenizer) -> Iterator[Block]:
    for tool in body.objects("tools"):
        yield _block("tools", tool, "", tokenizer)
    for block in content_blocks(body, "system"):
        yield _block("system", block, "", tokenizer)
    for message in body.objects("messages"):
        role = message.text("role")
        for index, block in enumerate(content_blocks(message, "content")):
            yield _block("messages", block, "" if index else role, tokenizer)


def _block(level: Level, fields: JsonFields, opening_role: str, tokenizer: Tokenizer) -> Block:
    """One block; `opening_role` is set on the first block of a message and belongs to its bytes."""
    values = {name: value for name, value in fields.values.items() if name != "cache_control"}
    rendered = _render(values)
    return Block(
        level=level,
        path=fields.path,
        content=opening_role.encode() + b"\0" + rendered,
        tokens=_tokens(fields, rendered, tokenizer) + (MESSAGE_TOKENS if opening_role else 0),
        ttl_seconds=_lifetime(fields),
    )


def _tokens(fields: JsonFields, rendered: bytes, tokenizer: Tokenizer) -> int:
    if fields.get("type") == "text":
        return tokenizer.count(fields.text("text"))
    if fields.get("type") == "image":
        return IMAGE_TOKENS
    return tokenizer.count(rendered.decode())


def _render(value: object) -> bytes:
    """Keys stay in the order sent: the cache compares what the model reads, not what it means."""
    if value is None:
        return b""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _lifetime(fields: JsonFields) -> int | None:
    if not fields.has("cache_control"):
        return None
    control = fields.child("cache_control")
    if control.text("type") != "ephemeral":
        raise invalid(f"{control.path}.type: Input should be 'ephemeral'")
    ttl = control.get("ttl") or "5m"
    if not isinstance(ttl, str) or ttl not in LIFETIMES:
        raise invalid(f"{control.path}.ttl: Input should be '5m' or '1h'")
    if fields.get("type") == "text" and not fields.text("text"):
        raise invalid(f"{control.path}: cache_control cannot be set for empty text blocks")
    return LIFETIMES[ttl]


def _with_automatic_breakpoint(body: JsonFields, blocks: list[Block]) -> list[Block]:
    """Top-level `cache_control` marks the last block, whatever it is."""
    ttl_seconds = _lifetime(body)
    if ttl_seconds is None or not blocks:
        return blocks
    return [*blocks[:-1], replace(blocks[-1], ttl_seconds=ttl_seconds)]


def _check_breakpoints(blocks: list[Block]) -> None:
    marked = [block for block in blocks if block.ttl_seconds]
    if len(marked) > MAX_BREAKPOINTS:
        raise invalid(
            f"A maximum of {MAX_BREAKPOINTS} blocks with cache_control may be provided. "
            f"Found {len(marked)}."
        )
    for earlier, later in pairwise(marked):
        if (earlier.ttl_seconds or 0) < (later.ttl_seconds or 0):
            raise invalid(
                f"{later.path}.cache_control.ttl: a ttl='1h' cache_control block must not come "
                "after a ttl='5m' cache_control block"
            )
