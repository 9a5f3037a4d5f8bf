"""Documents keep up with the program."""

import re
import tomllib
from pathlib import Path

import pytest
from typer import Context
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from examcli import __version__
from examcli.cli import COMMANDS, app
from examcli.settings import Settings

ROOT = Path(__file__).parent.parent
GROUP = get_command(app)


def command_of(name: str) -> TyperCommand:
    """The command of this name, as the parser has it."""
    assert isinstance(GROUP, TyperGroup)
    command = GROUP.get_command(Context(GROUP), name)
    assert isinstance(command, TyperCommand)
    return command


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_an_example(name: str) -> None:
    """A command has a line of help, an example, and its place in docs/cli.md."""
    help_text = command_of(name).help or ""

    assert "Example: `examcli " in help_text
    assert f"## `examcli {name}`" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def test_the_readme_speaks_of_commands_that_exist() -> None:
    """Every `examcli NAME` of the README is a command."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    named = set(re.findall(r"\$ examcli ([a-z]+)", readme))

    assert named
    assert named <= COMMANDS.keys()


def test_the_readme_knows_every_variable() -> None:
    """A setting that nobody can find is no setting."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    settings = [field for field in Settings.model_fields.values() if not field.exclude]
    missing = [field.alias for field in settings if str(field.alias) not in readme]

    assert ["OPENROUTER_BASE_URL"] == missing, "only the test seam stays unmentioned"


def test_dependencies_are_justified_and_pinned() -> None:
    """Every dependency has its line in docs/architecture.md and a tested version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    pinned = (ROOT / "constraints.txt").read_text()

    for requirement in project["dependencies"]:
        name = re.split(r"[>=<]", requirement)[0]
        assert name in architecture
        assert f"\n{name}==" in f"\n{pinned}"


def test_what_the_tests_need_is_pinned() -> None:
    """Each development tool has a tested version too, so that a run of CI can be repeated."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    pinned = {line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text().split()}

    assert {re.split(r"[>=<]", requirement)[0] for requirement in groups["dev"]} <= pinned


def test_every_action_of_ci_is_pinned() -> None:
    """By what it is, with its version beside it: a tag can be moved to other code."""
    text = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")

    used = re.findall(r"uses: (.+)", text)

    assert used
    assert [] == [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", one)]


def test_no_file_records_a_download_address() -> None:
    """Versions are pinned, places are not."""
    assert "://" not in (ROOT / "constraints.txt").read_text()


def test_the_changelog_has_an_entry_for_the_version() -> None:
    """What is released is described."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## [{__version__}]" in changelog or "## [Unreleased]" in changelog


@pytest.mark.parametrize("document", [".github/workflows/ci.yml", "docs/ci.md"])
def test_the_gate_in_ci_uses_options_that_exist(document: str) -> None:
    """A flag that takes no file, or is gone, would fail the job of whoever copied it."""
    text = re.sub(r"\s+", " ", (ROOT / document).read_text(encoding="utf-8"))
    calls = re.findall(r"examcli bench ((?:--[\w-]+(?: [\w./-]+(?<!-))? ?)+)", text)
    flags = {option: known for known in command_of("bench").params for option in known.opts}

    assert len(calls) >= 2
    for name, value in re.findall(r"(--[\w-]+)(?: ([\w.][\w./]*))?", " ".join(calls)):
        assert name in flags
        assert bool(value) != getattr(flags[name], "is_flag", False), name
