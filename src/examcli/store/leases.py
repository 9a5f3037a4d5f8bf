"""Leases: of many processes, one generates for a session; it has an owner and an expiry."""

from datetime import timedelta

from examcli.clock import Clock
from examcli.errors import GenerationInProgress
from examcli.store.connection import Connection, timestamp
from examcli.store.process import Standing, described, standing
from examcli.store.records import Row
from examcli.store.sessions import SessionRows

LEASE_SECONDS = 30.0
"""Three renewals: one may be late, another may meet a busy database."""

LEASE = """
SELECT generation_in_progress, lease_owner, lease_expires_at FROM {sessions} WHERE id = :id
"""
TAKE = """
UPDATE {sessions}
SET generation_in_progress = 1, lease_owner = :me, lease_expires_at = :expiry, updated_at = :now
WHERE id = :id
"""
RENEW = """
UPDATE {sessions} SET lease_expires_at = :expiry, updated_at = :now
WHERE id = :id AND lease_owner = :me
"""
RELEASE = """
UPDATE {sessions} SET generation_in_progress = 0, lease_owner = NULL, updated_at = :now
WHERE id = :id AND lease_owner = :me
"""
NOTE_BATCHES = """
UPDATE {sessions}
SET generated_batches = :batches,
    generation_context = json_object(
        'generatedIds', json((
            SELECT json_group_array(id)
            FROM (SELECT id FROM questions WHERE session_id = :id ORDER BY position)
        )),
        'lastBatchIndex', :batches
    ),
    updated_at = :now
WHERE id = :id
"""


class Leases:
    """The leases of one process."""

    def __init__(
        self, connection: Connection, sessions: SessionRows, clock: Clock, owner: str
    ) -> None:
        self._connection = connection
        self._sessions = sessions
        self._clock = clock
        self._owner = owner

    def columns(self) -> dict[str, object]:
        """What a new session has when this process made it."""
        return {
            "generation_in_progress": 1,
            "lease_owner": self._owner,
            "lease_expires_at": self._expiry(),
        }

    def take(self, session_id: str) -> bool:
        """Become the one; False when another process is."""
        with self._connection.writing():
            if self._is_held(self._sessions.find(LEASE, session_id)):
                return False
            values = {"me": self._owner, "expiry": self._expiry()}
            self._sessions.change(TAKE, session_id, values)
        return True

    def holder(self, session_id: str) -> str:
        """Who is the one, in words for a person."""
        return described(self._sessions.find(LEASE, session_id)["lease_owner"] or "")

    def renew(self, session_id: str) -> bool:
        """Keep the lease for another `LEASE_SECONDS`; False when it was lost."""
        values = {"me": self._owner, "expiry": self._expiry()}
        return self._sessions.change(RENEW, session_id, values) == 1

    def release(self, session_id: str) -> None:
        """Let others have it; one that was lost is not given away."""
        self._sessions.change(RELEASE, session_id, {"me": self._owner})

    def note_batches(self, session_id: str, generated_batches: int) -> None:
        """Record how many batches are complete."""
        with self._connection.writing():
            self.require(session_id)
            self._sessions.change(NOTE_BATCHES, session_id, {"batches": generated_batches})

    def require(self, session_id: str) -> None:
        """Fail unless this process still has the lease; nobody can take it before the commit."""
        if self._sessions.find(LEASE, session_id)["lease_owner"] != self._owner:
            raise GenerationInProgress(f"another process has taken over session `{session_id}`")

    def _is_held(self, row: Row) -> bool:
        """Whether somebody may be generating for a session.

        A process that is seen to live has its lease, whatever the clocks say, and one that is
        seen to be gone has not. The expiry decides where nothing can be seen, and where the holder
        is this very process: it still has a lease only if it once failed to give it back.
        """
        if not row["generation_in_progress"]:
            return False
        holder, expiry = row["lease_owner"] or "", row["lease_expires_at"] or ""
        found = Standing.UNKNOWN if holder == self._owner else standing(holder)
        if found is Standing.UNKNOWN:
            return bool(expiry > timestamp(self._clock.now()))
        return found is Standing.AT_WORK

    def _expiry(self) -> str:
        return timestamp(self._clock.now() + timedelta(seconds=LEASE_SECONDS))
