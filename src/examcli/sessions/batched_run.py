"""A run written by Message Batches: everything that its exams lack is handed in together."""

from dataclasses import dataclass
from typing import Literal

from examcli.clock import Clock
from examcli.errors import GenerationFailed
from examcli.sessions.asking import session_for
from examcli.sessions.batches import MOST_ROUNDS, BatchedSessions
from examcli.store import Run, Store, way_on

Refill = Literal["batch", "now"]
"""How what a batch did not bring is asked for: in another, smaller one, or in calls of its own."""
ROUNDS: dict[Refill, int] = {"batch": MOST_ROUNDS, "now": 1}


@dataclass(frozen=True)
class BatchedRun:
    """One run, and the account whose batches write it."""

    store: Store
    run: Run
    batched: BatchedSessions
    clock: Clock

    async def submit(self) -> int:
        """Hand in what the run lacks, and wait for nothing; how many requests that is.

        Raises:
            ProviderError: it was refused, or whether it has arrived is not known.
        """
        return await self.batched.submit(self._open_exams())

    async def write(self, refill: Refill) -> None:
        """Have batches write what the run lacks, as far as they do.

        Raises:
            GenerationFailed: after so many batches exams still lack something.
            ProviderError: it cannot be gone on with.
        """
        lacking = await self.batched.complete(self._open_exams(), ROUNDS[refill])
        if lacking and refill == "batch":
            raise GenerationFailed(
                f"{len(lacking)} exams lack something that {MOST_ROUNDS} batches did not bring",
                f"`{way_on(self.run.id)} --refill now` asks for it in calls of its own",
                self.batched.reasons,
            )

    def _open_exams(self) -> list[str]:
        """The sessions of exams that are not whole, each of them stored from now on."""
        runs = self.store.runs
        exams = [exam for exam in runs.states(self.run.id) if not exam.is_whole]
        for exam in exams:
            record = session_for(self.store, self.run, exam, self.clock.now())
            self.store.create_empty(record, runs.blueprint(exam.blueprint))
        return [exam.session_id for exam in exams]
