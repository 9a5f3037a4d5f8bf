"""A request body read once, and every rule checked on the way."""

from dataclasses import dataclass

from examcli.simulator.errors import Json
from examcli.simulator.json_fields import JsonFields
from examcli.simulator.prompt import Prompt, content_blocks, read_prompt
from examcli.simulator.request_context import RequestContext
from examcli.simulator.tokens import Tokenizer
from examcli.simulator.validation import ANSWER_RULES, PROMPT_RULES, check


@dataclass(frozen=True)
class Reflection:
    """How much the model is to think before it answers, and whether it shows what it thought."""

    effort: str
    max_tokens: int
    is_shown: bool


@dataclass(frozen=True)
class MessageRequest:
    """What is asked for.

    `forced_tool` is the name of the tool that must be called, "" if none must be; `schema` is that
    tool's or the output format's. `previous_message_id` is the message to compare the prompt with.
    `reflection` is None where the model answers without thinking first.
    """

    prompt: Prompt
    question: str
    system: str
    max_tokens: int
    stream: bool
    stop_sequences: tuple[str, ...]
    schema: Json | None
    forced_tool: str
    reflection: Reflection | None
    tokenizer: Tokenizer
    previous_message_id: str | None
    shown_model: str
    is_routed: bool
    service_tier: str


def read_request(body: JsonFields, context: RequestContext) -> MessageRequest:
    """The request to create a message in `body`."""
    check(body, context, ANSWER_RULES)
    tool = _forced_tool(body)
    diagnostics = body.child("diagnostics")
    is_routed = context.dialect == "openrouter"
    return MessageRequest(
        prompt=read_prompt(body, context),
        question=_question(body),
        system=_system(body),
        max_tokens=body.integer("max_tokens"),
        stream=body.flag("stream"),
        stop_sequences=tuple(body.texts("stop_sequences")),
        schema=_schema(body, tool),
        forced_tool=tool.text("name") if tool else "",
        reflection=_reflection(body, context),
        tokenizer=context.tokenizer,
        previous_message_id=(
            diagnostics.text("previous_message_id")
            if diagnostics.has("previous_message_id")
            else None
        ),
        shown_model=context.model.slug if is_routed else context.model.id,
        is_routed=is_routed,
        service_tier="batch" if context.batch else "standard",
    )


def read_count_request(body: JsonFields, context: RequestContext) -> Prompt:
    """The prompt to count in `body`."""
    check(body, context, PROMPT_RULES)
    return read_prompt(body, context)


def _question(body: JsonFields) -> str:
    """All text of the last user message."""
    messages = [m for m in body.objects("messages") if m.text("role") == "user"]
    blocks = content_blocks(messages[-1], "content")
    return "\n".join(block.text("text") for block in blocks if block.get("type") == "text")


def _system(body: JsonFields) -> str:
    """All text of the system prompt."""
    blocks = content_blocks(body, "system")
    return "\n".join(block.text("text") for block in blocks if block.get("type") == "text")


def _forced_tool(body: JsonFields) -> JsonFields | None:
    choice = body.child("tool_choice")
    tools = body.objects("tools")
    if choice.get("type") == "any":
        return tools[0]
    if choice.get("type") == "tool":
        return next((tool for tool in tools if tool.get("name") == choice.get("name")), tools[0])
    return None


def _schema(body: JsonFields, tool: JsonFields | None) -> Json | None:
    if tool:
        return tool.child("input_schema").values
    format_ = body.child("output_config").child("format")
    return format_.child("schema").values if format_.has("schema") else None


def _reflection(body: JsonFields, context: RequestContext) -> Reflection | None:
    """Adaptive thinking always thinks here: a client must cope with the block before the text.

    At most half of max_tokens goes into it, so that an answer is left room.
    """
    model, thinking = context.model, body.child("thinking")
    type_ = thinking.get("type") or model.thinking
    if type_ not in ("enabled", "adaptive"):
        return None
    room = body.integer("max_tokens") // 2
    budget_tokens = thinking.integer("budget_tokens") if type_ == "enabled" else room
    return Reflection(
        effort=str(body.child("output_config").get("effort") or model.effort or "high"),
        max_tokens=min(room, budget_tokens),
        is_shown=(thinking.get("display") or model.display) == "summarized",
    )
