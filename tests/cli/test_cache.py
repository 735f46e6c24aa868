"""The cache of findings: whatever is in it or happens to it, a run tells what it would tell without."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signal_dsl.catalog import builtin
from signal_dsl.catalog.keeping import kept_text
from signal_dsl.catalog.live import decode
from signal_dsl.catalog.live.merge import merge
from signal_dsl.catalog.synced import Provenance
from signal_dsl.cli.main import main
from signal_dsl.folders import catalog_file
from tests.amounts import slow_cases
from tests.cli.running import BROKEN, CLEAN, SHORT, UNUSED, command, environment, signal_dsl

TEXTS = {"clean": CLEAN, "short": SHORT, "unused": UNUSED, "broken": BROKEN, "wide": CLEAN + "# 🚀 é\nx = close[1]\n"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    (folder / "deep").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / f"{name}.signal").write_text(text, encoding="utf-8")
        (folder / "deep" / f"{name}.signal").write_text(text + "more = 1\n", encoding="utf-8")
    monkeypatch.setenv("SIGNAL_DSL_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    return folder


def told(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    status = main(["lint", *options])
    return status, *capsys.readouterr()


def verify(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What a run says, which must be what it says without the cache, and once more with it."""
    without = told(capsys, "--no-cache", *options)
    assert told(capsys, *options) == without
    assert told(capsys, *options) == without
    return without[1]


def kept(project: Path) -> list[Path]:
    return sorted(path for path in (project.parent / "cache").rglob("*") if path.is_file() and path.name != "lock")


@pytest.mark.parametrize("options", [(), ("-q",), ("--output-format", "json"), ("--output-format", "sarif"), ("deep",)])
def test_a_warm_run_tells_the_same(project: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]) -> None:
    verify(capsys, *options)
    assert len(kept(project)) == 1


def test_a_warm_run_does_not_lint(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys)
    code = "import sys; from signal_dsl.cli.main import main; main(['lint']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([*command()[:1], "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == first[1]
    assert not {"signal_dsl.analysis", "signal_dsl.rules", "signal_dsl.catalog", "signal_dsl.syntax"} & set(
        done.stderr.split()
    )


def test_whatever_findings_depend_on_is_seen_to_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = [verify(capsys)]

    def changed(*options: str) -> None:
        seen.append(verify(capsys, *options))
        assert seen[-1] not in seen[:-1]

    (project / "clean.signal").write_text(UNUSED, encoding="utf-8")
    changed()
    changed("--ignore", "SIG102")
    changed("--timeframe", "1w")
    config = project / "signal-dsl.toml"
    config.write_text('[lint]\nignore = ["SIG401"]\n', encoding="utf-8")
    changed()
    config.write_text('[lint]\nper-file-ignores = { "deep/*" = ["ALL"] }\n', encoding="utf-8")
    changed()
    config.write_text('[lint]\nseverity = { SIG404 = "info" }\nfail-on = "error"\n', encoding="utf-8")
    changed()
    config.write_text('[backtest]\ntimeframe = "1x"\n', encoding="utf-8")
    changed()
    config.unlink()
    (project.parent / "signal-dsl.toml").write_text('[lint]\nselect = ["SIG1"]\n', encoding="utf-8")
    changed()
    catalog = project / "live.json"
    catalog.write_text('{"data": ["ema"]}', encoding="utf-8")
    changed("--catalog", "live.json")
    catalog.write_text('{"data": ["ema", "close", "emit_signal", "entry", "Weight"]}', encoding="utf-8")
    changed("--catalog", "live.json")


def test_a_list_that_was_fetched_is_seen_to_come_and_go(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "clean.signal").write_text("foo(close) > 3\n", encoding="utf-8")
    before = verify(capsys, "clean.signal")
    assert "The built-in catalog has no function `foo`" in before
    answer = {"indicators": [{"name": "foo", "parameters": []}, {"name": "ema"}]}
    place = Path(catalog_file())
    place.parent.mkdir(parents=True)
    live = merge(builtin(), decode(answer, builtin()))
    kept = kept_text(answer, Provenance("https://example.com", "2026-11-28T12:00:00Z"), live)
    place.write_text(kept, encoding="ascii")
    assert "built-in catalog" not in verify(capsys, "clean.signal")
    place.unlink()
    assert verify(capsys, "clean.signal") == before


def test_a_file_that_moves_has_its_own_name_in_what_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verify(capsys)
    os.rename(project / "unused.signal", project / "renamed.signal")
    assert "renamed.signal:8:1" in verify(capsys)
    os.chdir(project / "deep")
    assert "\nwide.signal:" in verify(capsys)


def test_no_cache_writes_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "--no-cache")
    assert kept(project) == []


@settings(max_examples=slow_cases(), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_cache_that_was_tampered_with(project: Path, capsys: pytest.CaptureFixture[str], data: st.DataObject) -> None:
    without = told(capsys, "--no-cache")
    assert told(capsys) == without
    (path,) = kept(project)
    good = path.read_bytes()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 40)))
    path.write_bytes(good[:start] + data.draw(st.binary(max_size=40)) + good[end:])
    assert told(capsys) == without
    path.write_bytes(data.draw(st.binary(max_size=200)))
    assert told(capsys) == without


@pytest.mark.parametrize("place", ["file", "missing/deep", "", "\x01\n"])
def test_a_folder_that_cannot_be_had(project: Path, capsys: pytest.CaptureFixture[str], place: str) -> None:
    (project.parent / "file").write_text("not a folder", encoding="utf-8")
    without = told(capsys, "--no-cache")
    done = signal_dsl("lint", cwd=project, SIGNAL_DSL_CACHE_DIR=str(project.parent / place) if place else "")
    assert (done.returncode, done.stdout, done.stderr) == without


def test_a_full_disk(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    without = told(capsys, "--no-cache")
    limited = ["sh", "-c", 'ulimit -f 0 && exec "$@"', "sh", *command("lint")]
    done = subprocess.run(limited, env=environment(), capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == without
    assert kept(project) == []


def test_runs_beside_each_other(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    without = told(capsys, "--no-cache")
    for _ in range(3):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        runs = [subprocess.Popen(command("lint"), env=environment(), **pipes) for _ in range(4)]
        for run in runs:
            out, err = run.communicate(timeout=60)
            assert (run.returncode, out, err) == without
    assert len(kept(project)) == 1
