// What an author sees while typing, in real VS Code, with the extension as it is packed.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { closeBrowser, Workbench } from "./support/workbench";

const TREND = `# /// backtest
# universe = ["BINANCE:BTC/USDT"]
# timeframe = "1d"
# start_date = "2024-01-01"
# end_date = "2024-06-30"
# ///

trend = ema(close, 200)
momentum = rsi(close, 14)

emit_signal(close > trend and momentum < 70, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(close < trend, exit("BINANCE:BTC/USDT"))
`;

const folder = new Folder({ "trend.signal": TREND });
let server: CodeServer;
let code: Workbench;

before(async () => {
  server = await CodeServer.start();
  code = await Workbench.open(server.url, folder.path);
  await code.openFile("trend.signal");
});

after(async () => {
  await closeBrowser();
  await server.stop();
  folder.remove();
});

it("highlights what the language is made of", async () => {
  const colours = await code
    .line("emit_signal(close > trend")
    .evaluate((line) =>
      Object.fromEntries(
        [...line.querySelectorAll("span > span")].map((span) => [span.textContent, getComputedStyle(span).color]),
      ),
    );
  const different = new Set(Object.values(colours));
  assert.ok(different.size >= 4, JSON.stringify(colours));
});

it("shows a squiggle, with the reason and the rule at hand", async () => {
  await code.editor.locator(".squiggly-error").first().waitFor();
  await code.goTo(8, 10);
  await code.command("Show or Focus Hover");
  const hover = code.page.locator(".monaco-hover").filter({ hasText: "SIG401" }).first();
  await hover.waitFor();
  assert.match((await hover.textContent()) ?? "", /needs 200 bars of 1d/);
  await code.screenshot("squiggle");
});
