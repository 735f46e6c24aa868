// What an author sees while typing, in real VS Code, with the extension as it is packed.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { panelOf, shownIn } from "./support/shown";
import { MESSY, SHORT, SOUND } from "./support/scripts";
import { until } from "./support/until";
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
  code = await Workbench.open(server.url, folder.path, { width: 1200, height: 640 });
  await code.page.keyboard.press("Control+B"); // room for the script
});

after(async () => {
  await closeBrowser();
  await server.stop();
  folder.remove();
});

const shown = shownIn(() => code);

shown("highlights what the language is made of", async () => {
  await code.openFile("short.signal");
  await until(
    () =>
      code
        .line("emit_signal(close > trend")
        .evaluate((line) => [...line.querySelectorAll("span > span")].map((span) => getComputedStyle(span).color)),
    (colours) => new Set(colours).size >= 4,
  );
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

shown("leads from a finding to the page of its rule", async () => {
  await code.goTo(8, 10);
  await code.command("Show or Focus Hover");
  await code.page.locator(".monaco-hover a.code-link:visible").first().click();
  await code.page.locator(".tab.active").filter({ hasText: "SIG401" }).waitFor();
  await panelOf(code)
    .getByRole("heading", { name: /SIG401/ })
    .waitFor();
  await code.screenshot("rule-link");
  await code.openFile("short.signal");
});

shown("mends the file with a quick fix", async () => {
  await code.goTo(8, 10);
  const menu = code.page.locator(".action-widget");
  const fix = menu.locator(".monaco-list-row").filter({ hasText: "Set `start_date` to 2023-12-13" });
  await until(
    async () => {
      await code.page.keyboard.press("Control+.");
      await fix.or(code.page.getByText("No code actions available")).first().waitFor();
      return fix.isVisible();
    },
    (offered) => offered, // VS Code may have asked before the cursor was where it is now
  );
  await code.screenshot("quick-fix");
  await until(
    async () => {
      await code.page.keyboard.press("ArrowDown");
      return fix.getAttribute("class");
    },
    (classes) => classes?.split(" ").includes("focused") ?? false,
  );
  await code.page.keyboard.press("Enter");
  await code.line('start_date = "2023-12-13"').waitFor();
  assert.match(await code.text(), /start_date = "2023-12-13"/);
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
  await code.line(/^y.*=\scross\(/).waitFor();
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
  await code.line(/^x.*=\ssma\(close,/).waitFor();
  const text = await code.text();
  assert.equal(text, 'x = sma(close, 20)\nemit_signal(close > x, entry("BINANCE:BTC/USDT", "LONG", Weight(.5)))\n');
});

shown("helps with the arguments of a call", async () => {
  await code.openFile("typing.signal");
  await code.page.keyboard.press("Control+End");
  await code.page.keyboard.type("z = macd(");
  const help = code.page.locator(".parameter-hints-widget.visible");
  await help.filter({ hasText: "fastperiod" }).first().waitFor();
  await code.page.keyboard.type("close, ");
  await help.locator(".parameter.active").filter({ hasText: "fastperiod" }).first().waitFor();
  await code.page.keyboard.press("Escape"); // what can be typed is offered above it
  await code.screenshot("signature");
  await code.page.keyboard.press("Escape");
});

shown("shows the lookback behind names, and what can be done above the script", async () => {
  await code.openFile("sound.signal");
  const name = code.line(/^trend/);
  await name.filter({ hasText: /49/ }).first().waitFor();
  const lens = code.editor.locator(".codelens-decoration");
  for (const title of [/Validate/, /Backtest/, /51 bars|50 bars/]) {
    await lens.filter({ hasText: title }).first().waitFor();
  }
  await code.screenshot("lens");
});

shown("renames a name wherever it is used", async () => {
  await code.openFile("sound.signal");
  await code.goTo(9, 2);
  await code.page.keyboard.press("F2");
  const input = code.page.locator(".rename-box input");
  await input.waitFor();
  await input.fill("average");
  await code.screenshot("rename");
  await code.page.keyboard.press("Enter");
  await code.line(/^average/).waitFor();
  const text = await code.text();
  assert.equal(text.match(/\baverage\b/g)?.length, 4, text); // the comment has one of its own
  await code.page.keyboard.press("Control+Z");
});

shown("outlines the script", async () => {
  await code.openFile("sound.signal");
  await code.palette("@");
  const rows = code.page.locator(".quick-input-list .monaco-list-row");
  for (const name of ["trend", "momentum"]) {
    await rows.filter({ hasText: name }).first().waitFor();
  }
  await code.screenshot("outline");
  await code.page.keyboard.press("Escape");
});

shown("explains the rule of a finding", async () => {
  await code.openFile("typing.signal");
  await code.editor.locator(".squiggly-error, .squiggly-warning").first().waitFor();
  await code.goTo(1, 1);
  await code.command("Signal DSL: Explain Rule …");
  const rows = code.page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "SIG001" }).first().waitFor();
  await code.choose("", "SIG401");
  await panelOf(code)
    .getByRole("heading", { name: /SIG401/ })
    .first()
    .waitFor();
  await code.screenshot("rule");
  await code.page.keyboard.press("Control+W");
});

shown("begins a new strategy from choices", async () => {
  await code.command("Signal DSL: New Strategy …");
  const rows = code.page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "Mean reversion" }).first().waitFor();
  await code.screenshot("new-strategy");
  await code.choose("(1/3)", "Mean reversion");
  await code.choose("(2/3)", "BINANCE:ETH/USDT");
  await code.choose("(3/3)", "4h");
  await code.line(/^momentum.*=\srsi\(close,/).waitFor();
  await code.page.locator(".tab.active").filter({ hasText: "Mean reversion" }).waitFor();
  const text = await code.text();
  assert.match(text, /universe = \["BINANCE:ETH\/USDT"\]\n# exchange = "binance"\n# timeframe = "4h"/);
});

shown("introduces itself, with a picture at each step", async () => {
  await code.command("Welcome: Open Walkthrough...");
  await code.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Signal DSL" }).first().click();
  const steps = code.page.locator(".getting-started-step");
  await steps.nth(2).waitFor();
  let before = "";
  for (const step of await steps.all()) {
    await step.click();
    before = await until(
      () => code.page.locator(".getting-started-media img").evaluateAll(loaded),
      (source) => source !== "" && source !== before,
    );
  }
  await code.screenshot("walkthrough");
});

shown("has a page among the extensions, without a picture that is not there", async () => {
  await code.page.keyboard.press("Control+Shift+X");
  await code.page.locator(".extension-list-item").filter({ hasText: "Signal DSL" }).first().click();
  const page = panelOf(code);
  await page.getByRole("heading", { name: "Signal DSL for VS Code" }).waitFor();
  assert.equal(await page.locator("img").count(), 0);
  await code.screenshot("extension");
});

/** Where the pictures come from that are there in full. */
function loaded(images: Element[]): string {
  return images
    .map((image) => image as HTMLImageElement)
    .filter((image) => image.naturalWidth > 0)
    .map((image) => image.currentSrc)
    .join(" ");
}
