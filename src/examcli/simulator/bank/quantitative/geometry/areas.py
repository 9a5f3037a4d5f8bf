"""An area to ask for: a number of square centimetres plus multiples of ط and of √3.

A figure gives its area, the mistakes that lead elsewhere, and how it is told and drawn; `drafted`
makes the question of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, Picture, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.geometry.circles import IN_PI
from examcli.simulator.bank.quantitative.geometry.pictures import pictured

AREA = "{} سم²"
ROOT_THREE = Fraction(173, 100)
PI = Fraction(22, 7)


@dataclass(frozen=True)
class Area:
    """`plain` + `circular` × ط + `rooted` × √3 square centimetres, each a whole number."""

    plain: int
    circular: int
    rooted: int = 0

    def approximate(self) -> Fraction:
        """The size, near enough to tell a believable area from a negative one."""
        return self.plain + self.circular * PI + self.rooted * ROOT_THREE

    def __str__(self) -> str:
        terms = [(self.plain, ""), (self.circular, "ط"), (self.rooted, "√3")]
        signed = sorted((term for term in terms if term[0]), key=lambda term: term[0] < 0)
        text = ""
        for amount, symbol in signed:
            sign = "−" if amount < 0 else "+"
            text += f" {sign} {abs(amount)}{symbol}" if text else f"{amount}{symbol}"
        return f"({text}) سم²"


@dataclass(frozen=True)
class Figure:
    """A figure in words and the area asked for.

    `formula` is the area in integers with 22/7 for ط, and `reason` the step before the answer.
    """

    setup: str
    question: str
    area: Area
    mistakes: Sequence[Area]
    formula: str
    reason: str
    picture: Picture | None = None


def drafted(draw: Draw, figure: Figure) -> Draft:
    """The figure as a question, with its picture if it has one."""
    return pictured(_asked(draw, figure), figure.picture)


def _asked(draw: Draw, figure: Figure) -> Draft:
    """The question, its answer in ط or, where 7 divides it, with ط = 22/7."""
    believable = [
        mistake
        for mistake in dict.fromkeys(figure.mistakes)
        if mistake != figure.area and mistake.approximate() > 0
    ]
    exact = figure.area.approximate()
    if figure.area.rooted or exact.denominator != 1:
        stem = f"{figure.setup} {figure.question} {IN_PI}؟"
        shown = [str(mistake) for mistake in draw.sample(believable, min(4, len(believable)))]
        explanation = f"{figure.reason}، أي {figure.area}."
        return textual(stem, str(figure.area), shown, explanation)
    stem = f"{figure.setup} {figure.question}؟ (اعتبر ط = 22/7)"
    chosen = whole(draw, int(exact), [mistake.approximate() for mistake in believable])
    explanation = f"{figure.reason}، وباعتبار ط = 22/7 تكون المساحة {int(exact)} سم²."
    return numeric(stem, int(exact), chosen, figure.formula, explanation, unit=AREA)


def told(setup: str, *labels: str) -> tuple[str, ...]:
    """The labels with nothing in the place of those that the setup does not give.

    >>> told("مربع طول ضلعه 12 سم", "12 سم", "6 سم")
    ('12 سم', '')
    """
    return tuple(label if re.search(rf"(?<!\d){label}", setup) else "" for label in labels)
