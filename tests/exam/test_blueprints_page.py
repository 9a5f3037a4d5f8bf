"""docs/blueprints.md says what is so: its example works, its errors come, its fields exist."""

import re
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from conftest import Run
from examcli.exam.blueprint import Blueprint, parsed
from examcli.exam.figure import parsed as figure_parsed
from examcli.exam.plan import plan_exam
from examcli.review import review, review_explanation
from worked_example import as_question

PAGE = (Path(__file__).parents[2] / "docs" / "blueprints.md").read_text(encoding="utf-8")
TEXT = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[0]
MINE = parsed(TEXT, "my-exam.toml")
ROW = re.compile(r"^\| `([\w.\[\]]+)` \|(.*?)\|.*\|$", re.MULTILINE)
NOTES = """
The heart has four chambers. The right atrium receives blood from the body through two large veins.
The right ventricle pumps blood into the artery that leads to the lungs. The left atrium receives
blood from the lungs. The left ventricle pumps blood into the aorta. The femur is the longest bone
of the body. The patella lies in front of the knee. The humerus connects the shoulder to the elbow.
A hinge joint allows movement in one plane. The radius lies on the side of the thumb.
"""
SHOWN_DEFAULTS = {"none": (None, ()), "tens": ((),)}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example of the page, saved where the page says, in the folder one works in."""
    monkeypatch.chdir(tmp_path)
    path = Path("my-exam.toml")
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_example_is_an_exam_that_can_be_planned() -> None:
    """Ten questions in two batches, its required subtopic among them, whatever is drawn."""
    for seed in range(5):
        plan = plan_exam(MINE, "only", seed)
        assert [batch.size for batch in plan.batches] == [5, 5]
        assert "chambers" in {slot.labels.subtopic for slot in plan.slots}


def test_the_example_is_one_that_we_would_accept() -> None:
    """What is copied from the page is a good example to copy."""
    for example in MINE.prompt.examples:
        question = as_question(MINE, example, 0)
        assert review(question) + review_explanation(question) == []
        assert len(example.errors) == 3


def test_the_offline_engine_has_no_questions_for_it(run: Run, file: Path) -> None:
    """The file is read and planned, but to be written it takes a key, or material of one's own."""
    ran = run("start", "--blueprint", str(file))
    assert ran.code == 5
    assert "the embedded bank knows nothing about" in ran.err
    Path("notes.md").write_text(NOTES, encoding="utf-8")
    ran = run("start", "--blueprint", str(file), "--source", "notes.md", "--seed", "1", "--json")
    assert (ran.code, len(ran.document["questions"])) == (0, 5)


def test_its_prompt_is_as_short_as_the_page_says(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`start` notes it in these words, of a model that caches from 512; `doctor` fails it."""
    monkeypatch.setenv("EXAM_MODEL", "claude-sonnet-5-5")
    noted = run("start", "--blueprint", str(file)).err.splitlines()[0]
    assert noted.startswith("the prompt may not be cached: ")
    assert f"\n{noted}\n" in PAGE
    monkeypatch.setenv("EXAM_BLUEPRINT", str(file))
    checks = {line[9:21]: line[:6] for line in run("doctor").out.splitlines()}
    assert checks["prompt cache"] == "failed"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("batches = [5, 5]", "batches = [5, 4]"),
        ("heart = 6", "hart = 6"),
        ("easy = 40", "easy = 50"),
        ('difficulty = "easy"', 'difficulty = "simple"'),
        ('language = "en"', ""),
    ],
)
def test_an_error_looks_as_the_page_shows_it(run: Run, file: Path, right: str, wrong: str) -> None:
    """Line, field, and what is allowed: word for word."""
    assert TEXT.count(right) == 1
    file.write_text(TEXT.replace(right, wrong), encoding="utf-8")
    ran = run("start", "--blueprint", str(file))
    assert ran.code == 3
    assert ran.err.splitlines()[0] in PAGE.splitlines()


def test_the_figure_of_the_page_can_be_drawn() -> None:
    """The inline table is one that an example may carry."""
    (shown,) = re.findall(r"`(\{ kind = .*? \})`", PAGE)
    assert figure_parsed(tomllib.loads(f"figure = {shown}")["figure"]).kind == "bar-chart"


def test_weights_are_shared_out_as_the_page_says() -> None:
    """The size and the weights that it names give the counts that it names."""
    weighted = TEXT.replace("batches = [5, 5]", "size = 29").replace(
        "heart = 6, bones = 4", "heart = 3, bones = 1.5"
    )
    (stretch,) = parsed(weighted, "my-exam.toml").track("only").stretches
    assert list(stretch.counts.values()) == [19, 10]
    assert "gives 19 and 10" in PAGE


def test_every_field_is_in_the_table() -> None:
    """With its default, and nothing that is no field."""
    table = {name: shown.strip() for name, shown in ROW.findall(PAGE)}
    fields = dict(_fields(Blueprint))
    assert list(table) == list(fields)
    assert [name for name, shown in table.items() if not _is_default(fields[name], shown)] == []


def _is_default(default: object, shown: str) -> bool:
    """Whether the table shows the default of a field; `...` is that of one that must be there."""
    if not shown:
        return default is ...
    if shown in SHOWN_DEFAULTS:
        return default in SHOWN_DEFAULTS[shown]
    return bool(tomllib.loads(f"value = {shown.strip('`')}")["value"] == default)


def _fields(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, object]]:
    """Every field of a model and of the models in it: its path and its default."""
    for name, field in model.model_fields.items():
        yield f"{path}{name}", ... if field.is_required() else field.default
        for part, steps in _parts(field.annotation):
            yield from _fields(part, f"{path}{name}{steps}.")


def _parts(annotation: object) -> Iterator[tuple[type[BaseModel], str]]:
    """The models that a field holds, and how a path goes on to them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, ""
        return
    origin = typing.get_origin(annotation)
    step = "[]" if origin is list else ".NAME" if origin is dict else ""
    for inner in typing.get_args(annotation):
        yield from ((part, f"{step}{steps}") for part, steps in _parts(inner))
