"""Numbers with a property, of which a question asks how likely one of them is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isqrt

from examcli.bank.forms import Words

PRIMES = frozenset({2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47})


@dataclass(frozen=True)
class Event:
    """A property in words, and the numbers that have it."""

    phrase: str
    numbers: tuple[int, ...]

    @property
    def favourable(self) -> int:
        """How many numbers have it."""
        return len(self.numbers)


def event(words: Words, name: str, faces: int, bound: int, divisor: int) -> Event:
    """The property of this name among the numbers from 1 to `faces`, in the words of a language."""
    holds: Mapping[str, Callable[[int], bool]] = {
        "even": lambda face: face % 2 == 0,
        "odd": lambda face: face % 2 == 1,
        "even-above": lambda face: face % 2 == 0 and face > bound,
        "odd-below": lambda face: face % 2 == 1 and face < bound,
        "square": lambda face: isqrt(face) ** 2 == face,
        "prime": lambda face: face in PRIMES,
        "above": lambda face: face > bound,
        "below": lambda face: face < bound,
        "multiple": lambda face: face % divisor == 0,
        "no-multiple": lambda face: face % divisor != 0,
        "divisor": lambda face: faces % face == 0,
    }
    phrase = words.phrase(name, bound=bound, divisor=divisor, faces=faces)
    return Event(phrase, tuple(filter(holds[name], range(1, faces + 1))))
