"""The command about tokens and money: usage."""

from typing import Annotated

import typer

from examcli.accounts import Grouping, Prefixes, account, grouped
from examcli.cli.options import Json
from examcli.cli.world import world_of
from examcli.display import show_accounts
from examcli.export import accounts_document


def usage(
    context: typer.Context,
    by: Annotated[Grouping, typer.Option(help="One line for each of these.")] = Grouping.SESSION,
    session: Annotated[
        str, typer.Option(metavar="SESSION", help="Only this session.", show_default=False)
    ] = "",
    json: Json = False,
) -> None:
    """Show tokens, cost, what the cache did and how fast answers began.

    Example: `examcli usage --by day`
    """
    world = world_of(context)
    world.as_json = json
    with world.reading() as store:
        everything = store.requests()
        requests = [r for r in everything if r.session_id == session] if session else everything
        if session and not requests:
            store.session(session)
    prefixes = Prefixes.measured(everything)
    accounts = {name: account(some, prefixes) for name, some in grouped(requests, by).items()}
    total = account(requests, prefixes)
    if json:
        world.print_json(accounts_document(by, accounts, total))
    elif requests:
        show_accounts(world.screen, by, accounts, total)
    else:
        world.screen.note("no requests yet; `examcli start` makes some")
