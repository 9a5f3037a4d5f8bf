"""Worked examples of a blueprint as the questions that they show."""

from examcli.exam.blueprint import Blueprint
from examcli.exam.blueprint.parts import Example
from examcli.exam.question import Difficulty, Draft, Labels, Passage, Question, placed


def kind_of(blueprint: Blueprint, example: Example) -> str:
    """The id of the kind that an example shows."""
    topic = blueprint.topic(example.topic)
    return blueprint.kind(topic, topic.subtopic(example.subtopic))


def as_question(blueprint: Blueprint, example: Example, key_place: int) -> Question:
    """The question that an example makes, as one that is generated."""
    kind = kind_of(blueprint, example)
    draft = Draft(example.stem, example.key, tuple(example.distractors))
    choices, key_index = placed(draft, key_place, blueprint.kinds[kind].choices)
    section = blueprint.topic(example.topic).section
    level = Difficulty(example.difficulty)
    return Question(
        id="",
        position=1,
        slot=1,
        labels=Labels(section, example.topic, example.subtopic, level, kind),
        stem=example.stem,
        choices=choices,
        key_index=key_index,
        check=example.check,
        explanation=example.explanation,
        passage=Passage("p1", example.passage) if example.passage else None,
        figure=example.figure,
    )
