"""Tables, and points in the coordinate plane."""

import math
from dataclasses import dataclass
from typing import Self

from examcli.exam.figure.canvas import Canvas, in_digits, middle, text_width
from examcli.exam.figure.given import FigureInvalid, Given, Language, spoken

MOST_COLUMNS, MOST_ROWS = 7, 9
"""What fits into the column of a printed page; a question needs no larger table."""
ROW_HEIGHT, LETTER_WIDTH, NARROWEST = 26.0, 8.6, 44.0
"""A line with air, a wide letter of the canvas's font, a column of one digit."""
NEAREST, FARTHEST = 2, 12
"""Axes show at least that much on each side of 0; beyond the latter nobody counts lines."""
ROOMY = 9
"""Up to so many units a unit is wider than a name, and one of them is margin enough."""
MOST_POINTS = 8
"""An octagon; more named points than that hide each other."""


@dataclass(frozen=True)
class Table:
    """Value: how many columns. Labels: the title, then every cell, row by row, headings first."""

    title: str
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check that the cells fill whole rows."""
        (columns,) = given.numbers(1, 1)
        if columns not in range(2, MOST_COLUMNS + 1):
            raise FigureInvalid(f"a table has 2 to {MOST_COLUMNS} columns")
        width, cells = int(columns), given.labels[1:]
        if len(cells) % width or not 2 <= len(cells) // width <= MOST_ROWS:
            raise FigureInvalid(f"{len(cells)} cells do not make rows of {width}")
        rows = tuple(cells[start : start + width] for start in range(0, len(cells), width))
        return cls(given.labels[0], rows)

    def draw(self, canvas: Canvas) -> None:
        """The first column on the side where reading begins; headings on grey."""
        columns = list(zip(*self.rows, strict=True))
        widths = [max(NARROWEST, 16 + LETTER_WIDTH * max(map(len, cells))) for cells in columns]
        total, high = sum(widths), ROW_HEIGHT * len(self.rows)
        canvas.frame(((0, 0), (300, 210)))
        canvas.region(((0, 0), (total, 0), (total, -ROW_HEIGHT), (0, -ROW_HEIGHT)), "#e8e8e8")
        for row in range(len(self.rows) + 1):
            canvas.line((0, -row * ROW_HEIGHT), (total, -row * ROW_HEIGHT))
        canvas.line((0, 0), (0, -high))
        canvas.line((total, 0), (total, -high))
        edge = 0.0
        for width, cells in zip(widths, columns, strict=True):
            centre = edge + width / 2
            edge += width
            is_mirrored = canvas.language == "ar"
            for row, cell in enumerate(cells):
                place = total - centre if is_mirrored else centre
                canvas.text((place, -(row + 0.5) * ROW_HEIGHT), cell)
            border = total - edge if is_mirrored else edge
            canvas.line((border, 0), (border, -high))
        canvas.text((total / 2, 0), self.title, (0, 1), 6)

    def told(self, language: Language) -> str:
        """One line for each row, cells divided by bars."""
        title = f" ({self.title})" if self.title else ""
        lines = [" | ".join(cell or "—" for cell in row) for row in self.rows]
        return "\n".join([f"{spoken('جدول', 'Table', language)}{title}:", *lines])


@dataclass(frozen=True)
class CoordinateGrid:
    """Values: x and y of each point in turn. Labels: a name for each.

    Two points are joined by a segment, three or more by a polygon in their order.
    """

    points: tuple[tuple[float, float], ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check that all points are on the sheet and differ."""
        values = given.numbers(2, 2 * MOST_POINTS)
        if len(values) % 2:
            raise FigureInvalid("a point has two coordinates")
        if not all(abs(value) <= FARTHEST and 2 * value % 1 == 0 for value in values):
            raise FigureInvalid(f"coordinates are whole or half, from −{FARTHEST} to {FARTHEST}")
        points = tuple(zip(values[::2], values[1::2], strict=True))
        if len(set(points)) < len(points):
            raise FigureInvalid("two points are the same")
        return cls(points, given.texts(len(points)))

    def draw(self, canvas: Canvas) -> None:
        """A grid of whole numbers around the origin and all points, numbered at its edges."""
        left, right = self._span(0)
        bottom, top = self._span(1)
        canvas.frame(((left, bottom), (right, top)))
        for x in range(left, right + 1):
            canvas.line((x, bottom), (x, top), "faint" if x else "")
            if left < x < right:
                self._mark(canvas, x, (x, bottom), (0, -1))
        for y in range(bottom, top + 1):
            canvas.line((left, y), (right, y), "faint" if y else "")
            if bottom < y < top:
                self._mark(canvas, y, (left, y), (-1, 0))
        canvas.text((right, 0), spoken("س", "x", canvas.language), (1, 0))
        canvas.text((0, top), spoken("ص", "y", canvas.language), (0, 1))
        if len(self.points) == 2:
            canvas.line(*self.points)
        elif len(self.points) > 2:
            canvas.polygon(self.points)
        heart = middle(self.points)
        for point, name in zip(self.points, self.names, strict=True):
            canvas.dot(point)
            away = (point[0] - heart[0], point[1] - heart[1])
            canvas.text(point, name, away if any(away) else (1, 1))

    def _mark(
        self, canvas: Canvas, number: int, at: tuple[float, float], away: tuple[int, int]
    ) -> None:
        widest = text_width(
            canvas.number(-max(abs(value) for point in self.points for value in point))
        )
        spacing = next(step for step in (1, 2, 4) if step > 2 or step >= widest * canvas.pixel)
        if number % spacing == 0:
            canvas.text(at, canvas.number(number), away, 2)

    def _span(self, axis: int) -> tuple[int, int]:
        places = [point[axis] for point in self.points]
        first, last = math.floor(min(0, *places)), math.ceil(max(0, *places))
        margin = 1 if last - first <= ROOMY else 2  # room for a name beyond the outermost point
        return min(first - margin, -NEAREST), max(last + margin, NEAREST)

    def told(self, language: Language) -> str:
        """Every point with its coordinates, and what joins them."""
        comma = spoken("، ", ", ", language)
        shown = [
            f"{name} ({in_digits(x, language)}{comma}{in_digits(y, language)})".strip()
            for name, (x, y) in zip(self.names, self.points, strict=True)
        ]
        joined = {1: ("نقطة", "Point"), 2: ("قطعة مستقيمة طرفاها", "Segment between")}
        arabic, english = joined.get(len(self.points), ("مضلع رؤوسه", "Polygon with vertices"))
        plane = spoken("في المستوى الإحداثي: ", "In the coordinate plane: ", language)
        return f"{plane}{spoken(arabic, english, language)} {comma.join(shown)}."
