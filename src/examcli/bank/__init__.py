"""The embedded question bank: it writes questions for the slots it finds in a prompt.

It plays the author, and an author knows only the prompt: what to write about, how hard, and what
to avoid. The same slots and the same list of questions to avoid always give the same answer.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from examcli.bank import english
from examcli.bank.draft import Draft
from examcli.bank.quantitative import QUANTITATIVE, generated
from examcli.bank.verbal import VERBAL, Passage, passages, written

READING = "reading-comprehension"
DISTRACTORS = ("distractor_1", "distractor_2", "distractor_3")
ARABIC = re.compile("[\u0620-\u064a]")
UNUSED = "no unused"
"""In every refusal for want of something new."""


@dataclass(frozen=True)
class Composition:
    """An answer, and why it is shorter than what was asked for ("" when it is not)."""

    text: str
    shortfall: str = ""


@dataclass(frozen=True)
class Slot:
    """What one question of the answer should be; the fields of a line in the `<slots>` block."""

    TEXTS: ClassVar = (
        "topic", "subtopic", "kind", "difficulty", "person", "city", "setting", "passage",
    )  # fmt: skip

    topic: str
    subtopic: str
    kind: str
    difficulty: str
    person: str
    city: str
    setting: str
    passage: str
    variant: int
    given: Draft | None
    rejected: Draft | None

    @classmethod
    def read(cls, line: Mapping[str, object]) -> "Slot":
        """Read a line leniently: an author makes the best of an incomplete order."""
        given = line.get("given")
        rejected, variant = line.get("rejected"), line.get("variant")
        return cls(
            **{field: str(line.get(field) or "") for field in cls.TEXTS},
            variant=variant if isinstance(variant, int) else 0,
            given=_given(given) if isinstance(given, Mapping) else None,
            rejected=_given(rejected) if isinstance(rejected, Mapping) else None,
        )

    def has_rejected(self, draft: Draft) -> bool:
        """Whether this very question was handed in before, and not accepted."""
        before = self.rejected
        return before is not None and _content(before) == _content(draft)


def _content(draft: Draft) -> tuple[object, ...]:
    return draft.stem, draft.key, frozenset(draft.distractors)


def compose(slots: Sequence[Mapping[str, object]], avoid: Sequence[str]) -> Composition:
    """Write one question for each slot, in order, unlike every line of `avoid`.

    Args:
        slots: the lines of the prompt's `<slots>` block.
        avoid: questions already used, each as `stem — key` (or the opening of a passage),
            possibly cut short with an ellipsis.
    """
    orders = [Slot.read(line) for line in slots]
    if orders and orders[0].topic == READING and not any(o.passage or o.given for o in orders):
        return _reading_set(orders, avoid)
    drafts: list[Draft] = []
    for order in orders:
        used = [*avoid, *(line_of(draft) for draft in drafts)]
        fresh = (d for d in candidates(order) if not is_used(line_of(d), used))
        draft = next((d for d in fresh if not order.has_rejected(d)), None)
        if draft is None:
            return Composition(_answer("", drafts), _shortfall(order))
        drafts.append(draft)
    return Composition(_answer("", drafts))


def candidates(order: Slot) -> Iterator[Draft]:
    """Every question the bank could write for a slot, the preferred one first."""
    if order.given:
        yield _explained(order.given, order)
    elif order.topic == READING:
        yield from _about(order)
    elif order.topic in QUANTITATIVE:
        yield from generated(
            order.topic, order.subtopic, _level(order), seed_of(order), _who(order)
        )
    elif order.topic in english.ENGLISH:
        yield from english.generated(
            order.topic, order.subtopic, _level(order), seed_of(order), _who(order)
        )
    elif order.topic in VERBAL:
        yield from written(order.topic, order.subtopic, _level(order), seed_of(order))


def _reading_set(orders: Sequence[Slot], avoid: Sequence[str]) -> Composition:
    wanted = [order.subtopic for order in orders]
    for passage in passages(wanted, orders[0].setting, seed_of(orders[0])):
        if not is_used(_flat(passage.text), avoid):
            return Composition(_answer(passage.text, _ask_about(passage, wanted)))
    return Composition(_answer("", []), _shortfall(orders[0]))


def _ask_about(passage: Passage, wanted: Sequence[str]) -> list[Draft]:
    return [passage.questions[subtopic] for subtopic in wanted]


def _explained(given: Draft, order: Slot) -> Draft:
    """The question as given, with the explanation that the bank has for it."""
    for known in candidates(replace(order, given=None)):
        if known.stem == given.stem and known.key == given.key:
            return replace(given, explanation=known.explanation)
    is_arabic = ARABIC.search(given.stem) is not None
    answer = "الجواب الصحيح هو: {}." if is_arabic else "The right answer is {}."
    return replace(given, explanation=answer.format(given.key))


def _about(order: Slot) -> Iterator[Draft]:
    """The question of a subtopic about a passage that the prompt quotes."""
    for passage in passages([order.subtopic], order.setting, seed_of(order)):
        if _flat(passage.text) == _flat(order.passage):
            yield passage.questions[order.subtopic]


def _answer(passage: str, drafts: Sequence[Draft]) -> str:
    questions = [fields_of(draft) for draft in drafts]
    return json.dumps(
        {"passage": passage, "questions": questions}, ensure_ascii=False, separators=(",", ":")
    )


def fields_of(draft: Draft, rests_on: int = 0) -> dict[str, object]:
    """The fields of a question in the order of the schema."""
    return {
        "rests_on": rests_on,
        "stem": draft.stem,
        "figure": draft.figure,
        "check": draft.check,
        "key": draft.key,
        **dict(zip(DISTRACTORS, draft.distractors, strict=True)),
        "explanation": draft.explanation,
    }


def is_used(line: str, used: Sequence[str]) -> bool:
    """Whether a question is one of those that are used, which may be cut short."""
    return any(line.startswith(entry.removesuffix("…")) for entry in used if entry)


def line_of(draft: Draft) -> str:
    """A question as the list of those to avoid shows it."""
    return _flat(f"{draft.stem} — {draft.key}")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _level(order: Slot) -> str:
    return order.difficulty if order.difficulty in {"easy", "medium", "hard"} else "medium"


def seed_of(order: Slot) -> str:
    """What the random choices behind a slot follow from."""
    return f"{order.topic}/{order.subtopic}/{order.variant}"


def _who(order: Slot) -> tuple[str, str]:
    return order.person, order.city


def _shortfall(order: Slot) -> str:
    about = f"{order.topic}/{order.subtopic}"
    if order.topic != READING and next(candidates(order), None) is None:
        return f"the embedded bank knows nothing about {about}"
    return f"the embedded bank has {UNUSED} question left for {about}"


def _given(fields: Mapping[object, object]) -> Draft:
    first, second, third = (str(fields.get(name) or "") for name in DISTRACTORS)
    return Draft(
        stem=str(fields.get("stem") or ""),
        key=str(fields.get("key") or ""),
        distractors=(first, second, third),
        check="",
        explanation="",
    )
