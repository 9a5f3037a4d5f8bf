"""Rate limits and their headers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import anthropic
import pytest
from anthropic.types import Message, MessageParam

from examcli.simulator import Limits, Options, Simulator, parse_limits

Serve = Callable[[Options], Simulator]
Connect = Callable[[Simulator], anthropic.Anthropic]

MODEL = "claude-sonnet-4-6"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
HELLO: list[MessageParam] = [{"role": "user", "content": "Hello"}]
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


def test_a_sharp_rise_is_refused_by_itself(serve: Serve, connect: Connect) -> None:
    """A 429 with words of its own while every allowance has plenty left [errors, simulator]."""
    simulator = serve(still(Limits(unhurried_requests=3)))
    client = connect(simulator)
    for _ in range(3):
        ask(client)
    with pytest.raises(anthropic.RateLimitError, match="more gradually") as raised:
        ask(client)
    told = raised.value.response.headers
    assert told["retry-after"] == "10"
    assert int(told["anthropic-ratelimit-requests-remaining"]) > 1_000


def test_a_gentle_rise_is_let_through(serve: Serve, connect: Connect) -> None:
    """In ten seconds twice as many requests as in the ten before; then no more [simulator]."""
    simulator = serve(still(Limits(unhurried_requests=3)))
    client = connect(simulator)
    for requests in (3, 6, 12):
        for _ in range(requests):
            ask(client)
        with pytest.raises(anthropic.RateLimitError):
            ask(client)
        simulator.clock.advance(10)


def test_each_class_of_models_has_its_own_allowance(serve: Serve, connect: Connect) -> None:
    """Two Sonnets share one, Haiku has another, of a size of its own if need be [limits]."""
    limits = dict(parse_limits(("requests=1", "haiku/requests=2")))
    simulator = serve(replace(still(limits.pop("")), limits_by_class=limits))
    client = connect(simulator)
    for model in (MODEL, "claude-haiku-5-5", "claude-haiku-5-5"):
        client.messages.create(model=model, max_tokens=1, messages=HELLO)
    with pytest.raises(anthropic.RateLimitError):
        client.messages.create(model="claude-sonnet-5", max_tokens=1, messages=HELLO)


def test_waits_are_told_on_the_simulators_clock(serve: Serve, connect: Connect) -> None:
    """However fast it runs, as the moments of the resets are [simulator]."""
    client = connect(serve(replace(still(Limits(requests_per_minute=1)), speed=60.0)))
    ask(client)
    with pytest.raises(anthropic.RateLimitError) as raised:
        ask(client)
    assert raised.value.response.headers["retry-after"] == "60"


@pytest.mark.parametrize("text", ["requests", "requests=", "requests=0", "rpm=5", "haiku/=3"])
def test_a_limit_that_makes_no_sense_is_quoted(text: str) -> None:
    """With the names that there are [simulator]."""
    with pytest.raises(ValueError, match=f"`{text}` is no limit.*acceleration"):
        parse_limits((text,))


def test_limits_of_no_class_are_refused() -> None:
    """A mistyped class would otherwise have no limits at all [simulator]."""
    with pytest.raises(ValueError, match="haikku"):
        Options(limits_by_class={"haikku": Limits()})
