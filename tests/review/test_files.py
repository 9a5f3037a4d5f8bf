"""What people have: question files of any spelling, read as they were meant or refused by name."""

import json
from pathlib import Path

import openpyxl
import pytest

from examcli.errors import UsageInvalid
from examcli.review.files import Entry, read_entries
from examcli.review.files.tables import BEYOND

STEM, CHOICES = "ما ضد النور؟", ("ظلام", "ضوء", "قمر", "نجم")
ROW = f"{STEM},{','.join(CHOICES)}"


def read(content: str | bytes, name: str = "q.csv") -> list[Entry]:
    return read_entries(content.encode() if isinstance(content, str) else content, name, None)


def understood(entries: list[Entry]) -> list[tuple[str, tuple[str, ...], int | None]]:
    return [(entry.item.stem, entry.item.choices, entry.item.key_index) for entry in entries]


EXPECTED = [(STEM, CHOICES, 1)]


@pytest.mark.parametrize(
    "table",
    [
        f"Question,Option A,Option B,Option C,Option D,Answer\n{ROW},B\n",
        f"السؤال,الخيار 1,الخيار 2,الخيار 3,الخيار 4,الإجابة الصحيحة\n{ROW},ب\n",
        f"السؤال,أ,ب,ج,د,الجواب\n{ROW},ضوء\n",
        f"QUESTION,A,B,C,D,CORRECT ANSWER\n{ROW},2\n",
        f"question,A,B,C,D,answer\n{ROW},2.0\n",
        f"sep=,\nquestion,A,B,C,D,answer\n{ROW},b\n",
        f"\ufeff\ufeffquestion,A,B,C,D,answer\n{ROW},(B)\n",
        f"اختبار الوحدة الأولى,,,,,\nquestion,A,B,C,D,answer\n{ROW},B\n,,,,,\n\n",
        f"question,A,B,C,D,answer\r{ROW},B\r",
        f"question;A;B;C;D;answer\n{ROW.replace(',', ';')};B\n",
        f"question\tA\tB\tC\tD\tanswer\n{ROW}\tB\n".replace(",", "\t"),
        f"stem,choices,answerIndex\n{STEM},{'|'.join(CHOICES)},1\n",
        f"stem,choice_1,choice_2,choice_3,choice_4,answerIndex\n{ROW},1\n",
    ],
)
def test_a_table_in_any_dialect(table: str) -> None:
    assert understood(read(table)) == EXPECTED


@pytest.mark.parametrize(
    "document",
    [
        [{"question": STEM, "options": [*CHOICES], "answer": "B"}],
        [{"question": STEM, "options": dict(zip("ABCD", CHOICES, strict=True)), "answer": "ضوء"}],
        [
            {
                "q": STEM,
                "A": CHOICES[0],
                "B": CHOICES[1],
                "C": CHOICES[2],
                "D": CHOICES[3],
                "key": "b",
            }
        ],
        {"quiz": {"questions": [{"question": STEM, "options": [*CHOICES], "correct_index": 1}]}},
        [
            {
                "question": STEM,
                "choices": {"text": [*CHOICES], "label": [*"ABCD"]},
                "answerKey": "B",
            }
        ],
        [
            {
                "question": STEM,
                "answers": [{"text": text, "correct": text == "ضوء"} for text in CHOICES],
            }
        ],
    ],
)
def test_json_in_the_shapes_of_the_wild(document: object) -> None:
    assert understood(read(json.dumps(document, ensure_ascii=False), "q.json")) == EXPECTED


def test_a_right_answer_and_three_wrong_ones() -> None:
    row = {"question": STEM, "correct_answer": "ضوء", "incorrect_answers": ["ظلام", "قمر", "نجم"]}
    ((_, choices, key),) = understood(read(json.dumps([row]), "q.json"))
    assert (choices, key) == (("ضوء", "ظلام", "قمر", "نجم"), 0)


def test_moodle_gift_and_aiken() -> None:
    moodle = (
        "<quiz><question type='multichoice'><name><text>q1</text></name><questiontext>"
        f"<text><![CDATA[<div dir='rtl'><p>{STEM}</p></div>]]></text></questiontext>"
        + "".join(
            f"<answer fraction='{100 * (n == 1)}'><text>{text}</text></answer>"
            for n, text in enumerate(CHOICES)
        )
        + "</question><question type='essay'/></quiz>"
    )
    wrong, right, *others = CHOICES
    gift = f"// a comment\n::q1:: {STEM} {{ ~{wrong} ={right}#نعم ~{others[0]} ~%0%{others[1]} }}\n"
    lines = [f"{letter}) {text}" for letter, text in zip("ABCD", CHOICES, strict=True)]
    aiken = "\n".join([STEM, *lines, "ANSWER: B", ""])

    assert understood(read(moodle, "q.xml")) == EXPECTED
    assert understood(read(gift, "q.gift")) == EXPECTED
    assert understood(read(aiken, "q.txt")) == EXPECTED


def test_a_workbook(tmp_path: Path) -> None:
    """The first sheet that has headings, a title above them or not."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("أسئلة")
    sheet.append(["اختبار الفصل"])
    sheet.append(["السؤال", "أ", "ب", "ج", "د", "الجواب"])
    sheet.append([STEM, *CHOICES, 2])
    book.save(tmp_path / "q.xlsx")

    assert understood(read((tmp_path / "q.xlsx").read_bytes(), "q.xlsx")) == EXPECTED


def test_keys_that_count_from_one_are_told_once() -> None:
    """In our own names, where they count from 0; in a table of others nobody expects 0."""
    rows = [
        {"stem": f"سؤال {n}", "choices": [*CHOICES], "answerIndex": 1 + n % 4} for n in range(40)
    ]
    entries = read(json.dumps(rows), "q.json")
    assert [entry.item.key_index for entry in entries] == [n % 4 for n in range(40)]
    told = [found.rule for entry in entries for found in entry.findings]
    assert told == ["keys-from-one"]


def test_a_row_with_too_many_cells_is_named_by_its_line() -> None:
    (entry,) = read(f"question,A,B,C,D,answer\nما الأول، والثاني, هنا,{ROW},B\n")
    found = [finding for finding in entry.findings if finding.rule == "too-many-cells"]
    assert [finding.message for finding in found] == ["line 2 has 8 cells under 6 headings"]
    assert BEYOND not in entry.item.labels


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (
            f'question,A,B,C,D,answer\n{ROW},B\n"{STEM},a,b,c,d,B\nx,1,2,3,4,A\n',
            "line 3: the quote",
        ),
        ("اسم,عمر\nسعد,٩\n", "holds no questions; its headings are `اسم`, `عمر`"),
        ('[{"frage": "?", "antwort": "x"}]', "holds no questions; its fields are"),
        ("<quiz><question type='multichoice'></quiz>", "is not whole XML"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><quiz/>", "declares entities"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(content: str, complaint: str) -> None:
    with pytest.raises(UsageInvalid, match=complaint):
        read(content, "q")


def test_a_damaged_workbook_is_refused_in_one_line() -> None:
    with pytest.raises(UsageInvalid, match="is not a whole Excel workbook"):
        read(b"PK\x03\x04 nothing", "q.xlsx")
