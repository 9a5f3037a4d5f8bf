"""The forms in which a session is handed out."""

from enum import StrEnum

from examcli.exam.blueprint import Blueprint
from examcli.exports.documents import as_json, markdown, session_document
from examcli.sessions.stored import StoredSession


class Format(StrEnum):
    """What an export can be."""

    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


def exported(
    form: Format, stored: StoredSession, blueprint: Blueprint, *, with_answers: bool
) -> str:
    """The whole text of a session in one form, ready to be written to a file."""
    match form:
        case Format.JSON:
            return as_json(session_document(stored, with_answers=with_answers)) + "\n"
        case Format.MARKDOWN:
            return markdown(stored, blueprint, with_answers=with_answers)
        case Format.HTML:
            from examcli.exports.handout import handout

            return handout(stored, blueprint, with_answers=with_answers)
