"""Values and how often each occurs: what frequency tables of either language are made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """Values in order, and how often each occurs."""

    values: tuple[int, ...]
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many values there are."""
        return sum(self.counts)

    @property
    def sum(self) -> int:
        """What the values add up to."""
        return sum(v * c for v, c in zip(self.values, self.counts, strict=True))

    @property
    def mode(self) -> int:
        """The value that occurs most often, the first of several."""
        return self.values[self.counts.index(max(self.counts))]

    @property
    def products(self) -> str:
        """The sum of the values as an expression for a check."""
        return " + ".join(f"{v} * {c}" for v, c in zip(self.values, self.counts, strict=True))
