"""What requests used and cost, however it is counted and however it is put together."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import anthropic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from conftest import SECRET
from examcli.clock import Clock
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import plan_exam
from examcli.generation.prompt import Order, prefix, suffix
from examcli.generation.schema import SCHEMA
from examcli.models import CANCELLED, IN_FLIGHT, Usage, known_models
from examcli.providers import CacheTtl, Request
from examcli.providers.decoding import Counters
from examcli.providers.messages import body
from examcli.providers.recording import Call
from examcli.simulator import Simulator
from examcli.store import RequestRecord, Store
from examcli.store.accounts import Account, Accounts, Grouping, Waiting
from examcli.store.migrations import MIGRATIONS

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
    cost_usd=st.none() | MONEY,
    cost_without_cache_usd=MONEY,
    reported_cost_usd=st.none() | MONEY,
    first_token_seconds=SECONDS,
    total_seconds=st.floats(0, 120),
    stop_reason=st.just("end_turn"),
    error=st.sampled_from(["", "cut", "Throttled", CANCELLED, IN_FLIGHT]),
).map(lambda record: record if record.cost_usd else replace(record, cost_without_cache_usd=None))
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
ENDS = {"failed": {"cut", "Throttled"}, "cancelled": {CANCELLED}, "in_flight": {IN_FLIGHT}}
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


@contextmanager
def kept(requests: Sequence[RequestRecord]) -> Iterator[Store]:
    """A store in memory that has recorded these requests."""
    database = Database(memory=True)
    MIGRATIONS.apply(database)
    with Store(database, Path("memory"), Clock(), "test/1/0.00") as store:
        for request in requests:
            store.add_request(request)
        yield store


def added_up(
    requests: Sequence[RequestRecord], grouping: Grouping = Grouping.SESSION, session: str = ""
) -> Accounts:
    """The accounts of these requests."""
    with kept(requests) as store:
        return store.accounts(grouping, session)


def total_of(*requests: RequestRecord) -> Account:
    """The account of all these requests."""
    return added_up(requests).total


def group_of(request: RequestRecord, grouping: Grouping) -> str:
    """What a request is put under."""
    return {
        Grouping.SESSION: request.session_id,
        Grouping.MODEL: request.model,
        Grouping.PROVIDER: request.provider,
        Grouping.DAY: request.started_at[:10],
    }[grouping]


@settings(max_examples=50, deadline=None)
@given(st.lists(RECORDS, max_size=40), st.sampled_from(Grouping))
def test_totals_are_the_sum_of_requests_whatever_the_grouping(
    requests: list[RequestRecord], grouping: Grouping
) -> None:
    """M13: no request is lost, none is counted twice, in tokens, money, ends, hits or misses."""
    accounts = added_up(requests, grouping)
    total, parts = accounts.total, accounts.groups.values()

    assert list(dict.fromkeys(group_of(r, grouping) for r in requests)) == list(accounts.groups)
    assert len(requests) == total.requests == sum(part.requests for part in parts)
    assert sum((r.usage for r in requests), Usage()) == total.usage
    assert total.usage == sum((part.usage for part in parts), Usage())
    assert total.uncached_prefix_tokens == sum(part.uncached_prefix_tokens for part in parts)
    for end, errors in ENDS.items():
        counted = sum(request.error in errors for request in requests)
        assert counted == getattr(total, end) == sum(getattr(part, end) for part in parts)
    assert total.hits == sum(part.hits for part in parts)
    assert Counter(r.cache_miss_reason for r in requests if r.cache_miss_reason) == total.misses
    assert total.misses == sum((Counter(part.misses) for part in parts), Counter())
    unpriced = [r for r in requests if r.cost_usd is None and r.error != IN_FLIGHT]
    assert len(unpriced) == total.unpriced == sum(part.unpriced for part in parts)
    spent_usd = [request.cost_usd for request in requests if request.cost_usd is not None]
    assert pytest.approx(sum(spent_usd)) == (total.cost_usd or 0)
    assert pytest.approx(sum(part.cost_usd or 0 for part in parts)) == (total.cost_usd or 0)
    saved_usd = sum(part.saved_usd or 0 for part in parts)
    assert pytest.approx(saved_usd, abs=1e-9) == (total.saved_usd or 0)
    seconds = [r.first_token_seconds for r in requests if r.first_token_seconds is not None]
    assert Waiting.measured(seconds) == total.first_token
    assert total.first_token.n == sum(part.first_token.n for part in parts)


@settings(max_examples=50, deadline=None)
@given(st.lists(RECORDS, max_size=40), st.sampled_from(["exam-1", "exam-2", "practice-1"]))
def test_a_session_alone_is_its_group_among_all(
    requests: list[RequestRecord], session: str
) -> None:
    """What it left uncached is told with what all requests know about the prefix."""
    alone = added_up(requests, session=session)

    among_all = added_up(requests).groups
    assert [name for name in among_all if name == session] == list(alone.groups)
    for group in alone.groups.values():
        assert without_money(group) == without_money(alone.total)
        assert without_money(group) == without_money(among_all[session])
        assert pytest.approx(money(group)) == money(among_all[session])


def money(account: Account) -> list[float | None]:
    """What depends a little on the order of adding up."""
    return [account.cost_usd, account.cost_without_cache_usd, account.reported_cost_usd]


def without_money(account: Account) -> Account:
    """What does not."""
    return replace(account, cost_usd=None, cost_without_cache_usd=None, reported_cost_usd=None)


@settings(max_examples=50, deadline=None)
@given(st.lists(RECORDS, max_size=40))
def test_a_hit_ratio_is_a_share(requests: list[RequestRecord]) -> None:
    """From none to all of the prefix tokens; not a number at all where there were none."""
    total = total_of(*requests)
    ratio = total.hit_ratio

    assert ratio is None or 0 <= ratio <= 1
    assert (ratio is None) == (
        total.usage.cache_read + total.usage.cache_write + total.uncached_prefix_tokens == 0
    )


@pytest.mark.parametrize("grouping", Grouping)
def test_any_number_of_sessions_takes_as_many_statements(grouping: Grouping) -> None:
    """M13: sums are made where the requests are; nothing is asked session by session."""
    many = [replace(WARM, session_id=f"exam-{number}") for number in range(100)]

    assert statements([WARM], grouping) == statements(many, grouping)


def statements(requests: Sequence[RequestRecord], grouping: Grouping) -> int:
    """How often the database is asked for accounts and sessions."""
    asked: list[str] = []
    with kept(requests) as store:
        store._db.conn.set_trace_callback(asked.append)  # noqa: SLF001 - SQLite's own count
        store.accounts(grouping)
        store.sessions()
    return len(asked)


def test_the_hit_ratio_counts_the_prefix_and_nothing_else() -> None:
    """One write, one read, one without a breakpoint: a third; what follows the prefix is out."""
    total = total_of(COLD, WARM, UNMARKED)

    assert 5_000 == total.uncached_prefix_tokens
    assert pytest.approx(1 / 3) == total.hit_ratio
    assert (1, {"cold": 1, "no-breakpoint": 1}) == (total.hits, total.misses)


def test_the_size_of_a_prefix_is_learned_from_whoever_cached_it() -> None:
    """Another session will do; another model will not, its tokenizer may count otherwise."""
    elsewhere = replace(WARM, session_id="exam-2")
    other_model = replace(WARM, model="claude-sonnet-5")

    assert 5_000 == total_of(elsewhere, UNMARKED).uncached_prefix_tokens
    assert 5_060 == total_of(other_model, UNMARKED).uncached_prefix_tokens


def test_without_a_measured_prefix_the_whole_prompt_counts() -> None:
    """The ratio is then a lower bound."""
    assert 5_060 == total_of(UNMARKED).uncached_prefix_tokens


def test_an_unanswered_request_has_no_prefix() -> None:
    """A refused request is a request, but neither hit nor miss."""
    total = total_of(replace(RECORD, error="Throttled"))

    assert (1, 1, 0, {}) == (total.requests, total.failed, total.hits, total.misses)
    assert total.hit_ratio is None


def test_an_unknown_price_is_never_nothing() -> None:
    """What is known is added up beside the number of requests that it says nothing about."""
    unpriced = replace(WARM, cost_usd=None, cost_without_cache_usd=None)
    failed = replace(RECORD, error="Throttled")
    priced = replace(WARM, cost_usd=0.5, cost_without_cache_usd=0.75)

    unknown, known, both = total_of(unpriced, failed), total_of(priced), total_of(unpriced, priced)

    assert (1, None, None) == (unknown.unpriced, unknown.cost_usd, unknown.saved_usd)
    assert (0, 0.5, 0.25) == (known.unpriced, known.cost_usd, known.saved_usd)
    assert (1, 0.5, 0.25) == (both.unpriced, both.cost_usd, both.saved_usd)


def test_nothing_costs_nothing() -> None:
    """No requests, no groups."""
    accounts = added_up([])

    assert {} == accounts.groups
    assert (0, 0, 0.0, None) == (
        accounts.total.requests,
        accounts.total.failed,
        accounts.total.cost_usd,
        accounts.total.hit_ratio,
    )


def test_a_percentile_needs_enough_requests() -> None:
    """The median of any number, the 95th percentile of twenty or more."""
    seconds = [float(n) for n in range(1, 21)]

    none, few, enough = (Waiting.measured(seconds[:n]) for n in (0, 19, 20))

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
