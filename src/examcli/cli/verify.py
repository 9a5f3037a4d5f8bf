"""The command that verifies keys: verify."""

import typer

from examcli.cli.app_context import context_of
from examcli.cli.generation import verified
from examcli.cli.options import Json, SessionId, Wait
from examcli.exports.documents import verification_document
from examcli.sessions.stored import load
from examcli.terminal.tables import show_verdicts


def verify(
    command: typer.Context, session: SessionId, wait: Wait = False, json: Json = False
) -> None:
    """Verify every key by solvers who have not seen it.

    A question whose answer can be proved is replaced when its key is not confirmed; another is
    marked for a person. What was verified before costs nothing.

    Example: `examcli verify exam-1a2b3c4d`
    """
    context = context_of(command)
    context.as_json, context.session_id = json, session
    with context.existing_store() as store:
        stored = context.run(verified(context, store, load(store, session), wait))
        replaced = store.discarded(session)
    if json:
        context.print_json(verification_document(stored, replaced))
        return
    show_verdicts(context.screen, stored, replaced)
