"""A sheet to draw on, in the units of the figure, and the SVG that it becomes.

Nothing is known of figures here. Coordinates grow to the right and upwards, as in a textbook;
sizes of letters, gaps and margins are in pixels. ElementTree writes the markup, so every text is
escaped whatever it holds.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from examcli.exam.script import ARABIC_LETTER, EASTERN, EASTERN_DIGITS

Point = tuple[float, float]
WIDTH, HEIGHT = 300.0, 210.0
"""The box that figures are scaled into, in SVG units, which a page takes for pixels."""
MARGIN = 8.0
"""Half a letter: lines have width, and glyphs stand out of the box they are said to fill."""
FONT_SIZE = 15.0
"""In the same units: a letter is a fourteenth of the height, as legible as the stem above it."""
LETTER_WIDTH, NARROWEST_LETTER = 0.52, 0.4
"""Per font size: what a letter takes on average, and the room about a text of few letters."""
ARC_SIZE = 18.0
"""A letter and a bit: seen as an arc, yet leaving room for the degrees behind it."""
INK, SHADE, FAINT, PAPER = "#111", "#c4c4c4", "#999", "#fff"
FONTS = "'Noto Naskh Arabic','Amiri','Geeza Pro','Segoe UI','DejaVu Sans',sans-serif"
HALO = {"stroke": PAPER, "stroke-width": "3", "paint-order": "stroke"}
PLAIN_NUMBER = re.compile(f"[−{EASTERN_DIGITS}٫]+")


@dataclass
class Canvas:
    """Collects what is drawn; `frame` must come first and fixes the scale."""

    language: str
    _scale: float = 1.0
    _marks: list[ET.Element] = field(default_factory=list)
    _box: list[Point] = field(default_factory=list)

    def frame(self, points: Sequence[Point]) -> None:
        """Choose the scale at which these points fill the sheet."""
        wide = max(x for x, _ in points) - min(x for x, _ in points)
        high = max(y for _, y in points) - min(y for _, y in points)
        self._scale = min(WIDTH / wide if wide else math.inf, HEIGHT / high if high else math.inf)

    def number(self, value: float) -> str:
        """A number in the digits of the language."""
        return in_digits(value, self.language)

    def polygon(self, points: Sequence[Point], fill: str = "none") -> None:
        """A closed line, filled or not."""
        self._draw("polygon", {"points": " ".join(map(_pair, self._all(points))), "fill": fill})

    def line(self, start: Point, end: Point, style: str = "") -> None:
        """A straight line; `style` is "", `dashed` or `faint`."""
        (x1, y1), (x2, y2) = self._all((start, end))
        looks = {
            "dashed": {"stroke-dasharray": "5 4"},
            "faint": {"stroke": FAINT, "stroke-width": "0.6"},
        }
        ends = {"x1": _short(x1), "y1": _short(y1), "x2": _short(x2), "y2": _short(y2)}
        self._draw("line", ends | looks.get(style, {}))

    def circle(self, centre: Point, radius: float, fill: str = "none") -> None:
        """A whole circle."""
        x, y = centre
        cx, cy = self._all([centre])[0]
        self._all([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw(
            "circle",
            {"cx": _short(cx), "cy": _short(cy), "r": _short(radius * self._scale), "fill": fill},
        )

    def dot(self, point: Point) -> None:
        """A point, of a size that can be seen."""
        cx, cy = self._all([point])[0]
        self._draw("circle", {"cx": _short(cx), "cy": _short(cy), "r": "3", "fill": INK})

    def region(self, outline: Sequence[Point], fill: str = SHADE) -> None:
        """A filled area without a line of its own; curves are many short steps."""
        points = " ".join(map(_pair, self._all(outline)))
        self._draw("polygon", {"points": points, "fill": fill, "stroke": "none"})

    def curve(self, points: Sequence[Point]) -> None:
        """An open line through points."""
        self._draw("polyline", {"points": " ".join(map(_pair, self._all(points)))})

    def text(self, at: Point, text: str, away: Point = (0, 0), gap: float = 4.0) -> None:
        """A text centred on a point, or beside it: pushed `away` until it no longer covers it."""
        if not text:
            return
        x, y = self._pixels(at)
        wide, high = text_width(text), FONT_SIZE
        length = math.hypot(*away) or 1.0
        right, up = away[0] / length, away[1] / length
        push = gap + abs(right) * wide / 2 + abs(up) * high / 2 if any(away) else 0.0
        x, y = x + right * push, y - up * push
        self._box += [(x - wide / 2, y - high / 2 - 1), (x + wide / 2, y + high / 2 + 1)]
        mark = ET.Element(
            "text",
            {
                "x": _short(x),
                "y": _short(y + high * 0.34),
                "direction": self._direction(text),
            },
        )
        mark.text = text
        self._marks.append(mark)

    def angle(self, corner: Point, sides: tuple[Point, Point], text: str, heart: Point) -> None:
        """An arc between two sides, and its text as near to the corner as they leave room for it.

        A text too long for the angle stops at `heart`, the middle of the figure.
        """
        (right, up), (left, down) = (_towards((0, 0), _minus(side, corner), 1) for side in sides)
        start, end = math.degrees(math.atan2(up, right)), math.degrees(math.atan2(down, left))
        sweep = (end - start + 180) % 360 - 180
        self.curve(arc(corner, ARC_SIZE / self._scale, start, start + sweep))
        wide, high = text_width(text) / 2 + 2, FONT_SIZE / 2
        beside = max(abs(up) * wide + abs(right) * high, abs(down) * wide + abs(left) * high)
        along, across = on_circle((0, 0), 1, start + sweep / 2)
        past_arc = ARC_SIZE + abs(along) * wide + abs(across) * high
        needed = max(beside / math.sin(math.radians(abs(sweep) / 2)), past_arc)
        distance = min(needed / self._scale, math.dist(corner, heart))
        self.text((corner[0] + along * distance, corner[1] + across * distance), text)

    def right_angle(self, corner: Point, one: Point, other: Point) -> None:
        """The small square that marks a right angle."""
        size = 10.0 / self._scale
        first, second = _towards(corner, one, size), _towards(corner, other, size)
        far = (first[0] + second[0] - corner[0], first[1] + second[1] - corner[1])
        self.curve((first, far, second))

    def svg(self, description: str) -> str:
        """The picture as one SVG element that carries its own description."""
        left, top = (min(place[axis] for place in self._box) - MARGIN for axis in (0, 1))
        right, bottom = (max(place[axis] for place in self._box) + MARGIN for axis in (0, 1))
        wide, high = right - left, bottom - top
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"{_short(left)} {_short(top)} {_short(wide)} {_short(high)}",
                "width": _short(wide),
                "height": _short(high),
                "role": "img",
                "lang": self.language,
                "font-family": FONTS,
                "font-size": _short(FONT_SIZE),
                "stroke-linejoin": "round",
            },
        )
        ET.SubElement(root, "title").text = "شكل" if self.language == "ar" else "Figure"
        ET.SubElement(root, "desc").text = description
        paper = {"x": _short(left), "y": _short(top), "width": _short(wide)}
        ET.SubElement(root, "rect", paper | {"height": _short(high), "fill": PAPER})
        drawn = ET.SubElement(root, "g", {"fill": "none", "stroke": INK, "stroke-width": "1.5"})
        drawn.extend(mark for mark in self._marks if mark.tag != "text")
        written = ET.SubElement(root, "g", HALO | {"fill": INK, "text-anchor": "middle"})
        written.extend(mark for mark in self._marks if mark.tag == "text")
        return ET.tostring(root, encoding="unicode")

    @property
    def pixel(self) -> float:
        """The length of one pixel in the units of the figure."""
        return 1 / self._scale

    def _direction(self, text: str) -> str:
        """Arabic runs to the left, and so does what stands beside a number: `٦٠°`; not its sign."""
        is_arabic = ARABIC_LETTER.search(text) or self.language == "ar"
        return "rtl" if is_arabic and not PLAIN_NUMBER.fullmatch(text) else "ltr"

    def _draw(self, tag: str, attributes: dict[str, str]) -> None:
        self._marks.append(ET.Element(tag, attributes))

    def _all(self, points: Sequence[Point]) -> list[Point]:
        places = [self._pixels(point) for point in points]
        self._box += places
        return places

    def _pixels(self, point: Point) -> Point:
        return point[0] * self._scale, -point[1] * self._scale


def arc(centre: Point, radius: float, start: float, end: float) -> list[Point]:
    """Points along an arc, angles in degrees counted from the right, against the clock."""
    steps = max(2, math.ceil(abs(end - start) / 3))
    angles = [start + (end - start) * step / steps for step in range(steps + 1)]
    return [on_circle(centre, radius, degrees) for degrees in angles]


def on_circle(centre: Point, radius: float, degrees: float) -> Point:
    """The point of a circle at an angle."""
    turned = math.radians(degrees)
    return centre[0] + radius * math.cos(turned), centre[1] + radius * math.sin(turned)


def middle(points: Sequence[Point]) -> Point:
    """The mean of points."""
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _towards(start: Point, end: Point, length: float) -> Point:
    share = length / math.dist(start, end)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _minus(end: Point, start: Point) -> Point:
    return end[0] - start[0], end[1] - start[1]


def in_digits(value: float, language: str) -> str:
    """A number as an exam of this language writes it."""
    plain = f"{value:.10g}"
    return plain.translate(EASTERN) if language == "ar" else plain.replace("-", "−")


def text_width(text: str) -> float:
    """About how many pixels wide a text is; the font is the reader's."""
    return FONT_SIZE * (LETTER_WIDTH * len(text) + NARROWEST_LETTER)


def _pair(point: Point) -> str:
    return f"{_short(point[0])},{_short(point[1])}"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
