"""The catalogue and the life of a model."""

from collections.abc import Callable
from datetime import UTC, datetime

import anthropic
import pytest

from examcli.simulator import Options, Simulator

SONNET_4_5 = "claude-sonnet-4-5-20250929"

Connect = Callable[[Simulator], anthropic.Anthropic]
Serve = Callable[[Options], Simulator]


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
    """Sonnet 5.5 refuses thinking type "disabled" and accepts "between_tools" [models]."""
    capabilities = client.models.retrieve("claude-sonnet-5-5").capabilities
    assert capabilities
    assert not capabilities.thinking.types.disabled.supported
    assert capabilities.thinking.types.between_tools.supported
    assert capabilities.structured_outputs.supported


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
    """From the day of retirement requests that name it fail with 404 [models]."""
    client = client_on(datetime(2026, 11, 30, tzinfo=UTC), serve, connect)
    with (
        pytest.warns(DeprecationWarning, match="claude-sonnet-4-5"),
        pytest.raises(anthropic.NotFoundError) as raised,
    ):
        client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=100,
            messages=[{"role": "user", "content": "Hello"}],
        )
    assert raised.value.type == "not_found_error"


def test_retired_models_are_listed_only_on_request(serve: Serve, connect: Connect) -> None:
    """Without a filter the list has active and deprecated models [models]."""
    client = client_on(datetime(2026, 12, 1, tzinfo=UTC), serve, connect)
    assert SONNET_4_5 not in [model.id for model in client.models.list()]
    assert [model.id for model in client.models.list(lifecycle=["retired"])] == [SONNET_4_5]
    assert client.models.retrieve(SONNET_4_5).lifecycle == "retired"


def test_an_unknown_model_is_not_found(client: anthropic.Anthropic) -> None:
    """404 not_found_error, from the catalogue as from messages [errors]."""
    with pytest.raises(anthropic.NotFoundError):
        client.models.retrieve("claude-nothing")
    with pytest.raises(anthropic.NotFoundError, match="claude-nothing"):
        client.messages.create(
            model="claude-nothing", max_tokens=1, messages=[{"role": "user", "content": "x"}]
        )
