"""What users install: built, put into an empty environment outside of the checkout, and used there."""

import os
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from signal_dsl._version import __version__

# The environment is built once, in one worker.
pytestmark = pytest.mark.xdist_group("packaging")

ROOT = Path(__file__).resolve().parent.parent
DATA = {
    "signal_dsl/py.typed",
    "signal_lsp/py.typed",
    "signal_dsl/catalog/builtin.json",
    "signal_dsl/heytraders/document/metrics.json",
    "signal_dsl/report/_page.css",
    "signal_dsl/report/_page.js",
    "signal_dsl/syntax/_tables.py",
    "signal_dsl/syntax/signal.lark",
}


def run(*command, cwd, status=0):
    # Nothing of the development environment may show through.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """The folder with the source distribution, and with the wheel that was built from that (not from the checkout)."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT), cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(dist):
    (wheel,) = dist.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def scripts(tmp_path_factory, wheel):
    """The folder of commands of an environment that has the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(scripts / "python"))
    run(*pip, "install", "--quiet", str(wheel), cwd=folder)
    return scripts


def test_the_wheel_holds_both_packages_and_all_data(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        grammar = archive.read("signal_dsl/syntax/signal.lark")
    assert names >= DATA
    assert grammar == (ROOT / "grammar" / "signal.lark").read_bytes()
    sources = {
        path.relative_to(folder).as_posix()
        for folder, package in ((ROOT / "dsl", "signal_dsl"), (ROOT / "lsp", "signal_lsp"))
        for path in (folder / package).rglob("*.py")
    }
    assert {name for name in names if name.endswith(".py")} == sources
    information = f"signal_dsl-{__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"signal_dsl", "signal_lsp", information}
    assert f"{information}/licenses/LICENSE" in names


def test_the_source_distribution_can_be_worked_on(dist):
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {
        *("LICENSE", "Makefile", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml", "requirements/dev.txt"),
        *("grammar/signal.lark", "grammar/generate.py", "tools/catalog/generate.py", "tests/test_packaging.py"),
        *("dsl/signal_dsl/catalog/builtin.json", "lsp/signal_lsp/__init__.py", "examples/faulty.signal"),
    }


def test_the_version_stands_in_one_place(wheel, scripts, tmp_path):
    assert run(scripts / "signal-dsl", "--version", cwd=tmp_path).strip() == f"signal-dsl {__version__}"
    assert wheel.name == f"signal_dsl-{__version__}-py3-none-any.whl"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "version" not in project


def test_a_clean_script_has_no_finding(scripts, tmp_path):
    (tmp_path / "clean.signal").write_text(
        'emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))\n'
    )
    run(scripts / "signal-dsl", "lint", "clean.signal", cwd=tmp_path)
    assert "14" in run(scripts / "signal-dsl", "lookback", "clean.signal", cwd=tmp_path)


def test_a_faulty_script_has_one(scripts, tmp_path):
    (tmp_path / "faulty.signal").write_text(
        'emit_signal(rsi(clsoe, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))\n'
    )
    assert "SIG101" in run(scripts / "signal-dsl", "lint", "faulty.signal", cwd=tmp_path, status=1)


def test_both_packages_can_be_imported_and_come_from_the_wheel(scripts, tmp_path):
    code = (
        "import signal_dsl, signal_lsp\n"
        "print(signal_dsl.analyze('ema(close, 200)').lookback, signal_dsl.__version__ == signal_lsp.__version__)\n"
        "print(signal_dsl.__file__, signal_lsp.__file__, sep='\\n')\n"
    )
    told, *files = run(scripts / "python", "-c", code, cwd=tmp_path).splitlines()
    assert told == "199 True"
    assert all(Path(file).is_relative_to(scripts.parent) for file in files)


def test_every_module_can_be_imported_without_the_development_environment(scripts, tmp_path):
    code = (
        "import importlib, pkgutil, signal_dsl, signal_lsp\n"
        "for package in (signal_dsl, signal_lsp):\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        if not module.name.endswith('__main__') and 'signal_dsl.sandbox.' not in module.name:\n"
        "            importlib.import_module(module.name)\n"
        "            print(module.name)\n"
    )
    names = run(scripts / "python", "-W", "error", "-c", code, cwd=tmp_path).split()
    assert {"signal_dsl.cli.main", "signal_dsl.settings.toml", "signal_dsl.syntax.parser"} <= set(names)


def test_the_sandbox_without_its_extra_says_what_to_install(scripts, tmp_path):
    call = (scripts / "signal-dsl", "sandbox")
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert 'Run `pip install "signal-dsl[sandbox]"`.' in done.stderr
