// The server's life: found without a hunt, missed with one message, restarted when it ends.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { processesWith } from "./support/processes";
import { realPython } from "./support/sandbox";
import { SHORT } from "./support/scripts";
import { until } from "./support/until";
import { closeBrowser, Workbench } from "./support/workbench";

const folder = new Folder({ "short.signal": SHORT });

after(async () => {
  await closeBrowser();
  folder.remove();
});

describe("with a Python on the machine", () => {
  let server: CodeServer;
  let code: Workbench;
  const pids = (): number[] => processesWith("serve.py", server.home);

  before(async () => {
    server = await CodeServer.start();
    code = await Workbench.open(server.url, folder.path);
    await code.openFile("short.signal");
    await code.editor.locator(".squiggly-error").first().waitFor();
  });

  after(async () => {
    await code.close();
    await server.stop();
    assert.deepEqual(pids(), [], "the server ends with VS Code");
  });

  it("it starts again after it was killed, and goes on where it was", async () => {
    const [first] = pids();
    assert.ok(first);
    process.kill(first, "SIGKILL");
    await until(pids, (now) => now.length === 1 && now[0] !== first);
    await code.goTo(9, 16);
    await code.page.keyboard.type("x");
    await code.editor.locator(".squiggly-warning, .squiggly-error").nth(1).waitFor();
    await code.page.keyboard.press("Control+Z");
  });

  it("it is another after Restart Server", async () => {
    const [first] = pids();
    await code.command("Signal DSL: Restart Server");
    await until(pids, (now) => now.length === 1 && now[0] !== first);
    await code.editor.locator(".squiggly-error").first().waitFor();
  });

  it("the output says which Python it is", async () => {
    await code.command("Signal DSL: Show Output");
    const output = code.page.locator(".part.panel .view-lines");
    await code.orPicture("output", () =>
      output
        .filter({ hasText: /Python.3/ })
        .first()
        .waitFor(),
    );
    await code.screenshot("output");
  });
});

describe("without a Python", () => {
  it("one message says what to do", async () => {
    const server = await CodeServer.start({ environment: { PATH: "/nonexistent" } });
    const code = await Workbench.open(server.url, folder.path);
    try {
      await code.openFile("short.signal");
      const message = code.notification(/needs Python 3\.11 or newer, and none was found/);
      await code.orPicture("no-python", () => message.waitFor());
      assert.equal(await code.page.locator(".notification-list-item").count(), 1);
      await code.screenshot("no-python");
      await message.getByRole("button", { name: "Choose Interpreter …" }).click();
      const input = code.page.locator(".quick-input-widget input.input");
      await input.fill("/no/such/python");
      await code.page.getByText("This does not do: it is not there.").first().waitFor();
      await input.fill(realPython());
      await code.page.keyboard.press("Enter");
      await code.editor.locator(".squiggly-error").first().waitFor();
    } finally {
      await code.close();
      await server.stop();
    }
  });

  it("a setting that does not do is named", async () => {
    const server = await CodeServer.start({ settings: { "signal-dsl.interpreter": "/no/such/python" } });
    const code = await Workbench.open(server.url, folder.path);
    try {
      await code.openFile("short.signal");
      await code.notification(/does not do: \/no\/such\/python, it is not there/).waitFor();
    } finally {
      await code.close();
      await server.stop();
    }
  });
});
