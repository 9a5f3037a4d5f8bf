"""A simulator to talk to, and the official SDK as the referee of what it says."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

import anthropic
import httpx
import pytest
from anthropic.types import Message

from examcli.simulator import Options, Simulator

MODEL = "claude-sonnet-4-6"
KEY = "a-key"


@dataclass(frozen=True)
class StandIn:
    """A composition that owes nothing to the embedded bank."""

    text: str
    shortfall: str = ""


def stand_in(slots: Sequence[Mapping[str, object]], _avoid: Sequence[str]) -> StandIn:
    """One numbered question per slot."""
    questions = [
        {
            "rests_on": 0,
            "stem": f"ما ناتج {number} + 1؟",
            "figure": None,
            "check": f"{number} + 1",
            "key": str(number + 1),
            **{f"distractor_{wrong}": str(number + 1 + wrong) for wrong in (1, 2, 3)},
            "explanation": "نجمع العددين.",
        }
        for number, _ in enumerate(slots, 1)
    ]
    answer = {"passage": "", "questions": questions}
    return StandIn(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))


@pytest.fixture
def serve() -> Iterator[Callable[[Options], Simulator]]:
    """Starts simulators whose questions are the stand-in's, and stops them after the test."""
    with ExitStack() as stack:
        yield lambda options: stack.enter_context(Simulator(replace(options, compose=stand_in)))


@pytest.fixture
def simulator(serve: Callable[[Options], Simulator]) -> Simulator:
    """A simulator that does not wait."""
    return serve(Options())


@pytest.fixture
def connect() -> Iterator[Callable[[Simulator], anthropic.Anthropic]]:
    """Makes SDK clients that do not retry."""
    with ExitStack() as stack:
        yield lambda simulator: stack.enter_context(
            anthropic.Anthropic(api_key=KEY, base_url=simulator.base_url, max_retries=0)
        )


@pytest.fixture
def client(
    simulator: Simulator, connect: Callable[[Simulator], anthropic.Anthropic]
) -> anthropic.Anthropic:
    """The official SDK, connected to `simulator`."""
    return connect(simulator)


@pytest.fixture
def ask(client: anthropic.Anthropic) -> Callable[..., Message]:
    """Creates a message with the SDK; keyword arguments replace fields of the body."""

    def create(**fields: object) -> Message:
        return client.messages.create(
            model=MODEL,
            max_tokens=1000,
            messages=[{"role": "user", "content": "Hello"}],
            extra_body=fields,
        )

    return create


@pytest.fixture
def http(simulator: Simulator) -> Iterator[httpx.Client]:
    """Plain HTTP, for what the SDK hides."""
    headers = {"x-api-key": KEY, "anthropic-version": "2026-10-21"}
    with httpx.Client(base_url=simulator.base_url, headers=headers) as client:
        yield client
