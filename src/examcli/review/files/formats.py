"""Question formats of learning systems: Moodle XML, GIFT and Aiken, as rows of ours."""

import html
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from examcli.errors import UsageInvalid

Row = dict[str, object]

AIKEN_CHOICE = re.compile(r"^([A-Z])[.)]\s+(.*)$")
AIKEN_ANSWER = re.compile(r"^ANSWER:\s*([A-Z])\s*$", re.IGNORECASE)
GIFT_QUESTION = re.compile(r"(?<!\\)\{(.*?)(?<!\\)\}", re.DOTALL)
GIFT_ANSWER = re.compile(r"(?<!\\)([=~])((?:\\.|[^\\=~])*)", re.DOTALL)
GIFT_ESCAPE = re.compile(r"\\([~=#{}:\\])")
GIFT_TITLE = re.compile(r"^\s*::(.*?)(?<!\\)::", re.DOTALL)
GIFT_FORMAT = re.compile(r"^\s*\[(?:html|moodle|plain|markdown)\]")
WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
TAG = re.compile(r"<[^<>]{1,300}>")
BREAK = re.compile(r"<(?:br|/p|/div|/li)[^<>]{0,50}>", re.IGNORECASE)


def is_moodle(text: str) -> bool:
    """Whether a text is a Moodle question bank."""
    return "<quiz" in text[:2_000]


def is_gift(text: str) -> bool:
    """Whether a text has answers in braces, as GIFT has."""
    found = GIFT_QUESTION.search(text)
    return found is not None and re.search(r"(?<!\\)[=~]", found[1]) is not None


def is_aiken(text: str) -> bool:
    """Whether a text has a line that names an answer, as Aiken has."""
    return any(AIKEN_ANSWER.match(line) for line in text.splitlines())


def read_moodle(text: str, name: str) -> list[object]:
    """The multiple-choice questions of a Moodle question bank.

    Raises:
        UsageInvalid: it is not whole.
    """
    if "<!ENTITY" in text:
        raise UsageInvalid(f"`{name}` declares entities", "export the bank from Moodle again")
    try:
        root = ET.fromstring(text)  # noqa: S314 - entities were refused above
    except ET.ParseError as error:
        raise UsageInvalid(f"`{name}` is not whole XML: {error}", "export it again") from error
    return [
        _moodle_row(each) for each in root.iter("question") if each.get("type") == "multichoice"
    ]


def _moodle_row(question: ET.Element) -> Row:
    answers = question.findall("answer")
    right = [n for n, each in enumerate(answers) if float(each.get("fraction") or 0) >= 100]
    row: Row = {
        "stem": _plain(question.findtext("questiontext/text")),
        "choices": [_plain(each.findtext("text")) for each in answers],
        "explanation": _plain(question.findtext("generalfeedback/text")),
        "id": _plain(question.findtext("idnumber") or question.findtext("name/text")),
    }
    if len(right) == 1:
        row["answerIndex"] = right[0]
    return {name: value for name, value in row.items() if value != ""}


def read_gift(text: str) -> list[object]:
    """The multiple-choice questions of a GIFT file."""
    lines = [
        line for line in text.splitlines() if not line.lstrip().startswith(("//", "$CATEGORY"))
    ]
    blocks = re.split(r"\n\s*\n", "\n".join(lines))
    return [row for block in blocks for row in _gift_rows(block)]


def _gift_rows(block: str) -> Iterator[Row]:
    found = GIFT_QUESTION.search(block)
    answers = GIFT_ANSWER.findall(found[1].split("####")[0]) if found else []
    if found is None or len(answers) < 2 or all(sign == "=" for sign, _ in answers):
        return
    title = GIFT_TITLE.match(block)
    before = block[title.end() if title else 0 : found.start()]
    after = block[found.end() :]
    stem = f"{before} ...... {after}" if after.strip() else before
    texts = [(sign, *_gift_answer(answer)) for sign, answer in answers]
    right = [n for n, (sign, weight, _) in enumerate(texts) if sign == "=" or weight == 100]
    row: Row = {"stem": _gift_plain(stem), "choices": [text for _, _, text in texts]}
    general = found[1].partition("####")[2]
    if general.strip():
        row["explanation"] = _gift_plain(general)
    if title:
        row["id"] = _gift_plain(title[1])
    if len(right) == 1:
        row["answerIndex"] = right[0]
    yield row


def _gift_answer(answer: str) -> tuple[float, str]:
    """The weight in percent and the text, without its feedback."""
    text = re.split(r"(?<!\\)#", answer)[0].strip()
    weight = WEIGHT.match(text)
    return (float(weight[1]) if weight else 0.0), _gift_plain(WEIGHT.sub("", text))


def _gift_plain(text: str) -> str:
    return _plain(GIFT_ESCAPE.sub(r"\1", GIFT_FORMAT.sub("", text)))


def read_aiken(text: str) -> list[object]:
    """The questions of an Aiken file: a stem, choices by letter, and a line `ANSWER: X`."""
    rows: list[object] = []
    stem: list[str] = []
    choices: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        answer, choice = AIKEN_ANSWER.match(line), AIKEN_CHOICE.match(line.strip())
        if answer:
            rows.append(_aiken_row(stem, choices, answer[1].upper()))
            stem, choices = [], {}
        elif choice and stem:
            choices[choice[1]] = choice[2].strip()
        else:
            stem.append(line.strip())
    return rows


def _aiken_row(stem: list[str], choices: dict[str, str], answer: str) -> Row:
    row: Row = {"stem": "\n".join(stem), "choices": list(choices.values())}
    return row | (
        {"answerIndex": list(choices).index(answer)} if answer in choices else {"answer": answer}
    )


def _plain(text: str | None) -> str:
    """What a page shows of a text: no tags, entities as the characters they stand for."""
    shown = TAG.sub("", BREAK.sub("\n", text or ""))
    return "\n".join(line.strip() for line in html.unescape(shown).splitlines() if line.strip())
