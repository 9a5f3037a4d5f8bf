"""Sessions as documents: the JSON contract, and Markdown to hand out.

Keys and explanations are left out unless they are asked for by name; there is one place where
that is decided, `question_document`.
"""

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from examcli.errors import ExamError, GenerationFailed, GenerationUnavailable
from examcli.exam.blueprint import Blueprint
from examcli.exam.figure import Figure, description, svg
from examcli.exam.material import Material
from examcli.exam.plan import Batch
from examcli.exam.printable import UNPRINTABLE, printable
from examcli.exam.question import Question
from examcli.exam.verification import Verdict
from examcli.sessions.call_log import RunStats
from examcli.sessions.sitting import Score
from examcli.sessions.stored import StoredSession
from examcli.store import EventCount, SessionFacts
from examcli.store.accounts import Account, Accounts, Grouping

Document = dict[str, Any]
MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~&^@])")
BLOCK_START = re.compile(
    r"^(\(?(?:[0-9]{1,9}|[A-Za-z])(?=[.)](?:\s|$))|(?=.(?:[-+=:\s]|$)))([-+=:.)])"
)
LINE_BREAK = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")


def question_document(question: Question, *, with_answers: bool) -> Document:
    """One question in the contract's words; `index` counts from 0 as the predecessor did."""
    passage = question.passage
    document: Document = {
        "id": question.id,
        "index": question.position - 1,
        "section": question.labels.section,
        "topic": question.labels.topic,
        "difficulty": question.labels.difficulty.value,
        "questionType": question.labels.kind,
        "stem": question.stem,
        "choices": list(question.choices),
    }
    if question.figure:
        document["figure"] = _figure_document(question.figure, with_answers=with_answers)
    if passage:
        document["passage"] = {"id": passage.id, "text": passage.text}
    verification = question.verification
    document["verification"] = verification.verdict.value if verification else None
    if with_answers:
        document |= {
            "answerIndex": question.key_index,
            "explanation": question.explanation,
            "tags": [question.labels.subtopic],
            "restsOn": question.rests_on or None,
            "solutions": [
                {"choiceIndex": solution.choice, "alsoIndexes": list(solution.also)}
                for solution in (verification.solutions if verification else ())
            ],
        }
    return document


def _figure_document(figure: Figure, *, with_answers: bool) -> Document:
    """A figure as picture and text; its numbers may give an unlabelled length away."""
    numbers = figure.document() if with_answers else {"kind": figure.kind}
    return {**numbers, "text": description(figure), "svg": svg(figure)}


def session_summary(record: SessionFacts) -> Document:
    """A session without its questions."""
    own = (
        {"track": record.track}
        if record.kind == "exam"
        else {
            "section": record.section,
            "topic": record.topic or None,
            "difficulty": record.difficulty or None,
            "batchSize": record.batch_size,
        }
    )
    return {
        "id": record.id,
        "kind": record.kind,
        **own,
        "status": record.status,
        "generatedBatches": record.generated_batches,
        "totalQuestions": record.total_questions,
        "position": record.position,
        "elapsedSeconds": round(record.elapsed_seconds, 1),
        "seed": record.seed,
        "model": record.model,
        "provider": record.provider,
        "createdAt": record.created_at,
        "updatedAt": record.updated_at,
    }


def session_document(stored: StoredSession, *, with_answers: bool) -> Document:
    """A session with its questions, and the index of the batch that comes next (null: none)."""
    following = stored.next_batch
    material = stored.record.material if with_answers else None
    return {
        **session_summary(stored.record),
        "questions": _questions(stored.questions, with_answers=with_answers),
        "nextBatchIndex": following.index if following else None,
        **({"material": _material_document(material, stored.questions)} if material else {}),
    }


def _material_document(material: Material, questions: Iterable[Question]) -> Document:
    """The passages that questions rest on, by number."""
    numbers = sorted({question.rests_on for question in questions})
    passages = {str(number): material.passage(number) for number in numbers}
    return {"names": list(material.names), "passages": passages}


def verification_document(stored: StoredSession, replaced: int) -> Document:
    """How the keys of a session were verified; it gives none of them away."""
    verdicts = Counter(q.verification.verdict for q in stored.questions if q.verification)
    return {
        "sessionId": stored.record.id,
        "verdicts": {verdict.value: verdicts[verdict] for verdict in Verdict},
        "unverified": len(stored.unverified),
        "replaced": replaced,
        "doubtful": [
            {
                "id": question.id,
                "index": question.position - 1,
                "verdict": verification.verdict.value,
            }
            for question in stored.doubtful
            if (verification := question.verification)
        ],
    }


def batch_document(
    stored: StoredSession, batch: Batch, stats: RunStats, *, with_answers: bool
) -> Document:
    """One batch with what its generation used; `meta` is all zeros for a batch stored before."""
    return {
        "sessionId": stored.record.id,
        "questions": _questions(stored.in_batch(batch), with_answers=with_answers),
        "meta": meta_document(stored, batch, stats),
    }


def meta_document(stored: StoredSession, batch: Batch, stats: RunStats) -> Document:
    """What it took to generate a batch: tokens by class, cost, time."""
    usage = stats.usage
    return {
        "batchIndex": batch.index,
        "totalLoaded": len(stored.questions),
        "cacheHit": stats.is_cache_hit,
        "provider": stored.record.provider,
        "model": stored.record.model,
        "requests": stats.requests,
        "usage": {
            "inputTokens": usage.input,
            "cacheWriteTokens": usage.cache_write,
            "cacheReadTokens": usage.cache_read,
            "outputTokens": usage.output,
        },
        "costUsd": _rounded(stats.cost_usd, 6),
        "timings": {
            "firstQuestionSeconds": _rounded(stats.seconds_to_first_question),
            "batchSeconds": _rounded(stats.seconds_to_batch),
        },
    }


def score_document(score: Score) -> Document:
    """The result of a sitting; mistakes carry key and explanation, for they are answered."""
    return {
        "right": score.right,
        "total": score.total,
        "elapsedSeconds": round(score.elapsed_seconds, 1),
        "bySection": {t.label: {"right": t.right, "total": t.total} for t in score.by_section},
        "byTopic": {t.label: {"right": t.right, "total": t.total} for t in score.by_topic},
        "mistakes": [
            {
                **question_document(question, with_answers=True),
                "givenIndex": attempt.choice_index if attempt else None,
            }
            for question, attempt in score.mistakes
        ],
    }


def accounts_document(
    grouping: Grouping, accounts: Accounts, events: Sequence[EventCount]
) -> Document:
    """What requests used and cost, group by group and all together; what providers did."""
    groups = [{"name": name, **_account_document(one)} for name, one in accounts.groups.items()]
    return {
        "by": grouping.value,
        "groups": groups,
        "total": _account_document(accounts.total),
        "events": [asdict(event) for event in events],
    }


def _account_document(account: Account) -> Document:
    usage, wait = account.usage, account.first_token
    return {
        "requests": account.requests,
        "inFlight": account.in_flight,
        "cancelled": account.cancelled,
        "failed": account.failed,
        "usage": {
            "inputTokens": usage.input,
            "cacheWrite5mTokens": usage.cache_write_5m,
            "cacheWrite1hTokens": usage.cache_write_1h,
            "cacheReadTokens": usage.cache_read,
            "outputTokens": usage.output,
        },
        "cache": {
            "uncachedPrefixTokens": account.uncached_prefix_tokens,
            "hitRatio": _rounded(account.hit_ratio),
            "hits": account.hits,
            "misses": dict(account.misses),
        },
        "unpriced": account.unpriced,
        "costUsd": _rounded(account.cost_usd, 6),
        "costWithoutCacheUsd": _rounded(account.cost_without_cache_usd, 6),
        "savedUsd": _rounded(account.saved_usd, 6),
        "reportedCostUsd": account.reported_cost_usd,
        "firstTokenSeconds": {
            "n": wait.n,
            "median": _rounded(wait.median_seconds),
            "p95": _rounded(wait.p95_seconds),
        },
    }


def error_document(error: ExamError) -> Document:
    """An error in the contract's words."""
    document: Document = {
        "code": error.code,
        "message": error.message,
        "messageAr": error.message_ar,
        "hint": error.hint or None,
    }
    if isinstance(error, GenerationUnavailable | GenerationFailed) and error.causes:
        document["causes"] = list(error.causes)
    return {"error": document}


def as_json(document: object) -> str:
    """A document as it leaves on stdout: indented, Arabic readable, the unprintable escaped."""
    return UNPRINTABLE.sub(_json_escape, json.dumps(document, ensure_ascii=False, indent=2))


def _json_escape(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


def markdown(stored: StoredSession, blueprint: Blueprint, *, with_answers: bool) -> str:
    """The exam as a page to print: sections, passages, questions; answers at the very end."""
    letters = blueprint.letters
    lines = [f"# {_in_one_line(blueprint.title)}", ""]
    section = passage = ""
    for question in stored.questions:
        if question.labels.section != section:
            section = question.labels.section
            lines += [f"## {_in_one_line(blueprint.section(section).title)}", ""]
        if question.passage and question.passage.id != passage:
            passage = question.passage.id
            lines += [*(f"> {line}" for line in _lines(question.passage.text)), ""]
        lines += _markdown_question(question, letters)
    if with_answers:
        lines += _markdown_answers(stored.questions, letters)
    body = "\n".join(lines)
    if not blueprint.is_right_to_left:
        return body
    return f'<div dir="rtl" lang="{blueprint.language}">\n\n{body}\n</div>\n'


def _markdown_question(question: Question, letters: str) -> list[str]:
    stem = "  \n".join(_lines(question.stem))
    choices = zip(letters, question.choices, strict=True)
    return [
        f"**{question.position}.** {stem}",
        "",
        *_markdown_figure(question.figure),
        *(f"- {letter}) {_in_item(choice)}" for letter, choice in choices),
        "",
    ]


def _markdown_figure(figure: Figure | None) -> list[str]:
    """The picture as a data URI, its text beside it for readers who show no pictures."""
    if figure is None:
        return []
    picture = b64encode(svg(figure).encode()).decode()
    alternative = _in_one_line(description(figure))
    return [f"![{alternative}](data:image/svg+xml;base64,{picture})", ""]


def _markdown_answers(questions: Iterable[Question], letters: str) -> list[str]:
    return [
        "---",
        "",
        *(
            f"- **{q.position}. {letters[q.key_index]}** {_in_item(q.key)}: "
            f"{_in_item(q.explanation)}{' ⚑' if q.is_doubtful else ''}"
            for q in questions
        ),
        "",
    ]


def _questions(questions: Iterable[Question], *, with_answers: bool) -> list[Document]:
    return [question_document(question, with_answers=with_answers) for question in questions]


def _in_item(text: str) -> str:
    """A text that stays within its list item, however many lines it has."""
    return "  \n  ".join(_lines(text))


def _in_one_line(text: str) -> str:
    return " ".join(" ".join(_lines(text)).split())


def _lines(text: str) -> list[str]:
    """The lines of a text, none of which means anything to Markdown."""
    return [_escaped(line) for line in LINE_BREAK.split(text)]


def _escaped(line: str) -> str:
    """A line that is only text, even where it begins with the mark of a list or a heading."""
    text = MARKDOWN_SPECIAL.sub(r"\\\1", printable(line).strip())
    return BLOCK_START.sub(r"\1\\\2", text)


def _rounded(number: float | None, digits: int = 3) -> float | None:
    return None if number is None else round(number, digits)
