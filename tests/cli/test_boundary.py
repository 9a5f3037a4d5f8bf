"""How a command ends: one document when one was asked for, one line, one exit code."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from conftest import SECRET, Ran, Run, Spawn
from examcli.cli.boundary import Boundary
from examcli.errors import StoreBusy
from examcli.simulator import Simulator, parse_fault
from examcli.store import Store

PATIENCE_SECONDS = 60
UNSOUND = [{"stem": "How much is 2 + 2?", "choices": ["4", "4", "5", "6"], "answerIndex": 0}]
UNREACHABLE_BAR = "[prefix-size]\nscenario = 'cacheability'\ntext = 'size'\nat_least = 100"


def documents(out: str) -> list[object]:
    """All JSON documents on a stream, one after another; anything else there is an error."""
    found, decoder, rest = [], json.JSONDecoder(), out.strip()
    while rest:
        document, end = decoder.raw_decode(rest)
        found.append(document)
        rest = rest[end:].strip()
    return found


def assert_one_document(ran: Ran, exit_code: int, code: str, *also: str) -> None:
    """Exactly one, with the error in it and, beside it, what had been made."""
    assert exit_code == ran.code
    [document] = documents(ran.out)
    assert isinstance(document, dict)
    assert code == document["error"]["code"]
    assert {"error", *also} <= document.keys()
    assert f"error: {document['error']['message']}" in ran.err


class TestOneDocument:
    """C4: with `--json` stdout carries exactly one document, however the command ends."""

    def test_a_review_that_rejects(self, run: Run, home: Path) -> None:
        """C4: the verdicts, and beside them the error."""
        (home / "questions.json").write_text(json.dumps(UNSOUND))

        ran = run("review", "questions.json", "--json")

        assert_one_document(ran, 8, "BELOW_THRESHOLD", "questions")

    def test_an_audit_that_finds_something(self, run: Run) -> None:
        """C4: the same exam twice is found out; the findings, and beside them the error."""
        for _ in range(2):
            run("start", "--track", "scientific", "--seed", "1", "--allow-repeats")

        ran = run("audit", "--json")

        assert_one_document(ran, 8, "BELOW_THRESHOLD", "duplicates", "ok")

    def test_a_bench_that_misses_a_bar(self, run: Run, home: Path) -> None:
        """C4: the report, its verdict in it, and the error."""
        (home / "bars.toml").write_text(UNREACHABLE_BAR)

        ran = run("bench", "--scenario", "cacheability", "--thresholds", "bars.toml", "--json")

        assert_one_document(ran, 8, "BELOW_THRESHOLD", "thresholds", "ok")
        assert ran.document["ok"] is False

    def test_a_bench_that_only_reports(self, run: Run, home: Path) -> None:
        """C4: no error, so no member of that name."""
        (home / "bars.toml").write_text(UNREACHABLE_BAR)
        arguments = ["--scenario", "cacheability", "--thresholds", "bars.toml", "--report-only"]

        ran = run("bench", *arguments, "--json")

        assert 0 == ran.code
        assert "error" not in ran.document

    def test_a_doctor_who_finds_something(self, run: Run, home: Path) -> None:
        """C4: the checks, and what is not ready."""
        (home / "exams.db").write_text("shopping")

        assert_one_document(run("doctor", "--json"), 3, "SETTINGS_INVALID", "checks", "ok")

    @pytest.mark.usefixtures("claude")
    @pytest.mark.parametrize("command", ["start --track x", "practice", "next exam-1", "list x"])
    def test_a_command_that_is_refused(self, run: Run, store: Store, command: str) -> None:
        """C4: by the parser or by us."""
        ran = run(*command.split(), "--json")

        [document] = documents(ran.out)
        assert isinstance(document, dict)
        assert ["error"] == list(document)
        assert [] == store.sessions()

    def test_a_generation_that_fails(self, run: Run, claude: Simulator) -> None:
        """C4: a provider that is down."""
        claude.script([parse_fault("unauthorized")])

        assert_one_document(run("start", "--track", "literary", "--json"), 3, "UNAUTHORIZED")

    def test_an_interrupted_bench(self, spawn: Spawn) -> None:
        """C4: Ctrl-C leaves a document too (for `start` see test_exit_codes)."""
        process = spawn("bench", "--scenario", "first-batch", "--json")
        assert process.stderr is not None
        assert "measuring: first-batch\n" == process.stderr.readline()

        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)

        assert_one_document(Ran(process.returncode, out, err), 130, "INTERRUPTED")
        assert "Traceback" not in err


def command_line(action: Callable[[], None]) -> typer.Typer:
    """A command line of one's own inside the same boundary, whose command does this."""
    app = typer.Typer(cls=Boundary, add_completion=False, rich_markup_mode=None)

    @app.callback()
    def options() -> None:
        """No options."""

    @app.command("act")
    def act(json: bool = False) -> None:
        """Do it."""
        assert json in {True, False}
        action()

    return app


def failing(error: BaseException) -> Ran:
    """What becomes of an exception that a command lets through."""

    def action() -> None:
        raise error

    result = CliRunner().invoke(command_line(action), ["act", "--json"])
    return Ran(result.exit_code, result.stdout, result.stderr)


class TestForeignExceptions:
    def test_a_bug(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """M1: one line says what and where; what the exception says may be a secret."""
        monkeypatch.delenv("EXAM_TRACEBACK", raising=False)

        ran = failing(KeyError(SECRET))

        assert_one_document(ran, 1, "BUG")
        assert "a bug: KeyError at cli/boundary.py:" in ran.err
        assert "EXAM_TRACEBACK=1" in ran.err
        assert "Traceback" not in ran.err
        assert SECRET not in ran.out + ran.err

    def test_a_bug_whose_traceback_is_wanted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is shown, but not the keys in it."""
        monkeypatch.setenv("EXAM_TRACEBACK", "1")
        monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)

        ran = failing(ValueError(f"header {SECRET}"))

        assert_one_document(ran, 1, "BUG")
        assert "Traceback" in ran.err
        assert "ValueError: header …" in ran.err
        assert SECRET not in ran.out + ran.err

    @pytest.mark.parametrize("error", [typer.Abort(), EOFError(), KeyboardInterrupt()])
    def test_a_question_that_is_not_answered(self, error: BaseException) -> None:
        """C4: a prompt that is left is an interruption."""
        assert_one_document(failing(error), 130, "INTERRUPTED")

    def test_a_group(self) -> None:
        """What several tasks failed of is one error: ours, if one of them is."""
        ran = failing(ExceptionGroup("x", [KeyError(), ExceptionGroup("y", [StoreBusy("busy")])]))

        assert_one_document(ran, 6, "STORE_BUSY")

    def test_arguments_that_are_no_text(self, spawn: Spawn) -> None:
        """M1: bytes that could neither be stored nor shown."""
        process = spawn("show", os.fsdecode(b"exam-\xff"), "--json")

        out, err = process.communicate(timeout=PATIENCE_SECONDS)

        assert_one_document(Ran(process.returncode, out, err), 2, "USAGE")
        assert "argument 2 is not UTF-8 text" in err


class TestStreams:
    def test_a_folder_that_is_gone(self, run: Run, home: Path, store: Store) -> None:
        """M1: the current folder was deleted; what does not need it works."""
        assert [] == store.sessions()
        (home / "gone").mkdir()
        os.chdir(home / "gone")
        (home / "gone").rmdir()

        assert {"sessions": [], "damaged": []} == run("list", "--json").document

    @pytest.mark.parametrize("arguments", [["list", "--json"], ["show", "exam-1"], ["--help"]])
    def test_a_reader_who_has_left(self, store: Store, arguments: Sequence[str]) -> None:
        """C4: a closed pipe ends the program as it ends others, without a word."""
        assert [] == store.sessions()
        reading, writing = os.pipe()
        os.close(reading)
        command = [sys.executable, "-m", "examcli", *arguments]

        ran = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
        os.close(writing)

        assert ran.returncode in {141, 6}
        assert b"Traceback" not in ran.stderr
        assert b"Exception ignored" not in ran.stderr

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
    @pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
    def test_a_disk_that_is_full(
        self, claude: Simulator, store: Store, as_json: Sequence[str]
    ) -> None:
        """One line; what was generated is stored."""
        assert claude.base_url
        command = [sys.executable, "-m", "examcli", "practice", "--topic", "algebra", *as_json]

        with Path("/dev/full").open("w") as full:
            ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)

        assert 2 == ran.returncode
        assert b"error: cannot write the output: no space left" in ran.stderr
        assert b"Traceback" not in ran.stderr
        assert store.questions(store.sessions()[0].id)

    def test_streams_that_are_closed(self, claude: Simulator, store: Store) -> None:
        """No stream at all is no reason to fail, and no other file takes its place."""
        assert claude.base_url
        shell = f"'{sys.executable}' -m examcli practice --topic algebra <&- >&- 2>&-"

        ran = subprocess.run(["/bin/sh", "-c", shell], check=False)

        assert 0 == ran.returncode
        assert store.questions(store.sessions()[0].id)

    @pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16", "latin-1:strict"])
    def test_an_encoding_that_cannot_write_arabic(self, store: Store, encoding: str) -> None:
        """C1: a redirection on Windows says cp1252; the output is UTF-8 whatever it says."""
        command = [sys.executable, "-m", "examcli", "start", "--track", "scientific", "--complete"]
        environment = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C"}

        ran = subprocess.run(command, capture_output=True, env=environment, check=False)

        stems = [question.stem for question in store.questions(store.sessions()[0].id)]
        shown = ran.stdout.decode("utf-8")
        assert 0 == ran.returncode
        assert 96 == len(stems)
        assert all(stem.split("\n")[0] in shown for stem in stems)
        assert ran.stderr.decode("utf-8")
