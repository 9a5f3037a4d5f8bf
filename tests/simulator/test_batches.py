"""Message Batches, through the SDK."""

from collections.abc import Callable
from datetime import timedelta

import anthropic
import httpx
import pytest
from anthropic.types.messages.batch_create_params import Request

from examcli.simulator import Options, Simulator

Serve = Callable[[Options], Simulator]
Connect = Callable[[Simulator], anthropic.Anthropic]

MODEL = "claude-sonnet-4-6"
HOUR = 3600


def request(custom_id: str, max_tokens: int = 100) -> Request:
    return {
        "custom_id": custom_id,
        "params": {
            "model": MODEL,
            "max_tokens": max_tokens,
            "messages": [{"role": "user", "content": "Hello"}],
        },
    }


@pytest.fixture
def slow(serve: Serve) -> Simulator:
    """A simulator whose batches take an hour."""
    return serve(Options(batch_seconds=HOUR))


def test_a_batch_is_worked_off_in_its_own_time(slow: Simulator, connect: Connect) -> None:
    """in_progress with all counts but `processing` at zero; ended an hour later [batches]."""
    client = connect(slow)
    created = client.messages.batches.create(requests=[request("a"), request("b")])
    assert created.id.startswith("msgbatch_")
    assert (created.processing_status, created.results_url) == ("in_progress", None)
    assert (created.request_counts.processing, created.request_counts.succeeded) == (2, 0)
    assert created.expires_at - created.created_at == timedelta(hours=24)
    slow.clock.advance(HOUR)
    ended = client.messages.batches.retrieve(created.id)
    assert (ended.processing_status, ended.request_counts.succeeded) == ("ended", 2)
    assert ended.ended_at
    assert ended.results_url


def test_results_are_messages_of_the_batch_tier(client: anthropic.Anthropic) -> None:
    """One JSON line per request, found by its custom_id [batches]."""
    batch = client.messages.batches.create(requests=[request("a"), request("b")])
    results = {line.custom_id: line.result for line in client.messages.batches.results(batch.id)}
    assert set(results) == {"a", "b"}
    result = results["a"]
    assert result.type == "succeeded"
    assert result.message.usage.service_tier == "batch"
    assert result.message.stop_reason == "end_turn"


async def test_the_async_sdk_reads_them_too(simulator: Simulator) -> None:
    """`await results()` first, then iterate [batches]."""
    async with anthropic.AsyncAnthropic(api_key="k", base_url=simulator.base_url) as client:
        batch = await client.messages.batches.create(requests=[request("a")])
        lines = [line.custom_id async for line in await client.messages.batches.results(batch.id)]
    assert lines == ["a"]


def test_a_bad_request_is_an_errored_result(client: anthropic.Anthropic) -> None:
    """Params are validated when they are worked off; max_tokens 0 is not allowed there.

    [batches].
    """
    batch = client.messages.batches.create(requests=[request("good"), request("bad", 0)])
    results = {line.custom_id: line.result for line in client.messages.batches.results(batch.id)}
    bad = results["bad"]
    assert bad.type == "errored"
    assert bad.error.error.type == "invalid_request_error"
    assert "max_tokens" in bad.error.error.message
    counts = client.messages.batches.retrieve(batch.id).request_counts
    assert (counts.succeeded, counts.errored, counts.processing) == (1, 1, 0)


def test_streaming_is_not_allowed_in_a_batch(http: httpx.Client) -> None:
    """`stream` makes an errored result [batches]."""
    asked = request("a")
    body = {"requests": [{**asked, "params": {**asked["params"], "stream": True}}]}
    batch = http.post("/v1/messages/batches", json=body).json()
    results = http.get(f"/v1/messages/batches/{batch['id']}/results")
    assert results.headers["content-type"] == "application/x-jsonl"
    assert results.json()["result"]["error"]["error"]["message"].startswith("stream:")


def test_a_prefix_is_shared_within_a_batch(client: anthropic.Anthropic) -> None:
    """One request writes the cache, the others read it; real hit rates are lower [batches]."""
    asked = request("a")
    asked["params"]["system"] = [
        {"type": "text", "text": "قواعد " * 800, "cache_control": {"type": "ephemeral"}}
    ]
    batch = client.messages.batches.create(
        requests=[{**asked, "custom_id": name} for name in "abc"]
    )
    read = [
        line.result.message.usage.cache_read_input_tokens or 0
        for line in client.messages.batches.results(batch.id)
        if line.result.type == "succeeded"
    ]
    assert sorted(tokens > 0 for tokens in read) == [False, True, True]


def test_a_cancelled_batch_ends_unanswered(slow: Simulator, connect: Connect) -> None:
    """First canceling, then ended, every request canceled [batches]."""
    client = connect(slow)
    batch = client.messages.batches.create(requests=[request("a")])
    cancelled = client.messages.batches.cancel(batch.id)
    assert cancelled.processing_status == "canceling"
    assert cancelled.cancel_initiated_at
    ended = client.messages.batches.retrieve(batch.id)
    assert (ended.processing_status, ended.request_counts.canceled) == ("ended", 1)
    (line,) = client.messages.batches.results(batch.id)
    assert line.result.type == "canceled"


def test_a_batch_that_takes_longer_than_a_day_expires(serve: Serve, connect: Connect) -> None:
    """After 24 hours what is unanswered is expired [batches]."""
    simulator = serve(Options(batch_seconds=48 * HOUR))
    client = connect(simulator)
    batch = client.messages.batches.create(requests=[request("a")])
    simulator.clock.advance(24 * HOUR)
    (line,) = client.messages.batches.results(batch.id)
    assert line.result.type == "expired"


def test_results_have_to_be_waited_for(slow: Simulator, connect: Connect) -> None:
    """The SDK itself refuses to ask for results of a batch that has not ended [SDK]."""
    client = connect(slow)
    batch = client.messages.batches.create(requests=[request("a")])
    with pytest.raises(anthropic.AnthropicError, match="results_url"):
        client.messages.batches.results(batch.id)


def test_only_an_ended_batch_can_be_deleted(slow: Simulator, connect: Connect) -> None:
    """400 before, gone afterwards [batches]."""
    client = connect(slow)
    batch = client.messages.batches.create(requests=[request("a")])
    with pytest.raises(anthropic.BadRequestError):
        client.messages.batches.delete(batch.id)
    slow.clock.advance(HOUR)
    assert client.messages.batches.delete(batch.id).type == "message_batch_deleted"
    with pytest.raises(anthropic.NotFoundError):
        client.messages.batches.retrieve(batch.id)


def test_batches_are_listed_newest_first_page_by_page(client: anthropic.Anthropic) -> None:
    """The SDK follows the cursor through all pages [SDK]."""
    made = [client.messages.batches.create(requests=[request("a")]).id for _ in range(5)]
    assert [batch.id for batch in client.messages.batches.list(limit=2)] == made[::-1]
    before = client.messages.batches.list(limit=2, before_id=made[0])
    assert [batch.id for batch in before.data] == [made[2], made[1]]


def test_batches_belong_to_their_organisation(
    client: anthropic.Anthropic, simulator: Simulator
) -> None:
    """Another key does not find them [batches]."""
    batch = client.messages.batches.create(requests=[request("a")])
    with anthropic.Anthropic(api_key="another", base_url=simulator.base_url) as other:
        with pytest.raises(anthropic.NotFoundError):
            other.messages.batches.retrieve(batch.id)
        assert other.messages.batches.list().data == []


@pytest.mark.parametrize(
    ("requests", "complaint"),
    [
        ([], "requests: at least one"),
        ([request("a"), request("a")], "requests.1.custom_id: 'a' is not unique"),
        ([request("no spaces")], "requests.0.custom_id: must match"),
        ([request("x" * 65)], "requests.0.custom_id: must match"),
    ],
)
def test_the_envelope_is_validated_at_once(
    client: anthropic.Anthropic, requests: list[Request], complaint: str
) -> None:
    """custom_id: 1 to 64 letters, digits, _ or -, unique [batches]."""
    with pytest.raises(anthropic.BadRequestError) as raised:
        client.messages.batches.create(requests=requests)
    assert complaint in raised.value.message


def results_of(simulator: Simulator, connect: Connect, count: int) -> dict[str, str]:
    """The types of the results of a batch of so many requests, in the order they came in."""
    client = connect(simulator)
    asked = [request(f"r{number}") for number in range(count)]
    batch = client.messages.batches.create(requests=asked)
    return {line.custom_id: line.result.type for line in client.messages.batches.results(batch.id)}


def test_results_come_in_any_order(serve: Serve, connect: Connect) -> None:
    """Not that of the requests, and the same for the same seed [batches]."""
    once, again = (list(results_of(serve(Options(seed=1)), connect, 20)) for _ in range(2))
    assert once == again
    assert once != sorted(once)
    assert len(set(once)) == 20


def test_as_many_requests_fail_as_are_told_to(serve: Serve, connect: Connect) -> None:
    """Some are errored and some expired, the others answered [simulator]."""
    options = Options(batch_errored_probability=0.2, batch_expired_probability=0.3)
    types = list(results_of(serve(options), connect, 200).values())
    assert 20 <= types.count("errored") <= 60
    assert 40 <= types.count("expired") <= 80
    assert types.count("succeeded") == 200 - types.count("errored") - types.count("expired")


def test_caching_in_batches_is_best_effort(serve: Serve, connect: Connect) -> None:
    """With batch_miss_probability 1 nothing is read, while a message of its own reads [batches]."""
    client = connect(serve(Options(batch_miss_probability=1.0)))
    asked = request("a")
    asked["params"]["system"] = [
        {"type": "text", "text": "قواعد " * 800, "cache_control": {"type": "ephemeral"}}
    ]
    batch = client.messages.batches.create(
        requests=[{**asked, "custom_id": name} for name in "abc"]
    )
    assert not any(
        line.result.message.usage.cache_read_input_tokens
        for line in client.messages.batches.results(batch.id)
        if line.result.type == "succeeded"
    )
    message = client.messages.create(
        model=MODEL,
        max_tokens=100,
        system=asked["params"]["system"],
        messages=asked["params"]["messages"],
    )
    assert message.usage.cache_read_input_tokens
