"""The written part of the English bank: questions about ideas, kept as JSON by topic."""

import json
import random
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from examcli.bank.draft import Draft, written_draft

TOPICS = ("association", "center", "displays", "studies")


def written(topic: str, subtopic: str, difficulty: str, seed: str) -> Iterator[Draft]:
    """The questions of a subtopic in seeded order, those of the wanted difficulty first."""
    found = [entry for entry in entries(topic) if entry["subtopic"] == subtopic]
    random.Random(seed).shuffle(found)
    found.sort(key=lambda entry: entry["difficulty"] != difficulty)
    yield from map(written_draft, found)


def entries(topic: str) -> list[Mapping[str, object]]:
    """Everything that is written about a topic."""
    return list(_read(topic)) if topic in TOPICS else []


@cache
def _read(topic: str) -> tuple[Mapping[str, object], ...]:
    text = files(__name__.rpartition(".")[0]).joinpath(f"{topic}.json").read_text(encoding="utf-8")
    return tuple(json.loads(text))
