"""The recipes of docs/ci.md and the action: valid by the servers' own schemas, and their commands run here for real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from signal_dsl._version import __version__
from tests.cli.output.test_github import commands
from tests.cli.output.test_gitlab import entries_of
from tests.cli.output.test_junit import suites_of
from tests.cli.output.test_sarif import run_of
from tests.cli.running import BROKEN, CLEAN, UNUSED, command, environment
from tests.test_readme import REPOSITORY, blocks

# The action is installed once, in one worker.
pytestmark = pytest.mark.xdist_group("ci-recipes")

PAGE = REPOSITORY / "docs" / "ci.md"
ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
OURS = f"OWNER/signal-dsl@v{__version__}"
EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")
# One way of many to install; here the command is there already.
INSTALL = "pip install signal-dsl"
SERVERS = {
    ".github/workflows/signal-dsl.yml": "vendor.github-workflows",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
}


@dataclass
class Step:
    """What a step of a job did."""

    status: int
    printed: str
    outputs: dict[str, str] = field(default_factory=dict)


def recipes(name: str, kind: str = "yaml") -> list[str]:
    """The recipes for a file, which the first line names."""
    return [text for _, text in blocks(PAGE, kind) if text.split("\n")[0].split()[-1] == name]


def shell(script: str, cwd: Path, **variables: str | None) -> Step:
    """Run `script` as GitHub and GitLab do, with `signal-dsl` on the path, and read what it hands on."""
    programs = cwd / ".programs"
    programs.mkdir(exist_ok=True)
    program = programs / "signal-dsl"
    program.write_text(f'#!/bin/sh\nexec {" ".join(map(str, command()))} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (cwd / ".gitignore").write_text(".programs\n", encoding="utf-8")
    handed = cwd / ".programs" / "output"
    handed.write_text("", encoding="utf-8")
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env=environment(PATH=path, GITHUB_OUTPUT=str(handed), GITHUB_WORKSPACE=str(cwd), **variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    outputs = dict(line.split("=", 1) for line in handed.read_text(encoding="utf-8").splitlines())
    return Step(done.returncode, done.stdout, outputs)


def filled(text: str, values: dict[str, str]) -> str:
    return EXPRESSION.sub(lambda match: values[match[1]], text)


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runner's temporary folder, in which the action has installed itself."""
    folder = tmp_path_factory.mktemp("runner")
    step = act("Install signal-dsl", {}, folder, folder)
    assert (step.status, step.printed) == (0, "")
    return folder


def act(name: str, inputs: dict[str, str], cwd: Path, temporary: Path) -> Step:
    """Run a step of the action."""
    assert inputs.keys() <= ACTION["inputs"].keys()
    values = {f"inputs.{key}": inputs.get(key, given["default"]) for key, given in ACTION["inputs"].items()}
    values |= {"steps.python.outputs.python-path": sys.executable, "github.action_path": str(REPOSITORY)}
    (step,) = [step for step in ACTION["runs"]["steps"] if step["name"] == name]
    assert step["shell"] == "bash"
    assert "${{" not in step["run"]  # what comes from outside is no part of a script
    variables: dict[str, str | None] = {key: filled(value, values) for key, value in step["env"].items()}
    # The installed command, not the checkout.
    variables |= {"PYTHONPATH": None, "PYTHONWARNINGS": None, "RUNNER_TEMP": str(temporary)}
    return shell(step["run"], cwd, **variables)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a script without a finding, one with a warning and one with an error."""
    (tmp_path / "strategies").mkdir()
    for name, text in (("clean", CLEAN), ("unused", UNUSED), ("broken", BROKEN)):
        (tmp_path / "strategies" / f"{name}.signal").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", SERVERS)
def test_recipes_are_valid_for_their_server(name: str, tmp_path: Path) -> None:
    texts = recipes(name)
    assert texts
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yml").write_text(text, encoding="utf-8")
    check_schema(SERVERS[name], *tmp_path.glob("*.yml"))


def test_the_action_is_valid() -> None:
    check_schema("vendor.github-actions", REPOSITORY / "action.yml")


def check_schema(schema: str, *paths: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_github_workflows(project: Path, temporary: Path) -> None:
    steps = []
    for text in recipes(".github/workflows/signal-dsl.yml"):
        (job,) = yaml.safe_load(text)["jobs"].values()
        steps += [run_step(step, project, temporary) for step in job["steps"]]
    annotated, scanned, plain, formatted = filter(None, steps)
    assert [line[0] for line in commands(annotated.printed)] == ["error", "warning"]
    assert (annotated.status, annotated.outputs) == (1, {"status": "1"})
    assert (scanned.status, scanned.printed) == (1, "")
    assert len(run_of((project / "signal-dsl.sarif").read_text(encoding="utf-8"))["results"]) == 2
    assert plain.printed == annotated.printed
    assert formatted.status == 2  # a syntax error


def run_step(step: dict[str, Any], project: Path, temporary: Path) -> Step | None:
    """Run a step of a workflow; None for what belongs to others."""
    if "run" in step:
        return None if step["run"] == INSTALL else shell(step["run"], project)
    if step["uses"] == OURS:
        return act("Lint", step.get("with", {}), project, temporary)
    assert step["uses"].split("/")[0] in ("actions", "github")
    if step["uses"].startswith("github/codeql-action/upload-sarif@"):
        assert (project / step["with"]["sarif_file"]).exists()
    return None


def test_inputs_of_the_action(project: Path, temporary: Path) -> None:
    odd = project / "two words"
    odd.mkdir()
    (odd / "$(touch x) ;é.signal").write_text(UNUSED, encoding="utf-8")
    clean = act("Lint", {"paths": "strategies/clean.signal"}, project, temporary)
    assert (clean.status, clean.printed, clean.outputs) == (0, "", {"status": "0"})
    inputs = {"paths": "two words\n\nstrategies/clean.signal\n", "args": "--timeframe 4h\n --fail-on  error"}
    lenient = act("Lint", inputs, project, temporary)
    assert lenient.status == 0
    assert [line[1]["file"] for line in commands(lenient.printed)] == ["two words/$(touch x) ;é.signal"]
    assert not (project / "x").exists()
    missing = act("Lint", {"paths": "nowhere", "output-format": "text"}, project, temporary)
    assert (missing.status, missing.outputs) == (2, {"status": "2"})


def test_gitlab(project: Path) -> None:
    (text,) = recipes(".gitlab-ci.yml")
    (job,) = yaml.safe_load(text).values()
    assert job["script"].pop(0) == INSTALL
    assert shell("\n".join(job["script"]), project).status == 1
    reports = {kind: (project / name).read_text(encoding="utf-8") for kind, name in job["artifacts"]["reports"].items()}
    assert len(entries_of(reports["codequality"])) == suites_of(reports["junit"]).failures == 2


def test_jenkins(project: Path) -> None:
    (text,) = recipes("Jenkinsfile", "groovy")
    (script,) = re.findall(r"sh '(.*)'", text)
    (report,) = re.findall(r"junit '(.*)'", text)
    assert shell(script, project).status == 1
    assert suites_of((project / report).read_text(encoding="utf-8")).failures == 2


def test_a_shell(project: Path) -> None:
    plain, write, use = [text for _, text in blocks(PAGE, "sh")]
    assert shell(plain, project).status == 2
    (project / "strategies" / "broken.signal").unlink()
    assert shell(plain, project).status == 1
    assert shell(write, project).status == 0
    assert shell(use, project).printed == "No findings in 2 files.\n"
    assert shell(plain, project).status == 1


def test_the_page_tells_of_every_format_and_this_version() -> None:
    text = PAGE.read_text(encoding="utf-8")
    from signal_dsl.cli.commands.lint import FORMATS

    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == ["text", "json", *sorted(FORMATS[2:], key=text.index)]
    assert set(re.findall(r"v\d+\.\d+\.\d+", text)) == {f"v{__version__}"}
