"""Tokens by class, what they cost, and what is known about models."""

import json
from contextlib import aclosing
from dataclasses import asdict, fields
from datetime import date, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SECRET
from examcli.errors import SettingsInvalid
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import plan_exam
from examcli.generation.prompt import Order, prefix, suffix
from examcli.generation.schema import SCHEMA
from examcli.models import Models, Prices, Usage, known_models
from examcli.providers import CacheTtl, Ended, Event, Request, http
from examcli.providers.decoding import Counters
from examcli.providers.endpoint import API_VERSION
from examcli.providers.messages import body
from examcli.settings import DEFAULT_MODEL
from examcli.simulator import Simulator

CLASSES = [field.name for field in fields(Usage)]
COUNTS = st.integers(0, 10**9)
USAGES = st.builds(Usage, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
PRICES = Prices(input=3.0, cache_write_5m=3.75, cache_write_1h=6.0, cache_read=0.3, output=15.0)
MODEL = known_models().find("claude-sonnet-4-6")
TODAY = date(2026, 11, 23)
MODEL_TEXT = """
[old]
openrouter = "x/old"
cache_minimum_tokens = 1024
context_window_tokens = 200000
thinking_types = ["disabled"]
retires = 2026-01-01
successor = "new"
prices = { input = 1, cache_write_5m = 1, cache_write_1h = 1, cache_read = 1, output = 1 }

[new]
openrouter = "x/new"
cache_minimum_tokens = 1024
context_window_tokens = 200000
thinking_types = ["disabled"]
prices = { input = 1, cache_write_5m = 1, cache_write_1h = 1, cache_read = 1, output = 1 }
"""


@given(st.lists(USAGES))
def test_a_total_is_the_sum_of_its_classes(usages: list[Usage]) -> None:
    """Adding up requests adds up each class by itself, and loses nothing."""
    total = sum(usages, Usage())
    assert asdict(total) == {name: sum(getattr(u, name) for u in usages) for name in CLASSES}


@given(USAGES)
def test_the_prompt_is_all_classes_of_input(usage: Usage) -> None:
    """Uncached, written at either lifetime, and read: together they are the prompt."""
    assert usage.cache_write == usage.cache_write_5m + usage.cache_write_1h
    assert usage.prompt + usage.output == sum(asdict(usage).values())


@pytest.mark.parametrize(
    ("name", "cost_usd"),
    [
        ("input", 3.0),
        ("cache_write_5m", 3.75),
        ("cache_write_1h", 6.0),
        ("cache_read", 0.3),
        ("output", 15.0),
    ],
)
def test_each_class_is_priced_at_its_own_rate(name: str, cost_usd: float) -> None:
    """A million tokens of one class cost what that class costs, and nothing of another."""
    assert PRICES.cost_usd(Usage(**{name: 1_000_000})) == pytest.approx(cost_usd)


@given(st.lists(USAGES, max_size=20))
def test_costs_add_up(usages: list[Usage]) -> None:
    """The cost of all requests together is the sum of their costs."""
    together = PRICES.cost_usd(sum(usages, Usage()))
    assert together == pytest.approx(sum(PRICES.cost_usd(usage) for usage in usages))


def test_a_cached_exam_by_hand() -> None:
    """One write of 3,000 tokens for an hour, nine reads, 2,000 uncached, 10,000 written."""
    usage = Usage(input=2_000, cache_write_1h=3_000, cache_read=27_000, output=10_000)
    assert PRICES.cost_usd(usage) == pytest.approx(0.006 + 0.018 + 0.0081 + 0.15)
    assert PRICES.cost_without_cache_usd(usage) == pytest.approx(0.096 + 0.15)


@given(USAGES)
def test_without_a_cache_every_prompt_token_is_plain_input(usage: Usage) -> None:
    """The comparison leaves the output alone and charges the whole prompt as uncached."""
    plain = Usage(input=usage.prompt, output=usage.output)
    assert PRICES.cost_without_cache_usd(usage) == pytest.approx(PRICES.cost_usd(plain))


@pytest.mark.parametrize("ttl", ["", "5m", "1h"])
async def test_streamed_or_not_an_answer_costs_the_same(
    simulator: Simulator, gat: Blueprint, ttl: CacheTtl
) -> None:
    """Every class has the same count whether the usage came in events or in one answer."""
    request = _request(gat, ttl)
    warm = await _streamed(simulator, request)
    streamed = await _streamed(simulator, request)
    whole = await _unstreamed(simulator, request)
    assert streamed == whole
    assert MODEL.cost_usd(streamed) == MODEL.cost_usd(whole) != 0
    assert (streamed.cache_read > 0) == bool(ttl)
    assert warm.prompt == streamed.prompt


@pytest.mark.parametrize(("ttl", "written"), [("5m", "cache_write_5m"), ("1h", "cache_write_1h")])
async def test_a_cache_write_is_counted_in_the_class_of_its_lifetime(
    simulator: Simulator, gat: Blueprint, ttl: CacheTtl, written: str
) -> None:
    """The first request writes the prefix, in the class of the breakpoint it carried."""
    usage = await _streamed(simulator, _request(gat, ttl))
    assert {name for name in CLASSES if getattr(usage, name)} == {"input", written, "output"}
    again = await _streamed(simulator, _request(gat, ttl))
    assert again.cache_read == getattr(usage, written)


@pytest.mark.parametrize(
    "later",
    [
        {"output_tokens": 200},
        {"output_tokens": 200, "cache_creation_input_tokens": 3000},
        {"output_tokens": 200, "cache_creation_input_tokens": 0},
        {"output_tokens": 200, "cache_creation_input_tokens": None, "input_tokens": None},
        {"input_tokens": 40, "cache_read_input_tokens": 0, "output_tokens": 200},
    ],
)
def test_later_counters_of_a_stream_do_not_count_twice(later: dict[str, int | None]) -> None:
    """Events repeat counters, unsplit or not at all: no class is doubled, moved or negative."""
    counters = Counters("1h")
    started = {
        "input_tokens": 40,
        "cache_creation_input_tokens": 3000,
        "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 3000},
        "cache_read_input_tokens": 0,
        "output_tokens": 1,
    }
    counters.take(started)
    counters.take(later)
    assert counters.usage == Usage(input=40, cache_write_1h=3000, output=200)


def test_the_default_model_is_known_and_has_a_way_on() -> None:
    """The default works until its last day, and its vendor's own replacement from then on."""
    models = known_models()
    model = models.find(DEFAULT_MODEL)
    assert model.retires == date(2026, 11, 30)
    assert models.current(DEFAULT_MODEL, model.retires - timedelta(days=1)) == model
    assert models.current(DEFAULT_MODEL, model.retires).id == "claude-sonnet-5-5"


@pytest.mark.parametrize("name", known_models().known)
def test_every_model_leads_to_one_that_works(name: str) -> None:
    """However late it is, the way along the successors ends, at a model that is not retired."""
    assert not known_models().current(name, date(2100, 1, 1)).is_retired(date(2100, 1, 1))


def test_a_retired_model_without_successor_stays_what_it_is() -> None:
    """There is nothing better to ask for, so the provider will say that it is gone."""
    models = Models.read(MODEL_TEXT.replace('successor = "new"', ""))
    assert models.current("old", TODAY).id == "old"
    assert Models.read(MODEL_TEXT).current("old", TODAY).id == "new"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('openrouter = "x/old"', ""),
        ('thinking_types = ["disabled"]', 'thinking_types = ["always"]'),
        ("cache_read = 1,", ""),
        ("retires = 2026-01-01", 'retires = "soon"'),
        ("retires = 2026-01-01", "colour = 1"),
        ("[old]", "old ="),
        ("[old]", "top = 1\n[old]"),
        ("[old]", '[old]\nid = "twice"'),
    ],
)
def test_facts_that_do_not_hold_are_refused(right: str, wrong: str) -> None:
    """A models file that lacks something or says something else is one clear error."""
    assert right in MODEL_TEXT
    with pytest.raises(SettingsInvalid, match=r"models\.toml: "):
        Models.read(MODEL_TEXT.replace(right, wrong, 1))


def _request(gat: Blueprint, ttl: CacheTtl) -> Request:
    slots = plan_exam(gat, "scientific", seed=1).slots[:2]
    return Request(
        prefix=(prefix(gat),),
        suffix=suffix([Order(slot) for slot in slots], []),
        schema=SCHEMA,
        model=MODEL,
        max_tokens=4_000,
        cache_ttl=ttl,
        session_id="exam-1",
        shard="1+2",
    )


async def _streamed(simulator: Simulator, request: Request) -> Usage:
    spoken = http.HttpApi(http.claude(SECRET, simulator.base_url))
    last: Event | None = None
    try:
        async with aclosing(spoken.stream(request)) as events:
            async for event in events:
                last = event
    finally:
        await spoken.close()
    assert isinstance(last, Ended)
    return last.usage


async def _unstreamed(simulator: Simulator, request: Request) -> Usage:
    """The usage of the same request answered in one piece."""
    asked = {**body(request, request.model.id), "stream": False}
    headers = {"x-api-key": SECRET, "anthropic-version": API_VERSION}
    async with httpx.AsyncClient(base_url=simulator.base_url, headers=headers) as client:
        answer = json.loads((await client.post("/v1/messages", json=asked)).text)
    counters = Counters(request.cache_ttl)
    counters.take(answer["usage"])
    return counters.usage
