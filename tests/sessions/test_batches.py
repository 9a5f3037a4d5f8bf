"""Exams by Message Batches: handed in once, found again, taken in once, at half the price."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MODEL, SECRET, Ran, Run
from examcli.clock import Clock
from examcli.errors import StoreError
from examcli.exam.question import Question
from examcli.models import Usage, known_models
from examcli.providers.batches import MessageBatches
from examcli.providers.endpoint import claude
from examcli.sessions.batch_requests import custom_id
from examcli.simulator import Options, Simulator
from examcli.store import BatchRequest, Store

Serve = Callable[[Options], Simulator]
ONE = ("pregenerate", "--count", "1", "--track", "scientific", "--seed", "1", "--batch", "--yes")
TWO_MINUTES_AGO = Clock(now=lambda: datetime.now(UTC) - timedelta(minutes=2))


@pytest.fixture
def served(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Starts a simulator that the commands talk to as Claude."""

    def start(options: Options) -> Simulator:
        simulator = serve(options)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
        return simulator

    return start


def created(simulator: Simulator) -> list[list[str]]:
    """The ids of the requests of every batch that the server made."""
    return [
        [str(line["custom_id"]) for line in batch(received.body)]
        for received in simulator.received
        if (received.method, received.status) == ("POST", 200) and "requests" in received.body
    ]


def batch(body: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    """The requests in the body of a submission."""
    requests = body["requests"]
    assert isinstance(requests, list)
    return requests


def messages(simulator: Simulator) -> int:
    """How many calls of their own the server got."""
    return sum(received.path == "/v1/messages" for received in simulator.received)


def stored(home: Path) -> list[Question]:
    """All questions of the only session."""
    with Store.open(home / "exams.db", Clock()) as store:
        (session,) = store.sessions()
        return store.questions(session.id)


def run_of(home: Path) -> str:
    """The id of the only run."""
    with Store.open(home / "exams.db", Clock()) as store:
        (run,) = store.runs.all()
        return run.id


def is_whole(home: Path) -> bool:
    questions = stored(home)
    places = [question.position for question in questions]
    return places == list(range(1, 97)) and all(question.explanation for question in questions)


def sql(home: Path, statement: str, *values: str) -> None:
    """Change the database as no command does."""
    with closing(sqlite3.connect(home / "exams.db")) as database, database:
        database.execute(statement, values)


def test_an_exam_by_batch(home: Path, served: Serve, run: Run) -> None:
    """Whole, without a call of its own; what is rejected goes into a smaller batch."""
    simulator = served(Options())
    ran = run(*ONE)
    assert 0 == ran.code, ran.err
    assert is_whole(home)
    assert 0 == messages(simulator)
    first, *others = created(simulator)
    assert 10 <= len(first) <= 15
    assert sum(map(len, others)) < len(first)
    assert "of the prompt tokens were read" in ran.err
    assert "of the prompt tokens were read" in run("show", run_of(home)).err


def test_a_batch_costs_half(home: Path, served: Serve, run: Run) -> None:
    """Every class of tokens, and the long cache is what is written."""
    served(Options())
    assert 0 == run(*ONE).code
    with Store.open(home / "exams.db", Clock()) as store:
        requests = store.requests()
    model = known_models().find(MODEL)
    for request in requests:
        assert request.message_batch.startswith("msgbatch_")
        full_usd = model.cost_usd(request.usage)
        assert full_usd is not None
        assert request.cost_usd == pytest.approx(full_usd / 2)
    usage = sum((request.usage for request in requests), Usage())
    assert 0 == usage.cache_write_5m
    assert usage.cache_read > usage.cache_write_1h > 0


def test_what_failed_or_expired_is_asked_for_again(home: Path, served: Serve, run: Run) -> None:
    """In a second, smaller batch; only what was not answered."""
    simulator = served(
        Options(batch_errored_probability=0.2, batch_expired_probability=0.2, seed=3)
    )
    ran = run(*ONE)
    assert 0 == ran.code, ran.err
    assert is_whole(home)
    sizes = [len(ids) for ids in created(simulator)]
    assert len(sizes) > 1
    assert sizes == sorted(sizes, reverse=True)


def test_refill_now_asks_in_calls_of_its_own(home: Path, served: Serve, run: Run) -> None:
    """After one batch."""
    simulator = served(Options(batch_errored_probability=0.3, seed=1))
    ran = run(*ONE, "--refill", "now")
    assert 0 == ran.code, ran.err
    assert is_whole(home)
    assert 1 == len(created(simulator))
    assert messages(simulator) > 0


def test_detached_it_is_taken_in_later(home: Path, served: Serve, run: Run) -> None:
    """By the same run, without being handed in again, even without `--batch`."""
    simulator = served(Options(batch_seconds=60))
    ran = run(*ONE, "--detach")
    assert 0 == ran.code, ran.err
    assert [] == stored(home)
    simulator.clock.advance(60)
    before = len(created(simulator))
    ran = run("pregenerate", "--yes", "--resume", run_of(home))
    assert 0 == ran.code, ran.err
    assert is_whole(home)
    first, *others = created(simulator)
    assert 1 == before
    assert not {slots(each) for each in first} & {slots(each) for ids in others for each in ids}


def slots(name: str) -> str:
    """A request's session and slots, whichever of its batches it is in."""
    session, _, first, bits = name.split("_")
    return f"{session} {first} {bits}"


def test_slots_in_a_batch_are_asked_for_by_nobody_else(home: Path, served: Serve, run: Run) -> None:
    """`resume --complete` says who brings them, and costs nothing."""
    simulator = served(Options(batch_seconds=60))
    run(*ONE, "--detach")
    with Store.open(home / "exams.db", Clock()) as store:
        (session,) = store.sessions()
    ran: Ran = run("resume", session.id, "--complete")
    assert 7 == ran.code
    assert "Message Batch" in ran.err
    assert 0 == messages(simulator)


def unknown(home: Path, clock: Clock) -> None:
    """Leave what a process leaves that dies while it hands a batch in."""
    sql(
        home,
        "UPDATE message_batches SET state = 'intended', batch_id = NULL, intended_at = ?",
        clock.now().isoformat(timespec="milliseconds"),
    )


async def submit(simulator: Simulator, lines: list[bytes]) -> None:
    endpoint = claude(SECRET, simulator.base_url)
    async with MessageBatches(endpoint, known_models().find(MODEL)) as api:
        await api.submit(lines)


def test_an_interrupted_submission_is_recognised(home: Path, served: Serve, run: Run) -> None:
    """The batch that exists is taken in; nothing is handed in a second time."""
    simulator = served(Options())
    run(*ONE, "--detach")
    unknown(home, Clock())
    ran = run("pregenerate", "--yes", "--resume", run_of(home))
    assert 0 == ran.code, ran.err
    assert is_whole(home)
    first, *others = created(simulator)
    assert not {slots(each) for each in first} & {slots(each) for ids in others for each in ids}


def test_somebody_elses_batch_is_not_taken_for_ours(home: Path, served: Serve, run: Run) -> None:
    """One of as many requests, made at the same time: its results name others."""
    simulator = served(Options())
    run(*ONE, "--detach")
    (ids,) = created(simulator)
    foreign = [
        json.dumps({"custom_id": f"other-{n}", "params": {"model": MODEL}}).encode()
        for n in range(len(ids))
    ]
    asyncio.run(submit(simulator, foreign))
    unknown(home, Clock())
    ran = run("pregenerate", "--yes", "--resume", run_of(home))
    assert 0 == ran.code, ran.err
    assert is_whole(home)
    first, _, *others = created(simulator)
    assert not {slots(each) for each in first} & {slots(each) for ids in others for each in ids}


def test_a_submission_that_never_arrived_is_made_again(home: Path, served: Serve, run: Run) -> None:
    """Once the server must have listed it."""
    served(Options())
    run(*ONE, "--detach")
    again = served(Options())
    unknown(home, TWO_MINUTES_AGO)
    ran = run("pregenerate", "--yes", "--resume", run_of(home), "--batch")
    assert 0 == ran.code, ran.err
    assert is_whole(home)
    assert created(again)


def test_results_that_were_taken_in_are_not_counted_again(
    home: Path, served: Serve, run: Run
) -> None:
    """A process that died between the last question of an answer and its account."""
    served(Options())
    assert 0 == run(*ONE).code
    before = stored(home)
    sql(
        home,
        "DELETE FROM requests WHERE message_batch = "
        "(SELECT batch_id FROM message_batches WHERE number = 1)",
    )
    sql(home, "UPDATE batch_requests SET outcome = '' WHERE batch = 1")
    sql(home, "UPDATE message_batches SET state = 'submitted' WHERE number = 1")
    ran = run("pregenerate", "--yes", "--resume", run_of(home))
    assert 0 == ran.code, ran.err
    assert before == stored(home)
    with Store.open(home / "exams.db", Clock()) as store:
        answered = [each for each in store.requests() if each.message_batch]
    assert len(answered) == len({(each.message_batch, each.shard) for each in answered})


def test_another_account_does_not_pay_again(
    home: Path, served: Serve, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another key the batch cannot be seen: that is said, and nothing is handed in."""
    simulator = served(Options())
    run(*ONE, "--detach")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-another")
    ran = run("pregenerate", "--yes", "--resume", run_of(home), "--batch")
    assert 4 == ran.code
    assert "use the API key that handed it in" in ran.err
    assert 1 == len(created(simulator))


def test_nothing_is_handed_in_that_may_cost_too_much(home: Path, served: Serve, run: Run) -> None:
    """The worst case of a whole batch, at its price, has to fit `--max-cost`."""
    simulator = served(Options())
    ran = run(*ONE, "--max-cost", "0.01")
    assert 9 == ran.code
    assert [] == created(simulator)
    ran = run("pregenerate", "--yes", "--resume", run_of(home), "--batch", "--max-cost", "50")
    assert 0 == ran.code, ran.err
    assert is_whole(home)


def test_openrouter_has_no_batches(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3, and what to set instead."""
    monkeypatch.setenv("OPENROUTER_API_KEY", SECRET)
    monkeypatch.setenv("EXAM_PROVIDER", "openrouter")
    ran = run(*ONE)
    assert 3 == ran.code
    assert "openrouter has no Message Batches" in ran.err


def test_detach_needs_a_batch(run: Run) -> None:
    """Exit 2."""
    assert 2 == run("pregenerate", "--count", "1", "--detach").code


@given(
    slots=st.sets(st.integers(1, 150), min_size=1),
    others=st.sets(st.integers(1, 150), min_size=1),
)
def test_a_name_tells_the_slots(slots: set[int], others: set[int]) -> None:
    """Within what the API allows, and another one for other slots."""
    name = custom_id("practice-1a2b3c4d", 3, sorted(slots))
    assert len(name) <= 64
    assert name.replace("_", "").replace("-", "").isalnum()
    is_same = name == custom_id("practice-1a2b3c4d", 3, sorted(others))
    assert is_same == (slots == others)


def test_an_intent_is_whole_or_not_there(home: Path) -> None:
    """Two requests of one name cannot be intended, and then neither is."""
    request = BatchRequest(custom_id="a", session_id="exam-1", batch_index=1, slots="1+2")
    with Store.open(home / "exams.db", Clock()) as store:
        with pytest.raises(StoreError, match="UNIQUE"):
            store.batches.intend("claude", MODEL, [request, request])
        assert [] == store.batches.all()
        assert None is store.batches.pending("exam-1")


def test_a_program_is_told_where_a_batch_is(served: Serve, run: Run) -> None:
    """Every line of `--json` is an event; a batch is first handed in, and at last ended."""
    served(Options())

    ran = run(*ONE, "--json")

    told = [json.loads(line) for line in ran.out.splitlines()]
    batches = [event for event in told if event["event"] == "batch"]
    first = batches[0]
    assert "submitted" == first["what"]
    assert first["batchId"]
    assert first["requests"] > 0
    assert "ended" == batches[-1]["what"]
    assert ("start", "end") == (told[0]["event"], told[-1]["event"])
    assert "Message Batch" not in ran.err
