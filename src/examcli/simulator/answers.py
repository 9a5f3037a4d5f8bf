"""What to answer: questions from the bank, an instance of somebody's schema, or an honest sentence.

A prompt that orders questions has two blocks in its last user message: `<slots>`, one JSON object a
line, and `<avoid>`, one used question a line. One that wants questions solved has `<solve>`, one
question a line, and `<passages>`, the texts that these are about. With `<material>` in the system
prompt both are about that material.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from examcli.simulator.errors import Json, invalid
from examcli.simulator.schema import minimal_instance


class Composition(Protocol):
    """A written answer, and why it falls short of what was ordered ("" if it does not)."""

    @property
    def text(self) -> str:
        """The answer as JSON."""

    @property
    def shortfall(self) -> str:
        """What could not be written."""


Compose = Callable[[Sequence[Mapping[str, object]], Sequence[str]], Composition]
"""Writes one question for each slot, unlike the questions to avoid."""

Solve = Callable[[Sequence[Mapping[str, object]], Mapping[str, str]], str]
"""Answers questions without their keys, given the texts that they name; the answer is JSON."""

ComposeAbout = Callable[[str, Sequence[Mapping[str, object]], Sequence[str]], Composition]
"""Writes questions about the material that a system prompt holds."""

SolveAbout = Callable[[str, Sequence[Mapping[str, object]]], str]
"""Answers questions about the material that a system prompt holds."""


@dataclass(frozen=True)
class Author:
    """Who writes questions and who solves them, of their own knowledge or from material."""

    compose: Compose
    solve: Solve
    compose_about: ComposeAbout
    solve_about: SolveAbout


@dataclass(frozen=True)
class Answer:
    """The text, and why it is cut short ("" if it is whole)."""

    text: str
    shortfall: str = ""


class Asked(Protocol):
    """What of a request the answer depends on."""

    @property
    def question(self) -> str:
        """All text of the last user message."""

    @property
    def system(self) -> str:
        """All text of the system prompt."""

    @property
    def schema(self) -> Json | None:
        """The schema that the answer must keep, if there is one."""


MATERIAL = "<material>\n"
"""What stands before an instructor's text in a prompt: found by looking, as a model would."""
MAX_LINES = 1000
"""More questions than the longest answer of any model has room for."""
ARABIC = re.compile(r"[\u0600-\u06ff]")
"""The letters by which a question is known to be Arabic."""
ARABIC_SENTENCE = "هذا ردٌّ من محاكٍ محليٍّ لواجهة الرسائل، لا من نموذج لغوي."
ENGLISH_SENTENCE = "This is a local simulator of the Messages API speaking, not a language model."
"""What is answered where no questions are asked for: nobody can take it for a model's."""


def answer(request: Asked, author: Author) -> Answer:
    """The answer to the last user message of a request."""
    question, schema, system = request.question, request.schema, request.system
    has_material = MATERIAL in system
    slots = _objects(question, "slots")
    if slots:
        used = _lines(question, "avoid")
        if has_material:
            composition = author.compose_about(system, slots, used)
        else:
            composition = author.compose(slots, used)
        return Answer(composition.text, composition.shortfall)
    unsolved = _objects(question, "solve")
    if unsolved:
        texts = {str(p.get("id")): str(p.get("text")) for p in _objects(question, "passages")}
        if has_material:
            return Answer(author.solve_about(system, unsolved))
        return Answer(author.solve(unsolved, texts))
    if schema is not None:
        return Answer(json.dumps(minimal_instance(schema), ensure_ascii=False))
    return Answer(ARABIC_SENTENCE if ARABIC.search(question) else ENGLISH_SENTENCE)


def _lines(question: str, tag: str) -> list[str]:
    """The non-empty lines of the last `tag` block; a prompt may mention the tag before it."""
    for part in reversed(question.split(f"</{tag}>")[:-1]):
        _, opened, block = part.partition(f"<{tag}>\n")
        if opened:
            return [line.strip() for line in block.splitlines() if line.strip()]
    return []


def _objects(question: str, tag: str) -> list[Json]:
    """The lines of a block that holds JSON objects."""
    lines = _lines(question, tag)
    if len(lines) > MAX_LINES:
        raise invalid(f"messages: more than {MAX_LINES} lines in <{tag}>")
    return [_object(line, tag) for line in lines]


def _object(line: str, tag: str) -> Json:
    """One line of a block; a model would make do with a broken one, a witness must not."""
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise invalid(f"messages: a line of <{tag}> is not a JSON object: {line[:80]}")
    return found
