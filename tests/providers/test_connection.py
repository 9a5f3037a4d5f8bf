"""The way to a server: addresses, keys and tokens, proxies and certificates.

The ids are those of faults that were seen with other tools, or tried with this one.
"""

import asyncio

import pytest

from conftest import SECRET
from examcli.clock import Clock
from examcli.errors import (
    SettingsInvalid,
)
from examcli.models import Usage
from examcli.providers import Ended, Request
from examcli.providers.endpoint import claude_by_token
from examcli.simulator import Simulator
from raw_server import CONTENT_LENGTH, STREAM, answering, whole_stream
from ways import BOTH, Way, all_events, any_request, opened, until_failure


@pytest.fixture(params=BOTH)
def way(request: pytest.FixtureRequest) -> Way:
    """Each way in turn."""
    return BOTH[request.param]


@pytest.fixture
def asked() -> Request:
    """Any request: the server answers each the same."""
    return any_request()


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Proxies that are not there and certificates that are not there."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere")
    return monkeypatch


async def test_a_server_on_loopback_ignores_proxies_and_certificates(
    way: Way, asked: Request, hostile: pytest.MonkeyPatch
) -> None:
    """N1, N2, N4: nothing on the way to this machine is anybody's business."""
    assert hostile
    async with answering(STREAM + whole_stream()) as url:
        for address in (url, url.replace("127.0.0.1", "localhost")):
            async with opened(way, address) as provider:
                assert (
                    Ended("end_turn", Usage(input=7, output=9))
                    == (await all_events(provider, asked))[-1]
                )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("all_proxy", "socks5://user:hunter22@127.0.0.1:9"),
        ("https_proxy", "foo://user:hunter22@127.0.0.1:9"),
        ("https_proxy", "http://127.0.0.1:abc"),
        ("SSL_CERT_FILE", "/nowhere"),
        ("SSL_CERT_FILE", "/etc/passwd"),
    ],
)
def test_a_connection_that_cannot_be_set_up_is_one_line(
    way: Way, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """N2, N4: it names the server and the variables to look at."""
    monkeypatch.setenv(name, value)
    endpoint = way.endpoint(SECRET, "https://me:hunter22@api.example.com/v1")

    with pytest.raises(SettingsInvalid) as caught:
        way.carrier(endpoint, Clock())

    assert "https://api.example.com/v1/messages" in caught.value.message
    assert not {"\n", "hunter22"} & set(caught.value.message.split())
    assert name.upper() in caught.value.hint


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:99999",
        "http://127.0.0.1:abc",
        "http://127.0.0.1:-1",
        "http://127.0.0.1\n/v1",
        "http://127.0.0.1/\x00",
        "http://a b",
        "http://[::1",
        "http://",
        "ftp://a",
        "127.0.0.1:80",
        "",
    ],
)
def test_a_url_that_leads_nowhere_is_one_line(way: Way, url: str) -> None:
    """M1: before anything is tried."""
    with pytest.raises(SettingsInvalid) as caught:
        way.endpoint(SECRET, url)

    assert "\n" not in caught.value.message
    assert "_BASE_URL" in caught.value.hint


@pytest.mark.parametrize("tail", ["", "/", "/v1", "/v1/", "/v1/messages", "/v1/messages/"])
async def test_a_base_url_may_be_typed_too_far(
    way: Way, asked: Request, simulator: Simulator, tail: str
) -> None:
    """L08: as the pages of many servers show it."""
    url = simulator.base_url + tail

    async with opened(way, url) as provider:
        await until_failure(provider, asked)

    assert ["/v1/messages"] == [received.path for received in simulator.received]


async def test_a_token_is_sent_as_a_token(asked: Request, simulator: Simulator) -> None:
    """L09: a gateway's token is a bearer's, whatever carries it."""
    for way in ("sdk", "wire"):
        provider = BOTH[way].carrier(claude_by_token(SECRET, simulator.base_url), Clock())
        await until_failure(provider, asked)
        await provider.close()

    for received in simulator.received:
        assert f"Bearer {SECRET}" == received.headers["authorization"]
        assert "x-api-key" not in received.headers
    assert 2 == len(simulator.received)


async def test_a_connection_is_used_again(way: Way, asked: Request) -> None:
    """What follows the end of an answer is read, so the next request need not connect."""
    connections = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        for _ in range(3):
            head = await reader.readuntil(b"\r\n\r\n")
            length = CONTENT_LENGTH.search(head)
            await reader.readexactly(int(length[1]) if length else 0)
            body = whole_stream("سؤال")
            writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
            writer.write(b"%x\r\n%s\r\n" % (len(body), body))
            await writer.drain()
            await asyncio.sleep(0.01)
            writer.write(b"0\r\n\r\n")

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with opened(way, url) as provider:
        for _ in range(3):
            await all_events(provider, asked)

    assert 1 == len(connections)
    connections[0].close()
    server.close()
