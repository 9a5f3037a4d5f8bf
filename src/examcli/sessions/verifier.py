"""Verifying a session: a verdict on every key, and other questions for those that fail.

Every key is solved blind: once where a check confirms it, else twice. Every verdict is stored the
moment it is reached, so verifying again asks nothing again.
"""

from collections.abc import Sequence
from functools import partial

from examcli.errors import GenerationFailed, SettingsInvalid
from examcli.exam.blueprint import Blueprint
from examcli.exam.question import Question
from examcli.exam.verification import KeyCheck, Solution, Verdict, Verification, judged, key_check
from examcli.generation.prompt import is_cacheable
from examcli.generation.solver import Assignment, blocks, solve
from examcli.generation.task import Pace
from examcli.models import Model
from examcli.sessions.call_log import FREE_PROVIDERS
from examcli.sessions.intake import SessionIntake
from examcli.sessions.sessions import Sessions
from examcli.sessions.stored import StoredSession, load

REPLACEMENTS = 2
"""A question that was doubted three times is hard to write, and each try costs four calls."""


class Verifier:
    """Verifies sessions with a model that solves, and has questions replaced, at one pace."""

    def __init__(self, sessions: Sessions, pace: Pace, model: Model) -> None:
        self._sessions = sessions
        self._store = sessions.store
        self._model = model
        self._pace = pace

    async def verify(self, session_id: str) -> StoredSession:
        """Reach a verdict on every key, replacing questions at most `REPLACEMENTS` times.

        Raises:
            GenerationInProgress: another process is generating for the session.
            GenerationUnavailable: no provider could answer; the verdicts so far are stored.
            SettingsInvalid: only the offline engine is there, and a model wrote the questions.
            GenerationFailed: a question that was taken back could not be replaced, or the solvers
                left a question out every time.
        """
        stored = load(self._store, session_id)
        if stored.unverified or self._replaceable(stored):
            with self._sessions.leased(session_id) as intake:
                await self._verify(intake)
            stored = load(self._store, session_id)
        if stored.unverified:
            left = ", ".join(question.id for question in stored.unverified)
            raise GenerationFailed(
                f"no verdict on {left}; all others are stored",
                f"`examcli verify {session_id}` asks for these again",
            )
        return stored

    async def _verify(self, intake: SessionIntake) -> None:
        await self._examine(intake)
        for _ in range(REPLACEMENTS):
            doubtful = self._replaceable(intake.stored)
            if not doubtful:
                return
            await self._replace(intake, doubtful)
            await self._examine(intake)

    async def _examine(self, intake: SessionIntake) -> None:
        """Reach a verdict on every key that has none."""
        assignment = self._assignment(intake)
        if not assignment.questions:
            return
        self._require_competence(intake.record.id)
        provider = await self._sessions.provider(self._pace)
        async with self._sessions.lease_kept(intake):
            await solve(assignment, provider, partial(self._record, intake))

    def _require_competence(self, session_id: str) -> None:
        """Fail when the offline engine should judge what a model wrote: it knows its own only."""
        others = self._store.authors(session_id) - FREE_PROVIDERS
        if self._sessions.is_offline and others:
            raise SettingsInvalid(
                f"the offline engine cannot solve what {' and '.join(sorted(others))} wrote",
                "set ANTHROPIC_API_KEY to have it solved",
            )

    def _assignment(self, intake: SessionIntake) -> Assignment:
        material = intake.record.material
        is_cached = is_cacheable(blocks(intake.blueprint, material), self._model)
        return Assignment(
            session_id=intake.record.id,
            blueprint=intake.blueprint,
            plan=intake.record.plan,
            model=self._model,
            cache_ttl=self._pace.cache_ttl if is_cached else "",
            patience=self._pace.patience,
            questions=intake.stored.unverified,
            material=material,
        )

    def _record(
        self, intake: SessionIntake, question: Question, solutions: tuple[Solution, ...]
    ) -> None:
        verdict = judged(question.key_index, solutions)
        if verdict is Verdict.AGREED and self._sessions.is_offline:
            verdict = Verdict.FROM_BANK
        intake.judge(question, Verification(verdict, self._model.id, solutions))

    def _replaceable(self, stored: StoredSession) -> list[Question]:
        """The doubtful questions that are to be replaced, unless a student has answered them."""
        if not stored.doubtful:
            return []
        blueprint = self._store.blueprint(stored.record.blueprint)
        answered = self._store.attempts(stored.record.id)
        return [
            question
            for question in stored.doubtful
            if self._is_replaced(blueprint, question) and question.position not in answered
        ]

    def _is_replaced(self, blueprint: Blueprint, question: Question) -> bool:
        """Of a number one solver's word is enough; of words, only where the blueprint says so."""
        is_number = key_check(question.key, question.check) is not KeyCheck.NOT_A_NUMBER
        return is_number or blueprint.section(question.labels.section).doubtful == "replace"

    async def _replace(self, intake: SessionIntake, doubtful: Sequence[Question]) -> None:
        """Take questions back, and have their slots filled again, all at once."""
        discarded = intake.discard(doubtful)
        if not discarded:
            return
        intake.serve_all()
        orders = intake.stored.orders_again(discarded)
        outcome = await self._sessions.generate(intake, self._pace, orders)
        if outcome.gaps:
            message = f"{len(outcome.gaps)} of {len(discarded)} questions could not be replaced"
            raise self._sessions.failure(message, intake.stored, outcome)
