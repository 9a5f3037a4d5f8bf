"""Parametric generators for every quantitative subtopic, by topic."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import cast

from examcli.bank.draft import Draft, Generator, attempts
from examcli.bank.quantitative.nouns import agreeing

QUANTITATIVE = {
    "algebra": "algebra",
    "geometry": "geometry",
    "statistics": "statistics",
    "ratio-proportion": "ratio_proportion",
    "probability": "probability",
    "speed-time-distance": "speed_time_distance",
}

_ARABIC_DIGITS = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")
_ONE_TIMES = re.compile(r"(?<![\d.])1(?=ط(?!\w)|√)")
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
    """The draft as an exam prints it wherever a student reads (`check` is for machines)."""
    first, second, third = map(printed, draft.distractors)
    return replace(
        draft,
        stem=printed(draft.stem),
        key=printed(draft.key),
        distractors=(first, second, third),
        explanation=printed(draft.explanation),
        figure=_localised_figure(draft.figure),
    )


def _localised_figure(figure: Mapping[str, object] | None) -> Mapping[str, object] | None:
    if figure is None:
        return None
    labels = figure["labels"]
    assert isinstance(labels, list)
    return {**figure, "labels": [printed(label) for label in labels]}


def printed(text: str) -> str:
    """A text as an Arabic exam prints it: its digits, its riyals, and no factor of one.

    >>> printed("2.5%"), printed("1ط سم²"), printed("80 ريال")
    ('٢٫٥٪', 'ط سم²', '٨٠ ريالًا')
    """
    plain = _ONE_TIMES.sub("", agreeing(text))
    return _DECIMAL_POINT.sub("٫", plain).translate(_ARABIC_DIGITS)
