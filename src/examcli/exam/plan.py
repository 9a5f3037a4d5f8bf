"""From a blueprint and a seed to slots: what every question will be, before any is written.

Because the plan fixes topic, difficulty, scenery and the place of the key beforehand, questions
are independent of each other and can be written in parallel. The same blueprint, track and seed
always give the same plan. Every count of the blueprint is met exactly; each topic's share of each
difficulty is within one question of the blueprint's mix. No two questions have the same subtopic,
difficulty and scenario while the blueprint has others to offer.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import islice
from typing import NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from examcli.errors import DocumentInvalid
from examcli.exam.apportionment import apportioned, portions, rounded_table
from examcli.exam.blueprint import Blueprint
from examcli.exam.blueprint.parts import Subtopic, Topic
from examcli.exam.choice import CHOICE_COUNT
from examcli.exam.question import Difficulty, Labels
from examcli.exam.readingsets import set_sizes, spread

LEVELS = (Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD)
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

    @property
    def passage_id(self) -> str:
        """The id that the passage of its reading set has in the session, "" without one."""
        return f"p{self.passage}" if self.passage else ""


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
        """Whether a student at `position` has used up enough to start on the next batch."""
        return position >= self.first + self.questions_before_prefetch(threshold) - 1

    def questions_before_prefetch(self, threshold: float) -> int:
        """How many questions of this batch are enough, the one a student is at included.

        Counted on the real size of this batch, so that of 7 the fifth question is enough, and
        exactly: 0.7 of 10 are 7, which binary fractions make a little more.
        """
        return math.ceil(Fraction(str(threshold)) * self.size)


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

    def first_incomplete(self, stored: set[int]) -> Batch | None:
        """The first batch that lacks a question when these positions have one."""
        return next((each for each in self.batches if not stored >= set(each.positions)), None)

    def as_json(self) -> str:
        """The plan as text that `from_json` reads back."""
        return PLAN.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """The plan that `as_json` wrote.

        Raises:
            DocumentInvalid: the text is no plan whose slots and batches follow each other.
        """
        try:
            plan = PLAN.validate_json(text)
        except ValidationError as error:
            raise DocumentInvalid("the plan is not as it was written") from error
        if not _is_sound(plan):
            raise DocumentInvalid("the plan has slots or batches that do not follow each other")
        return plan


PLAN = TypeAdapter(Plan)


def _is_sound(plan: Plan) -> bool:
    """Whether slots and batches are numbered through, and the batches hold all slots."""
    upcoming = 1
    for index, batch in enumerate(plan.batches, start=1):
        if (batch.index, batch.first) != (index, upcoming) or batch.size < 1:
            return False
        upcoming += batch.size
    is_numbered = all(slot.number == place for place, slot in enumerate(plan.slots, start=1))
    return is_numbered and len(plan.slots) == upcoming - 1 > 0


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
    planner = _Planner(blueprint, random.Random(f"{blueprint.id}/{track}/{seed}"))
    for stretch in blueprint.track(track).stretches:
        layout = portions(stretch.total, batch_size) if batch_size else stretch.layout
        planner.add(_Part(stretch.section, stretch.counts, layout, _mix(blueprint)))
    return planner.plan()


def plan_practice(blueprint: Blueprint, wish: PracticeWish, seed: int) -> Plan:
    """A practice session: batches of one size, the topics of the wish in equal shares."""
    planner = _Planner(blueprint, random.Random(f"{blueprint.id}/practice/{wish.topic}/{seed}"))
    topics = [topic.id for topic in blueprint.topics if topic.section == wish.section]
    chosen = [wish.topic] if wish.topic else topics
    shares = zip(chosen, apportioned(wish.total, [1] * len(chosen)), strict=True)
    counts = {topic: count for topic, count in shares if count}
    only = tuple(int(level == wish.difficulty) for level in LEVELS)
    mix = only if wish.difficulty else _mix(blueprint)
    planner.add(_Part(wish.section, counts, portions(wish.total, wish.batch_size), mix))
    return planner.plan()


def _mix(blueprint: Blueprint) -> tuple[int, ...]:
    mix = blueprint.difficulty
    return mix.easy, mix.medium, mix.hard


@dataclass(frozen=True)
class _Part:
    """What to plan at once: questions of one section by topic, their batches, their levels."""

    section: str
    counts: Mapping[str, int]
    layout: Sequence[int]
    mix: tuple[int, ...]


class _Cell(NamedTuple):
    """What two questions should not share; `subject` is that of the passage, "" without one."""

    topic: str
    subtopic: str
    level: Difficulty
    subject: str = ""


class _Planner:
    """Lays part after part, numbering slots and batches through."""

    def __init__(self, blueprint: Blueprint, draw: random.Random) -> None:
        self._blueprint = blueprint
        self._draw = draw
        self._slots: list[Slot] = []
        self._batches: list[Batch] = []
        self._passages = 0
        self._cells: Counter[_Cell] = Counter()
        self._subtopics: Counter[tuple[str, str]] = Counter()
        self._settings: dict[_Cell, Iterator[str]] = {}
        self._subjects = self._endless(blueprint.reading.subjects if blueprint.reading else [])
        self._variants: set[int] = set()

    def plan(self) -> Plan:
        return Plan(tuple(self._slots), tuple(self._batches))

    def add(self, part: _Part) -> None:
        """Plan one part: labels first, then who is served in which batch."""
        table = rounded_table(list(part.counts.values()), part.mix)
        singles: list[Slot] = []
        sets: dict[int, list[Slot]] = {}
        for (name, count), row in zip(part.counts.items(), table, strict=True):
            topic, levels = self._blueprint.topic(name), self._levels(row)
            if self._is_reading(topic):
                sets = self._reading_sets(topic, self._hosted(part.layout, count), levels)
            else:
                singles += self._singles(topic, levels)
        self._draw.shuffle(singles)
        remaining = iter(singles)
        for place, size in enumerate(part.layout):
            together = sets.get(place, [])
            self._close(part.section, [*together, *islice(remaining, size - len(together))])

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

    def _endless(self, members: Sequence[T]) -> Iterator[T]:
        """All members in a drawn order, then all again in another."""
        while members:
            yield from self._draw.sample(members, len(members))

    def _singles(self, topic: Topic, levels: Sequence[Difficulty]) -> list[Slot]:
        """For each level in turn the subtopic that has waited longest for it."""
        order = self._draw.sample(topic.subtopics, len(topic.subtopics))
        slots = []
        for level in levels:
            subtopic = min(order, key=partial(self._claim, topic, level))
            slots.append(self._slot(topic, subtopic, _Cell(topic.id, subtopic.id, level)))
        return slots

    def _claim(
        self, topic: Topic, level: Difficulty, subtopic: Subtopic
    ) -> tuple[bool, bool, float, int]:
        """How much a subtopic should have the next question of a level; the smallest has most.

        A required one that is still missing comes first; one that has nothing new to offer at
        this level comes last; otherwise turns are taken by weight.
        """
        uses = self._subtopics[topic.id, subtopic.id]
        at_this_level = self._cells[_Cell(topic.id, subtopic.id, level)]
        offers = len(self._blueprint.scenery.contexts) if subtopic.setting == "context" else 1
        return (
            not (subtopic.required and not uses),
            at_this_level >= offers,
            (uses + 0.5) / subtopic.weight,
            at_this_level,
        )

    def _slot(self, topic: Topic, subtopic: Subtopic, cell: _Cell) -> Slot:
        scenery = self._blueprint.scenery
        has_context = subtopic.setting == "context"
        kind = self._blueprint.kind(topic, subtopic)
        self._cells[cell] += 1
        self._subtopics[topic.id, subtopic.id] += 1
        return Slot(
            number=0,
            labels=Labels(topic.section, topic.id, subtopic.id, cell.level, kind),
            setting=cell.subject or (self._setting(cell) if has_context else ""),
            person=self._draw.choice(scenery.people) if has_context else "",
            city=self._draw.choice(scenery.cities) if has_context else "",
            variant=self._variant(),
            key_place=self._draw.randrange(CHOICE_COUNT),
        )

    def _variant(self) -> int:
        while (variant := self._draw.randrange(10_000, 100_000)) in self._variants:
            continue
        self._variants.add(variant)
        return variant

    def _setting(self, cell: _Cell) -> str:
        """Another context each time that a subtopic is asked about at a level."""
        if cell not in self._settings:
            self._settings[cell] = self._endless(self._blueprint.scenery.contexts)
        return next(self._settings[cell])

    def _hosted(self, layout: Sequence[int], count: int) -> list[list[int]]:
        """The sizes of the reading sets in each of the first batches."""
        reading = self._blueprint.reading
        assert reading is not None
        shares = spread(count, layout, reading.largest_set)
        return [set_sizes(share, reading.largest_set) for share in shares]

    def _reading_sets(
        self, topic: Topic, hosted: Sequence[Sequence[int]], levels: Sequence[Difficulty]
    ) -> dict[int, list[Slot]]:
        """Reading sets by batch; `hosted` has the sizes of those in each."""
        sizes = {place: together for place, together in enumerate(hosted) if together}
        texts = self._texts([size for together in sizes.values() for size in together])
        asked = iter(self._with_levels(topic, texts, levels))
        return {
            place: [slot for size in together for slot in self._set(topic, islice(asked, size))]
            for place, together in sizes.items()
        }

    def _texts(self, sizes: Sequence[int]) -> list[tuple[str, list[str]]]:
        """The subject of each passage, and the subtopics that are asked about.

        When passages are so many that a subject comes again, it comes with other questions.
        """
        reading = self._blueprint.reading
        assert reading is not None
        patterns = self._draw.sample(reading.patterns, len(reading.patterns))
        uses: Counter[int] = Counter()
        asked: Counter[tuple[str, str]] = Counter()
        texts = []
        for size, subject in zip(sizes, self._subjects, strict=False):

            def worn(place: int, size: int = size, subject: str = subject) -> tuple[int, int]:
                return sum(asked[subject, name] for name in patterns[place][:size]), uses[place]

            place = min(range(len(patterns)), key=worn)
            uses[place] += 1
            asked.update((subject, name) for name in patterns[place][:size])
            texts.append((subject, patterns[place][:size]))
        return texts

    def _with_levels(
        self,
        topic: Topic,
        texts: Sequence[tuple[str, Sequence[str]]],
        levels: Sequence[Difficulty],
    ) -> list[_Cell]:
        """Give out the levels so that nothing is asked twice of a subject at one level.

        Questions that could be mistaken for each other choose first, each the level of which most
        is left; so they get different ones if that is possible at all.
        """
        left = Counter(levels)
        alike: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, key in enumerate((subject, name) for subject, names in texts for name in names):
            alike[key].append(place)
        groups = self._draw.sample(list(alike.items()), len(alike))
        cells: dict[int, _Cell] = {}
        for (subject, name), places in sorted(groups, key=lambda group: -len(group[1])):
            for place in places:
                offered = [_Cell(topic.id, name, level, subject) for level in left.elements()]
                taken = Counter(cells[p].level for p in places if p in cells)

                def claim(cell: _Cell, taken: Counter[Difficulty] = taken) -> tuple[int, int, int]:
                    return taken[cell.level], self._cells[cell], -left[cell.level]

                cells[place] = min(offered, key=claim)
                left[cells[place].level] -= 1
        return [cells[place] for place in range(len(cells))]

    def _set(self, topic: Topic, asked: Iterable[_Cell]) -> list[Slot]:
        self._passages += 1
        return [
            replace(self._slot(topic, topic.subtopic(cell.subtopic), cell), passage=self._passages)
            for cell in asked
        ]
