"""`kill -9` at any moment of a run: nothing stored is lost, repeated or asked for again."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import SECRET, Run, Spawn
from examcli.clock import Clock
from examcli.exam.question import Question
from examcli.simulator import Options, Simulator
from examcli.store import Store
from test_kill import MOMENTS, Assassin

pytestmark = pytest.mark.slow
EXAMS = 2


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_killed_at_a_random_moment(
    moment: int,
    home: Path,
    spawn: Spawn,
    run: Run,
    serve: Callable[[Options], Simulator],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same command again makes every exam whole; what was stored is as it was."""
    assassin = Assassin(random.Random(moment))
    simulator = serve(Options(profile="sonnet-4.5", speed=60, seed=moment, compose=assassin))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    command = ("pregenerate", "--count", str(EXAMS), "--track", "scientific", "--max-cost", "50")

    assassin.victim = spawn(*command)
    assassin.victim.wait()
    assassin.victim = None
    before = stored(home)
    asked_before = paid(home)
    ran = run(*command)

    assert 0 == ran.code, ran.err
    after = stored(home)
    assert EXAMS * 96 == len(after) == len({each.fingerprint for each in after.values()})
    assert all(question.explanation for question in after.values())
    for place, question in before.items():
        assert (question.id, question.stem, question.choices) == (
            after[place].id,
            after[place].stem,
            after[place].choices,
        )
    again = Counter(paid(home)) - Counter(asked_before)
    kept = {
        (session, str(question.slot))
        for (session, _), question in before.items()
        if question.explanation
    }
    assert not kept & again.keys()


def stored(home: Path) -> dict[tuple[str, int], Question]:
    """Every stored question by session and position."""
    with Store.open(home / "exams.db", Clock()) as store:
        return {
            (session.id, question.position): question
            for session in store.sessions()
            for question in store.questions(session.id)
        }


def paid(home: Path) -> list[tuple[str, str]]:
    """Session and slot of everything that was asked for, each as often as it was."""
    with Store.open(home / "exams.db", Clock()) as store:
        return [
            (request.session_id, slot)
            for request in store.requests()
            for slot in request.shard.split("+")
        ]
