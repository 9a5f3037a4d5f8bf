"""The small programs in scripts/: what they say, and how they end."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import SECRET
from examcli.simulator import Options, Simulator, parse_fault

ROOT = Path(__file__).parent.parent
SCRIPTS = ("test_claude.py", "test_caching.py")
Serve = Callable[[Options], Simulator]


def ran(
    script: str, environment: Mapping[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """What the script did, as a program of its own."""
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / script, *arguments],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def at(simulator: Simulator, key: str = SECRET) -> dict[str, str]:
    """The environment that leads a script to a simulator."""
    return {"ANTHROPIC_BASE_URL": simulator.base_url, "ANTHROPIC_API_KEY": key}


def test_a_good_connection_says_a_sentence(simulator: Simulator) -> None:
    """One Arabic sentence, its time and its tokens, exit 0, and nothing to complain about."""
    program = ran("test_claude.py", at(simulator))

    sentence, times, tokens = program.stdout.splitlines()
    assert (0, "") == (program.returncode, program.stderr)
    assert any("\u0600" <= character <= "\u06ff" for character in sentence)
    assert "first token" in times
    assert "out" in tokens
    assert [200] == [received.status for received in simulator.received]


def test_a_good_cache_is_written_once_and_read_five_times(simulator: Simulator) -> None:
    """The ratio is that of the reads; exit 0."""
    program = ran("test_caching.py", at(simulator))

    assert (0, "") == (program.returncode, program.stderr)
    usages = [received.usage or {} for received in simulator.received]
    assert [True] + 5 * [False] == [bool(u["cache_creation_input_tokens"]) for u in usages]
    assert [False] + 5 * [True] == [bool(u["cache_read_input_tokens"]) for u in usages]
    assert "5 reads, 100% of the prefix" in program.stdout


def test_a_single_miss_is_not_a_verdict(serve: Serve) -> None:
    """Four reads in five are enough; with this seed the second is missed."""
    program = ran("test_caching.py", at(serve(Options(miss_probability=0.1, seed=0))))

    assert 0 == program.returncode
    assert "80% of the prefix" in program.stdout


def test_a_cache_that_forgets_is_below_the_threshold(serve: Serve) -> None:
    """Exit 8, with the reason that the API gives for each miss."""
    program = ran("test_caching.py", at(serve(Options(miss_probability=1.0))))

    assert 8 == program.returncode
    assert "0% of the prefix" in program.stdout
    assert 5 == program.stdout.count("miss reason messages_changed")
    assert "hint: " in program.stderr


@pytest.mark.parametrize("script", SCRIPTS)
class TestFailure:
    """Both scripts end alike when there is nothing to measure."""

    def test_a_missing_key_is_named(self, script: str) -> None:
        """Exit 3, before anything is sent, with what to do."""
        program = ran(script, {})

        assert 3 == program.returncode
        assert "ANTHROPIC_API_KEY" in program.stderr
        assert "hint: " in program.stderr

    def test_a_refused_key_is_said_to_be_refused(self, script: str, serve: Serve) -> None:
        """Exit 3, and the key is not repeated."""
        program = ran(script, at(serve(Options(api_keys=frozenset({"another"})))))

        assert 3 == program.returncode
        assert "refused" in program.stderr
        assert SECRET not in program.stderr

    @pytest.mark.parametrize("fault", ["server-error", "cut"])
    def test_no_answer_is_exit_4(self, script: str, fault: str, serve: Serve) -> None:
        """An error answer, or a connection that breaks in the middle."""
        program = ran(script, at(serve(Options(faults=(parse_fault(fault),)))))

        assert 4 == program.returncode
        assert "error: no answer" in program.stderr

    def test_nobody_there_is_exit_4(self, script: str) -> None:
        """Nothing listens at the address."""
        with Simulator(Options()) as gone:
            environment = at(gone)

        assert 4 == ran(script, environment).returncode


def test_an_answer_without_an_end_is_no_answer(serve: Serve) -> None:
    """The SDK takes a truncated stream for a success; the script does not."""
    program = ran("test_claude.py", at(serve(Options(faults=(parse_fault("clean-end"),)))))

    assert 4 == program.returncode
    assert "not whole" in program.stderr


def test_pytest_never_collects_the_scripts() -> None:
    """They are named like tests, and would talk to the real API."""
    collected = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "tests/test_scripts.py::" in collected
    assert "scripts/" not in collected.replace("tests/test_scripts.py", "")


@pytest.mark.slow
def test_the_cost_of_an_exam_more_is_told_by_size_of_the_store() -> None:
    """A line for each size; every exam is whole, for the script ends with the failure of one."""
    program = ran("store_growth.py", {}, "--sizes", "2", "4", "--exams", "1")

    heading, *lines = program.stdout.splitlines()
    assert (0, "") == (program.returncode, program.stderr)
    assert heading.startswith("exams")
    assert ["2", "4"] == [line.split()[0] for line in lines]
    assert all(float(line.split()[1]) > 0 for line in lines)
