"""Eight ways in which squares, circles, sectors and triangles overlap, one area shaded."""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Self

from examcli.exam.figure.canvas import SHADE, Canvas, Point, arc, in_digits, on_circle
from examcli.exam.figure.given import (
    FigureInvalid,
    Given,
    Language,
    angle,
    sentence,
    spoken,
    states,
)

WHITE = "#fff"
MOST_CIRCLES = 6
"""In a box 300 wide a seventh would make their diameters shorter than what is written there."""


def _square(half: float) -> tuple[Point, ...]:
    return ((half, half), (-half, half), (-half, -half), (half, -half))


def _side_name(language: Language) -> str:
    return spoken("طول ضلع المربع", "side of the square", language)


@dataclass(frozen=True)
class _InSquare(ABC):
    """What is drawn in a square. Value: its side. Labels: the side, and the radius inside it."""

    side: float
    side_label: str
    radius_label: str

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check the labels: the radius of all these patterns is half of the side."""
        (side,) = given.lengths(1)
        side_label, radius_label = given.texts(2)
        return cls(side, states(side_label, side), states(radius_label, side / 2))

    def told(self, language: Language) -> str:
        """What is drawn and shaded, and the labels."""
        radius = spoken("نصف القطر", "radius", language)
        parts = [(_side_name(language), self.side_label), (radius, self.radius_label)]
        return sentence(self.words(language), parts, language)

    @abstractmethod
    def words(self, language: Language) -> str:
        """What is drawn and which part is shaded."""

    def _label_side(self, canvas: Canvas) -> None:
        canvas.text((0, -self.side / 2), self.side_label, (0, -1))


class CornerCircles(_InSquare):
    """Quarter circles around the corners of a square; what they leave is shaded."""

    def draw(self, canvas: Canvas) -> None:
        """The square shaded, the quarters white."""
        half = self.side / 2
        corners = _square(half)
        canvas.frame(corners)
        canvas.polygon(corners, SHADE)
        for corner, start in zip(corners, (180, 270, 0, 90), strict=True):
            edge = arc(corner, half, start, start + 90)
            canvas.polygon([corner, *edge], WHITE)
        self._label_side(canvas)
        canvas.text((half, half / 2), self.radius_label, (1, 0))

    def words(self, language: Language) -> str:
        """What is drawn and which part is shaded."""
        return spoken(
            "مربع في أركانه أربعة أرباع دوائر متطابقة مراكزها رؤوسه ونصف قطر كل منها نصف ضلعه، "
            "والمظلل ما بقي من المربع خارجها",
            "Square with four equal quarter circles around its corners, each of half its side; "
            "shaded is what they leave of the square",
            language,
        )


class Rose(_InSquare):
    """Half circles on the four sides of a square overlap in four petals, which are shaded."""

    def draw(self, canvas: Canvas) -> None:
        """Each petal lies between the half circles of two neighbouring sides."""
        half = self.side / 2
        canvas.frame(_square(half))
        for turn in (0, 90, 180, 270):
            right = on_circle((0, 0), half, turn)
            upper = on_circle((0, 0), half, turn + 90)
            petal = [*arc(right, half, turn + 90, turn + 180), *arc(upper, half, turn - 90, turn)]
            canvas.region(petal)
        for turn in (0, 90, 180, 270):
            middle_of_side = on_circle((0, 0), half, turn)
            canvas.curve(arc(middle_of_side, half, turn + 90, turn + 270))
        canvas.polygon(_square(half))
        self._label_side(canvas)

    def words(self, language: Language) -> str:
        """What is drawn and which part is shaded."""
        return spoken(
            "مربع رُسمت داخله أربعة أنصاف دوائر أقطارها أضلاعه، والمظلل البتلات الأربع التي "
            "تتداخل فيها",
            "Square with a half circle inside on each side as diameter; shaded are the four petals "
            "in which they overlap",
            language,
        )


class CircleInSquare(_InSquare):
    """A circle that touches the four sides of its square; the corners are shaded."""

    def draw(self, canvas: Canvas) -> None:
        """The square shaded, the circle white."""
        half = self.side / 2
        canvas.frame(_square(half))
        canvas.polygon(_square(half), SHADE)
        canvas.circle((0, 0), half, WHITE)
        if self.radius_label:
            canvas.line((0, 0), (half, 0))
            canvas.text((half / 2, 0), self.radius_label, (0, 1))
        self._label_side(canvas)

    def words(self, language: Language) -> str:
        """What is drawn and which part is shaded."""
        return spoken(
            "دائرة داخل مربع تمس أضلاعه الأربعة، والمظلل ما بين المربع والدائرة",
            "Circle inside a square, touching its four sides; shaded is what lies between them",
            language,
        )


@dataclass(frozen=True)
class SquareInCircle:
    """A square whose vertices lie on a circle. Value: the radius. Labels: radius, side."""

    radius: float
    labels: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check the labels."""
        (radius,) = given.lengths(1)
        texts = given.texts(2)
        states(texts[0], radius)
        states(texts[1], radius * math.sqrt(2))
        return cls(radius, texts)

    def draw(self, canvas: Canvas) -> None:
        """The circle shaded, the square white."""
        size = self.radius
        canvas.frame(((-size, -size), (size, size)))
        canvas.circle((0, 0), size, SHADE)
        half = size / math.sqrt(2)
        canvas.polygon(_square(half), WHITE)
        if self.labels[0]:
            canvas.line((0, 0), (half, half))
            canvas.dot((0, 0))
            canvas.text((half / 2, half / 2), self.labels[0], (-1, 1), 2)
        canvas.text((0, -half), self.labels[1], (0, 1))

    def told(self, language: Language) -> str:
        """What is drawn and shaded, and the labels."""
        what = spoken(
            "مربع داخل دائرة ورؤوسه عليها، والمظلل ما بين الدائرة والمربع",
            "Square inside a circle, its vertices on it; shaded is what lies between them",
            language,
        )
        radius = spoken("نصف قطر الدائرة", "radius of the circle", language)
        parts = [(radius, self.labels[0]), (_side_name(language), self.labels[1])]
        return sentence(what, parts, language)


@dataclass(frozen=True)
class SquareAtCentre:
    """A square with a vertex at the centre of a circle.

    Values: radius, side, and how many quarters of the circle are shaded: 1 (what both share) or
    3. Labels: radius, side.
    """

    radius: float
    side: float
    quarters: int
    labels: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check that the square reaches the circle, and the labels."""
        radius, side, quarters = given.numbers(3, 3)
        Given((radius, side), ()).lengths(2)
        if side < radius:
            raise FigureInvalid("the square is too small to cover a quarter of the circle")
        if quarters not in {1, 3}:
            raise FigureInvalid("1 or 3 quarters of the circle are shaded")
        texts = given.texts(2)
        states(texts[0], radius)
        states(texts[1], side)
        return cls(radius, side, int(quarters), texts)

    def draw(self, canvas: Canvas) -> None:
        """The square to the upper right of the centre."""
        size, side = self.radius, self.side
        square = ((0.0, 0.0), (side, 0.0), (side, side), (0.0, side))
        canvas.frame(((-size, -size), (side, side)))
        start, end = (0, 90) if self.quarters == 1 else (90, 360)
        canvas.region([(0, 0), *arc((0, 0), size, start, end)])
        canvas.circle((0, 0), size)
        canvas.polygon(square)
        canvas.dot((0, 0))
        rim = on_circle((0, 0), size, 215)
        if self.labels[0]:
            canvas.line((0, 0), rim)
        canvas.text((rim[0] / 2, rim[1] / 2), self.labels[0], (0.6, -1))
        canvas.text((side / 2, side), self.labels[1], (0, 1))

    def told(self, language: Language) -> str:
        """What is drawn and shaded, and the labels."""
        shaded = (
            spoken("المشترك بينهما", "what both share", language)
            if self.quarters == 1
            else spoken("جزء الدائرة خارج المربع", "the circle outside the square", language)
        )
        what = spoken(
            f"دائرة ومربع أحد رؤوسه مركزها، والمظلل {shaded}",
            f"Circle and a square with one vertex at its centre; shaded is {shaded}",
            language,
        )
        radius = spoken("نصف قطر الدائرة", "radius of the circle", language)
        parts = [(radius, self.labels[0]), (_side_name(language), self.labels[1])]
        return sentence(what, parts, language)


@dataclass(frozen=True)
class TangentCircles:
    """Three equal circles that touch each other; the gap is shaded. Value and label: radius."""

    radius: float
    label: str

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check the label."""
        (radius,) = given.lengths(1)
        return cls(radius, states(given.texts(1)[0], radius))

    def draw(self, canvas: Canvas) -> None:
        """The gap lies between three arcs of a sixth of a circle."""
        size = self.radius
        centres = [(0.0, math.sqrt(3) * size), (-size, 0.0), (size, 0.0)]
        canvas.frame(((-2 * size, -size), (2 * size, (math.sqrt(3) + 1) * size)))
        starts = (240, 0, 120)
        gap = [
            *arc(centres[1], size, starts[1], 60),
            *arc(centres[0], size, starts[0], 300),
            *arc(centres[2], size, starts[2], 180),
        ]
        canvas.region(gap)
        for centre in centres:
            canvas.circle(centre, size)
            canvas.dot(centre)
        if self.label:
            canvas.line(centres[0], on_circle(centres[0], size, 30))
            canvas.text(on_circle(centres[0], size / 2, 30), self.label, (-0.5, 1), 2)

    def told(self, language: Language) -> str:
        """What is drawn and shaded, and the label."""
        what = spoken(
            "ثلاث دوائر متطابقة تمس كل منها الأخريين، والمظلل ما انحصر بينها",
            "Three equal circles that touch each other; shaded is the gap between them",
            language,
        )
        return sentence(what, [(spoken("نصف القطر", "radius", language), self.label)], language)


@dataclass(frozen=True)
class Segment:
    """A sector without its triangle. Values: radius, central angle.

    Labels: the centre, both ends of the chord, the radius, the angle.
    """

    radius: float
    degrees: float
    labels: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check the angle and the labels."""
        radius, degrees = given.numbers(2, 2)
        Given((radius,), ()).lengths(1)
        angle(degrees, 180)
        texts = given.texts(5)
        states(texts[3], radius)
        states(texts[4], degrees)
        return cls(radius, degrees, texts)

    def draw(self, canvas: Canvas) -> None:
        """Radii, chord, and the shaded part beyond the chord."""
        centre, size = (0.0, 0.0), self.radius
        start = 90 - self.degrees / 2
        edge = arc(centre, size, start, start + self.degrees)
        canvas.frame(((-size, -size), (size, size)))
        canvas.region(edge)
        canvas.circle(centre, size)
        canvas.polygon([centre, edge[0], edge[-1]])
        canvas.dot(centre)
        canvas.text(centre, self.labels[0], (0, -1), 6)
        canvas.text(edge[0], self.labels[1], edge[0])
        canvas.text(edge[-1], self.labels[2], edge[-1])
        beside = on_circle((0, 0), 1, start - 90)
        canvas.text(on_circle(centre, size / 2, start), self.labels[3], beside)
        canvas.text(on_circle(centre, size * 0.42, 90), self.labels[4])

    def told(self, language: Language) -> str:
        """What is drawn and shaded, and the labels."""
        centre, start, end, radius, degrees = self.labels
        what = spoken(
            "قطاع دائري رُسم فيه الوتر الواصل بين طرفي قوسه، والمظلل ما بين الوتر والقوس",
            "Sector of a circle with the chord between the ends of its arc; shaded is what lies "
            "between chord and arc",
            language,
        )
        names = ("المركز", "الوتر", "نصف القطر", "الزاوية المركزية")
        if language == "en":
            names = ("centre", "chord", "radius", "central angle")
        chord = f"{start} {end}".strip()
        parts = list(zip(names, (centre, chord, radius, degrees), strict=True))
        return sentence(what, parts, language)


@dataclass(frozen=True)
class CirclesInRectangle:
    """Equal circles in a row fill a rectangle.

    Values: radius, count. Labels: radius, length, width.
    """

    radius: float
    count: int
    labels: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check the count and the labels."""
        radius, count = given.numbers(2, 2)
        Given((radius,), ()).lengths(1)
        if count not in range(2, MOST_CIRCLES + 1):
            raise FigureInvalid(f"2 to {MOST_CIRCLES} circles stand in a row")
        texts = given.texts(3)
        for label, size in zip(texts, (radius, 2 * radius * count, 2 * radius), strict=True):
            states(label, size)
        return cls(radius, int(count), texts)

    def draw(self, canvas: Canvas) -> None:
        """The rectangle shaded, the circles white."""
        size, length = self.radius, 2 * self.radius * self.count
        corners = ((0.0, 0.0), (length, 0.0), (length, 2 * size), (0.0, 2 * size))
        canvas.frame(corners)
        canvas.polygon(corners, SHADE)
        for place in range(self.count):
            canvas.circle(((2 * place + 1) * size, size), size, WHITE)
        last = ((2 * self.count - 1) * size, size)
        if self.labels[0]:
            canvas.line(last, (length, size))
            canvas.text((length - size / 2, size), self.labels[0], (-0.3, 1), 2)
        canvas.text((length / 2, 0), self.labels[1], (0, -1))
        canvas.text((length, size), self.labels[2], (1, 0))

    def told(self, language: Language) -> str:
        """What is drawn and shaded, and the labels."""
        count = in_digits(self.count, language)
        what = spoken(
            f"مستطيل فيه صف من الدوائر المتطابقة عددها {count}، تمس كل منها جارتها وأضلاع "
            "المستطيل، والمظلل ما بين المستطيل والدوائر",
            f"Rectangle with a row of {count} equal circles that touch each other and its sides; "
            "shaded is what lies between rectangle and circles",
            language,
        )
        names = ("نصف القطر", "طول المستطيل", "عرض المستطيل")
        if language == "en":
            names = ("radius", "length", "width")
        return sentence(what, list(zip(names, self.labels, strict=True)), language)
