"""Sessions: starting one, its next batch, the rest of it, each at most once.

A session generates under a lease, so that of many callers exactly one works. Batches come in
order; a batch is complete only when every position in it has a question; what is stored is never
asked for again. Nothing is printed here: a `Watcher` is told what happens.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    suppress,
)
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol, Self

from examcli.clock import Clock
from examcli.errors import (
    ExamError,
    GenerationFailed,
    GenerationInProgress,
    GenerationUnavailable,
    ProviderError,
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
from examcli.providers.recording import Journal
from examcli.sessions.call_log import FREE_PROVIDERS, CallLog, Listener, RunStats
from examcli.sessions.intake import Audience, SessionIntake
from examcli.sessions.stored import StoredSession, load
from examcli.store import LEASE_SECONDS, SessionRecord, Store

CACHE_LIFETIMES = {"5m": timedelta(minutes=5), "1h": timedelta(hours=1)}
CACHE_MARGIN = timedelta(seconds=20)
EXPLANATION_SECONDS = 8.0
"""How long a batch that can be served waits for explanations: they take three, asked again six."""
STRAGGLER_SECONDS = 5.0
"""How long a whole batch waits for what was launched beyond it: 95 % of answers are quicker."""
UNABLE = "try again, or set EXAM_MODEL to another model"
FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 4.0


class Watcher(Audience, Listener, Protocol):
    """Whoever wants to know what happens while a batch is generated."""


@dataclass(frozen=True)
class Engine:
    """What generates: `open` gives the provider for a pace, which keeps the journal."""

    model: Model
    provider_name: str
    open: Callable[[Pace, Journal], AbstractAsyncContextManager[Provider]]


class Sessions:
    """Generates for the sessions of one store; providers stay open until it is left."""

    def __init__(self, store: Store, engine: Engine, clock: Clock, watcher: Watcher) -> None:
        self.ledger = RunStats(clock.monotonic)
        self.store = store
        self.model = engine.model
        self.is_offline = engine.provider_name in FREE_PROVIDERS
        self._engine = engine
        self._clock = clock
        self._watcher = watcher
        self._journal = CallLog(store, clock, self.ledger, watcher)
        self._open = AsyncExitStack()
        self._providers: dict[Pace, Provider] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

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
        desk = self._desk(record, blueprint)
        launched = launched_at_once(record.plan, extra) if pace.is_awaited else 0
        slots = record.plan.slots[: launched or record.plan.batch(1).size]
        desk.serve(record.plan.batch(1), launched)
        await self._fill(desk, record.plan.batch(1), pace, tuple(map(Order, slots)))
        return load(self.store, record.id)

    async def next(self, session_id: str, batch_index: int | None, pace: Pace) -> StoredSession:
        """Generate the next batch; a batch that is stored already costs nothing.

        Raises:
            BatchIndexInvalid: `batch_index` is neither stored nor the next; it names that one.
            GenerationInProgress: another process is at it.
            GenerationUnavailable, GenerationFailed: as for `start`.
        """

        def wanted(loaded: StoredSession) -> Batch | None:
            return None if loaded.has_batch(batch_index) else loaded.next_batch

        await self._advance(session_id, wanted, pace)
        return load(self.store, session_id)

    async def complete(self, session_id: str, pace: Pace) -> StoredSession:
        """Generate whatever is missing, batch after batch, explanations included.

        Raises:
            GenerationInProgress, GenerationUnavailable, GenerationFailed: as for `next`.
        """
        loaded = load(self.store, session_id)
        for batch in loaded.plan.batches:
            outcome = await self._advance(session_id, partial(_if_lacking, batch), pace)
            loaded = load(self.store, session_id)
            if outcome.unavailable:
                _require_explanations(loaded, outcome.unavailable)
        _require_explanations(loaded)
        return loaded

    async def _advance(
        self, session_id: str, wanted: Callable[[StoredSession], Batch | None], pace: Pace
    ) -> Outcome:
        """Fill the wanted batch under the lease, if one is; what could not be done.

        What is wanted is asked again once the lease is held: another process may have done the
        work in between.
        """
        if wanted(load(self.store, session_id)) is None:
            return Outcome()
        with self.leased(session_id) as desk:
            loaded = load(self.store, session_id)
            batch = wanted(loaded)
            if batch is None:
                return Outcome()
            desk.serve(batch, launched=0)
            return await self._fill(desk, batch, pace, loaded.orders(batch))

    @contextmanager
    def leased(self, session_id: str) -> Iterator[SessionIntake]:
        """The lease of a stored session, and its desk, which knows what is stored.

        Raises:
            GenerationInProgress: another process has the lease.
        """
        if not self.store.take_lease(session_id):
            holder = self.store.lease_holder(session_id)
            raise GenerationInProgress(f"session `{session_id}` is being generated by {holder}")
        try:
            loaded = load(self.store, session_id)
            desk = self._desk(loaded.record, self.store.blueprint(loaded.record.blueprint))
            desk.take_over(loaded.questions)
            yield desk
        finally:
            self.store.release_lease(session_id)

    def _desk(self, record: SessionRecord, blueprint: Blueprint) -> SessionIntake:
        return SessionIntake(self.store, self._watcher, self.ledger, record, blueprint)

    async def _fill(
        self, desk: SessionIntake, batch: Batch, pace: Pace, orders: tuple[Order, ...]
    ) -> Outcome:
        """Fill one batch under the lease; it must be complete then, but for explanations."""
        outcome = await self.generate(desk, pace, orders)
        loaded = (
            load(self.store, desk.record.id) if desk.is_stored else StoredSession(desk.record, ())
        )
        missing = batch.size - len(loaded.in_batch(batch))
        if missing:
            message = f"batch {batch.index} lacks {missing} of {batch.size} questions"
            raise self.failure(message, loaded, outcome)
        return outcome

    async def generate(self, desk: SessionIntake, pace: Pace, orders: tuple[Order, ...]) -> Outcome:
        """Have orders written under the lease; whatever happens, settle and give it back."""
        task = Task(
            session_id=desk.record.id,
            blueprint=desk.blueprint,
            model=self.model,
            pace=pace,
            is_cache_warm=self._is_cache_warm(desk),
            orders=orders,
            material=desk.record.material,
        )
        self.ledger.begin()
        provider = await self.provider(pace)
        try:
            async with self.lease_kept(desk):
                filling = fill(task, provider, desk)
                return await (self._served(desk, filling) if pace.is_awaited else filling)
        finally:
            self._settle(desk)

    async def _served(self, desk: SessionIntake, filling: Coroutine[Any, Any, Outcome]) -> Outcome:
        """The outcome, but nobody who waits for a batch waits for more than that batch.

        What is still being written a moment after it is cut off; what arrived of it is stored.
        """
        writing = asyncio.create_task(filling)
        await _first_of(writing, asyncio.create_task(self._moment_after(desk)))
        return Outcome() if writing.cancelled() else writing.result()

    async def _moment_after(self, desk: SessionIntake) -> None:
        """End when nobody needs what is still being written."""
        await desk.has_batch.wait()
        patience_ends = asyncio.ensure_future(self._clock.sleep(EXPLANATION_SECONDS))
        await _first_of(asyncio.create_task(desk.is_explained.wait()), patience_ends)
        await self._clock.sleep(STRAGGLER_SECONDS)

    def failure(self, message: str, loaded: StoredSession, outcome: Outcome) -> ExamError:
        """Why questions are missing, what helps against the cause, and how to go on."""
        stored, session_id = len(loaded.questions), loaded.record.id
        told = f"{message}; {_kept(stored)}"
        way = f"`examcli resume {session_id} --complete` goes on" if stored else ""
        reasons = tuple(dict.fromkeys(reason for gap in outcome.gaps.values() for reason in gap))
        if self.is_offline and any(stop.reason == "refusal" for stop in outcome.stops):
            return GenerationFailed(told, _way_out(session_id if stored else ""), reasons)
        if outcome.unavailable:
            hint = _first_then(remedy(outcome.unavailable), way)
            return GenerationUnavailable(told, hint, outcome.unavailable)
        stops = [stop.hint for stop in outcome.stops if stop.hint]
        return GenerationFailed(told, _first_then(stops[0] if stops else UNABLE, way), reasons)

    def _settle(self, desk: SessionIntake) -> None:
        if not desk.is_stored:
            return
        loaded = load(self.store, desk.record.id)
        with suppress(GenerationInProgress):
            self.store.settle(desk.record.id, loaded.complete_batches)

    async def provider(self, pace: Pace) -> Provider:
        """The provider for a pace; it stays open until these sessions are left."""
        if pace not in self._providers:
            opening = self._engine.open(pace, self._journal)
            self._providers[pace] = await self._open.enter_async_context(opening)
        return self._providers[pace]

    @asynccontextmanager
    async def lease_kept(self, desk: SessionIntake) -> AsyncIterator[None]:
        """Renew the lease while something is generated under it."""

        async def renew() -> None:
            while True:
                await self._clock.sleep(LEASE_SECONDS / 3)
                if desk.is_stored:
                    with suppress(StoreBusy):  # the next time will do
                        self.store.renew_lease(desk.record.id)

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing

    def _is_cache_warm(self, desk: SessionIntake) -> bool:
        """Whether the prefix was used recently enough to still be in the cache."""
        used = self.store.last_cached(
            prompt_of(desk.blueprint, desk.record.material).digest,
            self.model.id,
            self._engine.provider_name,
        )
        return used is not None and is_warm(*used, self._clock.now())


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


def _first_then(remedy: str, way: str) -> str:
    """What to do about the cause, and the command that goes on after it, which tries again."""
    if way and remedy.startswith("try again"):
        return way
    return f"{remedy}; then {way}" if way else remedy


def launched_at_once(plan: Plan, extra: int) -> int:
    """How many slots to launch at once for the first batch; 0 for none beyond it.

    Only single questions of the same section can take each other's places, so a reading set
    among them, or a second batch of another section, means no over-launch.
    """
    first, *others = plan.batches
    room = others[0].size if others and others[0].section == first.section else 0
    launched = plan.slots[: first.size + min(extra, room)]
    return 0 if any(slot.passage for slot in launched) else len(launched)


def _if_lacking(batch: Batch, loaded: StoredSession) -> Batch | None:
    return batch if loaded.orders(batch) else None


def _require_explanations(loaded: StoredSession, unavailable: Sequence[ProviderError] = ()) -> None:
    """Fail when a question is left unexplained: it can be served, but the exam is not whole.

    Raises:
        GenerationUnavailable: nobody could be asked for it, for these reasons.
        GenerationFailed: what came was not good enough.
    """
    lacking = [question.id for question in loaded.questions if not question.explanation]
    if not lacking:
        return
    told = f"{_kept(len(loaded.questions))}, {len(lacking)} without an explanation: "
    told += ", ".join(lacking)
    way = f"`examcli resume {loaded.record.id} --complete` asks for them again"
    if unavailable:
        raise GenerationUnavailable(told, _first_then(remedy(unavailable), way), unavailable)
    raise GenerationFailed(told, way)


def _kept(stored: int) -> str:
    match stored:
        case 0:
            return "nothing was stored"
        case 1:
            return "1 question is stored"
    return f"{stored} questions are stored"


def _way_out(session_id: str) -> str:
    """What helps when an author has nothing new to write."""
    way = f"`examcli resume {session_id} --complete --allow-repeats`"
    return (
        "a real API key writes new questions, `--source` makes some from your own text; "
        f"{way if session_id else '`--allow-repeats`'} takes used ones again"
    )
