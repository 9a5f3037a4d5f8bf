"""What is sent to the model: a cached prefix that never moves, and a short suffix that does.

The prefix (rules, taxonomy, worked examples) depends on the blueprint alone: no clock, no random
number, no locale, no order of a dictionary that could change. Its bytes are the same for every
batch, track and process, or the cache is lost.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from examcli.exam.blueprint import Blueprint
from examcli.exam.blueprint.parts import Example, Kind, Topic
from examcli.exam.material import Material
from examcli.exam.plan import Slot
from examcli.exam.question import Draft, Labels
from examcli.exam.text import shortened
from examcli.generation.schema import DISTRACTORS, SCHEMA
from examcli.models import Model, tokens_at_most

AVOID_LIMIT = 40
"""Stems a call is shown: they are paid for at the full price, and the newest are the likeliest."""
AVOID_LIMIT_AFTER_REPEAT = 400
"""What a call is shown whose author has just repeated something: the newest were not enough."""
NO_FIGURE = "null"
"""What an excerpt says of figures where its questions have none; the answer refers to them."""


ABOUT_BECAUSE = (
    "A line below with `because` was answered before, and not accepted for that reason. "
    "Mend what is named, in the question under `rejected` or in the explanation of the one under "
    "`given`, and keep what was good."
)
"""Said only to who is asked again; the cached prefix does not pay for it."""


@dataclass(frozen=True)
class Order:
    """One line of a request: the slot to fill, or the question (`given`) to explain.

    `passage` is the text that the rest of its reading set already has. `rejected` is what the
    author wrote for the slot before, to be mended; `because` says why that, or the explanation of
    the given question, was not good.
    """

    slot: Slot
    given: Draft | None = None
    passage: str = ""
    rejected: Draft | None = None
    because: str = ""


def prefix(blueprint: Blueprint) -> str:
    """The part of the prompt that is cached: the same bytes for every call of a blueprint."""
    return _fixed_part(blueprint, blueprint.topics, blueprint.kinds, blueprint.prompt.examples)


def excerpt(blueprint: Blueprint, labels: Collection[Labels]) -> str:
    """The prefix cut to what questions with these labels need, for calls that cannot read it.

    A third of the whole, or less. Role, rules and answer stay as they are; of topics, subtopics
    and kinds only those that the labels name; of the examples those of `_examples_for`. Where none
    of the topics has figures, that is all that is said of them.
    """
    subtopics = {(label.topic, label.subtopic) for label in labels}
    topics = [
        topic.model_copy(update={"subtopics": kept})
        for topic in blueprint.topics
        if (kept := [each for each in topic.subtopics if (topic.id, each.id) in subtopics])
    ]
    kinds = dict.fromkeys(label.kind for label in labels)
    return _fixed_part(blueprint, topics, kinds, _examples_for(blueprint, labels))


def _fixed_part(
    blueprint: Blueprint,
    topics: Collection[Topic],
    kinds: Collection[str],
    examples: Collection[Example],
) -> str:
    texts = blueprint.prompt
    figures = texts.figures if any(topic.figures for topic in topics) else NO_FIGURE
    blocks = [
        ("role", texts.role),
        ("rules", texts.rules),
        ("answer", texts.answer),
        *([("figures", figures)] if texts.figures else []),
        ("kinds", kinds_text(blueprint, kinds)),
        ("topics", "\n".join(map(_topic, topics))),
        ("examples", "\n".join(_example(blueprint, example) for example in examples)),
    ]
    return "\n\n".join(f"<{name}>\n{text.strip()}\n</{name}>" for name, text in blocks) + "\n"


def _examples_for(blueprint: Blueprint, labels: Collection[Labels]) -> list[Example]:
    """The examples of the same kind and section, else of the section, else all.

    One with a figure shows nothing to a topic that has none.
    """
    known = blueprint.prompt.examples
    sections = {label.section for label in labels}
    of_section = [each for each in known if blueprint.topic(each.topic).section in sections]
    kinds = {(label.section, label.kind) for label in labels}
    alike = [each for each in of_section if _section_and_kind(blueprint, each) in kinds]
    may_have_figures = any(blueprint.topic(label.topic).figures for label in labels)
    found = alike or of_section or known
    return [each for each in found if may_have_figures or not each.figure] or found


def _section_and_kind(blueprint: Blueprint, example: Example) -> tuple[str, str]:
    topic = blueprint.topic(example.topic)
    return topic.section, blueprint.kind(topic, topic.subtopic(example.subtopic))


@dataclass(frozen=True)
class Prompt:
    """What is the same in every call of an exam: the blocks that are cached.

    The first block is the blueprint's prefix; a second is the material.
    """

    blueprint: Blueprint
    blocks: tuple[str, ...]

    def excerpt(self, labels: Collection[Labels]) -> tuple[str, ...]:
        """The blocks for a call about these labels that neither reads nor writes the cache."""
        return (excerpt(self.blueprint, labels), *self.blocks[1:])

    @property
    def digest(self) -> str:
        """Names these very bytes."""
        return prefix_digest(self.blocks, SCHEMA)


def prompt_of(blueprint: Blueprint, material: Material | None) -> Prompt:
    """The fixed part of the prompt; material is a block of its own, behind the blueprint's."""
    around = (material_block(material),) if material else ()
    return Prompt(blueprint, (prefix(blueprint), *around))


def material_block(material: Material) -> str:
    """The material with its instructions; no text in it can end the block."""
    lines = [
        compact({"number": number, "text": text}).replace("</", "<\\/")
        for number, text in enumerate(material.passages, 1)
    ]
    return "\n".join([_about_material(), "<material>", *lines, "</material>"]) + "\n"


@cache
def _about_material() -> str:
    return (files("examcli.generation") / "material.txt").read_text(encoding="utf-8").strip()


def prefix_digest(blocks: Sequence[str], schema: Mapping[str, object]) -> str:
    """Names a prefix together with the schema; equal only for equal bytes."""
    text = "\x1e".join(blocks) + json.dumps(schema)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def suffix(orders: Sequence[Order], avoid: Sequence[str]) -> str:
    """The part that changes: what was already asked, then which slots to fill.

    What is to be done stands last, nearest to the answer.
    """
    used = ["<avoid>", *avoid, "</avoid>"] if avoid else []
    about_because = [ABOUT_BECAUSE] if any(order.because for order in orders) else []
    lines = [compact(_line(order)) for order in orders]
    return "\n".join([*used, *about_because, "<slots>", *lines, "</slots>"])


def avoid_line(stem: str, key: str) -> str:
    """A used question as the avoid list shows it: its content, never an id alone."""
    return shortened(f"{stem} — {key}")


def kinds_text(blueprint: Blueprint, names: Iterable[str]) -> str:
    """What each kind of question is, one a line, with the choices that are fixed."""
    return "\n".join(_kind(name, blueprint.kinds[name]) for name in names)


def _kind(name: str, kind: Kind) -> str:
    fixed = f" [{' | '.join(kind.choices)}]" if kind.choices else ""
    return f"- {name} ({kind.title}): {kind.rules}{fixed}"


def is_cacheable(blocks: Sequence[str], model: Model) -> bool:
    """Whether a prefix may be long enough for the cache of a model, as far as that is known."""
    return sum(map(tokens_at_most, blocks)) >= (model.cache_minimum_tokens or 0)


def _topic(topic: Topic) -> str:
    subtopics = "; ".join(f"{subtopic.id} = {subtopic.title}" for subtopic in topic.subtopics)
    errors = f"\n  errors: {topic.pitfalls}" if topic.pitfalls else ""
    return f"- {topic.section} / {topic.id} ({topic.title}): {subtopics}{errors}"


def _example(blueprint: Blueprint, example: Example) -> str:
    topic = blueprint.topic(example.topic)
    subtopic = topic.subtopic(example.subtopic)
    asked = {
        "section": topic.section,
        "topic": topic.id,
        "subtopic": subtopic.id,
        "kind": blueprint.kind(topic, subtopic),
        "difficulty": example.difficulty,
    }
    question = {
        "rests_on": 0,
        "stem": example.stem,
        "figure": example.figure and example.figure.document(),
        "check": example.check,
        "key": example.key,
        **dict(zip(DISTRACTORS, example.distractors, strict=True)),
        "explanation": example.explanation,
    }
    answer = {"passage": example.passage, "questions": [question]}
    errors = zip(example.distractors, example.errors, strict=False)
    named = "; ".join(f"{distractor} = {error}" for distractor, error in errors)
    return "\n".join([compact(asked), compact(answer), *([f"errors: {named}"] if named else [])])


def slot_fields(slot: Slot) -> dict[str, object]:
    """What an author is told about one question; never where its key will stand."""
    fields: dict[str, object] = {
        "section": slot.labels.section,
        "topic": slot.labels.topic,
        "subtopic": slot.labels.subtopic,
        "kind": slot.labels.kind,
        "difficulty": slot.labels.difficulty.value,
        "variant": slot.variant,
    }
    texts = {"setting": slot.setting, "person": slot.person, "city": slot.city}
    return fields | {name: text for name, text in texts.items() if text}


def compact(value: object) -> str:
    """JSON as a prompt carries it: no spaces, Arabic as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _line(order: Order) -> dict[str, object]:
    line = slot_fields(order.slot)
    if order.passage:
        line["passage"] = order.passage
    if order.given:
        line["given"] = _given(order.given)
    if order.rejected:
        line["rejected"] = _given(order.rejected)
    if order.because:
        line["because"] = shortened(order.because)
    return line


def _given(draft: Draft) -> dict[str, object]:
    figure = {"figure": draft.figure.document()} if draft.figure else {}
    wrong = dict(zip(DISTRACTORS, draft.distractors, strict=False))
    return {"stem": draft.stem, **figure, "key": draft.key, **wrong}
