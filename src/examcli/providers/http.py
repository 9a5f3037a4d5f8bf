"""The Messages API over plain HTTP: what OpenRouter speaks, and Claude when a person waits.

Importing httpx takes a tenth of a second where the SDK takes one to three.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx

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
from examcli.providers.endpoint import Endpoint, claude, claude_by_token, openrouter
from examcli.providers.response import Disconnected, Response

__all__ = ["Endpoint", "HttpApi", "claude", "claude_by_token", "openrouter"]


class HttpApi(MessagesApi):
    """A provider that speaks the Messages API to an endpoint over plain HTTP."""

    def __init__(
        self, endpoint: Endpoint, clock: Clock = SYSTEM_CLOCK, heard: Heard = unheard
    ) -> None:
        super().__init__(endpoint, clock, heard)
        self._client = connected(endpoint)

    @asynccontextmanager
    async def post(self, body: dict[str, Any]) -> AsyncIterator[Response]:
        """See `MessagesApi.post`."""
        with disconnecting():
            async with self._client.stream("POST", "/v1/messages", json=body) as response:
                yield Response(response.status_code, response.headers, unread(response))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def connected(endpoint: Endpoint) -> httpx.AsyncClient:
    """A client of one server, through the proxy of the settings.

    Raises:
        SettingsInvalid: a connection cannot be set up.
    """
    with endpoint.connecting(httpx.InvalidURL):
        return httpx.AsyncClient(
            base_url=endpoint.root,
            headers=endpoint.headers,
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx.Limits(
                max_connections=MOST_CONNECTIONS, keepalive_expiry=CONNECTIONS_KEPT_SECONDS
            ),
            follow_redirects=False,
            trust_env=not endpoint.is_on_loopback,
        )


async def unread(response: httpx.Response) -> AsyncGenerator[bytes]:
    """The body of a response as its bytes come."""
    with disconnecting():
        async for chunk in response.aiter_raw():
            yield chunk


@contextmanager
def disconnecting() -> Iterator[None]:
    """The failures of httpx as ours.

    Raises:
        Disconnected: there is no connection, or no longer.
    """
    try:
        yield
    except httpx.HTTPError as error:
        raise Disconnected(f"{type(error).__name__}: {error}".rstrip(": ")) from error
