"""What a person sets, and how a mistake in it is told."""

import traceback
from pathlib import Path

import pytest

from conftest import SECRET
from examcli.errors import SettingsInvalid
from examcli.settings import Settings, default_database, read_settings

KEYS = ("ANTHROPIC_API_KEY", "OPENROUTER_API_KEY")


def test_nothing_set_means_the_defaults(tmp_path: Path) -> None:
    """An empty environment gives the settings of the design."""
    settings = read_settings({}, tmp_path)
    assert settings.model_dump() == {
        "anthropic_api_key": None,
        "anthropic_base_url": "https://api.anthropic.com",
        "openrouter_api_key": None,
        "openrouter_base_url": "https://openrouter.ai/api",
        "batch_size": 10,
        "practice_batch_size": 5,
        "prefetch_threshold": 0.7,
        "overlaunch": 6,
        "silence_seconds": 30.0,
        "model": "claude-sonnet-4-5",
        "solver_model": "",
        "provider": "auto",
        "database": default_database(),
        "blueprint": "gat",
        "language": "en",
    }


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("EXAM_BATCH_SIZE", "1", "batch_size", 1),
        ("EXAM_BATCH_SIZE", "10", "batch_size", 10),
        ("PRACTICE_BATCH_SIZE", "1", "practice_batch_size", 1),
        ("PRACTICE_BATCH_SIZE", "10", "practice_batch_size", 10),
        ("PREFETCH_THRESHOLD", "1", "prefetch_threshold", 1.0),
        ("PREFETCH_THRESHOLD", "0.01", "prefetch_threshold", 0.01),
        ("EXAM_OVERLAUNCH", "0", "overlaunch", 0),
        ("EXAM_OVERLAUNCH", "10", "overlaunch", 10),
        ("EXAM_SILENCE_SECONDS", "0.5", "silence_seconds", 0.5),
        ("EXAM_MODEL", "claude-sonnet-4-6", "model", "claude-sonnet-4-6"),
        ("EXAM_SOLVER_MODEL", "claude-opus-5-5", "solver_model", "claude-opus-5-5"),
        ("EXAM_PROVIDER", "offline", "provider", "offline"),
        ("EXAM_LANG", "ar", "language", "ar"),
        ("EXAM_DB", "/x/y.db", "database", Path("/x/y.db")),
        ("ANTHROPIC_BASE_URL", "http://127.0.0.1:9", "anthropic_base_url", "http://127.0.0.1:9"),
        ("OPENROUTER_BASE_URL", "http://127.0.0.1:9", "openrouter_base_url", "http://127.0.0.1:9"),
    ],
)
def test_each_variable_is_read(
    tmp_path: Path, variable: str, text: str, name: str, value: object
) -> None:
    """A value up to and including its bounds is taken over."""
    assert read_settings({variable: text}, tmp_path).model_dump()[name] == value


@pytest.mark.parametrize(
    ("variable", "text", "bounds"),
    [
        *(("EXAM_BATCH_SIZE", bad, ("1", "10")) for bad in ("0", "11", "-1", "ten", "2.5")),
        *(("PRACTICE_BATCH_SIZE", bad, ("1", "10")) for bad in ("0", "11", "x")),
        *(("PREFETCH_THRESHOLD", bad, ("more than 0", "1")) for bad in ("0", "1.5", "x", "nan")),
        *(("EXAM_OVERLAUNCH", bad, ("0", "10")) for bad in ("-1", "11", "x")),
        *(("EXAM_SILENCE_SECONDS", bad, ("more than 0",)) for bad in ("0", "-1", "x", "nan")),
        ("EXAM_PROVIDER", "gpt", ("auto", "claude", "openrouter", "offline")),
        ("EXAM_LANG", "fr", ("en", "ar")),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(
    tmp_path: Path, variable: str, text: str, bounds: tuple[str, ...]
) -> None:
    """One line: the variable, the value, and the whole range, however it was missed."""
    with pytest.raises(SettingsInvalid) as caught:
        read_settings({variable: text}, tmp_path)
    message = caught.value.message
    assert message.startswith(f"{variable}=`{text}`: ")
    said = message.removeprefix(f"{variable}=`{text}`: ")
    assert [bound for bound in bounds if bound not in said] == []
    assert "\n" not in message
    assert caught.value.hint == "correct the variable or unset it"


def test_the_environment_is_above_the_file(tmp_path: Path) -> None:
    """`.env` fills what the environment leaves open, and only that."""
    (tmp_path / ".env").write_text("EXAM_LANG=ar\nEXAM_BATCH_SIZE=3\n")
    settings = read_settings({"EXAM_BATCH_SIZE": "4"}, tmp_path)
    assert (settings.language, settings.batch_size) == ("ar", 4)


def test_an_empty_variable_is_not_set(tmp_path: Path) -> None:
    """An empty variable neither fails nor hides what the file says."""
    (tmp_path / ".env").write_text("EXAM_LANG=ar\nEXAM_MODEL=\n")
    settings = read_settings({"EXAM_LANG": "", "EXAM_BATCH_SIZE": ""}, tmp_path)
    assert (settings.language, settings.batch_size) == ("ar", 10)
    assert settings.model == "claude-sonnet-4-5"


def test_a_mistake_in_the_file_is_named_like_any_other(tmp_path: Path) -> None:
    """It does not matter where a wrong value came from."""
    (tmp_path / ".env").write_text("EXAM_BATCH_SIZE=11\n")
    with pytest.raises(SettingsInvalid, match="EXAM_BATCH_SIZE=`11`"):
        read_settings({}, tmp_path)


def test_the_file_is_taken_literally(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key with a dollar sign in it is that key: nothing is filled in from elsewhere."""
    monkeypatch.setenv("HOME", "/somewhere")
    (tmp_path / ".env").write_text("export ANTHROPIC_API_KEY='sk-${HOME}-$HOME' # mine\n")
    key = read_settings({}, tmp_path).anthropic_api_key
    assert key is not None
    assert key.get_secret_value() == "sk-${HOME}-$HOME"


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """A `.env` that is not UTF-8 is one clear error."""
    (tmp_path / ".env").write_bytes(b"EXAM_LANG=\xff\xfe")
    with pytest.raises(SettingsInvalid, match=r"cannot read `.*\.env`"):
        read_settings({}, tmp_path)


def test_a_folder_called_env_is_no_file(tmp_path: Path) -> None:
    """Some virtual environments are called `.env`; they are none of our business."""
    (tmp_path / ".env").mkdir()
    assert read_settings({}, tmp_path).language == "en"


def test_other_programs_variables_are_ignored(tmp_path: Path) -> None:
    """Unknown variables, even with our prefix, are not an error."""
    assert read_settings({"EXAM_COLOUR": "red", "PATH": "/bin"}, tmp_path).batch_size == 10


@pytest.mark.parametrize("name", KEYS)
def test_a_key_never_prints_itself(tmp_path: Path, name: str) -> None:
    """Whoever prints or dumps the settings does not print the key, but it can be asked for."""
    settings = read_settings({name: SECRET}, tmp_path)
    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert SECRET not in shown
    assert SECRET in {
        key.get_secret_value()
        for key in (settings.anthropic_api_key, settings.openrouter_api_key)
        if key
    }


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize(
    "spoiled", [f"“{SECRET}”", f"{SECRET}\u200f", f"{SECRET} x", f"{SECRET}\n"]
)
def test_a_key_that_cannot_be_sent_is_refused_unseen(
    tmp_path: Path, name: str, spoiled: str
) -> None:
    """A key pasted with quotes, marks or spaces is refused, and not shown even then."""
    with pytest.raises(SettingsInvalid) as caught:
        read_settings({name: spoiled}, tmp_path)
    assert caught.value.message.startswith(f"{name}: ")
    assert SECRET not in caught.value.message + caught.value.hint


def test_a_wrong_setting_does_not_betray_the_key(tmp_path: Path) -> None:
    """An error about one variable says nothing of the others."""
    with pytest.raises(SettingsInvalid) as caught:
        read_settings({"EXAM_BATCH_SIZE": "0", **dict.fromkeys(KEYS, SECRET)}, tmp_path)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_every_setting_has_a_variable() -> None:
    """The alias is the variable; the documentation can list them from here."""
    variables = {field.alias or "" for field in Settings.model_fields.values()}
    assert all(name.isupper() for name in variables)
    assert len(variables) == len(Settings.model_fields)
