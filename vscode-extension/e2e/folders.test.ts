// Several folders in one window: each has its own settings.
import { after, before, it } from "node:test";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { SHORT } from "./support/scripts";
import { closeBrowser, Workbench } from "./support/workbench";

const folder = new Folder({
  "one/strict.signal": SHORT,
  "two/lenient.signal": `${SHORT}\nnoise = atr(14)\n`,
  "two/signal-dsl.toml": '[lint]\nignore = ["SIG401"]\n',
  "both.code-workspace": JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }),
});
let server: CodeServer;
let code: Workbench;

before(async () => {
  server = await CodeServer.start();
  code = await Workbench.open(server.url, `${folder.path}/both.code-workspace`, { workspace: true });
});

after(async () => {
  await closeBrowser();
  await server.stop();
  folder.remove();
});

it("a folder without settings has the usual rules", async () => {
  await code.openFile("strict.signal");
  await code.editor.locator(".squiggly-error").first().waitFor();
});

it("another folder's settings hold for its own files alone", async () => {
  await code.openFile("lenient.signal");
  await code.editor.locator(".squiggly-warning").first().waitFor(); // the name that nothing uses
  await code.editor.locator(".squiggly-error").first().waitFor({ state: "detached" });
  await code.screenshot("folders");
  await code.openFile("strict.signal");
  await code.editor.locator(".squiggly-error").first().waitFor();
});
