"""What a handout says of its own accord: headings and labels, in the language of the exam."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from examcli.exam.script import EASTERN


@dataclass(frozen=True)
class Words:
    """The words around the questions, and the digits that count them; `counter` counts pages."""

    questions: str
    minutes: str
    name: str
    date: str
    instructions: str
    passage: str
    key: str
    doubtful: str
    digits: Mapping[int, int]
    counter: str

    def number(self, count: int) -> str:
        """A number in the digits of the language."""
        return str(count).translate(self.digits)

    def numbers(self, counts: Iterable[int]) -> str:
        """Some numbers, apart by a sign that both directions of writing share."""
        return " · ".join(map(self.number, counts))


ARABIC = Words(
    questions="عدد الأسئلة",
    minutes="الزمن بالدقائق",
    name="الاسم",
    date="التاريخ",
    instructions="لكل سؤال أربعة خيارات، واحد منها فقط صحيح. اقرأ السؤال كاملًا قبل أن تختار.",
    passage="اقرأ النص، ثم أجب عن الأسئلة",
    key="مفتاح الإجابة",
    doubtful="يُراجَع: لم يؤيد المحلّون هذا الجواب",
    digits=EASTERN,
    counter="arabic-indic",
)
ENGLISH = Words(
    questions="Questions",
    minutes="Minutes",
    name="Name",
    date="Date",
    instructions="Each question has four choices, and only one is right. "
    "Read the whole question before you choose.",
    passage="Read the passage, then answer questions",
    key="Answer key",
    doubtful="to be reviewed: the solvers did not confirm this key",
    digits={},
    counter="decimal",
)


def words_of(language: str) -> Words:
    """The words for an exam in this language: Arabic, or English for all others."""
    return ARABIC if language == "ar" else ENGLISH
