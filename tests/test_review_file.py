"""`examcli review FILE`: any file of questions, each finding with its rule."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Run

SOUND: dict[str, Any] = {
    "id": "q1",
    "stem": "ما مرادف «شجاعة»؟",
    "choices": ["بسالة", "سرعة", "خوف", "كرم"],
    "answerIndex": 0,
}


def _review(run: Run, home: Path, *questions: object) -> Any:
    (home / "exam.json").write_text(json.dumps(questions), encoding="utf-8")
    return run("review", "exam.json", "--json")


def _rules(document: Any, place: int = 0) -> set[str]:
    return {f["rule"] for f in document["questions"][place]["findings"]}


def test_a_sound_file_passes(run: Run, home: Path) -> None:
    """Three fields are enough; nothing is found and the exit code is 0."""
    ran = _review(run, home, SOUND)
    assert ran.code == 0
    assert ran.document["questions"] == [{"id": "q1", "ok": True, "findings": []}]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"stem": None}, "stem-field"),
        ({"choices": "أ"}, "choices-field"),
        ({"choices": ["أب", None, "جد", "هو"]}, "choices-field"),
        ({"choices": ["بسالة", "سرعة", "خوف"]}, "four-choices"),
        ({"answerIndex": None}, "answer-index"),
        ({"answerIndex": "1"}, "answer-index"),
        ({"answerIndex": True}, "answer-index"),
        ({"answerIndex": 1.0}, "answer-index"),
        ({"answerIndex": 4}, "answer-index"),
        ({"answerIndex": -1}, "answer-index"),
        ({"stem": "ما مرادف\u202e «شجاعة»؟"}, "unreadable-character"),
        ({"stem": "ما مرادف {{word}}؟"}, "unfilled-template"),
        ({"stem": "ما مرادف «شجاعة»؟<br>"}, "web-remnant"),
        ({"stem": "ما قيمة $\\frac{1}{2؟"}, "broken-latex"),
        ({"explanation": "هذه هي الإجابة الصحيحة."}, "generic-explanation"),
        ({"explanation": "إذن الإجابة الصحيحة هي سرعة."}, "explanation-disagrees"),
        ({"explanation": "The answer is (C)."}, "letter-disagrees"),
    ],
)
def test_a_flaw_is_an_error_with_its_rule(
    run: Run, home: Path, changes: dict[str, Any], rule: str
) -> None:
    """What a machine can see rejects the question, and the exit code says so."""
    ran = _review(run, home, {**SOUND, **changes})
    assert ran.code == 8
    assert rule in _rules(ran.document)


def test_a_missing_key_names_the_field_that_looks_like_it(run: Run, home: Path) -> None:
    """Another field is never silently taken for the key."""
    question = {name: value for name, value in SOUND.items() if name != "answerIndex"}
    ran = _review(run, home, {**question, "correctIndex": 0})
    (finding,) = ran.document["questions"][0]["findings"]
    assert "`correctIndex` looks like it" in finding["message"]


def test_a_question_asked_twice_is_rejected_once(run: Run, home: Path) -> None:
    """The later one is the duplicate, its choices in whatever order; stems alone never count."""
    twin = {**SOUND, "id": "q2", "choices": SOUND["choices"][::-1], "answerIndex": 3}
    other = {**SOUND, "id": "q3", "choices": ["إقدام", "حزن", "نوم", "علم"]}
    ran = _review(run, home, SOUND, twin, other)
    assert [question["ok"] for question in ran.document["questions"]] == [True, False, True]


def test_other_numbers_are_counted_apart(run: Run, home: Path) -> None:
    """A number-changed variant is no duplicate."""
    one = {"stem": "ما ناتج ٢ + ٣؟", "choices": ["٥", "٦", "٧", "٨"], "answerIndex": 0}
    two = {"stem": "ما ناتج ٤ + ٣؟", "choices": ["٥", "٦", "٧", "٨"], "answerIndex": 2}
    ran = _review(run, home, one, two)
    assert ran.code == 0
    assert ran.document["summary"]["numberVariants"] == 1


def test_csv_and_jsonl_are_read(run: Run, home: Path) -> None:
    """Choices as columns, a byte order mark, one object a line."""
    header = "stem,choice1,choice2,choice3,choice4,answerIndex\n"
    (home / "a.csv").write_text(f"\ufeff{header}ما مرادف شجاعة,بسالة,سرعة,خوف,كرم,0\n", "utf-8")
    whole, other = json.dumps(SOUND), json.dumps(SOUND | {"stem": "ما ضد «جبن»؟"})
    (home / "a.jsonl").write_text(f"{whole}\n{whole[:-3]}\n{other}\n", "utf-8")
    assert run("review", "a.csv").code == 0
    ran = run("review", "a.jsonl", "--json")
    assert [question["ok"] for question in ran.document["questions"]] == [True, False, True]


@pytest.mark.parametrize("content", ["", "[]", "[1, 2]", "{", "hello", '{"a": 1}', "[" * 5000])
def test_what_is_no_file_of_questions_is_refused(run: Run, home: Path, content: str) -> None:
    """One line that names the file, exit code 2, no traceback."""
    (home / "x.json").write_text(content, encoding="utf-8")
    ran = run("review", "x.json")
    assert ran.code == 2
    assert "x.json" in ran.err
