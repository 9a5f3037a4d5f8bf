"""Lines of best fit with whole coefficients, and what they are about."""

from dataclasses import dataclass

from examcli.bank.draft import Draw
from examcli.bank.forms import Words

words = Words(__name__)


@dataclass(frozen=True)
class Line:
    """A line y = start + slope · x that predicts `outcome` y from `cause` x."""

    outcome: str
    cause: str
    start: int
    slope: int

    def __str__(self) -> str:
        return f"y = {self.start} {self.sign} {self.steepness}x"

    @property
    def sign(self) -> str:
        """How the slope is written after the start."""
        return "+" if self.slope > 0 else "-"

    @property
    def steepness(self) -> int:
        """How much y changes with each step of x."""
        return abs(self.slope)

    def at(self, x: int) -> int:
        """The value that the line predicts for x."""
        return self.start + self.slope * x

    def reckoned(self, x: int, times: str = "*") -> str:
        """That prediction as an expression, for a check or for a student."""
        return f"{self.start} {self.sign} {self.steepness} {times} {x}"


def drawn_line(draw: Draw) -> Line:
    """A line for something that may well follow one."""
    fit = draw.pick(words.phrases("fits"))
    start, slope = draw.integer(*fit["start"]), draw.integer(*fit["slope"])
    return Line(**{**fit, "start": start, "slope": slope})
