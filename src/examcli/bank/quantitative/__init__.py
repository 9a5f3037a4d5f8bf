"""Parametric generators for every quantitative subtopic, by topic."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import cast

from examcli.bank.draft import Draft, Generator, attempts

QUANTITATIVE = {
    "algebra": "algebra",
    "geometry": "geometry",
    "statistics": "statistics",
    "ratio-proportion": "ratio_proportion",
    "probability": "probability",
    "speed-time-distance": "speed_time_distance",
}

_ARABIC_DIGITS = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")
_DECIMAL_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")


def generated(
    topic: str, subtopic: str, difficulty: str, seed: str, who: tuple[str, str]
) -> Iterator[Draft]:
    """Questions of one subtopic, each from its own draw; none for a subtopic nobody wrote."""
    generator = generators(topic).get(subtopic)
    if generator is None:
        return
    yield from map(localised, attempts(generator, seed, difficulty, who))


@cache
def generators(topic: str) -> Mapping[str, Generator]:
    """The generators of a topic by subtopic; its package is imported when it is first needed."""
    module = import_module(f"{__name__}.{QUANTITATIVE[topic]}")
    return cast("Mapping[str, Generator]", module.GENERATORS)


def localised(draft: Draft) -> Draft:
    """The draft with Arabic-Indic digits wherever a student reads (`check` is for machines)."""
    first, second, third = map(arabic_digits, draft.distractors)
    return replace(
        draft,
        stem=arabic_digits(draft.stem),
        key=arabic_digits(draft.key),
        distractors=(first, second, third),
        explanation=arabic_digits(draft.explanation),
        figure=_localised_figure(draft.figure),
    )


def _localised_figure(figure: Mapping[str, object] | None) -> Mapping[str, object] | None:
    if figure is None:
        return None
    labels = figure["labels"]
    assert isinstance(labels, list)
    return {**figure, "labels": [arabic_digits(label) for label in labels]}


def arabic_digits(text: str) -> str:
    """`2.5%` as an Arabic exam prints it: `٢٫٥٪`."""
    return _DECIMAL_POINT.sub("٫", text).translate(_ARABIC_DIGITS)
