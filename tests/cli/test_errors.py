"""Bad input on the command line: one clear line, a hint, the right exit code, nothing lost."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Ran, Run
from examcli.clock import Clock
from examcli.simulator import Simulator
from examcli.store import Store

USAGE, SETTINGS, STORE = 2, 3, 6


@pytest.fixture
def session(run: Run, claude: Simulator, monkeypatch: pytest.MonkeyPatch) -> str:
    """A session with one batch of five out of ten."""
    assert claude.base_url
    monkeypatch.setenv("EXAM_OVERLAUNCH", "0")
    ran = run("practice", "--topic", "algebra", "--total", "10", "--seed", "1", "--json")
    return str(ran.document["id"])


def assert_explained(ran: Ran, exit_code: int, *words: str) -> None:
    """One line says what is wrong, with these words; one says what to do; none is a traceback."""
    lines = ran.err.splitlines()
    errors = [line for line in lines if line.startswith("error: ")]
    hints = [line for line in lines if line.startswith("hint: ")]
    assert exit_code == ran.code
    assert (1, 1) == (len(errors), len(hints))
    assert all(word in errors[0] + hints[0] for word in words)
    assert "Traceback" not in ran.out + ran.err


def codes(ran: Ran) -> list[str]:
    """The error's code as the document on stdout has it; nothing when there is no document."""
    return [ran.document["error"]["code"]] if ran.out else []


class TestSessions:
    @pytest.mark.usefixtures("store")
    @pytest.mark.parametrize(
        "command",
        [
            ["next"],
            ["next", "--at-question", "3"],
            ["next", "--batch-index", "1"],
            ["resume"],
            ["resume", "--complete"],
            ["take"],
            ["show"],
            ["export"],
        ],
        ids=" ".join,
    )
    @pytest.mark.parametrize("name", ["exam-none", "practice-none", "لا-توجد", "'; DROP TABLE x"])
    def test_an_unknown_session(self, run: Run, command: Sequence[str], name: str) -> None:
        """It is named, and the hint tells how to find the right one."""
        ran = run(command[0], name, *command[1:])

        assert_explained(ran, STORE, f"there is no session `{name}`", "`examcli list`")
        assert "" == ran.out

    @pytest.mark.parametrize("index", ["3", "4", "99"])
    def test_a_batch_that_is_not_the_next(self, run: Run, session: str, index: str) -> None:
        """The index that would be right is named."""
        ran = run("next", session, "--batch-index", index)

        assert_explained(ran, USAGE, f"batch {index} cannot be generated now: the next batch is 2")

    def test_a_question_that_the_session_does_not_have(
        self, run: Run, session: str, store: Store
    ) -> None:
        """The number of questions is named; the position stays."""
        ran = run("next", session, "--at-question", "11")

        assert_explained(ran, USAGE, "there is no question 11", "10 questions")
        assert 1 == store.session(session).position


class TestPlans:
    def test_a_track_that_is_not_there(self, run: Run, store: Store) -> None:
        """The tracks that are there are named."""
        ran = run("start", "--track", "medical")

        assert_explained(ran, USAGE, "there is no track `medical`", "scientific, literary")
        assert [] == store.sessions()

    def test_no_track_where_there_are_several(self, run: Run, store: Store) -> None:
        """It cannot be guessed, so the choice is shown."""
        ran = run("start")

        assert_explained(ran, USAGE, "several tracks", "--track", "scientific", "literary")
        assert [] == store.sessions()

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (["--topic", "cooking"], ["cooking", "algebra"]),
            (["--section", "cooking"], ["cooking", "quantitative, verbal"]),
            ([], ["quantitative, verbal"]),
            (["--section", "verbal", "--topic", "algebra"], ["`algebra`", "`quantitative`"]),
        ],
    )
    def test_nothing_that_can_be_practised(
        self, run: Run, store: Store, options: Sequence[str], words: Sequence[str]
    ) -> None:
        """What was wrong is named together with what would be right."""
        ran = run("practice", *options)

        assert_explained(ran, USAGE, *words)
        assert [] == store.sessions()


class TestUsage:
    """What the parser itself refuses."""

    @pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
    @pytest.mark.parametrize(
        ("arguments", "named"),
        [
            (["start", "--track", "scientific", "--batch-size", "0"], "--batch-size"),
            (["start", "--track", "scientific", "--batch-size", "11"], "--batch-size"),
            (["start", "--track", "scientific", "--batch-size", "ten"], "--batch-size"),
            (["start", "--track", "scientific", "--seed", "-1"], "--seed"),
            (["start", "--track", "scientific", "--seed", str(2**63)], "--seed"),
            (["start", "--track", "scientific", "--seed", "9" * 5000], "--seed"),
            (["practice", "--topic", "algebra", "--seed", str(2**63)], "--seed"),
            (["practice", "--topic", "algebra", "--size", "0"], "--size"),
            (["practice", "--topic", "algebra", "--size", "11"], "--size"),
            (["practice", "--topic", "algebra", "--total", "101"], "--total"),
            (["practice", "--topic", "algebra", "--difficulty", "brutal"], "--difficulty"),
            (["next"], "SESSION"),
            (["next", "exam-1", "--batch-index", "0"], "--batch-index"),
            (["next", "exam-1", "--at-question", "0"], "--at-question"),
            (["export", "exam-1", "--format", "pdf"], "--format"),
            (["bench", "--seed", str(2**63)], "--seed"),
            (["bench", "--runs", "1000000"], "--runs"),
            (["bench", "--max-cost", "nan"], "--max-cost"),
            (["bench", "--max-cost", "inf"], "--max-cost"),
            (["bench", "--speed", "nan"], "--speed"),
            (["simulate", "--port", "65536"], "--port"),
            (["simulate", "--port", "-1"], "--port"),
            (["simulate", "--speed", "fast"], "--speed"),
            (["simulate", "--speed", "inf"], "--speed"),
            (["simulate", "--seed", str(2**63)], "--seed"),
            (["simulate", "--miss-probability", "nan"], "--miss-probability"),
            (["list", "--db"], "--db"),
            (["--db"], "--db"),
            (["strat"], "strat"),
            (["start", "--trak", "scientific"], "--trak"),
        ],
        ids=lambda given: " ".join(given)[:60] if isinstance(given, list) else "",
    )
    def test_it_names_what_is_wrong(
        self, run: Run, home: Path, arguments: Sequence[str], named: str, as_json: Sequence[str]
    ) -> None:
        """The option, its range, and the way to the help; with `--json` a document as well."""
        ran = run(*as_json, *arguments) if arguments == ["--db"] else run(*arguments, *as_json)

        assert_explained(ran, USAGE, "--help` shows what it takes")
        assert named in ran.err or "--json" in ran.err
        assert (["USAGE"] if as_json else []) == codes(ran)
        assert [] == list(home.iterdir())

    def test_the_largest_seed(self, run: Run, store: Store, claude: Simulator) -> None:
        """What SQLite can hold is taken."""
        assert claude.base_url
        assert 0 == run("practice", "--topic", "algebra", "--seed", str(2**63 - 1)).code
        assert [2**63 - 1] == [record.seed for record in store.sessions()]

    def test_no_command_shows_the_help(self, run: Run) -> None:
        """Whoever types only the name gets the list of commands."""
        ran = run()

        shown = ran.out + ran.err
        assert USAGE == ran.code
        assert all(command in shown for command in ("start", "next", "resume", "take", "doctor"))


class TestSettings:
    @pytest.mark.parametrize(
        ("name", "value", "allowed"),
        [
            ("EXAM_BATCH_SIZE", "0", "greater than or equal to 1"),
            ("EXAM_BATCH_SIZE", "11", "less than or equal to 10"),
            ("EXAM_BATCH_SIZE", "ten", "valid integer"),
            ("PRACTICE_BATCH_SIZE", "0", "greater than or equal to 1"),
            ("PRACTICE_BATCH_SIZE", "11", "less than or equal to 10"),
            ("PREFETCH_THRESHOLD", "0", "greater than 0"),
            ("PREFETCH_THRESHOLD", "1.5", "less than or equal to 1"),
            ("PREFETCH_THRESHOLD", "nan", "PREFETCH_THRESHOLD"),
            ("EXAM_PROVIDER", "gemini", "'auto', 'claude', 'openrouter' or 'offline'"),
            ("EXAM_LANG", "de", "'en' or 'ar'"),
            ("ANTHROPIC_API_KEY", "“sk-ant”", "ASCII"),
            ("OPENROUTER_API_KEY", "sk or", "no spaces"),
        ],
    )
    def test_a_setting_out_of_range(
        self,
        run: Run,
        store: Store,
        monkeypatch: pytest.MonkeyPatch,
        name: str,
        value: str,
        allowed: str,
    ) -> None:
        """The variable is named with what is allowed, before anything is generated."""
        monkeypatch.setenv(name, value)

        ran = run("start", "--track", "scientific")

        assert_explained(ran, SETTINGS, allowed)
        assert name in ran.err or value in ran.err
        assert [] == store.sessions()

    @pytest.mark.parametrize(
        ("provider", "variable"),
        [("claude", "ANTHROPIC_API_KEY"), ("openrouter", "OPENROUTER_API_KEY")],
    )
    def test_a_provider_without_its_key(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, provider: str, variable: str
    ) -> None:
        """The variable to set is named."""
        monkeypatch.setenv("EXAM_PROVIDER", provider)

        ran = run("start", "--track", "scientific")

        assert_explained(ran, SETTINGS, "no API key", f"set {variable}")

    def test_a_bad_setting_in_the_env_file(self, run: Run, home: Path) -> None:
        """It is found there as well."""
        (home / ".env").write_text("EXAM_BATCH_SIZE=12\n")

        ran = run("list")

        assert_explained(ran, SETTINGS, "EXAM_BATCH_SIZE=`12`")

    def test_an_env_file_that_is_not_text(self, run: Run, home: Path) -> None:
        """The file is named."""
        (home / ".env").write_bytes(b"EXAM_LANG=\xff\xfe\n")

        ran = run("list")

        assert_explained(ran, SETTINGS, "cannot read `.env`", "UTF-8")


def text_file(path: Path) -> None:
    """A file that is not SQLite."""
    path.write_text("shopping\n" * 200)


def other_program(path: Path) -> None:
    """A database that is not ours."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()


def newer_version(path: Path) -> None:
    """A database of ours, but of a later version."""
    Store.open(path, Clock()).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE _sqlite_migrations SET name = 'm999' WHERE name = 'm001_initial'"
        )
        connection.commit()


def folder(path: Path) -> None:
    """A folder where a file should be."""
    path.mkdir()


COMMANDS = (
    ["list"],
    ["show", "exam-1"],
    ["resume", "exam-1"],
    ["next", "exam-1"],
    ["take"],
    ["export", "exam-1"],
    ["start", "--track", "scientific"],
)


class TestDatabase:
    @pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
    @pytest.mark.parametrize(
        ("make", "complaint"),
        [
            (text_file, "is not an SQLite database"),
            (other_program, "belongs to another program"),
            (newer_version, "was written by a newer examcli"),
            (folder, "cannot be opened or created"),
        ],
    )
    def test_one_that_cannot_be_used(
        self,
        run: Run,
        home: Path,
        command: Sequence[str],
        make: Callable[[Path], None],
        complaint: str,
    ) -> None:
        """Every command says so, before it generates anything, and leaves the file as it is."""
        path = home / "strange.db"
        make(path)
        before = path.read_bytes() if path.is_file() else b""

        ran = run("--db", str(path), *command)

        assert_explained(ran, STORE, str(path), complaint)
        assert before == (path.read_bytes() if path.is_file() else b"")

    def test_one_that_cannot_be_created(
        self, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The way below a file leads nowhere; the hint names both ways to choose a place."""
        (home / "file").touch()
        monkeypatch.setenv("EXAM_DB", str(home / "file" / "exams.db"))

        ran = run("start", "--track", "scientific")

        assert_explained(ran, STORE, "cannot create", "`--db PATH` or EXAM_DB")

    @pytest.mark.parametrize(
        "command",
        [
            ["list"],
            ["show", "exam-1"],
            ["export", "exam-1"],
            ["usage"],
            ["audit"],
            ["next", "exam-1"],
            ["resume", "exam-1"],
            ["verify", "exam-1"],
            ["take"],
        ],
        ids=lambda command: command[0],
    )
    @pytest.mark.parametrize("way", ["--db", "EXAM_DB"])
    def test_one_that_is_not_there(
        self,
        run: Run,
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
        command: Sequence[str],
        way: str,
    ) -> None:
        """A mistyped path is named; nothing is made there."""
        path = home / "mistyped.db"
        monkeypatch.setenv("EXAM_DB", str(path if way == "EXAM_DB" else home / "exams.db"))

        ran = run(*(["--db", str(path)] if way == "--db" else []), *command)

        assert_explained(ran, STORE, f"there is no database `{path}`", "`examcli start`")
        assert [] == list(home.iterdir())

    def test_nothing_stored_at_the_default_place(
        self, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Who has named no place, and has no exams yet, has made no mistake."""
        monkeypatch.delenv("EXAM_DB")
        monkeypatch.setenv("XDG_DATA_HOME", str(home))

        ran = run("list")

        assert (0, "") == (ran.code, ran.out)
        assert "no sessions yet" in ran.err

    def test_the_doctor_says_so_too(self, run: Run, home: Path) -> None:
        """As one failed check among the others."""
        text_file(home / "exams.db")

        ran = run("doctor", "--json")

        [check] = [check for check in ran.document["checks"] if check["status"] == "failed"]
        assert SETTINGS == ran.code
        assert ran.document["ok"] is False
        assert "not ready: database" == ran.document["error"]["message"]
        assert ("database", True) == (check["name"], "is not an SQLite database" in check["found"])


class TestExport:
    @pytest.mark.parametrize("output", ["nowhere/exam.json", "file/exam.json", ".", "/", "folder"])
    def test_a_place_that_cannot_be_written(
        self, run: Run, home: Path, session: str, output: str
    ) -> None:
        """The path is named, and no half-written file is left anywhere."""
        (home / "file").touch()
        (home / "folder").mkdir()
        before = set(home.rglob("*"))

        ran = run("export", session, "--output", output)

        assert_explained(ran, USAGE, f"cannot write `{output}`")
        assert before == set(home.rglob("*"))


class TestSimulate:
    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (["--fault", "gremlins"], ["gremlins", "rate-limit", "overloaded"]),
            (["--fault", "cut@sometimes"], ["sometimes", "every 5"]),
            (["--fault", "cut:after-questions=x"], ["after-questions=x", "whole number"]),
            (["--fault", "cut:colour=red"], ["colour=red", "retry-after"]),
            (["--profile", "warp"], ["warp", "unpaced", "sonnet-4.5"]),
            (["--speed", "0"], ["speed", "positive"]),
            (["--miss-probability", "2"], ["miss_probability", "0 to 1"]),
            (["--batches", "miss=2"], ["batch_miss_probability", "0 to 1"]),
            (["--batches", "seconds=-1"], ["seconds, errored, expired, miss"]),
            (["--dialect", "klingon"], ["klingon", "anthropic or openrouter"]),
        ],
    )
    def test_an_option_that_makes_no_sense(
        self, run: Run, options: Sequence[str], words: Sequence[str]
    ) -> None:
        """It ends at once and names what would be right."""
        ran = run("simulate", *options)

        assert_explained(ran, USAGE, *words)
        assert "" == ran.out

    def test_a_port_that_is_taken(self, run: Run, simulator: Simulator) -> None:
        """The port is named."""
        port = simulator.base_url.rpartition(":")[2]

        ran = run("simulate", "--port", port)

        assert_explained(ran, USAGE, f"cannot listen on port {port}")


class TestForms:
    @pytest.mark.usefixtures("store")
    def test_an_error_as_json(self, run: Run) -> None:
        """With `--json` the error is a document on stdout, in both languages, with its hint."""
        ran = run("show", "exam-none", "--json")

        expected = {
            "error": {
                "code": "SESSION_NOT_FOUND",
                "message": "there is no session `exam-none`",
                "messageAr": "الجلسة غير موجودة",
                "hint": "`examcli list` shows the sessions of this database",
            }
        }
        assert expected == ran.document
        assert STORE == ran.code

    @pytest.mark.usefixtures("store")
    @pytest.mark.parametrize(
        ("command", "code", "arabic"),
        [
            (["show", "exam-none"], "SESSION_NOT_FOUND", "الجلسة غير موجودة"),
            (["next", "exam-none"], "SESSION_NOT_FOUND", "الجلسة غير موجودة"),
            (["start", "--track", "x"], "USAGE", "استخدام غير صحيح للأمر"),
            (["practice"], "USAGE", "استخدام غير صحيح للأمر"),
        ],
    )
    def test_arabic_when_asked_for(
        self,
        run: Run,
        monkeypatch: pytest.MonkeyPatch,
        command: Sequence[str],
        code: str,
        arabic: str,
    ) -> None:
        """EXAM_LANG=ar puts the Arabic message first; the JSON has it always."""
        monkeypatch.setenv("EXAM_LANG", "ar")

        plain, as_json = run(*command), run(*command, "--json")

        assert f"error: {arabic} (" in plain.err
        assert (code, arabic) == (
            as_json.document["error"]["code"],
            as_json.document["error"]["messageAr"],
        )

    @pytest.mark.usefixtures("store")
    def test_english_otherwise(self, run: Run) -> None:
        """No Arabic in the message of an English-speaking person."""
        ran = run("show", "exam-none")

        assert "error: there is no session `exam-none`" in ran.err
        assert "الجلسة" not in ran.err

    def test_a_refusal_loses_nothing(self, run: Run, session: str, store: Store) -> None:
        """After every kind of bad request the session is as it was."""
        before = (store.sessions(), store.questions(session))

        run("next", session, "--batch-index", "7")
        run("next", session, "--at-question", "77")
        run("export", session, "--output", "no/where")
        run("start", "--track", "x")
        run("practice", "--topic", "x")
        run("show", "exam-none")

        assert before == (store.sessions(), store.questions(session))
