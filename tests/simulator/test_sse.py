"""The wire format of a stream."""

import json
import random
from collections.abc import Callable, Iterator

import anthropic
import httpx
import pytest
from anthropic.types import Message
from hypothesis import given, settings
from hypothesis import strategies as st

from examcli.simulator import Options, Simulator
from examcli.simulator.errors import Json
from examcli.simulator.sse import pieces

MODEL = "claude-sonnet-4-6"
ORDER = '<slots>\n{"topic":"algebra"}\n{"topic":"algebra"}\n</slots>\n<avoid>\n</avoid>'
BODY: Json = {
    "model": MODEL,
    "max_tokens": 2000,
    "stream": True,
    "messages": [{"role": "user", "content": ORDER}],
}


def events(raw: str) -> Iterator[tuple[str, Json]]:
    """The name and the data of every event in a stream."""
    for chunk in raw.removesuffix("\n\n").split("\n\n"):
        name, data = chunk.split("\n")
        yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def test_events_come_in_the_order_of_the_specification(http: httpx.Client) -> None:
    """From message_start to message_stop, with one ping after the first block start [streaming]."""
    response = http.post("/v1/messages", json=BODY)
    assert response.headers["content-type"].startswith("text/event-stream")
    names = [name for name, _ in events(response.text)]
    deltas = len(names) - 6
    assert names == [
        "message_start",
        "content_block_start",
        "ping",
        *["content_block_delta"] * deltas,
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    assert deltas > 50


def test_every_event_is_named_twice(http: httpx.Client) -> None:
    """The `event:` line and the `type` of the data agree [streaming]."""
    response = http.post("/v1/messages", json=BODY)
    assert all(name == data["type"] for name, data in events(response.text))


def test_the_stream_is_utf_8_and_not_escaped(http: httpx.Client) -> None:
    """Arabic travels as itself [streaming]."""
    response = http.post("/v1/messages", json=BODY)
    assert "\\u0" not in response.text
    assert "ن" in response.content.decode()


def test_cache_counters_are_known_in_the_first_event(client: anthropic.Anthropic) -> None:
    """message_start carries the input side of the usage; message_delta repeats it, cumulative.

    [streaming].
    """
    system = "قواعد " * 800
    with client.messages.create(
        model=MODEL,
        max_tokens=100,
        stream=True,
        system=[{"type": "text", "text": system, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": "Hello"}],
    ) as stream:
        received = list(stream)
    start, delta = received[0], received[-2]
    assert start.type == "message_start"
    assert delta.type == "message_delta"
    usage = start.message.usage
    assert (usage.cache_creation_input_tokens or 0) > 1024
    assert usage.output_tokens == 1
    assert start.message.stop_reason is None
    assert delta.usage.cache_creation_input_tokens == usage.cache_creation_input_tokens
    assert delta.usage.input_tokens == usage.input_tokens
    assert delta.usage.output_tokens > 1
    assert delta.delta.stop_reason == "end_turn"


def test_streamed_and_whole_are_the_same_message(client: anthropic.Anthropic) -> None:
    """The helper assembles from the stream what a plain request gets at once [SDK]."""
    whole = client.messages.create(
        model=MODEL, max_tokens=2000, messages=[{"role": "user", "content": ORDER}]
    )
    with client.messages.stream(
        model=MODEL, max_tokens=2000, messages=[{"role": "user", "content": ORDER}]
    ) as stream:
        assembled = stream.get_final_message()
    assert assembled.content[0].model_dump()["text"] == whole.content[0].model_dump()["text"]
    assert assembled.stop_reason == whole.stop_reason
    assert assembled.usage.model_dump() == whole.usage.model_dump()


async def test_the_async_sdk_streams_too(simulator: Simulator) -> None:
    """`AsyncAnthropic.messages.stream`: the text comes in many deltas that make the answer.

    [SDK].
    """
    async with (
        anthropic.AsyncAnthropic(api_key="k", base_url=simulator.base_url) as client,
        client.messages.stream(
            model=MODEL, max_tokens=2000, messages=[{"role": "user", "content": ORDER}]
        ) as stream,
    ):
        deltas = [text async for text in stream.text_stream]
    assert len(deltas) > 50
    assert len(json.loads("".join(deltas))["questions"]) == 2


@pytest.mark.parametrize("stream", [True, False])
def test_thinking_comes_before_the_text(client: anthropic.Anthropic, stream: bool) -> None:
    """Sonnet 5.5 thinks unless told not to: a signed thinking block at index 0.

    [models, streaming].
    """
    message = created(client, "claude-sonnet-5-5", stream)
    thinking, text = message.content
    assert thinking.type == "thinking"
    assert thinking.signature
    assert text.type == "text"
    details = message.usage.output_tokens_details
    assert details
    assert 0 < details.thinking_tokens < message.usage.output_tokens


@pytest.mark.parametrize("display", ["summarized", "omitted"])
def test_a_thought_is_shown_or_not(client: anthropic.Anthropic, display: str) -> None:
    """Deltas, then the signature; omitted, as on 5.5 by default, the signature only: same price.

    [models, streaming].
    """
    body = {"thinking": {"type": "adaptive", "display": display}}
    with client.messages.stream(
        model="claude-sonnet-5-5",
        max_tokens=2000,
        messages=[{"role": "user", "content": ORDER}],
        extra_body=body,
    ) as stream:
        deltas = [e.delta.type for e in stream if e.type == "content_block_delta"]
        message = stream.get_final_message()
    assert message.content[0].type == "thinking"
    assert bool(message.content[0].thinking) == (display == "summarized")
    assert ("thinking_delta" in deltas) == (display == "summarized")
    assert deltas.index("signature_delta") < deltas.index("text_delta")
    details = message.usage.output_tokens_details
    assert details
    assert 2 * details.thinking_tokens == message.usage.output_tokens


@pytest.mark.parametrize("thinking", [{"type": "between_tools"}, {"type": "disabled"}])
def test_without_thinking_there_is_no_thought(
    client: anthropic.Anthropic, thinking: dict[str, str]
) -> None:
    """`between_tools`, or `disabled` where it is accepted: the answer and nothing else [models]."""
    message = client.messages.create(
        model="claude-haiku-5-5",
        max_tokens=100,
        messages=[{"role": "user", "content": "Hello"}],
        extra_body={"thinking": thinking},
    )
    assert ["text"] == [block.type for block in message.content]


def test_more_effort_is_more_thought(client: anthropic.Anthropic) -> None:
    """From low to max thinking tokens grow; a default of medium is medium [simulator, models]."""

    def thinking_tokens(**config: str) -> int:
        message = client.messages.create(
            model="claude-haiku-5-5",
            max_tokens=8000,
            messages=[{"role": "user", "content": ORDER}],
            extra_body={"output_config": config},
        )
        details = message.usage.output_tokens_details
        assert details
        return details.thinking_tokens

    low, medium, *more = (
        thinking_tokens(effort=effort) for effort in ("low", "medium", "high", "xhigh", "max")
    )
    assert [low, medium, *more] == sorted({low, medium, *more})
    assert thinking_tokens() == medium


def test_a_thought_that_does_not_fit_is_left_out(client: anthropic.Anthropic) -> None:
    """A request for one token, as it is used to warm a cache, gets no more than that.

    [simulator].
    """
    message = client.messages.create(
        model="claude-sonnet-5-5", max_tokens=1, messages=[{"role": "user", "content": "Hello"}]
    )
    assert (message.usage.output_tokens, message.stop_reason) == (1, "max_tokens")


def created(client: anthropic.Anthropic, model: str, stream: bool) -> Message:
    """A message, whole or assembled from a stream."""
    if not stream:
        return client.messages.create(
            model=model, max_tokens=1000, messages=[{"role": "user", "content": "Hello"}]
        )
    with client.messages.stream(
        model=model, max_tokens=1000, messages=[{"role": "user", "content": "Hello"}]
    ) as events_:
        return events_.get_final_message()


def test_a_forced_tool_is_called(client: anthropic.Anthropic) -> None:
    """Its input arrives as input_json_deltas, the first of them empty; stop reason tool_use.

    [streaming].
    """
    with client.messages.stream(
        model=MODEL,
        max_tokens=1000,
        tools=[{"name": "write", "input_schema": {"type": "object"}}],
        tool_choice={"type": "tool", "name": "write"},
        messages=[{"role": "user", "content": ORDER}],
    ) as stream:
        partial = [event.partial_json for event in stream if event.type == "input_json"]
        message = stream.get_final_message()
    (call,) = message.content
    assert call.type == "tool_use"
    assert (call.name, message.stop_reason) == ("write", "tool_use")
    assert set(call.input) == {"passage", "questions"}
    assert partial[0] == ""


def test_an_interrupted_client_leaves_the_server_well(
    serve: Callable[[Options], Simulator], connect: Callable[[Simulator], anthropic.Anthropic]
) -> None:
    """A client that stops reading early costs nobody anything [simulator]."""
    simulator = serve(Options())
    client = connect(simulator)
    for _ in range(3):
        with client.messages.create(
            model=MODEL,
            max_tokens=1000,
            stream=True,
            messages=[{"role": "user", "content": ORDER}],
        ) as stream:
            next(iter(stream))
    assert [received.status for received in simulator.received] == [200] * 3


@settings(database=None)
@given(st.text(min_size=1), st.integers(1, 100), st.integers())
def test_pieces_are_the_text_broken_anywhere(text: str, tokens: int, seed: int) -> None:
    """Joined they are the text, and each knows where it starts [simulator]."""
    broken = list(pieces(text, tokens, random.Random(seed)))
    assert "".join(piece for _, piece in broken) == text
    assert all(text.startswith(piece, start) for start, piece in broken)
    assert all(piece for _, piece in broken)


def test_a_piece_is_about_a_token() -> None:
    """A thousand tokens come in some thousand deltas [simulator]."""
    text = "هذا نص عربي طويل. " * 101
    assert 700 < len(list(pieces(text, 1000, random.Random(0)))) < 1400
