"""Starting, stopping and serving many at once."""

import asyncio
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import anthropic
import httpx
import httpx2
import pytest

from examcli.simulator import Fault, Options, Simulator

Serve = Callable[[Options], Simulator]
Connect = Callable[[Simulator], anthropic.Anthropic]

MODEL = "claude-sonnet-4-6"
DELAYED_ACKNOWLEDGEMENT_SECONDS = 0.04
"""So long Linux keeps an acknowledgement back, and with it the next small write of the sender."""
HEADERS = {"x-api-key": "k", "anthropic-version": "2026-10-21"}
FOREGROUND = """
from examcli.simulator import Options, Simulator
Simulator(Options()).run(lambda base_url: print(base_url, flush=True))
print("stopped", flush=True)
"""


def test_it_starts_and_stops_in_no_time() -> None:
    """Under 100 ms from the call to the first byte served and back; the best of three counts.

    [simulator].
    """

    def seconds() -> float:
        begun = time.perf_counter()
        with Simulator():
            pass
        return time.perf_counter() - begun

    assert min(seconds() for _ in range(3)) < 0.1


def test_a_stream_in_flight_is_cut_when_it_stops(connect: Connect) -> None:
    """Leaving the context does not wait for the stream: its reader sees a broken connection.

    [simulator].
    """
    with Simulator(Options(faults=[Fault("silence")])) as simulator:
        stream = connect(simulator).messages.create(
            model=MODEL,
            max_tokens=10,
            stream=True,
            messages=[{"role": "user", "content": "x"}],
        )
        next(iter(stream))
    with pytest.raises(httpx2.HTTPError):
        list(stream)


def test_a_port_can_be_chosen(serve: Serve) -> None:
    """And a port that is taken is an OSError [simulator]."""
    simulator = serve(Options())
    port = int(simulator.base_url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        serve(Options(port=port))


def test_simulators_do_not_know_of_each_other(serve: Serve) -> None:
    """Two at a time, each with its own record [simulator]."""
    one, two = serve(Options()), serve(Options())
    httpx.get(f"{one.base_url}/v1/models", headers=HEADERS)
    assert (len(one.received), len(two.received)) == (1, 0)


def test_what_was_received_is_recorded(client: anthropic.Anthropic, simulator: Simulator) -> None:
    """Path, headers, body, status, usage and time of every request, errors included [simulator]."""
    message = client.messages.create(
        model=MODEL, max_tokens=10, messages=[{"role": "user", "content": "x"}]
    )
    simulator.clock.advance(60)
    with pytest.raises(anthropic.NotFoundError):
        client.models.retrieve("claude-nothing")
    first, second = simulator.received
    assert (first.method, first.path, first.status) == ("POST", "/v1/messages", 200)
    assert first.body["model"] == MODEL
    assert first.headers["anthropic-version"] == "2026-10-21"
    assert first.usage
    assert first.usage["output_tokens"] == message.usage.output_tokens
    assert (second.method, second.status, second.usage) == ("GET", 404, None)
    assert second.started_at - first.started_at >= 60


async def test_many_streams_at_once(serve: Serve) -> None:
    """A hundred concurrent streams all come to their end [simulator]."""
    simulator = serve(Options())
    body = {
        "model": MODEL,
        "max_tokens": 1000,
        "stream": True,
        "messages": [{"role": "user", "content": '<slots>\n{"topic":"algebra"}\n</slots>'}],
    }
    limits = httpx.Limits(max_connections=100)
    async with httpx.AsyncClient(
        base_url=simulator.base_url, headers=HEADERS, limits=limits
    ) as client:
        responses = await asyncio.gather(
            *(client.post("/v1/messages", json=body) for _ in range(100))
        )
    assert all(response.text.endswith('{"type":"message_stop"}\n\n') for response in responses)
    assert sorted(received.number for received in simulator.received) == list(range(1, 101))


def test_small_answers_are_not_held_back(serve: Serve) -> None:
    """Ten requests in a row, no pace: none waits for an acknowledgement; the best of three counts.

    [simulator].
    """
    simulator = serve(Options())

    def seconds() -> float:
        begun = time.perf_counter()
        for _ in range(10):
            client.get("/v1/models/claude-sonnet-5-5")
        return time.perf_counter() - begun

    with httpx.Client(base_url=simulator.base_url, headers=HEADERS) as client:
        assert min(seconds() for _ in range(3)) < 10 * DELAYED_ACKNOWLEDGEMENT_SECONDS


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_in_the_foreground_it_runs_until_a_signal(stop: signal.Signals) -> None:
    """`run` tells its address once it listens and returns on SIGINT and on SIGTERM [simulator]."""
    with subprocess.Popen([sys.executable, "-c", FOREGROUND], stdout=subprocess.PIPE) as process:
        assert process.stdout
        base_url = process.stdout.readline().decode().strip()
        assert httpx.get(f"{base_url}/v1/models", headers=HEADERS).status_code == 200
        process.send_signal(stop)
        assert process.stdout.read() == b"stopped\n"
    assert process.returncode == 0


def test_the_record_can_be_read_from_any_thread(serve: Serve) -> None:
    """Snapshots taken while requests come in are whole [simulator]."""
    simulator = serve(Options())
    seen: list[int] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.append(len(simulator.received))

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(20):
        httpx.get(f"{simulator.base_url}/v1/models", headers=HEADERS)
    done.set()
    watcher.join()
    assert seen == sorted(seen)
    assert len(simulator.received) == 20


def test_impossible_options_are_refused() -> None:
    """On construction, with the reason [simulator]."""
    with pytest.raises(ValueError, match="speed must be positive"):
        Options(speed=0)
    with pytest.raises(ValueError, match="miss_probability must be from 0 to 1"):
        Options(miss_probability=1.5)
