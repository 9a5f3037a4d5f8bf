"""The body of a request to the Messages API.

Claude and OpenRouter speak this one protocol, so both get the same prefix, the same schema and
the same breakpoints, whatever library carries them. Sampling parameters are never sent: the
current API version refuses them.
"""

from typing import Any

from examcli.providers import CacheTtl, Request
from examcli.usage import Model

THINKING: dict[str, dict[str, object]] = {
    "off": {},
    "disable": {"thinking": {"type": "disabled"}},
    "between_tools": {"thinking": {"type": "between_tools"}},
}


def body(request: Request, model_id: str) -> dict[str, Any]:
    """The JSON body of a streaming request.

    Each block of the prefix ends at a breakpoint of its own: the first is shared by all exams of a
    blueprint, a second by those that are about the same material. The slots follow them in the
    user message.
    """
    return {
        "model": model_id,
        "max_tokens": request.max_tokens,
        "system": [_system(text, request.cache_ttl) for text in request.prefix],
        "messages": [{"role": "user", "content": request.suffix}],
        "output_config": {"format": {"type": "json_schema", "schema": request.schema}},
        "stream": True,
        **_thinking(request.model),
    }


def _system(text: str, cache_ttl: CacheTtl) -> dict[str, object]:
    block: dict[str, object] = {"type": "text", "text": text}
    if cache_ttl:
        block["cache_control"] = {"type": "ephemeral", "ttl": cache_ttl}
    return block


def _thinking(model: Model) -> dict[str, object]:
    return THINKING[model.thinking]
