"""Each run setting's values, faulty and good, as they stand in a script's block."""

import pytest

from signal_dsl.markets import EXCHANGES
from signal_dsl.settings import script_block
from signal_dsl.settings.checks import check
from signal_dsl.timeframe import TIMEFRAMES
from tests.settings.marks import mended, spans, unmark

FAULTY = [
    # The key.
    ('«timeframes» = "1d"', "There is no run setting `timeframes`. Did you mean `timeframe`?", 'timeframe = "1d"'),
    ('«start-date» = "2024-01-01"', "There is no run setting `start-date`.", 'start_date = "2024-01-01"'),
    ("«fee» = 0.1", "There is no run setting `fee`. Did you mean `trading_fee`?", "trading_fee = 0.1"),
    ("«xyzzy» = 1", "There is no run setting `xyzzy`. There are strategy_type, universe,", None),
    ('«script» = "x"', "There is no run setting `script`.", None),
    ('timeframe = "1d"\n«timeframe» = "1h"', "`timeframe` is given twice. Delete one of the two.", None),
    ("«mode.x = 1»", "`mode` is a table, where a text is needed.", None),
    # The form of the line.
    ("«timeframe =»", "`timeframe` has no value.", None),
    ('«timeframe: »"1d"', "A setting is written with `=`: `timeframe = ...`.", 'timeframe = "1d"'),
    ("«what is this»", "This is no setting. Write `key = value`", None),
    ("«= 3»", "This is no setting.", None),
    ("timeframe = «1d»", 'Text stands in quotes: `"1d"`.', 'timeframe = "1d"'),
    ("exchange = «binance»", 'Text stands in quotes: `"binance"`.', 'exchange = "binance"'),
    ('timeframe = «"1d»', "The text's closing quote is missing.", None),
    ("timeframe = «'1d»", "The text's closing quote is missing.", None),
    ('description = «"""Buys low,\nsells high.»', "The text's closing quote is missing.", None),
    ('timeframe = "1d" «or so»', "`or so` does not belong after the value.", None),
    ('description = «"C:\\dir\\strategy"»', "A backslash in double quotes is written twice", None),
    ('universe = «["A:B/C", "A:D/C"»', "The list is not closed. Add a `]`.", None),
    ('universe = ["A:B/C" «"A:D/C"]»', "A comma is missing in the list.", None),
    ("universe = «[BTC, ETH]»", "The list `[BTC, ETH]` cannot be read.", None),
    ("leverage = «1,5»", "`1,5` is no number that can be read.", None),
    ("trading_fee = «0.1%»", "`0.1%` is no number that can be read.", None),
    (f"leverage = «{'9' * 5000}»", "This number has too many digits.", None),
    ("mode = «True»", "`True` is written `true`.", None),
    ("start_date = «2024-1-2»", 'A date is written as `"2024-01-02"`.', 'start_date = "2024-01-02"'),
    ("start_date = «2024-02-30»", "`2024-02-30` is no day of the calendar.", None),
    ("«" + "a." * 30 + "a = 1»", "This is nested too deeply.", None),
    ("«universe = " + "[" * 5000 + "»", "This is nested too deeply.", None),
    # Choices.
    ('timeframe = «"1D"»', "There is no timeframe `1D`. Did you mean `1d`?", 'timeframe = "1d"'),
    ('timeframe = «"60m"»', "There is no timeframe `60m`. Did you mean `1h`?", 'timeframe = "1h"'),
    ('timeframe = «"15 min"»', "There is no timeframe `15 min`. Use one of 1m, 5m,", None),
    ('timeframe = «"daily"»', "There is no timeframe `daily`. Did you mean `1d`?", 'timeframe = "1d"'),
    ('timeframe = «"2h"»', "There is no timeframe `2h`. Use one of 1m, 5m, 15m, 30m, 1h, 4h, 1d, 1w, 1M.", None),
    ("timeframe = «1»", "`timeframe` is a number, where a text is needed.", None),
    ("exchange = «1»", "`exchange` is a number, where a text is needed.", None),
    ('exchange = «" "»', "`exchange` is empty. Name it by its id", None),
    ('strategy_type = «"signals"»', "There is no strategy type `signals`.", 'strategy_type = "signal"'),
    ('mode = «"crossed"»', "There is no margin mode `crossed`. Did you mean `cross`?", 'mode = "cross"'),
    # Dates.
    ('start_date = «"2024/01/31"»', "`start_date` is `2024/01/31`. Write it as", 'start_date = "2024-01-31"'),
    ('end_date = «"20240131"»', "`end_date` is `20240131`. Write it as", 'end_date = "2024-01-31"'),
    ('end_date = «"2023-02-29"»', "`end_date` is `2023-02-29`, which is no day of the calendar.", None),
    ('analysis_start = «"31.01.2024"»', "`analysis_start` is `31.01.2024`, which is no date.", None),
    ("start_date = «2024-01-01T00:00:00»", "`start_date` is a time, where a date is needed.", None),
    ("start_date = «20240101»", "`start_date` is a number, where a date is needed.", None),
    # Numbers.
    ("initial_cash = «0»", "`initial_cash` is out of bounds. It is an amount above 0.", None),
    ("initial_cash = «-1.5»", "`initial_cash` is out of bounds.", None),
    ("initial_cash = «nan»", "`initial_cash` is out of bounds.", None),
    ("initial_cash = «inf»", "`initial_cash` is out of bounds.", None),
    (f"initial_cash = «0x{'f' * 5000}»", "`initial_cash` is out of bounds.", None),
    ("initial_cash = «true»", "`initial_cash` is true or false, where a number is needed.", None),
    ('initial_cash = «"1000"»', "`initial_cash` is a text, where a number is needed.", "initial_cash = 1000"),
    ('initial_cash = «"much"»', "`initial_cash` is a text, where a number is needed.", None),
    ("trading_fee = «1»", "`trading_fee` is out of bounds. It is a fraction of the traded value", None),
    ("trading_fee = «-0.1»", "`trading_fee` is out of bounds.", None),
    ("slippage = «5»", "`slippage` is out of bounds.", None),
    ("leverage = «0.5»", "`leverage` is out of bounds. It is a number from 1 to 100.", None),
    ("leverage = «101»", "`leverage` is out of bounds.", None),
    # Lists and texts.
    ("universe = «[]»", "`universe` is empty.", None),
    ('universe = «"BINANCE:BTC/USDT"»', "`universe` is a text, where a list of tickers is needed.", None),
    ('universe = ["A:B/C", «3»]', "An entry of `universe` is a number", None),
    ('universe = ["A:B/C", «" "»]', "An entry of `universe` is empty.", None),
    ('universe = [\n  "A:B/C",\n  «"A:B/C"», # again\n]', "`universe` names `A:B/C` twice.", None),
    ('description = «"short"»', "`description` has 5 characters. The platform takes 10 to 500.", None),
    (f'description = «"{"x" * 501}"»', "`description` has 501 characters.", None),
    ("description = «['a']»", "`description` is a list, where a text is needed.", None),
]


def in_block(toml: str) -> str:
    return "\n".join(["# /// backtest", *("# " + line for line in toml.split("\n")), "# ///", "x = 1"])


@pytest.mark.parametrize(("marked", "told", "fixed"), FAULTY, ids=range(len(FAULTY)))
def test_a_fault_and_its_place(marked, told, fixed):
    text, places = unmark(in_block(marked))
    (fault,) = script_block(text).faults
    assert (fault.start, fault.end) == places[0]
    assert fault.message.startswith(told)
    assert len(fault.message) < 250
    assert fault.message.endswith((".", "?"))
    if fixed is not None:
        assert mended(text, fault) == in_block(fixed)
        assert script_block(in_block(fixed)).faults == ()


def test_each_broken_line_is_told_and_hides_none_of_the_others():
    marked = 'timeframe = «1d»\nmode = "cross"\n«nonsense»\nleverage = «0»\nuniverse = «["A:B/C",»\nexchange = "gate"'
    text, places = unmark(in_block(marked))
    block = script_block(text)
    assert spans(block.faults) == places
    assert (block.run.mode, block.run.exchange) == ("cross", "gate")


def test_several_entries_of_a_list():
    text, places = unmark(in_block('universe = [«1», "A:B/C", «""», «"A:B/C"»]'))
    assert spans(script_block(text).faults) == places


@pytest.mark.parametrize("key", ["timeframe", "exchange"])
def test_every_choice_is_taken(key):
    for value in TIMEFRAMES if key == "timeframe" else EXCHANGES:
        assert check(key, value) == (value, ())


@pytest.mark.parametrize(
    ("key", "value"),
    [("trading_fee", 0), ("slippage", 0.9999), ("leverage", 1), ("leverage", 100), ("initial_cash", 1e-8)],
)
def test_bounds_that_are_included(key, value):
    assert check(key, value) == (float(value), ())


def test_a_fix_that_can_mean_nothing_else_is_safe_and_a_guess_is_not():
    text = in_block('timeframe = "1D"\nmode = "crossed"')
    assert [fault.fix.safe for fault in script_block(text).faults] == [True, False]
