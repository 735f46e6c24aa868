"""`signal-dsl backtest --type … --params FILE`: strategies that are no script."""

import pytest

from tests.cli.runs import Place
from tests.heytraders.server import Platform, bad, good

SCHEMA = {
    "type": "object",
    "required": ["symbol", "lower", "upper", "start_date"],
    "properties": {
        "strategy_type": {"const": "grid"},
        "symbol": {"type": "string"},
        "lower": {"type": "number"},
        "upper": {"type": "number", "exclusiveMinimum": 0},
        "start_date": {"type": "string"},
    },
}
GRID = 'symbol = "BTC/USDT"\nlower = 20000\nupper = 30000.5\nstart_date = 2024-01-01\n'


@pytest.fixture
def grid(platform: Platform) -> Platform:
    return platform.on("GET /backtest/strategies/grid/schema", good({"schema": SCHEMA}))


def test_parameters_in_toml(place: Place, grid: Platform) -> None:
    (place.folder / "grid.toml").write_text(GRID)
    (place.folder / "signal-dsl.toml").write_text('[backtest]\nexchange = "gate"\nstart_date = "2020-01-01"\n')
    status, out, err = place.run("backtest", "--type", "grid", "--params", "grid.toml", "--end-date", "2024-06-01")
    assert status == 0, err
    assert "+12.50 %" in out
    (sent,) = [one.json for one in grid.requests if one.path == "/backtest/execute"]
    assert sent == {
        "strategy_type": "grid",
        "symbol": "BTC/USDT",
        "lower": 20000,
        "upper": 30000.5,
        "start_date": "2024-01-01",
        "end_date": "2024-06-01",
        "exchange": "gate",
    }


def test_parameters_in_json(place: Place, grid: Platform) -> None:
    (place.folder / "grid.json").write_text('{"symbol": "A", "lower": 1, "upper": 2, "start_date": "2024-01-01"}')
    body = place.json("backtest", "--type", "grid", "--params", "grid.json", "--dry-run", "--json")
    assert body["upper"] == 2
    assert grid.requests == []


def test_all_that_does_not_fit_is_told_and_nothing_is_sent(place: Place, grid: Platform) -> None:
    (place.folder / "grid.toml").write_text('lower = "low"\nupper = -1\nstart_date = "2024-01-01"\n')
    status, out, err = place.run("backtest", "--type", "grid", "--params", "grid.toml")
    assert (status, out) == (2, "")
    assert "error: 'symbol' is a required property.\n" in err
    assert "error: `lower`: 'low' is not of type 'number'.\n" in err
    assert "error: `upper`: -1 is less than or equal to the minimum of 0.\n" in err
    assert err.endswith("do not fit the platform's schema for `grid`. Nothing was sent.\n")
    assert grid.count("POST") == 0


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (good({}), "The platform has no schema for `grid`"),
        (good({"schema": {"type": "nonsense"}}), "schema for `grid` cannot be used"),
        (good({"schema": {"$ref": "http://127.0.0.1:9/elsewhere.json"}}), "schema for `grid` cannot be used"),
        (bad("STRATEGY_NOT_FOUND", "no", 404), "The parameters are not checked before they are sent."),
    ],
)
def test_a_schema_that_cannot_be_used(place: Place, platform: Platform, answer: object, told: str) -> None:
    platform.on("GET /backtest/strategies/grid/schema", answer)  # type: ignore[arg-type]
    (place.folder / "grid.toml").write_text(GRID)
    status, _, err = place.run("backtest", "--type", "grid", "--params", "grid.toml")
    assert status == 0
    assert told in err
    assert platform.count("POST /backtest/execute") == 1


@pytest.mark.parametrize(
    ("content", "words", "told"),
    [
        (GRID, (), "needs its parameters. Name their file with `--params`."),
        (GRID, ("--params", "missing.toml"), "missing.toml cannot be read: no such file or directory."),
        ("lower = ", ("--params", "grid.toml"), "The parameters grid.toml are no TOML:"),
        ("[1]", ("--params", "grid.json"), "The parameters grid.json are no object."),
        ("{", ("--params", "grid.json"), "The parameters grid.json are no JSON:"),
        (GRID, ("--params", "grid.toml", "x.signal"), "has no script, but x.signal is given."),
    ],
)
def test_files_that_are_no_parameters(
    place: Place, grid: Platform, content: str, words: tuple[str, ...], told: str
) -> None:
    for name in ("grid.toml", "grid.json"):
        (place.folder / name).write_text(content)
    status, out, err = place.run("backtest", "--type", "grid", *words)
    assert (status, out) == (2, "")
    assert told in err
    assert grid.requests == []


def test_the_sandbox_refuses_them_by_name(place: Place) -> None:
    (place.folder / "grid.toml").write_text(GRID)
    status, _, err = place.run("backtest", "--type", "grid", "--params", "grid.toml", "--sandbox")
    assert status != 0
    assert "`grid`" in err
