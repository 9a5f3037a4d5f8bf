"""Sessions written by Message Batches: handed in once, found again, taken in once.

The process may end at any moment, for hours if need be. What is about to be handed in is committed
before, so that a batch whose submission was interrupted is looked for at the server and never
handed in while it may exist. A list of batches shows when each was made and how many requests it
has; whose it is show only its results. Slots that a batch is to bring are asked for by nobody else.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from examcli.clock import Clock
from examcli.errors import BatchGone, ProviderError, Throttled, Unavailable
from examcli.generation.batching import requests_for
from examcli.models import total_usd
from examcli.providers.batches import (
    BatchState,
    MessageBatches,
)
from examcli.providers.budget import Budget, Reservation, most_cost_usd
from examcli.sessions.batch_requests import Planned, batch_task, custom_id, leased, parts
from examcli.sessions.batch_results import BatchResults
from examcli.sessions.call_log import FREE_PROVIDERS
from examcli.sessions.intake import SessionIntake
from examcli.sessions.sessions import Sessions
from examcli.sessions.stored import load
from examcli.store import BatchRequest, MessageBatch

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, PAUSE_GROWTH = 2.0, 60.0, 1.5
"""A small batch is through within a minute; in one of an hour a minute more is not noticed."""
SETTLING_SECONDS = 60.0
"""A batch that was made is listed by then; a submission takes seconds."""
CLOCK_SKEW = timedelta(minutes=5)
"""How far a server's clock may be behind ours."""
MOST_ROUNDS = 4
"""As often as a slot is asked for in calls of its own: see `fanout.REASKS`."""
MOST_FAILURES = 20
"""Polls that fail in a row: a quarter of an hour without a network."""


@dataclass(frozen=True)
class BatchProgress:
    """How far a batch is: `answered` of `requests`; the API counts them only at the end."""

    batch_id: str
    what: Literal["submitted", "unsure", "waiting", "ended"]
    answered: int
    requests: int


class BatchedSessions:
    """Completes sessions by batches of one account.

    Nothing is handed in whose worst case does not fit the budget.
    """

    def __init__(
        self,
        sessions: Sessions,
        api: MessageBatches,
        clock: Clock,
        told: Callable[[BatchProgress], None],
        budget: Budget,
    ) -> None:
        self._sessions = sessions
        self._rows = sessions.store.batches
        self._api = api
        self._clock = clock
        self._told = told
        self._budget = budget
        self._reserved: dict[int, Reservation] = {}
        self._results = BatchResults(sessions, api, clock)

    async def complete(self, session_ids: Sequence[str], rounds: int) -> tuple[str, ...]:
        """Have all written that sessions lack; those that still lack something afterwards.

        What expired, failed or was rejected goes into another, smaller batch: `rounds` in all,
        besides those that are on their way.

        Raises:
            ProviderError: it cannot be gone on with.
            GenerationInProgress: another process works on one of them.
        """
        await self.fetch(session_ids)
        for _ in range(rounds):
            try:
                if not await self.submit(session_ids):
                    break
            except Unavailable as failure:
                if isinstance(failure, Throttled):
                    raise
            await self.fetch(session_ids)
        return tuple(each for each in session_ids if load(self._sessions.store, each).has_gaps)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why questions that batches brought were rejected, each reason once."""
        return tuple(self._results.reasons)

    async def submit(self, session_ids: Sequence[str]) -> int:
        """Hand in what sessions lack and no batch is to bring; how many requests that is.

        Raises:
            Unavailable: whether it has arrived is not known, unless it is `Throttled`; `fetch`
                finds out.
            ProviderError: it was refused.
            GenerationInProgress: another process works on one of them.
        """
        await self._decide_early(session_ids)
        wanted = [each for each in session_ids if self._rows.pending(each) is None]
        async with self._leased(wanted) as intakes:
            planned = [each for intake in intakes for each in self._planned(intake)]
            for part in parts(planned):
                await self._hand_in(part)
        return len(planned)

    async def fetch(self, session_ids: Sequence[str]) -> None:
        """Wait for the batches that are to bring something to sessions, and take it in.

        Raises:
            BatchGone: the account does not have such a batch.
            ProviderError: it cannot be asked for.
            GenerationInProgress: another process works on one of them.
        """
        for batch in self._open(session_ids):
            found = batch if batch.batch_id else await self._recognised(batch)
            if found is None:
                continue
            state = await self._ended(found)
            if state is not None:
                await self._taken_in(found, state)

    async def _taken_in(self, batch: MessageBatch, state: BatchState) -> None:
        """Take what a batch brought; what it cost is known then."""
        before_usd = self._sessions.stats.cost_usd or 0.0
        try:
            await self._results.take_in(batch, state)
        finally:
            cost_usd = (self._sessions.stats.cost_usd or 0.0) - before_usd
            self._paid(batch, cost_usd)

    def _lost(self, batch: MessageBatch) -> None:
        """Note that nothing will come of a batch, nor be paid for it."""
        self._rows.close(batch, "lost")
        self._paid(batch, 0.0)

    def _paid(self, batch: MessageBatch, cost_usd: float) -> None:
        """Replace what was set aside for a batch, if this process did that, by what it cost."""
        reservation = self._reserved.pop(batch.number, None)
        if reservation is None:
            self._budget.spent_usd += cost_usd
        else:
            reservation.settle(cost_usd)

    def _open(self, session_ids: Sequence[str]) -> Iterator[MessageBatch]:
        wanted = set(session_ids)
        for batch in self._rows.open():
            sessions = {request.session_id for request in self._rows.unsettled(batch)}
            if sessions & wanted or not sessions:
                yield batch

    def _planned(self, intake: SessionIntake) -> Iterator[Planned]:
        """The requests for everything that a session lacks."""
        stored, session_id = intake.stored, intake.record.id
        times = self._rows.times(session_id) + 1
        intake.refused.update(self._results.refused.get(session_id, {}))
        for batch, orders in stored.orders_by_batch():
            task = batch_task(self._sessions, intake, orders)
            for request in requests_for(task, intake, intake.refused):
                slots = [int(number) for number in request.shard.split("+")]
                kept = BatchRequest(
                    custom_id=custom_id(session_id, times, slots),
                    session_id=session_id,
                    batch_index=batch.index,
                    slots=request.shard,
                )
                yield Planned(kept, request, self._api.line(kept.custom_id, request))

    async def _hand_in(self, part: Sequence[Planned]) -> None:
        model = self._sessions.model
        most_usd = total_usd(most_cost_usd(each.request) for each in part)
        half_usd = None if most_usd is None else most_usd * model.batch_price_factor
        reservation = await self._budget.reserve(half_usd)
        batch = self._rows.intend(self._api.name, model.id, [each.kept for each in part])
        self._reserved[batch.number] = reservation
        try:
            state = await self._api.submit([each.line for each in part])
        except ProviderError as failure:
            if isinstance(failure, Throttled) or not isinstance(failure, Unavailable):
                self._lost(batch)
            raise
        self._rows.note_submitted(batch, state.id)
        self._told(BatchProgress(state.id, "submitted", 0, len(part)))

    async def _decide_early(self, session_ids: Sequence[str]) -> None:
        """Find out about interrupted submissions, as far as that can be known by now."""
        for batch in self._open(session_ids):
            if batch.batch_id is None:
                await self._look(batch, set())

    async def _recognised(self, batch: MessageBatch) -> MessageBatch | None:
        """A batch whose submission was interrupted, once it is known; None if it was never made."""
        pauses, refuted = _pauses(), set[str]()
        while True:
            found = await self._look(batch, refuted)
            if found is None or found.batch_id:
                return found
            self._told(BatchProgress("", "unsure", 0, batch.request_count))
            await self._clock.sleep(next(pauses))

    async def _look(self, batch: MessageBatch, refuted: set[str]) -> MessageBatch | None:
        """The batch, with its id if it was found by now; None if it was certainly never made."""
        requests = self._rows.unsettled(batch)
        intended_at = _moment(batch)
        async with self._leased([request.session_id for request in requests]):
            known = {each.batch_id for each in self._rows.all()} | refuted
            undecided = 0
            for state in await self._api.since(intended_at - CLOCK_SKEW):
                if state.id in known or state.request_count != batch.request_count:
                    continue
                if not state.has_ended:
                    undecided += 1
                elif await self._is_ours(state, requests):
                    self._rows.note_submitted(batch, state.id)
                    return replace(batch, batch_id=state.id, state="submitted")
                else:
                    refuted.add(state.id)
            age_seconds = (self._clock.now() - intended_at).total_seconds()
            if undecided or age_seconds < SETTLING_SECONDS:
                return batch
            self._lost(batch)
        return None

    async def _is_ours(self, state: BatchState, requests: Sequence[BatchRequest]) -> bool:
        """Whether the results of a batch name our requests: the first of them tells."""
        async with aclosing(self._api.results(state)) as results:
            first = await anext(results, None)
        return first is not None and first.custom_id in {each.custom_id for each in requests}

    async def _ended(self, batch: MessageBatch) -> BatchState | None:
        """A batch once it has ended, asked for with growing pauses; None if it is gone."""
        assert batch.batch_id is not None
        failures, pauses = 0, _pauses()
        while True:
            try:
                state = await self._api.state(batch.batch_id)
            except BatchGone:
                if self._api.name not in FREE_PROVIDERS:
                    raise
                self._lost(batch)
                return None
            except Unavailable:
                failures += 1
                if failures > MOST_FAILURES:
                    raise
            else:
                failures = 0
                what: Literal["ended", "waiting"] = "ended" if state.has_ended else "waiting"
                requests = batch.request_count
                self._told(BatchProgress(state.id, what, state.answered, requests))
                if state.has_ended:
                    return state
            await self._clock.sleep(next(pauses))

    @asynccontextmanager
    async def _leased(self, session_ids: Sequence[str]) -> AsyncIterator[list[SessionIntake]]:
        """The leases of sessions, each once, as long as something is done with all of them."""
        async with AsyncExitStack() as stack:
            yield [await leased(self._sessions, stack, each) for each in dict.fromkeys(session_ids)]


def _moment(batch: MessageBatch) -> datetime:
    return datetime.fromisoformat(batch.intended_at)


def _pauses() -> Iterator[float]:
    """Seconds to wait before asking again, without end."""
    pause_seconds = FIRST_PAUSE_SECONDS
    while True:
        yield pause_seconds
        pause_seconds = min(PAUSE_GROWTH * pause_seconds, LONGEST_PAUSE_SECONDS)
