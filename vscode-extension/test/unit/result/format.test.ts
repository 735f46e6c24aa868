import assert from "node:assert/strict";
import { test } from "node:test";
import { currencyOf, type ResultDocument, shortTicker, tickersOf } from "../../../src/result/document";
import { decimals, measured, metric, moment, money, percent, price, quantity } from "../../../src/result/format";
import { drawdown, placeOf, seconds } from "../../../src/result/series";

test("numbers have their sign, their unit and as many digits as they need", () => {
  assert.equal(percent(12.345, true), "+12.35 %");
  assert.equal(percent(-0.001, true), "0.00 %");
  assert.equal(percent(null), "–");
  assert.equal(money(-1234.5, "USDT", true), "−1,234.50 USDT");
  assert.equal(money(2_500_000, ""), "2,500,000");
  assert.equal(price(64250.123), "64,250.1");
  assert.equal(price(0.00001234), "0.000012340");
  assert.equal(decimals(0), 2);
  assert.equal(quantity(1, "trade"), "1 trade");
  assert.equal(quantity(1234, "trade"), "1,234 trades");
});

test("moments are in UTC, whatever the machine's zone is", () => {
  assert.equal(moment("2024-01-31T13:00:00Z"), "2024-01-31 13:00");
  assert.equal(moment(1704067200, true), "2024-01-01");
  assert.equal(moment("never"), "never");
  assert.equal(seconds("2024-01-01T00:00:00Z"), 1704067200);
});

test("a metric that is not known keeps its name", () => {
  assert.equal(metric("max_drawdown").label, "Max drawdown");
  assert.equal(metric("jensens_alpha").label, "Jensens alpha");
  assert.equal(measured(metric("num_trades"), 1234, ""), "1,234");
  assert.equal(measured(metric("fees_paid"), 3, "KRW"), "3.00 KRW");
  assert.equal(measured(metric("foo_pct"), 3, ""), "3.00 %");
});

test("tickers and their currency", () => {
  const of = (universe: string[]): ResultDocument => ({ version: 1, result_id: "r", settings: { universe } });
  assert.equal(currencyOf(of(["BINANCE:BTC/USDT", "GATE:ETH/USDT"])), "USDT");
  assert.equal(currencyOf(of(["BINANCE:BTC/USDT", "UPBIT:BTC/KRW"])), "");
  assert.equal(currencyOf(of(["BINANCEFUTURESUSD:BTC/USD:USDT"])), "USDT");
  assert.equal(shortTicker("BINANCEFUTURESUSD:BTC/USDT:USDT"), "BTC/USDT");
  assert.equal(shortTicker(`POLYMARKET:${"7".repeat(70)}`), `${"7".repeat(12)}…`);
  assert.deepEqual(tickersOf({ version: 1, result_id: "r" }), []);
});

test("drawdown is what equity is below its peak", () => {
  assert.deepEqual(
    drawdown({ equity: [90, 120, null, 60, 130] }, 100).map((one) => one && Math.round(one)),
    [-10, 0, null, -50, 0],
  );
  assert.deepEqual(drawdown({ equity: [5], drawdown: [-7] }, null), [-7]);
});

test("the bar of a moment is the last that is not after it", () => {
  assert.deepEqual(
    [0, 10, 15, 20, 99].map((moment) => placeOf([10, 20, 30], moment)),
    [0, 0, 0, 1, 2],
  );
});
