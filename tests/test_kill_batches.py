"""`kill -9` while exams are written by Message Batches: nothing lost, repeated or paid twice."""

import random
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from conftest import SECRET, Run, Spawn
from examcli.clock import Clock
from examcli.exam.question import Question
from examcli.simulator import Options, Simulator
from examcli.store import Store
from test_kill import MOMENTS

pytestmark = pytest.mark.slow
ASKED = (
    *("pregenerate", "--count", "2", "--track", "scientific", "--seed", "7", "--allow-repeats"),
    *("--batch", "--yes"),
)
"""The bank has few texts to read, and requests of one batch cannot see each other's."""
LONGEST_LIFE_SECONDS = 6.0
"""Start, submission, waiting and taking in take about five on two busy cores."""


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_a_random_moment(
    moment: int,
    home: Path,
    spawn: Spawn,
    run: Run,
    serve: Callable[[Options], Simulator],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same command goes on: every batch that the server made is taken in exactly once."""
    options = Options(batch_seconds=1.5, seed=moment, batch_errored_probability=0.1)
    simulator = serve(options)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    chance = random.Random(f"batch {moment}")

    kill_at_some_moment(spawn(*ASKED), chance.uniform(1.0, LONGEST_LIFE_SECONDS))
    before = questions(home)
    ran = run(*ASKED)

    assert 0 == ran.code, ran.err
    after = questions(home)
    for session, kept in before.items():
        assert_kept(kept, after[session])
    assert [96, 96] == [len(found) for found in after.values()]
    assert all(question.explanation for found in after.values() for question in found)
    assert_every_batch_taken_in_once(home, simulator)


def kill_at_some_moment(victim: subprocess.Popen[str], seconds: float) -> None:
    """End a process after so many seconds, unless it is done by then."""
    timer = threading.Timer(seconds, victim.kill)
    timer.start()
    victim.wait()
    timer.cancel()


def questions(home: Path) -> dict[str, list[Question]]:
    """The questions of every session, by its id."""
    if not (home / "exams.db").exists():
        return {}
    with Store.open(home / "exams.db", Clock()) as store:
        return {each.id: store.questions(each.id) for each in store.sessions()}


def assert_kept(before: list[Question], after: list[Question]) -> None:
    """What was stored is still there, at its place."""
    by_position = {question.position: question for question in after}
    for question in before:
        kept = by_position[question.position]
        assert (question.id, question.stem, question.choices) == (kept.id, kept.stem, kept.choices)
        assert question.explanation in {"", kept.explanation}


def lines_of(body: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    """The requests in the body of a submission."""
    requests = body["requests"]
    assert isinstance(requests, list)
    return requests


def assert_every_batch_taken_in_once(home: Path, simulator: Simulator) -> None:
    """Each batch of the server is known here, and each of its answers was accounted for once."""
    made = [
        {str(line["custom_id"]) for line in lines_of(received.body)}
        for received in simulator.received
        if "requests" in received.body and received.status == 200
    ]
    with Store.open(home / "exams.db", Clock()) as store:
        batches = [batch for batch in store.batches.all() if batch.state == "ended"]
        accounts = Counter(
            (each.message_batch, each.shard, each.session_id) for each in store.requests()
        )
    assert len(made) == len(batches)
    assert sum(map(len, made)) == sum(batch.request_count for batch in batches)
    assert len(set().union(*made)) == sum(map(len, made))
    assert {1} == set(accounts.values())
    assert {name for name, _, _ in accounts} <= {batch.batch_id for batch in batches}
