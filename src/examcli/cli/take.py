"""Sitting an exam in the terminal: one question at a time, the next batch in the background."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Annotated, BinaryIO

import typer

from examcli.cli.app_context import AppContext, context_of
from examcli.cli.options import Json
from examcli.errors import ExamError, SessionNotFound
from examcli.exam.blueprint import Blueprint
from examcli.exam.choice import CHOICE_COUNT, LATIN_LETTERS
from examcli.exam.question import Question
from examcli.exam.script import EASTERN
from examcli.exports.documents import score_document
from examcli.generation.task import AWAITED, PREFETCH
from examcli.sessions.sessions import Sessions, when_free
from examcli.sessions.sitting import Sitting
from examcli.sessions.stored import StoredSession
from examcli.store import Store
from examcli.terminal.progress import Quiet
from examcli.terminal.questions import show_passage, show_question, show_score
from examcli.terminal.screen import Screen, show_error

PAUSE_WORDS = {"p", "q", "pause", "quit", "exit", "خروج", "توقف"}
RETRY_WORDS = {"r", "retry", ""}
WAIT_WORDS = {"w", "wait"}
WAIT_SECONDS = 30.0
"""What rate limits commonly ask for; a student who waits longer can say so again."""


def take(
    command: typer.Context,
    session: Annotated[
        str, typer.Argument(metavar="[SESSION]", help="By default the one worked on last.")
    ] = "",
    json: Json = False,
) -> None:
    """Sit an exam in the terminal; `p` pauses it.

    Answer by letter or number. After a pause, `take` goes on at the same question.

    Example: `examcli take exam-1a2b3c4d`
    """
    context = context_of(command)
    context.as_json = json
    with context.existing_store() as store:
        session_id = session or _latest(store)
        context.session_id = session_id
        sitting = Sitting(store, session_id, context.settings.prefetch_threshold)
        blueprint = store.blueprint(sitting.blueprint_digest)
        if not sitting.is_over:
            context.run(_sit(context, store, sitting, blueprint))
        _show_result(context, sitting, blueprint)


def _latest(store: Store) -> str:
    unfinished = [record for record in store.sessions() if record.status == "in_progress"]
    if not unfinished:
        raise SessionNotFound("there is no unfinished session", "`examcli start` makes one")
    return unfinished[0].id


def _show_result(context: AppContext, sitting: Sitting, blueprint: Blueprint) -> None:
    if not sitting.is_over:
        if context.as_json:
            context.print_json({"sessionId": context.session_id, "position": sitting.position})
        context.screen.note(
            f"paused at question {sitting.position}; `examcli take {context.session_id}` goes on"
        )
        return
    score = sitting.score()
    if context.as_json:
        context.print_json({"sessionId": context.session_id, **score_document(score)})
    else:
        show_score(context.screen, blueprint, score)


async def _sit(context: AppContext, store: Store, sitting: Sitting, blueprint: Blueprint) -> None:
    observer = Quiet(context.screen, blueprint)
    async with Sessions(store, context.engines.choose(), context.clock, observer) as sessions:
        page = (
            replace(context.screen, out=context.screen.err) if context.as_json else context.screen
        )
        invigilator = _ExamRunner(context, page, sitting, blueprint, sessions)
        try:
            await invigilator.run()
        finally:
            await invigilator.stop()


@dataclass
class _ExamRunner:
    """Hands out questions, takes answers, and keeps the next batch coming."""

    context: AppContext
    page: Screen
    sitting: Sitting
    blueprint: Blueprint
    sessions: Sessions
    lines: "_Lines" = field(default_factory=lambda: _Lines(typer.get_binary_stream("stdin")))
    prefetch: asyncio.Task[StoredSession] | None = None
    prefetched_index: int = 0
    shown_passage: str = ""

    async def run(self) -> None:
        """Until the exam is over or the student leaves."""
        while not self.sitting.is_over:
            self._prefetch_if_due()
            question = self.sitting.question()
            if question is None:
                if not await self._fetch():
                    return
            elif not await self._ask(question):
                return

    async def stop(self) -> None:
        """Let a prefetch that is under way come to an end; what it stores is paid for."""
        if self.prefetch and not self.prefetch.done():
            self.prefetch.cancel()
        if self.prefetch:
            await asyncio.gather(self.prefetch, return_exceptions=True)

    def _prefetch_if_due(self) -> None:
        """Start the next batch in the background, each batch once: no endless rounds of retries."""
        batch = self.sitting.due_batch()
        if batch is None or batch.index <= self.prefetched_index:
            return
        if self.prefetch and not self.prefetch.done():
            return
        self.prefetched_index = batch.index
        work = self.sessions.next(self.context.session_id, batch.index, PREFETCH)
        self.prefetch = asyncio.create_task(work)

    async def _fetch(self) -> bool:
        """Get the batch that is needed now; False when the student would rather leave."""
        while True:
            try:
                await self._current_prefetch() if self.prefetch else await self._generate()
            except ExamError as error:
                show_error(self.context.screen, error)
                if not await self._try_again():
                    return False
            else:
                return True

    async def _current_prefetch(self) -> None:
        """Wait for the background generation; it is consumed, so a retry generates anew."""
        running, self.prefetch = self.prefetch, None
        assert running is not None
        if not running.done():
            self.context.screen.note("the next questions are still being written …")
        await running

    async def _generate(self) -> None:
        self.context.screen.note("the next questions are being written …")
        work = partial(self.sessions.next, self.context.session_id, None, AWAITED)
        await when_free(work, self.context.clock)

    async def _try_again(self) -> bool:
        while True:
            said = await self._read("[r]etry, [w]ait half a minute, or [p]ause? ")
            if said is None or said in PAUSE_WORDS:
                return False
            if said in WAIT_WORDS:
                await self.context.clock.sleep(WAIT_SECONDS)
                return True
            if said in RETRY_WORDS:
                return True

    async def _ask(self, question: Question) -> bool:
        """Show a question until it is answered; False when the student leaves."""
        begin = self.context.clock.monotonic()
        passage = question.passage
        if passage and passage.id != self.shown_passage:
            self.shown_passage = passage.id
            show_passage(self.page, question)
        show_question(self.page, self.blueprint, question)
        letters = self.blueprint.letters
        total = self.sitting.plan.total
        try:
            while True:
                said = await self._read(f"[{question.position}/{total}] {' '.join(letters)}, p: ")
                if said is None or said in PAUSE_WORDS:
                    return False
                chosen = chosen_index(said, letters)
                if chosen is not None:
                    seconds, begin = self._elapsed(begin)
                    self.sitting.answer(question, chosen, seconds)
                    return True
                self.context.screen.note("answer with a letter or a number from 1 to 4")
        finally:
            seconds, _ = self._elapsed(begin)
            if self.sitting.position == question.position:
                self.sitting.pause(seconds)

    def _elapsed(self, begin: float) -> tuple[float, float]:
        now = self.context.clock.monotonic()
        return now - begin, now

    async def _read(self, prompt: str) -> str | None:
        self.context.screen.err.print(prompt, end="", soft_wrap=True)
        line = await self.lines.next()
        return None if line is None else line.strip().lower()


def chosen_index(said: str, letters: str) -> int | None:
    """The choice that a student means by a letter (Arabic or Latin) or a number, from 0."""
    digits = "".join(str(place) for place in range(1, CHOICE_COUNT + 1))
    spellings = (letters, LATIN_LETTERS.lower(), digits, digits.translate(EASTERN), "ابجد")
    found = [row.lower().find(said) for row in spellings if len(said) == 1]
    return next((index for index in found if index >= 0), None)


class _Lines:
    """Lines typed by the student, read by a daemon thread so that nothing else has to wait.

    The stream is read unbuffered: a buffered one would keep its lock when the program ends.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._thread: threading.Thread | None = None

    async def next(self) -> str | None:
        """The next line, None at the end of the input."""
        if self._thread is None:
            loop = asyncio.get_running_loop()

            def put(line: str | None) -> None:
                loop.call_soon_threadsafe(self._queue.put_nowait, line)

            self._thread = threading.Thread(target=self._read, args=(put,), daemon=True)
            self._thread.start()
        return await self._queue.get()

    def _read(self, put: Callable[[str | None], None]) -> None:
        raw = getattr(self._stream, "raw", self._stream)
        try:
            while line := raw.readline():
                put(line.decode("utf-8", "replace"))
            put(None)
        except RuntimeError:  # the loop is closed: nobody is waiting any more
            return
