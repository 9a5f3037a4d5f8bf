"""The clock that a person has: from the return key to ten stored questions.

Every run is `examcli start` in a process of its own, with a database of its own, from the moment
it is spawned to the moment the tenth question was committed. Reading commands are timed here too.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from examcli.bench.config import BenchConfig
from examcli.bench.percentiles import moments, summaries
from examcli.bench.reference_exam import TRACK
from examcli.bench.report import FirstBatch, Moments, StartUp
from examcli.bench.strategy import OVER_LAUNCH, SERVED
from examcli.bench.target import simulator_process
from examcli.clock import Clock
from examcli.settings import PREFIXES
from examcli.store import Store

EXAMCLI = (sys.executable, "-m", "examcli")
"""The examcli that measures, not whichever is on the path."""
START_UPS = 5
"""Enough for a median that one slow start does not move."""


async def measure(config: BenchConfig) -> list[FirstBatch]:
    """The entry of `firstBatch` with clock "process": always at real speed, one at a time."""
    speeds = config.speeds
    assert speeds is not None
    options = ["--profile", speeds.profile, "--seed", str(config.seed)]
    runs, failures = [], []
    with simulator_process(options) as base_url:
        for run in range(config.runs):
            key = f"bench-process-{config.seed}-{run}"
            times, failure = _start(config, base_url, key)
            runs += times
            failures += failure
    config.note(
        "Process start: each run is a new process with a new database and a cold cache, one at a "
        "time, at real speed; the clock runs from the spawn to the commit of the tenth question."
    )
    return [
        FirstBatch(
            strategy=OVER_LAUNCH,
            cache="cold",
            clock="process",
            launched=SERVED + config.overlaunch,
            failed=len(failures),
            failures=failures,
            runs=runs,
            summary=summaries(runs),
            limit_seconds=None,
            ratio_to_limit=None,
        )
    ]


async def measure_start_up(_config: BenchConfig) -> StartUp:
    """How long commands take that only read: the median of a few, each in a process of its own."""
    with TemporaryDirectory() as folder:
        environment = {**_environment(Path(folder)), "EXAM_PROVIDER": "offline"}
        running_exam = _examcli(Path(folder), environment, "start", "--track", TRACK, "--json")
        session_id = running_exam.stdout.partition('"id": "')[2].partition('"')[0]
        commands = (["--help"], ["list"], ["show", session_id], ["export", session_id])
        medians = {
            command[0]: _median_seconds(Path(folder), environment, command) for command in commands
        }
    return StartUp(n=START_UPS, median_seconds=medians)


def _start(config: BenchConfig, base_url: str, key: str) -> tuple[list[Moments[float]], list[str]]:
    """One run: its times, or why it failed."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        environment = {
            **_environment(folder),
            "ANTHROPIC_BASE_URL": base_url,
            "ANTHROPIC_API_KEY": key,
            "EXAM_MODEL": config.model.id,
            "EXAM_OVERLAUNCH": str(config.overlaunch),
        }
        spawned_at = time.time()
        ran = _examcli(folder, environment, "start", "--track", TRACK, "--json")
        ended_after = time.time() - spawned_at
        stored = _stored_after(folder / "exams.db", spawned_at)
    if ran.returncode or len(stored) < SERVED:
        return [], [f"exit code {ran.returncode}, {len(stored)} questions: {ran.stderr.strip()}"]
    return [moments(stored[0], stored[-1], ended_after)], []


def _examcli(
    folder: Path, environment: Mapping[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [*EXAMCLI, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _environment(folder: Path) -> dict[str, str]:
    """The environment without the person's own settings, and a database in a folder."""
    inherited = {n: value for n, value in os.environ.items() if not n.startswith(PREFIXES)}
    return {**inherited, "EXAM_DB": str(folder / "exams.db")}


def _stored_after(path: Path, spawned_at: float) -> list[float]:
    """When the questions served first were committed, in seconds after the spawn."""
    if not path.exists():
        return []
    with Store.open(path, Clock()) as store:
        moments = [at for session in store.sessions() for at in store.stored_at(session.id)]
    return [moment.timestamp() - spawned_at for moment in moments[:SERVED]]


def _median_seconds(folder: Path, environment: Mapping[str, str], command: list[str]) -> float:
    seconds = []
    for _ in range(START_UPS):
        begin = time.monotonic()
        _examcli(folder, environment, *command)
        seconds.append(time.monotonic() - begin)
    return round(median(seconds), 3)
