"""A live bench never spends more than it was allowed."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from examcli.bench.budget import Budget, Capped, most_usd_of
from examcli.bench.scenarios import expected_usd
from examcli.bench.target import marked
from examcli.errors import SpendLimited
from examcli.generation.prompt import prefix
from examcli.models import Usage, known_models
from examcli.providers import Ended, Event, Request
from examcli.providers.recording import Call

MODEL = known_models().find("claude-sonnet-4-6")
REQUEST = Request(("prefix " * 100,), "suffix", {}, MODEL, 1_000, "1h", "s", "1")
MOST_USD = most_usd_of(REQUEST)


class Answering:
    """Answers at once."""

    name = "answering"

    async def stream(self, _request: Request) -> AsyncGenerator[Event]:
        yield Ended("end_turn", Usage())


def test_requests_under_way_count_as_spent() -> None:
    """Two that would fit alone are not sent together."""
    budget = Budget(1.5 * MOST_USD)
    promised = budget.promise(REQUEST)

    with pytest.raises(SpendLimited, match="--max-cost"):
        budget.promise(REQUEST)
    budget.settle(promised)
    budget.promise(REQUEST)


def test_what_was_paid_stays_spent() -> None:
    budget = Budget(1.5 * MOST_USD)
    usage = Usage(output=1_000)
    budget.pay(Call(REQUEST, "x", usage, None, None, 1.0, "end_turn", ""))

    assert MODEL.cost_usd(usage) == budget.spent_usd
    with pytest.raises(SpendLimited):
        budget.promise(REQUEST)


async def test_no_request_leaves_without_money() -> None:
    provider = Capped(Answering(), Budget(0))

    with pytest.raises(SpendLimited):
        await anext(provider.stream(REQUEST))


async def test_an_answered_request_gives_its_promise_back() -> None:
    provider = Capped(Answering(), Budget(1.5 * MOST_USD))

    for _ in range(3):
        assert [event async for event in provider.stream(REQUEST)]


def test_more_runs_are_expected_to_cost_more() -> None:
    few, more = (expected_usd(MODEL, ["first-batch"], runs, 4) for runs in (1, 2))

    assert few is not None
    assert more is not None
    assert 0 < few < more
    assert 0 == expected_usd(MODEL, [], 20, 4)


async def test_nothing_is_promised_of_a_model_whose_prices_are_not_known() -> None:
    """L10: neither what it will cost nor that it stops in time; it is asked all the same."""
    unlisted = known_models().find("claude-next")
    provider = Capped(Answering(), Budget(0.0))

    assert None is expected_usd(unlisted, ["first-batch"], 1, 4)
    assert [event async for event in provider.stream(replace(REQUEST, model=unlisted))]


def test_a_live_tenant_has_a_prompt_of_its_own() -> None:
    """The mark is at the head: nothing before it could be read from another's cache."""
    one, other = prefix(marked("a")), prefix(marked("b"))

    assert one != other
    assert one.index("[a]") == other.index("[b]") < 20
