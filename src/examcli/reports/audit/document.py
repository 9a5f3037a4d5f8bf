"""An audit as a JSON document, in the words of the other documents."""

from collections.abc import Sequence
from typing import Any

from examcli.reports.audit import LEAST_P, Audit, AuditedExam, Place
from examcli.reports.audit.specifications import Cell

Document = dict[str, Any]


def audit_document(audit: Audit) -> Document:
    """Everything an audit found."""
    keys, numeric = audit.key_places, audit.numeric_keys
    complaints = list(audit.complaints())
    return {
        "ok": not complaints,
        "complaints": complaints,
        "sessions": [_exam_document(exam) for exam in audit.exams],
        "questions": audit.questions,
        "duplicates": {
            "within": _groups(audit.duplicates_within),
            "across": _groups(audit.duplicates_across),
            "near": _groups(audit.near_duplicates),
            "otherNumbers": _groups(audit.variants),
        },
        "keyPlaces": {
            "counts": list(keys.counts),
            "chiSquare": round(keys.chi_square, 3),
            "degreesOfFreedom": len(keys.counts) - 1,
            "p": round(keys.p, 4),
            "leastP": LEAST_P,
            "isJudged": keys.is_judged,
        },
        "numericKeys": {
            "confirmed": numeric.confirmed,
            "unchecked": numeric.unchecked,
            "contradicting": numeric.contradicting,
        },
        "verdicts": dict(audit.verdicts),
        "solvedBlind": {
            level.value: {"right": hit, "solutions": told}
            for level, (hit, told) in audit.solutions.items()
        },
        "review": {
            "errors": audit.errors,
            "warnings": audit.warnings,
            "findings": [
                {
                    **_place(place),
                    "rule": finding.rule,
                    "severity": finding.severity.value,
                    "message": finding.message,
                }
                for place, finding in audit.findings
            ],
        },
        "missingExplanations": audit.missing_explanations,
    }


def _exam_document(exam: AuditedExam) -> Document:
    tables = exam.specifications
    return {
        "sessionId": exam.session_id,
        "kind": exam.kind,
        "track": exam.track or None,
        "seed": exam.seed,
        "isComplete": not exam.missing,
        "missingQuestions": exam.missing,
        "largestDifference": None if exam.missing else round(tables.largest_difference, 2),
        "specifications": [
            {"topic": topic, "difficulty": level.value, **_cell(cell)}
            for (topic, level), cell in tables.cells.items()
        ],
        "topics": {topic: _cell(cell) for topic, cell in tables.topics.items()},
        "difficulties": {level.value: _cell(cell) for level, cell in tables.levels.items()},
        "kinds": {kind: _cell(cell) for kind, cell in tables.kinds.items()},
    }


def _cell(cell: Cell) -> Document:
    wanted = None if cell.wanted is None else round(cell.wanted, 2)
    return {"blueprint": wanted, "planned": cell.planned, "delivered": cell.delivered}


def _groups(groups: Sequence[Sequence[Place]]) -> list[list[Document]]:
    return [[_place(place) for place in group] for group in groups]


def _place(place: Place) -> Document:
    return {"sessionId": place.session_id, "questionId": place.question_id}
