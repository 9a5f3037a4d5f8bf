"""The command `review`: vet any file of questions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from examcli.cli.app_context import AppContext, context_of
from examcli.cli.options import Json
from examcli.errors import BelowThreshold, UsageInvalid
from examcli.review.item import FEWEST_CHOICES, MOST_CHOICES
from examcli.review.language import Language
from examcli.settings import from_home

if TYPE_CHECKING:
    from examcli.review.exam import Judgement
    from examcli.terminal.screen import Screen

SHOWN_QUESTIONS = 50
"""A few screens: whoever has more findings than that reads them with a program."""


def review(
    command: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="JSON, JSONL, CSV, Excel, Moodle XML, GIFT or Aiken; `-` is stdin.",
            show_default=False,
        ),
    ] = "",
    language: Annotated[
        Language, typer.Option(help="What the questions should be written in.")
    ] = Language.AUTO,
    choices: Annotated[
        int | None,
        typer.Option(
            min=FEWEST_CHOICES,
            max=MOST_CHOICES,
            help="How many choices every question should have (4; 5 if nearly all have).",
            show_default=False,
        ),
    ] = None,
    rules: Annotated[
        bool, typer.Option("--rules", help="List the rules, with an example of each breach.")
    ] = False,
    json: Json = False,
) -> None:
    """Vet a file of questions, ours or anybody's: keys, repetitions, texts, explanations.

    Errors reject a question (exit code 8), warnings inform; `--rules` lists what is looked at.

    Example: `examcli review exam.json`
    """
    from examcli.review.exam import judge, judgement_document
    from examcli.review.files import read_file

    context = context_of(command)
    context.as_json = json
    if rules:
        _list_rules(context)
        return
    if not file:
        raise UsageInvalid("no file is named", "name a file of questions, or `--rules`")
    judgement = judge(read_file(Path(from_home(file)), choices), language.value)
    if json:
        context.print_json(judgement_document(judgement))
    else:
        _show(context.screen, judgement)
    if judgement.rejected:
        total = len(judgement.verdicts)
        raise BelowThreshold(
            f"{judgement.rejected} of {total} questions have an error",
            "`examcli review --rules` explains each rule with an example",
        )


def _list_rules(context: AppContext) -> None:
    """Every rule: how it counts, its idea, a breach."""
    from examcli.review.exam import RULES

    if context.as_json:
        told = [
            {"rule": r.name, "severity": r.severity.value, "idea": r.idea, "example": r.example}
            for r in RULES
        ]
        context.print_json({"rules": told})
        return
    for rule in RULES:
        context.screen.text(f"{rule.severity.value:8} {rule.name}: {rule.idea}")
        context.screen.text(f"{'':8} a breach: {rule.example}")


def _show(screen: "Screen", judgement: "Judgement") -> None:
    """A line for each broken rule, then the findings of the first questions."""
    for (severity, rule), count in sorted(judgement.by_rule.items()):
        screen.text(f"{severity:8} {count:6}  {rule}")
    noted = [verdict for verdict in judgement.verdicts if verdict.findings]
    noted.sort(key=lambda verdict: verdict.is_ok)
    for verdict in noted[:SHOWN_QUESTIONS]:
        screen.text()
        screen.text(f"question {verdict.id}")
        for found in verdict.findings:
            screen.text(f"  {found.severity.value}: {found.message} ({found.rule})")
    if len(noted) > SHOWN_QUESTIONS:
        screen.text(f"\nand {len(noted) - SHOWN_QUESTIONS} more; `--json` has them all")
    screen.note(
        f"{len(judgement.verdicts)} questions, {judgement.rejected} with an error, "
        f"{judgement.variants} that differ from another in their numbers only"
    )
