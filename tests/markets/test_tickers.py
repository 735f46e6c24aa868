"""How tickers are told from what is none, and what was meant by that."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.markets import EXCHANGES, PERPETUAL, PREDICTION, SPOT, Exchange, Markets, builtin
from signal_dsl.markets.misfits import misfit, misfit_exchange, misfit_in_universe
from signal_dsl.markets.tickers import fits, market
from tests.amounts import slow_cases
from tests.markets.written import texts, tickers

MARKETS = builtin()
USUAL = st.sampled_from(["", "nowhere", *EXCHANGES])


@settings(max_examples=5 * slow_cases())
@given(tickers(), USUAL)
def test_nothing_is_wrong_with_tickers_as_they_are_written(ticker: str, usual: str) -> None:
    assert fits(ticker, MARKETS)
    assert misfit(ticker, MARKETS, usual) is None
    assert misfit_in_universe(ticker, MARKETS, usual) is None
    assert market(ticker, MARKETS) in EXCHANGES[ticker.partition(":")[0].lower()].markets


@settings(max_examples=10 * slow_cases())
@given(texts(), USUAL)
def test_whatever_does_not_fit_is_told_in_a_sentence(text: str, usual: str) -> None:
    for found in (misfit(text, MARKETS, usual), misfit_in_universe(text, MARKETS, usual)):
        if found is None:
            assert fits(text, MARKETS) or text in ("top30", "top50", "top100", "trending", "defi")
            continue
        assert not fits(text, MARKETS)
        assert found.message.endswith((".", "?"))
        assert found.message.isprintable()
        assert len(found.message) < 300
        assert text not in found.instead


@settings(max_examples=10 * slow_cases())
@given(texts(), USUAL)
def test_what_is_offered_instead_is_better(text: str, usual: str) -> None:
    found = misfit(text, MARKETS, usual)
    for meant in found.instead if found is not None else ():
        left = misfit(meant, MARKETS, usual)
        assert left is None or left.message != found.message
    if found is not None and found.same:
        (meant,) = found.instead
        assert meant.casefold() == "".join(char for char in text if char.isprintable() and char != " ").casefold()


@settings(max_examples=5 * slow_cases())
@given(tickers(), st.sampled_from([" ", "\u200b", "\u00a0", "\n"]), st.randoms(use_true_random=False))
def test_blanks_and_the_case_of_the_exchange_are_mended(ticker: str, blank: str, random) -> None:
    at = random.randrange(len(ticker) + 1)
    for text in (ticker[:at] + blank + ticker[at:], ticker.replace(ticker[0], ticker[0].lower(), 1)):
        found = misfit(text, MARKETS)
        assert found is not None
        assert (found.sure, found.same, found.instead) == (True, True, (ticker,))


@given(st.text(max_size=20))
def test_an_exchange_exists_or_does_not(id: str) -> None:
    found = misfit_exchange(id, MARKETS)
    assert (found is None) == (id in EXCHANGES)
    assert found is None or (found.exchange and found.sure)


@pytest.mark.parametrize("id", EXCHANGES)
def test_every_exchange_is_found_in_whatever_case(id: str) -> None:
    assert MARKETS.exchange(id) is MARKETS.exchange(id.upper()) is MARKETS.exchange(id.title()) is EXCHANGES[id]
    found = misfit_exchange(id.upper(), MARKETS)
    assert found is not None
    assert (found.instead, found.same) == ((id,), True)


def test_an_exchange_with_several_market_types_has_tickers_of_each() -> None:
    markets = Markets([Exchange("okx", (SPOT, PERPETUAL))])
    for ticker, kind in (("OKX:BTC/USDT", SPOT), ("OKX:BTC/USDT:USDT", PERPETUAL)):
        assert misfit(ticker, markets) is None
        assert market(ticker, markets) == kind
    found = misfit("OKX:BTCUSDT", markets)
    assert found is not None
    assert found.instead == ("OKX:BTC/USDT",)


@pytest.mark.parametrize("kinds", [(), ("margin",), (SPOT, "margin"), (PREDICTION, "options")])
def test_nothing_is_claimed_of_market_types_that_nobody_knows(kinds: tuple[str, ...]) -> None:
    markets = Markets([Exchange("okx", kinds)])
    for ticker in ("OKX:BTC/USDT", "OKX:BTC/USDT:USDT", "OKX:BTC-USDT", "OKX:1", "OKX:btc"):
        assert misfit(ticker, markets) is None
        assert market(ticker, markets) is None
    assert misfit("okx:BTC/USDT", markets) is not None
    assert misfit("OKX:", markets) is not None
