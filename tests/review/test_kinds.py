"""What files do wrong, and what only looks wrong: one question of each kind, judged in its file."""

import json

import pytest

from examcli.review.exam import judge
from examcli.review.files import read_entries

Fields = dict[str, object]


def question(stem: str, *choices: str, **fields: object) -> Fields:
    """A question whose key is the first choice."""
    return {"stem": stem, "choices": list(choices), "answerIndex": 0, **fields}


def judged(*questions: Fields) -> dict[str, str]:
    """The rules that the last question of a file breaks, with their severity."""
    content = json.dumps(questions, ensure_ascii=False).encode()
    verdict = judge(read_entries(content, "q.json", None), "auto").verdicts[-1]
    return {found.rule: found.severity.value for found in verdict.findings}


SOUND = [
    question("ما ناتج ٣/٥ ÷ ١/٢؟", "٦/٥", "٣/١٠", "٥/٦", "٢"),
    question("ما جهد المكثف؟", "v_0/3", "v_0/5", "v_0/6", "2v_0/3"),
    question("ما العدد؟", "٢", "٣", "٤", "٥", explanation="العدد/٤ = ٤/٨ = ١/٢، إذن العدد = ٢."),
    question("كم مرة؟", "١٢", "٥", "٢", "٦", explanation="٦٢ ÷ ٥ = ١٢ والباقي ٢."),
    question("كم مرة؟", "١٢", "٥", "٤", "٦", explanation="٦٢ ÷ ٥ = ١٢ ويتبقى ٢."),
    question(
        "الشهر خمسون يومًا",
        "خمسون",
        "الشهر",
        "يومًا",
        "كل",
        explanation="ثلاثون يومًا",
        topic="context-error",
    ),
    question("ما الشاذة؟", "كذب", "صدق", "وفاء", "أمانة", explanation="الباقي فضائل (صدق، أمانة)"),
    question(
        "ما قياس الزاوية؟",
        "٤٥ درجة",
        "٩٠ درجة",
        "١٨٠ درجة",
        "٦٠ درجة",
        explanation="زوايا المثلث مجموعها ١٨٠ درجة.",
    ),
    question(
        "اقرأ النص ثم أجب: «هبت الريح فجأة وتساقطت أوراق الشجر.» كان الفصل",
        "خريفًا",
        "صيفًا",
        "ربيعًا",
        "شتاءً",
    ),
    question("كم ضلعًا في الشكل التالي: مخمس؟", "٥", "٤", "٦", "٧"),
    question("ما إعراب كلمة القلم؟", "فاعل\u2066", "مفعول به", "مبتدأ", "خبر"),
    question("أي مما يأتي كسر عشري يساوي ١/٤؟", "٠٫٢٥", "٢/٨", "٣/١٢", "٢٥٪"),
    question(
        "الصبر ....….. والعجلة ......",
        "فرج - ندم",
        "ليل - نهار",
        "بر - بحر",
        "حر - برد",
        topic="إكمال الجمل",
    ),
    question("يد : لمس :: أنف : ؟", "شم", "عطر", "وجه", "زهرة", topic="analogy"),
    question(
        "ليس من الحكمة أن تطفئ نار الحسد", "تطفئ", "الحكمة", "نار", "الحسد", topic="الخطأ السياقي"
    ),
    question("كم النسبة؟", "٢٥٪", "٢٠٪", "٤٠٪", "٣٠٪", check="(100 - 80) / 80"),
]

FAULTY = [
    (
        "missing-figure",
        "error",
        [
            question(
                "تبين القطاعات عدد الطلاب. بالنظر إلى القطاعات، كم نجحوا؟", "١٠", "٢٠", "٣٠", "٤٠"
            )
        ],
    ),
    (
        "missing-figure",
        "error",
        [question("The histogram shows the ages. How many are over 30?", "1", "2", "3", "4")],
    ),
    (
        "missing-passage",
        "error",
        [question("علاقة الفقرة الثانية بالفقرة الأولى", "تعليل", "تفصيل", "تناقض", "تمثيل")],
    ),
    ("sheet-error", "error", [question("ما ضد النور؟", "#NAME?", "ضوء", "قمر", "نجم")]),
    ("mojibake", "error", [question("ط§ظ„ط³ط¤ط§ظ„ ظ…ط§ ظ‡ظˆطں", "ظلام", "ضوء", "قمر", "نجم")]),
    ("web-remnant", "error", [question("ما <b>ضد</b> النور؟", "ظلام", "ضوء", "قمر", "نجم")]),
    ("web-remnant", "error", [question("What percentage is it?", "5<br>", "6", "7", "8")]),
    ("garbled-arabic", "error", [question("ما أثر األمطار؟", "خير", "شر", "قحط", "جدب")]),
    (
        "foreign-choices",
        "error",
        [question("من جد وجد", "هزيمة", "فشل", "تعثر", "سقوط", topic="context-error")],
    ),
    (
        "explanation-disagrees",
        "error",
        [
            question(
                "من صبر خسر وظفر",
                "صبر",
                "خسر",
                "ظفر",
                "من",
                topic="context-error",
                explanation="خسر خطأ هنا",
            )
        ],
    ),
    (
        "explanation-disagrees",
        "error",
        [question("ما قطر المربع؟", "٣√٢", "٣√٣", "٩", "٦", explanation="القطر = ل√٣ = ٣√٣ سم")],
    ),
    ("distinct-choices", "error", [question("كم ضلعًا؟", "٤", "أربعة", "٥", "٦")]),
    ("distinct-choices", "error", [question("ما النسبة؟", "٣ : ٤", "٦ : ٨", "٤ : ٣", "٨ : ٣")]),
    (
        "distinct-choices",
        "error",
        [question("كم المدة؟", "٣٠ دقيقة", "٠٫٥ ساعة", "٤٠ دقيقة", "ساعة")],
    ),
    ("distinct-choices", "error", [question("ما الطول؟", "٥√٢", "√٥٠", "٥", "٢٥")]),
    ("choices-alike", "warning", [question("ما ضد الكسل؟", "النشاط", "النّشاط", "النوم", "اللعب")]),
    (
        "placeholder",
        "error",
        [question("ما ضد الكسل؟", "النشاط", "إجابة خاطئة ١", "النوم", "اللعب")],
    ),
    ("unfilled-template", "error", [question("باع [الاسم] دراجته، بكم؟", "١٠", "٢٠", "٣٠", "٤٠")]),
    ("broken-latex", "error", [question("ما ناتج ٣ \times ٤؟", "١٢", "٧", "٣٤", "٤٣")]),
    ("broken-latex", "error", [question("س + ٥ = ٢٠ rightarrow س", "١٥", "٧", "٣٤", "٤٣")]),
    ("mark-on-choice", "error", [question("ما ضد النور؟", "ظلام 100 %", "ضوء", "قمر", "نجم")]),
    (
        "note-to-editor",
        "error",
        [question("ما ضد النور؟ [تحقق من المشتتات]", "ظلام", "ضوء", "قمر", "نجم")],
    ),
    (
        "note-to-editor",
        "error",
        [question("بالتأكيد! إليك السؤال: ما ضد النور؟", "ظلام", "ضوء", "قمر", "نجم")],
    ),
    (
        "two-wordings",
        "warning",
        [question("ضد النور // ما عكس النور؟", "ظلام", "ضوء", "قمر", "نجم")],
    ),
    (
        "generic-explanation",
        "error",
        [question("ما ضد النور؟", "ظلام", "ضوء", "قمر", "نجم", explanation="معلومة عامة معروفة")],
    ),
    (
        "duplicate",
        "error",
        [
            question("اشترى دفترًا، كم دفع؟", "٨", "٩", "٦", "٧", passage="من صبر ظفر ."),
            question("اشتري دفترا كم دفع", "٨", "٧", "٦", "٩", passage="من صبَر ظفر."),
        ],
    ),
    (
        "near-duplicate",
        "warning",
        [
            question("ما الكلمة الشاذة في أسماء الفواكه؟", "جزر", "موز", "تفاح", "عنب"),
            question("ما الكلمة الشاذة في أسماء الفواكه؟", "جزر", "موز", "تفاح", "رمان"),
        ],
    ),
    (
        "stencil-explanation",
        "error",
        [
            question(
                stem, key, "ألف", "باء", "جيم", explanation=f"بعد النظر في الخيارات اخترنا {key}."
            )
            for stem, key in [
                ("ما ضد النور؟", "ظلام"),
                ("ما ضد الحر؟", "برد"),
                ("ما ضد العلم؟", "جهل"),
                ("ما ضد الغنى؟", "فقر"),
            ]
        ],
    ),
]


@pytest.mark.parametrize("sound", SOUND, ids=lambda fields: str(fields["stem"])[:20])
def test_a_sound_question_that_was_once_rejected(sound: Fields) -> None:
    assert judged(sound) == {}


@pytest.mark.parametrize(("rule", "severity", "questions"), FAULTY)
def test_a_fault_is_found(rule: str, severity: str, questions: list[Fields]) -> None:
    assert judged(*questions).get(rule) == severity
