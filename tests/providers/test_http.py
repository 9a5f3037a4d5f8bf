"""Server-sent events over plain HTTP: what is read does not depend on where the bytes are cut."""

from contextlib import aclosing
from dataclasses import replace

import pytest

from examcli.models import Usage, known_models
from examcli.providers import Alive, CacheTtl, Ended, Event, Request, Started, Text
from examcli.providers.http import HttpApi, claude
from raw_server import STREAM, answering, event, whole_stream

TEXTS = ("سؤالٌ: ٣ + ٤؟", '{"😀":"\u2028\u0085\x0b"}', "\\n\r\n تمّ")
EVENTS: list[Event] = [
    Started("claude", "claude-sonnet-4-6", Usage(input=7, output=1)),
    *map(Text, TEXTS),
    Ended("end_turn", Usage(input=7, output=9)),
]
ANSWER = whole_stream(*TEXTS)


@pytest.fixture
def request_() -> Request:
    """Any request: the server answers each the same."""
    return Request(("",), "", {}, known_models().find("claude-sonnet-4-6"), 100, "", "exam-1", "1")


async def received(request: Request, *parts: bytes) -> list[Event]:
    """The events read from an answer that arrives in these parts."""
    async with answering(STREAM, *parts) as url:
        wire = HttpApi(claude("a-key", url))
        try:
            async with aclosing(wire.stream(request)) as events:
                return [each async for each in events if each != Alive()]
        finally:
            await wire.close()


async def test_an_answer_cut_anywhere_reads_the_same(request_: Request) -> None:
    """Between any two bytes, also inside a character of several bytes."""
    delta = ANSWER.index("سؤال".encode())
    end = ANSWER.index(b"message_stop")
    cuts = [*range(1, 30, 2), *range(delta - 20, end, 17), *range(delta, delta + 24)]

    for cut in cuts:
        assert EVENTS == await received(request_, ANSWER[:cut], ANSWER[cut:]), cut


async def test_an_answer_in_single_bytes_reads_the_same(request_: Request) -> None:
    """However slowly it arrives."""
    parts = [ANSWER[at : at + 1] for at in range(len(ANSWER))]

    assert EVENTS == await received(request_, *parts)


@pytest.mark.parametrize("newline", [b"\r\n", b"\r"])
async def test_every_line_end_of_the_standard_is_understood(
    request_: Request, newline: bytes
) -> None:
    """Carriage returns, with and without line feeds, even cut between the two."""
    answer = ANSWER.replace(b"\n", newline)
    cut = answer.index(newline) + 1

    assert EVENTS == await received(request_, answer[:cut], answer[cut:])


async def test_comments_and_empty_events_carry_nothing(request_: Request) -> None:
    """OpenRouter sends comments to keep a connection alive."""
    noise = b": OPENROUTER PROCESSING\n\ndata:\n\nretry: 10\n\n"
    middle = ANSWER.index(b"event: content_block_delta")

    assert EVENTS == await received(request_, noise, ANSWER[:middle], noise, ANSWER[middle:])


async def test_the_last_counters_count(request_: Request) -> None:
    """Counters of later events are cumulative and replace the earlier ones, class by class."""
    start = {
        "type": "message_start",
        "message": {
            "usage": {
                "input_tokens": 10,
                "cache_creation_input_tokens": 30,
                "cache_read_input_tokens": 0,
                "cache_creation": {
                    "ephemeral_5m_input_tokens": 10,
                    "ephemeral_1h_input_tokens": 20,
                },
                "output_tokens": 1,
            }
        },
    }
    deltas = [
        {
            "type": "message_delta",
            "delta": {"stop_reason": reason},
            "usage": {"cache_creation_input_tokens": 30, "output_tokens": output},
        }
        for reason, output in ((None, 40), ("end_turn", 50))
    ]

    events = await received(request_, *map(event, [start, *deltas]))

    assert Ended("end_turn", Usage(10, 10, 20, 0, 50)) == events[-1]


@pytest.mark.parametrize(
    ("ttl", "usage"),
    [
        ("5m", Usage(input=10, cache_write_5m=30)),
        ("1h", Usage(input=10, cache_write_1h=30)),
    ],
)
async def test_an_unsplit_cache_write_is_of_the_kind_that_was_asked_for(
    request_: Request, ttl: CacheTtl, usage: Usage
) -> None:
    """L12b: where a server does not say how long it will remember, it does as it was told."""
    start = {
        "type": "message_start",
        "message": {"usage": {"input_tokens": 10, "cache_creation_input_tokens": 30}},
    }
    end = {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {}}

    events = await received(replace(request_, cache_ttl=ttl), event(start), event(end))

    assert Ended("end_turn", usage) == events[-1]
