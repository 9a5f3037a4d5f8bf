"""One table of streams and refusals over every way to speak: all accept and refuse the same bytes.

The ids are those of faults that were seen with other tools, or tried with this one. What is read
is decided in one place; the table holds that place, and that no way goes around it.
"""

import asyncio
import gzip
import json
import zlib
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from examcli.clock import Clock
from examcli.errors import (
    NotAnApi,
    ProviderError,
    Silent,
    SpendLimited,
    StreamBroken,
    Unavailable,
)
from examcli.models import Usage
from examcli.providers import Alive, Ended, Request, Started
from examcli.providers.response import READ_BYTES, Bounds, Response, bounded
from raw_server import (
    START,
    STREAM,
    answering,
    delta,
    ending,
    event,
    head,
    stream,
    unnamed,
    whole_stream,
)
from ways import (
    BOTH,
    Way,
    all_events,
    any_request,
    opened,
    said,
    until_failure,
)

WORDS = ("سؤال ", "وجواب")
GOOD = whole_stream(*WORDS)
GOOD_USAGE = Usage(input=7, output=9)
MESSAGE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-sonnet-4-6",
    "content": [{"type": "thinking", "thinking": "so"}, {"type": "text", "text": "".join(WORDS)}],
    "stop_reason": "end_turn",
    "usage": {"input_tokens": 7, "output_tokens": 9},
}


@pytest.fixture(params=BOTH)
def way(request: pytest.FixtureRequest) -> Way:
    """Each way in turn."""
    return BOTH[request.param]


@pytest.fixture
def asked() -> Request:
    """Any request: the server answers each the same."""
    return any_request()


def started(**usage: object) -> dict[str, Any]:
    message = START["message"]
    assert isinstance(message, dict)
    return {"type": "message_start", "message": {**message, "usage": usage}}


STOP = {"type": "message_stop"}


def chunked(answer: bytes) -> bytes:
    """A whole chunk, and no end of chunks after it."""
    return b"%x\r\n%s\r\n" % (len(answer), answer)


CHUNKED = head("content-type: text/event-stream", "transfer-encoding: chunked")


def whole(message: Mapping[str, object] = MESSAGE) -> bytes:
    return json.dumps(message, ensure_ascii=False, indent=2).encode()


GOOD_BYTES = {
    "as it should be": STREAM + GOOD,
    "L02 DONE": STREAM + GOOD + b"data: [DONE]\n\n",
    "L02 DONE in the middle": STREAM + GOOD.replace(b"event: ping", b"data: [DONE]\n\nevent: ping"),
    "L20 without event lines": STREAM + unnamed(GOOD),
    "L20 types only in event lines": STREAM + GOOD.replace(b'"type": "message_stop"', b'"a": 1'),
    "M7 Text/Event-Stream": head("Content-Type: Text/Event-Stream; Charset=UTF-8") + GOOD,
    "M7 text/plain": head("content-type: text/plain") + GOOD,
    "M7 application/json": head("content-type: application/json") + GOOD,
    "M7 text/html": head("content-type: text/html") + GOOD,
    "M7 empty type": head("content-type: ") + GOOD,
    "M7 no type": head() + GOOD,
    "M7 status 201": head(status=201) + GOOD,
    "M7 byte order mark": STREAM + b"\xef\xbb\xbf" + GOOD,
    "M7 blank lines first": STREAM + b"\n\r\n\n" + GOOD,
    "M7 comments first": STREAM + b": hello\n\n" + GOOD,
    "M6 gzip unasked": head("content-encoding: gzip") + gzip.compress(GOOD),
    "M6 deflate unasked": head("content-encoding: deflate") + zlib.compress(GOOD),
    "identity": head("content-encoding: identity") + GOOD,
    "no empty line at the end": STREAM + GOOD.rstrip(b"\n"),
    "no message_stop": STREAM + GOOD[: GOOD.index(b"event: message_stop")],
    "M6 pings without end after the stop reason": STREAM
    + GOOD[: GOOD.index(b"event: message_stop")]
    + event({"type": "ping"}) * 50_000,
    "cut after the stop reason": CHUNKED + chunked(GOOD[: GOOD.index(b"event: message_stop")]),
    "an error after the end": STREAM + GOOD + event({"type": "error", "error": {"type": "x"}}),
    "a second answer after the end": STREAM + GOOD + GOOD,
    "nonsense after the end": STREAM + GOOD + b"data: {oops\n\n",
    "whole, as JSON": head("content-type: application/json") + whole(),
    "whole, with a mark and no type": head() + b"\xef\xbb\xbf\n" + whole(),
    "whole, as a stream": STREAM + whole(),
    "L21 no message_start": STREAM
    + stream(delta("".join(WORDS)), ending(input_tokens=7, output_tokens=9)),
    "events of tomorrow": STREAM
    + stream(START, {"type": "aside"}, delta("x", "aside_delta"), *map(delta, WORDS))
    + stream(ending(output_tokens=9), STOP),
    "an error that is null": STREAM
    + stream(START, {**delta("".join(WORDS)), "error": None})
    + stream(ending(output_tokens=9)),
    "M1 a lone number in the blocks": STREAM + GOOD.replace(b'"index": 0', b'"index": 1e400'),
}


@pytest.mark.parametrize("answer", GOOD_BYTES.values(), ids=GOOD_BYTES)
async def test_a_good_answer_is_read_however_it_is_dressed(
    way: Way, asked: Request, answer: bytes
) -> None:
    """Text, counters and stop reason are the same; no second call is paid for."""
    async with answering(answer) as url, opened(way, url) as provider:
        events = await all_events(provider, asked)

    assert isinstance(events[0], Started)
    assert (way.name, asked.model.id) == (events[0].provider, events[0].model_id)
    assert "".join(WORDS) == said(events)
    assert Ended("end_turn", GOOD_USAGE) == events[-1]


MEANINGS: dict[str, tuple[Sequence[object], str, Ended]] = {
    "L01 counters fall to zero": (
        (
            started(input_tokens=7, cache_read_input_tokens=100, output_tokens=1),
            delta("a"),
            ending(input_tokens=0, cache_read_input_tokens=0, output_tokens=9),
        ),
        "a",
        Ended("end_turn", Usage(input=7, cache_read=100, output=9)),
    ),
    "L01 counters come late": (
        (
            started(input_tokens=0, output_tokens=0),
            delta("a"),
            ending(None, input_tokens=7, cache_read_input_tokens=100, output_tokens=4),
            ending("end_turn", output_tokens=9),
        ),
        "a",
        Ended("end_turn", Usage(input=7, cache_read=100, output=9)),
    ),
    "L03 text in the start of the block": (
        (
            START,
            {"type": "content_block_start", "content_block": {"type": "text", "text": "ab"}},
            delta("c"),
            ending(output_tokens=9),
        ),
        "abc",
        Ended("end_turn", GOOD_USAGE),
    ),
    "L12b a write without a lifetime": (
        (started(input_tokens=7, cache_creation_input_tokens=30), delta("a"), ending()),
        "a",
        Ended("end_turn", Usage(input=7, cache_write_1h=30)),
    ),
    "L12b a write with a lifetime, then without": (
        (
            started(
                cache_creation_input_tokens=30,
                cache_creation={"ephemeral_5m_input_tokens": 30, "ephemeral_1h_input_tokens": 0},
            ),
            delta("a"),
            ending(cache_creation_input_tokens=30),
        ),
        "a",
        Ended("end_turn", Usage(cache_write_5m=30)),
    ),
    "L13 a key of one's own": (
        (
            START,
            delta("a"),
            ending(cost=0, is_byok=True, cost_details={"upstream_inference_cost": 0.036}),
        ),
        "a",
        Ended("end_turn", Usage(input=7, output=1), "", 0.036),
    ),
    "L13 a fee besides": (
        (
            START,
            delta("a"),
            ending(cost=0.25, is_byok=True, cost_details={"upstream_inference_cost": 0.5}),
        ),
        "a",
        Ended("end_turn", Usage(input=7, output=1), "", 0.75),
    ),
    "L13 the router's own key": (
        (
            START,
            delta("a"),
            ending(cost=0.25, is_byok=False, cost_details={"upstream_inference_cost": 0.2}),
        ),
        "a",
        Ended("end_turn", Usage(input=7, output=1), "", 0.25),
    ),
    "M1 a character cut in two": (
        (START, delta("a\ud83d"), delta("\ude00b"), delta("\ud83d"), ending(output_tokens=9)),
        "a😀b",
        Ended("end_turn", GOOD_USAGE),
    ),
    "L22 a text that is null": (
        (START, delta("a"), delta(None), delta("b"), ending(output_tokens=9)),
        "ab",
        Ended("end_turn", GOOD_USAGE),
    ),
    "L21 nothing but an end": ((ending(output_tokens=9),), "", Ended("end_turn", Usage(output=9))),
    "L11 the reason of another protocol": (
        (START, delta("a"), ending("stop", output_tokens=9)),
        "a",
        Ended("end_turn", GOOD_USAGE),
    ),
    "L11 a filter's reason": (
        (START, ending("content_filter", output_tokens=9)),
        "",
        Ended("refusal", GOOD_USAGE),
    ),
    "L11 a limit of another protocol": (
        (START, delta("a"), ending("length", output_tokens=9)),
        "a",
        Ended("max_tokens", GOOD_USAGE),
    ),
    "M1 counts that are none": (
        (
            started(input_tokens="7", output_tokens=-3, cache_read_input_tokens=True),
            delta("a"),
            ending(input_tokens=1e300, output_tokens=[], cost="dear", cache_creation=7),
        ),
        "a",
        Ended("end_turn", Usage()),
    ),
    "M1 usage that is none": (
        (started() | {"message": {"usage": "much"}}, delta("a"), {**ending(), "usage": []}),
        "a",
        Ended("end_turn", Usage()),
    ),
}


@pytest.mark.parametrize(("events", "text", "ended"), MEANINGS.values(), ids=MEANINGS)
async def test_what_events_mean(
    way: Way, asked: Request, events: Sequence[object], text: str, ended: Ended
) -> None:
    """Counters never fall, text is text wherever it stands, what is no number is absent."""
    async with answering(STREAM + stream(*events)) as url, opened(way, url) as provider:
        received = await all_events(provider, asked)

    assert text == said(received)
    assert ended == received[-1]


async def test_endless_numbers_are_no_numbers(way: Way, asked: Request) -> None:
    """M1: JSON can say 1e400 and NaN."""
    answer = GOOD.replace(b'"output_tokens": 9', b'"output_tokens": 1e400, "cost": NaN')

    async with answering(STREAM + answer) as url, opened(way, url) as provider:
        received = await all_events(provider, asked)

    assert Ended("end_turn", Usage(input=7, output=1)) == received[-1]


@pytest.mark.parametrize(
    ("told", "is_life"),
    [
        (delta("so", "thinking_delta"), True),
        ({"type": "content_block_start", "content_block": {"type": "thinking"}}, True),
        ({"type": "content_block_stop", "index": 0}, True),
        ({"type": "aside"}, True),
        ({"type": "ping"}, False),
    ],
    ids=str,
)
async def test_any_event_but_a_ping_is_life(
    way: Way, asked: Request, told: object, is_life: bool
) -> None:
    """L07: a model that thinks is not silent, a server that only keeps the line open is."""
    answer = STREAM + stream(START, told, told, delta("a"), ending())

    async with answering(answer) as url, opened(way, url) as provider:
        events = await all_events(provider, asked)

    before_text = events[1 : [type(event) for event in events].index(type(events[-3]))]
    assert ([Alive()] * 2 if is_life else []) == before_text


async def test_an_answer_is_over_when_it_says_so(way: Way, asked: Request) -> None:
    """M6: a server that keeps the connection open afterwards delays nobody for long."""
    async with answering(CHUNKED + chunked(GOOD), b"") as url, opened(way, url) as provider:
        async with asyncio.timeout(5):
            events = await all_events(provider, asked)

    assert Ended("end_turn", GOOD_USAGE) == events[-1]


BOMB = gzip.compress(b"data: {}\n\n" * 20_000_000, 1)


@pytest.mark.parametrize("status", [200, 500])
async def test_a_gzip_bomb_is_not_unpacked(way: Way, asked: Request, status: int) -> None:
    """M6: 200 MB in 1 MB; memory and time end long before."""
    answer = head("content-encoding: gzip", status=status) + BOMB

    async with asyncio.timeout(10), answering(answer) as url, opened(way, url) as provider:
        _, error = await until_failure(provider, asked)

    assert {200: NotAnApi, 500: Unavailable}[status] is type(error)


async def test_compressed_bytes_are_unpacked_in_pieces_that_fit() -> None:
    """M6: a piece of 64 kB could become 64 MB at once."""

    async def one_piece() -> AsyncGenerator[bytes]:
        yield BOMB[:65_536]

    response = Response(200, {"content-encoding": "gzip"}, one_piece())

    pieces = bounded(response, Bounds(seconds=60, size_bytes=1_000_000), monotonic=lambda: 0.0)

    assert READ_BYTES == len(await anext(pieces))
    await pieces.aclose()


async def test_of_a_refusal_only_the_beginning_is_read(way: Way, asked: Request) -> None:
    """M6: 300 MB were announced, and the server goes silent after 2."""
    told = b'{"error": {"message": "no"}}'.ljust(2_000_000)
    answer = head("content-length: 300000000", status=402) + told

    async with asyncio.timeout(5), answering(answer, b"") as url, opened(way, url) as provider:
        _, error = await until_failure(provider, asked)

    assert SpendLimited is type(error)


@pytest.mark.parametrize(
    ("before", "flood", "kind"),
    [
        pytest.param(b"", b": still there\n\n" * 100_000, NotAnApi, id="comments"),
        pytest.param(b"", event({"type": "ping"}) * 50_000, NotAnApi, id="pings"),
        pytest.param(b"", b"data: " + b"x" * 2_000_000, NotAnApi, id="one line"),
        pytest.param(event(START), event(delta("ا" * 1000)) * 200, StreamBroken, id="text"),
        pytest.param(event(START), event({"type": "ping"}) * 50_000, StreamBroken, id="more pings"),
        pytest.param(event(START), event(delta(" " * 2_000_000)), StreamBroken, id="one event"),
    ],
)
async def test_a_flood_is_cut_off(
    way: Way, asked: Request, before: bytes, flood: bytes, kind: type[ProviderError]
) -> None:
    """M6: no answer to a request for 100 tokens is that long."""
    answer = (STREAM + before, *[flood] * 2, b"")
    async with asyncio.timeout(10), answering(*answer) as url, opened(way, url) as provider:
        _, error = await until_failure(provider, asked)

    assert kind is type(error)
    assert not isinstance(error, StreamBroken) or "malformed" == error.reason


@dataclass
class Racing:
    """A clock that is an hour on whenever somebody looks at it."""

    seconds: float = 0.0

    def monotonic(self) -> float:
        self.seconds += 3600.0
        return self.seconds

    @property
    def clock(self) -> Clock:
        return Clock(monotonic=self.monotonic)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        pytest.param((STREAM, b""), Silent, id="200"),
        pytest.param((head(status=402), b""), SpendLimited, id="402"),
    ],
)
async def test_a_drip_is_given_up(
    way: Way, asked: Request, answer: Sequence[bytes], kind: type[ProviderError]
) -> None:
    """M6: however steadily it comes, an answer has to end; a refusal is judged by its status."""
    clock = Racing().clock
    async with asyncio.timeout(5), answering(*answer) as url, opened(way, url, clock=clock) as api:
        _, error = await until_failure(api, asked)

    assert kind is type(error)


async def test_a_drip_of_text_is_given_up(way: Way, asked: Request) -> None:
    """M6: one space after the other is not silence, and yet no answer."""
    times = iter([0.0, 0.0, 1.0, 200.0])
    clock = Clock(monotonic=lambda: next(times, 200.0))
    drip = (STREAM + event(START), event(delta(" ")), b"")

    async with asyncio.timeout(5), answering(*drip) as url, opened(way, url, clock=clock) as api:
        arrived, error = await until_failure(api, asked)

    assert isinstance(arrived[0], Started)
    assert isinstance(error, StreamBroken)
    assert "silence" == error.reason
