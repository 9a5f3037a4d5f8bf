"""The written part of the English bank: questions about ideas, kept as JSON by topic."""

import json
import random
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from examcli.simulator.bank.draft import Draft

TOPICS = ("association", "center", "displays", "studies")


def written(topic: str, subtopic: str, difficulty: str, seed: str) -> Iterator[Draft]:
    """The questions of a subtopic in seeded order, those of the wanted difficulty first."""
    found = [entry for entry in entries(topic) if entry["subtopic"] == subtopic]
    random.Random(seed).shuffle(found)
    found.sort(key=lambda entry: entry["difficulty"] != difficulty)
    yield from map(draft, found)


def entries(topic: str) -> list[Mapping[str, object]]:
    """Everything that is written about a topic."""
    return list(_read(topic)) if topic in TOPICS else []


def draft(entry: Mapping[str, object]) -> Draft:
    """The question of an entry."""
    distractors = entry["distractors"]
    assert isinstance(distractors, list)
    first, second, third = distractors
    return Draft(
        stem=str(entry["stem"]),
        key=str(entry["key"]),
        distractors=(first, second, third),
        check="",
        explanation=str(entry["explanation"]),
    )


@cache
def _read(topic: str) -> tuple[Mapping[str, object], ...]:
    text = files(__name__.rpartition(".")[0]).joinpath(f"{topic}.json").read_text(encoding="utf-8")
    return tuple(json.loads(text))
