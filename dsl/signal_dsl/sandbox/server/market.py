"""`/market/…`: tickers, prices, and expressions over them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import inf, isfinite

import numpy as np

from signal_dsl.analysis import analyze
from signal_dsl.markets import EXCHANGES, KEYWORDS, Exchange, builtin
from signal_dsl.markets.misfits import misfit
from signal_dsl.markets.tickers import market
from signal_dsl.sandbox.bars import COLUMNS, Bars
from signal_dsl.sandbox.data import latest
from signal_dsl.sandbox.evaluator import Program
from signal_dsl.sandbox.evaluator.program import Result
from signal_dsl.sandbox.language import catalog
from signal_dsl.sandbox.refusal import DATA_UNAVAILABLE, TA_OUT_OF_RANGE, RefusalError
from signal_dsl.sandbox.result import told
from signal_dsl.sandbox.server.calls import Call
from signal_dsl.sandbox.server.envelope import Data, finding_json, invalid, refused
from signal_dsl.sandbox.validate import faults
from signal_dsl.settings import RunSettings, Settings
from signal_dsl.timeframe import TIMEFRAMES, parse_date

_MOST_CANDLES = 50_000
_MOST_TICKERS = 500
# Lists of tickers, and how many are in each.
_TOP = {"top30": 30, "top50": 50, "top100": 100}
# Bars that an expression is computed over, so that recursive averages have settled; more where it needs more.
_BARS = 1000
_MOST_BARS = 200_000


def tickers(call: Call) -> Data:
    """`GET /market/tickers`, `GET /market/symbols`."""
    exchange, kind = call.text("exchange", default="").lower(), call.text("market_type", default="").lower()
    limit = call.whole("limit", 100, 1, 500)
    if exchange and exchange not in EXCHANGES:
        raise invalid(f"There is no exchange `{exchange[:60]}`.", f"There are {', '.join(EXCHANGES)}.")
    found = []
    for ticker in call.state.source.tickers():
        prefix, _, symbol = ticker.partition(":")
        known, of = EXCHANGES.get(prefix.lower()), market(ticker, builtin())
        if known is None or (exchange and known.id != exchange) or (kind and of != kind):
            continue
        found.append({"ticker": ticker, "symbol": symbol, "exchange": known.id, "market_type": of})
    return {"tickers": found[:limit], "symbols": found[:limit], "total": len(found)}


def ohlcv(call: Call) -> Data:
    """`GET /market/ohlcv`."""
    ticker, timeframe = _ticker(call, call.text("symbol", "ticker")), _timeframe(call)
    limit = call.whole("limit", 1000, 1, _MOST_CANDLES)
    start = _day(call, "start", "start_date", "since")
    end = _day(call, "end", "end_date", "until")
    if start is None:
        bars = latest(call.state.source, ticker, timeframe, limit, end).bars
    else:
        last = end or call.state.source.last_day(ticker, timeframe)
        if last <= start:
            raise invalid("`end` is not after `start`.")
        bars = call.state.source.load(ticker, timeframe, start, last).bars
    kept = bars.part(slice(0, limit)) if start else bars.part(slice(max(0, len(bars) - limit), None))
    times = np.datetime_as_string(kept.time.astype("datetime64[s]"), timezone="UTC").tolist()
    columns = [times, *(getattr(kept, name).tolist() for name in COLUMNS)]
    candles = [dict(zip(("time", *COLUMNS), row, strict=True)) for row in zip(*columns, strict=True)]
    return {"ticker": ticker, "timeframe": timeframe, "candles": candles, "total": len(bars), "limit": limit}


def evaluate(call: Call) -> Data:
    """`POST /market/evaluate`."""
    program = _program(call.text("expression", "expr", "script", most=100_000))
    ticker, timeframe = _ticker(call, call.text("symbol", "ticker")), _timeframe(call)
    value, bars = _value(call, program, ticker, timeframe)
    return {
        "symbol": ticker.partition(":")[2],
        "ticker": ticker,
        "timeframe": timeframe,
        "value": value,
        "bars": len(bars),
        **_last(bars),
    }


def scan(call: Call) -> Data:
    """`POST /market/scan`."""
    program, timeframe = _program(call.text("condition", "expression", most=100_000)), _timeframe(call)
    matched, details = [], []
    for symbol, ticker in _universe(call):
        said: Data = {"symbol": symbol, "ticker": ticker}
        try:
            value, bars = _value(call, program, ticker, timeframe)
        except RefusalError as error:
            if error.code not in (DATA_UNAVAILABLE, TA_OUT_OF_RANGE):
                raise
            details.append({**said, "matched": False, "error": {"code": error.code, "message": error.message}})
            continue
        if value is not None and not isinstance(value, bool):
            raise invalid("`condition` is no condition.", "Compare it with something.")
        if value:
            matched.append(symbol)
        details.append({**said, "matched": bool(value), "value": value, **_last(bars)})
    return {"matched": matched, "details": details, "scanned_count": len(details), "matched_count": len(matched)}


def rank(call: Call) -> Data:
    """`POST /market/rank`."""
    program, timeframe = _program(call.text("expression", "expr", most=100_000)), _timeframe(call)
    order = call.text("order", default="desc").lower()
    if order not in ("asc", "desc"):
        raise invalid("`order` is `asc` or `desc`.")
    limit = call.whole("limit", 50, 1, _MOST_TICKERS)
    found, left_out = [], []
    for symbol, ticker in _universe(call):
        said: Data = {"symbol": symbol, "ticker": ticker}
        try:
            value, bars = _value(call, program, ticker, timeframe)
        except RefusalError as error:
            if error.code not in (DATA_UNAVAILABLE, TA_OUT_OF_RANGE):
                raise
            left_out.append({**said, "error": {"code": error.code, "message": error.message}})
            continue
        if isinstance(value, bool | str | dict):
            raise invalid("`expression` is no number.", "Give one number, such as `roc(close, 7)`.")
        if value is None or not isfinite(value):
            nothing = {"code": DATA_UNAVAILABLE, "message": "It has no value at the last bar."}
            left_out.append({**said, "error": nothing})
        else:
            found.append({**said, "score": value, **_last(bars)})
    found.sort(key=lambda one: one["score"], reverse=order == "desc")
    ranked = [{"rank": place, **one} for place, one in enumerate(found[:limit], 1)]
    return {"ranked": ranked, "left_out": left_out, "scanned_count": len(found) + len(left_out), "order": order}


def _program(text: str) -> Program:
    """The program of an expression. Raises ApiError with all that is wrong with it."""
    facts = analyze(text, catalog=catalog(), settings=Settings(RunSettings()))
    if found := faults(facts):
        raise invalid(found[0].message, errors=[finding_json(one) for one in found])
    try:
        return Program(facts)
    except RefusalError as error:
        raise refused(error) from None


def _value(call: Call, program: Program, ticker: str, timeframe: str) -> tuple[Result, Bars]:
    """What an expression comes to at the last bar there is, and the bars. Raises RefusalError."""
    needed = program.facts.lookback or 0
    loaded = latest(call.state.source, ticker, timeframe, min(max(_BARS, 2 * needed + 1), _MOST_BARS))
    if not len(loaded.bars):
        raise RefusalError(DATA_UNAVAILABLE, f"There are no bars of {ticker}.")
    value = program.value(loaded.bars)
    return (None if value in (inf, -inf) else value), loaded.bars


def _last(bars: Bars) -> Data:
    """When the last bar opened, and its close."""
    return {"time": told(int(bars.time[-1])), "price": float(bars.close[-1])}


def _universe(call: Call) -> list[tuple[str, str]]:
    """Symbols as they were given, with their tickers; `top30` and the like are the most traded of the exchange."""
    given = call.body.get("universe")
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, list) or not given or len(given) > _MOST_TICKERS:
        raise invalid(f"`universe` is a list of 1 to {_MOST_TICKERS} symbols.")
    found: dict[str, str] = {}
    for symbol in given:
        if not isinstance(symbol, str):
            raise invalid("An entry of `universe` is no text.")
        if symbol in _TOP:
            found |= {ticker.partition(":")[2]: ticker for ticker in _most_traded(call, _TOP[symbol])}
        elif symbol in KEYWORDS:
            raise invalid(f"The sandbox has no list `{symbol}`.", f"It has {', '.join(_TOP)}; or name the symbols.")
        else:
            found[symbol] = _ticker(call, symbol)
    return list(found.items())


def _most_traded(call: Call, count: int) -> list[str]:
    """The tickers of the exchange that were traded the most in the last 30 days, by value; `count` at most."""
    source, exchange = call.state.source, _exchange(call)
    traded = {}
    for ticker in source.tickers():
        if ticker.partition(":")[0] == exchange.prefix:
            bars = latest(source, ticker, "1d", 30).bars
            traded[ticker] = float((bars.volume * bars.close).sum())
    if not traded:
        raise invalid(f"The sandbox has no tickers of {exchange.id} to choose from.", "Name the symbols.")
    return sorted(traded, key=lambda ticker: traded[ticker], reverse=True)[:count]


def _exchange(call: Call) -> Exchange:
    """The exchange that is asked about. Raises ApiError."""
    exchange = call.text("exchange", default="binance").lower()
    if exchange not in EXCHANGES:
        raise invalid(f"There is no exchange `{exchange[:60]}`.", f"There are {', '.join(EXCHANGES)}.")
    return EXCHANGES[exchange]


def _ticker(call: Call, symbol: str) -> str:
    """The ticker of a symbol, of the exchange that is named in it or beside it. Raises ApiError."""
    prefix = symbol.partition(":")[0].lower()
    ticker = symbol if prefix in EXCHANGES else f"{_exchange(call).prefix}:{symbol}"
    wrong = misfit(ticker, builtin(), "")
    if wrong and wrong.sure:
        raise invalid(wrong.message)
    return ticker


def _timeframe(call: Call) -> str:
    timeframe = call.text("timeframe", "interval", default="1h")
    if timeframe not in TIMEFRAMES:
        raise invalid(f"There is no timeframe `{timeframe[:20]}`.", f"There are {', '.join(TIMEFRAMES)}.")
    return timeframe


def _day(call: Call, *names: str) -> date | None:
    """A day of the query: `YYYY-MM-DD`, a moment that begins with one, or seconds or milliseconds since 1970."""
    text = call.text(*names, default="")
    if not text:
        return None
    if day := parse_date(text[:10]):
        return day
    if text.isascii() and text.isdigit() and len(text) < 14:
        number = int(text)
        moment = number / 1000 if number >= 1e11 else number
        return datetime.fromtimestamp(moment, UTC).date()
    raise invalid(f"`{names[0]}` is no date.", "Write it as YYYY-MM-DD.")
