"""What probability questions draw from: a bag of coloured things, numbered cards or faces."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isqrt

from examcli.simulator.bank.draft import Draw
from examcli.simulator.bank.lowest_terms import reduced as reduced  # noqa: PLC0414 -- its importers are being rewritten
from examcli.simulator.bank.quantitative.nouns import CARD, counted


@dataclass(frozen=True)
class Colour:
    """A colour as the adjective of a plural (`كرات حمراء`) and as a noun (`الأحمر`)."""

    adjective: str
    name: str


COLOURS = (
    Colour("حمراء", "الأحمر"),
    Colour("زرقاء", "الأزرق"),
    Colour("خضراء", "الأخضر"),
    Colour("صفراء", "الأصفر"),
    Colour("بيضاء", "الأبيض"),
    Colour("سوداء", "الأسود"),
)


@dataclass(frozen=True)
class Things:
    """Where the things lie, and their name: plural, one and two of them."""

    place: str
    plural: str
    one: str
    two: str


THINGS = (
    Things("صندوق", "كرات", "كرة واحدة", "كرتين"),
    Things("كيس", "خرزات", "خرزة واحدة", "خرزتين"),
    Things("علبة", "أقلام", "قلم واحد", "قلمين"),
    Things("سلة", "مكعبات", "مكعب واحد", "مكعبين"),
    Things("ظرف", "بطاقات", "بطاقة واحدة", "بطاقتين"),
    Things("حقيبة", "أزرار", "زر واحد", "زرين"),
)


@dataclass(frozen=True)
class Bag:
    """Things of several colours, three to ten of each, so that every noun is a plural."""

    things: Things
    colours: tuple[Colour, ...]
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many things are in the bag."""
        return sum(self.counts)

    def __str__(self) -> str:
        parts = [
            f"{count} {self.things.plural} {colour.adjective}"
            for count, colour in zip(self.counts, self.colours, strict=True)
        ]
        return f"في {self.things.place} {' و'.join(parts)}"


def drawn_bag(draw: Draw, kinds: int, most: int = 10) -> Bag:
    """A bag of `kinds` colours with three to `most` things of each colour."""
    counts = tuple(draw.integer(3, most) for _ in range(kinds))
    return Bag(draw.pick(THINGS), tuple(draw.sample(COLOURS, kinds)), counts)


@dataclass(frozen=True)
class Event:
    """A property of a number drawn from 1 to `faces`, and the numbers that have it."""

    phrase: str
    favourable: tuple[int, ...]


_PRIMES = frozenset({2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47})


def _is_even(face: int) -> bool:
    return face % 2 == 0


def _is_odd(face: int) -> bool:
    return face % 2 == 1


def drawn_event(draw: Draw, faces: int) -> Event:
    """A property that some but not all of the numbers from 1 to `faces` have."""
    bound, divisor = draw.integer(2, faces - 1), draw.integer(3, max(3, faces // 2))
    properties: tuple[tuple[str, Callable[[int], bool]], ...] = (
        draw.pick((("عدد زوجي", _is_even), ("عدد فردي", _is_odd))),
        (f"عدد زوجي أكبر من {bound}", lambda face: _is_even(face) and face > bound),
        (f"عدد فردي أصغر من {bound}", lambda face: _is_odd(face) and face < bound),
        ("مربع كامل", lambda face: isqrt(face) ** 2 == face),
        ("عدد أولي", lambda face: face in _PRIMES),
        (f"عدد أكبر من {bound}", lambda face: face > bound),
        (f"عدد أصغر من {bound}", lambda face: face < bound),
        (f"عدد من مضاعفات {divisor}", lambda face: face % divisor == 0),
        (f"عدد لا يقبل القسمة على {divisor}", lambda face: face % divisor != 0),
        (f"عدد يقسم {faces}", lambda face: faces % face == 0),
    )
    phrase, holds = draw.pick(properties)
    return Event(phrase, tuple(face for face in range(1, faces + 1) if holds(face)))


def cards(count: int) -> str:
    """Numbered cards, counted."""
    return f"{counted(count, CARD)} مرقمة من 1 إلى {count}"
