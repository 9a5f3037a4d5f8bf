"""What the settings ask for: which model, which servers, with which keys.

The simulator is imported only when it is the engine. When someone is waiting, Claude is spoken to
over plain HTTP, because importing the SDK alone takes one to three seconds; when nobody is
waiting, through the SDK. The contract tests hold both to the same behaviour.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from examcli.clock import Clock
from examcli.errors import ExamError, SettingsInvalid
from examcli.generation.task import Pace
from examcli.models import (
    UNKNOWN,
    Model,
    ModelFacts,
    known_models,
    tokens_at_least,
    tokens_at_most,
    with_facts,
)
from examcli.providers import Provider
from examcli.providers.admission import Admission
from examcli.providers.budget import Budget
from examcli.providers.chain import Policy, Way, opened
from examcli.providers.endpoint import Endpoint, claude, claude_by_token, openrouter
from examcli.providers.recording import CallLog
from examcli.sessions.sessions import Engine
from examcli.settings import ANTHROPIC, DEFAULT_MODEL, OPENROUTER, Settings
from examcli.settings.baseurl import is_loopback

if TYPE_CHECKING:
    from examcli.providers.batches import MessageBatches
    from examcli.providers.facts import Facts

NO_KEY = "none"
HOW_TO_SET_A_KEY = "set ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN"
OFFLINE_NOTICE = "offline: questions come from the embedded engine, not from a model (no API key)"


@dataclass
class Engines:
    """The engine, the models and the servers of some settings.

    `note` is told what a person should know of the choice. `models` are those that were chosen so
    far, by what the person calls them: a server is asked about one at most once, and notices are
    given once. `admission` knows the limits of the servers, whatever they are asked for; all
    requests together keep within `budget`.
    """

    settings: Settings
    clock: Clock
    note: Callable[[str], None]
    models: dict[str, Model] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    admission: Admission = field(init=False)

    def __post_init__(self) -> None:
        self.admission = Admission(self.clock)

    def choose(self) -> Engine:
        """The engine that generates.

        Raises:
            SettingsInvalid: the chosen provider has no key, or the model is not known.
        """
        name = _provider_name(self.settings)
        for notice in (*self.settings.notices, *_destinations(self.settings, name)):
            self.note(notice)
        if name == "offline":
            self.note(OFFLINE_NOTICE)
        return Engine(self.current_model(), name, partial(self._open, name), self.admission)

    def limit(self, limit_usd: float | None, spent_usd: float) -> None:
        """From now on spend no more than a limit, of which so much is spent already."""
        self.budget = Budget(limit_usd, spent_usd)

    @asynccontextmanager
    async def _open(self, name: str, pace: Pace, call_log: CallLog) -> AsyncIterator[Provider]:
        way: Way = "http" if pace.is_awaited else "sdk"
        policy = Policy(
            silence_seconds=self.settings.silence_seconds,
            way=way,
            patience=pace.patience,
            is_awaited=pace.is_awaited,
            admission=self.admission,
            budget=self.budget,
        )
        with ExitStack() as stack:
            is_offline = name == "offline"
            endpoints = [_simulator(stack)] if is_offline else _endpoints(self.settings, name)
            async with opened(endpoints, policy, call_log, self.clock) as provider:
                yield provider

    @contextmanager
    def message_batches(self) -> Iterator["MessageBatches"]:
        """The account that is asked first for questions, as far as Message Batches go.

        Raises:
            SettingsInvalid: it has none, or the model is not served in one.
        """
        from examcli.providers.batches import MessageBatches

        name = _provider_name(self.settings)
        with ExitStack() as stack:
            is_offline = name == "offline"
            endpoint = _simulator(stack) if is_offline else _endpoints(self.settings, name)[0]
            yield MessageBatches(endpoint, self.current_model(), self.clock)

    def current_model(self) -> Model:
        """The model that writes; see `_model`."""
        return self._model(self.settings.model)

    def solver_model(self) -> Model:
        """The model that checks keys: the one that was named, else the cheapest that solves well.

        Where an unlisted model writes, nobody knows which others its server has, so it checks too.
        """
        models = known_models()
        if self.settings.solver_model:
            return self._model(self.settings.solver_model)
        if not models.is_known(self.settings.model):
            return self.current_model()
        return models.solver(self.clock.now().date())

    def note_short_prefix(self, blocks: Sequence[str]) -> None:
        """Say that caching will not, or may not, apply when the prompt is short for the model."""
        model = self.current_model()
        least, minimum = sum(map(tokens_at_least, blocks)), model.cache_minimum_tokens
        if minimum is None or least >= minimum:
            return
        most = sum(map(tokens_at_most, blocks))
        verb = "may not" if most >= minimum else "will not"
        self.note(
            f"the prompt {verb} be cached: its fixed part has {least:,} to {most:,} tokens, "
            f"{model.id} caches from {minimum:,}"
        )

    def servers(self) -> list["Facts"]:
        """The servers that would be asked for questions, the first one first; none offline.

        Raises:
            SettingsInvalid: as for `choose`, or a connection cannot be set up.
        """
        name = _provider_name(self.settings)
        if name == "offline":
            return []
        from examcli.providers.facts import Facts

        return [Facts(endpoint, self.clock) for endpoint in _endpoints(self.settings, name)]

    def _model(self, name: str) -> Model:
        """The model to use today for a name, its successor once it is retired; a notice says so.

        A name that is not listed is taken as it is, with what the server says of it.
        """
        if name not in self.models:
            self.models[name] = self._chosen(name)
        return self.models[name]

    def _chosen(self, name: str) -> Model:
        models, today = known_models(), self.clock.now().date()
        model = models.current(name, today)
        if models.is_known(name):
            if models.find(name).is_retired(today):
                self.note(f"{name} is retired; using {model.id}")
            return model
        if _provider_name(self.settings) == "offline":
            return models.current(DEFAULT_MODEL, today)
        told = self._told(model)
        lifecycle = f"; its server calls it {told.lifecycle}" if told and told.lifecycle else ""
        self.note(f"{name} is not a listed model: {UNKNOWN}{lifecycle}")
        return with_facts(model, told) if told else model

    def _told(self, model: Model) -> ModelFacts | None:
        """What the server says of a model, if it does: no reason to fail before it has to work."""
        with suppress(ExamError), ExitStack() as stack:
            asked = [stack.enter_context(server) for server in self.servers()]
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


def _endpoints(settings: Settings, name: str) -> list[Endpoint]:
    """The servers that are asked, the first one first; the fallback only behind Claude."""
    endpoints = [_claude_endpoint(settings)] if name == "claude" else []
    if key := settings.openrouter_api_key:
        endpoints.append(openrouter(key.get_secret_value(), settings.openrouter_base_url))
    return endpoints


def _simulator(stack: ExitStack) -> Endpoint:
    """The embedded engine: a server on this machine that lives as long as what is asked of it."""
    from examcli.simulator import Options, Simulator

    url = stack.enter_context(Simulator(Options(retirement=False))).base_url
    return claude("offline", url, "offline")
