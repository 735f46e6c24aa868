import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { LANGUAGE } from "../../../src/identity";
import { at, close, cursor, type, untitled } from "../support/documents";

/** A document with its cursor at the end. */
async function writing(text: string): Promise<vscode.TextDocument> {
  const document = await untitled(text);
  cursor(document.lineAt(document.lineCount - 1).range.end);
  return document;
}

describe("typing", () => {
  afterEach(close);

  it("comments a line, and back", async () => {
    const document = await writing("x = 1");
    await vscode.commands.executeCommand("editor.action.commentLine");
    assert.equal(document.getText(), "# x = 1");
    await vscode.commands.executeCommand("editor.action.commentLine");
    assert.equal(document.getText(), "x = 1");
  });

  it("closes brackets and quotes, but no quotes in a comment", async () => {
    const document = await writing("");
    await type('x = sma(["');
    assert.equal(document.getText(), 'x = sma([""])');
    await close();
    const comment = await writing("# ");
    await type("it's");
    assert.equal(comment.getText(), "# it's");
  });

  it("puts brackets around what is selected", async () => {
    const document = await writing("close + open");
    const editor = cursor(new vscode.Position(0, 0));
    editor.selection = new vscode.Selection(0, 0, 0, document.lineAt(0).text.length);
    await type("(");
    assert.equal(document.getText(), "(close + open)");
  });

  it("goes on with the head of a script", async () => {
    const document = await writing("# /// backtest");
    await type('\ntimeframe = "1d');
    cursor(document.lineAt(1).range.end);
    await type("\n///");
    assert.equal(document.getText(), '# /// backtest\n# timeframe = "1d"\n# ///');
    cursor(document.lineAt(2).range.end);
    await type("\nx");
    assert.equal(document.lineAt(3).text, "x", "after the head the script begins");
  });

  it("does not go on with an ordinary comment", async () => {
    const document = await writing("# Own what rises.");
    await type("\nx");
    assert.equal(document.getText(), "# Own what rises.\nx");
  });

  it("indents between brackets", async () => {
    const document = await writing("x = sma()");
    cursor(at(document, ")"));
    await type("\n");
    const unit = " ".repeat(Number(vscode.window.activeTextEditor?.options.tabSize));
    assert.equal(document.getText(), `x = sma(\n${unit}\n)`);
  });

  it("jumps from a bracket to its partner", async () => {
    const document = await writing("x = sma(close, max(1, 2))");
    const editor = cursor(at(document, "(close"));
    await vscode.commands.executeCommand("editor.action.jumpToBracket");
    assert.equal(document.offsetAt(editor.selection.active), document.getText().length - 1);
  });

  it("takes a name as one word, a setting's date in parts", async () => {
    const document = await writing("average_50 = 1");
    assert.equal(document.getText(document.getWordRangeAtPosition(at(document, "age_"))), "average_50");
    const umlaut = await writing("größe = 1");
    assert.equal(umlaut.getText(umlaut.getWordRangeAtPosition(at(umlaut, "ße"))), "größe");
  });
});

describe("defaults", () => {
  afterEach(close);

  it("end lines as the platform wants them, and colour by meaning", async () => {
    const document = await untitled("x = 1\n");
    assert.equal(document.eol, vscode.EndOfLine.LF);
    const scope = { languageId: LANGUAGE, uri: document.uri };
    assert.equal(vscode.workspace.getConfiguration("files", scope).get("eol"), "\n");
    assert.equal(vscode.workspace.getConfiguration("editor", scope).get("semanticHighlighting.enabled"), true);
  });
});
