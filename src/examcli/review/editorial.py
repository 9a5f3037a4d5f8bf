"""What somebody wrote to the editor, not to the student: notes, marks on the key, small talk."""

import re
from collections.abc import Iterator

from examcli.review.item import Item
from examcli.review.rule import ItemRule, Severity

SURE = re.compile(
    r"[^\W\d_]\W{0,3}100\s?%\W*$|[✓✔☑✅]|\((?:صح|صحيحة?|correct|right answer|الجواب)\)\W*$"
)
"""`نهار 100 %`: how sure the author was, always on the key."""
NOTE = re.compile(
    r"[(\[{](?:\s?(?:ملاحظة|ملحوظة|تنبيه|تنويه|سؤال مكرر|مكرر|للمراجع|للمدقق|تحقق|راجع|يراجع|تعديل"
    r"|الإجابة(?: الصحيحة)?\s?:|الاجابة(?: الصحيحة)?\s?:|خطأ في|لم يذكر الحل|غير متأكد|بدون خيارات"
    r"|note(?: to|:)|todo|fixme|check |verify|editor|reviewer|duplicate|answer\s?:|not sure|typo))"
    r"[^)\]}]{0,200}[)\]}]"
)
TALK = re.compile(
    r"^(?:بالتأكيد|حسنا|بالطبع|إليك|اليك|إليكم|تفضل"
    r"|here is|here are|here's|sure[,!]|certainly|of course)\b[^؟?]{0,80}[:!]"
)
LINK = re.compile(r"https?://\S+|\bwww\.\w+\.\w+|\bt\.me/\w+")
ABOUT_LINKS = re.compile(r"رابط|موقع|عنوان|إنترنت|انترنت|url|link|web|domain|http|browser|internet")
ALTERNATE = re.compile(r"(?<![:/\w])//(?!/)|\s//\s|(?<=[^\W\d_])//(?=[^\W\d_])")
CODE = re.compile(r"[;{}]|\b(?:int|print|code|program|برنامج|كود|برمج)")


def _sure(item: Item) -> Iterator[str]:
    if item.signs.isdisjoint("%٪✓✔☑✅("):
        return
    for (name, text), plain in zip(item.shown[1:], item.plain_choices, strict=True):
        if SURE.search(plain):
            yield f"{name} carries a mark of the right answer: `{text}`"


def _note(item: Item) -> Iterator[str]:
    for (name, _), plain in zip(item.shown, item.plain_shown, strict=True):
        found = TALK.match(plain)
        if not found and not item.signs.isdisjoint("([{"):
            found = NOTE.search(plain)
        if found:
            yield f"the {name} speaks to the editor: `{found[0][:40]}`"


def _link(item: Item) -> Iterator[str]:
    if (
        "http" not in item.everything
        and "www" not in item.everything
        and "t.me" not in item.everything
    ):
        return
    for name, text in item.shown:
        found = LINK.search(text)
        if found and not ABOUT_LINKS.search(f"{item.plain_labels} {item.plain_stem}"):
            yield f"the {name} has a link: `{found[0][:40]}`"


def _alternate(item: Item) -> Iterator[str]:
    for name, text in item.shown if "//" in item.everything else ():
        if ALTERNATE.search(text) and not CODE.search(item.plain_stem):
            yield f"the {name} is written in two ways, with `//` between them"


EDITORIAL_RULES = (
    ItemRule(
        "mark-on-choice",
        Severity.ERROR,
        "No choice carries the mark of somebody who knew the answer.",
        "choice `نهار 100 %`",
        _sure,
    ),
    ItemRule(
        "note-to-editor",
        Severity.ERROR,
        "Stem and choices speak to the student alone.",
        "stem `ما ناتج ٤ × ٦؟ (ملاحظة للمراجع: تحقق من الحل)`",
        _note,
    ),
    ItemRule(
        "link",
        Severity.WARNING,
        "Stem and choices have no link, unless the question is about links.",
        "stem `… المصدر: https://example.com`",
        _link,
    ),
    ItemRule(
        "two-wordings",
        Severity.WARNING,
        "A text is written in one way, not in two with `//` between them.",
        "stem `معنى كلمة (أقام) في النص // كلمة أقام تعني`",
        _alternate,
    ),
)
