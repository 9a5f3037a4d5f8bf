"""What a person sets, and how a mistake in it is told."""

import traceback
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import SECRET
from examcli.errors import SettingsInvalid
from examcli.settings import Settings, default_database, read_settings

KEYS = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "OPENROUTER_API_KEY")
URLS = ("ANTHROPIC_BASE_URL", "OPENROUTER_BASE_URL")


def test_nothing_set_means_the_defaults(tmp_path: Path) -> None:
    """An empty environment gives the settings of the design."""
    settings = read_settings({}, tmp_path)
    assert settings.model_dump() == {
        "anthropic_api_key": None,
        "anthropic_auth_token": None,
        "anthropic_base_url": "https://api.anthropic.com",
        "openrouter_api_key": None,
        "openrouter_base_url": "https://openrouter.ai/api",
        "batch_size": 10,
        "practice_batch_size": 5,
        "prefetch_threshold": 0.7,
        "overlaunch": 6,
        "silence_seconds": 25.0,
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
        *(
            ("EXAM_SILENCE_SECONDS", bad, ("more than 0",))
            for bad in ("0", "-1", "x", "nan", "inf")
        ),
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
    assert (SECRET,) == settings.secrets


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
    fields = [field for field in Settings.model_fields.values() if not field.exclude]
    variables = {field.alias or "" for field in fields}
    assert all(name.isupper() for name in variables)
    assert len(variables) == len(fields)


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://x.example", "https://x.example"),
        ("https://x.example/", "https://x.example"),
        ("https://x.example/v1", "https://x.example"),
        ("https://x.example/v1/", "https://x.example"),
        ("https://x.example/v1/messages", "https://x.example"),
        ("https://x.example//v1//messages//", "https://x.example"),
        ("https://x.example:8443/api/v1", "https://x.example:8443/api"),
        ("https://x.example/anthropic", "https://x.example/anthropic"),
        ("https://x.example/v1beta", "https://x.example/v1beta"),
        ("http://v1", "http://v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080"),
    ],
)
def test_a_base_url_as_other_tools_want_it(
    tmp_path: Path, url: str, typed: str, meant: str
) -> None:
    """L08: whatever of the path to the messages is typed with it, the server is the same."""
    assert meant == read_settings({url: typed}, tmp_path).model_dump()[url.lower()]


@pytest.mark.parametrize("name", URLS)
@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:99999", "1 to 65535"),
        ("http://127.0.0.1:abc", "1 to 65535"),
        ("http://127.0.0.1:0", "1 to 65535"),
        ("http://127.0.0.1:-1", "1 to 65535"),
        ("http://127.0.0.1\n", "no spaces"),
        ("http://127.0.0.1/\n/v1", "no spaces"),
        ("http://127.0.0.1 /", "no spaces"),
        ("http://مثال.example", "ASCII"),
        (f"https://me:{SECRET}@x.example", "no user, no password"),
        (f"https://{SECRET}@x.example", "no user, no password"),
        (f"https://x.example/?key={SECRET}", "no `?`"),
        (f"https://x.example/#{SECRET}", "no `#`"),
        ("https://x..example", "names a host"),
        (f"https://{'x' * 64}.example", "names a host"),
        ("https://[::1", "names a host"),
        (f"https://[{SECRET}]", "names a host"),
        ("https:///v1", "names a host"),
        ("ftp://x.example", "http:// or https://"),
        ("x.example:8080", "http:// or https://"),
    ],
)
def test_a_base_url_that_leads_nowhere(tmp_path: Path, name: str, url: str, allowed: str) -> None:
    """M1: named with what is allowed; what was typed is not repeated, it may hold a password."""
    with pytest.raises(SettingsInvalid) as caught:
        read_settings({name: url}, tmp_path)
    assert caught.value.message.startswith(f"{name}: ")
    assert allowed in caught.value.message
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert "\n" not in caught.value.message


@given(st.text(max_size=40).map("http://{}".format) | st.text(max_size=20))
def test_what_is_taken_for_a_base_url_can_be_asked(url: str) -> None:
    """M1: any text is either refused or an address that an HTTP client takes."""
    try:
        settings = read_settings({"ANTHROPIC_BASE_URL": url}, Path("/nowhere"))
    except SettingsInvalid:
        return
    request = httpx.Request("POST", f"{settings.anthropic_base_url}/v1/messages")
    assert request.url.host


def test_a_key_in_the_wrong_variable_is_not_repeated(tmp_path: Path) -> None:
    """M2: a value that looks like a key is a key, wherever it was put."""
    with pytest.raises(SettingsInvalid) as caught:
        read_settings({"EXAM_PROVIDER": SECRET}, tmp_path)
    assert caught.value.message.startswith("EXAM_PROVIDER=`…`: ")
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("name", ["EXAM_MODEL", "EXAM_SOLVER_MODEL"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SECRET, id="M2 a key"),
        pytest.param("model\n2", id="M1 two lines"),
        pytest.param("model\x1b[31m", id="M1 an escape sequence"),
        pytest.param("a model", id="M1 two words"),
        pytest.param("m" * 201, id="M1 a long text"),
    ],
)
def test_what_cannot_be_the_id_of_a_model(tmp_path: Path, name: str, text: str) -> None:
    """It would be sent to a server, shown and stored."""
    with pytest.raises(SettingsInvalid, match="the id of a model") as caught:
        read_settings({name: text}, tmp_path)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert "\n" not in caught.value.message


def test_a_long_value_is_told_in_one_short_line(tmp_path: Path) -> None:
    """M1: a variable that holds a whole file does not fill the screen."""
    with pytest.raises(SettingsInvalid) as caught:
        read_settings({"EXAM_PROVIDER": "auto\n" * 10_000}, tmp_path)
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 250


@pytest.mark.parametrize(
    "first", ["ANTHROPIC_API_KEY=sk-1", "EXAM_LANG=ar", "# nothing", "export EXAM_LANG=ar"]
)
def test_a_file_that_begins_with_a_byte_order_mark(tmp_path: Path, first: str) -> None:
    """E1: editors on Windows write one; the first variable is read all the same."""
    (tmp_path / ".env").write_text(f"{first}\nEXAM_BATCH_SIZE=3\n", encoding="utf-8")
    plain = read_settings({}, tmp_path)
    (tmp_path / ".env").write_text(f"{first}\nEXAM_BATCH_SIZE=3\n", encoding="utf-8-sig")
    assert plain == read_settings({}, tmp_path)


@pytest.mark.parametrize("where", ["environment", "file"])
def test_a_database_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """E2: `~` is the home folder, in a variable and in the file, where no shell replaces it."""
    monkeypatch.setenv("HOME", "/home/me")
    in_file = "EXAM_DB=~/x.db" if where == "file" else ""
    (tmp_path / ".env").write_text(in_file)
    environ = {"EXAM_DB": "~/x.db"} if where == "environment" else {}
    assert Path("/home/me/x.db") == read_settings(environ, tmp_path).database


def test_a_tilde_that_is_nobody_s_home(tmp_path: Path) -> None:
    """E2: a name like any other."""
    assert Path("~nobody-here/x") == read_settings({"EXAM_DB": "~nobody-here/x"}, tmp_path).database


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY"),
        ("ANTHROPIC_BASE_URL", "ANTHROPIC_AUTH_TOKEN"),
        ("OPENROUTER_BASE_URL", "OPENROUTER_API_KEY"),
    ],
)
class TestServerOfAFolder:
    """S3: a `.env` comes with the folder, and the folder may be anybody's."""

    THEIRS = "https://gateway.example"

    def test_it_gets_no_key_from_elsewhere(self, tmp_path: Path, url: str, key: str) -> None:
        """A base URL alone, the person's own key in the environment: the URL is not used."""
        (tmp_path / ".env").write_text(f"{url}={self.THEIRS}\n")
        settings = read_settings({key: SECRET}, tmp_path)
        assert Settings.model_fields[url.lower()].default == settings.model_dump()[url.lower()]
        assert [url in notice and "not used" in notice for notice in settings.notices] == [True]

    def test_nor_when_it_brings_a_key_that_is_not_the_one_used(
        self, tmp_path: Path, url: str, key: str
    ) -> None:
        """The environment is above the file, so the key would be the person's."""
        (tmp_path / ".env").write_text(f"{url}={self.THEIRS}\n{key}=sk-bait\n")
        settings = read_settings({key: SECRET}, tmp_path)
        assert Settings.model_fields[url.lower()].default == settings.model_dump()[url.lower()]
        assert (SECRET,) == settings.secrets

    def test_nor_without_any_key(self, tmp_path: Path, url: str, key: str) -> None:
        """It would still get the prompts, material included."""
        (tmp_path / ".env").write_text(f"{url}={self.THEIRS}\n")
        settings = read_settings({}, tmp_path)
        assert Settings.model_fields[url.lower()].default == settings.model_dump()[url.lower()]
        assert key

    def test_it_counts_with_its_own_key(self, tmp_path: Path, url: str, key: str) -> None:
        """Both in one file belong together."""
        (tmp_path / ".env").write_text(f"{url}={self.THEIRS}\n{key}=sk-own\n")
        settings = read_settings({}, tmp_path)
        assert self.THEIRS == settings.model_dump()[url.lower()]
        assert () == settings.notices

    def test_the_environment_may_send_the_key_of_a_file_anywhere(
        self, tmp_path: Path, url: str, key: str
    ) -> None:
        """What the person set is what the person meant."""
        (tmp_path / ".env").write_text(f"{url}=https://other.example\n{key}=sk-own\n")
        settings = read_settings({url: self.THEIRS}, tmp_path)
        assert self.THEIRS == settings.model_dump()[url.lower()]
        assert () == settings.notices


@given(st.binary(max_size=120) | st.text(max_size=60).map("EXAM_DB={}\n".format).map(str.encode))
@example(b"EXAM_DB=a\0b")
@example(b"\xff\xfeE\0X\0")
@example(b"ANTHROPIC_BASE_URL=http://x\nANTHROPIC_API_KEY='")
def test_any_file_is_read_or_refused(content: bytes) -> None:
    """M1: whatever a folder's `.env` holds, it is settings or one error of ours."""
    with TemporaryDirectory() as folder, suppress(SettingsInvalid):
        (Path(folder) / ".env").write_bytes(content)
        settings = read_settings({}, Path(folder))
        assert "\0" not in str(settings.database)
