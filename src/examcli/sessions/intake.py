"""Where accepted questions are handed in: each gets its place and id, and is stored at once."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Batch, Slot
from examcli.exam.question import Question
from examcli.exam.text import folded, shortened, typist
from examcli.exam.verification import Verification
from examcli.generation.prompt import AVOID_LIMIT, AVOID_LIMIT_AFTER_REPEAT, avoid_line
from examcli.providers import Started
from examcli.sessions.call_log import RunStats
from examcli.sessions.observer import Observer
from examcli.sessions.stored import StoredSession
from examcli.store import SessionRecord, Store


class SessionIntake:
    """What one session takes in while a batch of it, or all that it lacks, is being written.

    With `launched` slots under way, places are given out in the order of arrival; otherwise every
    question goes to its own place in the plan, if that is free. The session itself is stored
    together with its first question. `has_batch` is set once every place that is being filled has
    a question, `is_explained` once each of those has its explanation. Whole batches are counted
    from the front, each the moment it becomes one. `refused` are, by slot, lines about what was
    rejected, to be avoided.
    """

    def __init__(
        self,
        store: Store,
        observer: Observer,
        stats: RunStats,
        record: SessionRecord,
        blueprint: Blueprint,
    ) -> None:
        self.record = record
        self.blueprint = blueprint
        self.is_stored = False
        self.has_batch = asyncio.Event()
        self.is_explained = asyncio.Event()
        self._store = store
        self._observer = observer
        self._stats = stats
        self._by_slot: dict[int, Question] = {}
        self._fingerprints: set[str] = set()
        self._examples = {_asked(each.stem, each.key) for each in blueprint.prompt.examples}
        self.refused: dict[int, list[str]] = {}
        self._positions = record.plan.batch(1).positions
        self._is_by_arrival = False
        self._counted = 0

    @property
    def stored(self) -> StoredSession:
        """The session as far as it is stored; whoever has its lease need not read it again."""
        questions = sorted(self._by_slot.values(), key=lambda question: question.position)
        return StoredSession(self.record, tuple(questions))

    def take_over(self, stored: Sequence[Question]) -> None:
        """Know the questions that the session already has."""
        self.is_stored = True
        self._by_slot = {question.slot: question for question in stored}
        self._fingerprints = {question.fingerprint for question in stored}
        self._counted = self.stored.complete_batches

    def discard(self, doubtful: Iterable[Question]) -> list[Question]:
        """Take questions back that nobody has answered, and ask for unlike ones in their slots."""
        discarded = [each for each in doubtful if self._store.discard(self.record.id, each)]
        for question in discarded:
            self._by_slot.pop(question.slot, None)
            self._fingerprints.discard(question.fingerprint)
            self.refused.setdefault(question.slot, []).append(_used_line(question))
        return discarded

    def serve(self, batch: Batch, launched: int) -> None:
        """Take in questions for this batch from now on."""
        self._serve(batch.positions, is_by_arrival=launched > 0)

    def serve_all(self) -> None:
        """Take in questions for every place of the session from now on."""
        self._serve(range(1, self.record.plan.total + 1), is_by_arrival=False)

    def _serve(self, positions: range, *, is_by_arrival: bool) -> None:
        self._positions = positions
        self._is_by_arrival = is_by_arrival
        self.has_batch.clear()
        self.is_explained.clear()

    def avoid(self, slot: Slot) -> list[str]:
        """What was used about the same subtopic, or read before; the most useful lines last.

        Most useful is what was just refused as a repeat, then what this session has, then what
        other sessions of the pool have: the latest of it, far more once something was repeated.
        """
        elsewhere = [] if self.record.allow_repeats else self._elsewhere(slot)
        refused = self.refused.get(slot.number, [])
        return [*elsewhere, *self._here(slot), *refused]

    def _here(self, slot: Slot) -> list[str]:
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

    def _elsewhere(self, slot: Slot) -> list[str]:
        session_id, pool = self.record.id, self.blueprint.pool
        most = AVOID_LIMIT_AFTER_REPEAT if self.refused.get(slot.number) else AVOID_LIMIT
        if slot.passage:
            texts = self._store.passages_elsewhere(session_id, pool, most)
            return [shortened(text) for text in texts]
        topic, subtopic = slot.labels.topic, slot.labels.subtopic
        used = self._store.used_elsewhere(session_id, pool, topic, subtopic, most)
        return [avoid_line(stem, key) for stem, key in used]

    def is_new(self, question: Question) -> bool:
        """Whether no other question of the session, or of the pool, has this content."""
        session_id, pool = self.record.id, self.blueprint.pool
        is_used_here = (
            question.fingerprint in self._fingerprints
            or self._is_asked_here(question)
            or self._is_read_here(question)
        )
        is_repeat = is_used_here or (
            not self.record.allow_repeats
            and self._store.is_used_elsewhere(session_id, pool, question.fingerprint)
        )
        if is_repeat:
            self.refused.setdefault(question.slot, []).append(_used_line(question))
        return not is_repeat

    def _is_asked_here(self, question: Question) -> bool:
        """Whether the session, or an example of the prompt, asks the same for the same key.

        Other distractors make no other question. About passages much is asked in the same words.
        """
        asked = _asked(question.stem, question.key)
        if question.passage:
            return False
        return asked in self._examples or any(
            asked == _asked(other.stem, other.key)
            for other in self._by_slot.values()
            if other.labels.topic == question.labels.topic and other.slot != question.slot
        )

    def _is_read_here(self, question: Question) -> bool:
        """Whether another reading set has this passage, and the author was not yet told so.

        Sets that are written at once cannot be told of each other. Whoever was told and has no
        other passage may come with other questions on it.
        """
        passage = question.passage
        if passage is None or _used_line(question) in self.refused.get(question.slot, []):
            return False
        others = (q.passage for q in self._by_slot.values() if q.passage)
        return any(each.text == passage.text and each.id != passage.id for each in others)

    def accept(self, question: Question, origin: Started) -> None:
        """Seat a question and commit it."""
        seated = self._seated(question)
        record = replace(self.record, provider=origin.provider, model=origin.model_id)
        if self.is_stored:
            self._store.add_question(record.id, seated, origin.provider, origin.model_id)
        else:
            self._store.create(record, self.blueprint, seated)
            self.is_stored = True
        self._by_slot[seated.slot] = seated
        self._fingerprints.add(seated.fingerprint)
        self._stats.note_question()
        self._observer.question_ready(record, seated)
        self._count_batches(record)
        if self._taken.issuperset(self._positions):
            self.has_batch.set()

    def take_back(self, question: Question) -> bool:
        """Forget an accepted question, unless a student has answered it."""
        stored = self._by_slot[question.slot]
        discarded = self._store.discard(self.record.id, stored)
        if discarded:
            del self._by_slot[question.slot]
            self._fingerprints.discard(question.fingerprint)
        return discarded

    def explain(self, slot: Slot, explanation: str) -> None:
        """Commit the explanation of an accepted question."""
        question = self._by_slot[slot.number]
        self._by_slot[slot.number] = replace(question, explanation=explanation)
        self._store.add_explanation(self.record.id, question.position, explanation)
        self._tell_if_explained()

    def judge(self, question: Question, verification: Verification) -> None:
        """Commit the verdict on the key of a stored question."""
        self._store.add_verification(self.record.id, question.position, verification)
        stored = self._by_slot[question.slot]
        self._by_slot[question.slot] = replace(stored, verification=verification)

    def _seated(self, question: Question) -> Question:
        position = self._place(question.slot)
        batch = self.record.plan.batch_at(position)
        section = self.blueprint.section(batch.section)
        number = position - batch.first + 1
        return replace(
            question, position=position, id=f"{section.short}_{batch.index}_{number:02d}"
        )

    def _place(self, slot_number: int) -> int:
        """The first free place, or its own; where that is taken, one that no other will want."""
        taken = self._taken
        free = [p for p in range(1, self.record.plan.total + 1) if p not in taken]
        if self._is_by_arrival:
            return free[0]
        if slot_number not in taken:
            return slot_number
        return next(place for place in free if place in self._by_slot)

    @property
    def _taken(self) -> set[int]:
        return {question.position for question in self._by_slot.values()}

    def _count_batches(self, record: SessionRecord) -> None:
        """Note and tell of each batch that has become whole, in order."""
        complete = self.stored.complete_batches
        if complete <= self._counted:
            return
        self._store.note_batches(record.id, complete)
        if self._stats.seconds_to_batch is None:
            self._stats.note_batch()
        for batch in record.plan.batches[self._counted : complete]:
            self._observer.batch_ready(record, batch)
        self._counted = complete

    def _tell_if_explained(self) -> None:
        explained = {q.position for q in self._by_slot.values() if q.explanation}
        if explained.issuperset(self._positions):
            self.is_explained.set()


def _asked(stem: str, key: str) -> str:
    """Stem and key as any typist would have written them."""
    return f"{typist(folded(stem))}|{typist(folded(key))}"


def _used_line(question: Question) -> str:
    if question.passage:
        return shortened(question.passage.text)
    return avoid_line(question.stem, question.key)
