"""What a Message Batch brings: each result taken in once, and settled with what it cost."""

from contextlib import AsyncExitStack, aclosing, suppress

from examcli.clock import Clock
from examcli.errors import ProviderError, Unavailable
from examcli.generation.batching import request_again, take
from examcli.generation.prompt import prefix_digest
from examcli.providers import Request
from examcli.providers.batches import (
    BatchResult,
    BatchState,
    MessageBatches,
)
from examcli.providers.recording import Call, ProviderEvent, Recorded
from examcli.sessions.batch_requests import batch_task, leased
from examcli.sessions.call_log import FREE_PROVIDERS
from examcli.sessions.intake import SessionIntake
from examcli.sessions.sessions import Sessions
from examcli.store import BatchRequest, MessageBatch, RequestRecord

MOST_READINGS = 3
"""Readings of results that should be complete and are not."""


class BatchResults:
    """Takes the results of batches in.

    `refused` is, by session and slot, what was written and rejected; `reasons` says why, each once.
    """

    def __init__(self, sessions: Sessions, api: MessageBatches, clock: Clock) -> None:
        self._sessions = sessions
        self._rows = sessions.store.batches
        self._api = api
        self._clock = clock
        self.refused: dict[str, dict[int, list[str]]] = {}
        self.reasons: dict[str, None] = {}

    async def take_in(self, batch: MessageBatch, state: BatchState) -> None:
        """Take every result in that was not taken in before; then nothing more comes of it."""
        refusals: list[ProviderError] = []
        for _ in range(MOST_READINGS):
            todo = {request.custom_id: request for request in self._rows.unsettled(batch)}
            if not todo:
                break
            with suppress(Unavailable):
                refusals += await self._read(batch, state, todo)
        for request in self._rows.unsettled(batch):
            self._rows.settle(batch, request, "errored")
        self._rows.close(batch, "ended")
        if refusals:
            raise refusals[0]

    async def _read(
        self, batch: MessageBatch, state: BatchState, todo: dict[str, BatchRequest]
    ) -> list[ProviderError]:
        """Read the results once; the errors among them that would come again."""
        refusals = []
        async with AsyncExitStack() as stack, aclosing(self._api.results(state)) as results:
            intakes: dict[str, SessionIntake] = {}
            async for result in results:
                request = todo.pop(result.custom_id, None)
                if request is None:
                    continue
                session_id = request.session_id
                if session_id not in intakes:
                    intakes[session_id] = await leased(self._sessions, stack, session_id)
                failure = await self._take(batch, request, result, intakes[session_id])
                if failure and not failure.may_pass:
                    refusals.append(failure)
        return refusals

    async def _take(
        self, batch: MessageBatch, kept: BatchRequest, result: BatchResult, intake: SessionIntake
    ) -> ProviderError | None:
        """Take one result in, and settle its request; why it was refused, if it was."""
        if result.outcome != "succeeded":
            self._rows.settle(batch, kept, result.outcome)
            return self._api.failure(result) if result.outcome == "errored" else None
        plan_batch = intake.record.plan.batch(kept.batch_index)
        intake.serve(plan_batch, launched=0)
        orders = [intake.stored.order(number) for number in kept.slot_numbers]
        task = batch_task(self._sessions, intake, orders, batch.model)
        request, calls = request_again(task, intake), _Calls()
        answer = Recorded(self._api.answer(result), self._clock, calls)
        rejections = await take(task, intake, request, answer)
        for slot, lines in rejections.refused.items():
            intake.refused.setdefault(slot, []).extend(lines)
        self.refused[kept.session_id] = intake.refused
        self.reasons |= dict.fromkeys(rejections.reasons)
        self._settle(batch, kept, calls.call)
        return None

    def _settle(self, batch: MessageBatch, kept: BatchRequest, call: Call) -> None:
        """Record what an answer cost, in the same commit that settles its request."""
        model, usage, request = call.request.model, call.usage, call.request
        factor = 0.0 if call.provider in FREE_PROVIDERS else model.batch_price_factor
        costs = (model.cost_usd(usage), model.cost_without_cache_usd(usage))
        cost_usd, without_cache_usd = (None if usd is None else usd * factor for usd in costs)
        self._sessions.stats.add(call, cost_usd, without_cache_usd)
        record = RequestRecord(
            session_id=kept.session_id,
            shard=kept.slots,
            provider=call.provider,
            model=model.id,
            prefix=prefix_digest(request.prefix, request.schema),
            cache_ttl=request.cache_ttl,
            started_at=batch.intended_at,
            cache_miss_reason=call.cache_miss_reason,
            usage=usage,
            cost_usd=cost_usd,
            cost_without_cache_usd=without_cache_usd,
            stop_reason=call.stop_reason,
            error=call.error,
            message_batch=batch.batch_id or "",
        )
        self._rows.settle_answer(batch, kept, record)


class _Calls:
    """Keeps the one call that is read from a batch."""

    call: Call

    def sent(self, _request: Request, _provider: str) -> int:
        """It was sent long ago."""
        return 0

    def ended(self, _entry: int, call: Call) -> None:
        """It is over."""
        self.call = call

    def provider_event(self, _event: ProviderEvent) -> None:
        """Nothing happens to a provider here."""
