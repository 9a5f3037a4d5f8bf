"""What a stem points at and must be there: a figure, a passage."""

import re
from collections.abc import Iterator

from examcli.review.item import Item
from examcli.review.rule import ItemRule, Severity

FIGURE = re.compile(
    r"(?:الشكل|الرسم|المخطط|التمثيل)(?:\s+ال\w+)?\s+"
    r"(?:المجاور|المقابل|التالي|الآتي|أدناه|أعلاه|السابق|المرسوم|المرفق|الموضح|المظلل)"
    r"|(?:الصورة|الجدول)\s+(?:المجاور|المقابل|أدناه|أعلاه|المرفق|الموضح|التالي|الآتي)"
    r"|(?:المظلل\w*|الموضح\w*|المبين\w*|المرسوم\w*|كما|انظر|تأمل|لاحظ)\s+(?:إلى\s+|في\s+)?الشكل"
    r"|^(?:في|من) (?:الشكل|الرسم)(?!\s+س)(?!\s+ال)"
    r"|بالشكل (?:المجاور|المقابل|المرسوم|المرفق|أدناه|أعلاه|الموضح)"
    r"|\bin the (?:figure|diagram)\b(?! of)|\bas shown in the (?:picture|graph|image)"
    r"|\b(?:figure|diagram|graph|picture|image|chart) (?:below|above|shown|on the (?:left|right))"
    r"|(?:accompanying|adjacent) (?:figure|diagram|graph|picture)"
)
DESCRIBED = re.compile(r"(?:التالي|الآتي|السابق|الموضح)\w*:?\s*:.{25,}|<svg|\[asy\]|!\[", re.DOTALL)
TEXT = r"(?:نص|فقرة|قطعة)"
PASSAGE = re.compile(
    r"(?:وفق|وفقًا|وفقا|طبقًا|استنادًا|استنادا|بناء|بحسب|حسب)\s+(?:ل|إلى\s+|على\s+)?"
    rf"(?:هذا\s+|هذه\s+)?(?:ال|لل){TEXT}\b"
    rf"|(?:ورد|جاء|ذكر|ذُكر|الكاتب|وردت|جاءت)\s+في\s+(?:هذا\s+|هذه\s+)?ال{TEXT}\b"
    rf"|(?:نستنتج|يستنتج|يُستنتج|نفهم|يفهم|يُفهم|قرأت|فهمت|استفدت)\s+(?:من|في)\s+ال{TEXT}\b"
    rf"|(?:الفكرة|الفكر)\s+\w+\s+(?:في\s+ال|لل|من\s+ال){TEXT}\b|عنوان\w*\s+(?:\w+\s+)?لل{TEXT}\b"
    r"|(?:النص|الفقرة|القطعة)\s+(?:السابق|السابقة|الآتي|الآتية|أعلاه|أدناه|المقروء)\b"
    r"|اقرأ\s+(?:النص|الفقرة|القطعة)|(?:في|من)\s+(?:هذا\s+النص|هذه\s+(?:الفقرة|القطعة))"
    r"|according to the (?:passage|text|paragraph)|(?:in|from) the passage\b"
)
PIECE = re.compile(r"(?<!ال)(?<!لل)قطع")  # of land or cloth: not the piece to read
LONG_STEM_LENGTH = 220
"""Characters: three lines, in which the passage that is spoken of may well be quoted."""


def _missing_figure(item: Item) -> Iterator[str]:
    found = FIGURE.search(item.plain_stem)
    if found and not item.has_figure and not DESCRIBED.search(item.stem):
        if "جدول" in found[0] and (item.passage or "\n" in item.stem.strip()):
            return  # a table can be written in lines
        yield f"the stem speaks of a figure that is not there: `{found[0]}`"


def _missing_passage(item: Item) -> Iterator[str]:
    if item.passage.strip() or len(item.stem) > LONG_STEM_LENGTH:
        return
    found = PASSAGE.search(item.plain_stem)
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
