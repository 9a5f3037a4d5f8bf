"""The body of a request to the Messages API.

Claude and OpenRouter speak this one protocol, so both get the same prefix, the same schema and
the same breakpoints, whatever library carries them. Sampling parameters are never sent: the
current API version refuses them.
"""

from typing import Any

from examcli.models import ThinkingType
from examcli.providers import CacheTtl, Request

THINK_FIRST = "Think the problem through before you answer."
"""Without it Sonnet 5.5 often answers tasks of several steps unthought, and less well. Reasoning
itself is never asked for: such a wish can be refused."""
THINKING: dict[ThinkingType, dict[str, object]] = {
    "adaptive": {"type": "adaptive", "display": "summarized"},
    "between_tools": {"type": "between_tools"},
    "disabled": {"type": "disabled"},
}
"""Nobody reads the summary: without it a model that thinks for long would seem to be silent."""


def body(request: Request, model_id: str) -> dict[str, Any]:
    """The JSON body of a streaming request.

    Each block of the prefix ends at a breakpoint of its own: the first is shared by all exams of a
    blueprint, a second by those that are about the same material. The slots follow them in the
    user message, and so does the wish to think: what is cached is the same with and without it.
    """
    thinking = request.model.thinking_type(request.thinking)
    wish = f"\n{THINK_FIRST}" if thinking == "adaptive" else ""
    return {
        "model": model_id,
        "max_tokens": request.most_output_tokens,
        "system": [_system(text, request.cache_ttl) for text in request.prefix],
        "messages": [{"role": "user", "content": request.suffix + wish}],
        "stream": True,
        **({"thinking": THINKING[thinking]} if thinking else {}),
        **_output_config(request),
    }


def _system(text: str, cache_ttl: CacheTtl) -> dict[str, object]:
    block: dict[str, object] = {"type": "text", "text": text}
    if cache_ttl:
        block["cache_control"] = {"type": "ephemeral", "ttl": cache_ttl}
    return block


def _output_config(request: Request) -> dict[str, object]:
    """The schema and the effort, as far as the model takes them."""
    effort = request.model.effort(request.thinking)
    schema = {"type": "json_schema", "schema": request.schema}
    config = {
        **({"format": schema} if request.model.structured_outputs else {}),
        **({"effort": effort} if effort else {}),
    }
    return {"output_config": config} if config else {}
