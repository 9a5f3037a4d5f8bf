"""Verifying a session: a verdict on every key, and other questions for those that fail.

Keys that are numbers are computed from their checks; all others are solved blind, twice. Every
verdict is stored the moment it is reached, so verifying again asks nothing again.
"""

from collections.abc import Sequence
from functools import partial

from examcli.errors import GenerationFailed, SettingsInvalid
from examcli.exam.plan import Batch
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
        await self._examine(session_id)
        for _ in range(REPLACEMENTS):
            doubtful = self._replaceable(load(self._store, session_id))
            if not doubtful:
                break
            await self._replace(session_id, doubtful)
            await self._examine(session_id)
        loaded = load(self._store, session_id)
        if loaded.unverified:
            left = ", ".join(question.id for question in loaded.unverified)
            raise GenerationFailed(
                f"no verdict on {left}; all others are stored",
                f"`examcli verify {session_id}` asks for these again",
            )
        return loaded

    async def _examine(self, session_id: str) -> None:
        """Reach a verdict on every key that has none."""
        if not load(self._store, session_id).unverified:
            return
        with self._sessions.leased(session_id) as desk:
            for question in load(self._store, session_id).unverified:
                if key_check(question.key, question.check) is KeyCheck.CONFIRMED:
                    computed = Verification(Verdict.COMPUTED)
                    self._store.add_verification(session_id, question.position, computed)
            assignment = self._assignment(desk)
            if not assignment.questions:
                return
            self._require_competence(session_id)
            provider = await self._sessions.provider(self._pace)
            async with self._sessions.lease_kept(desk):
                await solve(assignment, provider, partial(self._record, session_id))

    def _require_competence(self, session_id: str) -> None:
        """Fail when the offline engine should judge what a model wrote: it knows its own only."""
        others = self._store.authors(session_id) - FREE_PROVIDERS
        if self._sessions.is_offline and others:
            raise SettingsInvalid(
                f"the offline engine cannot solve what {' and '.join(sorted(others))} wrote; "
                "computed keys are stored",
                "set ANTHROPIC_API_KEY to verify the others",
            )

    def _assignment(self, desk: SessionIntake) -> Assignment:
        material = desk.record.material
        is_cached = is_cacheable(blocks(desk.blueprint, material), self._model)
        return Assignment(
            session_id=desk.record.id,
            blueprint=desk.blueprint,
            plan=desk.record.plan,
            model=self._model,
            cache_ttl=self._pace.cache_ttl if is_cached else "",
            patience=self._pace.patience,
            questions=load(self._store, desk.record.id).unverified,
            material=material,
        )

    def _record(self, session_id: str, question: Question, solutions: tuple[Solution, ...]) -> None:
        verdict = judged(question.key_index, solutions)
        verification = Verification(verdict, self._model.id, solutions)
        self._store.add_verification(session_id, question.position, verification)

    def _replaceable(self, loaded: StoredSession) -> list[Question]:
        """The doubtful questions of sections that replace them, unless a student has answered."""
        blueprint = self._store.blueprint(loaded.record.blueprint)
        answered = self._store.attempts(loaded.record.id)
        return [
            question
            for question in loaded.doubtful
            if blueprint.section(question.labels.section).doubtful == "replace"
            and question.position not in answered
        ]

    async def _replace(self, session_id: str, doubtful: Sequence[Question]) -> None:
        plan = self._store.session(session_id).plan
        for batch in dict.fromkeys(plan.batch_at(question.position) for question in doubtful):
            members = [question for question in doubtful if question.position in batch.positions]
            await self._replace_in(session_id, batch, members)

    async def _replace_in(
        self, session_id: str, batch: Batch, doubtful: Sequence[Question]
    ) -> None:
        """Take questions of one batch back, and have their slots filled again."""
        with self._sessions.leased(session_id) as desk:
            discarded = [each for each in doubtful if self._store.discard(session_id, each)]
            if not discarded:
                return
            desk.give_back(discarded)
            desk.serve(batch, launched=0)
            orders = load(self._store, session_id).orders_again(discarded)
            outcome = await self._sessions.generate(desk, self._pace, orders)
        if outcome.gaps:
            message = f"{len(outcome.gaps)} of {len(discarded)} questions could not be replaced"
            raise self._sessions.failure(message, load(self._store, session_id), outcome)
