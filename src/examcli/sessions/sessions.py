"""Sessions: starting one, its next batch, the rest of it, each at most once.

A session generates under a lease, so that of many callers exactly one works. Batches come in
order; a batch is complete only when every position in it has a question; what is stored is never
asked for again. Nothing is printed here: an `Observer` is told what happens.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    suppress,
)
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from examcli.clock import Clock
from examcli.errors import (
    ExamError,
    GenerationFailed,
    GenerationInProgress,
    GenerationUnavailable,
    StoreBusy,
    remedy,
)
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Batch, Plan
from examcli.generation.fanout import fill
from examcli.generation.prompt import Order, prompt_of
from examcli.generation.task import Outcome, Pace, Task
from examcli.models import Model
from examcli.providers import Provider
from examcli.providers.admission import Admission
from examcli.providers.recording import CallLog
from examcli.sessions.call_log import FREE_PROVIDERS, RunStats, StoredCallLog
from examcli.sessions.intake import SessionIntake
from examcli.sessions.observer import Observer
from examcli.sessions.shortfall import (
    UNABLE,
    first_then,
    kept,
    lack,
    require_explanations,
    way_out,
)
from examcli.sessions.stored import StoredSession, load
from examcli.store import LEASE_SECONDS, SessionRecord, Store

CACHE_LIFETIMES = {"5m": timedelta(minutes=5), "1h": timedelta(hours=1)}
CACHE_MARGIN = timedelta(seconds=20)
EXPLANATION_SECONDS = 8.0
"""How long a batch that can be served waits for explanations: they take three, asked again six."""
STRAGGLER_SECONDS = 5.0
"""How long a whole batch waits for what was launched beyond it: 95 % of answers are quicker."""
FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 4.0


@dataclass(frozen=True)
class Engine:
    """What generates: `open` gives the provider for a pace, whose calls are logged.

    `admission` tells how its servers are used at this moment; None where nobody counts.
    """

    model: Model
    provider_name: str
    open: Callable[[Pace, CallLog], AbstractAsyncContextManager[Provider]]
    admission: Admission | None = None

    @property
    def is_free(self) -> bool:
        """Whether nothing that it writes costs money."""
        return self.provider_name in FREE_PROVIDERS


class Sessions:
    """Generates for the sessions of one store; providers stay open until it is left."""

    def __init__(self, store: Store, engine: Engine, clock: Clock, observer: Observer) -> None:
        self.stats = RunStats(clock.monotonic)
        self.store = store
        self.model = engine.model
        self.is_offline = engine.is_free
        self._engine = engine
        self._clock = clock
        self._begun_at = clock.now()
        self._observer = observer
        self._call_log = StoredCallLog(store, clock, self.stats, observer)
        self._open = AsyncExitStack()
        self._providers: dict[Pace, Provider] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    @property
    def in_flight(self) -> int:
        """How many requests are under way."""
        return self._call_log.in_flight

    async def start(
        self, record: SessionRecord, blueprint: Blueprint, pace: Pace, extra: int
    ) -> StoredSession:
        """Generate the first batch of a new session, launching `extra` slots more than it needs.

        The first questions home make up the batch; the others are the beginning of the next one.
        A start that fails before its first question leaves nothing behind.

        Raises:
            GenerationUnavailable, GenerationFailed: the batch is not complete; what arrived is
                stored and the message says how to go on.
        """
        intake = self._intake(record, blueprint)
        batch = record.plan.batch(1)
        launched = launched_at_once(record.plan, extra) if pace.is_awaited else 0
        intake.serve(batch, launched)
        orders = tuple(map(Order, record.plan.slots[: launched or batch.size]))
        try:
            await self._fill(intake, batch, pace, orders)
        finally:
            if intake.is_stored:
                self.store.release_lease(record.id)
        return load(self.store, record.id)

    async def next(self, session_id: str, batch_index: int | None, pace: Pace) -> StoredSession:
        """Generate the next batch; a batch that is stored already costs nothing.

        Raises:
            BatchIndexInvalid: `batch_index` is neither stored nor the next; it names that one.
            GenerationInProgress: another process is at it.
            GenerationUnavailable, GenerationFailed: as for `start`.
        """
        stored = load(self.store, session_id)
        if stored.has_batch(batch_index):
            return stored
        with self.leased(session_id) as intake:
            batch = intake.stored.next_batch
            if batch and not intake.stored.has_batch(batch_index):
                await self._fill_gaps(intake, batch, pace)
        return load(self.store, session_id)

    async def write(self, record: SessionRecord, blueprint: Blueprint, pace: Pace) -> StoredSession:
        """Generate all of a new session at once, explanations included.

        If it fails before its first question, nothing is left behind.

        Raises:
            GenerationUnavailable, GenerationFailed: as for `start`.
        """
        intake = self._intake(record, blueprint)
        try:
            await self._fill_all(intake, pace)
        finally:
            if intake.is_stored:
                self.store.release_lease(record.id)
        return load(self.store, record.id)

    async def complete(self, session_id: str, pace: Pace) -> StoredSession:
        """Generate whatever is missing at once, explanations included, under one lease.

        Raises:
            GenerationInProgress, GenerationUnavailable, GenerationFailed: as for `next`.
        """
        stored = load(self.store, session_id)
        if not stored.has_gaps:
            return stored
        with self.leased(session_id) as intake:
            await self._fill_all(intake, pace)
        return load(self.store, session_id)

    async def _fill_all(self, intake: SessionIntake, pace: Pace) -> None:
        """Have written all that is missing; nothing may be missing then."""
        orders = intake.stored.gaps
        if not orders:
            return
        intake.serve_all()
        outcome = await self.generate(intake, pace, orders)
        if len(intake.stored.questions) < intake.record.plan.total:
            raise self.failure(lack(intake.stored), intake.stored, outcome)
        require_explanations(intake.stored, outcome.unavailable)

    async def _fill_gaps(self, intake: SessionIntake, batch: Batch, pace: Pace) -> Outcome:
        """Have written what a batch lacks; what could not be done."""
        orders = intake.stored.orders(batch)
        if not orders:
            return Outcome()
        intake.serve(batch, launched=0)
        return await self._fill(intake, batch, pace, orders)

    @contextmanager
    def leased(self, session_id: str) -> Iterator[SessionIntake]:
        """The lease of a session that no Message Batch is to bring anything to; see `lease`.

        Raises:
            GenerationInProgress: another process has the lease, or a batch is on its way.
        """
        with self.lease(session_id) as intake:
            batch_id = self.store.batches.pending(session_id)
            if batch_id is not None:
                raise GenerationInProgress(
                    f"session `{session_id}` is being written in Message Batch "
                    f"`{batch_id or 'not yet known'}`",
                    "`examcli pregenerate --resume RUN` takes it in, with the id of its run",
                )
            yield intake

    @contextmanager
    def lease(self, session_id: str) -> Iterator[SessionIntake]:
        """The lease of a stored session, and its intake, which knows what is stored.

        That is read once the lease is held, for another process may have done the work before;
        from then on nobody else adds to the session.

        Raises:
            GenerationInProgress: another process has the lease.
        """
        if not self.store.take_lease(session_id):
            holder = self.store.lease_holder(session_id)
            raise GenerationInProgress(f"session `{session_id}` is being generated by {holder}")
        try:
            stored = load(self.store, session_id)
            intake = self._intake(stored.record, self.store.blueprint(stored.record.blueprint))
            intake.take_over(stored.questions)
            yield intake
        finally:
            self.store.release_lease(session_id)

    def _intake(self, record: SessionRecord, blueprint: Blueprint) -> SessionIntake:
        return SessionIntake(self.store, self._observer, self.stats, record, blueprint)

    async def _fill(
        self, intake: SessionIntake, batch: Batch, pace: Pace, orders: tuple[Order, ...]
    ) -> Outcome:
        """Fill one batch under the lease; it must be complete then, but for explanations."""
        outcome = await self.generate(intake, pace, orders)
        missing = batch.size - len(intake.stored.in_batch(batch))
        if missing:
            message = f"batch {batch.index} lacks {missing} of {batch.size} questions"
            raise self.failure(message, intake.stored, outcome)
        return outcome

    async def generate(
        self, intake: SessionIntake, pace: Pace, orders: tuple[Order, ...]
    ) -> Outcome:
        """Have orders written under the lease; whatever happens, note what is complete."""
        task = Task(
            session_id=intake.record.id,
            blueprint=intake.blueprint,
            model=self.model,
            pace=pace,
            is_cache_warm=self._is_cache_warm(intake),
            orders=orders,
            material=intake.record.material,
        )
        self.stats.begin()
        provider = await self.provider(pace)
        try:
            async with self.lease_kept(intake):
                filling = fill(task, provider, intake, self._clock)
                return await (self._served(intake, filling) if pace.is_awaited else filling)
        finally:
            self._note_batches(intake)

    async def _served(
        self, intake: SessionIntake, filling: Coroutine[Any, Any, Outcome]
    ) -> Outcome:
        """The outcome, but nobody who waits for a batch waits for more than that batch.

        What is still being written a moment after it is cut off; what arrived of it is stored.
        """
        writing = asyncio.create_task(filling)
        await _first_of(writing, asyncio.create_task(self._moment_after(intake)))
        return Outcome() if writing.cancelled() else writing.result()

    async def _moment_after(self, intake: SessionIntake) -> None:
        """End when nobody needs what is still being written."""
        await intake.has_batch.wait()
        patience_ends = asyncio.ensure_future(self._clock.sleep(EXPLANATION_SECONDS))
        await _first_of(asyncio.create_task(intake.is_explained.wait()), patience_ends)
        await self._clock.sleep(STRAGGLER_SECONDS)

    def failure(self, message: str, session: StoredSession, outcome: Outcome) -> ExamError:
        """Why questions are missing, what helps against the cause, and how to go on."""
        stored, session_id = len(session.questions), session.record.id
        told = f"{message}; {kept(stored)}"
        way = f"`examcli resume {session_id} --complete` goes on" if stored else ""
        reasons = tuple(dict.fromkeys(reason for gap in outcome.gaps.values() for reason in gap))
        if self.is_offline and any(stop.reason == "refusal" for stop in outcome.stops):
            return GenerationFailed(told, way_out(session_id if stored else "", reasons), reasons)
        if outcome.unavailable:
            hint = first_then(remedy(outcome.unavailable), way)
            return GenerationUnavailable(told, hint, outcome.unavailable)
        stops = [stop.hint for stop in outcome.stops if stop.hint]
        return GenerationFailed(told, first_then(stops[0] if stops else UNABLE, way), reasons)

    def _note_batches(self, intake: SessionIntake) -> None:
        if intake.is_stored:
            with suppress(GenerationInProgress):  # whoever has the lease now will note them
                self.store.note_batches(intake.record.id, intake.stored.complete_batches)

    async def provider(self, pace: Pace) -> Provider:
        """The provider for a pace; it stays open until these sessions are left."""
        if pace not in self._providers:
            opening = self._engine.open(pace, self._call_log)
            self._providers[pace] = await self._open.enter_async_context(opening)
        return self._providers[pace]

    @asynccontextmanager
    async def lease_kept(self, intake: SessionIntake) -> AsyncIterator[None]:
        """Renew the lease while something is generated under it."""

        async def renew() -> None:
            while True:
                await self._clock.sleep(LEASE_SECONDS / 3)
                if intake.is_stored:
                    with suppress(StoreBusy):  # the next time will do
                        self.store.renew_lease(intake.record.id)

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing

    def _is_cache_warm(self, intake: SessionIntake) -> bool:
        """Whether the prefix was used recently enough to still be in the cache.

        The embedded engine has its cache in this process, and begins without anything in it.
        """
        used = self.store.last_cached(
            prompt_of(intake.blueprint, intake.record.material).digest,
            self.model.id,
            self._engine.provider_name,
        )
        if used is None or (self.is_offline and used[0] < self._begun_at):
            return False
        return is_warm(*used, self._clock.now())


def is_warm(used_at: datetime, ttl: str, now: datetime) -> bool:
    """Whether an entry that was last used then is still in the cache when a request arrives."""
    return now < used_at + CACHE_LIFETIMES[ttl] - CACHE_MARGIN


async def when_free(work: Callable[[], Awaitable[StoredSession]], clock: Clock) -> StoredSession:
    """Do the work as soon as no other process holds the lease, asking with growing pauses."""
    pause_seconds = FIRST_PAUSE_SECONDS
    while True:
        try:
            return await work()
        except GenerationInProgress:
            await clock.sleep(pause_seconds)
            pause_seconds = min(2 * pause_seconds, LONGEST_PAUSE_SECONDS)


async def _first_of(*tasks: asyncio.Future[Any]) -> None:
    """Wait until one task is done, and cancel the others."""
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def launched_at_once(plan: Plan, extra: int) -> int:
    """How many slots to launch at once for the first batch; 0 for none beyond it.

    Only single questions of the same section can take each other's places, so a reading set
    among them, or a second batch of another section, means no over-launch.
    """
    first, *others = plan.batches
    room = others[0].size if others and others[0].section == first.section else 0
    launched = plan.slots[: first.size + min(extra, room)]
    return 0 if any(slot.passage for slot in launched) else len(launched)
