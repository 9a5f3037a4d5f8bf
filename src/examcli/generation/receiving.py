"""What arrives of an answer: placed, reviewed, and handed in if it is good."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace

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
from examcli.generation.mending import mended, mended_text
from examcli.generation.prompt import Order
from examcli.generation.task import QuestionSink, Task
from examcli.models import Usage
from examcli.providers import Ended, Started, Text
from examcli.review import Finding, rejects, review, review_explanation

CONTRADICTION = "explanation-disagrees"
"""The rule that finds an explanation whose answer is not the key."""


@dataclass
class Progress:
    """What is known about one slot so far.

    `rejected` is the last question that was not good, to be mended, and `because` what was wrong
    with it, or with the explanation of the accepted one. `repeated_before` tells of answers that
    came for the slot before these orders were given.
    """

    order: Order
    accepted: Question | None = None
    is_done: bool = False
    reasons: list[str] = field(default_factory=list)
    rejected: Draft | None = None
    because: str = ""
    repeated_before: bool = False

    @property
    def has_repeated(self) -> bool:
        """Whether what came for it was used before."""
        return self.repeated_before or any(
            reason.startswith("duplicate") for reason in self.reasons
        )

    def next_order(self, passage: str) -> Order:
        """What to ask for now: the question itself, or the explanation that it still lacks."""
        order = replace(self.order, passage=self.order.passage or passage)
        question = self.accepted
        if question is not None:
            return replace(order, given=as_drafted(question), because=self.because)
        if self.rejected is None or (order.slot.passage and not order.passage):
            return order
        return replace(order, rejected=self.rejected, because=self.because)

    def refuse(self, draft: Draft, objections: Sequence[str]) -> None:
        """Have a question mended; one that is merely not new is avoided instead."""
        self.reasons += objections
        is_repeat = any(each.startswith("duplicate") for each in objections)
        self.rejected = None if is_repeat else draft
        self.because = "" if is_repeat else "; ".join(objections)


class Receiving:
    """Reviews the pieces of one answer and hands in the good ones.

    `passage` is the text that was quoted in the request; where there is one it counts, not the
    answer's. `has_heard` says whether any piece came at all, `has_taken` whether one was good. Of
    two answers about one slot, only the one whose question was taken may explain it.
    """

    def __init__(
        self, task: Task, sink: QuestionSink, todo: Sequence[Progress], passage: str
    ) -> None:
        self._task = task
        self._sink = sink
        self.todo = todo
        self._taken = [progress.accepted for progress in todo if progress.accepted]
        self._passage = passage
        self._language = task.blueprint.language
        self._answered = 0
        self.has_heard = False
        self.has_taken = False
        self.mends: list[str] = []
        self.origin = Started("", "", Usage())

    def take_all(self, pieces: Sequence[Piece]) -> None:
        """Take pieces in the order of their arrival; more questions than asked for are ignored."""
        self.has_heard = self.has_heard or bool(pieces)
        for piece in pieces:
            match piece:
                case PassageRead(text):
                    self._passage = self._passage or mended_text(text, self._language)
                case DraftRead(index, draft, objection) if index < len(self.todo):
                    self._answered = index + 1
                    self._draft(self.todo[index], draft, objection)
                case ExplanationRead(index, text) if index < len(self.todo):
                    self._explanation(self.todo[index], text)

    async def read(self, events: AsyncIterator[Text | Ended]) -> None:
        """Take an answer as it arrives, every piece as soon as it is whole.

        Raises:
            StreamBroken: the answer is not whole.
        """
        reader = AnswerReader()
        async for event in events:
            match event:
                case Text(text):
                    self.take_all(self._pieces(reader, text))
                case Ended():
                    reader.close()
        self._note_missing()

    def _pieces(self, reader: AnswerReader, text: str) -> list[Piece]:
        """The pieces completed by a text; those before a syntax error are handed in before it."""
        try:
            return reader.feed(text)
        except Malformed as broken:
            self.take_all(broken.pieces)
            raise

    def _note_missing(self) -> None:
        """The answer is over: say of every slot behind its last question that it has none."""
        note_reason(
            self.todo[self._answered :], "missing: the answer has no question for this slot"
        )

    def _draft(self, progress: Progress, draft: Draft, objection: str) -> None:
        if progress.accepted is not None:
            return
        if objection:
            progress.refuse(draft, [f"figure: {objection}"])
            return
        kind = self._task.blueprint.kinds[progress.order.slot.labels.kind]
        draft, noted = mended(draft, kind.choices, self._task.blueprint.language)
        self.mends += noted
        try:
            question = question_of(self._task, progress.order, draft, self._passage)
        except ValueError as error:
            progress.refuse(draft, [f"fixed-choices: {error}"])
            return
        objections = self._objections(progress.order.slot, question)
        if objections:
            progress.refuse(draft, objections)
        else:
            self._hand_in(progress, question)

    def _hand_in(self, progress: Progress, question: Question) -> None:
        try:
            self._sink.accept(question, self.origin)
        except Repeated:
            progress.reasons.append("duplicate: another exam has just used this question")
        else:
            progress.accepted = question
            self._taken.append(question)
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
        if not self._sink.is_new(question):
            return ["duplicate: this question was asked before"]
        return []

    def _explanation(self, progress: Progress, text: str) -> None:
        if progress.is_done or progress.accepted is None or progress.accepted not in self._taken:
            return
        text = mended_text(text, self._language)
        question = progress.accepted
        findings = review_explanation(replace(question, explanation=text))
        if any(finding.rule == CONTRADICTION for finding in findings):
            self._take_back(progress, question, _reasons(findings))
            return
        if rejects(findings):
            progress.reasons += _reasons(findings)
            progress.because = "; ".join(_reasons(findings))
            return
        self._sink.explain(progress.order.slot, text)
        progress.is_done = True
        self.has_taken = True

    def _take_back(self, progress: Progress, question: Question, objections: list[str]) -> None:
        """Of a key and an explanation that reaches another answer, the explanation is believed.

        The question is discarded and mended, unless a student has answered it already.
        """
        progress.because = "; ".join(objections)
        progress.reasons += objections
        if self._sink.take_back(question):
            progress.accepted = None
            progress.refuse(as_drafted(question), objections)


def question_of(task: Task, order: Order, draft: Draft, passage: str) -> Question:
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


def _reasons(findings: Sequence[Finding]) -> list[str]:
    return [f"{finding.rule}: {finding.message}" for finding in findings]


def passage_of(progresses: Sequence[Progress]) -> str:
    """The text that a reading set already has, once one of its questions was accepted."""
    questions = [progress.accepted for progress in progresses if progress.accepted]
    return next((q.passage.text for q in questions if q.passage), "")


def note_reason(todo: Sequence[Progress], reason: str) -> None:
    """Say of every slot that is still empty why."""
    for progress in todo:
        if progress.accepted is None:
            progress.reasons.append(reason)
