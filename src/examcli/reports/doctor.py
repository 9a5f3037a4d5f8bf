"""Checks that the machine, the settings and the model are ready, each with what to do if not."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from examcli.clock import Clock
from examcli.errors import ExamError, ModelGone, ProviderError
from examcli.exam.blueprint import Blueprint
from examcli.exam.text import folded
from examcli.generation.prompt import prefix
from examcli.models import UNKNOWN, Model, ModelFacts, Models, tokens_at_least
from examcli.settings import Settings
from examcli.settings.baseurl import is_loopback
from examcli.store import Store
from examcli.store.failures import OTHER_PLACE

if TYPE_CHECKING:
    from examcli.providers.facts import Facts

ROOM_NEEDED_MB = 50
"""Some hundred exams with their log of requests, and room for the journal beside the database."""
DAYS_OF_WARNING = 60
"""The notice that Anthropic gives before it switches a model off."""
ENDING = {"deprecated", "retired"}
"""Lifecycles, in the words of the Models API, of a model that should be left in time."""


class Status(StrEnum):
    """The outcome of one check."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, what was found, and what to do about it."""

    name: str
    status: Status
    found: str
    hint: str = ""


def examine(
    settings: Settings,
    blueprint: Blueprint,
    models: Models,
    clock: Clock,
    servers: Callable[[], Sequence["Facts"]],
) -> Iterator[Check]:
    """All checks, in the order in which they build on each other.

    Only `servers` are asked over the network, and only for what is free; there are none offline.
    """
    chosen = _Chosen(models, settings.model, clock.now().date())
    blocks = (prefix(blueprint),)
    yield from _notices(settings)
    yield _keys(settings)
    try:
        surveys = [_survey(server, chosen.model, blocks) for server in servers()]
    except ExamError as error:
        yield Check("server", Status.FAILED, error.message, error.hint)
        surveys = []
    yield from map(_server, surveys)
    asked = surveys[0] if surveys else None
    yield _model(chosen, asked)
    yield _prefix(chosen.model, blocks, asked)
    yield _explained("database", lambda: _database(settings.database, clock))
    yield _room(settings.database)
    yield _arabic()


@dataclass(frozen=True)
class _Chosen:
    """The model that was asked for by `name`, and what is used for it today."""

    models: Models
    name: str
    today: date

    @property
    def model(self) -> Model:
        """The one that is used."""
        return self.models.current(self.name, self.today)

    @property
    def is_listed(self) -> bool:
        """Whether anything is known of it."""
        return self.models.is_known(self.name)


@dataclass(frozen=True)
class _Survey:
    """What a server answered: `failure` is why it could not, `gone` why it has not this model."""

    server: "Facts"
    told: ModelFacts | None = None
    tokens: int | None = None
    failure: ProviderError | None = None
    gone: ModelGone | None = None

    @property
    def is_silent(self) -> bool:
        """Whether it is a server without the free calls."""
        return not (self.told or self.tokens or self.failure or self.gone)


def _survey(server: "Facts", model: Model, blocks: Sequence[str]) -> _Survey:
    """Ask a server; one that tells nothing of itself must at least take messages."""
    with server:
        try:
            told = server.told(model)
            tokens = server.tokens(blocks, model)
            if told is None and tokens is None:
                server.require_messages(model)
            return _Survey(server, told, tokens)
        except ModelGone as gone:
            return _Survey(server, gone=gone)
        except ProviderError as failure:
            return _Survey(server, failure=failure)


def _server(survey: _Survey) -> Check:
    endpoint, proxy = survey.server.endpoint, survey.server.proxy
    way = f", through the proxy {proxy}" if proxy else ""
    found = f"{endpoint.name} at {endpoint.shown_url}{way}"
    if survey.failure:
        told = f"{found}: {survey.failure.message.removeprefix(f'{endpoint.name}: ')}"
        return Check("server", Status.FAILED, told, survey.failure.hint)
    if survey.is_silent:
        hint = "it has no free calls: what it does with the model is seen when it is used"
        return Check("server", Status.WARNING, found, hint)
    return Check("server", Status.OK, found)


def _notices(settings: Settings) -> Iterator[Check]:
    """What is set and not used."""
    for notice in settings.notices:
        yield Check("settings", Status.WARNING, notice)


def _keys(settings: Settings) -> Check:
    """What is sent, and to what falls back; a token only counts without a key."""
    claude = {
        "ANTHROPIC_API_KEY": settings.anthropic_api_key,
        "ANTHROPIC_AUTH_TOKEN": settings.anthropic_auth_token,
    }
    found = [name for name, key in claude.items() if key][:1]
    found += ["OPENROUTER_API_KEY"] if settings.openrouter_api_key else []
    if not found and is_loopback(settings.anthropic_base_url):
        return Check("API keys", Status.OK, "none; the server is on this machine")
    if not found:
        return Check(
            "API keys",
            Status.WARNING,
            "none; questions come from the embedded offline engine",
            "set ANTHROPIC_API_KEY, and OPENROUTER_API_KEY as a fallback",
        )
    told = " and ".join(found) if len(found) > 1 else f"{found[0]}; no fallback"
    return Check("API keys", Status.OK, told)


def _model(chosen: _Chosen, asked: _Survey | None) -> Check:
    model, models = chosen.model, chosen.models
    said = _said(asked.told) if asked and asked.told else ""
    if asked and asked.gone:
        return Check("model", Status.FAILED, asked.gone.message, _others(models))
    if not chosen.is_listed:
        unknown = f"{model.id} is not a listed model: {UNKNOWN}{said}"
        return Check("model", Status.WARNING, unknown, _others(models))
    if model.id != chosen.name and models.find(chosen.name).is_retired(chosen.today):
        found = f"{chosen.name} is retired; {model.id} is used{said}"
        return Check("model", Status.WARNING, found, f"set EXAM_MODEL={model.id}")
    if model.retires and (model.retires - chosen.today).days <= DAYS_OF_WARNING:
        found = f"{model.id} is retired on {model.retires}{said}"
        return Check("model", Status.WARNING, found, _way_on(model))
    if asked and asked.told and asked.told.lifecycle in ENDING:
        return Check("model", Status.WARNING, f"{model.id}{said}", _way_on(model))
    return Check("model", Status.OK, f"{model.id}{said}")


def _said(told: ModelFacts) -> str:
    """What the server says of the model, as far as it matters."""
    day = f", retires on {told.retires_at.date()}" if told.retires_at else ""
    window = f", takes {told.max_input_tokens:,} tokens" if told.max_input_tokens else ""
    thinking = f", thinks {' or '.join(told.thinking_types)}" if told.thinking_types else ""
    schema = ", takes no schema" if told.structured_outputs is False else ""
    return f"; the server says: {told.lifecycle or 'it is there'}{day}{window}{thinking}{schema}"


def _way_on(model: Model) -> str:
    if model.successor:
        return f"{model.successor} takes over by itself once it is gone"
    return "set EXAM_MODEL to another in time"


def _others(models: Models) -> str:
    return f"listed models, for EXAM_MODEL: {', '.join(models.known)}"


def _prefix(model: Model, blocks: Sequence[str], asked: _Survey | None) -> Check:
    """Whether the prompt is long enough, by the server's count if it has counted."""
    counted, minimum = asked.tokens if asked else None, model.cache_minimum_tokens
    tokens = counted or sum(map(tokens_at_least, blocks))
    size = (
        f"prefix of {tokens:,} tokens, counted by the server"
        if counted
        else (f"prefix of at least {tokens:,} tokens")
    )
    if minimum is None:
        return Check("prompt cache", Status.OK, f"{size}; how many {model.id} needs is unknown")
    found = f"{size}, {model.id} caches from {minimum:,}"
    if tokens < minimum:
        return Check("prompt cache", Status.FAILED, found, "a longer blueprint would be cached")
    return Check("prompt cache", Status.OK, found)


def _database(path: Path, clock: Clock) -> Check:
    """Whether it can be used; none is made."""
    if not os.path.lexists(path):
        if not os.access(_folder_of(path), os.W_OK):
            return Check("database", Status.FAILED, f"cannot create {path}", OTHER_PLACE)
        return Check("database", Status.OK, f"{path}, to be made by `examcli start`")
    with Store.open(path, clock) as store:
        count = len(store.sessions())
    return Check("database", Status.OK, f"{path}, {count} sessions")


def _explained(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except ExamError as error:
        return Check(name, Status.FAILED, error.message, error.hint)


def _room(path: Path) -> Check:
    free_mb = shutil.disk_usage(_folder_of(path)).free // 1_000_000
    if free_mb < ROOM_NEEDED_MB:
        return Check("disk", Status.FAILED, f"{free_mb} MB free", "free some space")
    return Check("disk", Status.OK, f"{free_mb} MB free")


def _folder_of(path: Path) -> Path:
    """The folder that a file is in, or that the folders it still lacks will be made in."""
    return next(parent for parent in path.absolute().parents if parent.is_dir())


def _arabic() -> Check:
    agrees = folded("قيمــة ١٢٫٥") == "قيمة 12.5"
    return Check("Arabic text", Status.OK if agrees else Status.FAILED, "normalised as expected")
