"""The files of words beside the modules of forms: nothing in them is left over."""

import tomllib
from itertools import islice
from pathlib import Path

import pytest

from bank.drawing import LEVELS
from examcli import bank
from examcli.bank import english, quantitative

FILES = sorted(Path(bank.__file__).parent.rglob("*.toml"))
BANKS = (
    (quantitative.QUANTITATIVE, quantitative.generators, quantitative.generated),
    (english.COMPUTED, english.generators, english.generated),
)
SEEDS = 60


@pytest.fixture(scope="module")
def forms() -> set[str]:
    """Every form that is drawn at any level, in either language."""
    return {
        draft.form
        for topics, generators, generated in BANKS
        for topic in topics
        for subtopic in generators(topic)
        for level in LEVELS
        for seed in range(SEEDS)
        for draft in islice(generated(topic, subtopic, level, str(seed), ("", "")), 1)
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
