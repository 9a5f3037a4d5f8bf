"""The house: every third-party library has one room, and is declared."""

import sys
import tomllib
from pathlib import Path

import grimp

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))[
    "project"
]
ROOMS = {
    "anthropic": "providers.sdk",
    "dotenv": "settings",
    "httpx": "providers",
    "httpx2": "providers.sdk",
    "ijson": "generation.answer",
    "jinja2": "exports.templates",
    "matplotlib": "bench.page",
    "platformdirs": "settings",
    "psutil": "store.process",
    "pypdf": "exam.sources",
    "rich": "terminal",
    "sqlite_utils": "store",
    "starlette": "simulator.server",
    "tenacity": "providers.retrying",
    "typer": "cli",
    "uvicorn": "simulator.server",
}
"""Where each library may be imported; pydantic, which describes data, is at home in several."""
NAMES = {"dotenv": "python-dotenv", "sqlite_utils": "sqlite-utils"}
"""What a library is called where it is installed from, when that is not what is imported."""


def test_each_library_is_imported_in_its_room_alone() -> None:
    """And nothing is imported that has no room."""
    graph = grimp.build_graph("examcli", include_external_packages=True)
    foreign = {m for m in graph.modules if not m.startswith("examcli")} - sys.stdlib_module_names
    assert {*ROOMS, "pydantic"} == foreign
    for library, room in ROOMS.items():
        inside = f"examcli.{room}"
        importers = graph.find_modules_that_directly_import(library)
        assert [m for m in importers if m != inside and not m.startswith(f"{inside}.")] == []


def test_each_library_is_declared() -> None:
    """With a lower bound, so that what was tested is what is installed, or newer."""
    declared = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["report"]]
    wanted = {NAMES.get(library, library) for library in {*ROOMS, "pydantic"}}
    assert wanted == {requirement.partition(">=")[0] for requirement in declared}
