"""The computed part of the English bank: every key is right, and every text is one to be read."""

import json
import re
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from bank.english_solutions import (
    Near,
    association,
    center,
    chance,
    displays,
    solved,
    spread,
)
from examcli.bank import compose, english
from examcli.bank.draft import Degenerate, Difficulty, Draft, Draw
from examcli.bank.english import COMPUTED, generated, generators
from examcli.exam.arithmetic import evaluated
from examcli.exam.blueprint import embedded
from examcli.exam.choice import same_answer
from examcli.exam.figure import description, parsed, svg
from examcli.exam.number import amount
from examcli.exam.plan import plan_exam
from examcli.exam.question import Difficulty as Level
from examcli.exam.question import Labels, Question
from examcli.generation.prompt import Order, avoid_line, suffix
from examcli.review import review, review_explanation

ROOMS = (association, center, chance, displays, spread)
UNREAD = frozenset(form for room in ROOMS for form in getattr(room, "UNREAD", ()))
"""Forms that no solution reads yet: each room of solutions lists its own, and the list shrinks."""
LEVELS: tuple[Difficulty, ...] = ("easy", "medium", "hard")
SUBTOPICS = [(topic, name) for topic in sorted(COMPUTED) for name in generators(topic)]
SEEDS = 150
FIGURED = {"bar-chart": "bar-chart", "pie-chart": "pie-chart"} | dict.fromkeys(
    ("frequency-table", "two-way-table"), "table"
)
MAY_BE_NEGATIVE = {"z-score", "residual"}

NUMBER = re.compile(r"\d+(?:\.\d+)?(?:/\d+)?")
UNREADABLE = re.compile("[^ -~°×÷²√]|  |[{}$\\\\_]|None|Fraction")
ONE_OF_MANY = re.compile(
    r"(?<![\d./-])1 (?:points|books|members|children|families|students|rooms|apartments|goals"
    r"|teams|standard deviations|years|marbles|pens|buttons|ribbons|balls)\b"
)
MANY_OF_ONE = re.compile(
    r"(?<!value number )(?:\b[02-9]|\d\d) (?:point|book|member|child|family|student|room|apartment"
    r"|goal|team|marble|pen|button|ribbon|ball|standard deviation)\b"
)
A_VOWEL = re.compile(r"(?<!\()\ba (?=[aeio]|hour)|\ban (?=[^aeioux\W\d])", re.IGNORECASE)

every_subtopic = pytest.mark.parametrize(("topic", "subtopic"), SUBTOPICS)


@cache
def drafts(topic: str, subtopic: str, level: Difficulty, seeds: int = SEEDS) -> tuple[Draft, ...]:
    """The questions of the first so many seeds."""
    return tuple(_drawn(topic, subtopic, level, seeds))


def _drawn(topic: str, subtopic: str, level: Difficulty, seeds: int) -> Iterator[Draft]:
    for seed in range(seeds):
        try:
            yield generators(topic)[subtopic](Draw(str(seed), level, "Maya", "Oslo"))
        except Degenerate:
            continue


def asked(topic: str, subtopic: str) -> list[Draft]:
    return [draft for level in LEVELS for draft in drafts(topic, subtopic, level)]


def choices(draft: Draft) -> tuple[str, ...]:
    return (draft.key, *draft.distractors)


def value(choice: str) -> Fraction:
    stated = amount(choice)
    assert stated, choice
    return stated[0]


def question(draft: Draft, topic: str, subtopic: str) -> Question:
    """The draft as the program would keep it."""
    return Question(
        id="q",
        position=1,
        slot=1,
        labels=Labels("reasoning", topic, subtopic, Level.EASY, "multiple-choice"),
        stem=draft.stem,
        choices=choices(draft),
        key_index=0,
        check=draft.check,
        explanation=draft.explanation,
        figure=parsed(draft.figure) if draft.figure else None,
    )


def wordings() -> Iterator[list[str]]:
    """The wordings of every form of the bank, one list for each case."""
    for path in Path(english.__file__).parent.rglob("*.toml"):
        for table in tomllib.loads(path.read_text(encoding="utf-8")).values():
            asked = table.get("ask", {})
            yield from asked.values() if isinstance(asked, dict) else [asked]


def test_every_form_has_three_wordings() -> None:
    assert all(len(texts) >= 3 for texts in wordings())


@every_subtopic
def test_the_key_alone_is_right(topic: str, subtopic: str) -> None:
    """Solved from the stem, the key is right and no distractor is, in every form but `UNREAD`."""
    forms, unread = set[str](), set[str]()
    for draft in asked(topic, subtopic):
        answer = solved(topic, draft.stem)
        forms.add(draft.form)
        if answer is None:
            unread.add(draft.form)
            continue
        verdicts = [
            answer.holds(value(choice)) if isinstance(answer, Near) else answer == value(choice)
            for choice in choices(draft)
        ]
        assert verdicts == [True, False, False, False], draft
    assert unread == forms & UNREAD


@every_subtopic
def test_the_check_is_exactly_the_key(topic: str, subtopic: str) -> None:
    for draft in asked(topic, subtopic):
        assert evaluated(draft.check) == value(draft.key), draft


@every_subtopic
def test_the_four_choices_are_four_answers(topic: str, subtopic: str) -> None:
    for draft in asked(topic, subtopic):
        for one, other in combinations(choices(draft), 2):
            assert not same_answer(one, other)


@every_subtopic
def test_every_choice_is_believable(topic: str, subtopic: str) -> None:
    """Nothing but a score or a residual is negative; what is counted comes whole; chances are."""
    for draft in asked(topic, subtopic):
        values = [value(choice) for choice in choices(draft)]
        if subtopic not in MAY_BE_NEGATIVE:
            assert all(number >= 0 for number in values)
        if re.search(r"\b[Hh]ow many\b", draft.stem) and "%" not in draft.key:
            assert all(number.denominator == 1 for number in values), draft
        if "%" in draft.key:
            assert all(0 < number <= 100 for number in values), draft
        if "/" in draft.key:
            assert all(0 < number < 1 for number in values), draft


@every_subtopic
def test_what_a_student_reads_is_english_and_complete(topic: str, subtopic: str) -> None:
    """Western digits, no gap left open, one of a thing in the singular and more in the plural."""
    for draft in asked(topic, subtopic):
        for text in (draft.stem, draft.explanation, *choices(draft)):
            assert text == text.strip() != ""
            for fault in (UNREADABLE, ONE_OF_MANY, MANY_OF_ONE, A_VOWEL):
                assert not fault.search(text), (fault.pattern, text)
        assert draft.stem[0].isupper() or draft.stem.startswith("P(")
        assert draft.stem[-1] in "?.)"


@every_subtopic
def test_the_explanation_ends_in_the_key(topic: str, subtopic: str) -> None:
    for draft in asked(topic, subtopic):
        key = NUMBER.findall(draft.key)[0]
        assert key in NUMBER.findall(draft.explanation)[-2:], draft


@every_subtopic
def test_the_review_finds_no_error(topic: str, subtopic: str) -> None:
    for draft in asked(topic, subtopic):
        reviewed = question(draft, topic, subtopic)
        assert not [*review(reviewed), *review_explanation(reviewed)], draft


@pytest.mark.parametrize("subtopic", FIGURED)
def test_displays_are_drawn_and_told(subtopic: str) -> None:
    """The figure is a possible one of its kind, and the stem tells every number that it shows."""
    for draft in asked("displays", subtopic):
        figure = parsed(draft.figure)
        assert figure.kind == FIGURED[subtopic]
        assert figure.language == "en"
        assert svg(figure).startswith("<svg")
        shown = [label for text in figure.labels for label in NUMBER.findall(text)]
        if figure.kind == "bar-chart":
            shown += [f"{height:.0f}" for height in figure.values]
        assert set(shown) <= set(NUMBER.findall(draft.stem)), draft
        assert draft.key not in description(figure) or draft.key in draft.stem


@pytest.mark.parametrize(
    ("topic", "subtopic", "level"), [(*case, level) for case in SUBTOPICS for level in LEVELS]
)
def test_there_are_many_questions(topic: str, subtopic: str, level: Difficulty) -> None:
    """Few draws come to nothing, and 300 seeds give at least 60 stems."""
    questions = drafts(topic, subtopic, level, 300)
    assert len(questions) >= 210
    assert len({draft.stem for draft in questions}) >= 60


@every_subtopic
def test_levels_differ_in_steps(topic: str, subtopic: str) -> None:
    """With the numbers taken out, what one level asks and explains is not what another does."""
    shapes = {
        level: {
            NUMBER.sub("0", f"{draft.stem} {draft.explanation}")
            for draft in drafts(topic, subtopic, level)
        }
        for level in LEVELS
    }
    for one, other in combinations(LEVELS, 2):
        assert not shapes[one] & shapes[other]


@every_subtopic
def test_the_key_has_no_place_of_its_own(topic: str, subtopic: str) -> None:
    """By size, the key is the least, the greatest and in between often enough."""
    ranks = [
        sum(value(choice) < value(draft.key) for choice in draft.distractors)
        for draft in asked(topic, subtopic)
    ]
    assert max(map(ranks.count, range(4))) <= 0.45 * len(ranks)


@every_subtopic
def test_the_same_order_gives_the_same_questions(topic: str, subtopic: str) -> None:
    """A question owes everything to its order; without a name, it finds English ones."""
    for level in LEVELS:
        first, second = (next(generated(topic, subtopic, level, "7", ("", ""))) for _ in range(2))
        assert first == second
        assert first.stem.isascii() or not re.search("[\u0600-\u06ff]", first.stem)


def test_five_exams_repeat_nothing() -> None:
    """Every slot of five plans, computed or written, is filled with a question of its own."""
    used: list[str] = []
    plans = [plan_exam(embedded("statistics"), "main", seed) for seed in range(5)]
    slots = [slot for plan in plans for slot in plan.slots]
    for slot in slots:
        (line,) = map(json.loads, suffix([Order(slot)], []).splitlines()[1:-1])
        composition = compose([line], used)
        assert composition.shortfall == ""
        (asked_for,) = json.loads(composition.text)["questions"]
        used.append(avoid_line(asked_for["stem"], asked_for["key"]))
    assert len(set(used)) == len(slots) == 5 * 20


def test_an_unknown_question_is_explained_in_its_own_language() -> None:
    """What somebody else wrote gets a sentence with its key, English for an English stem."""
    wrong = {"distractor_1": "1", "distractor_2": "12", "distractor_3": "8"}
    given = {"stem": "Which value is 3 more than 4?", "key": "7", **wrong}
    order = {"topic": "center", "subtopic": "mean", "difficulty": "easy", "given": given}
    (explained,) = json.loads(compose([order], []).text)["questions"]
    assert explained["explanation"] == "The right answer is 7."
