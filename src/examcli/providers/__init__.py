"""Where questions come from: one protocol with one verb, and the events it yields.

A provider streams the answer to a request. It yields `Started` once the answer has begun (the
cache counters are known then), `Text` as it arrives, and `Ended` with a stop reason. It never
just stops: an answer that ends otherwise raises. Before `Started` a failure is `Unavailable`,
`Unauthorized` and so on, and the request may be sent again; after it, it is `StreamBroken`.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from examcli.errors import Stopped, StreamBroken
from examcli.models import Model, Thinking, Usage

CacheTtl = Literal["", "5m", "1h"]
ModelSetting = Literal["EXAM_MODEL", "EXAM_SOLVER_MODEL"]
Heard = TypeVar("Heard")
FINISHED = {"end_turn", "stop_sequence"}
ROOM_TO_THINK_TOKENS = 16_000
"""Thoughts count as output: without room of their own they would cut the answer off."""
STOPS: Mapping[str, tuple[str, str]] = {
    "refusal": (
        "the model will not write this",
        "reword the blueprint's prompt, leave that `--source` out, or try another {model_setting}",
    ),
    "max_tokens": (
        "its answer is longer than it may be",
        "another {model_setting} may be briefer; a proxy may allow fewer tokens than asked for",
    ),
    "model_context_window_exceeded": (
        "prompt and answer do not fit in the model's window",
        "give less `--source`, or set {model_setting} to a model with a larger window",
    ),
    "pause_turn": (
        "it paused for a tool that nobody offered",
        "a proxy may add tools to requests: set ANTHROPIC_BASE_URL to a server that does not",
    ),
    "tool_use": (
        "it called a tool that nobody offered",
        "a proxy may offer tools of its own: set ANTHROPIC_BASE_URL to a server that does not",
    ),
}
"""Why a model stops before it is done, and what helps: the same request would end the same way."""


@dataclass(frozen=True)
class Request:
    """One call: the cached prefix, the suffix that varies, and what to do about the cache.

    The prefix is made of blocks, each cacheable up to its end. `cache_ttl` "" puts no breakpoint
    on them: they are neither written nor read. `max_tokens` is for the answer itself, `thinking`
    how much the model is to think before it. `breaks` counts how often the answer to these slots
    already broke off. `cached_by` names the provider that should have the prefix in its cache by
    now, "" when none should. `model_setting` is what chose the model, for hints.
    """

    prefix: tuple[str, ...]
    suffix: str
    schema: dict[str, object]
    model: Model
    max_tokens: int
    cache_ttl: CacheTtl
    session_id: str
    shard: str
    thinking: Thinking = "least"
    breaks: int = 0
    cached_by: str = ""
    model_setting: ModelSetting = "EXAM_MODEL"

    @property
    def most_output_tokens(self) -> int:
        """The most tokens that can come back: the answer, and thoughts if there will be any."""
        thoughts = ROOM_TO_THINK_TOKENS if self.model.thinks(self.thinking) else 0
        most = self.max_tokens + thoughts
        return min(most, self.model.max_output_tokens or most)


@dataclass(frozen=True)
class Started:
    """`provider` has begun to answer with `model_id`; `usage` has the input classes so far."""

    provider: str
    model_id: str
    usage: Usage


@dataclass(frozen=True)
class Text:
    """A piece of the answer, cut anywhere between two characters."""

    text: str


@dataclass(frozen=True)
class Alive:
    """The answer goes on with something that carries no text: thinking, the border of a block."""


@dataclass(frozen=True)
class Ended:
    """The answer is over. `reported_cost_usd` is what the provider says it cost, if it does."""

    stop_reason: str
    usage: Usage
    detail: str = ""
    reported_cost_usd: float | None = None


Event = Started | Text | Alive | Ended


class Provider(Protocol):
    """Anything that can answer a request."""

    @property
    def name(self) -> str:
        """The name under which requests are recorded."""

    def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Answer a request; see the module docstring for the order of events.

        Raises:
            ProviderError: in one of its kinds.
        """


@asynccontextmanager
async def listening(answer: AsyncGenerator[Heard]) -> AsyncIterator[AsyncGenerator[Heard]]:
    """An answer, or what is made of one, while it is listened to; closed at the end in any case.

    A listener who cannot go on throws the reason into the answer, through every provider that
    passes it on, so that whoever records it knows why it was broken off.
    """
    try:
        yield answer
    except Exception as reason:
        with suppress(type(reason), StopAsyncIteration):
            await answer.athrow(reason)
        raise
    finally:
        await answer.aclose()


async def answered(
    provider: Provider, request: Request, started: Callable[[Started], None]
) -> AsyncGenerator[Text | Ended]:
    """The text of an answer as it arrives, and its end once the model has said all of it.

    `started` is told who answers once it has begun. A listener who finds at the end that the text
    is not what was asked for says so there, while the answer is still being recorded.

    Raises:
        ProviderError: in one of its kinds; `Stopped` when the model did not finish.
    """
    origin, has_text, has_ended = "", False, False
    async with listening(provider.stream(request)) as events:
        async for event in events:
            match event:
                case Started(origin):
                    started(event)
                case Text(text):
                    has_text = has_text or bool(text.strip())
                    yield event
                case Ended(stop_reason) if stop_reason not in FINISHED:
                    raise _stopped(origin, event, has_text, request.model_setting)
                case Ended():
                    has_ended = True
                    yield event
    if not has_ended:
        raise StreamBroken(f"{origin} did not finish its answer", "unfinished")


def _stopped(provider: str, ended: Ended, has_text: bool, model_setting: ModelSetting) -> Stopped:
    """Why an answer is not whole.

    A refusal in the midst of it is about what was just written: next time that is another text.
    """
    reason = ended.stop_reason
    meaning, hint = STOPS.get(reason, ("", ""))
    detail = ended.detail or meaning
    message = f"{provider} did not finish: {reason}" + (f" ({detail})" if detail else "")
    is_final = reason in STOPS and not (reason == "refusal" and has_text)
    return Stopped(message, reason, hint.format(model_setting=model_setting), is_final)
