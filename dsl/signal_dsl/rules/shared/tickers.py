"""What is wrong with the tickers of a script and of its run settings, as the rules about them go through it."""

from __future__ import annotations

from signal_dsl.diagnostics import WARNING, Edit, Fix
from signal_dsl.markets.tickers import fits, form
from signal_dsl.rules.base import Finding
from signal_dsl.rules.shared.trades import is_plain, tickers, values
from signal_dsl.settings import SCRIPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.markets import Markets
    from signal_dsl.markets.misfits import Misfit
    from signal_dsl.settings import Place, RunSettings


def misfits(facts: Facts, *, exchange: bool) -> Iterator[Finding]:
    """The tickers and exchanges that are wrong: where the `exchange` does not exist, or else where it does."""
    wrong = {value: found for value in values(facts) if (found := misfit(value, facts)) is not None}
    for text in tickers(facts) if wrong else ():
        found = wrong.get(text.value)
        if found is not None and found.exchange == exchange:
            fixes = [
                fix
                for place, meant in enumerate(found.instead)
                for fix in text.instead(meant, safe=found.same and not place)
            ]
            yield _finding(found, *text.place, tuple(fixes))
    settings = facts.settings
    places = {key: origin.place for key, origin in settings.origins if origin.source == SCRIPT and origin.place}
    for found, start, end, fixes_ in setting_misfits(settings.run, places, facts.source.text, facts.markets):
        if found.exchange == exchange:
            yield _finding(found, start, end, fixes_)


def misfit(ticker: str, facts: Facts) -> Misfit | None:
    """What is wrong with a ticker of a script; None where nothing is."""
    if fits(ticker, facts.markets):
        return None
    from signal_dsl.markets import misfits

    return misfits.misfit(ticker, facts.markets, _usual(facts.settings.run, facts.markets))


def setting_misfits(
    run: RunSettings, places: dict[str, Place], text: str, markets: Markets
) -> Iterator[tuple[Misfit, int, int, tuple[Fix, ...]]]:
    """What is wrong with `exchange` and `universe`, where that is, and how it can be mended.

    `places` are those of the settings that stand in `text`; of the others nothing is told.
    """
    place = places.get("exchange")
    if place is not None and run.exchange is not None and run.exchange not in markets.exchanges:
        from signal_dsl.markets.misfits import misfit_exchange

        found = misfit_exchange(run.exchange, markets)
        if found is not None:
            yield found, place.start, place.end, _fixes(found, run.exchange, place.start, place.end, text)
    place = places.get("universe")
    if place is None or not run.universe:
        return
    for number, entry in enumerate(run.universe):
        if fits(entry, markets):
            continue
        from signal_dsl.markets.misfits import misfit_in_universe

        found = misfit_in_universe(entry, markets, _usual(run, markets))
        if found is not None:
            exact = len(place.items) == len(run.universe)
            start, end = place.items[number] if exact else (place.start, place.end)
            yield found, start, end, _fixes(found, entry, start, end, text)


def _fixes(found: Misfit, value: str, start: int, end: int, text: str) -> tuple[Fix, ...]:
    """The fixes that replace a setting's value; none where something else stands at its place."""
    if text[start:end] not in (f'"{value}"', f"'{value}'"):
        return ()
    return tuple(
        Fix(f"Write `{meant}`", (Edit(start, end, f'"{meant}"'),), found.same and not place)
        for place, meant in enumerate(found.instead)
        if is_plain(meant)
    )


def _finding(found: Misfit, start: int, end: int, fixes: tuple[Fix, ...]) -> Finding:
    return Finding(start, end, found.message, fixes, None if found.sure else WARNING)


def _usual(run: RunSettings, markets: Markets) -> str:
    """The exchange that a ticker without one is most likely of: that of the run, else the sole one of its universe."""
    if run.exchange is not None:
        return run.exchange
    prefixes = {entry.partition(":")[0] for entry in run.universe or () if fits(entry, markets)}
    exchange = markets.exchange(prefixes.pop()) if len(prefixes) == 1 else None
    return exchange.id if exchange is not None else ""


def nearest_ticker(ticker: str, among: Collection[str]) -> str | None:
    """The ticker of some that is the same in all but its exchange, its base or its currencies."""
    exchange, base, currencies = _parts(ticker)
    if not base:
        return None
    for entry in among:
        others = _parts(entry)
        if others[1] == base and (others[0] == exchange or others[2][:1] == currencies[:1]):
            return entry
    alike = {parts[1]: entry for entry in among if (parts := _parts(entry))[::2] == (exchange, currencies)}
    from difflib import get_close_matches  # 2 ms of import, needed only for a fault

    close = get_close_matches(base, alike, 1, 0.75)
    return alike[close[0]] if close else None


def _parts(ticker: str) -> tuple[str, str, tuple[str, ...]]:
    """Exchange, base and currencies; the base is empty where a ticker has none."""
    exchange, _, symbol = ticker.partition(":")
    if "/" not in symbol or not form(symbol):
        return exchange, "", ()
    base, *currencies = symbol.replace(":", "/").split("/")
    return exchange, base, tuple(currencies)
