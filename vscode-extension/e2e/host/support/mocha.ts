import { join } from "node:path";
import Mocha from "mocha";
import * as vscode from "vscode";
import { until } from "./waiting";

/** A deadline for each test: it waits for events, and goes on as soon as they come. */
export const PATIENCE_MS = Number(process.env.E2E_PATIENCE_MS ?? 30_000);

/** Where the outer test reads what came of a window's tests. */
const REPORTS = process.env.SIGNAL_DSL_HOST_REPORTS ?? ".";

/**
 * Runs suites in the extension host, and writes mocha's JSON report for the outer test. A suite's module is loaded only
 * when mocha is ready to take what it describes. Resolves even where tests fail: the report tells.
 */
export async function runSuites(window: string, suites: readonly (() => Promise<unknown>)[]): Promise<void> {
  await until(
    () => vscode.workspace.workspaceFolders,
    (folders) => folders?.length, // those of a `.code-workspace` are told when that file is read
  );
  const mocha = new Mocha({
    reporter: "json",
    reporterOptions: { output: join(REPORTS, `${window}.json`) },
    timeout: PATIENCE_MS,
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
