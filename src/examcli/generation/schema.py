"""The JSON that an author answers with: which fields a question has, in the order they are written.

The order makes a model work before it commits itself: it writes the stem, draws, computes, and
only then names the key. One schema serves every call of every exam, because the schema is part of
what the cache holds: another one would cost an exam its cached prefix.
"""

from examcli.exam.figure import KINDS

DISTRACTORS = ("distractor_1", "distractor_2", "distractor_3")
"""A field each: a list could end early, three required fields cannot."""

FIGURE: dict[str, object] = {
    "type": "object",
    "properties": {
        "kind": {"type": "string", "enum": list(KINDS)},
        "values": {"type": "array", "items": {"type": "number"}},
        "labels": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["kind", "values", "labels"],
    "additionalProperties": False,
}
TEXT = {"type": "string"}
FIELDS: dict[str, object] = {
    "rests_on": {"type": "integer"},
    "stem": TEXT,
    "figure": {"anyOf": [{"type": "null"}, FIGURE]},
    "check": TEXT,
    "key": TEXT,
    **dict.fromkeys(DISTRACTORS, TEXT),
    "explanation": TEXT,
}
"""`rests_on` numbers a passage of an instructor's material, and is 0 where there is none."""
QUESTION: dict[str, object] = {
    "type": "object",
    "properties": FIELDS,
    "required": list(FIELDS),
    "additionalProperties": False,
}
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {
        "passage": TEXT,
        "questions": {"type": "array", "items": QUESTION},
    },
    "required": ["passage", "questions"],
    "additionalProperties": False,
}
