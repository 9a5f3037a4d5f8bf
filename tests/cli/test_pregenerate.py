"""`pregenerate`: many exams in one run, what it may cost, and how it goes on after anything."""

import fcntl
import json
import os
import pty
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from conftest import SECRET, Run, Spawn
from examcli.clock import Clock
from examcli.exam.blueprint import EMBEDDED
from examcli.simulator import Options, Simulator
from examcli.simulator.limits import Limits
from examcli.store import Store

SCIENTIFIC = ("--track", "scientific", "--seed", "1")


def _wordy(folder: Path) -> Path:
    """A blueprint whose exams ask for more words than the embedded bank has for seven of them."""
    wordy = folder / "wordy.toml"
    text = (EMBEDDED / "gat.toml").read_text(encoding="utf-8")
    few, many = "sentence-completion = 6, context-error = 5,", "context-error = 1,"
    few_words, many_words = "vocabulary = 1 }", "vocabulary = 11 }"
    assert few in text
    assert few_words in text
    wordy.write_text(text.replace(few, many).replace(few_words, many_words), encoding="utf-8")
    return wordy


def state(run: Run) -> Any:
    """The latest run of the database, exam by exam."""
    latest = run("list", "--runs", "--json").document["runs"][0]["id"]
    return run("show", latest, "--json").document


def fingerprints(home: Path) -> list[str]:
    """The content of every stored question."""
    with Store.open(home / "exams.db", Clock()) as store:
        sessions = [session.id for session in store.sessions()]
        return [question.fingerprint for each in sessions for question in store.questions(each)]


def events(out: str) -> list[Any]:
    """The documents on stdout, one a line."""
    return [json.loads(line) for line in out.splitlines()]


def test_every_exam_is_whole_and_no_question_comes_twice(run: Run, home: Path) -> None:
    """Offline, so free: nobody is asked, and `audit` has nothing to complain about."""
    ran = run("pregenerate", "--count", "3", "--track", "scientific", "--name", "midterm")

    assert 0 == ran.code, ran.err
    found = state(run)
    assert ("midterm", 3, 3, 288) == tuple(
        found[name] for name in ("name", "exams", "examsDone", "questionsStored")
    )
    assert found["goesOnWith"] is None
    assert 288 == len(set(fingerprints(home)))
    assert 0 == run("audit").code
    assert "3/3" in run("list", "--runs").out


def test_on_a_narrow_terminal_a_run_lives_in_two_whole_lines(tmp_path: Path) -> None:
    """What is done, and what is ahead; neither is broken at 80 columns."""
    shown = _on_a_terminal(tmp_path, "pregenerate", "--count", "1", *SCIENTIFIC)

    assert re.search(r"\n?0 of 1 exams, \d+ of 96 questions, [\d.]+ a second, \$0.00\r\n", shown)
    assert re.search(r"\d+ (s|min) left, \d+ requests? at once, limited by \w+", shown)
    assert 80 >= max(len(line) for line in re.split(r"[\r\n]+", shown))
    assert "1 of 1 exams, 96 of 96 questions" in shown


def _on_a_terminal(folder: Path, *arguments: str) -> str:
    """What a command writes to a terminal of 80 columns, without the codes for colour and place."""
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    environment = {**inherited, "TERM": "xterm", "EXAM_DB": str(folder / "terminal.db")}
    process = subprocess.Popen(
        [sys.executable, "-m", "examcli", *arguments],
        stdin=other,
        stdout=other,
        stderr=other,
        env=environment,
    )
    os.close(other)
    written = b""
    with suppress(OSError):  # the other side is closed
        while part := os.read(main, 65_536):
            written += part
    os.close(main)
    assert 0 == process.wait()
    return re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", written.decode())


@pytest.mark.usefixtures("claude")
def test_a_run_tells_a_program_how_it_goes(run: Run) -> None:
    """One event a line, with the same fields each time; the documented ones."""
    ran = run("pregenerate", "--count", "2", "--track", "scientific", "--yes", "--json")

    told = events(ran.out)
    assert ["start", "exam", "exam", "end"] == [
        event["event"] for event in told if event["event"] != "progress"
    ]
    assert told[-1]["error"] is None
    assert (2, 192) == (told[-1]["examsDone"], told[-1]["questionsStored"])
    assert told[-1]["costUsd"] == pytest.approx(state(run)["costUsd"])


@pytest.mark.parametrize("agreement", [("--yes",), ("--max-cost", "20")])
def test_a_run_that_costs_money_is_agreed_to(
    agreement: tuple[str, ...], claude: Simulator, run: Run
) -> None:
    """In a pipe nobody can be asked, so without an agreement nothing is sent or stored."""
    command = ("pregenerate", "--count", "1", "--track", "scientific")

    refused = run(*command)
    assert (2, 0) == (refused.code, len(claude.received))
    assert "--max-cost" in refused.err
    assert [] == run("list", "--runs", "--json").document["runs"]

    assert 0 == run(*command, *agreement).code


def test_a_dry_run_says_what_it_costs_and_does_nothing(claude: Simulator, run: Run) -> None:
    """The estimate has a line for each token class; a model without prices is said to have none."""
    ran = run("pregenerate", "--count", "30", "--track", "scientific", "--dry-run")

    assert (0, 0) == (ran.code, len(claude.received))
    assert ["input", "cache write", "cache read", "output"] == [
        name for name in ("input", "cache write", "cache read", "output") if name in ran.err
    ]
    assert "expected: $" in ran.err


def test_a_dry_run_without_a_key_says_what_a_key_would_cost(run: Run) -> None:
    """And that nothing is paid without one."""
    ran = run("pregenerate", "--count", "30", "--track", "scientific", "--dry-run")

    assert 0 == ran.code
    assert "expected: $" in ran.err
    assert "nothing is paid" in ran.err
    assert [] == run("list", "--runs", "--json").document["runs"]


def test_an_estimate_says_what_verified_keys_take_on_top(run: Run) -> None:
    """Who solves them, and how often; only where they are to be verified."""
    command = ("pregenerate", "--count", "30", "--track", "scientific", "--dry-run")

    assert "once where a check confirms it, else twice" in run(*command, "--verify").err
    assert "on top" not in run(*command).err


@pytest.mark.usefixtures("claude")
def test_by_batches_half_is_expected(run: Run) -> None:
    """Every line of the estimate, and their sum, is at the price that will be paid."""
    command = ("pregenerate", "--count", "30", "--track", "scientific", "--dry-run")

    full_usd, half_usd = (
        [float(usd) for usd in re.findall(r"\$ *([0-9.]+)", run(*command, *way).err)]
        for way in ((), ("--batch",))
    )

    assert half_usd[-1] == pytest.approx(sum(half_usd[:-1]), abs=0.03)
    assert 0.3 * full_usd[-1] < half_usd[-1] <= 0.5 * full_usd[-1]


def test_what_nobody_knows_the_price_of_has_no_limit(
    claude: Simulator, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--max-cost` is a promise, so where it cannot be kept it is refused."""
    monkeypatch.setenv("EXAM_MODEL", "claude-of-somebody")
    command = ("pregenerate", "--count", "1", "--track", "scientific")

    assert "is not known" in run(*command, "--dry-run").err
    ran = run(*command, "--max-cost", "5")

    assert (2, []) == (ran.code, [r for r in claude.received if r.path.endswith("messages")])
    assert "cannot be kept" in ran.err


def test_what_nobody_knows_the_price_of_checks_no_keys_under_a_limit(
    claude: Simulator, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is said before anything is paid for, not when the first exam is verified."""
    monkeypatch.setenv("EXAM_SOLVER_MODEL", "solver-of-somebody")
    ran = run(
        *("pregenerate", "--count", "1", "--track", "scientific", "--verify", "--max-cost", "5")
    )

    assert (2, []) == (ran.code, [r for r in claude.received if r.path.endswith("messages")])
    assert "solver-of-somebody" in ran.err
    assert "EXAM_SOLVER_MODEL" in ran.err


@pytest.mark.usefixtures("claude")
@pytest.mark.parametrize("limit_usd", [0.1, 0.5, 1.0])
def test_a_limit_is_never_broken(limit_usd: float, run: Run) -> None:
    """Nothing is sent that might break it; what was paid for is kept; a higher one goes on."""
    ran = run(
        *("pregenerate", "--count", "2", "--track", "scientific", "--max-cost", str(limit_usd))
    )
    stopped = state(run)

    assert 9 == ran.code, ran.err
    assert stopped["costUsd"] <= limit_usd
    assert f"pregenerate --resume {stopped['id']}" in ran.err

    again = run("pregenerate", "--resume", stopped["id"])
    assert 9 == again.code, again.err
    assert state(run)["costUsd"] <= limit_usd

    assert 0 == run("pregenerate", "--resume", stopped["id"], "--max-cost", "20").code
    assert 192 == state(run)["questionsStored"]


@pytest.mark.usefixtures("claude")
def test_money_that_is_short_makes_some_exams_whole(run: Run) -> None:
    """Not all of them half: no more are open at once than the limit is expected to pay for."""
    ran = run("pregenerate", "--count", "4", "--track", "scientific", "--max-cost", "1.2")

    stopped = state(run)
    begun = [exam for exam in stopped["list"] if 0 < exam["questionsStored"] < 96]
    assert 9 == ran.code, ran.err
    assert stopped["costUsd"] <= 1.2
    assert stopped["examsDone"] >= 1
    assert len(begun) <= 1


@pytest.mark.usefixtures("claude")
def test_the_same_again_goes_on_with_the_same_run(run: Run) -> None:
    """It is one run until it is done; `--new` begins another."""
    command = ("pregenerate", "--count", "2", "--track", "scientific")
    run(*command, "--max-cost", "0.5")
    first = state(run)["id"]

    ran = run(*command, "--max-cost", "20")

    assert f"going on with {first}" in ran.err
    assert [first] == [each["id"] for each in run("list", "--runs", "--json").document["runs"]]
    run(*command, "--max-cost", "0.1")
    run(*command, "--max-cost", "0.1", "--new")
    assert 3 == len(run("list", "--runs", "--json").document["runs"])


def test_a_wrong_key_ends_a_run_at_once(
    run: Run, serve: Callable[[Options], Simulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other exam would meet the same refusal."""
    simulator = serve(Options(api_keys=frozenset({"another"})))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "wrong")

    ran = run("pregenerate", "--count", "60", "--track", "scientific", "--yes")

    assert 3 == ran.code, ran.err
    assert len(simulator.received) <= 30
    assert "0 of 60 exams are done" in ran.err


PLANS = {
    "plan.csv": "name,track,seed\nA,scientific,7\nB,literary,8\n",
    "plan.toml": '[[exam]]\nname="A"\ntrack="scientific"\nseed=7\n'
    '[[exam]]\nname="B"\ntrack="literary"\nseed=8\n',
}


@pytest.mark.parametrize("file", PLANS)
def test_a_plan_asks_for_an_exam_a_row(file: str, run: Run, home: Path) -> None:
    """Name, track and seed are those of its row."""
    (home / file).write_text(PLANS[file])

    ran = run("pregenerate", "--plan", file)

    assert 0 == ran.code, ran.err
    assert [("A", "scientific", 7), ("B", "literary", 8)] == [
        (exam["name"], exam["track"], exam["seed"]) for exam in state(run)["list"]
    ]


FAULTS = {
    "name,seed\nA,x\n": "row 1: `seed` is `x`",
    "name,track\nA,scientific\nB,poetic\n": "row 2: there is no track `poetic`",
    "name,colour\nA,red\n": "row 1: there is no column `colour`",
    "name,blueprint\nA,nothing\n": "row 1: no blueprint is called `nothing`",
    "name,material,track\nA,gone.md,scientific\n": "row 1: ",
    "name,track\n": "has 0 rows",
    "name,track\nA,scientific,more\n": "row 1: ",
    "": "has 0 rows",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_plan_that_does_not_hold_is_refused(text: str, run: Run, home: Path) -> None:
    """One line names the row and what is wrong with it; nothing is stored."""
    (home / "plan.csv").write_text(text)

    ran = run("pregenerate", "--plan", "plan.csv")

    assert 2 == ran.code, ran.err
    assert FAULTS[text] in ran.err
    assert not (home / "exams.db").exists()


def test_an_ended_process_is_taken_over_by_another(
    run: Run,
    spawn: Spawn,
    home: Path,
    serve: Callable[[Options], Simulator],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """SIGTERM ends a run with 130 and the command that goes on; no question is asked again."""
    simulator = serve(Options(profile="sonnet-4.5", speed=40))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    process = spawn("pregenerate", "--count", "2", "--track", "scientific", "--yes", "--json")
    assert process.stdout
    run_id = json.loads(process.stdout.readline())["runId"]
    while not fingerprints(home):
        pass
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate()
    kept = set(fingerprints(home))

    assert 130 == process.returncode, err
    assert "INTERRUPTED" == events(out)[-1]["error"]["code"]
    assert f"pregenerate --resume {run_id}" in err
    assert 0 == run("pregenerate", "--resume", run_id, "--yes").code
    assert kept <= set(fingerprints(home))
    assert 192 == len(set(fingerprints(home)))


def test_a_run_that_died_on_another_machine_is_resumed_after_its_leases(
    spawn: Spawn,
    run: Run,
    home: Path,
    serve: Callable[[Options], Simulator],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody here can see whether that process lives, so the expiry of its leases decides."""
    simulator = serve(Options(profile="sonnet-4.5", speed=40))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    process = spawn("pregenerate", "--count", "2", "--track", "scientific", "--yes", "--json")
    assert process.stdout
    run_id = json.loads(process.stdout.readline())["runId"]
    while not fingerprints(home):
        pass
    process.kill()
    process.communicate()
    kept = set(fingerprints(home))
    assert 0 < len(kept) < 192

    assert _moved_to_another_machine(home, expired_at="2000-01-01T00:00:00.000+00:00") > 0
    ran = run("pregenerate", "--resume", run_id, "--yes")

    assert 0 == ran.code, ran.err
    assert kept <= set(fingerprints(home))
    assert 192 == len(set(fingerprints(home))) == len(fingerprints(home))


def _moved_to_another_machine(home: Path, expired_at: str) -> int:
    """Make every lease one that another machine took, until a time; how many there are."""
    owner = "other-host/other-boot/other-namespace/1/1/token"
    with closing(sqlite3.connect(home / "exams.db")) as database, database:
        return database.execute(
            "UPDATE exam_sessions SET lease_owner = ?, lease_expires_at = ?"
            " WHERE generation_in_progress = 1",
            (owner, expired_at),
        ).rowcount


@pytest.mark.usefixtures("claude")
def test_two_processes_share_a_run(run: Run, spawn: Spawn, home: Path) -> None:
    """What one is writing the other leaves alone, so that together they ask as often as one."""
    run("pregenerate", "--count", "4", "--track", "scientific", "--max-cost", "0.05")
    run_id = state(run)["id"]
    command = ("pregenerate", "--resume", run_id, "--max-cost", "20")

    both = [spawn(*command), spawn(*command)]
    codes = [process.wait() for process in both]

    assert [0, 0] == codes, [process.communicate() for process in both]
    assert 4 * 96 == len(set(fingerprints(home)))
    assert 4 == state(run)["examsDone"]


def test_a_limit_that_no_header_tells_is_found_by_its_refusals(
    run: Run, serve: Callable[[Options], Simulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenRouter tells none: requests become fewer after a refusal, and every exam is whole."""
    limits = Limits(output_tokens_per_minute=8_000)
    simulator = serve(Options(dialect="openrouter", profile="sonnet-4.5", speed=60, limits=limits))
    monkeypatch.setenv("OPENROUTER_API_KEY", SECRET)
    monkeypatch.setenv("OPENROUTER_BASE_URL", simulator.base_url)
    ran = run("pregenerate", "--count", "2", "--yes", "--json", *SCIENTIFIC)

    assert 0 == ran.code, ran.err
    assert 192 == events(ran.out)[-1]["questionsStored"]
    statuses = [each.status for each in simulator.received if each.path.endswith("/messages")]
    assert 0 < statuses.count(429) <= len(statuses) / 3, statuses


def test_what_repeats_would_not_mend_is_not_said_to_be_mended_by_them(
    run: Run, tmp_path: Path
) -> None:
    """Of a subject that the embedded bank does not know there is nothing to repeat."""
    mine = tmp_path / "mine.toml"
    text = (EMBEDDED / "gat.toml").read_text(encoding="utf-8")
    mine.write_text(text.replace("vocabulary", "cookery"), encoding="utf-8")
    short = run("pregenerate", "--count", "2", "--blueprint", str(mine), *SCIENTIFIC)

    assert 5 == short.code, short.err
    assert "the embedded bank knows nothing about" in short.err
    assert "--resume" in short.err
    assert "--allow-repeats" not in short.err
    assert "--allow-repeats" not in run("start", "--blueprint", str(mine), *SCIENTIFIC).err


def test_a_bank_that_is_short_makes_the_first_exams_whole(run: Run, tmp_path: Path) -> None:
    """What one exam of many lacks is not spread over all of them."""
    short = run("pregenerate", "--count", "7", "--blueprint", str(_wordy(tmp_path)), *SCIENTIFIC)

    assert 5 == short.code, short.err
    assert 1 <= state(run)["examsDone"] < 7


def test_every_offline_process_begins_with_a_cold_cache(run: Run, home: Path) -> None:
    """The first request writes the prefix and the others wait for it; the next process again."""
    for _ in range(2):
        assert 0 == run("pregenerate", "--count", "1", "--new", *SCIENTIFIC).code
    with closing(sqlite3.connect(home / "exams.db")) as connection:
        rows = connection.execute(
            "SELECT session_id, sum(cache_write_1h_tokens + cache_write_5m_tokens > 0), count(*)"
            " FROM requests GROUP BY session_id"
        ).fetchall()
    assert [1, 1] == [writes for _, writes, _ in rows]
    assert min(requests for _, _, requests in rows) > 1


def test_a_run_that_uses_up_the_bank_goes_on_with_repeats(run: Run, tmp_path: Path) -> None:
    """It names the kind that is used up, and the command by which the same run becomes whole."""
    short = run("pregenerate", "--count", "7", "--blueprint", str(_wordy(tmp_path)), *SCIENTIFIC)

    assert 5 == short.code, short.err
    assert "no unused question left for vocabulary/" in short.err
    assert "--allow-repeats" in short.err
    found = state(run)
    assert 0 == run("pregenerate", "--resume", found["id"], "--allow-repeats").code
    assert 7 == state(run)["examsDone"]
