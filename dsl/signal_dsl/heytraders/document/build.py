"""The result document: what came of a backtest, in one form, from answers of which little is promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from signal_dsl.heytraders.document.curves import curves
from signal_dsl.heytraders.document.metrics import metrics
from signal_dsl.heytraders.document.names import EQUITY, OPEN_POSITION, PER_TICKER, PRICES, REFUSED, SIGNAL, TRADE
from signal_dsl.heytraders.document.tables import rows, table, unknown
from signal_dsl.heytraders.document.values import Json, count, mapping, moment, pick, plainly, text

VERSION = 1
# Fields of the request that are settings of the run, in the order in which they are shown.
SETTINGS = (
    "strategy_type",
    "universe",
    "timeframe",
    "start_date",
    "end_date",
    "analysis_start",
    "initial_cash",
    "trading_fee",
    "slippage",
    "exchange",
    "mode",
    "leverage",
    "description",
)


@dataclass(frozen=True)
class Answers:
    """The `data` of each answer, as it came; None where it was not asked for or could not be had.

    `result` is that of `/backtest/results/{id}`; `trades` are the pages in their order; `prices` holds the answers of
    `/market/ohlcv` by ticker.
    """

    result: object = None
    metrics: object = None
    per_ticker: object = None
    trades: Sequence[object] = ()
    equity: object = None
    prices: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Ran:
    """What was run, and where.

    `request` is the body of `/backtest/execute`, as far as it is known; `path` where its script lies; `origin` the
    address that it was sent to, without a key; `created` when, in ISO 8601; `notes` are sentences to add to those of
    the answers.
    """

    result_id: str
    origin: str
    request: Mapping[str, object] = field(default_factory=dict)
    backtest_id: str | None = None
    path: str | None = None
    created: str | None = None
    notes: Sequence[str] = ()


def build(answers: Answers, ran: Ran) -> Json:
    """The document. Whatever the answers are, this raises nothing."""
    result = mapping(answers.result)
    trades = [row for page in answers.trades for row in rows(page, "trades")]
    if not answers.trades:
        trades = rows(pick(result, "trades"), "trades")
    measured = metrics(answers.result, answers.metrics)
    found = table(trades, TRADE)
    if answers.trades and measured.get("num_trades") is None:
        measured["num_trades"] = len(found)
    script = text(ran.request.get("script")) or text(pick(result, "script")) or ""
    prices = {ticker: read for ticker, data in answers.prices.items() if (read := curves(data, PRICES, "candles"))}
    tickers = rows(answers.per_ticker, "per_ticker", "tickers") or rows(pick(result, "per_ticker"), "tickers")
    signals = rows(pick(result, "signals"))
    refused = rows(pick(result, "refused"))
    still = rows(pick(result, "open_positions"))
    curve = curves(answers.equity, EQUITY, "equity", "equity_curve", "curve")
    return {
        "version": VERSION,
        "result_id": ran.result_id,
        "backtest_id": ran.backtest_id or text(pick(result, "backtest_id", "job_id")),
        "status": text(pick(result, "status")) or "completed",
        "simulated": pick(result, "simulated") is True or pick(result, "stamp") == "SIMULATED",
        "origin": ran.origin,
        "dashboard_url": _address(pick(result, "dashboard_url", "dashboard_link", "dashboard")),
        "created": moment(ran.created) or moment(pick(result, "created_at", "created", "completed_at")),
        "script": {
            "path": ran.path,
            "sha256": sha256(script.encode(errors="surrogatepass")).hexdigest(),
            "text": script,
        },
        "settings": plainly(_settings(result, ran.request)),
        "lookback": count(pick(result, "lookback")),
        "bars": count(pick(result, "bars")),
        "metrics": measured,
        "per_ticker": table(tickers, PER_TICKER),
        "signals": table(signals, SIGNAL),
        "refused": table(refused, REFUSED),
        "open_positions": table(still, OPEN_POSITION),
        "notes": [*_sentences(pick(result, "notes", "warnings", "messages")), *ran.notes],
        "trades": found,
        "equity": curve or curves(pick(result, "equity", "equity_curve"), EQUITY, "equity"),
        "prices": prices,
        "raw": _raw(answers, trades, curve),
    }


def _settings(result: Json, request: Mapping[str, object]) -> Json:
    """The settings: what the answer says was run, else what was asked for."""
    told = mapping(pick(result, "settings", "config", "request"))
    found = {}
    for key in SETTINGS:
        for source in (told, request, result):
            if (value := pick(source, key)) is not None:
                found[key] = value
                break
    others = {key: value for key, value in {**request, **told}.items() if key not in found and key != "script"}
    return {**found, **others}


def _address(value: object) -> str | None:
    """An address that may be opened with a click, so of the web and nothing else."""
    found = text(value)
    return found.strip() if found and found.strip().startswith(("https://", "http://")) else None


def _sentences(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    found = value if isinstance(value, list) else []
    told = [text(pick(mapping(one), "message", "text")) if isinstance(one, Mapping) else text(one) for one in found]
    return [one for one in told if one]


def _raw(answers: Answers, trades: list[Json], curve: Json) -> Json:
    """The answers as they came. Long ones are left out where each of their fields stands in the document."""
    raw: Json = {"result": answers.result, "metrics": answers.metrics, "per_ticker": answers.per_ticker}
    if unknown(trades, TRADE) or (answers.trades and not trades):
        raw["trades"] = list(answers.trades)
    if answers.equity is not None and not curve:
        raw["equity"] = answers.equity
    return {key: plainly(value) for key, value in raw.items() if value is not None}
