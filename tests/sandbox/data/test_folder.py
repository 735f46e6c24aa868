"""Folders of market data: names, columns, times, and what is wrong with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow
import pytest
from pyarrow import parquet

from signal_dsl.errors import UsageError
from signal_dsl.sandbox.backtest import run
from signal_dsl.sandbox.data import Folder, Synthetic
from signal_dsl.sandbox.refusal import RefusalError

TICKER = "BINANCE:BTC/USDT"
START, END = date(2024, 1, 1), date(2024, 1, 3)
HEAD = "time,open,high,low,close,volume"
ROWS = [f"2024-01-01T{hour:02d}:00:00Z,{100 + hour},{102 + hour},{99 + hour},{101 + hour},5" for hour in range(24)]


def written(folder: Path, lines: list[str], name: str = "BINANCE_BTC_USDT_1h.csv", head: str = HEAD) -> Folder:
    (folder / name).write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return Folder(folder)


def notes(folder: Folder) -> list[str]:
    return list(folder.load(TICKER, "1h", START, END).notes)


def test_a_clean_file(tmp_path):
    loaded = written(tmp_path, ROWS).load(TICKER, "1h", START, END)
    assert loaded.notes == ()
    assert loaded.bars.close.tolist() == [101.0 + hour for hour in range(24)]
    assert loaded.bars.time[0] == 1_704_067_200
    assert len(written(tmp_path, ROWS).load(TICKER, "1h", date(2024, 1, 2), END).bars) == 0


@pytest.mark.parametrize(
    ("moment", "delimiter"),
    [
        (lambda at: at.strftime("%Y-%m-%d %H:%M:%S"), ","),
        (lambda at: at.strftime("%Y-%m-%dT%H:%M:%S+00:00"), ";"),
        (lambda at: at.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "\t"),
        (lambda at: (at + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M:%S+02:00"), ","),
        (lambda at: str(int((at - datetime(1970, 1, 1)).total_seconds())), ","),
        (lambda at: str(int((at - datetime(1970, 1, 1)).total_seconds() * 1000)), ","),
        (lambda at: str(int((at - datetime(1970, 1, 1)).total_seconds() * 10**9)), ";"),
    ],
)
def test_moments_and_delimiters(tmp_path, moment, delimiter):
    hours = [datetime(2024, 1, 1) + timedelta(hours=hour) for hour in range(30)]
    rows = [delimiter.join([moment(at), "1", "2", "0.5", "1.5", "7"]) for at in hours]
    head = delimiter.join(["Timestamp", "Open", "HIGH", "low", " close", "Volume"])
    loaded = written(tmp_path, rows, head=head).load(TICKER, "1h", START, END)
    assert loaded.notes == ()
    assert loaded.bars.time.tolist() == [1_704_067_200 + 3600 * hour for hour in range(30)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2024-01-01T07:00:00Z,1,2,0.5,,1", "a number is missing"),
        ("2024-01-01T07:00:00Z,1,2,0.5,x,1", "a number is missing"),
        ("2024-01-01T07:00:00Z,1,2,0.5", "a number is missing"),
        ("2024-01-01T07:00:00Z,1,2,0.5,nan,1", "a number is missing"),
        ("2024-01-01T07:00:00Z,1,2,0,1,1", "a price is not above 0"),
        ("2024-01-01T07:00:00Z,1,2,1.5,1,1", "its high or low is not the highest or lowest price"),
        ("2024-01-01T07:00:00Z,1,2,0.5,1,-1", "its volume is below 0"),
        ("yesterday,1,2,0.5,1,1", "no time from 1970 to 2099"),
        ("2024-01-01T07:30:00Z,1,2,0.5,1,1", "no bar of 1h opens at that time in UTC"),
    ],
)
def test_rows_that_are_left_out(tmp_path, row, said):
    rows = [*ROWS[:7], row, *ROWS[8:]]
    told = notes(written(tmp_path, rows))
    assert f"BINANCE_BTC_USDT_1h.csv: 1 row was left out, first in line 9: {said}." in told
    assert any("1 bar is missing, from 2024-01-01T07:00:00 on" in one for one in told)
    assert len(Folder(tmp_path).load(TICKER, "1h", START, END).bars) == 23


def test_order_and_doubles(tmp_path):
    double = ROWS[3].replace(",5", ",9")
    folder = written(tmp_path, [*ROWS[::-1], double])
    loaded = folder.load(TICKER, "1h", START, END)
    assert "rows are not in order of time; they were sorted" in loaded.notes[0]
    assert "1 row was left out: a later one is for the same moment" in loaded.notes[1]
    assert loaded.bars.volume[3] == 9
    assert (np.diff(loaded.bars.time) == 3600).all()


def test_extra_columns(tmp_path):
    rows = [f"{row},0.0{number}" for number, row in enumerate(ROWS)]
    folder = written(tmp_path, rows, head=f"{HEAD},funding_rate")
    assert folder.load(TICKER, "1h", START, END).bars.extra["funding_rate"][5] == 0.05


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b,c\n1,2,3\n", "names no column time, open, high, low, close"),
        ("", "names no column"),
        (HEAD + "\n", "there are no rows in it"),
        (HEAD + "\nx,1,2,1,1,1\n", "no time from 1970 to 2099"),
    ],
)
def test_files_that_are_none(tmp_path, text, said):
    (tmp_path / "BINANCE_BTC_USDT_1h.csv").write_text(text)
    with pytest.raises(RefusalError, match=said) as caught:
        Folder(tmp_path).load(TICKER, "1h", START, END)
    assert caught.value.code == "DATA_UNAVAILABLE"


def test_what_is_no_text_and_no_parquet(tmp_path):
    (tmp_path / "BINANCE_BTC_USDT_1h.csv").write_bytes(b"time,open\n\xff\xfe")
    with pytest.raises(RefusalError, match="not UTF-8"):
        Folder(tmp_path).load(TICKER, "1h", START, END)
    (tmp_path / "BINANCE_ETH_USDT_1h.parquet").write_bytes(b"nothing of the kind")
    with pytest.raises(RefusalError, match=r"BINANCE_ETH_USDT_1h\.parquet"):
        Folder(tmp_path).load("BINANCE:ETH/USDT", "1h", START, END)


def test_no_folder_and_no_file(tmp_path):
    with pytest.raises(UsageError, match="is no folder"):
        Folder(tmp_path / "nowhere")
    with pytest.raises(RefusalError, match=r"BINANCE_BTC_USDT_4h\.csv"):
        written(tmp_path, [], "BINANCE_BTC_USDT_1d.csv").load(TICKER, "4h", START, END)


@pytest.mark.parametrize("kind", ["timestamp", "milliseconds", "text", "date"])
def test_parquet(tmp_path, kind):
    bars = Synthetic().load(TICKER, "1d", START, date(2024, 3, 1)).bars
    times = {
        "timestamp": pyarrow.array(bars.time * 10**6, pyarrow.timestamp("us", "UTC")),
        "milliseconds": pyarrow.array(bars.time * 1000),
        "text": pyarrow.array([f"{np.datetime64(int(time), 's')}Z" for time in bars.time]),
        "date": pyarrow.array((bars.time // 86_400).astype(np.int32), pyarrow.date32()),
    }
    columns = {name: getattr(bars, name) for name in ("open", "high", "low", "close", "volume")}
    parquet.write_table(pyarrow.table({"time": times[kind], **columns}), tmp_path / "BINANCE_BTC_USDT_1d.parquet")
    loaded = Folder(tmp_path).load(TICKER, "1d", START, date(2024, 3, 1))
    assert loaded.notes == ()
    np.testing.assert_array_equal(loaded.bars.time, bars.time)
    np.testing.assert_array_equal(loaded.bars.close, bars.close)


def test_larger_bars_are_made_of_smaller_ones(tmp_path):
    loaded = written(tmp_path, ROWS).load(TICKER, "4h", START, END)
    assert loaded.notes == ("Bars of 4h were made of those of 1h.",)
    assert loaded.bars.open.tolist() == [100, 104, 108, 112, 116, 120]
    assert loaded.bars.high.tolist() == [105, 109, 113, 117, 121, 125]
    assert loaded.bars.volume.tolist() == [20] * 6


def test_a_file_that_changes_is_read_again(tmp_path):
    folder = written(tmp_path, ROWS)
    assert len(folder.load(TICKER, "1h", START, END).bars) == 24
    written(tmp_path, ROWS[:10])
    assert len(folder.load(TICKER, "1h", START, END).bars) == 10


def test_a_backtest_tells_what_is_wrong_with_the_data(tmp_path):
    folder = written(tmp_path, [*ROWS[:5], *ROWS[9:]])
    found = run(
        {
            "script": f'emit_signal(close > open, entry("{TICKER}", "LONG", Weight(0.5)))',
            "universe": [TICKER],
            "start_date": "2024-01-01",
            "end_date": "2024-01-02",
        },
        folder,
    )
    assert any("4 bars are missing, from 2024-01-01T05:00:00 on" in note for note in found.notes)
    assert len(found.time) == 20


def test_tickers_and_the_last_day(tmp_path):
    folder = written(tmp_path, ROWS)
    written(tmp_path, ROWS, "BINANCEFUTURESUSD_ETH_USDT_USDT_1h.csv")
    assert folder.tickers() == (TICKER, "BINANCEFUTURESUSD:ETH/USDT:USDT")
    assert folder.last_day(TICKER, "1h") == date(2024, 1, 2)
    assert folder.last_day(TICKER, "4h") == date(2024, 1, 2)
