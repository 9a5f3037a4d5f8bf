"""The world of the tests: a private home, a clean environment, a simulator that is really there."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from examcli.cli import app
from examcli.clock import Clock
from examcli.exam.blueprint import Blueprint, embedded
from examcli.settings import PREFIXES
from examcli.simulator import Options, Simulator
from examcli.store import Store

OURS = (*PREFIXES, "NO_COLOR", "COLUMNS")
NOBODY = 65534
SECRET = "sk-ant-planted-0123456789abcdef"
MODEL = "claude-sonnet-4-6"
"""The model of the tests: unlike the default it has no last day, so no test depends on the date."""


def pytest_configure() -> None:
    """Hear of Ctrl-C, children too, even in a shell that keeps it from background jobs."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, a database of its own, a model that does not retire."""
    for name in [name for name in os.environ if name.startswith(OURS)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("EXAM_DB", str(tmp_path / "exams.db"))
    monkeypatch.setenv("EXAM_MODEL", MODEL)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@dataclass
class Ran:
    """What a command did: its exit code, and what went to each stream."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON document on stdout."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    """Runs `examcli` in this process: `run("start", "--track", "scientific", stdin="1")`."""

    def invoke(*arguments: str, stdin: str = "") -> Ran:
        result: Result = CliRunner().invoke(app, list(arguments), input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return invoke


Spawn = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def spawn() -> Iterator[Spawn]:
    """Starts `examcli` as a process of its own, in a pipe; whatever still runs is killed."""
    with ExitStack() as stack:

        def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-m", "examcli", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env={**os.environ, **environment},
            )
            stack.callback(_end, process)
            return process

        yield start


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.fixture
def serve() -> Iterator[Callable[[Options], Simulator]]:
    """Starts simulators with given options, and stops them after the test."""
    with ExitStack() as stack:
        yield lambda options: stack.enter_context(Simulator(options))


@pytest.fixture
def simulator(serve: Callable[[Options], Simulator]) -> Simulator:
    """A Messages API on loopback that answers at once."""
    return serve(Options())


@pytest.fixture
def claude(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Simulator:
    """Claude as far as `examcli` can tell: the simulator, a key, no pauses worth waiting for."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    return simulator


@pytest.fixture
def openrouter(serve: Callable[[Options], Simulator], monkeypatch: pytest.MonkeyPatch) -> Simulator:
    """OpenRouter as far as `examcli` can tell."""
    simulator = serve(Options(dialect="openrouter"))
    monkeypatch.setenv("OPENROUTER_API_KEY", SECRET)
    monkeypatch.setenv("OPENROUTER_BASE_URL", f"{simulator.base_url}/api")
    return simulator


@dataclass
class Pauses:
    """A clock that notes how long it was asked to sleep, and does not."""

    seconds: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)

    @property
    def clock(self) -> Clock:
        return Clock(sleep=self.sleep)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Go without the powers of root, to whom no file is read-only."""
    if os.getuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """An empty database in a real file."""
    with Store.open(home / "exams.db", Clock()) as opened:
        yield opened


@pytest.fixture
def gat() -> Blueprint:
    """The blueprint that ships with examcli."""
    return embedded("gat")


@pytest.fixture
def environment() -> Mapping[str, str]:
    """The environment as a command sees it."""
    return os.environ
