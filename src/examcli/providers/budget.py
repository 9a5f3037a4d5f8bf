"""A limit on what may be spent, kept by reserving the worst before a request is sent.

The worst is the prompt at an upper bound of its tokens and at the dearest class that can apply,
and as much output as was allowed. What a request did cost replaces it afterwards; of an answer
that broke off nobody tells the cost, so there the worst stands.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import lru_cache

from examcli.errors import CostLimited, Silent
from examcli.models import CANCELLED, IN_FLIGHT, Usage, tokens_at_most
from examcli.providers import Ended, Event, Provider, Request, Started, listening

BILLED_UNHEARD = {CANCELLED, IN_FLIGHT, Silent.__name__}
"""Ends of requests that may have been worked on although nothing of an answer was heard."""
UNSEEN_TOKENS = 1_000
"""What a server may add to a prompt: how to follow a schema takes some hundred tokens."""
PROMPTS_REMEMBERED = 64
"""Prefixes and schemas whose tokens are counted once: a run has some for each blueprint."""


def most_cost_usd(request: Request) -> float | None:
    """What a request can cost at most; None where the prices of its model are not known."""
    schema = json.dumps(request.schema, ensure_ascii=False)
    fixed_tokens = sum(map(_tokens_at_most, (*request.prefix, schema)))
    prompt_tokens = fixed_tokens + tokens_at_most(request.suffix) + UNSEEN_TOKENS
    is_short = request.cache_ttl == "5m"
    return request.model.cost_usd(
        Usage(
            input=0 if request.cache_ttl else prompt_tokens,
            cache_write_5m=prompt_tokens if is_short else 0,
            cache_write_1h=prompt_tokens if request.cache_ttl and not is_short else 0,
            output=request.most_output_tokens,
        )
    )


def is_billed(usage: Usage, error: str) -> bool:
    """Whether a request that did not end well may cost something all the same."""
    return usage.prompt > 0 or error in BILLED_UNHEARD


@lru_cache(maxsize=PROMPTS_REMEMBERED)
def _tokens_at_most(text: str) -> int:
    return tokens_at_most(text)


class Budget:
    """What may be spent, by one process, on top of what was spent before.

    Without a limit everything fits. Once something did not fit, nothing does any more.
    """

    def __init__(self, limit_usd: float | None = None, spent_usd: float = 0.0) -> None:
        self.limit_usd = limit_usd
        self.spent_usd = spent_usd
        self._reserved_usd = 0.0
        self._reservations = 0
        self._is_reached = False
        self._turn = asyncio.Lock()
        self._settled = asyncio.Event()

    async def reserve(self, most_usd: float | None) -> "Reservation":
        """Set the worst aside, as soon as it fits: what is under way mostly costs less than that.

        Whoever came first is served first.

        Raises:
            CostLimited: it does not fit even when all that is under way has ended; or its worst
                is not known.
        """
        if self.limit_usd is None:
            return Reservation(self, 0.0)
        if most_usd is None:
            raise CostLimited("what a request costs is not known", "leave out `--max-cost`")
        async with self._turn:
            while not self._has_room(self._reserved_usd + most_usd):
                if not self._has_room(most_usd) or not self._reservations:
                    self._is_reached = True
                    raise CostLimited(self._told(most_usd))
                self._settled.clear()
                await self._settled.wait()
            self._reserved_usd += most_usd
            self._reservations += 1
            return Reservation(self, most_usd)

    def settle(self, reserved_usd: float, cost_usd: float) -> None:
        """Replace what was set aside by what it cost."""
        self.spent_usd += cost_usd
        if self.limit_usd is None:
            return
        self._reserved_usd -= reserved_usd
        self._reservations -= 1
        if not self._reservations:
            self._reserved_usd = 0.0
        self._settled.set()

    def _has_room(self, more_usd: float) -> bool:
        assert self.limit_usd is not None
        return not self._is_reached and self.spent_usd + more_usd <= self.limit_usd

    def _told(self, most_usd: float) -> str:
        return (
            f"the next request may cost ${most_usd:.2f}, and of ${self.limit_usd:.2f} "
            f"${self.spent_usd:.2f} may be spent already"
        )


@dataclass(frozen=True)
class Reservation:
    """What was set aside for one request."""

    budget: Budget
    most_usd: float

    def settle(self, cost_usd: float) -> None:
        """The request is over, and cost so much at most."""
        self.budget.settle(self.most_usd, cost_usd)


class Budgeted:
    """Sends a request only when its worst case fits a budget."""

    def __init__(self, provider: Provider, budget: Budget) -> None:
        self._provider = provider
        self._budget = budget

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Pass everything through; afterwards the cost is known.

        Raises:
            CostLimited: it does not fit.
        """
        reservation = await self._budget.reserve(most_cost_usd(request))
        bill = _Bill(request, reservation.most_usd)
        try:
            async with listening(self._provider.stream(request)) as events:
                async for event in events:
                    bill.note(event)
                    yield event
        except Exception as error:
            bill.error = type(error).__name__
            raise
        finally:
            reservation.settle(bill.cost_usd)


@dataclass
class _Bill:
    """What is known so far of what a request costs."""

    request: Request
    most_usd: float
    usage: Usage = Usage()  # noqa: RUF009 - frozen
    ended: Ended | None = None
    error: str = CANCELLED

    def note(self, event: Event) -> None:
        """Take an event of the answer."""
        match event:
            case Started(usage=usage):
                self.usage = usage
            case Ended():
                self.ended = event

    @property
    def cost_usd(self) -> float:
        """What it costs at most, now that it is over."""
        if self.ended is None:
            return self.most_usd if is_billed(self.usage, self.error) else 0.0
        counted_usd = self.request.model.cost_usd(self.ended.usage) or 0.0
        return max(counted_usd, self.ended.reported_cost_usd or 0.0)
