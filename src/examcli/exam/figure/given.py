"""What a figure is made from, taken apart with every bound checked on the way."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from examcli.exam.choice import letters
from examcli.exam.figure.canvas import Canvas
from examcli.exam.number import amount
from examcli.exam.printable import printable

Language = str
"""A language code; anything but `ar` is answered in English."""
LONGEST_LABEL = 48
"""A title of some eight words; it must fit above a figure 300 units wide."""
LONGEST_LENGTH = 100_000
"""A hundred kilometres in metres; beyond that it is no length of a school exam."""
MOST_UNEQUAL = 25
"""On 300 units the shorter length still shows with 12, less than a letter."""
TOLERANCE = 0.01
"""A label may be rounded, and a hundredth is less than anyone sees in a drawing."""
SIZES = frozenset({"", "سم", "م", "كم", "ملم", "°", "درجة", "cm", "m", "km", "mm"})


class FigureInvalid(ValueError):
    """Numbers and labels that make no figure; the message says why."""


class Shape(Protocol):
    """One kind of figure, its parts named."""

    @classmethod
    def of(cls, given: "Given") -> Self:
        """The shape that these numbers and labels make.

        Raises:
            FigureInvalid: they make none.
        """

    def draw(self, canvas: Canvas) -> None:
        """Draw it to true proportions."""

    def told(self, language: Language) -> str:
        """Say in words what the picture shows, and nothing that it does not."""


@dataclass(frozen=True)
class Given:
    """Numbers and labels as they came, and the ways to ask for them."""

    values: tuple[float, ...]
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        for label in self.labels:
            if len(label) > LONGEST_LABEL:
                raise FigureInvalid(f"a label is longer than {LONGEST_LABEL} characters")
            if printable(label) != label or not set("\t\n").isdisjoint(label):
                raise FigureInvalid("a label has characters that cannot be printed")

    def lengths(self, count: int) -> tuple[float, ...]:
        """Exactly `count` lengths that can be drawn in one picture."""
        lengths = self.numbers(count, count)
        if not all(0 < length <= LONGEST_LENGTH for length in lengths):
            raise FigureInvalid("a length must be greater than 0")
        if max(lengths) > MOST_UNEQUAL * min(lengths):
            raise FigureInvalid("the lengths are too unequal to be drawn together")
        return lengths

    def numbers(self, least: int, most: int) -> tuple[float, ...]:
        """All numbers, from `least` to `most` of them."""
        if not least <= len(self.values) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            raise FigureInvalid(f"{wanted} values are needed, there are {len(self.values)}")
        return self.values

    def texts(self, count: int) -> tuple[str, ...]:
        """Exactly `count` labels; those left out at the end are empty."""
        if len(self.labels) > count:
            raise FigureInvalid(
                f"at most {count} labels have a place, there are {len(self.labels)}"
            )
        return self.labels + ("",) * (count - len(self.labels))


def angle(degrees: float, most: float) -> float:
    """An angle that can be seen.

    Raises:
        FigureInvalid: it is too small or not less than `most`.
    """
    if not 1 <= degrees < most:
        raise FigureInvalid(f"an angle must be from 1 to below {most:g} degrees")
    return degrees


def states(label: str, size: float) -> str:
    """The label, which must state the size that is drawn if it states one at all.

    Raises:
        FigureInvalid: it states another.
    """
    stated = amount(label)
    if stated is None or stated[1] not in SIZES:
        return label
    if not math.isclose(float(stated[0]), size, rel_tol=TOLERANCE, abs_tol=1e-9):
        raise FigureInvalid(f"the label `{label}` stands where {size:g} is drawn")
    return label


def named(vertices: Sequence[str]) -> tuple[str, ...]:
    """Names for all vertices, or for none.

    Raises:
        FigureInvalid: some lack a name, or two share one.
    """
    if not any(vertices):
        return tuple(vertices)
    if not all(vertices) or len(set(vertices)) < len(vertices):
        raise FigureInvalid("vertices need different names, or none at all")
    return tuple(vertices)


def called(vertices: Sequence[str], language: Language) -> tuple[str, ...]:
    """The names of vertices, by the order of the alphabet when they have none."""
    if all(vertices):
        return tuple(vertices)
    return tuple(letters(language)[: len(vertices)])


def listed(parts: Sequence[tuple[str, str]], language: Language) -> str:
    """`name = label` for each part that has a label."""
    comma = "، " if language == "ar" else ", "
    return comma.join(f"{name} = {label}" for name, label in parts if label)


def sentence(what: str, parts: Sequence[tuple[str, str]], language: Language) -> str:
    """One sentence: what it is, then what its labels say."""
    said = listed(parts, language)
    return f"{what}: {said}." if said else f"{what}."


def spoken(arabic: str, english: str, language: Language) -> str:
    """The one of two wordings in this language."""
    return arabic if language == "ar" else english
