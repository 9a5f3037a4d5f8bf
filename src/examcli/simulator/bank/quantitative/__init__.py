"""Parametric generators for every quantitative subtopic, by topic."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from examcli.simulator.bank.draft import Degenerate, Difficulty, Draft, Draw, Generator
from examcli.simulator.bank.quantitative import (
    algebra,
    geometry,
    probability,
    ratio_proportion,
    speed_time_distance,
    statistics,
)

QUANTITATIVE: Mapping[str, Mapping[str, Generator]] = {
    "algebra": algebra.GENERATORS,
    "geometry": geometry.GENERATORS,
    "statistics": statistics.GENERATORS,
    "ratio-proportion": ratio_proportion.GENERATORS,
    "probability": probability.GENERATORS,
    "speed-time-distance": speed_time_distance.GENERATORS,
}

TRIES = 64
_ARABIC_DIGITS = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")
_DECIMAL_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")


def generated(
    topic: str, subtopic: str, difficulty: str, seed: str, who: tuple[str, str]
) -> Iterator[Draft]:
    """Questions of one subtopic, each from its own draw; none for a subtopic nobody wrote."""
    generator = QUANTITATIVE[topic].get(subtopic)
    if generator is None:
        return
    person, city = who
    for attempt in range(TRIES):
        draw = Draw(f"{seed}/{difficulty}/{attempt}", cast(Difficulty, difficulty), person, city)
        try:
            yield localised(generator(draw))
        except Degenerate:
            continue


def localised(draft: Draft) -> Draft:
    """The draft with Arabic-Indic digits wherever a student reads (`check` is for machines)."""
    first, second, third = map(arabic_digits, draft.distractors)
    return replace(
        draft,
        stem=arabic_digits(draft.stem),
        key=arabic_digits(draft.key),
        distractors=(first, second, third),
        explanation=arabic_digits(draft.explanation),
    )


def arabic_digits(text: str) -> str:
    """`2.5%` as an Arabic exam prints it: `٢٫٥٪`."""
    return _DECIMAL_POINT.sub("٫", text).translate(_ARABIC_DIGITS)
