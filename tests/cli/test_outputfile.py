"""A document written to a path: whole or not at all, and never over what is no file (S4)."""

import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from conftest import Run, as_nobody
from examcli.cli.outputfile import require_writable, write_document
from examcli.errors import UsageInvalid
from examcli.simulator import Simulator

TEXT = "س ١\n" * 30_000


def mode(path: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask() -> Iterator[None]:
    """The usual one, whatever the person's is."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def exam(run: Run, claude: Simulator) -> str:
    """A short session to export."""
    assert claude.base_url
    return str(run("practice", "--topic", "algebra", "--json").document["id"])


class TestRegularFiles:
    @pytest.mark.usefixtures("umask")
    def test_a_new_one(self, home: Path) -> None:
        """It holds the text, with the mode that files get here, and nothing else is left."""
        write_document(home / "exam.md", TEXT)

        assert TEXT == (home / "exam.md").read_text(encoding="utf-8")
        assert 0o644 == mode(home / "exam.md")
        assert [home / "exam.md"] == list(home.iterdir())

    @pytest.mark.usefixtures("umask")
    @pytest.mark.parametrize("permissions", [0o600, 0o640, 0o666, 0o755])
    def test_one_that_is_there(self, home: Path, permissions: int) -> None:
        """S4: it is replaced and keeps its mode; who has the old one open reads the old one."""
        path = home / "exam.md"
        path.write_text("old")
        path.chmod(permissions)

        with path.open() as reading:
            write_document(path, TEXT)
            assert "old" == reading.read()

        assert TEXT == path.read_text(encoding="utf-8")
        assert permissions == mode(path)
        assert [path] == list(home.iterdir())

    def test_a_link(self, home: Path) -> None:
        """S4: the link stays; what it leads to is written, there or not."""
        (home / "folder").mkdir()
        (home / "there.md").write_text("old")
        for name, target in (("a", "there.md"), ("b", "folder/new.md"), ("c", "a")):
            (home / name).symlink_to(target)
            write_document(home / name, f"{name}\n")

        assert all((home / name).is_symlink() for name in "abc")
        assert "c\n" == (home / "there.md").read_text()
        assert "b\n" == (home / "folder/new.md").read_text()

    @pytest.mark.parametrize("planted", ["exam.md.partial", ".exam.md.partial", ".exam.md.tmp"])
    def test_a_planted_link(self, home: Path, planted: str) -> None:
        """S4: a link where a temporary file might be is not followed."""
        (home / "victim").write_text("mine")
        (home / planted).symlink_to("victim")

        write_document(home / "exam.md", TEXT)

        assert "mine" == (home / "victim").read_text()
        assert (home / planted).is_symlink()

    def test_a_long_name(self, home: Path) -> None:
        """As long as the file system allows: the temporary file's name is not made of it."""
        write_document(home / f"{'x' * 252}.md", TEXT)

        assert 1 == len(list(home.iterdir()))


class TestNoRegularFiles:
    def test_a_device(self) -> None:
        """S4: written through; it is a device afterwards too."""
        write_document(Path("/dev/null"), TEXT)

        assert Path("/dev/null").is_char_device()

    def test_a_link_to_a_device(self, home: Path) -> None:
        """S4: both stay."""
        (home / "nothing").symlink_to("/dev/null")

        write_document(home / "nothing", TEXT)

        assert (home / "nothing").is_symlink()
        assert Path("/dev/null").is_char_device()

    def test_a_named_pipe(self, home: Path) -> None:
        """S4: its reader gets the whole text."""
        pipe, read = home / "pipe", []
        os.mkfifo(pipe)
        reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
        reader.start()

        require_writable(pipe)
        write_document(pipe, TEXT)

        reader.join(60)
        assert [TEXT] == read
        assert pipe.is_fifo()

    @pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc here")
    def test_a_file_that_is_already_open(self, home: Path) -> None:
        """S4: `/dev/fd/3` of `3>> file` adds to that file, as it would for any program."""
        with (home / "log").open("a") as log:
            log.write("before\n")
            log.flush()
            write_document(Path(f"/proc/self/fd/{log.fileno()}"), "after\n")

        assert "before\nafter\n" == (home / "log").read_text()


ACTS: dict[str, Callable[[Path], None]] = {
    "check": require_writable,
    "write": lambda path: write_document(path, TEXT),
}


@pytest.fixture
def ground() -> Iterator[Path]:
    """A folder that everybody may enter and write, unlike those of the tests."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


class TestRefusals:
    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            ("nowhere/exam.md", "no such file or directory"),
            ("file/exam.md", "not a directory"),
            ("folder", "it is a folder"),
            (".", "it is a folder"),
            ("loop", "symbolic links"),
            (f"{'x' * 300}.md", "name too long"),
        ],
    )
    @pytest.mark.parametrize("act", ACTS)
    def test_a_place_that_cannot_be_written(
        self, home: Path, path: str, reason: str, act: str
    ) -> None:
        """C5: one line with the reason, before and after the work; nothing is left behind."""
        (home / "folder").mkdir()
        (home / "file").write_text("file")
        (home / "loop").symlink_to("loop")
        before = sorted(home.rglob("*"))

        with pytest.raises(UsageInvalid) as caught:
            ACTS[act](Path(path))

        assert caught.value.message.startswith(f"cannot write `{path}`: ")
        assert reason in caught.value.message
        assert before == sorted(home.rglob("*"))

    @pytest.mark.parametrize("path", ["folder/exam.md", "exam.md"])
    @pytest.mark.parametrize("act", ACTS)
    def test_a_place_that_must_not_be_written(self, ground: Path, path: str, act: str) -> None:
        """C5: a read-only folder; a read-only file, although it could be replaced."""
        (ground / "folder").mkdir(0o555)
        (ground / "exam.md").write_text("old")
        (ground / "exam.md").chmod(0o444)

        with as_nobody(), pytest.raises(UsageInvalid, match="permission denied"):
            ACTS[act](ground / path)

        assert "old" == (ground / "exam.md").read_text()
        assert {ground / "folder", ground / "exam.md"} == set(ground.rglob("*"))

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
    def test_a_place_without_room(self) -> None:
        """One line."""
        with pytest.raises(UsageInvalid, match="no space left on device"):
            write_document(Path("/dev/full"), TEXT)


class TestCommands:
    """S4: `export` and `bench` write by the same rules."""

    def test_a_check_leaves_no_trace(self, home: Path) -> None:
        """C5: looking whether a file could be written neither makes nor changes it."""
        (home / "there.md").write_text("old")

        for name in ("there.md", "new.md"):
            require_writable(home / name)

        assert [home / "there.md"] == list(home.iterdir())
        assert "old" == (home / "there.md").read_text()

    @pytest.mark.parametrize("output", ["nowhere/r", "folder"])
    @pytest.mark.parametrize("form", ["--output", "--markdown", "--junit", "--html"])
    def test_a_bench_says_it_before_it_measures(
        self, run: Run, home: Path, form: str, output: str
    ) -> None:
        """C5: not after minutes, and not after what it cost."""
        (home / "folder").mkdir()

        ran = run("bench", form, output)

        assert 2 == ran.code
        assert f"cannot write `{output}`" in ran.err
        assert "measuring" not in ran.err

    def test_a_bench_that_could_not_draw_says_so_first(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """C5: matplotlib is missing, and the file could not be written: the former is said."""
        monkeypatch.setitem(sys.modules, "matplotlib", None)
        monkeypatch.setitem(sys.modules, "matplotlib.figure", None)

        ran = run("bench", "--html", "nowhere/page.html")

        assert 3 == ran.code
        assert "the page needs matplotlib" in ran.err
        assert "measuring" not in ran.err

    def test_a_dash_is_stdout(self, run: Run, home: Path, exam: str) -> None:
        """S4: no file of that name is made."""
        assert run("export", exam).out == run("export", exam, "--output", "-").out
        assert not (home / "-").exists()

    def test_a_bench_on_stdout(self, run: Run, home: Path) -> None:
        """S4: the form that was asked for, and not the tables with it."""
        ran = run("bench", "--scenario", "cacheability", "--markdown", "-")

        assert ran.out.startswith("# ✅ examcli bench")
        assert [] == list(home.iterdir())

    @pytest.mark.parametrize(
        "options", [["--json", "--output", "-"], ["--markdown", "-", "--junit", "-"]]
    )
    def test_one_stdout_for_two_documents(self, run: Run, options: list[str]) -> None:
        """C4: refused before anything is measured."""
        ran = run("bench", *options)

        assert 2 == ran.code
        assert "stdout takes one document" in ran.err

    def test_home(self, run: Run, home: Path, exam: str) -> None:
        """E2: `--output=~/x` means home, although no shell replaces `~` there."""
        run("export", exam, "--output=~/exam.json")
        listed = run("--db=~/exams.db", "list", "--json")

        assert (home / "exam.json").stat().st_size
        assert [exam] == [session["id"] for session in listed.document["sessions"]]
        assert not (home / "~").exists()
        assert "10 questions" in run("review", "~/exam.json").err
