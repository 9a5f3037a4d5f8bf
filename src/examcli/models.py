"""Tokens by class, what they cost, and what is known about the models that are paid for them.

The API's `input_tokens` excludes cached tokens. The four classes of input are kept apart and each
is priced at its own rate: mixing them up is the commonest accounting bug of tools like this one.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from examcli.errors import SettingsInvalid

MILLION = 1_000_000  # tokens, which prices are per
UNKNOWN = "what it costs, and how long a prompt must be to be cached, is not known"
"""Said of every model that is not listed: no server tells either."""

LEAST_PER_ARABIC_CHARACTER, MOST_PER_ARABIC_CHARACTER = 0.30, 0.91
"""Tokens: the densest tokenizer needs 0.32 for a character, the loosest published has 1.1 of them
in a token."""
LEAST_PER_OTHER_CHARACTER, MOST_PER_OTHER_CHARACTER = 0.20, 0.5
"""Tokens: other scripts have two to five characters in one."""

IN_FLIGHT = "in flight"
"""The end of a request that has none yet, or whose process was killed before it could tell."""
CANCELLED = "cancelled"
"""The end of a request whose answer nobody needed any more."""

MissReason = Literal["no-breakpoint", "below-minimum", "ignored", "cold", "miss"]
MISS_REASONS: tuple[MissReason, ...] = get_args(MissReason)
"""Why nothing was read from the cache.

Nobody was asked to cache the prefix (`no-breakpoint`); the server did not, because the prompt is
shorter than the model's minimum (`below-minimum`) or in spite of its length (`ignored`); it was
cached only now (`cold`), or again although it should have been there (`miss`).
"""

Thinking = Literal["least", "adaptive"]
"""How much a model is to think before it answers: as little as it can, or as much as it likes."""

ThinkingType = Literal["adaptive", "between_tools", "disabled", "enabled"]
THINKING_TYPES: tuple[ThinkingType, ...] = get_args(ThinkingType)
QUIET: tuple[ThinkingType, ...] = ("disabled", "between_tools")
"""Types that keep a model from thinking before it answers; no tools are used here."""


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


class LongPrompt(BaseModel):
    """From where on a request is dearer, and how many times as dear all of it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    above_tokens: int
    factor: float


class Model(BaseModel):
    """What is known about one model; see models.toml. None is for what is not known.

    `aliases` are other ids of the same model. `thinking_types` are those that it accepts,
    `thinks_unasked` says whether it thinks when nothing is said about that, `takes_effort` whether
    it can be told how hard, `structured_outputs` whether it takes a schema. `retires` is the day
    from which requests fail, `retires_not_before` the vendor's promise. `solves` is true of a
    model that can be trusted to check the keys of others. `takes_batches` says whether requests to
    it may be handed in as a Message Batch, `batch_price_factor` what their price is multiplied by.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    aliases: tuple[str, ...] = ()
    openrouter: str
    cache_minimum_tokens: int | None = None
    context_window_tokens: int | None = None
    max_output_tokens: int | None = None
    thinking_types: tuple[ThinkingType, ...] = ()
    thinks_unasked: bool = True
    takes_effort: bool = False
    structured_outputs: bool = True
    takes_batches: bool = True
    batch_price_factor: float = 1.0
    prices: Prices | None = None
    long_prompt: LongPrompt | None = None
    retires: date | None = None
    retires_not_before: date | None = None
    successor: str = ""
    solves: bool = False

    def cost_usd(self, usage: Usage) -> float | None:
        """What these tokens of one request cost; None where the prices are not known."""
        if self.prices is None:
            return None
        return self.prices.cost_usd(usage) * self._factor(usage)

    def cost_usd_of_many(self, usage: Usage) -> float | None:
        """What these tokens of many short requests cost together; None as above."""
        return self.prices.cost_usd(usage) if self.prices else None

    def cost_without_cache_usd(self, usage: Usage) -> float | None:
        """What the same request would have cost if nothing had been cached; None as above."""
        if self.prices is None:
            return None
        return self.prices.cost_without_cache_usd(usage) * self._factor(usage)

    def _factor(self, usage: Usage) -> float:
        is_long = self.long_prompt is not None and usage.prompt > self.long_prompt.above_tokens
        return self.long_prompt.factor if self.long_prompt and is_long else 1.0

    def is_retired(self, today: date) -> bool:
        """Whether requests to this model fail today."""
        return self.retires is not None and today >= self.retires

    def thinking_type(self, wanted: Thinking) -> ThinkingType | None:
        """The thinking to ask for; None to say nothing about it.

        Adaptive where it is wanted and there is such a thing, else as little as the model allows.
        """
        if wanted == "adaptive" and "adaptive" in self.thinking_types:
            return "adaptive"
        if not self.thinks_unasked:
            return None
        return next((type_ for type_ in QUIET if type_ in self.thinking_types), None)

    def thinks(self, wanted: Thinking) -> bool:
        """Whether tokens may go into thoughts before the answer begins."""
        type_ = self.thinking_type(wanted)
        return self.thinks_unasked if type_ is None else type_ not in QUIET

    def effort(self, wanted: Thinking) -> Literal["low"] | None:
        """The effort to ask for: little of a model that always thinks; None to say nothing."""
        is_too_much = wanted == "least" and self.takes_effort and self.thinks(wanted)
        return "low" if is_too_much else None


class ModelFacts(BaseModel):
    """What a server says of a model that it has; None where it says nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    lifecycle: str = ""
    retires_at: datetime | None = None
    max_input_tokens: int | None = None
    max_tokens: int | None = None
    thinking_types: tuple[ThinkingType, ...] = ()
    takes_effort: bool = False
    structured_outputs: bool | None = None
    takes_batches: bool | None = None

    @classmethod
    def read(cls, document: object) -> Self | None:
        """The answer of `GET /v1/models/{id}`; None when that is not what it is.

        What a server words differently counts as not said: nothing depends on it.
        """
        if not isinstance(document, Mapping) or not isinstance(document.get("id"), str):
            return None
        told = {**document, **_capabilities(document.get("capabilities"))}
        said = {name: value for name, value in told.items() if value is not None}
        try:
            return cls.model_validate(said)
        except ValidationError as error:
            unread = {problem["loc"][0] for problem in error.errors()}
            return cls.model_validate({n: v for n, v in said.items() if n not in unread})


def _capabilities(told: object) -> dict[str, object]:
    types = _field(_field(told, "thinking"), "types")
    return {
        "thinking_types": [type_ for type_ in THINKING_TYPES if _is_supported(types, type_)],
        "takes_effort": _is_supported(told, "effort"),
        "structured_outputs": _field(_field(told, "structured_outputs"), "supported"),
        "takes_batches": _field(_field(told, "batch"), "supported"),
    }


def _is_supported(told: object, name: str) -> bool:
    return _field(_field(told, name), "supported") is True


def _field(told: object, name: str) -> object:
    return told.get(name) if isinstance(told, Mapping) else None


@dataclass(frozen=True)
class Models:
    """The models of models.toml, by id; any other id names a model that nothing is known about."""

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

    def is_known(self, name: str) -> bool:
        """Whether anything is known about it."""
        return self._found(name) is not None

    def find(self, name: str) -> Model:
        """The model of this id, which is sent as it is written, an alias too."""
        found = self._found(name)
        if found is None:
            return Model(id=name, openrouter=name)
        return found.model_copy(update={"id": name}) if name in found.aliases else found

    def current(self, name: str, today: date) -> Model:
        """The model to use for `name` today: itself, or its successor once it is retired."""
        model = self.find(name)
        while model.is_retired(today) and model.successor:
            model = self.find(model.successor)
        return model

    def solver(self, today: date) -> Model:
        """The cheapest model in service that can be trusted to check the keys of others."""
        candidates = [m for m in self.known.values() if m.solves and not m.is_retired(today)]
        return min(candidates, key=lambda model: model.prices.output if model.prices else math.inf)

    def _found(self, name: str) -> Model | None:
        models = self.known.values()
        return next((m for m in models if name in {m.id, m.openrouter, *m.aliases}), None)


def with_facts(model: Model, told: ModelFacts) -> Model:
    """A model of which nothing was known, with what a server says of it."""
    return model.model_copy(
        update={
            "context_window_tokens": told.max_input_tokens,
            "max_output_tokens": told.max_tokens,
            "thinking_types": told.thinking_types,
            "takes_effort": told.takes_effort,
            "structured_outputs": told.structured_outputs is not False,
            "takes_batches": told.takes_batches is not False,
            "retires": told.retires_at.date() if told.retires_at else None,
        }
    )


def total_usd(amounts: Iterable[float | None]) -> float | None:
    """The sum of some costs; None as soon as one of them is not known."""
    sum_usd = 0.0
    for amount_usd in amounts:
        if amount_usd is None:
            return None
        sum_usd += amount_usd
    return sum_usd


def tokens_at_least(text: str) -> int:
    """A lower bound for the tokens of a text, whatever the tokenizer."""
    arabic, other = _characters(text)
    return math.floor(arabic * LEAST_PER_ARABIC_CHARACTER + other * LEAST_PER_OTHER_CHARACTER)


def tokens_at_most(text: str) -> int:
    """An upper bound for the tokens of a text, whatever the tokenizer."""
    arabic, other = _characters(text)
    return math.ceil(arabic * MOST_PER_ARABIC_CHARACTER + other * MOST_PER_OTHER_CHARACTER)


def _characters(text: str) -> tuple[int, int]:
    """How many characters are Arabic, and how many are not."""
    arabic = sum(1 for character in text if "\u0600" <= character <= "\u06ff")
    return arabic, len(text) - arabic


@cache
def known_models() -> Models:
    """The models that ship with examcli."""
    return Models.read((files("examcli") / "models.toml").read_text(encoding="utf-8"))
