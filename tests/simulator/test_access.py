"""Keys, ids and the headers of every response."""

from collections.abc import Callable

import anthropic
import httpx
import pytest

from examcli.simulator import Options, Simulator

Serve = Callable[[Options], Simulator]

MODEL = "claude-sonnet-4-6"
VERSION = {"anthropic-version": "2026-10-21"}


@pytest.mark.parametrize(
    "headers", [{"x-api-key": "k"}, {"authorization": "Bearer k"}, {"authorization": "bearer k"}]
)
def test_a_key_comes_in_either_header(simulator: Simulator, headers: dict[str, str]) -> None:
    """x-api-key, or Authorization: Bearer as the SDK sends it since 2.0 [version]."""
    response = httpx.get(f"{simulator.base_url}/v1/models", headers=VERSION | headers)
    assert response.status_code == 200


@pytest.mark.parametrize("headers", [{}, {"x-api-key": ""}, {"authorization": "Basic k"}])
def test_without_a_key_nobody_gets_in(simulator: Simulator, headers: dict[str, str]) -> None:
    """401 authentication_error, with a request id all the same [errors]."""
    response = httpx.get(f"{simulator.base_url}/v1/models", headers=VERSION | headers)
    assert response.status_code == 401
    assert response.json()["error"]["type"] == "authentication_error"
    assert response.json()["request_id"] == response.headers["request-id"]


def test_only_known_keys_are_accepted_where_they_are_listed(serve: Serve) -> None:
    """`api_keys` names them; the SDK sees an AuthenticationError [simulator]."""
    simulator = serve(Options(api_keys=frozenset({"right"})))
    with anthropic.Anthropic(api_key="right", base_url=simulator.base_url) as client:
        client.models.list()
    with (
        anthropic.Anthropic(api_key="wrong", base_url=simulator.base_url) as client,
        pytest.raises(anthropic.AuthenticationError),
    ):
        client.models.list()


def test_every_response_has_a_request_id_and_an_organisation(
    client: anthropic.Anthropic, simulator: Simulator
) -> None:
    """Fresh ids; the organisation is that of the key and does not tell the key [errors]."""
    first, second = (
        client.messages.with_raw_response.create(
            model=MODEL, max_tokens=10, messages=[{"role": "user", "content": "x"}]
        ).headers
        for _ in range(2)
    )
    assert first["request-id"].startswith("req_")
    assert first["request-id"] != second["request-id"]
    assert first["anthropic-organization-id"] == second["anthropic-organization-id"]
    assert len(first["anthropic-organization-id"]) == 36
    recorded = [received.request_id for received in simulator.received]
    assert recorded == [first["request-id"], second["request-id"]]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/v1/complete"), ("POST", "/v2/messages"), ("GET", "/api/v1/models")],
)
def test_what_is_not_served_is_not_found(http: httpx.Client, method: str, path: str) -> None:
    """404 not_found_error in the API's own shape [errors]."""
    response = http.request(method, path)
    assert response.status_code == 404
    assert response.json()["type"] == "error"
    assert response.json()["error"]["type"] == "not_found_error"


def test_a_body_beyond_the_maximum_is_too_large(http: httpx.Client) -> None:
    """More than 32 MB are a 413 [errors]."""
    response = http.post("/v1/messages", content=b" " * (32 * 1024 * 1024 + 1))
    assert response.status_code == 413
    assert response.json()["error"]["type"] == "request_too_large"
