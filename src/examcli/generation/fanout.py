"""From slots to reviewed questions: shards, parallel streams, review, and asking again.

A question is handed over the moment it is servable, while its explanation is still being
written. Whatever arrived whole is kept, however its stream ended; only the slots that are still
empty are asked for again. Nothing here knows the database: the `Desk` that receives the
questions does.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Protocol

from examcli.errors import (
    ExamError,
    GenerationUnavailable,
    ProviderError,
    Stopped,
    StreamBroken,
    first_of_ours,
)
from examcli.exam.blueprint import Blueprint
from examcli.exam.material import Material
from examcli.exam.plan import Slot
from examcli.exam.question import Draft, Passage, Question, Repeated, as_drafted, placed
from examcli.generation.answer import (
    AnswerReader,
    DraftRead,
    ExplanationRead,
    Malformed,
    PassageRead,
    Piece,
)
from examcli.generation.prompt import (
    AVOID_LIMIT,
    Order,
    avoid_line,
    is_cacheable,
    prompt_of,
    suffix,
)
from examcli.models import Model, Thinking, Usage
from examcli.providers import (
    CacheTtl,
    Ended,
    Provider,
    Request,
    Started,
    Text,
    answered,
    listening,
)
from examcli.providers.patience import LONG, QUICK, STEADY, Patience, Tries
from examcli.review import Finding, rejects, review, review_explanation

REASKS = 3
TOKENS_PER_QUESTION = 1_200
TOKENS_PER_PASSAGE = 2_000


@dataclass(frozen=True)
class Pace:
    """How a generation is run: who waits decides how it is cut up and how long the cache lives.

    `cache_ttl` is how long the prefix should outlive a request; `shard_size` how many slots share
    a call; `is_awaited` whether someone is waiting for the first questions; `patience` how much
    failure is put up with.
    """

    cache_ttl: CacheTtl
    shard_size: int
    is_awaited: bool
    patience: Patience = QUICK

    @property
    def thinking(self) -> Thinking:
        """A model thinks before it answers only when nobody waits for that."""
        return "least" if self.is_awaited else "adaptive"


AWAITED = Pace("1h", 1, is_awaited=True)
PREFETCH = Pace("1h", 5, is_awaited=False, patience=STEADY)
PREGENERATION = Pace("5m", 5, is_awaited=False, patience=LONG)


class Desk(Protocol):
    """Where questions are handed in."""

    def avoid(self, slot: Slot) -> list[str]:
        """Questions already used about the same thing, as lines for the prompt."""

    def is_new(self, question: Question) -> bool:
        """Whether no other question has this content."""

    def accept(self, question: Question, origin: Started) -> None:
        """Take a question that passed review; it still lacks id, position and explanation.

        Raises:
            Repeated: its content was used by somebody else a moment ago.
        """

    def explain(self, slot: Slot, explanation: str) -> None:
        """Take the explanation of a question that was accepted before."""


@dataclass(frozen=True)
class Task:
    """What to write, with what, and how."""

    session_id: str
    blueprint: Blueprint
    model: Model
    pace: Pace
    is_cache_warm: bool
    orders: tuple[Order, ...]
    material: Material | None = None


@dataclass
class Outcome:
    """What could not be done: the reasons by slot, and the failures when no provider could answer.

    `stops` are those answers to slots with a gap that the model ended before it was done.
    """

    gaps: dict[int, tuple[str, ...]] = field(default_factory=dict)
    unavailable: list[ProviderError] = field(default_factory=list)
    stops: list[Stopped] = field(default_factory=list)


async def fill(task: Task, provider: Provider, desk: Desk) -> Outcome:
    """Write every ordered question and hand it to the desk.

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
    generation = _Generation(task, provider, desk)
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
    """Orders in groups of at most `size`; a reading set stays together, whatever its size."""
    groups: list[tuple[Order, ...]] = []
    for passage, members in groupby(orders, key=lambda order: order.slot.passage):
        together = tuple(members)
        step = len(together) if passage else size
        groups += [together[start : start + step] for start in range(0, len(together), step)]
    return groups


@dataclass
class _Progress:
    """What is known about one slot so far; `refused` are rejected questions, to be avoided."""

    order: Order
    accepted: Question | None = None
    is_done: bool = False
    reasons: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def next_order(self, passage: str) -> Order:
        """What to ask for now: the question itself, or the explanation that it still lacks."""
        order = replace(self.order, passage=self.order.passage or passage)
        question = self.accepted
        if question is None:
            return order
        return replace(order, given=as_drafted(question))


class _Generation:
    """One run over all shards of a task."""

    def __init__(self, task: Task, provider: Provider, desk: Desk) -> None:
        self._task = task
        self._provider = provider
        self._desk = desk
        self._prompt = prompt_of(task.blueprint, task.material)
        is_long_enough = is_cacheable(self._prompt.blocks, task.model)
        self.cache_ttl: CacheTtl = task.pace.cache_ttl if is_long_enough else ""
        self._cached_by = provider.name if task.is_cache_warm else ""
        self._is_over = False
        self.has_begun = asyncio.Event()
        self.failure: ExamError | None = None
        self.outcome = Outcome()

    async def fill(self, shard: Sequence[Order], cache_ttl: CacheTtl) -> None:
        """Ask for the slots of a shard, then for those still empty while that makes sense.

        A request of whose answer not a single piece arrived is sent again word for word.
        """
        progresses = [_Progress(order, self._accepted_before(order)) for order in shard]
        tries = Tries(self._task.pace.patience, REASKS)
        todo, passage = progresses, _passage_of(progresses)
        request = self._request(todo, cache_ttl, passage)
        while todo and not tries.is_over and not self._is_over:
            receiving = _Receiving(self._task, self._desk, todo, passage)
            await self._try(request, receiving, tries)
            todo, passage = [each for each in todo if not each.is_done], _passage_of(progresses)
            if todo and receiving.has_heard:
                request = self._request(todo, self.cache_ttl, passage)
        self._report_gaps(todo, tries)

    async def _try(self, request: Request, receiving: "_Receiving", tries: Tries) -> None:
        """Ask once, and note what that says about asking again."""
        todo, max_tokens = receiving.todo, tries.room * request.max_tokens
        asked = replace(
            request, breaks=tries.breaks, max_tokens=max_tokens, cached_by=self._cached_by
        )
        try:
            await self._ask(asked, receiving)
            tries.note_answer()
        except StreamBroken as broken:
            _note(todo, broken.message)
            tries.note_break(broken, is_same_again=not receiving.has_taken)
        except GenerationUnavailable as failure:
            _note(todo, failure.message)
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
        return _question(self._task, order, order.given, "") if order.given else None

    def _report_gaps(self, todo: Sequence[_Progress], tries: Tries) -> None:
        gaps = {p.order.slot.number: tuple(p.reasons) for p in todo if p.accepted is None}
        if not gaps:
            return
        self.outcome.gaps |= gaps
        self.outcome.stops += tries.stops
        if tries.has_been_cut_off:
            self.outcome.unavailable += tries.cuts

    def _request(self, todo: Sequence[_Progress], cache_ttl: CacheTtl, passage: str) -> Request:
        slots = [progress.order.slot for progress in todo]
        share = AVOID_LIMIT // len({slot.passage or -slot.number for slot in slots})
        used = [line for slot in slots for line in self._desk.avoid(slot)[-share:]]
        refused = [line for progress in todo for line in progress.refused]
        lines = dict.fromkeys([*used, *refused])
        labels = [slot.labels for slot in slots]
        has_passage = any(slot.passage for slot in slots)
        return Request(
            prefix=self._prompt.blocks if cache_ttl else self._prompt.excerpt(labels),
            suffix=suffix([progress.next_order(passage) for progress in todo], list(lines)),
            schema=self._prompt.schema,
            model=self._task.model,
            max_tokens=TOKENS_PER_QUESTION * len(todo) + TOKENS_PER_PASSAGE * has_passage,
            cache_ttl=cache_ttl,
            session_id=self._task.session_id,
            shard="+".join(str(slot.number) for slot in slots),
            thinking=self._task.pace.thinking,
            cached_by=self._cached_by,
        )

    async def _ask(self, request: Request, receiving: "_Receiving") -> None:
        """One call; every piece is handed in as it arrives.

        Raises:
            StreamBroken: the answer is not whole.
        """

        def started(start: Started) -> None:
            receiving.origin = start
            self._note_cache(start)
            self.has_begun.set()

        reader = AnswerReader()
        async with listening(answered(self._provider, request, started)) as events:
            async for event in events:
                match event:
                    case Text(text):
                        receiving.take_all(_pieces(reader, text, receiving))
                    case Ended():
                        reader.close()
        receiving.note_missing()

    def _note_cache(self, start: Started) -> None:
        """Know who has the prefix from now on: an entry can be read once its answer has begun."""
        if start.usage.cache_read or start.usage.cache_write:
            self._cached_by = start.provider


class _Receiving:
    """Reviews the pieces of one answer and hands in the good ones.

    `passage` is the text that was quoted in the request; where there is one it counts, not the
    answer's. `has_heard` says whether any piece came at all, `has_taken` whether one was good.
    """

    def __init__(self, task: Task, desk: Desk, todo: Sequence[_Progress], passage: str) -> None:
        self._task = task
        self._desk = desk
        self.todo = todo
        self._passage = passage
        self._answered = 0
        self.has_heard = False
        self.has_taken = False
        self.origin = Started("", "", Usage())

    def take_all(self, pieces: Sequence[Piece]) -> None:
        """Take pieces in the order of their arrival; more questions than asked for are ignored."""
        self.has_heard = self.has_heard or bool(pieces)
        for piece in pieces:
            match piece:
                case PassageRead(text):
                    self._passage = self._passage or text
                case DraftRead(index, draft, objection) if index < len(self.todo):
                    self._answered = index + 1
                    self._draft(self.todo[index], draft, objection)
                case ExplanationRead(index, text) if index < len(self.todo):
                    self._explanation(self.todo[index], text)

    def note_missing(self) -> None:
        """The answer is over: say of every slot behind its last question that it has none."""
        _note(self.todo[self._answered :], "missing: the answer has no question for this slot")

    def _draft(self, progress: _Progress, draft: Draft, objection: str) -> None:
        if progress.accepted is not None:
            return
        if objection:
            progress.reasons.append(f"figure: {objection}")
            return
        try:
            question = _question(self._task, progress.order, draft, self._passage)
        except ValueError as error:
            progress.reasons.append(f"fixed-choices: {error}")
            return
        objections = self._objections(progress.order.slot, question)
        if not objections:
            self._hand_in(progress, question)
            return
        progress.reasons += objections
        if not question.passage:
            progress.refused.append(avoid_line(question.stem, question.key))

    def _hand_in(self, progress: _Progress, question: Question) -> None:
        try:
            self._desk.accept(question, self.origin)
        except Repeated:
            progress.reasons.append("duplicate: another exam has just used this question")
        else:
            progress.accepted = question
            self.has_taken = True

    def _objections(self, slot: Slot, question: Question) -> list[str]:
        findings = review(question)
        if rejects(findings):
            return _reasons(findings)
        material = self._task.material
        if material and not material.holds(question.rests_on):
            return [f"rests-on: the material has no passage {question.rests_on}"]
        if slot.passage and question.passage is None:
            return ["missing-passage: the answer has no text to read"]
        if not self._desk.is_new(question):
            return ["duplicate: this question was asked before"]
        return []

    def _explanation(self, progress: _Progress, text: str) -> None:
        if progress.accepted is None or progress.is_done:
            return
        findings = review_explanation(replace(progress.accepted, explanation=text))
        if rejects(findings):
            progress.reasons += _reasons(findings)
            return
        self._desk.explain(progress.order.slot, text)
        progress.is_done = True
        self.has_taken = True


def _question(task: Task, order: Order, draft: Draft, passage: str) -> Question:
    """The question that a draft makes in its slot; id and position come later.

    Raises:
        ValueError: its kind has fixed choices, and the key is none of them.
    """
    slot = order.slot
    kind = task.blueprint.kinds[slot.labels.kind]
    choices, key_index = placed(draft, slot.key_place, kind.choices)
    text = (order.passage or passage).strip()
    return Question(
        id="",
        position=0,
        slot=slot.number,
        labels=slot.labels,
        stem=draft.stem.strip(),
        choices=choices,
        key_index=key_index,
        check=draft.check,
        figure=draft.figure,
        rests_on=draft.rests_on,
        passage=Passage(slot.passage_id, text) if slot.passage and text else None,
    )


def _pieces(reader: AnswerReader, text: str, receiving: _Receiving) -> list[Piece]:
    """The pieces completed by a text; those before a syntax error are handed in before it."""
    try:
        return reader.feed(text)
    except Malformed as broken:
        receiving.take_all(broken.pieces)
        raise


def _reasons(findings: Sequence[Finding]) -> list[str]:
    return [f"{finding.rule}: {finding.message}" for finding in findings]


def _passage_of(progresses: Sequence[_Progress]) -> str:
    """The text that a reading set already has, once one of its questions was accepted."""
    questions = [progress.accepted for progress in progresses if progress.accepted]
    return next((q.passage.text for q in questions if q.passage), "")


def _note(todo: Sequence[_Progress], reason: str) -> None:
    for progress in todo:
        if progress.accepted is None:
            progress.reasons.append(reason)
