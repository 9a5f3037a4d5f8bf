"""Many processes on one session: one generates, the others wait or say that it is being done."""

import sqlite3
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from conftest import SECRET, Run, Spawn
from examcli.simulator import Options, Simulator, bank

CALLERS = 8


class Gate:
    """Answers like the bank, but only once it is open."""

    def __init__(self) -> None:
        self.has_caller = threading.Event()
        self.is_open = threading.Event()
        self.orders: list[int] = []

    def __call__(
        self, slots: Sequence[Mapping[str, object]], avoid: Sequence[str]
    ) -> bank.Composition:
        self.orders += [int(str(slot["variant"])) for slot in slots]
        self.has_caller.set()
        self.is_open.wait(timeout=60)
        return bank.compose(slots, avoid)


@pytest.fixture
def gate(serve: Callable[[Options], Simulator], monkeypatch: pytest.MonkeyPatch) -> Gate:
    """A gate in front of the engine that the commands talk to; it starts open."""
    gate = Gate()
    gate.is_open.set()
    simulator = serve(Options(compose=gate))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    return gate


def test_exactly_one_of_eight_callers_generates(gate: Gate, spawn: Spawn, run: Run) -> None:
    """While one generates, seven others exit 7 and say so; no slot is asked for twice."""
    session = run("start", "--track", "scientific", "--json").document["id"]
    gate.is_open.clear()
    gate.has_caller.clear()

    callers = [spawn("next", session, "--json") for _ in range(CALLERS)]
    assert gate.has_caller.wait(timeout=60)
    ended = wait_for(callers, CALLERS - 1)
    gate.is_open.set()
    codes = Counter(caller.wait() for caller in callers)

    assert CALLERS - 1 == ended
    assert {0: 1, 7: CALLERS - 1} == codes
    assert len(gate.orders) == len(set(gate.orders))
    assert 2 == run("resume", session, "--json").document["generatedBatches"]


def test_a_step_of_the_clock_does_not_let_a_second_caller_in(
    gate: Gate, spawn: Spawn, run: Run, home: Path
) -> None:
    """S8: to a clock that has stepped, every lease has expired; the one at work is believed."""
    session = run("start", "--track", "scientific", "--json").document["id"]
    gate.is_open.clear()
    gate.has_caller.clear()

    first = spawn("next", session, "--json")
    assert gate.has_caller.wait(timeout=60)
    with closing(sqlite3.connect(home / "exams.db")) as database, database:
        database.execute("UPDATE exam_sessions SET lease_expires_at = '2000-01-01'")
    second = spawn("next", session, "--json")
    second.communicate()
    gate.is_open.set()
    first.communicate()

    assert (0, 7) == (first.returncode, second.returncode)
    assert len(gate.orders) == len(set(gate.orders))


def test_callers_that_wait_all_get_the_same_batch(gate: Gate, spawn: Spawn, run: Run) -> None:
    """With `--wait` every caller returns batch 2, and it was generated once."""
    session = run("start", "--track", "scientific", "--json").document["id"]

    callers = [
        spawn("next", session, "--batch-index", "2", "--wait", "--json") for _ in range(CALLERS)
    ]
    outputs = [caller.communicate()[0] for caller in callers]

    assert {0} == {caller.returncode for caller in callers}
    assert 1 == len({output.split('"meta"')[0] for output in outputs})
    assert len(gate.orders) == len(set(gate.orders))
    assert 20 == len(run("resume", session, "--json").document["questions"])


def wait_for(callers: Sequence[subprocess.Popen[str]], count: int) -> int:
    """Wait until `count` of the processes have ended; how many have."""
    ended = threading.Semaphore(0)

    def watch(caller: subprocess.Popen[str]) -> None:
        caller.wait()
        ended.release()

    for caller in callers:
        threading.Thread(target=watch, args=(caller,), daemon=True).start()
    return sum(ended.acquire(timeout=60) for _ in range(count))
