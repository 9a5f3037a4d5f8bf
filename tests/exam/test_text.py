"""What is the same to a reader of an exam, and what is not."""

import doctest
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examcli.exam import text
from examcli.exam.arithmetic import evaluated
from examcli.exam.choice import same_answer
from examcli.exam.number import amount
from examcli.exam.text import folded

ARABIC_TEXT = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFE70, max_codepoint=0xFEFC),
        st.sampled_from("0123456789 +-−×÷/=.:،؟\u200f\u00a0²√"),
    )
)


def test_the_examples_in_the_documentation_hold() -> None:
    """What the docstrings of the room say is what it does."""
    assert doctest.testmod(text).failed == 0


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("١٢٫٥", "12.5"),
        ("۱۲", "12"),
        ("٥٠٪", "50%"),
        ("١٬٠٠٠", "1000"),
        ("كـــتاب", "كتاب"),
        ("  قيمة \n س\u00a0=  5 ", "قيمة س = 5"),
        ("ﻻ", "لا"),
        ("ﻛﺘﺎﺏ", "كتاب"),
        ("5\u200f", "5"),
        ("\u2067س\u2069", "س"),
        ("3 / 4", "3/4"),
        ("5 : 3", "5:3"),
        ("س − ص", "س - ص"),
        ("ABC", "abc"),
    ],
)
def test_how_a_text_was_typed_does_not_matter(typed: str, read: str) -> None:
    """Spaces, tatweel, invisible marks, digits, long minus and letter forms fold to one form."""
    assert folded(typed) == folded(read) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المعطي", "المعطى"),
        ("أحمد", "احمد"),
        ("إعلام", "أعلام"),
        ("آثار", "اثار"),
        ("مسؤول", "مسئول"),
        ("مدرسة", "مدرسه"),
        ("عِلم", "عَلم"),
        ("كتّاب", "كتاب"),
        ("س + 1", "س − 1"),
        ("س × 2", "س ÷ 2"),
        ("س²", "س2"),
        ("√16", "16"),
        ("< 5", "> 5"),
        ("س ≤ 3", "س < 3"),
    ],
)
def test_what_a_reader_tells_apart_stays_apart(one: str, other: str) -> None:
    """Hamzas, tashkeel, final letters, operators, powers and roots are never folded away."""
    assert folded(one) != folded(other)
    assert not same_answer(one, other)


@given(ARABIC_TEXT)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    """Folding is idempotent: a fingerprint does not depend on how often a text went through."""
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("12 كم", Fraction(12), "كم"),
        ("١٢", Fraction(12), ""),
        ("٢٫٥ ساعة", Fraction(5, 2), "ساعة"),
        ("٣/٤", Fraction(3, 4), ""),
        ("3 / 4 المبلغ", Fraction(3, 4), "المبلغ"),
        ("−5", Fraction(-5), ""),
        ("- 5", Fraction(-5), ""),
        ("25%", Fraction(25), "%"),
        ("24 سم²", Fraction(24), "سم²"),
        ("س = 3", Fraction(3), "س ="),
    ],
)
def test_the_one_number_of_a_choice_and_its_words(text: str, number: Fraction, words: str) -> None:
    """A choice with one number states that number of that thing."""
    assert amount(text) == (number, words)


@pytest.mark.parametrize(
    "text", ["", "كتاب", "5 : 3", "من 2 إلى 5", "3√2", "√16", "2⁵", "5 ²", "2^5", "1/0"]
)
def test_a_choice_that_states_no_single_number_has_no_amount(text: str) -> None:
    """Words, several numbers, powers, roots and a division by zero are not one number."""
    assert amount(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1/2", "0.5"),
        ("١/٢", "٠٫٥"),
        ("2/4", "1/2"),
        ("50%", "1/2"),
        ("100%", "1"),
        ("12.0 كم", "١٢ كم"),
        ("−3", "-3"),
        ("قلم : كتاب", "قلم: كتاب"),
        ("1 1/2", "1.5"),
        ("1½", "3/2"),
        ("1,000 ريال", "١٠٠٠ ريال"),
        ("5 سم", "5سم"),
        ("3²", "9"),
        ("√4", "2"),
        ("لغيره – نفسه", "لغيره - نفسه"),
        ("كتاب.", "كتاب"),
    ],
)
def test_two_ways_to_write_one_answer_are_one_answer(one: str, other: str) -> None:
    """A student who marks either must be right or wrong alike; the order does not matter."""
    assert same_answer(one, other)
    assert same_answer(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 كم", "12 م"),
        ("12 كم", "12"),
        ("50%", "50"),
        ("0.5%", "0.5"),
        ("5", "−5"),
        ("5 : 3", "3 : 5"),
        ("2⁵", "2⁶"),
        ("2⁶", "8²"),
        ("4س + ص", "س + 4ص"),
        ("س2", "2س"),
        ("A", "a"),
        ("Aa", "aa"),
        ("101", "0101"),
        ("1/0", "2/0"),
        ("أكبر من 3", "أصغر من 3"),
    ],
)
def test_two_answers_are_two_answers(one: str, other: str) -> None:
    """Units, signs, order and operators keep answers apart."""
    assert not same_answer(one, other)


@pytest.mark.parametrize(
    ("expression", "exact"),
    [
        ("(2 + 3) * 1/4", Fraction(5, 4)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("٣ × ٤ ÷ ٢ − ١", Fraction(5)),
        ("2 ** 10", Fraction(1024)),
        ("2 ** -1", Fraction(1, 2)),
        ("-(+3)", Fraction(-3)),
        ("1/3*3", Fraction(1)),
        ("((3 ** 2) ** 2)", Fraction(81)),
    ],
)
def test_arithmetic_is_exact(expression: str, exact: Fraction) -> None:
    """A check has the exact value of its expression, in whatever digits it is written."""
    assert evaluated(expression) == exact


@pytest.mark.parametrize(
    "expression",
    [
        "",
        " ",
        "1 +",
        "س + 1",
        "1 / 0",
        "0 ** -1",
        "7 // 2",
        "7 % 2",
        "2 ** 0.5",
        "2 == 2",
        "~1",
        "(1, 2)",
        "True",
        "1e5",
        "0x10",
        "3or 4",
        "abs(1)",
        "__import__('os')",
        "1\0",
        "007",
        "1" * 201,
        "(" * 150,
    ],
)
def test_what_is_not_arithmetic_has_no_value(expression: str) -> None:
    """Anything but numbers and `+ - * / ** ( )` has no value, and no effect either."""
    assert evaluated(expression) is None


@pytest.mark.parametrize("base", ["9", "(1/9)", "0.9"])
def test_a_tower_of_powers_is_refused_at_once(base: str) -> None:
    """A check comes from a model: no expression may keep the machine busy."""
    tower = base
    for _ in range(10):
        tower = f"({tower}**64)"
    begin = time.process_time()
    assert evaluated(tower) is None
    assert time.process_time() - begin < 1
