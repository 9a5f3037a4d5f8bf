"""Plots as inline SVG, in the colours of the page: they follow it into the dark and onto paper."""

import re
from collections.abc import Callable, Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

from examcli.errors import SettingsInvalid

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.typing import RcKeyType

Draw = Callable[["Axes"], None]
LIGHT = {
    "surface": "#ffffff",
    "ink": "#15191e",
    "muted": "#5a6471",
    "grid": "#dde2e8",
    "good": "#0d7a4f",
    "bad": "#c01c28",
    "cold": "#1261a6",
    "warm": "#c4500c",
    "read": "#0f766f",
    "write": "#d98a06",
    "uncached": "#b3261e",
    "output": "#93a1b3",
}
DARK = {
    "surface": "#12161b",
    "ink": "#e7ebef",
    "muted": "#9aa5b1",
    "grid": "#2c343d",
    "good": "#4cc38a",
    "bad": "#ff7b72",
    "cold": "#6cb2f0",
    "warm": "#f59a5b",
    "read": "#35b8ab",
    "write": "#f0b53a",
    "uncached": "#f27a70",
    "output": "#66758a",
}
"""The colours of a role, on paper and in the dark; a colour never says something alone."""
ROLES = {colour: name for name, colour in LIGHT.items()}
"""A plot is drawn in light colours; in the page each is a variable, named by its role."""
WIDTH_POINTS = 358
"""As wide as the text of a phone, one point to a pixel: the letters stay as they are."""
FIGURE_STYLE: "Mapping[RcKeyType, Any]" = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 12.5,
    "axes.edgecolor": LIGHT["muted"],
    "axes.facecolor": "none",
    "axes.labelcolor": LIGHT["muted"],
    "axes.axisbelow": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "grid.color": LIGHT["grid"],
    "grid.linewidth": 0.8,
    "text.color": LIGHT["ink"],
    "xtick.color": LIGHT["muted"],
    "ytick.color": LIGHT["muted"],
    "xtick.labelcolor": LIGHT["ink"],
    "ytick.labelcolor": LIGHT["ink"],
}
"""Text stays text, so that it can be read, found and scaled; a `$` in a name is no formula."""


def palette() -> str:
    """Both palettes as CSS variables, named by the role of a colour."""
    light, dark = (
        ";".join(f"--{name}:{colour}" for name, colour in colours.items())
        for colours in (LIGHT, DARK)
    )
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n"
    )


def require_matplotlib() -> None:
    """Fail now rather than when everything has been measured.

    Raises:
        SettingsInvalid: what draws the plots is not installed.
    """
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError as error:
        raise SettingsInvalid(
            "the page needs matplotlib for its plots", "`pip install examcli[report]`"
        ) from error


def svg(draw: Draw, height_points: int, name: str) -> str:
    """A drawing as an inline SVG; `name` keeps its ids apart from those of the other drawings."""
    require_matplotlib()
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({**FIGURE_STYLE, "svg.hashsalt": name}):
        figure = Figure((WIDTH_POINTS / 72, height_points / 72), layout="constrained")
        figure.patch.set_visible(False)
        draw(figure.subplots())
        written = StringIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(written, format="svg", metadata=nothing)
    return _inline(written.getvalue(), name)


def _inline(svg: str, name: str) -> str:
    """The SVG as part of a page: own ids, the page's font and colours, no file header."""
    drawing = svg[svg.index("<svg") :]
    drawing = re.sub(r"<style.*?</style>|(?<=<svg) .*?(?=viewBox)", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r' xmlns="[^"]*" version="1.1"', ' aria-hidden="true"', drawing, count=1)
    drawing = re.sub(r'(id="|href="#|url\(#)', rf"\1{name}-", drawing)
    drawing = re.sub(r" font-family: [^;\"]*;?", "", drawing)
    drawing = drawing.replace("<svg", "<svg ", 1)
    return re.sub("#[0-9a-f]{6}", _variable, drawing)


def _variable(colour: re.Match[str]) -> str:
    return f"var(--{ROLES[colour[0]]})" if colour[0] in ROLES else colour[0]
