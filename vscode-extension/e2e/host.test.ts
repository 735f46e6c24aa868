// What the `vscode` API shows better than the screen: suites that run within the extension host of real VS Code, beside
// the extension as it is packed. Each window has an extension host of its own.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { CodeServer } from "./support/codeServer";
import { Folder } from "./support/folder";
import { type HostWindow, runInHost, type Settings } from "./support/hostWindow";
import { processesWith } from "./support/processes";
import { KEY, realPython, Sandbox } from "./support/sandbox";
import { FIXABLE, MESSY, SHORT, SOUND, UNUSED } from "./support/scripts";
import { until } from "./support/until";
import { closeBrowser } from "./support/workbench";

const reports = mkdtempSync(join(tmpdir(), "signal-dsl-reports-"));
/** While one works at the suites of a window. */
const ONLY = process.env.HOST_WINDOW;
const empty = new Folder({});
const scripts = new Folder({
  "sound.signal": SOUND,
  "short.signal": SHORT,
  "messy.signal": MESSY,
  "fixable.signal": FIXABLE,
  "faulty.signal": readFileSync("../examples/faulty.signal", "utf8"),
});
const several = new Folder({
  "plain/short.signal": UNUSED,
  "lenient/short.signal": UNUSED,
  "lenient/signal-dsl.toml": '[lint]\nignore = ["SIG401"]\n',
  "later/short.signal": UNUSED,
  "later/.vscode/settings.json": '{ "signal-dsl.lint.ignore": ["SIG401"] }',
  "several.code-workspace": JSON.stringify({ folders: [{ path: "plain" }, { path: "lenient" }] }),
});
const untrusted = new Folder({
  "sound.signal": SOUND,
  "short.signal": SHORT,
  "messy.signal": MESSY,
  ".vscode/settings.json": JSON.stringify({
    "signal-dsl.interpreter": "/nonexistent/trap",
    "signal-dsl.api.url": "http://127.0.0.1:9/api/v1",
    "signal-dsl.sandbox": true,
    "signal-dsl.lint.ignore": ["SIG102"],
  }),
});
const environments = new Folder({ "short.signal": SHORT, "sound.signal": SOUND });
let server: CodeServer;
let platform: Sandbox;

before(async () => {
  platform = await Sandbox.start(KEY);
  for (const name of ["one", "two"]) {
    mkdirSync(join(environments.path, name, "bin"), { recursive: true });
    symlinkSync(realPython(), join(environments.path, name, "bin", "python"));
  }
  server = await CodeServer.start({ environment: { SIGNAL_DSL_HOST_REPORTS: reports } });
});

after(async () => {
  await closeBrowser();
  await server.stop();
  await platform.stop();
  for (const folder of [empty, scripts, several, untrusted, environments]) {
    folder.remove();
  }
  rmSync(reports, { recursive: true });
});

/** A window, and what its suites find. After it no server of it is left, and no key stands anywhere. */
function hosted(title: string, window: HostWindow, settings = (): Settings => ({})): void {
  if (ONLY !== undefined && ONLY !== window.name) {
    return;
  }
  it(title, async (context) => {
    await runInHost(context, server, reports, { ...window, settings: settings() });
    await until(
      () => processesWith("serve.py", server.home),
      ({ length }) => length === 0,
    );
    assert.equal(spawnSync("grep", ["-rlaF", KEY, server.home], { encoding: "utf8" }).stdout, "");
  });
}

hosted("a folder without scripts", { name: "empty", workspace: empty.path }, () => ({
  "signal-dsl.api.url": platform.url,
  "signal-dsl.trace.server": "verbose",
}));
hosted("a folder of scripts", { name: "scripts", workspace: scripts.path });
const both = join(several.path, "several.code-workspace");
hosted(
  "several folders, and a Python extension that fails",
  { name: "folders", workspace: both, extension: "python" },
  () => ({
    "stand-in.fails": true,
  }),
);
hosted("a workspace on no disk", { name: "virtual", workspace: "memfs:/project" }, () => ({
  "signal-dsl.sandbox": true,
  "signal-dsl.interpreter": realPython(),
}));
hosted("an untrusted folder", { name: "untrusted", workspace: untrusted.path, extension: "python" }, () => ({
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
}));
hosted("a Python extension", { name: "python", workspace: environments.path, extension: "python" }, () => ({
  "stand-in.interpreter": join(environments.path, "one", "bin", "python"),
}));
