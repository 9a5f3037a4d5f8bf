"""Whatever is drawn, at any level: the promises that every generator makes."""

import re
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bank.drawing import CASES, LEVELS, NUMBER, SUBTOPICS, choices, draft, drafts, numbers
from examcli.bank.draft import COMPARISON_CHOICES, Difficulty, Draft
from examcli.bank.quantitative import generated, localised
from examcli.exam.arithmetic import evaluated
from examcli.exam.choice import same_answer

every_subtopic = pytest.mark.parametrize(("topic", "subtopic"), SUBTOPICS)
any_draw = given(level=st.sampled_from(LEVELS), seed=st.integers(0, 10**9))
thoroughly = settings(derandomize=True, database=None, deadline=None, max_examples=30)

UNREADABLE = re.compile(r"[A-Za-z0-9%{}\[\]$\\_]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|  ")
LEANS_ON_FIGURE = re.compile(
    r"\b(?:في|من|ب) ?الشكل(?! س)|(?:الشكل|الرسم|المخطط) (?:المجاور|التالي|الآتي|أدناه|أعلاه)"
)
ASKS_FOR_PEOPLE_OR_THINGS = re.compile(
    r"كم (?:عدد|طالبًا|شخصًا|عاملًا|كتابًا|كرة|بطاقة|بلاطة|آلة|قطعة|صفحة|شجرة|رغيفًا|كيسًا|عودًا"
    r"|مقعدًا|مباراة|مصافحة|لجنة|مجموعة|عددًا|رمزًا|ترتيبًا|دورة)|بكم طريقة|ما عدد"
)
MAY_BE_NEGATIVE = {"algebra", "geometry/coordinate"}


def drawn(topic: str, subtopic: str, level: Difficulty, seed: int) -> Draft:
    """The question of a draw; a draw without a question is not counted."""
    question = draft(topic, subtopic, level, seed)
    assume(question is not None)
    assert question is not None
    return question


@every_subtopic
@thoroughly
@any_draw
def test_the_check_is_exactly_the_key(
    topic: str, subtopic: str, level: Difficulty, seed: int
) -> None:
    """Where there is a check, its exact value is the number in the key."""
    question = drawn(topic, subtopic, level, seed)
    if question.check:
        assert evaluated(question.check) == numbers(question.key)[0]


@every_subtopic
@thoroughly
@any_draw
def test_the_four_choices_are_four_answers(
    topic: str, subtopic: str, level: Difficulty, seed: int
) -> None:
    """No two choices are the same answer written in two ways."""
    question = drawn(topic, subtopic, level, seed)
    for one, other in combinations(choices(question), 2):
        assert not same_answer(one, other)


@every_subtopic
@thoroughly
@any_draw
def test_what_a_student_reads_is_arabic_and_complete(
    topic: str, subtopic: str, level: Difficulty, seed: int
) -> None:
    """Arabic-Indic digits, no Latin letter, placeholder or invisible mark, no figure to look at."""
    question = localised(drawn(topic, subtopic, level, seed))
    for text in (question.stem, question.explanation, *choices(question)):
        assert text == text.strip() != ""
        assert not UNREADABLE.search(text)
        assert not LEANS_ON_FIGURE.search(text)


@every_subtopic
@thoroughly
@any_draw
def test_the_explanation_ends_in_the_key(
    topic: str, subtopic: str, level: Difficulty, seed: int
) -> None:
    """The number of the key is one of the last two numbers of the explanation."""
    question = drawn(topic, subtopic, level, seed)
    if question.check:
        key = NUMBER.findall(question.key)[0]
        assert key in NUMBER.findall(question.explanation)[-2:]


@every_subtopic
@thoroughly
@any_draw
def test_every_choice_is_believable(
    topic: str, subtopic: str, level: Difficulty, seed: int
) -> None:
    """No length, age or count is negative; people and things come whole; chance stays in [0, 1]."""
    question = drawn(topic, subtopic, level, seed)
    if not MAY_BE_NEGATIVE & {topic, f"{topic}/{subtopic}"}:
        assert not any(re.match(r"\s*[-−]", choice) for choice in choices(question))
    if not question.check:
        return
    values = [numbers(choice)[0] for choice in choices(question)]
    if ASKS_FOR_PEOPLE_OR_THINGS.search(question.stem) or values[0].denominator == 1:
        assert all(value.denominator == 1 for value in values)
    if "احتمال" in question.stem.split(".")[-1] and "كم" not in question.stem:
        limit = 100 if "%" in question.key else 1
        assert all(0 <= value <= limit for value in values)


@pytest.mark.parametrize(
    ("topic", "subtopic"), [case for case in SUBTOPICS if "comparison" in case[1]]
)
def test_every_outcome_of_a_comparison_occurs(topic: str, subtopic: str) -> None:
    """Each of the four fixed choices is the key of at least a tenth of the questions."""
    for level in LEVELS:
        keys = [question.key for question in drafts(topic, subtopic, level, 200)]
        assert all(keys.count(choice) >= len(keys) / 10 for choice in COMPARISON_CHOICES)


@pytest.mark.parametrize(("topic", "subtopic", "level"), CASES)
def test_there_are_many_questions(topic: str, subtopic: str, level: Difficulty) -> None:
    """Few draws come to nothing, and 400 seeds give at least 60 stems."""
    questions = list(drafts(topic, subtopic, level, 400))
    assert len(questions) >= 300
    assert len({question.stem for question in questions}) >= 60


@every_subtopic
def test_levels_differ_in_structure(topic: str, subtopic: str) -> None:
    """With the numbers taken out, what one level asks is not what another asks."""
    shapes = {
        level: {
            NUMBER.sub("0", f"{question.stem} {question.explanation}")
            for question in drafts(topic, subtopic, level, 60)
        }
        for level in LEVELS
    }
    for one, other in combinations(LEVELS, 2):
        assert len(shapes[one] & shapes[other]) <= len(shapes[one]) / 4


@every_subtopic
def test_the_same_order_gives_the_same_questions(topic: str, subtopic: str) -> None:
    """A generator owes everything to its draw."""
    first, second = (
        [next(generated(topic, subtopic, level, "7", ("سارة", "جدة"))) for level in LEVELS]
        for _ in range(2)
    )
    assert first == second
