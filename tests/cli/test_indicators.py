"""`signal-dsl indicators`: the catalog and its entries."""

import json
from pathlib import Path

import pytest

from signal_dsl.catalog import builtin
from signal_dsl.cli.main import main


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["indicators", *arguments]) == 0
    return capsys.readouterr().out


def test_the_list_has_every_entry_under_its_category(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys).splitlines()
    assert max(map(len, lines)) <= 100
    category = ""
    found = set()
    for line in lines[:-3]:
        if line and not line.startswith(" "):
            category = line
        elif line.startswith("  ") and line[2] != " ":
            found.add((category, line.split()[0]))
    assert found == {(entry.category, entry.name) for entry in builtin()}
    assert lines[-2:] == [
        f"{len(builtin())} entries of the built-in catalog; `signal-dsl indicators sync` fetches the platform's list.",
        "`signal-dsl indicators NAME` tells all about one.",
    ]


def test_one_category(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "--category", "cross").splitlines()
    assert lines[0] == "Crossings"
    assert {line.split()[0] for line in lines[1:-3] if line[2] != " "} == {"cross", "crossover", "crossunder"}


@pytest.mark.parametrize("name", ["macd", "MACD", "Macd"])
def test_one_function(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = shown(capsys, name)
    assert page.startswith("macd(real, fastperiod=12, slowperiod=26, signalperiod=9)\nMomentum Indicators")
    for part in ("Parameters", "Outputs", "Lookback: ", "2 to 100000", "macdhist"):
        assert part in page


def test_one_variable(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, "close").startswith("close\nOHLCV · documented by the platform\n")


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    everything = json.loads(shown(capsys, "--json"))
    assert {entry["name"] for entry in everything} == set(builtin().names())
    one = json.loads(shown(capsys, "rsi", "--json"))
    assert one in everything
    assert (one["type"], one["signature"], one["outputs"][0]["high"]) == ("function", "rsi(real, timeperiod=14)", 100)
    part = json.loads(shown(capsys, "--json", "--category", "State"))
    assert {entry["category"] for entry in part} == {"State"}


def test_a_catalog_of_the_platform(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = {"data": {"indicators": ["rsi", "ema", {"name": "house_average", "description": "Of the house."}]}}
    (tmp_path / "live.json").write_text(json.dumps(listed), encoding="utf-8")
    page = shown(capsys, "--catalog", str(tmp_path / "live.json"), "house_average")
    assert "Of the house." in page
    assert "listed by the platform" in page


def test_what_is_not_understood_of_a_catalog_is_told_unless_quiet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "live.json").write_text('{"weather": "fine"}', encoding="utf-8")
    assert main(["indicators", "--catalog", str(tmp_path / "live.json"), "rsi"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("rsi(")
    assert err.startswith("signal-dsl: warning: ")
    assert "the built-in catalog stays in force" in err
    assert main(["indicators", "-q", "--catalog", str(tmp_path / "live.json"), "rsi"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "hint"),
    [("emaa", "`ema`"), ("crossovr", "`crossover`"), ("bollinger", "`bbands`"), ("weigth", "`Weight`")],
)
def test_a_name_that_does_not_exist(name: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"signal-dsl: error: There is no indicator or variable `{name}`. Did you mean ")
    assert hint in err
