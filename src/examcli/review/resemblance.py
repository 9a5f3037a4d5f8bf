"""Questions of one exam that are too much alike, found without comparing every pair.

Equal questions meet in a dictionary. Those that differ only in their numbers meet under their
text without numbers, and are counted apart: a bank of exercises is full of them. For the rest,
MinHash bands bring together what shares most of its word pairs; only those are compared.
"""

import hashlib
import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from examcli.exam.script import MARKS
from examcli.exam.text import folded
from examcli.review.item import Item

TYPING = re.compile(rf"[{MARKS}]|[^\w\s]")
SYMBOLS = re.compile(r"[-+×÷*/=<>≤≥≠√^²³⁴-⁹%°∞±]")
HAMZAS = str.maketrans("أإآىة", "ااايه")
NUMBERS = re.compile(r"\d+(?:[.,/]\d+)*")
WORD = re.compile(r"\w+|[-+×÷*/=<>≤≥≠√^²³⁴-⁹%°]")
ALIKE = 0.85
"""Share of word pairs and choices in common: one word changed in a stem of two lines."""
BANDS, ROWS = 6, 3
"""Of two questions that are 85 % alike 99.7 % meet in a band, of those 30 % alike one in seven."""
SEEDS = tuple(zlib.crc32(bytes([seed])) for seed in range(BANDS * ROWS))
MOST_COMPARED = 24
"""Candidates of a band: a stock phrase in thousands of stems must not make it quadratic."""


@dataclass
class Resemblance:
    """By the place of a later question, the place of the earlier one that it repeats."""

    equal: dict[int, int] = field(default_factory=dict)
    near: dict[int, int] = field(default_factory=dict)
    variants: dict[int, int] = field(default_factory=dict)


class Comparison:
    """Compares each question with those before it, and keeps of it only what that needs."""

    def __init__(self) -> None:
        self.found = Resemblance()
        self._count = 0
        self._contents: dict[bytes, int] = {}
        self._skeletons: dict[bytes, int] = {}
        self._buckets: dict[int, list[int]] = defaultdict(list)
        self._shingles: dict[int, array[int]] = {}

    def take(self, item: Item) -> None:
        """Note which earlier question the next one repeats, if any."""
        place = self._count
        self._count += 1
        twin = self._contents.setdefault(_digest(_content(item)), place)
        skeleton = _skeleton(item)
        relative = self._skeletons.setdefault(_digest(skeleton), place) if skeleton else place
        if twin != place:
            self.found.equal[place] = twin
        elif relative != place:
            self.found.variants[place] = relative
        else:
            self._take_apart(place, item)

    def _take_apart(self, place: int, item: Item) -> None:
        """A question that is not the same as another: it may still be nearly so."""
        shingles = _shingles(item)
        candidates: set[int] = set()
        for band in _bands(shingles):
            candidates.update(self._buckets[band][-MOST_COMPARED:])
            self._buckets[band].append(place)
        self._shingles[place] = array("L", shingles)
        for other in sorted(candidates):
            if _jaccard(shingles, self._shingles[other]) >= ALIKE:
                self.found.near[place] = other
                return


def resemblance(items: Iterable[Item]) -> Resemblance:
    """Find repeated questions, near repetitions, and questions with other numbers."""
    comparison = Comparison()
    for item in items:
        comparison.take(item)
    return comparison.found


def _content(item: Item) -> tuple[str, ...]:
    """What makes two questions one: stem, choices in any order, passage."""
    return (_typed(item.stem), *sorted(item.plain_choices), folded(item.passage))


def _skeleton(item: Item) -> tuple[str, ...]:
    """The question without its numbers, or () when its stem has none."""
    stem = _typed(item.stem)
    if not NUMBERS.search(stem):
        return ()
    choices = sorted(NUMBERS.sub("#", choice) for choice in item.plain_choices)
    return (NUMBERS.sub("#", stem), *choices, str(len(item.passage)))


def _typed(text: str) -> str:
    """The text without what two typists would do differently; operators stay."""
    kept = SYMBOLS.sub(lambda sign: f" s{ord(sign[0])} ", folded(text))
    return " ".join(TYPING.sub(" ", kept).translate(HAMZAS).split())


def _digest(texts: Sequence[str]) -> bytes:
    return hashlib.blake2b("\0".join(texts).encode(errors="surrogatepass"), digest_size=16).digest()


def _shingles(item: Item) -> frozenset[int]:
    """Hashes of the stem's word pairs and of each choice as a whole."""
    words = WORD.findall(item.plain_stem.translate(HAMZAS))
    pairs = (f"{one} {two}" for one, two in pairwise(("", *words, "")))
    choices = (f"|{choice}" for choice in item.plain_choices)
    return frozenset(zlib.crc32(text.encode()) for text in (*pairs, *choices, item.passage[:40]))


def _bands(shingles: frozenset[int]) -> Iterator[int]:
    """A number for each band; two questions that have one in common are worth comparing."""
    least = [min(map(seed.__xor__, shingles)) for seed in SEEDS]
    for start in range(0, len(least), ROWS):
        yield hash((start, *least[start : start + ROWS]))


def _jaccard(one: frozenset[int], other: Sequence[int]) -> float:
    shared = len(one.intersection(other))
    return shared / (len(one) + len(other) - shared)
