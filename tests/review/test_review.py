"""Judging questions: what each rule rejects, and the sound questions that it must let pass."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from examcli import bank
from examcli.bank.verbal import READING, VERBAL
from examcli.exam.arithmetic import evaluated
from examcli.exam.blueprint import embedded
from examcli.exam.blueprint.parts import Topic
from examcli.exam.number import amount
from examcli.exam.question import Difficulty, Draft, Labels, Passage, Question, placed
from examcli.exam.text import shortened
from examcli.generation.prompt import avoid_line
from examcli.review import (
    Finding,
    Severity,
    rejects,
    review,
    review_explanation,
)
from examcli.review.rules import QUESTION
from examcli.simulator import Options, Simulator

GAT = embedded("gat")
QUANTITATIVE = [topic for topic in GAT.topics if topic.section == "quantitative"]
WRITTEN = [GAT.topic(name) for name in VERBAL]
PASSAGE = Passage("p1", "تضع السلحفاة بيضها على الشاطئ الذي خرجت منه.")
FILE_ERRORS = {rule.name for rule in QUESTION if rule.severity is Severity.ERROR}
SOUND = Question(
    id="",
    position=0,
    slot=1,
    labels=Labels("quantitative", "algebra", "expressions", Difficulty.EASY, "multiple-choice"),
    stem="ما ناتج ٢ + ٣؟",
    choices=("٤", "٥", "٦", "٢٣"),
    key_index=1,
    check="2 + 3",
    explanation="نجمع العددين: ٢ + ٣ = ٥.",
)


def test_a_sound_question_has_no_findings() -> None:
    """Nothing to say about a good question, before and after its explanation."""
    assert review(SOUND) == []
    assert review_explanation(SOUND) == []


def test_an_error_rejects_and_a_warning_does_not() -> None:
    """Severity alone decides what happens to the question."""
    error = Finding("a", Severity.ERROR, "…")
    warning = Finding("b", Severity.WARNING, "…")
    assert [rejects(f) for f in ([], [warning], [error], [warning, error])] == [
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("choices", [(), ("٥",), ("٥", "٦", "٧"), ("٥", "٦", "٧", "٨", "٩")])
def test_four_choices_are_four(choices: tuple[str, ...]) -> None:
    """A draft with too few or too many distractors is a finding, never an exception."""
    shown, place = placed(Draft("ما ناتج ٢ + ٣؟", "٥", choices[1:], "2 + 3"), 3, ())
    question = replace(SOUND, choices=shown, key_index=place)
    assert _rules(question) == (["four-choices"] if len(shown) != 4 else [])


@pytest.mark.parametrize("empty", ["", " ", "\n\t", "\u00a0", "\u200f", "ـ"])
def test_nothing_is_empty(empty: str) -> None:
    """Neither the stem nor a choice may be blank, however the blank is written."""
    assert "empty-text" in _rules(replace(SOUND, stem=empty))
    for place in range(4):
        assert "empty-text" in _rules(_with_choice(place, empty))


@pytest.mark.parametrize(
    ("one", "twin"),
    [
        ("٥", "5"),
        ("1/2", "0.5"),
        ("١/٢", "٠٫٥"),
        ("2/4", "1/2"),
        ("50%", "1/2"),
        ("12 كم", "١٢  كم"),
        ("كتاب", "كتـاب"),
        ("كتاب", "كتاب\u200f"),
        ("قلم : كتاب", "قلم:كتاب"),
        ("−٣", "-3"),
        ("٠٫٥٠ لتر", "0.5 لتر"),
    ],
)
def test_two_choices_that_are_one_answer_are_rejected(one: str, twin: str) -> None:
    """Four choices are four answers: equal text or equal value of the same thing is one."""
    question = replace(
        SOUND, stem="ما الجواب؟", choices=("٩", one, "٨", twin), key_index=0, check=""
    )
    assert _rules(question) == ["distinct-choices"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("س + ١", "س − ١"),
        ("+", "−"),
        ("×", "÷"),
        ("٥", "−٥"),
        ("المعطي", "المعطى"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
        ("عِلم", "عَلم"),
        ("كتّاب", "كتاب"),
        ("١٢ كم", "١٢ م"),
        ("٢⁵", "٢⁶"),
        ("٣√٢", "٢√٣"),
        ("٥ : ٣", "٣ : ٥"),
        ("<", ">"),
        ("≤", "<"),
        ("1/2", "1/3"),
        ("٥٪", "٥"),
    ],
)
def test_choices_that_a_student_can_tell_apart_pass(one: str, other: str) -> None:
    """Signs, hamzas, tashkeel, units, powers and order make different answers."""
    question = replace(
        SOUND, stem="ما الجواب؟", choices=("٩٩٩", one, "٨٨٨", other), key_index=0, check=""
    )
    assert _rules(question) == []


@pytest.mark.parametrize(
    "text",
    [
        "undefined", "null", "None", "NaN", "TODO", "TBD", "Lorem ipsum dolor", "placeholder",
        "...", "…", "؟", "???", "—", "_", "Option A", "choice 2", "Distractor", "answer",
        "الخيار الأول", "خيار ١", "الخيار أ", "خيار ب", "مشتت", "المشتت ٢", "إجابة 3", "السؤال ١",
    ],
)  # fmt: skip
def test_a_placeholder_is_rejected(text: str) -> None:
    """What stands for a text that was never written is no stem and no choice."""
    assert "placeholder" in _rules(_with_choice(2, text))
    assert "placeholder" in _rules(replace(SOUND, stem=text))


@pytest.mark.parametrize(
    "text",
    [
        "خيار", "سؤال", "السؤال", "إجابة", "سؤالا", "خيارات", "الخيار الصعب", "+", "−", "×", "÷",
        "<", ">", "=", "≠", "%", "√", "∞", "نان", "لا شيء", "أ", "١", "س", "أن يسأل السؤال الأول",
    ],
)  # fmt: skip
def test_a_word_or_sign_that_answers_passes(text: str) -> None:
    """A cucumber (خيار) is a fine word for an odd-word question, a sign a fine answer."""
    assert _rules(_with_choice(2, text)) == []


@pytest.mark.parametrize(
    "stem",
    [
        "في الشكل المجاور، ما قيمة س؟",
        "ما مساحة الجزء المظلل في الشكل؟",
        "الشكل التالي يمثل مستطيلًا. ما محيطه؟",
        "الشكل الرباعي المرسوم متوازي أضلاع. ما مساحته؟",
        "الرسم البياني التالي يبين درجات الطلاب. ما المدى؟",
        "من الرسم أدناه، كم عدد الطلاب؟",
        "يوضح التمثيل البياني المقابل المبيعات. ما الوسيط؟",
        "المخطط أعلاه يبين الأرباح. متى كانت أعلى؟",
        "الصورة المرفقة لمثلث. ما محيطه؟",
        "What is x in the figure?",
        "The diagram below shows a square.",
    ],
)
def test_a_figure_that_is_not_there_is_rejected(stem: str) -> None:
    """We print no figures: a stem that points at one cannot be answered."""
    assert _rules(replace(SOUND, stem=stem)) == ["missing-figure"]


@pytest.mark.parametrize(
    "stem",
    [
        "شكل رباعي مجموع ثلاث من زواياه ٢٧٠°. ما الرابعة؟",
        "مربع رُسمت داخله دائرة تمس أضلاعه. ما مساحة الجزء المحصور بينهما؟",
        "اكتب العبارة على أبسط صورة: ٢س + ٣س",
        "ما ناتج ٢ + ٣ على صورة كسر؟",
        "قطاع دائري نصف قطره ٧ سم. ما محيطه؟",
        "من الشكل س² − ٩، ما العاملان؟",
        "في جدول الرحلات: الأحد ٣، الاثنين ٥. ما المتوسط؟",
    ],
)
def test_a_figure_in_words_passes(stem: str) -> None:
    """A stem that describes its figure, or means the form of an expression, is complete."""
    assert _rules(replace(SOUND, stem=stem)) == []


PASSAGE_STEMS = [
    "ما الفكرة الرئيسة في النص؟",
    "أي مما يأتي ورد في النص؟",
    "ماذا يستنتج من الفقرة؟",
    "وفقًا للنص، أين تضع السلحفاة بيضها؟",
    "بحسب القطعة، متى يفقس البيض؟",
    "ما أنسب عنوان للنص؟",
    "اقرأ النص السابق ثم أجب.",
    "According to the passage, where are the eggs?",
]


@pytest.mark.parametrize("stem", PASSAGE_STEMS)
def test_a_passage_that_is_not_there_is_rejected(stem: str) -> None:
    """A question about a text that nobody sees cannot be answered; with the text it can."""
    assert _rules(replace(SOUND, stem=stem)) == ["missing-passage"]
    assert _rules(replace(SOUND, stem=stem, passage=PASSAGE)) == []


@pytest.mark.parametrize(
    "stem",
    [
        "قطعة قماش طولها ١٢ مترًا بيع ربعها. كم مترًا بقي من القطعة؟",
        "قُسمت قطعة أرض مستطيلة. ما عرض الممر في القطعة؟",
        "اشترى خالد ٥ قطع. ما ثمن الكيلوجرام من القطعة الواحدة؟",
        "نص الدستور على كذا. ما مرادف «نص»؟",
        "ما مرادف «المقطوعة»؟",
    ],
)
def test_a_piece_of_something_else_passes(stem: str) -> None:
    """A piece of cloth or land is no passage."""
    assert _rules(replace(SOUND, stem=stem)) == []


@pytest.mark.parametrize(
    ("key", "check"),
    [("٥", "2 + 4"), ("٢٥٪", "10 / 50"), ("٣/٤", "3 / 5"), ("١٢ كم", "60 * 2"), ("−٣", "3")],
)
def test_a_check_that_gives_another_number_is_rejected(key: str, check: str) -> None:
    """The key is a number and the arithmetic disagrees: one of them is wrong."""
    assert _rules(_with_choice(1, key, check)) == ["check-disagrees"]


@pytest.mark.parametrize(
    ("key", "check"),
    [
        ("٥", "2 + 3"),
        ("٢٥٪", "(50 - 40) / 40 * 100"),
        ("٠٫٧٥", "3 / 4"),
        ("١/٣", "1 / 3"),
        ("١٢ كم", "60 * 12 / 60"),
        ("٢⁵", "2 ** 5"),
        ("٣√٢", "3"),
        ("√١٦", "16 ** 1"),
        ("٥ : ٣", "5 / 3"),
        ("كتاب", "1 + 1"),
        ("٥", ""),
        ("٥", "لا ينطبق"),
        ("٥", "1 / 0"),
    ],
)
def test_a_check_that_agrees_or_says_nothing_passes(key: str, check: str) -> None:
    """Powers, ratios and words have no one number to compare; no check is no disagreement."""
    assert _rules(_with_choice(1, key, check)) == []


@pytest.mark.parametrize(
    "explanation",
    [
        "الإجابة ب",
        "إذن الإجابة الصحيحة هي (ج).",
        "فالجواب هو د، لأن المجموع ٥.",
        "الخيار أ خطأ.",
        "الإجابة الصحيحة: ب",
        "الإجابة: «ب».",
        "الاختيار ج هو الصحيح",
        "البديل د.",
        "الاجابة هي هـ",
        "الجواب ب, لأن المجموع ٥",
        "The answer is B.",
        "Option C is right",
        "answer: (d)",
    ],
)
def test_a_choice_named_by_letter_is_rejected(explanation: str) -> None:
    """Code decides where choices stand, so a letter is wrong three times out of four."""
    assert "letter-in-explanation" in _explanation_rules(explanation)


@pytest.mark.parametrize(
    "explanation",
    [
        "الجواب ٥.",
        "الجواب الصحيح هو ٥ لأن المجموع خمسة.",
        "الإجابة بالجمع: ٢ + ٣ = ٥",
        "الخيار الصحيح «كتاب»، فالعلاقة أداة ووظيفتها.",
        "الإجابة أن المجموع ٥",
        "الجواب دائمًا موجب.",
        "البديل جيد في المعنى.",
        "الإجابة هي الكرم.",
        "في المثلث أ ب ج الزاوية ب قائمة.",
        "The answer a student gives is 5.",
        "A choice between two ways gives 5.",
    ],
)
def test_an_explanation_in_words_passes(explanation: str) -> None:
    """Words that begin like a letter, points of a triangle and the key itself are no letters."""
    assert _explanation_rules(explanation) == []


@pytest.mark.parametrize("explanation", ["", " \n", "...", "TODO", "null", "—"])
def test_an_explanation_that_is_none_is_rejected(explanation: str) -> None:
    """An explanation that says nothing is asked for again."""
    assert _explanation_rules(explanation) == ["empty-explanation"]


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=6), st.text(max_size=40))
def test_no_text_breaks_the_review(stem: str, distractors: list[str], check: str) -> None:
    """Whatever a model writes, the review answers with findings."""
    choices, place = placed(Draft(stem, check, tuple(distractors)), 3, ())
    question = replace(
        SOUND, stem=stem, choices=choices, key_index=place, check=check, explanation=stem
    )
    found = [*review(question), *review_explanation(question)]
    assert all(finding.message and finding.severity is Severity.ERROR for finding in found)


@pytest.mark.parametrize(
    ("section", "topic", "spoiled"),
    [
        ("quantitative", "algebra", {"key": "القيمتان متشابهتان"}),
        ("verbal", "vocabulary", {"distractor_1": ""}),
        ("verbal", "vocabulary", {"distractor_3": ["كلمة"]}),
        ("verbal", "reading-comprehension", {"passage": ""}),
    ],
)
def test_a_spoiled_answer_is_asked_for_again(
    run: Run,
    serve: Callable[[Options], Simulator],
    monkeypatch: pytest.MonkeyPatch,
    section: str,
    topic: str,
    spoiled: dict[str, object],
) -> None:
    """A key that is no fixed choice, missing distractors, no text to read: never a crash."""
    answers = count()

    def author(slots: Sequence[Mapping[str, object]], avoid: Sequence[str]) -> bank.Composition:
        answer = json.loads(bank.compose(slots, avoid).text)
        if next(answers) == 0:
            answer |= {name: value for name, value in spoiled.items() if name in answer}
            answer["questions"] = [{**question, **spoiled} for question in answer["questions"]]
        return bank.Composition(json.dumps(answer))

    simulator = serve(Options(compose=author))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
    wish = ("--section", section, "--topic", topic, "--size", "1", "--total", "1", "--seed", "1")
    ran = run("practice", *wish, "--json", "--with-answers")
    assert ran.code == 0
    (question,) = ran.document["questions"]
    assert len(question["choices"]) == 4
    assert question["choices"][question["answerIndex"]] != "القيمتان متشابهتان"
    assert next(answers) == 2


@pytest.mark.parametrize("topic", QUANTITATIVE, ids=lambda topic: topic.id)
def test_every_generator_of_the_bank_passes(topic: Topic) -> None:
    """Hundreds of draws of every subtopic at every level: no finding, and every check is exact."""
    failures = []
    for subtopic in topic.subtopics:
        for level in Difficulty:
            for variant in range(10_000, 10_080):
                question = _composed(topic, subtopic.id, level, variant)
                if _findings(question) or not _is_checked(question):
                    failures.append((subtopic.id, level, variant, _findings(question)))
    assert failures == []


@pytest.mark.parametrize("topic", WRITTEN, ids=lambda topic: topic.id)
def test_every_verbal_question_of_the_bank_passes(topic: Topic) -> None:
    """Every written question, found through the door that requests come through."""
    questions = [
        question for subtopic in topic.subtopics for question in _all_written(topic, subtopic.id)
    ]
    assert [(q.stem, _findings(q)) for q in questions if _findings(q)] == []
    assert len(questions) == len(_file(VERBAL[topic.id]))


def test_every_passage_of_the_bank_passes() -> None:
    """Every reading text with all of its questions."""
    questions = list(_all_read())
    assert [(q.stem, _findings(q)) for q in questions if _findings(q)] == []
    assert len(questions) == sum(len(e["questions"]) for name in READING for e in _file(name))


def _with_choice(place: int, text: str, check: str = "") -> Question:
    """A question whose key has this text, among three that are surely different."""
    others = ["كلمة أولى", "كلمة ثانية", "كلمة ثالثة"]
    others.insert(place, text)
    return replace(
        SOUND, stem="ما الجواب المناسب؟", choices=tuple(others), key_index=place, check=check
    )


def _rules(question: Question) -> list[str]:
    """The rules for any file that the question breaks; the house profile has its own tests."""
    return sorted({finding.rule for finding in review(question)} & FILE_ERRORS)


def _explanation_rules(explanation: str) -> list[str]:
    return [f.rule for f in review_explanation(replace(SOUND, explanation=explanation))]


def _findings(question: Question) -> list[Finding]:
    return [*review(question), *review_explanation(question)]


def _is_checked(question: Question) -> bool:
    """Whether a key that is a bare number comes with arithmetic that gives it."""
    number, words = amount(question.key) or (None, "words")
    return words not in {"", "%"} or evaluated(question.check) == number


def _composed(topic: Topic, subtopic: str, level: Difficulty, variant: int) -> Question:
    slot = {"topic": topic.id, "subtopic": subtopic, "difficulty": level, "variant": variant}
    (question,) = _questions(topic, [slot], [])
    return question


def _all_written(topic: Topic, subtopic: str) -> Iterator[Question]:
    """One question after the other, avoiding those that came before, until there is none."""
    used: list[str] = []
    slot = {"topic": topic.id, "subtopic": subtopic, "difficulty": "medium", "variant": 1}
    while questions := _questions(topic, [slot], used):
        yield questions[0]
        used.append(avoid_line(questions[0].stem, questions[0].key))


def _all_read() -> Iterator[Question]:
    """The questions of every passage, pattern by pattern, until there is none."""
    topic = GAT.topic("reading-comprehension")
    assert GAT.reading is not None
    used: list[str] = []
    for pattern in GAT.reading.patterns:
        slots = [{"topic": topic.id, "subtopic": name, "variant": 1} for name in pattern]
        for _ in count():
            questions = _questions(topic, slots, used)
            if not questions:
                break
            yield from questions
            used += [shortened(q.passage.text) for q in questions[:1] if q.passage]


def _questions(topic: Topic, slots: list[dict[str, Any]], used: list[str]) -> list[Question]:
    """What the bank answers to the slots, each made a question as code makes it."""
    answer = json.loads(bank.compose(slots, used).text)
    passage = Passage("p1", answer["passage"]) if answer["passage"] else None
    return [
        _question(topic, str(slot["subtopic"]), written, passage)
        for slot, written in zip(slots, answer["questions"], strict=False)
    ]


def _question(
    topic: Topic, subtopic: str, written: dict[str, Any], passage: Passage | None
) -> Question:
    kind = GAT.kind(topic, topic.subtopic(subtopic))
    draft = Draft(
        written["stem"], written["key"], tuple(written[name] for name in bank.DISTRACTORS)
    )
    choices, key_index = placed(draft, 2, GAT.kinds[kind].choices)
    return Question(
        id="",
        position=0,
        slot=1,
        labels=Labels(topic.section, topic.id, subtopic, Difficulty.MEDIUM, kind),
        stem=draft.stem,
        choices=choices,
        key_index=key_index,
        check=written["check"],
        explanation=written["explanation"],
        passage=passage,
    )


def _file(name: str) -> list[dict[str, Any]]:
    text = files("examcli.bank.verbal").joinpath(name).read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(text)
    return entries


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("9" * 4_301, id="S1 4,301 digits"),
        pytest.param(f"٢ + ٣ = {'9' * 4_301}", id="S1 a sum of 4,301 digits"),
        pytest.param(f"٢ + ٣ = ٤٫{'9' * 4_301}", id="S1 4,301 decimals"),
        pytest.param(f"{'9' * 4_301}/{'7' * 4_301}", id="S1 a fraction of 8,602 digits"),
        pytest.param("1 + " * 4_900, id="S1 a sum without end"),
        pytest.param(" " * 19_000 + "٥", id="S1 blanks without end"),
        pytest.param("(" * 19_000, id="S1 brackets without end"),
        pytest.param("س" * 1_000_000, id="M4 a million letters"),
    ],
)
def test_a_runaway_text_is_judged_in_no_time(text: str) -> None:
    """A model that does not stop writing costs its question, never the program."""
    review(replace(SOUND, stem=text))
    review(replace(SOUND, choices=(text, *SOUND.choices[1:])))
    review(replace(SOUND, check=text))
    review_explanation(replace(SOUND, explanation=text))
    assert rejects(review(replace(SOUND, stem=text + "\x1b")))
