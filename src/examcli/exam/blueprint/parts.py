"""The parts of a blueprint, each checked by itself."""

from typing import Annotated, Literal, Self

from pydantic import Field, PlainSerializer, PlainValidator, model_validator

from examcli.exam.apportionment import apportioned, evenly
from examcli.exam.blueprint.faults import Fault, Part, found
from examcli.exam.choice import CHOICE_COUNT
from examcli.exam.figure import Figure
from examcli.exam.figure import parsed as figure_parsed

BATCH_SIZE = 10
"""What the first ten of the promise are, and the most that are served together."""
LARGEST_SECTION = 500
"""Five times the longest exam we know; a slip of a digit is refused before it costs anything."""
Name = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=1)]
Weight = Annotated[float, Field(gt=0, le=1_000_000)]
"""A share of whatever the weights add up to; bounded, so that shares stay exact."""
Drawn = Annotated[Figure, PlainValidator(figure_parsed), PlainSerializer(Figure.document)]


class Section(Part):
    """A part of the exam; `short` begins the ids of its questions.

    `doubtful` says what becomes of a question whose key two blind solvers do not confirm: where
    an answer can be proved it is replaced by another question, elsewhere it is marked for a
    person.
    """

    id: Name
    short: Name
    title: Name
    doubtful: Literal["replace", "mark"] = "mark"


class Subtopic(Part):
    """The finest label; `setting` says what scenery its questions need.

    A `required` one is in every exam that has its topic; `weight` is how often it comes compared
    with the others.
    """

    id: Name
    title: Name
    setting: Literal["none", "context"] = "none"
    kind: str = ""
    required: bool = False
    weight: Weight = 1.0


class Topic(Part):
    """A topic with its subtopics; `kind` is the kind of its questions unless a subtopic says.

    `pitfalls` names the errors that its distractors come from; `figures` is whether its questions
    may have a figure.
    """

    id: Name
    section: Name
    title: Name
    kind: Name
    pitfalls: str = ""
    figures: bool = True
    subtopics: Annotated[list[Subtopic], Field(min_length=1)]

    def subtopic(self, name: str) -> Subtopic:
        """The subtopic of this id.

        Raises:
            ValueError: there is none.
        """
        return found(name, {each.id: each for each in self.subtopics}, f"subtopic of {self.id}")


class Kind(Part):
    """A form of question; `choices` are fixed in text and order where the form prescribes them."""

    title: Name
    rules: Name
    choices: tuple[str, ...] = ()


class Stretch(Part):
    """One section of one track: how many questions of each topic, served in which batches.

    `topics` are counts; with a `size` they are weights by which it is shared out. Without
    `batches` the questions are served in equal ones of at most ten.
    """

    section: Name
    topics: Annotated[dict[str, Weight], Field(min_length=1)]
    size: Annotated[int | None, Field(ge=1, le=LARGEST_SECTION)] = None
    batches: tuple[Annotated[int, Field(ge=1, le=BATCH_SIZE)], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many questions of each topic; topics whose share is none are left out."""
        weights = list(self.topics.values())
        total = self.size or round(sum(weights))
        shares = zip(self.topics, apportioned(total, weights), strict=True)
        return {topic: count for topic, count in shares if count}

    @property
    def total(self) -> int:
        """How many questions the stretch has."""
        return sum(self.counts.values())

    @property
    def layout(self) -> list[int]:
        """The sizes of the batches."""
        return list(self.batches) or evenly(self.total, BATCH_SIZE)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        for topic, weight in self.topics.items():
            if self.size is None and not weight.is_integer():
                raise Fault(("topics", topic), "must be a whole number; weights need a `size`")
        if sum(self.topics.values()) > LARGEST_SECTION and self.size is None:
            raise Fault(("topics",), f"a section has at most {LARGEST_SECTION} questions")
        if sum(self.layout) != self.total:
            raise Fault(
                ("batches",), f"topics add up to {self.total}, batches to {sum(self.layout)}"
            )
        return self


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
            raise Fault((), "easy + medium + hard must be 100")
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
    """A worked example for the prompt; it must pass our own review.

    `errors` names for each distractor, in their order, the error that leads a student to it.
    """

    topic: Name
    subtopic: Name
    difficulty: Literal["easy", "medium", "hard"]
    passage: str = ""
    stem: Name
    key: Name
    distractors: Annotated[
        list[str], Field(min_length=CHOICE_COUNT - 1, max_length=CHOICE_COUNT - 1)
    ]
    errors: tuple[Name, ...] = ()
    figure: Drawn | None = None
    check: str = ""
    explanation: Name

    @model_validator(mode="after")
    def _names_every_error(self) -> Self:
        if self.errors and len(self.errors) != len(self.distractors):
            raise Fault(("errors",), "names one error for each distractor, or none at all")
        return self


class PromptTexts(Part):
    """The texts of the prompt that no other part of the blueprint can give."""

    role: Name
    rules: Name
    answer: Name
    figures: str = ""
    examples: Annotated[list[Example], Field(min_length=1)]
