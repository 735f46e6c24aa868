import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { SECTION } from "../../../src/identity";
import { close, open } from "../support/documents";
import { server } from "../support/servers";
import { findings, until } from "../support/waiting";

const SETTINGS = ["lint.ignore", "lint.enable", "inlayHints.lookback", "inlayHints.parameterNames", "codeLens.enable"];

/** Changes a setting of the workspace; undefined takes it back. */
async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(SECTION).update(name, value, vscode.ConfigurationTarget.Workspace);
}

describe("settings take effect at once", () => {
  let pid: number;

  before(async () => {
    ({ pid } = await server());
  });

  afterEach(async () => {
    await Promise.all([close(), ...SETTINGS.map((name) => set(name, undefined))]);
  });

  after(async () => {
    assert.equal((await server()).pid, pid, "the server was not restarted");
  });

  it("lint.ignore", async () => {
    const { uri } = await open("short.signal");
    await findings(uri, (codes) => codes.includes("SIG401"));
    await set("lint.ignore", ["SIG401"]);
    await findings(uri, (codes) => !codes.includes("SIG401"));
    await set("lint.ignore", undefined);
    await findings(uri, (codes) => codes.includes("SIG401"));
  });

  it("lint.enable", async () => {
    const { uri } = await open("faulty.signal");
    await findings(uri, (codes) => codes.length > 0);
    await set("lint.enable", false);
    await findings(uri, (codes) => codes.length === 0);
    await set("lint.enable", undefined);
    await findings(uri, (codes) => codes.length > 0);
  });

  it("inlayHints", async () => {
    const document = await open("sound.signal");
    const hints = async (): Promise<{ lookback: boolean; parameters: boolean }> => {
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        whole,
      );
      const kinds = found.map(({ kind }) => kind);
      return {
        lookback: kinds.includes(vscode.InlayHintKind.Type),
        parameters: kinds.includes(vscode.InlayHintKind.Parameter),
      };
    };
    await until(hints, ({ lookback, parameters }) => lookback && parameters);
    await set("inlayHints.lookback", false);
    await until(hints, ({ lookback, parameters }) => !lookback && parameters);
    await set("inlayHints.parameterNames", false);
    await until(hints, ({ lookback, parameters }) => !lookback && !parameters);
  });

  it("codeLens.enable", async () => {
    const { uri } = await open("sound.signal");
    const lenses = (): Thenable<unknown[]> => vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri);
    await until(lenses, ({ length }) => length > 0);
    await set("codeLens.enable", false);
    await until(lenses, ({ length }) => length === 0);
  });

  it("signal-dsl.toml", async () => {
    const { uri } = await open("short.signal");
    await findings(uri, (codes) => codes.includes("SIG401"));
    const file = vscode.Uri.joinPath(uri, "..", "signal-dsl.toml");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('[lint]\nignore = ["SIG401"]\n'));
    await findings(uri, (codes) => !codes.includes("SIG401"));
    await vscode.workspace.fs.delete(file);
    await findings(uri, (codes) => codes.includes("SIG401"));
  });

  it("signal-dsl.toml, whose own faults are listed for it", async () => {
    const { uri } = await open("sound.signal");
    const file = vscode.Uri.joinPath(uri, "..", "signal-dsl.toml");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('[backtest]\ntimeframe = "60m"\n'));
    const [finding] = await findings(file, (codes) => codes.includes("SIG507"));
    assert.equal(finding?.range.start.line, 1);
    await vscode.workspace.fs.delete(file);
    await findings(file, (codes) => codes.length === 0);
  });
});
