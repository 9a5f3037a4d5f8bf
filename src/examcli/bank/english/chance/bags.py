"""What chance questions draw from: coloured things, and numbers with a property."""

from collections.abc import Callable
from dataclasses import dataclass

from examcli.bank.draft import Draw
from examcli.bank.english.nouns import Noun, joined

THINGS = (
    ("bag", Noun("marble", "marbles")),
    ("box", Noun("pen", "pens")),
    ("jar", Noun("button", "buttons")),
    ("drawer", Noun("ribbon", "ribbons")),
    ("basket", Noun("ball", "balls")),
)
COLOURS = ("red", "blue", "green", "yellow", "white", "black")


@dataclass(frozen=True)
class Bag:
    """Things of several colours, at least two of each."""

    place: str
    thing: Noun
    colours: tuple[str, ...]
    counts: tuple[int, ...]

    def __str__(self) -> str:
        parts = [f"{n} {colour}" for n, colour in zip(self.counts, self.colours, strict=True)]
        return f"A {self.place} holds {joined(parts)} {self.thing.many}."

    @property
    def total(self) -> int:
        """How many things are in the bag."""
        return sum(self.counts)


def drawn_bag(draw: Draw, kinds: int, most: int = 10) -> Bag:
    """A bag of `kinds` colours with three to `most` things of each."""
    place, thing = draw.pick(THINGS)
    counts = tuple(draw.integer(3, most) for _ in range(kinds))
    return Bag(place, thing, tuple(draw.sample(COLOURS, kinds)), counts)


@dataclass(frozen=True)
class Event:
    """A property of a number, in words, and the numbers that have it."""

    phrase: str
    numbers: tuple[int, ...]


def drawn_event(draw: Draw, faces: int) -> Event:
    """A property that may hold for some of the numbers from 1 to `faces`."""
    bound, divisor = draw.integer(3, faces - 2), draw.integer(3, max(3, faces // 3))
    properties: tuple[tuple[str, Callable[[int], bool]], ...] = (
        (f"even and greater than {bound}", lambda face: face % 2 == 0 and face > bound),
        (f"odd and less than {bound}", lambda face: face % 2 == 1 and face < bound),
        (f"greater than {bound}", lambda face: face > bound),
        (f"a multiple of {divisor}", lambda face: face % divisor == 0),
        ("a square number", lambda face: face in SQUARES),
        (f"a divisor of {faces}", lambda face: faces % face == 0),
    )
    phrase, holds = draw.pick(properties)
    return Event(phrase, tuple(face for face in range(1, faces + 1) if holds(face)))


SQUARES = frozenset({1, 4, 9, 16, 25, 36, 49})
