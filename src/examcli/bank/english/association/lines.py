"""Lines of best fit with whole coefficients, and what they are about."""

from dataclasses import dataclass

from examcli.bank.draft import Draw


@dataclass(frozen=True)
class Line:
    """A line y = start + slope · x that predicts `outcome` y from `cause` x."""

    outcome: str
    cause: str
    start: int
    slope: int

    def __str__(self) -> str:
        return f"y = {self.start} {'+' if self.slope > 0 else '-'} {abs(self.slope)}x"

    def at(self, x: int) -> int:
        """The value that the line predicts for x."""
        return self.start + self.slope * x

    def reckoned(self, x: int) -> str:
        """That prediction as an expression for a check."""
        return f"{self.start} {'+' if self.slope > 0 else '-'} {abs(self.slope)} * {x}"

    def spelled(self, x: int) -> str:
        """That prediction as a student writes it."""
        return f"{self.start} {'+' if self.slope > 0 else '-'} {abs(self.slope)} × {x}"


_FITS = (
    ("the score y on a test", "the hours x of study", (30, 45), (2, 4)),
    ("the height y of a plant (in cm)", "its age x (in weeks)", (4, 15), (2, 7)),
    ("the number y of cakes sold in a cafe", "the number x of tour groups", (12, 40), (3, 9)),
    ("the charge y of a phone (in percent)", "the hours x of use", (90, 100), (-7, -3)),
    ("the water y in a tank (in liters)", "the days x without rain", (85, 100), (-6, -2)),
    ("the time y of a delivery (in minutes)", "the distance x (in km)", (8, 20), (2, 6)),
)


def drawn_line(draw: Draw) -> Line:
    """A line for something that may well follow one."""
    outcome, cause, starts, slopes = draw.pick(_FITS)
    return Line(outcome, cause, draw.integer(*starts), draw.integer(*slopes))
