"""What a stem points at and must be there: a figure, a passage."""

import re
from collections.abc import Iterator

from examcli.review.item import Item
from examcli.review.rule import ItemRule, Severity

SHAPE = (
    "(?:مربع|مستطيل|مثلث|دائرة|معين|شبه منحرف|متوازي|مخمس|مسدس"
    "|مكعب|أسطوانة|اسطوانة|مخروط|كرة|هرم|قطاع)"
)
BESIDE = "(?:المجاور|المقابل|التالي|الآتي|أدناه|أعلاه|السابق|المرسوم|المرفق|الموضح|المظلل)"
POINTERS = (
    rf"(?:الشكل|الرسم|المخطط|التمثيل)(?:\s+ال\w+)?\s+{BESIDE}",
    r"(?:الصورة|الجدول)\s+(?:المجاور|المقابل|أدناه|أعلاه|المرفق|الموضح|التالي|الآتي)",
    r"(?:المظلل\w*|الموضح\w*|المبين\w*|المرسوم\w*|كما|انظر|تأمل|لاحظ)\s+(?:إلى\s+|في\s+)?الشكل",
    r"^(?:في|من) (?:الشكل|الرسم)(?!\s+س)(?!\s+ال)",
    r"بالشكل (?:المجاور|المقابل|المرسوم|المرفق|أدناه|أعلاه|الموضح)",
    r"(?:يوضح|يبين|يظهر|يمثل|توضح|تبين)\s+(?:الرسم|الشكل|المخطط|الجدول)\b",
    r"(?:من|في|بحسب|حسب)\s+(?:الرسم|التمثيل)\s+(?:البياني|بالأعمدة)",
    r"بالنظر إلى (?:القطاعات|الأعمدة|الرسم|المخطط|الجدول)",
    r"من (?:خلال )?الجدول(?=[،,: ])",
    r"(?:التمثيل|الرسم) البياني(?! ل)(?= )",
    r"مستعين\w* (?:بالمخطط|بالرسم|بالشكل|بالجدول)",
    r"(?:المثلث|المستطيل|المربع|الدائرة)\s+(?:الموضح|المرسوم|المبين|المجاور|المقابل)\w?\b",
    r"المبين\w? (?:جانب|أدناه|أعلاه)\w*",
    r"المرسوم\w? (?:أدناه|أعلاه|جانبا)",
    r"مساحة (?:الجزء |المنطقة |الجزأين |الأجزاء )?المظلل\w*",
    r"\bin the (?:figure|diagram)\b(?! of)",
    r"\bas shown in the (?:picture|graph|image)",
    r"\b(?:figure|diagram|graph|picture|image|chart) (?:below|above|shown|on the (?:left|right))",
    r"\bthe (?:graph|(?:bar |pie )?chart|histogram|scatter ?plot|box ?plot) (?:shows|displays)\b",
    r"\baccording to the (?:table|graph|chart|figure)\b",
    r"(?:accompanying|adjacent) (?:figure|diagram|graph|picture)",
)
"""Words that point at one definite drawing, chart or table."""
FIGURE = re.compile("|".join(POINTERS))
NAMED = re.compile(
    "شكل|رسم|مخطط|تمثيل|صورة|جدول|مظلل|موضح|مبين|قطاعات|أعمدة"
    "|المثلث|المستطيل|المربع|الدائرة|figure|diagram|graph|picture|image|chart|histogram|plot|table"
)
"""A word that every pointer has: one search tells that there is none."""
TABLE = re.compile("جدول|table")
DESCRIBED = re.compile(
    r"(?:التالي|الآتي|السابق|الموضح)\w{0,3}\s?:.{25,}"
    rf"|الشكل (?:التالي|الآتي|المجاور)\s?:\s?{SHAPE}"
    rf"|الشكل (?:التالي|الآتي|المجاور) {SHAPE}\D{{1,60}}\d|(?:جدول|table)\w*\s?:.*\d.*\d"
    r"|<svg|\[asy\]|!\[",
    re.DOTALL,
)
QUOTED = re.compile(r"[«“\"'][^«»“”\"]{30,}[»”\"']")
"""Thirty characters between quotation marks: more than the phrase that a question is about."""
TOLD_BEFORE_WORDS = 6
"""Words before the mention of a text: a sentence that is itself the text."""
TEXT = r"(?:نص|فقرة|قطعة)"
PASSAGE = re.compile(
    r"(?:وفق|وفقًا|وفقا|طبقًا|استنادًا|استنادا|بناء|بحسب|حسب)\s+(?:ل|إلى\s+|على\s+)?"
    rf"(?:هذا\s+|هذه\s+)?(?:ال|لل){TEXT}\b"
    rf"|(?:ورد|جاء|ذكر|ذُكر|الكاتب|وردت|جاءت)\s+في\s+(?:هذا\s+|هذه\s+)?ال{TEXT}\b"
    rf"|(?:نستنتج|يستنتج|يُستنتج|نفهم|يفهم|يُفهم|قرأت|فهمت|استفدت)\s+(?:من|في)\s+ال{TEXT}\b"
    r"|علاقة (?:الفقرة|الجملة) \(?(?:\d|الأولى|الثانية|الثالثة|الأخيرة)"
    rf"|(?:الفكرة|الفكر)\s+\w+\s+(?:في\s+ال|لل|من\s+ال){TEXT}\b|عنوان\w*\s+(?:\w+\s+)?لل{TEXT}\b"
    r"|(?:النص|الفقرة|القطعة)\s+(?:السابق|السابقة|الآتي|الآتية|أعلاه|أدناه|المقروء)\b"
    r"|اقرأ\s+(?:النص|الفقرة|القطعة)|(?:في|من)\s+(?:هذا\s+النص|هذه\s+(?:الفقرة|القطعة))"
    r"|according to the (?:passage|text|paragraph)|(?:in|from) the passage\b"
)
PIECE = re.compile(r"(?<!ال)(?<!لل)قطع")  # of land or cloth: not the piece to read
LONG_STEM_LENGTH = 220
"""Characters: three lines, in which the passage that is spoken of may well be quoted."""


def _missing_figure(item: Item) -> Iterator[str]:
    found = FIGURE.search(item.plain_stem) if NAMED.search(item.plain_stem) else None
    if found and not item.has_figure and not DESCRIBED.search(item.stem):
        if TABLE.search(found[0]) and (item.passage or "\n" in item.stem.strip()):
            return  # a table can be written in lines
        yield f"the stem speaks of a figure that is not there: `{found[0]}`"


def _missing_passage(item: Item) -> Iterator[str]:
    if item.passage.strip() or len(item.stem) > LONG_STEM_LENGTH:
        return
    found = PASSAGE.search(item.plain_stem)
    if QUOTED.search(item.plain_stem):
        return
    if found and len(item.plain_stem[: found.start()].split()) >= TOLD_BEFORE_WORDS:
        return
    if found and not ("قطعة" in found[0] and PIECE.search(item.plain_stem)):
        yield f"the stem speaks of a passage that is not there: `{found[0]}`"
    elif item.has_form("reading"):
        yield "a question about reading has no passage"


MATERIAL_RULES = (
    ItemRule(
        "missing-figure",
        Severity.ERROR,
        "A stem that points at a figure comes with one.",
        "stem `في الشكل المجاور، ما قيمة س؟`",
        _missing_figure,
    ),
    ItemRule(
        "missing-passage",
        Severity.ERROR,
        "A stem that points at a passage comes with one.",
        "stem `ما الفكرة الرئيسة في النص السابق؟`",
        _missing_passage,
    ),
)
