"""Figures: a closed set of pictures, drawn from numbers and never from a model's markup.

A figure is a kind, the numbers that it is drawn from, and the labels that it shows. The numbers
give true proportions; what a student is told is in the labels alone, so a length that is asked
for can be drawn without being named. A `Figure` that exists is sound: its numbers are possible,
its labels short and printable, and a label that states a size states the one that is drawn.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from examcli.errors import DocumentInvalid
from examcli.exam.figure.canvas import Canvas
from examcli.exam.figure.charts import BarChart, LineChart, PieChart
from examcli.exam.figure.circles import Circle, Sector
from examcli.exam.figure.given import FigureInvalid, Given, Language, Shape
from examcli.exam.figure.grids import CoordinateGrid, Table
from examcli.exam.figure.overlaps import (
    CircleInSquare,
    CirclesInRectangle,
    CornerCircles,
    Rose,
    Segment,
    SquareAtCentre,
    SquareInCircle,
    TangentCircles,
)
from examcli.exam.figure.quadrilaterals import Parallelogram, Rectangle, Rhombus, Trapezoid
from examcli.exam.figure.triangles import Triangle
from examcli.exam.script import ARABIC_CHARACTER

__all__ = ["KINDS", "Figure", "FigureInvalid", "description", "parsed", "svg"]

KINDS: Mapping[str, type[Shape]] = {
    "triangle": Triangle,
    "rectangle": Rectangle,
    "parallelogram": Parallelogram,
    "rhombus": Rhombus,
    "trapezoid": Trapezoid,
    "circle": Circle,
    "sector": Sector,
    "corner-circles": CornerCircles,
    "square-at-centre": SquareAtCentre,
    "rose": Rose,
    "tangent-circles": TangentCircles,
    "segment": Segment,
    "circles-in-rectangle": CirclesInRectangle,
    "circle-in-square": CircleInSquare,
    "square-in-circle": SquareInCircle,
    "bar-chart": BarChart,
    "line-chart": LineChart,
    "pie-chart": PieChart,
    "table": Table,
    "coordinate-grid": CoordinateGrid,
}
FIELDS: frozenset[str] = frozenset({"kind", "values", "labels"})
MOST_VALUES = 24
"""Three charts' worth: no figure takes as many, and an answer cannot make us draw for hours."""
MOST_LABELS = 60
"""Nearly the cells of the largest table, 7 × 9, which nobody reads full."""


@dataclass(frozen=True)
class Figure:
    """What is drawn (`kind`), from which numbers, with which labels; see the module docstring.

    Raises:
        FigureInvalid: the numbers or labels make no such figure; the message says why.
    """

    kind: str
    values: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    shape: Shape = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise FigureInvalid(f"there is no figure `{self.kind[:40]}`")
        shape = KINDS[self.kind].of(Given(self.values, self.labels))
        object.__setattr__(self, "shape", shape)

    @property
    def language(self) -> Language:
        """The language of the labels; Arabic when there are none."""
        written = "".join(self.labels)
        return "en" if written and not ARABIC_CHARACTER.search(written) else "ar"

    def document(self) -> dict[str, object]:
        """The figure as JSON has it; `parsed` reads it back."""
        return {"kind": self.kind, "values": list(self.values), "labels": list(self.labels)}

    @classmethod
    def from_json(cls, text: str) -> "Figure":
        """The figure whose `document` was kept as JSON.

        Raises:
            DocumentInvalid: the text is none.
        """
        try:
            return parsed(json.loads(text))
        except (ValueError, RecursionError) as error:
            raise DocumentInvalid("the figure is not as it was written") from error


def parsed(document: object) -> Figure:
    """A figure from what a model or a file says it is.

    Raises:
        FigureInvalid: it is none; the message says why.
    """
    if not isinstance(document, Mapping):
        raise FigureInvalid("a figure is an object with kind, values and labels")
    unknown = [name for name in document if name not in FIELDS]
    if unknown:
        raise FigureInvalid(f"a figure has no field `{str(unknown[0])[:40]}`")
    return Figure(
        kind=str(document.get("kind", "")).strip().lower(),
        values=_numbers(document.get("values", [])),
        labels=_texts(document.get("labels", [])),
    )


def svg(figure: Figure, language: Language = "") -> str:
    """The picture as one SVG element: everything escaped, nothing loaded, title and text inside.

    Without a language it speaks that of its labels.
    """
    canvas = Canvas(language or figure.language)
    figure.shape.draw(canvas)
    return canvas.svg(figure.shape.told(canvas.language))


def description(figure: Figure, language: Language = "") -> str:
    """The figure in words, enough to answer from without seeing it."""
    return figure.shape.told(language or figure.language)


def _numbers(values: object) -> tuple[float, ...]:
    if not isinstance(values, list | tuple) or len(values) > MOST_VALUES:
        raise FigureInvalid(f"values are a list of at most {MOST_VALUES} numbers")
    numbers: list[float] = []
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise FigureInvalid("values are numbers")
        if not abs(value) <= 10**9:  # also refuses a NaN
            raise FigureInvalid("a value is too large to be drawn")
        numbers.append(float(value))
    return tuple(numbers)


def _texts(labels: object) -> tuple[str, ...]:
    if not isinstance(labels, list | tuple) or len(labels) > MOST_LABELS:
        raise FigureInvalid(f"labels are a list of at most {MOST_LABELS} texts")
    if not all(isinstance(label, str) for label in labels):
        raise FigureInvalid("labels are texts")
    return tuple(str(label).strip() for label in labels)
