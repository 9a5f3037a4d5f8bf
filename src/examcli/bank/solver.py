"""Solving questions that come without their keys, by knowing the bank that they came from.

The solver is shown what any solver would see. It looks the question up by what its author was
asked for, its stem and its choices; one that the bank never wrote it cannot decide, and says so.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from examcli.bank import Slot, candidates
from examcli.bank.draft import Draft

UNDECIDED = 0
UNKNOWN = "The embedded bank does not know this question."


def solve(lines: Sequence[Mapping[str, object]], passages: Mapping[str, str]) -> str:
    """Answer every question.

    Args:
        lines: the lines of the prompt's `<solve>` block.
        passages: the texts that they name, by id.
    """
    answers = [_answer(line, passages) for line in lines]
    return json.dumps({"answers": answers}, ensure_ascii=False, separators=(",", ":"))


def _answer(line: Mapping[str, object], passages: Mapping[str, str]) -> dict[str, object]:
    order = Slot.read(line)
    order = replace(order, passage=passages.get(order.passage, ""))
    choices = _texts(line.get("choices"))
    known = _known(order, _flat(str(line.get("stem") or "")), choices)
    return {
        "number": line.get("number"),
        "working": known.explanation if known else UNKNOWN,
        "choice": choices.index(_flat(known.key)) + 1 if known else UNDECIDED,
        "also_defensible": [],
    }


def _known(order: Slot, stem: str, choices: Sequence[str]) -> Draft | None:
    """The question of the bank with this stem and these choices; a stem alone may be anybody's."""
    for draft in candidates(order):
        written = {_flat(text) for text in (draft.key, *draft.distractors)}
        if _flat(draft.stem) == stem and written == set(choices):
            return draft
    return None


def _texts(value: object) -> list[str]:
    return [_flat(str(text)) for text in value] if isinstance(value, list) else []


def _flat(text: str) -> str:
    return " ".join(text.split())
