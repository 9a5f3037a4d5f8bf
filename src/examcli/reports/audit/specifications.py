"""The table of specifications of one exam: as the blueprint wants it, as planned, as delivered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from examcli.exam.blueprint import Blueprint
from examcli.exam.question import Difficulty, Labels
from examcli.sessions.stored import StoredSession

Place = tuple[str, Difficulty]


@dataclass(frozen=True)
class Cell:
    """Questions of one topic at one level, or a whole topic or level.

    `wanted` is the blueprint's exact share, seldom a whole number; None where it has none, as in
    practice.
    """

    planned: int
    delivered: int
    wanted: float | None = None

    @property
    def difference(self) -> float:
        """How far the delivered questions are from what was wanted, else from the plan."""
        return abs(self.delivered - (self.planned if self.wanted is None else self.wanted))


@dataclass(frozen=True)
class Specifications:
    """All cells of an exam, and its topics, levels and kinds as totals."""

    cells: Mapping[Place, Cell]
    topics: Mapping[str, Cell]
    levels: Mapping[Difficulty, Cell]
    kinds: Mapping[str, Cell]

    @property
    def largest_difference(self) -> float:
        """The worst of all cells and totals, in questions."""
        everything = (self.cells, self.topics, self.levels, self.kinds)
        return max(
            (cell.difference for table in everything for cell in table.values()), default=0.0
        )


def specifications(stored: StoredSession, blueprint: Blueprint) -> Specifications:
    """The tables of one session."""
    planned = [slot.labels for slot in stored.plan.slots]
    delivered = [question.labels for question in stored.questions]
    wanted = _wanted(stored, blueprint)
    before, after = Counter(map(_place, planned)), Counter(map(_place, delivered))
    cells = {
        place: Cell(before[place], after[place], wanted.get(place))
        for place in _in_order([*wanted, *before, *after], blueprint)
    }
    return Specifications(
        cells=cells,
        topics={
            topic: _total(cell for place, cell in cells.items() if place[0] == topic)
            for topic in dict.fromkeys(topic for topic, _ in cells)
        },
        levels={
            level: _total(cell for place, cell in cells.items() if place[1] is level)
            for level in Difficulty
        },
        kinds=_kinds(planned, delivered),
    )


def _wanted(stored: StoredSession, blueprint: Blueprint) -> dict[Place, float]:
    """The exact share of each cell; a practice session follows a wish, not a track."""
    track = blueprint.tracks.get(stored.record.track)
    wanted: Counter[Place] = Counter()
    shares: dict[Place, float] = {}
    for stretch in track.stretches if track else ():
        for topic, count in stretch.counts.items():
            wanted.update({(topic, level): count for level in Difficulty})
    for (topic, level), count in wanted.items():
        shares[topic, level] = count * float(getattr(blueprint.difficulty, level.value)) / 100
    return shares


def _kinds(planned: Iterable[Labels], delivered: Iterable[Labels]) -> dict[str, Cell]:
    before = Counter(labels.kind for labels in planned)
    after = Counter(labels.kind for labels in delivered)
    return {kind: Cell(before[kind], after[kind]) for kind in dict.fromkeys([*before, *after])}


def _total(cells: Iterable[Cell]) -> Cell:
    some = list(cells)
    wanted = [cell.wanted for cell in some if cell.wanted is not None]
    return Cell(
        planned=sum(cell.planned for cell in some),
        delivered=sum(cell.delivered for cell in some),
        wanted=sum(wanted) if wanted else None,
    )


def _place(labels: Labels) -> Place:
    return labels.topic, labels.difficulty


def _in_order(places: Iterable[Place], blueprint: Blueprint) -> list[Place]:
    """Each place once, in the order of the blueprint."""
    order = [(topic.id, level) for topic in blueprint.topics for level in Difficulty]
    present = set(places)
    return [place for place in order if place in present]
