"""Structured outputs: schemas that are refused, and what fits those that are not."""

import json
from collections.abc import Callable

import anthropic
import pytest
from anthropic.types import Message, TextBlock
from pydantic import BaseModel

from examcli.simulator.errors import ApiError, Json
from examcli.simulator.schema import check_schema, minimal_instance

CLOSED: Json = {"type": "object", "additionalProperties": False}
EXAM: Json = {
    **CLOSED,
    "required": ["passage", "questions", "level", "when", "count", "note"],
    "properties": {
        "passage": {"type": "string"},
        "questions": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/question"}},
        "level": {"enum": ["easy", "hard"]},
        "when": {"type": "string", "format": "date"},
        "count": {"type": "integer"},
        "note": {"anyOf": [{"type": "null"}, {"type": "string"}]},
        "optional": {"type": "string"},
    },
    "$defs": {
        "question": {
            **CLOSED,
            "required": ["stem", "final"],
            "properties": {"stem": {"type": "string"}, "final": {"type": "boolean"}},
        }
    },
}


def test_a_schema_of_the_supported_kind_compiles() -> None:
    """Closed objects, local references, enums, anyOf, formats, minItems 0 or 1 [schemas]."""
    check_schema(EXAM, "schema")


@pytest.mark.parametrize(
    ("schema", "complaint"),
    [
        ({"type": "object"}, "additionalProperties"),
        ({"type": "object", "additionalProperties": True}, "additionalProperties"),
        ({"type": "integer", "minimum": 1}, "minimum"),
        ({"type": "integer", "maximum": 1}, "maximum"),
        ({"type": "number", "multipleOf": 2}, "multipleOf"),
        ({"type": "string", "minLength": 1}, "minLength"),
        ({"type": "string", "maxLength": 1}, "maxLength"),
        ({"type": "array", "maxItems": 4, "items": {"type": "string"}}, "maxItems"),
        ({"type": "array", "minItems": 4, "items": {"type": "string"}}, "minItems"),
        ({"$ref": "https://example.com/schema"}, "External"),
        ({"$ref": "#/$defs/nowhere"}, "nowhere"),
        ({"type": "array", "items": {"$ref": "#"}}, "Recursive"),
        (
            {
                "$ref": "#/$defs/node",
                "$defs": {
                    "node": {
                        **CLOSED,
                        "properties": {"next": {"anyOf": [{"$ref": "#/$defs/node"}]}},
                    }
                },
            },
            "Recursive",
        ),
        ({**CLOSED, "properties": {"deep": {"type": "object"}}}, "additionalProperties"),
    ],
)
def test_a_schema_that_no_grammar_can_hold_is_refused(schema: Json, complaint: str) -> None:
    """Open objects, bounds and recursion are a 400, at any depth [schemas]."""
    with pytest.raises(ApiError, match=complaint) as raised:
        check_schema(schema, "schema")
    assert raised.value.status == 400


def test_the_smallest_instance_has_what_is_required() -> None:
    """Required properties in the schema's order, and no others [schemas]."""
    assert minimal_instance(EXAM) == {
        "passage": "text",
        "questions": [{"stem": "text", "final": False}],
        "level": "easy",
        "when": "2026-01-01",
        "count": 0,
        "note": None,
    }


def test_a_foreign_schema_is_answered_with_an_instance(ask: Callable[..., Message]) -> None:
    """Structured output comes as ordinary text [schemas]."""
    message = ask(output_config={"format": {"type": "json_schema", "schema": EXAM}})
    (block,) = message.content
    assert isinstance(block, TextBlock)
    assert json.loads(block.text) == minimal_instance(EXAM)


class Verdict(BaseModel):
    is_sound: bool
    reasons: list[str]


def test_the_sdk_parses_what_it_asked_for(client: anthropic.Anthropic) -> None:
    """`messages.parse` makes a schema of a type, and a value of the type from the answer [SDK]."""
    message = client.messages.parse(
        model="claude-sonnet-4-6",
        max_tokens=100,
        messages=[{"role": "user", "content": "Is it sound?"}],
        output_format=Verdict,
    )
    assert message.parsed_output == Verdict(is_sound=False, reasons=[])


def test_a_refused_schema_is_a_bad_request(ask: Callable[..., Message]) -> None:
    """The message names the field [schemas]."""
    with pytest.raises(anthropic.BadRequestError, match=r"output_config\.format\.schema"):
        ask(output_config={"format": {"type": "json_schema", "schema": {"type": "object"}}})
