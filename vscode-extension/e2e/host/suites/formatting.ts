import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { close, edited, FORMATTING, open, rangeOf, untitled } from "../support/documents";
import { provided } from "../support/waiting";

describe("formatting", () => {
  afterEach(close);

  it("brings a document into the one style", async () => {
    const document = await open("messy.signal");
    const edits = await provided<vscode.TextEdit[]>("vscode.executeFormatDocumentProvider", document.uri, FORMATTING);
    const text = edited(document, edits);
    assert.match(
      text,
      /^x = sma\(close, 20\)\nemit_signal\(close > x, entry\("BINANCE:BTC\/USDT", "LONG", Weight\(\.5\)\)\)\n$/,
    );
  });

  it("changes nothing outside of a selection", async () => {
    const document = await open("messy.signal");
    const { range } = document.lineAt(0);
    const edits = await provided<vscode.TextEdit[]>(
      "vscode.executeFormatRangeProvider",
      document.uri,
      range,
      FORMATTING,
    );
    const [first, ...rest] = edited(document, edits).split("\n");
    assert.equal(first, "x = sma(close, 20)");
    assert.deepEqual(rest, document.getText().split("\n").slice(1));
  });

  it("is done on save where that is asked for", async () => {
    const document = await untitled("y=1\n");
    await vscode.commands.executeCommand("editor.action.formatDocument");
    assert.equal(document.getText(), "y = 1\n");
  });

  it("leaves a script alone that has a syntax error, and text that is in style", async () => {
    for (const text of ["x = (1 +\n", "x = 1\n"]) {
      const document = await untitled(text);
      await provided("vscode.executeDocumentSymbolProvider", document.uri); // the server has it
      const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        "vscode.executeFormatDocumentProvider",
        document.uri,
        FORMATTING,
      );
      assert.deepEqual(edits ?? [], []);
      assert.ok(rangeOf(document, "x"));
      await close();
    }
  });
});
