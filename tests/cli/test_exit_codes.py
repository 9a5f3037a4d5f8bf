"""One exit code for each thing a script would do differently."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run, Spawn
from examcli.simulator import Options, Simulator, parse_fault
from examcli.store import Store

PATIENCE_SECONDS = 20.0


@pytest.fixture
def session(run: Run, claude: Simulator, monkeypatch: pytest.MonkeyPatch) -> str:
    """A session with one batch of five out of ten."""
    assert claude.base_url
    monkeypatch.setenv("EXAM_OVERLAUNCH", "0")
    ran = run("practice", "--topic", "algebra", "--total", "10", "--seed", "1", "--json")
    return str(ran.document["id"])


def test_0_when_all_went_well(run: Run, session: str) -> None:
    """Every command that did what it was asked for."""
    commands = (
        ["next", session],
        ["resume", session],
        ["resume", session, "--complete"],
        ["show", session],
        ["export", session],
        ["list"],
        ["doctor"],
        ["take", session],
        ["--version"],
        ["--help"],
    )

    assert [0] * len(commands) == [run(*command).code for command in commands]


def test_2_when_the_arguments_make_no_sense(run: Run, session: str) -> None:
    """Refused by the parser, or by us."""
    assert 2 == run("start").code
    assert 2 == run("start", "--track", "none").code

    ran = run("next", session, "--batch-index", "9", "--json")
    assert (2, "INVALID_BATCH_INDEX") == (ran.code, ran.document["error"]["code"])


@pytest.mark.parametrize(
    "command",
    [
        ["start", "--track", "scientific", "--fast"],
        ["resume", "exam-1a2b3c4d", "--fast"],
        ["pregenerate", "--count", "1", "--track", "scientific", "--fast", "--batch"],
    ],
)
def test_2_when_fast_makes_no_sense(run: Run, command: list[str]) -> None:
    """Only what is written as a whole can be hurried, and a Message Batch cannot."""
    ran = run(*command)

    assert 2 == ran.code
    assert "--fast" in ran.err


def test_3_when_a_setting_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value out of range."""
    monkeypatch.setenv("EXAM_BATCH_SIZE", "11")

    ran = run("start", "--track", "scientific", "--json")

    assert (3, "SETTINGS_INVALID") == (ran.code, ran.document["error"]["code"])


def test_3_when_the_key_is_refused(run: Run, claude: Simulator) -> None:
    """A wrong API key needs a person: it is not a service that is down."""
    claude.script([parse_fault("unauthorized")])

    ran = run("start", "--track", "scientific", "--json")

    assert (3, "UNAUTHORIZED") == (ran.code, ran.document["error"]["code"])


def test_4_when_no_provider_can_answer(run: Run, session: str, claude: Simulator) -> None:
    """Trying again later makes sense; every cause is listed."""
    claude.script([parse_fault("overloaded:retry-after=60")])

    ran = run("next", session, "--json")

    error = ran.document["error"]
    assert (4, "GENERATION_UNAVAILABLE") == (ran.code, error["code"])
    assert ["claude: overloaded_error (Overloaded)"] == error["causes"]
    way = f"`examcli resume {session} --complete` goes on"
    assert f"the server asks for a wait of 60 s; then {way}" == error["hint"]


def test_5_when_the_answers_are_no_good(run: Run, session: str, claude: Simulator) -> None:
    """Answers came, but after every re-ask a slot is still empty; the reasons are listed."""
    claude.script([parse_fault("placeholder")])

    ran = run("next", session, "--json")

    error = ran.document["error"]
    assert (5, "GENERATION_FAILED") == (ran.code, error["code"])
    assert any("placeholder" in cause for cause in error["causes"])


@pytest.mark.usefixtures("store")
def test_6_when_there_is_no_such_session(run: Run) -> None:
    """The id is wrong."""
    ran = run("show", "exam-none", "--json")

    assert (6, "SESSION_NOT_FOUND") == (ran.code, ran.document["error"]["code"])


def test_6_when_the_database_cannot_be_used(run: Run, home: Path) -> None:
    """The folder itself is no database."""
    ran = run("--db", str(home), "list", "--json")

    assert (6, "STORE_READ_ONLY") == (ran.code, ran.document["error"]["code"])


def test_7_when_another_process_is_at_it(run: Run, session: str, store: Store) -> None:
    """Asking again in a moment makes sense."""
    store.take_lease(session)

    ran = run("next", session, "--json")

    assert (7, "GENERATION_IN_PROGRESS") == (ran.code, ran.document["error"]["code"])
    assert "`--wait`" in ran.document["error"]["hint"]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_130_when_it_was_interrupted(
    stop: signal.Signals,
    spawn: Spawn,
    store: Store,
    serve: Callable[[Options], Simulator],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every question that had arrived is stored, the lease is free, the way on is named."""
    simulator = serve(Options(faults=[parse_fault("silence@4-")]))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    process = spawn("start", "--track", "scientific", "--json")
    wait_until(lambda: any(len(store.questions(s.id)) == 3 for s in store.sessions()))

    process.send_signal(stop)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)

    [record] = store.sessions()
    assert 130 == process.returncode
    assert "INTERRUPTED" == json.loads(out)["error"]["code"]
    assert f"`examcli resume {record.id} --complete` goes on" in err
    assert "Traceback" not in err
    assert 3 == len(store.questions(record.id))
    assert not record.generation_in_progress


def test_a_background_job_ends_with_sigterm_too(
    home: Path,
    store: Store,
    serve: Callable[[Options], Simulator],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A shell has it ignore Ctrl-C; it gives the lease back all the same."""
    simulator = serve(Options(faults=[parse_fault("silence@4-")]))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "none")
    start = f"'{sys.executable}' -m examcli start --track scientific --json"
    script = f"trap '' INT; exec {start}"
    with subprocess.Popen(["/bin/sh", "-c", script], cwd=home, stdout=subprocess.PIPE) as process:
        wait_until(lambda: any(len(store.questions(s.id)) == 3 for s in store.sessions()))
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=PATIENCE_SECONDS)

    assert "INTERRUPTED" == json.loads(out)["error"]["code"]
    assert [False] == [record.generation_in_progress for record in store.sessions()]


STUBBORN = """
import asyncio
from contextlib import suppress
from examcli.cli.app_context import AppContext

async def stubborn():
    print("ready", flush=True)
    with suppress(asyncio.CancelledError):
        await asyncio.sleep(600)
    await asyncio.sleep(600)

AppContext().run(stubborn())
"""


def test_an_interruption_is_not_lost_in_a_library() -> None:
    """Who swallows one cancellation is cancelled again: Ctrl-C always ends the program."""
    command = [sys.executable, "-c", STUBBORN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as it:
        assert it.stdout is not None
        assert it.stdout.readline() == "ready\n"
        it.send_signal(signal.SIGINT)
        _, err = it.communicate(timeout=PATIENCE_SECONDS)
    assert err.rstrip().endswith("KeyboardInterrupt")


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for another process to bring something about; give up after a while."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    pause = threading.Event()
    while not is_so() and time.monotonic() < deadline:
        pause.wait(0.02)
