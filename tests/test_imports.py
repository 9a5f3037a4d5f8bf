"""Starting is fast because nothing is imported that the command does not use."""

import subprocess
import sys
from collections.abc import Collection

import pytest

HEAVY = (
    "anthropic",
    "httpx",
    "httpx2",
    "starlette",
    "uvicorn",
    "examcli.simulator",
    "matplotlib",
    "jinja2",
)


def loaded_by(code: str, heavy: Collection[str] = HEAVY) -> set[str]:
    """The heavy modules that a fresh interpreter has loaded after running `code`."""
    script = f"{code}\nimport sys\nprint(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(ran.stderr.split()) & set(heavy)


def test_importing_the_command_line_is_light() -> None:
    """`import examcli.cli` loads neither SDK, HTTP client nor simulator, and no command."""
    assert set() == loaded_by("import examcli.cli")


def test_help_opens_no_file() -> None:
    """Nor does it load what could."""
    code = "from examcli.cli import app\napp(['--help'], standalone_mode=False)"

    assert set() == loaded_by(code, {"sqlite_utils", *HEAVY})


@pytest.mark.parametrize("command", ["list", "doctor"])
def test_reading_commands_stay_light(command: str) -> None:
    """Commands that generate nothing load nothing that could."""
    code = f"from examcli.cli import app\napp([{command!r}], standalone_mode=False)"

    assert set() == loaded_by(code)


def test_a_waiting_person_does_not_wait_for_the_sdk() -> None:
    """`start` speaks over plain HTTP; the SDK is imported only when nobody waits."""
    code = (
        "from examcli.cli import app\n"
        "app(['start', '--track', 'scientific', '--json'], standalone_mode=False)"
    )

    assert {"httpx", "starlette", "uvicorn", "examcli.simulator"} == loaded_by(code)
