"""A session as far as it is stored: what is there, what comes next, what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from examcli.errors import BatchIndexInvalid
from examcli.exam.plan import Batch, Plan, Slot
from examcli.exam.question import Question, as_drafted
from examcli.generation.prompt import Order
from examcli.store import SessionRecord, Store


@dataclass(frozen=True)
class StoredSession:
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
    def positions(self) -> set[int]:
        """The positions that have a question."""
        return {question.position for question in self.questions}

    @property
    def complete_batches(self) -> int:
        """How many batches from the first on have every question."""
        following = self.next_batch
        return following.index - 1 if following else len(self.plan.batches)

    @property
    def next_batch(self) -> Batch | None:
        """The first batch that is not complete, None when all are."""
        return self.plan.first_incomplete(self.positions)

    @property
    def has_gaps(self) -> bool:
        """Whether any question or explanation is still missing."""
        return bool(self.gaps)

    @property
    def gaps(self) -> tuple[Order, ...]:
        """What to ask for to complete the session, those about one thing next to each other.

        They are all under way at once, when none can be told of the others; so those that could
        repeat each other share a call as far as possible, and whoever writes one sees the others.
        """
        orders = [
            *map(self._question_order, self._empty_slots),
            *(self._explanation_order(q) for q in self.questions if not q.explanation),
        ]
        sections = list(dict.fromkeys(batch.section for batch in self.plan.batches))

        def kinship(order: Order) -> tuple[int, int, str, str, int]:
            slot, labels = order.slot, order.slot.labels
            section = sections.index(labels.section)
            return section, slot.passage, labels.topic, labels.subtopic, slot.number

        return tuple(sorted(orders, key=kinship))

    @property
    def unverified(self) -> tuple[Question, ...]:
        """The stored questions whose keys were not verified yet."""
        return tuple(question for question in self.questions if question.verification is None)

    @property
    def doubtful(self) -> tuple[Question, ...]:
        """The stored questions whose keys two solvers did not confirm."""
        return tuple(question for question in self.questions if question.is_doubtful)

    def has_batch(self, batch_index: int | None) -> bool:
        """Whether the wanted batch is there already; None wants the next one, if there is one.

        Raises:
            BatchIndexInvalid: it is neither stored nor the next one.
        """
        stored, total = self.complete_batches, len(self.plan.batches)
        if batch_index is None:
            return stored == total
        if 1 <= batch_index <= min(stored + 1, total):
            return batch_index <= stored
        following = (
            f"the next batch is {stored + 1}" if stored < total else f"all {total} are stored"
        )
        raise BatchIndexInvalid(f"batch {batch_index} cannot be generated now: {following}")

    def orders(self, batch: Batch) -> tuple[Order, ...]:
        """What to ask for to complete a batch: questions that it lacks, then explanations."""
        return dict(self.orders_by_batch()).get(batch, ())

    def orders_by_batch(self) -> Iterator[tuple[Batch, tuple[Order, ...]]]:
        """What to ask for to complete every batch at once: each empty slot goes into one of them.

        Slots are dealt out in the plan's order, so that each is in its own batch unless an
        over-launch has moved its place.
        """
        empty = self._empty_slots
        for batch in self.plan.batches:
            stored = self.in_batch(batch)
            missing = batch.size - len(stored)
            unexplained = [question for question in stored if not question.explanation]
            questions, empty = empty[:missing], empty[missing:]
            orders = (
                *map(self._question_order, questions),
                *map(self._explanation_order, unexplained),
            )
            if orders:
                yield batch, orders

    def orders_again(self, discarded: Iterable[Question]) -> tuple[Order, ...]:
        """What to ask for to replace questions that are no longer there."""
        return tuple(self._question_order(self.plan.slots[q.slot - 1]) for q in discarded)

    def order(self, slot_number: int) -> Order:
        """What to ask for in a slot: its question, or what is to be said of the stored one."""
        found = next((q for q in self.questions if q.slot == slot_number), None)
        if found is None:
            return self._question_order(self.plan.slots[slot_number - 1])
        return self._explanation_order(found)

    @property
    def _empty_slots(self) -> list[Slot]:
        """The slots without a question, in the plan's order."""
        filled = {question.slot for question in self.questions}
        return [slot for slot in self.plan.slots if slot.number not in filled]

    def _question_order(self, slot: Slot) -> Order:
        """A question to write; the rest of its reading set may have its passage already."""
        texts = (
            q.passage.text for q in self.questions if q.passage and q.passage.id == slot.passage_id
        )
        return Order(slot, passage=next(texts, ""))

    def _explanation_order(self, question: Question) -> Order:
        return Order(
            slot=self.plan.slots[question.slot - 1],
            given=as_drafted(question),
            passage=question.passage.text if question.passage else "",
        )


def load(store: Store, session_id: str) -> StoredSession:
    """A session and all its stored questions.

    Raises:
        SessionNotFound: there is no such session.
    """
    return StoredSession(store.session(session_id), tuple(store.questions(session_id)))
