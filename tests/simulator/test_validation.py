"""Requests that are refused, as the SDK sees them."""

from collections.abc import Callable

import anthropic
import httpx
import pytest
from anthropic.types import Message

Ask = Callable[..., Message]

MODEL = "claude-sonnet-4-6"
USER = {"role": "user", "content": "Hello"}
ASSISTANT = {"role": "assistant", "content": "{"}
TOOL = {"name": "t", "input_schema": {"type": "object"}}
SCHEMA = {"format": {"type": "json_schema", "schema": {"type": "string"}}}
OLD_VERSION = {"anthropic-version": "2023-06-01"}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"max_tokens": None}, "max_tokens: Field required"),
        ({"max_tokens": -1}, "max_tokens"),
        ({"max_tokens": "many"}, "max_tokens: Input should be a valid integer"),
        ({"max_tokens": 128_001}, "max_tokens: 128001 > 128000"),
        ({"model": None}, "model: Field required"),
        ({"messages": []}, "messages: at least one message"),
        ({"messages": "Hello"}, "messages: Input should be a valid list"),
        ({"messages": [{"content": "x"}]}, "messages.0.role: Field required"),
        ({"messages": [{"role": "judge", "content": "x"}]}, "messages.0.role"),
        ({"messages": [ASSISTANT]}, "first message"),
        ({"messages": [{"role": "user"}]}, "messages.0.content: Field required"),
        ({"messages": [{"role": "user", "content": ""}]}, "text content blocks must be non-empty"),
        ({"system": [{"type": "image"}]}, "system.0.type"),
        ({"stream": "yes"}, "stream: Input should be a valid boolean"),
        ({"stop_sequences": [" "]}, "stop_sequences.0"),
        ({"unheard_of": 1}, "unheard_of: Extra inputs are not permitted"),
        ({"diagnostics": {"previous_message_id": 7}}, "diagnostics.previous_message_id"),
        ({"tool_choice": {"type": "any"}}, "tool_choice"),
        ({"output_config": {"effort": "extreme"}}, "output_config.effort"),
        ({"thinking": {"type": "adaptive", "display": "loud"}}, "thinking.display"),
        ({"output_config": {"format": {"type": "xml"}}}, "output_config.format.type"),
        ({"output_config": {"format": {"type": "json_schema"}}}, "output_config.format.schema"),
    ],
)
def test_a_malformed_request_is_named_by_its_field(
    ask: Ask, fields: dict[str, object], complaint: str
) -> None:
    """400 invalid_request_error whose message begins with the field [errors]."""
    with pytest.raises(anthropic.BadRequestError) as raised:
        ask(**fields)
    assert raised.value.type == "invalid_request_error"
    assert complaint in raised.value.message


@pytest.mark.parametrize("name", ["temperature", "top_p", "top_k"])
def test_sampling_settings_left_with_the_new_version(ask: Ask, name: str) -> None:
    """temperature, top_p, top_k are a 400 under 2026-10-21, at any value [version]."""
    with pytest.raises(anthropic.BadRequestError, match=name):
        ask(**{name: 1})


def test_sampling_settings_are_accepted_under_the_old_version(client: anthropic.Anthropic) -> None:
    """The SDK's version header can be overridden; Sonnet 4.6 then takes a temperature [version]."""
    message = client.messages.create(
        model=MODEL,
        max_tokens=10,
        messages=[{"role": "user", "content": "x"}],
        extra_headers=OLD_VERSION,
        extra_body={"temperature": 0.2},
    )
    assert message.type == "message"


def test_new_models_refuse_sampling_settings_in_any_version(client: anthropic.Anthropic) -> None:
    """Sonnet 5 and later have no temperature [models]."""
    with pytest.raises(anthropic.BadRequestError, match="temperature"):
        client.messages.create(
            model="claude-sonnet-5",
            max_tokens=10,
            messages=[{"role": "user", "content": "x"}],
            extra_headers=OLD_VERSION,
            extra_body={"temperature": 1},
        )


@pytest.mark.parametrize("version", ["2026-10-21", "2023-06-01"])
def test_both_versions_are_known(http: httpx.Client, version: str) -> None:
    """2023-06-01 and 2026-10-21 [version]."""
    response = http.get("/v1/models", headers={"anthropic-version": version})
    assert response.status_code == 200


def test_another_version_is_refused(http: httpx.Client) -> None:
    """An unknown anthropic-version is a 400 [version]."""
    response = http.get("/v1/models", headers={"anthropic-version": "2024-01-01"})
    assert response.status_code == 400
    assert "anthropic-version" in response.json()["error"]["message"]


def test_a_version_is_required(http: httpx.Client) -> None:
    """No anthropic-version header is a 400 [version]."""
    del http.headers["anthropic-version"]
    response = http.get("/v1/models")
    assert response.status_code == 400
    assert response.json()["error"]["type"] == "invalid_request_error"


def test_a_body_that_is_no_json_is_refused(http: httpx.Client) -> None:
    """400, not a crash [errors]."""
    response = http.post("/v1/messages", content=b"{")
    assert response.status_code == 400


def test_a_body_that_is_no_object_is_refused(http: httpx.Client) -> None:
    """400, not a crash [errors]."""
    response = http.post("/v1/messages", json=["Hello"])
    assert response.json()["error"]["message"] == "body: Input should be an object"


@pytest.mark.parametrize(
    "fields",
    [
        {"stream": True},
        {"output_config": SCHEMA},
        {"tools": [TOOL], "tool_choice": {"type": "any"}},
        {"tools": [TOOL], "tool_choice": {"type": "tool", "name": "t"}},
        {"thinking": {"type": "adaptive"}},
    ],
)
def test_prewarming_stands_alone(ask: Ask, fields: dict[str, object]) -> None:
    """max_tokens 0 excludes streaming, output formats, forced tools and thinking [caching]."""
    with pytest.raises(anthropic.BadRequestError, match="max_tokens: 0"):
        ask(max_tokens=0, **fields)


def test_prefill_ended_with_sonnet_4_6(ask: Ask) -> None:
    """A final assistant message is a 400 [models]."""
    with pytest.raises(anthropic.BadRequestError, match="prefill"):
        ask(messages=[USER, ASSISTANT])


def test_prefill_works_with_haiku_4_5_but_not_with_an_output_format(ask: Ask) -> None:
    """Models before 4.6 accept prefill, except together with structured output [models]."""
    ask(model="claude-haiku-4-5", messages=[USER, ASSISTANT])
    with pytest.raises(anthropic.BadRequestError, match="output_config"):
        ask(model="claude-haiku-4-5", messages=[USER, ASSISTANT], output_config=SCHEMA)


@pytest.mark.parametrize("choice", [{"type": "any"}, {"type": "tool", "name": "t"}])
def test_sonnet_5_5_refuses_forced_tools(ask: Ask, choice: dict[str, object]) -> None:
    """tool_choice any/tool is a 400 on Sonnet 5.5 [models]."""
    with pytest.raises(anthropic.BadRequestError, match="tool_choice"):
        ask(model="claude-sonnet-5-5", tools=[TOOL], tool_choice=choice)


def test_sonnet_5_5_cannot_have_thinking_disabled(ask: Ask) -> None:
    """`disabled` is a 400 on Sonnet 5.5; `between_tools` does what it did [models]."""
    with pytest.raises(anthropic.BadRequestError, match="thinking"):
        ask(model="claude-sonnet-5-5", thinking={"type": "disabled"})
    message = ask(model="claude-sonnet-5-5", thinking={"type": "between_tools"})
    assert [block.type for block in message.content] == ["text"]


def test_a_thinking_budget_is_within_bounds(ask: Ask) -> None:
    """At least 1024 tokens, and fewer than max_tokens [models]."""
    for budget_tokens in (1023, 2000):
        with pytest.raises(anthropic.BadRequestError):
            ask(max_tokens=2000, thinking={"type": "enabled", "budget_tokens": budget_tokens})


def test_effort_is_unknown_to_the_4_5_models(ask: Ask) -> None:
    """output_config.effort is a 400 on them, and fine on Sonnet 4.6 [models]."""
    ask(output_config={"effort": "low"})
    with pytest.raises(anthropic.BadRequestError, match="effort"):
        ask(model="claude-haiku-4-5", output_config={"effort": "low"})


@pytest.mark.parametrize(
    ("model", "type_"),
    [("claude-sonnet-5-5", "between_tools"), ("claude-haiku-5-5", "disabled")],
)
@pytest.mark.parametrize("effort", ["xhigh", "max"])
def test_the_deepest_effort_needs_thinking(ask: Ask, model: str, type_: str, effort: str) -> None:
    """Efforts xhigh and max are a 400 with thinking turned off, on the 5.5 models [models]."""
    ask(model=model, thinking={"type": type_}, output_config={"effort": "high"})
    with pytest.raises(anthropic.BadRequestError, match=r"output_config\.effort"):
        ask(model=model, thinking={"type": type_}, output_config={"effort": effort})


def test_a_prompt_must_fit_the_context(ask: Ask) -> None:
    """More than 200K tokens are too many for Haiku 4.5 [models]."""
    with pytest.raises(anthropic.BadRequestError, match="prompt is too long"):
        ask(model="claude-haiku-4-5", system="س" * 400_000)


def test_count_tokens_keeps_the_same_rules(client: anthropic.Anthropic) -> None:
    """Sampling settings are a 400 there as well [version]."""
    with pytest.raises(anthropic.BadRequestError, match="temperature"):
        client.messages.count_tokens(
            model=MODEL, messages=[{"role": "user", "content": "x"}], extra_body={"temperature": 1}
        )
