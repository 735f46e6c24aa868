import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { at, close, edited, open, placesOf, rangeOf, untitled } from "../support/documents";
import { provided, until } from "../support/waiting";

type Provider = "executeDefinitionProvider" | "executeReferenceProvider" | "executeDocumentHighlights";

/** What a provider says of a place. */
function ask<Value>(provider: Provider, document: vscode.TextDocument, place: vscode.Position): Promise<Value[]> {
  return provided(`vscode.${provider}`, document.uri, place);
}

function plain(ranges: readonly vscode.Range[]): string[] {
  return ranges.map(({ start, end }) => `${start.line}:${start.character}-${end.line}:${end.character}`).sort();
}

describe("names", () => {
  afterEach(close);

  it("lead to where they are given", async () => {
    const document = await open("sound.signal");
    const use = at(document, "trend)", 1);
    const [found] = await ask<vscode.Location | vscode.LocationLink>("executeDefinitionProvider", document, use);
    assert.ok(found);
    const [uri, range] =
      "targetUri" in found ? [found.targetUri, found.targetSelectionRange] : [found.uri, found.range];
    assert.equal(uri.toString(), document.uri.toString());
    assert.ok(range?.isEqual(rangeOf(document, "trend", "far.\n")));
  });

  it("tell everywhere that they stand, and whether they are written there", async () => {
    const document = await open("sound.signal");
    const place = at(document, "trend =", 1);
    const expected = placesOf(document, "trend");
    const references = await ask<vscode.Location>("executeReferenceProvider", document, place);
    assert.deepEqual(plain(references.map(({ range }) => range)), plain(expected));
    const highlights = await ask<vscode.DocumentHighlight>("executeDocumentHighlights", document, place);
    assert.deepEqual(plain(highlights.map(({ range }) => range)), plain(expected));
    const written = highlights.filter(({ kind }) => kind === vscode.DocumentHighlightKind.Write);
    assert.deepEqual(plain(written.map(({ range }) => range)), plain(expected.slice(0, 1)));
  });

  it("are renamed wherever they stand, in one step that can be taken back", async () => {
    const document = await open("sound.signal");
    const before = document.getText();
    const place = at(document, "trend =", 1);
    const edit = await provided<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      place,
      "average_50",
    );
    const wanted = before.replace(/\btrend\b/g, "average_50");
    assert.equal(edited(document, edit.get(document.uri)), wanted);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), wanted);
    await until(
      () => vscode.commands.executeCommand("undo").then(() => document.getText()),
      (text) => text === before,
    );
  });

  it("that are built in, or taken, are not renamed, and a sentence says why", async () => {
    const document = await open("sound.signal");
    const rename = (place: vscode.Position, name: string): Thenable<unknown> =>
      vscode.commands.executeCommand("vscode.executeDocumentRenameProvider", document.uri, place, name);
    await assert.rejects(async () => rename(at(document, "ema(", 1), "average"), /built|platform|cannot/i);
    await assert.rejects(async () => rename(at(document, "trend =", 1), "momentum"), /momentum/);
    await assert.rejects(async () => rename(at(document, "trend =", 1), "50 days"), /name/i);
    const prepared = vscode.commands.executeCommand("vscode.prepareRename", document.uri, at(document, "ema(", 1));
    await assert.rejects(async () => prepared, /ema/);
  });
});

describe("symbols", () => {
  afterEach(close);

  it("outline the script: its settings, names and signals, each within its range", async () => {
    const document = await open("sound.signal");
    const outline = await provided<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri);
    const names = outline.map(({ name }) => name);
    assert.ok(names.includes("trend") && names.includes("momentum"), names.join());
    for (const one of outline) {
      assert.ok(one.range.contains(one.selectionRange), one.name);
    }
    const trend = outline.find(({ name }) => name === "trend");
    assert.ok(trend);
    assert.equal(document.getText(trend.range), "trend = ema(close, 50)");
    const settings = outline.find(({ kind }) => kind === vscode.SymbolKind.Namespace);
    assert.deepEqual(
      settings?.children.map(({ name }) => name),
      ["universe", "timeframe", "start_date", "end_date"],
    );
  });

  it("are found in all scripts of the folder, open or not", async () => {
    await untitled("unsaved_name = ema(close, 50)\n");
    const ask = (word: string): Promise<vscode.SymbolInformation[]> =>
      provided("vscode.executeWorkspaceSymbolProvider", word);
    const files = (await ask("momentum")).map(({ location }) => location.uri.path.split("/").at(-1));
    assert.ok(files.includes("sound.signal") && files.includes("faulty.signal"), files.join());
    const [unsaved] = await ask("unsaved_name");
    assert.equal(unsaved?.location.uri.scheme, "untitled");
  });
});
