"""The programs of docs/library.md, each run as somebody would who has just installed examcli."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import examcli

PAGE = (Path(__file__).parents[1] / "docs" / "library.md").read_text(encoding="utf-8")
PROGRAM = re.compile(
    r"^## (?P<title>.+?)$(?:(?!^## ).)*?"
    r"^```python\n(?P<code>.+?)^```\n(?:\n```text\n(?P<output>.+?)^```$)?",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Program:
    """A program of the page, and what the page says that it prints; "" where that varies."""

    code: str
    output: str


PROGRAMS = {
    found["title"]: Program(found["code"], found["output"] or "")
    for found in PROGRAM.finditer(PAGE)
}


def ran(program: Program, home: Path) -> str:
    """What a program prints in an empty folder, without any setting or key."""
    process = subprocess.run(
        [sys.executable, "-c", program.code],
        cwd=home,
        env={"HOME": str(home), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert 0 == process.returncode, process.stderr
    assert "Warning" not in process.stderr
    return process.stdout


def test_every_program_of_the_page_is_run() -> None:
    """One in each section that has any, so that none is passed over."""
    assert PAGE.count("```python") == len(PROGRAMS) >= 5


@pytest.mark.parametrize("title", PROGRAMS)
def test_a_program_does_what_the_page_says(title: str, home: Path) -> None:
    """It ends well, and prints what stands below it."""
    program = PROGRAMS[title]

    printed = ran(program, home)

    assert printed
    assert program.output in {"", printed}


def test_from_nothing_to_ten_printed_questions(home: Path) -> None:
    """In twenty lines at most: ten questions of four choices each."""
    program = PROGRAMS["Ten questions"]
    assert program.code.count("\n") <= 20

    printed = ran(program, home)

    assert [f"{number}." for number in range(1, 11)] == re.findall(r"^\d+\.", printed, re.MULTILINE)
    assert 40 == len(re.findall(r"^   [أبجد]\) .", printed, re.MULTILINE))


def test_the_page_tells_of_every_promised_name() -> None:
    """By hand where it matters, in its tables otherwise."""
    assert [] == [name for name in examcli.__all__ if f"`{name}`" not in PAGE]
