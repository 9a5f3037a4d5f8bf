"""Message Batches as a server tells of them: through the official words, and through bad ones."""

import json
from collections.abc import Callable, Sequence

import pytest

from conftest import MODEL, SECRET
from examcli.errors import BatchGone, NotAnApi, ProviderError, SettingsInvalid, Unavailable
from examcli.models import known_models
from examcli.providers import Request, answered
from examcli.providers.batches import BatchResult, BatchState, MessageBatches
from examcli.providers.endpoint import claude, openrouter
from examcli.simulator import Options, Simulator
from raw_server import in_turn

GROUND = known_models().find(MODEL)
REQUEST = Request(
    prefix=("You write questions.",),
    suffix="Hello",
    schema={"type": "object", "properties": {}, "additionalProperties": False},
    model=GROUND,
    max_tokens=100,
    cache_ttl="",
    session_id="exam-1",
    shard="1",
)
STATE = {
    "id": "msgbatch_1",
    "created_at": "2026-11-27T10:00:00Z",
    "processing_status": "ended",
    "request_counts": {"processing": 0, "succeeded": 2},
}


def said(body: bytes) -> list[bytes]:
    """A good response with this body, in one part."""
    return [b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n" + body]


async def state_of(body: bytes) -> BatchState:
    async with in_turn([said(body)]) as url, MessageBatches(claude(SECRET, url), GROUND) as api:
        return await api.state("msgbatch_1")


async def results_of(body: bytes) -> list[BatchResult]:
    state = await state_of(json.dumps(STATE).encode())
    async with in_turn([said(body)]) as url, MessageBatches(claude(SECRET, url), GROUND) as api:
        return [result async for result in api.results(state)]


async def test_a_batch_from_end_to_end(serve: Callable[[Options], Simulator]) -> None:
    """Handed in, told of, listed, answered; the answer is read like any other."""
    simulator = serve(Options(batch_seconds=10))
    async with MessageBatches(claude(SECRET, simulator.base_url), GROUND) as api:
        made = await api.submit([api.line(name, REQUEST) for name in ("a", "b")])
        assert (made.request_count, made.answered, made.has_ended) == (2, 0, False)
        assert [made] == await api.since(made.created_at)
        simulator.clock.advance(10)
        state = await api.state(made.id)
        assert (state.answered, state.has_ended) == (2, True)
        results = [result async for result in api.results(state)]
        assert {"a", "b"} == {result.custom_id for result in results}
        events = [e async for e in answered(api.answer(results[0]), REQUEST, lambda _started: None)]
    assert len(events) >= 2
    assert '"stream"' not in json.dumps(simulator.received[0].body)


async def test_all_pages_of_a_list_are_read(serve: Callable[[Options], Simulator]) -> None:
    """More batches than a page has."""
    simulator = serve(Options())
    async with MessageBatches(claude(SECRET, simulator.base_url), GROUND) as api:
        made = [await api.submit([api.line("a", REQUEST)]) for _ in range(101)]
        assert 101 == len(await api.since(made[0].created_at))


async def test_a_batch_of_another_account_is_gone(serve: Callable[[Options], Simulator]) -> None:
    """404, with what to do about it."""
    simulator = serve(Options())
    async with MessageBatches(claude(SECRET, simulator.base_url), GROUND) as api:
        with pytest.raises(BatchGone) as raised:
            await api.state("msgbatch_1")
    assert "API key" in raised.value.hint


@pytest.mark.parametrize(
    "body",
    [
        b"<html><title>Welcome</title></html>",
        b"[]",
        b"{}",
        json.dumps({**STATE, "id": "../../secrets"}).encode(),
        json.dumps({**STATE, "id": 7}).encode(),
        json.dumps({**STATE, "created_at": "yesterday"}).encode(),
        b'{"id": "msgbatch_1", "padding": "' + b"x" * 3_000_000 + b'"}',
        b"[" * 100_000,
    ],
)
async def test_what_is_no_batch_is_not_taken_for_one(body: bytes) -> None:
    """A page, a list, an id that would lead elsewhere, an endless document."""
    with pytest.raises(NotAnApi):
        await state_of(body)


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        ([b'{"custom_id": "a", "result": {"type": "expired"}}'], ["a"]),
        ([b"", b"nonsense", b"[1]", b'{"custom_id": 3, "result": {"type": "expired"}}'], []),
        ([b'{"custom_id": "a", "result": {"type": "lost"}}'], []),
        ([b'{"custom_id": "a", "result": null}', b"\xff\xfe"], []),
        ([b'{"custom_id": "a", "result": {"type": "canceled"}}\r'], ["a"]),
    ],
)
async def test_lines_that_are_no_results_are_left_out(
    lines: Sequence[bytes], ids: Sequence[str]
) -> None:
    """The others count, whatever stands between them."""
    found = await results_of(b"\n".join(lines))
    assert list(ids) == [result.custom_id for result in found]


async def test_a_line_without_end_is_given_up() -> None:
    """Before it fills the memory."""
    with pytest.raises(NotAnApi):
        await results_of(b"x" * 5_000_000)


@pytest.mark.parametrize(
    "message",
    [{}, {"content": "text"}, {"content": [{"type": "text", "text": "{}"}]}, {"content": [7]}],
)
async def test_a_message_that_is_none_fails_as_a_stream_would(message: dict[str, object]) -> None:
    """One of our failures, never a traceback."""
    async with MessageBatches(claude(SECRET, "http://127.0.0.1:1"), GROUND) as api:
        answer = api.answer(BatchResult("a", "succeeded", message))
        with pytest.raises(ProviderError):
            _ = [event async for event in answered(answer, REQUEST, lambda _started: None)]


async def test_a_server_that_is_not_there_may_have_it_or_not() -> None:
    """`Unavailable`: whoever handed it in has to find out."""
    async with MessageBatches(claude(SECRET, "http://127.0.0.1:1"), GROUND) as api:
        with pytest.raises(Unavailable):
            await api.submit([b"{}"])


def test_only_some_servers_and_models_have_batches() -> None:
    """Said before anything is sent."""
    with pytest.raises(SettingsInvalid, match="has no Message Batches"):
        MessageBatches(openrouter(SECRET, "https://openrouter.ai/api"), GROUND)
    with pytest.raises(SettingsInvalid, match="cannot be used"):
        MessageBatches(
            claude(SECRET, "http://127.0.0.1:1"), GROUND.model_copy(update={"takes_batches": False})
        )
