"""What chance questions draw from: coloured things, and numbers with a property."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isqrt

from examcli.simulator.bank.draft import Draw
from examcli.simulator.bank.english.nouns import Noun, joined
from examcli.simulator.bank.forms import Words

words = Words(__name__)


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


@dataclass(frozen=True)
class Event:
    """A property of a number, in words, and the numbers that have it."""

    phrase: str
    numbers: tuple[int, ...]


def drawn_event(draw: Draw, faces: int) -> Event:
    """A property that may hold for some of the numbers from 1 to `faces`."""
    bound, divisor = draw.integer(3, faces - 2), draw.integer(3, max(3, faces // 3))
    properties: tuple[tuple[str, Callable[[int], bool]], ...] = (
        ("even-above", lambda face: face % 2 == 0 and face > bound),
        ("odd-below", lambda face: face % 2 == 1 and face < bound),
        ("above", lambda face: face > bound),
        ("multiple", lambda face: face % divisor == 0),
        ("square", lambda face: isqrt(face) ** 2 == face),
        ("divisor", lambda face: faces % face == 0),
    )
    name, holds = draw.pick(properties)
    phrase = words.phrase(name, bound=bound, divisor=divisor, faces=faces)
    return Event(phrase, tuple(face for face in range(1, faces + 1) if holds(face)))
