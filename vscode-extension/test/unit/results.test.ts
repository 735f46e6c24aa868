import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { html } from "../../src/results/html";
import { lineNow } from "../../src/results/lines";
import { isFromPanel } from "../../src/results/messages";
import { label, summary } from "../../src/results/summary";

describe("a line of the script that was run", () => {
  const ran = "a = 1\nb = 2\nemit_signal(a > b, exit('X:A/B'))\n";

  it("is the same line where nothing has changed", () => {
    assert.equal(lineNow(ran, ran, 3), 3);
  });

  it("moves with its text", () => {
    assert.equal(lineNow(ran, `# new\r\n\r\n${ran}`, 3), 5);
  });

  it("is the nearest of several that are alike", () => {
    assert.equal(lineNow("x\ny\nx\n", "y\nx\nz\nz\nz\nx\n", 3), 2);
  });

  it("keeps its number where the text is gone, and stays in the file", () => {
    assert.equal(lineNow(ran, "a = 1\nb = 2\nc = 3\n", 3), 3);
    assert.equal(lineNow(ran, "a = 1", 3), 1);
    assert.equal(lineNow(ran, "", 99), 1);
  });
});

describe("a result in a sentence", () => {
  const document = { version: 1, result_id: "r_1" };

  it("tells what there is", () => {
    const metrics = { total_return_pct: 12.34, buy_and_hold_return_pct: -3, max_drawdown: 8.06, num_trades: 12 };
    assert.equal(
      summary({ ...document, metrics }),
      "Backtest done: return +12.3 %, buy and hold −3.0 %, drawdown 8.1 %, 12 trades.",
    );
  });

  it("says that it is simulated, and that there were no trades", () => {
    assert.equal(
      summary({ ...document, simulated: true, metrics: { num_trades: 0 } }),
      "Simulated backtest done: no trades.",
    );
  });

  it("tolerates what is missing", () => {
    assert.equal(summary({ ...document, metrics: { total_return_pct: null } }), "Backtest done.");
  });
});

it("a result's label tells when and over what", () => {
  const settings = { timeframe: "1d", start_date: "2024-01-01", end_date: "2024-12-31" };
  assert.equal(label("2026-11-28T12:00:03.5Z", settings), "2026-11-28 12:00 · 1d · 2024-01-01 to 2024-12-31");
  assert.equal(label(null, {}), "Unknown time");
});

describe("the panel's page", () => {
  const page = html({ source: "https://x.test", script: "s.js", style: "s.css", nonce: "abc", title: "<b>" });

  it("lets in its own script and style sheet alone", () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-abc'; style-src https://x.test; base-uri 'none'; form-action 'none'",
    );
  });

  it("has no text read as HTML", () => {
    assert.ok(!page.includes("<b>"));
  });
});

it("only the panel's own messages are taken", () => {
  const good = [{ type: "ready" }, { type: "line", line: 3 }];
  const bad = [null, undefined, "ready", {}, { type: "line" }, { type: "line", line: 0 }, { type: "line", line: 1.5 }];
  assert.ok(good.every(isFromPanel));
  assert.ok(!bad.some(isFromPanel));
});
