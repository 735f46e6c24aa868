from datetime import date

import pytest

from signal_dsl.settings import RUN_KEYS, RunSettings, script_block
from tests.settings.marks import mended, spans, unmark

FULL = """\
# /// backtest
# strategy_type = "signal"
# universe = ["BINANCE:BTC/USDT", "BINANCE:ETH/USDT"]
# start_date = "2024-01-01"
# end_date = "2024-12-31"
# analysis_start = "2024-06-01"
# exchange = "binancefuturesusd"
# timeframe = "1d"
# initial_cash = 10_000
# trading_fee = 0.0005
# slippage = 5e-4
# description = "Buys what is cheap."
# mode = "cross"
# leverage = 2.5
# ///
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
"""


def given(block) -> dict[str, object]:
    return {key: value for key in RUN_KEYS if (value := getattr(block.run, key)) is not None}


def test_every_setting_is_read():
    block = script_block(FULL)
    assert block.faults == ()
    assert block.run == RunSettings(
        strategy_type="signal",
        universe=("BINANCE:BTC/USDT", "BINANCE:ETH/USDT"),
        start_date=date(2024, 1, 1),
        end_date=date(2024, 12, 31),
        analysis_start=date(2024, 6, 1),
        exchange="binancefuturesusd",
        timeframe="1d",
        initial_cash=10000.0,
        trading_fee=0.0005,
        slippage=0.0005,
        description="Buys what is cheap.",
        mode="cross",
        leverage=2.5,
    )
    assert FULL[block.start : block.end] == FULL[: FULL.index("\nemit_signal")]


def test_every_setting_knows_its_place():
    block = script_block(FULL)
    for key, place in block.places.items():
        assert FULL[place.key_start : place.key_end] == key
    assert FULL[block.places["timeframe"].start : block.places["timeframe"].end] == '"1d"'
    assert [FULL[start:end] for start, end in block.places["universe"].items] == [
        '"BINANCE:BTC/USDT"',
        '"BINANCE:ETH/USDT"',
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff", "x = 1\n\n"])
def test_line_ends_and_what_stands_before_do_not_matter(start, end):
    text = start + FULL.replace("\n", end)
    block = script_block(text)
    assert block.faults == ()
    assert block.run == script_block(FULL).run
    place = block.places["leverage"]
    assert (text[place.key_start : place.key_end], text[place.start : place.end]) == ("leverage", "2.5")


def test_a_list_on_several_lines():
    text = '# /// backtest\n# universe = [\n#   "A:B/C",  # the first\n#   "A:D/C",\n# ]\n# timeframe = "1h"\n# ///\n'
    block = script_block(text)
    assert block.faults == ()
    assert block.run.universe == ("A:B/C", "A:D/C")
    assert block.run.timeframe == "1h"
    place = block.places["universe"]
    assert text[place.start : place.end].endswith("]")
    assert [text[start:end] for start, end in place.items] == ['"A:B/C"', '"A:D/C"']


def test_dates_may_stand_without_quotes():
    block = script_block("# /// backtest\n# start_date = 2024-02-29\n# ///")
    assert block.faults == ()
    assert block.run.start_date == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1",
        "# a comment",
        "# /// script\n# timeframe = 1d\n# ///\n",
        'x = "/// backtest"',
        "a = 4 /// 2",
        "# ///",
    ],
)
def test_scripts_without_a_block(text):
    assert script_block(text) is None


def test_comments_and_empty_lines_in_a_block():
    block = script_block('# /// backtest\n#\n# # daily\n# timeframe = "1d"  # of course\n#   \n# ///')
    assert block.faults == ()
    assert given(block) == {"timeframe": "1d"}


# What is around the settings: the block itself.
@pytest.mark.parametrize(
    ("marked", "told", "expected", "fixed"),
    [
        pytest.param(
            '«# /// backtest»\n# timeframe = "1d"\nx = 1\n',
            ["The settings block is not closed. End it with a line `# ///`."],
            {"timeframe": "1d"},
            '# /// backtest\n# timeframe = "1d"\n# ///\nx = 1\n',
            id="not closed",
        ),
        pytest.param(
            "x = 1\n«# /// backtest»",
            ["The settings block is not closed."],
            {},
            "x = 1\n# /// backtest\n# ///",
            id="not closed at the end",
        ),
        pytest.param(
            '# /// backtest\n# timeframe = "1d"\n«»\n# mode = "cross"\n# ///\n',
            ["Each line of the settings block begins with `# `."],
            {"timeframe": "1d", "mode": "cross"},
            '# /// backtest\n# timeframe = "1d"\n#\n# mode = "cross"\n# ///\n',
            id="an empty line inside",
        ),
        pytest.param(
            '# /// backtest\n«timeframe = "1d"»\n# mode = "cross"\n# ///\n',
            ["Each line of the settings block begins with `# `."],
            {"mode": "cross"},
            '# /// backtest\n# timeframe = "1d"\n# mode = "cross"\n# ///\n',
            id="a line that is no comment",
        ),
        pytest.param(
            '# /// backtest\n«#timeframe = "1d"»\n#mode = "cross"\n# ///\n',
            ["Each line of the settings block begins with `# `."],
            {"timeframe": "1d", "mode": "cross"},
            '# /// backtest\n# timeframe = "1d"\n# mode = "cross"\n# ///\n',
            id="no space",
        ),
        pytest.param(
            '«#/// Backtest»\n# timeframe = "1d"\n# ///\n',
            ["This line is written `# /// backtest`."],
            {"timeframe": "1d"},
            '# /// backtest\n# timeframe = "1d"\n# ///\n',
            id="opened in another way",
        ),
        pytest.param(
            '# /// backtest\n# timeframe = "1d"\n  «#  ///»\n',
            ["This line is written `# ///`."],
            {"timeframe": "1d"},
            '# /// backtest\n# timeframe = "1d"\n  # ///\n',
            id="closed in another way",
        ),
        pytest.param(
            '«# /// backtset»\n# timeframe = "1d"\n# ///\n',
            ["There is no block `backtset`. Did you mean `backtest`?"],
            {},
            '# /// backtest\n# timeframe = "1d"\n# ///\n',
            id="misspelt",
        ),
    ],
)
def test_faults_of_the_block(marked, told, expected, fixed):
    text, places = unmark(marked)
    block = script_block(text)
    assert spans(block.faults) == places
    for fault, start in zip(block.faults, told, strict=True):
        assert fault.message.startswith(start)
    assert given(block) == expected
    assert mended(text, block.faults[0]) == fixed
    assert script_block(fixed).faults == ()


def test_only_the_first_block_counts():
    marked = '# /// backtest\n# timeframe = "1d"\n# ///\n\n«# /// backtest»\n# timeframe = "1h"\n# ///\n'
    text, places = unmark(marked)
    block = script_block(text)
    assert spans(block.faults) == places
    assert "the one in line 1" in block.faults[0].message
    assert block.run.timeframe == "1d"


def test_a_block_is_not_closed_by_the_next_one():
    marked = '«# /// backtest»\n# timeframe = "1d"\nx = 1\n# /// script\n# y = 1\n# ///\n'
    text, places = unmark(marked)
    block = script_block(text)
    assert spans(block.faults) == places
    assert given(block) == {"timeframe": "1d"}


def test_tables_have_no_place_in_a_block():
    text, places = unmark('# /// backtest\n# mode = "cross"\n# «[backtest]»\n# timeframe = "1d"\n# ///\n')
    block = script_block(text)
    assert spans(block.faults) == places
    assert block.faults[0].message == "A settings block has no tables. Delete this heading."
    assert given(block) == {"mode": "cross"}


def test_faults_come_in_the_order_of_the_text():
    block = script_block("#/// backtest\n# mode = 1\n# nonsense\n#  leverage = 0\n#   ///\n# /// backtest\n# ///\n")
    starts = [fault.start for fault in block.faults]
    assert starts == sorted(starts)
    assert len(starts) == 6
