"""The bank of the English exam in introductory statistics, by topic."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import cast

from examcli.bank.draft import Draft, Generator, attempts
from examcli.bank.english.conceptual import written
from examcli.bank.english.people import named

ENGLISH = frozenset({"center", "spread", "displays", "chance", "association", "studies"})
COMPUTED = ENGLISH - {"studies"}
"""The topics with questions that are computed; each is a module of its own name."""


def generated(
    topic: str, subtopic: str, difficulty: str, seed: str, who: tuple[str, str]
) -> Iterator[Draft]:
    """Questions of one subtopic, computed or written; none for a subtopic nobody wrote."""
    generator = generators(topic).get(subtopic)
    if generator is None:
        yield from written(topic, subtopic, difficulty, seed)
        return
    yield from attempts(generator, seed, difficulty, named(seed, *who))


@cache
def generators(topic: str) -> Mapping[str, Generator]:
    """The generators of a topic by subtopic; its module is imported when it is first needed."""
    if topic not in COMPUTED:
        return {}
    module = import_module(f"{__name__}.{topic}")
    return cast("Mapping[str, Generator]", module.GENERATORS)
