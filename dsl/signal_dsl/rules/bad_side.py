"""SIG504."""

from __future__ import annotations

from signal_dsl.diagnostics import ERROR
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.trades import ENTRY, LONG, SHORT, Text, wrong_sides

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts

# What an entry's side is called elsewhere. To sell is not here: it may mean to go short, or to leave a position.
_MEANT = {
    **dict.fromkeys(("BUY", "BULL", "BULLISH", "L", "LNG", "UP", "YES"), LONG),
    **dict.fromkeys(("BEAR", "BEARISH", "S", "SHRT", "DOWN", "SELLSHORT"), SHORT),
}
_LEAVING = ("SELL", "CLOSE", "EXIT", "FLAT", "NONE", "COVER", "NEUTRAL")


class BadSide(Rule):
    """A side is something other than `"LONG"` or `"SHORT"`.

    The platform refuses the signal. Only the case of the letters can be mended without a doubt; whether `"SELL"` is to
    go short or to leave a position, nobody but the author knows.
    """

    code = "SIG504"
    name = "bad-side"
    severity = ERROR
    bad = (
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "long", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "BUY", Weight(0.5)))
""",
    )
    good = (
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14) > 70, entry("BINANCEFUTURESUSD:BTC/USDT:USDT", "SHORT", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for text in wrong_sides(facts):
            yield _told(text)


def _told(text: Text) -> Finding:
    word = "".join(char for char in text.value if char.isalpha()).upper()
    shown = "".join(char if char.isprintable() and char != "`" else "\ufffd" for char in text.value[:30])
    told = f'There is no side `"{shown}"`.'
    if text.value.strip().upper() in (LONG, SHORT):
        meant = text.value.strip().upper()
        return Finding(*text.place, f'A side is written `"{meant}"`.', text.instead(meant, safe=True))
    leaves = text.call.function.name != ENTRY
    if leaves and (word in _LEAVING or word in _MEANT):
        remedy = f'The side of an exit is that of the position, `"{LONG}"` or `"{SHORT}"`; without it, both are left.'
        return Finding(*text.place, f"{told} {remedy}")
    if word in _LEAVING:
        remedy = f'An entry is `"{LONG}"` or `"{SHORT}"`; `exit(ticker)` leaves a position.'
        return Finding(*text.place, f"{told} {remedy}")
    near = _MEANT.get(word) or _near(word)
    if near is None:
        return Finding(*text.place, f'{told} It is `"{LONG}"` or `"{SHORT}"`.')
    return Finding(*text.place, f'{told} Did you mean `"{near}"`?', text.instead(near))


def _near(word: str) -> str | None:
    if len(word) > 20:
        return None
    from difflib import get_close_matches  # 2 ms of import, needed only for a fault

    return next(iter(get_close_matches(word, (LONG, SHORT), 1, 0.6)), None)
