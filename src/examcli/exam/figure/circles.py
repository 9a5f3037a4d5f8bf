"""Circles and sectors."""

from dataclasses import dataclass
from typing import Self

from examcli.exam.figure.canvas import Canvas, arc, on_circle
from examcli.exam.figure.given import Given, Language, angle, sentence, spoken, states

NARROW_DEGREES = 40
"""Below this the degrees do not fit where the radii are near, and stand further out."""


@dataclass(frozen=True)
class Circle:
    """Value: the radius. Labels: the centre, the radius, the diameter."""

    radius: float
    labels: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check the labels against radius and diameter."""
        (radius,) = given.lengths(1)
        texts = given.texts(3)
        states(texts[1], radius)
        states(texts[2], 2 * radius)
        return cls(radius, texts)

    def draw(self, canvas: Canvas) -> None:
        """The circle, its centre, and what is labelled of radius and diameter."""
        centre, size = (0.0, 0.0), self.radius
        canvas.frame(((-size, -size), (size, size)))
        canvas.circle(centre, size)
        canvas.dot(centre)
        canvas.text(centre, self.labels[0], (-0.6, -1), 6)
        if self.labels[1]:
            canvas.line(centre, on_circle(centre, size, 35))
            canvas.text(on_circle(centre, size / 2, 35), self.labels[1], (-0.6, 1))
        if self.labels[2]:
            canvas.line((-size, 0), (size, 0))
            canvas.text((size / 2, 0), self.labels[2], (0, -1))

    def told(self, language: Language) -> str:
        """Its labelled parts."""
        names = ("المركز", "نصف القطر", "القطر")
        if language == "en":
            names = ("centre", "radius", "diameter")
        parts = list(zip(names, self.labels, strict=True))
        return sentence(spoken("دائرة", "Circle", language), parts, language)


@dataclass(frozen=True)
class Sector:
    """Values: radius and central angle in degrees.

    Labels: the centre, both ends of the arc, the radius, the angle, the arc.
    """

    radius: float
    degrees: float
    labels: tuple[str, ...]

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check the angle, and the labels of radius and angle."""
        radius, degrees = given.numbers(2, 2)
        Given((radius,), ()).lengths(1)
        angle(degrees, 360)
        texts = given.texts(6)
        states(texts[3], radius)
        states(texts[4], degrees)
        return cls(radius, degrees, texts)

    def draw(self, canvas: Canvas) -> None:
        """The sector shaded, inside its whole circle."""
        centre, size = (0.0, 0.0), self.radius
        start = 90 - self.degrees / 2
        edge = arc(centre, size, start, start + self.degrees)
        canvas.frame(((-size, -size), (size, size)))
        canvas.region([centre, *edge], "#e4e4e4")
        canvas.circle(centre, size)
        canvas.polygon([centre, *edge])
        canvas.dot(centre)
        canvas.text(centre, self.labels[0], (0, -1), 6)
        canvas.text(edge[0], self.labels[1], edge[0], 4)
        canvas.text(edge[-1], self.labels[2], edge[-1], 4)
        beside = on_circle((0, 0), 1, start - 90)
        canvas.text(on_circle(centre, size * 0.55, start), self.labels[3], beside)
        depth = 0.42 if self.degrees >= NARROW_DEGREES else 0.75
        canvas.text(on_circle(centre, size * depth, 90), self.labels[4])
        canvas.text(on_circle(centre, size, 90), self.labels[5], (0, 1))

    def told(self, language: Language) -> str:
        """Its labelled parts."""
        centre, start, end, *sizes = self.labels
        ends = f"{start} {end}".strip()
        names = ("المركز", "طرفا القوس", "نصف القطر", "الزاوية المركزية", "طول القوس")
        if language == "en":
            names = ("centre", "ends of the arc", "radius", "central angle", "arc length")
        parts = list(zip(names, (centre, ends, *sizes), strict=True))
        return sentence(spoken("قطاع دائري", "Sector of a circle", language), parts, language)
