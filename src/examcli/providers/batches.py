"""Message Batches: many requests handed in at once, answered within a day, at half the price.

Only Claude's own API has them. What comes back is read as everything else from outside: bounded,
line by line, and by the same decoder as any answer.
"""

import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, Self

from examcli.clock import SYSTEM_CLOCK, Clock
from examcli.errors import BatchGone, ProviderError, SettingsInvalid
from examcli.models import Model
from examcli.providers import Event, Request
from examcli.providers.answering import REFUSAL_BYTES, REFUSAL_SECONDS
from examcli.providers.decoding import StreamDecoder
from examcli.providers.endpoint import Endpoint
from examcli.providers.failures import Failures
from examcli.providers.http import connected, disconnecting, unread
from examcli.providers.response import (
    Bounds,
    Disconnected,
    Overdue,
    Overlong,
    Response,
    beginning,
    bounded,
)
from examcli.providers.sse import Fields, mapping, parsed

PATH = "/v1/messages/batches"
MOST_REQUESTS = 100_000
MOST_BODY_BYTES = 250_000_000
"""The documented limits of one batch; the second is 256 MB, whichever megabyte that is."""
BATCH_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
"""What may stand in a path; the API's own are 33 characters."""
UPLOAD_SECONDS = 600.0
"""For 256 MB on a line of 4 Mbit/s."""
RESULTS_SECONDS = 3_600.0
"""For as much on the way back, while every answer is reviewed and stored."""
DOCUMENT_BYTES = 2_000_000
"""A batch is told in 700 bytes, and a page has at most a hundred of them."""
LINE_BYTES = 4_000_000
"""An answer of 28,000 tokens, thoughts included, has some 200,000."""
RESULT_BYTES = 400_000
"""At most so much a result, on the average."""
PAGE_SIZE, MOST_PAGES = 100, 50
"""Nobody hands in more than so many batches between a submission and its recognition."""

Outcome = Literal["succeeded", "errored", "canceled", "expired"]
OUTCOMES: tuple[Outcome, ...] = ("succeeded", "errored", "canceled", "expired")


@dataclass(frozen=True)
class BatchState:
    """A batch as its server tells of it; `answered` requests are no longer being worked on."""

    id: str
    created_at: datetime
    request_count: int
    answered: int
    has_ended: bool


@dataclass(frozen=True)
class BatchResult:
    """What became of one request: a message, an error, or nothing at all."""

    custom_id: str
    outcome: Outcome
    document: Fields


class MessageBatches:
    """The batches of one account, as a server that speaks the Messages API keeps them."""

    def __init__(self, endpoint: Endpoint, model: Model, clock: Clock = SYSTEM_CLOCK) -> None:
        """See the module docstring.

        Raises:
            SettingsInvalid: this server has no batches, or the model is not served in one.
        """
        if endpoint.prefix != "ANTHROPIC":
            raise SettingsInvalid(
                f"{endpoint.name} has no Message Batches",
                "set ANTHROPIC_API_KEY and EXAM_PROVIDER=claude, or leave out `--batch`",
            )
        if not model.takes_batches:
            raise SettingsInvalid(
                f"{model.id} cannot be used in Message Batches", "set EXAM_MODEL to another model"
            )
        self._endpoint = endpoint
        self._model = model
        self._clock = clock
        self._failures = Failures(endpoint, model, clock)
        self._client = connected(endpoint)

    @property
    def name(self) -> str:
        """The name under which requests are recorded."""
        return self._endpoint.name

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    def line(self, custom_id: str, request: Request) -> bytes:
        """A request as a batch carries it."""
        params = {k: v for k, v in self._endpoint.body(request).items() if k != "stream"}
        line = {"custom_id": custom_id, "params": params}
        return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()

    async def submit(self, lines: list[bytes]) -> BatchState:
        """Hand in one batch of at most `MOST_REQUESTS` lines and `MOST_BODY_BYTES`.

        Raises:
            Unavailable: whether there is such a batch now is not known, unless it is `Throttled`.
            ProviderError: it was refused.
        """
        body = b'{"requests":[' + b",".join(lines) + b"]}"
        async with self._asked("POST", PATH, UPLOAD_SECONDS, body) as response:
            return self._state(await self._document(response))

    async def state(self, batch_id: str) -> BatchState:
        """How far a batch is.

        Raises:
            BatchGone: this account has no such batch.
            ProviderError: it cannot be told.
        """
        async with self._asked("GET", self._path(batch_id)) as response:
            return self._state(await self._document(response))

    async def since(self, moment: datetime) -> list[BatchState]:
        """The batches of this account that were made at or after a moment, the newest first.

        Raises:
            ProviderError: they cannot be listed.
        """
        found: list[BatchState] = []
        path = f"{PATH}?limit={PAGE_SIZE}"
        for _ in range(MOST_PAGES):
            async with self._asked("GET", path) as response:
                page = await self._document(response)
            told = page.get("data")
            states = [self._state(mapping(each)) for each in told] if isinstance(told, list) else []
            found += [state for state in states if state.created_at >= moment]
            if page.get("has_more") is not True or not states or states[-1].created_at < moment:
                break
            path = f"{PATH}?limit={PAGE_SIZE}&after_id={states[-1].id}"
        return found

    async def results(self, state: BatchState) -> AsyncGenerator[BatchResult]:
        """The results of a batch that has ended, in any order; lines that are none are left out.

        Raises:
            ProviderError: they cannot be read, or not to their end.
        """
        size_bytes = LINE_BYTES + RESULT_BYTES * state.request_count
        path = f"{self._path(state.id)}/results"
        async with self._asked("GET", path, RESULTS_SECONDS) as response:
            body = bounded(response, Bounds(RESULTS_SECONDS, size_bytes), self._clock.monotonic)
            async with aclosing(_lines(body)) as lines:
                async for line in lines:
                    result = _result(line)
                    if result:
                        yield result

    def answer(self, result: BatchResult) -> "FetchedAnswer":
        """A result as a provider that has answered already."""
        return FetchedAnswer(self._endpoint, result, self._clock)

    def failure(self, result: BatchResult) -> ProviderError:
        """What an errored result means."""
        return self._failures.told(result.document)

    def _path(self, batch_id: str) -> str:
        if not BATCH_ID.fullmatch(batch_id):
            raise self._failures.not_an_api(200, "a batch without an id")
        return f"{PATH}/{batch_id}"

    @asynccontextmanager
    async def _asked(
        self, method: str, path: str, seconds: float = REFUSAL_SECONDS, body: bytes | None = None
    ) -> AsyncIterator[Response]:
        """A good response to a request; it and its body may take so long."""
        headers = {"content-type": "application/json"} if body else {}
        try:
            with disconnecting():
                async with self._client.stream(
                    method, path, content=body, headers=headers, timeout=seconds
                ) as answer:
                    response = Response(answer.status_code, answer.headers, unread(answer))
                    if not answer.is_success:
                        raise await self._refusal(path, response)
                    yield response
        except Disconnected as error:
            raise self._failures.unreachable(str(error)) from error
        except Overdue as error:
            raise self._failures.silent("took too long to answer") from error
        except Overlong as error:
            raise self._failures.not_an_api(200, "an endless answer") from error

    async def _refusal(self, path: str, response: Response) -> ProviderError:
        bounds = Bounds(REFUSAL_SECONDS, 2 * REFUSAL_BYTES)
        async with aclosing(bounded(response, bounds, self._clock.monotonic)) as body:
            said = await beginning(body, REFUSAL_BYTES)
        if response.status == 404 and path != PATH:
            return BatchGone(
                f"{self.name} has no such Message Batch in this account",
                "use the API key that handed it in; results are kept for 29 days",
            )
        return self._failures.refusal(response.status, response.headers, said)

    async def _document(self, response: Response) -> Fields:
        bounds = Bounds(UPLOAD_SECONDS, DOCUMENT_BYTES)
        async with aclosing(bounded(response, bounds, self._clock.monotonic)) as body:
            data = b"".join([chunk async for chunk in body])
        try:
            return mapping(parsed(data))
        except ValueError as error:
            raise self._failures.document(response.status, data) from error

    def _state(self, told: Fields) -> BatchState:
        """A batch as it is told of; what has not even id, counts and date is none."""
        state = _state(told)
        if state is None:
            raise self._failures.not_an_api(200, "a batch without id, counts or date")
        return state


class FetchedAnswer:
    """One result of a batch, in the events of any provider."""

    def __init__(self, endpoint: Endpoint, result: BatchResult, clock: Clock) -> None:
        self._endpoint = endpoint
        self._result = result
        self._clock = clock

    @property
    def name(self) -> str:
        """The name of the server that wrote it."""
        return self._endpoint.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """The answer to this request; see `Provider.stream`."""
        failures = Failures(self._endpoint, request.model, self._clock, request.model_setting)
        decoder = StreamDecoder(self.name, request, failures)
        if self._result.outcome == "errored":
            raise failures.told(self._result.document)
        if self._result.outcome != "succeeded":
            raise failures.silent(f"did not answer in its batch: {self._result.outcome}")
        try:
            for event in decoder.message(self._result.document):
                yield event
        except Overlong as error:
            raise decoder.broken(error) from error
        yield decoder.ended()


def _state(told: Fields) -> BatchState | None:
    batch_id, created = told.get("id"), _moment(told.get("created_at"))
    counts = {name: _count(count) for name, count in mapping(told.get("request_counts")).items()}
    if not isinstance(batch_id, str) or not BATCH_ID.fullmatch(batch_id) or created is None:
        return None
    answered = sum(counts.get(outcome, 0) for outcome in OUTCOMES)
    return BatchState(
        id=batch_id,
        created_at=created,
        request_count=answered + counts.get("processing", 0),
        answered=answered,
        has_ended=told.get("processing_status") == "ended",
    )


def _result(line: bytes) -> BatchResult | None:
    try:
        fields = mapping(parsed(line))
    except ValueError:
        return None
    custom_id, result = fields.get("custom_id"), mapping(fields.get("result"))
    outcome = next((each for each in OUTCOMES if each == result.get("type")), None)
    if not isinstance(custom_id, str) or outcome is None:
        return None
    told: Mapping[str, object] = mapping(
        result.get("message" if outcome == "succeeded" else "error")
    )
    return BatchResult(custom_id, outcome, told)


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None


def _count(value: object) -> int:
    is_count = isinstance(value, int) and not isinstance(value, bool)
    return value if is_count and isinstance(value, int) and 0 <= value <= MOST_REQUESTS else 0


async def _lines(body: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """The lines of a body that are not empty.

    Raises:
        Overlong: one of them has no end.
    """
    rest = b""
    async with aclosing(body):
        async for chunk in body:
            *whole, rest = (rest + chunk).split(b"\n")
            for line in filter(None, map(bytes.strip, whole)):
                yield line
            if len(rest) > LINE_BYTES:
                raise Overlong
    if rest.strip():
        yield rest
