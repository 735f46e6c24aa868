import assert from "node:assert/strict";
import { join } from "node:path";
import Mocha from "mocha";
import * as vscode from "vscode";
import { PATIENCE_MS, until } from "../../support/until";

const MOMENT_MS = 2_000;

/** Where the outer test reads what came of a window's tests. */
const REPORTS = process.env.SIGNAL_DSL_HOST_REPORTS ?? ".";

/**
 * Runs suites in the extension host, and writes mocha's JSON report for the outer test. A suite's module is loaded only
 * when mocha is ready to take what it describes. Resolves even where tests fail: the report tells.
 */
export async function runSuites(window: string, suites: readonly (() => Promise<unknown>)[]): Promise<void> {
  await foldersTold();
  const mocha = new Mocha({
    reporter: "json",
    reporterOptions: { output: join(REPORTS, `${window}.json`) },
    timeout: 2 * PATIENCE_MS, // what is waited for within a test tells what it was
    slow: PATIENCE_MS,
  });
  mocha.suite.emit("pre-require", globalThis as Mocha.MochaGlobals, "", mocha);
  for (const load of suites) {
    await load();
  }
  await new Promise<void>((done) => {
    mocha.run(() => {
      done();
    });
  });
}

/**
 * Waits until the window has its folders. VS Code may open a `.code-workspace` before it can read it, and is empty then
 * until that file changes.
 */
async function foldersTold(): Promise<void> {
  const told = (patience?: number): Promise<unknown> =>
    until(
      () => vscode.workspace.workspaceFolders,
      (folders) => folders?.length,
      patience,
    );
  const { workspaceFile, fs } = vscode.workspace;
  await told(workspaceFile ? MOMENT_MS : undefined).catch(async () => {
    assert.ok(workspaceFile);
    await fs.writeFile(
      workspaceFile,
      new TextEncoder().encode(`${new TextDecoder().decode(await fs.readFile(workspaceFile))}\n`),
    );
    await told();
  });
}
