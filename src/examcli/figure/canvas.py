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

Point = tuple[float, float]
WIDTH, HEIGHT = 300.0, 210.0
MARGIN = 8.0
FONT_SIZE = 15.0
LETTER_WIDTH = 0.56
INK, SHADE, FAINT, PAPER = "#111", "#c4c4c4", "#999", "#fff"
FONTS = "'Noto Naskh Arabic','Amiri','Geeza Pro','Segoe UI','DejaVu Sans',sans-serif"
EASTERN = str.maketrans("0123456789%-.", "٠١٢٣٤٥٦٧٨٩٪−٫")
HALO = {"stroke": PAPER, "stroke-width": "3", "paint-order": "stroke"}
LETTER = re.compile("[\u0621-\u064a]")


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
        plain = f"{value:.10g}"
        return plain.translate(EASTERN) if self.language == "ar" else plain.replace("-", "−")

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
        wide, high = _width(text), FONT_SIZE
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
                "direction": "rtl" if LETTER.search(text) else "ltr",
            },
        )
        mark.text = text
        self._marks.append(mark)

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


def _width(text: str) -> float:
    return LETTER_WIDTH * FONT_SIZE * len(text)


def _pair(point: Point) -> str:
    return f"{_short(point[0])},{_short(point[1])}"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
