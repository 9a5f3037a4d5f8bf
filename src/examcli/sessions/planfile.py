"""A file that asks for exams, one a row: CSV with a heading, or TOML with `[[exam]]` tables.

Every row may have `name`, `blueprint`, `track`, `seed` and `material`, a file beside the plan or
several with ";" between them; what it leaves out is as the command line says.
"""

import csv
import io
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from examcli.errors import ExamError, UsageInvalid
from examcli.exam.blueprint import Blueprint, chosen
from examcli.exam.contents import contents
from examcli.exam.material import Material
from examcli.models import Model
from examcli.sessions.asking import MOST_EXAMS, ExamWish
from examcli.sessions.opening import LARGEST_SEED, require_room, track_of

COLUMNS = ("name", "blueprint", "track", "seed", "material")
LARGEST_PLAN_BYTES = 1_000_000
"""A thousand rows of a kilobyte."""
KINDS = "a plan is a .csv or .toml file"


@dataclass(frozen=True)
class PlanRow:
    """One row of a plan, in the words of its author; "" is for what was left out."""

    name: str
    blueprint: str
    track: str
    seed: int | None
    material: Sequence[Path]


@dataclass
class Workshop:
    """Makes wishes of rows; each file is read once.

    `default` is the blueprint of the settings, `material_of` reads files of material.
    """

    default: str
    model: Callable[[], Model]
    material_of: Callable[[Sequence[Path]], Material]
    _blueprints: dict[str, Blueprint] = field(default_factory=dict, init=False)
    _materials: dict[tuple[Path, ...], Material] = field(default_factory=dict, init=False)

    def exam(self, row: PlanRow) -> ExamWish:
        """The exam that a row asks for.

        Raises:
            SettingsInvalid, UsageInvalid: its blueprint, track or material does not hold.
        """
        choice = row.blueprint or self.default
        if choice not in self._blueprints:
            self._blueprints[choice] = chosen(choice)
        blueprint = self._blueprints[choice]
        return ExamWish(
            blueprint=blueprint,
            track=track_of(blueprint, row.track),
            seed=row.seed,
            material=self._material(blueprint, tuple(row.material)),
            name=row.name,
        )

    def planned(self, path: Path, missing: PlanRow) -> list[ExamWish]:
        """The exams of a plan; what a row leaves out is as in `missing`.

        Raises:
            UsageInvalid: a row does not hold; the message names the row and the column.
        """
        rows = read_plan(path)
        exams = []
        for number, row in enumerate(rows, start=1):
            try:
                exams.append(self.exam(_row(row, missing, path.parent)))
            except ExamError as error:
                raise UsageInvalid(
                    f"`{path}`, row {number}: {error.message}", error.hint
                ) from error
        return exams

    def _material(self, blueprint: Blueprint, paths: tuple[Path, ...]) -> Material | None:
        if not paths:
            return None
        if paths not in self._materials:
            self._materials[paths] = self.material_of(paths)
        require_room(blueprint, self._materials[paths], self.model())
        return self._materials[paths]


def read_plan(path: Path) -> list[Mapping[str, object]]:
    """The rows of a plan, as they stand there.

    Raises:
        UsageInvalid: it cannot be read, is of another kind, or has no row or too many.
    """
    try:
        text = contents(path, LARGEST_PLAN_BYTES).decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageInvalid(f"cannot read the plan `{path}`: {reason}", KINDS) from error
    except UnicodeDecodeError as error:
        raise UsageInvalid(f"the plan `{path}` is not text in UTF-8", KINDS) from error
    match path.suffix.lower():
        case ".csv":
            rows = _csv_rows(path, text)
        case ".toml":
            rows = _toml_rows(path, text)
        case _:
            raise UsageInvalid(f"`{path}` is no plan", KINDS)
    if not 1 <= len(rows) <= MOST_EXAMS:
        raise UsageInvalid(f"the plan `{path}` has {len(rows)} rows", f"1 to {MOST_EXAMS:,} exams")
    return rows


def _csv_rows(path: Path, text: str) -> list[Mapping[str, object]]:
    try:
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise UsageInvalid(f"the plan `{path}` is not CSV: {error}", KINDS) from error
    return [{key: value for key, value in row.items() if value} for row in rows]


def _toml_rows(path: Path, text: str) -> list[Mapping[str, object]]:
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageInvalid(f"the plan `{path}` is not TOML: {error}", KINDS) from error
    rows = document.get("exam", [])
    if document.keys() - {"exam"} or not isinstance(rows, list):
        raise UsageInvalid(f"the plan `{path}` has something else than `[[exam]]` tables")
    if not all(isinstance(row, dict) for row in rows):
        raise UsageInvalid(f"the plan `{path}` has an exam that is no table")
    return rows


def _row(values: Mapping[str, object], missing: PlanRow, folder: Path) -> PlanRow:
    """A row, with what it leaves out as in `missing`.

    Raises:
        UsageInvalid: a column is unknown, or has no value of its kind.
    """
    for column in values:
        if column not in COLUMNS:
            raise UsageInvalid(f"there is no column `{column}`", f"columns: {', '.join(COLUMNS)}")
    texts = {name: _text(name, values[name]) for name in values if name != "seed"}
    material = [
        folder / name.strip() for name in texts.pop("material", "").split(";") if name.strip()
    ]
    row = replace(
        missing,
        name=texts.get("name", missing.name),
        blueprint=texts.get("blueprint", missing.blueprint),
        track=texts.get("track", missing.track),
        seed=_seed(values["seed"]) if "seed" in values else missing.seed,
    )
    if _is_file_here(row.blueprint, folder) and "blueprint" in texts:
        row = replace(row, blueprint=str(folder / row.blueprint))
    return replace(row, material=material) if material else row


def _is_file_here(blueprint: str, folder: Path) -> bool:
    return bool(Path(blueprint).suffix) and (folder / blueprint).exists()


def _text(column: str, value: object) -> str:
    if not isinstance(value, str):
        raise UsageInvalid(f"`{column}` is no text")
    return value.strip()


def _seed(value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()):
        raise UsageInvalid(f"`seed` is `{text}`, not a whole number", "0 to 2**63 - 1")
    if len(text) > len(str(LARGEST_SEED)) or int(text) > LARGEST_SEED:
        raise UsageInvalid("`seed` is too large", "0 to 2**63 - 1")
    return int(text)
