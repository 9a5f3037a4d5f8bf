"""Questions of one exam that are too much alike, found without comparing every pair.

Equal questions meet in a dictionary. Those that differ only in their numbers meet under their
text without numbers, and are counted apart: a bank of exercises is full of them. For the rest,
MinHash bands bring together what shares most of its word pairs; only those are compared.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from examcli.arabic import folded
from examcli.review.item import Item

TYPING = re.compile("[\u064b-\u0652\u0670]|[^\\w\\s]")
SYMBOLS = re.compile(r"[-+×÷*/=<>≤≥≠√^²³⁴-⁹%°∞±]")
HAMZAS = str.maketrans("أإآىة", "ااايه")
NUMBERS = re.compile(r"\d+(?:[.,/]\d+)*")
WORD = re.compile(r"\w+|[-+×÷*/=<>≤≥≠√^²³⁴-⁹%°]")
ALIKE = 0.85
BANDS, ROWS = 6, 3
SEEDS = tuple(zlib.crc32(bytes([seed])) for seed in range(BANDS * ROWS))
MOST_COMPARED = 24


@dataclass
class Resemblance:
    """By the place of a later question, the place of the earlier one that it repeats."""

    equal: dict[int, int] = field(default_factory=dict)
    near: dict[int, int] = field(default_factory=dict)
    variants: dict[int, int] = field(default_factory=dict)


def resemblance(items: Sequence[Item]) -> Resemblance:
    """Find repeated questions, near repetitions, and questions with other numbers."""
    found = Resemblance()
    first_equal: dict[tuple[str, ...], int] = {}
    first_variant: dict[tuple[str, ...], int] = {}
    apart: list[int] = []
    for place, item in enumerate(items):
        twin = first_equal.setdefault(_content(item), place)
        skeleton = _skeleton(item)
        relative = first_variant.setdefault(skeleton, place) if skeleton else place
        if twin != place:
            found.equal[place] = twin
        elif relative != place:
            found.variants[place] = relative
        else:
            apart.append(place)
    found.near.update(_near(items, apart))
    return found


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


def _near(items: Sequence[Item], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    shingles: dict[int, frozenset[int]] = {}
    for place in places:
        shingles[place] = own = _shingles(items[place])
        candidates: set[int] = set()
        for band in _bands(own):
            candidates.update(buckets[band][-MOST_COMPARED:])
            buckets[band].append(place)
        alike = [other for other in sorted(candidates) if _jaccard(own, shingles[other]) >= ALIKE]
        if alike:
            yield place, alike[0]


def _shingles(item: Item) -> frozenset[int]:
    """Hashes of the stem's word pairs and of each choice as a whole."""
    words = WORD.findall(item.plain_stem.translate(HAMZAS))
    pairs = (f"{one} {two}" for one, two in pairwise(("", *words, "")))
    choices = (f"|{choice}" for choice in item.plain_choices)
    return frozenset(zlib.crc32(text.encode()) for text in (*pairs, *choices, item.passage[:40]))


def _bands(shingles: frozenset[int]) -> Iterator[tuple[int, ...]]:
    least = [min(map(seed.__xor__, shingles)) for seed in SEEDS]
    for start in range(0, len(least), ROWS):
        yield (start, *least[start : start + ROWS])


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)
