"""Both tracks to the last question, through the command line, in a pipe."""

from collections import Counter
from typing import Any

import pytest

from conftest import Run, Spawn
from examcli.exam.question import fingerprint
from examcli.simulator import Simulator

pytestmark = pytest.mark.slow
SECTIONS = {
    "scientific": {"quantitative": 57, "verbal": 39},
    "literary": {"quantitative": 29, "verbal": 67},
}
BATCHES = {
    "scientific": [10, 10, 10, 10, 10, 7, 10, 10, 10, 9],
    "literary": [10, 10, 9, 10, 10, 10, 10, 10, 10, 7],
}
DIFFICULTY = {"easy": 29, "medium": 48, "hard": 19}
ANSWER_FIELDS = {"answerIndex", "explanation", "tags"}


def content(question: dict[str, Any]) -> str:
    """The content of a question in the contract's words, as one string."""
    passage = question.get("passage", {}).get("text", "")
    return fingerprint(question["stem"], question["choices"], passage)


@pytest.mark.parametrize("track", ["scientific", "literary"])
def test_an_exam_reaches_its_last_question(track: str, spawn: Spawn, run: Run) -> None:
    """96 distinct questions in the designed batches, sections and difficulties, keys redacted."""
    process = spawn("start", "--track", track, "--complete", "--seed", "5", "--json")
    out, err = process.communicate()

    assert 0 == process.returncode, err
    document = run("resume", out.split('"id": "')[1].split('"')[0], "--json").document
    questions = document["questions"]
    assert 96 == document["totalQuestions"] == len(questions)
    assert list(range(96)) == [question["index"] for question in questions]
    assert 96 == len({question["id"] for question in questions})
    assert 96 == len({content(question) for question in questions})
    assert SECTIONS[track] == Counter(question["section"] for question in questions)
    assert BATCHES[track] == sizes_of_batches(questions)
    levels = Counter(question["difficulty"] for question in questions)
    assert all(abs(levels[level] - count) <= 2 for level, count in DIFFICULTY.items())
    assert not any(ANSWER_FIELDS & question.keys() for question in questions)
    assert not any(field in out for field in ANSWER_FIELDS)


def test_a_fast_exam_has_a_call_for_each_question(claude: Simulator, run: Run) -> None:
    """Whole as any other; only reading sets share one."""
    ran = run("start", "--track", "literary", "--complete", "--fast", "--json")

    assert 0 == ran.code, ran.err
    assert 96 == len({content(question) for question in ran.document["questions"]})
    singles = sum("passage" not in question for question in ran.document["questions"])
    sets = {q["passage"]["text"] for q in ran.document["questions"] if "passage" in q}
    assert len(claude.received) >= singles + len(sets)


@pytest.mark.parametrize("track", ["scientific", "literary"])
def test_answers_are_complete_when_asked_for(track: str, run: Run) -> None:
    """With `--with-answers` every question has a key among its choices and an explanation."""
    run("start", "--track", track, "--complete", "--seed", "6", "--json")

    sessions = run("list", "--json").document["sessions"]
    exported = run("export", sessions[0]["id"], "--with-answers").document["questions"]

    assert 96 == len(exported)
    assert all(0 <= question["answerIndex"] <= 3 for question in exported)
    assert all(len(set(question["choices"])) == 4 for question in exported)
    assert all(question["explanation"].strip() for question in exported)
    key_places = Counter(question["answerIndex"] for question in exported)
    assert all(10 <= key_places[place] <= 40 for place in range(4))


def test_the_same_seed_plans_the_same_exam(run: Run) -> None:
    """Offline, the same seed even gives the same questions, at the same places."""
    exam = ("start", "--track", "literary", "--complete", "--seed", "7", "--json")
    first = run(*exam).document
    second = run(*exam, "--allow-repeats").document

    assert [q["stem"] for q in first["questions"]] == [q["stem"] for q in second["questions"]]
    assert first["id"] != second["id"]


def test_a_batch_never_mixes_sections(run: Run) -> None:
    """Ten single-section batches: no batch was ever asked for with the wrong section's rules."""
    run("start", "--track", "scientific", "--complete", "--json")

    session = run("list", "--json").document["sessions"][0]["id"]
    for index in range(1, 11):
        questions = run("next", session, "--batch-index", str(index), "--json").document[
            "questions"
        ]
        assert 1 == len({question["section"] for question in questions})
        assert BATCHES["scientific"][index - 1] == len(questions)


def sizes_of_batches(questions: list[dict[str, Any]]) -> list[int]:
    """The sizes of batches as the ids tell them: `quant_2_05` is of batch 2."""
    return list(Counter(int(question["id"].split("_")[1]) for question in questions).values())
