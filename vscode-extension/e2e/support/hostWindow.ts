import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { TestContext } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import type { CodeServer } from "./codeServer";
import { PATIENCE_MS } from "./until";
import { openBrowser } from "./workbench";

/** What `esbuild.mjs --tests` builds for the extension host. */
const BUILT = resolve("out", "host");

export type Settings = Readonly<Record<string, unknown>>;

export interface HostWindow {
  /** The name of the entry below `e2e/host/windows/`. */
  readonly name: string;
  /** A folder or `.code-workspace` on disk, or a URI. */
  readonly workspace: string;
  /** User settings, over those that code-server was started with. */
  readonly settings?: Settings;
  /** The extension below `e2e/host/extensions/` that is there beside the packed one: VS Code takes one at an address. */
  readonly extension?: "runner" | "python";
  /** All tests of a window together. */
  readonly patience?: number;
}

interface Outcome {
  readonly fullTitle: string;
  readonly err: { readonly message?: string; readonly stack?: string };
}

interface Report {
  readonly tests: readonly Outcome[];
  readonly failures: readonly Outcome[];
}

/** Opens a window whose extension host runs the window's suites, and tells each of their tests as one of `context`. */
export async function runInHost(
  context: TestContext,
  server: CodeServer,
  reports: string,
  window: HostWindow,
): Promise<void> {
  const { tests, failures } = await reportOf(server, reports, window);
  if (tests.length === 0) {
    throw new Error(`${window.name}: no test was run`);
  }
  const hooks = failures.filter((one) => !tests.some(({ fullTitle }) => fullTitle === one.fullTitle));
  for (const { fullTitle, err } of [...tests, ...hooks]) {
    await context.test(fullTitle, () => {
      if (err.message !== undefined || err.stack !== undefined) {
        throw Object.assign(new Error(err.message), { stack: err.stack ?? err.message });
      }
    });
  }
}

let context: BrowserContext | undefined;

/** One for all windows: what VS Code is made of is loaded and compiled once. */
async function browserContext(): Promise<BrowserContext> {
  context ??= await (await openBrowser()).newContext({ viewport: { width: 1200, height: 800 } });
  return context;
}

async function reportOf(server: CodeServer, reports: string, window: HostWindow): Promise<Report> {
  const { name, workspace, settings = {}, extension = "runner", patience = 3 * PATIENCE_MS } = window;
  const path = join(reports, `${name}.json`);
  rmSync(path, { force: true });
  userSettings(server, settings);
  const page = await (await browserContext()).newPage();
  const printed: string[] = [];
  page.on("console", (message) => printed.push(message.text().slice(0, 300)));
  try {
    const ended = new Promise<void>((done, failed) => {
      const timer = setTimeout(() => {
        failed(new Error(`${name}: the tests did not end`));
      }, patience);
      void page.exposeFunction("codeAutomationExit", () => {
        clearTimeout(timer);
        done();
      });
    });
    await allowTests(page);
    await page.goto(address(server.url, workspace, extension, name));
    await ended;
    if (!existsSync(path)) {
      throw new Error(`${name}: the extension host has ended without a report`);
    }
    return JSON.parse(readFileSync(path, "utf8")) as Report;
  } catch (error) {
    await page.screenshot({ path: resolve(".e2e", "screens", `failed-host-${name}.png`) });
    throw Object.assign(error as Error, { message: [(error as Error).message, ...printed.slice(-10)].join("\n") });
  } finally {
    await page.close();
  }
}

/** VS Code reads what is to be tested from its address, where its driver for tests is on. */
async function allowTests(page: Page): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener("readystatechange", () => {
      const element = document.getElementById("vscode-workbench-web-configuration");
      if (document.readyState === "interactive" && element?.dataset.settings) {
        const settings = JSON.parse(element.dataset.settings) as { developmentOptions?: object };
        settings.developmentOptions = { ...settings.developmentOptions, enableSmokeTestDriver: true };
        element.dataset.settings = JSON.stringify(settings);
      }
    });
  });
}

function address(url: string, workspace: string, extension: string, name: string): string {
  const { host } = new URL(url);
  const remote = (path: string): string => `vscode-remote://${host}${path}`;
  const payload = [
    ["extensionDevelopmentPath", remote(join(BUILT, "extensions", extension))],
    ["extensionTestsPath", remote(join(BUILT, "windows", `${name}.js`))],
  ];
  const query = new URLSearchParams({
    [workspace.endsWith(".code-workspace") ? "workspace" : "folder"]: workspace,
    payload: JSON.stringify(payload),
  });
  return `${url}?${query.toString()}`;
}

/** Settings of the user and of the machine; trusted without being asked, for tests are shown no dialogs. */
function userSettings(server: CodeServer, settings: Settings): void {
  const wanted = { "security.workspace.trust.enabled": false, ...settings };
  for (const place of ["User", "Machine"]) {
    const path = join(server.home, "data", place, "settings.json");
    const kept = `${path}.before`;
    if (!existsSync(kept)) {
      copyFileSync(path, kept);
    }
    const before = JSON.parse(readFileSync(kept, "utf8")) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...before, ...wanted }));
  }
}
