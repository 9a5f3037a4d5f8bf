"""The Arabic of the quantitative bank, as a proofreader marks it."""

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bank.drawing import CASES, choices, drafts, numbers
from examcli import bank
from examcli.bank.quantitative import localised
from examcli.exam.script import WESTERN

MONTHS = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip
STATISTICS = Path(bank.__file__).parent / "quantitative" / "statistics"
SEEDS = 12


@pytest.fixture(scope="module")
def texts() -> tuple[str, ...]:
    """What students read, at every level of every subtopic."""
    return tuple(
        text
        for case in CASES
        for question in map(localised, drafts(*case, SEEDS))
        for text in (question.stem, question.explanation, *choices(question))
    )


def test_riyals_agree_with_the_number_before_them(texts: tuple[str, ...]) -> None:
    """8 ريالات, 80 ريالًا, 800 ريال."""
    counted = [pair for text in texts for pair in riyals(text)]
    few = {noun for number, noun in counted if 3 <= number % 100 <= 10}
    many = {noun for number, noun in counted if number % 100 > 10}
    round_ones = {noun for number, noun in counted if number % 100 == 0}

    assert ({"ريالات"}, {"ريالًا"}, {"ريال"}) == (few, many, round_ones)


def riyals(text: str) -> Iterator[tuple[int, str]]:
    """Every whole number of riyals, and how they are called."""
    for number, noun in re.findall(r"(?<![\d.])(\d+) (ريال[\wً]*)", text.translate(WESTERN)):
        yield int(number), noun


def test_one_times_is_not_written(texts: tuple[str, ...]) -> None:
    """ط, not ١ط; √٣, not ١√٣."""
    assert [] == [text for text in texts if re.search(r"(?<![\d٫])١(?:ط(?!\w)|√)", text)]


def test_months_follow_each_other() -> None:
    """A chart of some months in a row leaves none out."""
    words = tomllib.loads((STATISTICS / "bar_charts.toml").read_text("utf-8"))["phrases"]
    rows = [each["labels"] for each in words["subjects"] if each["labels"][0] in MONTHS]

    assert rows
    for one, following in (pair for row in rows for pair in pairwise(row)):
        assert MONTHS.index(one) + 1 == MONTHS.index(following)


def test_what_a_table_measures_is_not_counted_by_its_heading() -> None:
    """There is a number under "morning"; there is no number of mornings."""
    words = tomllib.loads((STATISTICS / "tables.toml").read_text("utf-8"))
    wordings = [words[name]["ask"] for name in words if name != "phrases"]
    wordings.remove(words["revenue"]["ask"])  # about what is sold

    assert [] == [ask for ask in wordings if re.search(r"عدد \{", ask)]


def test_who_takes_a_diagonal_for_a_side_is_offered_its_square() -> None:
    """The mistake that the distractor stands for: d² instead of d² ÷ 2."""
    drawn = [
        question
        for level in ("medium", "hard")
        for question in drafts("geometry", "coordinate", level, 400)
        if question.form.endswith("square-on-side") and "متقابلان" in question.stem
    ]
    offered = [(numbers(q.key)[0], [numbers(text)[0] for text in q.distractors]) for q in drawn]

    assert any(2 * key in distractors for key, distractors in offered)
    assert not any(4 * key in distractors for key, distractors in offered)
