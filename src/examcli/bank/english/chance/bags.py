"""What chance questions draw from: coloured things, and numbers with a property."""

from dataclasses import dataclass

from examcli.bank.draft import Draw
from examcli.bank.english.nouns import Noun, joined
from examcli.bank.events import Event, event
from examcli.bank.forms import Words

words = Words(__name__)

PROPERTIES = ("even-above", "odd-below", "above", "multiple", "square", "divisor")


@dataclass(frozen=True)
class Bag:
    """Things of several colours, at least two of each."""

    place: str
    thing: Noun
    colours: tuple[str, ...]
    counts: tuple[int, ...]

    def __str__(self) -> str:
        parts = [f"{n} {colour}" for n, colour in zip(self.counts, self.colours, strict=True)]
        return words.phrase("bag", place=self.place, parts=joined(parts), things=self.thing.many)

    @property
    def total(self) -> int:
        """How many things are in the bag."""
        return sum(self.counts)


def drawn_bag(draw: Draw, kinds: int, most: int = 10) -> Bag:
    """A bag of `kinds` colours with three to `most` things of each."""
    found = draw.pick(words.phrases("things"))
    counts = tuple(draw.integer(3, most) for _ in range(kinds))
    colours = tuple(draw.sample(words.phrases("colours"), kinds))
    return Bag(found["place"], Noun(found["one"], found["many"]), colours, counts)


def drawn_event(draw: Draw, faces: int) -> Event:
    """A property that may hold for some of the numbers from 1 to `faces`."""
    bound, divisor = draw.integer(3, faces - 2), draw.integer(3, max(3, faces // 3))
    return event(words, draw.pick(PROPERTIES), faces, bound, divisor)
