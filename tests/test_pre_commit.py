"""The hooks, as pre-commit runs them in another repository: cloned, installed, and given the files of a commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.running import CLEAN, SHORT
from tests.test_ci_recipes import recipes
from tests.test_readme import REPOSITORY

# The hooks' environment is built once, in one worker.
pytestmark = pytest.mark.xdist_group("pre-commit")

# What it takes to install the command from a clone.
SOURCES = (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "dsl", "lsp", "grammar")


def run(*words: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    # Nothing of the development environment may show through, nor of the commit whose hook these tests may run in.
    hidden = ("PYTHON", "VIRTUAL_ENV", "GIT_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    names = {f"GIT_{who}_{what}": "nobody@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return subprocess.run(
        words, cwd=cwd, env=inherited | names | variables, capture_output=True, text=True, check=False, timeout=300
    )


def commit(folder: Path) -> str:
    """Make a repository of a folder, and return the name of its commit."""
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--no-verify", "--message", "All")):
        done = run("git", *words, cwd=folder)
        assert done.returncode == 0, done.stderr
    return run("git", "rev-parse", "HEAD", cwd=folder).stdout.strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Path]:
    """A repository with the hooks, the commit to use, and a folder for pre-commit's environments."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in SOURCES:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder, commit(folder), tmp_path_factory.mktemp("environments")


@pytest.fixture
def project(tmp_path: Path, hooks: tuple[Path, str, Path]) -> Path:
    """A repository that uses the hooks as the recipe in docs/ci.md says."""
    (text,) = recipes(".pre-commit-config.yaml")
    config = yaml.safe_load(text)
    (entry,) = config["repos"]
    entry["repo"], entry["rev"] = str(hooks[0]), hooks[1]
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (tmp_path / "good.signal").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "other.txt").write_text("close[1]\n", encoding="utf-8")
    commit(tmp_path)
    return tmp_path


def pre_commit(project: Path, hooks: tuple[Path, str, Path]) -> dict[str, str]:
    """Run all hooks on all files: what each came to, and what was printed."""
    done = run(
        *(sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose", "--color", "never"),
        cwd=project,
        PRE_COMMIT_HOME=str(hooks[2]),
    )
    states = {}
    for line in done.stdout.splitlines():
        if "....." in line:
            name, state = line.replace(".....", "\t", 1).split("\t")
            states[name.rstrip(".")] = state.lstrip(".")
    assert (done.returncode == 0) == (set(states.values()) == {"Passed"}), done.stdout + done.stderr
    return states | {"": done.stdout}


def test_hooks_pass_and_fail(project: Path, hooks: tuple[Path, str, Path]) -> None:
    clean = pre_commit(project, hooks)
    assert (clean["signal-dsl lint"], clean["signal-dsl format"]) == ("Passed", "Passed"), clean[""]
    assert "No findings in 1 file." in clean[""]

    (project / "two words.signal").write_text(SHORT.replace(" = ema", "=ema"), encoding="utf-8")
    commit(project)
    faulty = pre_commit(project, hooks)
    assert (faulty["signal-dsl lint"], faulty["signal-dsl format"]) == ("Failed", "Failed"), faulty[""]
    assert "two words.signal:6:" in faulty[""]
    assert (project / "two words.signal").read_text(encoding="utf-8") == SHORT


def test_the_manifest_is_valid() -> None:
    manifest = str(REPOSITORY / ".pre-commit-hooks.yaml")
    done = run(sys.executable, "-m", "pre_commit", "validate-manifest", manifest, cwd=REPOSITORY)
    assert (done.returncode, done.stdout) == (0, "")
