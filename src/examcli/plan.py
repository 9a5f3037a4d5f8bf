"""From a blueprint and a seed to slots: what every question will be, before any is written.

Because the plan fixes topic, difficulty, scenery and the place of the key beforehand, questions
are independent of each other and can be written in parallel. The same blueprint, track and seed
always give the same plan. Every count of the blueprint is met exactly; each topic's share of each
difficulty is within one question of the blueprint's mix.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice, product
from typing import NamedTuple, TypeVar

from pydantic import TypeAdapter

from examcli.blueprint import Blueprint, Reading, Stretch, Subtopic, Topic
from examcli.question import Difficulty, Labels

LEVELS = (Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD)
QUESTIONS_PER_PASSAGE = 4
SHUFFLES = 50
REDRAWS = 500
T = TypeVar("T")


@dataclass(frozen=True)
class Slot:
    """One question to be written.

    `number` is its place in the plan, from 1. `passage` numbers the reading set it belongs to
    (0: none); the slots of a set follow each other. `variant` is an arbitrary number that keeps
    two questions of one subtopic apart. `key_place` is where the key will stand (0 to 3).
    """

    number: int
    labels: Labels
    setting: str
    person: str
    city: str
    variant: int
    key_place: int
    passage: int = 0


@dataclass(frozen=True)
class Batch:
    """Questions served together: positions `first` to `last` of one section."""

    index: int
    section: str
    first: int
    size: int

    @property
    def last(self) -> int:
        """The position of the last question."""
        return self.first + self.size - 1

    @property
    def positions(self) -> range:
        """All positions, in order."""
        return range(self.first, self.first + self.size)

    def is_prefetch_due(self, position: int, threshold: float) -> bool:
        """Whether a student at `position` has used up enough to start on the next batch.

        Counted on the real size of this batch, so that a batch of 7 is due at its fifth question.
        """
        return position >= self.first + math.ceil(threshold * self.size - 1e-9) - 1


@dataclass(frozen=True)
class Plan:
    """All slots of a session, and the batches in which their questions are served."""

    slots: tuple[Slot, ...]
    batches: tuple[Batch, ...]

    @property
    def total(self) -> int:
        """How many questions the session has."""
        return len(self.slots)

    def batch(self, index: int) -> Batch:
        """The batch of this index, from 1."""
        return self.batches[index - 1]

    def batch_at(self, position: int) -> Batch:
        """The batch that holds a position."""
        return next(batch for batch in self.batches if position <= batch.last)

    def as_json(self) -> str:
        """The plan as text that `from_json` reads back."""
        return PLAN.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """The plan that `as_json` wrote."""
        return PLAN.validate_json(text)


PLAN = TypeAdapter(Plan)


@dataclass(frozen=True)
class PracticeWish:
    """What a student wants to practise: a section, one topic of it or all, a level or the mix."""

    section: str
    topic: str
    difficulty: Difficulty | None
    batch_size: int
    total: int


def plan_exam(blueprint: Blueprint, track: str, seed: int, batch_size: int = 0) -> Plan:
    """The whole exam of a track, in the blueprint's batches or in ones of `batch_size`."""
    draw = random.Random(f"{blueprint.id}/{track}/{seed}")
    planner = _Planner(blueprint, draw)
    mix = blueprint.difficulty
    for stretch in blueprint.track(track).stretches:
        batches = _split(stretch.size, batch_size) if batch_size else stretch.batches
        planner.add(
            stretch.model_copy(update={"batches": batches}), (mix.easy, mix.medium, mix.hard)
        )
    return planner.plan()


def plan_practice(blueprint: Blueprint, wish: PracticeWish, seed: int) -> Plan:
    """A practice session: batches of one size, the topics of the wish in equal shares."""
    draw = random.Random(f"{blueprint.id}/practice/{wish.topic}/{seed}")
    topics = [t.id for t in blueprint.topics if t.section == wish.section]
    chosen = [wish.topic] if wish.topic else topics
    shares = apportioned(wish.total, [1] * len(chosen))
    stretch = Stretch(
        section=wish.section,
        batches=_split(wish.total, wish.batch_size),
        topics={topic: share for topic, share in zip(chosen, shares, strict=True) if share},
    )
    planner = _Planner(blueprint, draw)
    mix = blueprint.difficulty
    only = tuple(int(level == wish.difficulty) for level in LEVELS)
    planner.add(stretch, only if wish.difficulty else (mix.easy, mix.medium, mix.hard))
    return planner.plan()


def _split(total: int, size: int) -> list[int]:
    full, rest = divmod(total, size)
    return [size] * full + [rest] * bool(rest)


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares that add up to `total`, by largest remainder; ties go to the earlier share.

    >>> apportioned(57, [30, 50, 20])
    [17, 29, 11]
    """
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [math.floor(share + 1e-9) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def rounded_table(rows: Sequence[int], columns: Sequence[int]) -> list[tuple[int, ...]]:
    """Whole cells with these row and column sums, each next to its exact proportional value.

    Such a table always exists (controlled rounding); with three columns a row has few
    candidates, so the first fitting combination is found quickly.
    """
    total = sum(rows)
    choices = [_row_candidates(row, [row * c / total for c in columns]) for row in rows]
    return _fit(choices, list(columns)) or []


def _row_candidates(row: int, exact: Sequence[float]) -> list[tuple[int, ...]]:
    bounds = [(math.floor(x + 1e-9), math.ceil(x - 1e-9)) for x in exact]
    cells = product(*(range(low, high + 1) for low, high in bounds))
    return [candidate for candidate in cells if sum(candidate) == row]


def _fit(choices: Sequence[list[tuple[int, ...]]], left: list[int]) -> list[tuple[int, ...]] | None:
    if not choices:
        return [] if not any(left) else None
    for row in choices[0]:
        remaining = [have - used for have, used in zip(left, row, strict=True)]
        if min(remaining) < 0:
            continue
        rest = _fit(choices[1:], remaining)
        if rest is not None:
            return [row, *rest]
    return None


class _Asked(NamedTuple):
    """One question about a passage on `subject`."""

    subtopic: str
    level: Difficulty
    subject: str


class _Planner:
    """Lays stretch after stretch, numbering slots and batches through."""

    def __init__(self, blueprint: Blueprint, draw: random.Random) -> None:
        self._blueprint = blueprint
        self._draw = draw
        self._slots: list[Slot] = []
        self._batches: list[Batch] = []
        self._passages = 0
        self._variants: set[int] = set()

    def plan(self) -> Plan:
        return Plan(tuple(self._slots), tuple(self._batches))

    def add(self, stretch: Stretch, mix: tuple[int, ...]) -> None:
        """Plan one stretch: labels first, then who is served in which batch."""
        table = rounded_table(list(stretch.topics.values()), apportioned(stretch.size, mix))
        singles: list[Slot] = []
        sets: dict[int, list[list[Slot]]] = {}
        for (topic_id, count), levels in zip(stretch.topics.items(), table, strict=True):
            topic = self._blueprint.topic(topic_id)
            shuffled = self._levels(levels)
            if self._is_reading(topic):
                sets = self._reading_sets(topic, _hosts(stretch.batches, count), shuffled)
            else:
                singles += self._singles(topic, shuffled)
        self._draw.shuffle(singles)
        remaining = iter(singles)
        for place, size in enumerate(stretch.batches):
            together = [slot for reading_set in sets.get(place, []) for slot in reading_set]
            self._close(stretch.section, [*together, *islice(remaining, size - len(together))])

    def _close(self, section: str, slots: Sequence[Slot]) -> None:
        first = len(self._slots) + 1
        self._batches.append(Batch(len(self._batches) + 1, section, first, len(slots)))
        self._slots += [replace(slot, number=first + i) for i, slot in enumerate(slots)]

    def _levels(self, counts: Sequence[int]) -> list[Difficulty]:
        levels = [lv for lv, n in zip(LEVELS, counts, strict=True) for _ in range(n)]
        self._draw.shuffle(levels)
        return levels

    def _is_reading(self, topic: Topic) -> bool:
        reading = self._blueprint.reading
        return reading is not None and topic.kind == reading.kind

    def _singles(self, topic: Topic, levels: list[Difficulty]) -> list[Slot]:
        """A subtopic that comes twice comes at different levels, if the levels allow it."""
        subtopics = self._subtopics(topic, len(levels))
        names = [subtopic.id for subtopic in subtopics]
        for _ in range(SHUFFLES):
            if len(set(zip(names, levels, strict=True))) == len(names):
                break
            self._draw.shuffle(levels)
        return [
            self._slot(topic, subtopic, level)
            for subtopic, level in zip(subtopics, levels, strict=True)
        ]

    def _subtopics(self, topic: Topic, count: int) -> list[Subtopic]:
        """All different while there are enough; the required ones always among them."""
        shuffled = self._draw.sample(topic.subtopics, len(topic.subtopics))
        shuffled.sort(key=lambda subtopic: not subtopic.required)
        return list(islice(cycle(shuffled), count))

    def _slot(self, topic: Topic, subtopic: Subtopic, level: Difficulty) -> Slot:
        scenery = self._blueprint.scenery
        has_context = subtopic.setting == "context"
        kind = self._blueprint.kind(topic, subtopic)
        return Slot(
            number=0,
            labels=Labels(topic.section, topic.id, subtopic.id, level, kind),
            setting=self._draw.choice(scenery.contexts) if has_context else "",
            person=self._draw.choice(scenery.people) if has_context else "",
            city=self._draw.choice(scenery.cities) if has_context else "",
            variant=self._variant(),
            key_place=self._draw.randrange(4),
        )

    def _variant(self) -> int:
        while (variant := self._draw.randrange(10_000, 100_000)) in self._variants:
            continue
        self._variants.add(variant)
        return variant

    def _reading_sets(
        self, topic: Topic, hosts: dict[int, int], levels: list[Difficulty]
    ) -> dict[int, list[list[Slot]]]:
        """Reading sets by batch: `hosts` says how many reading questions each batch takes.

        When passages are so many that subjects come again, they come with other questions.
        """
        reading = self._blueprint.reading
        assert reading is not None
        sizes = [_set_sizes(count, reading.largest_set) for count in hosts.values()]
        texts = self._texts(reading, [size for together in sizes for size in together], levels)
        for _ in range(REDRAWS):
            if _are_distinct(texts):
                break
            self._draw.shuffle(levels)
            texts = self._texts(reading, [len(text) for text in texts], levels)
        sets = (self._reading_set(topic, text) for text in texts)
        return {
            place: list(islice(sets, len(together)))
            for place, together in zip(hosts, sizes, strict=True)
        }

    def _texts(
        self, reading: Reading, sizes: Sequence[int], levels: Sequence[Difficulty]
    ) -> list[list[_Asked]]:
        """What is asked about each passage."""
        patterns, subjects = self._endless(reading.patterns), self._endless(reading.subjects)
        remaining = iter(levels)
        return [
            [_Asked(name, next(remaining), subject) for name in pattern[:size]]
            for size, pattern, subject in zip(sizes, patterns, subjects, strict=False)
        ]

    def _endless(self, members: Sequence[T]) -> Iterator[T]:
        while True:
            yield from self._draw.sample(members, len(members))

    def _reading_set(self, topic: Topic, text: Sequence[_Asked]) -> list[Slot]:
        self._passages += 1
        return [
            replace(
                self._slot(topic, topic.subtopic(asked.subtopic), asked.level),
                setting=asked.subject,
                passage=self._passages,
            )
            for asked in text
        ]


def _are_distinct(texts: Sequence[Sequence[_Asked]]) -> bool:
    everything = [asked for text in texts for asked in text]
    return len(set(everything)) == len(everything)


def _hosts(batches: Sequence[int], count: int) -> dict[int, int]:
    """Which batches take how many of `count` reading questions: about one passage each."""
    wanted = max(1, round(count / QUESTIONS_PER_PASSAGE))
    while wanted < len(batches) and sum(batches[:wanted]) < count:
        wanted += 1
    hosts = batches[:wanted]
    return dict(enumerate(apportioned(count, hosts)))


def _set_sizes(count: int, largest: int) -> list[int]:
    return apportioned(count, [1] * math.ceil(count / largest))
