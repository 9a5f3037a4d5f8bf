"""Runs of many exams as they are stored: what was asked for, and how far each exam has come.

An exam of a run has its session's id from the start; the session itself is stored when its turn
comes. So whoever has the file can go on with a run, and nothing else is needed for it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from pydantic import TypeAdapter

from examcli.errors import RunNotFound
from examcli.exam.blueprint import Blueprint
from examcli.exam.material import Material
from examcli.store.connection import Connection
from examcli.store.documents import DocumentRows

RUN = "SELECT * FROM runs WHERE id = :id"
RUNS = "SELECT * FROM runs ORDER BY created_at DESC, id"
ASKED = "SELECT * FROM runs WHERE asked = :asked ORDER BY created_at DESC"
LIMIT = "UPDATE runs SET max_cost_usd = :usd WHERE id = :id"
REPEATS = "UPDATE runs SET allow_repeats = 1 WHERE id = :id"
EXAMS = "SELECT * FROM run_exams WHERE run_id = :run ORDER BY number"
STATES = """
SELECT e.*,
    (SELECT count(*) FROM questions q WHERE q.session_id = e.session_id) AS stored,
    (SELECT count(*) FROM questions q
        WHERE q.session_id = e.session_id AND q.explanation <> '') AS explained,
    (SELECT count(*) FROM verifications v
        WHERE v.session_id = e.session_id AND v.discarded IS NULL) AS verified
FROM run_exams e
WHERE e.run_id = :run
ORDER BY e.number
"""
SPENT = """
SELECT
    count(*) AS requests,
    sum(r.cost_usd) AS cost_usd,
    sum(max(
        ifnull(r.cost_usd, 0.0), ifnull(r.reported_cost_usd, 0.0), ifnull(r.most_cost_usd, 0.0)
    )) AS most_cost_usd,
    sum(r.cost_usd IS NULL AND r.most_cost_usd IS NULL) AS unpriced
FROM run_exams e JOIN requests r ON r.session_id = e.session_id
WHERE e.run_id = :run
"""
"""What was not ended by the server may have cost as much as was reserved for it."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Many exams that were asked for together.

    `asked` is a digest of all that was asked for: the same again means the same run. With
    `verified` the keys of every exam are checked; `max_cost_usd` is what it may cost at most, None
    for no limit.
    """

    id: str
    name: str
    asked: str
    allow_repeats: bool
    verified: bool
    max_cost_usd: float | None
    created_at: str


@dataclass(frozen=True, kw_only=True)
class RunExam:
    """One exam of a run: what it is made of, and which session it becomes.

    `blueprint` and `material` are digests of what the store keeps; `material` is "" for none.
    """

    run_id: str
    number: int
    name: str
    session_id: str
    blueprint: str
    track: str
    seed: int
    material: str
    total_questions: int


@dataclass(frozen=True, kw_only=True)
class ExamState(RunExam):
    """How many questions of an exam are stored, explained and verified."""

    stored: int
    explained: int
    verified: int

    @property
    def is_whole(self) -> bool:
        """Whether every question is there, with its explanation."""
        return self.stored == self.explained == self.total_questions

    def is_done(self, *, verified: bool) -> bool:
        """Whether it is whole and, where that was asked for, verified."""
        return self.is_whole and (not verified or self.verified >= self.total_questions)


def done(run: Run, states: Sequence[ExamState]) -> int:
    """How many exams of a run are as they were asked for."""
    return sum(state.is_done(verified=run.verified) for state in states)


def stored(states: Sequence[ExamState]) -> int:
    """How many questions of some exams are stored."""
    return sum(state.stored for state in states)


def total(states: Sequence[ExamState]) -> int:
    """How many questions some exams have in all."""
    return sum(state.total_questions for state in states)


@dataclass(frozen=True)
class Spent:
    """What the requests of a run cost: as counted, and at most.

    They differ by answers that broke off, of which nobody tells the cost. None: not known.
    """

    requests: int
    cost_usd: float | None
    most_cost_usd: float | None


RUN_ROW = TypeAdapter(Run)
EXAM_ROW = TypeAdapter(RunExam)
STATE_ROW = TypeAdapter(ExamState)


class RunRows:
    """The tables of runs and their exams."""

    def __init__(self, connection: Connection, documents: DocumentRows) -> None:
        self._connection = connection
        self._documents = documents

    def create(
        self,
        run: Run,
        exams: Sequence[RunExam],
        blueprints: Sequence[Blueprint],
        materials: Sequence[Material],
    ) -> None:
        """Keep a new run with everything that its exams need."""
        with self._connection.writing():
            for blueprint in blueprints:
                self._documents.add_blueprint(blueprint)
            for material in materials:
                self._documents.add_material(material)
            self._connection.insert("runs", asdict(run))
            for exam in exams:
                self._connection.insert("run_exams", asdict(exam))

    def run(self, run_id: str) -> Run:
        """The run of this id.

        Raises:
            RunNotFound: there is none.
        """
        rows = self._connection.rows(RUN, {"id": run_id})
        if not rows:
            raise RunNotFound(f"there is no run `{run_id}`")
        with self._connection.intact():
            return RUN_ROW.validate_python(dict(rows[0]))

    def limit(self, run_id: str, max_cost_usd: float) -> None:
        """From now on a run may cost so much, with all that it has cost already."""
        self._connection.change(LIMIT, {"id": run_id, "usd": max_cost_usd})

    def allow_repeats(self, run_id: str) -> None:
        """From now on the exams of a run that are still to be begun may repeat questions."""
        self._connection.change(REPEATS, {"id": run_id})

    def all(self) -> list[Run]:
        """All runs, the latest first."""
        rows = self._connection.rows(RUNS, {})
        with self._connection.intact():
            return [RUN_ROW.validate_python(dict(row)) for row in rows]

    def unfinished(self, asked: str) -> Run | None:
        """The latest run for which the same was asked and which is not done, if there is one."""
        rows = self._connection.rows(ASKED, {"asked": asked})
        with self._connection.intact():
            runs = [RUN_ROW.validate_python(dict(row)) for row in rows]
        for run in runs:
            if not all(exam.is_done(verified=run.verified) for exam in self.states(run.id)):
                return run
        return None

    def exams(self, run_id: str) -> list[RunExam]:
        """The exams of a run, in their order."""
        rows = self._connection.rows(EXAMS, {"run": run_id})
        with self._connection.intact():
            return [EXAM_ROW.validate_python(dict(row)) for row in rows]

    def states(self, run_id: str) -> list[ExamState]:
        """How far each exam of a run has come, in their order."""
        rows = self._connection.rows(STATES, {"run": run_id})
        with self._connection.intact():
            return [STATE_ROW.validate_python(dict(row)) for row in rows]

    def spent(self, run_id: str) -> Spent:
        """What the run has cost so far."""
        row = self._connection.rows(SPENT, {"run": run_id})[0]
        if row["unpriced"]:
            return Spent(row["requests"], None, None)
        return Spent(row["requests"], row["cost_usd"] or 0.0, row["most_cost_usd"] or 0.0)

    def blueprint(self, digest: str) -> Blueprint:
        """A blueprint of an exam, as it was when the run was asked for."""
        return self._documents.blueprint(digest)

    def material(self, digest: str) -> Material | None:
        """The material of an exam; None for ""."""
        return self._documents.material(digest) if digest else None


def way_on(run_id: str) -> str:
    """The command that goes on with a run."""
    return f"examcli pregenerate --resume {run_id}"
