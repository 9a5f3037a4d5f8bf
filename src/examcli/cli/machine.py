"""Commands about the machine: doctor, simulate."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from examcli.cli.app_context import context_of
from examcli.cli.options import Json, finite
from examcli.errors import SettingsInvalid, UsageInvalid
from examcli.models import known_models
from examcli.reports.doctor import Status, examine
from examcli.sessions.opening import LARGEST_SEED
from examcli.terminal.tables import show_checks

if TYPE_CHECKING:
    from examcli.simulator import Simulator

Today = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="The date it begins with; models retire by it. The real one if not given.",
    ),
]
Batches = Annotated[
    list[str] | None,
    typer.Option(help="How Message Batches go, e.g. `seconds=600`, `miss=0.3`; repeatable."),
]


def doctor(command: typer.Context, json: Json = False) -> None:
    """Check the set-up: keys, server, model, prompt cache, database, disk.

    The server is asked for what is free: its word on the model, and the tokens of the prompt.

    Example: `examcli doctor`
    """
    context = context_of(command)
    context.as_json = json
    checks = list(
        examine(
            context.settings,
            context.blueprint(),
            known_models(),
            context.clock,
            context.engines.servers,
        )
    )
    failed = [check for check in checks if check.status is Status.FAILED]
    if json:
        context.print_json({"ok": not failed, "checks": [asdict(check) for check in checks]})
    else:
        show_checks(context.screen, checks)
    if failed:
        raise SettingsInvalid(
            f"not ready: {', '.join(check.name for check in failed)}", failed[0].hint
        )


def simulate(
    command: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    profile: Annotated[
        str, typer.Option(help="How fast it answers: `unpaced`, `sonnet-4.5`, …")
    ] = "unpaced",
    speed: Annotated[
        float, typer.Option(callback=finite, help="Times faster than real time.")
    ] = 1.0,
    seed: Annotated[
        int, typer.Option(min=0, max=LARGEST_SEED, help="Everything random follows from it.")
    ] = 0,
    dialect: Annotated[str, typer.Option(help="`anthropic` or `openrouter`.")] = "anthropic",
    miss_probability: Annotated[
        float, typer.Option(callback=finite, help="How often a cached prefix is not found.")
    ] = 0.0,
    today: Today = None,
    fault: Annotated[
        list[str] | None,
        typer.Option(help="What goes wrong, e.g. `rate-limit@1-3`; repeatable."),
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(help="What is allowed a minute, e.g. `requests=1000`; repeatable."),
    ] = None,
    batches: Batches = None,
) -> None:
    """Run a Messages API on loopback until stopped.

    The first line on stdout is its base URL.

    Example: `examcli simulate --profile sonnet-4.5 --fault overloaded@2 --limit requests=50`
    """
    from examcli.simulator import Options, Simulator, parse_fault, parse_limits, with_batches

    context = context_of(command)
    try:
        limits = dict(parse_limits(tuple(limit or ())))
        options = Options(
            port=port,
            profile=profile,
            speed=speed,
            seed=seed,
            dialect=_dialect(dialect),
            miss_probability=miss_probability,
            now=_dated(today, context.clock.now),
            faults=tuple(parse_fault(text) for text in fault or ()),
            limits=limits.pop(""),
            limits_by_class=limits,
        )
        options = with_batches(options, batches or ())
    except ValueError as error:
        raise UsageInvalid(str(error)) from error
    _run(Simulator(options), port, context.screen.raw)


def _dialect(name: str) -> Literal["anthropic", "openrouter"]:
    match name:
        case "anthropic" | "openrouter":
            return name
    raise UsageInvalid(f"dialect must be anthropic or openrouter, not `{name}`")


def _run(simulator: "Simulator", port: int, ready: Callable[[str], None]) -> None:
    try:
        simulator.run(ready)
    except OSError as error:
        raise UsageInvalid(f"cannot listen on port {port}: {error.strerror}") from error


def _dated(today: datetime | None, now: Callable[[], datetime]) -> Callable[[], datetime]:
    """The clock to begin with: midnight of `today`, or now."""
    return now if today is None else lambda: today.replace(tzinfo=UTC)
