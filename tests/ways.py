"""The ways to speak to an API, for tests that hold all of them to the same behaviour."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

import pytest

from conftest import SECRET
from examcli.clock import Clock
from examcli.errors import ProviderError
from examcli.models import known_models
from examcli.providers import Event, Provider, Request, Text
from examcli.providers.answering import MessagesApi
from examcli.providers.endpoint import Endpoint, claude, openrouter
from examcli.providers.http import HttpApi
from examcli.providers.sdk import Claude
from examcli.simulator import Simulator
from examcli.simulator.request_context import Dialect
from raw_server import in_turn


@dataclass(frozen=True)
class Way:
    """One way to speak to one API: its name in records, the dialect, what carries the bytes."""

    name: str
    dialect: Dialect
    carrier: Callable[[Endpoint, Clock], MessagesApi]
    endpoint: Callable[[str, str], Endpoint]

    def address(self, simulator: Simulator) -> str:
        """Where the simulator has this API."""
        return simulator.base_url + ("/api" if self.dialect == "openrouter" else "")


WAYS = {
    "sdk": Way("claude", "anthropic", Claude, claude),
    "wire": Way("claude", "anthropic", HttpApi, claude),
    "openrouter": Way("openrouter", "openrouter", HttpApi, openrouter),
}


BOTH = {name: WAYS[name] for name in ("sdk", "wire")}
"""What carries the bytes; OpenRouter is `wire` at another address."""


def any_request() -> Request:
    """A request, cached for an hour, for a server that answers each the same."""
    model = known_models().find("claude-sonnet-4-6")
    return Request(("",), "", {}, model, 100, "1h", "exam-1", "1")


@asynccontextmanager
async def opened(
    way: Way, url: str, api_key: str = SECRET, clock: Clock | None = None
) -> AsyncIterator[MessagesApi]:
    """The provider, connected to `url`."""
    provider = way.carrier(way.endpoint(api_key, url), clock or Clock())
    try:
        yield provider
    finally:
        await provider.close()


async def all_events(provider: Provider, request: Request) -> list[Event]:
    """What a request is answered with."""
    async with aclosing(provider.stream(request)) as events:
        return [event async for event in events]


async def until_failure(provider: Provider, request: Request) -> tuple[list[Event], ProviderError]:
    """The events before the failure, and the failure."""
    arrived: list[Event] = []

    async def collect() -> None:
        async with aclosing(provider.stream(request)) as events:
            async for each in events:
                arrived.append(each)  # noqa: PERF401 - what came before the failure is kept

    with pytest.raises(ProviderError) as caught:
        await collect()
    return arrived, caught.value


async def failures(way: Way, request: Request, answers: Sequence[bytes]) -> list[ProviderError]:
    """The failure of each answer; none of them has begun before it."""
    errors = []
    async with in_turn([(answer,) for answer in answers]) as url, opened(way, url) as provider:
        for _ in answers:
            arrived, error = await until_failure(provider, request)
            assert [] == arrived
            errors.append(error)
    return errors


def said(events: Sequence[Event]) -> str:
    """The text of an answer."""
    return "".join(event.text for event in events if isinstance(event, Text))


def assert_fit_to_be_shown(error: ProviderError) -> None:
    """One short line for a person: no key, no traceback, no markup of a page."""
    assert SECRET not in error.message + error.hint + repr(error)
    assert [] == [part for part in ("Traceback", "\n", 'File "', "<html") if part in error.message]
    assert len(error.message) < 300
