"""The scripts of the corpus and the examples, as people write them: run, or refused for what the linter says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from signal_dsl import lint
from signal_dsl.diagnostics import ERROR
from signal_dsl.sandbox.backtest import Backtest
from signal_dsl.sandbox.language import catalog
from signal_dsl.sandbox.refusal import RefusalError
from signal_dsl.settings import RUN_KEYS, merge, script_block
from tests.judge.markets import Remembered
from tests.judge.test_validity import OF_MARKETS, refusal

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = REPOSITORY / "tests" / "corpus"
VALID = [*sorted((CORPUS / "valid").glob("*.signal")), *sorted((REPOSITORY / "examples").glob("[!f]*.signal"))]
INVALID = sorted((CORPUS / "invalid").glob("*.signal"))
MARKET = Remembered()
# What is refused by name, since it is not simulated: coins that are bought have neither funding nor open interest.
BY_NAME = (
    "does not simulate strategies of type `cross_sectional`",
    "does not make up prediction markets",
    "have no `funding_rate`",
    "have no `open_interest`",
)


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def request_of(text: str) -> dict:
    """What a script is run with: its own block, or a year of hours."""
    run = merge(block=script_block(text)).run
    body = {key: getattr(run, key) for key in RUN_KEYS if getattr(run, key) is not None}
    body = {key: value.isoformat() if isinstance(value, date) else value for key, value in body.items()}
    usual = {"universe": ["BINANCE:BTC/USDT"], "start_date": "2023-01-01", "end_date": "2024-01-01"}
    return {**usual, **body, "script": text}


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_what_is_valid_runs(path):
    text = text_of(path)
    body = request_of(text)
    try:
        result = Backtest(body).run(MARKET)
    except RefusalError as error:
        assert any(part in error.message for part in BY_NAME), error
        return
    assert len(result.equity) == len(result.time) > 0
    assert result.summary()["simulated"] is True


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_what_is_invalid_does_not(path):
    text = text_of(path)
    found = [one for one in lint(text, catalog=catalog()) if one.severity == ERROR and one.code not in OF_MARKETS]
    assert bool(found) == (refusal(text) is not None), found
