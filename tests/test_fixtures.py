"""The files that ship as examples do what the README says of them."""

from pathlib import Path

from conftest import Run

FIXTURES = Path(__file__).parent.parent / "fixtures"


def test_the_questions_have_one_flaw_each_but_the_first(run: Run) -> None:
    """A rounded key, two equal choices, a place that is none, a figure that is missing."""
    vetted = run("review", str(FIXTURES / "questions.csv"), "--json")
    assert vetted.code == 8
    assert {q["id"]: [f["rule"] for f in q["findings"]] for q in vetted.document["questions"]} == {
        "mean": [],
        "thirds": ["stem-disagrees"],
        "halves": ["distinct-choices"],
        "place": ["answer-index"],
        "figure": ["missing-figure"],
    }


def test_an_exam_can_be_written_about_the_notes(run: Run) -> None:
    """Twenty questions, each resting on a passage, none in doubt."""
    notes = str(FIXTURES / "sampling.md")
    command = ("start", "--blueprint", "statistics", "--source", notes, "--complete", "--verify")
    exam = run(*command, "--seed", "1", "--json", "--with-answers")
    assert exam.code == 0, exam.err
    assert [bool(q["restsOn"]) for q in exam.document["questions"]] == [True] * 20
    assert {q["verification"] for q in exam.document["questions"]} == {"from the bank"}
