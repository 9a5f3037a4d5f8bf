"""How fast answers come."""

import asyncio
import random
import statistics
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import anthropic
import pytest

from examcli.simulator import Options, Simulator
from examcli.simulator.clock import Clock
from examcli.simulator.pacing import Event, Pace, find_profile, paced, profiles

MODEL = "claude-sonnet-4-6"
ORDER = '<slots>\n{"topic":"algebra"}\n</slots>'


class FakeTime:
    """Real time that only passes when somebody sleeps, and then by a little more than asked."""

    def __init__(self, oversleep_seconds: float = 0.0) -> None:
        self.seconds = 0.0
        self._oversleep_seconds = oversleep_seconds

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds + self._oversleep_seconds


def arrivals(events: list[Event], pace: Pace, time: FakeTime) -> list[tuple[float, bytes]]:
    """When each write happens, and what it writes."""
    clock = Clock(lambda: datetime(2026, 1, 1, tzinfo=UTC), time.monotonic, time.sleep, speed=1)

    async def collect() -> Iterator[tuple[float, bytes]]:
        return iter([(time.seconds, c) async for c in paced(iter(events), pace, 0.0, clock)])

    return list(asyncio.run(collect()))


def test_every_profile_can_be_drawn_from() -> None:
    """profiles.toml has models with published figures and one that does not wait [profiles]."""
    assert {"unpaced", "sonnet-4.5", "sonnet-4.6", "sonnet-5", "sonnet-5.5"} <= set(profiles())
    for profile in profiles().values():
        assert profile.draw(random.Random(0)).ttft_seconds >= 0


def test_an_unknown_profile_is_refused() -> None:
    """The message lists those there are [simulator]."""
    with pytest.raises(ValueError, match="unknown profile 'warp'; known: unpaced"):
        Options(profile="warp")


def test_draws_have_the_profile_s_median_and_spread() -> None:
    """Sonnet 4.5: 1.8 s ± 25 % and 63 tokens/s ± 15 %, never below zero [profiles]."""
    paces = [find_profile("sonnet-4.5").draw(random.Random(seed)) for seed in range(2000)]
    ttft = [pace.ttft_seconds for pace in paces]
    rate = [pace.tokens_per_second for pace in paces]
    assert statistics.median(ttft) == pytest.approx(1.8, rel=0.03)
    assert statistics.stdev(ttft) / statistics.mean(ttft) == pytest.approx(0.25, rel=0.1)
    assert statistics.median(rate) == pytest.approx(63, rel=0.03)
    assert statistics.stdev(rate) / statistics.mean(rate) == pytest.approx(0.15, rel=0.1)
    assert min(ttft) > 0


def test_each_event_comes_when_it_is_due() -> None:
    """At the time to the first token plus its tokens over the rate [simulator]."""
    events = [Event(tokens, b"%d" % tokens) for tokens in (0, 10, 20)]
    pace = Pace(ttft_seconds=2, tokens_per_second=10)
    assert arrivals(events, pace, FakeTime()) == [(2, b"0"), (3, b"10"), (4, b"20")]


def test_oversleeping_does_not_add_up() -> None:
    """Deadlines count from the start: a hundred late wake-ups make one, not a hundred.

    [simulator].
    """
    events = [Event(tokens, b".") for tokens in range(101)]
    pace = Pace(ttft_seconds=0, tokens_per_second=1)
    last, _ = arrivals(events, pace, FakeTime(oversleep_seconds=0.5))[-1]
    assert last == pytest.approx(100.5)


def test_what_is_due_together_is_written_together() -> None:
    """Without pacing a short answer is a single write [simulator]."""
    events = [Event(tokens, b".") for tokens in range(100)]
    unpaced = find_profile("unpaced").draw(random.Random(0))
    assert arrivals(events, unpaced, FakeTime()) == [(0, b"." * 100)]


def test_a_message_takes_its_time(
    serve: Callable[[Options], Simulator], connect: Callable[[Simulator], anthropic.Anthropic]
) -> None:
    """A stream and a whole message both take the first token's delay and the rest at the rate.

    [simulator].
    """
    time = FakeTime()
    simulator = serve(
        Options(profile="sonnet-4.5", monotonic=time.monotonic, sleep=time.sleep, seed=7)
    )
    client = connect(simulator)
    message = client.messages.create(
        model=MODEL, max_tokens=1000, messages=[{"role": "user", "content": ORDER}]
    )
    pace = find_profile("sonnet-4.5").draw(random.Random("7/pace/1"))
    assert time.seconds == pytest.approx(pace.seconds_at(message.usage.output_tokens))
    with client.messages.stream(
        model=MODEL, max_tokens=1000, messages=[{"role": "user", "content": ORDER}]
    ) as stream:
        streamed = stream.get_final_message()
    second = find_profile("sonnet-4.5").draw(random.Random("7/pace/2"))
    taken_seconds = pace.seconds_at(message.usage.output_tokens) + second.seconds_at(
        streamed.usage.output_tokens
    )
    assert time.seconds == pytest.approx(taken_seconds)


def test_thinking_takes_its_time(
    serve: Callable[[Options], Simulator], connect: Callable[[Simulator], anthropic.Anthropic]
) -> None:
    """Tokens of thought come at the same rate as text, though none of them is shown [simulator]."""
    time = FakeTime()
    simulator = serve(
        Options(profile="sonnet-5.5", monotonic=time.monotonic, sleep=time.sleep, seed=7)
    )
    with connect(simulator).messages.stream(
        model="claude-sonnet-5-5",
        max_tokens=4000,
        messages=[{"role": "user", "content": ORDER}],
        thinking={"type": "adaptive"},
    ) as stream:
        next(iter(stream.text_stream))
        first_text_at_seconds = time.seconds
        details = stream.get_final_message().usage.output_tokens_details
    pace = find_profile("sonnet-5.5").draw(random.Random("7/pace/1"))
    assert details
    assert first_text_at_seconds >= pace.seconds_at(details.thinking_tokens)


def test_speed_divides_every_wait(
    serve: Callable[[Options], Simulator], connect: Callable[[Simulator], anthropic.Anthropic]
) -> None:
    """At speed 100 the same message takes a hundredth of the time [simulator]."""
    time = FakeTime()
    simulator = serve(
        Options(profile="sonnet-4.5", monotonic=time.monotonic, sleep=time.sleep, speed=100)
    )
    message = connect(simulator).messages.create(
        model=MODEL, max_tokens=1000, messages=[{"role": "user", "content": "Hello"}]
    )
    pace = find_profile("sonnet-4.5").draw(random.Random("0/pace/1"))
    assert time.seconds == pytest.approx(pace.seconds_at(message.usage.output_tokens) / 100)
