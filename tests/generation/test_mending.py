"""What code mends in a draft, and what it leaves to the author."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examcli.exam.question import Draft
from examcli.generation.mending import mended, mended_text

FIXED = ("القيمة الأولى أكبر", "القيمة الثانية أكبر", "القيمتان متساويتان", "المعطيات غير كافية")


def mend(
    key: str, *distractors: str, stem: str = "ما الجواب؟", fixed: tuple[str, ...] = ()
) -> Draft:
    return mended(Draft(stem, key, distractors), fixed, "ar")[0]


@pytest.mark.parametrize(
    "typed",
    ["«القيمة الأولى أكبر»", "القيمة الاولى أكبر", "القيمة الأولى أكبر.", "القيمة الأولى اكبر"],
)
def test_a_fixed_choice_however_it_was_typed(typed: str) -> None:
    assert mend(typed, *FIXED[1:], fixed=FIXED).key == FIXED[0]


def test_a_key_that_is_no_fixed_choice_stays() -> None:
    assert mend("القيمتان مختلفتان", *FIXED[1:], fixed=FIXED).key == "القيمتان مختلفتان"


def test_labels_before_the_choices_go() -> None:
    """Where at least two have one: a single one may be what is meant."""
    assert mend("أ) ٢٠ ثانية", "ب) ٣٠ ثانية", "ج) ٤٠ ثانية", "د) ٥٠ ثانية") == Draft(
        "ما الجواب؟", "٢٠ ثانية", ("٣٠ ثانية", "٤٠ ثانية", "٥٠ ثانية")
    )
    assert mend("أ) ٢٠ ثانية", "٣٠", "٤٠", "٥٠").key == "أ) ٢٠ ثانية"


def test_a_full_stop_that_only_some_choices_have_goes() -> None:
    """Where all have one they are sentences."""
    assert mend("قلم.", "دفتر", "كتاب", "لوح").key == "قلم"
    assert mend("هو قلم.", "هو دفتر.", "هو كتاب.", "هو لوح.").key == "هو قلم."
    assert mend("...", "دفتر", "كتاب", "لوح").key == "..."


def test_digits_are_those_of_the_language() -> None:
    assert mend("2.5 كم", "25%", "3", "x2", stem="كم 12؟") == Draft(
        "كم ١٢؟", "٢٫٥ كم", ("٢٥٪", "٣", "x2")
    )
    assert mended(Draft("How far?", "٢٥ km", ("3", "4", "5")), (), "en")[0].key == "25 km"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"$\frac{١}{٢}$", "١/٢"),
        ("**مهم** جدًا", "مهم جدًا"),
        ("`٥`", "٥"),
        ("٣ ** ٢", "٣ ** ٢"),
        ("قيمة ٥", "قيمة ٥"),
    ],
)
def test_markup_that_has_a_plain_form(written: str, read: str) -> None:
    assert mended_text(written, "ar") == read


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4))
def test_mending_twice_mends_nothing_more(key: str, distractors: list[str]) -> None:
    once, _ = mended(Draft("س", key, tuple(distractors)), (), "ar")
    assert mended(once, (), "ar")[0].distractors == once.distractors


def test_what_was_mended_is_told() -> None:
    _, noted = mended(Draft("كم 3؟", "أ) 1", ("ب) 2", "ج) 3", "د) 4")), (), "ar")
    assert noted == ["digits", "label before a choice"]
    assert mended(Draft("كم ٣؟", "١", ("٢", "٣", "٤")), (), "ar")[1] == []
