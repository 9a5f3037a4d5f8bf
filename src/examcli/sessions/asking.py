"""What is asked for with a run of exams, and the run that comes of it."""

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from examcli.exam.blueprint import Blueprint
from examcli.exam.material import Material
from examcli.sessions.opening import Opening, new_exam, track_of
from examcli.store import Run, RunExam, SessionRecord, Store
from examcli.store.ids import new_run_id

MOST_EXAMS = 1_000
"""More than any course needs; a slip of the finger should not plan a million."""


@dataclass(frozen=True, kw_only=True)
class ExamWish:
    """One exam that is asked for; without a seed one is drawn."""

    blueprint: Blueprint
    track: str = ""
    seed: int | None = None
    material: Material | None = None
    name: str = ""

    @property
    def asked(self) -> tuple[object, ...]:
        """What tells it from others."""
        material = self.material.digest if self.material else ""
        return (self.blueprint.digest, self.track, self.seed, material, self.name)


@dataclass(frozen=True, kw_only=True)
class RunWish:
    """The exams of a run, and what holds for all of them."""

    exams: Sequence[ExamWish]
    name: str = ""
    allow_repeats: bool = False
    verified: bool = False
    max_cost_usd: float | None = None

    @property
    def asked(self) -> str:
        """A digest of what is asked for; what it may cost is no part of that."""
        exams = [exam.asked for exam in self.exams]
        text = json.dumps([exams, self.name, self.allow_repeats, self.verified])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class NewRun:
    """A run before it is stored, with what its exams are made of."""

    run: Run
    exams: Sequence[RunExam] = field(repr=False)
    wish: RunWish = field(repr=False)

    def store(self, store: Store) -> None:
        """Keep it."""
        blueprints = {each.blueprint.digest: each.blueprint for each in self.wish.exams}
        materials = {e.material.digest: e.material for e in self.wish.exams if e.material}
        store.runs.create(self.run, self.exams, list(blueprints.values()), list(materials.values()))


def counted(exam: ExamWish, count: int) -> list[ExamWish]:
    """The same exam so many times, with seeds that follow one another where one is named."""
    seeds = [None if exam.seed is None else exam.seed + number for number in range(count)]
    return [
        ExamWish(blueprint=exam.blueprint, track=exam.track, seed=seed, material=exam.material)
        for seed in seeds
    ]


def new_run(wish: RunWish, begun_at: datetime, draw: random.Random) -> NewRun:
    """The run that a wish becomes: every exam has its seed and the id of its session.

    Raises:
        UsageInvalid: a blueprint has no such track, or a seed cannot be stored.
    """
    run = Run(
        id=new_run_id(draw.getrandbits(32)),
        name=wish.name,
        asked=wish.asked,
        allow_repeats=wish.allow_repeats,
        verified=wish.verified,
        max_cost_usd=wish.max_cost_usd,
        created_at=begun_at.astimezone(UTC).isoformat(timespec="milliseconds"),
    )
    exams = []
    for number, exam in enumerate(wish.exams, start=1):
        opening = Opening(blueprint=exam.blueprint, begun_at=begun_at, draw=draw, seed=exam.seed)
        record = new_exam(opening, track_of(exam.blueprint, exam.track))
        exams.append(_exam(run.id, number, exam, record))
    return NewRun(run, exams, wish)


def _exam(run_id: str, number: int, exam: ExamWish, record: SessionRecord) -> RunExam:
    return RunExam(
        run_id=run_id,
        number=number,
        name=exam.name,
        session_id=record.id,
        blueprint=exam.blueprint.digest,
        track=record.track,
        seed=record.seed,
        material=exam.material.digest if exam.material else "",
        total_questions=record.total_questions,
    )


def session_for(store: Store, run: Run, exam: RunExam, begun_at: datetime) -> SessionRecord:
    """The session of an exam of a run, as it is before its first question."""
    opening = Opening(
        blueprint=store.runs.blueprint(exam.blueprint),
        begun_at=begun_at,
        draw=random.Random(),
        seed=exam.seed,
        allow_repeats=run.allow_repeats,
        material=store.runs.material(exam.material),
        session_id=exam.session_id,
    )
    return new_exam(opening, exam.track)
