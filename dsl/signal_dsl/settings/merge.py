"""Puts the settings of the command line, the script and the configuration together, and looks for contradictions."""

from __future__ import annotations

from signal_dsl.errors import SettingsError
from signal_dsl.records import replace
from signal_dsl.settings.model import (
    COMMAND_LINE,
    RUN_KEYS,
    SCRIPT,
    ApiSettings,
    Fault,
    LintSettings,
    Origin,
    RunSettings,
    Settings,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.markets import Markets
    from signal_dsl.settings.block import Block
    from signal_dsl.settings.config import Config


def from_options(
    *,
    timeframe: str | None = None,
    start_date: str | None = None,
    end_date: str | None = None,
    analysis_start: str | None = None,
    universe: Iterable[str] = (),
    exchange: str | None = None,
    markets: Markets | None = None,
) -> RunSettings:
    """The run settings of the command line. Raises `SettingsError` where one is unusable or contradicts another.

    `markets` are the exchanges there are, by default those that are documented.
    """
    given: dict[str, object] = {
        "timeframe": timeframe,
        "start_date": start_date,
        "end_date": end_date,
        "analysis_start": analysis_start,
        "universe": tuple(universe) or None,
        "exchange": exchange,
    }
    given = {key: value for key, value in given.items() if value is not None}
    if not given:
        return RunSettings()
    from signal_dsl.settings.checks import check

    good: dict[str, object] = {}
    for key, value in given.items():
        good[key], problems = check(key, value)
        for problem in problems:
            raise SettingsError(_as_options(problem.message), problem.remedy)
    if exchange is not None or universe:
        _check_markets(exchange, given.get("universe"), markets)
    run = RunSettings(**good)  # type: ignore[arg-type]
    for message, _ in contradictions(run, markets):
        raise SettingsError(_as_options(message))
    return run


def merge(
    options: RunSettings | None = None,
    block: Block | None = None,
    config: Config | None = None,
    lint: LintSettings | None = None,
    path: str = "",
    markets: Markets | None = None,
) -> Settings:
    """All settings of a script: each field from the command line, else from the script, else from the configuration.

    `lint` holds the command line's choice of rules: its `select` and `fail_on` replace the configuration's, its other
    lists are added to them. `path` is where the script lies: the configuration may leave rules out there. `markets` are
    the exchanges there are, by default those that are documented.
    """
    values: dict[str, object] = {}
    origins: list[tuple[str, Origin]] = []
    for key in RUN_KEYS:
        if options and (value := getattr(options, key)) is not None:
            origin = Origin(COMMAND_LINE)
        elif block and (value := getattr(block.run, key)) is not None:
            origin = Origin(SCRIPT, block.places[key])
        elif config and (value := getattr(config.run, key)) is not None:
            origin = Origin(config.path, config.places[key])
        else:
            continue
        values[key] = value
        origins.append((key, origin))
    run = RunSettings(**values)  # type: ignore[arg-type]
    faults = (block.faults if block else ()) + _placed(run, dict(origins), markets)
    api = config.api if config else ApiSettings()
    merged = merge_lint(lint, config.lint if config else LintSettings())
    if config and path and merged.per_file_ignores:
        merged = _for_file(merged, config.path, path)
    return Settings(run, merged, api, tuple(origins), faults)


def merge_lint(options: LintSettings | None, config: LintSettings) -> LintSettings:
    """The choice of rules of the command line over that of the configuration."""
    if options is None:
        return config
    return LintSettings(
        config.select if options.select is None else options.select,
        config.extend_select + options.extend_select,
        config.ignore + options.ignore,
        config.per_file_ignores + options.per_file_ignores,
        config.severity + options.severity,
        options.fail_on or config.fail_on,
    )


def _for_file(lint: LintSettings, config: str, path: str) -> LintSettings:
    """The choice of rules for the script at `path`, by the patterns of the configuration file at `config`."""
    import os
    from fnmatch import fnmatchcase

    relative = os.path.relpath(path, os.path.dirname(config)).replace(os.sep, "/")
    ignore = lint.ignore
    for pattern, selectors in lint.per_file_ignores:
        if fnmatchcase(relative, pattern) or fnmatchcase(os.path.basename(path), pattern):
            ignore += selectors
    return replace(lint, ignore=ignore)


def _as_options(message: str) -> str:
    """The message with options for keys: `--end-date` for `end_date`."""
    for key in RUN_KEYS:
        message = message.replace(f"`{key}`", f"`--{key.replace('_', '-')}`")
    return message


def _check_markets(exchange: str | None, universe: object, markets: Markets | None) -> None:
    """Raise `SettingsError` for an exchange that does not exist, or a ticker that cannot be one."""
    from signal_dsl.markets import builtin
    from signal_dsl.markets.misfits import misfit_exchange, misfit_in_universe

    markets = markets or builtin()
    found = [misfit_exchange(exchange, markets)] if exchange is not None else []
    if isinstance(universe, tuple):
        found += [misfit_in_universe(ticker, markets, exchange or "") for ticker in universe]
    for misfit in found:
        if misfit is not None and misfit.sure:
            raise SettingsError(misfit.message)


def contradictions(run: RunSettings, markets: Markets | None) -> list[tuple[str, tuple[str, ...]]]:
    """What cannot be meant together: a message, and the keys concerned, the one most likely at fault first."""
    start, end, analysis = run.start_date, run.end_date, run.analysis_start
    found: list[tuple[str, tuple[str, ...]]] = []
    if start and end and end <= start:
        told = f"`end_date` {end} is not after `start_date` {start}, so the range holds no bar. Choose a later end."
        found.append((told, ("end_date", "start_date")))
    elif start and analysis and analysis < start:
        told = f"`analysis_start` {analysis} is before `start_date` {start}. Choose a day on or after it."
        found.append((told, ("analysis_start", "start_date")))
    elif end and analysis and analysis >= end:
        told = (
            f"`analysis_start` {analysis} is not before `end_date` {end}, so no signal counts. Choose an earlier day."
        )
        found.append((told, ("analysis_start", "end_date")))
    if run.leverage and run.leverage > 1 and (misfit := _without_leverage(run, markets)):
        told, key = misfit
        found.append((f"`leverage` {run.leverage:g} needs a perpetual market, but {told}", ("leverage", key)))
    return found


def _without_leverage(run: RunSettings, markets: Markets | None) -> tuple[str, str] | None:
    """Why a run surely trades no perpetual, and the key that says so; None where that is not sure."""
    from signal_dsl.markets import PERPETUAL, builtin
    from signal_dsl.markets.tickers import known, market

    markets = markets or builtin()
    exchange = markets.exchanges.get(run.exchange) if run.exchange else None
    kinds = known(exchange) if exchange is not None else None
    if kinds is not None and PERPETUAL not in kinds:
        is_what = f"`exchange` {run.exchange} is a {' and '.join(kinds)} market"
        return f"{is_what}. Choose a perpetual exchange, or leave the leverage out.", "exchange"
    traded = [market(ticker, markets) for ticker in run.universe or ()]
    if traded and None not in traded and PERPETUAL not in traded:
        others = f" and {len(traded) - 1} more are of no such" if len(traded) > 1 else f" is of a {traded[0]}"
        assert run.universe is not None
        told = f"`{run.universe[0]}`{others} market. Trade perpetuals, or leave the leverage out."
        return told, "universe"
    return None


def _placed(run: RunSettings, origins: dict[str, Origin], markets: Markets | None) -> tuple[Fault, ...]:
    """The contradictions as faults: in the script if one of the two stands there, else in the configuration.

    Where both come from the command line there is no place to show, and `from_options` has refused them.
    """
    faults = []
    for message, keys in contradictions(run, markets):
        for key in sorted(keys, key=lambda key: origins[key].source != SCRIPT):
            origin = origins[key]
            if origin.place is None:
                continue
            others = [
                f" (`{one}` comes from {origins[one].source}.)" for one in keys if origins[one].source != origin.source
            ]
            file = "" if origin.source == SCRIPT else origin.source
            faults.append(Fault(origin.place.start, origin.place.end, message + "".join(others), key, file=file))
            break
    return tuple(faults)
