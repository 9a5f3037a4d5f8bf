"""Choosing and building the provider: the one place that imports the SDK and the simulator.

Both are imported only when they are used. When someone is waiting, Claude is spoken to over plain
HTTP, because importing the SDK alone takes one to three seconds; when nobody is waiting, through
the SDK. The contract tests hold both to the same behaviour.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol

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
from examcli.settings import Settings
from examcli.usage import Model, known_models

OFFICIAL = Settings.model_fields["anthropic_base_url"].default
OFFLINE_NOTICE = "offline: questions come from the embedded engine, not from a model (no API key)"


class Closing(Protocol):
    """A provider that holds connections."""

    @property
    def name(self) -> str:
        """Its name."""

    async def close(self) -> None:
        """Close the connections."""


def choose_engine(world: World) -> Engine:
    """The engine that the settings ask for.

    Raises:
        SettingsInvalid: the chosen provider has no key, or the model is not known.
    """
    settings = world.settings
    name = _provider_name(settings)
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
    has_claude = settings.anthropic_api_key or settings.anthropic_base_url != OFFICIAL
    match settings.provider:
        case "auto" if has_claude:
            return "claude"
        case "auto":
            return "openrouter" if settings.openrouter_api_key else "offline"
        case "claude" if not has_claude:
            raise SettingsInvalid(
                "EXAM_PROVIDER is `claude`, but there is no API key", "set ANTHROPIC_API_KEY"
            )
        case "openrouter" if not settings.openrouter_api_key:
            raise SettingsInvalid(
                "EXAM_PROVIDER is `openrouter`, but there is no API key", "set OPENROUTER_API_KEY"
            )
    return settings.provider


async def _build(
    world: World, name: str, pace: Pace, journal: Journal, stack: AsyncExitStack
) -> Provider:
    """`Fallback((Retrying(first), Retrying(openrouter)))`, or without the second."""
    settings = world.settings
    match name:
        case "offline":
            first = await _claude("offline", _simulator(stack), "offline", pace, stack)
        case "claude":
            key = settings.anthropic_api_key
            first = await _claude(
                key.get_secret_value() if key else "none",
                settings.anthropic_base_url,
                "claude",
                pace,
                stack,
            )
        case _:
            first = await _openrouter(settings, stack)
    providers = [_patient(first, world, journal)]
    if name == "claude" and settings.openrouter_api_key:
        providers.append(_patient(await _openrouter(settings, stack), world, journal))
    return Fallback(providers, world.clock, journal, pace.patience)


def _patient(provider: Provider, world: World, journal: Journal) -> Provider:
    watched = Watched(provider, world.settings.silence_seconds)
    recorded = Recorded(watched, world.clock, journal)
    return Retrying(Succeeding(recorded, known_models(), journal), world.clock, journal)


async def _claude(
    api_key: str, base_url: str, name: str, pace: Pace, stack: AsyncExitStack
) -> Provider:
    if pace.is_awaited:
        from examcli.providers import wire

        spoken = wire.Wire(wire.claude(api_key, base_url, name))
        stack.push_async_callback(spoken.close)
        return spoken
    from examcli.providers.claude import Claude

    official = Claude(api_key, base_url, name)
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
