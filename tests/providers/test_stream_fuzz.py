"""Whatever bytes a server sends, an answer is events in order or one failure of ours."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from conftest import SECRET
from examcli.errors import ProviderError, StreamBroken
from examcli.providers import Ended, Event, Started, Text
from examcli.providers.answering import MessagesApi
from examcli.providers.endpoint import claude
from examcli.providers.response import Disconnected, Response
from raw_server import delta, ending, stream, whole_stream
from ways import all_events, any_request, said, until_failure

NUMBERS = st.integers() | st.floats() | st.sampled_from([1e400, float("nan"), -1, 10**4000])
WORDS = st.text(max_size=9) | st.sampled_from(
    [SECRET, f"x{SECRET}", "\ud83d", "\x1b[31m", "error", ""]
)
LEAVES = st.none() | st.booleans() | NUMBERS | WORDS
TYPES = st.sampled_from(
    [
        "message_start",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
        "ping",
        "error",
        "aside",
    ]
)
NAMES = st.sampled_from(
    [
        *("message", "content_block", "delta", "usage", "error", "text", "type", "code", "detail"),
        *("stop_reason", "stop_details", "explanation", "input_tokens", "output_tokens", "cost"),
        *("cache_creation", "ephemeral_1h_input_tokens", "is_byok", "cost_details", "metadata"),
        *("retry_after", "headers", "details", "availability", "content", "raw", "msg"),
    ]
)
FLAT = st.dictionaries(NAMES, LEAVES, max_size=3)
FIELDS = st.dictionaries(
    NAMES, LEAVES | FLAT | st.lists(FLAT, max_size=2) | st.dictionaries(NAMES, FLAT, max_size=2)
)
JSON = LEAVES | st.lists(LEAVES, max_size=3) | FIELDS
EVENTS = st.builds(lambda kind, fields: {**fields, "type": kind}, TYPES, FIELDS) | JSON
STATUSES = st.sampled_from([200, 204, 301, 400, 401, 402, 403, 404, 413, 418, 429, 500, 529, 999])
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            *("retry-after", "retry-after-ms", "x-should-retry", "content-encoding", "location"),
            *("x-ratelimit-reset", "anthropic-ratelimit-tokens-reset"),
        ]
    ),
    st.text() | st.sampled_from(["gzip", "br", "1e999", "-1", "true", "2026-11-27T12:00:00Z"]),
)


class Recited(MessagesApi):
    """Answers with the chunks it is given, and breaks off if it is told to."""

    def __init__(
        self,
        chunks: Sequence[bytes],
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        *,
        breaks: bool = False,
    ) -> None:
        super().__init__(claude(SECRET, "http://127.0.0.1"))
        self._chunks = chunks
        self._status = status
        self._headers = headers or {}
        self._breaks = breaks

    @asynccontextmanager
    async def post(self, body: dict[str, Any]) -> AsyncIterator[Response]:
        """See `MessagesApi.post`."""
        assert body
        yield Response(self._status, self._headers, self._body())

    async def _body(self) -> AsyncGenerator[bytes]:
        for chunk in self._chunks:
            yield chunk
        if self._breaks:
            raise Disconnected("cut")

    async def close(self) -> None:
        """Nothing is open."""


def outcome(provider: MessagesApi) -> tuple[list[Event], ProviderError | None]:
    """What arrived, and the failure that ended it, if one did."""

    async def asked() -> tuple[list[Event], ProviderError | None]:
        try:
            return await all_events(provider, any_request()), None
        except ProviderError:
            return await until_failure(provider, any_request())

    return asyncio.run(asked())


def assert_in_order(events: Sequence[Event], error: ProviderError | None) -> None:
    """`Started` once and first, `Ended` once and last, or a failure in its place; no secret."""
    kinds = [type(event) for event in events]
    assert [Started] * bool(events) == [kind for kind in kinds if kind is Started] == kinds[:1]
    assert (error is None) == (kinds[-1:] == [Ended]) == (kinds.count(Ended) == 1)
    assert error is None or isinstance(error, StreamBroken) == bool(events)
    assert all(event.text for event in events if isinstance(event, Text))
    endings = [(e.stop_reason, e.detail) for e in events if isinstance(e, Ended)]
    assert SECRET not in f"{error} {getattr(error, 'hint', '')} {endings}"
    assert "\n" not in str(error)
    for event in events:
        if isinstance(event, Started | Ended):
            assert all(0 <= count < 2**63 for count in vars(event.usage).values())


@given(st.lists(EVENTS, max_size=5), st.booleans())
def test_any_events(events: list[object], breaks: bool) -> None:
    """Events of the right names with the wrong insides."""
    body = b"".join(f"data: {json.dumps(event)}\n\n".encode("utf-8", "replace") for event in events)

    assert_in_order(*outcome(Recited([body], breaks=breaks)))


@given(STATUSES, HEADERS, JSON.map(json.dumps) | st.text(), st.booleans())
def test_any_refusal(status: int, headers: dict[str, str], body: str, breaks: bool) -> None:
    """Any status, any headers, any body."""
    answer = [body.encode("utf-8", "replace")]

    assert_in_order(*outcome(Recited(answer, status, headers, breaks=breaks)))


@given(st.lists(st.binary(max_size=40), max_size=8), HEADERS)
def test_any_bytes(chunks: list[bytes], headers: dict[str, str]) -> None:
    """Not even text."""
    assert_in_order(*outcome(Recited(chunks, headers=headers)))


@given(st.data())
def test_an_answer_reads_the_same_wherever_it_is_cut(data: st.DataObject) -> None:
    """Also within a character, a line end, an event."""
    newline = data.draw(st.sampled_from([b"\n", b"\r", b"\r\n"]))
    answer = whole_stream("سؤال 😀", "\u2028\x85", "{}").replace(b"\n", newline)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(answer)), max_size=12)))
    edges = [0, *cuts, len(answer)]
    chunks = [answer[start:end] for start, end in pairwise(edges)]

    assert outcome(Recited([answer])) == outcome(Recited(chunks))


@given(st.lists(st.text(max_size=20), max_size=6))
def test_the_text_of_an_answer_is_kept(texts: list[str]) -> None:
    """Character for character, whatever the deltas."""
    answer = stream(*map(delta, texts), ending())

    assert "".join(texts) == said(outcome(Recited([answer]))[0])
