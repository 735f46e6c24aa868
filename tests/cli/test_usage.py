"""Calls that are off, help, and what happens when something breaks."""

import os
import shlex
import signal
import socket
import subprocess
import tomllib
from pathlib import Path

import pytest

from signal_dsl import __version__
from signal_dsl.cli.command import Command, Option, parse
from signal_dsl.cli.main import COMMANDS, main
from signal_dsl.errors import UsageError
from tests.cli.running import CLEAN, REPOSITORY, command, environment, one_line

SEE = "See `signal-dsl lint --help`."


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("", "No command is given. `signal-dsl --help` lists them."),
        ("lnt", "There is no command `lnt`. Did you mean `lint`?"),
        ("xyz", "There is no command `xyz`. `signal-dsl --help` lists them."),
        ("--xyzzy", "There is no option `--xyzzy`. See `signal-dsl --help`."),
        ("lint --xyzzy", f"There is no option `--xyzzy`. {SEE}"),
        ("lint --statistic", "There is no option `--statistic`. Did you mean `--statistics`?"),
        ("lint --qqqqqq", f"There is no option `--qqqqqq`. {SEE}"),
        ("lint --select", f"`--select` needs a value, RULES. {SEE}"),
        ("lint --select --ignore SIG1", f"`--select` needs a value, RULES. {SEE}"),
        ("lint --exit-zero=1", f"`--exit-zero` takes no value. {SEE}"),
        ("lint --fail-on eror", "`--fail-on` is one of error, warning, info, not `eror`. Did you mean `error`?"),
        (
            "lint --output-format xml",
            f"`--output-format` is one of text, json, sarif, github, gitlab, junit, not `xml`. {SEE}",
        ),
        ("status", "`signal-dsl status` needs an ID. See `signal-dsl status --help`."),
        ("rule SIG9", "There is no rule `SIG9`. `signal-dsl rule` lists them."),
        ("server --tcp nowhere", "`--tcp` needs an address, not `nowhere`. Write it as 127.0.0.1:2087."),
        ("lint --select SIG999", "There is no rule `SIG999`. `signal-dsl rule` lists them."),
        ("lint --ignore unused-nam", "There is no rule `unused-nam`. `signal-dsl rule` lists them."),
        ("lookback", "`signal-dsl lookback` needs a PATH. See `signal-dsl lookback --help`."),
        ("rule SIG401 SIG402", "`SIG402` is one argument too many. See `signal-dsl rule --help`."),
        ("indicators bands", "There is no indicator or variable `bands`. Did you mean `bbands`"),
        ("indicators --category zz", "There is no category with `zz` in its name. There are Signals, "),
        ("indicators rsi --category x", "`--category` goes with the list, not with a name."),
        ("rule SIG999", "There is no rule `SIG999`. `signal-dsl rule` lists them."),
    ],
)
def test_bad_usage_is_one_line_with_the_remedy(
    call: str, told: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(call.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert one_line(err).startswith(f"error: {told}")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == main(["-V"]) == main(["version"]) == 0
    assert capsys.readouterr().out == f"signal-dsl {__version__}\n" * 3


@pytest.mark.parametrize("call", ["help", "--help", "-h"])
def test_help_may_be_asked_for_before_the_command(call: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([call, "lint"]) == main(["lint", "--help"]) == 0
    told = capsys.readouterr().out
    assert told[: len(told) // 2] == told[len(told) // 2 :]
    assert main([call]) == main(["--help"]) == 0


def test_an_address_that_cannot_be_listened_on(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        assert main(["server", "--tcp", address]) == 2
    told = one_line(capsys.readouterr().err)
    assert told.startswith(f"error: The server cannot listen on {address}: address already in use.")


def test_the_help_names_each_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    for name in COMMANDS:
        assert f"\n  {name} " in told


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_names_its_options_and_has_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    module = __import__(f"signal_dsl.cli.commands.{name}", fromlist=["COMMAND"])
    assert main([name, "--help"]) == main([name, "-h", "and", "whatever"]) == 0
    told = capsys.readouterr().out
    for option in module.COMMAND.all_options:
        assert f" {option.name}" in told
        assert option.summary.split()[0] in told
    assert "[]" not in told
    assert "examples:" in told
    assert f"  signal-dsl {name}" in told
    assert max(map(len, told.splitlines())) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_is_a_call_that_can_be_read(name: str) -> None:
    module = __import__(f"signal_dsl.cli.commands.{name}", fromlist=["COMMAND"])
    for call, what in module.COMMAND.examples:
        words = shlex.split(call.partition("signal-dsl ")[2])
        assert words.pop(0) == name
        parse(module.COMMAND, words)
        assert what


def test_quiet_and_verbose_may_stand_before_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.signal").write_text(CLEAN, encoding="utf-8")
    assert main(["-q", "lint", str(tmp_path)]) == 0
    assert main(["-v", "-q", "lint", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


FLAG = Option("--flag", "a flag", short="-f")
VALUE = Option("--value", "a value", "V", short="-o")
LIST = Option("--list", "a list", "L", listed=True)
TRIAL = Command("trial", "Tries.", "PATH ...", 0, None, (FLAG, VALUE, LIST), ())


def test_options_and_paths_in_whatever_order() -> None:
    given = parse(
        TRIAL, ["a", "--value", "1", "b", "-f", "-", "--value=2", "--list", "x, y", "--list=z", "--", "-f", "--"]
    )
    assert given.paths == ["a", "b", "-", "-f", "--"]
    assert given.value(VALUE) == "2"
    assert given.values(VALUE) == ("1", "2")
    assert given.values(LIST) == ("x", "y", "z")
    assert given.has(FLAG)
    assert not parse(TRIAL, []).has(FLAG)
    assert parse(TRIAL, []).value(VALUE) is None


def test_short_options_may_be_put_together() -> None:
    given = parse(TRIAL, ["-qfo", "x", "-v"])
    assert given.value(VALUE) == "x"
    assert given.has(FLAG)


@pytest.mark.parametrize("words", [["-x"], ["-fx"], ["--flag=1"], ["-o"], ["--fla"], ["--value", "-f"], ["-=x"]])
def test_options_that_cannot_be_read(words: list[str]) -> None:
    with pytest.raises(UsageError):
        parse(TRIAL, words)


BREAKING = """\
import sys
from signal_dsl.cli.main import main
import signal_dsl.cli.linting.linter as lint
check = lint.check
def broken(facts):
    if "bad" in facts.source.name:
        raise {error}
    return check(facts)
lint.check = broken
sys.exit(main(sys.argv[1:]))
"""


def breaking(error: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command with a linter that raises `error` at scripts whose name holds `bad`."""
    words = [*command()[:1], "-c", BREAKING.format(error=error), *arguments]
    return subprocess.run(words, cwd=cwd, env=environment(), capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    for name in ("a", "bad", "c"):
        (tmp_path / f"{name}.signal").write_text(CLEAN + "noise = atr(14)\n", encoding="utf-8")
    return tmp_path


def test_an_internal_fault_in_one_script_does_not_hide_the_others(three: Path) -> None:
    done = breaking("ZeroDivisionError('by\\nzero')", "lint", "-q", cwd=three)
    assert done.returncode == 2
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["a.signal", "c.signal"]
    told = "internal fault, ZeroDivisionError: by\\nzero. Please report it; `-v` shows where it happened."
    assert one_line(done.stderr) == f"error: bad.signal: {told}"


def test_a_traceback_is_shown_with_verbose_only(three: Path) -> None:
    done = breaking("ZeroDivisionError('by zero')", "lint", "-v", cwd=three)
    assert done.returncode == 2
    assert "\nTraceback (most recent call last):\n" in done.stderr
    assert done.stderr.endswith("ZeroDivisionError: by zero\n")


@pytest.mark.parametrize(("error", "status"), [("KeyboardInterrupt", 130), ("RecursionError('deep')", 2)])
def test_what_stops_a_run(three: Path, error: str, status: int) -> None:
    done = breaking(error, "lint", cwd=three)
    assert done.returncode == status
    assert "Traceback" not in done.stderr


def test_control_c(tmp_path: Path) -> None:
    process = subprocess.Popen(
        command("lint", "-"), stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    )
    assert process.stdin is not None
    # It reads in blocks; when this much is gone into the pipe, it is waiting for the rest.
    process.stdin.write(b"# " + b"x" * 500_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_the_installed_command_is_this_one() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"]["signal-dsl"] == f"{main.__module__}:{main.__name__}"


def test_only_the_chosen_command_is_imported(tmp_path: Path) -> None:
    code = "import sys; from signal_dsl.cli.main import main; main(['lint', sys.argv[1]]); print(*sys.modules)"
    (tmp_path / "a.signal").write_text(CLEAN.partition("# ///\n")[2], encoding="utf-8")  # without settings
    words = [*command()[:1], "-c", code, os.fspath(tmp_path / "a.signal")]
    done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert "signal_dsl.cli.commands.lint" in modules
    needless = {
        "typing",
        "dataclasses",
        "pathlib",
        "inspect",
        "tomllib",
        "logging",
        "shutil",
        "unicodedata",
    }
    others = {f"signal_dsl.cli.commands.{name}" for name in COMMANDS if name != "lint"}
    assert not modules & (needless | others | {"signal_dsl.cli.output.excerpt", "signal_dsl.cli.help", "lark"})
