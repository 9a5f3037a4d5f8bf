"""From slots to reviewed questions: shards, parallel streams, review, and asking again.

A question is handed over the moment it is servable, while its explanation is still being
written. Whatever arrived whole is kept, however its stream ended; only the slots that are still
empty are asked for again. Nothing here knows the database: the `QuestionSink` that receives the
questions does.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from examcli.clock import SYSTEM_CLOCK, Clock
from examcli.errors import (
    ExamError,
    GenerationUnavailable,
    ProviderError,
    StreamBroken,
    first_of_ours,
)
from examcli.exam.question import Question
from examcli.generation.prompt import (
    Order,
)
from examcli.generation.racing import Stragglers, raced
from examcli.generation.receiving import (
    Progress,
    Receiving,
    note_reason,
    passage_of,
    question_of,
)
from examcli.generation.requesting import Requests
from examcli.generation.task import Outcome, QuestionSink, Task
from examcli.providers import (
    CacheTtl,
    Provider,
    Request,
    Started,
    answered,
    listening,
)
from examcli.providers.patience import Tries

REASKS = 3
"""Times an empty slot is asked for again; what was refused four times is not a matter of luck."""


async def fill(
    task: Task, provider: Provider, sink: QuestionSink, clock: Clock = SYSTEM_CLOCK
) -> Outcome:
    """Write every ordered question and hand it in.

    Cache policy: a cold cache cannot be shared by calls that start together. When it is warm all
    shards start at once. When it is cold and someone waits, the first shard carries the
    breakpoint and the others start with it, uncached, with an excerpt of the prefix. When nobody
    waits, or when the prefix holds an instructor's material, which would be dear to pay for in
    every call, the others start once the first has begun to answer and can be shared. A prefix
    that is too short is never cached.

    Raises:
        ExamError: something that asking again cannot mend, such as a wrong API key. Nothing is
            asked for after it; what was asked for before is paid for, and taken in first.
    """
    generation = _Generation(task, provider, sink, clock)
    pilot, *others = shards(task.orders, task.pace.shard_size)
    is_cold = not task.is_cache_warm and generation.cache_ttl != ""
    is_hurried = task.pace.is_awaited and task.material is None
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(generation.fill(pilot, generation.cache_ttl))
            if is_cold and not is_hurried:
                await generation.has_begun.wait()
            for shard in others:
                is_uncached = is_cold and is_hurried
                group.create_task(
                    generation.fill(shard, "" if is_uncached else generation.cache_ttl)
                )
    except ExceptionGroup as failures:
        raise first_of_ours(failures) from failures
    if generation.failure:
        raise generation.failure
    return generation.outcome


def shards(orders: Sequence[Order], size: int) -> list[tuple[Order, ...]]:
    """Orders in groups of at most `size`, each of one section.

    A reading set stays together, whatever its size.
    """
    groups: list[tuple[Order, ...]] = []
    neighbours = groupby(orders, key=lambda each: (each.slot.labels.section, each.slot.passage))
    for (_, passage), members in neighbours:
        together = tuple(members)
        step = len(together) if passage else size
        groups += [together[start : start + step] for start in range(0, len(together), step)]
    return groups


def _singles(task: Task) -> int:
    """How many calls for one question each a task begins with."""
    return sum(len(shard) == 1 for shard in shards(task.orders, task.pace.shard_size))


class _Generation:
    """One run over all shards of a task."""

    def __init__(self, task: Task, provider: Provider, sink: QuestionSink, clock: Clock) -> None:
        self._task = task
        self._provider = provider
        self._sink = sink
        self._requests = Requests(task, sink)
        self.cache_ttl = self._requests.cache_ttl
        self._cached_by = provider.name if task.is_cache_warm else ""
        self._is_over = False
        self.has_begun = asyncio.Event()
        self.failure: ExamError | None = None
        self.outcome = Outcome()
        self._clock = clock
        limits = task.pace.race_limits
        self._stragglers = Stragglers(_singles(task), limits, clock) if limits else None

    async def fill(self, shard: Sequence[Order], cache_ttl: CacheTtl) -> None:
        """Ask for the slots of a shard, then for those still empty while that makes sense.

        A request of whose answer not a single piece arrived is sent again word for word.
        """
        progresses = [Progress(order, self._accepted_before(order)) for order in shard]
        tries = Tries(self._task.pace.patience, REASKS)
        todo, passage = progresses, passage_of(progresses)
        request = self._requests.request(todo, cache_ttl, passage)
        while todo and not tries.is_over and not self._is_over:
            receiving = Receiving(self._task, self._sink, todo, passage)
            await self._try(request, receiving, tries)
            todo, passage = [each for each in todo if not each.is_done], passage_of(progresses)
            if todo and receiving.has_heard:
                request = self._requests.request(todo, self.cache_ttl, passage)
        self._report_gaps(todo, tries)

    async def _try(self, request: Request, receiving: "Receiving", tries: Tries) -> None:
        """Ask once, and note what that says about asking again."""
        todo, max_tokens = receiving.todo, tries.length_factor * request.max_tokens
        asked = replace(
            request, breaks=tries.breaks, max_tokens=max_tokens, cached_by=self._cached_by
        )
        try:
            await self._ask(asked, receiving)
            tries.note_answer()
        except StreamBroken as broken:
            note_reason(todo, broken.message)
            tries.note_break(broken, is_same_again=not receiving.has_taken)
        except GenerationUnavailable as failure:
            note_reason(todo, failure.message)
            self.outcome.unavailable += failure.failures
            tries.is_in_vain = True
            self._is_over = self._is_over or not failure.may_pass
        except ProviderError as failure:
            self.failure = self.failure or failure
            self._is_over = True
        finally:
            self.has_begun.set()

    def _accepted_before(self, order: Order) -> Question | None:
        """The stored question that only lacks its explanation, if that is what is ordered."""
        return question_of(self._task, order, order.given, "") if order.given else None

    def _report_gaps(self, todo: Sequence[Progress], tries: Tries) -> None:
        gaps = {p.order.slot.number: tuple(p.reasons) for p in todo if p.accepted is None}
        if not gaps:
            return
        self.outcome.gaps |= gaps
        self.outcome.stops += tries.stops
        if tries.has_been_cut_off:
            self.outcome.unavailable += tries.cuts

    async def _ask(self, request: Request, receiving: "Receiving") -> None:
        """One call; a second one too, if the pace says so and this one lags.

        A call for several questions is not raced: it takes longer by nature.

        Raises:
            StreamBroken: the answer is not whole.
        """
        if self._stragglers is None or len(receiving.todo) > 1:
            await self._hear(request, receiving)
            return
        begun_at = self._clock.monotonic()
        await raced(
            self._hear(request, receiving),
            lambda: self._ask_again(receiving),
            self._stragglers.lag(begun_at),
        )
        self._stragglers.note_home(begun_at)

    async def _ask_again(self, lagging: "Receiving") -> None:
        """Ask a second time for what a call has not brought yet, if that is more than its end."""
        todo = [progress for progress in lagging.todo if not progress.is_done]
        if not todo:
            return
        passage = passage_of(todo)
        request = self._requests.request(todo, self.cache_ttl, passage)
        asked = replace(request, cached_by=self._cached_by)
        await self._hear(asked, Receiving(self._task, self._sink, todo, passage))

    async def _hear(self, request: Request, receiving: "Receiving") -> None:
        """Every piece of an answer is handed in as it arrives.

        Raises:
            StreamBroken: the answer is not whole.
        """

        def started(start: Started) -> None:
            receiving.origin = start
            self._note_cache(start)
            self.has_begun.set()

        async with listening(answered(self._provider, request, started)) as events:
            await receiving.read(events)

    def _note_cache(self, start: Started) -> None:
        """Know who has the prefix from now on: an entry can be read once its answer has begun."""
        if start.usage.cache_read or start.usage.cache_write:
            self._cached_by = start.provider
