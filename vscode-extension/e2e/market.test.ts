// Expressions asked of the market, and the list of what there is to ask with.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { Sandbox } from "./support/sandbox";
import { SOUND } from "./support/scripts";
import { clearNotifications, shownIn, signIn } from "./support/shown";
import { closeBrowser, Workbench } from "./support/workbench";

const KEY = "hey_e2e_0123456789abcdef";
const folder = new Folder({ "sound.signal": SOUND });
let sandbox: Sandbox;
let server: CodeServer;
let code: Workbench;

before(async () => {
  sandbox = await Sandbox.start(KEY);
  server = await CodeServer.start({ settings: { "signal-dsl.api.url": sandbox.url } });
  code = await Workbench.open(server.url, folder.path);
  await code.page.keyboard.press("Control+B"); // room for the table
  await code.openFile("sound.signal");
  await code.editor.locator(".codelens-decoration").filter({ hasText: "Backtest" }).first().waitFor();
  await signIn(code, KEY);
});

after(async () => {
  await closeBrowser();
  await server.stop();
  await sandbox.stop();
  folder.remove();
});

const shown = shownIn(() => code);

/** The lines of the table that a command opens beside the script. */
async function table(name: string): Promise<string> {
  await code.page
    .locator(".tab")
    .filter({ hasText: `${name}.txt` })
    .waitFor();
  const lines = code.page.locator(".editor-group-container").last().locator(".view-line");
  await lines.filter({ hasText: "USDT" }).first().waitFor();
  return (await lines.allTextContents()).join("\n").replaceAll("\u00a0", " ");
}

shown("evaluates what the statement at the cursor assigns", async () => {
  await code.goTo(10, 1);
  await code.command("Signal DSL: Evaluate Expression");
  const told = await table("Evaluate");
  assert.match(told, /rsi\(close, 14\)/);
  assert.match(told, /BTC\/USDT[\s\S]*ETH\/USDT/);
  await code.screenshot("evaluated");
});

shown("ranks the universe by an expression, from the menu at the mouse", async () => {
  await code.goTo(10, 1);
  await code.line(/^momentum/).click({ button: "right", position: { x: 20, y: 8 } });
  await code.page.getByRole("menuitem", { name: "Signal DSL" }).first().hover();
  const rank = code.page.getByRole("menuitem", { name: "Rank Universe by Expression" });
  await rank.waitFor();
  await code.screenshot("context-menu");
  await rank.click();
  assert.match(await table("Rank"), /^ *1 +BINANCE:[A-Z]+\/USDT/m);
  await code.screenshot("ranked");
});

shown("scans the universe with the condition that is selected", async () => {
  await code.goTo(12, 1);
  await code.page.keyboard.press("End");
  await code.page.keyboard.type("\nabove = close > 0");
  await code.page.keyboard.press("Home");
  await code.command("Signal DSL: Scan Universe with Expression");
  assert.match(await table("Scan"), /It holds for 2/);
  await code.screenshot("scanned");
});

shown("fetches the platform's indicators", async () => {
  await code.command("Signal DSL: Sync Indicators");
  await code.notification(/\d+ functions and \d+ variables, fetched from/).waitFor();
  await code.screenshot("synced");
  await clearNotifications(code);
});
