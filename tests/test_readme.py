"""The pages show what the command really prints: every call in them is run, every example is read."""

import doctest
import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest

from signal_dsl import lint
from signal_dsl.cli.command import parse
from signal_dsl.cli.main import COMMANDS, main
from signal_dsl.settings import read_config, script_block

REPOSITORY = Path(__file__).resolve().parents[1]
README = REPOSITORY / "README.md"
PAGES = [README, *sorted((REPOSITORY / "docs").glob("*.md")), REPOSITORY / "benchmarks" / "README.md"]
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# All that people read here; what packages bring along is not ours.
TEXTS = sorted(
    path
    for folder in (".", "docs/**", "examples", "benchmarks", "tests/**", "vscode-extension", "vscode-extension/*/**")
    for path in REPOSITORY.glob(f"{folder}/*.md")
    if "node_modules" not in path.parts
)
LINK = re.compile(r"\]\(([^)#: ]*)(?:#([^) ]*))?\)")
# A call that is shown without what it prints: indented, or in a block for shells.
CALL = re.compile(r"^(?: {4})?(?:[A-Z_]+=\S+ )*(?:cat \S+ \| )?signal-dsl (\w+.*)$", re.MULTILINE)


def blocks(page: Path, kind: str) -> list[tuple[str, str]]:
    """The fenced blocks of a kind: the name behind it (empty where there is none), and the text."""
    return [(name, text) for found, name, text in BLOCK.findall(page.read_text(encoding="utf-8")) if found == kind]


def name_of(page: Path) -> str:
    return str(page.relative_to(REPOSITORY))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_calls_print(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "signal-dsl.toml").write_text("", encoding="utf-8")
    (tmp_path / "examples").symlink_to(REPOSITORY / "examples")
    monkeypatch.chdir(tmp_path)
    for name, text in blocks(page, "signal"):
        if name.endswith(".signal"):
            (tmp_path / name).write_text(text, encoding="utf-8")
    for _, text in blocks(page, "console"):
        call, _, expected = text.partition("\n")
        program, *words = shlex.split(call.removeprefix("$ "))
        assert program == "signal-dsl"
        main(words)
        assert capsys.readouterr().out == expected, call


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_settings_in_examples_are_good(page: Path, tmp_path: Path) -> None:
    for _, text in blocks(page, "toml"):
        (tmp_path / "signal-dsl.toml").write_text(text, encoding="utf-8")
        config = read_config(str(tmp_path / "signal-dsl.toml"))
        assert config is not None
        assert config.faults == ()
    for _, text in blocks(page, "python"):
        block = script_block(text)
        assert block is not None
        assert block.faults == ()


@pytest.mark.parametrize("page", TEXTS, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for target, section in LINK.findall(page.read_text(encoding="utf-8")):
        there = page.parent / target if target else page
        assert there.exists(), target
        if section:
            assert section in sections(there), f"{target}#{section}"


def sections(page: Path) -> list[str]:
    """The headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("page", [*PAGES, REPOSITORY / "examples" / "README.md"], ids=name_of)
def test_calls_that_are_shown_can_be_read(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    here = {name for name, _ in blocks(page, "signal")}
    for call in CALL.findall(text):
        name, *words = shlex.split(call, comments=True)
        arguments = parse(import_module(f"signal_dsl.cli.commands.{name}").COMMAND, words)
        for path in arguments.paths:
            if path.endswith(".signal"):
                assert path in here or list(REPOSITORY.glob(path)), f"no {path} in `{call}`"


def test_the_examples_have_the_faults_that_are_told() -> None:
    page = (REPOSITORY / "examples" / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^- .*\((SIG\d+)\)", page, re.MULTILINE)
    script = (REPOSITORY / "examples" / "faulty.signal").read_text(encoding="utf-8")
    mended = script.replace("(momentum > 50", "momentum > 50")
    found = {one.code for text in (script, mended) for one in lint(text)}
    assert sorted(told) == sorted(found)
    assert {one.code for one in lint(script)} == {*told} - {"SIG102"}


def test_the_python_examples() -> None:
    (example,) = blocks(README, "pycon")
    test = doctest.DocTestParser().get_doctest(example[1], {}, "README", str(README), 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def test_the_readme_names_every_command_and_no_other() -> None:
    rows = re.findall(r"^\| `signal-dsl (\w+)[ `]", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(COMMANDS)


def test_every_target_of_make_is_told() -> None:
    targets = re.findall(r"^([a-z0-9-]+):.*## ", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    told = re.findall(r"`make ([a-z0-9-]+)`", (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert set(targets) - {"help"} == set(told)


def test_console_examples_show_something() -> None:
    assert sum(len(blocks(page, "console")) for page in PAGES) >= 6
