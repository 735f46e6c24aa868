"""The search for the key finds it wherever it is written, but for the file of credentials."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import secrets

REPOSITORY = Path(__file__).resolve().parents[1]
# What a test could do wrong, and what the run then says.
FAULTS = {
    "printed": ("print(secrets.KEY)", "the API key stands in Captured stdout call"),
    "logged": ("logging.getLogger('x').warning(secrets.KEY)", "the API key stands in Captured log call"),
    "written": ("(tmp_path / 'report.html').write_text(secrets.KEY)", "the API key was written"),
    "shown by a command": ("terminal.error(secrets.KEY); capsys.readouterr()", "the API key was shown"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_the_key_is_found(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "log").write_bytes(b"." * ((1 << 20) - 7) + f"Bearer {secrets.KEY}".encode(encoding))
    assert list(secrets.places([tmp_path])) == [str(tmp_path / "a" / "log")]
    (tmp_path / "a" / "log").unlink()


def test_credentials_are_let_pass_only_where_nobody_else_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "credentials.json"
    file.write_text(secrets.KEY)
    file.chmod(0o600)
    assert list(secrets.places([tmp_path])) == []
    file.chmod(0o640)
    assert list(secrets.places([tmp_path])) == [str(file)]
    file.unlink()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_run_that_gives_the_key_away_fails(fault: str, tmp_path: Path) -> None:
    code, told = FAULTS[fault]
    test = (
        "import logging\nfrom signal_dsl.cli import terminal\nfrom tests import secrets\n"
        f"def test_it(tmp_path, capsys, caplog):\n    {code}\n"
    )
    if fault == "printed":
        test = test.replace("capsys, ", "")
    (tmp_path / "test_it.py").write_text(test)
    (tmp_path / "conftest.py").write_bytes((REPOSITORY / "tests" / "conftest.py").read_bytes())
    call = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(REPOSITORY / "pyproject.toml")]
    options = [f"--rootdir={tmp_path}", f"--basetemp={tmp_path / 'base'}", str(tmp_path / "test_it.py")]
    done = subprocess.run([*call, *options], cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert told in done.stdout
    for file in (tmp_path / "base").rglob("report.html"):
        file.unlink()
