import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { SECTION } from "../../../src/identity";
import { close } from "../support/documents";
import { findings, until } from "../support/waiting";

function folder(name: string): vscode.WorkspaceFolder {
  const found = vscode.workspace.workspaceFolders?.find((one) => one.name === name);
  assert.ok(found, name);
  return found;
}

/** Opens the script of a folder. */
async function script(name: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder(name).uri, "short.signal");
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  return uri;
}

describe("several folders in one window", () => {
  afterEach(close);

  it("have settings of their own: in a file", async () => {
    await findings(await script("plain"), (codes) => codes.includes("SIG401"));
    await findings(await script("lenient"), (codes) => codes.length > 0 && !codes.includes("SIG401"));
  });

  it("have settings of their own: in VS Code", async () => {
    const settings = vscode.workspace.getConfiguration(SECTION, folder("plain").uri);
    const uri = await script("plain");
    await findings(uri, (codes) => codes.includes("SIG401"));
    await settings.update("lint.ignore", ["SIG401"], vscode.ConfigurationTarget.WorkspaceFolder);
    await findings(uri, (codes) => !codes.includes("SIG401"));
    assert.deepEqual(vscode.workspace.getConfiguration(SECTION, folder("lenient").uri).get("lint.ignore"), []);
    await settings.update("lint.ignore", undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    await findings(uri, (codes) => codes.includes("SIG401"));
  });

  it("may come and go while the window is open", async () => {
    const { uri } = folder("plain");
    const later = vscode.Uri.joinPath(uri, "..", "later");
    const count = vscode.workspace.workspaceFolders?.length ?? 0;
    vscode.workspace.updateWorkspaceFolders(count, 0, { uri: later });
    await until(
      () => vscode.workspace.workspaceFolders?.length,
      (now) => now === count + 1,
    );
    // Its own settings in VS Code hold from the start: they ignore every rule of history.
    const opened = await script("later");
    await findings(opened, (codes) => codes.includes("SIG102") && !codes.includes("SIG401"));
    vscode.workspace.updateWorkspaceFolders(count, 1);
    await until(
      () => vscode.workspace.workspaceFolders?.length,
      (now) => now === count,
    );
    await findings(opened, (codes) => codes.includes("SIG401"));
  });
});
