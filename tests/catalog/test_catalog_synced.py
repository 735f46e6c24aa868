"""The catalog in force: one function for the command line, the linter and the server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from signal_dsl import lint
from signal_dsl.catalog import builtin, synced
from signal_dsl.catalog.keeping import kept_text
from signal_dsl.catalog.live import decode
from signal_dsl.catalog.live.merge import merge
from signal_dsl.catalog.synced import Provenance, current
from signal_dsl.folders import catalog_file
from tests.cli.running import environment, signal_dsl

ANSWER = {
    "indicators": [
        {"name": "moon", "description": "Phase of the moon.", "params": [{"name": "n", "type": "int", "default": 14}]},
        {"name": "rsi", "params": [{"name": "length", "default": 14, "min": 2}]},
        {"name": "sma"},
    ],
    "variables": ["close", "open", "tide"],
}
FROM = Provenance("https://hey-traders.com", "2026-11-20T12:00:00Z")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the list lies, in a cache of its own."""
    monkeypatch.setenv("SIGNAL_DSL_CACHE_DIR", str(tmp_path))
    path = Path(catalog_file())
    path.parent.mkdir()
    return path


def keep(file: Path, answer: object = ANSWER) -> None:
    file.write_text(kept_text(answer, FROM, merge(builtin(), decode(answer, builtin()))), encoding="ascii")


def test_without_a_list_the_built_in_catalog_holds(file: Path) -> None:
    catalog, provenance = current()
    assert catalog is builtin()
    assert not provenance.is_synced
    assert str(provenance) == "the built-in catalog"


def test_what_is_kept_is_what_was_merged(file: Path) -> None:
    keep(file)
    merged = merge(builtin(), decode(ANSWER, builtin()))
    catalog, provenance = current()
    assert provenance == FROM
    assert provenance.is_synced
    assert list(catalog.functions()) == list(merged.functions())
    assert list(catalog.variables()) == list(merged.variables())
    assert catalog.formulas == merged.formulas
    assert (catalog.authoritative, catalog.provenance) == (merged.authoritative, merged.provenance)
    assert "moon" in catalog
    assert "ema" not in catalog


def test_every_entry_of_the_built_in_catalog_survives_being_kept(file: Path) -> None:
    names = {
        "indicators": [one.name for one in builtin().functions()],
        "variables": [v.name for v in builtin().variables()],
    }
    keep(file, names)
    catalog, _ = current()
    assert list(catalog) == list(merge(builtin(), decode(names, builtin())))


def test_it_is_read_once(file: Path) -> None:
    keep(file)
    assert current()[0] is current()[0]
    keep(file, {**ANSWER, "variables": ["close", "spring_tide"]})
    assert "spring_tide" in current()[0]
    file.unlink()
    assert current()[0] is builtin()


def test_a_name_that_it_lacks_is_an_error(file: Path) -> None:
    (warning,) = lint(
        "x = ema(close, 7)\ny = kelp(x)\nemit_signal(y > x, exit('BINANCE:BTC/USDT'))", catalog=current()[0]
    )[:1]
    assert warning.code == "SIG101"
    assert "`signal-dsl indicators sync` fetches its list" in warning.message
    keep(file)
    found = [one for one in lint("x = ema(close, 7)", catalog=current()[0]) if one.code == "SIG101"]
    assert [(one.severity, one.message) for one in found] == [("error", "The platform has no function `ema`.")]


def test_another_version_of_this_package_merges_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(file)
    monkeypatch.setattr(synced, "made_for", lambda: "another")
    catalog, provenance = current()
    assert provenance == FROM
    assert list(catalog) == list(merge(builtin(), decode(ANSWER, builtin())))


def test_a_damaged_list_is_passed_over_with_one_warning(file: Path) -> None:
    keep(file)
    whole = file.read_bytes()
    damages = [whole[:length] for length in range(0, len(whole) - 1, len(whole) // 50)]
    damages += [whole[:place] + b"#" + whole[place + 1 :] for place in range(0, len(whole), len(whole) // 50)]
    damages += [b"\x00\xff", b"{}", b"null", b"[" * 9999, whole.replace(b'"version": 1', b'"version": 9'), b"a" * 1000]
    for damage in damages:
        file.write_bytes(damage)
        catalog, provenance = current()
        assert not provenance.is_synced
        assert list(catalog.names()) == list(builtin().names())
        assert len(catalog.warnings) == 1
        assert "`signal-dsl indicators sync` fetches it again." in catalog.warnings[0]


def test_the_command_line_says_so_once_and_lints_on(file: Path, tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    for name in "ab":
        (tmp_path / "scripts" / f"{name}.signal").write_text("x = moon(close) > 3\n")
    keep(file)
    done = signal_dsl("lint", "-q", cwd=tmp_path / "scripts")
    assert "SIG101" not in done.stdout
    file.write_bytes(file.read_bytes()[:-9])
    for _ in range(2):  # with and without what the first run has left in the cache
        done = signal_dsl("lint", "-q", "--select", "SIG101", cwd=tmp_path / "scripts")
        assert done.stdout.count("warning SIG101") == 2
    done = signal_dsl("lint", "--select", "SIG101", cwd=tmp_path / "scripts")
    assert done.stderr.count("is damaged") == 1
    assert done.returncode == 1


def test_findings_are_kept_for_the_catalog_that_they_were_found_with(file: Path, tmp_path: Path) -> None:
    (tmp_path / "a.signal").write_text("x = moon(close) > 3\n")

    def found() -> str:
        return signal_dsl("lint", "-q", "--select", "SIG101", "a.signal", cwd=tmp_path).stdout

    assert "warning SIG101" in found()
    keep(file)
    assert found() == ""
    keep(file, {**ANSWER, "indicators": [{"name": "sun"}, {"name": "rsi"}]})
    assert "error SIG101" in found()
    file.unlink()
    assert "warning SIG101" in found()


def test_where_it_is_from_is_told(file: Path, tmp_path: Path) -> None:
    keep(file)
    told = " ".join(signal_dsl("indicators").stdout.split())
    assert " entries of the platform's list, fetched " in told
    assert "from https://hey-traders.com; `signal-dsl indicators sync` fetches it again." in told
    (tmp_path / "a.signal").write_text("x = 1\n")
    assert (
        "Names are looked up in the platform's list"
        in signal_dsl("lint", "-v", "--no-cache", "a.signal", cwd=tmp_path).stderr
    )


def test_reading_it_imports_no_merge(file: Path) -> None:
    keep(file)
    code = "import sys; before = set(sys.modules); from signal_dsl.catalog.synced import current; current(); "
    code += "print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    imported = set(done.stdout.split())
    assert "signal_dsl.catalog.live.merge" not in imported
    assert not imported & {"json", "httpx", "datetime", "pathlib"}


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(5, "just now"), (60, "1 minute ago"), (7300, "2 hours ago"), (86400, "1 day ago"), (10 * 86400, "10 days ago")],
)
def test_the_age_of_a_list_is_told_in_words(seconds: int, told: str) -> None:
    assert synced._ago(seconds) == told
    assert FROM.age() > 0
