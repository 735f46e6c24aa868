"""Sentences for whoever reads a result: what was left out, and why nothing was traded."""

from __future__ import annotations

from collections.abc import Sequence

from signal_dsl.markets import PERPETUAL
from signal_dsl.sandbox.broker import RefusedOrders
from signal_dsl.sandbox.outcomes import SignalOutcome
from signal_dsl.sandbox.request import Request

_SHOWN = 5


def notes(
    request: Request,
    traded: Sequence[str],
    signals: Sequence[SignalOutcome],
    refused: Sequence[RefusedOrders],
    has_traded: bool,
) -> list[str]:
    """All there is to say; `traded` are the tickers that the script's actions name."""
    universe = request.run.universe or ()
    found = []
    if not traded:
        found.append("The script emits no signal, so nothing was traded.")
    elif idle := [ticker for ticker in universe if ticker not in traded]:
        found.append(f"No action of the script names {_listed(idle)}, so nothing was traded there.")
    if outside := [ticker for ticker in traded if ticker not in universe]:
        found.append(f"The universe does not hold {_listed(outside)}: the signals for it were not carried out.")
    if any(request.markets[ticker] == PERPETUAL for ticker in traded if ticker in request.markets):
        found.append("Funding payments are not simulated.")
    if not has_traded:
        found += [_why(signal, refused) for signal in signals if signal.kind == "entry"]
    return found


def _why(signal: SignalOutcome, refused: Sequence[RefusedOrders]) -> str:
    """Why an entry opened nothing."""
    where = f"Line {signal.line}, {signal.side} {_short(signal.ticker)}:"
    if not signal.counted:
        return f"{where} none of the {signal.bars:,} bars counts, all are warm-up."
    if not signal.held:
        return f"{where} the condition held at none of the {signal.counted:,} bars after warm-up."
    if signal.refused:
        reasons = {one.reason for one in refused if (one.line, one.ticker) == (signal.line, signal.ticker)}
        return f"{where} all {signal.refused:,} orders were refused, because {', '.join(sorted(reasons))}."
    return f"{where} the condition held at the last bar alone, behind which nothing fills."


def _listed(tickers: Sequence[str]) -> str:
    shown = ", ".join(_short(ticker) for ticker in tickers[:_SHOWN])
    return shown if len(tickers) <= _SHOWN else f"{shown} and {len(tickers) - _SHOWN} more"


def _short(ticker: str) -> str:
    """A ticker without most of its digits, where it is a token id."""
    return ticker if len(ticker) <= 40 else f"{ticker[:20]}…"
