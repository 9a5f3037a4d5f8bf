"""Drawing questions from the bank, and reading the numbers in them."""

import re
from collections.abc import Iterator
from fractions import Fraction

from examcli.bank.draft import Degenerate, Difficulty, Draft, Draw
from examcli.bank.quantitative import QUANTITATIVE, generators

LEVELS: tuple[Difficulty, ...] = ("easy", "medium", "hard")
SUBTOPICS = [(topic, subtopic) for topic in QUANTITATIVE for subtopic in generators(topic)]
CASES = [(topic, subtopic, level) for topic, subtopic in SUBTOPICS for level in LEVELS]

NUMBER = re.compile(r"\d+(?:\.\d+)?(?:/\d+)?")


def draft(topic: str, subtopic: str, level: Difficulty, seed: int) -> Draft | None:
    """The question of a draw, or None where its numbers make no good question."""
    try:
        return generators(topic)[subtopic](Draw(str(seed), level, "سارة", "تبوك"))
    except Degenerate:
        return None


def drafts(topic: str, subtopic: str, level: Difficulty, seeds: int) -> Iterator[Draft]:
    """The questions of the first so many seeds."""
    for seed in range(seeds):
        drawn = draft(topic, subtopic, level, seed)
        if drawn is not None:
            yield drawn


def numbers(text: str) -> list[Fraction]:
    """The numbers in a text, in order and without signs; `3/4` is one number."""
    return [Fraction(found) for found in NUMBER.findall(text)]


def choices(drawn: Draft) -> tuple[str, ...]:
    """The key and the distractors."""
    return (drawn.key, *drawn.distractors)
