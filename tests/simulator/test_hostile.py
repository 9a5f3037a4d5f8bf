"""Nothing that is sent does harm: refused or answered, in bounded time and memory."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examcli.simulator import Options, Simulator
from simulator.conftest import KEY, MODEL

Serve = Callable[[Options], Simulator]

VALID: dict[str, Any] = {
    "model": MODEL,
    "max_tokens": 50,
    "messages": [{"role": "user", "content": "Hello"}],
}
WORDS = (
    *("type", "text", "role", "user", "assistant", "system", "content", "name", "tool", "any"),
    *("cache_control", "ephemeral", "ttl", "1h", "thinking", "enabled", "budget_tokens", "effort"),
    *("format", "json_schema", "schema", "$ref", "#/$defs/a", "$defs", "a", "properties", "object"),
    *("required", "items", "anyOf", "enum", "minItems", "array", "input_schema", "source", "id"),
    *("topic", "variant", "given", "stem", "key", "passage", "previous_message_id", "create"),
)
CACHED = {"type": "ephemeral", "ttl": "5m"}
FULL: dict[str, Any] = {
    "model": MODEL,
    "max_tokens": 2000,
    "stream": False,
    "system": [{"type": "text", "text": "Rules", "cache_control": CACHED}],
    "messages": [
        {"role": "user", "content": [{"type": "text", "text": "Hello", "cache_control": CACHED}]},
        {"role": "assistant", "content": [{"type": "thinking", "thinking": "", "signature": "s"}]},
        {"role": "user", "content": [{"type": "image", "source": {"type": "file"}}]},
    ],
    "tools": [{"name": "t", "input_schema": {"type": "object"}, "cache_control": CACHED}],
    "tool_choice": {"type": "tool", "name": "t"},
    "thinking": {"type": "enabled", "budget_tokens": 1024, "display": "omitted"},
    "output_config": {
        "effort": "low",
        "format": {
            "type": "json_schema",
            "schema": {
                "type": "object",
                "additionalProperties": False,
                "required": ["a"],
                "properties": {"a": {"$ref": "#/$defs/a"}},
                "$defs": {"a": {"type": "array", "minItems": 1, "items": {"enum": ["x"]}}},
            },
        },
    },
    "stop_sequences": ["x"],
    "diagnostics": {"previous_message_id": None},
    "metadata": {"user_id": "u"},
    "service_tier": "auto",
    "speed": "standard",
    "cache_control": CACHED,
}
words = st.sampled_from(WORDS) | st.text(max_size=20)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | words
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=5),
    max_leaves=25,
)
FUZZED = settings(
    database=None, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def is_decided(response: httpx.Response) -> bool:
    """Answered, or refused for a reason of the API's own."""
    return response.status_code in {200, 400, 404}


@FUZZED
@given(st.binary(max_size=300))
def test_any_bytes_are_a_bad_request(http: httpx.Client, content: bytes) -> None:
    """What is no JSON object is a 400, whichever bytes it is made of [simulator]."""
    assert 400 == http.post("/v1/messages", content=content).status_code


def places(value: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where something stands in a JSON value."""
    inside = value if isinstance(value, dict) else {}
    for name, inner in enumerate(value) if isinstance(value, list) else inside.items():
        yield (*place, name)
        yield from places(inner, (*place, name))


def replaced(value: Any, place: tuple[str | int, ...], new: object) -> Any:
    """`value` with something else at one place."""
    if not place:
        return new
    copy: Any = value.copy()
    copy[place[0]] = replaced(value[place[0]], place[1:], new)
    return copy


def test_the_body_that_is_spoiled_is_sound(http: httpx.Client) -> None:
    """Before anything is replaced it is answered: no refusal hides another [simulator]."""
    assert 200 == http.post("/v1/messages", json=FULL).status_code


@settings(FUZZED, max_examples=300)
@given(st.sampled_from(list(places(FULL))), values)
def test_any_value_in_any_place_is_decided(
    http: httpx.Client, place: tuple[str | int, ...], value: object
) -> None:
    """Whatever JSON stands wherever, the answer is a message, a 400 or a 404 [simulator]."""
    body = replaced(FULL, place, value)
    for path in ("/v1/messages", "/v1/messages/count_tokens"):
        assert is_decided(http.post(path, content=json.dumps(body).encode()))
    batch = {"requests": [{"custom_id": "a", "params": body}]}
    created = http.post("/v1/messages/batches", content=json.dumps(batch).encode())
    assert is_decided(created)
    if created.status_code == 200:
        assert is_decided(http.get(f"/v1/messages/batches/{created.json()['id']}/results"))


@FUZZED
@given(values | st.fixed_dictionaries({"type": st.just("continue"), "previous_message_id": values}))
def test_any_thread_is_decided(http: httpx.Client, thread: object) -> None:
    """Whatever is called a thread, it is created, not found or a 400 [simulator]."""
    headers = {"anthropic-beta": "message-threads-2026-08-12"}
    content = json.dumps({**VALID, "thread": thread}).encode()
    assert is_decided(http.post("/v1/messages", content=content, headers=headers))


@FUZZED
@given(st.dictionaries(words, values, max_size=5))
def test_any_schema_is_decided(http: httpx.Client, schema: dict[str, object]) -> None:
    """As an output format it compiles or is a 400; a forced tool gets an input [simulator]."""
    config = {"format": {"type": "json_schema", "schema": schema}}
    tool = {"tools": [{"name": "t", "input_schema": schema}], "tool_choice": {"type": "any"}}
    for fields in ({"output_config": config}, tool):
        content = json.dumps({**VALID, **fields}).encode()
        assert is_decided(http.post("/v1/messages", content=content))


@FUZZED
@given(st.dictionaries(words, values, max_size=5))
def test_any_slot_is_decided(bank: httpx.Client, slot: dict[str, object]) -> None:
    """The embedded bank makes something of it, or the answer is refused; it does not fall over.

    [simulator].
    """
    for tag in ("slots", "solve"):
        question = f"<{tag}>\n{json.dumps(slot)}\n</{tag}>"
        body = {**VALID, "messages": [{"role": "user", "content": question}]}
        content = json.dumps(body).encode()
        assert is_decided(bank.post("/v1/messages", content=content))


@pytest.fixture
def bank() -> Iterator[httpx.Client]:
    """Plain HTTP to a simulator whose questions are the embedded bank's."""
    headers = {"x-api-key": KEY, "anthropic-version": "2026-10-21"}
    with (
        Simulator() as simulator,
        httpx.Client(base_url=simulator.base_url, headers=headers, timeout=60) as client,
    ):
        yield client


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"[" * 100_000, id="arrays"),
        pytest.param(b'{"a":' * 50_000 + b"1" + b"}" * 50_000, id="objects"),
        pytest.param(b'{"metadata":' + b"[" * 100 + b"]" * 100 + b"}", id="one level too many"),
        pytest.param(b'{"max_tokens":' + b"9" * 5000 + b"}", id="digits"),
        pytest.param(b'{"max_tokens":NaN}', id="NaN"),
        pytest.param(b'{"model":"\xff"}', id="not UTF-8"),
        pytest.param(rb'{"model":"\ud800"}', id="a lone surrogate"),
        pytest.param(json.dumps(VALID).encode("utf-16"), id="UTF-16"),
        pytest.param(b"null", id="null"),
    ],
)
def test_json_that_is_an_attack_is_a_bad_request(http: httpx.Client, content: bytes) -> None:
    """Depth, digits, constants and encodings that break parsers are a 400 [simulator]."""
    response = http.post("/v1/messages", content=content)
    assert 400 == response.status_code
    assert "invalid_request_error" == response.json()["error"]["type"]


@pytest.mark.parametrize("unfolds", ["output_config", "tools"])
def test_a_schema_that_unfolds_to_millions_is_bounded(http: httpx.Client, unfolds: str) -> None:
    """Ten levels, each ten times wider: too large a grammar, or a short input [simulator]."""
    definitions: dict[str, object] = {
        f"d{level}": {
            "type": "object",
            "additionalProperties": False,
            "required": list("abcdefghij"),
            "properties": {name: {"$ref": f"#/$defs/d{level + 1}"} for name in "abcdefghij"},
        }
        for level in range(10)
    }
    schema = {"$ref": "#/$defs/d0", "$defs": {**definitions, "d10": {"type": "string"}}}
    fields: dict[str, dict[str, object]] = {
        "output_config": {"output_config": {"format": {"type": "json_schema", "schema": schema}}},
        "tools": {
            "tools": [{"name": "t", "input_schema": schema}],
            "tool_choice": {"type": "any"},
        },
    }
    response = http.post("/v1/messages", json={**VALID, **fields[unfolds]})
    assert (400 if unfolds == "output_config" else 200) == response.status_code


@pytest.mark.parametrize("mark", ["<slots>\n", "</slots>", "<slots>\n</slots>"])
def test_a_million_marks_take_no_time(http: httpx.Client, mark: str) -> None:
    """Blocks are found in one pass, however many begin and never end [simulator]."""
    body = {**VALID, "messages": [{"role": "user", "content": mark * 200_000}]}
    assert is_decided(http.post("/v1/messages", json=body, timeout=20))


def test_nobody_orders_thousands_at_once(http: httpx.Client) -> None:
    """More slots than an answer has room for are a 400, not an hour of work [simulator]."""
    order = "<slots>\n" + "{}\n" * 1001 + "</slots>"
    body = {**VALID, "messages": [{"role": "user", "content": order}]}
    assert 400 == http.post("/v1/messages", json=body).status_code


def test_a_long_complaint_is_cut(http: httpx.Client) -> None:
    """A refusal quotes a thousand characters of what was sent, not a million [simulator]."""
    response = http.post("/v1/messages", json={**VALID, "model": "x" * 1_000_000})
    assert 404 == response.status_code
    assert len(response.content) < 2000


def test_a_body_that_does_not_come_is_given_up(serve: Serve) -> None:
    """After `body_seconds` a client that sends too slowly gets a 408 [simulator]."""
    simulator = serve(Options(body_seconds=0.1))
    assert b"HTTP/1.1 408" in spoken(simulator, REQUEST + b"Content-Length: 1000\r\n\r\n{")


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(b"\x16\x03\x01\x02\x00\r\n\r\n", id="TLS"),
        pytest.param(b"GARBAGE\r\n\r\n", id="no HTTP"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="no host"),
        pytest.param(b"GET http://[/v1 HTTP/1.1\r\nHost: a\r\n\r\n", id="a broken address"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: [\r\n\r\n", id="a broken host"),
        pytest.param(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", id="a length"),
        pytest.param(b"GET /v1/models?limit=%ff%00 HTTP/1.1\r\nHost: a\r\n\r\n", id="a query"),
    ],
)
def test_what_is_hardly_http_is_refused(simulator: Simulator, request_: bytes) -> None:
    """A 4xx, whatever it was [simulator]."""
    assert spoken(simulator, request_).startswith(b"HTTP/1.1 4")


REQUEST = b"POST /v1/messages HTTP/1.1\r\nHost: a\r\nx-api-key: k\r\n"


def spoken(simulator: Simulator, request: bytes) -> bytes:
    """What the simulator says to bytes on a connection."""
    host, _, port = simulator.base_url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request)
        return connection.recv(1000)


LEFT_ALONE = """
import socket, sys
from examcli.simulator import Options, Simulator
with Simulator(Options()) as simulator:
    host, _, port = simulator.base_url.removeprefix("http://").partition(":")
    for request in (
        b"POST /v1/messages HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1000\\r\\n\\r\\n{",
        b"POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n",
        b"POST /v1/messages HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
        b"\\x00",
    ):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(request)
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 404")
"""


def test_clients_that_leave_are_not_talked_about() -> None:
    """Half a request, a broken chunk, an unheard answer: stderr stays empty [simulator]."""
    done = subprocess.run(
        [sys.executable, "-c", LEFT_ALONE], capture_output=True, check=True, timeout=60
    )
    assert (b"", b"") == (done.stdout, done.stderr)
