"""Which scripts the paths on the command line mean."""

import os
import subprocess
from pathlib import Path

import pytest

from signal_dsl.cli.files import find_scripts
from signal_dsl.errors import SourceError
from tests.cli.running import CLEAN, SHORT, command, environment, one_line, signal_dsl


def write(folder: Path, *names: str, text: str = CLEAN) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def found(*paths: str) -> list[str]:
    return [str(path) for path in find_scripts(paths)]


def test_a_folder_gives_its_scripts_in_the_order_of_their_names(here: Path) -> None:
    write(here, "b.signal", "a/z.signal", "a/b/c.signal", "c.signal", "a.txt", "README.md", "signal", "Z.signal")
    assert found(".") == ["Z.signal", "a/b/c.signal", "a/z.signal", "b.signal", "c.signal"]
    assert found("a") == found("a/") == ["a/b/c.signal", "a/z.signal"]
    assert found("./a") == ["./a/b/c.signal", "./a/z.signal"]
    assert found(str(here / "a" / "b")) == [str(here / "a" / "b" / "c.signal")]


def test_a_named_file_is_taken_whatever_it_is_called(here: Path) -> None:
    write(here, "notes.txt", ".gitignore", text="*\n")
    assert found("notes.txt", "-", "not-there") == ["notes.txt", "-", "not-there"]


def test_each_script_once(here: Path) -> None:
    write(here, "a.signal", "b.signal")
    assert found("b.signal", ".", "./a.signal", "-", str(here / "b.signal"), "-") == ["b.signal", "a.signal", "-"]


def test_hidden_folders_are_searched_and_those_of_tools_are_not(here: Path) -> None:
    write(here, ".drafts/a.signal", ".git/a.signal", ".venv/lib/a.signal", "node_modules/a.signal", ".b.signal")
    assert found(".") == [".b.signal", ".drafts/a.signal"]
    assert found("node_modules") == ["node_modules/a.signal"]


def test_a_folder_called_like_a_script_is_a_folder(here: Path) -> None:
    write(here, "old.signal/a.signal")
    assert found(".") == found("old.signal") == ["old.signal/a.signal"]


def test_links_to_folders_are_not_followed(here: Path) -> None:
    write(here, "a/b.signal")
    (here / "a" / "loop").symlink_to(here)
    (here / "a" / "loop.signal").symlink_to(here)
    (here / "a" / "self").symlink_to("self")
    (here / "linked.signal").symlink_to(here / "a" / "b.signal")
    assert found(".") == ["a/b.signal", "linked.signal"]
    assert found("a/loop/a") == ["a/loop/a/b.signal"]


def test_what_git_ignores_is_left_out(here: Path) -> None:
    (here / ".git").mkdir()
    (here.parent / ".gitignore").write_text("*\n", encoding="utf-8")  # beyond the repository
    (here / ".gitignore").write_text("drafts/\n*.old.signal\n/only_here.signal\n", encoding="utf-8")
    write(here, "a.signal", "a.old.signal", "only_here.signal", "drafts/a.signal")
    write(here, "sub/only_here.signal", "sub/b.old.signal", "sub/keep.old.signal", "sub/deep/drafts/a.signal")
    (here / "sub" / ".gitignore").write_text("!keep.old.signal\n", encoding="utf-8")
    assert found(".") == ["a.signal", "sub/keep.old.signal", "sub/only_here.signal"]
    assert found("sub") == ["sub/keep.old.signal", "sub/only_here.signal"]
    assert found("sub/b.old.signal") == ["sub/b.old.signal"]
    assert found("drafts") == ["drafts/a.signal"]


def test_outside_of_a_repository_the_gitignore_of_a_searched_folder_counts(here: Path) -> None:
    (here / ".gitignore").write_text("b.signal\n", encoding="utf-8")
    write(here, "a.signal", "b.signal", "sub/b.signal")
    assert found(".") == ["a.signal"]
    assert found("sub") == ["sub/b.signal"]


def test_a_pipe_in_a_folder_is_told_and_not_waited_for(here: Path) -> None:
    write(here, "a.signal")
    os.mkfifo(here / "pipe.signal")
    first, second = find_scripts(["."])
    assert first == "a.signal"
    assert isinstance(second, SourceError)
    assert str(second) == "pipe.signal cannot be read: it is not a file. Take it away, or let git ignore it."


def test_a_deep_tree(here: Path) -> None:
    deep = here
    for _ in range(300):
        deep = deep / "d"
    write(deep, "a.signal")
    assert found(".") == ["d/" * 300 + "a.signal"]


def test_the_run_goes_on_past_what_cannot_be_read_and_says_so_at_the_end(here: Path) -> None:
    write(here, "a.signal", text=SHORT)
    write(here, "z.signal")
    (here / "binary.signal").write_bytes(b"\x00\x01\x02")
    (here / "dangling.signal").symlink_to(here / "gone")
    (here / "endless.signal").symlink_to("endless.signal")
    (here / "latin.signal").write_bytes("# Größe\n".encode("latin-1"))
    os.mkfifo(here / "pipe.signal")
    done = signal_dsl("lint", "-q", ".", "missing.signal")
    assert done.returncode == 2
    assert done.stdout.startswith("a.signal:6:9: error SIG401")
    assert done.stderr.splitlines() == [
        "signal-dsl: error: binary.signal is a binary file, not a script. Name a .signal file.",
        "signal-dsl: error: dangling.signal cannot be read: no such file or directory. Check the path.",
        "signal-dsl: error: endless.signal cannot be read: too many levels of symbolic links. Check the path.",
        "signal-dsl: error: latin.signal is not UTF-8 text (byte 5 is 0xf6). Save it as UTF-8.",
        "signal-dsl: error: pipe.signal cannot be read: it is not a file. Take it away, or let git ignore it.",
        "signal-dsl: error: missing.signal cannot be read: no such file or directory. Check the path.",
    ]
    assert signal_dsl("lint").stdout.endswith("Found 1 error in 1 of 2 files.\n`--unsafe-fixes` mends it.\n")


def test_nothing_to_lint(here: Path) -> None:
    (here / "drafts").mkdir()
    for paths, where in (((), "this folder"), ((".",), "this folder"), (("drafts", "."), "drafts or .")):
        done = signal_dsl("lint", *paths)
        assert (done.returncode, done.stdout) == (0, "")
        told = f"warning: There is no .signal file in {where}. Name a script, or a folder that holds some."
        assert one_line(done.stderr) == told


@pytest.mark.parametrize(
    "name", [b"new\nline.signal", b"caf\xe9.signal", b"\x1b[31mred.signal", "naïve 🚀.signal".encode()]
)
def test_odd_names(here: Path, name: bytes) -> None:
    Path(os.fsdecode(name)).write_text(SHORT, encoding="utf-8")
    shown = {
        b"new\nline.signal": "new\\nline.signal",
        b"caf\xe9.signal": "caf\\xe9.signal",
        b"\x1b[31mred.signal": "\\x1b[31mred.signal",
    }.get(name, name.decode("utf-8", "replace"))
    for done in (signal_dsl("lint"), signal_dsl("lint", "--", name)):
        assert done.stdout.splitlines()[0] == f"{shown}:6:9: error SIG401 ta-out-of-range"
    assert signal_dsl("lookback", "-q", name).stdout == f"{shown}: 200 bars of 1d, 200 days\n"


def test_a_pipe_that_is_named_is_read(here: Path) -> None:
    read, write_end = os.pipe()
    os.write(write_end, SHORT.encode())
    os.close(write_end)
    with os.fdopen(read, "rb"):
        path = f"/dev/fd/{read}"
        words = command("lint", "-q", path)
        done = subprocess.run(words, pass_fds=[read], env=environment(), capture_output=True, check=False)
    assert done.stdout.startswith(f"{path}:6:9: error SIG401".encode())
