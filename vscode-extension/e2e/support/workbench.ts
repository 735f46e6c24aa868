import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { PATIENCE_MS, until } from "./until";

const SCREENS = resolve(".e2e", "screens");
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let browser: Browser | undefined;

/** One browser for all tests of a file. */
export async function openBrowser(): Promise<Browser> {
  browser ??= await chromium.launch({ executablePath: chromiumPath(), args: ARGUMENTS });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

function chromiumPath(): string {
  const named = process.env.CHROMIUM;
  const found = ["chromium", "chromium-browser", "google-chrome"].find(
    (name) => spawnSync("which", [name]).status === 0,
  );
  const path = named ?? (found && spawnSync("which", [found], { encoding: "utf8" }).stdout.trim());
  assert.ok(path, "Chromium is needed: install it with apt, or name it in CHROMIUM");
  return path;
}

/** VS Code's window, as a person uses it. */
export class Workbench {
  private constructor(readonly page: Page) {}

  /** Opens a folder (or a workspace file) and answers the question whether it is trusted. */
  static async open(
    url: string,
    folder: string,
    { trusted = true, workspace = false, width = 1280, height = 800 } = {},
  ): Promise<Workbench> {
    const page = await (await openBrowser()).newPage({ viewport: { width, height }, deviceScaleFactor: 1 });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(url).origin });
    await page.goto(`${url}?${workspace ? "workspace" : "folder"}=${encodeURIComponent(folder)}`);
    const answer = page.locator(".monaco-dialog-box").getByRole("button", {
      name: trusted ? /^Yes, I trust/ : /^No, I don't trust/,
    });
    const code = new Workbench(page);
    await code.orPicture("trust", async () => {
      await answer.click();
      await answer.waitFor({ state: "detached" });
    });
    return code;
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  get editor(): Locator {
    return this.page.locator(".editor-group-container .editor-instance .monaco-editor:visible").first();
  }

  /** Runs a command by its title, as a person does in the palette. */
  async command(title: string): Promise<void> {
    await this.palette(`>${title}`);
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: title }).first().waitFor();
    const best = (await rows.first().textContent())?.includes(title);
    await (best ? this.page.keyboard.press("Enter") : rows.filter({ hasText: title }).first().click());
  }

  /** Opens the palette with a text in it; once more where a page within a panel takes the focus and closes it. */
  async palette(text: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input.input");
    const opened = async (): Promise<boolean> => {
      await this.page.keyboard.press(text.startsWith(">") ? "F1" : "Control+P");
      return input.fill(text, { timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    };
    await until(opened, (done) => done);
  }

  /** Chooses from the list that is open: types, and takes the first row. `title` tells one list from the next. */
  async choose(title: string | RegExp, choice: string): Promise<void> {
    await this.page.locator(".quick-input-titlebar, .quick-input-widget").filter({ hasText: title }).first().waitFor();
    await this.page.locator(".quick-input-widget input.input").fill(choice);
    const first = this.page.locator(".quick-input-list .monaco-list-row").first();
    await first.filter({ hasText: choice }).waitFor();
    await this.page.keyboard.press("Enter");
  }

  async openFile(name: string): Promise<void> {
    if (await this.editor.isVisible()) {
      await this.focusEditor(); // beside a panel, the file would open where the panel is
    }
    await this.palette(name);
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: name }).first().click();
    await this.page.locator(".editor-group-container.active .tab.active").filter({ hasText: name }).waitFor();
    await this.editor.locator(".view-line").first().waitFor();
  }

  /** Puts the cursor at a place; both count from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press("Control+G");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await this.page.getByText(`Ln ${line}, Col ${column}`).first().waitFor();
  }

  /** A click, for keys go to the page within a panel where that has the focus. */
  async focusEditor(): Promise<void> {
    await this.editor.locator(".view-line").last().click();
    await this.page.locator(".editor-instance .monaco-editor.focused").first().waitFor();
    await this.page
      .locator(".statusbar-item")
      .filter({ hasText: /^Ln \d+/ })
      .first()
      .waitFor();
  }

  /** A line's text as it is drawn, with what is shown between it. */
  line(text: string | RegExp): Locator {
    return this.editor.locator(".view-line").filter({ hasText: text }).first();
  }

  /** The document's text, through the clipboard. */
  async text(): Promise<string> {
    await this.focusEditor();
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Control+C");
    return (await this.page.evaluate(() => navigator.clipboard.readText())).replaceAll("\r", "");
  }

  /** A notification that says something. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-list-item").filter({ hasText: text }).first();
  }

  /** Does something; where it fails, a picture shows what was there instead, with what VS Code has told. */
  async orPicture<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      await this.page.keyboard.press("Escape");
      await this.command("Notifications: Show Notifications").catch(() => undefined);
      await this.screenshot(`failed-${name}`);
      throw error;
    }
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENS, `${name}.png`), animations: "disabled" });
  }
}
