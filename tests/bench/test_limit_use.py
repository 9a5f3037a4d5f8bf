"""What of a limit is used is counted only while the limit binds, and only what was let through."""

import pytest

from examcli.bench.limit_use import LimitWatch, TimedCall, TimedCalls
from examcli.clock import SYSTEM_CLOCK
from examcli.models import Usage, known_models
from examcli.providers import Request
from examcli.providers.admission import Admission
from examcli.providers.limit_headers import Resource
from examcli.providers.recording import Call

REQUEST = Request(
    prefix=("prefix",),
    suffix="suffix",
    schema={},
    model=known_models().find("claude-sonnet-4-6"),
    max_tokens=1_000,
    cache_ttl="1h",
    session_id="exam-1",
    shard="1",
)


def call(sent_at: float, ended_at: float, error: str = "") -> TimedCall:
    """A call of 20 uncached and 100 written tokens, whose first token takes two seconds."""
    usage = Usage(input=20, cache_read=5_000, output=100)
    seconds = ended_at - sent_at
    ended = Call(REQUEST, "claude", usage, None, 2.0, seconds, "end_turn", error)
    return TimedCall(sent_at, ended_at, ended)


def bound(resource: Resource, first_at: float, last_at: float) -> LimitWatch:
    """A limit that held requests back between two moments."""
    watch = LimitWatch(Admission(SYSTEM_CLOCK), SYSTEM_CLOCK, resource)
    watch.first_at, watch.last_at = first_at, last_at
    return watch


def test_requests_count_when_they_are_sent() -> None:
    """Of ten allowed in the minute nine were sent; no other one counts."""
    calls = [call(at, at + 10) for at in (50, *range(60, 105, 5), 120)]

    assert 0.9 == bound("requests", 60, 120).used_share(calls, 10)


def test_what_is_read_from_the_cache_is_free() -> None:
    assert 0.2 == bound("input tokens", 0, 60).used_share([call(1, 12)], 100)


def test_output_counts_as_it_is_written() -> None:
    """Written from second 52 to 72: sixty of a hundred tokens after second 60."""
    assert 0.6 == pytest.approx(bound("output tokens", 60, 120).used_share([call(50, 72)], 100))


def test_a_refused_request_uses_nothing_and_is_counted_as_refused() -> None:
    calls = TimedCalls(SYSTEM_CLOCK)
    calls.ended = [call(1, 2, "Throttled"), call(1, 12), call(1, 12), call(1, 12)]

    assert 0.25 == calls.refused_share
    assert 0.3 == bound("requests", 0, 60).used_share(calls.ended, 10)


def test_a_limit_that_never_held_anything_back_has_no_share() -> None:
    """Not 0, and not 1: nothing is known of it, and a bar is not met by that."""
    watch = LimitWatch(Admission(SYSTEM_CLOCK), SYSTEM_CLOCK, "requests")
    watch.look()

    assert watch.used_share([call(1, 12)], 10) is None
