"""`signal-dsl format`: what it writes, what it leaves alone, and what it says."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from signal_dsl.cli.main import main
from signal_dsl.cli.rewriting import File
from signal_dsl.errors import SignalDslError
from tests.cli.running import BROKEN, CLEAN, command, environment, one_line, signal_dsl

MESSY = "x  =rsi( close,14 )\n"
TIDY = "x = rsi(close, 14)\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_scripts_are_rewritten_in_place(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    messy, tidy = write(here / "a.signal", MESSY), write(here / "b" / "tidy.signal", TIDY)
    before = tidy.stat().st_mtime_ns
    write(here / "notes.txt", MESSY)
    write(here / "out" / "c.signal", MESSY)
    write(here / ".gitignore", "out/\n")
    assert main(["format"]) == 0
    assert capsys.readouterr() == ("a.signal: formatted\n1 script formatted, 1 script in style already.\n", "")
    assert read(messy) == read(tidy) == TIDY
    assert tidy.stat().st_mtime_ns == before
    assert read(here / "notes.txt") == read(here / "out" / "c.signal") == MESSY
    assert sorted(os.listdir(here)) == [".gitignore", "a.signal", "b", "notes.txt", "out"]
    assert main(["format", "notes.txt", "-v", "a.signal"]) == 0
    told = "notes.txt: formatted\na.signal: in style already\n1 script formatted, 1 script in style already.\n"
    assert capsys.readouterr() == (told, "")
    assert main(["format", "-q", "out/c.signal"]) == 0
    assert capsys.readouterr() == ("", "")


def test_check_tells_and_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "a.signal", MESSY)
    write(here / "b.signal", TIDY)
    assert main(["format", "--check"]) == 1
    told = "a.signal: would be formatted\n1 script would be formatted, 1 script in style already.\n"
    assert capsys.readouterr() == (told, "")
    assert main(["format", "--check", "b.signal", "-q"]) == 0
    assert main(["format", "--check", "a.signal", "-q"]) == 1
    assert capsys.readouterr() == ("", "")
    assert read(here / "a.signal") == MESSY


def test_diff_is_a_patch_and_writes_nothing(here: Path) -> None:
    texts = {"a.signal": f"{CLEAN}{MESSY}\r\n", "b.signal": f"{CLEAN}y=1\nz=2", "c.signal": TIDY, "größe.signal": MESSY}
    for name, text in texts.items():
        write(here / name, text)
    done = signal_dsl("format", "--diff", cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert "c.signal" not in done.stdout
    assert "-x  =rsi( close,14 )\n+x = rsi(close, 14)\n" in done.stdout
    assert "-z=2\n\\ No newline at end of file\n+y = 1\n+z = 2\n" in done.stdout
    assert {name: read(here / name) for name in texts} == texts
    assert signal_dsl("format", "--diff", "--check", cwd=here).returncode == 1
    # Git, as the referee, makes of it what formatting makes.
    patch = done.stdout.encode("utf-8")
    subprocess.run(["git", "apply", "-p0", "--whitespace=nowarn", "-"], cwd=here, input=patch, check=True)
    patched = {name: read(here / name) for name in texts}
    for name, text in texts.items():
        write(here / name, text)
    assert main(["format", "-q"]) == 0
    assert {name: read(here / name) for name in texts} == patched


def test_standard_input_goes_to_standard_output(here: Path) -> None:
    given = "\ufeffx  ='größe'\r\ny=2".encode()
    done = signal_dsl("format", "-", given=given, PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stdout, done.stderr) == (0, '\ufeffx = "größe"\r\ny = 2\r\n', "")
    done = signal_dsl("format", "-", "--check", given=given)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    done = signal_dsl("format", "-", "--diff", "--stdin-filename", "trend.signal", given=b"x=1\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "--- trend.signal\n+++ trend.signal\n@@ -1 +1 @@\n-x=1\n+x = 1\n"
    done = signal_dsl("format", "-", "--stdin-filename", "trend.signal", given=b"x = (1 +\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr).startswith("error: trend.signal:1:5: ")


def test_a_script_with_a_syntax_error_stays_and_the_run_goes_on(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = "y  =2\r\nx = (1 +\r\n"
    write(here / "a.signal", broken)
    write(here / "b.signal", "while x:\n")
    (here / "c.signal").write_bytes(b"x = \xff")
    write(here / "d.signal", MESSY)
    assert main(["format", "nowhere.signal", "."]) == 2
    out, err = capsys.readouterr()
    assert out == "d.signal: formatted\n1 script formatted, 4 scripts not formatted.\n"
    lines = err.splitlines(keepends=True)
    assert len(lines) == 4
    assert one_line(lines[0]) == "error: nowhere.signal cannot be read: no such file or directory. Check the path."
    assert one_line(lines[1]).startswith("error: a.signal:2:5: `(` is not closed")
    assert one_line(lines[2]).startswith("error: b.signal:1:1: ")
    assert one_line(lines[3]).startswith("error: c.signal is not UTF-8 text")
    assert read(here / "a.signal") == broken
    assert read(here / "d.signal") == TIDY
    assert main(["format", "--check"]) == main(["format", "--diff"]) == 2


def test_nothing_to_format_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert one_line(err).startswith("warning: There is no .signal file in this folder.")


def test_mode_line_ends_and_mark_stay(here: Path) -> None:
    path = write(here / "a.signal", "\ufeffx=1\r\ny=2\r\n")
    path.chmod(0o751)
    assert main(["format", "-q", "a.signal"]) == 0
    assert read(path) == "\ufeffx = 1\r\ny = 2\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o751


def test_a_link_stays_a_link(here: Path) -> None:
    target = write(here / "real" / "a.signal", MESSY)
    (here / "b.signal").symlink_to("real/a.signal")
    (here / "c.signal").symlink_to("b.signal")
    assert main(["format", "-q", "c.signal"]) == 0
    assert read(target) == TIDY
    assert not target.is_symlink()
    assert os.readlink(here / "b.signal") == "real/a.signal"
    assert os.readlink(here / "c.signal") == "b.signal"
    assert os.listdir(here / "real") == ["a.signal"]


def test_links_to_nothing_and_in_circles_are_one_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.signal").symlink_to("nowhere")
    (here / "b.signal").symlink_to("b.signal")
    for name, told in (("a.signal", "no such file"), ("b.signal", "too many levels of symbolic links")):
        assert main(["format", "-q", name]) == 2
        assert one_line(capsys.readouterr().err).startswith(f"error: {name} cannot be read: {told}")


def test_what_is_no_file_is_not_replaced(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(here / "a.signal")
    assert main(["format", "-q", "a.signal"]) == 2
    assert one_line(capsys.readouterr().err).startswith("error: a.signal cannot be rewritten: it is not a file.")
    assert stat.S_ISFIFO((here / "a.signal").stat().st_mode)


def test_a_read_only_script_stays(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(here / "a.signal", MESSY)
    path.chmod(0o444)
    assert main(["format", "-q", "a.signal"]) == 2
    told = "error: a.signal cannot be written: it is read-only. It stays as it is."
    assert one_line(capsys.readouterr().err) == told
    assert read(path) == MESSY
    assert main(["format", "-q", "--check", "a.signal"]) == 1


def test_a_folder_that_takes_no_new_files(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(here / "a.signal", MESSY)
    opened = os.open

    def refuse(name: str, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied", name)
        return opened(name, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)
    assert main(["format", "-q", "a.signal"]) == 2
    told = "error: a.signal cannot be written: permission denied. It stays as it is."
    assert one_line(capsys.readouterr().err) == told
    assert read(path) == MESSY


def test_a_full_disk_loses_nothing(here: Path) -> None:
    """The system lets the process write no file of more than a thousand bytes, which fails as a full disk does."""
    long, short = write(here / "a.signal", MESSY * 100), write(here / "b.signal", MESSY)
    limited = ["sh", "-c", 'ulimit -f 1 && exec "$@"', "sh", *command("format", "-q", "a.signal", "b.signal")]
    done = subprocess.run(limited, cwd=here, env=environment(), capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, b"")
    told = "error: a.signal cannot be written: file too large. It stays as it is."
    assert one_line(done.stderr.decode()) == told
    assert read(long) == MESSY * 100
    assert read(short) == TIDY
    assert sorted(os.listdir(here)) == ["a.signal", "b.signal"]


def test_a_script_that_changes_or_vanishes_meanwhile_is_not_overwritten(here: Path) -> None:
    path = write(here / "a.signal", MESSY)
    file = File("a.signal")
    write(path, "y = 1\n")
    with pytest.raises(SignalDslError, match=r"^a.signal was changed meanwhile, so it stays as it is. Try again.$"):
        file.rewrite(TIDY)
    assert read(path) == "y = 1\n"
    file = File("a.signal")
    path.unlink()
    with pytest.raises(SignalDslError, match=r"^a.signal cannot be written: no such file or directory."):
        file.rewrite(TIDY)
    assert os.listdir(here) == []


def test_names_that_are_no_text(here: Path) -> None:
    name = os.fsencode(here) + b"/\xff\n.signal"
    with open(name, "wb") as file:
        file.write(MESSY.encode())
    done = signal_dsl("format", cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "\\xff\\n.signal: formatted\n1 script formatted.\n"
    with open(name, "rb") as file:
        assert file.read() == TIDY.encode()


def test_the_valid_corpus_is_formatted_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(Path(__file__).parents[1] / "corpus" / "valid", here / "valid")
    assert main(["format", "-q"]) == 0
    assert main(["format", "--check"]) == 0
    assert capsys.readouterr().out.endswith(" scripts in style already.\n")


def test_faults_of_this_program_keep_the_script(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(here / "a.signal", MESSY)
    monkeypatch.setattr("signal_dsl.cli.commands.format.format_source", lambda text: text + 1)
    assert main(["format", "-q"]) == 2
    assert one_line(capsys.readouterr().err).startswith("error: a.signal: internal fault, TypeError: ")
    assert main(["format", "-v"]) == 2
    assert "Traceback" in capsys.readouterr().err
    assert read(path) == MESSY


def test_broken_means_the_same_as_in_lint(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "a.signal", BROKEN)
    assert main(["lint", "--output-format", "text"]) == 1
    place = capsys.readouterr().out.split(": ")[0]
    assert main(["format"]) == 2
    assert one_line(capsys.readouterr().err).startswith(f"error: {place}: ")
