"""`examcli review FILE`: any file of questions, each finding with its rule."""

import json
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from examcli.errors import UsageInvalid
from examcli.review.exam import judge, judgement_document
from examcli.review.files import read_entries

SOUND: dict[str, Any] = {
    "id": "q1",
    "stem": "ما مرادف «شجاعة»؟",
    "choices": ["بسالة", "سرعة", "خوف", "كرم"],
    "answerIndex": 0,
}


def _review(run: Run, home: Path, *questions: object) -> Any:
    (home / "exam.json").write_text(json.dumps(questions), encoding="utf-8")
    return run("review", "exam.json", "--json")


def _rules(document: Any, place: int = 0) -> set[str]:
    return {f["rule"] for f in document["questions"][place]["findings"]}


def test_a_sound_file_passes(run: Run, home: Path) -> None:
    """Three fields are enough; nothing is found and the exit code is 0."""
    ran = _review(run, home, SOUND)
    assert ran.code == 0
    assert ran.document["questions"] == [{"id": "q1", "ok": True, "findings": []}]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"stem": None}, "stem-field"),
        ({"choices": "أ"}, "choices-field"),
        ({"choices": ["أب", None, "جد", "هو"]}, "choices-field"),
        ({"choices": ["بسالة", "سرعة", "خوف"]}, "four-choices"),
        ({"answerIndex": None}, "answer-index"),
        ({"answerIndex": "1"}, "answer-index"),
        ({"answerIndex": True}, "answer-index"),
        ({"answerIndex": 1.0}, "answer-index"),
        ({"answerIndex": 4}, "answer-index"),
        ({"answerIndex": -1}, "answer-index"),
        ({"stem": "ما مرادف\u202e «شجاعة»؟"}, "unreadable-character"),
        pytest.param({"stem": "ما مرادف\x1b «شجاعة»؟"}, "unreadable-character", id="M4 control"),
        pytest.param({"stem": "ما مرادف\r «شجاعة»؟"}, "unreadable-character", id="M4 CR"),
        pytest.param({"stem": "ما مرادف\ufffe «شجاعة»؟"}, "unreadable-character", id="M4 U+FFFE"),
        pytest.param({"stem": "ما مرادف\ufdd0 «شجاعة»؟"}, "unreadable-character", id="M4 no char"),
        pytest.param({"stem": "ما مرادف\U000e0041 «شجاعة»؟"}, "unreadable-character", id="M4 tag"),
        pytest.param({"explanation": "لأن\U0010fffd"}, "unreadable-character", id="M4 private"),
        pytest.param({"stem": "ما هو " * 200_000}, "absurd-length", id="M4 a stem of 1 MB"),
        pytest.param({"explanation": "1 + " * 9_000}, "absurd-length", id="M4 an endless sum"),
        ({"stem": "ما مراد\u200bف «شجاعة»؟"}, "split-word"),
        ({"stem": "ما مرادف {{word}}؟"}, "unfilled-template"),
        ({"stem": "ما مرادف «شجاعة»؟<br>"}, "web-remnant"),
        ({"stem": "ما قيمة $\\frac{1}{2؟"}, "broken-latex"),
        ({"explanation": "هذه هي الإجابة الصحيحة."}, "generic-explanation"),
        ({"explanation": "إذن الإجابة الصحيحة هي سرعة."}, "explanation-disagrees"),
        ({"explanation": "The answer is (C)."}, "letter-disagrees"),
    ],
)
def test_a_flaw_is_an_error_with_its_rule(
    run: Run, home: Path, changes: dict[str, Any], rule: str
) -> None:
    """What a machine can see rejects the question, and the exit code says so."""
    ran = _review(run, home, {**SOUND, **changes})
    assert ran.code == 8
    assert rule in _rules(ran.document)


def test_a_missing_key_names_the_field_that_looks_like_it(run: Run, home: Path) -> None:
    """Another field is never silently taken for the key."""
    question = {name: value for name, value in SOUND.items() if name != "answerIndex"}
    ran = _review(run, home, {**question, "correctIndex": 0})
    (finding,) = ran.document["questions"][0]["findings"]
    assert "`correctIndex` looks like it" in finding["message"]


def test_a_question_asked_twice_is_rejected_once(run: Run, home: Path) -> None:
    """The later one is the duplicate, its choices in whatever order; stems alone never count."""
    twin = {**SOUND, "id": "q2", "choices": SOUND["choices"][::-1], "answerIndex": 3}
    other = {**SOUND, "id": "q3", "choices": ["إقدام", "حزن", "نوم", "علم"]}
    ran = _review(run, home, SOUND, twin, other)
    assert [question["ok"] for question in ran.document["questions"]] == [True, False, True]


def test_other_numbers_are_counted_apart(run: Run, home: Path) -> None:
    """A number-changed variant is no duplicate."""
    one = {"stem": "ما ناتج ٢ + ٣؟", "choices": ["٥", "٦", "٧", "٨"], "answerIndex": 0}
    two = {"stem": "ما ناتج ٤ + ٣؟", "choices": ["٥", "٦", "٧", "٨"], "answerIndex": 2}
    ran = _review(run, home, one, two)
    assert ran.code == 0
    assert ran.document["summary"]["numberVariants"] == 1


def test_csv_and_jsonl_are_read(run: Run, home: Path) -> None:
    """Choices as columns, a byte order mark, one object a line."""
    header = "stem,choice1,choice2,choice3,choice4,answerIndex\n"
    (home / "a.csv").write_text(f"\ufeff{header}ما مرادف شجاعة,بسالة,سرعة,خوف,كرم,0\n", "utf-8")
    whole, other = json.dumps(SOUND), json.dumps(SOUND | {"stem": "ما ضد «جبن»؟"})
    (home / "a.jsonl").write_text(f"{whole}\n{whole[:-3]}\n{other}\n", "utf-8")
    assert run("review", "a.csv").code == 0
    ran = run("review", "a.jsonl", "--json")
    assert [question["ok"] for question in ran.document["questions"]] == [True, False, True]


SOUND_IN_ENGLISH = [
    ("What did she have no choice but to make?", ["choice", "answer", "promise", "question"]),
    ("How many elements has the subgroup <p> of S_5?", ["2", "6", "24", "120"]),
    ("Let {s_n} be a sequence of real numbers. What follows?", ["It is one", "Two", "None", "Few"]),
    ("Which set of operators is complete?", ["{AND}", "{OR}", "{NAND}", "{XOR}"]),
    (
        "What is the treatment of the bone in the radiograph below the knee?",
        ["Rest", "A", "B", "C"],
    ),
    ("Which letter is silent in “is\u00adland”?\u200b", ["s", "l", "n", "d"]),
    ("The clause \x96 if it is one \x96 is called what?", ["Main", "Relative", "Final", "Free"]),
]


@pytest.mark.parametrize(("stem", "choices"), SOUND_IN_ENGLISH)
def test_what_people_really_write_passes(
    run: Run, home: Path, stem: str, choices: list[str]
) -> None:
    """Each of these once met a rule that was too eager."""
    document = _review(run, home, {"stem": stem, "choices": choices, "answerIndex": 0}).document
    assert document["questions"][0]["ok"], document["questions"][0]["findings"]


@pytest.mark.parametrize(
    ("key", "explanation"),
    [
        ("وعرًا", "الكلمة التي تدل على السهولة هي «ممهدًا»."),
        ("مصباح", "المصباح والشمعة والقنديل للإضاءة، أما الميزان فللوزن، فالمختلفة هي «ميزان»."),
        ("Rome", "The capital of France is Paris."),
        ("٥", "مجموع العددين هو ٧، إذن الجواب هو ٧."),
        ("Paris", "It lies on the Tiber. The answer is (C)."),
        ("دفتر : ورق", "العلاقة عامل وأداته، والنجار أداته المنشار."),
        ("سماء", "الذي يبدد ظلمة الطريق هنا قنديل يضيء للسائرين."),
    ],
)
def test_a_key_moved_under_its_explanation_is_found(
    run: Run, home: Path, key: str, explanation: str
) -> None:
    """The explanation ends with another choice, and the key is nowhere or contradicted."""
    rivals = ["ممهدًا", "ميزان", "Paris", "٧", "Rome", "قنديل", "Oslo"]
    others = [rival for rival in rivals if rival in explanation or rival == "Oslo"]
    others = ["نجار : منشار"] if "النجار" in explanation else others
    choices = [key, *others, "شمعة", "قنديل"][:4]
    question = {"stem": "أي الآتي؟", "choices": choices, "answerIndex": 0}
    document = _review(run, home, question | {"explanation": explanation}).document
    assert not document["questions"][0]["ok"]


@pytest.mark.parametrize(
    ("stem", "explanation"),
    [
        ("Which of these is NOT a noble gas?", "The noble gases here are neon, argon and helium."),
        ("Which gas is lightest?", "Hydrogen, with one proton; the next is helium."),
        ("Which gas burns?", "A balloon of helium would not burn."),
        (
            "Which gas burns?",
            f"Hydrogen burns. {'It was found long ago. ' * 12}So much for helium.",
        ),
    ],
)
def test_an_aside_at_the_end_is_no_conclusion(
    run: Run, home: Path, stem: str, explanation: str
) -> None:
    """Negative stems, keys that are named before, and long explanations end with other things."""
    question = {"stem": stem, "choices": ["Hydrogen", "Neon", "Argon", "Helium"], "answerIndex": 0}
    document = _review(run, home, question | {"explanation": explanation}).document
    assert document["questions"][0]["ok"], document["questions"][0]["findings"]


ROUNDED = {"stem": "ما متوسط ٦ و٧ و٩؟", "choices": ["٧٫٣٣", "٧", "٨", "٩"], "answerIndex": 0}


@pytest.mark.parametrize(
    "explanation",
    [
        "المتوسط ٢٢ ÷ ٣ = ٧٫٣٣",
        "المتوسط (٦ + ٧ + ٩) ÷ ٣ = ٧٫٣٣",
        "المتوسط ٢٢ ÷ ٣ ≈ ٧٫٣٣",
        "المتوسط 22/3 = 7.333… ≈ 7.33",
        r"المتوسط $\frac{22}{3} = 7.33$",
        "المتوسط ٢٢ ÷ ٣ = ٧٫٣٣ تقريبًا",
    ],
)
def test_a_key_that_is_rounded_behind_the_students_back_is_rejected(
    run: Run, home: Path, explanation: str
) -> None:
    """Whoever computes exactly finds no choice; a stem that asks for it makes the key sound."""
    silent = ROUNDED | {"explanation": explanation}
    said = silent | {"stem": "ما متوسط ٦ و٧ و٩ تقريبًا؟"}
    assert "silently-rounded" in _rules(_review(run, home, silent).document)
    assert _review(run, home, said).code == 0


@pytest.mark.parametrize(
    ("stem", "key"),
    [("ما ناتج ٢٢ ÷ ٨؟", "٢٫٧"), ("ما ناتج (٦ + ٧ + ٩) ÷ ٣؟", "٧٫٣٣"), ("What is 22/7?", "3.14")],
)
def test_a_stem_that_is_arithmetic_is_computed(run: Run, home: Path, stem: str, key: str) -> None:
    """Without any explanation the stem alone shows that its key was rounded."""
    question = {"stem": stem, "choices": [key, "٩", "١٠", "١١"], "answerIndex": 0}
    assert "stem-disagrees" in _rules(_review(run, home, question).document)


@pytest.mark.parametrize(
    "explanation",
    [
        "النجاح ثمرة الاجتهاد، ومن يلعب يندم.",
        "من يريد النجاح يعمل، أما الذي يلعب فيندم.",
        "كل الأفعال الأخرى لا توصل إلى النجاح، ومنها يكسل وما شابهه.",
        "المعنى أن النجاح ثمرة السعي، والخيار «يلعب» عكسه، والصواب من الاجتهاد.",
    ],
)
def test_an_explanation_may_speak_of_distractors(run: Run, home: Path, explanation: str) -> None:
    """It gives the key in another form, or says why a distractor is wrong."""
    question = {
        "stem": "ينجح من ......",
        "choices": ["يجتهد", "يلعب", "يكسل", "ينام"],
        "answerIndex": 0,
        "explanation": explanation,
    }
    document = _review(run, home, question).document
    assert document["questions"][0]["ok"], document["questions"][0]["findings"]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"stem": "اعتمادًا على الجدول التالي، ما أعلى درجة؟"}, "missing-figure"),
        (
            {"stem": "ما احتمال ظهور الصورة؟", "choices": ["٥٠٪", "١/٢", "١/٤", "١/٣"]},
            "distinct-choices",
        ),
        ({"topic": "analogy", "stem": "مقص قص"}, "analogy-form"),
        ({"topic": "comparison", "stem": "قارن بين القيمتين ٣ و ٤"}, "comparison-form"),
    ],
)
def test_a_form_that_is_broken_is_named(
    run: Run, home: Path, changes: dict[str, object], rule: str
) -> None:
    """A table that is not there, a coin's two halves, a pair and a comparison that are none."""
    question = {"stem": "", "choices": ["٧", "٨", "٩", "١٢"], "answerIndex": 0}
    assert rule in _rules(_review(run, home, question | changes).document)


@pytest.mark.parametrize(
    ("choices", "explanation", "topic"),
    [
        (["٣ : ٢", "٢ : ٣", "٢ : ٥", "٣ : ٥"], "", "ratio"),
        (
            [
                "إثبات فساد الأسواق جميعها",
                "مدح سوق واحدة قديمة",
                "ذم سوق واحدة قديمة",
                "ذكر سوق قديمة",
            ],
            "",
            "reading",
        ),
        (["٨٠", "٥٠٠", "١٠٠", "٤٥"], "العدد كله = ٢٠ × ١٠٠ ÷ ٢٥ = ٨٠.", "percent"),
        (["تنمو − ذبلت", "تذبل − نمت", "تذبل − ماتت", "تنمو − أزهرت"], "", "completion"),
    ],
)
def test_no_warning_for_what_is_as_it_should_be(
    run: Run, home: Path, choices: list[str], explanation: str, topic: str
) -> None:
    """Ratios, words that only look like a phrase, numbers on the way, pairs of words."""
    stem = "تحتاج النبتة إلى الضوء حتى ......، فإذا حُجب عنها زمنًا طويلًا ......"
    question = {"stem": stem, "choices": choices, "answerIndex": 0, "topic": topic}
    told = {"explanation": explanation} if explanation else {}
    assert _rules(_review(run, home, question | told).document) == set()


def test_a_table_in_lines_is_there(run: Run, home: Path) -> None:
    """It needs no picture."""
    stem = "اقرأ الجدول التالي، ثم أجب: ما أعلى درجة؟\nسعد ٧\nفهد ٩"
    question = {"stem": stem, "choices": ["٧", "٨", "٩", "١٢"], "answerIndex": 2}
    assert _review(run, home, question).document["questions"][0]["ok"]


def test_a_file_of_five_choices_is_judged_by_five(run: Run, home: Path) -> None:
    """When nearly all have five; three are never the rule, for choices may have been lost."""
    five = [_numbered(number, 5) for number in range(30)]
    three = [_numbered(number, 3) for number in range(30)]
    assert _review(run, home, *five).document["summary"]["rejected"] == 0
    assert _review(run, home, *five, _numbered(30, 4)).document["summary"]["rejected"] == 1
    assert _review(run, home, *three).document["summary"]["rejected"] == 30


@pytest.mark.parametrize("content", ["", "[]", "[1, 2]", "{", "hello", '{"a": 1}', "[" * 5000])
def test_what_is_no_file_of_questions_is_refused(run: Run, home: Path, content: str) -> None:
    """One line that names the file, exit code 2, no traceback."""
    (home / "x.json").write_text(content, encoding="utf-8")
    ran = run("review", "x.json")
    assert ran.code == 2
    assert "x.json" in ran.err


FIELDS = st.sampled_from(["id", "stem", "choices", "answerIndex", "explanation", "passage"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(FIELDS, inner, max_size=6),
    max_leaves=25,
)


@given(st.lists(st.dictionaries(FIELDS, VALUES, max_size=6), max_size=6) | VALUES)
@settings(deadline=None)
def test_any_json_is_judged_or_refused(document: object) -> None:
    """Whatever the values: one verdict for each question, or one error about the file."""
    try:
        entries = read_entries(json.dumps(document).encode(), "any.json", None)
    except UsageInvalid:
        return
    judgement = judge(entries, "auto")
    assert len(judgement.verdicts) == len(entries)
    assert json.dumps(judgement_document(judgement))


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@settings(deadline=None)
def test_any_bytes_are_judged_or_refused(content: bytes) -> None:
    """JSON, JSONL, CSV or noise: never anything but verdicts or one error."""
    with suppress(UsageInvalid):
        judge(read_entries(content, "any", None), "auto")


def _numbered(number: int, count: int) -> dict[str, object]:
    words = ["north", "south", "east", "west", "nowhere"][:count]
    choices = [f"{word} {'abcdefghijklmnopqrstuvwxyzABCDEF'[number]}" for word in words]
    return {"stem": f"Where is place {number}?", "choices": choices, "answerIndex": 0}


@pytest.mark.parametrize("device", [pytest.param("/dev/zero", id="M1 a device without end")])
def test_what_never_ends_is_refused(device: str, run: Run) -> None:
    """No more is read than a file of questions may have."""
    ran = run("review", device)
    assert (2, f"error: cannot read `{device}`: it has more than 20,000,000 bytes") == (
        ran.code,
        ran.err.splitlines()[0],
    )


def test_a_pipe_is_read(run: Run, home: Path) -> None:
    """M1: what another program writes is a file like any other."""
    os.mkfifo(home / "pipe")
    text = json.dumps([SOUND])
    writer = threading.Thread(target=(home / "pipe").write_text, args=(text,))
    writer.start()
    ran = run("review", "pipe", "--json")
    writer.join()
    assert 0 == ran.code


def test_a_column_with_an_absurd_number_is_no_choice(run: Run, home: Path) -> None:
    """M1: a number of 5,000 digits is no place among the choices."""
    header = f"stem,choice_1,choice_{'9' * 5_000},answerIndex"
    (home / "exam.csv").write_text(f"{header}\n2 + 2?,3,4,1\n")
    assert 8 == run("review", "exam.csv").code


def test_the_rules_are_listed(run: Run) -> None:
    """Each with its severity, its idea and a breach; no file is needed."""
    listed = run("review", "--rules")
    assert listed.code == 0
    assert "error    duplicate: No question is asked twice" in listed.out
    told = run("review", "--rules", "--json").document["rules"]
    assert {"rule", "severity", "idea", "example"} == set(told[0])


def test_without_a_file_one_line_says_what_to_name(run: Run) -> None:
    refused = run("review")
    assert (refused.code, refused.err.splitlines()[0]) == (2, "error: no file is named")
