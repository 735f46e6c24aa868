"""What is wrong with a ticker or an exchange, in words, and what was probably meant."""

from __future__ import annotations

from signal_dsl.markets import KEYWORDS, PERPETUAL, PREDICTION, SPOT
from signal_dsl.markets.symbols import currencies, is_marked_perpetual, is_pair, repaired
from signal_dsl.markets.tickers import LONGEST_TOKEN, SHORTEST_TOKEN, fits, foreign_currency, form, is_lower, known
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.markets import Exchange, Markets

_EXAMPLE = "`EXCHANGE:BASE/QUOTE`, such as `BINANCE:BTC/USDT`"


@record
class Misfit:
    """What is wrong with a ticker or an exchange.

    `exchange` tells whether it is the exchange, which does not exist. `message` is a sentence with its remedy. `sure`:
    it cannot be meant; else it is only believed to be wrong. `instead` are what can be meant, the likeliest first, and
    `same` tells that the first differs in case or blanks alone.
    """

    exchange: bool
    message: str
    sure: bool = True
    instead: tuple[str, ...] = ()
    same: bool = False


def misfit(ticker: str, markets: Markets, usual: str = "") -> Misfit | None:
    """What is wrong with a ticker; None where nothing is.

    `usual` is the id of the exchange that is taken where the ticker names none; empty where nothing is known of it.
    """
    if fits(ticker, markets):
        return None
    bare = "".join(char for char in ticker if char.isprintable() and not char.isspace())
    if not bare:
        return _ticker(f"A ticker is empty. Write it as {_EXAMPLE}.")
    prefix, colon, symbol = bare.partition(":")
    exchange = markets.exchange(prefix)
    if not prefix or not colon or "/" in prefix:
        return _without_exchange(bare.removeprefix(":"), exchange, markets, usual)
    if exchange is None:
        return _unknown(prefix, markets, form(symbol), symbol)
    found = _symbol(symbol, exchange, markets)
    if found is not None and found.sure:
        return found
    meant = f"{exchange.prefix}:{symbol}"
    if prefix != exchange.prefix:
        return _ticker(f"The exchange of a ticker is in upper case. Write `{_shown(meant)}`.", meant, same=True)
    if bare != ticker:
        message = f"A ticker has no blanks, nor anything else that cannot be seen. Write `{_shown(meant)}`."
        return _ticker(message, meant, same=True)
    return found


def misfit_exchange(id: str, markets: Markets) -> Misfit | None:
    """What is wrong with an exchange that is named by its id; None where nothing is."""
    if id in markets.exchanges:
        return None
    return _unknown(id, markets)


def misfit_in_universe(entry: str, markets: Markets, usual: str = "") -> Misfit | None:
    """What is wrong with an entry of a universe, which may be a keyword as well; None where nothing is."""
    if entry in KEYWORDS:
        return None
    bare = entry.strip()
    if bare.lower() in KEYWORDS:
        meant = bare.lower()
        return Misfit(False, f"There is no keyword `{_shown(entry)}`. Write `{meant}`.", False, (meant,), True)
    if not _may_be_keyword(bare) or markets.exchange(bare) is not None or is_pair(bare):
        return misfit(entry, markets, usual)
    near = _near(bare, KEYWORDS)
    remedy = f"Did you mean `{near}`?" if near else f"Known are {', '.join(KEYWORDS)}. Tickers are written {_EXAMPLE}."
    message = f"`{_shown(bare)}` is no ticker, and no keyword that is known. {remedy}"
    return Misfit(False, message, False, (near,) if near else ())


def _may_be_keyword(text: str) -> bool:
    return text.isascii() and text.isalnum() and text.islower()


def _ticker(message: str, *instead: str, sure: bool = True, same: bool = False) -> Misfit:
    return Misfit(False, message, sure, instead, same)


def _without_exchange(text: str, exchange: Exchange | None, markets: Markets, usual: str) -> Misfit:
    """A ticker that names no exchange, or nothing else."""
    if exchange is not None:
        return _ticker(f"`{_shown(text)}` is an exchange, not a ticker. Write {_form(exchange)}.")
    told = f"`{_shown(text)}` names no exchange."
    kind = form(text)
    if kind == PREDICTION and len(text) >= SHORTEST_TOKEN:
        usual = "polymarket"
    taken = markets.exchanges.get(usual)
    if taken is not None and kind == PERPETUAL and kind not in taken.markets:
        taken = markets.exchanges.get(taken.perpetual)
    symbol = repaired(text, taken) if taken is not None else ""
    if taken is None or not symbol:
        return _ticker(f"{told} Write it as {_EXAMPLE}.")
    meant = f"{taken.prefix}:{symbol}"
    return _ticker(f"{told} Write `{_shown(meant)}`.", meant)


def _unknown(written: str, markets: Markets, kind: str = "", symbol: str = "") -> Misfit:
    """An exchange that does not exist. The `kind` of market that is meant makes some more likely than others."""
    told = f"There is no exchange `{_shown(written)}`."
    likely = [one.id for one in markets.exchanges.values() if not kind or kind in (known(one) or (kind,))]
    near = _near(written.lower(), likely) or _near(written.lower(), markets.exchanges)
    if near is None:
        names = (one.prefix if symbol else one.id for one in markets.exchanges.values())
        return Misfit(True, f"{told} Use one of {', '.join(names)}.")
    other = markets.exchanges.get(markets.exchanges[near].perpetual)
    if other is not None and kind in other.markets:
        near = other.id
    meant = markets.exchanges[near].prefix if symbol else near
    same = written.strip().lower() == near
    return Misfit(True, f"{told} Did you mean `{meant}`?", True, (f"{meant}:{symbol}" if symbol else meant,), same)


def _symbol(symbol: str, exchange: Exchange, markets: Markets) -> Misfit | None:
    """What is wrong with what stands behind the exchange."""
    if not symbol:
        return _ticker(f"`{exchange.prefix}:` names no market. Write {_form(exchange)}.")
    written = f"{exchange.prefix}:{symbol}"
    kinds = known(exchange)
    if kinds is None:
        return None
    kind = form(symbol)
    if kind in kinds:
        return _token(symbol) if kind == PREDICTION else _doubtful(symbol, exchange)
    if PREDICTION in kinds:
        return _ticker(
            f"The symbol on {exchange.prefix} is a token id, a long number in decimal digits, not `{_shown(symbol)}`."
        )
    if kind == SPOT:
        meant = repaired(symbol, exchange)
        told = f"{exchange.prefix} trades perpetuals, whose tickers name the currency of settlement, too."
        return _written(told, exchange, meant)
    if kind == PERPETUAL:
        spot = f"{exchange.prefix}:{symbol.partition(':')[0]}"
        told = f"{exchange.prefix} is a spot market, so its tickers have no currency of settlement. Write `{spot}`"
        other = markets.exchanges.get(exchange.perpetual)
        if other is None:
            return _ticker(f"{told}.", spot)
        meant = f"{other.prefix}:{symbol}"
        return _ticker(f"{told}, or for the perpetual `{_shown(meant)}`.", spot, meant)
    if PERPETUAL not in kinds and is_marked_perpetual(symbol):
        exchange = markets.exchanges.get(exchange.perpetual, exchange)
    told = f"`{_shown(written)}` is no ticker."
    return _written(told, exchange, repaired(symbol, exchange))


def _written(told: str, exchange: Exchange, symbol: str) -> Misfit:
    """A ticker that is written in another way; `symbol` is what is meant, empty where that is not known."""
    if not symbol:
        return _ticker(f"{told} Write {_form(exchange)}.")
    meant = f"{exchange.prefix}:{symbol}"
    return _ticker(f"{told} Write `{_shown(meant)}`.", meant)


def _token(symbol: str) -> Misfit | None:
    """What is doubtful about a token id."""
    if len(symbol) < SHORTEST_TOKEN:
        told = f"`{_shown(symbol)}` is short for a token id, which has some 77 digits."
    elif len(symbol) > LONGEST_TOKEN:
        told = f"This token id has {len(symbol)} digits, and there is none of more than {LONGEST_TOKEN}."
    else:
        return None
    return _ticker(f"{told} Take the id of the outcome's token, not that of the market.", sure=False)


def _doubtful(symbol: str, exchange: Exchange) -> Misfit | None:
    """What is doubtful about a symbol that is well-formed."""
    if is_lower(symbol):
        meant = f"{exchange.prefix}:{symbol.upper()}"
        message = f"Currencies are written in upper case. Write `{_shown(meant)}`."
        return _ticker(message, meant, sure=False, same=True)
    other = foreign_currency(symbol, exchange.quote) if exchange.quote else ""
    if not other:
        return None
    meant = f"{exchange.prefix}:{currencies(symbol, exchange.quote)}"
    told = f"{exchange.prefix} is known to quote in {exchange.quote} alone, not in {_shown(other)}."
    return _ticker(f"{told} Write `{_shown(meant)}`.", meant, sure=False)


def _form(exchange: Exchange) -> str:
    """How the tickers of an exchange are written."""
    kinds = known(exchange) or (SPOT,)
    if PREDICTION in kinds:
        return f"`{exchange.prefix}:` and a token id"
    quote = exchange.quote or "USDT"
    shape, example = ("BASE/QUOTE", f"BTC/{quote}") if SPOT in kinds else ("BASE/QUOTE:SETTLE", f"BTC/{quote}:{quote}")
    return f"it as `{exchange.prefix}:{shape}`, such as `{exchange.prefix}:{example}`"


def _near(word: str, choices: Iterable[str]) -> str | None:
    """The choice that was probably meant by `word`, if there is one."""
    choices = tuple(choices)
    plain = word.strip().lower().replace("-", "").replace("_", "")
    if plain in choices or len(plain) > 50:
        return plain if plain in choices else None
    from difflib import get_close_matches  # 2 ms of import, needed only for a fault

    return next(iter(get_close_matches(plain, choices, 1, 0.7)), None)


def _shown(text: str, most: int = 40) -> str:
    """`text` on one line, printable, and not longer than a message can bear."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in text[: 10 * most])
    return line if len(line) <= most else f"{line[: most - 1]}…"
