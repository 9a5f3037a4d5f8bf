"""Cache diagnostics: why a request could not reuse the prefix of an earlier one.

The earlier request is named by the id of its response. The first level that differs is the reason;
messages that only grew, or that changed behind everything the earlier request had cached, are none.
"""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

from examcli.simulator.errors import Json
from examcli.simulator.prompt import Prompt

REMEMBERED_MESSAGES = 10_000
"""As many as the request log keeps; it bounds the memory of a long run."""


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of a request to compare later ones with."""

    organisation: str
    model: tuple[str, str]
    tools: tuple[bytes, ...]
    system: tuple[bytes, ...]
    messages: tuple[bytes, ...]
    cacheable_tokens: int


class Diagnosis:
    """The requests answered lately, by message id."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Fingerprint] = OrderedDict()

    def remember(self, message_id: str, prompt: Prompt) -> None:
        """Keep `prompt` as the request that `message_id` answered."""
        self._known[message_id] = fingerprint(prompt)
        if len(self._known) > REMEMBERED_MESSAGES:
            self._known.popitem(last=False)

    def compare(self, previous_id: str, prompt: Prompt, read_tokens: int) -> Json | None:
        """The `diagnostics` of a response; None where nothing diverged."""
        previous = self._known.get(previous_id)
        if previous is None or previous.organisation != prompt.organisation:
            return {"cache_miss_reason": {"type": "previous_message_not_found"}}
        missed_tokens = max(0, previous.cacheable_tokens - read_tokens)
        level = _first_difference(previous, fingerprint(prompt))
        if level is None or (level == "messages" and not missed_tokens):
            return None
        reason = {"type": f"{level}_changed", "cache_missed_input_tokens": missed_tokens}
        return {"cache_miss_reason": reason}


def fingerprint(prompt: Prompt) -> Fingerprint:
    """The comparable parts of `prompt`; the output format is a hidden system prompt."""
    tokens = prompt.preamble_tokens
    cacheable_tokens = 0
    for block in prompt.blocks:
        tokens += block.tokens
        if block.ttl_seconds and tokens >= prompt.model.cache_minimum_tokens:
            cacheable_tokens = tokens

    def level(name: Literal["tools", "system", "messages"]) -> tuple[bytes, ...]:
        return tuple(block.content for block in prompt.blocks if block.level == name)

    return Fingerprint(
        organisation=prompt.organisation,
        model=(prompt.model.id, prompt.speed),
        tools=level("tools"),
        system=(prompt.preamble, *level("system")),
        messages=(prompt.message_settings, *level("messages")),
        cacheable_tokens=cacheable_tokens,
    )


def _first_difference(previous: Fingerprint, current: Fingerprint) -> str | None:
    if previous.model != current.model:
        return "model"
    if previous.tools != current.tools:
        return "tools"
    if previous.system != current.system:
        return "system"
    if previous.messages != current.messages[: len(previous.messages)]:
        return "messages"
    return None
