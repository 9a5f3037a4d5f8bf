"""The database: its file, its schema, its errors, the lease, what it refuses to store."""

import json
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from sqlite_utils import Database

from conftest import Run, as_nobody
from examcli.clock import Clock
from examcli.errors import (
    GenerationInProgress,
    SessionNotFound,
    StoreBusy,
    StoreError,
    StoreForeign,
    StoreNewer,
    StoreReadOnly,
)
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Plan, plan_exam
from examcli.exam.question import Passage, Question
from examcli.exam.verification import Verdict, Verification
from examcli.models import Usage
from examcli.store import LEASE_SECONDS, Attempt, RequestRecord, SessionRecord, Store
from examcli.store.accounts import Grouping
from examcli.store.migrations import MIGRATIONS
from examcli.store.process import Owner, Standing, standing

SESSION = "exam-0001"
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
TABLES = {
    "blueprints",
    "exam_sessions",
    "practice_sessions",
    "questions",
    "passages",
    "attempts",
    "requests",
    "provider_events",
}


@dataclass
class Time:
    """A clock that stands still until it is pushed forward."""

    at: datetime = BEGINNING

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.at)


@pytest.fixture
def path(home: Path) -> Path:
    """Where the database is, or will be."""
    return home / "exams.db"


@pytest.fixture
def plan(gat: Blueprint) -> Plan:
    """The plan of the session in these tests."""
    return plan_exam(gat, "scientific", 1)


@pytest.fixture
def record(gat: Blueprint, plan: Plan) -> SessionRecord:
    """A new exam."""
    return SessionRecord(
        id=SESSION,
        kind="exam",
        track="scientific",
        total_questions=plan.total,
        seed=1,
        blueprint=gat.digest,
        plan=plan,
        model="m",
        provider="p",
        created_at=BEGINNING.isoformat(),
        updated_at=BEGINNING.isoformat(),
    )


def question(plan: Plan, position: int) -> Question:
    """A question for a place in the plan; no two are alike."""
    return Question(
        id=f"quant_1_{position:02d}",
        position=position,
        slot=position,
        labels=plan.slots[position - 1].labels,
        stem=f"ما قيمة س إذا كان س + {position} = ١٠٠؟",
        choices=("١", "٢", "٣", "٤"),
        key_index=2,
    )


@pytest.fixture
def exam(store: Store, record: SessionRecord, gat: Blueprint, plan: Plan) -> Store:
    """A store with one session that has one question; this process holds its lease."""
    store.create(record, gat, question(plan, 1))
    return store


@contextmanager
def elsewhere(path: Path, clock: Clock, name: str = "elsewhere") -> Iterator[Store]:
    """The same file as a process on another machine sees it: nobody can tell whether it lives."""
    with Store(Database(sqlite3.connect(path)), path, clock, f"{name}/1/0.00") as other:
        yield other


@pytest.fixture
def other(path: Path) -> Iterator[Store]:
    """A second process with the same file."""
    with elsewhere(path, Clock()) as opened:
        yield opened


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """What a query finds in a file, past the store."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def commits(statements: Sequence[str]) -> list[str]:
    """What each commit among these statements waited for: FULL, the disk; NORMAL, nothing."""
    setting, found = "FULL", []
    for statement in statements:
        if statement.startswith("PRAGMA synchronous = "):
            setting = statement.split(" = ")[1]
        elif statement == "COMMIT":
            found.append(setting)
    return found


def schema(path: Path) -> list[tuple[object, ...]]:
    """All tables and indexes of a file."""
    return rows(path, "SELECT type, name, sql FROM sqlite_master ORDER BY name")


class TestMigrations:
    @pytest.mark.usefixtures("store")
    def test_a_new_file_gets_every_table(self, path: Path) -> None:
        """Opening a path where nothing is makes a complete database, in WAL mode."""
        names = {str(name) for kind, name, _ in schema(path) if kind == "table"}

        assert names >= TABLES
        assert [("wal",)] == rows(path, "PRAGMA journal_mode")

    def test_folders_on_the_way_are_made(self, home: Path) -> None:
        """A database may be put where no folder is yet."""
        path = home / "a" / "b" / "exams.db"

        with Store.open(path, Clock()) as store:
            assert [] == store.sessions()

    @pytest.mark.usefixtures("open_umask")
    def test_what_is_made_is_private(
        self, home: Path, record: SessionRecord, gat: Blueprint, plan: Plan
    ) -> None:
        """M5: file, log, index and every new folder are this person's alone, whatever the umask."""
        path = home / "a" / "b" / "exams.db"

        with Store.open(path, Clock()) as store:
            store.create(record, gat, question(plan, 1))
            modes = {
                file.name: oct(file.stat().st_mode & 0o777) for file in (home / "a").rglob("*")
            }

        assert "0o700" == oct((home / "a").stat().st_mode & 0o777)
        files = {"exams.db", "exams.db-wal", "exams.db-shm"}
        assert {"b": "0o700", **dict.fromkeys(files, "0o600")} == modes

    @pytest.mark.usefixtures("open_umask")
    def test_what_is_there_keeps_its_mode(self, home: Path) -> None:
        """M5: a database that somebody has shared stays shared, its log too."""
        path = home / "exams.db"
        path.touch()
        path.chmod(0o664)
        home.chmod(0o775)

        with Store.open(path, Clock()) as store:
            store.add_event("", "p", "retry", "")
            modes = {oct(file.stat().st_mode & 0o777) for file in home.iterdir()}

        assert ("0o775", {"0o664"}) == (oct(home.stat().st_mode & 0o777), modes)

    def test_an_empty_file_is_as_good_as_none(self, path: Path, home: Path) -> None:
        """A file of no bytes becomes a complete database."""
        path.touch()

        with Store.open(path, Clock()) as store:
            assert [] == store.sessions()
        with Store.open(home / "other.db", Clock()):
            assert schema(home / "other.db") == schema(path)

    @pytest.mark.usefixtures("exam")
    def test_opening_again_changes_nothing(self, path: Path) -> None:
        """An up-to-date file is left as it is, and keeps its sessions."""
        before = schema(path)

        with Store.open(path, Clock()) as again:
            assert [SESSION] == [record.id for record in again.sessions()]
        assert before == schema(path)

    def test_eight_processes_may_open_a_new_file_at_once(self, path: Path) -> None:
        """None fails, and the schema is made once."""
        program = (
            "import sys; from pathlib import Path; from examcli.clock import Clock\n"
            "from examcli.store import Store\n"
            "sys.stdin.readline()\n"
            "Store.open(Path(sys.argv[1]), Clock()).close()\n"
        )
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(path)],
                stdin=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(8)
        ]

        complaints = [process.communicate("go\n")[1] for process in processes]

        assert [""] * 8 == complaints
        applied = rows(path, "SELECT name, count(*) FROM _sqlite_migrations GROUP BY name")
        assert {1} == {times for _, times in applied}

    @pytest.mark.usefixtures("store")
    @pytest.mark.parametrize(
        ("name", "condition"),
        [
            ("idx_exam_sessions_pending", "status = 'in_progress'"),
            ("idx_exam_sessions_generating", "generation_in_progress = 1"),
        ],
    )
    def test_the_partial_indexes_exist(self, path: Path, name: str, condition: str) -> None:
        """Unfinished sessions and held leases are found without reading every row."""
        found = {str(name): str(sql) for kind, name, sql in schema(path) if kind == "index"}

        assert found[name].endswith(f"WHERE {condition}")

    @pytest.mark.usefixtures("store")
    def test_there_is_no_index_that_finds_nothing(self, path: Path) -> None:
        """Each is asked for by the mission, forbids something twice, or is what a query goes by."""
        found = {str(name) for kind, name, sql in schema(path) if kind == "index" and sql}

        assert found == {
            "idx__sqlite_migrations_migration_set_name",
            "idx_batch_requests_session_id",
            "idx_exam_sessions_pending",
            "idx_exam_sessions_generating",
            "idx_questions_session_id_slot",
            "idx_questions_session_id_id",
            "idx_questions_session_id_fingerprint",
            "idx_questions_pool_fingerprint",
            "idx_questions_passages",
            "idx_questions_pool_topic_subtopic_created_at",
            "idx_run_exams_session_id",
            "idx_runs_asked",
            "idx_requests_session_id",
            "idx_attempts_session_id_position",
            "idx_requests_prefix_started_at",
            "idx_verifications_session_id_position",
        }


def test_a_database_from_before_lists_and_adds_up_as_it_did(
    path: Path, gat: Blueprint, plan: Plan
) -> None:
    """The number of batches is filled in; sums over the requests of that time stay the same."""
    with closing(sqlite3.connect(path)) as connection, connection:
        older = Database(connection)
        MIGRATIONS.apply(older, stop_before="m006_total_batches")
        document = gat.model_dump_json()
        older.table("blueprints").insert({"digest": "d", "name": "gat", "document": document})
        session = {"status": "in_progress", "seed": 1, "blueprint": "d", "total_questions": 96}
        times = {"created_at": BEGINNING.isoformat(), "updated_at": BEGINNING.isoformat()}
        for name, stored in (("exam-1", plan.as_json()), ("exam-2", "{damaged")):
            row = {**session, **times, "id": name, "plan": stored, "position": 1}
            older.table("exam_sessions").insert({**row, "model": "m", "provider": "claude"})
        for number, error in enumerate(("", "abandoned", "Throttled"), 1):
            older.table("requests").insert(earlier_request(number, error))

    with Store.open(path, Clock()) as store:
        batches = {session.id: session.total_batches for session in store.sessions()}
        total = store.accounts(Grouping.SESSION).total

    assert {"exam-1": len(plan.batches), "exam-2": 0} == batches
    assert (3, 2, 0, 0) == (total.requests, total.failed, total.in_flight, total.unpriced)
    assert Usage(6, 60, 600, 6_000, 60_000) == total.usage
    assert (0.75, 1.5) == (total.cost_usd, total.cost_without_cache_usd)


def earlier_request(number: int, error: str) -> dict[str, object]:
    """The row of a request as it was written before requests were recorded when they are sent."""
    return {
        "session_id": "exam-1",
        "shard": str(number),
        "provider": "claude",
        "model": "m",
        "prefix": "p",
        "cache_ttl": "1h",
        "started_at": BEGINNING.isoformat(),
        "cache_miss_reason": "",
        "input_tokens": number,
        "cache_write_5m_tokens": 10 * number,
        "cache_write_1h_tokens": 100 * number,
        "cache_read_tokens": 1_000 * number,
        "output_tokens": 10_000 * number,
        "cost_usd": 0.125 * number,
        "cost_without_cache_usd": 0.25 * number,
        "reported_cost_usd": None,
        "first_token_seconds": 0.5,
        "total_seconds": 1.0,
        "stop_reason": "" if error else "end_turn",
        "error": error,
    }


class TestFile:
    def test_a_text_file_is_refused_and_left_alone(self, path: Path) -> None:
        """What is not SQLite is said to be foreign; not a byte of it changes."""
        path.write_text("my shopping list\n" * 400)
        before = path.read_bytes()

        with pytest.raises(StoreForeign, match="is not an SQLite database"):
            Store.open(path, Clock())
        assert before == path.read_bytes()

    def test_the_file_of_another_program_is_refused_and_left_alone(self, path: Path) -> None:
        """SQLite, but not ours: it keeps its content, byte for byte."""
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
            connection.commit()
        before = path.read_bytes()

        with pytest.raises(StoreForeign, match="belongs to another program"):
            Store.open(path, Clock())
        assert before == path.read_bytes()

    @pytest.mark.usefixtures("exam")
    def test_a_newer_schema_is_refused(self, path: Path) -> None:
        """An older examcli must not touch what it does not understand."""
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
                "VALUES ('examcli', 'm999_future', '2030-01-01')"
            )
            connection.commit()

        with pytest.raises(StoreNewer) as caught:
            Store.open(path, Clock())
        assert "upgrade examcli" == caught.value.hint

    def test_a_damaged_file_is_named_as_such(
        self, path: Path, record: SessionRecord, gat: Blueprint, plan: Plan
    ) -> None:
        """A file whose pages were overwritten is not taken for an empty one."""
        with Store.open(path, Clock()) as store:
            store.create(record, gat, question(plan, 1))
        content = path.read_bytes()
        path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))

        with pytest.raises(StoreForeign, match="is damaged"):
            Store.open(path, Clock())

    def test_a_path_below_a_file_cannot_be_created(self, home: Path) -> None:
        """A file is no folder; the message says that the database cannot be made there."""
        (home / "notes.txt").touch()

        with pytest.raises(StoreReadOnly, match="cannot create"):
            Store.open(home / "notes.txt" / "exams.db", Clock())

    def test_a_folder_is_not_a_database(self, home: Path) -> None:
        """The path of a folder is refused in one line."""
        with pytest.raises(StoreReadOnly, match="cannot be opened or created"):
            Store.open(home, Clock())

    def test_a_read_only_file_is_refused(self, readable: Path) -> None:
        """Whoever may only read the file is told so before anything is paid for."""
        with as_nobody(), pytest.raises(StoreReadOnly, match="cannot be written"):
            Store.open(readable, Clock())

    def test_a_read_only_file_is_refused_even_where_others_can_be_made(
        self, readable: Path
    ) -> None:
        """The folder being open does not help: the first question could not be stored."""
        readable.parent.chmod(0o777)

        with as_nobody(), pytest.raises(StoreReadOnly, match="cannot be written"):
            Store.open(readable, Clock())

    def test_a_read_only_folder_is_refused(self, readable: Path) -> None:
        """No new file can be made there."""
        with (
            as_nobody(),
            pytest.raises(StoreReadOnly, match=r"cannot create .*: permission denied"),
        ):
            Store.open(readable.with_name("new.db"), Clock())

    @pytest.mark.usefixtures("exam")
    def test_a_file_that_another_program_keeps_locked_is_busy(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After waiting for its turn a writer gives up and says why."""
        monkeypatch.setattr("examcli.store.file.BUSY_SECONDS", 0.01)
        with (
            closing(sqlite3.connect(path)) as blocker,
            Store.open(path, Clock()) as waiting,
        ):
            blocker.execute("BEGIN IMMEDIATE")

            with pytest.raises(StoreBusy, match="locked by another program"):
                waiting.move_to(SESSION, 2, 0.0)

    def test_a_full_disk_loses_nothing(self, run: Run) -> None:
        """When no more can be written the command says so; what was stored can be gone on with."""
        before = run("start", "--track", "scientific", "--json").document
        program = (
            "import resource; from examcli.__main__ import main\n"
            f"resource.setrlimit(resource.RLIMIT_FSIZE, (65536, {resource.RLIM_INFINITY}))\n"
            "main()\n"
        )

        full = subprocess.run(
            [sys.executable, "-B", "-c", program, "next", before["id"], "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
        after = run("resume", before["id"], "--json").document
        further = run("next", before["id"], "--json")

        assert 6 == full.returncode
        assert '"STORE_FULL"' in full.stdout
        assert "hint: check the disk, then `resume`" in full.stderr
        assert "Traceback" not in full.stderr
        assert before["questions"] == after["questions"][:10]
        assert 0 == further.code


@pytest.fixture
def open_umask() -> Iterator[None]:
    """A umask that takes no right away."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def readable() -> Iterator[Path]:
    """A database that everybody may read and nobody may change, in a folder of the same kind."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "exams.db"
        Store.open(path, Clock()).close()
        path.chmod(0o444)
        path.parent.chmod(0o555)
        yield path
        path.parent.chmod(0o755)


class TestLease:
    def test_whoever_creates_a_session_holds_its_lease(self, exam: Store, other: Store) -> None:
        """Nobody else can start on a session between its first question and its second."""
        assert exam.session(SESSION).generation_in_progress
        assert not other.take_lease(SESSION)

    def test_a_lease_that_was_given_back_can_be_taken(self, exam: Store, other: Store) -> None:
        """After a release the next caller gets it, and the first no longer."""
        exam.release_lease(SESSION)

        assert other.take_lease(SESSION)
        assert not exam.take_lease(SESSION)

    def test_of_eight_takers_one_gets_it(self, exam: Store, path: Path) -> None:
        """Taking is one compare-and-swap: however close together, there is one winner."""
        exam.release_lease(SESSION)
        barrier = threading.Barrier(8)
        taken: list[bool] = []

        def take(name: str) -> None:
            with elsewhere(path, Clock(), name) as store:
                barrier.wait()
                taken.append(store.take_lease(SESSION))

        threads = [threading.Thread(target=take, args=(f"machine-{n}",)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [False] * 7 + [True] == sorted(taken)

    def test_a_lease_expires(self, exam: Store, path: Path) -> None:
        """Until its last moment it is honoured; then it is anyone's."""
        time = Time()
        exam.release_lease(SESSION)
        with elsewhere(path, time.clock) as holder, elsewhere(path, time.clock, "rival") as rival:
            holder.take_lease(SESSION)

            time.forward(LEASE_SECONDS - 0.001)
            before = rival.take_lease(SESSION)
            time.forward(0.001)
            after = rival.take_lease(SESSION)

        assert (False, True) == (before, after)

    def test_a_renewed_lease_lasts_longer(self, exam: Store, path: Path) -> None:
        """Whoever keeps working keeps it."""
        time = Time()
        exam.release_lease(SESSION)
        with elsewhere(path, time.clock) as holder, elsewhere(path, time.clock, "rival") as rival:
            holder.take_lease(SESSION)
            time.forward(LEASE_SECONDS - 1)

            assert holder.renew_lease(SESSION)
            time.forward(LEASE_SECONDS - 1)
            assert not rival.take_lease(SESSION)

    def test_the_lease_of_a_living_process_is_honoured(self, exam: Store, path: Path) -> None:
        """A process on this machine that still runs keeps it."""
        with child_with_lease(exam, path):
            assert not exam.take_lease(SESSION)

    def test_the_lease_of_a_dead_process_is_taken_over(self, exam: Store, path: Path) -> None:
        """A crash does not lock the session, not even until the lease expires."""
        with child_with_lease(exam, path) as child:
            child.kill()
            child.wait()

            assert exam.take_lease(SESSION)

    def test_a_process_that_nobody_reaped_is_dead_too(self, exam: Store, path: Path) -> None:
        """A zombie will not generate anything any more."""
        with child_with_lease(exam, path) as child:
            child.kill()
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

            assert psutil.STATUS_ZOMBIE == psutil.Process(child.pid).status()
            assert exam.take_lease(SESSION)

    def test_a_reused_process_id_is_not_mistaken_for_the_owner(
        self, exam: Store, path: Path
    ) -> None:
        """The start time tells two processes of one number apart."""
        exam.release_lease(SESSION)
        with owned(path, Clock(), replace(Owner.here(), start="1")) as earlier:
            earlier.take_lease(SESSION)

        assert exam.take_lease(SESSION)

    @pytest.mark.parametrize("ahead_seconds", [1.0, LEASE_SECONDS + 1, 7200.0], ids="S8 {}s".format)
    def test_a_living_process_is_believed_whatever_the_clocks_say(
        self, exam: Store, path: Path, ahead_seconds: float
    ) -> None:
        """S8: the clock has stepped, or that of the other process is wrong: the lease stays."""
        time = Time(datetime.now(UTC))
        time.forward(ahead_seconds)
        with child_with_lease(exam, path), Store.open(path, time.clock) as ahead:
            assert not ahead.take_lease(SESSION)

    def test_a_name_has_nothing_of_the_clock_in_it(self) -> None:
        """S8: the start is counted from the boot, as by the kernel; two names differ by chance."""
        stat = Path("/proc/self/stat").read_text(encoding="utf-8")
        first, second = Owner.here(), Owner.here()

        assert stat.split()[21] == first.start
        assert first != second
        assert replace(first, token="") == replace(second, token="")
        assert first == Owner.named(str(first))

    def test_a_stopped_process_is_overtaken_when_its_lease_expires(
        self, exam: Store, path: Path
    ) -> None:
        """S8: Ctrl-Z does not lock a session for ever; until the expiry it may be continued."""
        time = Time(datetime.now(UTC))
        with child_with_lease(exam, path) as child, Store.open(path, time.clock) as later:
            child.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, child.pid, os.WSTOPPED | os.WNOWAIT)

            before = later.take_lease(SESSION)
            time.forward(3600.0)
            after = later.take_lease(SESSION)

        assert (False, True) == (before, after)

    @pytest.mark.parametrize(
        "name",
        [
            str(replace(Owner.here(), namespace="pid:[1]", pid=1, start="1")),
            str(replace(Owner.here(), boot="another", pid=1, start="1")),
            str(replace(Owner.here(), host="another", pid=1, start="1")),
            str(replace(Owner.here(), start="")),
            f"{socket.gethostname()}/1/1764230000.12",
            "?",
            "",
        ],
        ids=["C2-container", "C2-kernel", "C2-host", "C2-unseen", "0.1.0", "damaged", "none"],
    )
    def test_of_a_process_that_cannot_be_seen_only_the_expiry_is_known(
        self, exam: Store, path: Path, name: str
    ) -> None:
        """C2: its number means nothing here, so neither its life nor its death can be told."""
        time = Time()
        exam.release_lease(SESSION)
        with (
            Store(Database(sqlite3.connect(path)), path, time.clock, name) as holder,
            Store.open(path, time.clock) as rival,
        ):
            holder.take_lease(SESSION)

            time.forward(LEASE_SECONDS - 0.001)
            before, told = rival.take_lease(SESSION), rival.lease_holder(SESSION)
            time.forward(0.001)
            after = rival.take_lease(SESSION)

        assert (False, True) == (before, after)
        assert "another process" == told

    def test_of_two_containers_with_one_host_name_one_gets_the_lease(
        self, exam: Store, path: Path
    ) -> None:
        """C2: both are process 1 of their namespace; neither takes the other for dead."""
        with child_with_lease(exam, path, container()) as first:
            second = taker(path, container())
            told, _ = second.communicate()
            first.kill()
            first.wait()
            afterwards = exam.take_lease(SESSION)

        assert "False" == told.strip()
        assert not afterwards

    def test_the_process_of_another_person_is_seen(self) -> None:
        """S8: two accounts on one machine may share a database."""
        stat = Path("/proc/1/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        first = replace(Owner.here(), pid=1, start=stat[19])

        with as_nobody():
            assert Standing.AT_WORK == standing(str(first))
            assert Standing.GONE == standing(str(replace(first, start="0")))
            assert Standing.GONE == standing(str(replace(first, pid=2**80)))

    def test_a_lease_that_could_not_be_given_back_expires(self, exam: Store, path: Path) -> None:
        """A process that lives on does not lock itself out."""
        time = Time()
        exam.release_lease(SESSION)
        with Store.open(path, time.clock) as holder:
            holder.take_lease(SESSION)
            before = holder.take_lease(SESSION)
            time.forward(LEASE_SECONDS)

            assert (False, True) == (before, holder.take_lease(SESSION))

    @pytest.mark.parametrize(
        "write",
        [
            lambda store, plan: store.add_question(SESSION, question(plan, 2), "p", "m"),
            lambda store, _: store.add_explanation(SESSION, 1, "لأن ١ + ١ = ٢."),
            lambda store, _: store.note_batches(SESSION, 1),
        ],
        ids=["question", "explanation", "batches"],
    )
    def test_whoever_lost_the_lease_cannot_write(
        self, exam: Store, other: Store, plan: Plan, write: Callable[[Store, Plan], None]
    ) -> None:
        """After a takeover the old holder changes nothing."""
        exam.release_lease(SESSION)
        other.take_lease(SESSION)
        before = exam.questions(SESSION)

        with pytest.raises(GenerationInProgress):
            write(exam, plan)
        assert before == exam.questions(SESSION)
        assert 0 == exam.session(SESSION).generated_batches

    def test_whoever_lost_the_lease_cannot_renew_or_release_it(
        self, exam: Store, other: Store
    ) -> None:
        """The late release of an old holder does not free the new holder's lease."""
        exam.release_lease(SESSION)
        other.take_lease(SESSION)

        exam.release_lease(SESSION)

        assert not exam.renew_lease(SESSION)
        assert exam.session(SESSION).generation_in_progress
        assert other.renew_lease(SESSION)


@contextmanager
def owned(path: Path, clock: Clock, owner: Owner) -> Iterator[Store]:
    """The same file as another process of this machine sees it."""
    with Store(Database(sqlite3.connect(path)), path, clock, str(owner)) as store:
        yield store


def container() -> list[str]:
    """What a command begins with to run as process 1 of a PID namespace of its own."""
    alone = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]
    if os.getuid() != 0:
        alone += ["--user", "--map-root-user"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("no PID namespace can be made here")
    return alone


def taker(path: Path, inside: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Another process that tries to take the lease, says whether it could, and lives on."""
    program = (
        "import sys; from pathlib import Path; from examcli.clock import Clock\n"
        "from examcli.store import Store\n"
        "print(Store.open(Path(sys.argv[1]), Clock()).take_lease(sys.argv[2]), flush=True)\n"
        "sys.stdin.read()\n"
    )
    return subprocess.Popen(
        [*inside, sys.executable, "-c", program, str(path), SESSION],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def child_with_lease(
    exam: Store, path: Path, inside: Sequence[str] = ()
) -> Iterator[subprocess.Popen[str]]:
    """Another process that has taken the lease and goes on living."""
    exam.release_lease(SESSION)
    with taker(path, inside) as child:
        try:
            assert child.stdout
            assert "True" == child.stdout.readline().strip()
            yield child
        finally:
            child.kill()


class TestContent:
    def test_a_session_and_its_first_question_are_stored_together_or_not_at_all(
        self, store: Store, path: Path, record: SessionRecord, gat: Blueprint, plan: Plan
    ) -> None:
        """There is never a session without a question."""
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "CREATE TRIGGER no_questions BEFORE INSERT ON questions "
                "BEGIN SELECT RAISE(ABORT, 'no') ; END"
            )

        with pytest.raises(StoreError):
            store.create(record, gat, question(plan, 1))
        assert [] == store.sessions()

    @pytest.mark.parametrize("field", ["position", "slot", "id", "stem"])
    def test_what_must_be_unique_in_a_session_is(self, exam: Store, plan: Plan, field: str) -> None:
        """Position, slot, id and content: a second question with the same one is refused."""
        first, second = question(plan, 1), question(plan, 2)
        twin = replace(second, **{field: getattr(first, field)})

        with pytest.raises(StoreError):
            exam.add_question(SESSION, twin, "p", "m")
        assert [first] == exam.questions(SESSION)

    def test_questions_come_back_as_they_were_stored(self, exam: Store, plan: Plan) -> None:
        """Every field survives, the passage included; the order is by position."""
        third = replace(question(plan, 3), passage=Passage("p1", "نصّ\nبفقرتين"), check="1 + 2")
        second = replace(question(plan, 2), passage=Passage("p1", "نصّ\nبفقرتين"))

        exam.add_question(SESSION, third, "p", "m")
        exam.add_question(SESSION, second, "p", "m")
        exam.add_explanation(SESSION, 2, "شرح")

        expected = [question(plan, 1), replace(second, explanation="شرح"), third]
        assert expected == exam.questions(SESSION)

    def test_a_session_comes_back_as_it_was_stored(
        self, exam: Store, record: SessionRecord, gat: Blueprint
    ) -> None:
        """So does its plan, and the blueprint it was planned from."""
        found = exam.session(SESSION)

        assert replace(record, generation_in_progress=True) == found
        assert gat == exam.blueprint(found.blueprint)

    def test_complete_batches_are_noted_under_the_lease(
        self, exam: Store, path: Path, other: Store
    ) -> None:
        """Which keeps it: more may be about to come."""
        exam.note_batches(SESSION, 1)

        ((context,),) = rows(path, "SELECT generation_context FROM exam_sessions")
        assert {"generatedIds": ["quant_1_01"], "lastBatchIndex": 1} == json.loads(str(context))
        assert 1 == exam.session(SESSION).generated_batches
        assert not other.take_lease(SESSION)

    def test_a_question_can_be_taken_back(self, exam: Store) -> None:
        """It is gone, and its verdict keeps a copy."""
        [first] = exam.questions(SESSION)
        exam.add_verification(SESSION, 1, Verification(Verdict.DISAGREED, "m", ()))

        assert exam.discard(SESSION, first)
        assert [] == exam.questions(SESSION)
        assert 1 == exam.discarded(SESSION)

    def test_an_answered_question_cannot_be_taken_back(self, exam: Store) -> None:
        """What a student has answered stays as it was, its verdict too."""
        verification = Verification(Verdict.DISAGREED, "m", ())
        exam.add_verification(SESSION, 1, verification)
        [first] = exam.questions(SESSION)
        exam.add_attempt(SESSION, Attempt(1, 0, False, 2.5), 2)

        assert not exam.discard(SESSION, first)
        assert [replace(first, verification=verification)] == exam.questions(SESSION)
        assert 0 == exam.discarded(SESSION)

    def test_a_question_is_in_the_pool_of_its_blueprint(
        self, exam: Store, path: Path, gat: Blueprint
    ) -> None:
        """The store reads it from the stored blueprint, and both agree on what it is."""
        assert exam.is_used_elsewhere("exam-0002", gat.pool, exam.questions(SESSION)[0].fingerprint)
        assert [(gat.pool,)] == rows(path, "SELECT pool FROM questions")

    def test_an_answer_keeps_position_and_time(self, exam: Store) -> None:
        """One call stores the attempt, the next position and the seconds; the latest counts."""
        first, second = Attempt(1, 0, False, 2.5), Attempt(1, 2, True, 4.0)

        exam.add_attempt(SESSION, first, 2)
        exam.add_attempt(SESSION, second, 2)

        assert {1: second} == exam.attempts(SESSION)
        assert (2, 6.5) == (exam.session(SESSION).position, exam.session(SESSION).elapsed_seconds)

    @pytest.mark.parametrize(
        "touch",
        [
            lambda store, name: store.session(name),
            lambda store, name: store.move_to(name, 2, 1.0),
            lambda store, name: store.set_status(name, "completed"),
            lambda store, name: store.take_lease(name),
        ],
        ids=["session", "move_to", "set_status", "take_lease"],
    )
    @pytest.mark.parametrize("name", ["exam-0002", "practice-0001", "", "لا", "\udcff"])
    def test_changing_a_session_that_is_not_there_is_an_error(
        self, exam: Store, touch: Callable[[Store, str], object], name: str
    ) -> None:
        """An update that meets no row does not pass for a success."""
        with pytest.raises(SessionNotFound):
            touch(exam, name)

    def test_a_request_is_recorded_when_it_is_sent(self, exam: Store, other: Store) -> None:
        """M9: others see it in flight at once, and what became of it under the same entry."""
        sent = RequestRecord(SESSION, "1", "claude", "m", "abc", "1h", BEGINNING.isoformat())
        ended = replace(sent, usage=Usage(1, 2, 3, 4, 5), total_seconds=2.5, error="cut")

        entry = exam.add_request(sent)
        assert [sent] == other.requests()
        assert "in flight" == sent.error
        exam.end_request(entry, ended)

        assert [ended] == other.requests()

    def test_sending_a_request_leaves_every_other_commit_as_lasting(self, exam: Store) -> None:
        """Only its own entry does not wait for the disk."""
        settings = exam._db.execute  # noqa: SLF001 - a setting of the connection, seen nowhere else
        before = settings("PRAGMA synchronous").fetchone()

        exam.add_request(RequestRecord(SESSION, "1", "p", "m", "abc", "", BEGINNING.isoformat()))

        assert (2,) == before == settings("PRAGMA synchronous").fetchone()

    def test_what_generation_stores_does_not_wait_for_the_disk(
        self, exam: Store, plan: Plan
    ) -> None:
        """A question, its explanation, its verdict; giving the lease back waits for them all."""
        database, before = exam._db.conn, len(exam.questions(SESSION))  # noqa: SLF001 - see above
        said: list[str] = []
        database.set_trace_callback(said.append)

        exam.add_question(SESSION, question(plan, 50), "p", "m")
        exam.add_explanation(SESSION, 50, "why")
        exam.add_verification(SESSION, 50, Verification(Verdict.COMPUTED))
        generating, said[:] = commits(said), []
        exam.release_lease(SESSION)

        assert ["NORMAL"] * 3 == generating
        assert {"FULL"} == set(commits(said))
        assert before + 1 == len(exam.questions(SESSION))

    def test_a_request_comes_back_as_it_was_recorded(self, exam: Store) -> None:
        """Every class of tokens keeps its own column."""
        request = RequestRecord(
            session_id=SESSION,
            shard="1+2",
            provider="claude",
            model="m",
            prefix="abc",
            cache_ttl="1h",
            started_at=BEGINNING.isoformat(),
            cache_miss_reason="cold",
            usage=Usage(1, 2, 3, 4, 5),
            cost_usd=0.1,
            cost_without_cache_usd=0.2,
            reported_cost_usd=None,
            first_token_seconds=1.5,
            total_seconds=2.5,
            stop_reason="end_turn",
            error="",
        )

        exam.add_request(request)

        assert [request] == exam.requests(SESSION) == exam.requests()
        assert [] == exam.requests("exam-0002")
        assert (BEGINNING, "1h") == exam.last_cached("abc", "m", "claude")
        assert exam.last_cached("abc", "m", "openrouter") is None
