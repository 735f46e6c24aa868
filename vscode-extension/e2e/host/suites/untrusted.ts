import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { SECTION } from "../../../src/identity";
import { at, close, edited, FORMATTING, open } from "../support/documents";
import { output } from "../support/log";
import { standIn } from "../support/python";
import { server } from "../support/servers";
import { findings, provided, until } from "../support/waiting";

describe("an untrusted workspace", () => {
  afterEach(close);

  it("is one", () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it("has its scripts checked, completed and formatted", async () => {
    const short = await open("short.signal");
    await findings(short.uri, (codes) => codes.includes("SIG401"));
    await provided("vscode.executeCompletionItemProvider", short.uri, at(short, "ema(", 2));
    const messy = await open("messy.signal");
    const edits = await provided<vscode.TextEdit[]>("vscode.executeFormatDocumentProvider", messy.uri, FORMATTING);
    assert.match(edited(messy, edits), /^x = sma\(close, 20\)\n/);
  });

  it("does not choose the interpreter, nor where anything is sent", async () => {
    const settings = vscode.workspace.getConfiguration(SECTION);
    assert.equal(settings.get("interpreter"), "");
    assert.equal(settings.get("api.url"), "");
    assert.equal(settings.get("sandbox"), false);
    const { interpreter } = await server();
    assert.doesNotMatch(interpreter, /trap/);
  });

  it("has rules of its own, for they only say what is shown", () => {
    assert.deepEqual(vscode.workspace.getConfiguration(SECTION).get("lint.ignore"), ["SIG102"]);
  });

  it("says why nothing is sent from it", async () => {
    const { uri } = await open("sound.signal");
    for (const name of ["validate", "backtest", "syncIndicators"]) {
      await vscode.commands.executeCommand(`signal-dsl.${name}`, uri);
      await until(output, (text) =>
        text.includes(`${name}: This folder is not trusted, so nothing is sent from here.`),
      );
    }
  });

  it("does not have the Python extension run an environment that may lie in it", () => {
    assert.equal(standIn().isActive, false);
  });
});
