"""From slots to the requests of a Message Batch, and from its results to reviewed questions.

An answer from a batch is read by the same code as a stream: it only arrives all at once. To read
one twice changes nothing, because what is stored already is not taken again.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from examcli.errors import ProviderError
from examcli.generation.fanout import shards
from examcli.generation.prompt import Order, avoid_line
from examcli.generation.receiving import Progress, Receiving, note_reason, passage_of, question_of
from examcli.generation.requesting import Requests
from examcli.generation.task import QuestionSink, Task
from examcli.providers import Provider, Request, Started, answered, listening


@dataclass(frozen=True)
class Rejections:
    """Why slots are still empty after an answer; by slot, what was rejected, as `avoid` lines."""

    reasons: list[str]
    refused: dict[int, list[str]]


def requests_for(task: Task, sink: QuestionSink, repeated: Container[int]) -> list[Request]:
    """One request for about ten slots of the task's orders; a reading set stays together.

    For the slots of these numbers something came before that was not new: their authors are told
    of more that was used.
    """
    requests = Requests(task, sink)
    return [
        _request(requests, progresses(task, shard, repeated))
        for shard in shards(task.orders, task.pace.shard_size)
    ]


def request_again(task: Task, sink: QuestionSink) -> Request:
    """The request that asked for the task's orders, as far as its answer depends on it."""
    return _request(Requests(task, sink), progresses(task, task.orders))


async def take(task: Task, sink: QuestionSink, request: Request, answer: Provider) -> Rejections:
    """Read an answer and hand in what is good; what was not.

    Raises:
        ExamError: it could not be handed in.
    """
    todo = progresses(task, task.orders)
    receiving = Receiving(task, sink, todo, passage_of(todo))

    def started(start: Started) -> None:
        receiving.origin = start

    try:
        async with listening(answered(answer, request, started)) as events:
            await receiving.read(events)
    except ProviderError as failure:
        note_reason(todo, failure.message)
    empty = [progress for progress in todo if progress.accepted is None]
    return Rejections(
        reasons=[reason for progress in empty for reason in progress.reasons],
        refused={
            progress.order.slot.number: [avoid_line(draft.stem, draft.key)]
            for progress in empty
            if (draft := progress.rejected)
        },
    )


def progresses(
    task: Task, orders: Sequence[Order], repeated: Container[int] = ()
) -> list[Progress]:
    """Orders with the questions that are stored already and only lack an explanation, if that."""
    return [
        Progress(
            order,
            question_of(task, order, order.given, "") if order.given else None,
            repeated_before=order.slot.number in repeated,
        )
        for order in orders
    ]


def _request(requests: Requests, todo: Sequence[Progress]) -> Request:
    return requests.request(todo, requests.cache_ttl, passage_of(todo))
