"""Checks that the machine, the settings and the model are ready, each with what to do if not."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from examcli.arabic import folded
from examcli.blueprint import Blueprint
from examcli.clock import Clock
from examcli.errors import ExamError
from examcli.prompt import prefix, tokens_at_least
from examcli.settings import Settings
from examcli.store import Store
from examcli.usage import Models

ROOM_NEEDED_MB = 50
DAYS_OF_WARNING = 60


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
    settings: Settings, blueprint: Blueprint, models: Models, clock: Clock
) -> Iterator[Check]:
    """All checks, in the order in which they build on each other; none calls the network."""
    yield _keys(settings)
    yield _model(settings, models, clock.now().date())
    yield _prefix(settings, blueprint, models, clock.now().date())
    yield _explained("database", lambda: _database(settings.database, clock))
    yield _room(settings.database)
    yield _arabic()


def _keys(settings: Settings) -> Check:
    found = [
        name
        for name, key in (
            ("ANTHROPIC_API_KEY", settings.anthropic_api_key),
            ("OPENROUTER_API_KEY", settings.openrouter_api_key),
        )
        if key
    ]
    if not found:
        return Check(
            "API keys",
            Status.WARNING,
            "none; questions come from the embedded offline engine",
            "set ANTHROPIC_API_KEY, and OPENROUTER_API_KEY as a fallback",
        )
    if len(found) == 1:
        return Check("API keys", Status.OK, f"{found[0]}; no fallback")
    return Check("API keys", Status.OK, " and ".join(found))


def _model(settings: Settings, models: Models, today: date) -> Check:
    try:
        model = models.find(settings.model)
    except ExamError as error:
        return Check("model", Status.FAILED, error.message, error.hint)
    if model.is_retired(today):
        return Check(
            "model",
            Status.WARNING,
            f"{model.id} is retired; {models.current(model.id, today).id} is used",
            f"set EXAM_MODEL={model.successor}",
        )
    if model.retires and (model.retires - today).days <= DAYS_OF_WARNING:
        return Check(
            "model",
            Status.WARNING,
            f"{model.id} is retired on {model.retires}",
            f"{model.successor} takes over by itself from that day",
        )
    return Check("model", Status.OK, model.id)


def _prefix(settings: Settings, blueprint: Blueprint, models: Models, today: date) -> Check:
    try:
        model = models.current(settings.model, today)
    except ExamError as error:
        return Check("prompt cache", Status.FAILED, error.message, error.hint)
    tokens = tokens_at_least(prefix(blueprint))
    found = (
        f"prefix of at least {tokens} tokens, {model.id} caches from {model.cache_minimum_tokens}"
    )
    if tokens < model.cache_minimum_tokens:
        return Check("prompt cache", Status.FAILED, found, "a longer blueprint would be cached")
    return Check("prompt cache", Status.OK, found)


def _database(path: Path, clock: Clock) -> Check:
    with Store.open(path, clock) as store:
        count = len(store.sessions())
    return Check("database", Status.OK, f"{path}, {count} sessions")


def _explained(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except ExamError as error:
        return Check(name, Status.FAILED, error.message, error.hint)


def _room(path: Path) -> Check:
    folder = next(parent for parent in (path, *path.parents) if parent.is_dir())
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    if free_mb < ROOM_NEEDED_MB:
        return Check("disk", Status.FAILED, f"{free_mb} MB free", "free some space")
    return Check("disk", Status.OK, f"{free_mb} MB free")


def _arabic() -> Check:
    agrees = folded("قيمــة ١٢٫٥") == "قيمة 12.5"
    return Check("Arabic text", Status.OK if agrees else Status.FAILED, "normalised as expected")
