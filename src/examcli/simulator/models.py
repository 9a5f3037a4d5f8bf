"""The models the simulator serves: facts from models.toml, and the stage of life they are in.

A retired model is still in the catalogue; requests that name it fail.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from examcli.simulator.errors import Json, not_found

Lifecycle = Literal["active", "deprecated", "retired"]
EFFORT_LEVELS = ("low", "medium", "high", "xhigh", "max")
"""All that the API knows, from little to much."""
DEEP_EFFORT_LEVELS = ("xhigh", "max")
"""Those at which some models think even where thinking is disabled."""
THINKING_TYPES = ("adaptive", "between_tools", "disabled", "enabled")
"""All that the Models API says of each model whether it takes them."""
UNKNOWN_DAY = date(1970, 1, 1)
"""What the Models API says of a release whose day it does not know."""


@dataclass(frozen=True)
class Prices:
    """US dollars per million tokens, by class."""

    input: float
    output: float
    write_5m: float
    write_1h: float
    read: float


@dataclass(frozen=True)
class TokensByClass:
    """Tokens of a request, by the class they are priced in."""

    input: int
    output: int
    write_5m: int
    write_1h: int
    read: int

    @property
    def prompt(self) -> int:
        """All that was read, from the cache or not."""
        return self.input + self.write_5m + self.write_1h + self.read


@dataclass(frozen=True)
class LongPrompt:
    """From where on a request is dearer, and how much."""

    above_tokens: int
    factor: float


@dataclass(frozen=True, kw_only=True)
class Model:
    """One model; models.toml says what each field means and where it comes from."""

    id: str
    aliases: Sequence[str] = ()
    slug: str
    display_name: str
    line: str
    released: date = UNKNOWN_DAY
    deprecated: date | None = None
    retires: date | None = None
    cache_minimum_tokens: int
    context_tokens: int
    max_output_tokens: int
    prices: Prices
    long_prompt: LongPrompt | None = None
    thinking: Literal["off", "adaptive"]
    thinking_types: Sequence[str]
    display: Literal["summarized", "omitted"]
    effort: str
    deep_effort_thinks: bool
    sampling: bool
    forced_tools: bool
    prefill: bool
    token_factor: float
    tool_tokens_auto: int
    tool_tokens_forced: int

    def lifecycle(self, now: datetime) -> Lifecycle:
        """The stage of its life at `now`; dates begin at midnight UTC."""
        today = now.astimezone(UTC).date()
        if self.retires and today >= self.retires:
            return "retired"
        if self.deprecated and today >= self.deprecated:
            return "deprecated"
        return "active"

    def cost_usd(self, tokens: TokensByClass) -> float:
        """What a request of so many tokens costs."""
        prices, long_prompt = self.prices, self.long_prompt
        is_long = long_prompt is not None and tokens.prompt > long_prompt.above_tokens
        factor = long_prompt.factor if long_prompt and is_long else 1.0
        return (
            tokens.input * prices.input
            + tokens.output * prices.output
            + tokens.write_5m * prices.write_5m
            + tokens.write_1h * prices.write_1h
            + tokens.read * prices.read
        ) * (factor / 1_000_000)

    def describe(self, now: datetime) -> Json:
        """The model as `GET /v1/models/{id}` shows it."""
        lifecycle = self.lifecycle(now)
        announced = lifecycle != "active"
        return {
            "type": "model",
            "id": self.id,
            "display_name": self.display_name,
            "created_at": _midnight(self.released),
            "lifecycle": lifecycle,
            "deprecated_at": _midnight(self.deprecated) if announced else None,
            "retires_at": _midnight(self.retires) if announced else None,
            "line": self.line,
            "max_input_tokens": self.context_tokens,
            "max_tokens": self.max_output_tokens,
            "capabilities": self._capabilities(),
        }

    def _capabilities(self) -> Json:
        always = ("batch", "citations", "image_input", "pdf_input", "structured_outputs")
        return {
            **{name: {"supported": True} for name in always},
            "code_execution": {"supported": False},
            "server_tools": _switches(False, ("code_execution", "web_search")),
            "context_management": {"supported": False},
            "effort": _switches(bool(self.effort), EFFORT_LEVELS),
            "thinking": {
                "supported": True,
                "types": {
                    type_: {"supported": type_ in self.thinking_types} for type_ in THINKING_TYPES
                },
            },
        }


def _switches(supported: bool, names: Sequence[str]) -> Json:
    return {"supported": supported, **{name: {"supported": supported} for name in names}}


def _midnight(day: date | None) -> str | None:
    if day is None:
        return None
    return datetime.combine(day, time(), UTC).isoformat().replace("+00:00", "Z")


@cache
def catalogue() -> tuple[Model, ...]:
    """Every model, newest first."""
    text = files("examcli.simulator").joinpath("models.toml").read_text("utf-8")
    models = [_model(entry) for entry in tomllib.loads(text)["model"]]
    return tuple(sorted(models, key=lambda model: model.released, reverse=True))


def _model(entry: dict[str, Any]) -> Model:
    long_prompt = entry.get("long_prompt")
    return Model(
        **entry
        | {
            "prices": Prices(**entry["prices"]),
            "long_prompt": LongPrompt(**long_prompt) if long_prompt else None,
        }
    )


def find_model(name: str) -> Model:
    """The model called `name`: an id or an alias."""
    for model in catalogue():
        if name == model.id or name in model.aliases:
            return model
    raise not_found(f"model: {name}")


def find_slug(name: str) -> Model:
    """The model whose OpenRouter slug is `name`."""
    for model in catalogue():
        if name == model.slug:
            return model
    raise not_found(f"No endpoints found for {name}.")
