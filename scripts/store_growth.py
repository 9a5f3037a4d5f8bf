"""What an exam more costs as a store grows: CPU and wall time of `pregenerate` at several sizes.

The store is filled through its own door with questions of the planned shape. At each size a few
exams are written by the code of `pregenerate`, over HTTP, by a simulator whose author never runs
out: the embedded bank's questions, each with a mark of its own. Client CPU is that of the thread
that writes, database included; the simulator runs in another one, so only wall time has its share.

    .venv/bin/python scripts/store_growth.py --sizes 10 100 300 1000
"""

import argparse
import asyncio
import itertools
import random
import statistics
import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from examcli.bench.exam_cost import NullObserver
from examcli.bench.reference_exam import TRACK, reference_blueprint
from examcli.bench.target import target_at
from examcli.clock import SYSTEM_CLOCK
from examcli.errors import ExamError
from examcli.exam.plan import Slot
from examcli.exam.question import Passage, Question
from examcli.generation.task import PREGENERATION
from examcli.models import known_models
from examcli.sessions.asking import ExamWish, RunWish, counted, new_run
from examcli.sessions.opening import Opening, new_exam
from examcli.sessions.pregeneration import Pregeneration
from examcli.sessions.sessions import Sessions
from examcli.simulator import Options, Simulator
from examcli.simulator.inexhaustible import Inexhaustible
from examcli.store import RunExam, Store

MODEL = "claude-sonnet-4-6"


class Silent(NullObserver):
    """Hears of whole exams, and only fails loudly."""

    def exam_done(self, _exam: RunExam) -> None:
        """Nothing."""

    def exam_failed(self, _exam: RunExam, failure: ExamError) -> None:
        """An exam that lacks something is no measurement."""
        raise failure


@dataclass(frozen=True)
class Added:
    """One exam that was written into a store of some size."""

    cpu_seconds: float
    seconds: float
    requests: int


def filled(slot: Slot, seed: int) -> Question:
    """A question of the shape that a slot plans, as long as those of the bank."""
    content = f"{seed:04d}-{slot.number:03d}"
    return Question(
        id=f"{slot.labels.section[:1]}_{slot.number}",
        position=slot.number,
        slot=slot.number,
        labels=slot.labels,
        stem=f"أي الخيارات التالية هو الأقرب إلى المعنى المقصود في السؤال {content}؟",
        choices=tuple(f"الخيار رقم {place} من {content}" for place in range(1, 5)),
        key_index=slot.key_place,
        explanation="شرح قصير يبين سبب صحة الجواب وخطأ غيره. " * 4,
        passage=Passage(slot.passage_id, f"نص للقراءة {seed}-{slot.passage}. " * 40)
        if slot.passage
        else None,
    )


def fill(store: Store, seeds: range) -> None:
    """Store whole exams, as sessions would."""
    blueprint = reference_blueprint()
    for seed in seeds:
        opening = Opening(
            blueprint=blueprint,
            begun_at=SYSTEM_CLOCK.now(),
            draw=random.Random(seed),
            seed=seed,
            session_id=f"exam-filled-{seed}",
        )
        record = new_exam(opening, TRACK)
        store.create_empty(record, blueprint)
        if not store.take_lease(record.id):
            raise RuntimeError(f"{record.id} is leased")
        for slot in record.plan.slots:
            store.add_question(record.id, filled(slot, seed), "claude", MODEL)
        store.note_batches(record.id, len(record.plan.batches))
        store.release_lease(record.id)


async def added(store: Store, base_url: str, seed: int) -> Added:
    """One exam more, as `pregenerate --count 1` writes it."""
    wish = ExamWish(blueprint=reference_blueprint(), track=TRACK, seed=seed)
    new = new_run(
        RunWish(exams=counted(wish, 1)), SYSTEM_CLOCK.now(), random.Random(1_000_000 + seed)
    )
    new.store(store)
    target = target_at(base_url, known_models().find(MODEL), SYSTEM_CLOCK)
    begin, begin_cpu = time.monotonic(), time.thread_time()
    async with Sessions(store, target.engine("growth"), SYSTEM_CLOCK, Silent()) as sessions:
        pregeneration = Pregeneration(
            sessions, new.run, Silent(), SYSTEM_CLOCK, lambda: target.model
        )
        await pregeneration.write(PREGENERATION)
        calls = len(sessions.stats.calls)
    return Added(time.thread_time() - begin_cpu, time.monotonic() - begin, calls)


def main() -> None:
    """Fill, measure, fill further; a line for each size."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 300, 1_000])
    arguments.add_argument("--exams", type=int, default=5, help="measured at each size")
    options = arguments.parse_args()
    with (
        TemporaryDirectory() as folder,
        Store.open(Path(folder) / "exams.db", SYSTEM_CLOCK) as store,
        Simulator(replace(Options(), compose=Inexhaustible())) as simulator,
    ):
        seeds = itertools.count(5_000_000)
        asyncio.run(added(store, simulator.base_url, next(seeds)))  # imports the SDK, warms up
        stored = 1
        print("exams  CPU s an exam  wall s  requests", flush=True)
        for size in options.sizes:
            fill(store, range(stored, size))
            runs = [
                asyncio.run(added(store, simulator.base_url, next(seeds)))
                for _ in range(options.exams)
            ]
            stored = size + len(runs)
            cpu = statistics.median(run.cpu_seconds for run in runs)
            wall = statistics.median(run.seconds for run in runs)
            requests = statistics.median(run.requests for run in runs)
            print(f"{size:5}  {cpu:13.3f}  {wall:6.3f}  {requests:8g}", flush=True)


if __name__ == "__main__":
    main()
