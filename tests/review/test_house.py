"""The house profile: what rejects a question of our own, and nobody else's."""

from dataclasses import replace

import pytest

from examcli.exam.figure import Figure
from examcli.exam.question import Difficulty, Labels, Question
from examcli.review import review, review_explanation

LABELS = Labels("quantitative", "algebra", "expressions", Difficulty.EASY, "multiple-choice")
SOUND = Question(
    id="",
    position=0,
    slot=1,
    labels=LABELS,
    stem="كم دقيقة في الدرسين؟",
    choices=("٨٠ دقيقة", "٩٠ دقيقة", "٧٠ دقيقة", "٦٠ دقيقة"),
    key_index=1,
    check="45 * 2",
    explanation="في كل درس ٤٥ دقيقة، فالدرسان ٤٥ × ٢ = ٩٠ دقيقة.",
)


def rules(**changes: object) -> set[str]:
    return {finding.rule for finding in review(replace(SOUND, **changes))}  # type: ignore[arg-type]


def choices(key: str, *others: str) -> dict[str, object]:
    return {"choices": (key, *others), "key_index": 0, "check": ""}


def test_a_sound_question_passes() -> None:
    told = replace(SOUND, stem="الدرس ٤٥ دقيقة. كم دقيقة في الدرسين؟")
    assert review(told) == []
    assert review_explanation(told) == []


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("markup", {"stem": r"ما قيمة \(س + ١\)؟"}),
        ("markup", {"stem": "ما **أكبر** عدد؟"}),
        ("figure-not-drawn", {"stem": "في الشكل المجاور مستطيل طوله ٨ سم. كم محيطه؟"}),
        ("label-in-choice", choices("ب) ٢٠", "٣٠", "٤٠", "٥٠")),
        ("foreign-word", choices("شراء online", "بيع", "هبة", "قرض")),
        ("foreign-word", {"stem": "ليش تأخر خالد عن الدرس؟"}),
        ("other-choices", choices("أ و ب", "قلم", "دفتر", "لوح")),
        ("all-or-none", choices("جميع ما سبق", "قلم", "دفتر", "لوح")),
        ("bare-letters", choices("a", "b", "c", "d")),
        ("unit-on-key", choices("٩٠ دقيقة", "٨٠", "٧٠", "٦٠")),
        ("impossible-value", choices("٧٫٥ طلاب", "٨ طلاب", "٩ طلاب", "٦ طلاب")),
        ("wrong-dimension", {"stem": "ما مساحة المربع؟", **choices("٢٥ م", "٢٠ م", "٣٠ م", "٥ م")}),
        ("check-from-nowhere", {"stem": "ما السرعة؟", "check": "7517 * 1379 / 4111"}),
        ("key-longest", choices("قلم طويل أزرق اللون من خشب الزان", "قلم", "دفتر", "لوح")),
    ],
)
def test_what_a_reader_would_see_is_an_error(rule: str, changes: dict[str, object]) -> None:
    assert rule in rules(**changes)


def test_a_drawing_does_not_show_the_key() -> None:
    """A chart may, for it is read."""
    drawing = Figure("circle", (7,), ("م", "٧ سم"))
    assert "figure-shows-key" in rules(**choices("٧ سم", "٨ سم", "٩ سم", "٦ سم"), figure=drawing)
    chart = Figure("bar-chart", (7, 8), ("كتب", "سعد", "فهد"))
    assert "figure-shows-key" not in rules(**choices("سعد", "فهد", "علي", "زيد"), figure=chart)


@pytest.mark.parametrize(
    "said", ["الخيار الأول خطأ، والصواب ٩٠ دقيقة.", "Options A and D are wrong."]
)
def test_an_explanation_names_no_place(said: str) -> None:
    found = review_explanation(replace(SOUND, explanation=said))
    assert "place-in-explanation" in {finding.rule for finding in found}
