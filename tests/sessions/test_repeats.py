"""No question of one exam comes again in another of the same store, unless that is allowed."""

import json
from pathlib import Path
from typing import Any

from conftest import Ran, Run, Spawn
from examcli.exam.blueprint import EMBEDDED

WORDS = ("practice", "--topic", "vocabulary", "--size", "10", "--total", "10", "--json")


def test_two_exams_of_one_seed_share_no_question(run: Run) -> None:
    """The plan is the same, the questions are others."""
    first, second = (
        run("start", "--track", "scientific", "--seed", "7", "--json", "--with-answers").document
        for _ in range(2)
    )
    assert _contents(first["questions"]) & _contents(second["questions"]) == set()
    assert len(first["questions"]) == len(second["questions"]) == 10


def test_two_processes_at_once_share_no_question(spawn: Spawn, run: Run) -> None:
    """The same seed at the same moment: whoever stores a question first has it."""
    both = [spawn("start", "--track", "scientific", "--seed", "7", "--json") for _ in range(2)]
    ids = [json.loads(process.communicate()[0])["id"] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    first, second = (run("show", each, "--json").document["questions"] for each in ids)
    assert _contents(first) & _contents(second) == set()
    assert min(len(first), len(second)) >= 10


def test_a_bank_that_has_run_out_says_so(run: Run) -> None:
    """The embedded bank has fewer such questions than are asked for: it fails with a way out."""
    last = _exhausted(run)
    assert last.code == 5
    assert "no unused question left for vocabulary/" in last.err
    assert "--allow-repeats" in last.document["error"]["hint"]


def test_repeats_can_be_allowed(run: Run) -> None:
    """The same wish is fulfilled when used questions may come again."""
    _exhausted(run)
    allowed = run(*WORDS, "--seed", "9", "--allow-repeats")
    assert allowed.code == 0
    assert len(allowed.document["questions"]) == 10


def test_a_session_that_ran_out_can_be_completed_with_repeats(run: Run) -> None:
    """`resume` takes the same option, so that nothing stored is lost."""
    _exhausted(run)
    lacking = next(
        session["id"]
        for session in run("list", "--json").document["sessions"]
        if session["generatedBatches"] == 0
    )
    completed = run("resume", lacking, "--complete", "--allow-repeats", "--json")
    assert completed.code == 0
    assert len(completed.document["questions"]) == 10


def test_another_subject_has_questions_of_its_own(run: Run, tmp_path: Path) -> None:
    """Only exams of one blueprint id and language share what is used up."""
    other = tmp_path / "other.toml"
    text = (EMBEDDED / "gat.toml").read_text(encoding="utf-8")
    other.write_text(text.replace('id = "gat"', 'id = "other"', 1), encoding="utf-8")
    _exhausted(run)
    assert run(*WORDS, "--seed", "9", "--blueprint", str(other)).code == 0


def _exhausted(run: Run) -> Ran:
    """The last of twelve practices of ten, more than the bank has questions for."""
    return [run(*WORDS, "--seed", str(seed)) for seed in range(1, 13)][-1]


def _contents(questions: list[dict[str, Any]]) -> set[str]:
    return {f"{question['stem']}{sorted(question['choices'])}" for question in questions}
