// Who asks: signing in and out, registering and claiming an agent, and where the key is and is not.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before } from "node:test";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { Sandbox } from "./support/sandbox";
import { SOUND } from "./support/scripts";
import { clearNotifications, enterKey, shownIn } from "./support/shown";
import { until } from "./support/until";
import { closeBrowser, Workbench } from "./support/workbench";

const KEY = "hey_e2e_0123456789abcdef";
const folder = new Folder({ "sound.signal": SOUND });
let sandbox: Sandbox;
let server: CodeServer;
let code: Workbench;

before(async () => {
  sandbox = await Sandbox.start(KEY);
  server = await CodeServer.start({
    settings: { "signal-dsl.api.url": sandbox.url, "signal-dsl.trace.server": "verbose" },
  });
  code = await Workbench.open(server.url, folder.path);
  await code.openFile("sound.signal");
  await code.editor.locator(".codelens-decoration").filter({ hasText: "Backtest" }).first().waitFor();
});

after(async () => {
  await closeBrowser();
  await server.stop();
  await sandbox.stop();
  folder.remove();
});

const shown = shownIn(() => code);

/** What the menu of the status item offers. */
async function menu(): Promise<string> {
  await code.page.locator(".statusbar-item").filter({ hasText: "51 bars" }).first().click();
  const rows = code.page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "Restart Server" }).first().waitFor();
  const offered = (await rows.allTextContents()).join("\n");
  await code.screenshot("menu");
  await code.page.keyboard.press("Escape");
  return offered;
}

shown("says when a key is not taken", async () => {
  await enterKey(code, "hey_wrong_0123456789abcdef");
  await code.notification(/key/i).waitFor();
  await clearNotifications(code);
  assert.doesNotMatch(await menu(), /Sign Out/);
});

shown("signs in with a key", async () => {
  await enterKey(code, KEY);
  await code.notification(/takes the key/).waitFor();
  await code.screenshot("signed-in");
  await clearNotifications(code);
});

shown("has a menu behind the status item, with what makes sense now", async () => {
  const offered = await menu();
  assert.match(offered, /Validate[\s\S]*Backtest[\s\S]*Sign Out[\s\S]*Sandbox/);
  assert.doesNotMatch(offered, /Register|Cancel/);
});

shown("keeps the key to itself", async () => {
  const logs = join(server.home, "data", "logs");
  await until(
    () => spawnSync("grep", ["-rlF", "•••", logs]).status,
    (status) => status === 0,
  );
  assert.equal(written(KEY), "");
});

shown("signs out", async () => {
  await code.command("Signal DSL: Sign Out");
  await code.notification(/Signed out/).waitFor();
  await clearNotifications(code);
  await code.focusEditor();
  await code.command("Signal DSL: Validate");
  const told = code.notification(/key/i);
  await told.getByRole("button", { name: "Sign In …" }).waitFor();
  await code.screenshot("no-key");
  await clearNotifications(code);
});

shown("registers an agent, whose key is kept at once, and claims it", async () => {
  await code.command("Signal DSL: Register an Agent …");
  await answer("(1/2)", "Night Otter");
  await answer("(2/2)", "Trades crossovers of averages");
  const registered = code.notification(/Night Otter is registered/);
  await registered.waitFor();
  await code.screenshot("registered");
  await registered.getByRole("button", { name: "Claim It …" }).click();
  const told = code.notification(/Enter [A-Z0-9]{6} at http/);
  const [address = ""] = /http\S+/.exec((await told.textContent()) ?? "") ?? [];
  await code.screenshot("claim");
  const claim = code.page.context().waitForEvent("page");
  await told.getByRole("button", { name: "Copy Code and Open Page" }).click();
  const page = await claim;
  await page.goto(address); // code-server leads to this machine's own ports by a way that loses the path
  await page.getByLabel("Code").fill(await code.page.evaluate(() => navigator.clipboard.readText()));
  await page.getByRole("button", { name: "Claim" }).click();
  await page.getByText("The key of Night Otter is claimed.").waitFor();
  await page.close();
});

shown("validates with the key that was made", async () => {
  await code.focusEditor();
  await code.command("Signal DSL: Validate");
  await code.notification(/takes the script/).waitFor();
});

/** Answers the question that is asked. */
async function answer(title: string, text: string): Promise<void> {
  await code.page.locator(".quick-input-titlebar").filter({ hasText: title }).waitFor();
  await code.page.locator(".quick-input-widget input.input").fill(text);
  await code.page.keyboard.press("Enter");
}

/** The files of this VS Code that hold a text. */
function written(text: string): string {
  return spawnSync("grep", ["-rlaF", text, server.home], { encoding: "utf8" }).stdout;
}
