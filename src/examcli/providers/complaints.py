"""What a server says is wrong, read from whichever shape it says it in."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from examcli.providers.sse import mapping, parsed

MOST_WRAPPERS = 3
"""How deep gateways wrap the complaint of their upstream into one of their own."""
PAGE = re.compile(r"\s*<(!doctype|html|\?xml|head|body|!--)", re.IGNORECASE)
TITLE = re.compile(r"<title[^>]*>(.{0,200}?)</title", re.IGNORECASE | re.DOTALL)

CODE_NAMES = ("error_code", "error_type", "code")


@dataclass(frozen=True)
class Complaint:
    """What a server says is wrong, in whichever shape it says it.

    `fields` is the object that has the details, `codes` every word in it for a program.
    """

    type: str = ""
    status: int = 0
    message: str = ""
    codes: frozenset[str] = frozenset()
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.type or self.status or self.message)


def complaint(document: object) -> Complaint:
    """The complaint in a JSON document: Anthropic's shape, OpenRouter's, a gateway's."""
    document = _innermost(document)
    if not isinstance(document, Mapping):
        return Complaint(message=_text(document))
    inner = document.get("error") or document.get("detail")
    details, metadata, availability = (
        mapping(document.get(name)) for name in ("details", "metadata", "availability")
    )
    kind = _word(document.get("type"))
    codes = [
        *(document.get(name) for name in ("type", "code", "error_type")),
        *(fields.get(name) for fields in (details, metadata, availability) for name in CODE_NAMES),
    ]
    said = [_text(document.get("message") or inner or document.get("msg"))]
    return Complaint(
        type="" if kind == "error" else kind,
        status=_status(document.get("code") or document.get("status")),
        message=": ".join(filter(None, [*said, _text(metadata.get("raw"))])),
        codes=frozenset(filter(None, map(_word, codes))),
        fields=document,
    )


def read_complaint(body: bytes) -> Complaint:
    """The complaint in the body of a refusal: JSON, the title of a page, or plain text."""
    data = body.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        return complaint(parsed(data))
    except ValueError:
        text = data.decode("utf-8", "replace")
    if PAGE.match(text):
        title = TITLE.search(text)
        return Complaint(message=html.unescape(title[1]) if title else "")
    return Complaint(message=text if "<" not in text else "")


def _innermost(document: object) -> object:
    """The object that has the details, where others wrap it."""
    for _ in range(MOST_WRAPPERS):
        if not isinstance(document, Mapping):
            break
        inner = document.get("error") or document.get("detail")
        if not isinstance(inner, Mapping):
            break
        document = inner
    return document


def _word(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _text(value: object) -> str:
    """What a value says; of a list of complaints the first."""
    match value:
        case str():
            return value
        case [{"msg": str(first)} | {"message": str(first)} | str(first), *_]:
            return first
    return ""


def _status(code: object) -> int:
    """An HTTP status that is told as a number or as text; 0 for any other code."""
    text = str(code) if isinstance(code, int | str) else ""
    return int(text) if len(text) == 3 and text.isascii() and text.isdigit() else 0
