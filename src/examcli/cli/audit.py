"""The command that audits exams: audit."""

from functools import cache
from typing import Annotated

import typer

from examcli.cli.app_context import context_of
from examcli.cli.options import Json
from examcli.errors import BelowThreshold
from examcli.sessions.stored import load


def audit(
    command: typer.Context,
    sessions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SESSION]...", help="Which sessions; all exams without any."),
    ] = None,
    report_only: Annotated[
        bool, typer.Option("--report-only", help="Never fail, whatever is found.")
    ] = False,
    json: Json = False,
) -> None:
    """Audit exams: distribution, duplicates, key places, checks, review.

    Exit code 8 names what was missed.

    Example: `examcli audit exam-1a2b3c4d exam-5e6f7a8b --json`
    """
    from examcli.reports.audit import audit as inspect
    from examcli.reports.audit.document import audit_document
    from examcli.terminal.audit import show_audit

    context = context_of(command)
    context.as_json = json
    with context.reading() as store:
        ids = sessions or [record.id for record in store.sessions() if record.kind == "exam"]
        blueprint = cache(store.blueprint)
        stored = (load(store, session_id) for session_id in dict.fromkeys(ids))
        found = inspect((one, blueprint(one.record.blueprint)) for one in stored)
    if json:
        context.print_json(audit_document(found))
    elif found.exams:
        show_audit(context.screen, found)
    else:
        context.screen.note("no exams yet; `examcli start --track scientific` makes one")
    complaints = "; ".join(found.complaints())
    if complaints and not report_only:
        raise BelowThreshold(complaints)
