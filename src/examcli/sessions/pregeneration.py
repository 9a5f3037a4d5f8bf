"""A run written: many exams at once, on one loop, through one provider chain.

Exams are opened in their order, so many at a time, so that what an interruption or a limit leaves
are whole exams but for the last ones. What one exam lacks does not stop the others; what would stop
every other, such as a wrong key, ends the run, and then what is under way is still taken in.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from examcli.clock import Clock
from examcli.errors import (
    ExamError,
    GenerationFailed,
    GenerationInProgress,
    GenerationUnavailable,
)
from examcli.generation.task import Pace
from examcli.models import Model
from examcli.sessions.asking import session_for
from examcli.sessions.sessions import Sessions
from examcli.sessions.shortfall import helps_to_repeat
from examcli.sessions.verifier import Verifier
from examcli.store import ExamState, Run, RunExam, Store, way_on

OPEN_EXAMS = 24
"""Some five hundred calls, more than an account of the highest tier has under way at once."""
OPEN_EXAMS_OFFLINE = 2
"""As many keep the embedded engine busy; what its bank lacks is then lacking in the last exams."""
HELD_PAUSE_SECONDS = 1.0
"""Between two looks at exams that another process is writing; a lease lasts 30 s."""
EXAMS_NAMED = 10
"""As many as a line holds."""


class RunObserver(Protocol):
    """Is told how a run goes on, beside what an `Observer` hears of its questions."""

    def exam_done(self, exam: RunExam) -> None:
        """An exam is as it was asked for."""

    def exam_failed(self, exam: RunExam, failure: ExamError) -> None:
        """An exam lacks something; the others go on."""


@dataclass
class Pregeneration:
    """Writes one run; every process that does so takes the exams that no other one is at.

    No more than `affordable` exams are open at once, so that money that is short makes some exams
    whole and not all of them half.
    """

    sessions: Sessions
    run: Run
    observer: RunObserver
    clock: Clock
    solver: Callable[[], Model]
    affordable: int = OPEN_EXAMS
    _fault: ExamError | None = field(default=None, init=False)
    _failures: dict[int, ExamError] = field(default_factory=dict, init=False)

    async def write(self, pace: Pace) -> None:
        """Write whatever the run lacks.

        Raises:
            ExamError: what ended the run, or the failure of exams that are not as asked for.
        """
        store = self.sessions.store
        states = store.runs.states(self.run.id)
        todo = [each for each in states if not each.is_done(verified=self.run.verified)]
        if not todo:
            return
        await self.sessions.provider(pace)
        waiting = deque[RunExam](todo)
        async with asyncio.TaskGroup() as group:
            for _ in range(min(self._most_open, self.affordable, len(waiting))):
                group.create_task(self._work(waiting, pace))
        if self._fault or self._failures:
            raise self._ending(store.runs.states(self.run.id))

    @property
    def _most_open(self) -> int:
        return OPEN_EXAMS_OFFLINE if self.sessions.is_offline else OPEN_EXAMS

    async def _work(self, waiting: deque[RunExam], pace: Pace) -> None:
        """Take one exam after another; one that somebody else is at goes to the end."""
        while waiting and self._fault is None:
            exam = waiting.popleft()
            try:
                await self._exam(exam, pace)
            except GenerationInProgress:
                waiting.append(exam)
                await self.clock.sleep(HELD_PAUSE_SECONDS)
            except ExamError as failure:
                self._note(exam, failure)
            else:
                self.observer.exam_done(exam)

    async def _exam(self, exam: RunExam, pace: Pace) -> None:
        """Write one exam, and have it verified if that was asked for."""
        store = self.sessions.store
        record = session_for(store, self.run, exam, self.clock.now())
        store.create_empty(record, store.runs.blueprint(exam.blueprint))
        await self.sessions.complete(exam.session_id, pace)
        if self.run.verified:
            await Verifier(self.sessions, pace, self.solver()).verify(exam.session_id)

    def _note(self, exam: RunExam, failure: ExamError) -> None:
        if is_for_all(failure):
            self._fault = self._fault or failure
        else:
            self._failures[exam.number] = failure
            self.observer.exam_failed(exam, failure)

    def _ending(self, states: Sequence[ExamState]) -> ExamError:
        """Why the run is not done, how far it is, and the command that goes on."""
        missing = [e.number for e in states if not e.is_done(verified=self.run.verified)]
        told = f"{len(states) - len(missing)} of {len(states)} exams are done"
        way = f"`{way_on(self.run.id)}` goes on"
        if self._fault:
            return ended(self._fault, told, way)
        named = ", ".join(map(str, missing[:EXAMS_NAMED]))
        more = ", …" if len(missing) > EXAMS_NAMED else ""
        told += f"; not done: {named}{more}"
        failures = list(self._failures.values())
        causes = tuple(dict.fromkeys(failure.message for failure in failures))
        away = [each for each in failures if isinstance(each, GenerationUnavailable)]
        if len(away) == len(failures):
            reasons = [reason for each in away for reason in each.failures]
            return GenerationUnavailable(told, way, reasons)
        if self.sessions.is_offline and any(map(helps_to_repeat, failures)):
            way += "; with `--allow-repeats` it takes used questions again"
        return GenerationFailed(told, way, (*_reasons(failures), *causes)[:EXAMS_NAMED])


def _reasons(failures: Sequence[ExamError]) -> list[str]:
    """Why questions are missing, such as a kind of which none is unused, each reason once."""
    failed = [each for each in failures if isinstance(each, GenerationFailed)]
    return list(dict.fromkeys(reason for each in failed for reason in each.causes))


def with_repeats(store: Store, run: Run) -> Run:
    """The run, whose exams may take used questions again from now on."""
    store.runs.allow_repeats(run.id)
    begun = {session.id for session in store.sessions()}
    for exam in store.runs.exams(run.id):
        if exam.session_id in begun:
            store.allow_repeats(exam.session_id)
    return store.runs.run(run.id)


def is_for_all(failure: ExamError) -> bool:
    """Whether every other exam would meet the same failure."""
    match failure:
        case GenerationFailed():
            return False
        case GenerationUnavailable():
            return not failure.may_pass
    return True


def ended(fault: ExamError, told: str, way: str) -> ExamError:
    """What ended a run, which also says how far the run has come and how to go on."""
    fault.args = (f"{fault.message}; {told}",)
    fault.hint = f"{fault.hint}; then {way}" if fault.hint else way
    return fault
