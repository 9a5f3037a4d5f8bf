"""Rate limits and their headers."""

from collections.abc import Callable
from datetime import UTC, datetime

import anthropic
import pytest
from anthropic.types import Message

from examcli.simulator import Limits, Options, Simulator

Serve = Callable[[Options], Simulator]
Connect = Callable[[Simulator], anthropic.Anthropic]

MODEL = "claude-sonnet-4-6"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
SYSTEM = "قواعد " * 800
"""About 2,500 tokens."""


def ask(client: anthropic.Anthropic, system: str = "") -> Message:
    return client.messages.create(
        model=MODEL,
        max_tokens=100,
        system=[{"type": "text", "text": system or "x", "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": "Hello"}],
    )


def still(limits: Limits) -> Options:
    """Options under which time stands still."""
    return Options(limits=limits, monotonic=lambda: 0.0, now=lambda: NOW)


def test_requests_beyond_the_limit_wait_their_turn(serve: Serve, connect: Connect) -> None:
    """Two a minute: the third is a 429 that says to come back in half a minute [limits]."""
    simulator = serve(still(Limits(requests_per_minute=2)))
    client = connect(simulator)
    ask(client)
    ask(client)
    with pytest.raises(anthropic.RateLimitError) as raised:
        ask(client)
    assert raised.value.response.headers["retry-after"] == "30"
    simulator.clock.advance(30)
    ask(client)


def test_cache_reads_do_not_count_as_input(serve: Serve, connect: Connect) -> None:
    """Written tokens count against the input limit, read ones do not [limits]."""
    client = connect(serve(still(Limits(input_tokens_per_minute=3_000))))
    ask(client, SYSTEM)
    for _ in range(5):
        ask(client, SYSTEM)
    with pytest.raises(anthropic.RateLimitError):
        ask(client, SYSTEM + "!")


def test_output_counts_when_it_is_written(serve: Serve, connect: Connect) -> None:
    """max_tokens costs nothing; an overdraft of output blocks the next request [limits]."""
    client = connect(serve(still(Limits(output_tokens_per_minute=5))))
    assert ask(client).usage.output_tokens > 5
    with pytest.raises(anthropic.RateLimitError):
        ask(client)


def test_each_key_has_its_own_allowance(serve: Serve, connect: Connect) -> None:
    """What one key uses up another still has [limits]."""
    simulator = serve(still(Limits(requests_per_minute=1)))
    ask(connect(simulator))
    with anthropic.Anthropic(
        api_key="another", base_url=simulator.base_url, max_retries=0
    ) as other:
        ask(other)


def test_every_response_tells_what_is_left(serve: Serve, connect: Connect) -> None:
    """Limit, remaining and reset of four resources; tokens are rounded to 1000 [limits]."""
    limits = Limits(60, 10_000, 4_000)
    raw = connect(serve(still(limits))).messages.with_raw_response.create(
        model=MODEL, max_tokens=100, messages=[{"role": "user", "content": "Hello"}]
    )
    told = {
        name.removeprefix("anthropic-ratelimit-"): value
        for name, value in raw.headers.items()
        if name.startswith("anthropic-ratelimit-")
    }
    assert told == {
        "requests-limit": "60",
        "requests-remaining": "59",
        "requests-reset": "2026-11-23T00:00:01Z",
        "tokens-limit": "14000",
        "tokens-remaining": "13000",
        "tokens-reset": "2026-11-23T00:00:00Z",
        "input-tokens-limit": "10000",
        "input-tokens-remaining": "9000",
        "input-tokens-reset": "2026-11-23T00:00:00Z",
        "output-tokens-limit": "4000",
        "output-tokens-remaining": "3000",
        "output-tokens-reset": "2026-11-23T00:00:00Z",
    }


def test_there_are_no_limits_unless_asked_for(client: anthropic.Anthropic) -> None:
    """The defaults cannot be reached by a test [simulator]."""
    for _ in range(20):
        ask(client, SYSTEM)
