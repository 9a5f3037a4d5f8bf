"""OpenRouter's version of the Messages API."""

import json
from collections.abc import Callable

import anthropic
import httpx
import pytest

from examcli.simulator import Fault, Options, Simulator

Serve = Callable[[Options], Simulator]

SLUG = "anthropic/claude-sonnet-4.6"


@pytest.fixture
def router(serve: Serve) -> Simulator:
    return serve(Options(dialect="openrouter"))


@pytest.fixture
def client(router: Simulator) -> anthropic.Anthropic:
    return anthropic.Anthropic(api_key="sk-or-x", base_url=f"{router.base_url}/api", max_retries=0)


def test_the_anthropic_sdk_reaches_it_under_api(client: anthropic.Anthropic) -> None:
    """base_url …/api, a Bearer key, a slug as the model; the response names its provider.

    [OpenRouter].
    """
    message = client.messages.create(
        model=SLUG, max_tokens=100, messages=[{"role": "user", "content": "Hello"}]
    )
    assert message.model == SLUG
    assert message.model_dump()["provider"] == "Anthropic"


def test_usage_reports_the_cost(client: anthropic.Anthropic) -> None:
    """The cost in dollars, cost_details and is_byok, next to Anthropic's own counters.

    [OpenRouter].
    """
    usage = client.messages.create(
        model=SLUG, max_tokens=100, messages=[{"role": "user", "content": "Hello"}]
    ).usage
    extra = usage.model_dump()
    assert extra["cost"] == pytest.approx((usage.input_tokens * 3 + usage.output_tokens * 15) / 1e6)
    assert extra["is_byok"] is False
    assert "upstream_inference_cost" in extra["cost_details"]


def test_the_bare_path_works_as_well(router: Simulator) -> None:
    """The /api prefix is optional; fields it does not know are passed over in silence.

    [OpenRouter].
    """
    body = {
        "model": SLUG,
        "max_tokens": 100,
        "session_id": "s",
        "provider": {"order": ["anthropic"]},
        "temperature": 0.2,
        "messages": [{"role": "user", "content": "Hello"}],
    }
    response = httpx.post(
        f"{router.base_url}/v1/messages", json=body, headers={"authorization": "Bearer k"}
    )
    assert response.status_code == 200


def test_only_a_bearer_key_is_accepted(router: Simulator) -> None:
    """x-api-key is not [OpenRouter]."""
    response = httpx.post(f"{router.base_url}/api/v1/messages", headers={"x-api-key": "k"}, json={})
    assert response.status_code == 401


def test_a_stream_begins_with_a_comment(router: Simulator) -> None:
    """`: OPENROUTER PROCESSING` keeps the connection alive; the cost comes with message_delta.

    [OpenRouter].
    """
    body = {
        "model": SLUG,
        "max_tokens": 100,
        "stream": True,
        "messages": [{"role": "user", "content": "Hello"}],
    }
    response = httpx.post(
        f"{router.base_url}/api/v1/messages", json=body, headers={"authorization": "Bearer k"}
    )
    comment, start, *_, delta, _stop = response.text.removesuffix("\n\n").split("\n\n")
    assert comment == ": OPENROUTER PROCESSING"
    assert start.startswith("event: message_start")
    assert json.loads(delta.partition("data: ")[2])["usage"]["cost"] > 0


def test_the_sdk_passes_over_the_comment(client: anthropic.Anthropic) -> None:
    """The stream helper assembles the message as ever [OpenRouter]."""
    with client.messages.stream(
        model=SLUG, max_tokens=100, messages=[{"role": "user", "content": "Hello"}]
    ) as stream:
        assert stream.get_final_message().stop_reason == "end_turn"


@pytest.mark.parametrize("status", [401, 402, 404, 429, 502, 503])
def test_errors_keep_the_shape_and_name_their_kind(
    client: anthropic.Anthropic, router: Simulator, status: int
) -> None:
    """Anthropic's error with an extra error.error_type; the request id is gen-… [OpenRouter]."""
    router.script([Fault(f"status-{status}", retry_after_seconds=3)])
    with pytest.raises(anthropic.APIStatusError) as raised:
        client.messages.create(
            model=SLUG, max_tokens=100, messages=[{"role": "user", "content": "Hello"}]
        )
    body = json.loads(raised.value.response.text)
    assert raised.value.status_code == status
    assert body["error"]["error_type"]
    assert body["request_id"].startswith("gen-")
    assert raised.value.response.headers["retry-after"] == "3"


def test_anthropic_s_own_ids_are_not_slugs(client: anthropic.Anthropic) -> None:
    """A model is found by its slug only [OpenRouter]."""
    with pytest.raises(anthropic.NotFoundError):
        client.messages.create(
            model="claude-sonnet-4-6",
            max_tokens=100,
            messages=[{"role": "user", "content": "Hello"}],
        )
