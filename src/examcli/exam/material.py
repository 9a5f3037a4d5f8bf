"""An instructor's own text, as the numbered passages that questions rest on."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Self

from examcli.errors import DocumentInvalid
from examcli.exam.printable import printable

SHORTEST_PASSAGE = 200
"""Characters: two sentences, the least that a question can rest on; headings join what follows."""
LONGEST_PASSAGE = 1_500
"""Characters: a paragraph or three, so that naming it tells an instructor where to look."""
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
SENTENCE_END = re.compile(r"(?<=[.!?؟。])\s+")
SPACES = str.maketrans("\t\x0b\x0c\r\u2028\u2029", "    \n\n")


@dataclass(frozen=True)
class Material:
    """Passages in the order of the text; their numbers count from 1, across all files."""

    names: tuple[str, ...]
    passages: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Names this very content."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()[:16]

    def holds(self, number: int) -> bool:
        """Whether there is a passage of this number."""
        return 1 <= number <= len(self.passages)

    def passage(self, number: int) -> str:
        """The passage of a number, from 1."""
        return self.passages[number - 1]

    def as_json(self) -> str:
        """The material as text that `from_json` reads back."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The material that `as_json` wrote.

        Raises:
            DocumentInvalid: the text is no material.
        """
        try:
            document = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DocumentInvalid("the material is not as it was written") from error
        match document:
            case {"names": [*names], "passages": [*passages]} if _are_texts([*names, *passages]):
                return cls(tuple(names), tuple(passages))
        raise DocumentInvalid("the material has no passages")


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def divided(text: str) -> list[str]:
    """A text in passages of a handy size: paragraphs, short ones together, long ones cut.

    A passage is what a question names as its ground, so it should be a thought rather than a
    line or a chapter. Nothing but white space and invisible characters is lost.
    """
    paragraphs = [part.strip() for part in BLANK_LINES.split(cleaned(text)) if part.strip()]
    pieces = [piece for paragraph in paragraphs for piece in _cut(paragraph)]
    return list(_joined(pieces))


def cleaned(text: str) -> str:
    """The text in one Unicode form, without characters that cannot be seen."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(SPACES))
    return printable(plain).replace("\u200b", "")


def _cut(paragraph: str) -> Iterator[str]:
    """A paragraph in pieces that are not too long, at the ends of sentences where it has them."""
    piece = ""
    for sentence in _short(SENTENCE_END.split(paragraph)):
        if piece and len(piece) + len(sentence) >= LONGEST_PASSAGE:
            yield piece
            piece = ""
        piece = f"{piece} {sentence}" if piece else sentence
    if piece:
        yield piece


def _short(sentences: Iterable[str]) -> Iterator[str]:
    """Sentences, those without an end cut wherever they are too long."""
    for sentence in sentences:
        for start in range(0, len(sentence), LONGEST_PASSAGE):
            yield sentence[start : start + LONGEST_PASSAGE]


def _joined(pieces: Sequence[str]) -> Iterator[str]:
    """Short pieces, such as headings, together with what follows them."""
    passage = ""
    for piece in pieces:
        if passage and len(passage) + len(piece) >= LONGEST_PASSAGE:
            yield passage
            passage = ""
        passage = f"{passage}\n{piece}" if passage else piece
        if len(passage) >= SHORTEST_PASSAGE:
            yield passage
            passage = ""
    if passage:
        yield passage
