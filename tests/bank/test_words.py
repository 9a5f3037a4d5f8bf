"""The files of words beside the modules of forms: nothing in them is left over."""

import tomllib
from pathlib import Path

import pytest

from bank.drawing import CASES, drafts
from examcli.simulator.bank import quantitative

FILES = sorted(Path(quantitative.__file__).parent.rglob("*.toml"))
SEEDS = 60


@pytest.fixture(scope="module")
def forms() -> set[str]:
    """Every form that is drawn at any level."""
    return {
        draft.form
        for topic, subtopic, level in CASES
        for draft in drafts(topic, subtopic, level, SEEDS)
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_table_is_asked_or_shared(path: Path, forms: set[str]) -> None:
    """A table is phrases, drawn words, a form that some draw asks, or what such forms are like."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    tables.pop("phrases", None)
    tables.pop("drawn", None)
    shared = {table["like"] for table in tables.values() if "like" in table}
    assert {name for name in tables if f"{path.stem}/{name}" not in forms} <= shared


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_wording_stands_twice(path: Path) -> None:
    """Two wordings of one question differ."""
    for table in tomllib.loads(path.read_text(encoding="utf-8")).values():
        asked = table.get("ask", [])
        for wordings in asked.values() if isinstance(asked, dict) else [asked]:
            assert isinstance(wordings, str) or len(set(wordings)) == len(wordings)
