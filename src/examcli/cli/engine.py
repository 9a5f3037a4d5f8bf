"""Choosing and building the provider: the one place that imports the SDK and the simulator.

Both are imported only when they are used. When someone is waiting, Claude is spoken to over plain
HTTP, because importing the SDK alone takes one to three seconds; when nobody is waiting, through
the SDK. The contract tests hold both to the same behaviour.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING

from examcli.cli.world import World
from examcli.errors import ExamError, SettingsInvalid
from examcli.generation.fanout import Pace
from examcli.models import DEFAULT_MODEL, UNKNOWN, Model, Told, informed, known_models
from examcli.providers import Provider
from examcli.providers.endpoint import Endpoint, claude, claude_by_token, openrouter
from examcli.providers.recording import Journal, Recorded
from examcli.providers.resilience import Fallback, Retrying, Succeeding, Watched
from examcli.sessions.sessions import Engine
from examcli.settings import ANTHROPIC, OPENROUTER, Settings
from examcli.settings.baseurl import is_loopback

if TYPE_CHECKING:
    from examcli.providers.facts import Facts

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
    """The model that writes; see `_model`."""
    return _model(world, world.settings.model)


def solver_model(world: World) -> Model:
    """The model that checks keys: the one that was named, else the cheapest that solves well.

    Where an unlisted model writes, nobody knows which others its server has, so it checks too.
    """
    settings, models = world.settings, known_models()
    if settings.solver_model:
        return _model(world, settings.solver_model)
    if not models.is_known(settings.model):
        return current_model(world)
    return models.solver(world.clock.now().date())


def servers(world: World) -> list["Facts"]:
    """The servers that would be asked for questions, the first one first; none offline.

    Raises:
        SettingsInvalid: as for `choose_engine`, or a connection cannot be set up.
    """
    settings = world.settings
    name, key = _provider_name(settings), settings.openrouter_api_key
    if name == "offline":
        return []
    from examcli.providers.facts import Facts

    endpoints = [_claude_endpoint(settings)] if name == "claude" else []
    if key:
        endpoints.append(openrouter(key.get_secret_value(), settings.openrouter_base_url))
    return [Facts(endpoint, world.clock) for endpoint in endpoints]


def _model(world: World, name: str) -> Model:
    """The model to use today for a name, its successor once it is retired; a notice says so.

    A name that is not listed is taken as it is, with what the server says of it.
    """
    if name not in world.models:
        world.models[name] = _chosen(world, name)
    return world.models[name]


def _chosen(world: World, name: str) -> Model:
    models, today = known_models(), world.clock.now().date()
    model = models.current(name, today)
    if models.is_known(name):
        if models.find(name).is_retired(today):
            world.screen.note(f"{name} is retired; using {model.id}")
        return model
    if _provider_name(world.settings) == "offline":
        return models.current(DEFAULT_MODEL, today)
    told = _told(world, model)
    lifecycle = f"; its server calls it {told.lifecycle}" if told and told.lifecycle else ""
    world.screen.note(f"{name} is not a listed model: {UNKNOWN}{lifecycle}")
    return informed(model, told) if told else model


def _told(world: World, model: Model) -> Told | None:
    """What the server says of a model, if it does: no reason to fail before it is asked to work."""
    with suppress(ExamError), ExitStack() as stack:
        asked = [stack.enter_context(server) for server in servers(world)]
        return asked[0].told(model)
    return None


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
    is_fallback = bool(settings.openrouter_api_key)
    asked = [settings.anthropic_base_url] if name == "claude" else []
    if name == "openrouter" or (name == "claude" and is_fallback):
        asked.append(settings.openrouter_base_url)
    for url in dict.fromkeys(asked):
        if url not in {ANTHROPIC, OPENROUTER} and not is_loopback(url):
            openly = ", unencrypted" if url.startswith("http:") else ""
            yield f"the API key goes to `{url}`{openly}"


async def _build(
    world: World, name: str, pace: Pace, journal: Journal, stack: AsyncExitStack
) -> Provider:
    """`Fallback((Retrying(first), Retrying(openrouter)))`, or without the second."""
    settings = world.settings
    match name:
        case "offline":
            endpoint = claude("offline", _simulator(stack), "offline")
            first = await _claude(world, endpoint, pace, stack)
        case "claude":
            first = await _claude(world, _claude_endpoint(settings), pace, stack)
        case _:
            first = await _openrouter(world, stack)
    providers = [_patient(first, world, journal)]
    if name == "claude" and settings.openrouter_api_key:
        providers.append(_patient(await _openrouter(world, stack), world, journal))
    return Fallback(providers, world.clock, journal, pace.patience)


def _patient(provider: Provider, world: World, journal: Journal) -> Provider:
    watched = Watched(provider, world.settings.silence_seconds)
    recorded = Recorded(watched, world.clock, journal)
    return Retrying(Succeeding(recorded, known_models(), journal), world.clock, journal)


def _claude_endpoint(settings: Settings) -> Endpoint:
    """Claude with the API key, else with the token, else, on this machine, with neither."""
    key, token, url = (
        settings.anthropic_api_key,
        settings.anthropic_auth_token,
        settings.anthropic_base_url,
    )
    if key:
        return claude(key.get_secret_value(), url)
    if token:
        return claude_by_token(token.get_secret_value(), url)
    return claude(NO_KEY, url)


async def _claude(world: World, endpoint: Endpoint, pace: Pace, stack: AsyncExitStack) -> Provider:
    if pace.is_awaited:
        from examcli.providers.http import Wire

        spoken = Wire(endpoint, world.clock)
        stack.push_async_callback(spoken.close)
        return spoken
    from examcli.providers.sdk import Claude

    official = Claude(endpoint, world.clock)
    stack.push_async_callback(official.close)
    return official


async def _openrouter(world: World, stack: AsyncExitStack) -> Provider:
    from examcli.providers.http import Wire

    key, url = world.settings.openrouter_api_key, world.settings.openrouter_base_url
    assert key is not None
    router = Wire(openrouter(key.get_secret_value(), url), world.clock)
    stack.push_async_callback(router.close)
    return router


def _simulator(stack: AsyncExitStack) -> str:
    from examcli.simulator import Options, Simulator

    return stack.enter_context(Simulator(Options(retirement=False))).base_url
