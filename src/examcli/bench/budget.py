"""Money: what a live bench is expected to cost, and the cap that it never spends more than.

What is expected supposes that the cache works, and counts in cautious round numbers.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from examcli.bench.reference_exam import TRACK, reference_blueprint
from examcli.bench.strategy import SERVED, strategies
from examcli.errors import SpendLimited
from examcli.exam.plan import plan_exam
from examcli.generation.prompt import excerpt, prefix
from examcli.generation.task import PREGENERATION
from examcli.models import Prices, Usage
from examcli.providers import Event, Provider, Request, listening
from examcli.providers.recording import Call, CallLog, ProviderEvent

TOKENS_PER_CHARACTER = 0.6
"""Arabic needs at most about so many."""
TOKENS_PER_QUESTION = 270
"""The upper end of what a question has been seen to need."""


class Budget:
    """What has been spent and promised; a request that could go beyond the cap is not sent."""

    def __init__(self, cap_usd: float) -> None:
        self._cap_usd = cap_usd
        self._promised_usd = 0.0
        self.spent_usd = 0.0

    def promise(self, request: Request) -> float:
        """Set aside the most that a request can cost.

        Raises:
            SpendLimited: together with what is under way that would be more than the cap.
        """
        most_usd = most_usd_of(request)
        if self.spent_usd + self._promised_usd + most_usd > self._cap_usd:
            raise SpendLimited(
                f"${self.spent_usd:.2f} of --max-cost ${self._cap_usd:.2f} are spent, and the "
                "next request could go beyond it"
            )
        self._promised_usd += most_usd
        return most_usd

    def settle(self, promised_usd: float) -> None:
        """A request is over: nothing more will come of it."""
        self._promised_usd -= promised_usd

    def pay(self, call: Call) -> None:
        """Count what a call cost."""
        self.spent_usd += call.request.model.cost_usd(call.usage) or 0.0


class Capped:
    """A provider within a budget."""

    def __init__(self, provider: Provider, budget: Budget) -> None:
        self._provider = provider
        self._budget = budget

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Answer a request that the budget allows."""
        promised_usd = self._budget.promise(request)
        try:
            async with listening(self._provider.stream(request)) as events:
                async for event in events:
                    yield event
        finally:
            self._budget.settle(promised_usd)


class _Paying:
    """A log that pays for every call before another one notes its end."""

    def __init__(self, call_log: CallLog, budget: Budget) -> None:
        self._call_log = call_log
        self._budget = budget

    def sent(self, request: Request, provider: str) -> int:
        """Pass it on: the budget was asked before."""
        return self._call_log.sent(request, provider)

    def ended(self, entry: int, call: Call) -> None:
        """Pay for a call."""
        self._budget.pay(call)
        self._call_log.ended(entry, call)

    def provider_event(self, event: ProviderEvent) -> None:
        """Pass it on."""
        self._call_log.provider_event(event)


Expected = Callable[[Prices, int, int], float]
"""US dollars, by prices, runs and over-launch."""
Opening = Callable[[str, CallLog], AbstractAsyncContextManager[Provider]]


def within(opening: Opening, budget: Budget) -> Opening:
    """The same target, within a budget."""

    @asynccontextmanager
    async def opened(tenant: str, call_log: CallLog) -> AsyncIterator[Provider]:
        async with opening(tenant, _Paying(call_log, budget)) as provider:
            yield Capped(provider, budget)

    return opened


def most_usd_of(request: Request) -> float:
    """More than a request can cost: the dearest cache write, and the longest answer allowed.

    Nothing is promised for a model whose prices are not known: there is no cap for it.
    """
    characters = sum(map(len, request.prefix)) + len(request.suffix)
    prompt = round(characters * TOKENS_PER_CHARACTER)
    most = Usage(cache_write_1h=prompt, output=request.most_output_tokens)
    return request.model.cost_usd(most) or 0.0


def first_batch_usd(prices: Prices, runs: int, overlaunch: int) -> float:
    """Every strategy, cold and warm."""
    prefix_tokens, cost_usd = _prefix_tokens(), 0.0
    for strategy in strategies(overlaunch):
        questions = SERVED + strategy.extra
        calls = questions // strategy.shard_size
        output = Usage(output=questions * TOKENS_PER_QUESTION)
        cold = output + Usage(cache_write_1h=prefix_tokens, input=_excerpt_tokens(calls))
        warm = output + Usage(cache_read=calls * prefix_tokens)
        cost_usd += runs * prices.cost_usd(cold + warm)
    return cost_usd


def full_exam_usd(prices: Prices, _runs: int, _overlaunch: int) -> float:
    """One exam, however many runs."""
    questions = plan_exam(reference_blueprint(), TRACK, seed=0).total
    reads = Usage(cache_read=questions // PREGENERATION.shard_size * _prefix_tokens())
    output = Usage(output=questions * TOKENS_PER_QUESTION)
    return prices.cost_usd(reads + output + Usage(cache_write_5m=_prefix_tokens()))


def cacheability_usd(prices: Prices, _runs: int, _overlaunch: int) -> float:
    """One question."""
    return prices.cost_usd(Usage(cache_write_1h=_prefix_tokens(), output=TOKENS_PER_QUESTION))


def _prefix_tokens() -> int:
    return round(len(prefix(reference_blueprint())) * TOKENS_PER_CHARACTER)


def _excerpt_tokens(calls: int) -> int:
    """The prompts of the calls of a cold first batch that do not carry the prefix."""
    slots = plan_exam(reference_blueprint(), TRACK, seed=0).slots[1:calls]
    characters = sum(len(excerpt(reference_blueprint(), [slot.labels])) for slot in slots)
    return round(characters * TOKENS_PER_CHARACTER)
