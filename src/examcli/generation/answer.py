"""Reading a model's answer while it is still arriving.

Text goes in, cut anywhere; a question comes out the moment everything but its explanation is
there, and the explanation when it follows. What has come out never depends on where the text was
cut. The answer is untrusted: it may be wrapped in whatever a model likes to say beside it, and
its fields may be missing, of the wrong type or out of order. A list of distractors counts as well
as a field each: blueprints that were written before asked for one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import ijson

from examcli.errors import StreamBroken
from examcli.exam.figure import Figure, FigureInvalid, parsed
from examcli.exam.question import Draft
from examcli.generation.schema import DISTRACTORS
from examcli.generation.wrapping import Unwrapper

FIELDS = ("passage", "questions")
SERVABLE_FIELDS = {"stem", "figure", "check", "key", *DISTRACTORS}
LONGEST_NUMBER = 30
"""Digits: no exam has a number as long, and a written out `1e999999` would fill the memory."""
FAULTS = (ijson.JSONError, ValueError, ArithmeticError)
"""What text that is no JSON raises; the last of them a number with an impossible exponent."""


@dataclass(frozen=True)
class PassageRead:
    """The text that the questions of this answer share."""

    text: str


@dataclass(frozen=True)
class DraftRead:
    """The question at `index` (from 0) is complete but for its explanation.

    `objection` says why its figure is none, "" when there is nothing wrong with it.
    """

    index: int
    draft: Draft
    objection: str = ""


@dataclass(frozen=True)
class ExplanationRead:
    """The explanation of the question at `index`."""

    index: int
    text: str


Piece = PassageRead | DraftRead | ExplanationRead


@dataclass
class _Item:
    """The fields of the question that is arriving; `listed` are distractors that came as a list."""

    texts: dict[str, str] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)
    figure: ijson.ObjectBuilder | None = None
    complete: set[str] = field(default_factory=set)
    is_out: bool = False

    @property
    def distractors(self) -> tuple[str, ...]:
        """Those that are there, in their order, however they came."""
        named = [self.texts[name] for name in DISTRACTORS if name in self.texts]
        return tuple(named or self.listed)


class AnswerReader:
    """Takes the text of one answer piece by piece; see the module docstring."""

    def __init__(self) -> None:
        self._unwrapper = Unwrapper(FIELDS)
        self._events = ijson.sendable_list()
        self._parser = ijson.parse_coro(self._events)
        self._index = -1
        self._item = _Item()

    def feed(self, text: str) -> list[Piece]:
        """What has become complete with this text.

        Raises:
            Malformed: the text so far is not the beginning of a JSON answer.
        """
        try:
            for part in self._unwrapper.parts(text):
                self._parser.send(part.encode())
        except FAULTS as error:
            raise Malformed(self._take()) from error
        return self._take()

    def close(self) -> list[Piece]:
        """The end of the text.

        Raises:
            Malformed: the JSON is not complete.
        """
        if not self._unwrapper.is_whole:
            raise Malformed(self._take())
        return self._take()

    def _take(self) -> list[Piece]:
        pieces = [piece for event in self._events for piece in self._read(*event)]
        del self._events[:]
        return pieces

    def _read(self, path: str, event: str, value: object) -> Iterator[Piece]:
        if path == "passage" and event == "string":
            yield PassageRead(str(value))
        elif path == "questions.item" and event == "start_map":
            self._index += 1
            self._item = _Item()
        elif path == "questions.item" and event == "end_map":
            yield from self._out()
        elif path.startswith("questions.item."):
            yield from self._field(path.removeprefix("questions.item."), event, value)

    def _field(self, name: str, event: str, value: object) -> Iterator[Piece]:
        item = self._item
        if name == "figure" or name.startswith("figure."):
            self._build_figure(name, event, value)
            if item.complete >= SERVABLE_FIELDS:
                yield from self._out()
            return
        is_text = event in {"string", "number", "boolean", "null"}
        if is_text:
            self._keep(name, _plain(value))
        elif (name, event) == ("distractors", "end_array"):
            item.complete.update(DISTRACTORS)
        if item.complete >= SERVABLE_FIELDS:
            yield from self._out()
        if name == "explanation" and is_text and item.is_out:
            yield ExplanationRead(self._index, item.texts.get(name, ""))

    def _keep(self, name: str, text: str) -> None:
        if name == "distractors.item":
            self._item.listed.append(text)
        else:
            self._item.texts[name] = text
            self._item.complete.add(name)

    def _build_figure(self, name: str, event: str, value: object) -> None:
        """Gather the figure event by event; anything but null is judged as one."""
        item = self._item
        if item.figure is None and event != "null":
            item.figure = ijson.ObjectBuilder()
        if item.figure is not None:
            item.figure.event(event, value)
        if name == "figure" and event not in {"start_map", "start_array", "map_key"}:
            item.complete.add("figure")

    def _out(self) -> Iterator[Piece]:
        """The question, once: as soon as it is servable, or as it is when its object closes."""
        item = self._item
        if item.is_out:
            return
        item.is_out = True
        texts = item.texts
        figure, objection = _figure(item.figure)
        draft = Draft(
            stem=texts.get("stem", ""),
            key=texts.get("key", ""),
            distractors=item.distractors,
            check=texts.get("check", ""),
            figure=figure,
            rests_on=_number(texts.get("rests_on", "")),
        )
        yield DraftRead(self._index, draft, objection)
        if "explanation" in texts:
            yield ExplanationRead(self._index, texts["explanation"])


class Malformed(StreamBroken):
    """The answer is not JSON from some point on; `pieces` is what was complete before it."""

    def __init__(self, pieces: list[Piece]) -> None:
        super().__init__("the answer is not the JSON that was asked for", "malformed")
        self.pieces = pieces


def _number(text: str) -> int:
    """A whole number that a field holds; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else 0


def _figure(built: ijson.ObjectBuilder | None) -> tuple[Figure | None, str]:
    """The figure that was written, or why it is none."""
    if built is None:
        return None, ""
    try:
        return parsed(_with_floats(built.value)), ""
    except FigureInvalid as reason:
        return None, str(reason)


def _with_floats(document: object) -> object:
    """The figure with its numbers as floats: the parser keeps every digit of a decimal."""
    values = document.get("values") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(values, list):
        return document
    floats = [float(v) if isinstance(v, Decimal) else v for v in values]
    return {**document, "values": floats}


def _plain(value: object) -> str:
    if value is None:
        return ""
    is_short = isinstance(value, Decimal) and abs(value.adjusted()) < LONGEST_NUMBER
    return format(value, "f") if is_short else str(value)
