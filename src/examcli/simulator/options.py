"""What a simulator can be told when it is made."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from examcli.bank import compose
from examcli.bank.material import compose_about, solve_about
from examcli.bank.solver import solve
from examcli.simulator.answers import Compose, ComposeAbout, Solve, SolveAbout
from examcli.simulator.faults import Fault
from examcli.simulator.limits import Limits
from examcli.simulator.models import catalogue
from examcli.simulator.pacing import find_profile
from examcli.simulator.request_context import Dialect
from examcli.simulator.tokens import Tokenizer

UNLIMITED = Limits()
DEFAULT_TOKENIZER = Tokenizer()
"""Values that cannot change, made once: a default must not be a call."""
PROBABILITIES = (
    "miss_probability",
    "batch_errored_probability",
    "batch_expired_probability",
    "batch_miss_probability",
)
"""The options that are chances."""
BATCH_NAMES = ("seconds", "errored", "expired", "miss")
"""What can be told of Message Batches in a line such as `miss=0.3`."""
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
"""Neither a sign nor infinity nor other digits."""


def utc_now() -> datetime:
    """The real date and time."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Options:
    """Settings of one simulator, checked on construction."""

    port: int = 0
    """The port on 127.0.0.1; 0 takes a free one."""
    profile: str = "unpaced"
    """How fast answers come: a name in profiles.toml."""
    speed: float = 1.0
    """How much faster than real time simulated time runs: waits, cache lifetimes, rate limits."""
    seed: int = 0
    """Everything random follows from it and from the order of requests."""
    faults: Sequence[Fault] = ()
    """What goes wrong with which request."""
    miss_probability: float = 0.0
    """How often a prefix that is in the cache is nevertheless not found."""
    propagation_seconds: float = 0.0
    """How long after its response began a written prefix becomes readable."""
    batch_seconds: float = 0.0
    """How long a Message Batch is in progress."""
    batch_errored_probability: float = 0.0
    """How often a request of a Message Batch fails for no fault of its own."""
    batch_expired_probability: float = 0.0
    """How often a request of a Message Batch is not answered before the batch ends."""
    batch_miss_probability: float = 0.0
    """As `miss_probability`, for the requests of Message Batches, whose caching is best effort."""
    dialect: Dialect = "anthropic"
    """Whose API it is: Anthropic's own, or OpenRouter's version of it."""
    api_keys: frozenset[str] | None = None
    """The keys that are accepted; None accepts any that is not empty."""
    limits: Limits = UNLIMITED
    """Rate limits per key and class of models; out of reach by default."""
    limits_by_class: Mapping[str, Limits] = field(default_factory=dict)
    """Other limits for some classes: `haiku`, `opus`, `sonnet`, as models.toml calls them."""
    tokenizer: Tokenizer = DEFAULT_TOKENIZER
    """How many tokens a text counts as; newer models count more, see models.toml."""
    compose: Compose = compose
    """Who writes the questions that a prompt orders; by default the embedded bank."""
    solve: Solve = solve
    """Who solves the questions that a prompt asks; by default somebody who knows the bank."""
    compose_about: ComposeAbout = compose_about
    """Who writes about material in the system prompt; by default sentences with a gap."""
    solve_about: SolveAbout = solve_about
    """Who solves questions about such material; by default somebody who looks them up in it."""
    now: Callable[[], datetime] = utc_now
    """The date at the start; simulated time goes on from there, and models retire by it."""
    retirement: bool = True
    """Whether a retired model is refused; an engine that only has to answer refuses none."""
    monotonic: Callable[[], float] = time.monotonic
    """Real seconds, from which simulated ones are counted."""
    body_seconds: float = 60.0
    """Real seconds that a client may take to send a body."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """How to wait for real seconds."""

    def __post_init__(self) -> None:
        find_profile(self.profile)
        if self.speed <= 0:
            raise ValueError(f"speed must be positive, not {self.speed}")
        for name in PROBABILITIES:
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} must be from 0 to 1, not {getattr(self, name)}")
        if unknown := set(self.limits_by_class) - {model.line for model in catalogue()}:
            raise ValueError(f"no model is of the class {', '.join(sorted(unknown))}")
        if self.dialect not in ("anthropic", "openrouter"):
            raise ValueError(f"dialect must be anthropic or openrouter, not {self.dialect!r}")


def with_batches(options: Options, texts: Sequence[str]) -> Options:
    """The options, with Message Batches as lines such as `seconds=600` and `miss=0.3` tell.

    Raises:
        ValueError: a line tells nothing of them.
    """
    told = {}
    for text in texts:
        name, _, value = text.partition("=")
        if name not in BATCH_NAMES or not NUMBER.fullmatch(value):
            known = ", ".join(BATCH_NAMES)
            raise ValueError(f"batches are told as NAME=NUMBER, NAME one of {known}: {text!r}")
        told[name] = float(value)
    return replace(
        options,
        batch_seconds=told.get("seconds", options.batch_seconds),
        batch_errored_probability=told.get("errored", options.batch_errored_probability),
        batch_expired_probability=told.get("expired", options.batch_expired_probability),
        batch_miss_probability=told.get("miss", options.batch_miss_probability),
    )
