"""Cache diagnostics."""

from collections.abc import Callable

import pytest
from anthropic.types import Message

Ask = Callable[..., Message]

RULES = "قواعد كتابة الأسئلة. " * 200
SYSTEM = [{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}]


def reason(message: Message) -> str | None:
    """The type of the cache miss reason, None if there is none."""
    if message.diagnostics is None or message.diagnostics.cache_miss_reason is None:
        return None
    return message.diagnostics.cache_miss_reason.type


def following(previous: Message) -> dict[str, str]:
    return {"previous_message_id": previous.id}


def test_nothing_is_diagnosed_unasked(ask: Ask) -> None:
    """Without the parameter, and with null on a first turn, `diagnostics` is null [diagnostics]."""
    assert ask().diagnostics is None
    assert ask(diagnostics={"previous_message_id": None}).diagnostics is None


def test_a_prefix_that_is_reused_has_no_miss_reason(ask: Ask) -> None:
    """Another question behind the same cached prefix is no divergence [diagnostics]."""
    first = ask(system=SYSTEM)
    question = [{"role": "user", "content": "Another question"}]
    second = ask(system=SYSTEM, messages=question, diagnostics=following(first))
    assert second.diagnostics is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"model": "claude-sonnet-5"}, "model_changed"),
        ({"tools": [{"name": "t", "input_schema": {"type": "object"}}]}, "tools_changed"),
        ({"system": [{**SYSTEM[0], "text": RULES + "!"}]}, "system_changed"),
        (
            {"output_config": {"format": {"type": "json_schema", "schema": {"type": "string"}}}},
            "system_changed",
        ),
    ],
)
def test_the_first_level_that_changed_is_the_reason(
    ask: Ask, change: dict[str, object], expected: str
) -> None:
    """model, tools, system (which the output format belongs to), each with the tokens it cost.

    [diagnostics].
    """
    first = ask(system=SYSTEM)
    second = ask(**({"system": SYSTEM, "diagnostics": following(first)} | change))
    assert reason(second) == expected
    assert second.diagnostics
    assert second.diagnostics.cache_miss_reason
    written = first.usage.cache_creation_input_tokens
    assert second.diagnostics.cache_miss_reason.model_dump()["cache_missed_input_tokens"] == written


def test_messages_that_were_edited_are_the_reason(ask: Ask) -> None:
    """An earlier message that was cached and has changed: messages_changed [diagnostics]."""
    first = ask(cache_control={"type": "ephemeral"}, messages=[{"role": "user", "content": RULES}])
    second = ask(messages=[{"role": "user", "content": RULES + "!"}], diagnostics=following(first))
    assert reason(second) == "messages_changed"


def test_messages_that_only_grew_are_none(ask: Ask) -> None:
    """Appending to a conversation is what the cache is for [diagnostics]."""
    turn = {"role": "user", "content": RULES}
    first = ask(cache_control={"type": "ephemeral"}, messages=[turn])
    grown = [turn, {"role": "assistant", "content": "Yes."}, {"role": "user", "content": "And?"}]
    second = ask(cache_control={"type": "ephemeral"}, messages=grown, diagnostics=following(first))
    assert reason(second) is None


def test_an_unknown_message_cannot_be_compared(ask: Ask) -> None:
    """previous_message_not_found [diagnostics]."""
    assert reason(ask(diagnostics={"previous_message_id": "msg_x"})) == (
        "previous_message_not_found"
    )
