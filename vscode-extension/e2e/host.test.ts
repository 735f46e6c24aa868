// What the `vscode` API shows better than the screen: suites that run within the extension host of real VS Code, beside
// the extension as it is packed. Each window has an extension host of its own.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { runInHost } from "./support/hostWindow";
import { FIXABLE, MESSY, SHORT, SOUND } from "./support/scripts";
import { closeBrowser } from "./support/workbench";

const reports = mkdtempSync(join(tmpdir(), "signal-dsl-reports-"));
const empty = new Folder({});
const scripts = new Folder({
  "sound.signal": SOUND,
  "short.signal": SHORT,
  "messy.signal": MESSY,
  "fixable.signal": FIXABLE,
  "faulty.signal": readFileSync("../examples/faulty.signal", "utf8"),
});
let server: CodeServer;

before(async () => {
  server = await CodeServer.start({ environment: { SIGNAL_DSL_HOST_REPORTS: reports } });
});

after(async () => {
  await closeBrowser();
  await server.stop();
  empty.remove();
  scripts.remove();
  rmSync(reports, { recursive: true });
});

it("a folder without scripts", (context) =>
  runInHost(context, server, reports, { name: "empty", workspace: empty.path }));

it("a folder of scripts", (context) =>
  runInHost(context, server, reports, { name: "scripts", workspace: scripts.path }));
