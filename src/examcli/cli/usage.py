"""The command about tokens and money: usage."""

from typing import Annotated

import typer

from examcli.cli.app_context import context_of
from examcli.cli.options import Json
from examcli.exports.documents import accounts_document
from examcli.store.accounts import Grouping
from examcli.terminal.tables import show_accounts, show_events


def usage(
    command: typer.Context,
    by: Annotated[Grouping, typer.Option(help="One line for each of these.")] = Grouping.SESSION,
    session: Annotated[
        str, typer.Option(metavar="SESSION", help="Only this session.", show_default=False)
    ] = "",
    json: Json = False,
) -> None:
    """Show tokens, cost, what the cache did, how fast answers began and what providers did.

    A request counts from the moment it is sent; one in flight is under way, or was killed. Where
    an answer broke off, its tokens are a lower bound. A cost of unknown price is unknown.

    Example: `examcli usage --by day`
    """
    context = context_of(command)
    context.as_json = json
    with context.reading() as store:
        accounts, events = store.accounts(by, session), store.events(session)
        if session and not accounts.groups:
            store.session(session)
    if json:
        context.print_json(accounts_document(by, accounts, events))
    elif accounts.groups:
        show_accounts(context.screen, by, accounts)
        show_events(context.screen, events)
    else:
        context.screen.note("no requests yet; `examcli start` makes some")
