"""A question: what the model wrote, and what code makes of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examcli.exam.question import Difficulty, Draft, Labels, Passage, Question, fingerprint, placed

COMPARISON = (
    "القيمة الأولى أكبر",
    "القيمة الثانية أكبر",
    "القيمتان متساويتان",
    "المعطيات غير كافية",
)
DRAFT = Draft("ما ناتج ٢ + ٣؟", "٥", ("٤", "٦", "٢٣"), "2 + 3", "٢ + ٣ = ٥")
QUESTION = Question(
    id="quant_1_01",
    position=1,
    slot=1,
    labels=Labels("quantitative", "algebra", "expressions", Difficulty.EASY, "multiple-choice"),
    stem="أي كلمة مختلفة؟",
    choices=("تفاح", "موز", "خيار", "قلم"),
    key_index=3,
)


@pytest.mark.parametrize("place", range(4))
def test_the_key_stands_where_the_plan_drew_it(place: int) -> None:
    """The key goes to its drawn place, and no text is lost or doubled."""
    choices, key_index = placed(DRAFT, place, ())
    assert choices[place] == DRAFT.key
    assert key_index == place
    assert sorted(choices) == sorted([DRAFT.key, *DRAFT.distractors])


def test_a_draft_is_always_placed_the_same_way() -> None:
    """Asking for the explanation later shows the same choices in the same order."""
    assert placed(DRAFT, 2, ()) == placed(replace(DRAFT, explanation="…"), 2, ())


def test_the_place_of_the_key_does_not_depend_on_the_model() -> None:
    """The order in which a model lists its distractors says nothing about where they stand."""
    shown = {placed(replace(DRAFT, stem=f"سؤال رقم {n}"), 0, ())[0][1] for n in range(40)}
    assert shown == set(DRAFT.distractors)


@given(st.lists(st.text(), max_size=6), st.integers(0, 3))
def test_any_number_of_distractors_leaves_the_key_findable(
    distractors: list[str], place: int
) -> None:
    """However many distractors a model sends, the index given back is that of the key."""
    choices, key_index = placed(Draft("س", "الجواب", tuple(distractors)), place, ())
    assert choices[key_index] == "الجواب"
    assert len(choices) == 1 + len(distractors)


@pytest.mark.parametrize(("index", "key"), list(enumerate(COMPARISON)))
def test_fixed_choices_keep_their_order(index: int, key: str) -> None:
    """A comparison shows its four choices as the exam prints them, whatever was drawn."""
    draft = Draft("قارن", f" {key}", ("أ", "ب"))
    assert placed(draft, 3, COMPARISON) == (COMPARISON, index)


def test_a_key_that_is_no_fixed_choice_is_refused() -> None:
    """A key outside the fixed choices never silently becomes the first one."""
    with pytest.raises(ValueError, match="القيمتان متشابهتان"):
        placed(Draft("قارن", "القيمتان متشابهتان", ()), 0, COMPARISON)


def test_key_and_distractors_are_read_from_the_choices() -> None:
    """The key is the choice at its index; the distractors are the others, as they are shown."""
    assert QUESTION.key == "قلم"
    assert QUESTION.distractors == ("تفاح", "موز", "خيار")
    assert replace(QUESTION, key_index=1).distractors == ("تفاح", "خيار", "قلم")


@pytest.mark.parametrize(
    "twin",
    [
        replace(QUESTION, choices=("قلم", "خيار", "موز", "تفاح"), key_index=0),
        replace(QUESTION, stem="أيّ كلمة مختلفة؟".replace("\u0651", "")),
        replace(QUESTION, stem="  أي كلـمة   مختلفة ؟"),
        replace(QUESTION, id="quant_9_09", position=9, slot=9),
        replace(QUESTION, check="1", explanation="القلم أداة"),
    ],
)
def test_the_same_content_has_the_same_fingerprint(twin: Question) -> None:
    """Order of the choices, typing, ids and explanation make no new question."""
    assert twin.fingerprint == QUESTION.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        replace(QUESTION, choices=("تفاح", "موز", "خيار", "كتاب")),
        replace(QUESTION, stem="أي كلمة مشابهة؟"),
        replace(QUESTION, passage=Passage("p1", "نص")),
        replace(QUESTION, choices=("تفاح", "موز", "خيار", "قلم", "قلم")),
        replace(QUESTION, choices=("تفاح", "موز", "خيار", "قَلّم")),
    ],
)
def test_different_content_has_a_different_fingerprint(other: Question) -> None:
    """The stem alone decides nothing: hundreds of questions share one."""
    assert other.fingerprint != QUESTION.fingerprint


def test_the_passage_counts_by_its_text() -> None:
    """Two passages with one text are one, whatever their ids; another text is another question."""
    first = replace(QUESTION, passage=Passage("p1", "نص القراءة"))
    second = replace(QUESTION, passage=Passage("p2", "نص  القراءة"))
    third = replace(QUESTION, passage=Passage("p1", "نص آخر"))
    assert first.fingerprint == second.fingerprint != third.fingerprint


def test_a_fingerprint_does_not_move() -> None:
    """Stored fingerprints must be found again by every later version and process."""
    assert fingerprint("ما ناتج ٢ + ٣؟", ("٥", "٤"), "") == "86ed77a569190afabb5571aa"
