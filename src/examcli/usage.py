"""Tokens by class, what they cost, and what is known about the models that are paid for them.

The API's `input_tokens` excludes cached tokens. The four classes of input are kept apart and each
is priced at its own rate: mixing them up is the commonest accounting bug of tools like this one.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from examcli.errors import SettingsInvalid

DEFAULT_MODEL = "claude-sonnet-4-5"
MILLION = 1_000_000


@dataclass(frozen=True)
class Usage:
    """Tokens of one request or of many, by class."""

    input: int = 0
    cache_write_5m: int = 0
    cache_write_1h: int = 0
    cache_read: int = 0
    output: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        """The sum, class by class."""
        theirs = asdict(other)
        return Usage(**{name: tokens + theirs[name] for name, tokens in asdict(self).items()})

    @property
    def cache_write(self) -> int:
        """Tokens written to the cache, whatever their lifetime."""
        return self.cache_write_5m + self.cache_write_1h

    @property
    def prompt(self) -> int:
        """All tokens of the prompt: uncached, written and read."""
        return self.input + self.cache_write + self.cache_read


class Prices(BaseModel):
    """USD per million tokens, by class."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float
    cache_write_5m: float
    cache_write_1h: float
    cache_read: float
    output: float

    def cost_usd(self, usage: Usage) -> float:
        """What these tokens cost."""
        rates: dict[str, float] = self.model_dump()
        tokens: dict[str, int] = asdict(usage)
        return sum(count * rates[name] for name, count in tokens.items()) / MILLION

    def cost_without_cache_usd(self, usage: Usage) -> float:
        """What the same requests would have cost if nothing had been cached."""
        return self.cost_usd(Usage(input=usage.prompt, output=usage.output))


class Model(BaseModel):
    """What is known about one model; see models.toml.

    `thinking` says how to get an answer without thinking before it: nothing to send ("off"),
    switch it off ("disable"), or keep it between tools ("between_tools").
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    openrouter: str
    cache_minimum_tokens: int
    context_window_tokens: int
    thinking: Literal["off", "disable", "between_tools"]
    prices: Prices
    retires: date | None = None
    successor: str = ""

    def cost_usd(self, usage: Usage) -> float | None:
        """What these tokens of one request cost; None where the prices are not known."""
        return self.prices.cost_usd(usage)

    def cost_without_cache_usd(self, usage: Usage) -> float | None:
        """What the same request would have cost if nothing had been cached; None as above."""
        return self.prices.cost_without_cache_usd(usage)

    def is_retired(self, today: date) -> bool:
        """Whether requests to this model fail today."""
        return self.retires is not None and today >= self.retires


@dataclass(frozen=True)
class Models:
    """The models of models.toml, by id."""

    known: Mapping[str, Model]

    @classmethod
    def read(cls, text: str) -> Self:
        """The models of a file's text.

        Raises:
            SettingsInvalid: the file does not hold what a model needs.
        """
        try:
            entries = tomllib.loads(text)
            models = {name: Model(id=name, **facts) for name, facts in entries.items()}
        except (tomllib.TOMLDecodeError, ValidationError, TypeError) as error:
            raise SettingsInvalid(f"models.toml: {error}") from error
        return cls(models)

    def find(self, name: str) -> Model:
        """The model of this id.

        Raises:
            SettingsInvalid: nothing is known about it.
        """
        if name not in self.known:
            raise SettingsInvalid(
                f"the model `{name}` is not known", f"known models: {', '.join(self.known)}"
            )
        return self.known[name]

    def current(self, name: str, today: date) -> Model:
        """The model to use for `name` today: itself, or its successor once it is retired."""
        model = self.find(name)
        while model.is_retired(today) and model.successor:
            model = self.find(model.successor)
        return model


@cache
def known_models() -> Models:
    """The models that ship with examcli."""
    return Models.read((files("examcli") / "models.toml").read_text(encoding="utf-8"))
