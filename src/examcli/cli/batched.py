"""The part of `pregenerate` that Message Batches do."""

from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from examcli.cli.app_context import AppContext
from examcli.errors import UsageInvalid
from examcli.sessions.sessions import Sessions
from examcli.store import Run, Store, way_on
from examcli.terminal.run_progress import Teller
from examcli.terminal.runs import show_caching

if TYPE_CHECKING:
    from examcli.sessions.batched_run import Refill


class RefillChoice(Enum):
    """The values of `--refill`."""

    BATCH = "batch"
    NOW = "now"


ByBatch = Annotated[
    bool, typer.Option("--batch", help="By Message Batches: half the price, within a day.")
]
Detach = Annotated[
    bool, typer.Option("--detach", help="With --batch: hand it in, wait for nothing.")
]
Refilled = Annotated[RefillChoice, typer.Option(help="How to ask for what a batch did not bring.")]


@dataclass(frozen=True)
class Way:
    """How the questions of a run are to be asked for.

    Raises:
        UsageInvalid: detached from nothing.
    """

    is_batch: bool
    is_detached: bool
    refill: "Refill"

    def __post_init__(self) -> None:
        if self.is_detached and not self.is_batch:
            raise UsageInvalid("only a batch goes on without this process", "`--batch --detach`")


async def by_batches(
    context: AppContext, sessions: Sessions, run: Run, way: Way, teller: Teller
) -> bool:
    """Do by batches what was asked for, or was begun, that way; whether the run can go on."""
    if not way.is_batch and not _is_under_way(sessions.store, run):
        return True
    from examcli.sessions.batched_run import BatchedRun
    from examcli.sessions.batches import BatchedSessions

    with context.engines.message_batches() as api:
        async with api:
            batched = BatchedSessions(
                sessions, api, context.clock, partial(teller.batch, run), context.engines.budget
            )
            written = BatchedRun(sessions.store, run, batched, context.clock)
            if way.is_detached:
                await written.submit()
                context.screen.note(f"`{way_on(run.id)}` takes the answers in")
                return False
            await written.write(way.refill)
    exams = [exam.session_id for exam in sessions.store.runs.exams(run.id)]
    show_caching(context.screen, *sessions.store.batches.usage(exams))
    return True


def _is_under_way(store: Store, run: Run) -> bool:
    """Whether a batch is to bring something to the run."""
    exams = store.runs.exams(run.id)
    return any(store.batches.pending(exam.session_id) is not None for exam in exams)
