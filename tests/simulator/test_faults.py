"""Scripted faults, and what the SDK makes of each."""

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import anthropic
import httpx2
import pytest
from anthropic.types import Message, TextBlock

from examcli.simulator import KINDS, Fault, Options, Simulator, parse_fault

Serve = Callable[[Options], Simulator]
Connect = Callable[[Simulator], anthropic.Anthropic]

MODEL = "claude-sonnet-4-6"
ORDER = '<slots>\n{"topic":"algebra"}\n{"topic":"algebra"}\n{"topic":"algebra"}\n</slots>'


def order(client: anthropic.Anthropic) -> Message:
    """Three questions, without streaming."""
    return client.messages.create(
        model=MODEL, max_tokens=2000, messages=[{"role": "user", "content": ORDER}]
    )


def streamed(client: anthropic.Anthropic) -> tuple[str, Message]:
    """Three questions by stream: the text that came, and the message as the SDK has it."""
    with client.messages.stream(
        model=MODEL, max_tokens=2000, messages=[{"role": "user", "content": ORDER}]
    ) as stream:
        return "".join(stream.text_stream), stream.get_final_message()


def read_into(arrived: list[str], client: anthropic.Anthropic) -> None:
    """Three questions by stream, every delta kept as it comes."""
    with client.messages.stream(
        model=MODEL, max_tokens=2000, messages=[{"role": "user", "content": ORDER}]
    ) as stream:
        for text in stream.text_stream:
            arrived.append(text)  # noqa: PERF402 what came before an error is kept


def text_of(message: Message) -> str:
    (block,) = message.content
    assert isinstance(block, TextBlock)
    return block.text


def questions(message: Message) -> list[dict[str, object]]:
    decoded: dict[str, list[dict[str, object]]] = json.loads(text_of(message))
    return decoded["questions"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("cut", Fault("cut")),
        ("overloaded@3", Fault("overloaded", "3")),
        ("rate-limit@1-3:retry-after=2", Fault("rate-limit", "1-3", retry_after_seconds=2)),
        ("trickle@2:seconds=9", Fault("trickle", "2", seconds=9)),
        ("refusal@5%", Fault("refusal", "5%")),
        ("stall@every 5:after-questions=1", Fault("stall", "every 5", after_questions=1)),
        ("status-503@4-", Fault("status-503", "4-")),
        ("cut@all:after-characters=9", Fault("cut", "all", after_characters=9)),
    ],
)
def test_the_command_line_form(text: str, fault: Fault) -> None:
    """KIND[@WHICH][:NAME=VALUE,…] [simulator]."""
    assert parse_fault(text) == fault


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "unknown fault"),
        ("explosion", "unknown fault 'explosion'; known: rate-limit"),
        ("status-418", "unknown fault"),
        ("cut@0", "'0' does not say which requests"),
        ("cut@", "does not say which requests"),
        ("cut@sometimes", "'sometimes'"),
        ("cut:after-questions=two", "must be a whole number"),
        ("rate-limit:retry-after=soon", "must be a number"),
        ("rate-limit:retry-after=-1", "must not be negative"),
        ("cut:depth=3", "expected NAME=VALUE"),
        ("cut:after-questions", "expected NAME=VALUE"),
    ],
)
def test_a_mistake_in_it_is_explained(text: str, complaint: str) -> None:
    """The ValueError names the part that is wrong [simulator]."""
    with pytest.raises(ValueError, match=complaint):
        parse_fault(text)


@pytest.mark.parametrize(
    ("on", "numbers"),
    [
        ("all", [1, 2, 3, 4, 5, 6]),
        ("2", [2]),
        ("2-4", [2, 3, 4]),
        ("4-", [4, 5, 6]),
        ("every 3", [3, 6]),
        ("every-2", [2, 4, 6]),
    ],
)
def test_which_requests_meet_it(on: str, numbers: list[int]) -> None:
    """Requests are numbered from 1 [simulator]."""
    fault = Fault("cut", on)
    assert [number for number in range(1, 7) if fault.applies_to(number, 0.5)] == numbers


def test_a_percentage_is_a_chance() -> None:
    """30 % applies where the draw is below 0.3 [simulator]."""
    fault = Fault("cut", "30%")
    assert fault.applies_to(1, 0.29)
    assert not fault.applies_to(1, 0.3)


def test_only_messages_are_counted_and_a_new_script_starts_at_one(
    client: anthropic.Anthropic, simulator: Simulator
) -> None:
    """Counting tokens or listing models does not use up a fault [simulator]."""
    simulator.script([Fault("overloaded", "1")])
    client.models.list()
    with pytest.raises(anthropic.OverloadedError):
        order(client)
    order(client)
    simulator.script([Fault("overloaded", "1")])
    with pytest.raises(anthropic.OverloadedError):
        order(client)
    assert [(r.number, r.fault) for r in simulator.received if r.path == "/v1/messages"] == [
        (1, "overloaded"),
        (2, ""),
        (1, "overloaded"),
    ]


@pytest.mark.parametrize(
    ("kind", "error", "type_"),
    [
        ("status-400", anthropic.BadRequestError, "invalid_request_error"),
        ("status-401", anthropic.AuthenticationError, "authentication_error"),
        ("status-402", anthropic.APIStatusError, "billing_error"),
        ("status-403", anthropic.PermissionDeniedError, "permission_error"),
        ("status-404", anthropic.NotFoundError, "not_found_error"),
        ("status-408", anthropic.APIStatusError, "timeout_error"),
        ("status-409", anthropic.ConflictError, "conflict_error"),
        ("status-413", anthropic.APIStatusError, "request_too_large"),
        ("status-422", anthropic.UnprocessableEntityError, "invalid_request_error"),
        ("status-429", anthropic.RateLimitError, "rate_limit_error"),
        ("status-500", anthropic.InternalServerError, "api_error"),
        ("status-503", anthropic.ServiceUnavailableError, "api_error"),
        ("status-504", anthropic.GatewayTimeoutError, "timeout_error"),
        ("status-529", anthropic.OverloadedError, "overloaded_error"),
        ("rate-limit", anthropic.RateLimitError, "rate_limit_error"),
        ("rate-limit-date", anthropic.RateLimitError, "rate_limit_error"),
        ("overloaded", anthropic.OverloadedError, "overloaded_error"),
        ("server-error", anthropic.InternalServerError, "api_error"),
        ("unauthorized", anthropic.AuthenticationError, "authentication_error"),
        ("not-found", anthropic.NotFoundError, "not_found_error"),
    ],
)
def test_every_exception_class_can_be_provoked(
    client: anthropic.Anthropic,
    simulator: Simulator,
    kind: str,
    error: type[anthropic.APIStatusError],
    type_: str,
) -> None:
    """`status-NNN` and the named faults: the SDK's class, the error's type, a request id [SDK]."""
    simulator.script([Fault(kind)])
    with pytest.raises(error) as raised:
        order(client)
    assert raised.value.type == type_
    assert (raised.value.request_id or "").startswith("req_")
    assert json.loads(raised.value.response.text)["request_id"] == raised.value.request_id


def headers_of(
    fault: Fault, client: anthropic.Anthropic, simulator: Simulator
) -> Mapping[str, str]:
    simulator.script([fault])
    with pytest.raises(anthropic.APIStatusError) as raised:
        order(client)
    return raised.value.response.headers


def test_a_rate_limit_says_how_long_to_wait(
    client: anthropic.Anthropic, simulator: Simulator
) -> None:
    """retry-after in seconds, unless the fault is the bare one [limits]."""
    limited = headers_of(Fault("rate-limit", retry_after_seconds=2), client, simulator)
    assert (limited["retry-after"], limited["x-should-retry"]) == ("2", "true")
    assert "retry-after" not in headers_of(Fault("rate-limit-bare"), client, simulator)


def test_a_wait_can_be_told_as_a_date(serve: Serve, connect: Connect) -> None:
    """L06: rate-limit-date says until when, in the words of HTTP, on its own clock [simulator]."""
    started_on = datetime(2026, 11, 27, 12, tzinfo=UTC)
    simulator = serve(Options(now=lambda: started_on))
    headers = headers_of(
        Fault("rate-limit-date", retry_after_seconds=5), connect(simulator), simulator
    )
    until = parsedate_to_datetime(headers["retry-after"])
    assert timedelta(seconds=5) <= until - started_on < timedelta(seconds=15)


def test_a_failure_can_be_final(client: anthropic.Anthropic, simulator: Simulator) -> None:
    """L16: a 500 that says not to retry it; the other one says to [simulator]."""
    said = [
        headers_of(Fault(kind), client, simulator)["x-should-retry"]
        for kind in ("server-error-final", "server-error")
    ]
    assert ["false", "true"] == said


@pytest.mark.parametrize("stream", [True, False])
def test_a_trickle_of_thought_comes_before_the_answer(
    serve: Serve, connect: Connect, stream: bool
) -> None:
    """L07: bits of a thought, spread over its seconds, then the whole answer [simulator]."""
    begun = time.perf_counter()
    simulator = serve(Options(faults=[Fault("trickle", seconds=0.4)]))
    events: list[str] = []
    message: Message
    if stream:
        with connect(simulator).messages.stream(
            model=MODEL, max_tokens=1000, messages=[{"role": "user", "content": "Hello"}]
        ) as manager:
            events = [e.delta.type for e in manager if e.type == "content_block_delta"]
            message = manager.get_final_message()
    else:
        message = connect(simulator).messages.create(
            model=MODEL, max_tokens=1000, messages=[{"role": "user", "content": "Hello"}]
        )
    assert time.perf_counter() - begun >= 0.4
    assert ["thinking", "text"] == [block.type for block in message.content]
    assert "end_turn" == message.stop_reason
    assert not stream or events.count("thinking_delta") > 10


def test_a_spent_limit_is_not_worth_a_retry(
    client: anthropic.Anthropic, simulator: Simulator
) -> None:
    """429 without retry-after, with an error code of its own [errors]."""
    simulator.script([Fault("spend-limit")])
    with pytest.raises(anthropic.RateLimitError) as raised:
        order(client)
    assert raised.value.error_code == "enforced_spend_limit_reached"
    assert "retry-after" not in raised.value.response.headers
    assert raised.value.response.headers["x-should-retry"] == "false"


def test_the_sdk_retries_and_gets_through(serve: Serve) -> None:
    """Two 529s, then the message; the simulator saw three requests [SDK]."""
    simulator = serve(Options(faults=[Fault("overloaded", "1-2", retry_after_seconds=0.01)]))
    with anthropic.Anthropic(api_key="k", base_url=simulator.base_url, max_retries=2) as client:
        order(client)
    assert [received.status for received in simulator.received] == [529, 529, 200]


@pytest.mark.parametrize("kind", ["error-event", "first-event-error"])
def test_an_error_inside_a_stream_has_status_200(
    client: anthropic.Anthropic, simulator: Simulator, kind: str
) -> None:
    """The SDK raises a plain APIStatusError; only its type tells what happened [SDK]."""
    simulator.script([Fault(kind)])
    with pytest.raises(anthropic.APIStatusError) as raised:
        streamed(client)
    assert (raised.value.status_code, raised.value.type) == (200, "overloaded_error")


def test_a_cut_wire_is_a_protocol_error(client: anthropic.Anthropic, simulator: Simulator) -> None:
    """Not an anthropic exception at all; what came before it has arrived [SDK]."""
    simulator.script([Fault("cut", after_questions=1)])
    arrived: list[str] = []
    with pytest.raises(httpx2.RemoteProtocolError):
        read_into(arrived, client)
    text = "".join(arrived)
    assert text.endswith('"explanation":"نجمع العددين."}')
    assert text.count('"stem"') == 1


@pytest.mark.parametrize("kind", ["stall", "silence"])
def test_a_stalled_stream_never_ends(
    client: anthropic.Anthropic, simulator: Simulator, kind: str
) -> None:
    """Silence trips the read timeout, and stopping the simulator does not wait for it [SDK]."""
    simulator.script([Fault(kind)])
    with pytest.raises(httpx2.ReadTimeout):
        streamed(client.with_options(timeout=0.2))


def test_pings_keep_a_stalled_stream_from_timing_out(serve: Serve, connect: Connect) -> None:
    """Each ping resets the read timeout: only a watchdog on content notices [SDK, issues]."""
    simulator = serve(Options(faults=[Fault("stall")], speed=1000))
    client = connect(simulator).with_options(timeout=0.2)
    with client.messages.with_streaming_response.create(
        model=MODEL,
        max_tokens=2000,
        stream=True,
        messages=[{"role": "user", "content": ORDER}],
    ) as response:
        pings = 0
        for line in response.iter_lines():
            pings += line == "event: ping"
            if pings > 20:
                break
    assert pings > 20


def test_a_clean_end_looks_like_success(client: anthropic.Anthropic, simulator: Simulator) -> None:
    """Without message_stop the SDK raises nothing; only the stop reason is missing [SDK]."""
    simulator.script([Fault("clean-end", after_questions=2)])
    text, message = streamed(client)
    assert message.stop_reason is None
    assert text.count('"stem"') == 2


def test_a_broken_response_without_streaming(
    client: anthropic.Anthropic, simulator: Simulator
) -> None:
    """A cut one is a connection error to the SDK; an error event becomes a 529 [SDK]."""
    simulator.script([Fault("cut", "1"), Fault("error-event", "2")])
    with pytest.raises((anthropic.APIConnectionError, httpx2.RemoteProtocolError)):
        order(client)
    with pytest.raises(anthropic.OverloadedError):
        order(client)


def test_max_tokens_cuts_the_answer(client: anthropic.Anthropic, simulator: Simulator) -> None:
    """A whole message with half an answer and stop reason max_tokens [stop reasons]."""
    simulator.script([Fault("max-tokens", after_characters=30)])
    message = order(client)
    assert (message.stop_reason, len(text_of(message))) == ("max_tokens", 30)


def test_a_refusal_says_why(client: anthropic.Anthropic, simulator: Simulator) -> None:
    """HTTP 200, stop reason refusal, stop_details; by default nothing is said before it.

    [stop reasons].
    """
    simulator.script([Fault("refusal", "1"), Fault("refusal", "2", after_questions=1)])
    message = order(client)
    assert (message.stop_reason, message.content) == ("refusal", [])
    assert message.stop_details
    assert message.stop_details.type == "refusal"
    text, second = streamed(client)
    assert (second.stop_reason, text.count('"stem"')) == ("refusal", 1)


def test_a_malformed_answer_is_broken_behind_the_whole_questions(
    client: anthropic.Anthropic, simulator: Simulator
) -> None:
    """end_turn, but no JSON [simulator]."""
    simulator.script([Fault("malformed", after_questions=1)])
    message = order(client)
    assert message.stop_reason == "end_turn"
    with pytest.raises(json.JSONDecodeError, match="Expecting ':'"):
        json.loads(text_of(message))


def test_a_duplicate_repeats_an_earlier_question(
    client: anthropic.Anthropic, simulator: Simulator
) -> None:
    """The first question ever given comes again, at the place asked for [simulator]."""
    first = questions(order(client))[0]
    simulator.script([Fault("duplicate", after_questions=2)])
    assert questions(order(client))[2] == first


@pytest.mark.parametrize(
    ("kind", "field", "expected"),
    [
        ("two-keys", "distractor_1", "6/2"),
        ("empty-choice", "distractor_2", ""),
        ("missing-choice", "distractor_3", None),
        ("figure", "stem", "في الشكل المجاور: ما ناتج 2 + 1؟"),
        ("bad-figure", "figure", {"kind": "triangle", "values": [3, 4, 9], "labels": []}),
        ("letter-explanation", "explanation", "نجمع العددين. إذن الإجابة ب."),
        ("placeholder", "stem", "..."),
    ],
)
def test_a_bad_question_has_one_defect(
    client: anthropic.Anthropic, simulator: Simulator, kind: str, field: str, expected: object
) -> None:
    """The second question is spoiled, the others are as they were [simulator]."""
    good = questions(order(client))
    simulator.script([Fault(kind, after_questions=1)])
    bad = questions(order(client))
    assert bad[1].get(field) == expected
    assert [bad[0], bad[2]] == [good[0], good[2]]


@pytest.mark.parametrize("kind", KINDS)
def test_no_fault_troubles_an_answer_without_questions(
    serve: Serve, connect: Connect, kind: str
) -> None:
    """Whatever is scripted, the outcome of a plain question is a decided one [simulator]."""
    simulator = serve(Options(faults=[Fault(kind)]))
    with suppress(anthropic.APIError, httpx2.HTTPError, json.JSONDecodeError):
        connect(simulator).with_options(timeout=0.2).messages.create(
            model=MODEL, max_tokens=100, messages=[{"role": "user", "content": "Hello"}]
        )
    assert [received.fault for received in simulator.received] == [kind]
