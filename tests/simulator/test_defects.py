"""Spoiling answers, down to the edges."""

import json

import pytest

from examcli.simulator.defects import (
    DEFECTS,
    end_of_question,
    malformed,
    questions_of,
    repeated,
    same_value,
    spoiled,
)
from examcli.simulator.errors import Json

QUESTION: Json = {
    "stem": "س",
    "key": "12",
    "distractor_1": "1",
    "distractor_2": "2",
    "distractor_3": "3",
    "explanation": "ش",
}
ANSWER = json.dumps(
    {"passage": "", "questions": [QUESTION, QUESTION]}, ensure_ascii=False, separators=(",", ":")
)


def test_the_end_of_a_question_is_behind_its_brace() -> None:
    """Counted from the start; more questions than there are mean the whole text [simulator]."""
    assert ANSWER[: end_of_question(ANSWER, 0)] == '{"passage":"","questions":['
    assert ANSWER[: end_of_question(ANSWER, 1)].endswith('"ش"}')
    assert end_of_question(ANSWER, 9) == len(ANSWER)
    assert end_of_question("Hello", 1) == len("Hello")


@pytest.mark.parametrize("text", [ANSWER, "{}", "[]"])
def test_a_malformed_text_is_no_json(text: str) -> None:
    """Whatever the answer was [simulator]."""
    with pytest.raises(json.JSONDecodeError):
        json.loads(malformed(text, 0))


@pytest.mark.parametrize("kind", DEFECTS)
def test_a_question_that_does_not_exist_is_not_spoiled(kind: str) -> None:
    """Nor is an answer that has no questions [simulator]."""
    assert spoiled(ANSWER, kind, 2) == ANSWER
    assert spoiled("Hello", kind, 0) == "Hello"


def test_a_repeated_question_takes_the_place_of_another() -> None:
    """The rest of the answer stays [simulator]."""
    earlier: Json = {**QUESTION, "stem": "سابق"}
    assert questions_of(repeated(ANSWER, earlier, 1)) == [QUESTION, earlier]
    assert repeated(ANSWER, earlier, 2) == ANSWER


@pytest.mark.parametrize(
    ("choice", "equal"),
    [
        ("12", "24/2"),
        ("0.5 كجم", "1/2 كجم"),
        ("1/4", "2/8"),
        ("٣ م", "٦/٢ م"),
        ("حار", "حار"),
        ("7/0", "7/0"),
    ],
)
def test_the_same_value_is_written_differently_where_it_can_be(choice: str, equal: str) -> None:
    """A number becomes another fraction; words stay the same words [simulator]."""
    assert same_value(choice) == equal
