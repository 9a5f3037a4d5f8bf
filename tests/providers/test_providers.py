"""What every provider promises, whoever it is and whatever library carries it.

The same tests run over Claude through the official SDK, Claude over plain HTTP and OpenRouter,
each against a server that is really there.
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from conftest import SECRET
from examcli.errors import (
    ModelGone,
    NotAnApi,
    ProviderError,
    Rejected,
    Silent,
    SpendLimited,
    StreamBroken,
    Throttled,
    Unauthorized,
    Unavailable,
)
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import plan_exam
from examcli.generation.prompt import Order, prefix, suffix
from examcli.generation.schema import SCHEMA
from examcli.models import Thinking, Usage, known_models
from examcli.providers import (
    Alive,
    CacheTtl,
    Ended,
    Request,
    Started,
    Text,
)
from examcli.providers.answering import MessagesApi
from examcli.providers.resilience import Watched
from examcli.simulator import Options, Simulator, parse_fault
from raw_server import START, STREAM, answering, event, refusal, whole_stream
from ways import WAYS, Way, all_events, assert_fit_to_be_shown, opened, said, until_failure

Serve = Callable[[Options], Simulator]
MODEL = "claude-sonnet-4-6"
SLOTS = 3


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    """Each way in turn."""
    return WAYS[request.param]


@pytest.fixture
def server(way: Way, serve: Serve) -> Simulator:
    """The API that this way leads to."""
    return serve(Options(dialect=way.dialect))


@pytest.fixture
async def provider(way: Way, server: Simulator) -> AsyncIterator[MessagesApi]:
    """The provider, connected to the server."""
    async with opened(way, way.address(server)) as provider:
        yield provider


@pytest.fixture
def order(gat: Blueprint) -> Request:
    """A request for three questions, cached for an hour."""
    slots = plan_exam(gat, "scientific", 7).slots[:SLOTS]
    return Request(
        prefix=(prefix(gat),),
        suffix=suffix([Order(slot) for slot in slots], []),
        schema=SCHEMA,
        model=known_models().find(MODEL),
        max_tokens=5000,
        cache_ttl="1h",
        session_id="exam-1",
        shard="1+2+3",
    )


def used(usage: Mapping[str, Any] | None) -> Usage:
    """Usage as the API words it, in our classes."""
    assert usage is not None
    written = usage["cache_creation"]
    return Usage(
        input=usage["input_tokens"],
        cache_write_5m=written["ephemeral_5m_input_tokens"],
        cache_write_1h=written["ephemeral_1h_input_tokens"],
        cache_read=usage["cache_read_input_tokens"],
        output=usage["output_tokens"],
    )


class TestAnswer:
    """A request that is answered."""

    async def test_events_come_in_order(
        self, provider: MessagesApi, way: Way, order: Request
    ) -> None:
        """`Started` first, then text, then `Ended`; the text is the whole answer."""
        first, *texts, last = await all_events(provider, order)

        assert isinstance(first, Started)
        assert {Text, Alive} == {type(event) for event in texts}
        assert isinstance(last, Ended)
        assert (way.name, MODEL) == (first.provider, first.model_id)
        assert "end_turn" == last.stop_reason
        assert SLOTS == len(json.loads(said(texts))["questions"])

    @pytest.mark.parametrize("ttl", ["", "5m", "1h"])
    async def test_tokens_are_counted_by_class(
        self, provider: MessagesApi, server: Simulator, order: Request, ttl: CacheTtl
    ) -> None:
        """Input, cache writes by lifetime, reads and output are what the server counted."""
        request = replace(order, cache_ttl=ttl)

        ended = [(await all_events(provider, request))[-1] for _ in range(2)]

        counted = [used(received.usage) for received in server.received]
        assert counted == [event.usage for event in ended if isinstance(event, Ended)]
        assert [ttl == "5m", False] == [usage.cache_write_5m > 0 for usage in counted]
        assert [ttl == "1h", False] == [usage.cache_write_1h > 0 for usage in counted]
        assert [False, bool(ttl)] == [usage.cache_read > 0 for usage in counted]

    async def test_the_start_knows_the_cache(
        self, provider: MessagesApi, server: Simulator, order: Request
    ) -> None:
        """What was read and written is known before the first word of the answer."""
        started = (await all_events(provider, order))[0]

        assert isinstance(started, Started)
        assert replace(used(server.received[0].usage), output=started.usage.output) == started.usage

    async def test_only_openrouter_reports_a_cost(
        self, provider: MessagesApi, way: Way, order: Request
    ) -> None:
        """The cost that a provider states is kept; the others state none."""
        ended = (await all_events(provider, order))[-1]

        assert isinstance(ended, Ended)
        cost = order.model.cost_usd(ended.usage)
        expected = pytest.approx(cost) if way.name == "openrouter" else None
        assert expected == ended.reported_cost_usd

    @pytest.mark.parametrize("reason", ["max_tokens", "refusal"])
    async def test_an_answer_that_stops_early_says_why(
        self, provider: MessagesApi, server: Simulator, order: Request, reason: str
    ) -> None:
        """The stop reason is passed on, with the explanation of a refusal."""
        server.script([parse_fault(reason.replace("_", "-"))])

        ended = (await all_events(provider, order))[-1]

        assert isinstance(ended, Ended)
        assert reason == ended.stop_reason
        assert ("Scripted refusal." if reason == "refusal" else "") == ended.detail

    async def test_an_abandoned_answer_harms_no_other(
        self, provider: MessagesApi, order: Request
    ) -> None:
        """Leaving in the middle of an answer leaves the provider usable."""
        async with aclosing(provider.stream(order)) as events:
            await anext(events)

        last = (await all_events(provider, order))[-1]

        assert isinstance(last, Ended)


class TestRequest:
    """What goes over the wire."""

    async def test_the_body(
        self, provider: MessagesApi, way: Way, server: Simulator, order: Request
    ) -> None:
        """Prefix in `system`, slots in the user message, the schema, and nothing of chance."""
        await all_events(provider, order)

        body = dict(server.received[0].body)
        routing = {"provider": body.pop("provider", None), "session": body.pop("session_id", None)}
        assert {
            "model": MODEL if way.name == "claude" else "anthropic/claude-sonnet-4.6",
            "max_tokens": 5000,
            "system": [
                {
                    "type": "text",
                    "text": order.prefix[0],
                    "cache_control": {"type": "ephemeral", "ttl": "1h"},
                }
            ],
            "messages": [{"role": "user", "content": order.suffix}],
            "output_config": {"format": {"type": "json_schema", "schema": SCHEMA}},
            "stream": True,
        } == body
        assert (
            {"provider": {"require_parameters": True}, "session": "exam-1"}
            if way.name == "openrouter"
            else {"provider": None, "session": None}
        ) == routing

    @pytest.mark.parametrize(
        ("ttl", "breakpoint_"),
        [
            ("", None),
            ("5m", {"type": "ephemeral", "ttl": "5m"}),
            ("1h", {"type": "ephemeral", "ttl": "1h"}),
        ],
    )
    async def test_the_only_breakpoint_is_on_the_prefix(
        self,
        provider: MessagesApi,
        server: Simulator,
        order: Request,
        ttl: CacheTtl,
        breakpoint_: dict[str, str] | None,
    ) -> None:
        """With its lifetime; without one there is no breakpoint anywhere."""
        await all_events(provider, replace(order, cache_ttl=ttl))

        body = server.received[0].body
        (system,) = as_list(body["system"])
        assert breakpoint_ == system.get("cache_control")
        assert (1 if ttl else 0) == json.dumps(body).count("cache_control")

    @pytest.mark.parametrize(
        ("model", "types"),
        [
            ("claude-sonnet-4-5", {"least": None, "adaptive": None}),
            ("claude-haiku-4-5", {"least": None, "adaptive": None}),
            ("claude-sonnet-4-6", {"least": None, "adaptive": "adaptive"}),
            ("claude-sonnet-5", {"least": "disabled", "adaptive": "adaptive"}),
            ("claude-sonnet-5-5", {"least": "between_tools", "adaptive": "adaptive"}),
            ("claude-haiku-5-5", {"least": "disabled", "adaptive": "adaptive"}),
            ("claude-opus-5-5", {"least": "low", "adaptive": "adaptive"}),
            ("claude-fable-5-2", {"least": "low", "adaptive": "adaptive"}),
            ("claude-next", {"least": None, "adaptive": None}),
        ],
    )
    @pytest.mark.parametrize("wanted", ["least", "adaptive"])
    async def test_a_model_thinks_only_when_nobody_waits(
        self,
        way: Way,
        serve: Serve,
        order: Request,
        model: str,
        types: Mapping[Thinking, str | None],
        wanted: Thinking,
    ) -> None:
        """Each is told so in the way it accepts; one that always thinks thinks as little as it can.

        The wish to think stands behind the slots and the room for thoughts comes on top, so the
        prefix is the same. A summary shows that a model which thinks for long is alive (L07). No
        model is sent sampling parameters.
        """
        server = serve(Options(dialect=way.dialect, now=lambda: datetime(2026, 11, 1, tzinfo=UTC)))
        request = replace(order, model=known_models().find(model), thinking=wanted)

        async with opened(way, way.address(server)) as provider:
            if model == "claude-next":
                await until_failure(provider, request)
            else:
                events = await all_events(provider, request)
                assert SLOTS == len(json.loads(said(events))["questions"])

        body: Any = server.received[0].body
        expected = types[wanted]
        effort = body["output_config"].get("effort")
        thinking = body.get("thinking") or {}
        assert expected == (effort or thinking.get("type"))
        is_wished = expected == "adaptive"
        assert ("summarized" if is_wished else None) == thinking.get("display")
        wish = "\nThink the problem through before you answer." if is_wished else ""
        assert order.suffix + wish == body["messages"][0]["content"]
        assert [order.prefix[0]] == [block["text"] for block in body["system"]]
        has_room = is_wished or expected == "low" or model == "claude-next"
        assert (5000 + 16_000 if has_room else 5000) == body["max_tokens"]
        assert set() == {"temperature", "top_p", "top_k"} & set(body)

    def test_every_known_model_has_a_thinking_rule_here(self) -> None:
        """A new model must be added to the test above."""
        assert {
            "claude-sonnet-4-5",
            "claude-sonnet-4-6",
            "claude-sonnet-5",
            "claude-sonnet-5-5",
            "claude-haiku-4-5",
            "claude-haiku-5-5",
            "claude-opus-5-5",
            "claude-fable-5-2",
        } == set(known_models().known)

    async def test_a_model_that_takes_no_schema_is_sent_none(
        self, provider: MessagesApi, server: Simulator, order: Request
    ) -> None:
        """The prompt describes the answer in words as well."""
        model = order.model.model_copy(update={"structured_outputs": False})

        await all_events(provider, replace(order, model=model))

        assert "output_config" not in server.received[0].body

    async def test_the_key_is_sent_and_the_api_version_is_the_current_one(
        self, provider: MessagesApi, way: Way, server: Simulator, order: Request
    ) -> None:
        """The key travels in a header only."""
        await all_events(provider, order)

        received = server.received[0]
        sent = [received.headers.get(name) for name in ("x-api-key", "authorization")]
        is_router = way.name == "openrouter"
        assert ([None, f"Bearer {SECRET}"] if is_router else [SECRET, None]) == sent
        assert "2026-10-21" == received.headers["anthropic-version"]
        assert SECRET not in json.dumps(received.body)


class TestRefused:
    """A request that is refused before the answer begins."""

    @pytest.mark.parametrize(
        ("fault", "expected"),
        [
            ("rate-limit", (Throttled, "rate_limit_error")),
            ("rate-limit-bare", (Throttled, "rate_limit_error")),
            ("spend-limit", (SpendLimited, "rate_limit_error")),
            ("overloaded", (Unavailable, "overloaded_error")),
            ("server-error", (Unavailable, "api_error")),
            ("unauthorized", (Unauthorized, "authentication_error")),
            ("not-found", (ModelGone, "not_found_error")),
            ("status-400", (Rejected, "invalid_request_error")),
            ("status-402", (SpendLimited, "billing_error")),
            ("status-403", (Unauthorized, "permission_error")),
            ("status-405", (Rejected, "invalid_request_error")),
            ("status-408", (Unavailable, "timeout_error")),
            ("status-409", (Unavailable, "conflict_error")),
            ("status-413", (Rejected, "request_too_large")),
            ("status-422", (Rejected, "invalid_request_error")),
            ("status-502", (Unavailable, "api_error")),
            ("status-503", (Unavailable, "api_error")),
            ("status-504", (Unavailable, "timeout_error")),
            ("first-event-error", (Unavailable, "overloaded_error")),
        ],
    )
    async def test_each_error_has_its_kind(
        self,
        provider: MessagesApi,
        server: Simulator,
        order: Request,
        fault: str,
        expected: tuple[type[ProviderError], str],
    ) -> None:
        """One request and one line for a person: whether to ask again is decided elsewhere."""
        server.script([parse_fault(fault)])

        arrived, error = await until_failure(provider, order)

        assert [] == arrived
        assert 1 == len(server.received)
        assert expected == (type(error), error.message.split(" (")[0].split(": ")[1])
        assert error.message.startswith(f"{provider.name}: ")
        assert_fit_to_be_shown(error)

    @pytest.mark.parametrize(
        ("fault", "seconds"),
        [
            ("rate-limit:retry-after=7", 7.0),
            ("rate-limit:retry-after=0", 0.0),
            ("rate-limit-bare", None),
            ("overloaded:retry-after=2.5", 2.5),
            ("server-error", None),
        ],
    )
    async def test_retry_after_is_kept(
        self,
        provider: MessagesApi,
        server: Simulator,
        order: Request,
        fault: str,
        seconds: float | None,
    ) -> None:
        """In seconds, 0 included; None when the server did not say."""
        server.script([parse_fault(fault)])

        _, error = await until_failure(provider, order)

        assert isinstance(error, Unavailable)
        assert seconds == error.retry_after_seconds

    @pytest.mark.parametrize(
        ("status", "kind", "expected"),
        [
            (400, "overloaded_error", Unavailable),
            (500, "rate_limit_error", Throttled),
            (500, "authentication_error", Unauthorized),
            (403, "billing_error", SpendLimited),
            (500, "invalid_request_error", Rejected),
            (400, "an_error_of_tomorrow", Rejected),
            (401, "invalid_request_error", Unauthorized),
        ],
    )
    async def test_the_type_decides_not_the_status_and_not_the_text(
        self, way: Way, order: Request, status: int, kind: str, expected: type[ProviderError]
    ) -> None:
        """A message that speaks of something else changes nothing."""
        error_object = {"type": kind, "message": "rate limit, invalid key, overloaded, not found"}
        answer = refusal(status, {"type": "error", "error": error_object})

        async with answering(answer) as url, opened(way, url) as provider:
            _, error = await until_failure(provider, order)

        assert expected is type(error)

    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            (401, Unauthorized),
            (404, NotAnApi),
            (413, Rejected),
            (418, Rejected),
            (429, Throttled),
            (502, Unavailable),
        ],
    )
    @pytest.mark.parametrize("body", ["<html>no</html>", '{"error": "no"}'])
    async def test_the_status_decides_where_there_is_no_type(
        self, way: Way, order: Request, status: int, expected: type[ProviderError], body: str
    ) -> None:
        """Proxies answer with pages and with other JSON."""
        async with answering(refusal(status, body)) as url, opened(way, url) as provider:
            _, error = await until_failure(provider, order)

        assert expected is type(error)
        assert_fit_to_be_shown(error)

    @pytest.mark.parametrize("header", ["Wed, 21 Oct 2026 07:28:00 GMT", "soon", "nan", "-3", ""])
    async def test_an_unusual_retry_after_is_no_harm(
        self, way: Way, order: Request, header: str
    ) -> None:
        """It is a wait of 0 s or more, or as good as absent."""
        answer = refusal(429, {}, f"retry-after: {header}")

        async with answering(answer) as url, opened(way, url) as provider:
            _, error = await until_failure(provider, order)

        assert isinstance(error, Throttled)
        is_over = header == "-3" or "GMT" in header
        assert error.retry_after_seconds == (0.0 if is_over else None)

    @pytest.mark.parametrize("api_key", [SECRET, "0123-a-key-like-no-other"])
    async def test_a_server_that_repeats_the_key_does_not_make_us_show_it(
        self, way: Way, order: Request, api_key: str
    ) -> None:
        """Some servers name the key they refuse."""
        said = {"type": "authentication_error", "message": f"incorrect API key: {api_key}!"}

        async with (
            answering(refusal(401, {"error": said})) as url,
            opened(way, url, api_key) as provider,
        ):
            _, error = await until_failure(provider, order)

        assert f"{way.name}: authentication_error (incorrect API key: …!)" == error.message

    async def test_nobody_there(self, way: Way, order: Request) -> None:
        """A closed port is worth a retry, and is said to be out of reach."""
        async with answering() as url:
            pass

        async with opened(way, url) as provider:
            _, error = await until_failure(provider, order)

        assert Unavailable is type(error)
        assert error.message.startswith(f"{way.name} cannot be reached")
        assert_fit_to_be_shown(error)

    @pytest.mark.parametrize(
        "answer",
        [
            pytest.param(b"\r\n", id="hangs up"),
            pytest.param(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", id="empty"),
            pytest.param(STREAM, id="empty stream"),
            pytest.param(STREAM + b": hello\n\n", id="only a comment"),
            pytest.param(b"SSH-2.0-OpenSSH_9.6\r\n", id="not HTTP"),
        ],
    )
    async def test_what_is_no_answer_can_be_asked_again(
        self, way: Way, order: Request, answer: bytes
    ) -> None:
        """Whatever a server says instead of an answer, nothing was lost by asking."""
        async with answering(answer) as url, opened(way, url) as provider:
            arrived, error = await until_failure(provider, order)

        assert [] == arrived
        assert Unavailable is type(error)
        assert_fit_to_be_shown(error)

    @pytest.mark.parametrize(
        "answer",
        [
            pytest.param(
                b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<p>Hi",
                id="a page",
            ),
            pytest.param(STREAM + b"event: message_start\ndata: {oops\n\n", id="not JSON"),
            pytest.param(STREAM + b"event: message_start\ndata: 7\n\n", id="not an object"),
            pytest.param(
                STREAM + event({"type": "message_start", "message": None}), id="no message"
            ),
        ],
    )
    async def test_what_is_another_protocol_is_named_with_its_url(
        self, way: Way, order: Request, answer: bytes
    ) -> None:
        """L08: asking again would not help; the person has to see where we asked."""
        async with answering(answer) as url, opened(way, url) as provider:
            arrived, error = await until_failure(provider, order)

        assert [] == arrived
        assert NotAnApi is type(error)
        assert f"{url}/v1/messages answered HTTP 200" in error.message
        assert_fit_to_be_shown(error)


class TestBroken:
    """An answer that stops half-way."""

    @pytest.mark.parametrize(
        ("fault", "reason"),
        [("error-event", "error"), ("cut", "cut"), ("clean-end", "unfinished")],
    )
    async def test_each_break_has_its_reason(
        self, provider: MessagesApi, server: Simulator, order: Request, fault: str, reason: str
    ) -> None:
        """What had arrived before it was handed on, and no `Ended` after it."""
        server.script([parse_fault(f"{fault}:after-questions=2")])

        arrived, error = await until_failure(provider, order)

        assert isinstance(error, StreamBroken)
        assert reason == error.reason
        assert_fit_to_be_shown(error)
        assert SLOTS - 1 == said(arrived).count('"explanation"')
        assert [Ended] != [type(event) for event in arrived[-1:]]

    @pytest.mark.parametrize("fault", ["stall", "silence"])
    async def test_a_silent_answer_is_given_up(
        self, way: Way, serve: Serve, order: Request, fault: str
    ) -> None:
        """Also when pings keep the connection alive."""
        faults = [parse_fault(f"{fault}:after-questions=1")]
        server = serve(Options(dialect=way.dialect, faults=faults, speed=200))

        async with opened(way, way.address(server)) as provider:
            arrived, error = await until_failure(Watched(provider, 0.4), order)

        assert isinstance(error, StreamBroken)
        assert "silence" == error.reason
        assert f"{way.name} was silent for 0.4 s" == error.message
        assert 1 == said(arrived).count('"explanation"')

    async def test_silence_before_the_answer_breaks_nothing(self, way: Way, order: Request) -> None:
        """Nothing has begun; the request can be sent to somebody else."""
        async with answering(b"") as url, opened(way, url) as provider:
            _, error = await until_failure(Watched(provider, 0.2), order)

        assert Silent is type(error)

    @pytest.mark.parametrize(
        "rest",
        [
            pytest.param(b"event: content_block_delta\ndata: {oops\n\n", id="not JSON"),
            pytest.param(b"event: content_block_delta\ndata: []\n\n", id="not an object"),
            pytest.param(event({"type": "content_block_delta"}), id="no delta"),
        ],
    )
    async def test_an_event_that_makes_no_sense_breaks_the_answer(
        self, way: Way, order: Request, rest: bytes
    ) -> None:
        """A server that is not quite compatible is a failure of ours to explain, not a crash."""
        answer = STREAM + event(START) + rest

        async with answering(answer) as url, opened(way, url) as provider:
            arrived, error = await until_failure(provider, order)

        assert [Started] == [type(event) for event in arrived]
        assert isinstance(error, StreamBroken)
        assert_fit_to_be_shown(error)

    async def test_events_of_tomorrow_are_ignored(self, way: Way, order: Request) -> None:
        """New types of events and of deltas may appear at any time."""
        unknown = event({"type": "aside", "text": "psst"}) + event(
            {"type": "content_block_delta", "index": 0, "delta": {"type": "aside_delta"}}
        )
        stream = whole_stream("سؤال ", "وجواب")
        split = stream.index(b"event: content_block_delta")

        async with (
            answering(STREAM + stream[:split] + unknown + stream[split:]) as url,
            opened(way, url) as provider,
        ):
            events = await all_events(provider, order)

        assert "سؤال وجواب" == said(events)
        assert Ended("end_turn", Usage(input=7, output=9)) == events[-1]


def as_list(value: object) -> list[dict[str, Any]]:
    assert isinstance(value, list)
    return value
