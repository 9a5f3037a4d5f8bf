"""Sessions: starting one, its next batch, the rest of it, each at most once.

A session generates under a lease, so that of many callers exactly one works. Batches come in
order; a batch is complete only when every position in it has a question; what is stored is never
asked for again. Nothing is printed here: a `Watcher` is told what happens.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Protocol, Self

from examcli.blueprint import Blueprint
from examcli.clock import Clock
from examcli.errors import (
    BatchIndexInvalid,
    GenerationFailed,
    GenerationInProgress,
    GenerationUnavailable,
)
from examcli.generate import Outcome, Pace, Task, fill, prefix_digest
from examcli.plan import Batch, Plan, Slot
from examcli.prompt import Order, avoid_line, prefix, shortened
from examcli.providers import Provider, Started
from examcli.providers.resilience import Call, Happening, Journal
from examcli.question import Draft, Question
from examcli.store import LEASE_SECONDS, RequestRecord, SessionRecord, Store
from examcli.usage import Model, Usage

CACHE_LIFETIMES = {"5m": timedelta(minutes=5), "1h": timedelta(hours=1)}
CACHE_MARGIN = timedelta(seconds=20)
FREE_PROVIDERS = {"offline"}


class Watcher(Protocol):
    """Whoever wants to know what happens while a batch is generated."""

    def question_ready(self, record: SessionRecord, question: Question) -> None:
        """A question is stored and can be served."""

    def batch_ready(self, record: SessionRecord, batch: Batch) -> None:
        """Every question of a batch is stored; explanations may still be arriving."""

    def happening(self, happening: Happening) -> None:
        """A provider was retried, replaced or has retired a model."""


@dataclass(frozen=True)
class Engine:
    """What generates: `open` gives the provider for a pace, which keeps the journal."""

    model: Model
    provider_name: str
    open: Callable[[Pace, Journal], AbstractAsyncContextManager[Provider]]


@dataclass
class Ledger:
    """What the calls of one command used: for the batch's `meta`."""

    calls: list[Call] = field(default_factory=list)
    cost_usd: float = 0.0
    seconds_to_first_question: float | None = None
    seconds_to_batch: float | None = None

    @property
    def usage(self) -> Usage:
        """Tokens of all calls together."""
        return sum((call.usage for call in self.calls), Usage())

    @property
    def is_cache_hit(self) -> bool:
        """Whether any call read its prefix from the cache."""
        return any(call.usage.cache_read for call in self.calls)


@dataclass(frozen=True)
class Loaded:
    """A session with its questions."""

    record: SessionRecord
    questions: tuple[Question, ...]

    @property
    def plan(self) -> Plan:
        """The plan of the session."""
        return self.record.plan

    def in_batch(self, batch: Batch) -> tuple[Question, ...]:
        """The stored questions of a batch, by position."""
        return tuple(q for q in self.questions if q.position in batch.positions)

    @property
    def complete_batches(self) -> int:
        """How many batches from the first on have every question."""
        taken = {question.position for question in self.questions}
        complete = 0
        for batch in self.plan.batches:
            if not taken.issuperset(batch.positions):
                break
            complete += 1
        return complete

    @property
    def next_batch(self) -> Batch | None:
        """The first batch that is not complete, None when all are."""
        index = self.complete_batches
        return self.plan.batches[index] if index < len(self.plan.batches) else None

    @property
    def has_gaps(self) -> bool:
        """Whether any question or explanation is still missing."""
        return any(_orders(self, batch) for batch in self.plan.batches)


def load(store: Store, session_id: str) -> Loaded:
    """A session and all its stored questions.

    Raises:
        SessionNotFound: there is no such session.
    """
    return Loaded(store.session(session_id), tuple(store.questions(session_id)))


class Sessions:
    """Generates for the sessions of one store; providers stay open until it is left."""

    def __init__(self, store: Store, engine: Engine, clock: Clock, watcher: Watcher) -> None:
        self._store = store
        self._engine = engine
        self._clock = clock
        self._watcher = watcher
        self._open = AsyncExitStack()
        self._providers: dict[Pace, Provider] = {}
        self.ledger = Ledger()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def start(
        self, record: SessionRecord, blueprint: Blueprint, pace: Pace, extra: int
    ) -> Loaded:
        """Generate the first batch of a new session, launching `extra` slots more than it needs.

        The first questions home make up the batch; the others are the beginning of the next one.
        The session is stored together with its first question: a start that fails before that
        leaves nothing behind.

        Raises:
            GenerationUnavailable, GenerationFailed: the batch is not complete; what arrived is
                stored and the message says how to go on.
        """
        desk = _Desk(self, record, blueprint, stored=())
        desk.is_stored = False
        launched = _launched(record.plan, extra) if pace.is_awaited else 0
        await self._run(desk, record.plan.batch(1), pace, launched)
        return load(self._store, record.id)

    async def next(self, session_id: str, batch_index: int | None, pace: Pace) -> Loaded:
        """Generate the next batch; a batch that is stored already costs nothing.

        Raises:
            BatchIndexInvalid: `batch_index` is neither stored nor the next; it names that one.
            GenerationInProgress: another process is at it.
            GenerationUnavailable, GenerationFailed: as for `start`.
        """

        def wanted(loaded: Loaded) -> Batch | None:
            return None if is_stored(loaded, batch_index) else loaded.next_batch

        return await self._advance(session_id, wanted, pace)

    async def complete(self, session_id: str, pace: Pace) -> Loaded:
        """Generate whatever is missing, batch after batch, explanations included.

        Raises:
            GenerationInProgress, GenerationUnavailable, GenerationFailed: as for `next`.
        """
        loaded = load(self._store, session_id)
        for batch in loaded.plan.batches:
            loaded = await self._advance(session_id, partial(_if_lacking, batch), pace)
        return loaded

    async def _advance(
        self, session_id: str, wanted: Callable[[Loaded], Batch | None], pace: Pace
    ) -> Loaded:
        """Fill the wanted batch under the lease.

        What is wanted is asked again once the lease is held: another process may have done the
        work in between.
        """
        loaded = load(self._store, session_id)
        if wanted(loaded) is None:
            return loaded
        if not self._store.take_lease(session_id):
            raise GenerationInProgress(f"session `{session_id}` is being generated right now")
        try:
            loaded = load(self._store, session_id)
            batch = wanted(loaded)
            if batch:
                await self._fill_batch(loaded, batch, pace)
        finally:
            self._store.release_lease(session_id)
        return load(self._store, session_id)

    async def _fill_batch(self, loaded: Loaded, batch: Batch, pace: Pace) -> None:
        blueprint = self._store.blueprint(loaded.record.blueprint)
        desk = _Desk(self, loaded.record, blueprint, loaded.questions)
        await self._run(desk, batch, pace, launched=0)

    async def _run(self, desk: "_Desk", batch: Batch, pace: Pace, launched: int) -> None:
        """Fill one batch under the lease, and settle it whatever happens."""
        record = desk.record
        begin = self._clock.monotonic()
        desk.serve(batch, launched, lambda: self._clock.monotonic() - begin)
        orders = desk.orders(batch, launched)
        task = Task(
            session_id=record.id,
            blueprint=desk.blueprint,
            model=self._engine.model,
            pace=pace,
            is_cache_warm=self._is_cache_warm(desk.blueprint),
            orders=orders,
        )
        provider = await self._provider(pace)
        try:
            async with self._lease_kept(desk):
                outcome = await fill(task, provider, desk)
        finally:
            self._settle(desk)
        questions = self._store.questions(record.id)
        _require_complete(Loaded(record, tuple(questions)), batch, outcome)

    def _settle(self, desk: "_Desk") -> None:
        if not desk.is_stored:
            return
        loaded = load(self._store, desk.record.id)
        with suppress(GenerationInProgress):
            self._store.settle(desk.record.id, loaded.complete_batches)

    async def _provider(self, pace: Pace) -> Provider:
        if pace not in self._providers:
            opening = self._engine.open(pace, self)
            self._providers[pace] = await self._open.enter_async_context(opening)
        return self._providers[pace]

    @asynccontextmanager
    async def _lease_kept(self, desk: "_Desk") -> AsyncIterator[None]:
        """Renew the lease while something is generated under it."""

        async def renew() -> None:
            while True:
                await self._clock.sleep(LEASE_SECONDS / 3)
                if desk.is_stored:
                    self._store.renew_lease(desk.record.id)

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing

    def _is_cache_warm(self, blueprint: Blueprint) -> bool:
        """Whether the prefix was used recently enough to still be in the cache."""
        used = self._store.last_cached(
            prefix_digest(prefix(blueprint)), self._engine.model.id, self._engine.provider_name
        )
        if used is None:
            return False
        at, ttl = used
        return self._clock.now() < at + CACHE_LIFETIMES[ttl] - CACHE_MARGIN

    def call(self, call: Call) -> None:
        """Keep the record of a call, with its cost."""
        request = call.request
        is_free = call.provider in FREE_PROVIDERS
        cost_usd = 0.0 if is_free else request.model.prices.cost_usd(call.usage)
        started_at = self._clock.now() - timedelta(seconds=call.total_seconds)
        self.ledger.calls.append(call)
        self.ledger.cost_usd += cost_usd
        self._store.add_request(
            RequestRecord(
                session_id=request.session_id,
                shard=request.shard,
                provider=call.provider,
                model=request.model.id,
                prefix=prefix_digest(request.prefix),
                cache_ttl=request.cache_ttl,
                started_at=started_at.isoformat(timespec="milliseconds"),
                usage=call.usage,
                cost_usd=cost_usd,
                reported_cost_usd=call.reported_cost_usd,
                first_token_seconds=call.first_token_seconds,
                total_seconds=call.total_seconds,
                stop_reason=call.stop_reason,
                error=call.error,
            )
        )

    def happening(self, happening: Happening) -> None:
        """Keep what happened to a provider, and tell the watcher."""
        self._store.add_event(
            happening.session_id, happening.provider, happening.what, happening.detail
        )
        self._watcher.happening(happening)

    def stored(self, desk: "_Desk", question: Question, origin: Started) -> None:
        """Commit a question, together with its session if that is new, and tell the watcher."""
        record = replace(desk.record, provider=origin.provider, model=origin.model_id)
        if desk.is_stored:
            self._store.add_question(record.id, question, record.provider, record.model)
        else:
            self._store.create(record, desk.blueprint, question)
            desk.is_stored = True
        self._watcher.question_ready(record, question)

    def explained(self, desk: "_Desk", position: int, explanation: str) -> None:
        """Commit an explanation."""
        self._store.add_explanation(desk.record.id, position, explanation)

    def batch_ready(self, desk: "_Desk", batch: Batch) -> None:
        """Tell the watcher that a batch can be served."""
        self._watcher.batch_ready(desk.record, batch)


class _Desk:
    """Takes questions in: gives each its place and id, and has it stored at once."""

    def __init__(
        self,
        sessions: Sessions,
        record: SessionRecord,
        blueprint: Blueprint,
        stored: Sequence[Question],
    ) -> None:
        self.record = record
        self.blueprint = blueprint
        self.is_stored = True
        self._sessions = sessions
        self._by_slot = {question.slot: question for question in stored}
        self._fingerprints = {question.fingerprint for question in stored}

    def serve(self, batch: Batch, launched: int, elapsed: Callable[[], float]) -> None:
        """Take questions for this batch from now on.

        With `launched` slots under way, places are given out in the order of arrival; otherwise
        every question goes to its own place in the plan, if that is free.
        """
        self._batch = batch
        self._launched = launched
        self._elapsed = elapsed

    def orders(self, batch: Batch, launched: int) -> tuple[Order, ...]:
        """What to ask for: the empty slots of the batch, and explanations that are missing."""
        loaded = Loaded(self.record, tuple(self._by_slot.values()))
        if launched:
            return tuple(Order(slot) for slot in self.record.plan.slots[:launched])
        return _orders(loaded, batch)

    def avoid(self, slot: Slot) -> list[str]:
        """Questions of this session about the same subtopic; for reading, all its passages."""
        questions = self._by_slot.values()
        if slot.passage:
            texts = dict.fromkeys(q.passage.text for q in questions if q.passage)
            return [shortened(text) for text in texts]
        same = (slot.labels.topic, slot.labels.subtopic)
        return [
            avoid_line(q.stem, q.key)
            for q in questions
            if (q.labels.topic, q.labels.subtopic) == same and q.slot != slot.number
        ]

    def is_new(self, question: Question) -> bool:
        """Whether no other question of the session has this content."""
        return question.fingerprint not in self._fingerprints

    def accept(self, question: Question, origin: Started) -> None:
        """Seat a question and have it stored."""
        seated = self._seated(question)
        self._sessions.stored(self, seated, origin)
        self._by_slot[seated.slot] = seated
        self._fingerprints.add(seated.fingerprint)
        self._note_timing()

    def explain(self, slot: Slot, explanation: str) -> None:
        """Have the explanation of an accepted question stored."""
        question = self._by_slot[slot.number]
        self._by_slot[slot.number] = replace(question, explanation=explanation)
        self._sessions.explained(self, question.position, explanation)

    def _seated(self, question: Question) -> Question:
        position = self._place(question.slot)
        batch = self.record.plan.batch_at(position)
        section = self.blueprint.section(batch.section)
        number = position - batch.first + 1
        return replace(
            question, position=position, id=f"{section.short}_{batch.index}_{number:02d}"
        )

    def _place(self, slot_number: int) -> int:
        taken = {question.position for question in self._by_slot.values()}
        end = self._batch.first + max(self._batch.size, self._launched)
        free = [p for p in range(self._batch.first, end) if p not in taken]
        return slot_number if not self._launched and slot_number in free else free[0]

    def _note_timing(self) -> None:
        ledger = self._sessions.ledger
        if ledger.seconds_to_first_question is None:
            ledger.seconds_to_first_question = self._elapsed()
        taken = {question.position for question in self._by_slot.values()}
        if taken.issuperset(self._batch.positions) and ledger.seconds_to_batch is None:
            ledger.seconds_to_batch = self._elapsed()
            self._sessions.batch_ready(self, self._batch)


async def when_free(work: Callable[[], Awaitable[Loaded]], clock: Clock) -> Loaded:
    """Do the work as soon as no other process holds the lease, asking with growing pauses."""
    pause_seconds = 0.25
    while True:
        try:
            return await work()
        except GenerationInProgress:
            await clock.sleep(pause_seconds)
            pause_seconds = min(2 * pause_seconds, 4.0)


def is_stored(loaded: Loaded, batch_index: int | None) -> bool:
    """Whether the wanted batch is there already; None wants the next one, if there is one.

    Raises:
        BatchIndexInvalid: it is neither stored nor the next one.
    """
    stored, total = loaded.complete_batches, len(loaded.plan.batches)
    if batch_index is None:
        return stored == total
    if not 1 <= batch_index <= min(stored + 1, total):
        expected = (
            f"the next batch is {stored + 1}" if stored < total else f"all {total} are stored"
        )
        raise BatchIndexInvalid(f"batch {batch_index} cannot be generated now: {expected}")
    return batch_index <= stored


def _launched(plan: Plan, extra: int) -> int:
    """How many slots to launch at once for the first batch.

    Only single questions of the same section can take each other's places, so a reading set
    among them, or a second batch of another section, means no over-launch.
    """
    first = plan.batch(1)
    second = plan.batches[1] if len(plan.batches) > 1 else None
    if second is None or second.section != first.section:
        return first.size if not any(s.passage for s in plan.slots[: first.size]) else 0
    launched = plan.slots[: first.size + min(extra, second.size)]
    return 0 if any(slot.passage for slot in launched) else len(launched)


def _orders(loaded: Loaded, batch: Batch) -> tuple[Order, ...]:
    """The slots that should fill what the batch lacks, and the explanations it lacks.

    After an over-launch a slot may be filled although its own place is not, so the slots are
    counted off in the plan's order, not by place.
    """
    by_slot = {question.slot: question for question in loaded.questions}
    missing = batch.size - len(loaded.in_batch(batch))
    empty = [slot for slot in loaded.plan.slots if slot.number not in by_slot]
    passages = {q.passage.id: q.passage.text for q in loaded.questions if q.passage}
    orders = [Order(slot, passage=passages.get(f"p{slot.passage}", "")) for slot in empty[:missing]]
    slots = {slot.number: slot for slot in loaded.plan.slots}
    unexplained = [
        Order(
            slots[q.slot],
            given=Draft(q.stem, q.key, q.distractors, q.check),
            passage=q.passage.text if q.passage else "",
        )
        for q in loaded.in_batch(batch)
        if not q.explanation
    ]
    return (*orders, *unexplained)


def _if_lacking(batch: Batch, loaded: Loaded) -> Batch | None:
    return batch if _orders(loaded, batch) else None


def _require_complete(loaded: Loaded, batch: Batch, outcome: Outcome) -> None:
    """Fail unless every position of the batch has a question."""
    missing = batch.size - len(loaded.in_batch(batch))
    if not missing:
        return
    stored, session_id = len(loaded.questions), loaded.record.id
    kept = f"{stored} questions are stored" if stored else "nothing was stored"
    message = f"batch {batch.index} lacks {missing} of {batch.size} questions; {kept}"
    hint = f"`examcli resume {session_id} --complete` goes on" if stored else "try again later"
    reasons = tuple(dict.fromkeys(reason for gap in outcome.gaps.values() for reason in gap))
    if outcome.unavailable:
        raise GenerationUnavailable(message, hint, tuple(dict.fromkeys(outcome.unavailable)))
    raise GenerationFailed(message, hint, reasons)
