"""The exams of one database, and whoever writes them: the way in for a script."""

import os
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cached_property
from pathlib import Path
from typing import Self, TypedDict, Unpack

from examcli.clock import SYSTEM_CLOCK
from examcli.exam.blueprint import Blueprint, chosen
from examcli.exam.material import Material
from examcli.exam.plan import PracticeWish
from examcli.exam.question import Difficulty
from examcli.generation.prompt import prompt_of
from examcli.generation.task import AWAITED, PREGENERATION
from examcli.library.arguments import one_of, path_of, require_between
from examcli.library.observer import Observer, Relay
from examcli.library.session import Session
from examcli.sessions.engines import Engines
from examcli.sessions.opening import (
    MOST_PRACTICE_QUESTIONS,
    Opening,
    new_exam,
    new_practice,
    require_room,
)
from examcli.sessions.sessions import Sessions
from examcli.sessions.stored import StoredSession, load
from examcli.sessions.verifier import Verifier
from examcli.settings import Settings, read_settings, settings_of
from examcli.store import SessionRecord, SessionSummary, Store
from examcli.store.accounts import Account, Grouping


class SessionOptions(TypedDict, total=False):
    """What any new session may be told.

    `blueprint` is a name that ships with examcli or a TOML file; `seed` plans the same session
    again, 0 to 2**63 - 1; `sources` are files (Markdown, text, PDF) that the questions are about;
    with `allow_repeats` questions of other sessions in this database may come again.
    """

    blueprint: str
    seed: int | None
    sources: Sequence[str | Path]
    allow_repeats: bool


class Exams:
    """The exams of one database; `open` gives them.

    What takes a model is asynchronous, what only reads is not. Every question is committed the
    moment it is accepted, so whatever ends a call, what it paid for is there. Use it from one
    event loop; several processes may work on one database.
    """

    def __init__(
        self, store: Store, engines: Engines, observer: Observer, draw: random.Random
    ) -> None:
        self._store = store
        self._engines = engines
        self._observer = observer
        self._draw = draw
        self._closing = AsyncExitStack()

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        database: str | Path | None = None,
        *,
        settings: Mapping[str, str] | None = None,
        observer: Observer | None = None,
    ) -> AsyncIterator[Self]:
        """The exams of a file, which is made if it is not there; connections close with it.

        `settings` are variables by the names in the README, such as `EXAM_MODEL`, and replace the
        environment and `.env`, which hold without them. `database` is above both. Without any API
        key the offline engine writes the questions, and the observer has a notice.

        Raises:
            SettingsInvalid: a setting is out of its range.
            StoreError: the file cannot be used.
        """
        observer = observer or Observer()
        engines = Engines(_settings(database, settings), SYSTEM_CLOCK, observer.notice)
        with Store.open(engines.settings.database, engines.clock) as store:
            exams = cls(store, engines, observer, random.SystemRandom())
            async with exams._closing:
                yield exams

    async def start(self, track: str = "", **options: Unpack[SessionOptions]) -> Session:
        """A new exam with its first batch, as fast as it can be had: for somebody who waits.

        More may be stored than that batch: slots are launched beyond it, and the first home are
        served. A start that fails before its first question leaves nothing behind.

        Raises:
            UsageInvalid: there is no such track, or a source cannot be read.
            SettingsInvalid: the blueprint does not hold, or the provider has no key.
            GenerationUnavailable, GenerationFailed: the batch is not whole; what came is stored.
        """
        opening = self._opening(**options)
        record = new_exam(opening, track, self._settings.batch_size)
        return await self._begun(record, opening.blueprint)

    async def pregenerate(self, track: str = "", **options: Unpack[SessionOptions]) -> Session:
        """A new exam with all its batches, for the fewest dollars: nobody waits.

        Raises:
            As for `start`; `complete` goes on.
        """
        opening = self._opening(**options)
        record = new_exam(opening, track, self._settings.batch_size)
        self._engines.note_short_prefix(prompt_of(opening.blueprint, record.material).blocks)
        written = await self._sessions.write(record, opening.blueprint, PREGENERATION)
        return Session(written, opening.blueprint)

    async def practice(
        self,
        topic: str = "",
        *,
        section: str = "",
        difficulty: str = "",
        total_questions: int = 20,
        **options: Unpack[SessionOptions],
    ) -> Session:
        """A new practice session with its first batch: one topic, or all of a section.

        `difficulty` is easy, medium, hard, or "" for the blueprint's mix.

        Raises:
            UsageInvalid: there is no such topic, section or difficulty; or as for `start`.
        """
        require_between(1, total_questions, MOST_PRACTICE_QUESTIONS, "the number of questions")
        level = one_of(Difficulty, difficulty, "difficulty") if difficulty else None
        batch_size = min(self._settings.practice_batch_size, total_questions)
        wish = PracticeWish(section, topic, level, batch_size, total_questions)
        opening = self._opening(**options)
        record = new_practice(opening, wish)
        return await self._begun(record, opening.blueprint)

    async def next(self, session_id: str, batch_index: int | None = None) -> Session:
        """Generate the next batch for somebody who waits; one that is stored costs nothing.

        Raises:
            SessionNotFound: there is none of this id.
            BatchIndexInvalid: `batch_index` is neither stored nor the next.
            GenerationInProgress: somebody else is generating for the session.
            GenerationUnavailable, GenerationFailed: the batch is not whole; what came is stored.
        """
        if self._stored(session_id).has_batch(batch_index):
            return self.resume(session_id)
        return self._session(await self._sessions.next(session_id, batch_index, AWAITED))

    async def complete(self, session_id: str) -> Session:
        """Generate whatever is missing, explanations included; nothing is asked for twice.

        Raises:
            As for `next`.
        """
        if not self._stored(session_id).has_gaps:
            return self.resume(session_id)
        return self._session(await self._sessions.complete(session_id, PREGENERATION))

    async def verify(self, session_id: str) -> Session:
        """Reach a verdict on every key, by solvers who work blind.

        A question whose answer can be proved is replaced when its key is not confirmed; another
        is `Session.doubtful`. What was verified before costs nothing.

        Raises:
            SettingsInvalid: a model wrote the questions, and only the offline engine is there.
            GenerationFailed: some keys have no verdict; the others are stored.
            SessionNotFound, GenerationInProgress, GenerationUnavailable: as for `next`.
        """
        if not self._stored(session_id).unverified:
            return self.resume(session_id)
        verifier = Verifier(self._sessions, PREGENERATION, self._engines.solver_model())
        return self._session(await verifier.verify(session_id))

    def resume(self, session_id: str) -> Session:
        """All that is stored of a session, to go on from there; it costs nothing.

        Raises:
            SessionNotFound: there is none of this id.
        """
        return self._session(self._stored(session_id))

    def sessions(self) -> list[SessionSummary]:
        """All sessions without their questions, the one worked on last first.

        Raises:
            StoreError: one of them is damaged.
        """
        return self._store.sessions()

    def usage(self, session_id: str = "") -> Account:
        """Requests, tokens and dollars of a session, or of all.

        Raises:
            SessionNotFound: there is none of this id.
        """
        accounts = self._store.accounts(Grouping.SESSION, session_id)
        if session_id and not accounts.groups:
            self._store.session(session_id)
        return accounts.total

    def usage_by(self, grouping: str) -> Mapping[str, Account]:
        """The same of all sessions by `session`, `model`, `provider` or `day` (in UTC).

        Raises:
            UsageInvalid: requests are not grouped by that.
        """
        return self._store.accounts(one_of(Grouping, grouping, "grouping")).groups

    @property
    def _settings(self) -> Settings:
        return self._engines.settings

    @cached_property
    def _sessions(self) -> Sessions:
        """What generates: chosen when it is first needed, open until these exams are left."""
        sessions = Sessions(
            self._store, self._engines.choose(), self._engines.clock, Relay(self._observer)
        )
        self._closing.push_async_exit(sessions)
        return sessions

    def _opening(
        self,
        *,
        blueprint: str = "",
        seed: int | None = None,
        sources: Sequence[str | Path] = (),
        allow_repeats: bool = False,
    ) -> Opening:
        exam = chosen(blueprint or self._settings.blueprint)
        return Opening(
            blueprint=exam,
            begun_at=self._engines.clock.now(),
            draw=self._draw,
            seed=seed,
            allow_repeats=allow_repeats,
            material=self._material(exam, sources),
        )

    def _material(self, blueprint: Blueprint, sources: Sequence[str | Path]) -> Material | None:
        if not sources:
            return None
        from examcli.exam.sources import material_of

        material = material_of([path_of(source) for source in sources])
        require_room(blueprint, material, self._engines.current_model())
        return material

    async def _begun(self, record: SessionRecord, blueprint: Blueprint) -> Session:
        """A new session with its first batch, for somebody who waits."""
        self._engines.note_short_prefix(prompt_of(blueprint, record.material).blocks)
        extra = self._settings.overlaunch
        return Session(await self._sessions.start(record, blueprint, AWAITED, extra), blueprint)

    def _stored(self, session_id: str) -> StoredSession:
        return load(self._store, session_id)

    def _session(self, stored: StoredSession) -> Session:
        return Session(stored, self._store.blueprint(stored.record.blueprint))


def _settings(database: str | Path | None, variables: Mapping[str, str] | None) -> Settings:
    settings = read_settings(os.environ, Path()) if variables is None else settings_of(variables)
    if database is None:
        return settings
    return settings.model_copy(update={"database": path_of(database)})
