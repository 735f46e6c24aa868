import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { open } from "../support/documents";
import { output } from "../support/log";
import { standIn } from "../support/python";
import { server } from "../support/servers";
import { findings, until } from "../support/waiting";

describe("a Python extension that does not start", () => {
  it("keeps nothing else from it", async () => {
    const { uri } = await open("short.signal");
    await findings(uri, (codes) => codes.includes("SIG401"));
    assert.equal(standIn().exports, undefined);
    await server();
    await until(output, (text) => /The Python extension names no interpreter: .*told to fail/.test(text));
    await vscode.commands.executeCommand("signal-dsl.restartServer");
    await server();
  });
});
