"""The Messages API over plain HTTP: what OpenRouter speaks, and Claude when a person waits.

A hundred lines of httpx import in a tenth of a second where the SDK takes one to three; the same
contract tests hold both to the same behaviour.
"""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

import httpx
from httpx_sse import EventSource, SSEError

from examcli.errors import ProviderError
from examcli.providers import Event, Request
from examcli.providers.messages import Reading, body, retry_after

API_VERSION = "2026-10-21"
TIMEOUT_SECONDS = 120.0
CONNECT_SECONDS = 5.0
CONNECTIONS_KEPT_SECONDS = 300.0


@dataclass(frozen=True)
class Endpoint:
    """Where a Messages API is and how to address it.

    `names_models_by` is the field of a model that holds its id there. `extra` is added to every
    body; `routes_by_session` sends the session's id, so that a router stays with one upstream
    and its cache.
    """

    name: str
    base_url: str
    api_key: str = field(repr=False)
    names_models_by: str = "id"
    extra: Mapping[str, object] = field(default_factory=dict)
    routes_by_session: bool = False


def claude(api_key: str, base_url: str, name: str = "claude") -> Endpoint:
    """Anthropic's own API, or a server that speaks it."""
    return Endpoint(name, base_url, api_key)


def claude_by_token(auth_token: str, base_url: str, name: str = "claude") -> Endpoint:
    """The same with a bearer token, as gateways want it."""
    return Endpoint(name, base_url, auth_token)


def openrouter(api_key: str, base_url: str) -> Endpoint:
    """OpenRouter's Anthropic-compatible endpoint.

    Only upstreams that honour every parameter, the schema above all, may answer.
    """
    return Endpoint(
        name="openrouter",
        base_url=base_url,
        api_key=api_key,
        names_models_by="openrouter",
        extra={"provider": {"require_parameters": True}},
        routes_by_session=True,
    )


class Wire:
    """A provider that speaks the Messages API to an endpoint, server-sent events and all."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._client = httpx.AsyncClient(
            base_url=endpoint.base_url,
            headers={
                "authorization": f"Bearer {endpoint.api_key}",
                "anthropic-version": API_VERSION,
            },
            timeout=httpx.Timeout(TIMEOUT_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=200, keepalive_expiry=CONNECTIONS_KEPT_SECONDS),
        )

    @property
    def name(self) -> str:
        """The name under which requests are recorded."""
        return self._endpoint.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Answer a request; see `Provider.stream`."""
        reading = Reading(self.name, request.model, self._endpoint.api_key)
        try:
            async with self._client.stream(
                "POST", "/v1/messages", json=self._body(request)
            ) as response:
                if response.status_code != httpx.codes.OK:
                    raise await _refused(response, reading)
                async with aclosing(_events(response)) as events:
                    async for data in events:
                        if meaning := reading.event(data):
                            yield meaning
        except httpx.HTTPError as error:
            raise reading.unreachable(error) from error
        except (SSEError, json.JSONDecodeError) as error:
            raise reading.nonsense() from error
        yield reading.ended()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    def _body(self, request: Request) -> dict[str, Any]:
        model_id = getattr(request.model, self._endpoint.names_models_by)
        sticky = {"session_id": request.session_id} if self._endpoint.routes_by_session else {}
        return {**body(request, model_id), **self._endpoint.extra, **sticky}


async def _refused(response: httpx.Response, reading: Reading) -> ProviderError:
    await response.aread()
    seconds = retry_after(response.headers.get("retry-after"))
    return reading.failure(_error_object(response), response.status_code, seconds)


async def _events(response: httpx.Response) -> AsyncGenerator[object]:
    """The JSON of each event; keep-alive comments and empty events carry none."""
    async for event in _sse(response):
        if event.strip():
            yield json.loads(event)


async def _sse(response: httpx.Response) -> AsyncIterator[str]:
    async for event in EventSource(response).aiter_sse():
        yield event.data


def _error_object(response: httpx.Response) -> Mapping[str, Any]:
    """The `error` object of an error answer's body, {} when the body is not of that shape."""
    try:
        error = response.json().get("error")
    except (ValueError, AttributeError):
        return {}
    return error if isinstance(error, Mapping) else {}
