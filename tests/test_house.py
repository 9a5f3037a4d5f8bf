"""The house: few rooms on few floors, nothing too long, and one room for every library."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "examcli"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MOST_ROOMS, MOST_FLOORS, MOST_ARROWS = 19, 10, 84
"""The doors included: `__main__`, and the library, which has nine of the arrows.

More of any is a reason to look for a better cut."""
MOST_FILE_LINES, MOST_FUNCTION_LINES = 400, 60
ROOMS = {
    "anthropic": "providers.sdk",
    "dotenv": "settings",
    "httpx": "providers",
    "httpx2": "providers.sdk",
    "ijson": "generation.answer",
    "jinja2": "exports.templates",
    "matplotlib": "bench.page",
    "openpyxl": "review.files.tables",
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


@pytest.fixture(scope="module")
def rooms() -> dict[str, set[str]]:
    """By room, the rooms that it imports from."""
    graph = grimp.build_graph("examcli", exclude_type_checking_imports=True)
    arrows: dict[str, set[str]] = {name: set() for name in map(room_of, graph.modules) if name}
    for module in graph.modules - {"examcli"}:
        imported = map(room_of, graph.find_modules_directly_imported_by(module))
        arrows[room_of(module)] |= set(imported) - {room_of(module), ""}
    return arrows


def room_of(module: str) -> str:
    """The room that a module is in; "" for the package itself, which holds the version."""
    return f"{module}.".split(".")[1]


def test_there_are_few_rooms_on_few_floors(rooms: dict[str, set[str]]) -> None:
    """And few arrows between them, each of which points downwards."""
    floors: dict[str, int] = {}
    for room in TopologicalSorter(rooms).static_order():
        floors[room] = 1 + max((floors[below] for below in rooms[room]), default=0)

    assert len(rooms) <= MOST_ROOMS
    assert max(floors.values()) <= MOST_FLOORS
    assert sum(map(len, rooms.values())) <= MOST_ARROWS


def test_no_file_is_too_long_to_be_read() -> None:
    """One idea a file: what has two is divided."""
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in SOURCE.rglob("*.py")}

    long = {path.relative_to(SOURCE).as_posix() for path, n in lines.items() if n > MOST_FILE_LINES}

    assert set() == long


def test_no_function_is_too_long_to_be_seen() -> None:
    """A screen holds it whole, its signature and docstring included."""
    assert set() == {name for name, n in functions() if n > MOST_FUNCTION_LINES}


def functions() -> Iterator[tuple[str, int]]:
    """Every function by file and name, and how many lines it has."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                name = f"{path.relative_to(SOURCE).as_posix()}: {node.name}"
                yield name, node.end_lineno - node.lineno + 1


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
    extras = PROJECT["optional-dependencies"].values()
    declared = [*PROJECT["dependencies"], *(each for extra in extras for each in extra)]
    wanted = {NAMES.get(library, library) for library in {*ROOMS, "pydantic"}}
    assert wanted == {requirement.partition(">=")[0] for requirement in declared}
