"""The wheel works without the checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The built wheel."""
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return next(tmp_path.glob("*.whl"))


def test_the_wheel_starts_an_exam_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    """Installed into an empty environment, `examcli start` prints ten Arabic questions."""
    folder = tmp_path / "empty"
    folder.mkdir()
    python = venv_with(tmp_path / "env", wheel)

    ran = subprocess.run(
        [python, "-m", "examcli", "start", "--track", "scientific"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"EXAM_DB": str(tmp_path / "wheel.db")},
    )

    assert "10. [" in ran.stdout
    assert "offline" in ran.stderr
    assert [] == list(folder.iterdir())


def test_the_wheel_carries_its_data(wheel: Path) -> None:
    """Blueprints, models, profiles and the bank are inside; tests are not."""
    names = zipfile.ZipFile(wheel).namelist()

    for data in (
        "examcli/exam/blueprints/gat.toml",
        "examcli/exam/blueprints/statistics.toml",
        "examcli/generation/material.txt",
        "examcli/generation/solver.txt",
        "examcli/bank/english/studies.json",
        "examcli/bank/english/center/means.toml",
        "examcli/bench/page/page.html",
        "examcli/bench/page/style.css",
        "examcli/bench/thresholds.toml",
        "examcli/exports/handout/page.html",
        "examcli/exports/handout/style.css",
        "examcli/models.toml",
        "examcli/py.typed",
        "examcli/simulator/profiles.toml",
        "examcli/bank/verbal/reading/astronomy.json",
    ):
        assert data in names
    assert not [name for name in names if name.startswith("tests")]


def venv_with(folder: Path, wheel: Path) -> Path:
    """An empty environment with the wheel and the tested versions of its dependencies."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    constraints = ["--constraint", str(ROOT / "constraints.txt")]
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", *constraints, str(wheel)],
        check=True,
        capture_output=True,
    )
    return python
