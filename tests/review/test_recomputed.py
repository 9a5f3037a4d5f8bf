"""Keys recomputed from the sentence: what the wording leaves one calculation for."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examcli.exam.text import folded
from examcli.review import Item
from examcli.review.arithmetic import CHECK_RULES
from examcli.review.recomputed import recomputed
from examcli.review.rule import findings

SMALL = st.integers(1, 500)
ROW = st.lists(SMALL, min_size=3, max_size=9)


def value(stem: str) -> Fraction | None:
    return recomputed(folded(stem))


def rules(stem: str, key: str, *distractors: str, explanation: str = "") -> list[str]:
    item = Item(stem, (key, *distractors), 0, explanation=explanation)
    return [found.rule for found in findings(CHECK_RULES, item)]


@given(ROW)
def test_the_mean_of_a_row(numbers: list[int]) -> None:
    """Exactly, whatever the commas: a rounded key is seen to be rounded."""
    mean = Fraction(sum(numbers), len(numbers))
    assert value(f"ما المتوسط الحسابي للأعداد {'، '.join(map(str, numbers))}؟") == mean
    assert value(f"What is the mean of the numbers {', '.join(map(str, numbers))}?") == mean


@given(SMALL, SMALL)
def test_a_percentage(percent: int, whole: int) -> None:
    assert value(f"ما {percent}٪ من {whole}؟") == Fraction(percent * whole, 100)
    assert value(f"What is {percent}% of {whole}?") == Fraction(percent * whole, 100)


@given(st.integers(2, 30), st.integers(-50, 50), st.integers(1, 40))
def test_one_unknown_of_the_first_degree(factor: int, rest: int, root: int) -> None:
    """And whatever is asked of it."""
    sign, size = ("+", rest) if rest >= 0 else ("−", -rest)
    equation = f"{factor}س {sign} {size} = {factor * root + rest}"
    assert value(f"إذا كان {equation}، فما قيمة س؟") == root
    assert value(f"إذا كان {equation}، فما قيمة ٢س + ١؟") == 2 * root + 1
    assert value(f"حل المعادلة: {equation}") == root


@given(SMALL, SMALL, SMALL)
def test_a_proportion(one: int, two: int, three: int) -> None:
    assert value(f"إذا كانت {one} : {two} :: {three} : س، فما قيمة س؟") == Fraction(
        two * three, one
    )


@given(st.integers(5, 200), st.integers(2, 12))
def test_a_distance(speed: int, hours: int) -> None:
    """Where nothing but speed and time is told."""
    told = f"سارت سيارة بسرعة {speed} كم/س لمدة {hours} ساعات"
    assert value(f"{told}، فما المسافة المقطوعة؟") == speed * hours
    assert value(f"{told} ثم توقفت ٣ مرات، فما المسافة المقطوعة؟") is None


@given(SMALL, SMALL)
def test_rectangle_and_square(length: int, width: int) -> None:
    told = f"مستطيل طوله {length} سم وعرضه {width} سم"
    assert value(f"{told}، فما مساحته؟") == length * width
    assert value(f"{told}، فما محيطه؟") == 2 * (length + width)
    assert value(f"ما محيط مربع طول ضلعه {length} سم؟") == 4 * length


@given(st.integers(-20, 50), st.integers(1, 20))
def test_the_next_term(first: int, step: int) -> None:
    row = [first + step * place for place in range(5)]
    assert value(f"ما العدد التالي في النمط {'، '.join(map(str, row[:4]))}؟") == row[4]


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("ما حاصل ضرب ٦ في ٧؟", 42),
        ("ما مجموع ٣ و ٤ و ٥؟", 12),
        ("ما خارج قسمة ١٢ على ٥؟", Fraction(12, 5)),
        ("ما الفرق بين ١٢ و٥؟", 7),
        ("ما ناتج طرح ٣ من ١٠؟", 7),
        ("What is the product of 6 and 7?", 42),
        ("What is the next number in the sequence 2, 4, 8, 16?", 32),
        ("ما العدد الناتج من عكس رقمي العدد ٣٧؟", 73),
        ("ما وسيط القيم ٣، ٩، ٥؟", 5),
    ],
)
def test_other_forms(stem: str, expected: Fraction) -> None:
    assert value(stem) == expected


@pytest.mark.parametrize(
    "stem",
    [
        "ما المتوسط الحسابي للأعداد ٤، ٦، ١٠ بعد حذف أكبرها؟",
        "إذا كان س² = ٩، فما قيمة س؟",
        "إذا كان س + ص = ٩، فما قيمة س؟",
        "مستطيل طوله ٨ سم وعرضه ٥ سم، فما طول قطره؟",
        "ما العدد التالي في النمط ١، ٢، ٤، ٧؟",
        "اشترى خالد ١٥٪ من ٢٠٠ سهم، فكم سهمًا بقي؟",
        "سارت سيارة بسرعة ٦٠ كم/س، فمتى تصل؟",
    ],
)
def test_a_word_more_and_it_says_nothing(stem: str) -> None:
    """A form reads a stem from its first word to its last."""
    assert value(stem) is None


def test_a_wrong_key_and_a_rounded_one_are_errors() -> None:
    """Whether the right value is another choice, or nowhere."""
    assert rules("ما ١٥٪ من ٢٠٠؟", "٢٥", "٣٠", "٣٥", "٤٠") == ["stem-disagrees"]
    assert rules("ما المتوسط الحسابي للأعداد ٤، ٦، ١٠؟", "٧", "٦", "٨", "٩") == ["stem-disagrees"]
    assert rules("ما ١٥٪ من ٢٠٠؟", "٢٨", "٣١", "٣٥", "٤٠") == ["stem-disagrees"]
    assert rules("ما ١٥٪ من ٢٠٠؟", "٣٠", "٢٥", "٣٥", "٤٠") == []


def test_an_approximate_key_may_be_rounded() -> None:
    stem = "ما المتوسط الحسابي للأعداد ٤، ٦، ١٠؟"
    assert rules(stem, "٦٫٧", "٦", "٨", "٩", explanation="أي ٦٫٧ تقريبًا") == []
