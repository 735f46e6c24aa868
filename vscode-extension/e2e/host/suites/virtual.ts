import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { at, close, edited, FORMATTING, open, untitled } from "../support/documents";
import { output } from "../support/log";
import { findings, provided, until } from "../support/waiting";

/** The tabs that show a result. */
function results(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label.endsWith("· result"));
}

async function textOf(name: string): Promise<string> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, name)));
}

describe("a workspace on no disk", () => {
  afterEach(close);

  it("is one", () => {
    assert.deepEqual(
      vscode.workspace.workspaceFolders?.map(({ uri }) => uri.scheme),
      ["memfs"],
    );
  });

  it("has its scripts checked and mended", async () => {
    const document = await open("short.signal");
    const [finding] = await findings(document.uri, (codes) => codes.includes("SIG401"));
    assert.ok(finding);
    const [fix] = await provided<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
      1,
    );
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    await findings(document.uri, (codes) => !codes.includes("SIG401"));
    await document.save();
    assert.equal(await textOf("short.signal"), document.getText());
  });

  it("says why its project's settings do not hold", async () => {
    const told = await until(output, (text) => text.includes("signal-dsl.toml"));
    assert.match(
      told,
      /The settings in signal-dsl\.toml do not hold in project, which is on no disk: .*VS Code's settings/,
    );
  });

  it("obeys VS Code's settings", async () => {
    const document = await untitled("x = smaa(close, 20)\n");
    await findings(document.uri, (codes) => codes.includes("SIG101"));
    const settings = vscode.workspace.getConfiguration("signal-dsl");
    await settings.update("lint.ignore", ["SIG101"], vscode.ConfigurationTarget.Global);
    await findings(document.uri, (codes) => !codes.includes("SIG101"));
    await settings.update("lint.ignore", undefined, vscode.ConfigurationTarget.Global);
  });

  it("has completion, hover, formatting and an outline", async () => {
    const document = await open("sound.signal");
    const place = at(document, "ema(", 2);
    const list = await provided<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, place);
    assert.ok(list.items.some(({ label }) => (typeof label === "string" ? label : label.label) === "ema"));
    await provided("vscode.executeHoverProvider", document.uri, place);
    await provided("vscode.executeDocumentSymbolProvider", document.uri);
    const messy = await open("messy.signal");
    const edits = await provided<vscode.TextEdit[]>("vscode.executeFormatDocumentProvider", messy.uri, FORMATTING);
    assert.match(edited(messy, edits), /^x = sma\(close, 20\)\n/);
    await close();
  });

  it("is searched for symbols in the scripts that are open, and no disk is", async () => {
    await open("sound.signal");
    const found = await provided<vscode.SymbolInformation[]>("vscode.executeWorkspaceSymbolProvider", "momentum");
    const places = found.map(({ location }) => location.uri.toString());
    assert.ok(places.includes("memfs:/project/sound.signal"));
    assert.deepEqual(
      places.filter((place) => !place.startsWith("memfs:")),
      [],
    );
  });

  it("has its scripts run, open or not, and shows what came of them", async () => {
    const uri = vscode.Uri.parse("memfs:/project/unopened.signal");
    await vscode.commands.executeCommand("signal-dsl.backtest", uri);
    await until(results, ({ length }) => length === 1);
    await vscode.window.tabGroups.close(results());
    await open("unopened.signal");
    await vscode.commands.executeCommand("signal-dsl.showLastResult");
    await until(results, ([tab]) => tab?.label.startsWith("unopened "));
  });

  it("takes the report of a result", async () => {
    const uri = vscode.Uri.parse("memfs:/project/report.html");
    await vscode.commands.executeCommand("signal-dsl.saveReport", uri);
    const page = await textOf("report.html");
    assert.match(page, /^<!doctype html>/i);
    assert.match(page, /unopened\.signal/);
    await vscode.window.tabGroups.close(results());
  });
});
