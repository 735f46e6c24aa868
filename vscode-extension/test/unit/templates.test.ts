import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { range, TEMPLATES, TICKER, TIMEFRAMES } from "../../src/features/templates";
import { REPOSITORY } from "./paths";

const TODAY = new Date("2026-11-28T12:00:00Z");
const TICKERS = ["BINANCE:BTC/USDT", "BINANCEFUTURESUSD:BTC/USDT:USDT", "UPBIT:BTC/KRW"];

describe("what a new strategy begins with", () => {
  it("has no finding, whatever is chosen", () => {
    const folder = mkdtempSync(join(tmpdir(), "signal-dsl-"));
    writeFileSync(join(folder, "signal-dsl.toml"), "");
    for (const [name, make] of Object.entries(TEMPLATES)) {
      for (const timeframe of TIMEFRAMES) {
        for (const [at, ticker] of TICKERS.entries()) {
          const { script } = make({ ticker, timeframe, ...range(timeframe, TODAY) });
          writeFileSync(join(folder, `${name}-${at}-${timeframe}.signal`), script);
        }
      }
    }
    // A template with nothing but settings gives no signal: that is what its author goes on to write.
    const python = process.env.SIGNAL_DSL_PYTHON ?? join(REPOSITORY, ".venv", "bin", "python");
    const options = ["lint", "--no-cache", "--ignore", "SIG601", "--fail-on", "info", folder];
    const { stdout, status } = spawnSync(python, ["-m", "signal_dsl", ...options], { encoding: "utf8", cwd: folder });
    assert.equal(status, 0, stdout.slice(0, 1000));
  });
});

describe("a ticker", () => {
  for (const good of [...TICKERS, "POLYMARKET:123456/USDC"]) {
    it(`can be ${good}`, () => {
      assert.match(good, TICKER);
    });
  }
  for (const bad of ["BTC/USDT", "binance:BTC/USDT", "BINANCE:BTCUSDT", "BINANCE:BTC/", "BINANCE: BTC/USDT"]) {
    it(`cannot be ${bad}`, () => {
      assert.doesNotMatch(bad, TICKER);
    });
  }
});

it("ranges end with a month and are as long as the bars ask for", () => {
  assert.deepEqual(range("1h", TODAY), { start: "2025-11-01", end: "2026-11-01" });
  assert.deepEqual(range("15m", TODAY), { start: "2026-10-02", end: "2026-11-01" });
});
