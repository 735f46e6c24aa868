// From the script to the chart: validate, backtest, look at the result, cancel; against a server with the platform's API
// on this machine.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import type { FrameLocator } from "playwright-core";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { Line } from "./support/line";
import { KEY, realPython, Sandbox } from "./support/sandbox";
import { clearNotifications, panelOf, shownIn, signIn } from "./support/shown";
import { IDLE, LONG, SOUND } from "./support/scripts";
import { until } from "./support/until";
import { closeBrowser, openBrowser, Workbench } from "./support/workbench";

const folder = new Folder({ "sound.signal": SOUND, "idle.signal": IDLE, "long.signal": LONG });
let sandbox: Sandbox;
let line: Line;
let server: CodeServer;
let code: Workbench;

before(async () => {
  sandbox = await Sandbox.start(KEY);
  line = await Line.to(sandbox.url);
  server = await CodeServer.start({
    settings: {
      "signal-dsl.interpreter": realPython(),
      "signal-dsl.api.url": line.url,
    },
  });
  code = await Workbench.open(server.url, folder.path, { width: 1600, height: 1150 });
  await code.openFile("sound.signal");
  await code.editor.locator(".codelens-decoration").filter({ hasText: "Backtest" }).first().waitFor();
  await code.page.keyboard.press("Control+B"); // room for the result
  await signIn(code, KEY);
});

after(async () => {
  await closeBrowser();
  await server.stop();
  await line.stop();
  await sandbox.stop();
  folder.remove();
});

const shown = shownIn(() => code);
const panel = (): FrameLocator => panelOf(code);

shown("validates", async () => {
  await code.focusEditor();
  await code.editor.locator(".codelens-decoration a").filter({ hasText: "Validate" }).first().click();
  await code.notification(/takes the script/).waitFor();
  await code.screenshot("validated");
  await clearNotifications(code);
});

shown("backtests, and shows price, equity and figures", async () => {
  await code.editor.locator(".codelens-decoration a").filter({ hasText: "Backtest" }).first().click();
  await panel().getByRole("heading", { level: 1 }).first().waitFor();
  await panel().locator("#chart canvas").first().waitFor();
  const figures = await panel().locator("#metrics").innerText();
  assert.match(figures, /Sharpe/);
  const told = code.notification(/backtest done: return .*, buy and hold/i);
  for (const name of ["Save Report …", "Open Dashboard"]) {
    await told.getByRole("button", { name }).waitFor();
  }
  await code.screenshot("result");
  await clearNotifications(code);
});

shown("goes from a signal to its line in the script", async () => {
  await panel().locator("#script .row.signal button.line").first().click();
  await code.editor.locator(".active-line-number").filter({ hasText: "12" }).waitFor();
});

shown("shows trades that can be sorted and chosen with keys", async () => {
  const table = panel().locator("#trades table");
  const head = table.getByRole("button", { name: /P&L|PnL|Profit/i }).first();
  await head.focus();
  await code.page.keyboard.press("Enter");
  await table.locator("th[aria-sort]").first().waitFor();
  const drawn = (): Promise<string> =>
    panel()
      .locator("#chart canvas")
      .evaluateAll((canvases) => canvases.map((one) => (one as HTMLCanvasElement).toDataURL()).join());
  const before = await drawn();
  await table.locator("tr[data-trade]").first().focus();
  await code.page.keyboard.press("Enter");
  await table.locator("tr.chosen").waitFor();
  await until(
    async () => (await drawn()) !== before, // the chart has gone where the trade is
    (moved) => moved,
  );
  await code.screenshot("trade");
});

shown("compares with the run before", async () => {
  await code.focusEditor();
  await code.command("Signal DSL: Backtest");
  await code.notification(/backtest done/i).waitFor();
  await panel()
    .locator("#metrics")
    .getByText(/change|difference|against|r_/i)
    .first()
    .waitFor();
  await code.screenshot("compared");
});

shown("saves the result as a page that needs nothing else", async () => {
  const report = join(folder.path, "report.html");
  await code
    .notification(/backtest done/i)
    .getByRole("button", { name: "Save Report …" })
    .click();
  const input = code.page.locator(".quick-input-widget input.input");
  await until(
    () => input.inputValue(),
    (value) => value.endsWith(".html"),
  );
  await input.fill(report);
  await code.page.keyboard.press("Enter");
  await code.notification(/The report is in report\.html/).waitFor();
  await clearNotifications(code);
  const page = await (await openBrowser()).newPage();
  await page.goto(pathToFileURL(report).href);
  await page.locator("#chart canvas").first().waitFor();
  assert.match(await page.locator("#metrics").innerText(), /Sharpe/);
  assert.doesNotMatch(readFileSync(report, "utf8"), new RegExp(KEY));
  await page.close();
});

shown("says why there were no trades", async () => {
  await code.openFile("idle.signal");
  await code.command("Signal DSL: Backtest");
  await code.notification(/no trades/).waitFor();
  await clearNotifications(code);
  await panel()
    .getByText(/no trade/i)
    .first()
    .waitFor();
  await code.screenshot("no-trades");
});

shown("is as dark as the editor", async () => {
  await code.command("Preferences: Toggle between Light/Dark Themes");
  await until(
    () =>
      panel()
        .locator("html")
        .evaluate((html) => getComputedStyle(html).backgroundColor),
    (colour) => Math.max(...(colour.match(/\d+/g) ?? ["255"]).slice(0, 3).map(Number)) < 80,
  );
  await code.openFile("sound.signal");
  await code.command("Signal DSL: Show Last Result");
  await panel()
    .getByRole("heading", { name: /sound\.signal/ })
    .waitFor();
  await panel().locator("#chart canvas").first().waitFor();
  await code.screenshot("dark");
});

shown("keeps the result over a reload of the window", async () => {
  await code.page.reload();
  await panel()
    .getByRole("heading", { name: /\.signal/ })
    .first()
    .waitFor();
  await panel().locator("#chart canvas").first().waitFor();
});

shown("ends a run when it is cancelled", async () => {
  await code.openFile("long.signal");
  await code.command("Signal DSL: Backtest");
  const running = code.notification(/Backtest/);
  await running.getByRole("button", { name: "Cancel" }).click();
  await running.waitFor({ state: "detached" });
  await until(
    () => code.page.locator(".statusbar-item").filter({ hasText: "Backtest" }).count(),
    (count) => count === 0,
  );
});

shown("asks before it runs again what may be running already", async () => {
  await code.openFile("idle.signal");
  line.lose("/backtest/execute");
  await code.command("Signal DSL: Backtest");
  await code.notification(/nobody knows whether/).waitFor();
  await clearNotifications(code);
  const question = code.page.locator(".monaco-dialog-box").filter({ hasText: "may be running already" });
  await code.command("Signal DSL: Backtest");
  await question.getByRole("button", { name: "Open Dashboard" }).waitFor();
  await code.screenshot("run-again");
  await question.getByRole("button", { name: "Cancel" }).click();
  await question.waitFor({ state: "detached" });
  await code.command("Signal DSL: Backtest");
  await question.getByRole("button", { name: "Run Again" }).click();
  await code.notification(/no trades/).waitFor();
  await clearNotifications(code);
});
