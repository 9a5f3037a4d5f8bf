"""Bar, line and pie charts: a title, and a number for each name."""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Self

from examcli.exam.figure.canvas import Canvas, arc, in_digits, on_circle, text_width
from examcli.exam.figure.given import FigureInvalid, Given, Language, listed, spoken, states
from examcli.exam.number import amount

FEWEST, MOST = 2, 10
"""One value compares nothing; more than ten names overlap below their bars."""
MOST_SLICES = 8
"""As many as there are greys that print as different ones side by side."""
PLOT_WIDTH, PLOT_HEIGHT = 300.0, 170.0
"""The canvas, less what titles and names take above and below."""
LINE_HEIGHT, MOST_LEVELS = 17.0, 3
"""A line of text and its leading; names that are too wide take turns on so many lines."""
NARROW_DEGREES = 40
"""Below this a number is wider than the middle of its slice, and stands further out."""
GREYS = ("#d9d9d9", "#f4f4f4", "#bdbdbd", "#e8e8e8", "#a8a8a8", "#fafafa", "#cccccc", "#ededed")


@dataclass(frozen=True)
class _Series(ABC):
    """Values: one number, not negative, for each name. Labels: the title, then the names."""

    title: str
    names: tuple[str, ...]
    numbers: tuple[float, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check that every number has its own name."""
        numbers = given.numbers(FEWEST, MOST)
        title, *names = given.texts(len(numbers) + 1)
        if min(numbers) < 0 or max(numbers) == 0:
            raise FigureInvalid("a chart needs numbers that are not negative, nor all 0")
        if not all(names) or len(set(names)) < len(names):
            raise FigureInvalid("every number in a chart needs a name of its own")
        return cls(title, tuple(names), numbers)

    @property
    def step(self) -> float:
        """The distance between the marks of the axis: at most six of them, at round numbers."""
        rough = max(self.numbers) / 5
        power = 10.0 ** math.floor(math.log10(rough))
        return power * next(times for times in (1, 2, 5, 10) if times * power >= rough)

    @property
    def top(self) -> float:
        """The highest mark of the axis."""
        return self.step * math.ceil(max(self.numbers) / self.step)

    def places(self, canvas: Canvas) -> list[float]:
        """Where each name stands; the first one on the side where reading begins."""
        slot = PLOT_WIDTH / len(self.numbers)
        ordered = [slot * (place + 0.5) for place in range(len(self.numbers))]
        return ordered[::-1] if canvas.language == "ar" else ordered

    def draw_axes(self, canvas: Canvas) -> None:
        """Axis, marks, names and title."""
        canvas.frame(((0, 0), (PLOT_WIDTH, PLOT_HEIGHT)))
        for mark in range(round(self.top / self.step) + 1):
            level = PLOT_HEIGHT * mark * self.step / self.top
            canvas.line((0, level), (PLOT_WIDTH, level), "faint" if mark else "")
            canvas.text((0, level), canvas.number(mark * self.step), (-1, 0))
        canvas.line((0, 0), (0, PLOT_HEIGHT))
        self._draw_names(canvas)
        canvas.text((PLOT_WIDTH / 2, PLOT_HEIGHT), self.title, (0, 1), 22)

    def _draw_names(self, canvas: Canvas) -> None:
        """Names on as few lines as they fit; where even words are too wide, at several levels."""
        slot = PLOT_WIDTH / len(self.numbers)
        wrapped = [_lines(name, slot) for name in self.names]
        widest = max(text_width(line) for lines in wrapped for line in lines)
        levels = min(math.ceil(widest / slot), MOST_LEVELS)
        step = LINE_HEIGHT * max(map(len, wrapped))
        for number, (place, lines) in enumerate(zip(self.places(canvas), wrapped, strict=True)):
            for row, line in enumerate(lines):
                drop = step * (number % levels) + LINE_HEIGHT * row
                canvas.text((place, 0), line, (0, -1), 5 + drop)

    def told(self, language: Language) -> str:
        """The title and every number with its name."""
        shown = [in_digits(number, language) for number in self.numbers]
        title = f" ({self.title})" if self.title else ""
        parts = listed(list(zip(self.names, shown, strict=True)), language)
        return f"{self.words(language)}{title}: {parts}."

    @abstractmethod
    def words(self, language: Language) -> str:
        """What kind of chart it is."""


class BarChart(_Series):
    """One bar for each name."""

    def draw(self, canvas: Canvas) -> None:
        """Grey bars with their numbers on top."""
        self.draw_axes(canvas)
        half = PLOT_WIDTH / len(self.numbers) * 0.3
        for place, number in zip(self.places(canvas), self.numbers, strict=True):
            high = PLOT_HEIGHT * number / self.top
            corners = ((place - half, 0), (place + half, 0), (place + half, high))
            canvas.polygon((*corners, (place - half, high)), "#c4c4c4")
            canvas.text((place, high), canvas.number(number), (0, 1), 2)

    def words(self, language: Language) -> str:
        """What kind of chart it is."""
        return spoken("تمثيل بالأعمدة", "Bar chart", language)


class LineChart(_Series):
    """One point for each name, joined in their order."""

    def draw(self, canvas: Canvas) -> None:
        """A line with points and their numbers."""
        self.draw_axes(canvas)
        points = [
            (place, PLOT_HEIGHT * number / self.top)
            for place, number in zip(self.places(canvas), self.numbers, strict=True)
        ]
        canvas.curve(points)
        for point, number in zip(points, self.numbers, strict=True):
            canvas.dot(point)
            canvas.text(point, canvas.number(number), (0, 1), 5)

    def words(self, language: Language) -> str:
        """What kind of chart it is."""
        return spoken("تمثيل بالخطوط", "Line chart", language)


@dataclass(frozen=True)
class PieChart:
    """Values: the size of each slice. Labels: the title, the names, then what each slice says.

    A slice may say a percentage, degrees, its size, or nothing where that is asked for.
    """

    title: str
    names: tuple[str, ...]
    sizes: tuple[float, ...]
    shown: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check names, and what each slice says against its share."""
        sizes = given.numbers(FEWEST, MOST_SLICES)
        texts = given.texts(1 + 2 * len(sizes))
        names, shown = texts[1 : len(sizes) + 1], texts[len(sizes) + 1 :]
        if min(sizes) <= 0 or min(sizes) < sum(sizes) / 100:
            raise FigureInvalid("a slice is too small to be drawn")
        if not all(names) or len(set(names)) < len(names):
            raise FigureInvalid("every slice needs a name of its own")
        for label, size in zip(shown, sizes, strict=True):
            _check_share(label, size, sum(sizes))
        return cls(texts[0], names, sizes, shown)

    def draw(self, canvas: Canvas) -> None:
        """Slices with the clock from the top; what they say inside, their names outside."""
        size = 1.0
        canvas.frame(((-size, -size), (size, size)))
        start = 90.0
        for place, part in enumerate(self.sizes):
            sweep = 360 * part / sum(self.sizes)
            edge = arc((0, 0), size, start, start - sweep)
            canvas.polygon([(0.0, 0.0), *edge], GREYS[place])
            half = start - sweep / 2
            is_narrow = sweep < NARROW_DEGREES
            canvas.text(on_circle((0, 0), 0.85 if is_narrow else 0.66, half), self.shown[place])
            edge_point, drop = on_circle((0, 0), size, half), LINE_HEIGHT * (place % 2)
            canvas.text(edge_point, self.names[place], edge_point, 4 + is_narrow * drop)
            start -= sweep
        canvas.circle((0, 0), size)
        canvas.text((0, size), self.title, (0, 1), 30 + LINE_HEIGHT)

    def told(self, language: Language) -> str:
        """The title, and what each slice says; of the others, only that they are there."""
        unknown = spoken("غير مكتوب", "not written", language)
        parts = [(n, s or unknown) for n, s in zip(self.names, self.shown, strict=True)]
        title = f" ({self.title})" if self.title else ""
        what = spoken("تمثيل بالقطاعات الدائرية", "Pie chart", language)
        return f"{what}{title}: {listed(parts, language)}."


def _lines(name: str, width: float) -> list[str]:
    """The words of a name on lines of this many pixels; a longer word has a line of its own."""
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _check_share(label: str, size: float, total: float) -> None:
    """Hold a stated percentage or angle to the share that is drawn."""
    stated = amount(label)
    whole = {"%": 100.0, "°": 360.0}.get(stated[1]) if stated else None
    if whole is None:
        states(label, size)
    elif stated and abs(float(stated[0]) - whole * size / total) > whole / 100:
        raise FigureInvalid(f"the slice `{label}` is drawn as {whole * size / total:.3g}")
