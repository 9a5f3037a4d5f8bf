"""Message threads and other betas that newest and older clients send."""

from collections.abc import Callable

import anthropic
import httpx
import pytest
from anthropic.types.beta import BetaMessageParam

from examcli.simulator import Simulator

Connect = Callable[[Simulator], anthropic.Anthropic]

MODEL = "claude-haiku-5-5"
BETA = {"anthropic-beta": "message-threads-2026-08-12"}
BODY = {"model": MODEL, "max_tokens": 50, "messages": [{"role": "user", "content": "Hello"}]}
SCHEMA = {
    "type": "object",
    "properties": {"n": {"type": "integer"}},
    "required": ["n"],
    "additionalProperties": False,
}


def said(text: str) -> BetaMessageParam:
    return {"role": "user", "content": text}


def continued(message_id: str, **fields: object) -> dict[str, object]:
    """A body that continues the thread of a message."""
    thread = {"type": "continue", "previous_message_id": message_id}
    return {**BODY, "thread": thread, **fields}


def test_the_tool_runner_of_the_newest_sdk_is_answered(
    simulator: Simulator, client: anthropic.Anthropic
) -> None:
    """M14: it sends `thread` and its beta header with every request [threads, SDK]."""

    @anthropic.beta_tool
    def weather(city: str) -> str:
        """Tell the weather.

        Args:
            city: where.
        """
        return f"sunny in {city}"

    runner = client.beta.messages.tool_runner(
        model=MODEL, max_tokens=500, tools=[weather], messages=[said("Hello")]
    )
    assert "end_turn" == runner.until_done().stop_reason
    assert {"type": "create"} == simulator.received[0].body["thread"]


def test_a_thread_is_continued_with_what_is_new(
    simulator: Simulator, client: anthropic.Anthropic
) -> None:
    """Later turns send one message and are billed for all of the conversation [threads]."""
    thread = client.beta.messages.thread(model=MODEL, max_tokens=500, system="Rules. " * 50)
    first, second = (thread.send(said(text)).usage.input_tokens for text in ("One", "Two"))
    whole = client.beta.messages.count_tokens(
        model=MODEL, system="Rules. " * 50, messages=list(thread.messages)[:-1]
    )
    continuation = simulator.received[1].body
    assert [said("Two")] == continuation["messages"]
    assert "system" not in continuation
    assert second == whole.input_tokens > first


def test_a_thread_ends_after_five_minutes(simulator: Simulator, connect: Connect) -> None:
    """404 thread_not_found; the SDK sends the whole conversation again [threads, SDK]."""
    thread = connect(simulator).beta.messages.thread(model=MODEL, max_tokens=500)
    thread.send(said("One"))
    simulator.clock.advance(300)
    thread.send(said("Two"))
    assert [200, 404, 200] == [received.status for received in simulator.received]
    assert {"type": "create"} == simulator.received[-1].body["thread"]


def test_a_thread_belongs_to_its_organisation(http: httpx.Client) -> None:
    """Another key does not find it [threads]."""
    created = http.post("/v1/messages", json={**BODY, "thread": {"type": "create"}}, headers=BETA)
    body = continued(created.json()["id"])
    assert 200 == http.post("/v1/messages", json=body, headers=BETA).status_code
    other = http.post("/v1/messages", json=body, headers={**BETA, "x-api-key": "another"})
    assert 404 == other.status_code
    assert "thread_not_found" == other.json()["error"]["details"]["error_code"]


@pytest.mark.parametrize(
    ("fields", "headers", "complaint"),
    [
        ({"thread": {"type": "create"}}, {}, "thread: Extra inputs are not permitted"),
        ({"thread": {"type": "knit"}}, BETA, "thread.type"),
        (continued("msg_x", system="Rules"), BETA, "system: not allowed"),
        ({"output_format": {"type": "json_schema"}}, {}, "output_format: Extra inputs"),
        ({"fallbacks": "default"}, {}, "the simulator does not play this"),
    ],
)
def test_a_beta_that_is_not_asked_for_is_refused(
    http: httpx.Client, fields: dict[str, object], headers: dict[str, str], complaint: str
) -> None:
    """M14: without its header it is unknown; what is not played says so [errors, simulator]."""
    response = http.post("/v1/messages", json={**BODY, **fields}, headers=headers)
    assert 400 == response.status_code
    assert complaint in response.json()["error"]["message"]


def test_output_format_is_what_structured_output_was_called(http: httpx.Client) -> None:
    """M14: SDK 0.75 sends it under its beta; it means output_config.format [schemas]."""
    response = http.post(
        "/v1/messages",
        json={**BODY, "output_format": {"type": "json_schema", "schema": SCHEMA}},
        headers={
            "anthropic-beta": "structured-outputs-2025-11-13",
            "anthropic-version": "2023-06-01",
        },
    )
    assert 200 == response.status_code
    assert '{"n": 0}' == response.json()["content"][-1]["text"]


def test_what_is_not_played_says_so(client: anthropic.Anthropic) -> None:
    """M14: the Files API is a 404 that tells what there is instead [simulator]."""
    with pytest.raises(anthropic.NotFoundError, match="plays messages, batches and models"):
        client.files.list()


def test_only_so_many_threads_are_held(http: httpx.Client) -> None:
    """The oldest of more than a hundred is forgotten [simulator]."""
    create = {**BODY, "thread": {"type": "create"}}
    first = http.post("/v1/messages", json=create, headers=BETA).json()["id"]
    for _ in range(100):
        http.post("/v1/messages", json=create, headers=BETA)
    response = http.post("/v1/messages", json=continued(first), headers=BETA)
    assert 404 == response.status_code
