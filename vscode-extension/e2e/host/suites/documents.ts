import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { LANGUAGE } from "../../../src/identity";
import { at, close, open, untitled } from "../support/documents";
import { codeOf, findings, provided, until } from "../support/waiting";

const FAULTY = "x = smaa(close, 20)\n";

/** Writes a file beside the scripts. */
async function write(name: string, text = FAULTY): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** What is listed for a document that is of no interest, once a script beside it has its findings. */
async function listedFor(uri: vscode.Uri): Promise<vscode.Diagnostic[]> {
  const script = await untitled(FAULTY);
  await findings(script.uri, (codes) => codes.includes("SIG101"));
  await close();
  return vscode.languages.getDiagnostics(uri);
}

describe("documents", () => {
  afterEach(close);

  it("in another language are left alone", async () => {
    const document = await untitled(FAULTY, "plaintext");
    assert.deepEqual(await listedFor(document.uri), []);
    const hovers = await vscode.commands.executeCommand(
      "vscode.executeHoverProvider",
      document.uri,
      at(document, "close"),
    );
    assert.deepEqual(hovers, []);
  });

  it("are taken up when their language becomes this one, and let go when it is another", async () => {
    const document = await untitled(FAULTY, "plaintext");
    const script = await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
    await findings(script.uri, (codes) => codes.includes("SIG101"));
    const text = await vscode.languages.setTextDocumentLanguage(script, "plaintext");
    await findings(text.uri, (codes) => codes.length === 0);
  });

  it("keep their findings under a new name", async () => {
    const from = await write("before.signal");
    const to = vscode.Uri.joinPath(from, "..", "after.signal");
    await open("before.signal");
    await findings(from, (codes) => codes.includes("SIG101"));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    await vscode.workspace.applyEdit(edit);
    await findings(to, (codes) => codes.includes("SIG101"));
    await findings(from, (codes) => codes.length === 0);
    await vscode.workspace.fs.delete(to);
  });

  it("that are deleted have no findings any more", async () => {
    const uri = await write("gone.signal");
    await open("gone.signal");
    await findings(uri, (codes) => codes.includes("SIG101"));
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(uri);
    await vscode.workspace.applyEdit(edit);
    await findings(uri, (codes) => codes.length === 0);
  });

  it("that are closed have no findings any more", async () => {
    const uri = await write("closed.signal");
    await open("closed.signal");
    await findings(uri, (codes) => codes.includes("SIG101"));
    await close();
    await findings(uri, (codes) => codes.length === 0);
    await vscode.workspace.fs.delete(uri);
  });

  it("that nobody can change are explained, but not complained of", async () => {
    const uri = vscode.Uri.parse("readfs:/project/short.signal");
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await until(
      () => vscode.languages.match({ language: LANGUAGE }, document),
      (score) => score > 0,
    );
    const [hover] = await provided<vscode.Hover[]>("vscode.executeHoverProvider", uri, at(document, "ema(", 1));
    assert.ok(hover);
    assert.deepEqual(await listedFor(uri), []);
  });

  it("with the line ends of Windows are as good as others", async () => {
    const uri = await write("windows.signal", "x = sma( close,20 )\r\ny = smaa(x, 2)\r\n");
    const document = await open("windows.signal");
    const found = await findings(uri, (codes) => codes.includes("SIG101"));
    const unknown = found.find((one) => codeOf(one) === "SIG101");
    assert.equal(document.getText(unknown?.range), "smaa");
    await vscode.commands.executeCommand("editor.action.formatDocument");
    assert.equal(document.lineAt(0).text, "x = sma(close, 20)");
    await close();
    await vscode.workspace.fs.delete(uri);
  });
});
