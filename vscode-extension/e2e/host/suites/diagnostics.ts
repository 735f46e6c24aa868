import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { close, edited, open, rangeOf, revert, untitled } from "../support/documents";
import { codeOf, findings, provided, until } from "../support/waiting";

const UNUSED =
  '# /// backtest\n# timeframe = "1d"\n# ///\nnoise = atr(14)\nemit_signal(close > 1, exit("BINANCE:BTC/USDT"))\n';

/** The actions of a kind for a range; with their edits, for as many as there are. */
function actions(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return provided("vscode.executeCodeActionProvider", document.uri, range, kind.value, 100);
}

describe("findings", () => {
  afterEach(close);

  it("say what is wrong, where, how bad it is, and lead to the rule", async () => {
    const document = await open("short.signal");
    const [finding] = await findings(document.uri, (codes) => codes.length === 1);
    assert.ok(finding);
    assert.equal(codeOf(finding), "SIG401");
    assert.equal(document.getText(finding.range), "ema(close, 200)");
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(finding.source, "signal-dsl");
    assert.match(finding.message, /needs 200 bars of 1d/);
    const target = typeof finding.code === "object" ? finding.code.target : undefined;
    assert.ok(target);
    const page = await vscode.workspace.openTextDocument(target);
    assert.match(page.getText(), /^# SIG401/);
  });

  it("come all at once for a script full of faults, and from one source", async () => {
    const document = await open("faulty.signal");
    const found = await findings(document.uri, (codes) => codes.length >= 5);
    assert.deepEqual([...new Set(found.map((one) => one.source))], ["signal-dsl"]);
    const places = found.map((one) => [codeOf(one), document.getText(one.range)]);
    assert.deepEqual(Object.fromEntries(places), {
      SIG001: "(",
      SIG101: "clsoe",
      SIG201: "50",
      SIG401: "ema(close, 200)",
      SIG404: "1",
    });
  });

  it("stand where they are behind characters of two units, too", async () => {
    const document = await untitled('emit_signal(close > 1, entry("🚀:BTC/USDT", "lang", Weight(0.5)))\n');
    const found = await findings(document.uri, (codes) => codes.includes("SIG504"));
    const side = found.find((one) => codeOf(one) === "SIG504");
    assert.equal(document.getText(side?.range).replaceAll('"', ""), "lang");
  });

  it("fade what nothing uses", async () => {
    const document = await untitled(UNUSED);
    const [finding] = await findings(document.uri, (codes) => codes.includes("SIG102"));
    assert.ok(finding);
    assert.equal(document.getText(finding.range), "noise");
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    assert.deepEqual(finding.tags, [vscode.DiagnosticTag.Unnecessary]);
  });

  it("are mended by a quick fix, or silenced", async () => {
    const document = await open("short.signal");
    const [finding] = await findings(document.uri, (codes) => codes.length === 1);
    assert.ok(finding);
    const found = await actions(document, finding.range, vscode.CodeActionKind.QuickFix);
    const [fix] = found;
    assert.ok(fix?.edit);
    assert.match(fix.title, /start_date/);
    assert.ok(
      found.some(({ title }) => title.includes("noqa") || /silence/i.test(title)),
      found.map((one) => one.title).join(),
    );
    await vscode.workspace.applyEdit(fix.edit);
    await findings(document.uri, (codes) => !codes.includes("SIG401"));
    await revert();
    await findings(document.uri, (codes) => codes.length === 1);
  });

  it("that are safe to mend are mended all at once on save", async () => {
    const document = await open("fixable.signal");
    await findings(document.uri, (codes) => codes.length > 0);
    const settings = vscode.workspace.getConfiguration("editor", document);
    await settings.update("codeActionsOnSave", { "source.fixAll": "explicit" }, vscode.ConfigurationTarget.Global);
    const before = document.getText();
    const [all] = await actions(document, new vscode.Range(0, 0, 0, 0), vscode.CodeActionKind.SourceFixAll);
    const wanted = edited(document, all?.edit?.get(document.uri) ?? []);
    assert.notEqual(wanted, before);
    await vscode.window.activeTextEditor?.edit((edit) => {
      edit.insert(document.lineAt(document.lineCount - 1).range.end, "# changed\n");
    });
    await document.save();
    await settings.update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Global);
    assert.equal(document.getText(), `${wanted}# changed\n`);
  });

  it("change with every key", async () => {
    const document = await untitled(UNUSED);
    await findings(document.uri, (codes) => codes.includes("SIG102"));
    const editor = vscode.window.activeTextEditor;
    await editor?.edit((edit) => {
      edit.replace(rangeOf(document, "close"), "clsoe");
    });
    await findings(document.uri, (codes) => codes.includes("SIG101"));
    await until(
      () => vscode.commands.executeCommand("undo").then(() => document.getText()),
      (text) => text.includes("close"),
    );
    await findings(document.uri, (codes) => !codes.includes("SIG101"));
  });

  it("offer to give an expression a name", async () => {
    const document = await open("sound.signal");
    const expression = rangeOf(document, "momentum < 70");
    const [extract] = await actions(document, expression, vscode.CodeActionKind.RefactorExtract);
    const text = edited(document, extract?.edit?.get(document.uri) ?? []);
    const name = /^(\w+) = momentum < 70$/m.exec(text)?.[1];
    assert.ok(name, text);
    assert.ok(text.includes(`crossover(close, trend) and ${name}, entry`), text);
  });
});
