// From the key to the chart: sign in, validate, backtest, look at the result, cancel; against a server with the
// platform's API on this machine.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, it } from "node:test";
import type { FrameLocator } from "playwright-core";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { Line } from "./support/line";
import { realPython, Sandbox } from "./support/sandbox";
import { IDLE, LONG, SOUND } from "./support/scripts";
import { closeBrowser, until, Workbench } from "./support/workbench";

const KEY = "hey_e2e_0123456789abcdef";
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
      "signal-dsl.trace.server": "verbose",
    },
  });
  code = await Workbench.open(server.url, folder.path, { width: 1600, height: 1150 });
  await code.openFile("sound.signal");
  await code.editor.locator(".codelens-decoration").filter({ hasText: "Backtest" }).first().waitFor();
  await code.page.keyboard.press("Control+B"); // room for the result
});

after(async () => {
  await closeBrowser();
  await server.stop();
  await line.stop();
  await sandbox.stop();
  folder.remove();
});

function shown(name: string, work: () => Promise<void>): void {
  it(name, () => code.orPicture(name.replace(/\W+/g, "-"), work));
}

/** The page within a panel. */
function panel(): FrameLocator {
  return code.page.frameLocator("iframe.webview.ready:visible").frameLocator("iframe#active-frame");
}

async function signIn(key: string): Promise<void> {
  await code.command("Signal DSL: Sign In …");
  const input = code.page.locator(".quick-input-widget input.input");
  await until(
    () => input.getAttribute("type"),
    (type) => type === "password",
  );
  await input.fill(key);
  await code.page.keyboard.press("Enter");
}

shown("says when a key is not taken", async () => {
  await signIn("hey_wrong_0123456789abcdef");
  await code.notification(/key/i).waitFor();
  await code.command("Notifications: Clear All Notifications");
});

shown("signs in with a key", async () => {
  await signIn(KEY);
  await code.notification(/takes the key/).waitFor();
  await code.screenshot("signed-in");
  await code.command("Notifications: Clear All Notifications");
});

shown("has a menu behind the status item, with what makes sense now", async () => {
  await code.page.locator(".statusbar-item").filter({ hasText: "51 bars" }).first().click();
  const rows = code.page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "Sign Out" }).first().waitFor();
  const offered = (await rows.allTextContents()).join("\n");
  assert.match(offered, /Validate[\s\S]*Backtest[\s\S]*Sandbox/);
  assert.doesNotMatch(offered, /Sign In|Cancel/);
  await code.screenshot("menu");
  await code.page.keyboard.press("Escape");
});

shown("keeps the key to itself", async () => {
  const logs = join(server.home, "data", "logs");
  await until(
    () => spawnSync("grep", ["-rlF", "•••", logs]).status,
    (status) => status === 0,
  );
  const { stdout } = spawnSync("grep", ["-rlaF", KEY, server.home], { encoding: "utf8" });
  assert.equal(stdout, "");
});

shown("validates", async () => {
  await code.focusEditor();
  await code.editor.locator(".codelens-decoration a").filter({ hasText: "Validate" }).first().click();
  await code.notification(/takes the script/).waitFor();
  await code.screenshot("validated");
  await code.command("Notifications: Clear All Notifications");
});

shown("backtests, and shows price, equity and figures", async () => {
  await code.editor.locator(".codelens-decoration a").filter({ hasText: "Backtest" }).first().click();
  await panel().getByRole("heading", { level: 1 }).first().waitFor();
  await panel().locator("#chart canvas").first().waitFor();
  const figures = await panel().locator("#metrics").innerText();
  assert.match(figures, /Sharpe/);
  await code.notification(/backtest done: return .*, buy and hold/i).waitFor();
  await code.screenshot("result");
  await code.command("Notifications: Clear All Notifications");
});

shown("goes from a signal to its line in the script", async () => {
  await panel().locator("#script .row.signal button.line").first().click();
  await code.page
    .getByText(/Ln 12, Col \d+/)
    .first()
    .waitFor();
});

shown("shows trades that can be sorted and chosen with keys", async () => {
  const table = panel().locator("#trades table");
  const head = table.getByRole("button", { name: /P&L|PnL|Profit/i }).first();
  await head.focus();
  await code.page.keyboard.press("Enter");
  await table.locator("th[aria-sort]").first().waitFor();
});

shown("compares with the run before", async () => {
  await code.focusEditor();
  await code.command("Signal DSL: Backtest");
  await code.notification(/backtest done/i).waitFor();
  await code.command("Notifications: Clear All Notifications");
  await panel()
    .locator("#metrics")
    .getByText(/change|difference|against|r_/i)
    .first()
    .waitFor();
  await code.screenshot("compared");
});

shown("says why there were no trades", async () => {
  await code.openFile("idle.signal");
  await code.command("Signal DSL: Backtest");
  await code.notification(/no trades/).waitFor();
  await code.command("Notifications: Clear All Notifications");
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
  await code.command("Notifications: Clear All Notifications");
  const question = code.page.locator(".monaco-dialog-box").filter({ hasText: "may be running already" });
  await code.command("Signal DSL: Backtest");
  await question.getByRole("button", { name: "Open Dashboard" }).waitFor();
  await code.screenshot("run-again");
  await question.getByRole("button", { name: "Cancel" }).click();
  await question.waitFor({ state: "detached" });
  await code.command("Signal DSL: Backtest");
  await question.getByRole("button", { name: "Run Again" }).click();
  await code.notification(/no trades/).waitFor();
  await code.command("Notifications: Clear All Notifications");
});

shown("evaluates an expression", async () => {
  await code.openFile("sound.signal");
  await code.goTo(10, 1);
  await code.command("Signal DSL: Evaluate Expression");
  await code.page.locator(".tab").filter({ hasText: "Evaluate.txt" }).waitFor();
  await code.page.locator(".view-line").filter({ hasText: "BTC/USDT" }).last().waitFor();
  await code.screenshot("evaluated");
});

shown("signs out", async () => {
  await code.focusEditor();
  await code.command("Signal DSL: Sign Out");
  await code.notification(/Signed out/).waitFor();
});
