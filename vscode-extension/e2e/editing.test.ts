// What an author sees while typing, in real VS Code, with the extension as it is packed.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { MESSY, SHORT, SOUND } from "./support/scripts";
import { closeBrowser, Workbench } from "./support/workbench";

const folder = new Folder({
  "short.signal": SHORT,
  "sound.signal": SOUND,
  "messy.signal": MESSY,
  "typing.signal": 'x = sma(close, 20)\nemit_signal(close > x, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))\n\n',
});
let server: CodeServer;
let code: Workbench;

before(async () => {
  server = await CodeServer.start();
  code = await Workbench.open(server.url, folder.path);
});

after(async () => {
  await closeBrowser();
  await server.stop();
  folder.remove();
});

/** A test that leaves a picture where it fails. */
function shown(name: string, work: () => Promise<void>): void {
  it(name, () => code.orPicture(name.replace(/\W+/g, "-"), work));
}

shown("highlights what the language is made of", async () => {
  await code.openFile("short.signal");
  const colours = await code
    .line("emit_signal(close > trend")
    .evaluate((line) =>
      Object.fromEntries(
        [...line.querySelectorAll("span > span")].map((span) => [span.textContent, getComputedStyle(span).color]),
      ),
    );
  assert.ok(new Set(Object.values(colours)).size >= 4, JSON.stringify(colours));
});

shown("shows a squiggle, with the reason and the rule at hand", async () => {
  await code.editor.locator(".squiggly-error").first().waitFor();
  await code.goTo(8, 10);
  await code.command("Show or Focus Hover");
  const hover = code.page.locator(".monaco-hover").filter({ hasText: "SIG401" }).first();
  await hover.waitFor();
  assert.match((await hover.textContent()) ?? "", /needs 200 bars of 1d/);
  await code.screenshot("squiggle");
});

shown("mends the file with a quick fix", async () => {
  await code.goTo(8, 10);
  await code.page.keyboard.press("Control+.");
  const fix = code.page.locator(".action-widget .monaco-list-row").filter({ hasText: "Set `start_date`" }).first();
  await fix.waitFor();
  await code.screenshot("quick-fix");
  await fix.click();
  await code.untilText((text) => text.includes('start_date = "2023-12-13"'));
  await code.editor.locator(".squiggly-error").first().waitFor({ state: "detached" });
});

shown("completes with types and documentation", async () => {
  await code.openFile("typing.signal");
  await code.goTo(3, 1);
  await code.page.keyboard.type("y = cross");
  const list = code.page.locator(".suggest-widget.visible");
  await list.locator(".monaco-list-row").filter({ hasText: "crossover" }).first().waitFor();
  await code.page.keyboard.press("Control+Space"); // opens the documentation
  await code.page.locator(".suggest-details").filter({ hasText: /cross/i }).first().waitFor();
  await code.screenshot("completion");
  await code.page.keyboard.press("Enter");
  await code.untilText((text) => /y = cross\w*\(/.test(text));
});

shown("tells what a name is", async () => {
  await code.openFile("sound.signal");
  await code.goTo(9, 10);
  await code.command("Show or Focus Hover");
  const hover = code.page.locator(".monaco-hover").filter({ hasText: "ema(" }).first();
  await hover.waitFor();
  assert.match((await hover.textContent()) ?? "", /49 bars/);
  await code.screenshot("hover");
});

shown("formats the document", async () => {
  await code.openFile("messy.signal");
  await code.focusEditor();
  await code.command("Format Document");
  const text = await code.untilText((now) => now.startsWith("x = sma(close, 20)"));
  assert.equal(text, 'x = sma(close, 20)\nemit_signal(close > x, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))\n');
});
