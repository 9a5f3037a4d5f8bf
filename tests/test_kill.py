"""`kill -9` at any moment: nothing stored is lost, repeated or asked for again."""

import json
import random
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from conftest import SECRET, Run, Spawn
from examcli import bank
from examcli.clock import Clock
from examcli.exam.question import Question
from examcli.simulator import Options, Simulator
from examcli.store import Store

pytestmark = pytest.mark.slow
DAILY, WEEKLY = 5, 40
MOMENTS = [
    *range(DAILY),
    *(pytest.param(moment, marks=pytest.mark.weekly) for moment in range(DAILY, WEEKLY)),
]
CALLS = 24


class Assassin:
    """Answers like the bank, and kills the caller around its n-th request."""

    def __init__(self, chance: random.Random) -> None:
        self._left = chance.randint(1, CALLS)
        self._delay_seconds = chance.uniform(0.0, 0.4)
        self.victim: subprocess.Popen[str] | None = None

    def __call__(
        self, slots: Sequence[Mapping[str, object]], avoid: Sequence[str]
    ) -> bank.Composition:
        self._left -= 1
        if self._left == 0 and self.victim:
            threading.Timer(self._delay_seconds, self.victim.kill).start()
        return bank.compose(slots, avoid)


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_a_random_moment(
    moment: int,
    home: Path,
    spawn: Spawn,
    run: Run,
    serve: Callable[[Options], Simulator],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After `resume --complete` there are 96 questions, the stored ones untouched."""
    assassin = Assassin(random.Random(moment))
    simulator = serve(Options(profile="sonnet-4.5", speed=60, seed=moment, compose=assassin))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)

    assassin.victim = spawn("start", "--track", "literary", "--complete", "--seed", str(moment))
    assassin.victim.wait()
    session, stored = state(home)
    asked_before = len(simulator.received)
    assassin.victim = None
    if session:
        ran = run("resume", session, "--complete", "--json")
    else:
        ran = run("start", "--track", "literary", "--complete", "--json")

    assert 0 == ran.code, ran.err
    session, questions = state(home)
    assert list(range(1, 97)) == [question.position for question in questions]
    assert 96 == len({question.slot for question in questions})
    assert all(question.explanation for question in questions)
    by_position = {question.position: question for question in questions}
    for question in stored:
        kept = by_position[question.position]
        assert (question.id, question.stem, question.choices) == (kept.id, kept.stem, kept.choices)
        assert question.explanation in {"", kept.explanation}
    again = asked(simulator, asked_before) if stored else set()
    assert not again & variants(home, {question.slot for question in stored})


def state(home: Path) -> tuple[str, list[Question]]:
    """The only session of the database, "" if there is none yet, and its questions."""
    with Store.open(home / "exams.db", Clock()) as store:
        sessions = store.sessions()
        return (sessions[0].id, store.questions(sessions[0].id)) if sessions else ("", [])


def variants(home: Path, slots: set[int]) -> set[int]:
    """The numbers by which the prompt tells these slots apart."""
    with Store.open(home / "exams.db", Clock()) as store:
        plan = store.session(store.sessions()[0].id).plan
        return {slot.variant for slot in plan.slots if slot.number in slots}


def asked(simulator: Simulator, since: int) -> set[int]:
    """The variants of all questions asked for since; asking for an explanation does not count."""
    lines = [
        json.loads(line)
        for request in simulator.received[since:]
        for line in text_of(request.body).split("\n")
        if line.startswith("{")
    ]
    return {line["variant"] for line in lines if "given" not in line}


def text_of(body: object) -> str:
    """The user message of a request body, "" of one whose sender was killed within it."""
    assert isinstance(body, Mapping)
    return str(body["messages"][0]["content"]) if body else ""
