"""Questions of one exam that are too much alike, found without comparing every pair.

Equal questions meet in a dictionary, under what two typists would write alike. Those that differ
only in their numbers meet under their text without numbers, and are counted apart: a bank of
exercises is full of them. For the rest, two questions that are alike enough share one of their
rarest words or choices; only those that do are compared (prefix filtering: Bayardo, Ma and Srikant,
"Scaling up all pairs similarity search", 2007).
"""

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from examcli.exam.text import folded, typist
from examcli.review.item import Item

NUMBERS = re.compile(r"\d+(?:[.,/]\d+)*")
ALIKE = 0.6
"""Share of words and choices in common: measured, small rewordings are found from there on, and
below it questions of one subject."""
STOCK = 5
"""Times a stem stands in a file: from there on a form of words; its choices are the question."""
MOST_COMPARED = 100
"""Earlier questions with one rare word: a phrase of thousands must not make it quadratic."""


@dataclass
class Resemblance:
    """By the place of a later question, the place of the earlier one that it repeats."""

    equal: dict[int, int] = field(default_factory=dict)
    near: dict[int, int] = field(default_factory=dict)
    variants: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Traits:
    """What is kept of a question: equal for what a reader calls the same."""

    stem: bytes
    key: bytes
    content: bytes
    skeleton: bytes
    words: frozenset[int]
    choices: frozenset[int]


class Comparison:
    """Takes questions one by one, keeps of each what comparing needs, and compares them all."""

    def __init__(self) -> None:
        self._taken: list[_Traits] = []
        self._numbers: dict[str, int] = {}

    def take(self, item: Item) -> None:
        """Keep what comparing needs of the next question."""
        self._taken.append(_traits(item, self._number))

    def _number(self, token: str) -> int:
        """A number for each word or choice, in the order of their appearance."""
        return self._numbers.setdefault(token, len(self._numbers))

    @property
    def found(self) -> Resemblance:
        """Which question repeats which earlier one."""
        found = Resemblance()
        counts = Counter(traits.stem for traits in self._taken)
        unlike: dict[int, frozenset[int]] = {}
        first: dict[bytes, int] = {}
        for place, traits in enumerate(self._taken):
            is_stock = counts[traits.stem] >= STOCK
            twin = first.setdefault(traits.content, place)
            same_key = first.setdefault(traits.key, place) if not is_stock else place
            relative = first.setdefault(traits.skeleton, place) if traits.skeleton else place
            if twin != place:
                found.equal[place] = twin
            elif same_key != place:
                found.near[place] = same_key
            elif relative != place:
                found.variants[place] = relative
            else:
                unlike[place] = traits.choices if is_stock else traits.words | traits.choices
        found.near |= self._near(unlike)
        return found

    def _near(self, tokens_of: dict[int, frozenset[int]]) -> dict[int, int]:
        """Of questions that are not the same: by place, the first that it is nearly the same as."""
        frequency = Counter(token for tokens in tokens_of.values() for token in tokens)
        sharing: dict[int, list[int]] = defaultdict(list)
        near: dict[int, int] = {}
        for place, tokens in tokens_of.items():
            rarest = sorted(tokens, key=lambda token: (frequency[token], token))
            kept = rarest[: len(rarest) - math.ceil(ALIKE * len(rarest)) + 1]
            earlier = {other for token in kept for other in sharing[token][-MOST_COMPARED:]}
            for other in sorted(earlier):
                if self._are_near(place, other, tokens, tokens_of[other]):
                    near[place] = other
                    break
            for token in kept:
                sharing[token].append(place)
        return near

    def _are_near(self, place: int, other: int, one: frozenset[int], two: frozenset[int]) -> bool:
        """Alike as a whole, and in at least one choice: the same story may be asked two things."""
        shared = len(one & two)
        return shared >= ALIKE * (len(one) + len(two) - shared) and not self._taken[
            place
        ].choices.isdisjoint(self._taken[other].choices)


def resemblance(items: Iterable[Item]) -> Resemblance:
    """Find repeated questions, near repetitions, and questions with other numbers."""
    comparison = Comparison()
    for item in items:
        comparison.take(item)
    return comparison.found


def _traits(item: Item, number: Callable[[str], int]) -> _Traits:
    stem = typist(item.plain_stem)
    choices = [typist(choice) or choice for choice in item.plain_choices]
    passage = typist(folded(item.passage)) if item.passage else ""
    key = choices[item.key_index] if item.key_index is not None else ""
    return _Traits(
        stem=_digest([stem]),
        key=_digest(["key", stem, key or str(choices), passage]),
        content=_digest(["content", stem, *sorted(choices), passage]),
        skeleton=_skeleton(stem, choices, item.passage),
        words=frozenset(map(number, stem.split())),
        choices=frozenset(number(f"|{choice}") for choice in choices),
    )


def _skeleton(stem: str, choices: Sequence[str], passage: str) -> bytes:
    """The question without its numbers, or nothing when its stem has none."""
    if not NUMBERS.search(stem):
        return b""
    masked = sorted(NUMBERS.sub("#", choice) for choice in choices)
    return _digest(["skeleton", NUMBERS.sub("#", stem), *masked, str(len(passage))])


def _digest(texts: Sequence[str]) -> bytes:
    return hashlib.blake2b("\0".join(texts).encode(errors="surrogatepass"), digest_size=16).digest()
