"""A finished reply: its content blocks, why it stopped, what it used; and the message they make."""

from dataclasses import dataclass

from examcli.simulator.caching import CacheUse
from examcli.simulator.errors import Json
from examcli.simulator.models import TokensByClass
from examcli.simulator.request import MessageRequest


@dataclass(frozen=True)
class Text:
    """What the model says, and what it costs to say."""

    text: str
    tokens: int
    delay_seconds: float = 0.0

    def empty(self) -> Json:
        """The block before its first delta."""
        return {"type": "text", "text": ""}

    def whole(self) -> Json:
        """The block in a finished message."""
        return {"type": "text", "text": self.text}


@dataclass(frozen=True)
class Thinking:
    """What the model considers first."""

    thinking: str
    signature: str
    tokens: int
    delay_seconds: float = 0.0
    """What it takes beyond the time that its tokens take."""

    def empty(self) -> Json:
        """The block before its first delta."""
        return {"type": "thinking", "thinking": "", "signature": ""}

    def whole(self) -> Json:
        """The block in a finished message."""
        return {"type": "thinking", "thinking": self.thinking, "signature": self.signature}


@dataclass(frozen=True)
class ToolUse:
    """A call of a tool; `arguments` is a JSON object and `input` the same, decoded."""

    id: str
    name: str
    arguments: str
    input: Json
    tokens: int
    delay_seconds: float = 0.0

    def empty(self) -> Json:
        """The block before its first delta."""
        return {"type": "tool_use", "id": self.id, "name": self.name, "input": {}}

    def whole(self) -> Json:
        """The block in a finished message."""
        return {"type": "tool_use", "id": self.id, "name": self.name, "input": self.input}


Content = Text | Thinking | ToolUse


@dataclass(frozen=True)
class Stop:
    """Why a reply ended."""

    reason: str
    sequence: str | None = None
    details: Json | None = None


@dataclass(frozen=True)
class Usage:
    """Tokens of one exchange; cache reads and writes are not among the input tokens."""

    cache: CacheUse
    output_tokens: int
    thinking_tokens: int
    service_tier: str
    cost_usd: float | None
    """Only where the dialect reports a cost."""

    def as_json(self) -> Json:
        """The `usage` of a message."""
        return {
            **self.cumulative(),
            "cache_creation": {
                "ephemeral_5m_input_tokens": self.cache.written_5m_tokens,
                "ephemeral_1h_input_tokens": self.cache.written_1h_tokens,
            },
            "service_tier": self.service_tier,
            "inference_geo": "global",
        }

    def cumulative(self) -> Json:
        """The `usage` of a `message_delta`, which has no split by lifetime."""
        usage: Json = {
            "input_tokens": self.cache.uncached_tokens,
            "cache_creation_input_tokens": self.cache.written_tokens,
            "cache_read_input_tokens": self.cache.read_tokens,
            "output_tokens": self.output_tokens,
            "output_tokens_details": {"thinking_tokens": self.thinking_tokens},
            "server_tool_use": None,
        }
        if self.cost_usd is not None:
            usage |= {
                "cost": self.cost_usd,
                "cost_details": {"upstream_inference_cost": None},
                "is_byok": False,
            }
        return usage

    def by_class(self) -> TokensByClass:
        """The tokens as they are priced."""
        return TokensByClass(
            input=self.cache.uncached_tokens,
            output=self.output_tokens,
            write_5m=self.cache.written_5m_tokens,
            write_1h=self.cache.written_1h_tokens,
            read=self.cache.read_tokens,
        )


@dataclass(frozen=True)
class Reply:
    """The answer to one request."""

    id: str
    request: MessageRequest
    content: tuple[Content, ...]
    stop: Stop
    usage: Usage
    diagnostics: Json | None

    def message(self) -> Json:
        """The whole message, as a response without streaming has it."""
        return {
            **self._head(),
            "content": [block.whole() for block in self.content],
            "stop_reason": self.stop.reason,
            "stop_sequence": self.stop.sequence,
            "stop_details": self.stop.details,
            "usage": self.usage.as_json(),
        }

    def opening(self) -> Json:
        """The message in `message_start`: nothing written, but the cache counters are known."""
        return {
            **self._head(),
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "stop_details": None,
            "usage": {**self.usage.as_json(), "output_tokens": 1},
        }

    def _head(self) -> Json:
        head: Json = {
            "id": self.id,
            "type": "message",
            "role": "assistant",
            "model": self.request.shown_model,
            "diagnostics": self.diagnostics,
        }
        return head | ({"provider": "Anthropic"} if self.request.is_routed else {})
