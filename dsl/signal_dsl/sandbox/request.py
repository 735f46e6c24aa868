"""What a backtest is asked to do: the body of `POST /backtest/execute`, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from signal_dsl.markets import KEYWORDS, PERPETUAL, builtin
from signal_dsl.markets.misfits import misfit
from signal_dsl.markets.tickers import market
from signal_dsl.sandbox.data.source import seconds
from signal_dsl.sandbox.refusal import VALIDATION_ERROR, RefusalError
from signal_dsl.settings import PLATFORM_DEFAULTS, RUN_KEYS, RunSettings
from signal_dsl.settings.checks import check
from signal_dsl.settings.merge import contradictions

_REQUIRED = ("script", "universe", "start_date", "end_date")


@dataclass(frozen=True)
class Request:
    """One backtest: a script and the settings that it is run with, all of them given.

    `markets` holds the market type of each ticker of the universe, in its order.
    """

    script: str
    run: RunSettings
    markets: dict[str, str]

    @property
    def analysis_start(self) -> int | None:
        """The first moment whose signals count, in seconds since 1970; None where all do."""
        return seconds(self.run.analysis_start) if self.run.analysis_start else None

    @property
    def days(self) -> int:
        """Days whose signals count."""
        start = self.run.analysis_start or self.run.start_date
        return (self.run.end_date - start).days if self.run.end_date and start else 0


def read_request(body: Mapping[str, object]) -> Request:
    """The request in the body of `POST /backtest/execute`, with `analysis_start` besides.

    What is missing or null gets the platform's default. Raises RefusalError (VALIDATION_ERROR), also for what the
    sandbox does not simulate: another strategy type, and fields that it does not know, since a stop loss that is
    ignored would make the result a lie.
    """
    given = {key: value for key, value in body.items() if value is not None}
    for key in given:
        if key not in RUN_KEYS and key != "script":
            raise _refused(f"The sandbox does not know `{key}`, and does not simulate it.", "Leave it out.")
    values = {key: _checked(key, value) for key, value in given.items() if key != "script"}
    kind = values.get("strategy_type", PLATFORM_DEFAULTS.strategy_type)
    if kind != "signal":
        raise _refused(f"The sandbox does not simulate strategies of type `{kind}`.", "It runs `signal` only.")
    for key in _REQUIRED:
        if key not in given:
            raise _refused(f"`{key}` is missing.", f"Give it: {', '.join(_REQUIRED)} are required.")
    script = given["script"]
    if not isinstance(script, str) or not script.strip():
        raise _refused("`script` is empty or no text.", "Send the script as one string.")
    run = RunSettings(**values)  # type: ignore[arg-type]
    for message, _ in contradictions(run, builtin()):
        raise _refused(message)
    defaults = {key: getattr(PLATFORM_DEFAULTS, key) for key in RUN_KEYS}
    full = RunSettings(**{**defaults, **values})
    return Request(script, full, _markets(full))


def read_universe(value: object) -> tuple[str, ...] | None:
    """The tickers of a universe, as they are given; None where none is. Raises RefusalError (VALIDATION_ERROR)."""
    return None if value is None else _checked("universe", value)  # type: ignore[return-value]


def _checked(key: str, value: object) -> object:
    checked, problems = check(key, value)
    for problem in problems:
        raise _refused(problem.message, problem.remedy)
    return checked


def _markets(run: RunSettings) -> dict[str, str]:
    """The market type of each ticker of the universe."""
    known = builtin()
    found = {}
    for ticker in run.universe or ():
        if ticker in KEYWORDS:
            raise _refused(f"The sandbox has no list `{ticker}`.", "Name the tickers.")
        wrong = misfit(ticker, known, run.exchange or "")
        kind = market(ticker, known)
        if kind is None or (wrong and wrong.sure):
            raise _refused(wrong.message if wrong else f"The market type of `{ticker}` is not known.")
        if kind != PERPETUAL and (run.leverage or 1) > 1:
            remedy = "Leave the leverage out, or trade perpetuals."
            raise _refused(f"`leverage` {run.leverage:g} needs perpetual markets, but `{ticker}` is {kind}.", remedy)
        found[ticker] = kind
    return found


def _refused(message: str, remedy: str = "") -> RefusalError:
    return RefusalError(VALIDATION_ERROR, message, remedy)
