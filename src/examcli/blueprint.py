"""The table of specifications: everything that makes an exam the exam it is, as data.

A blueprint is one TOML file: sections, tracks, topics with their counts, batch layout, difficulty
mix, kinds of question, names and settings to vary, and the texts of the prompt. No code knows a
particular exam. A blueprint that loads is consistent: every reference resolves, every sum holds.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from examcli.errors import SettingsInvalid

EMBEDDED = files("examcli") / "blueprints"
Name = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=1)]
T = TypeVar("T")


class Part(BaseModel):
    """Facts from a file: frozen, and strict about fields nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(Part):
    """A part of the exam; `short` begins the ids of its questions."""

    id: Name
    short: Name
    title: Name


class Subtopic(Part):
    """The finest label; `setting` says what scenery its questions need."""

    id: Name
    title: Name
    setting: Literal["none", "context"] = "none"
    kind: str = ""
    required: bool = False


class Topic(Part):
    """A topic with its subtopics; `kind` is the kind of its questions unless a subtopic says."""

    id: Name
    section: Name
    title: Name
    kind: Name
    subtopics: Annotated[list[Subtopic], Field(min_length=1)]

    def subtopic(self, name: str) -> Subtopic:
        """The subtopic of this id.

        Raises:
            ValueError: there is none.
        """
        return _named(name, {each.id: each for each in self.subtopics}, f"subtopic of {self.id}")


class Kind(Part):
    """A form of question; `choices` are fixed in text and order where the form prescribes them."""

    title: Name
    rules: Name
    choices: list[str] = []


class Stretch(Part):
    """One section of one track: how many questions of each topic, served in which batches."""

    section: Name
    batches: Annotated[list[Annotated[int, Field(ge=1, le=10)]], Field(min_length=1)]
    topics: dict[str, Count]

    @property
    def size(self) -> int:
        """How many questions the stretch has."""
        return sum(self.batches)


class Track(Part):
    """One form of the exam, as an order of stretches."""

    title: Name
    stretches: Annotated[list[Stretch], Field(min_length=1)]


class Difficulty(Part):
    """The difficulty mix in percent."""

    easy: Annotated[int, Field(ge=0, le=100)]
    medium: Annotated[int, Field(ge=0, le=100)]
    hard: Annotated[int, Field(ge=0, le=100)]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.easy + self.medium + self.hard != 100:
            raise ValueError("easy + medium + hard must be 100")
        return self


class Reading(Part):
    """How questions about one passage are grouped.

    A pattern is an order of subtopics; a set of n questions takes the first n of its pattern.
    """

    kind: Name
    largest_set: Annotated[int, Field(ge=3, le=5)]
    patterns: Annotated[list[Annotated[list[str], Field(min_length=3)]], Field(min_length=1)]
    subjects: Annotated[list[str], Field(min_length=1)]


class Scenery(Part):
    """What questions vary: people, places and contexts."""

    people: Annotated[list[str], Field(min_length=1)]
    cities: Annotated[list[str], Field(min_length=1)]
    contexts: Annotated[list[str], Field(min_length=1)]


class Example(Part):
    """A worked example for the prompt; it must pass our own review."""

    topic: Name
    subtopic: Name
    difficulty: Literal["easy", "medium", "hard"]
    passage: str = ""
    stem: Name
    key: Name
    distractors: Annotated[list[str], Field(min_length=3, max_length=3)]
    check: str = ""
    explanation: Name


class PromptTexts(Part):
    """The texts of the prompt that no other part of the blueprint can give."""

    role: Name
    rules: Name
    answer: Name
    examples: Annotated[list[Example], Field(min_length=1)]


class Blueprint(Part):
    """One exam as data; see the module docstring."""

    id: Name
    title: Name
    language: Literal["ar", "en"]
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
        for topic in self.topics:
            self.section(topic.section)
            for subtopic in topic.subtopics:
                self.kind(topic, subtopic)
        for name, track in self.tracks.items():
            for stretch in track.stretches:
                self._check_stretch(name, stretch)
        for example in self.prompt.examples:
            self.topic(example.topic).subtopic(example.subtopic)
        self._check_reading()
        return self

    def _check_reading(self) -> None:
        """Every pattern must be long enough, and every topic that is read must know its names."""
        if self.reading is None:
            return
        _named(self.reading.kind, self.kinds, "kind")
        for topic in (topic for topic in self.topics if topic.kind == self.reading.kind):
            for pattern in self.reading.patterns:
                for name in pattern:
                    topic.subtopic(name)
        shortest = min(map(len, self.reading.patterns))
        if shortest < self.reading.largest_set:
            raise ValueError(
                f"reading: a pattern has {shortest} subtopics, a set up to "
                f"{self.reading.largest_set}"
            )

    def _check_stretch(self, track: str, stretch: Stretch) -> None:
        self.section(stretch.section)
        for topic in stretch.topics:
            if self.topic(topic).section != stretch.section:
                raise ValueError(f"track {track}: {topic} is not a topic of {stretch.section}")
        counted = sum(stretch.topics.values())
        if counted != stretch.size:
            raise ValueError(
                f"track {track}, {stretch.section}: topics add up to {counted}, "
                f"batches to {stretch.size}"
            )

    @property
    def digest(self) -> str:
        """Names this very content: two blueprints share it only when they are the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    def section(self, name: str) -> Section:
        """The section of this id.

        Raises:
            ValueError: there is none.
        """
        return _named(name, {section.id: section for section in self.sections}, "section")

    def topic(self, name: str) -> Topic:
        """The topic of this id.

        Raises:
            ValueError: there is none.
        """
        return _named(name, {topic.id: topic for topic in self.topics}, "topic")

    def track(self, name: str) -> Track:
        """The track of this id.

        Raises:
            ValueError: there is none.
        """
        return _named(name, self.tracks, "track")

    def kind(self, topic: Topic, subtopic: Subtopic) -> str:
        """The id of the kind of a subtopic's questions.

        Raises:
            ValueError: it names a kind that the blueprint does not describe.
        """
        name = subtopic.kind or topic.kind
        _named(name, self.kinds, "kind")
        return name


def embedded(name: str) -> Blueprint:
    """The blueprint that ships with examcli under this name, e.g. `gat`."""
    return parsed((EMBEDDED / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")


def load(path: Path) -> Blueprint:
    """Read a blueprint file.

    Raises:
        SettingsInvalid: unreadable, not TOML, or not a consistent blueprint; the message names
            the file, the field and what is allowed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(f"cannot read the blueprint `{path}`: {error}") from error
    return parsed(text, str(path))


def parsed(text: str, origin: str) -> Blueprint:
    """A blueprint from its TOML text; `origin` is named in errors."""
    try:
        return Blueprint.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"{origin} is not TOML: {error}") from error
    except ValidationError as error:
        raise SettingsInvalid(f"{origin}: {_first_complaint(error)}") from error


def restored(document: str) -> Blueprint:
    """A blueprint as the store kept it (JSON), even if the file it came from has changed."""
    return Blueprint.model_validate_json(document)


def _first_complaint(error: ValidationError) -> str:
    first, more = error.errors()[0], error.error_count() - 1
    where = ".".join(str(part) for part in first["loc"])
    rest = f" (and {more} more)" if more else ""
    return f"{where}: {first['msg']}{rest}" if where else f"{first['msg']}{rest}"


def _named(name: str, members: Mapping[str, T], noun: str) -> T:
    if name not in members:
        raise ValueError(f"no {noun} is called `{name}`; there are: {', '.join(members)}")
    return members[name]
