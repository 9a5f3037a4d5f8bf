"""Choosing and building the provider: the one place that imports the SDK and the simulator.

Both are imported only when they are used. When someone is waiting, Claude is spoken to over plain
HTTP, because importing the SDK alone takes one to three seconds; when nobody is waiting, through
the SDK. The contract tests hold both to the same behaviour.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from examcli.cli.world import World
from examcli.errors import SettingsInvalid
from examcli.generate import Pace
from examcli.providers import Provider
from examcli.providers.resilience import (
    Fallback,
    Journal,
    Recorded,
    Retrying,
    Succeeding,
    Watched,
)
from examcli.session import Engine
from examcli.settings import ANTHROPIC, OPENROUTER, Settings, is_loopback
from examcli.usage import Model, known_models

if TYPE_CHECKING:
    from examcli.providers.wire import Endpoint

NO_KEY = "none"
HOW_TO_SET_A_KEY = "set ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN"
OFFLINE_NOTICE = "offline: questions come from the embedded engine, not from a model (no API key)"


def choose_engine(world: World) -> Engine:
    """The engine that the settings ask for.

    Raises:
        SettingsInvalid: the chosen provider has no key, or the model is not known.
    """
    settings = world.settings
    name = _provider_name(settings)
    for notice in (*settings.notices, *_destinations(settings, name)):
        world.screen.note(notice)
    if name == "offline":
        world.screen.note(OFFLINE_NOTICE)

    @asynccontextmanager
    async def open_engine(pace: Pace, journal: Journal) -> AsyncIterator[Provider]:
        async with AsyncExitStack() as stack:
            yield await _build(world, name, pace, journal, stack)

    return Engine(current_model(world), name, open_engine)


def current_model(world: World) -> Model:
    """The model to use today; a notice says so when it is a successor."""
    name = world.settings.model
    model = known_models().current(name, world.clock.now().date())
    if model.id != name:
        world.screen.note(f"{name} is retired; using {model.id}")
    return model


def _provider_name(settings: Settings) -> str:
    match settings.provider:
        case "auto" if settings.has_claude_key or _has_own_server(settings):
            return "claude"
        case "auto":
            return "openrouter" if settings.openrouter_api_key else "offline"
        case "claude" if not (settings.has_claude_key or is_loopback(settings.anthropic_base_url)):
            raise SettingsInvalid(
                "EXAM_PROVIDER is `claude`, but there is no API key", HOW_TO_SET_A_KEY
            )
        case "openrouter" if not settings.openrouter_api_key:
            raise SettingsInvalid(
                "EXAM_PROVIDER is `openrouter`, but there is no API key", "set OPENROUTER_API_KEY"
            )
    return settings.provider


def _has_own_server(settings: Settings) -> bool:
    """Whether Claude is spoken to without a key, by a server on this machine.

    Raises:
        SettingsInvalid: the server is elsewhere, where nobody is served without a key.
    """
    url = settings.anthropic_base_url
    if url != ANTHROPIC and not is_loopback(url):
        raise SettingsInvalid(f"there is no API key for `{url}`", HOW_TO_SET_A_KEY)
    return url != ANTHROPIC


def _destinations(settings: Settings, name: str) -> Iterator[str]:
    """A line for every server that gets a key and that the person may not have thought of."""
    claude, openrouter = settings.anthropic_base_url, settings.openrouter_base_url
    asked = {
        claude: name == "claude" and claude != ANTHROPIC,
        openrouter: bool(settings.openrouter_api_key)
        and name in {"claude", "openrouter"}
        and openrouter != OPENROUTER,
    }
    for url, is_unusual in asked.items():
        if is_unusual and not is_loopback(url):
            openly = ", unencrypted" if url.startswith("http:") else ""
            yield f"the API key goes to `{url}`{openly}"


async def _build(
    world: World, name: str, pace: Pace, journal: Journal, stack: AsyncExitStack
) -> Provider:
    """`Fallback((Retrying(first), Retrying(openrouter)))`, or without the second."""
    from examcli.providers import wire

    settings = world.settings
    match name:
        case "offline":
            endpoint = wire.claude("offline", _simulator(stack), "offline")
            first = await _claude(endpoint, pace, stack)
        case "claude":
            first = await _claude(_claude_endpoint(settings), pace, stack)
        case _:
            first = await _openrouter(settings, stack)
    providers = [_patient(first, world, journal)]
    if name == "claude" and settings.openrouter_api_key:
        providers.append(_patient(await _openrouter(settings, stack), world, journal))
    return Fallback(providers, world.clock, journal)


def _patient(provider: Provider, world: World, journal: Journal) -> Provider:
    watched = Watched(provider, world.settings.silence_seconds)
    recorded = Recorded(watched, world.clock, journal)
    return Retrying(Succeeding(recorded, known_models(), journal), world.clock, journal)


def _claude_endpoint(settings: Settings) -> "Endpoint":
    """Claude with the API key, else with the token, else, on this machine, with neither."""
    from examcli.providers import wire

    key, token, url = (
        settings.anthropic_api_key,
        settings.anthropic_auth_token,
        settings.anthropic_base_url,
    )
    if key:
        return wire.claude(key.get_secret_value(), url)
    if token:
        return wire.claude_by_token(token.get_secret_value(), url)
    return wire.claude(NO_KEY, url)


async def _claude(endpoint: "Endpoint", pace: Pace, stack: AsyncExitStack) -> Provider:
    if pace.is_awaited:
        from examcli.providers import wire

        spoken = wire.Wire(endpoint)
        stack.push_async_callback(spoken.close)
        return spoken
    from examcli.providers.claude import Claude

    official = Claude(endpoint)
    stack.push_async_callback(official.close)
    return official


async def _openrouter(settings: Settings, stack: AsyncExitStack) -> Provider:
    from examcli.providers import wire

    key = settings.openrouter_api_key
    assert key is not None
    router = wire.Wire(wire.openrouter(key.get_secret_value(), settings.openrouter_base_url))
    stack.push_async_callback(router.close)
    return router


def _simulator(stack: AsyncExitStack) -> str:
    from examcli.simulator import Options, Simulator

    return stack.enter_context(Simulator(Options())).base_url
