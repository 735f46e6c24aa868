"""The bars behind a result, which come in pages as large as the platform gives."""

from __future__ import annotations

from pathlib import Path

from signal_dsl.heytraders.kept import Kept
from signal_dsl.heytraders.run import Runs, Sent
from tests.heytraders.server import Platform, Reply, bad, good
from tests.heytraders.support import REQUEST, client


def test_the_prices_come_in_pages(tmp_path: Path) -> None:
    def page(first: int, last: int) -> Reply:
        return good(
            {
                "candles": [
                    {"time": f"2024-01-{day:02}T00:00:00Z", "open": 1, "close": day} for day in range(first, last)
                ]
            }
        )

    with Platform() as server, client(server) as api:
        server.on("GET /market/ohlcv", bad("VALIDATION_ERROR", "limit", 422), page(1, 11), page(10, 20), page(19, 20))
        document = Runs(api, kept=Kept(tmp_path), prices=True).collect("r_1", Sent(REQUEST))
        asked = [one.path for one in server.requests if "ohlcv" in one.path]
    assert document["prices"]["BINANCE:BTC/USDT"]["close"] == list(range(1, 20))  # type: ignore[index]
    assert len(asked) == 4
    assert "limit=50000" in asked[0]
    assert "limit" not in asked[1]
    assert "start_date=2024-01-10" in asked[2]
    assert "exchange=binance" in asked[0]
