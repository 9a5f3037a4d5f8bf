"""Claude through the official SDK.

Importing the SDK takes one to three seconds, so nothing imports this module before it is needed.
The SDK makes the request and hands over the answer unread. Its own retries are off: retrying is
the business of one place, `resilience`.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import anthropic
import httpx2

from examcli.clock import SYSTEM_CLOCK, Clock
from examcli.providers.answering import (
    CONNECT_SECONDS,
    CONNECTIONS_KEPT_SECONDS,
    MOST_CONNECTIONS,
    READ_SECONDS,
    Heard,
    MessagesApi,
    unheard,
)
from examcli.providers.endpoint import Endpoint
from examcli.providers.response import Disconnected, Response


class Claude(MessagesApi):
    """The Messages API of Anthropic, or of any server that speaks it, through its own SDK."""

    def __init__(
        self, endpoint: Endpoint, clock: Clock = SYSTEM_CLOCK, heard: Heard = unheard
    ) -> None:
        super().__init__(endpoint, clock, heard)
        timeout = httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        headers: dict[str, Any] = {"authorization": anthropic.Omit()}
        with endpoint.connecting(httpx2.InvalidURL):
            self._client = anthropic.AsyncAnthropic(
                auth_token=endpoint.api_key,
                base_url=endpoint.root,
                max_retries=0,
                timeout=timeout,
                default_headers={**headers, **endpoint.headers},
                middleware=[_unread],
                http_client=httpx2.AsyncClient(
                    timeout=timeout,
                    limits=httpx2.Limits(
                        max_connections=MOST_CONNECTIONS, keepalive_expiry=CONNECTIONS_KEPT_SECONDS
                    ),
                    follow_redirects=False,
                    trust_env=not endpoint.is_on_loopback,
                ),
            )

    @asynccontextmanager
    async def post(self, body: dict[str, Any]) -> AsyncIterator[Response]:
        """See `MessagesApi.post`."""
        with _ours():
            answer: object = await self._client.post(
                "/v1/messages",
                body=body,
                cast_to=object,
                stream=True,
                stream_cls=anthropic.AsyncStream[Any],
            )
            assert isinstance(answer, httpx2.Response)
            try:
                yield Response(answer.status_code, answer.headers, _body(answer))
            finally:
                await answer.aclose()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()


async def _unread(request: Any, call_next: Any) -> Any:
    """The response as it came.

    What a middleware returns instead of the SDK's own wrapper is handed on as it is. Otherwise
    the SDK would read the body of every refusal, however large, before anyone could stop it.
    """
    return (await call_next(request)).http_response


async def _body(response: httpx2.Response) -> AsyncGenerator[bytes]:
    with _ours():
        async for chunk in response.aiter_raw():
            yield chunk


@contextmanager
def _ours() -> Iterator[None]:
    """The failures of the SDK, and of the library below it, as ours."""
    try:
        yield
    except (anthropic.APIError, httpx2.HTTPError) as error:
        cause = error.__cause__ if isinstance(error, anthropic.APIConnectionError) else None
        told = cause or error
        raise Disconnected(f"{type(told).__name__}: {told}".rstrip(": ")) from error
