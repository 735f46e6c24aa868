import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import manifest from "../../../package.json";
import { at, close, open, untitled } from "../support/documents";
import { provided } from "../support/waiting";

describe("structure", () => {
  afterEach(close);

  it("folds settings, comments and calls of several lines", async () => {
    const document = await untitled(
      '# /// backtest\n# timeframe = "1d"\n# ///\n# one\n# two\nx = sma(\n    close,\n    20\n)\n',
    );
    const folds = await provided<vscode.FoldingRange[]>("vscode.executeFoldingRangeProvider", document.uri);
    const told = folds.map(({ start, kind }) => [document.lineAt(start).text, kind]);
    assert.deepEqual(told, [
      ["# /// backtest", vscode.FoldingRangeKind.Region],
      ["# one", vscode.FoldingRangeKind.Comment],
      ["x = sma(", undefined],
    ]);
  });

  it("selects ever more around the cursor", async () => {
    const document = await open("sound.signal");
    const place = at(document, "momentum < 70", 2);
    const [first] = await provided<vscode.SelectionRange[]>("vscode.executeSelectionRangeProvider", document.uri, [
      place,
    ]);
    const texts: string[] = [];
    for (let one: vscode.SelectionRange | undefined = first; one; one = one.parent) {
      texts.push(document.getText(one.range));
    }
    const steps = ["momentum", "momentum < 70", "crossover(close, trend) and momentum < 70"];
    assert.deepEqual(
      texts.filter((text) => steps.includes(text)),
      steps,
    );
    assert.equal(texts.at(-1), document.getText());
  });

  it("names what each word is, and package.json gives each a colour", async () => {
    const document = await open("sound.signal");
    const legend = await provided<vscode.SemanticTokensLegend>(
      "vscode.provideDocumentSemanticTokensLegend",
      document.uri,
    );
    const { data } = await provided<vscode.SemanticTokens>("vscode.provideDocumentSemanticTokens", document.uri);
    const words = decoded(document, legend, data);
    assert.deepEqual(words.get("ema"), { type: "function", modifiers: ["defaultLibrary", "indicator"] });
    assert.ok(words.get("close")?.modifiers.includes("defaultLibrary"));
    assert.equal(words.get("trend")?.type, "variable");
    const [scopes] = manifest.contributes.semanticTokenScopes;
    for (const selector of Object.keys(scopes?.scopes ?? {})) {
      const [type = "", ...modifiers] = selector.split(".");
      assert.ok(legend.tokenTypes.includes(type), selector);
      assert.deepEqual(
        modifiers.filter((one) => !legend.tokenModifiers.includes(one)),
        [],
        selector,
      );
    }
  });

  it("shows lookbacks and names of bare arguments", async () => {
    const document = await open("sound.signal");
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await provided<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, whole);
    const told = hints.map(({ position, label }) => {
      const text = typeof label === "string" ? label : label.map(({ value }) => value).join("");
      const { text: line } = document.lineAt(position.line);
      return `${line.slice(0, position.character)}⟨${text.trim()}⟩`;
    });
    assert.ok(
      told.some((one) => one.startsWith("trend⟨") && one.includes("49")),
      told.join("\n"),
    );
    assert.ok(
      told.some((one) => one.startsWith("trend = ema(close, ⟨timeperiod")),
      told.join("\n"),
    );
  });

  it("has lenses above the script, with commands that take it", async () => {
    const document = await open("sound.signal");
    const lenses = await provided<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 100);
    const commands = lenses.flatMap(({ command, range }) =>
      command?.command ? [{ ...command, line: range.start.line }] : [],
    );
    assert.deepEqual(
      commands.map(({ command, line }) => [command, line]),
      [
        ["signal-dsl.validate", 0],
        ["signal-dsl.backtest", 0],
      ],
    );
    for (const { arguments: given } of commands) {
      assert.deepEqual(given, [{ uri: document.uri.toString() }]);
    }
    const signals = lenses.filter(({ range }) => range.start.line > 0);
    assert.deepEqual(
      signals.map(({ range }) => document.lineAt(range.start.line).text.slice(0, 11)),
      ["emit_signal", "emit_signal"],
    );
  });

  it("links the codes of silencers to the pages of their rules", async () => {
    const document = await untitled("x = sma(close, 20)  # noqa: SIG102\n");
    const links = await provided<vscode.DocumentLink[]>("vscode.executeLinkProvider", document.uri, 10);
    const [link] = links;
    assert.ok(link?.target);
    assert.equal(document.getText(link.range), "SIG102");
    assert.match((await vscode.workspace.openTextDocument(link.target)).getText(), /SIG102/);
  });

  it("has no colours to pick, and no calls to climb", async () => {
    const document = await open("sound.signal");
    const colours = await vscode.commands.executeCommand("vscode.executeDocumentColorProvider", document.uri);
    assert.deepEqual(colours, []);
    const calls = await vscode.commands.executeCommand<unknown[]>(
      "vscode.prepareCallHierarchy",
      document.uri,
      at(document, "ema("),
    );
    assert.equal(calls.length, 0);
  });
});

/** The last token of each word. */
function decoded(document: vscode.TextDocument, legend: vscode.SemanticTokensLegend, data: Uint32Array) {
  const words = new Map<string, { type: string | undefined; modifiers: string[] }>();
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [below = 0, right = 0, length = 0, type = 0, bits = 0] = data.subarray(at, at + 5);
    line += below;
    character = below ? right : character + right;
    const modifiers = legend.tokenModifiers.filter((_, bit) => bits & (1 << bit));
    const text = document.getText(new vscode.Range(line, character, line, character + length));
    words.set(text, { type: legend.tokenTypes[type], modifiers });
  }
  return words;
}
