"""What requests used and cost, however it is counted and however it is put together."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import anthropic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SECRET
from examcli.accounts import Grouping, Prefixes, account, grouped
from examcli.blueprint import Blueprint
from examcli.plan import plan_exam
from examcli.prompt import SCHEMA, Order, prefix, suffix
from examcli.providers import CacheTtl, Request
from examcli.providers.decoding import Counters
from examcli.providers.messages import body
from examcli.providers.resilience import Call
from examcli.simulator import Simulator
from examcli.store import RequestRecord
from examcli.usage import Usage, known_models

MODELS = known_models()
MODEL = MODELS.find("claude-sonnet-4-6")
COUNTS = st.integers(0, 300_000)
SECONDS = st.none() | st.floats(0, 120)
MONEY = st.floats(0, 10)
REASONS = st.sampled_from(["", "no-breakpoint", "below-minimum", "ignored", "cold", "miss"])
RECORDS = st.builds(
    RequestRecord,
    session_id=st.sampled_from(["exam-1", "exam-2", "practice-1"]),
    shard=st.just("1"),
    provider=st.sampled_from(["claude", "openrouter", "offline"]),
    model=st.sampled_from(sorted(MODELS.known)),
    prefix=st.sampled_from(["one", "other"]),
    cache_ttl=st.sampled_from(["", "5m", "1h"]),
    started_at=st.integers(0, 9).map(
        lambda hours: (datetime(2026, 1, 1, 20, tzinfo=UTC) + timedelta(hours=hours)).isoformat()
    ),
    cache_miss_reason=REASONS,
    usage=st.builds(Usage, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS),
    cost_usd=MONEY,
    cost_without_cache_usd=MONEY,
    reported_cost_usd=st.none() | MONEY,
    first_token_seconds=SECONDS,
    total_seconds=st.floats(0, 120),
    stop_reason=st.just("end_turn"),
    error=st.sampled_from(["", "cut"]),
)
RECORD = RequestRecord(
    session_id="exam-1",
    shard="1",
    provider="claude",
    model=MODEL.id,
    prefix="one",
    cache_ttl="1h",
    started_at="2026-01-01T00:00:00.000+00:00",
    cache_miss_reason="",
    usage=Usage(),
    cost_usd=0.0,
    cost_without_cache_usd=0.0,
    reported_cost_usd=None,
    first_token_seconds=None,
    total_seconds=1.0,
    stop_reason="end_turn",
    error="",
)
COLD = replace(RECORD, usage=Usage(input=50, cache_write_1h=5_000), cache_miss_reason="cold")
WARM = replace(RECORD, usage=Usage(input=70, cache_read=5_000))
UNMARKED = replace(RECORD, usage=Usage(input=5_060), cache_miss_reason="no-breakpoint")


def used(usage: Mapping[str, Any]) -> Usage:
    """The usage of a whole message, class by class."""
    written = usage["cache_creation"]
    return Usage(
        input=usage["input_tokens"],
        cache_write_5m=written["ephemeral_5m_input_tokens"],
        cache_write_1h=written["ephemeral_1h_input_tokens"],
        cache_read=usage["cache_read_input_tokens"],
        output=usage["output_tokens"],
    )


def counted(events: Sequence[Mapping[str, Any]]) -> Usage:
    """The usage that the events of a stream tell."""
    counters = Counters("")
    for event in events:
        counters.take(event.get("message", event).get("usage"))
    return counters.usage


@st.composite
def usages(draw: st.DrawFn) -> dict[str, Any]:
    """The `usage` of a message that was not streamed."""
    write_5m, write_1h = draw(COUNTS), draw(COUNTS)
    return {
        "input_tokens": draw(COUNTS),
        "cache_creation_input_tokens": write_5m + write_1h,
        "cache_creation": {
            "ephemeral_5m_input_tokens": write_5m,
            "ephemeral_1h_input_tokens": write_1h,
        },
        "cache_read_input_tokens": draw(COUNTS),
        "output_tokens": draw(COUNTS),
    }


@st.composite
def told_in_a_stream(draw: st.DrawFn, usage: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same usage as a stream tells it: the input at first, the output growing.

    Later events are cumulative; each may repeat a counter of the input, leave it out or null it.
    """
    repeatable = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    grown = draw(st.lists(st.integers(0, usage["output_tokens"]), max_size=3).map(sorted))
    deltas = []
    for output in [*grown, usage["output_tokens"]]:
        nulled = dict.fromkeys(draw(st.sets(st.sampled_from(repeatable))))
        repeated = {name: usage[name] for name in draw(st.sets(st.sampled_from(repeatable)))}
        counters = {**nulled, **repeated, "output_tokens": output}
        ending = {"stop_reason": "end_turn"}
        deltas.append({"type": "message_delta", "delta": ending, "usage": counters})
    begun = {**usage, "output_tokens": min(1, usage["output_tokens"])}
    return [{"type": "message_start", "message": {"usage": begun}}, *deltas]


@given(st.data())
def test_streamed_and_unstreamed_accounting_agree(data: st.DataObject) -> None:
    """However a stream spreads its counters, tokens by class and cost are the whole message's."""
    whole = data.draw(usages())
    streamed = counted(data.draw(told_in_a_stream(whole)))

    assert used(whole) == streamed
    assert MODEL.cost_usd(used(whole)) == MODEL.cost_usd(streamed)


@pytest.mark.parametrize("ttl", ["", "5m", "1h"])
def test_the_sdk_s_stream_and_its_whole_message_agree(
    simulator: Simulator, gat: Blueprint, ttl: CacheTtl
) -> None:
    """Cold and warm, the official client is told the same usage either way."""
    request = ordered(gat, ttl)
    whole = {**body(request, MODEL.id), "stream": False}
    streamed: list[Usage] = []
    unstreamed: list[Usage] = []

    for _ in ("cold", "warm"):
        with (
            anthropic.Anthropic(api_key=SECRET, base_url=simulator.base_url) as one,
            anthropic.Anthropic(api_key=f"{SECRET}2", base_url=simulator.base_url) as other,
        ):
            unstreamed.append(used(one.messages.create(**whole).usage.model_dump()))
            events = other.messages.create(**body(request, MODEL.id))
            streamed.append(counted([event.model_dump() for event in events]))

    assert unstreamed == streamed
    assert bool(ttl) == (streamed[1].cache_read > 0)


@given(st.lists(RECORDS, max_size=40), st.sampled_from(Grouping))
def test_totals_are_the_sum_of_requests_whatever_the_grouping(
    requests: list[RequestRecord], grouping: Grouping
) -> None:
    """No request is lost, none is counted twice, in tokens, money, hits or misses."""
    prefixes = Prefixes.measured(requests)
    total = account(requests, prefixes)
    parts = [account(some, prefixes) for some in grouped(requests, grouping).values()]

    assert len(requests) == total.requests == sum(part.requests for part in parts)
    assert sum((r.usage for r in requests), Usage()) == total.usage
    assert total.usage == sum((part.usage for part in parts), Usage())
    assert total.uncached_prefix_tokens == sum(part.uncached_prefix_tokens for part in parts)
    assert total.failed == sum(part.failed for part in parts)
    assert total.hits == sum(part.hits for part in parts)
    assert sum(total.misses.values()) == sum(sum(part.misses.values()) for part in parts)
    assert total.cost_usd == pytest.approx(sum(request.cost_usd for request in requests))
    assert total.cost_usd == pytest.approx(sum(part.cost_usd for part in parts))
    assert total.saved_usd == pytest.approx(sum(part.saved_usd for part in parts), abs=1e-9)
    assert total.first_token.n == sum(part.first_token.n for part in parts)


@given(st.lists(RECORDS, max_size=40))
def test_a_hit_ratio_is_a_share(requests: list[RequestRecord]) -> None:
    """From none to all of the prefix tokens; not a number at all where there were none."""
    total = account(requests, Prefixes.measured(requests))
    ratio = total.hit_ratio

    assert ratio is None or 0 <= ratio <= 1
    assert (ratio is None) == (
        total.usage.cache_read + total.usage.cache_write + total.uncached_prefix_tokens == 0
    )


def test_the_hit_ratio_counts_the_prefix_and_nothing_else() -> None:
    """One write, one read, one without a breakpoint: a third; what follows the prefix is out."""
    requests = [COLD, WARM, UNMARKED]

    total = account(requests, Prefixes.measured(requests))

    assert 5_000 == total.uncached_prefix_tokens
    assert pytest.approx(1 / 3) == total.hit_ratio
    assert (1, {"cold": 1, "no-breakpoint": 1}) == (total.hits, total.misses)


def test_the_size_of_a_prefix_is_learned_from_whoever_cached_it() -> None:
    """Another session will do; another model will not, its tokenizer may count otherwise."""
    elsewhere = replace(WARM, session_id="exam-2")
    other_model = replace(WARM, model="claude-sonnet-5")

    assert 5_000 == Prefixes.measured([elsewhere]).uncached_tokens(UNMARKED)
    assert 5_060 == Prefixes.measured([other_model]).uncached_tokens(UNMARKED)


def test_without_a_measured_prefix_the_whole_prompt_counts() -> None:
    """The ratio is then a lower bound."""
    assert 5_060 == Prefixes().uncached_tokens(UNMARKED)


def test_an_unanswered_request_has_no_prefix() -> None:
    """A refused request is a request, but neither hit nor miss."""
    refused = replace(RECORD, error="Throttled")

    total = account([refused], Prefixes())

    assert (1, 1, 0, {}) == (total.requests, total.failed, total.hits, total.misses)
    assert total.hit_ratio is None


def test_a_percentile_needs_enough_requests() -> None:
    """The median of any number, the 95th percentile of twenty or more."""
    requests = [replace(RECORD, first_token_seconds=float(n)) for n in range(1, 21)]

    none, few, enough = (account(requests[:n], Prefixes()).first_token for n in (0, 19, 20))

    assert (0, None, None) == astuple(none)
    assert (19, 10.0, None) == astuple(few)
    assert (20, 10.5, pytest.approx(19.05)) == astuple(enough)


@pytest.mark.parametrize(
    ("ttl", "usage", "cached_by", "reason"),
    [
        ("1h", Usage(input=60, cache_read=5_000), "claude", ""),
        ("1h", Usage(), "claude", ""),
        ("", Usage(input=5_060), "claude", "no-breakpoint"),
        ("1h", Usage(input=900), "", "below-minimum"),
        ("1h", Usage(input=5_060), "", "ignored"),
        ("1h", Usage(input=60, cache_write_1h=5_000), "", "cold"),
        ("1h", Usage(input=60, cache_write_1h=5_000), "openrouter", "cold"),
        ("1h", Usage(input=60, cache_write_1h=5_000), "claude", "miss"),
    ],
    ids=["hit", "unanswered", "unmarked", "short", "ignored", "cold", "elsewhere", "miss"],
)
def test_a_miss_has_a_reason(
    gat: Blueprint, ttl: CacheTtl, usage: Usage, cached_by: str, reason: str
) -> None:
    """Told from what was asked, what was counted, and who should have had the prefix."""
    request = replace(ordered(gat, ttl), cached_by=cached_by)

    call = Call(request, "claude", usage, None, None, 1.0, "end_turn", "")

    assert reason == call.cache_miss_reason


def ordered(gat: Blueprint, ttl: CacheTtl) -> Request:
    """A request for one question."""
    slot = plan_exam(gat, "scientific", 7).slots[0]
    text = suffix([Order(slot)], [])
    return Request((prefix(gat),), text, SCHEMA, MODEL, 2_000, ttl, "exam-1", "1")
