"""Solving questions blind: one or two solvers, each shown the choices in an order of its own.

What is sent never holds the key. A solver's answer names places in the order that it was shown;
they are translated back here, and nowhere else. Like every answer of a model it is untrusted:
what is missing or makes no sense is asked for again.
"""

import asyncio
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TypeGuard

from examcli.errors import (
    ExamError,
    GenerationUnavailable,
    ProviderError,
    StreamBroken,
    first_of_ours,
)
from examcli.exam.blueprint import Blueprint
from examcli.exam.blueprint.parts import Example
from examcli.exam.choice import CHOICE_COUNT
from examcli.exam.figure import description
from examcli.exam.material import Material
from examcli.exam.plan import Plan
from examcli.exam.question import Draft, Question, placed
from examcli.exam.verification import Solution, solvers_needed
from examcli.generation.prompt import compact, kinds_text, material_block, slot_fields
from examcli.generation.wrapping import unwrapped
from examcli.models import Model
from examcli.providers import (
    CacheTtl,
    Ended,
    Provider,
    Request,
    Started,
    Text,
    answered,
    listening,
)
from examcli.providers.patience import Patience, Tries

SOLVERS = (1, 2)
"""One may hit upon a wrong key by luck; two that agree against it rarely do."""
REASKS = 2
"""Times what is unsolved is asked again; then the question is left to a person, unverified."""
QUESTIONS_PER_CALL = 10
"""A batch: the rules are sent once for all of them, and one broken answer costs no more."""
TOKENS_PER_QUESTION = 500
"""A few lines of reckoning and a letter; thinking has a budget of its own."""

SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {
        "answers": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "number": {"type": "integer"},
                    "working": {"type": "string"},
                    "choice": {"type": "integer"},
                    "also_defensible": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["number", "working", "choice", "also_defensible"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["answers"],
    "additionalProperties": False,
}
ANSWER_FIELDS = ("answers",)

Solved = Callable[[Question, tuple[Solution, ...]], None]
"""Takes a question with what its solvers answered, the moment all have."""


@dataclass(frozen=True)
class Assignment:
    """Which questions to solve, of which session, with what."""

    session_id: str
    blueprint: Blueprint
    plan: Plan
    model: Model
    cache_ttl: CacheTtl
    patience: Patience
    questions: tuple[Question, ...]
    material: Material | None = None


async def solve(assignment: Assignment, provider: Provider, solved: Solved) -> None:
    """Have every question solved; one that a solver never answers is not handed over.

    The first call goes ahead, so that the others find the prefix in the cache.

    Raises:
        ExamError: no provider could answer. Nothing is asked after it; what was asked before is
            paid for, and handed over first.
    """
    solving = _Solving(assignment, provider, solved)
    papers = [
        (group, solver)
        for solver in SOLVERS
        for group in _groups([q for q in assignment.questions if solver in solvers_of(q)])
    ]
    if not papers:
        return
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(solving.run(*papers[0]))
            await solving.has_begun.wait()
            for group, solver in papers[1:]:
                tasks.create_task(solving.run(group, solver))
    except ExceptionGroup as failures:
        raise first_of_ours(failures) from failures
    if solving.failure:
        raise solving.failure


@cache
def instructions() -> str:
    """What a solver is told, whatever the exam."""
    return (files("examcli.generation") / "solver.txt").read_text(encoding="utf-8")


def prefix(blueprint: Blueprint) -> str:
    """The cached part of a solver's prompt: instructions, kinds, solved examples."""
    examples = map(_example, range(len(blueprint.prompt.examples)), blueprint.prompt.examples)
    blocks = [
        ("instructions", instructions()),
        ("kinds", kinds_text(blueprint, blueprint.kinds)),
        ("examples", "\n".join(examples)),
    ]
    return "\n\n".join(f"<{name}>\n{text.strip()}\n</{name}>" for name, text in blocks) + "\n"


def blocks(blueprint: Blueprint, material: Material | None) -> tuple[str, ...]:
    """The cached blocks of a solver's prompt; material is a block of its own."""
    around = (material_block(material),) if material else ()
    return (prefix(blueprint), *around)


def paper(plan: Plan, questions: Sequence[Question], solver: int, language: str) -> str:
    """The questions as one solver gets them, numbered from 1."""
    passages = dict.fromkeys(question.passage for question in questions if question.passage)
    texts = [compact({"id": passage.id, "text": passage.text}) for passage in passages]
    lines = [
        compact({"number": number, **_shown(plan, question, solver, language)})
        for number, question in enumerate(questions, 1)
    ]
    around = ["<passages>", *texts, "</passages>"] if texts else []
    return "\n".join([*around, "<solve>", *lines, "</solve>"])


def solutions(text: str, questions: Sequence[Question], solver: int) -> dict[int, Solution]:
    """What a solver answered, by the position of the question; answers without sense are left out.

    Raises:
        StreamBroken: the text is not the JSON that was asked for.
    """
    try:
        document = json.loads(unwrapped(text, ANSWER_FIELDS))
    except ValueError as error:
        told = "the solver's answer is not the JSON that was asked for"
        raise StreamBroken(told, "malformed") from error
    answers = document.get("answers") if isinstance(document, dict) else None
    found: dict[int, Solution] = {}
    for answer in answers if isinstance(answers, list) else ():
        number = answer.get("number") if isinstance(answer, dict) else None
        if not _is_number(number, len(questions)) or not number:
            continue
        question = questions[number - 1]
        solution = _solution(answer, choice_order(question, solver))
        if solution:
            found.setdefault(question.position, solution)
    return found


def solvers_of(question: Question) -> tuple[int, ...]:
    """Who solves a question: both, or the first alone beside a check that confirms the key."""
    return SOLVERS[: solvers_needed(question.key, question.check)]


def choice_order(question: Question, solver: int) -> tuple[int, ...]:
    """The places of the choices in the order that a solver is shown them; no two see the same."""
    places = list(range(len(question.choices)))
    random.Random(question.fingerprint).shuffle(places)
    return tuple(places if solver == SOLVERS[0] else reversed(places))


class _Solving:
    """One run over all papers of an assignment."""

    def __init__(self, assignment: Assignment, provider: Provider, solved: Solved) -> None:
        self._assignment = assignment
        self._provider = provider
        self._solved = solved
        self._prefix = blocks(assignment.blueprint, assignment.material)
        self._by_solver: dict[int, dict[int, Solution]] = {solver: {} for solver in SOLVERS}
        self._cached_by = ""
        self.failure: ExamError | None = None
        self.has_begun = asyncio.Event()

    async def run(self, group: Sequence[Question], solver: int) -> None:
        """Ask one solver for a group, then for what it left out while that makes sense."""
        answered_by = self._by_solver[solver]
        tries = Tries(self._assignment.patience, REASKS)
        todo = group
        while todo and not tries.is_over and not self.failure:
            await self._try(todo, solver, tries)
            todo = [question for question in todo if question.position not in answered_by]
        if todo and tries.has_been_cut_off and not self.failure:
            self.failure = GenerationUnavailable("no answer was whole", failures=tries.cuts)

    async def _try(self, todo: Sequence[Question], solver: int, tries: Tries) -> None:
        """Ask once, and note what that says about asking again."""
        request = self._request(todo, solver)
        max_tokens = tries.length_factor * request.max_tokens
        try:
            asked = replace(request, breaks=tries.breaks, max_tokens=max_tokens)
            self._note(todo, solver, await self._solutions(asked, todo, solver))
            tries.note_answer()
        except StreamBroken as broken:
            tries.note_break(broken, is_same_again=True)
        except (ProviderError, GenerationUnavailable) as failure:
            self.failure = self.failure or failure
        finally:
            self.has_begun.set()

    def _request(self, todo: Sequence[Question], solver: int) -> Request:
        work = self._assignment
        return Request(
            prefix=self._prefix,
            suffix=paper(work.plan, todo, solver, work.blueprint.language),
            schema=SCHEMA,
            model=work.model,
            max_tokens=TOKENS_PER_QUESTION * len(todo),
            cache_ttl=work.cache_ttl,
            session_id=work.session_id,
            shard=f"solver {solver}: {'+'.join(str(question.slot) for question in todo)}",
            thinking="adaptive",
            cached_by=self._cached_by,
            model_setting="EXAM_SOLVER_MODEL",
        )

    async def _solutions(
        self, request: Request, todo: Sequence[Question], solver: int
    ) -> Mapping[int, Solution]:
        """What one answer says, by position.

        Raises:
            StreamBroken: it is not whole, or not the JSON that was asked for.
        """
        texts: list[str] = []
        found: Mapping[int, Solution] = {}
        async with listening(answered(self._provider, request, self._started)) as events:
            async for event in events:
                match event:
                    case Text(text):
                        texts.append(text)
                    case Ended():
                        found = solutions("".join(texts), todo, solver)
        return found

    def _started(self, start: Started) -> None:
        if start.usage.cache_read or start.usage.cache_write:
            self._cached_by = start.provider
        self.has_begun.set()

    def _note(self, todo: Sequence[Question], solver: int, found: Mapping[int, Solution]) -> None:
        self._by_solver[solver] |= found
        for question in todo:
            wanted = solvers_of(question)
            answers = [self._by_solver[each].get(question.position) for each in wanted]
            whole = tuple(solution for solution in answers if solution)
            if question.position in found and len(whole) == len(wanted):
                self._solved(question, whole)


def _groups(questions: Sequence[Question]) -> Iterator[Sequence[Question]]:
    for start in range(0, len(questions), QUESTIONS_PER_CALL):
        yield questions[start : start + QUESTIONS_PER_CALL]


def _shown(plan: Plan, question: Question, solver: int, language: str) -> dict[str, object]:
    """One question without its key: what its author was asked for, and what a student sees."""
    fields = slot_fields(plan.slots[question.slot - 1])
    if question.passage:
        fields["passage"] = question.passage.id
    fields["stem"] = question.stem
    if question.figure:
        fields["figure"] = description(question.figure, language)
    fields["choices"] = [question.choices[place] for place in choice_order(question, solver)]
    return fields


def _example(place: int, example: Example) -> str:
    """A worked example of the blueprint, solved; the right choice moves from one to the next."""
    draft = Draft(example.stem, example.key, tuple(example.distractors))
    choices, key_index = placed(draft, place % CHOICE_COUNT, ())
    asked: dict[str, object] = {"number": 1, "stem": example.stem, "choices": choices}
    passage = [compact({"id": "p1", "text": example.passage})] if example.passage else []
    if passage:
        asked["passage"] = "p1"
    answer = {
        "number": 1,
        "working": example.explanation,
        "choice": key_index + 1,
        "also_defensible": [],
    }
    return "\n".join([*passage, compact(asked), compact({"answers": [answer]})])


def _solution(answer: Mapping[str, object], shown: Sequence[int]) -> Solution | None:
    choice, others = answer.get("choice"), answer.get("also_defensible")
    if not _is_number(choice, len(shown)):
        return None
    named = [other for other in others if other] if isinstance(others, list) else []
    also = {shown[other - 1] for other in named if _is_number(other, len(shown))}
    place = shown[choice - 1] if choice else None
    return Solution(place, tuple(sorted(also - {place})))


def _is_number(value: object, largest: int) -> TypeGuard[int]:
    """Whether a value is a whole number from 0 to `largest`; True is none."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= largest
