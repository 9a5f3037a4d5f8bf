"""An area to ask for: a number of square centimetres plus multiples of ط and of √3."""

from dataclasses import dataclass
from fractions import Fraction

ROOT_THREE = Fraction(173, 100)
PI = Fraction(22, 7)


@dataclass(frozen=True)
class Area:
    """`plain` + `circular` × ط + `rooted` × √3, each a whole number."""

    plain: int
    circular: int
    rooted: int = 0

    def approximate(self) -> Fraction:
        """The size, near enough to tell a believable area from a negative one."""
        return self.plain + self.circular * PI + self.rooted * ROOT_THREE

    def __str__(self) -> str:
        """The terms as an exam prints them.

        >>> [str(Area(36, -9)), str(Area(-4, 2)), str(Area(0, -2, 4))]
        ['(36 − 9ط)', '(2ط − 4)', '(4√3 − 2ط)']
        """
        terms = [(self.plain, ""), (self.circular, "ط"), (self.rooted, "√3")]
        signed = sorted((term for term in terms if term[0]), key=lambda term: term[0] < 0)
        text = ""
        for amount, symbol in signed:
            sign = "−" if amount < 0 else "+"
            text += f" {sign} {abs(amount)}{symbol}" if text else f"{amount}{symbol}"
        return f"({text})"
