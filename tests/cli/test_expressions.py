"""evaluate, scan, rank: as users call them, in the sandbox and against a platform on a real socket."""

from __future__ import annotations

import json

import pytest

from tests.cli.runs import Place
from tests.heytraders.server import Platform, bad, good

EVALUATE, SCAN, RANK = "POST /market/evaluate", "POST /market/scan", "POST /market/rank"
BTC = ("--ticker", "BINANCE:BTC/USDT")


def test_evaluate_in_the_sandbox(place: Place) -> None:
    status, out, err = place.run("evaluate", "rsi(close, 14)[-1]", *BTC, "--sandbox")
    assert (status, err) == (0, "")
    assert 0 < float(out) < 100
    assert place.run("evaluate", "close > 0", *BTC, "--sandbox")[1] == "true\n"
    status, out, _ = place.run("evaluate", "macd(close)", *BTC, "--sandbox", "--timeframe", "1d")
    assert [line.split()[0] for line in out.splitlines()] == ["macd", "macdsignal", "macdhist"]
    found = place.json("evaluate", "close", *BTC, "--sandbox", "--json")
    assert found["value"] == found["price"]


def test_scan_and_rank_in_the_sandbox(place: Place) -> None:
    universe = ("--universe", "BTC/USDT", "--universe", "ETH/USDT", "--sandbox")
    status, out, err = place.run("scan", "close > 0", *universe)
    assert (status, out) == (0, "BTC/USDT\nETH/USDT\n")
    assert err == "signal-dsl: note: It holds for 2 tickers of 2.\n"
    assert place.run("scan", "close < 0", *universe, "-q") == (0, "", "")
    status, out, _ = place.run("rank", "atr(14) / close", *universe)
    lines = [line.split() for line in out.splitlines()]
    assert lines[0] == ["rank", "ticker", "score", "price"]
    assert [line[0] for line in lines[1:]] == ["1", "2"]
    assert float(lines[1][2]) > float(lines[2][2])
    assert len(place.run("rank", "close", *universe, "--limit", "1")[1].splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "body"),
    [
        (("evaluate", "close", *BTC), {"expression": "close", "symbol": "BTC/USDT", "exchange": "binance"}),
        (("evaluate", "close", "--ticker", "ETH/USDT", "--exchange", "upbit", "--timeframe", "4h"),
         {"expression": "close", "symbol": "ETH/USDT", "exchange": "upbit", "timeframe": "4h"}),
        (("evaluate", "close", "--ticker", "BINANCEFUTURESUSD:BTC/USDT:USDT"),
         {"expression": "close", "symbol": "BTC/USDT:USDT", "exchange": "binancefuturesusd"}),
        (("scan", "close > 1", "--universe", "top50"), {"condition": "close > 1", "universe": "top50"}),
        (("scan", "close > 1", "--universe", "A/B", "--universe", "C/D"),
         {"condition": "close > 1", "universe": ["A/B", "C/D"]}),
        (("rank", "roc(close, 7)", "--universe", "A/B", "--order", "asc", "--limit", "3"),
         {"expression": "roc(close, 7)", "universe": ["A/B"], "order": "asc", "limit": 3}),
    ],
)  # fmt: skip
def test_what_is_sent(place: Place, platform: Platform, words: tuple[str, ...], body: dict[str, object]) -> None:
    platform.on("POST /market", good({"value": 1.5, "matched": [], "ranked": []}))
    assert place.run(*words)[0] == 0
    assert [one.json for one in platform.requests] == [body]


def test_the_configuration_of_the_folder(place: Place, platform: Platform) -> None:
    platform.on("POST /market", good({"value": 1.5, "matched": [], "ranked": []}))
    text = '[backtest]\nuniverse = ["BINANCE:BTC/USDT"]\ntimeframe = "1d"\nexchange = "binance"\n'
    (place.folder / "signal-dsl.toml").write_text(text)
    for words in (("evaluate", "close"), ("scan", "close > 1"), ("rank", "close")):
        assert place.run(*words)[0] == 0
    first, second, third = (one.json for one in platform.requests)
    assert first == {"expression": "close", "symbol": "BTC/USDT", "exchange": "binance", "timeframe": "1d"}
    for found in (second, third):
        assert (found["universe"], found["timeframe"], found["exchange"]) == (["BINANCE:BTC/USDT"], "1d", "binance")


@pytest.mark.parametrize("words", [("evaluate", *BTC), ("scan", "--universe", "A/B"), ("rank", "--universe", "A/B")])
def test_errors_are_told_without_asking(place: Place, platform: Platform, words: tuple[str, ...]) -> None:
    platform.on("POST /market", good({"value": 1.5}))
    command, *rest = words
    wrong = "rsi(close, 0)" if command == "rank" else "rsi(close, 0) > 3"
    status, out, err = place.run(command, wrong, *rest)
    assert (status, out) == (1, "")
    assert "<expression>:1:12: error SIG202" in err
    assert err.endswith("because of the errors above. `--force` asks all the same.\n")
    assert platform.requests == []
    assert place.run(command, wrong, *rest, "--force")[0] == 0
    assert len(platform.requests) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("scan", "close"), "`scan` needs a condition, such as `close > open`, but this is a series of numbers."),
        (("rank", "close > 1"), "`rank` needs a number, such as `roc(close, 7)`, but this is a condition."),
        (("rank", "macd(close)"), "this is 3 series (macd, macdsignal and macdhist)."),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_without_asking(
    place: Place, platform: Platform, words: tuple[str, ...], told: str
) -> None:
    platform.on("POST /market", good({"matched": [], "ranked": []}))
    status, out, err = place.run(*words, "--universe", "A/B")
    assert (status, out) == (1, "")
    assert err.endswith(f"{told} `--force` asks all the same.\n")
    assert platform.requests == []
    assert place.run(*words, "--universe", "A/B", "--force")[0] == 0


def test_an_unknown_name_is_only_believed_to_be_wrong(place: Place, platform: Platform) -> None:
    platform.on(EVALUATE, bad("VALIDATION_ERROR", "no moon", 422))
    status, _, err = place.run("evaluate", "moon(close)", *BTC)
    assert status == 1
    assert "VALIDATION_ERROR: no moon." in err
    assert platform.count(EVALUATE) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("evaluate", "close"), "No ticker is given."),
        (("scan", "close > 1"), "No universe is given."),
        (("rank", "close"), "No universe is given."),
        (("rank", "close", "--universe", "A/B", "--limit", "0"), "`--limit` is a number from 1 to 500, not `0`."),
        (("evaluate", "close", *BTC, "--timeframe", "7h"), "There is no timeframe `7h`."),
        (("evaluate", "close", *BTC, "--data", "bars"), "`--data` is for the sandbox."),
    ],
)
def test_calls_that_cannot_be_followed(place: Place, platform: Platform, words: tuple[str, ...], told: str) -> None:
    status, out, err = place.run(*words)
    assert (status, out) == (2, "")
    assert told in err
    assert platform.requests == []


@pytest.mark.parametrize(
    "data", [None, [], {}, 7, {"matched": 3, "ranked": {"a": 1}, "value": {}}, {"ranked": [None, 3, {}]}]
)
def test_odd_answers(place: Place, platform: Platform, data: object) -> None:
    platform.on("POST /market", good(data))
    for words in (
        ("evaluate", "close", *BTC),
        ("scan", "close > 1", "--universe", "A/B"),
        ("rank", "close", "--universe", "A/B"),
    ):
        status, _, err = place.run(*words)
        assert status == 0
        assert "Traceback" not in err
        assert json.loads(place.run(*words, "--json")[1]) == data


def test_values_for_people(place: Place, platform: Platform) -> None:
    values = {1.23456789012: "1.23456789", 1e-9: "1e-09", 61800.0: "61800", True: "true"}
    for value, shown in values.items():
        platform.on(EVALUATE, good({"value": value}))
        assert place.run("evaluate", "close", *BTC)[1] == f"{shown}\n"
    platform.on(EVALUATE, good({"value": None}))
    assert place.run("evaluate", "close", *BTC)[1] == "no value yet\n"
    platform.on(EVALUATE, good({"value": "a\x1b[31mb"}))
    assert "\x1b" not in place.run("evaluate", "close", *BTC)[1]


def test_scan_tells_what_could_not_be_looked_at(place: Place, platform: Platform) -> None:
    details = [{"symbol": "A/B", "error": {"code": "DATA_UNAVAILABLE", "message": "no bars"}}]
    platform.on(SCAN, good({"matched": ["C/D"], "details": details, "scanned_count": 2}))
    status, out, err = place.run("scan", "close > 1", "--universe", "top30")
    assert (status, out) == (0, "C/D\n")
    assert "warning: A/B: no bars" in err


def test_rank_shows_what_is_missing_as_such(place: Place, platform: Platform) -> None:
    platform.on(RANK, good({"ranked": [{"symbol": "A/B", "score": 3}, {"rank": 7, "ticker": "C/D", "price": 1e6}]}))
    _, out, _ = place.run("rank", "close", "--universe", "top30")
    assert out.splitlines() == [
        "rank  ticker  score      price",
        "   1  A/B         3          -",
        "   7  C/D         -  1,000,000",
    ]
