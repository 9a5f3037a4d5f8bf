"""Triangles, by their three sides."""

import math
from dataclasses import dataclass
from typing import Self

from examcli.exam.figure.canvas import Canvas, Point, middle, text_width
from examcli.exam.figure.given import (
    FigureInvalid,
    Given,
    Language,
    called,
    named,
    sentence,
    spoken,
    states,
)

NARROWEST_DEGREES = 8
"""A sharper corner is drawn as one thick line, with no room for its label."""


@dataclass(frozen=True)
class Triangle:
    """Values: the sides first-second, second-third, third-first; the second side is the base.

    Labels: three vertices, the three sides, the three angles, the height from the first vertex.
    """

    sides: tuple[float, ...]
    vertices: tuple[str, ...]
    side_labels: tuple[str, ...]
    angle_labels: tuple[str, ...]
    height_label: str

    @classmethod
    def of(cls, given: Given) -> Self:
        """Check the triangle inequality, and every label against what is drawn."""
        sides = given.lengths(3)
        texts = given.texts(10)
        if 2 * max(sides) >= sum(sides):
            raise FigureInvalid("one side is as long as the other two together")
        triangle = cls(sides, named(texts[:3]), texts[3:6], texts[6:9], texts[9])
        if min(triangle.angles) < NARROWEST_DEGREES:
            raise FigureInvalid("the triangle is too narrow to be drawn")
        sizes = (*sides, *triangle.angles, triangle.height)
        for label, size in zip(texts[3:], sizes, strict=True):
            states(label, size)
        return triangle

    @property
    def angles(self) -> tuple[float, float, float]:
        """The angles at the vertices, in degrees, by the law of cosines."""
        c, a, b = self.sides  # beside the first and second vertex, the base, beside the first

        def between(one: float, other: float, facing: float) -> float:
            cosine = (one**2 + other**2 - facing**2) / (2 * one * other)
            return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))

        return between(b, c, a), between(a, c, b), between(a, b, c)

    @property
    def height(self) -> float:
        """How far the first vertex is from the base."""
        return self.sides[0] * math.sin(math.radians(self.angles[1]))

    @property
    def corners(self) -> tuple[Point, Point, Point]:
        """The first vertex above the base, which runs from right to left."""
        base = self.sides[1]
        reach = self.sides[0] * math.cos(math.radians(self.angles[1]))
        return (base - reach, self.height), (base, 0.0), (0.0, 0.0)

    @property
    def _heart(self) -> Point:
        """The centre of the inner circle: each corner weighs as much as the side that it faces."""
        facing = (self.sides[1], self.sides[2], self.sides[0])
        weighed = list(zip(self.corners, facing, strict=True))
        return (
            sum(corner[0] * weight for corner, weight in weighed) / sum(facing),
            sum(corner[1] * weight for corner, weight in weighed) / sum(facing),
        )

    def draw(self, canvas: Canvas) -> None:
        """Sides, names, angles; a right angle that is told gets its square."""
        corners = self.corners
        canvas.frame(corners)
        canvas.polygon(corners)
        heart = middle(corners)
        for place, corner in enumerate(corners):
            after = corners[(place + 1) % 3]
            outward = (corner[0] - heart[0], corner[1] - heart[1])
            canvas.text(corner, called(self.vertices, canvas.language)[place], outward, 3)
            self._draw_angle(canvas, place)
            canvas.text(middle((corner, after)), self.side_labels[place], _outward(corner, after))
        if self.height_label:
            self._draw_height(canvas)

    def _draw_angle(self, canvas: Canvas, place: int) -> None:
        label = self.angle_labels[place]
        corner, after, before = (self.corners[(place + step) % 3] for step in range(3))
        if not label:
            return
        if abs(self.angles[place] - 90) < 0.5:
            canvas.right_angle(corner, after, before)
        else:
            canvas.angle(corner, (after, before), label, self._heart)

    def _draw_height(self, canvas: Canvas) -> None:
        apex, right, left = self.corners
        foot = (apex[0], 0.0)
        canvas.line(apex, foot, "dashed")
        if foot[0] < left[0] or foot[0] > right[0]:
            canvas.line(foot, left if foot[0] < left[0] else right, "dashed")
        canvas.right_angle(foot, apex, right if foot[0] < right[0] / 2 else left)
        side = (1.0, 0.0) if foot[0] < right[0] / 2 else (-1.0, 0.0)
        room = max(right[0] - foot[0], foot[0])
        needed = (text_width(self.height_label) + 8) * canvas.pixel
        level = max(apex[1] * min(0.38, 1 - needed / room) - 8 * canvas.pixel, 24 * canvas.pixel)
        canvas.text((foot[0], level), self.height_label, side)

    def told(self, language: Language) -> str:
        """Its labelled sides and angles."""
        one, two, three = called(self.vertices, language)
        base = f"{two} {three}" if language == "ar" else f"{two}{three}"
        pairs = ((one, two), (two, three), (three, one))
        sides = [(" ".join(pair) if language == "ar" else "".join(pair)) for pair in pairs]
        angle = spoken("الزاوية", "angle", language)
        height = spoken(f"العمود من {one} على {base}", f"height from {one} to {base}", language)
        parts = [
            *zip(sides, self.side_labels, strict=True),
            *(
                (f"{angle} {v}", t)
                for v, t in zip((one, two, three), self.angle_labels, strict=True)
            ),
            (height, self.height_label),
        ]
        what = spoken(f"مثلث {one} {two} {three}", f"Triangle {one}{two}{three}", language)
        return sentence(what, parts, language)


def _outward(start: Point, end: Point) -> Point:
    """At right angles to a side that runs with the clock, away from the inside."""
    return (-(end[1] - start[1]), end[0] - start[0])
