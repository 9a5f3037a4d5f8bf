"""What a Message Batch asks for: its requests, their names, and the leases they are made under."""

from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass

from examcli.errors import GenerationInProgress
from examcli.generation.prompt import Order
from examcli.generation.task import BATCHED, Task
from examcli.models import Model, known_models
from examcli.providers import Request
from examcli.providers.batches import (
    MOST_BODY_BYTES,
    MOST_REQUESTS,
)
from examcli.sessions.intake import SessionIntake
from examcli.sessions.sessions import Sessions
from examcli.store import BatchRequest

LONGEST_ID = 64
"""Of a `custom_id`, as documented."""


@dataclass(frozen=True)
class Planned:
    """One request that is about to be handed in."""

    kept: BatchRequest
    request: Request
    line: bytes


def custom_id(session_id: str, times: int, slots: Sequence[int]) -> str:
    """The name of a request: its session, the how-manieth batch of that, and its slots.

    The slots are a number with a bit each, counted from the first of them: what two requests have
    in common can be told from their names.
    """
    first = min(slots)
    bits = sum(1 << (slot - first) for slot in slots)
    name = f"{session_id}_{times}_{first}_{bits:x}"
    assert len(name) <= LONGEST_ID
    return name


def parts(planned: Sequence[Planned]) -> Iterator[list[Planned]]:
    """As few batches as the limits allow."""
    part: list[Planned] = []
    size_bytes = 0
    for each in planned:
        if part and (len(part) == MOST_REQUESTS or size_bytes + len(each.line) > MOST_BODY_BYTES):
            yield part
            part, size_bytes = [], 0
        part.append(each)
        size_bytes += len(each.line) + 1
    if part:
        yield part


def batch_task(
    sessions: Sessions, intake: SessionIntake, orders: Sequence[Order], model: str = ""
) -> Task:
    """What a batch is to write, or has written, for a session."""
    return Task(
        session_id=intake.record.id,
        blueprint=intake.blueprint,
        model=_model(sessions, model),
        pace=BATCHED,
        is_cache_warm=False,
        orders=tuple(orders),
        material=intake.record.material,
    )


def _model(sessions: Sessions, name: str) -> Model:
    """The model that a batch was handed in for; the one that writes now if none is named."""
    model = sessions.model
    return model if name in {"", model.id} else known_models().find(name)


async def leased(sessions: Sessions, stack: AsyncExitStack, session_id: str) -> SessionIntake:
    """Hold the lease of a session until the stack is left; what is complete is noted then."""
    intake = stack.enter_context(sessions.lease(session_id))
    await stack.enter_async_context(sessions.lease_kept(intake))
    stack.callback(_note_batches, sessions, intake)
    return intake


def _note_batches(sessions: Sessions, intake: SessionIntake) -> None:
    with suppress(GenerationInProgress):  # whoever has the lease now will note them
        complete = intake.stored.complete_batches
        sessions.store.note_batches(intake.record.id, complete)
