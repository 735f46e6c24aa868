// An untrusted workspace: scripts are checked, and nothing that the workspace says is run or reached.
import assert from "node:assert/strict";
import { chmodSync, existsSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { SHORT } from "./support/scripts";
import { closeBrowser, Workbench } from "./support/workbench";

let listener: Server;
let connections = 0;
let folder: Folder;
let server: CodeServer;
let code: Workbench;

before(async () => {
  listener = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
  const address = listener.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/api/v1`;
  folder = new Folder({ "short.signal": SHORT });
  const trap = folder.write("python", `#!/bin/sh\ntouch '${join(folder.path, "was-run")}'\nexec python3 "$@"\n`);
  chmodSync(trap, 0o755);
  folder.write("signal-dsl.toml", `[api]\nurl = "${url}"\n`);
  folder.write(
    ".vscode/settings.json",
    JSON.stringify({ "signal-dsl.interpreter": trap, "signal-dsl.api.url": url, "signal-dsl.sandbox": true }),
  );
  server = await CodeServer.start({
    environment: { HEYTRADERS_API_KEY: "hey_not_to_be_sent", HEYTRADERS_API_URL: url },
  });
  code = await Workbench.open(server.url, folder.path, { trusted: false });
});

after(async () => {
  await closeBrowser();
  await server.stop();
  listener.close();
  folder.remove();
});

it("checks and completes", async () => {
  await code.openFile("short.signal");
  await code.editor.locator(".squiggly-error").first().waitFor();
  await code.goTo(13, 1);
  await code.page.keyboard.type("y = cross");
  await code.page
    .locator(".suggest-widget.visible .monaco-list-row")
    .filter({ hasText: "crossover" })
    .first()
    .waitFor();
  await code.screenshot("untrusted");
  await code.page.keyboard.press("Escape");
});

it("offers nothing that would reach out", async () => {
  await code.palette(">Signal DSL:");
  const rows = code.page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "Restart Server" }).first().waitFor();
  const offered = (await rows.allTextContents()).join("\n");
  assert.doesNotMatch(offered, /Validate|Backtest|Evaluate|Scan|Rank|Sync|Sign In|Register/);
  await code.page.keyboard.press("Escape");
});

it("runs no program of the workspace", () => {
  assert.ok(!existsSync(join(folder.path, "was-run")));
});

it("sends nothing anywhere", () => {
  assert.equal(connections, 0);
});
