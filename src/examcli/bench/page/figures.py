"""What the template makes a page of, besides the report itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from examcli.bench.tables import Table

Row = Sequence[str]


@dataclass(frozen=True)
class Figure:
    """A plot under the sentence it proves, with the numbers it was drawn from folded below.

    `plot` is SVG. The legend has a sign, the role of its colour, and a name.
    """

    title: str
    plot: str
    note: str
    table: Table
    legend: Sequence[Row] = ()


@dataclass(frozen=True)
class Section:
    """A heading and its figures; it is left out where there are none."""

    title: str
    figures: Sequence[Figure]
