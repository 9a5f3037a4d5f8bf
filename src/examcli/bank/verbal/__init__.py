"""The written part of the bank: verbal questions and reading passages, kept as JSON by topic."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from examcli.bank.draft import Draft, written_draft

VERBAL = {
    "sentence-completion": "sentence_completion.json",
    "context-error": "context_error.json",
    "analogy": "analogy.json",
    "association-difference": "association_difference.json",
    "vocabulary": "vocabulary.json",
}
READING = tuple(
    f"reading/{domain}.json"
    for domain in (
        "animals", "astronomy", "biology", "economics", "environment", "geography", "health",
        "inventions", "islamic_history", "literature", "psychology", "technology",
    )
)  # fmt: skip
"""Passages by domain, a file each."""


@dataclass(frozen=True)
class Passage:
    """A text and one question for each of the subtopics it was written for."""

    domain: str
    text: str
    questions: Mapping[str, Draft]


def written(topic: str, subtopic: str, difficulty: str, seed: str) -> Iterator[Draft]:
    """The questions of a subtopic in seeded order, those of the wanted difficulty first."""
    entries = [entry for entry in _read(VERBAL[topic]) if entry["subtopic"] == subtopic]
    random.Random(seed).shuffle(entries)
    entries.sort(key=lambda entry: entry["difficulty"] != difficulty)
    yield from map(written_draft, entries)


def passages(wanted: Sequence[str], domain: str, seed: str) -> Iterator[Passage]:
    """Passages that have a question for every wanted subtopic, those of the domain first."""
    found = [passage for passage in _passages() if passage.questions.keys() >= set(wanted)]
    random.Random(seed).shuffle(found)
    found.sort(key=lambda passage: passage.domain != domain)
    yield from found


@cache
def _passages() -> tuple[Passage, ...]:
    return tuple(
        Passage(
            domain=str(entry["domain"]),
            text=str(entry["text"]),
            questions={str(q["subtopic"]): written_draft(q) for q in _entries(entry["questions"])},
        )
        for name in READING
        for entry in _read(name)
    )


def _entries(value: object) -> list[Mapping[str, object]]:
    assert isinstance(value, list)
    return value


@cache
def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _read(name: str) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = json.loads(_text(name))
    return entries
