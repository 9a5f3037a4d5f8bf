"""A budget: the worst is set aside, what it cost replaces it, and nothing breaks the limit."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examcli.errors import CostLimited
from examcli.providers.budget import Budget

CENTS = st.integers(min_value=0, max_value=100)


@given(st.lists(st.tuples(CENTS, st.floats(0.0, 1.0)), max_size=30), CENTS)
def test_never_more_than_the_limit(requests: list[tuple[int, float]], limit: int) -> None:
    """Whatever is asked for at once, and whatever share of its worst each request costs."""

    async def ask(budget: Budget, most: int, share: float) -> None:
        try:
            reservation = await budget.reserve(float(most))
        except CostLimited:
            return
        await asyncio.sleep(0)
        reservation.settle(share * most)

    async def all_at_once() -> float:
        budget = Budget(float(limit))
        await asyncio.gather(*(ask(budget, most, share) for most, share in requests))
        return budget.spent_usd

    assert asyncio.run(all_at_once()) <= limit + 1e-9


def test_what_is_under_way_is_waited_for() -> None:
    """Its worst leaves no room, what it costs does."""

    async def second() -> float:
        budget = Budget(1.0)
        first = await budget.reserve(0.9)
        waiting = asyncio.create_task(budget.reserve(0.9))
        await asyncio.sleep(0)
        assert not waiting.done()
        first.settle(0.05)
        (await waiting).settle(0.1)
        return budget.spent_usd

    assert asyncio.run(second()) == pytest.approx(0.15)


def test_once_reached_nothing_more_is_sent() -> None:
    """A small request does not slip through behind one that did not fit."""

    async def small_one() -> None:
        budget = Budget(1.0, spent_usd=0.5)
        with pytest.raises(CostLimited):
            await budget.reserve(0.6)
        await budget.reserve(0.1)

    with pytest.raises(CostLimited):
        asyncio.run(small_one())
