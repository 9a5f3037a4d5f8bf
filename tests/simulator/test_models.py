"""The catalogue and the life of a model."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime

import anthropic
import pytest
from anthropic.types import Message

from examcli.simulator import Options, Simulator
from examcli.simulator.models import TokensByClass, find_model

SONNET_4_5 = "claude-sonnet-4-5-20250929"

Connect = Callable[[Simulator], anthropic.Anthropic]
Serve = Callable[[Options], Simulator]
Ask = Callable[..., Message]


def client_on(day: datetime, serve: Serve, connect: Connect) -> anthropic.Anthropic:
    return connect(serve(Options(now=lambda: day)))


def test_the_catalogue_is_listed_newest_first(client: anthropic.Anthropic) -> None:
    """`models.list` returns every model that is not retired, and parses [models]."""
    models = list(client.models.list(limit=2))
    released = [model.created_at for model in models]
    assert released == sorted(released, reverse=True)
    assert {"claude-sonnet-5-5", "claude-sonnet-4-6"} <= {model.id for model in models}


def test_an_alias_names_the_snapshot(serve: Serve, connect: Connect) -> None:
    """`claude-sonnet-4-5` is `claude-sonnet-4-5-20250929`, retiring on 30 November [models]."""
    client = client_on(datetime(2026, 11, 23, tzinfo=UTC), serve, connect)
    model = client.models.retrieve("claude-sonnet-4-5")
    assert (model.id, model.lifecycle, model.line) == (SONNET_4_5, "deprecated", "sonnet")
    assert model.retires_at == datetime(2026, 11, 30, tzinfo=UTC)
    assert (model.max_input_tokens, model.max_tokens) == (200_000, 64_000)


def test_an_active_model_has_no_dates_of_decline(client: anthropic.Anthropic) -> None:
    """`deprecated_at` and `retires_at` are null while a model is active [models]."""
    model = client.models.retrieve("claude-sonnet-4-6")
    assert (model.lifecycle, model.deprecated_at, model.retires_at) == ("active", None, None)


def test_capabilities_tell_what_a_request_may_say(client: anthropic.Anthropic) -> None:
    """Thinking types, effort levels, structured outputs and batches, per model [SDK, models]."""
    capabilities = client.models.retrieve("claude-sonnet-5-5").capabilities
    assert capabilities
    assert not capabilities.thinking.types.disabled.supported
    assert capabilities.thinking.types.between_tools.supported
    assert capabilities.effort.max.supported
    assert capabilities.structured_outputs.supported
    assert capabilities.batch.supported


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        ("claude-sonnet-4-5", {"enabled", "disabled"}),
        ("claude-sonnet-4-6", {"adaptive", "enabled", "disabled"}),
        ("claude-sonnet-5", {"adaptive", "disabled", "between_tools"}),
        ("claude-sonnet-5-5", {"adaptive", "between_tools"}),
        ("claude-haiku-4-5", {"enabled", "disabled"}),
        ("claude-haiku-5-5", {"adaptive", "disabled", "between_tools"}),
        ("claude-opus-5-5", {"adaptive"}),
        ("claude-fable-5-2", {"adaptive"}),
    ],
)
def test_what_is_said_of_thinking_is_what_is_done(
    name: str, accepted: set[str], serve: Serve, connect: Connect
) -> None:
    """A thinking type that the catalogue does not list is a 400 [models]."""
    client = connect(serve(Options(retirement=False)))
    for type_ in ("adaptive", "between_tools", "disabled", "enabled"):
        thinking = {"type": type_} | ({"budget_tokens": 1024} if type_ == "enabled" else {})
        with nullcontext() if type_ in accepted else pytest.raises(anthropic.BadRequestError):
            client.messages.create(
                model="claude-sonnet-4-6",
                max_tokens=2000,
                messages=[{"role": "user", "content": "hello"}],
                extra_body={"model": name, "thinking": thinking},
            )


@pytest.mark.parametrize(
    ("name", "in_and_out", "context_and_output"),
    [
        ("claude-sonnet-4-5", (3, 15), (200_000, 64_000)),
        ("claude-sonnet-4-6", (3, 15), (1_000_000, 128_000)),
        ("claude-sonnet-5", (2, 10), (1_000_000, 128_000)),
        ("claude-sonnet-5-5", (2, 10), (1_000_000, 128_000)),
        ("claude-haiku-4-5", (1, 5), (200_000, 64_000)),
        ("claude-haiku-5-5", (0.1, 0.5), (1_000_000, 128_000)),
        ("claude-opus-5-5", (4, 20), (1_000_000, 128_000)),
        ("claude-fable-5-2", (8, 40), (1_000_000, 128_000)),
    ],
)
def test_every_model_has_its_price_and_its_size(
    name: str, in_and_out: tuple[float, float], context_and_output: tuple[int, int]
) -> None:
    """Dollars per million tokens; context window and longest answer [prices, models]."""
    model = find_model(name)
    assert in_and_out == (model.prices.input, model.prices.output)
    assert context_and_output == (model.context_tokens, model.max_output_tokens)


@pytest.mark.parametrize(("prompt_tokens", "factor"), [(100_000, 1), (100_001, 5)])
def test_a_long_prompt_makes_haiku_5_5_dearer(prompt_tokens: int, factor: int) -> None:
    """Above 100,000 prompt tokens, cached ones counted, all of it costs five-fold [prices]."""
    read_tokens = prompt_tokens - 2000
    tokens = TokensByClass(input=1000, output=500, write_5m=1000, write_1h=0, read=read_tokens)
    dollars = (1000 * 0.1 + 500 * 0.5 + 1000 * 0.125 + read_tokens * 0.01) / 1_000_000
    assert find_model("claude-haiku-5-5").cost_usd(tokens) == pytest.approx(factor * dollars)


def test_a_model_of_unknown_age_says_1970(client: anthropic.Anthropic) -> None:
    """`created_at` is an epoch value where the release is not known [SDK]."""
    assert datetime(1970, 1, 1, tzinfo=UTC) == client.models.retrieve("claude-fable-5-2").created_at


def test_a_deprecated_model_still_answers(serve: Serve, connect: Connect) -> None:
    """On the last day before its retirement Sonnet 4.5 works; the SDK warns [models]."""
    client = client_on(datetime(2026, 11, 29, 23, 59, tzinfo=UTC), serve, connect)
    with pytest.warns(DeprecationWarning, match="claude-sonnet-4-5"):
        message = client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=100,
            messages=[{"role": "user", "content": "Hello"}],
        )
    assert message.model == SONNET_4_5


def test_a_retired_model_is_not_found(serve: Serve, connect: Connect) -> None:
    """From the day of retirement requests that name it fail with 404, which names it [models]."""
    client = client_on(datetime(2026, 11, 30, tzinfo=UTC), serve, connect)
    with (
        pytest.warns(DeprecationWarning, match="claude-sonnet-4-5"),
        pytest.raises(anthropic.NotFoundError, match="model: claude-sonnet-4-5") as raised,
    ):
        client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=100,
            messages=[{"role": "user", "content": "Hello"}],
        )
    assert raised.value.type == "not_found_error"


def test_retirement_can_be_switched_off(serve: Serve, connect: Connect) -> None:
    """With `retirement` off a retired model answers: an embedded engine has no age [simulator]."""
    day = datetime(2027, 6, 1, tzinfo=UTC)
    client = connect(serve(Options(now=lambda: day, retirement=False)))
    with pytest.warns(DeprecationWarning, match="claude-sonnet-4-5"):
        message = client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=100,
            messages=[{"role": "user", "content": "Hello"}],
        )
    assert SONNET_4_5 == message.model


def test_retired_models_are_listed_only_on_request(serve: Serve, connect: Connect) -> None:
    """Without a filter the list has active and deprecated models [models]."""
    client = client_on(datetime(2026, 12, 1, tzinfo=UTC), serve, connect)
    assert SONNET_4_5 not in [model.id for model in client.models.list()]
    assert [model.id for model in client.models.list(lifecycle=["retired"])] == [SONNET_4_5]
    assert client.models.retrieve(SONNET_4_5).lifecycle == "retired"


def test_an_unknown_model_is_not_found(client: anthropic.Anthropic) -> None:
    """404 not_found_error, from the catalogue as from messages [errors]."""
    with pytest.raises(anthropic.NotFoundError, match="claude-nothing"):
        client.models.retrieve("claude-nothing")
    with pytest.raises(anthropic.NotFoundError, match="claude-nothing"):
        client.messages.create(
            model="claude-nothing", max_tokens=1, messages=[{"role": "user", "content": "x"}]
        )
