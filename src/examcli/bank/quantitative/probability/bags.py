"""What probability questions draw from: a bag of coloured things, numbered cards or faces."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from examcli.bank.draft import Draw
from examcli.bank.events import Event, event
from examcli.bank.forms import Words
from examcli.bank.quantitative.nouns import CARD, counted

words = Words(__name__)

PROPERTIES = (
    "even-above",
    "odd-below",
    "square",
    "prime",
    "above",
    "below",
    "multiple",
    "no-multiple",
    "divisor",
)


@dataclass(frozen=True)
class Bag:
    """Things of several colours, three to ten of each, so that every noun is a plural."""

    things: Mapping[str, str]
    colours: tuple[Mapping[str, str], ...]
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many things are in the bag."""
        return sum(self.counts)

    @property
    def gaps(self) -> dict[str, Any]:
        """The bag for words: its things, its total, the names and adjectives of its colours."""
        first, second, third = (self.colours * 2)[:3]
        return {
            **self.things,
            "bag": str(self),
            "total": self.total,
            "colour": first["name"],
            "adjective": first["adjective"],
            "second_colour": second["name"],
            "second_adjective": second["adjective"],
            "third_colour": third["name"],
            "third_adjective": third["adjective"],
        }

    @property
    def summed(self) -> str:
        """The total as a sum, for a check."""
        return " + ".join(map(str, self.counts))

    def __str__(self) -> str:
        parts = [
            words.phrase("part", count=count, adjective=colour["adjective"], **self.things)
            for count, colour in zip(self.counts, self.colours, strict=True)
        ]
        return words.phrase("bag", parts=words.phrase("and").join(parts), **self.things)


def drawn_bag(draw: Draw, kinds: int, most: int = 10) -> Bag:
    """A bag of `kinds` colours with three to `most` things of each colour."""
    counts = tuple(draw.integer(3, most) for _ in range(kinds))
    things = draw.pick(words.phrases("things"))
    return Bag(things, tuple(draw.sample(words.phrases("colours"), kinds)), counts)


def drawn_event(draw: Draw, faces: int) -> Event:
    """A property that some but not all of the numbers from 1 to `faces` have."""
    bound, divisor = draw.integer(2, faces - 1), draw.integer(3, max(3, faces // 2))
    parity = draw.pick(("even", "odd"))
    return event(words, draw.pick((parity, *PROPERTIES)), faces, bound, divisor)


def cards(count: int) -> str:
    """Numbered cards, counted."""
    return words.phrase("cards", cards=counted(count, CARD), count=count)
