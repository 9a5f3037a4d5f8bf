"""The rules a request body must keep, one function a rule; a broken one is a 400.

`PROMPT_RULES` hold for every request that carries a prompt, `ANSWER_RULES` for those that also ask
for an answer. A rule gets the body and the `RequestContext` it arrived in, and returns nothing.
"""

from collections.abc import Callable

from examcli.simulator.errors import invalid
from examcli.simulator.json_fields import JsonFields, as_fields
from examcli.simulator.models import DEEP_EFFORT_LEVELS, EFFORT_LEVELS
from examcli.simulator.prompt import content_blocks
from examcli.simulator.request_context import NEW_VERSION, RequestContext
from examcli.simulator.schema import check_schema

KNOWN_FIELDS = frozenset(
    (
        *("model", "max_tokens", "messages", "system", "stream", "stop_sequences", "metadata"),
        *("tools", "tool_choice", "thinking", "output_config", "cache_control", "diagnostics"),
        *("service_tier", "speed", "inference_geo", "container", "context_management"),
        *("mcp_servers", "user_profile_id", "temperature", "top_p", "top_k"),
    )
)
"""What a body may have when fields of betas have been dealt with; any other is refused."""
NOT_PLAYED = frozenset(("billing_policy", "compaction", "fallbacks", "fallback_credit_token"))
"""Fields of betas that the API knows and the simulator does not play."""
ROLES = ("user", "assistant", "system")
DISPLAYS = ("summarized", "omitted")
"""What `role` and `thinking.display` may say."""


Rule = Callable[[JsonFields, RequestContext], None]


def check(body: JsonFields, context: RequestContext, rules: tuple[Rule, ...]) -> None:
    """Raise the first rule's complaint, if any."""
    for rule in rules:
        rule(body, context)


def only_known_fields(body: JsonFields, context: RequestContext) -> None:
    """A field the API does not know is refused, not ignored; OpenRouter ignores it."""
    for name in body.values:
        if context.dialect == "anthropic" and name in NOT_PLAYED:
            raise invalid(f"{name}: the simulator does not play this")
        if context.dialect == "anthropic" and name not in KNOWN_FIELDS:
            raise invalid(f"{name}: Extra inputs are not permitted")


def no_sampling_settings(body: JsonFields, context: RequestContext) -> None:
    """temperature, top_p and top_k left with API version 2026-10-21, and with newer models."""
    for name in ("temperature", "top_p", "top_k"):
        if not body.has(name):
            continue
        if context.version == NEW_VERSION:
            raise invalid(f"{name}: Not supported in API version {NEW_VERSION}")
        if not context.model.sampling:
            raise invalid(f"{name}: Not supported by {context.model.id}")


def messages_are_well_formed(body: JsonFields, _context: RequestContext) -> None:
    """At least one message; the first from the user; each with a role and some content."""
    body.objects("messages")
    if not body.get("messages"):
        raise invalid("messages: at least one message is required")
    for index, message in enumerate(body.objects("messages")):
        role = message.text("role")
        if role not in ROLES:
            raise invalid(f"{message.path}.role: Input should be 'user' or 'assistant'")
        if index == 0 and role != "user":
            raise invalid('messages: first message must use the "user" role')
        _check_content(message)


def _check_content(message: JsonFields) -> None:
    blocks = content_blocks(message, "content")
    if not blocks:
        raise invalid(f"{message.path}.content: Field required")
    for block in blocks:
        if block.text("type") == "text" and not block.text("text"):
            raise invalid(f"{block.path}: text content blocks must be non-empty")


def system_is_text(body: JsonFields, _context: RequestContext) -> None:
    """The system prompt is a string or a list of text blocks."""
    for block in content_blocks(body, "system"):
        if block.text("type") != "text":
            raise invalid(f"{block.path}.type: Input should be 'text'")
        block.text("text")


def no_prefill(body: JsonFields, context: RequestContext) -> None:
    """A final assistant message is refused by models since 4.6, and with structured output."""
    if body.objects("messages")[-1].text("role") != "assistant":
        return
    if not context.model.prefill:
        raise invalid(
            "messages: This model does not support assistant message prefill. "
            "The conversation must end with a user message."
        )
    if body.child("output_config").has("format"):
        raise invalid("messages: prefill is not compatible with output_config.format")


def tools_are_named(body: JsonFields, context: RequestContext) -> None:
    """Every tool has a name; a forced choice needs tools and a model that allows forcing."""
    for tool in body.objects("tools"):
        tool.text("name")
    if not body.has("tool_choice"):
        return
    choice = body.child("tool_choice").text("type")
    if not body.objects("tools") and choice != "none":
        raise invalid("tool_choice: tool_choice may only be specified while providing tools")
    if choice in {"any", "tool"} and not context.model.forced_tools:
        raise invalid(f"tool_choice: forced tool use is not supported by {context.model.id}")


def thinking_is_supported(body: JsonFields, context: RequestContext) -> None:
    """Each model accepts some thinking types; a budget is at least 1024 and below max_tokens."""
    if not body.has("thinking"):
        return
    thinking = body.child("thinking")
    type_ = thinking.text("type")
    if type_ not in context.model.thinking_types:
        raise invalid(f'"thinking.type.{type_}" is not supported for this model.')
    if thinking.has("display") and thinking.text("display") not in DISPLAYS:
        raise invalid(f"thinking.display: Input should be one of {', '.join(DISPLAYS)}")
    if type_ != "enabled":
        return
    budget_tokens = thinking.integer("budget_tokens")
    if budget_tokens < 1024:
        raise invalid("thinking.enabled.budget_tokens: Input should be at least 1024")
    if body.has("max_tokens") and body.integer("max_tokens") <= budget_tokens:
        raise invalid("max_tokens: must be greater than thinking.budget_tokens")


def effort_is_supported(body: JsonFields, context: RequestContext) -> None:
    """output_config.effort is one of five levels, on models that know it; the deepest think."""
    config = body.child("output_config")
    if not config.has("effort"):
        return
    if not context.model.effort:
        raise invalid(f"output_config.effort: not supported by {context.model.id}")
    effort = config.text("effort")
    if effort not in EFFORT_LEVELS:
        raise invalid(f"output_config.effort: Input should be one of {', '.join(EFFORT_LEVELS)}")
    is_quiet = body.child("thinking").get("type") in ("disabled", "between_tools")
    if is_quiet and effort in DEEP_EFFORT_LEVELS and context.model.deep_effort_thinks:
        raise invalid(f"output_config.effort: '{effort}' is not allowed with thinking turned off")


def output_schema_compiles(body: JsonFields, _context: RequestContext) -> None:
    """output_config.format is a json_schema that can become a grammar."""
    config = body.child("output_config")
    if not config.has("format"):
        return
    format_ = config.child("format")
    if format_.text("type") != "json_schema":
        raise invalid("output_config.format.type: Input should be 'json_schema'")
    if not format_.has("schema"):
        raise invalid("output_config.format.schema: Field required")
    check_schema(format_.child("schema").values, "output_config.format.schema")


def max_tokens_is_in_range(body: JsonFields, context: RequestContext) -> None:
    """max_tokens is required, not negative and within the model's maximum."""
    max_tokens = body.integer("max_tokens")
    if max_tokens < 0:
        raise invalid("max_tokens: Input should be greater than or equal to 0")
    if max_tokens > context.model.max_output_tokens:
        raise invalid(
            f"max_tokens: {max_tokens} > {context.model.max_output_tokens}, which is the maximum "
            f"allowed number of output tokens for {context.model.id}"
        )


def prewarm_stands_alone(body: JsonFields, context: RequestContext) -> None:
    """max_tokens 0 only warms the cache: it goes with nothing that is about the answer."""
    if body.integer("max_tokens") != 0:
        return
    thinking = body.child("thinking").get("type")
    conflicts = {
        "stream": body.flag("stream"),
        "thinking": thinking in ("enabled", "adaptive"),
        "output_config.format": body.child("output_config").has("format"),
        "tool_choice": body.child("tool_choice").get("type") in ("any", "tool"),
        "batches": context.batch,
    }
    for name, conflict in conflicts.items():
        if conflict:
            raise invalid(f"max_tokens: 0 is not allowed together with {name}")


def lists_are_lists(body: JsonFields, _context: RequestContext) -> None:
    """stop_sequences is a list of strings, none blank; stream is a boolean."""
    body.flag("stream")
    for index, sequence in enumerate(body.texts("stop_sequences")):
        if not sequence.strip():
            raise invalid(f"stop_sequences.{index}: must contain non-whitespace")


def no_stream_or_speed_in_batches(body: JsonFields, context: RequestContext) -> None:
    """A Message Batch knows neither streams nor speeds."""
    for name in ("stream", "speed"):
        if context.batch and body.get(name):
            raise invalid(f"{name}: not supported in Message Batches")


def diagnostics_are_well_formed(body: JsonFields, _context: RequestContext) -> None:
    """diagnostics.previous_message_id is a string or null."""
    if body.has("diagnostics"):
        diagnostics = as_fields(body.get("diagnostics"), "diagnostics")
        if diagnostics.has("previous_message_id"):
            diagnostics.text("previous_message_id")


PROMPT_RULES: tuple[Rule, ...] = (
    only_known_fields,
    no_sampling_settings,
    messages_are_well_formed,
    system_is_text,
    no_prefill,
    tools_are_named,
    thinking_is_supported,
    effort_is_supported,
    output_schema_compiles,
)
"""What a prompt must keep, counted or answered, in the order in which it is complained of."""
ANSWER_RULES: tuple[Rule, ...] = (
    max_tokens_is_in_range,
    *PROMPT_RULES,
    lists_are_lists,
    prewarm_stands_alone,
    no_stream_or_speed_in_batches,
    diagnostics_are_well_formed,
)
"""What a request for an answer must keep besides."""
