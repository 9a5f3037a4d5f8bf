"""The table of specifications: everything that makes an exam the exam it is, as data.

A blueprint is one TOML file: sections, tracks, topics with their counts, batch layout, difficulty
mix, kinds of question, names and settings to vary, and the texts of the prompt. No code knows a
particular exam. A blueprint that loads is consistent: every reference resolves, every sum holds.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from examcli.errors import DocumentInvalid, SettingsInvalid
from examcli.exam.blueprint.faults import Fault, Part, Place, complaint, found, guessed
from examcli.exam.blueprint.parts import (
    Count,
    Difficulty,
    Kind,
    Name,
    PromptTexts,
    Reading,
    Scenery,
    Section,
    Stretch,
    Subtopic,
    Topic,
    Track,
)
from examcli.exam.choice import letters
from examcli.exam.contents import contents
from examcli.exam.readingsets import makes_sets, spread

EMBEDDED = files("examcli.exam") / "blueprints"
LARGEST_FILE_BYTES = 300_000
"""Nine times the largest that ships with examcli."""
DEEP_KEY = re.compile(
    r"""(?:^|[\[{,])[ \t]*+(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
    r"""(?:[ \t]*+\.[ \t]*+(?:[\w-]+|"[^"\n]*"|'[^'\n]*')){16,}+[ \t]*[=\]]""",
    re.ASCII | re.MULTILINE,
)
"""A key of more levels than any blueprint has; TOML's reader needs their square in memory."""
RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"}


class Blueprint(Part):
    """One exam as data: sections, tracks, topics, kinds, texts; consistent once it is loaded."""

    id: Name
    title: Name
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    minutes: Count
    source: Name
    difficulty: Difficulty
    sections: Annotated[list[Section], Field(min_length=1)]
    topics: Annotated[list[Topic], Field(min_length=1)]
    tracks: Annotated[dict[str, Track], Field(min_length=1)]
    kinds: Annotated[dict[str, Kind], Field(min_length=1)]
    scenery: Scenery
    prompt: PromptTexts
    reading: Reading | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for fault in self._faults():
            raise fault
        return self

    def _faults(self) -> Iterator[Fault]:
        """Whatever one part says of another that is not so."""
        yield from _repeats(("sections",), [section.id for section in self.sections])
        yield from _repeats(("topics",), [topic.id for topic in self.topics])
        for place, topic in enumerate(self.topics):
            yield from self._faults_of_topic(("topics", place), topic)
        for name, track in self.tracks.items():
            for place, stretch in enumerate(track.stretches):
                yield from self._faults_of_stretch(("tracks", name, "stretches", place), stretch)
        for place, example in enumerate(self.prompt.examples):
            at = ("prompt", "examples", place)
            yield from _unknown(example.topic, self._topics, "topic", (*at, "topic"))
            if example.topic in self._topics:
                known = [each.id for each in self.topic(example.topic).subtopics]
                noun = f"subtopic of {example.topic}"
                yield from _unknown(example.subtopic, known, noun, (*at, "subtopic"))
        yield from self._faults_of_reading()

    def _faults_of_topic(self, at: Place, topic: Topic) -> Iterator[Fault]:
        sections = [section.id for section in self.sections]
        yield from _unknown(topic.section, sections, "section", (*at, "section"))
        yield from _unknown(topic.kind, self.kinds, "kind", (*at, "kind"))
        yield from _repeats((*at, "subtopics"), [each.id for each in topic.subtopics])
        for place, subtopic in enumerate(topic.subtopics):
            if subtopic.kind:
                path = (*at, "subtopics", place, "kind")
                yield from _unknown(subtopic.kind, self.kinds, "kind", path)

    def _faults_of_stretch(self, at: Place, stretch: Stretch) -> Iterator[Fault]:
        sections = [section.id for section in self.sections]
        yield from _unknown(stretch.section, sections, "section", (*at, "section"))
        kinds = [topic.kind for topic in self.topics if topic.id in stretch.topics]
        if self.reading and kinds.count(self.reading.kind) > 1:
            yield Fault((*at, "topics"), "has more than one topic with passages to read")
        yield from self._faults_of_sets(at, stretch)
        for topic in stretch.topics:
            path = (*at, "topics", topic)
            yield from _unknown(topic, self._topics, "topic", path)
            if topic in self._topics and self.topic(topic).section != stretch.section:
                yield Fault(path, f"{topic} is not a topic of {stretch.section}")

    def _faults_of_sets(self, at: Place, stretch: Stretch) -> Iterator[Fault]:
        """Questions about passages must come in whole sets, each in one batch."""
        for topic, count in stretch.counts.items():
            kind = self.topic(topic).kind if topic in self._topics else ""
            if self.reading is None or kind != self.reading.kind:
                continue
            largest = self.reading.largest_set
            shares = spread(count, stretch.layout, largest)
            if not all(makes_sets(share, largest) for share in shares):
                told = f"{count} questions about passages do not fit in sets of 3 to {largest}"
                yield Fault((*at, "batches" if stretch.batches else "topics"), told)

    def _faults_of_reading(self) -> Iterator[Fault]:
        """Every pattern must be long enough, and every topic that is read must know its names."""
        if self.reading is None:
            return
        yield from _unknown(self.reading.kind, self.kinds, "kind", ("reading", "kind"))
        read = [topic for topic in self.topics if topic.kind == self.reading.kind]
        for place, pattern in enumerate(self.reading.patterns):
            at = ("reading", "patterns", place)
            yield from _repeats(at, pattern)
            if len(pattern) < self.reading.largest_set:
                told = f"has {len(pattern)} subtopics, a set up to {self.reading.largest_set}"
                yield Fault(at, told)
            for topic in read:
                for name in pattern:
                    known = [each.id for each in topic.subtopics]
                    yield from _unknown(name, known, f"subtopic of {topic.id}", at)

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @property
    def pool(self) -> str:
        """Names the exams that should not share a question: those of one subject and language."""
        return f"{self.id}/{self.language}"

    @property
    def letters(self) -> str:
        """What the four choices are called."""
        return letters(self.language)

    @property
    def is_right_to_left(self) -> bool:
        """Whether the exam is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    @property
    def digest(self) -> str:
        """Names this very content: two blueprints share it only when they are the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    def section(self, name: str) -> Section:
        """The section of this id.

        Raises:
            ValueError: there is none.
        """
        return found(name, {section.id: section for section in self.sections}, "section")

    def topic(self, name: str) -> Topic:
        """The topic of this id.

        Raises:
            ValueError: there is none.
        """
        return found(name, self._topics, "topic")

    def track(self, name: str) -> Track:
        """The track of this id.

        Raises:
            ValueError: there is none.
        """
        return found(name, self.tracks, "track")

    def kind(self, topic: Topic, subtopic: Subtopic) -> str:
        """The id of the kind of a subtopic's questions."""
        return subtopic.kind or topic.kind


def embedded(name: str) -> Blueprint:
    """The blueprint that ships with examcli under this name, e.g. `gat`."""
    return parsed((EMBEDDED / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")


def embedded_names() -> list[str]:
    """The blueprints that ship with examcli."""
    names = [Path(file.name) for file in EMBEDDED.iterdir()]
    return sorted(name.stem for name in names if name.suffix == ".toml")


def chosen(choice: str) -> Blueprint:
    """The blueprint that a person means: one that ships with examcli, or a file.

    Raises:
        SettingsInvalid: neither, or the file does not hold.
    """
    if choice in embedded_names():
        return embedded(choice)
    path = Path(choice).expanduser()
    if path.suffix or path.exists() or len(path.parts) > 1:
        return load(path)
    raise SettingsInvalid(
        f"no blueprint is called `{choice}`{guessed(choice, embedded_names())}",
        "or name a file: `--blueprint my-exam.toml`",
    )


def load(path: Path) -> Blueprint:
    """Read a blueprint file.

    Raises:
        SettingsInvalid: unreadable, not TOML, or not a consistent blueprint; the message names
            the file, the line, the field and what is allowed.
    """
    try:
        text = contents(path, LARGEST_FILE_BYTES).decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsInvalid(f"cannot read the blueprint `{path}`: {reason}") from error
    except UnicodeDecodeError as error:
        raise SettingsInvalid(
            f"cannot read the blueprint `{path}`: it is not text in UTF-8"
        ) from error
    return parsed(text, str(path))


def parsed(text: str, origin: str) -> Blueprint:
    """A blueprint from its TOML text; `origin` is named in errors.

    Raises:
        SettingsInvalid: as for `load`.
    """
    if DEEP_KEY.search(text):
        raise SettingsInvalid(f"{origin} has a key of more than 16 levels")
    try:
        facts = tomllib.loads(text)
    except RecursionError as error:
        raise SettingsInvalid(f"{origin} is nested too deeply") from error
    except ValueError as error:  # also a number of more digits than Python reads
        raise SettingsInvalid(f"{origin} is not TOML: {error}") from error
    try:
        return Blueprint.model_validate(facts)
    except ValidationError as error:
        raise SettingsInvalid(complaint(text, origin, error)) from error


def restored(document: str) -> Blueprint:
    """A blueprint as the store kept it (JSON), even if the file it came from has changed.

    Raises:
        DocumentInvalid: the text is none.
    """
    try:
        return Blueprint.model_validate_json(document)
    except ValidationError as error:
        raise DocumentInvalid("the blueprint is not as it was written") from error


def _unknown(name: str, known: Iterable[str], noun: str, path: Place) -> Iterator[Fault]:
    if name not in known:
        yield Fault(path, f"no {noun} is called `{name}`{guessed(name, known)}")


def _repeats(at: Place, names: Sequence[str]) -> Iterator[Fault]:
    """A fault for every name that came before in the same list; names that name must be unique."""
    before: set[str] = set()
    for place, name in enumerate(names):
        if name in before:
            yield Fault((*at, place), f"`{name}` is there already")
        before.add(name)
