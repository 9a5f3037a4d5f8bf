"""Composing an answer: what an order says is what comes, once, and the same every time."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pytest

from bank.drawing import CASES
from examcli.bank import DISTRACTORS, READING, compose
from examcli.bank.draft import Difficulty
from examcli.bank.verbal import Passage, passages, written
from examcli.exam.blueprint import embedded
from examcli.exam.plan import plan_exam
from examcli.exam.text import shortened
from examcli.generation.prompt import Order, avoid_line, suffix

EQUATION = {"topic": "algebra", "subtopic": "linear-one-var", "difficulty": "easy", "variant": 3}
PAIR = {"topic": "analogy", "subtopic": "synonymy", "difficulty": "easy", "variant": 3}
ASKED = ("main-idea", "detail", "inference")
SET = [{"topic": READING, "subtopic": kind, "setting": "فلك", "variant": 3} for kind in ASKED]

Question = dict[str, Any]


def answer(slots: Sequence[Mapping[str, object]], avoid: Sequence[str] = ()) -> dict[str, Any]:
    """The answer to an order that the bank can fill."""
    composition = compose(slots, avoid)
    assert composition.shortfall == ""
    document: dict[str, Any] = json.loads(composition.text)
    return document


def questions(slots: Sequence[Mapping[str, object]], avoid: Sequence[str] = ()) -> list[Question]:
    asked: list[Question] = answer(slots, avoid)["questions"]
    return asked


def line(question: Question) -> str:
    return avoid_line(question["stem"], question["key"])


def passage_for(*wanted: str) -> Passage:
    return next(passages(wanted, "", "5"))


def test_one_question_for_each_slot_in_order() -> None:
    """An answer has as many questions as slots, of the kinds ordered, without a passage."""
    document = answer([EQUATION, PAIR])
    assert document["passage"] == ""
    equation, pair = document["questions"]
    assert "س" in equation["stem"]
    assert "+" in equation["check"] or "-" in equation["check"]
    assert " : " in pair["key"]


@pytest.mark.parametrize(("topic", "subtopic", "level"), CASES)
def test_every_quantitative_slot_can_be_filled(
    topic: str, subtopic: str, level: Difficulty
) -> None:
    """No subtopic of the taxonomy is without a question, at any level."""
    order = {"topic": topic, "subtopic": subtopic, "difficulty": level, "variant": 1}
    (question,) = questions([order])
    assert all(question[field] for field in ("stem", "key", "explanation"))


def test_digits_are_arabic_except_in_the_check() -> None:
    """A student reads Arabic-Indic digits; the check is for machines."""
    (question,) = questions([EQUATION])
    assert not re.search("[0-9]", question["stem"] + question["key"] + question["explanation"])
    assert re.fullmatch("[-+*/()0-9 ]+", question["check"])


def test_the_person_and_the_city_of_the_order_appear() -> None:
    """Scenery comes from the plan, where a wording has a place for it."""
    orders = [
        {"topic": "algebra", "subtopic": "ages", "person": "لمى", "city": "حائل", "variant": number}
        for number in range(10)
    ]
    stems = [question["stem"] for order in orders for question in questions([order])]
    assert all("لمى" in stem for stem in stems)


def test_the_same_order_gives_the_same_answer() -> None:
    assert compose([EQUATION, PAIR], []) == compose([EQUATION, PAIR], [])


def test_variants_of_an_order_differ() -> None:
    """A variant keeps apart two questions of one subtopic."""
    stems = [questions([{**EQUATION, "variant": variant}])[0]["stem"] for variant in range(20)]
    assert len(set(stems)) >= 15


def test_one_answer_never_asks_twice() -> None:
    """Equal slots of one order get different questions."""
    lines = [line(question) for question in questions([PAIR] * 5)]
    assert len(set(lines)) == 5


def test_what_is_to_be_avoided_is_avoided() -> None:
    """Lines cut short with an ellipsis count too."""
    (first,) = questions([PAIR])
    (second,) = questions([PAIR], [line(first)])
    (third,) = questions([PAIR], [line(first)[:9] + "…", line(second)])
    assert len({line(first), line(second), line(third)}) == 3


def test_an_exhausted_subtopic_says_so() -> None:
    """Where nothing unused is left, the answer is cut short and the reason is given."""
    count = len(list(written("analogy", "synonymy", "", "")))
    used = [line(question) for question in questions([PAIR] * count)]
    composition = compose([EQUATION, PAIR, EQUATION], used)
    assert "analogy/synonymy" in composition.shortfall
    assert "no unused question" in composition.shortfall
    assert len(json.loads(composition.text)["questions"]) == 1


@pytest.mark.parametrize("subtopic", ["", "unheard-of"])
def test_an_order_for_what_nobody_wrote_says_so(subtopic: str) -> None:
    assert compose([{"topic": "algebra", "subtopic": subtopic}], []).shortfall
    assert compose([{"topic": READING, "subtopic": subtopic}], []).shortfall
    assert compose([{"topic": "unheard-of", "subtopic": subtopic}], []).shortfall


def test_a_given_question_is_explained_as_the_bank_explains_it() -> None:
    """The question comes back word for word, with the explanation that belongs to it."""
    (question,) = questions([EQUATION])
    given = {field: question[field] for field in ("stem", "key", *DISTRACTORS)}
    (explained,) = questions([{**EQUATION, "given": given}])
    assert explained == {**question, "check": ""}


def test_a_given_question_of_somebody_else_is_explained_by_its_key() -> None:
    given = {
        "stem": "ما عدد أيام الأسبوع؟",
        "key": "٧",
        **dict(zip(DISTRACTORS, "٥٦٨", strict=True)),
    }
    (explained,) = questions([{**EQUATION, "given": given}])
    assert {name: explained[name] for name in given} == given
    assert "٧" in explained["explanation"]


def test_a_reading_set_has_one_passage_and_the_questions_asked_for() -> None:
    """The text is of the wanted domain and has a question for every slot, in order."""
    document = answer(SET)
    (found,) = [p for p in passages(ASKED, "فلك", "") if p.text == document["passage"]]
    assert found.domain == "فلك"
    stems = [question["stem"] for question in document["questions"]]
    assert stems == [found.questions[kind].stem for kind in ASKED]


def test_a_used_passage_is_not_used_again() -> None:
    """The opening of a text is enough to avoid it; when all are used, the answer says so."""
    used: list[str] = []
    while not (composition := compose(SET, used)).shortfall:
        text = json.loads(composition.text)["passage"]
        assert shortened(text) not in used
        used.append(shortened(text))
    assert len(used) == len(list(passages(ASKED, "", "")))


def test_a_quoted_passage_is_asked_about() -> None:
    """An order that quotes its text gets questions about that text, and no other passage."""
    passage = passage_for("detail", "pronoun")
    orders = [
        {"topic": READING, "subtopic": kind, "passage": passage.text}
        for kind in ("detail", "pronoun")
    ]
    document = answer(orders)
    assert document["passage"] == ""
    stems = [question["stem"] for question in document["questions"]]
    assert stems == [passage.questions[kind].stem for kind in ("detail", "pronoun")]


def test_a_question_about_an_unknown_passage_cannot_be_written() -> None:
    order = {"topic": READING, "subtopic": "detail", "passage": "نص لم يكتبه أحد."}
    assert compose([order], []).shortfall


def test_three_literary_exams_repeat_nothing() -> None:
    """288 questions in three plans: no line and no passage comes twice when avoided."""
    used: list[str] = []
    for seed in range(3):
        slots = plan_exam(embedded("gat"), "literary", seed).slots
        for _, group in groupby(slots, lambda slot: slot.passage or -slot.number):
            orders = [Order(slot) for slot in group]
            written = suffix(orders, []).splitlines()[1:-1]
            document = answer([json.loads(order) for order in written], used)
            fresh = [line(question) for question in document["questions"]]
            opening = [shortened(document["passage"])] if document["passage"] else []
            assert len(fresh) == len(orders)
            # Questions of two passages may share a stem: each belongs to its own text.
            assert not {*opening} & {*used}
            if not opening:
                assert not {*fresh} & {*used}
                used += fresh
            used += opening
    assert len(used) >= 3 * 50
