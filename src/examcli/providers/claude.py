"""Claude through the official SDK.

Importing the SDK takes one to three seconds, so nothing imports this module before it is needed.
The SDK's own retries are off: retrying is the business of one place, `resilience`.
"""

import json
import warnings
from collections.abc import AsyncGenerator, Mapping
from typing import Any

import anthropic
import httpx2

from examcli.providers import Event, Request
from examcli.providers.messages import Reading, body, retry_after

TIMEOUT_SECONDS = 120.0
CONNECTIONS_KEPT_SECONDS = 300.0


class Claude:
    """The Messages API of Anthropic, or of any server that speaks it at `base_url`."""

    def __init__(self, api_key: str, base_url: str, name: str = "claude") -> None:
        self._name = name
        self._api_key = api_key
        self._client = anthropic.AsyncAnthropic(
            api_key=api_key,
            base_url=base_url,
            max_retries=0,
            timeout=TIMEOUT_SECONDS,
            http_client=anthropic.DefaultAsyncHttpxClient(
                limits=httpx2.Limits(max_connections=200, keepalive_expiry=CONNECTIONS_KEPT_SECONDS)
            ),
        )

    @property
    def name(self) -> str:
        """The name under which requests are recorded."""
        return self._name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Answer a request; see `Provider.stream`."""
        reading = Reading(self._name, request.model, self._api_key)
        try:
            with warnings.catch_warnings():
                # Retirement is announced by models.toml, once, in words for a person.
                warnings.simplefilter("ignore", DeprecationWarning)
                stream = await self._client.messages.create(**body(request, request.model.id))
            async with stream:
                async for event in stream:
                    if meaning := reading.event(_plain(event)):
                        yield meaning
        except anthropic.APIStatusError as error:
            seconds = retry_after(error.response.headers.get("retry-after"))
            told = _error_object(error.body)
            raise reading.failure(told, error.status_code, seconds) from error
        except (anthropic.APIError, httpx2.HTTPError) as error:
            raise reading.unreachable(error) from error
        except json.JSONDecodeError as error:
            raise reading.nonsense() from error
        yield reading.ended()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()


def _plain(event: object) -> object:
    """An event as data, whatever the SDK made of one it does not know."""
    return event.model_dump(warnings=False) if isinstance(event, anthropic.BaseModel) else event


def _error_object(answer: object) -> Mapping[str, Any]:
    """The `error` object of an error answer's body, {} when the body is not of that shape."""
    error = answer.get("error") if isinstance(answer, Mapping) else None
    return error if isinstance(error, Mapping) else {}
