"""One reading of an answer, whichever way its bytes come.

A way, `wire` or `claude`, only sends a request and hands over a status, headers and bytes. What
they mean is decided here and in the rooms below, by the same code for both: what is an answer and
what is none, how long it may take, how large it may become, which failure a failure is. What a
server calls its content is not believed; the first character tells a stream, JSON and a page
apart.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, suppress
from typing import Any

from examcli.clock import SYSTEM_CLOCK, Clock
from examcli.errors import ProviderError
from examcli.providers import Event, Request
from examcli.providers.decoding import StreamDecoder
from examcli.providers.endpoint import Endpoint
from examcli.providers.failures import Failures
from examcli.providers.response import (
    Bounds,
    Disconnected,
    Overdue,
    Overlong,
    Response,
    beginning,
    bounded,
)
from examcli.providers.sse import events, parsed

PATIENCE_SECONDS = 120.0
"""For the first byte, and for a model that considers before it writes."""
SECONDS_PER_TOKEN = 0.1
"""A sixth of the slowest pace ever measured: slower than that is not a model writing."""
LEAST_BYTES = 1_000_000
"""For whatever comes around the text: pings, empty deltas, counters."""
BYTES_PER_TOKEN = 2_000
"""An event for a single token has about 150 bytes; routers add to that."""
REFUSAL_BYTES, REFUSAL_SECONDS = 65_536, 10.0
"""A refusal is a line of JSON, or a page: enough of it to tell which, and no waiting for more."""
REST_SECONDS = 0.5
"""For what follows the end of an answer: whoever reads it to its end keeps the connection."""
READ_SECONDS = 120.0
"""Between two pieces of the body; `Watched` gives up sooner on a stream without events."""
CONNECT_SECONDS = 5.0
"""A second is long; a network that needs more serves nobody who waits."""
MOST_CONNECTIONS = 200
"""With the libraries' own limit of a hundred, calls of a large exam would wait for each other."""
CONNECTIONS_KEPT_SECONDS = 300.0
"""Longer than a person needs for a batch, so that the next one need not connect again."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


Heard = Callable[[Request, Mapping[str, str]], None]
"""Is told the headers of every answer, refusals included: they tell limits."""


def unheard(_request: Request, _headers: Mapping[str, str]) -> None:
    """Nobody wants to know."""


class MessagesApi(ABC):
    """A provider that speaks the Messages API to an endpoint."""

    def __init__(
        self, endpoint: Endpoint, clock: Clock = SYSTEM_CLOCK, heard: Heard = unheard
    ) -> None:
        self._endpoint = endpoint
        self._clock = clock
        self._heard = heard

    @property
    def name(self) -> str:
        """The name under which requests are recorded."""
        return self._endpoint.name

    @abstractmethod
    def post(self, body: dict[str, Any]) -> AbstractAsyncContextManager[Response]:
        """Send a request and hand over the answer, unread, whatever its status.

        Raises:
            Disconnected: there is no connection, or no longer; also while the body is read.
        """

    @abstractmethod
    async def close(self) -> None:
        """Close the connections."""

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Answer a request; see `Provider.stream`."""
        failures = Failures(self._endpoint, request.model, self._clock, request.model_setting)
        decoder = StreamDecoder(self.name, request, failures)
        try:
            async with self.post(self._endpoint.body(request)) as response:
                self._heard(request, response.headers)
                answer = _Answer(response, decoder, failures, self._clock)
                async with aclosing(answer.events(request.most_output_tokens)) as answered:
                    async for event in answered:
                        yield event
        except Disconnected as error:
            raise decoder.broken(error) from error


class _Answer:
    """One response, read into events."""

    def __init__(
        self, response: Response, decoder: StreamDecoder, failures: Failures, clock: Clock
    ) -> None:
        self._response = response
        self._decoder = decoder
        self._failures = failures
        self._clock = clock

    async def events(self, max_tokens: int) -> AsyncGenerator[Event]:
        """The events of the answer, `Ended` last."""
        if not 200 <= self._response.status < 300:
            raise await self._refusal()
        async with aclosing(self._bounded(_bounds(max_tokens))) as body:
            try:
                async with aclosing(self._read(body)) as read:
                    async for event in read:
                        yield event
            except (Disconnected, Overlong, Overdue) as error:
                if not self._decoder.is_complete:
                    raise self._decoder.broken(error) from error
            yield self._decoder.ended()
            await _rest(body)

    def _bounded(self, bounds: Bounds) -> AsyncGenerator[bytes]:
        return bounded(self._response, bounds, self._clock.monotonic)

    async def _refusal(self) -> ProviderError:
        bounds = Bounds(REFUSAL_SECONDS, 2 * REFUSAL_BYTES)
        async with aclosing(self._bounded(bounds)) as body:
            said = await beginning(body, REFUSAL_BYTES)
        return self._failures.refusal(self._response.status, self._response.headers, said)

    async def _read(self, body: AsyncGenerator[bytes]) -> AsyncGenerator[Event]:
        first = await _first(body)
        read = self._whole if first[:1] in {b"{", b"[", b"<"} else self._streamed
        async with aclosing(_again(first, body)) as again, aclosing(read(again)) as events_read:
            async for event in events_read:
                yield event

    async def _whole(self, body: AsyncGenerator[bytes]) -> AsyncGenerator[Event]:
        """A document: an answer in one piece, an error, or a page for people."""
        data = b"".join([chunk async for chunk in body])
        try:
            document = parsed(data)
        except ValueError as error:
            raise self._failures.document(self._response.status, data) from error
        for event in self._decoder.message(document):
            yield event

    async def _streamed(self, body: AsyncGenerator[bytes]) -> AsyncGenerator[Event]:
        try:
            async with aclosing(events(body)) as documents:
                async for document in documents:
                    for event in self._decoder.events(document):
                        yield event
                    if self._decoder.is_over:
                        return
        except ValueError as error:
            raise self._decoder.nonsense("an event that is not JSON") from error


def _bounds(max_tokens: int) -> Bounds:
    return Bounds(
        seconds=PATIENCE_SECONDS + SECONDS_PER_TOKEN * max_tokens,
        size_bytes=LEAST_BYTES + BYTES_PER_TOKEN * max_tokens,
    )


async def _first(body: AsyncGenerator[bytes]) -> bytes:
    """The first bytes that say something; b"" when there are none."""
    read = b""
    async for chunk in body:
        read = (read + chunk).removeprefix(BYTE_ORDER_MARK).lstrip()
        if read and not BYTE_ORDER_MARK.startswith(read):
            break
    return read


async def _again(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    if first:
        yield first
    async for chunk in rest:
        yield chunk


async def _rest(body: AsyncGenerator[bytes]) -> None:
    """Read what follows the end, if it comes soon."""
    with suppress(Disconnected, Overlong, Overdue, TimeoutError):
        async with asyncio.timeout(REST_SECONDS):
            async for _ in body:
                pass
