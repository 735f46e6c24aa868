// The sandbox on this machine in place of the platform: no account, and marked as simulated.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { CodeServer } from "./support/codeServer";
import { bareEnvironment } from "./support/environment";
import { Folder } from "./support/folder";
import { processesWith } from "./support/processes";
import { realPython } from "./support/sandbox";
import { SOUND } from "./support/scripts";
import { clearNotifications, panelOf, shownIn } from "./support/shown";
import { until } from "./support/until";
import { closeBrowser, Workbench } from "./support/workbench";

const folder = new Folder({ "sound.signal": SOUND });
let server: CodeServer;
let code: Workbench;
const shown = shownIn(() => code);

async function open(interpreter: string): Promise<void> {
  server = await CodeServer.start({ settings: { "signal-dsl.interpreter": interpreter } });
  code = await Workbench.open(server.url, folder.path);
  await code.openFile("sound.signal");
  await code.editor.locator(".codelens-decoration").filter({ hasText: "Backtest" }).first().waitFor();
  await code.command("Signal DSL: Use Sandbox or Platform …");
  await code.choose("Where do backtests run?", "Sandbox on this machine");
  await code.page.locator(".statusbar-item").filter({ hasText: "51 bars · sandbox" }).waitFor();
}

after(async () => {
  await closeBrowser();
  folder.remove();
});

describe("where it is installed", () => {
  const sandboxes = (): number[] => processesWith("sandbox-of-the-editor", server.home);

  before(() => open(realPython()));

  after(async () => {
    await code.close();
    await server.stop();
    await until(sandboxes, (pids) => pids.length === 0); // it ends with VS Code
  });

  shown("a backtest needs no key, and says that it is simulated", async () => {
    await code.page.locator(".editor-actions").getByRole("button", { name: "Backtest" }).first().click();
    await panelOf(code).locator("#chart canvas").first().waitFor();
    await panelOf(code)
      .getByText(/simulated/i)
      .first()
      .waitFor();
    await code.notification(/simulated/i).waitFor();
    await code.screenshot("sandbox");
    assert.equal(sandboxes().length, 1);
    await clearNotifications(code);
  });

  shown("nobody signs in there", async () => {
    await code.palette(">Signal DSL:");
    const rows = code.page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "Use Sandbox or Platform" }).first().waitFor();
    assert.doesNotMatch((await rows.allTextContents()).join("\n"), /Sign In|Register|Claim/);
    await code.page.keyboard.press("Escape");
  });
});

describe("where it is not installed", () => {
  const environment = bareEnvironment();

  before(() => open(environment.python));

  after(async () => {
    await code.close();
    await server.stop();
    environment.remove();
  });

  shown("one sentence says what to install", async () => {
    await code.command("Signal DSL: Backtest");
    await code.notification(/The sandbox needs packages.*pip install "signal-dsl\[sandbox\]"/).waitFor();
    await code.screenshot("no-sandbox");
  });
});
