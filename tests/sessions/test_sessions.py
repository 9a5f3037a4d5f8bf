"""Sessions: each batch once, in order, under the lease, whatever goes wrong in between."""

import asyncio
import io
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from conftest import SECRET, Spawn
from examcli.cli.app_context import AppContext
from examcli.clock import Clock
from examcli.errors import (
    BatchIndexInvalid,
    ExamError,
    GenerationFailed,
    GenerationInProgress,
    GenerationUnavailable,
    SessionNotFound,
    Unauthorized,
)
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Batch, Plan, PracticeWish, plan_exam, plan_practice
from examcli.exam.question import Question
from examcli.generation.fanout import shards
from examcli.generation.task import AWAITED, PREFETCH, PREGENERATION
from examcli.providers.recording import ProviderEvent
from examcli.sessions.sessions import (
    EXPLANATION_SECONDS,
    STRAGGLER_SECONDS,
    Sessions,
    is_warm,
    launched_at_once,
    when_free,
)
from examcli.sessions.stored import StoredSession, load
from examcli.simulator import Options, Simulator, parse_fault
from examcli.store import LEASE_SECONDS, SessionRecord, Store
from examcli.terminal.progress import Quiet
from examcli.terminal.screen import screen

SESSION = "exam-0001"
OVERLAUNCH = 4
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Observer:
    """Notes what it is told, in order; looks at the session whenever a batch is whole."""

    said: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    look: Callable[[str], object] = field(default=lambda _session_id: None)

    def question_ready(self, record: SessionRecord, question: Question) -> None:
        del record
        self.said.append(question.id)

    def batch_ready(self, record: SessionRecord, batch: Batch) -> None:
        self.said.append(f"batch {batch.index}")
        self.look(record.id)

    def provider_event(self, event: ProviderEvent) -> None:
        self.events.append(event.what)


async def no_pause(seconds: float) -> None:
    """Retries go on at once; what is due in a while, such as the renewal of a lease, never is."""
    if seconds in {LEASE_SECONDS / 3, EXPLANATION_SECONDS, STRAGGLER_SECONDS}:
        await asyncio.Event().wait()


@pytest.fixture
def observer() -> Observer:
    """Whoever watches the sessions of a test."""
    return Observer()


Opened = Callable[[], AbstractAsyncContextManager[Sessions]]


@pytest.fixture
def opened(store: Store, observer: Observer, claude: Simulator) -> Opened:
    """Opens sessions that generate with the simulator, through the real chain of providers."""
    assert claude.base_url

    @asynccontextmanager
    async def sessions() -> AsyncIterator[Sessions]:
        clock = Clock(sleep=no_pause)
        engine = AppContext(clock=clock).engines.choose()
        async with Sessions(store, engine, clock, observer) as opened:
            yield opened

    return sessions


def record(gat: Blueprint, plan: Plan) -> SessionRecord:
    """A new session with this plan."""
    now = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    return SessionRecord(
        id=SESSION,
        kind="exam",
        track="scientific",
        total_questions=plan.total,
        seed=1,
        blueprint=gat.digest,
        plan=plan,
        model="",
        provider="",
        created_at=now,
        updated_at=now,
    )


@pytest.fixture
def new(gat: Blueprint) -> SessionRecord:
    """A new scientific exam."""
    return record(gat, plan_exam(gat, "scientific", 1))


@pytest.fixture
def short(gat: Blueprint) -> SessionRecord:
    """A new session of twelve questions in batches of five, five and two."""
    wish = PracticeWish("quantitative", "algebra", None, batch_size=5, total=12)
    return record(gat, plan_practice(gat, wish, 1))


def positions(stored: StoredSession) -> list[int]:
    """Where the questions of a session stand."""
    return [question.position for question in stored.questions]


def calls(simulator: Simulator) -> int:
    """How many answers were asked for so far."""
    return sum(received.path == "/v1/messages" for received in simulator.received)


class TestStart:
    async def test_the_first_batch_is_whole(
        self, opened: Opened, new: SessionRecord, gat: Blueprint, store: Store
    ) -> None:
        """Ten questions in their places, one batch counted, the lease given back."""
        async with opened() as sessions:
            stored = await sessions.start(new, gat, AWAITED, 0)

        assert list(range(1, 11)) == positions(stored)
        assert [f"quant_1_{n:02d}" for n in range(1, 11)] == [q.id for q in stored.questions]
        assert all(question.explanation for question in stored.questions)
        assert 1 == stored.record.generated_batches
        assert not stored.record.generation_in_progress
        assert store.take_lease(SESSION)

    async def test_the_overlaunched_are_the_head_of_batch_two(
        self, opened: Opened, new: SessionRecord, gat: Blueprint, observer: Observer
    ) -> None:
        """Fourteen are launched; ten are batch 1, the others are contiguous, unique, not lost."""
        async with opened() as sessions:
            stored = await sessions.start(new, gat, AWAITED, OVERLAUNCH)

        ids = [f"quant_1_{n:02d}" for n in range(1, 11)] + [f"quant_2_{n:02d}" for n in range(1, 5)]
        assert list(range(1, 15)) == positions(stored)
        assert ids == [question.id for question in stored.questions]
        assert list(range(1, 15)) == sorted(question.slot for question in stored.questions)
        assert 1 == stored.complete_batches
        assert [*ids[:10], "batch 1", *ids[10:]] == observer.said

    async def test_the_first_ten_home_are_batch_one(
        self,
        opened: Opened,
        new: SessionRecord,
        gat: Blueprint,
        claude: Simulator,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A slow question costs nobody time: it takes a place in batch 2, others take its own."""
        monkeypatch.setenv("EXAM_SILENCE_SECONDS", "1.5")
        claude.script([parse_fault("stall@3:after-characters=5")])

        async with opened() as sessions:
            stored = await sessions.start(new, gat, AWAITED, OVERLAUNCH)

        shards = Counter(call.request.shard for call in sessions.stats.calls)
        [(slow, _)] = [shard for shard in shards.items() if shard[1] > 1]
        by_slot = {question.slot: question.position for question in stored.questions}
        assert 14 == by_slot[int(slow)]
        assert list(range(1, 15)) == positions(stored)

    async def test_the_overlaunch_is_not_asked_for_again(
        self, opened: Opened, new: SessionRecord, gat: Blueprint, claude: Simulator
    ) -> None:
        """Batch 2 asks only for the six slots that are still empty."""
        async with opened() as sessions:
            await sessions.start(new, gat, AWAITED, OVERLAUNCH)
            before = calls(claude)
            stored = await sessions.next(SESSION, 2, AWAITED)

        assert (14, 6) == (before, calls(claude) - before)
        assert list(range(1, 21)) == positions(stored)
        assert 20 == len({question.slot for question in stored.questions})

    async def test_a_literary_start_overlaunches_too(self, opened: Opened, gat: Blueprint) -> None:
        """Its first two batches are of one section and have no passages."""
        literary = record(gat, plan_exam(gat, "literary", 1))

        async with opened() as sessions:
            stored = await sessions.start(literary, gat, AWAITED, OVERLAUNCH)

        assert list(range(1, 15)) == positions(stored)

    async def test_a_passage_is_never_torn_apart_by_the_overlaunch(
        self, opened: Opened, gat: Blueprint
    ) -> None:
        """Reading questions keep the places that the plan gave them."""
        wish = PracticeWish("verbal", "reading-comprehension", None, batch_size=5, total=10)
        reading = record(gat, plan_practice(gat, wish, 1))

        async with opened() as sessions:
            stored = await sessions.start(reading, gat, AWAITED, OVERLAUNCH)

        assert [1, 2, 3, 4, 5] == positions(stored) == [q.slot for q in stored.questions]
        assert all(question.passage for question in stored.questions)

    async def test_a_start_that_gets_nothing_leaves_nothing(
        self, opened: Opened, new: SessionRecord, gat: Blueprint, store: Store, claude: Simulator
    ) -> None:
        """No session without a question is left behind."""
        claude.script([parse_fault("overloaded")])

        async with opened() as sessions:
            with pytest.raises(GenerationUnavailable, match="nothing was stored"):
                await sessions.start(new, gat, AWAITED, OVERLAUNCH)

        assert [] == store.sessions()

    async def test_a_wrong_key_leaves_nothing_and_is_named(
        self, opened: Opened, new: SessionRecord, gat: Blueprint, store: Store, claude: Simulator
    ) -> None:
        """It is not retried and not called unavailable."""
        claude.script([parse_fault("unauthorized")])

        async with opened() as sessions:
            with pytest.raises(Unauthorized):
                await sessions.start(new, gat, AWAITED, OVERLAUNCH)

        assert [] == store.sessions()

    async def test_what_arrived_before_a_failure_is_kept_and_can_be_completed(
        self, opened: Opened, short: SessionRecord, gat: Blueprint, claude: Simulator
    ) -> None:
        """The error counts what is stored and names the command that goes on; that one does."""
        claude.script([parse_fault("overloaded@3-")])

        async with opened() as sessions:
            with pytest.raises(GenerationUnavailable, match="2 questions are stored") as caught:
                await sessions.start(short, gat, AWAITED, 0)
            claude.script([])
        async with opened() as sessions:
            stored = await sessions.next(SESSION, None, AWAITED)

        assert f"`examcli resume {SESSION} --complete` goes on" == caught.value.hint
        assert [1, 2, 3, 4, 5] == positions(stored)
        assert 1 == stored.record.generated_batches

    async def test_a_question_that_is_never_good_leaves_a_gap_that_is_reported(
        self, opened: Opened, short: SessionRecord, gat: Blueprint, claude: Simulator, store: Store
    ) -> None:
        """Bad answers are asked for again three times, then the batch fails: not complete."""
        claude.script([parse_fault("figure@2-")])

        async with opened() as sessions:
            with pytest.raises(GenerationFailed, match="batch 1 lacks 4 of 5") as caught:
                await sessions.start(short, gat, AWAITED, 0)

        assert 1 + 4 * 4 == calls(claude)
        assert any("figure" in cause for cause in caught.value.causes)
        assert 0 == store.session(SESSION).generated_batches
        assert store.take_lease(SESSION)


class TestStragglers:
    """S7: what nobody needs delays nobody, and what arrived of it is kept."""

    @pytest.fixture
    def hurried(self, store: Store, observer: Observer) -> Opened:
        """Opens sessions for which a grace is over as soon as everything else has been done."""

        async def at_once(seconds: float) -> None:
            if seconds == LEASE_SECONDS / 3:
                await asyncio.Event().wait()
            await asyncio.sleep(1.0 if seconds == STRAGGLER_SECONDS else 0.0)

        @asynccontextmanager
        async def sessions() -> AsyncIterator[Sessions]:
            clock = Clock(sleep=at_once)
            engine = AppContext(clock=clock).engines.choose()
            async with Sessions(store, engine, clock, observer) as opened:
                yield opened

        return sessions

    async def test_an_overlaunched_answer_that_hangs_is_cut_off(
        self, hurried: Opened, new: SessionRecord, gat: Blueprint, claude: Simulator
    ) -> None:
        """S7: thirteen are stored, ten of them are the batch; the other call is given up."""
        claude.script([parse_fault("stall@14:after-characters=5")])

        async with asyncio.timeout(20), hurried() as sessions:
            stored = await sessions.start(new, gat, AWAITED, OVERLAUNCH)

        assert list(range(1, 14)) == positions(stored)
        assert all(question.explanation for question in stored.questions)
        assert 1 == sum(bool(call.error) for call in sessions.stats.calls)
        assert not stored.record.generation_in_progress
        assert 1 == stored.record.generated_batches

    async def test_what_was_cut_off_is_written_with_the_next_batch(
        self, hurried: Opened, new: SessionRecord, gat: Blueprint, claude: Simulator
    ) -> None:
        """S7: nothing is lost but what was not written."""
        claude.script([parse_fault("stall@14:after-characters=5")])

        async with asyncio.timeout(30), hurried() as sessions:
            await sessions.start(new, gat, AWAITED, OVERLAUNCH)
            stored = await sessions.next(SESSION, 2, AWAITED)

        assert list(range(1, 21)) == positions(stored)
        assert 20 == len({question.slot for question in stored.questions})

    async def test_an_explanation_that_hangs_is_waited_for_a_moment(
        self,
        hurried: Opened,
        short: SessionRecord,
        gat: Blueprint,
        serve: Callable[[Options], Simulator],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """S7: the batch is shown without it; completing the session asks for it."""
        sums = replace(short, plan=with_free_choices(short.plan))
        inside = len(long_winded([{"variant": 1}], []).text) - 200
        fault = parse_fault(f"stall@3:after-characters={inside}")
        simulator = serve(Options(compose=long_winded, faults=[fault]))
        monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)

        async with asyncio.timeout(30), hurried() as sessions:
            stored = await sessions.start(sums, gat, AWAITED, 0)
            lacking = [question for question in stored.questions if not question.explanation]
            completed = await sessions.complete(SESSION, PREGENERATION)

        assert [1, 2, 3, 4, 5] == positions(stored)
        assert 1 == len(lacking)
        assert not completed.has_gaps

    async def test_a_needed_question_is_waited_for(
        self,
        hurried: Opened,
        short: SessionRecord,
        gat: Blueprint,
        claude: Simulator,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Without over-launch every slot is needed: it is asked for again after its silence."""
        monkeypatch.setenv("EXAM_SILENCE_SECONDS", "2")
        claude.script([parse_fault("stall@3:after-characters=5")])

        async with hurried() as sessions:
            stored = await sessions.start(short, gat, AWAITED, 0)

        assert [1, 2, 3, 4, 5] == positions(stored)
        assert 6 == calls(claude)


class TestHints:
    """L15: what a person reads when questions are missing is about the cause."""

    @pytest.mark.parametrize(
        ("fault", "hint"),
        [
            ("rate-limit:retry-after=25", "wait of 25 s"),
            ("refusal", "reword the blueprint's prompt"),
            ("max-tokens:after-characters=0", "another EXAM_MODEL may be briefer"),
            ("figure", "try again, or set EXAM_MODEL to another model"),
            ("overloaded", "try again"),
        ],
    )
    async def test_nothing_stored(
        self,
        opened: Opened,
        short: SessionRecord,
        gat: Blueprint,
        claude: Simulator,
        fault: str,
        hint: str,
    ) -> None:
        """What helps against it."""
        claude.script([parse_fault(fault)])

        async with opened() as sessions:
            with pytest.raises(ExamError, match="nothing was stored") as caught:
                await sessions.start(short, gat, AWAITED, 0)

        assert hint in caught.value.hint

    async def test_something_stored(
        self, opened: Opened, short: SessionRecord, gat: Blueprint, claude: Simulator
    ) -> None:
        """First the remedy, then the command that goes on."""
        claude.script([parse_fault("refusal@3-")])

        async with opened() as sessions:
            with pytest.raises(GenerationFailed) as caught:
                await sessions.start(short, gat, AWAITED, 0)

        assert f"; then `examcli resume {SESSION} --complete` goes on" in caught.value.hint


async def test_a_wait_is_shown_to_the_person(
    store: Store, short: SessionRecord, gat: Blueprint, claude: Simulator
) -> None:
    """S6: nobody waits for `--complete`, so it waits for the provider, and says for how long."""
    claude.script([parse_fault("rate-limit@1:retry-after=25")])
    seconds = 0.0

    async def sleep(pause: float) -> None:
        nonlocal seconds
        await no_pause(pause)
        seconds += pause

    clock, err = Clock(monotonic=lambda: seconds, sleep=sleep), io.StringIO()
    quiet = Quiet(screen(io.StringIO(), err, "en"), gat)

    async with Sessions(store, AppContext(clock=clock).engines.choose(), clock, quiet) as sessions:
        await sessions.start(short, gat, PREGENERATION, 0)

    assert "waiting (claude asks to wait 25 s)" in err.getvalue()
    assert 25 <= seconds <= 55


class TestCacheLifetime:
    """Which lifetime is asked for, and when an entry is believed to be there."""

    async def test_each_way_of_generating_asks_for_its_own_lifetime(
        self, opened: Opened, short: SessionRecord, gat: Blueprint, claude: Simulator
    ) -> None:
        """An hour while a student works, five minutes for what is written in one go."""
        async with opened() as sessions:
            await sessions.start(short, gat, AWAITED, 0)
            first = lifetimes(claude)
            await sessions.next(SESSION, 2, PREFETCH)
            second = lifetimes(claude)[len(first) :]
            await sessions.complete(SESSION, PREGENERATION)
            third = lifetimes(claude)[len(first) + len(second) :]

        assert ["1h"] == [ttl for ttl in first if ttl]
        assert ["1h"] == second
        assert ["5m"] == third

    @pytest.mark.parametrize(
        ("ttl", "seconds", "is_there"),
        [
            ("5m", 0, True),
            ("5m", 279, True),
            ("5m", 280, False),
            ("5m", 300, False),
            ("1h", 300, True),
            ("1h", 3579, True),
            ("1h", 3580, False),
            ("1h", 86_400, False),
        ],
    )
    def test_an_entry_is_warm_for_its_lifetime_less_a_margin(
        self, ttl: str, seconds: int, is_there: bool
    ) -> None:
        """A request that is sent in the last seconds may arrive too late."""
        used_at = datetime(2026, 1, 1, tzinfo=UTC)

        assert is_there == is_warm(used_at, ttl, used_at + timedelta(seconds=seconds))

    async def test_another_model_has_a_cache_of_its_own(
        self,
        opened: Opened,
        short: SessionRecord,
        gat: Blueprint,
        claude: Simulator,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """What one has read helps the other nothing: its first call is a cold one again."""
        monkeypatch.setenv("EXAM_MODEL", "claude-sonnet-4-6")
        async with opened() as sessions:
            await sessions.start(short, gat, AWAITED, 0)
        monkeypatch.setenv("EXAM_MODEL", "claude-sonnet-5-5")
        before = len(lifetimes(claude))

        async with opened() as sessions:
            await sessions.next(SESSION, 2, AWAITED)

        assert ["", "", "", "", "1h"] == sorted(lifetimes(claude)[before:])


def lifetimes(simulator: Simulator) -> list[str]:
    """The lifetime that each request asked for, "" where it had no breakpoint."""
    systems = [received.body["system"] for received in simulator.received]
    blocks = [system[0] for system in systems if isinstance(system, list)]
    return [block.get("cache_control", {}).get("ttl", "") for block in blocks]


def with_free_choices(plan: Plan) -> Plan:
    """The plan without kinds that have choices of their own."""
    labels = [replace(slot.labels, kind="multiple-choice") for slot in plan.slots]
    slots = zip(plan.slots, labels, strict=True)
    return replace(plan, slots=tuple(replace(slot, labels=label) for slot, label in slots))


@dataclass(frozen=True)
class Written:
    """An answer as the simulator wants it."""

    text: str
    shortfall: str = ""


def long_winded(slots: Sequence[Mapping[str, Any]], _avoid: Sequence[str], *_: object) -> Written:
    """A plain sum for every slot, and an explanation that is longer than all of it."""
    questions = [
        {
            "rests_on": 0,
            "stem": f"ما ناتج {slot['variant']} + 1؟",
            "figure": None,
            "check": f"{slot['variant']} + 1",
            "key": str(int(slot["variant"]) + 1),
            **{f"distractor_{wrong}": str(int(slot["variant"]) + 1 + wrong) for wrong in (1, 2, 3)},
            "explanation": "نجمع العددين واحدًا بعد الآخر. " * 20,
        }
        for slot in slots
    ]
    answer = {"passage": "", "questions": questions}
    return Written(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))


TEXTS = ("أول", "ثان", "ثالث", "رابع")


def fond_of_one_text(
    slots: Sequence[Mapping[str, Any]], avoid: Sequence[str], *_: object
) -> Written:
    """Sums about one text, about another one for each that is to be avoided."""
    answer = json.loads(long_winded(slots, avoid).text)
    answer["passage"] = f"نص {TEXTS[len(avoid)]}."
    return Written(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))


@pytest.mark.parametrize(
    ("sections", "launched"),
    [(("quant", "quant"), 14), (("quant", "verbal"), 10), (("quant",), 10)],
    ids=["one-section", "a-border", "one-batch"],
)
def test_the_overlaunch_never_crosses_the_border_of_a_section(
    new: SessionRecord, sections: tuple[str, ...], launched: int
) -> None:
    """Only questions of one section can take each other's places."""
    batches = tuple(
        Batch(index, section, 1 + 10 * (index - 1), 10) for index, section in enumerate(sections, 1)
    )
    plan = replace(new.plan, slots=new.plan.slots[: 10 * len(batches)], batches=batches)

    assert launched == launched_at_once(plan, OVERLAUNCH)


async def test_a_lease_is_renewed_as_long_as_somebody_writes(
    home: Path, observer: Observer, short: SessionRecord, gat: Blueprint, claude: Simulator
) -> None:
    """After twice its lifetime another process still does not get it."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    has_moved = asyncio.Event()

    async def sleep(seconds: float) -> None:
        nonlocal moment
        await asyncio.sleep(0)
        if moment - datetime(2026, 1, 1, tzinfo=UTC) > 2 * timedelta(seconds=LEASE_SECONDS):
            has_moved.set()
            await asyncio.Event().wait()
        moment += timedelta(seconds=seconds)

    clock = Clock(now=lambda: moment, sleep=sleep)
    with (
        Store.open(home / "exams.db", clock) as mine,
        Store.open(home / "exams.db", clock) as other,
    ):
        async with Sessions(
            mine, AppContext().engines.choose(), Clock(sleep=no_pause), observer
        ) as sessions:
            await sessions.start(short, gat, AWAITED, 0)
        async with Sessions(mine, AppContext().engines.choose(), clock, observer) as sessions:
            with sessions.leased(SESSION) as intake:
                async with sessions.lease_kept(intake):
                    await has_moved.wait()
                    was_taken = other.take_lease(SESSION)

    assert claude.received
    assert not was_taken


@pytest.fixture
async def started(opened: Opened, short: SessionRecord, gat: Blueprint) -> StoredSession:
    """A session whose first batch is stored."""
    async with opened() as sessions:
        return await sessions.start(short, gat, AWAITED, 0)


class Late(Store):
    """A store whose lease is taken just after another process has come and gone."""

    faster: Callable[[], object]

    def take_lease(self, session_id: str) -> bool:
        self.faster()
        return super().take_lease(session_id)


class TestNext:
    async def test_batches_come_in_order(self, opened: Opened, started: StoredSession) -> None:
        """Each call adds exactly the next batch, the short last one too; then nothing."""
        sizes = [len(started.questions)]

        async with opened() as sessions:
            for _ in range(3):
                stored = await sessions.next(SESSION, None, PREFETCH)
                sizes.append(len(stored.questions))

        assert [5, 10, 12, 12] == sizes
        assert list(range(1, 13)) == positions(stored)
        assert stored.next_batch is None

    async def test_a_stored_batch_costs_nothing(
        self, opened: Opened, started: StoredSession, claude: Simulator
    ) -> None:
        """Asking for it again gives the same questions without a call."""
        before = calls(claude)

        async with opened() as sessions:
            again = await sessions.next(SESSION, 1, AWAITED)

        assert started.questions == again.questions
        assert before == calls(claude)

    async def test_a_lost_response_is_repeated(
        self, opened: Opened, started: StoredSession, claude: Simulator
    ) -> None:
        """Whoever did not hear that batch 2 is there asks again and gets the very same one."""
        assert 1 == started.complete_batches
        async with opened() as sessions:
            lost = await sessions.next(SESSION, 2, AWAITED)
        before = calls(claude)

        async with opened() as sessions:
            repeated = await sessions.next(SESSION, 2, AWAITED)

        assert lost.questions == repeated.questions
        assert before == calls(claude)

    @pytest.mark.parametrize("index", [-1, 0, 3, 4, 99])
    async def test_a_wrong_index_is_refused_and_the_right_one_named(
        self, opened: Opened, started: StoredSession, claude: Simulator, store: Store, index: int
    ) -> None:
        """Batches cannot be skipped; a refusal costs nothing."""
        before = calls(claude)

        async with opened() as sessions:
            with pytest.raises(BatchIndexInvalid, match="the next batch is 2"):
                await sessions.next(SESSION, index, AWAITED)

        assert before == calls(claude)
        assert started == load(store, SESSION)

    async def test_an_index_beyond_the_last_is_refused_when_all_is_stored(
        self, opened: Opened, started: StoredSession
    ) -> None:
        """The message says that nothing is left."""
        async with opened() as sessions:
            done = await sessions.complete(SESSION, PREGENERATION)

            with pytest.raises(BatchIndexInvalid, match="all 3 are stored"):
                await sessions.next(SESSION, 4, AWAITED)
        assert started.questions == done.questions[:5]

    @pytest.mark.usefixtures("started")
    async def test_another_process_may_have_generated_meanwhile(
        self, opened: Opened, claude: Simulator
    ) -> None:
        """A caller with an old idea of the session gets what is stored, and goes on from there."""
        async with opened() as mine, opened() as theirs:
            second = await theirs.next(SESSION, 2, AWAITED)
            before = calls(claude)
            resynced = await mine.next(SESSION, 2, AWAITED)
            unchanged = calls(claude)
            third = await mine.next(SESSION, None, AWAITED)

        assert second.questions == resynced.questions == third.questions[:10]
        assert before == unchanged
        assert 12 == len(third.questions)

    @pytest.mark.usefixtures("started", "opened")
    async def test_another_process_may_be_faster_by_a_moment(
        self, claude: Simulator, spawn: Spawn, home: Path, observer: Observer
    ) -> None:
        """What the lease was wanted for is looked at again under it: nothing is done twice."""
        with Late.open(home / "exams.db", Clock()) as late:
            late.faster = lambda: spawn("next", SESSION).wait()
            engine = AppContext().engines.choose()
            async with Sessions(late, engine, Clock(), observer) as sessions:
                stored = await sessions.next(SESSION, 2, AWAITED)

            assert [1, 2, 3, 4, 5] == [q.position - 5 for q in stored.questions[5:]]
            assert 10 == calls(claude)
            assert not late.session(SESSION).generation_in_progress

    @pytest.mark.usefixtures("started")
    async def test_while_one_generates_another_is_told_so(
        self, opened: Opened, store: Store, claude: Simulator
    ) -> None:
        """A held lease refuses the second caller at once, without a call."""
        store.take_lease(SESSION)
        before = calls(claude)

        async with opened() as sessions:
            with pytest.raises(GenerationInProgress):
                await sessions.next(SESSION, 2, AWAITED)
            with pytest.raises(GenerationInProgress):
                await sessions.complete(SESSION, PREGENERATION)

        assert before == calls(claude)
        assert store.session(SESSION).generation_in_progress

    @pytest.mark.usefixtures("started")
    async def test_of_two_callers_at_once_one_generates(
        self, opened: Opened, claude: Simulator
    ) -> None:
        """The other one fails, or waits if it wants to; five questions are asked for once."""
        before = calls(claude)

        async with opened() as mine, opened() as theirs:
            both = await asyncio.gather(
                mine.next(SESSION, 2, AWAITED),
                theirs.next(SESSION, 2, AWAITED),
                return_exceptions=True,
            )

        assert {StoredSession, GenerationInProgress} == {type(outcome) for outcome in both}
        assert 5 == calls(claude) - before

    async def test_an_unknown_session_is_named(self, opened: Opened) -> None:
        """Nothing is generated for it."""
        async with opened() as sessions:
            with pytest.raises(SessionNotFound, match="exam-none"):
                await sessions.next("exam-none", None, AWAITED)

    @pytest.mark.usefixtures("started")
    async def test_a_failed_batch_gives_the_lease_back(
        self, opened: Opened, store: Store, claude: Simulator
    ) -> None:
        """After a failure the next call can start at once, and asks for the same batch."""
        claude.script([parse_fault("overloaded")])
        async with opened() as sessions:
            with pytest.raises(GenerationUnavailable, match="batch 2 lacks 5 of 5"):
                await sessions.next(SESSION, None, AWAITED)
        claude.script([])

        assert not store.session(SESSION).generation_in_progress
        async with opened() as sessions:
            assert 10 == len((await sessions.next(SESSION, 2, AWAITED)).questions)

    async def test_questions_about_one_thing_are_told_what_was_asked(
        self, opened: Opened, started: StoredSession, claude: Simulator
    ) -> None:
        """The suffix of a later batch carries the content of earlier questions, never ids."""
        async with opened() as sessions:
            await sessions.complete(SESSION, PREGENERATION)

        later = [str(r.body["messages"]) for r in claude.received[5:]]
        assert not any(question.id in text for text in later for question in started.questions)
        assert all(SECRET not in text for text in later)


class TestComplete:
    async def test_whatever_is_missing_is_generated(
        self, opened: Opened, started: StoredSession
    ) -> None:
        """All batches, all explanations; what was there stays as it was."""
        async with opened() as sessions:
            stored = await sessions.complete(SESSION, PREGENERATION)

        assert list(range(1, 13)) == positions(stored)
        assert started.questions == stored.questions[:5]
        assert not stored.has_gaps
        assert 3 == stored.record.generated_batches

    @pytest.mark.usefixtures("started")
    async def test_completing_twice_costs_nothing(self, opened: Opened, claude: Simulator) -> None:
        """The second time there is nothing to do."""
        async with opened() as sessions:
            await sessions.complete(SESSION, PREGENERATION)
            before = calls(claude)
            await sessions.complete(SESSION, PREGENERATION)

        assert before == calls(claude)

    async def test_a_missing_explanation_is_written_afterwards(
        self, opened: Opened, short: SessionRecord, gat: Blueprint, claude: Simulator
    ) -> None:
        """A question whose stream broke before its explanation stays, and gets it later."""
        claude.script([parse_fault("letter-explanation")])
        async with opened() as sessions:
            lacking = await sessions.start(short, gat, AWAITED, 0)
            claude.script([])
            completed = await sessions.complete(SESSION, PREGENERATION)

        assert not any(question.explanation for question in lacking.questions)
        assert all(question.explanation for question in completed.questions)
        assert [q.stem for q in lacking.questions] == [q.stem for q in completed.questions[:5]]

    async def test_explanations_that_nobody_can_write_are_no_bad_answers(
        self, opened: Opened, short: SessionRecord, gat: Blueprint, claude: Simulator
    ) -> None:
        """With every question stored and the server down, it is the server that is told of."""
        claude.script([parse_fault("letter-explanation")])
        async with opened() as sessions:
            await sessions.start(short, gat, AWAITED, 0)
            await sessions.next(SESSION, 2, AWAITED)
            await sessions.next(SESSION, 3, AWAITED)
            claude.script([parse_fault("spend-limit")])
            with pytest.raises(GenerationUnavailable, match="without an explanation") as caught:
                await sessions.complete(SESSION, PREGENERATION)

        assert caught.value.hint.endswith("asks for them again")
        assert caught.value.causes


class TestFanOut:
    """A whole exam is one fan-out: all that is missing is under way at once."""

    async def test_all_calls_are_under_way_at_once(
        self,
        store: Store,
        observer: Observer,
        new: SessionRecord,
        gat: Blueprint,
        serve: Callable[[Options], Simulator],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """After the pilot, which all others read the prefix of; no more calls than shards."""
        simulator = serve(Options(profile="sonnet-4.5", speed=20))
        monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
        clock = Clock(sleep=no_pause)

        engine = AppContext(clock=clock).engines.choose()
        async with Sessions(store, engine, clock, observer) as sessions:
            gaps = StoredSession(new, ()).gaps
            await sessions.write(new, gat, PREGENERATION)

        made = sessions.stats.calls
        read = [call.usage.cache_read > 0 for call in made]
        slowest = max(call.total_seconds for call in made)
        assert len(shards(gaps, PREGENERATION.shard_size)) == len(made)
        assert len(made) - 1 == sum(read)
        assert sum(call.total_seconds for call in made) > 5 * slowest

    async def test_batches_are_counted_from_the_front(
        self, opened: Opened, new: SessionRecord, gat: Blueprint, observer: Observer, store: Store
    ) -> None:
        """Whatever arrives first: each is told of once, in order, and places are the plan's."""
        async with opened() as sessions:
            stored = await sessions.write(new, gat, PREGENERATION)

        told = [line for line in observer.said if line.startswith("batch")]
        assert [f"batch {index}" for index in range(1, 11)] == told
        assert all(question.position == question.slot for question in stored.questions)
        assert 10 == store.session(SESSION).generated_batches
        assert not stored.has_gaps

    async def test_a_batch_is_counted_while_others_are_being_written(
        self, opened: Opened, new: SessionRecord, gat: Blueprint, observer: Observer, store: Store
    ) -> None:
        """Who reads the session meanwhile sees how far it is."""
        counted: list[int] = []

        def look(session_id: str) -> None:
            counted.append(store.session(session_id).generated_batches)

        observer.look = look
        async with opened() as sessions:
            await sessions.write(new, gat, PREGENERATION)

        assert counted == sorted(counted)
        assert 0 not in counted

    async def test_only_what_is_missing_is_asked_for(
        self, opened: Opened, new: SessionRecord, gat: Blueprint, claude: Simulator
    ) -> None:
        """What a failed run has stored stays where it is; the rest is asked for once."""
        claude.script([parse_fault("spend-limit@6-")])
        async with opened() as sessions:
            with pytest.raises(GenerationUnavailable):
                await sessions.write(new, gat, PREGENERATION)
            claude.script([])
        async with opened() as sessions:
            before = load(sessions.store, SESSION)
            missing = 96 - len(before.questions)
            stored = await sessions.complete(SESSION, PREGENERATION)

        asked = sum(len(call.request.shard.split("+")) for call in sessions.stats.calls)
        assert 0 < missing == asked
        assert set(before.questions) <= set(stored.questions)
        assert 96 == len({question.fingerprint for question in stored.questions})

    async def test_after_an_overlaunch_every_question_finds_a_place(
        self,
        opened: Opened,
        new: SessionRecord,
        gat: Blueprint,
        claude: Simulator,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A slot whose place another one has takes the place that nobody wants any more."""
        monkeypatch.setenv("EXAM_SILENCE_SECONDS", "1.5")
        claude.script([parse_fault("stall@3:after-characters=5")])

        async with opened() as sessions:
            started = await sessions.start(new, gat, AWAITED, OVERLAUNCH)
            stored = await sessions.complete(SESSION, PREGENERATION)

        assert list(range(1, 97)) == positions(stored)
        assert list(range(1, 97)) == sorted(question.slot for question in stored.questions)
        assert started.questions == stored.questions[:14]

    async def test_reading_sets_have_passages_of_their_own(
        self,
        opened: Opened,
        gat: Blueprint,
        serve: Callable[[Options], Simulator],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Though they are written at once: whoever comes later is told of the first."""
        simulator = serve(Options(compose=fond_of_one_text))
        monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
        wish = PracticeWish("verbal", "reading-comprehension", None, batch_size=5, total=15)
        reading = record(gat, with_free_choices(plan_practice(gat, wish, 1)))

        async with opened() as sessions:
            stored = await sessions.write(reading, gat, PREGENERATION)

        texts = {q.passage.id: q.passage.text for q in stored.questions if q.passage}
        assert 3 == len(texts) == len(set(texts.values()))

    def test_what_could_repeat_each_other_shares_a_call(self, new: SessionRecord) -> None:
        """Questions of one subtopic stand together, so at most one call in six tears them apart."""
        gaps = StoredSession(new, ()).gaps
        asked = [
            {(order.slot.labels.topic, order.slot.labels.subtopic) for order in shard}
            for shard in shards(gaps, PREGENERATION.shard_size)
            if not shard[0].slot.passage
        ]
        places = Counter(subtopic for each in asked for subtopic in each)

        assert max(places.values()) <= 2
        assert {order.slot for order in gaps} == set(new.plan.slots)


@dataclass
class Passing:
    """A clock that moves only when somebody sleeps."""

    at: datetime = BEGINNING

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.at, sleep=self.sleep)


@contextmanager
def afar(path: Path, clock: Clock, host: str) -> Iterator[Store]:
    """A database as a process on another machine sees it."""
    with Store(Database(sqlite3.connect(path)), path, clock, f"{host}/1/0.00") as store:
        yield store


async def test_the_lease_is_renewed_while_something_is_generated(
    store: Store, home: Path, short: SessionRecord, gat: Blueprint, observer: Observer
) -> None:
    """However long it takes: nobody on another machine takes the session over meanwhile."""
    time, path = Passing(), home / "exams.db"
    first = Question("quant_1_01", 1, 1, short.plan.slots[0].labels, "٣ + ٤ = ؟", ("٧", "٨"), 0)
    store.create(short, gat, first)
    store.release_lease(SESSION)
    with afar(path, time.clock, "ours") as ours, afar(path, time.clock, "rival") as rival:
        sessions = Sessions(ours, AppContext().engines.choose(), time.clock, observer)
        with sessions.leased(SESSION) as intake:
            async with sessions.lease_kept(intake):
                taken = set()
                while time.at < BEGINNING + timedelta(seconds=10 * LEASE_SECONDS):
                    await asyncio.sleep(0)
                    taken.add(rival.take_lease(SESSION))

    assert {False} == taken


class TestWhenFree:
    async def test_a_held_lease_is_asked_for_again_with_growing_pauses(self) -> None:
        """A quarter of a second at first, four seconds at most."""
        pauses: list[float] = []
        refusals = iter(range(7))

        async def sleep(seconds: float) -> None:
            pauses.append(seconds)

        async def work() -> StoredSession:
            if next(refusals, None) is not None:
                raise GenerationInProgress("busy")
            raise SessionNotFound("done")

        with pytest.raises(SessionNotFound):
            await when_free(work, Clock(sleep=sleep))
        assert [0.25, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0] == pauses


@pytest.mark.parametrize(
    ("size", "threshold", "due_at"),
    [
        (10, 0.7, 7),
        (9, 0.7, 7),
        (7, 0.7, 5),
        (5, 0.7, 4),
        (1, 0.7, 1),
        (10, 0.1, 1),
        (10, 0.5, 5),
        (9, 0.5, 5),
        (10, 0.3, 3),
        (10, 0.6, 6),
        (10, 1.0, 10),
        (7, 1.0, 7),
        (10, 0.0001, 1),
    ],
)
def test_the_prefetch_is_due_at_the_share_of_the_real_batch(
    size: int, threshold: float, due_at: int
) -> None:
    """Rounded up, counted from the batch's own first question: true for every size of batch."""
    batch = Batch(index=3, section="verbal", first=21, size=size)

    due = [p - 20 for p in batch.positions if batch.is_prefetch_due(p, threshold)]

    assert list(range(due_at, size + 1)) == due


@pytest.mark.parametrize(("index", "stored"), [(None, False), (1, True), (2, False)])
def test_a_batch_is_stored_or_the_next(new: SessionRecord, index: int | None, stored: bool) -> None:
    """With one complete batch the first is stored, the second is the next one."""
    slots = new.plan.slots[:10]
    questions = tuple(
        Question(f"q{s.number}", s.number, s.number, s.labels, "س", ("1", "2", "3", "4"), 0)
        for s in slots
    )

    assert stored == StoredSession(new, questions).has_batch(index)
