"""Four-sided figures; vertices run from the top right, against the clock."""

import math
from dataclasses import dataclass
from typing import Self

from examcli.exam.figure.canvas import Canvas, Point, middle
from examcli.exam.figure.given import (
    FigureInvalid,
    Given,
    Language,
    angle,
    named,
    sentence,
    spoken,
    states,
)


def _outline(canvas: Canvas, corners: tuple[Point, ...], vertices: tuple[str, ...]) -> None:
    canvas.frame(corners)
    canvas.polygon(corners)
    heart = middle(corners)
    if not any(vertices):
        return
    for corner, name in zip(corners, vertices, strict=True):
        canvas.text(corner, name, (corner[0] - heart[0], corner[1] - heart[1]), 3)


def _titled(arabic: str, english: str, vertices: tuple[str, ...], language: Language) -> str:
    names = " ".join(vertices) if language == "ar" else "".join(vertices)
    return f"{spoken(arabic, english, language)} {names}".strip()


@dataclass(frozen=True)
class Rectangle:
    """Values: width and height. Labels: four vertices, width, height, diagonal."""

    width: float
    height: float
    vertices: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check the labels against width, height and diagonal."""
        width, height = given.lengths(2)
        texts = given.texts(7)
        for label, size in zip(texts[4:], (width, height, math.hypot(width, height)), strict=True):
            states(label, size)
        return cls(width, height, named(texts[:4]), texts[4:])

    def draw(self, canvas: Canvas) -> None:
        """A rectangle with its diagonal if that is labelled."""
        wide, high = self.width, self.height
        _outline(canvas, ((wide, high), (0, high), (0, 0), (wide, 0)), self.vertices)
        canvas.text((wide / 2, 0), self.labels[0], (0, -1))
        canvas.text((wide, high / 2), self.labels[1], (1, 0))
        if self.labels[2]:
            canvas.line((wide, high), (0, 0))
            share = 0.5 if wide >= high else 0.7  # where there is more room beside it
            canvas.text((wide * share, high * share), self.labels[2], (-high, wide))

    def told(self, language: Language) -> str:
        """Its labelled lengths."""
        is_square = math.isclose(self.width, self.height)
        kind = ("مربع", "Square") if is_square else ("مستطيل", "Rectangle")
        names = ("الطول الأفقي", "الطول الرأسي", "القطر")
        if language == "en":
            names = ("horizontal side", "vertical side", "diagonal")
        what = _titled(*kind, self.vertices, language)
        return sentence(what, list(zip(names, self.labels, strict=True)), language)


@dataclass(frozen=True)
class Parallelogram:
    """Values: base, slanted side, acute angle in degrees.

    Labels: four vertices, base, slanted side, the angle, the height on the base.
    """

    base: float
    side: float
    degrees: float
    vertices: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check lengths, angle and labels."""
        base, side, degrees = given.numbers(3, 3)
        Given((base, side), ()).lengths(2)
        angle(degrees, 91)
        texts = given.texts(8)
        height = side * math.sin(math.radians(degrees))
        for label, size in zip(texts[4:], (base, side, degrees, height), strict=True):
            states(label, size)
        return cls(base, side, degrees, named(texts[:4]), texts[4:])

    def draw(self, canvas: Canvas) -> None:
        """A slanted outline, its acute angle at the lower left."""
        lean = self.side * math.cos(math.radians(self.degrees))
        high = self.side * math.sin(math.radians(self.degrees))
        corners = ((self.base + lean, high), (lean, high), (0.0, 0.0), (self.base, 0.0))
        _outline(canvas, corners, self.vertices)
        canvas.text((self.base / 2, 0), self.labels[0], (0, -1))
        canvas.text((self.base + lean / 2, high / 2), self.labels[1], (high, -lean))
        if self.labels[2]:
            sides = (corners[3], corners[1])
            canvas.angle(corners[2], sides, self.labels[2], middle(corners))
        if self.labels[3]:
            canvas.line((lean, high), (lean, 0), "dashed")
            canvas.right_angle((lean, 0), (lean, high), (self.base + lean, 0))
            canvas.text((lean, high / 2), self.labels[3], (1, 0))

    def told(self, language: Language) -> str:
        """Its labelled lengths and angle."""
        names = ("القاعدة", "الضلع المائل", "الزاوية الحادة", "الارتفاع على القاعدة")
        if language == "en":
            names = ("base", "slanted side", "acute angle", "height on the base")
        what = _titled("متوازي أضلاع", "Parallelogram", self.vertices, language)
        return sentence(what, list(zip(names, self.labels, strict=True)), language)


@dataclass(frozen=True)
class Rhombus:
    """Values: the horizontal and the vertical diagonal. Labels: four vertices, both, a side."""

    across: float
    upright: float
    vertices: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check the labels against diagonals and side."""
        across, upright = given.lengths(2)
        texts = given.texts(7)
        sizes = (across, upright, math.hypot(across, upright) / 2)
        for label, size in zip(texts[4:], sizes, strict=True):
            states(label, size)
        return cls(across, upright, named(texts[:4]), texts[4:])

    def draw(self, canvas: Canvas) -> None:
        """Outline and dashed diagonals."""
        x, y = self.across / 2, self.upright / 2
        corners = ((0, y), (-x, 0), (0, -y), (x, 0))
        _outline(canvas, corners, self.vertices)
        canvas.line((-x, 0), (x, 0), "dashed")
        canvas.line((0, -y), (0, y), "dashed")
        canvas.text((-x / 2, 0), self.labels[0], (0, -1))
        canvas.text((0, y / 3), self.labels[1], (1, 0))
        canvas.text((x / 2, -y / 2), self.labels[2], (y, -x))

    def told(self, language: Language) -> str:
        """Its labelled lengths."""
        names = ("القطر الأفقي", "القطر الرأسي", "طول الضلع")
        if language == "en":
            names = ("horizontal diagonal", "vertical diagonal", "side")
        what = _titled("معين", "Rhombus", self.vertices, language)
        return sentence(what, list(zip(names, self.labels, strict=True)), language)


@dataclass(frozen=True)
class Trapezoid:
    """Values: lower base, upper base, height; and how far the upper base begins from the left.

    Without the fourth it is isosceles. Labels: four vertices, lower and upper base, height, right
    leg.
    """

    lower: float
    upper: float
    height: float
    offset: float
    vertices: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check lengths, the place of the upper base, and labels."""
        values = given.numbers(3, 4)
        lower, upper, height = Given(values[:3], ()).lengths(3)
        offset = values[3] if len(values) == 4 else (lower - upper) / 2
        if math.isclose(lower, upper) or not abs(offset) <= max(lower, upper):
            raise FigureInvalid("a trapezoid has two bases of different length, one over the other")
        texts = given.texts(8)
        leg = math.hypot(lower - upper - offset, height)
        for label, size in zip(texts[4:], (lower, upper, height, leg), strict=True):
            states(label, size)
        return cls(lower, upper, height, offset, named(texts[:4]), texts[4:])

    def draw(self, canvas: Canvas) -> None:
        """Both bases level, the height dashed where it is labelled."""
        left, right = self.offset, self.offset + self.upper
        corners = ((right, self.height), (left, self.height), (0.0, 0.0), (self.lower, 0.0))
        _outline(canvas, corners, self.vertices)
        canvas.text((self.lower / 2, 0), self.labels[0], (0, -1))
        canvas.text(((left + right) / 2, self.height), self.labels[1], (0, 1))
        if self.labels[2]:
            foot = max(left, 0.0) if left >= 0 else 0.0
            canvas.line((foot, self.height), (foot, 0), "dashed")
            canvas.right_angle((foot, 0.0), (foot, self.height), (self.lower, 0.0))
            canvas.text((foot, self.height / 2), self.labels[2], (1, 0))
        away = (self.height, self.lower - right)
        canvas.text(((right + self.lower) / 2, self.height / 2), self.labels[3], away)

    def told(self, language: Language) -> str:
        """Its labelled lengths."""
        names = ("القاعدة السفلى", "القاعدة العليا", "الارتفاع", "الساق اليمنى")
        if language == "en":
            names = ("lower base", "upper base", "height", "right leg")
        what = _titled("شبه منحرف", "Trapezoid", self.vertices, language)
        return sentence(what, list(zip(names, self.labels, strict=True)), language)
